//! Nobody leads the desk into its operator's own network (TRUST R33, R34): neither by an address, in whatever form, nor by a
//! redirect, by a name that changes its answer, or by what a copied page asks for.
//!
//! The real program runs in a network namespace in which *every* address there is leads to one listener (a local route to
//! `0.0.0.0/0` and `::/0`), which tells by the address it was reached under: two public ones serve hostile pages, any other is
//! a hit. So an address that nobody thought of counts as well. Names are answered by a server of ours, which changes its mind.
//!
//! Not covered: addresses to which TCP does not connect (multicast, broadcast, link-local without a scope); for those the proof
//! only shows that the program refuses them.

mod forms;
mod inside;
mod names;
mod pages;
mod traps;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::desk::watch;
use crate::{Proved, at, ensure};

pub use inside::inside;

/// What is proved on.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `thuchu`.
    pub program: PathBuf,
    /// The program of this crate, whose word `ssrf-inside` runs [`inside`].
    pub loader: PathBuf,
    /// Hostile addresses in one page: few make many pages, and many pictures of pages.
    pub per_page: u32,
}

/// Proves it in a namespace; `say` gets its lines. Where none can be made, a line says so and why.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    if let Err(reason) = namespace(Path::new("ip"), &["link", "set", "lo", "up"]) {
        say(&format!("left out, no network namespace can be made here (it takes root and `ip`): {}", reason.trim()));
        return Ok(());
    }
    let program = plan.program.to_string_lossy().into_owned();
    let told = namespace(&plan.loader, &["ssrf-inside", &program, &plan.per_page.to_string()])?;
    told.lines().for_each(say);
    Ok(())
}

/// Runs a program where there is no network but its own; what it says.
fn namespace(program: &Path, words: &[&str]) -> Proved<String> {
    let mut command = Command::new("unshare");
    command.args(["--net", "--mount", "--"]).arg(program).args(words);
    let ran = watch(&mut command, None)?;
    ensure(ran.status.success(), || format!("{}\n{}{}", ran.status, ran.out, ran.err))?;
    Ok(ran.out)
}

/// Runs one command of the system to its end.
fn system(words: &[&str]) -> Proved {
    let (program, rest) = words.split_first().ok_or("a command")?;
    watch(Command::new(program).args(rest), None)
        .and_then(|ran| ran.well(&words.join(" ")))
        .map(drop)
        .map_err(at("system"))
}
