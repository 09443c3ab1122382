//! Work that must happen once in effect.

use std::fmt;

use crate::{JobId, OutboxId, Timestamp};

/// What a job does: 1 to 60 of `a–z`, `0–9`, `_` and `.`, such as `index.rebuild`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobKind(String);

impl JobKind {
    /// Reads a kind; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.');
        ((1..=60).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The kind.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JobKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A piece of work claimed by one worker for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// What it needs, as JSON. No personal data of askers.
    pub payload: String,
    /// How often it was claimed, this time included.
    pub attempt: u32,
    /// Grows with every claim; an effect carrying an older number is refused.
    pub fence: i64,
    /// Until when it is ours; after that another worker may claim it.
    pub lease_until: Timestamp,
}

/// Something to be delivered outside, written in the same transaction as its cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outbox {
    /// Its name.
    pub id: OutboxId,
    /// Where it goes: `check.published`, ….
    pub topic: JobKind,
    /// What to deliver, as JSON.
    pub payload: String,
    /// How often it was tried, this time included.
    pub attempt: u32,
    /// Grows with every claim.
    pub fence: i64,
}

/// The name of an effect that may happen once: the store keeps it unique.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Effect(String);

impl Effect {
    /// The longest key, in bytes.
    pub const MAX_BYTES: usize = 200;

    /// A key of 1 to 200 bytes without control characters; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=Self::MAX_BYTES).contains(&text.len());
        (fits && !text.chars().any(char::is_control)).then(|| Self(text.to_owned()))
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
