//! What the rules of publishing say, in words.

use thuchu_app::publish::PublishError;
use thuchu_model::{NotPublishable, NotReady, ReviewState};
use thuchu_say::{self as say, Message};

use super::frame::Wrong;
use crate::error::Fault;

/// Why something stays as it is, one line for each rule; or the fault, when it is not the sender's doing.
pub(crate) fn refused(error: PublishError) -> Result<Vec<Wrong>, Fault> {
    let (field, text) = match error {
        PublishError::NotReady(open) => {
            return Ok(open.iter().map(|rule| Wrong { field: "main", text: open_rule(rule) }).collect());
        }
        PublishError::NotAllowed => ("main", say::people_no_role()),
        PublishError::OwnVersion => ("main", say::publish_no_own_version()),
        PublishError::Stale { .. } => ("main", say::publish_no_stale()),
        PublishError::NotWaiting(now) => ("main", say::publish_no_not_waiting(state(now))),
        PublishError::NoChangeNote => ("main", say::publish_no_change_note()),
        PublishError::Content(NotPublishable::Claim { .. }) => ("main", say::publish_no_claim()),
        PublishError::Content(NotPublishable::Rating(_)) => ("main", say::publish_no_rating()),
        PublishError::Content(NotPublishable::Licence(_)) => ("main", say::licence_none()),
        PublishError::Time => ("at", say::publish_no_time()),
        PublishError::UnderReview => ("main", say::publish_no_under_review()),
        PublishError::OwnWish => ("main", say::publish_no_own_wish()),
        PublishError::OwnWork(_) => ("main", say::publish_no_own_work()),
        PublishError::Text(field) => (field, say::publish_no_text()),
        PublishError::Full => ("main", say::publish_no_full()),
        PublishError::Meanwhile | PublishError::Step(_) => ("main", say::people_no_meanwhile()),
        PublishError::Missing(_) | PublishError::Store(_) => return Err(error.into()),
    };
    Ok(vec![Wrong { field, text }])
}

impl From<PublishError> for Fault {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Missing(_) => Self::NotFound,
            error if error.is_transient() => Self::Unavailable,
            error => {
                tracing::error!(code = error.code(), %error, "publishing failed");
                Self::Broken
            }
        }
    }
}

/// A rule of the publish gate that a draft breaks.
pub(crate) fn open_rule(rule: &NotReady) -> Message {
    match rule {
        NotReady::NoEvidence { .. } => say::publish_gate_evidence(),
        NotReady::SameEditor { .. } => say::publish_no_own_version(),
        NotReady::Unchanged { .. } => say::publish_gate_unchanged(),
        NotReady::NotSubmitted { .. } => say::publish_gate_not_submitted(),
        NotReady::Blank { field, .. } => match *field {
            "claim" => say::publish_gate_claim(),
            "title" => say::publish_gate_title(),
            "summary" => say::publish_gate_summary(),
            _ => say::publish_gate_body(),
        },
        NotReady::NoRating { .. } => say::publish_gate_rating(),
        NotReady::NotSeen { .. } => say::publish_gate_seen(),
        NotReady::NoPrimarySource { .. } => say::publish_gate_primary(),
        NotReady::NoSnapshot { .. } => say::publish_gate_snapshot(),
        NotReady::NoQuote { .. } => say::publish_gate_quote(),
        NotReady::NoReply { .. } => say::publish_gate_reply(),
        NotReady::NoDeskPage { page } => match *page {
            "method" => say::publish_gate_method(),
            "funding" => say::publish_gate_funding(),
            _ => say::publish_gate_corrections(),
        },
    }
}

/// How far a review is.
pub(crate) fn state(state: ReviewState) -> Message {
    match state {
        ReviewState::Draft => say::publish_state_draft(),
        ReviewState::InReview => say::publish_state_in_review(),
        ReviewState::Approved => say::publish_state_approved(),
        ReviewState::Published => say::publish_state_published(),
        ReviewState::Withdrawn => say::publish_state_withdrawn(),
    }
}
