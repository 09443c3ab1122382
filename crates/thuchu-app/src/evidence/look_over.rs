//! Do copies, files, manifests and what is published agree? Names every difference, repairs nothing. And what nobody needs any
//! more is removed here.

use std::collections::{HashMap, HashSet};

use thuchu_model::{CaptureId, ReviewId, Sha256Hash};
use thuchu_store::blobs::Blobs;
use thuchu_store::captures::{self, PublishedVersion};
use thuchu_store::{Db, Source, StoreError, time_stamps};

use super::prove::Manifest;
use super::{Evidence, file_name};

/// Rows that are read at once.
const PAGE: u32 = 200;
/// How long a copy that nothing names is kept, in days.
const UNNAMED_DAYS: i64 = 90;
/// Copies that are removed in one go.
const AT_ONCE: u32 = 1_000;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceFault {
    /// A file of a copy is gone.
    #[error("copy {capture} of {url}: its file {file} is missing")]
    Missing {
        /// Which copy.
        capture: CaptureId,
        /// Of what.
        url: String,
        /// Which file.
        file: String,
    },
    /// A file of a copy has other bytes.
    #[error("copy {capture} of {url}: its file {file} is damaged")]
    Damaged {
        /// Which copy.
        capture: CaptureId,
        /// Of what.
        url: String,
        /// Which file.
        file: String,
    },
    /// The rows of a copy's files are gone.
    #[error("copy {capture} of {url} has no page and no document")]
    NoFiles {
        /// Which copy.
        capture: CaptureId,
        /// Of what.
        url: String,
    },
    /// A draft names a copy whose row is gone.
    #[error("the draft of review {review} names copy {capture}, which does not exist")]
    DraftNames {
        /// Which review.
        review: ReviewId,
        /// Which copy.
        capture: CaptureId,
    },
    /// A published version names a copy whose row is gone.
    #[error("check {check}, version {number}: copy {capture} of {url} does not exist")]
    VersionNames {
        /// The check.
        check: String,
        /// The version.
        number: u32,
        /// Which copy.
        capture: CaptureId,
        /// Of what.
        url: String,
    },
    /// What a version rests on is written down in two places, and they differ.
    #[error("check {check}, version {number}: its sources and the copies that it rests on do not belong together")]
    RestsOn {
        /// The check.
        check: String,
        /// The version.
        number: u32,
    },
    /// A version rests on no preserved primary source.
    #[error("check {check}, version {number}: no primary source is preserved")]
    NothingPreserved {
        /// The check.
        check: String,
        /// The version.
        number: u32,
    },
    /// Its manifest is lost.
    #[error("check {check}, version {number}: its manifest {manifest} is missing or damaged")]
    ManifestLost {
        /// The check.
        check: String,
        /// The version.
        number: u32,
        /// Its hash.
        manifest: Sha256Hash,
    },
    /// Its manifest names other files than the copies have, or another content.
    #[error("check {check}, version {number}: its manifest names something else than what is kept")]
    ManifestDiffers {
        /// The check.
        check: String,
        /// The version.
        number: u32,
    },
    /// The answer of the time-stamp server is lost.
    #[error("check {check}, version {number}: its time-stamp is missing or damaged")]
    TokenLost {
        /// The check.
        check: String,
        /// The version.
        number: u32,
    },
}

/// What was looked at, and every difference.
#[derive(Debug, Clone, Default)]
pub struct EvidenceReport {
    /// Copies.
    pub copies: u64,
    /// Their files, each counted once.
    pub files: u64,
    /// Bytes of these files.
    pub bytes: u64,
    /// Published versions.
    pub versions: u64,
    /// Versions that were published before the desk kept copies.
    pub before_copies: u64,
    /// Versions whose manifest is made.
    pub manifests: u64,
    /// Versions whose time an outside server has witnessed.
    pub stamped: u64,
    /// The differences; empty means all agree.
    pub faults: Vec<EvidenceFault>,
}

/// Compares everything. Reads only.
///
/// # Errors
/// When the store or the files do not answer.
pub async fn look_over(db: &Db, blobs: &Blobs) -> Result<EvidenceReport, StoreError> {
    let mut report = EvidenceReport::default();
    let known = copies(db, blobs, &mut report).await?;
    let mut read = db.read();
    for (review, capture) in captures::named_in_drafts(&mut read).await? {
        if !known.ids.contains(&capture) {
            report.faults.push(EvidenceFault::DraftNames { review, capture });
        }
    }
    let mut after = None;
    loop {
        let versions = captures::versions_with_sources(&mut read, after, PAGE).await?;
        let Some(last) = versions.last() else { return Ok(report) };
        after = Some((last.check, last.number));
        for version in &versions {
            report.versions += 1;
            report.before_copies += u64::from(version.before_copies);
            rests(&mut read, &known, version, &mut report).await?;
            proof(&mut read, blobs, &known, version, &mut report).await?;
        }
    }
}

