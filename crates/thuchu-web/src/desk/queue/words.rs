//! The queue's rules and states, in words.

use thuchu_app::desk::queue::{Doing, Order, QueueError, Shelf};
use thuchu_model::{ClosingReason, Topic};
use thuchu_say::{self as say, Message};

use crate::error::Fault;

/// Why something stays as it is; or the fault, when it is not the sender's doing.
pub(crate) fn refused(error: QueueError) -> Result<Message, Fault> {
    Ok(match error {
        QueueError::NotAllowed => say::queue_no_not_allowed(),
        QueueError::Missing("check") => say::queue_no_check(),
        QueueError::Missing(_) => say::queue_no_missing(),
        QueueError::Meanwhile => say::queue_no_meanwhile(),
        QueueError::NotLast => say::queue_no_not_last(),
        QueueError::TooLate => say::queue_no_too_late(),
        QueueError::Same => say::queue_no_same(),
        QueueError::Text => say::queue_no_text(),
        QueueError::Split => say::queue_no_split(),
        QueueError::HasReview => say::queue_no_has_review(),
        QueueError::NotPublished => say::queue_no_not_published(),
        QueueError::Store(_) => return Err(error.into()),
    })
}

impl From<QueueError> for Fault {
    fn from(error: QueueError) -> Self {
        if error.is_transient() {
            return Self::Unavailable;
        }
        match error {
            QueueError::Missing(_) => Self::NotFound,
            QueueError::NotAllowed => Self::Forbidden,
            other => {
                tracing::error!(code = other.code(), error = %other, "an act on the queue failed");
                Self::Broken
            }
        }
    }
}

pub(crate) fn shelf(shelf: Shelf) -> Message {
    match shelf {
        Shelf::Unanswered => say::queue_shelf_unanswered(),
        Shelf::Mine => say::queue_shelf_mine(),
        Shelf::Overdue => say::queue_shelf_overdue(),
        Shelf::Answered => say::queue_shelf_answered(),
        Shelf::NotCheckable => say::queue_shelf_not_checkable(),
        Shelf::Removed => say::queue_shelf_removed(),
    }
}

pub(crate) fn order(order: Order) -> Message {
    match order {
        Order::Demand => say::queue_order_demand(),
        Order::Rising => say::queue_order_rising(),
        Order::Newest => say::queue_order_newest(),
    }
}

pub(crate) fn topic(topic: Topic) -> Message {
    match topic {
        Topic::Health => say::queue_topic_health(),
        Topic::Food => say::queue_topic_food(),
        Topic::Scam => say::queue_topic_scam(),
        Topic::Disaster => say::queue_topic_disaster(),
        Topic::Policy => say::queue_topic_policy(),
        Topic::Economy => say::queue_topic_economy(),
        Topic::Education => say::queue_topic_education(),
        Topic::Safety => say::queue_topic_safety(),
        Topic::Science => say::queue_topic_science(),
        Topic::Other => say::queue_topic_other(),
    }
}

pub(crate) fn reason(reason: ClosingReason) -> Message {
    match reason {
        ClosingReason::Opinion => say::queue_reason_opinion(),
        ClosingReason::PrivatePerson => say::queue_reason_private_person(),
        ClosingReason::NoClaim => say::queue_reason_no_claim(),
        ClosingReason::Unverifiable => say::queue_reason_unverifiable(),
        ClosingReason::Illegal => say::queue_reason_illegal(),
        ClosingReason::Other => say::queue_reason_other(),
    }
}

/// What somebody did; what cannot be read any more is about a cluster that was closed.
pub(crate) fn did(detail: &str) -> Message {
    match serde_json::from_str(detail) {
        Ok(Doing::Taken { .. }) => say::queue_did_taken(),
        Ok(Doing::Assigned { .. }) => say::queue_did_assigned(),
        Ok(Doing::Due { .. }) => say::queue_did_due(),
        Ok(Doing::Topic { .. }) => say::queue_did_topic(),
        Ok(Doing::Worded { .. }) => say::queue_did_worded(),
        Ok(Doing::Merged { .. }) => say::queue_did_merged(),
        Ok(Doing::Split { .. }) => say::queue_did_split(),
        Ok(Doing::Attached { .. }) => say::queue_did_attached(),
        Ok(Doing::Closed) | Err(_) => say::queue_did_closed(),
    }
}

/// What was just done, by the word in the address.
pub(crate) fn done(word: &str, worked: u64, not: u64) -> Option<Message> {
    Some(match word {
        "taken" => say::queue_done_taken(),
        "assigned" => say::queue_done_assigned(),
        "due" => say::queue_done_due(),
        "topic" => say::queue_done_topic(),
        "worded" => say::queue_done_worded(),
        "merged" => say::queue_done_merged(),
        "split" => say::queue_done_split(),
        "attached" => say::queue_done_attached(),
        "closed" => say::queue_done_closed(),
        "removed" => say::queue_done_removed(),
        "judged" => say::queue_done_judged(),
        "undone" => say::queue_done_undone(),
        "view" => say::queue_done_view(),
        "view_deleted" => say::queue_done_view_deleted(),
        "bulk" if not == 0 => say::queue_done_bulk(worked),
        "bulk" => say::queue_done_bulk_some(worked, not),
        _ => return None,
    })
}
