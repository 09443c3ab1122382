//! `thuchu verify`: do rows, files, audit trail and index agree. Reads only, and makes nothing.

use thuchu_app::matching::Matcher;
use thuchu_say as say;
use thuchu_store::verify::{self, Report};

use super::Context;
use crate::{
    desk,
    out::Out,
    problem::{Exit, Halt},
};

/// What was found in a store, and how many fact-checks an index of it holds.
pub(super) struct Verified {
    pub(super) report: Report,
    pub(super) indexed: u64,
}

/// Checks and lists what is wrong.
pub(crate) async fn run(context: &mut Context<'_>) -> Result<Exit, Halt> {
    let db = desk::open_to_read(&context.settings).await?;
    let report = verify::verify(&db, &context.settings.data.value, None).await.map_err(|e| desk::problem(&e))?;
    let indexed = Matcher::load(&db).await.map_err(|error| desk::problem(&error))?.len() as u64;
    db.close().await;
    let verified = Verified { report, indexed };
    if context.out.is_json() {
        context.out.json(&verified.as_json())?;
    } else {
        verified.show(context.out)?;
    }
    Ok(verified.exit())
}

impl Verified {
    /// For programs. Two desks that hold the same have the same `rows` and `audit`.
    pub(super) fn as_json(&self) -> serde_json::Value {
        let Report { versions, head, rows, faults } = &self.report;
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        serde_json::json!({
            "clean": faults.is_empty(), "versions": versions, "indexed": self.indexed, "rows": rows,
            "audit": { "number": head.number, "hash": head.hash }, "faults": faults,
        })
    }

    /// For people.
    pub(super) fn show(&self, out: &mut Out) -> Result<(), Halt> {
        let faults = self.report.faults.len() as u64;
        for fault in &self.report.faults {
            out.say(&say::verify_fault(fault))?;
        }
        out.say(&say::verify_seen(self.report.versions, self.indexed))?;
        out.say(&if faults == 0 { say::verify_clean() } else { say::verify_faults(faults) })
    }

    /// 1 when anything is wrong.
    pub(super) fn exit(&self) -> Exit {
        if self.report.faults.is_empty() { Exit::Done } else { Exit::Failed }
    }
}
