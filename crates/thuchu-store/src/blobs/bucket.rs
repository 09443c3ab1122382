//! Files in a bucket that speaks S3, by `object_store`, over our own HTTP client.
//!
//! An object appears whole or not at all, and whatever was put is there for the next reader, so there are no temporary
//! names. What is not done here: making buckets, versions, life cycles, encryption; those are the operator's.

mod error;
mod settings;
mod stream;
mod wire;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path as Key;
use object_store::{BackoffConfig, ObjectStore as _, ObjectStoreExt as _, PutMode, PutOptions, RetryConfig};
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use thuchu_model::{Chance, Sha256Hash, Timestamp};

pub use error::BucketError;
pub use settings::{BucketSettings, BucketSettingsError};

use super::{Listed, disk};
use crate::StoreError;
use error::{failed, is_missing, is_there};
use wire::{ServerClock, Wire};

/// An object that is younger than this is not sent again: a sweep leaves it alone for as long again at least.
const YOUNG_SECONDS: i64 = 12 * 60 * 60;
/// What `try_out` calls its object, before its mark; swept when it was left.
const TEMPORARY: &str = "temp-";

/// One bucket, and the prefix of ours in it.
#[derive(Debug)]
pub(super) struct Bucket {
    store: AmazonS3,
    /// `s3://bucket/prefix`.
    shown: String,
    prefix: Key,
    clock: ServerClock,
}

/// What a place of files can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Whether a put that must not write over anything is heeded. Without it two writers of the same bytes send both;
    /// the result is the same.
    pub conditional: bool,
}

/// What is known of an object without reading it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) bytes: u64,
    at: Timestamp,
}

