//! Copies of sources: what was captured, which files it has, what editors asked to be copied, and which copies a published
//! version rests on. A capture never changes; the bytes of its files lie in [`crate::blobs`].

mod looks;
mod requests;

use std::collections::HashSet;

use thuchu_model::{
    Capture, CaptureFile, CaptureId, CaptureWay, CheckId, EvidenceId, FileRole, ReviewId, Sha256Hash, Timestamp,
};

use crate::db::Ask as _;
use crate::{Row, Source, StoreError, Tx, args, blobs};

pub use looks::{Due, add_look, claim_due, looks, watch};
pub use requests::{CopyRequest, Step, ask, go_on, of_review, open_requests, request};

const COLUMNS: &str = "id, way, url, final_url, status, facts, content, at, by_editor";

/// Stores a capture with its files, whose bytes are in the blob store already. When the same content of the same address
/// was captured before, nothing is stored and that capture is given.
pub async fn put(tx: &mut Tx, capture: &Capture) -> Result<CaptureId, StoreError> {
    let sql = "INSERT INTO capture (id, way, url, url_key, final_url, status, facts, content, at, by_editor) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let facts = serde_json::to_string(&capture.facts).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let values = args![
        capture.id,
        capture.way.as_str(),
        &capture.url,
        url_key(&capture.url),
        &capture.final_url,
        capture.status.map(u32::from),
        facts,
        capture.content,
        capture.at,
        capture.by
    ];
    if tx.execute(sql, values).await? == 0 {
        let same = same_as(tx, &capture.content).await?;
        return same.ok_or(StoreError::Conflict { what: "capture" });
    }
    for file in &capture.files {
        blobs::record(tx, file.sha256, file.bytes, capture.at).await?;
        let sql = "INSERT INTO capture_file (capture_id, role, media_type, sha256, bytes) VALUES ($1, $2, $3, $4, $5)";
        tx.execute(sql, args![capture.id, file.role.as_str(), &file.media_type, file.sha256, file.bytes]).await?;
    }
    Ok(capture.id)
}

