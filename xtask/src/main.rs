//! `cargo xtask`: the project's own commands.
//!
//! `test` is what the README and `.ci/run` call; `prove` runs the heavy proofs, outside of it. Without dependencies, so
//! that it is built in a second on a fresh machine.

mod machine;
mod prove;
mod step;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test [--quick]      format, lints, documentation, every test
                                --quick: only the tests
cargo xtask prove               lists the heavy proofs
cargo xtask prove NAME [ARGS]   runs one";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::everything(),
        ["test", "--quick"] => test::only_tests(),
        ["prove"] => {
            step::say(&prove::list());
            Ok(())
        }
        ["prove", name, rest @ ..] => prove::run(name, rest),
        ["help" | "--help" | "-h"] => {
            step::say(HELP);
            Ok(())
        }
        _ => Err(HELP.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            step::say(&reason);
            ExitCode::FAILURE
        }
    }
}
