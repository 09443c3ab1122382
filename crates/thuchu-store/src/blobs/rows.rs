//! The rows of files: who names them, how much that saves, and which nobody names any more.

use thuchu_model::{Sha256Hash, Timestamp};

use crate::db::{Ask as _, Sql};
use crate::{Db, Engine, Source, StoreError, Tx, args};

/// How many files there are, and how often they are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Figures {
    /// Files, each stored once.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How often rows name a file.
    pub named_times: u64,
    /// Bytes that would be stored as well if every naming had a file of its own.
    pub saved_bytes: u64,
}

/// Notes a stored file in the unit of work that needs it. A row that is there counts as noted now, so a sweep that is at
/// work leaves it alone; see [`crate::blobs::Blobs::sweep`].
pub async fn record(tx: &mut Tx, hash: Sha256Hash, bytes: u64, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO blob (sha256, bytes, at) VALUES ($1, $2, $3) \
         ON CONFLICT (sha256) DO UPDATE SET at = excluded.at WHERE blob.at < excluded.at";
    tx.execute(sql, args![hash, bytes, now]).await?;
    Ok(())
}

/// The figures of this store, from rows alone.
pub async fn figures(db: &Db) -> Result<Figures, StoreError> {
    let mut read = db.read();
    let row = read.one("SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM blob", args![]).await?;
    let mut figures = Figures { files: row.get(0)?, bytes: row.get(1)?, ..Figures::default() };
    let namers = named_by(&mut read, db.engine()).await?;
    if namers.is_empty() {
        return Ok(figures);
    }
    let namings: Vec<_> = namers
        .iter()
        .map(|(table, column)| format!("SELECT {column} AS sha256 FROM {table} WHERE {column} IS NOT NULL"))
        .collect();
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(n.times), 0) AS BIGINT), CAST(COALESCE(SUM((n.times - 1) * b.bytes), 0) AS BIGINT) \
         FROM (SELECT sha256, COUNT(*) AS times FROM ({}) named GROUP BY sha256) n JOIN blob b ON b.sha256 = n.sha256",
        namings.join(" UNION ALL ")
    );
    let row = read.one(Sql::Built(sql), args![]).await?;
    (figures.named_times, figures.saved_bytes) = (row.get(0)?, row.get(1)?);
    Ok(figures)
}

/// Removes rows that were noted before this instant and that no row names. Their files are orphans from then on. Gives
/// how many.
pub(super) async fn forget_unnamed(db: &Db, before: Timestamp) -> Result<u64, StoreError> {
    let mut tx = db.begin().await?;
    let mut sql = "DELETE FROM blob WHERE at < $1".to_owned();
    for (table, column) in named_by(&mut tx, db.engine()).await? {
        sql.push_str(&format!(" AND NOT EXISTS (SELECT 1 FROM {table} n WHERE n.{column} = blob.sha256)"));
    }
    let gone = tx.execute(Sql::Built(sql), args![before]).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Takes the key of a file without a row, for as long as the unit of work lasts; others who want to note it wait. `None`
/// where it has a row.
pub(super) async fn hold_key(db: &Db, hash: Sha256Hash) -> Result<Option<Tx>, StoreError> {
    let mut tx = db.begin().await?;
    let sql = "INSERT INTO blob (sha256, bytes, at) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING";
    match tx.execute(sql, args![hash]).await? {
        0 => {
            tx.rollback().await?;
            Ok(None)
        }
        _ => Ok(Some(tx)),
    }
}

/// Who names files: every column that references `blob`. Read from the schema, so that no table can be forgotten here,
/// and so that the database itself refuses to remove a row that is named.
async fn named_by(from: &mut impl Source, engine: Engine) -> Result<Vec<(String, String)>, StoreError> {
    let sql = match engine {
        Engine::Sqlite => {
            "SELECT m.name, f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' AND f.\"table\" = 'blob' ORDER BY 1, 2"
        }
        Engine::Postgres => {
            "SELECT c.conrelid::regclass::text, quote_ident(a.attname) FROM pg_constraint c \
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
             WHERE c.contype = 'f' AND c.confrelid = 'blob'::regclass ORDER BY 1, 2"
        }
    };
    let rows = from.all(sql, args![]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
