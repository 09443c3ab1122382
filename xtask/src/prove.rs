//! The heavy proofs: too long for every change, each one command.

use crate::step::{cargo, measured, run as run_step, say, table};

/// One proof. A new one is a line in [`PROOFS`].
struct Proof {
    name: &'static str,
    about: &'static str,
    /// Gets the words after the name.
    run: fn(&[&str]) -> Result<(), String>,
}

const PROOFS: &[Proof] = &[Proof {
    name: "fuzz",
    about: "every fuzz target for 10 minutes, two at a time; `fuzz 60` for a minute each",
    run: fuzz,
}];

/// The names, one a line, with what they prove.
pub(crate) fn list() -> String {
    PROOFS.iter().map(|proof| format!("{:<10} {}", proof.name, proof.about)).collect::<Vec<_>>().join("\n")
}

/// Runs one proof by its name.
pub(crate) fn run(name: &str, arguments: &[&str]) -> Result<(), String> {
    let proof = PROOFS.iter().find(|proof| proof.name == name);
    let proof = proof.ok_or_else(|| format!("no proof is called {name}:\n{}", list()))?;
    let done = measured(proof.name, || (proof.run)(arguments));
    say(&table(std::slice::from_ref(&done)));
    done.result
}

fn fuzz(arguments: &[&str]) -> Result<(), String> {
    let seconds = arguments.first().copied().unwrap_or("600");
    let words = ["run", "--locked", "--package", "fuzz", "--", "all", seconds];
    run_step("fuzz", &mut cargo(&words), |_| {}).result
}
