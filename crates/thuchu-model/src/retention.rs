//! How long what is about askers is kept: a table, applied daily (TRUST R54).

/// Days that things are kept. An operator may shorten them, never lengthen them beyond [`Retention::LONGEST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Retention {
    /// Messages, after their cluster was answered.
    pub message_answered: u16,
    /// Messages without an answer.
    pub message_unanswered: u16,
    /// Reply addresses, after the answer.
    pub address_answered: u16,
    /// Reply addresses, after the answer, of who wants to hear of changes.
    pub address_tell_changes: u16,
    /// Reply addresses without an answer.
    pub address_unanswered: u16,
    /// Receipts, after the answer.
    pub receipt_answered: u16,
    /// Receipts without an answer.
    pub receipt_unanswered: u16,
    /// What was written in an appeal, after it was decided.
    pub appeal_decided: u16,
    /// Earlier states of drafts, after the version was published.
    pub draft_history: u16,
}

impl Retention {
    /// The longest that may be set, and what is set at first.
    pub const LONGEST: Self = Self {
        message_answered: 30,
        message_unanswered: 180,
        address_answered: 7,
        address_tell_changes: 90,
        address_unanswered: 90,
        receipt_answered: 90,
        receipt_unanswered: 180,
        appeal_decided: 90,
        draft_history: 365,
    };

    /// This table, no line longer than it may be.
    #[must_use]
    pub fn bounded(self) -> Self {
        let most = Self::LONGEST;
        Self {
            message_answered: self.message_answered.min(most.message_answered),
            message_unanswered: self.message_unanswered.min(most.message_unanswered),
            address_answered: self.address_answered.min(most.address_answered),
            address_tell_changes: self.address_tell_changes.min(most.address_tell_changes),
            address_unanswered: self.address_unanswered.min(most.address_unanswered),
            receipt_answered: self.receipt_answered.min(most.receipt_answered),
            receipt_unanswered: self.receipt_unanswered.min(most.receipt_unanswered),
            appeal_decided: self.appeal_decided.min(most.appeal_decided),
            draft_history: self.draft_history.min(most.draft_history),
        }
    }
}

impl Default for Retention {
    fn default() -> Self {
        Self::LONGEST
    }
}
