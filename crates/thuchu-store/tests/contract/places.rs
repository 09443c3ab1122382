//! The two places of files, and what somebody else may do to them.

use std::path::PathBuf;

use bytes::Bytes;
use thuchu_model::{Sha256Hash, Timestamp};
use thuchu_store::blobs::Blobs;
use thuchu_store::verify::{Fault, verify};
use thuchu_testkit::{S3, S3Bucket, TestStore};

/// Where files are kept in a test: in the data folder of the store, or in a bucket.
pub(crate) struct Place {
    pub(crate) files: Blobs,
    bucket: Option<S3Bucket>,
    folder: PathBuf,
}

impl Place {
    pub(crate) fn disk(store: &TestStore) -> Self {
        Self { files: store.blobs(), bucket: None, folder: store.data.path().join("blobs") }
    }

    pub(crate) fn bucket() -> Self {
        let bucket = S3::shared().bucket();
        Self { files: bucket.blobs(), bucket: Some(bucket), folder: PathBuf::new() }
    }

    pub(crate) const fn is_bucket(&self) -> bool {
        self.bucket.is_some()
    }

    /// Puts bytes under a name, as no writer of ours would.
    pub(crate) fn plant(&self, name: &str, bytes: &[u8]) {
        match &self.bucket {
            Some(bucket) => bucket.put(name, bytes),
            None => {
                let path = self.folder.join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, bytes).unwrap();
            }
        }
    }

    pub(crate) fn remove(&self, hash: &Sha256Hash) {
        match &self.bucket {
            Some(bucket) => bucket.remove(&name_of(hash)),
            None => std::fs::remove_file(self.files.path(hash).unwrap()).unwrap(),
        }
    }

    /// How many files lie there.
    pub(crate) fn count(&self) -> usize {
        let entries = |folder: &PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        match &self.bucket {
            Some(bucket) => bucket.count(),
            None => entries(&self.folder).map(|path| if path.is_dir() { entries(&path).count() } else { 1 }).sum(),
        }
    }

    /// What verify says of a store whose files are here.
    pub(crate) async fn faults(&self, store: &TestStore) -> Vec<Fault> {
        verify(&store.db, &self.files, &[]).await.unwrap().faults
    }

    pub(crate) async fn put(&self, store: &TestStore, bytes: &'static [u8]) -> Sha256Hash {
        self.files.put(Bytes::from_static(bytes), &store.chance).await.unwrap()
    }
}

/// The name of a file: `ab/cdef…`.
pub(crate) fn name_of(hash: &Sha256Hash) -> String {
    let name = hash.to_string();
    format!("{}/{}", &name[..2], &name[2..])
}

/// A moment before which everything was put.
pub(crate) fn later() -> Timestamp {
    Timestamp::parse("2126-01-01").unwrap()
}

/// A moment before which nothing was put by a test.
pub(crate) fn earlier() -> Timestamp {
    Timestamp::parse("2020-01-01").unwrap()
}

/// Runs a rule in a folder and in a bucket, each with rows on SQLite and on PostgreSQL.
macro_rules! both_places {
    ($name:ident, |$store:ident, $place:ident| $body:block) => {
        mod $name {
            #[allow(unused_imports, reason = "most bodies use what stands around them")]
            use super::*;
            use thuchu_testkit::{TestStore, block_on};

            async fn rule($store: &TestStore, $place: &crate::places::Place) $body

            #[test]
            fn disk_sqlite() {
                block_on(async {
                    let store = TestStore::sqlite().await;
                    rule(&store, &crate::places::Place::disk(&store)).await;
                });
            }

            #[test]
            fn disk_postgres() {
                block_on(async {
                    let store = TestStore::postgres().await;
                    rule(&store, &crate::places::Place::disk(&store)).await;
                });
            }

            #[test]
            fn bucket_sqlite() {
                block_on(async { rule(&TestStore::sqlite().await, &crate::places::Place::bucket()).await });
            }

            #[test]
            fn bucket_postgres() {
                block_on(async { rule(&TestStore::postgres().await, &crate::places::Place::bucket()).await });
            }
        }
    };
}
pub(crate) use both_places;
