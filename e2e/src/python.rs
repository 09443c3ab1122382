//! Other people's clients and validators, in a virtual environment of their own under `target/`.
//!
//! Made once, of the pinned packages in `requirements.txt`; a changed list makes a new one.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sha2::{Digest as _, Sha256};

use crate::driver::find;
use crate::target;

const REQUIREMENTS: &str = include_str!("../requirements.txt");

/// Runs a Python program with arguments; fails the test unless it ends well. Its standard output.
#[must_use]
pub fn python(script: &str, arguments: &[&str]) -> String {
    let words = [&["-c", script], arguments].concat();
    finished("python", &run("python", &words))
}

/// Runs a program that one of the packages brings, and gives what it said, however it ended.
#[must_use]
pub fn run(program: &str, arguments: &[&str]) -> Output {
    let environment = environment();
    let mut command = Command::new(environment.join("bin").join(program));
    // Nothing of the caller's Python, no proxy between us and the loopback address.
    for name in ["PYTHONPATH", "PYTHONHOME", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"] {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(environment).stdin(Stdio::null()).env("NO_COLOR", "1");
    command.output().unwrap_or_else(|error| panic!("{program}: {error}"))
}

/// The environment's folder, made when it is not there.
fn environment() -> PathBuf {
    let name: String = Sha256::digest(REQUIREMENTS).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let folder = target().join(format!("e2e-python-{name}"));
    let made = folder.join("made");
    fs::create_dir_all(&folder).expect("a folder under target/");
    // One test makes it, the others wait; also when several test programs run at once.
    let lock = File::create(folder.with_extension("lock")).expect("a lock file");
    lock.lock().expect("the lock");
    if !made.is_file() {
        make(&folder);
        File::create(&made).expect("the mark that it is whole");
    }
    folder
}

fn make(folder: &Path) {
    let requirements = folder.join("requirements.txt");
    let venv = Command::new(find("python3", "python3")).args(["-m", "venv", "--clear"]).arg(folder).output();
    finished("python3 -m venv (Debian: the package python3-venv)", &venv.expect("python3 starts"));
    fs::write(&requirements, REQUIREMENTS).expect("the list of packages");
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--only-binary=:all:",
        "-r",
    ]);
    finished("pip install", &pip.arg(requirements).output().expect("pip starts"));
}

fn finished(what: &str, output: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what}: {}\n{out}{err}", output.status);
    out.into_owned()
}
