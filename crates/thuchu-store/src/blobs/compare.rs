//! Files against rows: what does not fit, and removing what belongs to nothing.

use std::collections::HashSet;
use std::path::PathBuf;

use futures_util::{StreamExt as _, TryStreamExt as _};
use thuchu_model::{Sha256Hash, Timestamp};

use super::{Blobs, Listed, rows};
use crate::{Db, Source, StoreError, args};

/// How many files are read at the same time. A bucket is far away: one after the other would mostly wait.
const AT_ONCE: usize = 8;

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
    /// Something among the files that is none of ours, such as the rest of a crash.
    #[error("{} does not belong among the files", .0.display())]
    Stray(PathBuf),
}

impl Blobs {
    /// Compares files and rows both ways, and reads and hashes every file: of a bucket, everything is downloaded.
    pub async fn verify(&self, from: &mut impl Source) -> Result<Vec<BlobFault>, StoreError> {
        let files = self.files().await?;
        // After the files: what is stored meanwhile has its file before its row.
        let rows = hashes(from).await?;
        let mut faults = Vec::new();
        let mut named = Vec::new();
        for file in files {
            match file.hash {
                None => faults.push(BlobFault::Stray(file.place)),
                Some(hash) if !rows.contains(&hash) => faults.push(BlobFault::Orphan(hash)),
                Some(hash) => named.push(hash),
            }
        }
        let found: HashSet<Sha256Hash> = named.iter().copied().collect();
        let mut read = futures_util::stream::iter(named)
            .map(|hash| async move { Ok::<_, StoreError>((hash, self.hash_there(hash).await?)) })
            .buffered(AT_ONCE);
        while let Some((hash, there)) = read.try_next().await? {
            match there {
                Some(there) if there == hash => {}
                Some(_) => faults.push(BlobFault::Damaged(hash)),
                None => faults.push(BlobFault::Missing(hash)),
            }
        }
        let mut missing: Vec<_> = rows.difference(&found).copied().collect();
        missing.sort_unstable();
        for hash in missing {
            if !self.has(&hash).await? {
                faults.push(BlobFault::Missing(hash));
            }
        }
        Ok(faults)
    }

    /// Removes what belongs to nothing and was last put before this instant: rows that no row names with their files,
    /// files without a row, temporary files of writers that were killed. Gives how many files went. While others work,
    /// `before` is a day ago.
    ///
    /// # Why this never takes what somebody needs
    /// Between putting a file and noting it in a row, its writer has nothing in the database. So a file counts as put
    /// again whenever somebody puts its bytes, also where it lay there already, and has a day from then. Its age is
    /// looked at again right before it is removed. That happens while a unit of work holds the key that its row would
    /// have: a row that is there already keeps the file, and whoever writes it at that moment waits, and learns with
    /// [`Blobs::record`] that the file is gone. A row goes first, its file after: a crash between leaves an orphan.
    ///
    /// # Errors
    /// When the store or the place of the files does not answer; what was removed until then is.
    pub async fn sweep(&self, db: &Db, before: Timestamp) -> Result<usize, StoreError> {
        rows::forget_unnamed(db, before).await?;
        let files = self.files().await?;
        let rows = hashes(&mut db.read()).await?;
        let mut removed = 0;
        for file in files.iter().filter(|file| file.at < before) {
            let gone = match file.hash {
                Some(hash) if rows.contains(&hash) => false,
                Some(hash) => self.remove_unnoted(db, hash, file, before).await?,
                None => file.temporary && self.remove(file, before).await?,
            };
            removed += usize::from(gone);
        }
        Ok(removed)
    }

    async fn remove_unnoted(
        &self,
        db: &Db,
        hash: Sha256Hash,
        file: &Listed,
        before: Timestamp,
    ) -> Result<bool, StoreError> {
        let Some(tx) = rows::hold_key(db, hash).await? else { return Ok(false) };
        let removed = self.remove(file, before).await;
        tx.rollback().await?;
        removed
    }

    /// Removes what killed writers left, however young. Only where nobody else writes.
    pub(crate) async fn sweep_temporary(&self) -> Result<(), StoreError> {
        for file in self.files().await?.iter().filter(|file| file.temporary) {
            self.remove(file, Timestamp::from_micros(i64::MAX)).await?;
        }
        Ok(())
    }
}

async fn hashes(from: &mut impl Source) -> Result<HashSet<Sha256Hash>, StoreError> {
    from.all("SELECT sha256 FROM blob", args![]).await?.iter().map(|row| row.get(0)).collect()
}
