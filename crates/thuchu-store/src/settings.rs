//! Small facts of the desk, and the change number.

use thuchu_model::Timestamp;

use crate::db::Ask as _;
use crate::{Source, StoreError, Tx, args};

/// A setting's value, if it was ever set.
pub async fn get(from: &mut impl Source, name: &str) -> Result<Option<String>, StoreError> {
    let row = from.optional("SELECT value FROM setting WHERE name = $1", args![name]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// Sets it, and says so to whoever keeps settings in memory: see [`crate::desk_settings::version`].
pub async fn set(tx: &mut Tx, name: &str, value: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO setting (name, value, at) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at",
        args![name, value, now],
    )
    .await?;
    let sql = "INSERT INTO counter (name, value) VALUES ('setting', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1";
    tx.execute(sql, args![]).await.map(drop)
}

/// Takes `count` change numbers and gives the first. Whoever takes one holds the counter until the end of the unit of
/// work, so numbers grow in the order of commits on both engines: who has seen number N has seen all below.
pub(crate) async fn take_changes(tx: &mut Tx, count: usize) -> Result<i64, StoreError> {
    let sql = "UPDATE counter SET value = value + $1 WHERE name = 'change' RETURNING value";
    let last: i64 = tx.one(sql, args![count]).await?.get(0)?;
    tx.moved.change = Some(last);
    Ok(last - i64::try_from(count).unwrap_or(i64::MAX) + 1)
}

/// The newest change number handed out and committed; 0 in an empty store.
pub async fn newest_change(from: &mut impl Source) -> Result<i64, StoreError> {
    from.one("SELECT value FROM counter WHERE name = 'change'", args![]).await?.get(0)
}
