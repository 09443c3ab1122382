//! `thuchu verify`: do rows, files, audit trail and index agree. Reads only, and makes nothing.

use thuchu_app::matching::Matcher;
use thuchu_say as say;
use thuchu_store::verify;

use super::Context;
use crate::{
    desk,
    problem::{Exit, Halt},
};

/// Checks and lists what is wrong.
pub(crate) async fn run(context: &mut Context<'_>) -> Result<Exit, Halt> {
    let db = desk::open_to_read(&context.settings).await?;
    let report = verify::verify(&db, &context.settings.data.value, None).await.map_err(|e| desk::problem(&e))?;
    let found = Matcher::load(&db).await.map_err(|error| desk::problem(&error))?.len() as u64;
    db.close().await;
    let faults = report.faults.len() as u64;
    if context.out.is_json() {
        let listed: Vec<_> = report.faults.iter().map(ToString::to_string).collect();
        context.out.json(&serde_json::json!({
            "clean": listed.is_empty(), "versions": report.versions, "indexed": found, "faults": listed,
        }))?;
    } else {
        for fault in &report.faults {
            context.out.say(&say::verify_fault(fault))?;
        }
        context.out.say(&say::verify_seen(report.versions, found))?;
        context.out.say(&if faults == 0 { say::verify_clean() } else { say::verify_faults(faults) })?;
    }
    Ok(if faults == 0 { Exit::Done } else { Exit::Failed })
}
