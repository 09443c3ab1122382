//! Slots: what makes another claim out of the same words — numbers, negation, names, dates.
//!
//! Each module compares one kind of slot inside the aligned stretch and says what it saw; whether that vetoes an
//! answer is decided in `decide`.

pub(crate) mod dates;
pub(crate) mod names;
pub(crate) mod negation;
pub(crate) mod numbers;

/// One slot of the claim beside what the message has in its place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SlotPair {
    /// What the claim says; empty where it says nothing there.
    pub claim: String,
    /// What the message says; empty where it says nothing there.
    pub message: String,
    /// Whether the two are the same.
    pub same: bool,
}
