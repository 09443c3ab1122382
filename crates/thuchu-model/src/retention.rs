//! How long what is about askers is kept: a table, applied daily (TRUST R54).
//!
//! Ages are counted in days of the desk's calendar: what is kept 7 days is gone in the night of the seventh day after.

use crate::{Day, Timestamp};

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

/// What is gone on a day of the desk: everything from before an instant, or from a day or before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutoffs {
    /// Messages of clusters answered before this.
    pub message_answered: Timestamp,
    /// Messages of this day or before.
    pub message_any: Day,
    /// Addresses answered on this day or before.
    pub address_answered: Day,
    /// The same for who wants to hear of changes.
    pub address_tell_changes: Day,
    /// Addresses without an answer since this day or before.
    pub address_unanswered: Day,
    /// Addresses since this day or before, whatever became of them.
    pub address_any: Day,
    /// Receipts answered on this day or before.
    pub receipt_answered: Day,
    /// Receipts since this day or before.
    pub receipt_any: Day,
    /// Words of appeals decided on this day or before.
    pub appeal_decided: Day,
    /// States of drafts whose version was published before this.
    pub draft_history: Timestamp,
    /// Undoable acts from before this.
    pub acts: Timestamp,
    /// Counted days of readers on this day or before.
    pub readers: Day,
    /// Keys of months that ended on this day or before.
    pub keys: Day,
}

/// Days that nothing sealed outlives.
const SEALED_MOST: i64 = 180;
/// Days that acts on clusters can be undone.
const ACTS: i64 = 30;

impl Cutoffs {
    /// Those of a day. `utc_offset_minutes`: how far the desk's day is ahead of UTC.
    pub fn of(kept: Retention, today: Day, utc_offset_minutes: i32) -> Self {
        let kept = kept.bounded();
        let on = |days: u16| today.plus_days(-i64::from(days));
        // The first instant of the day after the last one that is gone.
        let before = |days: i64| today.plus_days(1 - days).midnight().plus_seconds(-60 * i64::from(utc_offset_minutes));
        Self {
            message_answered: before(i64::from(kept.message_answered)),
            message_any: on(kept.message_unanswered),
            address_answered: on(kept.address_answered),
            address_tell_changes: on(kept.address_tell_changes),
            address_unanswered: on(kept.address_unanswered),
            address_any: today.plus_days(-SEALED_MOST),
            receipt_answered: on(kept.receipt_answered),
            receipt_any: on(kept.receipt_unanswered),
            appeal_decided: on(kept.appeal_decided),
            draft_history: before(i64::from(kept.draft_history)),
            acts: before(ACTS),
            readers: today.plus_days(-SEALED_MOST),
            // A month is UTC's, a day is the desk's: one day more, so that no zone is too early.
            keys: today.plus_days(-SEALED_MOST - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_counted_in_days_of_the_desk() {
        let today = Day::new(2026, 12, 31).unwrap();
        let cutoffs = Cutoffs::of(Retention::LONGEST, today, 7 * 60);
        assert_eq!(cutoffs.address_answered, Day::new(2026, 12, 24).unwrap());
        // The last instant of 1 December in Vietnam is 16:59:59 UTC.
        assert_eq!(cutoffs.message_answered, Timestamp::parse("2026-12-01T17:00:00Z").unwrap());
        assert_eq!(cutoffs.message_any, Day::new(2026, 7, 4).unwrap());
    }

    #[test]
    fn an_earlier_day_never_takes_more() {
        let day = Day::new(2026, 3, 1).unwrap();
        let (now, before) =
            (Cutoffs::of(Retention::LONGEST, day, 0), Cutoffs::of(Retention::LONGEST, day.plus_days(-1), 0));
        assert!(before.message_answered < now.message_answered && before.message_any < now.message_any);
        assert!(before.receipt_any < now.receipt_any && before.acts < now.acts && before.keys < now.keys);
    }
}
