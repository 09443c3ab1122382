//! The child's side: `PROGRAM --worker WORK` reads a file from standard input and answers on standard output.
//!
//! The program's `main` hands over before it looks at anything else: a worker reads no settings, opens no store, and
//! has nothing in its memory that a stranger could want.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::process::ExitCode;

use crate::document::{DocumentRefusal, MAX_DOCUMENT, Made};
use crate::{FileKind, Kind, MAX_BYTES, clean, confine, facts, frame, kind_of, office, pdf};

/// What the program is called with, before the name of the work.
pub(crate) const FLAG: &str = "--worker";
/// A picture, written anew.
pub(crate) const PICTURE: &str = "picture";
/// The same, with what lay beside its pixels.
pub(crate) const PHOTO: &str = "photo";
/// A PDF, DOCX or ODT, written anew, with its words.
pub(crate) const DOCUMENT: &str = "document";
/// Seconds of processor time for a picture.
pub(crate) const PHOTO_SECONDS: u64 = 5;
/// Seconds of processor time for a document.
pub(crate) const DOCUMENT_SECONDS: u64 = 15;

/// Bytes of memory for a picture beyond what is mapped at the start: 128 MiB.
const PHOTO_MEMORY: u64 = 128 * 1024 * 1024;
/// The same for a document, which holds many pictures and its own parts beside each other: 320 MiB.
const DOCUMENT_MEMORY: u64 = 320 * 1024 * 1024;
/// The exit code of a worker that did not answer.
const NO_ANSWER: u8 = 70;

/// The work that a command line asks for, if it is one of a worker: hand it to [`run`].
#[must_use]
pub fn asked(typed: &[OsString]) -> Option<&OsStr> {
    match typed {
        [_, flag, name] if flag == FLAG => Some(name),
        _ => None,
    }
}

/// Confines this process, does the one piece of work, and gives what `main` ends with.
#[must_use]
pub fn run(name: &OsStr) -> ExitCode {
    let done = match name.to_str() {
        Some(PICTURE) => picture(),
        Some(PHOTO) => photo(),
        Some(DOCUMENT) => document(),
        _ => return ExitCode::from(NO_ANSWER),
    };
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(NO_ANSWER) }
}

fn picture() -> io::Result<()> {
    let file = confined(PHOTO_MEMORY, PHOTO_SECONDS, MAX_BYTES)?;
    frame::write(&clean::clean(file), io::stdout().lock())
}

fn photo() -> io::Result<()> {
    let file = confined(PHOTO_MEMORY, PHOTO_SECONDS, MAX_DOCUMENT)?;
    let size = clean::size(&file).unwrap_or_default();
    let facts = facts::of_picture(&file, size);
    let made = clean::clean(file).map(|picture| Made {
        png: picture.kind == Kind::Png,
        bytes: picture.bytes.into(),
        facts,
        ..Made::default()
    });
    frame::write_document(made.map_err(frame::Why::Picture), io::stdout().lock())
}

fn document() -> io::Result<()> {
    let file = confined(DOCUMENT_MEMORY, DOCUMENT_SECONDS, MAX_DOCUMENT)?;
    let made = match kind_of(&file) {
        Ok(FileKind::Pdf) => pdf::read(&file),
        Ok(kind @ (FileKind::Docx | FileKind::Odt)) => office::read(file, kind),
        _ => Err(DocumentRefusal::Broken),
    };
    frame::write_document(made.map_err(frame::Why::Document), io::stdout().lock())
}

/// Leaves this process nothing but its pipes, and reads what it was given.
fn confined(memory: u64, seconds: u64, most: u64) -> io::Result<Vec<u8>> {
    confine::confine(memory, seconds)?;
    let mut file = Vec::new();
    io::stdin().lock().take(most + 1).read_to_end(&mut file)?;
    Ok(file)
}
