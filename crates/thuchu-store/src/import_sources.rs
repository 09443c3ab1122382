//! Lists of checks of others that are fetched again and again: which, how often, what came of it. How they are fetched and
//! read is left to `thuchu-app`.

use thuchu_model::{ImportRunId, ImportSourceId, Timestamp, Trust};

use crate::db::{Ask as _, Sql};
use crate::{Db, Row, Source, StoreError, Tx, args};

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportSource {
    /// Its name in the store.
    pub id: ImportSourceId,
    /// What the operator calls it.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// The format's word; `auto` to find out.
    pub format: String,
    /// Hours between two fetches.
    pub hours: u32,
    /// How far publishers are trusted that come in by it first: `none` or `show`.
    pub trust: Trust,
    /// The licence of what says none itself; empty for none.
    pub licence: String,
    /// Whether it is the whole list: what is missing in it was withdrawn.
    pub is_whole: bool,
    /// Whether it may hold checks of others than the site it is fetched from.
    pub others: bool,
    /// Whether it is fetched at present.
    pub active: bool,
    /// Since when it is there.
    pub since: Timestamp,
    /// When it is fetched next.
    pub due_at: Timestamp,
    /// The `ETag` of what was imported last.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
    /// Fetches in a row that failed.
    pub failures: u32,
    /// The last fetch: when, and what came of it, as JSON of the app.
    pub last: Option<(Timestamp, String)>,
    /// The last run of the import.
    pub last_run: Option<ImportRunId>,
    /// Grows with every claim.
    pub fence: i64,
}

/// What came of a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// When.
    pub at: Timestamp,
    /// When it is fetched next.
    pub next: Timestamp,
    /// The `ETag` and `Last-Modified` from now on.
    pub validators: (Option<String>, Option<String>),
    /// Failures in a row, this one among them.
    pub failures: u32,
    /// As JSON of the app.
    pub outcome: String,
    /// The run, where there was one.
    pub run: Option<ImportRunId>,
}

const COLUMNS: &str = "id, name, url, format, hours, trust, licence, is_whole, others, active, since, due_at, etag, modified, \
    failures, last_at, last_outcome, last_run, fence";

fn read(row: &Row) -> Result<ImportSource, StoreError> {
    let (at, outcome): (Option<Timestamp>, Option<String>) = (row.maybe(15)?, row.maybe(16)?);
    Ok(ImportSource {
        id: row.get(0)?,
        name: row.get(1)?,
        url: row.get(2)?,
        format: row.get(3)?,
        hours: row.get(4)?,
        trust: row.word(5, Trust::parse)?,
        licence: row.get(6)?,
        is_whole: row.get(7)?,
        others: row.get(8)?,
        active: row.get(9)?,
        since: row.get(10)?,
        due_at: row.get(11)?,
        etag: row.maybe(12)?,
        modified: row.maybe(13)?,
        failures: row.get(14)?,
        last: at.zip(outcome),
        last_run: row.maybe(17)?,
        fence: row.get(18)?,
    })
}

/// All lists, oldest first.
pub async fn all(from: &mut impl Source) -> Result<Vec<ImportSource>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM import_source ORDER BY id");
    from.all(Sql::Built(sql), args![]).await?.iter().map(read).collect()
}

/// One of them.
pub async fn get(from: &mut impl Source, id: ImportSourceId) -> Result<Option<ImportSource>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM import_source WHERE id = $1");
    from.optional(Sql::Built(sql), args![id]).await?.as_ref().map(read).transpose()
}

/// Adds a list. One of the same address is refused as [`StoreError::Exists`].
pub async fn add(tx: &mut Tx, one: &ImportSource) -> Result<(), StoreError> {
    let sql = "INSERT INTO import_source (id, name, url, format, hours, trust, licence, is_whole, others, active, since, \
         due_at, lease_until, fence, failures) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, 0) \
         ON CONFLICT DO NOTHING";
    let values = args![
        one.id,
        &one.name,
        &one.url,
        &one.format,
        one.hours,
        one.trust.as_str(),
        &one.licence,
        one.is_whole,
        one.others,
        one.active,
        one.since,
        one.due_at
    ];
    match tx.execute(sql, values).await? {
        0 => Err(StoreError::Exists { what: "import_source" }),
        _ => Ok(()),
    }
}

/// Fetches it from now on, or does not.
pub async fn set_active(tx: &mut Tx, id: ImportSourceId, active: bool, due: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE import_source SET active = $1, due_at = $2, failures = 0 WHERE id = $3";
    found(tx.execute(sql, args![active, due, id]).await?)
}

/// Has it fetched at once, and whole: nothing is taken for unchanged.
pub async fn set_due(tx: &mut Tx, id: ImportSourceId, due: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE import_source SET due_at = $1, etag = NULL, modified = NULL WHERE id = $2";
    found(tx.execute(sql, args![due, id]).await?)
}

/// Takes a list away; what came by it stays.
pub async fn remove(tx: &mut Tx, id: ImportSourceId) -> Result<(), StoreError> {
    found(tx.execute("DELETE FROM import_source WHERE id = $1", args![id]).await?)
}

/// Claims the list that is due longest, for `seconds`. `None`: nothing is due. Committed before it returns.
pub async fn claim_due(db: &Db, now: Timestamp, seconds: i64) -> Result<Option<ImportSource>, StoreError> {
    const DUE: &str = "SELECT id FROM import_source WHERE active = 1 AND due_at <= $1 AND lease_until <= $1 \
        ORDER BY due_at, id LIMIT 1";
    // Looking writes nothing.
    if db.read().optional(DUE, args![now]).await?.is_none() {
        return Ok(None);
    }
    let mut tx = db.begin().await?;
    let sql = format!(
        "UPDATE import_source SET fence = fence + 1, lease_until = $2 WHERE id = ({DUE}) AND lease_until <= $1 RETURNING {COLUMNS}"
    );
    let row = tx.optional(Sql::Built(sql), args![now, now.plus_seconds(seconds)]).await?;
    let claimed = row.as_ref().map(read).transpose()?;
    tx.commit().await?;
    Ok(claimed)
}

/// Notes what came of a fetch; refused as a conflict when another program has claimed it since, or it was taken away.
pub async fn came(tx: &mut Tx, of: &ImportSource, came: &Came) -> Result<(), StoreError> {
    let sql = "UPDATE import_source SET due_at = $1, lease_until = 0, etag = $2, modified = $3, failures = $4, last_at = $5, \
         last_outcome = $6, last_run = COALESCE($7, last_run) WHERE id = $8 AND fence = $9";
    let (etag, modified) = (came.validators.0.as_deref(), came.validators.1.as_deref());
    let values = args![came.next, etag, modified, came.failures, came.at, &came.outcome, came.run, of.id, of.fence];
    match tx.execute(sql, values).await? {
        0 => Err(StoreError::Conflict { what: "import_source" }),
        _ => Ok(()),
    }
}

fn found(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::Missing { what: "import_source" }) } else { Ok(()) }
}
