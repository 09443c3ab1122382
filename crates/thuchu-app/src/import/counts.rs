//! What a run did and where it stands, kept as JSON beside its checkpoint.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thuchu_formats::Position;
use thuchu_model::{CheckId, PublisherId};

use super::ImportError;

/// Most publishers whose lists one run compares.
const MOST_PUBLISHERS: usize = 10_000;
/// Most returned wordings that one run turns round.
const MOST_RETURNED: usize = 10_000;

/// What a run did. `read` = `added` + `changed` + `unchanged` + `problems` + lines of our own export that are no checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Records and problems read.
    pub read: u64,
    /// New checks.
    pub added: u64,
    /// New versions of known checks.
    pub changed: u64,
    /// Checks that said the same.
    pub unchanged: u64,
    /// Checks replaced by another wording at the same address.
    pub replaced: u64,
    /// Checks withdrawn because the complete list no longer holds them.
    pub withdrawn: u64,
    /// Checks that would have been withdrawn, were their address not that of a broken record.
    pub protected: u64,
    /// Broken records.
    pub problems: u64,
}

/// Where a run stands.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    pub(super) counts: Counts,
    pub(super) position: Option<Position>,
    /// The input is read; what is left is replacing, withdrawing and reporting.
    pub(super) read_to_end: bool,
    /// Broken records without a readable address.
    pub(super) unplaced: u64,
    /// Publishers that this run met; for complete lists only.
    pub(super) publishers: BTreeSet<PublisherId>,
    /// Publishers for which a new check stands beside an older one at the same address.
    pub(super) beside: BTreeSet<PublisherId>,
    /// Checks met again that another wording had replaced.
    pub(super) returned: Vec<CheckId>,
}

impl Place {
    pub(super) fn parse(json: &str) -> Result<Self, ImportError> {
        serde_json::from_str(json).map_err(|error| ImportError::Place(error.to_string()))
    }

    pub(super) fn to_json(&self) -> String {
        // Serialising cannot fail: all keys are strings.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn note_publisher(&mut self, publisher: PublisherId) -> Result<(), ImportError> {
        note(&mut self.publishers, publisher)
    }

    pub(super) fn note_beside(&mut self, publisher: PublisherId) -> Result<(), ImportError> {
        note(&mut self.beside, publisher)
    }

    /// Beyond the bound a returned wording keeps leading to the one that replaced it.
    pub(super) fn note_returned(&mut self, id: CheckId) {
        if self.returned.len() < MOST_RETURNED {
            self.returned.push(id);
        }
    }
}

fn note(set: &mut BTreeSet<PublisherId>, publisher: PublisherId) -> Result<(), ImportError> {
    set.insert(publisher);
    if set.len() > MOST_PUBLISHERS { Err(ImportError::TooManyPublishers(MOST_PUBLISHERS)) } else { Ok(()) }
}