impl Bucket {
    pub(super) fn new(settings: &BucketSettings) -> Result<Self, StoreError> {
        let clock = ServerClock::default();
        let wire = Wire::new(clock.clone()).map_err(|reason| settings.unusable(reason))?;
        let backoff =
            BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(5), base: 2.0 };
        let builder = AmazonS3Builder::new()
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.key_id)
            .with_secret_access_key(settings.secret.reveal())
            .with_retry(RetryConfig { backoff, max_retries: 5, retry_timeout: Duration::from_secs(60) })
            .with_allow_http(settings.is_plain())
            // Own servers know buckets by path; Amazon wants them in the name of the host.
            .with_virtual_hosted_style_request(settings.endpoint.is_none())
            .with_http_connector(wire);
        let builder = match &settings.endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            None => builder,
        };
        let store = builder.build().map_err(|error| settings.unusable(error.to_string()))?;
        let prefix = Key::parse(&settings.prefix).map_err(|error| settings.unusable(error.to_string()))?;
        Ok(Self { store, shown: settings.shown(), prefix, clock })
    }

    pub(super) fn shown(&self) -> String {
        self.shown.clone()
    }

    fn key(&self, hash: &Sha256Hash) -> Key {
        let name = hash.to_string();
        let (folder, rest) = name.split_at(2);
        self.prefix.clone().join(folder).join(rest)
    }

    /// Sends bytes unless they are there and young. What is there and old is sent again: an object's age cannot be
    /// changed in another way, and by its age a sweep knows that somebody still wants it.
    pub(super) async fn put(&self, hash: Sha256Hash, bytes: Bytes) -> Result<(), StoreError> {
        let Some(head) = self.head(hash).await? else {
            let create = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
            return match self.store.put_opts(&self.key(&hash), bytes.into(), create).await {
                Ok(_) => Ok(()),
                // Somebody else was quicker, with the same bytes.
                Err(error) if is_there(&error) => Ok(()),
                Err(error) => Err(failed(&self.shown, &error)),
            };
        };
        let young = self.clock.now().is_some_and(|now| head.at.plus_seconds(YOUNG_SECONDS) > now);
        if young && head.bytes == bytes.len() as u64 {
            return Ok(());
        }
        self.write_over(hash, bytes).await
    }

    /// Sends bytes over whatever is there.
    pub(super) async fn write_over(&self, hash: Sha256Hash, bytes: Bytes) -> Result<(), StoreError> {
        let put = self.store.put(&self.key(&hash), bytes.into()).await;
        put.map(drop).map_err(|error| failed(&self.shown, &error))
    }

    pub(super) async fn get(&self, hash: Sha256Hash) -> Result<Bytes, StoreError> {
        let got = async { self.store.get(&self.key(&hash)).await?.bytes().await };
        got.await.map_err(|error| self.failed_at(hash, &error))
    }

    pub(super) async fn head(&self, hash: Sha256Hash) -> Result<Option<Head>, StoreError> {
        self.head_at(&self.key(&hash)).await
    }

    async fn head_at(&self, key: &Key) -> Result<Option<Head>, StoreError> {
        match self.store.head(key).await {
            Ok(found) => Ok(Some(Head { bytes: found.size, at: instant(&found) })),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(failed(&self.shown, &error)),
        }
    }

    pub(super) async fn hash_there(&self, hash: Sha256Hash) -> Result<Option<Sha256Hash>, StoreError> {
        let read = async {
            let mut stream = self.store.get(&self.key(&hash)).await?.into_stream();
            let mut hasher = Sha256::new();
            while let Some(piece) = stream.try_next().await? {
                hasher.update(&piece);
            }
            Ok(Sha256Hash::from_bytes(hasher.finalize().into()))
        };
        match read.await {
            Ok(there) => Ok(Some(there)),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(failed(&self.shown, &error)),
        }
    }

    /// Every object below the prefix, a thousand an answer.
    pub(super) async fn files(&self) -> Result<Vec<Listed>, StoreError> {
        let prefix = (!self.prefix.as_ref().is_empty()).then_some(&self.prefix);
        let listed = self.store.list(prefix).map_ok(|found| {
            let name: Vec<_> = found.location.prefix_match(&self.prefix).into_iter().flatten().collect();
            let name: Vec<&str> = name.iter().map(AsRef::as_ref).collect();
            let hash = match name.as_slice() {
                [folder, rest] if folder.len() == 2 => Sha256Hash::parse(&format!("{folder}{rest}")),
                _ => None,
            };
            let hash = hash.filter(|hash| self.key(hash) == found.location);
            let temporary = matches!(name.as_slice(), [one] if one.starts_with(TEMPORARY));
            let place = format!("{}/{}", self.shown, name.join("/")).into();
            Listed { place, hash, at: instant(&found), temporary }
        });
        listed.try_collect().await.map_err(|error| failed(&self.shown, &error))
    }

    /// Removes an object that is older than this instant. Whether it was there and went.
    pub(super) async fn remove_older(&self, listed: &Listed, before: Timestamp) -> Result<bool, StoreError> {
        let name = listed.place.strip_prefix(&self.shown).unwrap_or(&listed.place).to_string_lossy();
        let key = match &listed.hash {
            Some(hash) => self.key(hash),
            None => self.prefix.clone().join(name.as_ref()),
        };
        if self.head_at(&key).await?.is_none_or(|head| head.at >= before) {
            return Ok(false);
        }
        self.store.delete(&key).await.map_err(|error| failed(&self.shown, &error))?;
        Ok(true)
    }

    /// Lists, writes twice, reads and removes one small object.
    pub(super) async fn try_out(&self, chance: &dyn Chance) -> Result<Health, StoreError> {
        let wrong = |error: &object_store::Error| failed(&self.shown, error);
        let key = self.prefix.clone().join(format!("{TEMPORARY}{:016x}", disk::mark(chance)));
        let prefix = (!self.prefix.as_ref().is_empty()).then_some(&self.prefix);
        self.store.list(prefix).try_next().await.map_err(|error| wrong(&error))?;
        let create = || PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        let put = || self.store.put_opts(&key, Bytes::from_static(b"thuchu").into(), create());
        put().await.map_err(|error| wrong(&error))?;
        let conditional = match put().await {
            Err(error) if is_there(&error) => true,
            Ok(_) => false,
            Err(error) => return Err(wrong(&error)),
        };
        let read = async { self.store.get(&key).await?.bytes().await };
        let read = read.await.map_err(|error| wrong(&error))?;
        self.store.delete(&key).await.map_err(|error| wrong(&error))?;
        match &read[..] {
            b"thuchu" => Ok(Health { conditional }),
            _ => Err(StoreError::Corrupt(format!("{} gives back other bytes than were put", self.shown))),
        }
    }

    fn failed_at(&self, hash: Sha256Hash, error: &object_store::Error) -> StoreError {
        if is_missing(error) { StoreError::FileMissing(hash) } else { failed(&self.shown, error) }
    }
}

fn instant(found: &object_store::ObjectMeta) -> Timestamp {
    Timestamp::from_micros(found.last_modified.timestamp_micros())
}
