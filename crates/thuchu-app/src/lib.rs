//! The steps of the work, one module each. A step loads, applies the rule, saves and audits in one unit of work;
//! rules live in `thuchu-model`, SQL in `thuchu-store`, formats in `thuchu-formats`.

pub mod answer;
pub mod boxes;
pub mod calibration;
pub mod delivery;
pub mod demo;
pub mod desk;
pub mod editor;
pub mod evidence;
pub mod export;
pub mod first_page;
pub mod import;
pub mod intake;
pub mod labels;
pub mod library;
pub mod live;
#[cfg(test)]
mod loopback;
pub mod matching;
pub mod meaning;
pub mod measure;
pub mod people;
pub mod pictures;
pub mod publish;
pub mod publisher;
pub mod reading;
pub mod retention;
pub mod settings;
pub mod sources;
pub mod steps;
pub mod trail;
pub mod transparency;
pub mod visits;
pub mod webhooks;

pub use steps::{Desk, Steps};

use thuchu_model::{AuditAct, Perishable};
use thuchu_store::StoreError;

/// The name of an act in the audit log. Only called with constants of the right form.
fn act(name: &'static str) -> Result<AuditAct, StoreError> {
    AuditAct::parse(name).ok_or(StoreError::Missing { what: "audit act" })
}

/// What in a claim makes it go out of date: the text layer finds relative dates and numbered events alike.
fn perishable(claim: &str) -> Perishable {
    Perishable { relative_date: thuchu_text::dates::is_time_bound(claim), numbered_event: false }
}
