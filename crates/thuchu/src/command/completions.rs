//! `thuchu completions SHELL`: the shell's own script, in the reader's language.

use clap_complete::Shell;
use thuchu_say as say;

use crate::{
    cli::{command, t},
    out::Out,
    problem::{Exit, Halt},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = t(say::value_shell()), hide_possible_values = true, help = t(say::cmd_completions_shell()))]
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(args: &Args, out: &mut Out) -> Result<Exit, Halt> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(out.lang()), "thuchu", &mut script);
    out.write(|stdout| std::io::Write::write_all(stdout, &script))?;
    Ok(Exit::Done)
}
