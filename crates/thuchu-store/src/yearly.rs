//! What the desk did in a stretch of time, in numbers that tell of its own work alone.

use thuchu_model::Timestamp;

use crate::{Source, StoreError, args};

/// The numbers of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Yearly {
    /// Checks of ours that were published for the first time.
    pub published: u64,
    /// Corrections: what was published was wrong.
    pub corrected: u64,
    /// Updates: something was added.
    pub updated: u64,
    /// Checks that were taken back.
    pub withdrawn: u64,
    /// Accounts of editors that were made from the command line, without any editor's doing.
    pub accounts: u64,
}

/// From one moment to before another. Each number is read from an index.
pub async fn between(from: &mut impl Source, begin: Timestamp, end: Timestamp) -> Result<Yearly, StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM review_version WHERE number = 1 AND at >= $1 AND at < $2), \
         (SELECT COUNT(CASE WHEN kind = 'correction' THEN 1 END) FROM correction WHERE at >= $1 AND at < $2), \
         (SELECT COUNT(CASE WHEN kind = 'update' THEN 1 END) FROM correction WHERE at >= $1 AND at < $2), \
         (SELECT COUNT(*) FROM withdrawal WHERE state = 'confirmed' AND decided_at >= $1 AND decided_at < $2), \
         (SELECT COUNT(*) FROM audit_entry WHERE act = 'editor.add' AND by_editors = '[]' AND at >= $1 AND at < $2)";
    let row = from.one(sql, args![begin, end]).await?;
    Ok(Yearly {
        published: row.get(0)?,
        corrected: row.get(1)?,
        updated: row.get(2)?,
        withdrawn: row.get(3)?,
        accounts: row.get(4)?,
    })
}

/// When the first entry of the trail was made; `None` of an empty desk.
pub async fn began(from: &mut impl Source) -> Result<Option<Timestamp>, StoreError> {
    crate::audit::daily::began(from).await
}
