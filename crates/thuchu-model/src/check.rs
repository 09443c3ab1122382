//! What is published: checks, immutable and numbered.

use crate::{CheckContent, CheckId, Day, PublicId, PublisherId, ReviewId, Timestamp};

/// Where a check comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckOrigin {
    /// Ours: only these pass the publish gate and are emitted as our ClaimReview.
    Own {
        /// The review it was made from.
        review: ReviewId,
        /// Which version of it.
        version: u32,
    },
    /// Somebody else's, shown with name and link.
    Imported {
        /// Who made it.
        publisher: PublisherId,
        /// Where it is published.
        url: String,
        /// The publisher's own label, verbatim.
        original_label: String,
        /// When it was fetched.
        fetched_at: Timestamp,
    },
}

/// Why a check was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawReason {
    /// Our own check was wrong from the start (called void by some).
    Invalid,
    /// The publisher's complete list no longer holds it.
    GoneAtSource,
    /// Taken down for another reason, which the withdrawal states.
    Other,
}

impl WithdrawReason {
    /// The word used in the store and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::GoneAtSource => "gone_at_source",
            Self::Other => "other",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Invalid, Self::GoneAtSource, Self::Other].into_iter().find(|reason| reason.as_str() == text)
    }
}

/// Whether a check may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
    /// It stands.
    Published,
    /// One editor asked for its withdrawal; until another confirms or refuses it is at most suggested.
    UnderReview,
    /// It no longer stands; its page says so.
    Withdrawn {
        /// Why.
        reason: WithdrawReason,
    },
    /// Another check stands in its place; the old id redirects.
    Replaced {
        /// Which one.
        by: CheckId,
    },
}

impl CheckState {
    /// Whether matching may find it at all.
    pub const fn is_live(&self) -> bool {
        matches!(self, Self::Published | Self::UnderReview)
    }

    /// Whether it may be the automatic answer, as far as its state goes.
    pub const fn may_answer(&self) -> bool {
        matches!(self, Self::Published)
    }
}

/// A check as published: one immutable version and its standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub id: CheckId,
    /// The short id of its address.
    pub public_id: PublicId,
    /// Where it comes from.
    pub origin: CheckOrigin,
    /// Whether it may be used.
    pub state: CheckState,
    /// The number of the newest version, from 1.
    pub version: u32,
    /// What that version says.
    pub content: CheckContent,
    /// After this instant it is never answered automatically.
    pub holds_until: Option<Timestamp>,
}

/// What in a claim makes it go out of date; found by the text layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Perishable {
    /// "tomorrow", "from 1 July" without a year, "this week".
    pub relative_date: bool,
    /// "storm number 5", "the 3rd wave".
    pub numbered_event: bool,
}

/// Days that a perishable check holds.
pub const PERISHABLE_DAYS: i64 = 90;

/// Until when a check holds: for ever by default, 90 days from the day of the check when the claim has a relative
/// date or a numbered event. Without a day of its own, the 90 days count from when it came in.
pub fn holds_until(perishable: Perishable, review_date: Option<Day>, came_in: Timestamp) -> Option<Timestamp> {
    if !perishable.relative_date && !perishable.numbered_event {
        return None;
    }
    Some(review_date.map_or(came_in, Day::midnight).plus_days(PERISHABLE_DAYS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_holds_for_ever_unless_its_claim_goes_out_of_date() {
        let now = Timestamp::parse("2026-11-22").unwrap();
        let day = Day::parse("2026-01-01");
        let dated = Perishable { relative_date: true, numbered_event: false };
        let storm = Perishable { relative_date: false, numbered_event: true };
        assert_eq!(holds_until(Perishable::default(), day, now), None);
        assert_eq!(holds_until(dated, day, now), Timestamp::parse("2026-04-01"));
        assert_eq!(holds_until(storm, None, now), Some(now.plus_days(90)));
    }

    #[test]
    fn only_a_published_check_may_answer() {
        assert!(CheckState::Published.may_answer() && CheckState::UnderReview.is_live());
        assert!(!CheckState::UnderReview.may_answer());
        assert!(!CheckState::Withdrawn { reason: WithdrawReason::Invalid }.is_live());
        assert!(!CheckState::Replaced { by: CheckId::from_bytes([0; 16]) }.is_live());
    }
}
