//! Files named by the SHA-256 of their bytes, in a folder or in a bucket that speaks S3 (TRUST R06).
//!
//! The order is always: bytes, durable under their name; then the row in `blob`. A crash between leaves a file without a
//! row, an orphan, which is swept; a row without its file is damage, and named. The names are the same in both places,
//! `ab/cdef…`, and made of the hash alone, so no name from outside reaches a file system or a bucket.
//!
//! What belongs to rows (who names a file, figures) is in `rows`, comparing and sweeping in `compare`.

mod bucket;
mod compare;
mod disk;
mod rows;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use thuchu_model::{Chance, Sha256Hash, Timestamp};

pub use bucket::{BucketError, BucketSettings, BucketSettingsError, Health};
pub use compare::BlobFault;
pub use rows::{Figures, figures, record};

use crate::{StoreError, Tx};
use bucket::Bucket;
use disk::Disk;
pub(crate) use disk::hash_of;

/// Where files are kept. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs(Place);

#[derive(Debug, Clone)]
enum Place {
    Disk(Disk),
    Bucket(Arc<Bucket>),
}

/// One thing found where files are kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Listed {
    /// Where it lies, for people.
    pub(crate) place: PathBuf,
    /// What its name says its bytes are; `None` where it is no file of ours.
    pub(crate) hash: Option<Sha256Hash>,
    /// When it was last put there, by the clock of the disk or of the bucket.
    pub(crate) at: Timestamp,
    /// On its way to its name, or left so by a writer that was killed.
    pub(crate) temporary: bool,
}

impl Blobs {
    /// The files of this data folder, in `DATA/blobs`; the folder is made when missing.
    pub fn in_data(data: &Path) -> Result<Self, StoreError> {
        Ok(Self(Place::Disk(Disk::made(data)?)))
    }

    /// The same to read only: a missing folder is an empty one, and stays missing until something is put.
    pub fn in_data_to_read(data: &Path) -> Self {
        Self(Place::Disk(Disk::to_read(data)))
    }

    /// The files of this bucket. Asks nothing yet: [`Self::health`] does.
    ///
    /// # Errors
    /// When no client can be set up.
    pub fn in_bucket(settings: &BucketSettings) -> Result<Self, StoreError> {
        Ok(Self(Place::Bucket(Arc::new(Bucket::new(settings)?))))
    }

    /// Where they are, for people: a folder, or `s3://bucket/prefix`.
    pub fn shown(&self) -> String {
        match &self.0 {
            Place::Disk(disk) => disk.folder().display().to_string(),
            Place::Bucket(bucket) => bucket.shown(),
        }
    }

    /// The path of this hash in a folder; `None` for a bucket.
    pub fn path(&self, hash: &Sha256Hash) -> Option<PathBuf> {
        match &self.0 {
            Place::Disk(disk) => Some(disk.path(hash)),
            Place::Bucket(_) => None,
        }
    }

    /// Stores bytes durably and gives their hash. The same bytes again are harmless and are not written or sent again, but
    /// count as put now: for a day from here on no sweep removes them, whether or not a row names them. The row follows
    /// with [`record`], in the caller's unit of work.
    ///
    /// In a folder a file that is damaged is replaced. In a bucket only one of another length is: whatever else it holds,
    /// [`Self::replace`] puts right.
    ///
    /// # Errors
    /// [`StoreError::Full`], [`StoreError::File`], [`StoreError::Bucket`]; then nothing was stored.
    pub async fn put(&self, bytes: Bytes, chance: &dyn Chance) -> Result<Sha256Hash, StoreError> {
        let hash = Sha256Hash::of(&bytes);
        match &self.0 {
            Place::Disk(disk) => {
                let (disk, mark) = (disk.clone(), disk::mark(chance));
                blocking(move || disk.put(hash, &bytes, mark)).await?;
            }
            Place::Bucket(bucket) => bucket.put(hash, bytes).await?,
        }
        Ok(hash)
    }

