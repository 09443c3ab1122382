//! Files named by the SHA-256 of their bytes: temp → fsync → rename → fsync folder → row (TRUST R06).
//!
//! A file without a row is an orphan of a crash and is swept; a row without its file is damage and is named.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use thuchu_model::{Chance, Sha256Hash, Timestamp};

use crate::db::private_folder;
use crate::files::{folder_of, sync_folder};
use crate::{Source, StoreError, Tx, args};

/// The folder of files: `DATA/blobs/ab/cdef…`.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

/// What does not fit between files and rows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlobFault {
    /// A row whose file is gone.
    #[error("file {0} is missing")]
    Missing(Sha256Hash),
    /// A file whose bytes are not what its name says.
    #[error("file {0} is damaged")]
    Damaged(Sha256Hash),
    /// A file that no row names.
    #[error("file {0} belongs to nothing")]
    Orphan(Sha256Hash),
    /// Something in the folder that is no file of ours, such as the rest of a crash.
    #[error("{} does not belong in the folder of files", .0.display())]
    Stray(PathBuf),
}

impl Blobs {
    /// The files of this data folder; the folder is made when missing.
    pub fn in_data(data: &Path) -> Result<Self, StoreError> {
        let folder = data.join("blobs");
        private_folder(&folder)?;
        Ok(Self { folder })
    }

    /// The same to read only: a missing folder is an empty one, and stays missing.
    pub(crate) fn to_read(data: &Path) -> Self {
        Self { folder: data.join("blobs") }
    }

    /// Where the bytes of this hash lie. Made of the hash alone, so no name from outside reaches the file system.
    pub fn path(&self, hash: &Sha256Hash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    /// Stores bytes durably and gives their hash. Calling it again with the same bytes is harmless. Blocks: call it on
    /// a thread for blocking work. The row follows with [`record`], in the caller's unit of work.
    pub fn write(&self, bytes: &[u8], chance: &dyn Chance) -> Result<Sha256Hash, StoreError> {
        let hash = Sha256Hash::of(bytes);
        if self.receive(hash, &mut &*bytes, chance)? {
            sync_folder(folder_of(&self.path(&hash)))?;
            sync_folder(&self.folder)?;
        }
        Ok(hash)
    }

    /// Writes what is read to its end under the name of a hash, unless it is there. The name itself lasts only after
    /// [`Self::sync`]. Whether the bytes have this hash is for the caller to know: others are damage.
    pub(crate) fn receive(
        &self,
        hash: Sha256Hash,
        from: &mut dyn Read,
        chance: &dyn Chance,
    ) -> Result<bool, StoreError> {
        let path = self.path(&hash);
        if hash_of(&path).is_ok_and(|found| found == hash) {
            return Ok(false);
        }
        private_folder(folder_of(&path))?;
        let mut mark = [0; 8];
        chance.fill(&mut mark);
        let temp = self.folder.join(format!("temp-{:016x}", u64::from_be_bytes(mark)));
        let written = write_synced(&temp, from).and_then(|()| fs::rename(&temp, &path));
        if let Err(error) = written {
            fs::remove_file(&temp).unwrap_or_default();
            return Err(StoreError::file(&temp)(error));
        }
        Ok(true)
    }

    /// Makes the names of all files last.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        for entry in fs::read_dir(&self.folder).map_err(StoreError::file(&self.folder))? {
            let path = entry.map_err(StoreError::file(&self.folder))?.path();
            if path.is_dir() {
                sync_folder(&path)?;
            }
        }
        sync_folder(&self.folder)
    }

    /// The bytes of this hash; damage is an error, never other bytes.
    pub fn read(&self, hash: &Sha256Hash) -> Result<Vec<u8>, StoreError> {
        let path = self.path(hash);
        let bytes = fs::read(&path).map_err(StoreError::file(&path))?;
        if Sha256Hash::of(&bytes) == *hash { Ok(bytes) } else { Err(StoreError::Corrupt(format!("file {hash}"))) }
    }

    /// Compares files and rows both ways.
    pub async fn verify(&self, from: &mut impl Source) -> Result<Vec<BlobFault>, StoreError> {
        let rows = hashes(from).await?;
        let mut faults = Vec::new();
        let mut found = HashSet::new();
        for (path, hash) in self.files()? {
            match hash {
                None => faults.push(BlobFault::Stray(path)),
                Some(hash) if !rows.contains(&hash) => faults.push(BlobFault::Orphan(hash)),
                Some(hash) => {
                    found.insert(hash);
                    if hash_of(&path).map_err(StoreError::file(&path))? != hash {
                        faults.push(BlobFault::Damaged(hash));
                    }
                }
            }
        }
        let mut missing: Vec<_> = rows.difference(&found).copied().collect();
        missing.sort_unstable();
        faults.extend(missing.into_iter().map(BlobFault::Missing));
        Ok(faults)
    }

    /// Removes what a crash left: temporary files and files without a row. Run it while nobody writes. Gives how many.
    pub async fn sweep(&self, from: &mut impl Source) -> Result<usize, StoreError> {
        let rows = hashes(from).await?;
        let mut removed = 0;
        for (path, hash) in self.files()? {
            if hash.map_or_else(|| Self::is_temporary(&path), |hash| !rows.contains(&hash)) {
                fs::remove_file(&path).map_err(StoreError::file(&path))?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Removes what killed writers left. Run it while nobody writes.
    pub(crate) fn sweep_temporary(&self) -> Result<(), StoreError> {
        for (path, hash) in self.files()? {
            if hash.is_none() && Self::is_temporary(&path) {
                fs::remove_file(&path).map_err(StoreError::file(&path))?;
            }
        }
        Ok(())
    }

    /// Whether this is a file on its way to its name.
    pub(crate) fn is_temporary(path: &Path) -> bool {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("temp-"))
    }

    /// Every file below the folder, with the hash its name says; `None` for what is no file of ours.
    pub(crate) fn files(&self) -> Result<Vec<(PathBuf, Option<Sha256Hash>)>, StoreError> {
        let mut files = Vec::new();
        let listed = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(files),
            listed => listed.map_err(StoreError::file(&self.folder))?,
        };
        for entry in listed {
            let path = entry.map_err(StoreError::file(&self.folder))?.path();
            if !path.is_dir() {
                files.push((path, None));
                continue;
            }
            for entry in fs::read_dir(&path).map_err(StoreError::file(&path))? {
                let file = entry.map_err(StoreError::file(&path))?.path();
                let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
                let hash = name(&path).zip(name(&file)).and_then(|(a, b)| Sha256Hash::parse(&format!("{a}{b}")));
                let hash = hash.filter(|hash| self.path(hash) == file);
                files.push((file, hash));
            }
        }
        files.sort();
        Ok(files)
    }
}

/// Notes a stored file in the unit of work that needs it.
pub async fn record(tx: &mut Tx, hash: Sha256Hash, bytes: u64, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO blob (sha256, bytes, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    tx.execute(sql, args![hash, bytes, now]).await?;
    Ok(())
}

async fn hashes(from: &mut impl Source) -> Result<HashSet<Sha256Hash>, StoreError> {
    from.all("SELECT sha256 FROM blob", args![]).await?.iter().map(|row| row.get(0)).collect()
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
