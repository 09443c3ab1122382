//! Calibrating the engine to a desk: its judged matches as cases, its own weights as a file.
//!
//! ```text
//! let texts = judged(&db, &keys).await?;                          // words are opened here, and forgotten in the end
//! let history = History::of(&matcher, texts, &|text| meaning.sense(text), now, &|done, of| {});
//! let done = calibrate(&[&history], &now, &built_in, Wanted::default(), version)?;   // of thuchu-match
//! WeightsFile::in_data(data).write(&done.weights)?;
//! ```
//!
//! What editors read is audited one by one; here nobody reads anything: words go into the engine, and figures over all
//! of them come out. That it was done is in the audit log.

mod file;
mod history;
#[cfg(test)]
mod tests;

use serde_json::json;
use thuchu_model::{AuditObject, CheckId, Clock};
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, StoreError, audit, calibration, messages};

pub use file::{FileError, WeightsFile};
pub use history::History;

/// Most judged matches that are learnt from, the newest.
const MOST: u32 = 20_000;

/// A message and an editor's word on a match of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The message, or the desk's own wording where the message is gone.
    pub text: String,
    /// The check.
    pub check: CheckId,
    /// It is the same question.
    pub confirmed: bool,
}

/// The judged matches whose words can still be read.
///
/// # Errors
/// Whatever the store says.
pub async fn judged(db: &Db, keys: &Keys) -> Result<Vec<Judged>, StoreError> {
    let mut found = Vec::new();
    for judged in calibration::judged_matches(&mut db.read(), MOST).await? {
        let asked = match &judged.message {
            Some((id, sealed)) => messages::open(keys, *id, sealed)?,
            None => None,
        };
        let asked = asked.map(|text| format!("{}\n{}", text.words, text.links.join("\n")));
        if let Some(text) = asked.or(judged.own) {
            found.push(Judged { text, check: judged.check, confirmed: judged.confirmed });
        }
    }
    Ok(found)
}

/// Writes down that the desk decides by weights of this version from now on, or by the built-in ones again.
///
/// # Errors
/// Whatever the store says.
pub async fn note(db: &Db, version: Option<&str>, clock: &dyn Clock) -> Result<(), StoreError> {
    let (act, detail) = match version {
        Some(version) => ("matching.calibrated", json!({ "version": version })),
        None => ("matching.calibration_undone", json!({})),
    };
    let mut tx = db.begin().await?;
    audit::append(&mut tx, &[], crate::act(act)?, AuditObject::Desk, &detail, clock.now()).await?;
    tx.commit().await
}
