//! The store: does it open, and is its schema one that this program knows.

use std::time::Duration;

use thuchu_say as say;
use thuchu_store::{Db, Engine, OpenOptions, StoreError, StoreUrl, checks, migrate};

use super::{Finding, bad, ok, warn};
use crate::config::Settings;

/// Opens the store as it is; makes no file and no table. Gives the number of checks in it, as far as it can be read.
pub(super) async fn examine(settings: &Settings, findings: &mut Vec<Finding>) -> u64 {
    let (finding, checks) = look(settings).await.unwrap_or_else(|error| (bad(say::doctor_store_unreachable(error)), 0));
    findings.push(finding);
    checks
}

async fn look(settings: &Settings) -> Result<(Finding, u64), StoreError> {
    let url = StoreUrl::parse(&settings.store.value, Some(&settings.data.value))?;
    if let StoreUrl::Sqlite(path) = &url
        && !path.exists()
    {
        return Ok((ok(say::doctor_store_absent(path.display())), 0));
    }
    let options = OpenOptions { connections: 1, patience: Duration::from_secs(3), create: false, read_only: true };
    let db = Db::connect(&url, options).await?;
    let found = migrate::version(&db).await?;
    let checks = if found == migrate::NEWEST { checks::count_live(&mut db.read(), None).await? } else { 0 };
    let kind = match db.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    db.close().await;
    let (version, known) = (u64::try_from(found).unwrap_or(0), u64::try_from(migrate::NEWEST).unwrap_or(0));
    let finding = match found.cmp(&migrate::NEWEST) {
        std::cmp::Ordering::Equal => ok(say::doctor_store_ok(kind, version)),
        std::cmp::Ordering::Less => warn(say::doctor_store_older(version, known)),
        std::cmp::Ordering::Greater => bad(say::doctor_store_newer(version, known)),
    };
    Ok((finding, checks))
}
