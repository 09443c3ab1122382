//! Everybody can check what a published version rests on: a manifest names every file with its hash, the version's own
//! content, and the head of the audit trail; a time-stamp server that the operator names says when it was made (RFC 3161).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use thuchu_formats::{TIMESTAMP_MAX_BYTES, TIMESTAMP_QUERY, read_timestamp, timestamp_request};
use thuchu_model::{CaptureId, CaptureWay, Check, CheckId, CheckOrigin, Day, FileRole, Sha256Hash, Timestamp};
use thuchu_store::{StoreError, audit, captures, checks, time_stamps};

use super::{CaptureError, Evidence};

/// Manifests made in one go.
const AT_ONCE: u32 = 50;
/// How long a time-stamp server that did not answer is left alone.
const TRY_AGAIN: Duration = Duration::from_secs(15 * 60);

/// What one published version rests on. As canonical JSON its bytes never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this file: 1.
    pub manifest: u32,
    /// The check's public id, as in its address.
    pub check: String,
    /// The version.
    pub version: u32,
    /// The content of the version, as canonical JSON.
    pub content: ManifestFile,
    /// Its sources that are preserved, in the order of the page.
    pub sources: Vec<ManifestSource>,
    /// The newest head of the audit trail that was published before this was made. Not the one of the moment: its number would
    /// tell of every single act, and some acts are a reader's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<ManifestHead>,
    /// When this was made, in microseconds since 1970, UTC.
    pub at: Timestamp,
}

/// A preserved source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestSource {
    /// Where it is published.
    pub url: String,
    /// Where redirects led.
    pub final_url: String,
    /// How it came to us.
    pub way: CaptureWay,
    /// When.
    pub copied: Timestamp,
    /// The words that are quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Its files.
    pub files: Vec<ManifestFile>,
}

/// A file, to be compared with `sha256sum`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its name beside the manifest.
    pub name: String,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<FileRole>,
    /// Its media type.
    pub media_type: String,
    /// The hash of its bytes.
    pub sha256: Sha256Hash,
    /// How many bytes.
    pub bytes: u64,
}

/// A published head of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestHead {
    /// The day at whose end it stood.
    pub day: Day,
    /// The number of its last entry.
    pub number: i64,
    /// That entry's hash.
    pub hash: Sha256Hash,
}

/// What everybody may have of a version.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The manifest.
    pub manifest: Manifest,
    /// Its bytes, as they are hashed.
    pub bytes: Bytes,
    /// The content of the version, as it is hashed.
    pub content: String,
    /// The answer of the time-stamp server, and the time it names.
    pub token: Option<(Sha256Hash, Timestamp)>,
}

impl Manifest {
    /// All files, the content first.
    pub fn files(&self) -> impl Iterator<Item = &ManifestFile> {
        std::iter::once(&self.content).chain(self.sources.iter().flat_map(|source| &source.files))
    }

    /// The list that `sha256sum -c` reads. A file that two sources share stands in it once.
    #[must_use]
    pub fn sums(&self) -> String {
        let mut lines: Vec<String> = self.files().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
        lines.sort();
        lines.dedup();
        lines.concat()
    }

    /// The bytes that are hashed.
    #[must_use]
    pub fn canonical(&self) -> String {
        // Serialising this type cannot fail: every key is a string, no number a float.
        thuchu_model::canonical_json(&serde_json::to_value(self).unwrap_or(serde_json::Value::Null))
    }
}

/// Compares files with a manifest: those that differ, with the hash that was found in the place of theirs; `None`: no such
/// file. `file`: the hash and length of the file of a name.
pub fn check_files(
    manifest: &Manifest,
    mut file: impl FnMut(&str) -> Option<(Sha256Hash, u64)>,
) -> Vec<(&ManifestFile, Option<Sha256Hash>)> {
    let mut found = Vec::new();
    for named in manifest.files() {
        match file(&named.name) {
            Some((sha256, bytes)) if sha256 == named.sha256 && bytes == named.bytes => {}
            other => found.push((named, other.map(|(sha256, _)| sha256))),
        }
    }
    found
}

impl Evidence {
    /// Makes what is missing, for ever: manifests of new versions, then time-stamps.
    pub async fn keep_proving(self: Arc<Self>, every: Duration) {
        let mut stamps_after = tokio::time::Instant::now();
        loop {
            if let Err(error) = self.make_manifests().await {
                tracing::warn!(code = error.code(), "manifests are not made");
            }
            if self.tools.time_stamps.is_some() && tokio::time::Instant::now() >= stamps_after {
                match self.ask_for_stamps().await {
                    Ok(_) => {}
                    Err(error) => {
                        tracing::warn!(code = error.code(), %error, "no time-stamp");
                        stamps_after = tokio::time::Instant::now() + TRY_AGAIN;
                    }
                }
            }
            tokio::time::sleep(every).await;
        }
    }

