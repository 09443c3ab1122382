//! Files on their way to their names, and the files that SQLite keeps beside its own.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::StoreError;

/// A file that is removed, with the log beside it, when this is dropped.
pub(crate) struct Temporary(pub(crate) PathBuf);

impl Temporary {
    /// Removes what a killed run left under this name.
    pub(crate) fn fresh(path: PathBuf) -> Result<Self, StoreError> {
        for path in files_of(&path) {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(StoreError::file(&path)(error)),
                _ => {}
            }
        }
        Ok(Self(path))
    }

    /// It has its name now: nothing is removed any more.
    pub(crate) fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        for path in files_of(&self.0) {
            // What cannot be removed now is removed by the next run.
            let _ = fs::remove_file(path);
        }
    }
}

/// A SQLite file and the files that SQLite and the store keep beside it.
pub(crate) fn files_of(path: &Path) -> [PathBuf; 5] {
    ["", "-wal", "-shm", "-journal", "-mark"].map(|ending| beside(path, ending))
}

/// `NAME` + ending in the same folder.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// The folder a path lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a rename in this folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::file(folder))
}
