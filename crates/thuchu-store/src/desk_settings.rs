//! What the desk decided about itself, read whole: it is small, and every node keeps it in memory.

use thuchu_model::{DeskSettings, Timestamp};

use crate::{Source, StoreError, Tx, args};

/// A setting as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSetting {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// When it was set.
    pub at: Timestamp,
}

/// Another number whenever any setting was changed; 0 while none ever was.
pub async fn version(from: &mut impl Source) -> Result<i64, StoreError> {
    let row = from.optional("SELECT value FROM counter WHERE name = 'setting'", args![]).await?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// All settings, by the time they were set; those of an import are its own.
pub async fn all(from: &mut impl Source) -> Result<Vec<StoredSetting>, StoreError> {
    let sql = "SELECT name, value, at FROM setting WHERE name NOT LIKE 'import.%' ORDER BY at, name";
    let read = |row: &crate::Row| Ok(StoredSetting { name: row.get(0)?, value: row.get(1)?, at: row.get(2)? });
    from.all(sql, args![]).await?.iter().map(read).collect()
}

/// The settings in force, and the names of those that cannot be read and are therefore as at first.
pub async fn load(from: &mut impl Source) -> Result<(DeskSettings, Vec<String>), StoreError> {
    Ok(taken(&all(from).await?))
}

/// The same, of what was read.
#[must_use]
pub fn taken(stored: &[StoredSetting]) -> (DeskSettings, Vec<String>) {
    let mut settings = DeskSettings::default();
    let unreadable = stored.iter().filter(|one| !settings.take(&one.name, &one.value)).map(|one| one.name.clone());
    let unreadable = unreadable.collect();
    (settings, unreadable)
}

/// Keeps others from changing settings until the end of the unit of work.
pub async fn hold(tx: &mut Tx) -> Result<(), StoreError> {
    let sql = "INSERT INTO counter (name, value) VALUES ('setting', 0) ON CONFLICT (name) DO UPDATE SET value = counter.value";
    tx.execute(sql, args![]).await.map(drop)
}
