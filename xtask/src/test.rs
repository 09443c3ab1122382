//! Everything a change must pass.
//!
//! Dependencies are compiled twice and no more: once as metadata, shared by clippy and rustdoc, once as code for the
//! tests. The steps go on after a failure, so that one run tells all that is wrong.

use crate::machine;
use crate::step::{Done, cargo, measured, run, say, table};

/// Format, lints, documentation, licences where cargo-deny is installed, and the tests.
pub(crate) fn everything() -> Result<(), String> {
    let mut steps = vec![measured("machine", machine::prepare)];
    if machine::has_component("fmt", "rustfmt") {
        steps.push(run("format", &mut cargo(&["fmt", "--all", "--check"]), |_| {}));
    } else {
        say("left out: rustfmt is not installed");
    }
    if machine::has_component("clippy", "clippy") {
        let lints = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
        steps.push(run("lints (compiles)", &mut cargo(&lints), |_| {}));
    } else {
        say("left out: clippy is not installed");
    }
    let mut docs = cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
    steps.push(run("docs (compiles)", docs.env("RUSTDOCFLAGS", "-D warnings"), |_| {}));
    if machine::find("cargo-deny").is_some() {
        let check = ["deny", "--offline", "check", "licenses", "bans", "sources"];
        steps.push(run("licences", &mut cargo(&check), |_| {}));
    } else {
        say("\nleft out: cargo-deny is not installed");
    }
    tests(steps)
}

/// The tests alone.
pub(crate) fn only_tests() -> Result<(), String> {
    tests(vec![measured("machine", machine::prepare)])
}

fn tests(mut steps: Vec<Done>) -> Result<(), String> {
    let build = ["test", "--workspace", "--locked", "--no-run"];
    steps.push(run("tests (compiles)", &mut cargo(&build), |_| {}));
    let mut total = Total::default();
    if steps.last().is_some_and(|built| built.result.is_ok()) {
        let test = ["test", "--workspace", "--locked", "--no-fail-fast"];
        let mut tests = cargo(&test);
        if let Some(folder) = machine::python() {
            let path = std::env::var_os("PATH").unwrap_or_default();
            if let Ok(path) = std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path))) {
                tests.env("PATH", path);
            }
        }
        steps.push(run("tests", &mut tests, |line| total.count(line)));
    }
    let compiling: f64 = steps.iter().filter(|step| step.name.contains("compiles")).map(|step| step.cpu).sum();
    let wall: f64 = steps.iter().map(|step| step.wall.as_secs_f64()).sum();
    say(&table(&steps));
    say(&format!("compiling took {compiling:.0} CPU s; everything took {:.1} min", wall / 60.0));
    let failed: Vec<&str> = steps.iter().filter(|step| step.result.is_err()).map(|step| step.name).collect();
    say(&total.line(failed.is_empty()));
    if failed.is_empty() { Ok(()) } else { Err(format!("FAILED: {}", failed.join(", "))) }
}

/// The sum of the summaries of all test binaries.
#[derive(Default)]
struct Total {
    binaries: u32,
    passed: u32,
    failed: u32,
    ignored: u32,
}

impl Total {
    fn count(&mut self, line: &str) {
        let Some(summary) = line.strip_prefix("test result: ") else { return };
        self.binaries += 1;
        // "ok. 12 passed; 0 failed; 1 ignored; …": each number stands before its word.
        let words: Vec<&str> = summary.split([' ', ';']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let number = pair[0].parse::<u32>().unwrap_or(0);
            match pair[1] {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }

    fn line(&self, all_well: bool) -> String {
        let word = if all_well && self.failed == 0 { "ok" } else { "FAILED" };
        let Self { binaries, passed, failed, ignored } = self;
        format!("test result: {word}. {passed} passed; {failed} failed; {ignored} ignored; in {binaries} test binaries")
    }
}
