//! Sources that are looked at again: when the next look is due, and what each found.

use thuchu_model::{CaptureId, Finding, Look, Timestamp};

use crate::db::Ask as _;
use crate::{Db, Source, StoreError, Tx, args};

/// A source whose look is due, claimed for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub capture: CaptureId,
    /// The claim: a look by somebody whose time ran out is refused.
    pub fence: i64,
    /// How many looks in a row found no page.
    pub misses: u32,
}

/// Has a source looked at from `due` on. One that is watched already keeps its day; a file that was brought by hand is not
/// watched, for its site could not be fetched.
pub async fn watch(tx: &mut Tx, capture: CaptureId, due: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO source_watch (capture_id, due_at, fence, misses) \
         SELECT id, CAST($2 AS BIGINT), 0, 0 FROM capture WHERE id = $1 AND way = 'fetched' ON CONFLICT DO NOTHING";
    tx.execute(sql, args![capture, due]).await.map(drop)
}

/// Claims the source that is due longest until `until`. `None`: nothing is due. Committed before it returns.
pub async fn claim_due(db: &Db, now: Timestamp, until: Timestamp) -> Result<Option<Due>, StoreError> {
    let mut tx = db.begin().await?;
    let sql = "UPDATE source_watch SET fence = fence + 1, due_at = $1 WHERE capture_id = \
         (SELECT capture_id FROM source_watch WHERE due_at <= $2 ORDER BY due_at, capture_id LIMIT 1) AND due_at <= $2 \
         RETURNING capture_id, fence, misses";
    let row = tx.optional(sql, args![until, now]).await?;
    let due = row.map(|row| Ok::<_, StoreError>(Due { capture: row.get(0)?, fence: row.get(1)?, misses: row.get(2)? }));
    let due = due.transpose()?;
    tx.commit().await?;
    Ok(due)
}

/// Notes what a look found and when the next one is due. Refused as a conflict when another one has claimed it since.
pub async fn add_look(tx: &mut Tx, due: &Due, look: &Look, next: Timestamp) -> Result<(), StoreError> {
    let missed = matches!(look.found, Finding::Gone | Finding::Unreachable);
    let misses = if missed { due.misses.saturating_add(1) } else { 0 };
    let sql = "UPDATE source_watch SET due_at = $1, misses = $2 WHERE capture_id = $3 AND fence = $4";
    if tx.execute(sql, args![next, misses, due.capture, due.fence]).await? == 0 {
        return Err(StoreError::Conflict { what: "source_watch" });
    }
    let sql = "INSERT INTO source_look (capture_id, at, finding, status, url, copy_id) VALUES ($1, $2, $3, $4, $5, $6)";
    let status = look.status.map(u32::from);
    tx.execute(sql, args![look.capture, look.at, look.found.as_str(), status, look.url.as_deref(), look.copy])
        .await
        .map(drop)
}

/// What was found, newest first, `limit` at most.
pub async fn looks(from: &mut impl Source, capture: CaptureId, limit: u32) -> Result<Vec<Look>, StoreError> {
    let sql =
        "SELECT at, finding, status, url, copy_id FROM source_look WHERE capture_id = $1 ORDER BY at DESC LIMIT $2";
    let rows = from.all(sql, args![capture, limit]).await?;
    let look = |row: &crate::Row| {
        let status: Option<u32> = row.maybe(2)?;
        Ok(Look {
            capture,
            at: row.get(0)?,
            found: row.word(1, Finding::parse)?,
            status: status.and_then(|status| u16::try_from(status).ok()),
            url: row.maybe(3)?,
            copy: row.maybe(4)?,
        })
    };
    rows.iter().map(look).collect()
}
