//! What the tests need on the machine besides Rust and gcc: a PostgreSQL server and strace.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{cargo, say};

/// Debian packages by a program of theirs.
const NEEDED: &[(&str, &str)] = &[("initdb", "postgresql"), ("strace", "strace")];

/// Makes sure that the needed programs are there; installs them when that is allowed.
pub(crate) fn prepare() -> Result<(), String> {
    let missing: Vec<&str> = NEEDED.iter().filter(|(program, _)| find(program).is_none()).map(|need| need.1).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if !is_root() || find("apt-get").is_none() {
        return Err(format!("the tests need the Debian packages: {names}\n  sudo apt-get install {names}"));
    }
    say(&format!("installing {names}"));
    apt(&["update", "-q"])?;
    apt(&[&["install", "-y", "-q", "--no-install-recommends"], missing.as_slice()].concat())?;
    match NEEDED.iter().find(|(program, _)| find(program).is_none()) {
        Some((program, package)) => Err(format!("{package} was installed but {program} is not found")),
        None => Ok(()),
    }
}

/// Is this part of the toolchain there? If not, `rustup` is asked once.
pub(crate) fn has_component(subcommand: &str, component: &str) -> bool {
    let there = || cargo(&[subcommand, "--version"]).output().is_ok_and(|output| output.status.success());
    there()
        || (Command::new("rustup").args(["component", "add", component]).status().is_ok_and(|status| status.success())
            && there())
}

/// Looks in `PATH` and where Debian keeps the server's programs, newest version first.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut servers: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    servers.sort();
    folders.extend(servers.into_iter().rev());
    folders.into_iter().map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|own| own.uid() == 0)
}

fn apt(arguments: &[&str]) -> Result<(), String> {
    let status = Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("apt-get {} ended with {status}", arguments.join(" "))),
        Err(error) => Err(format!("apt-get cannot be started: {error}")),
    }
}