    /// Makes the manifests that are missing. Gives how many.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn make_manifests(&self) -> Result<u64, StoreError> {
        let missing = time_stamps::without_manifest(&mut self.desk.db.read(), AT_ONCE).await?;
        let mut made = 0;
        for id in missing {
            made += u64::from(self.make_manifest(id).await?);
        }
        Ok(made)
    }

    async fn make_manifest(&self, id: CheckId) -> Result<bool, StoreError> {
        let now = self.desk.now();
        let mut read = self.desk.db.read();
        let Some(stored) = checks::find(&mut read, &[id]).await?.pop() else { return Ok(false) };
        let Some(manifest) = self.manifest_of(&stored.check, now).await? else { return Ok(false) };
        let bytes = Bytes::from(manifest.canonical());
        let length = bytes.len() as u64;
        let hash = self.desk.blobs.put(bytes, &*self.desk.chance).await?;
        let mut tx = self.desk.db.begin().await?;
        self.desk.blobs.record(&mut tx, hash, length, now).await?;
        time_stamps::put_manifest(&mut tx, id, stored.check.version, (hash, length), now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The manifest of this version as it would be made now. `None` of checks of others.
    async fn manifest_of(&self, check: &Check, now: Timestamp) -> Result<Option<Manifest>, StoreError> {
        let CheckOrigin::Own { .. } = check.origin else { return Ok(None) };
        let mut read = self.desk.db.read();
        let mut sources = Vec::new();
        for source in &check.content.evidence {
            let Some(id) = source.capture else { continue };
            let Some(capture) = captures::get(&mut read, id).await? else { continue };
            sources.push(ManifestSource {
                url: source.url.clone(),
                final_url: capture.final_url.clone(),
                way: capture.way,
                copied: capture.at,
                quote: source.quote.clone(),
                files: capture.files.iter().map(|file| named(id, file)).collect(),
            });
        }
        let content = check.content.canonical();
        let head = audit::daily::page(&mut read, None, 1).await?.into_iter().next();
        Ok(Some(Manifest {
            manifest: 1,
            check: check.public_id.to_string(),
            version: check.version,
            content: ManifestFile {
                name: "check.json".to_owned(),
                role: None,
                media_type: "application/json".to_owned(),
                sha256: Sha256Hash::of(content.as_bytes()),
                bytes: content.len() as u64,
            },
            sources,
            audit: head.map(|at| ManifestHead { day: at.day, number: at.head.number, hash: at.head.hash }),
            at: now,
        }))
    }

    /// Asks the operator's server for the time-stamps that are missing. Gives how many came.
    ///
    /// # Errors
    /// The server did not answer, or not with a time-stamp of ours.
    pub async fn ask_for_stamps(&self) -> Result<u64, CaptureError> {
        let (Some(server), Some(fetcher)) = (&self.tools.time_stamps, &self.tools.fetcher) else { return Ok(0) };
        let mut came = 0;
        for one in time_stamps::unstamped(&mut self.desk.db.read(), AT_ONCE).await? {
            let mut nonce = [0; 8];
            self.desk.chance.fill(&mut nonce);
            let nonce = u64::from_be_bytes(nonce);
            let query = timestamp_request(&one.manifest, nonce);
            let page = fetcher.post_small(server, TIMESTAMP_QUERY, query.into(), TIMESTAMP_MAX_BYTES as u64).await?;
            if page.status != 200 {
                return Err(CaptureError::Status(page.status));
            }
            let stamped = read_timestamp(&page.bytes, &one.manifest, nonce).map_err(|error| {
                tracing::warn!(%error, "the time-stamp server's answer is not used");
                CaptureError::Empty
            })?;
            let length = page.bytes.len() as u64;
            let token = self.desk.blobs.put(page.bytes, &*self.desk.chance).await?;
            let mut tx = self.desk.db.begin().await?;
            self.desk.blobs.record(&mut tx, token, length, self.desk.now()).await?;
            time_stamps::stamp(&mut tx, &one, (token, length), stamped.at, self.desk.now()).await?;
            tx.commit().await?;
            came += 1;
        }
        Ok(came)
    }

    /// What everybody may have of a version. `None`: there is no such version, or its manifest is not made yet.
    ///
    /// # Errors
    /// When the store does not answer, or the manifest's file is lost.
    pub async fn proof(&self, check: CheckId, number: u32) -> Result<Option<Proof>, StoreError> {
        let mut read = self.desk.db.read();
        let Some(kept) = time_stamps::get(&mut read, check, number).await? else { return Ok(None) };
        let Some(version) = checks::version(&mut read, check, number).await? else { return Ok(None) };
        let bytes = self.desk.blobs.get(&kept.manifest).await?;
        let manifest = serde_json::from_slice(&bytes).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        Ok(Some(Proof { manifest, bytes, content: version.content.canonical(), token: kept.token }))
    }
}

/// A file of a capture, under a name that tells it from all others.
fn named(capture: CaptureId, file: &thuchu_model::CaptureFile) -> ManifestFile {
    ManifestFile {
        name: file_name(capture, file.role, &file.media_type),
        role: Some(file.role),
        media_type: file.media_type.clone(),
        sha256: file.sha256,
        bytes: file.bytes,
    }
}

/// The name of a file when it is downloaded, such as `0193…-page.html`.
#[must_use]
pub fn file_name(capture: CaptureId, role: FileRole, media_type: &str) -> String {
    let end = match media_type.split(';').next().unwrap_or_default() {
        "text/html" => "html",
        "text/plain" => "txt",
        "application/warc" => "warc",
        "application/pdf" => "pdf",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.oasis.opendocument.text" => "odt",
        _ => "bin",
    };
    format!("{capture}-{}.{end}", role.as_str())
}
