//! What the tests need on the machine besides Rust and gcc: a PostgreSQL server, strace, a browser, curl, jq, readers
//! of PDF and of QR codes, Python.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{cargo, root, say};

/// Something that the tests run.
struct Need {
    program: &'static str,
    /// Words with which it ends well only when all of it is there; none where being there is enough.
    proof: &'static [&'static str],
    /// The Debian package that brings it.
    package: &'static str,
}

const NEEDED: &[Need] = &[
    Need { program: "initdb", proof: &[], package: "postgresql" },
    Need { program: "strace", proof: &[], package: "strace" },
    Need { program: "chromium", proof: &[], package: "chromium" },
    Need { program: "chromedriver", proof: &[], package: "chromium-driver" },
    // What re-checks a published check from outside.
    Need { program: "curl", proof: &[], package: "curl" },
    Need { program: "jq", proof: &[], package: "jq" },
    // What was printed is read by other people's programs.
    Need { program: "pdftotext", proof: &[], package: "poppler-utils" },
    Need { program: "qpdf", proof: &[], package: "qpdf" },
    Need { program: "zbarimg", proof: &[], package: "zbar-tools" },
    // Debian ships Python without what makes a virtual environment.
    Need { program: "python3", proof: &["-m", "ensurepip", "--version"], package: "python3-venv" },
];

impl Need {
    fn is_there(&self) -> bool {
        let proves = |file| Command::new(file).args(self.proof).output().is_ok_and(|output| output.status.success());
        find(self.program).is_some_and(|file| self.proof.is_empty() || proves(file))
    }
}

/// Makes sure that the needed programs are there; installs them when that is allowed.
pub(crate) fn prepare() -> Result<(), String> {
    let missing: Vec<&str> = NEEDED.iter().filter(|need| !need.is_there()).map(|need| need.package).collect();
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
    match NEEDED.iter().find(|need| !need.is_there()) {
        Some(need) => Err(format!("{} was installed but {} does not work", need.package, need.program)),
        None => Ok(()),
    }
}

/// Packages of Python that tests read our files with; without them those tests say that they left something out.
const PACKAGES: &[&str] = &["warcio==1.8.1", "six==1.17.0"];

/// A folder to be looked in before all others: a Python of the tests' own with [`PACKAGES`]. `None` where it cannot be made.
pub(crate) fn python() -> Option<PathBuf> {
    let folder = root().join("target/tests-python");
    let (programs, made) = (folder.join("bin"), folder.join(PACKAGES.join("+")));
    if !made.is_file() {
        say(&format!("a Python for the tests, with {}", PACKAGES.join(", ")));
        let does = |command: &mut Command| command.status().is_ok_and(|status| status.success());
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
        if !does(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))
            || !does(Command::new(programs.join("python3")).args(pip).args(PACKAGES))
            || std::fs::write(&made, "").is_err()
        {
            say("left out: these packages cannot be installed here");
            return None;
        }
    }
    Some(programs)
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
