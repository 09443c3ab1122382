//! A whole desk in one file, made while others write, and put back into either engine.
//!
//! A backup is a tar of `manifest.json` with its hash, `thuchu.sqlite` and `blobs/…`; see [`Manifest`]. The rows are one consistent
//! state of the store, whichever engine they come from; the files are those that these rows name. Files never change
//! and are copied after the rows, so every row finds its file. The folder of keys is never in it: what was sealed with
//! a destroyed key must not come back.
//!
//! Everything here blocks while it hashes and copies: it is meant for a command, not for a thread that serves.

mod archive;
mod copy;
mod error;
mod make;
mod manifest;
mod restore;
mod rows;

use std::path::Path;

pub use error::BackupError;
pub use make::{Made, make, make_with};
pub use manifest::{AuditHead, FORMAT, Manifest, Member};
pub use restore::{Restored, restore, restore_with};

use crate::migrate;

/// Who follows the work. Bytes are those of the members.
pub trait Watch: Send {
    /// So many bytes are to come. Told again when the work goes through them a second time.
    fn begin(&mut self, bytes: u64);
    /// So many more are done.
    fn more(&mut self, bytes: u64);
}

/// Nobody.
impl Watch for () {
    fn begin(&mut self, _: u64) {}
    fn more(&mut self, _: u64) {}
}

/// Reads a backup to its end and compares every byte with its hash. Makes nothing.
///
/// # Errors
/// The first thing that is not as [`make`] writes it.
pub fn check(path: &Path, watch: &mut dyn Watch) -> Result<Manifest, BackupError> {
    archive::read(path, migrate::NEWEST, watch, &mut |_, _| Ok(()))
}
