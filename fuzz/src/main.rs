//! `cargo run -p fuzz -- NAME SECONDS [SEED]` runs one target, `all` every one, two at a time; `again NAME FILE` tries
//! one kept input, and without words the targets are listed.
//!
//! Each target of `all` runs in a process of its own, so that an overflown stack costs that target alone.

use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use fuzz::{Target, runner, targets};

/// Any fixed number: the same seed tries the same inputs.
const SEED: &str = "20260101";
/// Address space of one target, in KiB.
const MEMORY: u64 = 4 * 1024 * 1024;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let fine = match words.as_slice() {
        [] => {
            targets().iter().for_each(|target| say(target.name));
            true
        }
        ["again", name, file] => with(name, |target| again(target, Path::new(file))),
        ["all", seconds] => all(seconds, SEED),
        ["all", seconds, seed] => all(seconds, seed),
        ["alone", name, seconds, seed] => with(name, |target| alone(target, seconds, seed)),
        [name, seconds] => with(name, |target| apart(target, seconds, SEED)),
        [name, seconds, seed] => with(name, |target| apart(target, seconds, seed)),
        _ => {
            say("fuzz [NAME|all SECONDS [SEED]] | again NAME FILE");
            false
        }
    };
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn with(name: &str, work: impl FnOnce(&Target) -> bool) -> bool {
    match targets().iter().find(|target| target.name == name) {
        Some(target) => work(target),
        None => {
            say(&format!("no target is called {name}"));
            false
        }
    }
}

/// Two threads take targets from one list.
fn all(seconds: &str, seed: &str) -> bool {
    let (waiting, fine) = (Mutex::new(targets()), Mutex::new(true));
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.pop());
    let work = || {
        while let Some(target) = next() {
            if !apart(&target, seconds, seed)
                && let Ok(mut fine) = fine.lock()
            {
                *fine = false;
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    fine.lock().is_ok_and(|fine| *fine)
}

/// Runs a target in a process of its own with limited memory.
fn apart(target: &Target, seconds: &str, seed: &str) -> bool {
    let Ok(own) = std::env::current_exe() else { return false };
    let script = format!("ulimit -v {MEMORY}; ulimit -c 0; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command
        .env("RUST_BACKTRACE", "0")
        .args(["-c", &script])
        .arg(own)
        .args(["alone", target.name, seconds, seed])
        .stdin(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => true,
        Ok(status) => {
            if let Some(file) = runner::after_abort(target) {
                say(&format!("{}: died ({status}) on {}", target.name, file.display()));
            }
            false
        }
        Err(error) => {
            say(&format!("{}: cannot be started: {error}", target.name));
            false
        }
    }
}

fn alone(target: &Target, seconds: &str, seed: &str) -> bool {
    let (Ok(seconds), Ok(seed)) = (seconds.parse(), seed.parse()) else {
        say("SECONDS and SEED are whole numbers");
        return false;
    };
    let report = runner::run(target, seed, Duration::from_secs(seconds));
    let slowest = report.slowest.as_millis();
    say(&format!("{:<20} {:>9} inputs, slowest {slowest} ms", target.name, report.inputs));
    if let Some((rule, file)) = &report.failure {
        say(&format!("{}: {rule}\n  fuzz again {} {}", target.name, target.name, file.display()));
    }
    report.failure.is_none()
}

fn again(target: &Target, file: &Path) -> bool {
    let broken = match std::fs::read(file) {
        Ok(bytes) => runner::try_one(target, &bytes).1,
        Err(error) => Some(error.to_string()),
    };
    say(&format!("{}: {}", target.name, broken.as_deref().unwrap_or("holds")));
    broken.is_none()
}

fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
