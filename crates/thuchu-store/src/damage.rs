//! Looking for damage that SQLite does not tell by itself. Nothing is repaired: what is found refuses every write.

use crate::db::{Ask as _, Reached};
use crate::{Db, Engine, StoreError, args, audit, settings};

/// What a store lacks that was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the store stands at change {change} and audit entry {audit}, but changes up to {marked_change} and entries up to \
     {marked_audit} were acknowledged (if an older copy was put here on purpose, remove the file whose name ends in -mark)"
)]
pub struct Lost {
    /// The newest change number there is.
    pub change: i64,
    /// The newest audit entry there is.
    pub audit: i64,
    /// The newest change number that was acknowledged.
    pub marked_change: i64,
    /// The newest audit entry that was acknowledged.
    pub marked_audit: i64,
}

/// Compares a SQLite store with its mark. What is lost refuses every write from here on. `None` where nothing is
/// missing, without a mark, and on PostgreSQL.
pub async fn lost(db: &Db) -> Result<Option<Lost>, StoreError> {
    // The mark first: a store that others write to only moves on meanwhile.
    let Some(mark) = db.marked() else { return Ok(None) };
    let mut read = db.read();
    let there = Reached { change: settings::newest_change(&mut read).await?, head: audit::head(&mut read).await? };
    let sql = "SELECT COUNT(*) FROM audit_entry WHERE number = $1 AND hash = $2";
    let entry = read.one(sql, args![mark.head.number, mark.head.hash]).await?.get::<i64>(0)?;
    if there.change >= mark.change && (entry > 0 || mark.head.number == 0) {
        return Ok(None);
    }
    let lost = Lost {
        change: there.change,
        audit: there.head.number,
        marked_change: mark.change,
        marked_audit: mark.head.number,
    };
    db.distrust(&lost.to_string());
    Ok(Some(lost))
}

/// Lets SQLite look at every page of its file, which finds damaged pages and misses changed letters within them; from
/// then on writes are refused. Takes a second or two for every 500,000 checks. Does nothing on PostgreSQL.
///
/// # Errors
/// [`StoreError::Corrupt`] with the first damage.
pub async fn look_over(db: &Db) -> Result<(), StoreError> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    for row in db.read().all("PRAGMA quick_check(1)", args![]).await? {
        let said: String = row.get(0)?;
        if said != "ok" {
            db.distrust(&said);
            return Err(StoreError::Corrupt(said));
        }
    }
    Ok(())
}
