//! Files in a folder: temp → fsync → rename → fsync folder. Everything here blocks.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use rustix::fs::{Timespec, Timestamps, UTIME_NOW, UTIME_OMIT};
use sha2::{Digest as _, Sha256};
use thuchu_model::{Chance, Sha256Hash, Timestamp};

use super::Listed;
use crate::StoreError;
use crate::db::private_folder;
use crate::files::{folder_of, sync_folder};

/// What a file on its way to its name is called, before its mark.
const TEMPORARY: &str = "temp-";

/// The folder `DATA/blobs`.
#[derive(Debug, Clone)]
pub(super) struct Disk {
    folder: Arc<Path>,
}

impl Disk {
    /// Of this data folder; made when missing.
    pub(super) fn made(data: &Path) -> Result<Self, StoreError> {
        let disk = Self::to_read(data);
        private_folder(&disk.folder)?;
        Ok(disk)
    }

    pub(super) fn to_read(data: &Path) -> Self {
        Self { folder: data.join("blobs").into() }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn path(&self, hash: &Sha256Hash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    /// Writes the bytes unless they are there undamaged; either way the file is as young as if it were new.
    pub(super) fn put(&self, hash: Sha256Hash, bytes: &[u8], mark: u64) -> Result<(), StoreError> {
        if self.receive(hash, &mut &*bytes, mark)? {
            sync_folder(folder_of(&self.path(&hash)))?;
            sync_folder(&self.folder)?;
        }
        Ok(())
    }

    /// The same, from a stream, and without making the name last. Whether it was written.
    pub(super) fn receive(&self, hash: Sha256Hash, from: &mut dyn Read, mark: u64) -> Result<bool, StoreError> {
        let path = self.path(&hash);
        // Touched before it is looked at: a sweep that comes between finds it young, or removes it before the look.
        if touch(&path).is_ok() && hash_of(&path).is_ok_and(|found| found == hash) {
            return Ok(false);
        }
        private_folder(folder_of(&path))?;
        let temp = self.temporary(mark);
        let written = write_synced(&temp, from).and_then(|()| fs::rename(&temp, &path));
        if let Err(error) = written {
            // What cannot be removed now is swept later.
            let _ = fs::remove_file(&temp);
            return Err(StoreError::file(&temp)(error));
        }
        Ok(true)
    }

    fn temporary(&self, mark: u64) -> PathBuf {
        self.folder.join(format!("{TEMPORARY}{mark:016x}"))
    }

    /// Makes the names of all files last, and the folder where there was none to receive.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        private_folder(&self.folder)?;
        for entry in fs::read_dir(&self.folder).map_err(StoreError::file(&self.folder))? {
            let path = entry.map_err(StoreError::file(&self.folder))?.path();
            if path.is_dir() {
                sync_folder(&path)?;
            }
        }
        sync_folder(&self.folder)
    }

    pub(super) fn open(&self, hash: Sha256Hash) -> Result<File, StoreError> {
        let path = self.path(&hash);
        File::open(&path).map_err(|error| failed(hash, &path, error))
    }

    pub(super) fn read(&self, hash: Sha256Hash) -> Result<Bytes, StoreError> {
        let path = self.path(&hash);
        fs::read(&path).map(Bytes::from).map_err(|error| failed(hash, &path, error))
    }

    pub(super) fn length(&self, hash: Sha256Hash) -> Result<Option<u64>, StoreError> {
        let path = self.path(&hash);
        match fs::metadata(&path) {
            Ok(found) => Ok(found.is_file().then_some(found.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::file(&path)(error)),
        }
    }

    pub(super) fn hash_there(&self, hash: Sha256Hash) -> Result<Option<Sha256Hash>, StoreError> {
        let path = self.path(&hash);
        match hash_of(&path) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::file(&path)(error)),
        }
    }

    /// Writes a file and removes it.
    pub(super) fn try_out(&self, mark: u64) -> Result<(), StoreError> {
        let temp = self.temporary(mark);
        let tried = write_synced(&temp, &mut &b"thuchu"[..]).and_then(|()| fs::remove_file(&temp));
        tried.map_err(StoreError::file(&temp))
    }

    /// Every file below the folder; a missing folder is empty.
    pub(super) fn files(&self) -> Result<Vec<Listed>, StoreError> {
        let mut files = Vec::new();
        let listed = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(files),
            listed => listed.map_err(StoreError::file(&self.folder))?,
        };
        for entry in listed {
            let path = entry.map_err(StoreError::file(&self.folder))?.path();
            if !path.is_dir() {
                let temporary = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY));
                files.extend(listed_at(path, None, temporary)?);
                continue;
            }
            for entry in fs::read_dir(&path).map_err(StoreError::file(&path))? {
                let file = entry.map_err(StoreError::file(&path))?.path();
                let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
                let hash = name(&path).zip(name(&file)).and_then(|(a, b)| Sha256Hash::parse(&format!("{a}{b}")));
                let hash = hash.filter(|hash| self.path(hash) == file);
                files.extend(listed_at(file, hash, false)?);
            }
        }
        Ok(files)
    }
}

/// What tells one writer's temporary file from another's.
pub(super) fn mark(chance: &dyn Chance) -> u64 {
    let mut mark = [0; 8];
    chance.fill(&mut mark);
    u64::from_be_bytes(mark)
}

/// Removes a file that is older than this instant. Whether it was there and went.
pub(super) fn remove_older(path: &Path, before: Timestamp) -> Result<bool, StoreError> {
    let removed = fs::symlink_metadata(path).and_then(|found| {
        let old = modified(&found) < before;
        if old { fs::remove_file(path).map(|()| true) } else { Ok(false) }
    });
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        removed => removed.map_err(StoreError::file(path)),
    }
}

/// `None` where it went meanwhile.
fn listed_at(place: PathBuf, hash: Option<Sha256Hash>, temporary: bool) -> Result<Option<Listed>, StoreError> {
    match fs::symlink_metadata(&place) {
        Ok(found) => Ok(Some(Listed { at: modified(&found), place, hash, temporary })),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::file(&place)(error)),
    }
}

/// A time before 1970 counts as 1970, one that no `i64` holds as the last.
fn modified(found: &fs::Metadata) -> Timestamp {
    let since = found.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// Makes a file as young as if it had just been written, by the clock of the file system.
fn touch(path: &Path) -> std::io::Result<()> {
    let time = |tv_nsec| Timespec { tv_sec: 0, tv_nsec };
    let times = Timestamps { last_access: time(UTIME_OMIT), last_modification: time(UTIME_NOW) };
    Ok(rustix::fs::utimensat(rustix::fs::CWD, path, &times, rustix::fs::AtFlags::empty())?)
}

fn failed(hash: Sha256Hash, path: &Path, error: std::io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::NotFound => StoreError::FileMissing(hash),
        _ => StoreError::file(path)(error),
    }
}

fn write_synced(path: &Path, from: &mut dyn Read) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
    std::io::copy(from, &mut file)?;
    file.sync_all()
}

pub(crate) fn hash_of(path: &Path) -> std::io::Result<Sha256Hash> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Sha256Hash::from_bytes(hasher.finalize().into())),
            Ok(count) => hasher.update(&buffer[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
