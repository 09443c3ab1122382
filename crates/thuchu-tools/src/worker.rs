//! The child's side: `PROGRAM --worker picture` reads a file from standard input and answers on standard output.
//!
//! The program's `main` hands over before it looks at anything else: a worker reads no settings, opens no store, and
//! has nothing in its memory that a stranger could want.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::process::ExitCode;

use crate::{MAX_BYTES, clean, confine, frame};

/// What the program is called with, and which work it is to do.
pub(crate) const CALL: [&str; 2] = ["--worker", "picture"];

/// The exit code of a worker that did not answer.
const NO_ANSWER: u8 = 70;

/// The work that a command line asks for, if it is one of a worker: hand it to [`run`].
#[must_use]
pub fn asked(typed: &[OsString]) -> Option<&OsStr> {
    match typed {
        [_, flag, name] if flag == CALL[0] => Some(name),
        _ => None,
    }
}

/// Confines this process, does the one piece of work, and gives what `main` ends with.
#[must_use]
pub fn run(name: &OsStr) -> ExitCode {
    if name == CALL[1] && answer().is_ok() { ExitCode::SUCCESS } else { ExitCode::from(NO_ANSWER) }
}

fn answer() -> io::Result<()> {
    confine::confine()?;
    let mut file = Vec::new();
    io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut file)?;
    frame::write(&clean::clean(file), io::stdout().lock())
}