/// The capture of exactly this content, if there is one.
pub async fn same_as(from: &mut impl Source, content: &Sha256Hash) -> Result<Option<CaptureId>, StoreError> {
    let row = from.optional("SELECT id FROM capture WHERE content = $1", args![*content]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// The capture of this id, with its files.
pub async fn get(from: &mut impl Source, id: CaptureId) -> Result<Option<Capture>, StoreError> {
    let sql = crate::db::Sql::Built(format!("SELECT {COLUMNS} FROM capture WHERE id = $1"));
    let Some(row) = from.optional(sql, args![id]).await? else { return Ok(None) };
    let files = files(from, id).await?;
    read(&row, files).map(Some)
}

/// The newest captures of an address, newest first, `limit` at most.
pub async fn of_url(from: &mut impl Source, url: &str, limit: u32) -> Result<Vec<Capture>, StoreError> {
    let sql = crate::db::Sql::Built(format!(
        "SELECT {COLUMNS} FROM capture WHERE url_key = $1 AND url = $2 ORDER BY at DESC, id DESC LIMIT $3"
    ));
    let rows = from.all(sql, args![url_key(url), url, limit]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let files = files(from, row.get(0)?).await?;
        found.push(read(row, files)?);
    }
    Ok(found)
}

/// The captures that have a file of these bytes.
pub async fn with_file(from: &mut impl Source, sha256: &Sha256Hash, limit: u32) -> Result<Vec<CaptureId>, StoreError> {
    let sql = "SELECT DISTINCT capture_id FROM capture_file WHERE sha256 = $1 ORDER BY capture_id DESC LIMIT $2";
    from.all(sql, args![*sha256, limit]).await?.iter().map(|row| row.get(0)).collect()
}

/// Whether a capture is part of what a published version rests on: then everybody may have its files.
pub async fn is_cited(from: &mut impl Source, id: CaptureId) -> Result<bool, StoreError> {
    let cited = from.optional("SELECT 1 FROM version_evidence WHERE capture_id = $1 LIMIT 1", args![id]).await?;
    if cited.is_some() {
        return Ok(true);
    }
    // What a published source became is shown beside it.
    let sql = "SELECT 1 FROM source_look l JOIN version_evidence v ON v.capture_id = l.capture_id WHERE l.copy_id = $1 LIMIT 1";
    Ok(from.optional(sql, args![id]).await?.is_some())
}

/// The checks that rest on a capture.
pub async fn checks_on(from: &mut impl Source, id: CaptureId) -> Result<Vec<CheckId>, StoreError> {
    let sql = "SELECT DISTINCT c.id FROM checks c JOIN version_evidence v ON v.review_id = c.review_id \
         WHERE v.capture_id = $1 ORDER BY c.id LIMIT 100";
    from.all(sql, args![id]).await?.iter().map(|row| row.get(0)).collect()
}

/// A copy that a version rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestsOn {
    /// The source.
    pub evidence: EvidenceId,
    /// Its copy.
    pub capture: CaptureId,
    /// Whether it is a primary source.
    pub primary: bool,
}

/// What a version rests on.
pub async fn cited(from: &mut impl Source, review: ReviewId, number: u32) -> Result<Vec<RestsOn>, StoreError> {
    let sql = "SELECT evidence_id, capture_id, is_primary FROM version_evidence WHERE review_id = $1 AND number = $2 \
         ORDER BY evidence_id";
    let rows = from.all(sql, args![review, number]).await?;
    let one = |row: &Row| Ok(RestsOn { evidence: row.get(0)?, capture: row.get(1)?, primary: row.get(2)? });
    rows.iter().map(one).collect()
}

/// Published versions whose content names a copy: the check's id, public id and number, for [`crate::verify`] and the like.
pub async fn versions_with_sources(
    from: &mut impl Source,
    after: Option<(CheckId, u32)>,
    limit: u32,
) -> Result<Vec<PublishedVersion>, StoreError> {
    let (check, number) = after.unwrap_or((CheckId::from_bytes([0; 16]), 0));
    let sql = "SELECT v.check_id, v.number, v.content, c.review_id, c.public_id, \
         CASE WHEN r.waived = 1 AND r.at < (SELECT at FROM schema_step WHERE number = 7) THEN CAST(1 AS BIGINT) END, c.version FROM check_version v \
         JOIN checks c ON c.id = v.check_id JOIN review_version r ON r.review_id = c.review_id AND r.number = v.number \
         WHERE c.origin = 'own' AND (v.check_id > $1 OR (v.check_id = $1 AND v.number > $2)) \
         ORDER BY v.check_id, v.number LIMIT $3";
    let rows = from.all(sql, args![check, number, limit]).await?;
    let one = |row: &Row| {
        let (waived, newest): (Option<bool>, u32) = (row.maybe(5)?, row.get(6)?);
        let number = row.get(1)?;
        Ok(PublishedVersion {
            check: row.get(0)?,
            number,
            content: row.json(2)?,
            review: row.get(3)?,
            public_id: row.get(4)?,
            before_copies: waived.is_some(),
            newest: newest == number,
        })
    };
    rows.iter().map(one).collect()
}

/// A published version of a check of ours.
#[derive(Debug, Clone)]
pub struct PublishedVersion {
    /// The check.
    pub check: CheckId,
    /// The version.
    pub number: u32,
    /// What it says.
    pub content: thuchu_model::CheckContent,
    /// Its review.
    pub review: ReviewId,
    /// The id in its address.
    pub public_id: String,
    /// It was published before the desk kept copies: it says so, and the schema was older at that time.
    pub before_copies: bool,
    /// It is the one that is shown.
    pub newest: bool,
}

/// Notes what a version rests on; [`crate::reviews::put_version`] then names one of the primary ones.
pub async fn cite(tx: &mut Tx, review: ReviewId, number: u32, copies: &[RestsOn]) -> Result<(), StoreError> {
    let sql = "INSERT INTO version_evidence (review_id, number, evidence_id, capture_id, is_primary) VALUES ($1, $2, $3, $4, $5)";
    for copy in copies {
        tx.execute(sql, args![review, number, copy.evidence, copy.capture, copy.primary]).await?;
    }
    Ok(())
}

/// All captures, a page after this one, with their files.
pub async fn page(from: &mut impl Source, after: Option<CaptureId>, limit: u32) -> Result<Vec<Capture>, StoreError> {
    let sql = crate::db::Sql::Built(format!("SELECT {COLUMNS} FROM capture WHERE id > $1 ORDER BY id LIMIT $2"));
    let rows = from.all(sql, args![after.unwrap_or(CaptureId::from_bytes([0; 16])), limit]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let files = files(from, row.get(0)?).await?;
        found.push(read(row, files)?);
    }
    Ok(found)
}

/// The captures that drafts name at this moment, each with its review.
pub async fn named_in_drafts(from: &mut impl Source) -> Result<Vec<(ReviewId, CaptureId)>, StoreError> {
    let sql = "SELECT review_id, content FROM draft WHERE content LIKE '%\"snapshot\"%'";
    let mut named = Vec::new();
    for row in from.all(sql, args![]).await? {
        let (review, content): (ReviewId, thuchu_model::DraftContent) = (row.get(0)?, row.json(1)?);
        named.extend(content.evidence.iter().filter_map(|source| Some((review, source.snapshot?.capture))));
    }
    Ok(named)
}

/// Removes what nobody needs any more: wishes that were asked before `then`, and captures taken before it that no draft, no
/// version, no wish and no look names. `limit` captures at most. Gives how many. Their files are swept later.
pub async fn remove_unnamed(tx: &mut Tx, then: Timestamp, limit: u32) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM copy_request WHERE at < $1", args![then]).await?;
    let named: HashSet<CaptureId> = named_in_drafts(tx).await?.into_iter().map(|(_, capture)| capture).collect();
    let sql = "SELECT id FROM capture c WHERE at < $1 \
         AND NOT EXISTS (SELECT 1 FROM version_evidence v WHERE v.capture_id = c.id) \
         AND NOT EXISTS (SELECT 1 FROM copy_request r WHERE r.capture_id = c.id) \
         AND NOT EXISTS (SELECT 1 FROM source_look l WHERE l.capture_id = c.id OR l.copy_id = c.id) \
         AND NOT EXISTS (SELECT 1 FROM source_watch w WHERE w.capture_id = c.id) ORDER BY at, id LIMIT $2";
    let mut removed = 0;
    for row in tx.all(sql, args![then, limit]).await? {
        let id: CaptureId = row.get(0)?;
        if named.contains(&id) {
            continue;
        }
        tx.execute("DELETE FROM capture_file WHERE capture_id = $1", args![id]).await?;
        removed += tx.execute("DELETE FROM capture WHERE id = $1", args![id]).await?;
    }
    Ok(removed)
}

async fn files(from: &mut impl Source, id: CaptureId) -> Result<Vec<CaptureFile>, StoreError> {
    let sql = "SELECT role, media_type, sha256, bytes FROM capture_file WHERE capture_id = $1 ORDER BY role";
    let rows = from.all(sql, args![id]).await?;
    let file = |row: &Row| {
        Ok(CaptureFile {
            role: row.word(0, FileRole::parse)?,
            media_type: row.get(1)?,
            sha256: row.get(2)?,
            bytes: row.get(3)?,
        })
    };
    rows.iter().map(file).collect()
}

fn read(row: &Row, files: Vec<CaptureFile>) -> Result<Capture, StoreError> {
    let status: Option<u32> = row.maybe(4)?;
    Ok(Capture {
        id: row.get(0)?,
        way: row.word(1, CaptureWay::parse)?,
        url: row.get(2)?,
        final_url: row.get(3)?,
        status: status.and_then(|status| u16::try_from(status).ok()),
        facts: row.json(5)?,
        content: row.get(6)?,
        at: row.get(7)?,
        by: row.maybe(8)?,
        files,
    })
}

/// A short key of an address, for its index.
fn url_key(url: &str) -> i64 {
    let hash = Sha256Hash::of(url.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_be_bytes(first)
}
