//! Approved reviews that are published at a time somebody set.

use thuchu_model::{ReviewId, Timestamp};

use crate::{Source, StoreError, Tx, args};

/// Sets the time, or (`None`) takes it away.
pub async fn set(tx: &mut Tx, review: ReviewId, at: Option<Timestamp>) -> Result<(), StoreError> {
    let done = tx.execute("UPDATE review SET publish_at = $1 WHERE id = $2", args![at, review]).await?;
    if done == 0 { Err(StoreError::Missing { what: "review" }) } else { Ok(()) }
}

/// The approved reviews whose time has come, the longest due first, `limit` at most.
pub async fn due(from: &mut impl Source, now: Timestamp, limit: u32) -> Result<Vec<ReviewId>, StoreError> {
    let sql = "SELECT id FROM review WHERE state = 'approved' AND publish_at <= $1 ORDER BY publish_at, id LIMIT $2";
    from.all(sql, args![now, limit]).await?.iter().map(|row| row.get(0)).collect()
}

/// The time that is set.
pub async fn of(from: &mut impl Source, review: ReviewId) -> Result<Option<Timestamp>, StoreError> {
    let row = from.optional("SELECT publish_at FROM review WHERE id = $1", args![review]).await?;
    row.map_or(Ok(None), |row| row.maybe(0))
}
