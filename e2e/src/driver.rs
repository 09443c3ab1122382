//! One chromedriver process with one Chromium behind it, and the leave to start it.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::wait;

/// Browsers at one time: each keeps a core busy.
const MOST: usize = 2;

static RUNNING: Mutex<usize> = Mutex::new(0);
static ENDED: Condvar = Condvar::new();

/// Leave to run a browser, given back when dropped.
#[derive(Debug)]
struct Leave;

impl Leave {
    fn wait_for() -> Self {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = ENDED.wait_while(running, |running| *running >= MOST).unwrap_or_else(PoisonError::into_inner);
        *running += 1;
        Self
    }
}

impl Drop for Leave {
    fn drop(&mut self) {
        *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        ENDED.notify_one();
    }
}

/// A running chromedriver; stopped, with what it started, when dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    _leave: Leave,
}

impl Driver {
    /// Starts one on a port that the system chooses; its log goes into `folder`.
    pub(crate) fn start(folder: &Path) -> Self {
        let leave = Leave::wait_for();
        let errors = File::create(folder.join("chromedriver.log")).expect("a log file");
        let mut command = Command::new(find("chromedriver", "chromium-driver"));
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        // The profile, crash dumps and caches of the browser stay in the folder too.
        let mut child = command.env("HOME", folder).env("TMPDIR", folder).spawn().expect("chromedriver starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| line.rsplit_once("successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok());
        std::thread::spawn(move || lines.for_each(drop));
        let port = port.expect("chromedriver says its port");
        Self { child, address: format!("http://127.0.0.1:{port}"), _leave: leave }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        wait::stop(&mut self.child, Duration::from_secs(5));
    }
}

/// A program on the search path; fails with the Debian package that brings it.
pub(crate) fn find(program: &str, package: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
    found.unwrap_or_else(|| panic!("{program} is missing: install the package `{package}` (Debian)"))
}