/// The copies there are.
#[derive(Default)]
struct Known {
    ids: HashSet<CaptureId>,
    /// Their files, as a manifest names them.
    files: HashMap<String, Sha256Hash>,
}

async fn copies(db: &Db, blobs: &Blobs, report: &mut EvidenceReport) -> Result<Known, StoreError> {
    let mut read = db.read();
    let (mut known, mut seen, mut after) = (Known::default(), HashSet::new(), None);
    loop {
        let page = captures::page(&mut read, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(known) };
        after = Some(last.id);
        for capture in &page {
            report.copies += 1;
            let (id, url) = (capture.id, &capture.url);
            if capture.leading().is_none() {
                report.faults.push(EvidenceFault::NoFiles { capture: id, url: url.clone() });
            }
            for file in &capture.files {
                let name = file_name(id, file.role, &file.media_type);
                known.files.insert(name.clone(), file.sha256);
                let url = url.clone();
                match blobs.get(&file.sha256).await {
                    Ok(bytes) => {
                        if seen.insert(file.sha256) {
                            report.files += 1;
                            report.bytes += bytes.len() as u64;
                        }
                    }
                    Err(StoreError::Corrupt(_)) => {
                        report.faults.push(EvidenceFault::Damaged { capture: id, url, file: name });
                    }
                    Err(StoreError::FileMissing(_)) => {
                        report.faults.push(EvidenceFault::Missing { capture: id, url, file: name });
                    }
                    // A key that is refused, say, tells nothing of the file.
                    Err(error) => return Err(error),
                }
            }
            known.ids.insert(id);
        }
    }
}

async fn rests(
    read: &mut impl Source,
    known: &Known,
    version: &PublishedVersion,
    report: &mut EvidenceReport,
) -> Result<(), StoreError> {
    let (check, number) = (&version.public_id, version.number);
    let mut said = HashSet::new();
    for source in &version.content.evidence {
        let Some(capture) = source.capture else { continue };
        said.insert(capture);
        if !known.ids.contains(&capture) {
            let (check, url) = (check.clone(), source.url.clone());
            report.faults.push(EvidenceFault::VersionNames { check, number, capture, url });
        }
    }
    let cited = captures::cited(read, version.review, number).await?;
    let written: HashSet<CaptureId> = cited.iter().map(|copy| copy.capture).collect();
    if !written.is_subset(&said) {
        report.faults.push(EvidenceFault::RestsOn { check: check.clone(), number });
    }
    if !version.before_copies && !cited.iter().any(|copy| copy.primary && known.ids.contains(&copy.capture)) {
        report.faults.push(EvidenceFault::NothingPreserved { check: check.clone(), number });
    }
    Ok(())
}

async fn proof(
    read: &mut impl Source,
    blobs: &Blobs,
    known: &Known,
    version: &PublishedVersion,
    report: &mut EvidenceReport,
) -> Result<(), StoreError> {
    // A manifest that is not made yet is no fault: the next look of a serving desk makes it.
    let Some(kept) = time_stamps::get(read, version.check, version.number).await? else { return Ok(()) };
    report.manifests += 1;
    let (check, number) = (version.public_id.clone(), version.number);
    let manifest = match blobs.get(&kept.manifest).await {
        Err(error) if error.is_transient() => return Err(error),
        read => read.ok().and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok()),
    };
    match manifest {
        None => {
            report.faults.push(EvidenceFault::ManifestLost { check: check.clone(), number, manifest: kept.manifest })
        }
        Some(manifest) => {
            let content = manifest.content.sha256 == version.content.hash();
            let files = manifest.sources.iter().flat_map(|source| &source.files);
            let same = |file: &super::ManifestFile| known.files.get(&file.name) == Some(&file.sha256);
            if !content || !files.into_iter().all(same) {
                report.faults.push(EvidenceFault::ManifestDiffers { check: check.clone(), number });
            }
        }
    }
    if let Some((token, _)) = kept.token {
        match blobs.get(&token).await {
            Ok(_) => report.stamped += 1,
            Err(error) if error.is_transient() => return Err(error),
            Err(_) => report.faults.push(EvidenceFault::TokenLost { check, number }),
        }
    }
    Ok(())
}

impl Evidence {
    /// Removes copies that nothing names and that are older than 90 days, then files that nothing names. Gives both numbers.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn tidy(&self) -> Result<(u64, u64), StoreError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        let copies = captures::remove_unnamed(&mut tx, now.plus_days(-UNNAMED_DAYS), AT_ONCE).await?;
        tx.commit().await?;
        let files = self.desk.blobs.sweep(&self.desk.db, now.plus_days(-1)).await?;
        Ok((copies, files as u64))
    }
}
