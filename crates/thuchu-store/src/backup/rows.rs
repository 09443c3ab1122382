//! The rows of a backup: a SQLite file with exactly the schema of its number, and what it says of itself.

use std::path::Path;

use thuchu_model::Timestamp;

use super::{BackupError, Manifest};
use crate::db::Ask as _;
use crate::files::{Temporary, beside};
use crate::migrate::{self, Step};
use crate::{Db, OpenOptions, StoreError, StoreUrl, args, audit, settings, verify};

/// Opens a file of rows to read it.
pub(super) async fn open(path: &Path) -> Result<Db, StoreError> {
    let options = OpenOptions { connections: 1, create: false, read_only: true, ..OpenOptions::default() };
    Db::connect(&StoreUrl::Sqlite(path.to_owned()), options).await
}

/// What a file of rows says of itself, as a list without members.
pub(super) async fn describe(db: &Db) -> Result<Manifest, StoreError> {
    let mut read = db.read();
    Ok(Manifest {
        format: super::FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: migrate::version(db).await?,
        made_at: String::new(),
        engine: String::new(),
        change: settings::newest_change(&mut read).await?,
        audit: audit::head(&mut read).await?.into(),
        rows: verify::row_counts(&mut read, db.engine()).await?,
        members: Vec::new(),
    })
}

/// Compares a file of rows with the list and with the schema that this program would have made: a backup from outside
/// brings no table, index, trigger or view of its own.
pub(super) async fn check(path: &Path, manifest: &Manifest, steps: &[Step]) -> Result<(), BackupError> {
    let checked = async {
        let db = open(path).await?;
        let checked = check_open(&db, path, manifest, steps).await;
        db.close().await;
        checked
    };
    checked.await.map_err(|error| match error {
        // The bytes have the right hash: then they were not rows when the backup was made.
        BackupError::Store(
            error @ (StoreError::Corrupt(_) | StoreError::Database(_) | StoreError::OtherSchema { .. }),
        ) => BackupError::Rows(error.to_string()),
        error => error,
    })
}

async fn check_open(db: &Db, path: &Path, manifest: &Manifest, steps: &[Step]) -> Result<(), BackupError> {
    let model = Temporary::fresh(beside(path, ".schema"))?;
    let made = migrate::bare(&model.0, manifest.schema, steps, Timestamp::from_micros(0)).await?;
    let expected = schema(&made).await;
    made.close().await;
    if schema(db).await? != expected? {
        return Err(BackupError::Rows("they have another schema".to_owned()));
    }
    migrate::same_steps(db, steps).await?;
    for row in db.read().all("PRAGMA quick_check(1)", args![]).await? {
        let said: String = row.get(0)?;
        if said != "ok" {
            return Err(BackupError::Rows(said));
        }
    }
    let found = describe(db).await?;
    if found.schema != manifest.schema || found.rows != manifest.rows {
        return Err(BackupError::Rows("they are not as many as the list says".to_owned()));
    }
    if found.change != manifest.change || found.audit != manifest.audit {
        return Err(BackupError::Rows("the list names another state".to_owned()));
    }
    Ok(())
}

async fn schema(db: &Db) -> Result<Vec<(String, String, String)>, StoreError> {
    let sql = "SELECT type, name, COALESCE(sql, '') FROM sqlite_master ORDER BY type, name";
    let rows = db.read().all(sql, args![]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}