    /// Stores bytes over whatever lies under their name: mends what [`Self::verify`] calls damaged.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub async fn replace(&self, bytes: Bytes, chance: &dyn Chance) -> Result<Sha256Hash, StoreError> {
        match &self.0 {
            Place::Disk(_) => self.put(bytes, chance).await,
            Place::Bucket(bucket) => {
                let hash = Sha256Hash::of(&bytes);
                bucket.write_over(hash, bytes).await?;
                Ok(hash)
            }
        }
    }

    /// The bytes of this hash; damage is an error, never other bytes.
    ///
    /// # Errors
    /// [`StoreError::FileMissing`] where there is no such file, [`StoreError::Corrupt`] where it is damaged.
    pub async fn get(&self, hash: &Sha256Hash) -> Result<Bytes, StoreError> {
        let hash = *hash;
        let bytes = match &self.0 {
            Place::Disk(disk) => {
                let disk = disk.clone();
                blocking(move || disk.read(hash)).await?
            }
            Place::Bucket(bucket) => bucket.get(hash).await?,
        };
        if Sha256Hash::of(&bytes) == hash { Ok(bytes) } else { Err(StoreError::Corrupt(format!("file {hash}"))) }
    }

    /// Whether there is a file of this name. Says nothing of its bytes.
    pub async fn has(&self, hash: &Sha256Hash) -> Result<bool, StoreError> {
        Ok(self.length(hash).await?.is_some())
    }

    /// How long the file of this name is; `None` where there is none. Says nothing of its bytes.
    pub async fn length(&self, hash: &Sha256Hash) -> Result<Option<u64>, StoreError> {
        let hash = *hash;
        match &self.0 {
            Place::Disk(disk) => {
                let disk = disk.clone();
                blocking(move || disk.length(hash)).await
            }
            Place::Bucket(bucket) => Ok(bucket.head(hash).await?.map(|found| found.bytes)),
        }
    }

    /// [`record`], and a look that the file is there still. A sweep holds the row's key while it removes a file: whoever
    /// waited for it here learns that the file is gone, and stores it again.
    ///
    /// # Errors
    /// [`StoreError::FileMissing`]; then undo the unit of work and begin with [`Self::put`].
    pub async fn record(&self, tx: &mut Tx, hash: Sha256Hash, bytes: u64, now: Timestamp) -> Result<(), StoreError> {
        record(tx, hash, bytes, now).await?;
        if self.has(&hash).await? { Ok(()) } else { Err(StoreError::FileMissing(hash)) }
    }

    /// Whether files can be kept here: writes, reads and removes one small file. In a bucket it is looked as well whether
    /// a put that must not write over anything is heeded.
    ///
    /// # Errors
    /// Whatever stands in the way.
    pub async fn health(&self, chance: &dyn Chance) -> Result<Health, StoreError> {
        match &self.0 {
            Place::Disk(disk) => {
                let (disk, mark) = (disk.clone(), disk::mark(chance));
                blocking(move || disk.try_out(mark)).await?;
                Ok(Health { conditional: true })
            }
            Place::Bucket(bucket) => bucket.try_out(chance).await,
        }
    }

    /// The bytes as a stream that blocks; gives them as they lie there. For backups, within `block_in_place`.
    pub(crate) fn open(&self, hash: &Sha256Hash) -> Result<Box<dyn Read + '_>, StoreError> {
        match &self.0 {
            Place::Disk(disk) => Ok(Box::new(disk.open(*hash)?)),
            Place::Bucket(bucket) => Ok(Box::new(bucket.open(*hash)?)),
        }
    }

    /// Writes what is read to its end under the name of a hash; in a folder only unless it is there. There the name itself lasts only
    /// after [`Self::sync`]. Whether the bytes have this hash is for the caller to know: others are damage. Blocks, within
    /// `block_in_place`.
    pub(crate) fn receive(&self, hash: Sha256Hash, from: &mut dyn Read, chance: &dyn Chance) -> Result<(), StoreError> {
        match &self.0 {
            Place::Disk(disk) => disk.receive(hash, from, disk::mark(chance)).map(drop),
            Place::Bucket(bucket) => bucket.receive(hash, from),
        }
    }

    /// Makes the names of all received files last. Blocks.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        match &self.0 {
            Place::Disk(disk) => disk.sync(),
            Place::Bucket(_) => Ok(()),
        }
    }

    /// Everything that lies there, by name.
    pub(crate) async fn files(&self) -> Result<Vec<Listed>, StoreError> {
        let mut files = match &self.0 {
            Place::Disk(disk) => {
                let disk = disk.clone();
                blocking(move || disk.files()).await?
            }
            Place::Bucket(bucket) => bucket.files().await?,
        };
        files.sort();
        Ok(files)
    }

    /// What the bytes under this name really are; `None` where there are none.
    async fn hash_there(&self, hash: Sha256Hash) -> Result<Option<Sha256Hash>, StoreError> {
        match &self.0 {
            Place::Disk(disk) => {
                let disk = disk.clone();
                blocking(move || disk.hash_there(hash)).await
            }
            Place::Bucket(bucket) => bucket.hash_there(hash).await,
        }
    }

    /// Removes one thing, if it was last put there before this instant. Whether it was there and went.
    async fn remove(&self, listed: &Listed, before: Timestamp) -> Result<bool, StoreError> {
        match &self.0 {
            Place::Disk(_) => {
                let path = listed.place.clone();
                blocking(move || disk::remove_older(&path, before)).await
            }
            Place::Bucket(bucket) => bucket.remove_older(listed, before).await,
        }
    }
}

/// Disk work beside the threads that serve.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // Only a panic in the work, or the end of the program.
        Err(_) => Err(StoreError::Busy),
    }
}
