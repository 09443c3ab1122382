//! Where files are kept: can they be, and how much lies there.

use std::time::Duration;

use thuchu_say as say;
use thuchu_store::blobs::{self, Blobs, Figures};
use thuchu_store::{Db, OpenOptions, StoreError, StoreUrl};

use super::{Finding, bad, ok, warn};
use crate::{config::Settings, system::SystemChance};

/// Examines the place: a folder only as `folder` does, a bucket by writing, reading and removing one small object.
pub(super) async fn examine(settings: &Settings, findings: &mut Vec<Finding>) {
    match settings.blobs.read() {
        Err(problem) => findings.push(bad(say::doctor_setting_wrong(problem.message().clone()))),
        Ok(None) => {
            let place = Blobs::in_data_to_read(&settings.data.value).shown();
            findings.push(ok(say::doctor_blobs_disk(place)));
        }
        Ok(Some(bucket)) => {
            let place = bucket.shown();
            let tried = async { Blobs::in_bucket(&bucket)?.health(&SystemChance).await };
            findings.push(match tried.await {
                Ok(health) if health.conditional => ok(say::doctor_blobs_ok(&place)),
                Ok(_) => warn(say::doctor_blobs_unconditional(&place)),
                Err(error) => bad(say::doctor_blobs_bad(&place, error)),
            });
            if bucket.is_plain() && bucket.is_elsewhere() {
                findings.push(warn(say::doctor_blobs_plain(place)));
            }
        }
    }
    if let Ok(Some(Figures { files, bytes, named_times, saved_bytes })) = figures(settings).await {
        findings.push(ok(say::doctor_blobs_figures(files, bytes, named_times, saved_bytes)));
    }
}

/// `None` where there is no file, or no store of this program's schema, which is told elsewhere.
async fn figures(settings: &Settings) -> Result<Option<Figures>, StoreError> {
    let url = StoreUrl::parse(&settings.store.value, Some(&settings.data.value))?;
    let options = OpenOptions { connections: 1, patience: Duration::from_secs(3), ..OpenOptions::default() };
    let db = Db::open_to_read(&url, options).await?;
    let figures = blobs::figures(&db).await;
    db.close().await;
    Ok(Some(figures?).filter(|figures| figures.files > 0))
}
