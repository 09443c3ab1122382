//! The mark beside a SQLite file: how far it was when a unit of work was last acknowledged.
//!
//! A write-ahead log that is cut short or damaged reads, by SQLite's design, as a shorter log: the store opens without
//! complaint and lacks what was acknowledged last. The mark (`NAME-mark`: change number, number and hash of the head of
//! the audit chain) is written after each such commit, so a store that is behind its mark has lost something. It is not
//! synced: after a power cut it may be older than the store, which says nothing, but never newer.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use thuchu_model::Sha256Hash;

use crate::audit::Head;
use crate::files::beside;

/// How far a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    /// The newest change number.
    pub(crate) change: i64,
    /// The head of the audit chain.
    pub(crate) head: Head,
}

/// What a unit of work moved on.
#[derive(Debug, Default)]
pub(crate) struct Moved {
    pub(crate) change: Option<i64>,
    pub(crate) head: Option<Head>,
}

/// The mark of one SQLite file.
#[derive(Debug)]
pub(super) struct Mark {
    path: PathBuf,
    last: Mutex<Option<Reached>>,
}

impl Mark {
    pub(super) fn of(store: &Path) -> Self {
        Self { path: beside(store, "-mark"), last: Mutex::new(None) }
    }

    /// What the mark says; `None` without one, and where it cannot be read as one.
    pub(super) fn read(&self) -> Option<Reached> {
        let text = fs::read_to_string(&self.path).ok()?;
        let mut words = text.split_whitespace();
        let change = words.next()?.parse().ok()?;
        let number = words.next()?.parse().ok()?;
        let hash = Sha256Hash::parse(words.next()?)?;
        Some(Reached { change, head: Head { number, hash } })
    }

    /// Moves the mark on after a commit. A mark that cannot be written only notices less.
    pub(super) fn move_on(&self, moved: &Moved) {
        if moved.change.is_none() && moved.head.is_none() {
            return;
        }
        let Ok(mut last) = self.last.lock() else { return };
        let before = last.or_else(|| self.read());
        let start = Head { number: 0, hash: thuchu_model::AuditEntry::START };
        let before = before.unwrap_or(Reached { change: 0, head: start });
        let head = moved.head.filter(|head| head.number > before.head.number).unwrap_or(before.head);
        let next = Reached { change: moved.change.unwrap_or(0).max(before.change), head };
        *last = Some(next);
        let text = format!("{:<20}{:<20}{}\n", next.change, head.number, head.hash);
        let _ = write(&self.path, text.as_bytes());
    }
}

/// In place and in one go: the mark is shorter than a sector, and always as long as before.
fn write(path: &Path, text: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)?;
    file.write_all_at(text, 0)
}
