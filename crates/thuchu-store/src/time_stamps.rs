//! The manifest of each published version, kept as a file, and an outside witness of its time where the operator names one.

use thuchu_model::{CheckId, Sha256Hash, Timestamp};

use crate::{Source, StoreError, Tx, args, blobs};

/// What is kept of the proof of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStamp {
    /// The check.
    pub check: CheckId,
    /// Its version.
    pub number: u32,
    /// The manifest.
    pub manifest: Sha256Hash,
    /// When it was made.
    pub at: Timestamp,
    /// The answer of the time-stamp server (RFC 3161), and the time that it names.
    pub token: Option<(Sha256Hash, Timestamp)>,
}

/// Own checks whose present version has no manifest yet, `limit` at most.
pub async fn without_manifest(from: &mut impl Source, limit: u32) -> Result<Vec<CheckId>, StoreError> {
    let sql = "SELECT c.id FROM checks c WHERE c.origin = 'own' AND NOT EXISTS \
         (SELECT 1 FROM time_stamp t WHERE t.check_id = c.id AND t.number = c.version) ORDER BY c.id LIMIT $1";
    from.all(sql, args![limit]).await?.iter().map(|row| row.get(0)).collect()
}

/// Notes the manifest of a version; its file is there already. Of two at once the first stays.
pub async fn put_manifest(
    tx: &mut Tx,
    check: CheckId,
    number: u32,
    (manifest, bytes): (Sha256Hash, u64),
    now: Timestamp,
) -> Result<(), StoreError> {
    blobs::record(tx, manifest, bytes, now).await?;
    let sql = "INSERT INTO time_stamp (check_id, number, manifest, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    tx.execute(sql, args![check, number, manifest, now]).await.map(drop)
}

/// Manifests without a time-stamp that were made before `then`, oldest first, `limit` at most.
pub async fn unstamped(from: &mut impl Source, limit: u32) -> Result<Vec<TimeStamp>, StoreError> {
    let sql = "SELECT check_id, number, manifest, at, token, stamped_at FROM time_stamp WHERE token IS NULL \
         ORDER BY at, check_id, number LIMIT $1";
    from.all(sql, args![limit]).await?.iter().map(read).collect()
}

/// Keeps the answer of a time-stamp server.
pub async fn stamp(
    tx: &mut Tx,
    of: &TimeStamp,
    (token, bytes): (Sha256Hash, u64),
    stamped: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    blobs::record(tx, token, bytes, now).await?;
    let sql = "UPDATE time_stamp SET token = $1, stamped_at = $2 WHERE check_id = $3 AND number = $4 AND token IS NULL";
    let done = tx.execute(sql, args![token, stamped, of.check, of.number]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "time_stamp" }) } else { Ok(()) }
}

/// What is kept of a version.
pub async fn get(from: &mut impl Source, check: CheckId, number: u32) -> Result<Option<TimeStamp>, StoreError> {
    let sql =
        "SELECT check_id, number, manifest, at, token, stamped_at FROM time_stamp WHERE check_id = $1 AND number = $2";
    from.optional(sql, args![check, number]).await?.as_ref().map(read).transpose()
}

/// All manifests there are, a page after this place.
pub async fn all(
    from: &mut impl Source,
    after: Option<(CheckId, u32)>,
    limit: u32,
) -> Result<Vec<TimeStamp>, StoreError> {
    let (check, number) = after.unwrap_or((CheckId::from_bytes([0; 16]), 0));
    let sql = "SELECT check_id, number, manifest, at, token, stamped_at FROM time_stamp \
         WHERE check_id > $1 OR (check_id = $1 AND number > $2) ORDER BY check_id, number LIMIT $3";
    from.all(sql, args![check, number, limit]).await?.iter().map(read).collect()
}

fn read(row: &crate::Row) -> Result<TimeStamp, StoreError> {
    let (token, stamped): (Option<Sha256Hash>, Option<Timestamp>) = (row.maybe(4)?, row.maybe(5)?);
    Ok(TimeStamp {
        check: row.get(0)?,
        number: row.get(1)?,
        manifest: row.get(2)?,
        at: row.get(3)?,
        token: token.zip(stamped),
    })
}
