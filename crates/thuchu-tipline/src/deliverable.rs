//! What may go out, and what becomes of it when it does not.

use thuchu_model::{AnswerOwed, ReplyTo};

/// The words of an answer, in the language of who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One line, without line breaks; ways without subjects leave it out.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// An answer on its way to who asked. Made only from what is owed.
#[derive(Debug, Clone)]
pub struct Deliverable {
    pub(crate) to: ReplyTo,
    pub(crate) words: Words,
    pub(crate) name: String,
}

impl Deliverable {
    /// The answer that is owed, or a correction of it. `what` tells it from anything else to the same asker, in letters,
    /// digits and dots: the same always goes out under the same name.
    #[must_use]
    pub fn new(owed: &AnswerOwed, what: &str, words: Words) -> Self {
        Self { to: owed.to.clone(), words, name: format!("{}.{what}", owed.id.as_uuid().simple()) }
    }
}

/// Why something did not go out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// It may work later: the other side is busy, away or slow.
    #[error("not now: {0}")]
    Later(String),
    /// The other side says no for good. It is tried a few times all the same, because a wrong setting of ours looks
    /// like this too.
    #[error("refused: {0}")]
    Refused(String),
    /// It can never go out: the address or the words cannot be sent this way.
    #[error("cannot be sent: {0}")]
    Unusable(&'static str),
}

impl Undelivered {
    /// The stable code, for the log and the outbox; nothing in it tells to whom.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Later(_) => "tipline.later",
            Self::Refused(_) => "tipline.refused",
            Self::Unusable(_) => "tipline.unusable",
        }
    }

    /// In how many seconds it is tried again after so many attempts; `None`: no more. `jitter` is 0 to 255, by chance,
    /// and spreads what failed together.
    #[must_use]
    pub fn retry_in(&self, attempts: u32, jitter: u8) -> Option<i64> {
        let (first, longest, most): (i64, i64, u32) = match self {
            // Half a minute, doubled up to six hours: about four days in all.
            Self::Later(_) => (30, 6 * 3_600, 24),
            // An hour, then a day.
            Self::Refused(_) => (3_600, 24 * 3_600, 3),
            Self::Unusable(_) => return None,
        };
        if attempts >= most {
            return None;
        }
        let factor = match self {
            Self::Refused(_) => 24_i64.saturating_pow(attempts.saturating_sub(1)),
            _ => 2_i64.saturating_pow(attempts.saturating_sub(1)),
        };
        let wait = first.saturating_mul(factor).min(longest);
        Some(wait + wait * i64::from(jitter) / 1_024)
    }
}
