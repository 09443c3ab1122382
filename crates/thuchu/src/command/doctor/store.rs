//! The store: does it open, and is its schema one that this program knows.

use std::time::Duration;

use thuchu_say as say;
use thuchu_store::{Db, Engine, OpenOptions, StoreError, StoreUrl, migrate};

use super::{Finding, bad, ok, warn};
use crate::config::Settings;

/// Opens the store as it is; makes no file and no table.
pub(super) async fn examine(settings: &Settings) -> Finding {
    match look(settings).await {
        Ok(finding) => finding,
        Err(error) => bad(say::doctor_store_unreachable(error)),
    }
}

async fn look(settings: &Settings) -> Result<Finding, StoreError> {
    let url = StoreUrl::parse(&settings.store.value, Some(&settings.data.value))?;
    if let StoreUrl::Sqlite(path) = &url
        && !path.exists()
    {
        return Ok(ok(say::doctor_store_absent(path.display())));
    }
    let options = OpenOptions { connections: 1, patience: Duration::from_secs(3), create: false, read_only: true };
    let db = Db::connect(&url, options).await?;
    let found = migrate::version(&db).await?;
    let kind = match db.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    db.close().await;
    let (version, known) = (u64::try_from(found).unwrap_or(0), u64::try_from(migrate::NEWEST).unwrap_or(0));
    Ok(match found.cmp(&migrate::NEWEST) {
        std::cmp::Ordering::Equal => ok(say::doctor_store_ok(kind, version)),
        std::cmp::Ordering::Less => warn(say::doctor_store_older(version, known)),
        std::cmp::Ordering::Greater => bad(say::doctor_store_newer(version, known)),
    })
}
