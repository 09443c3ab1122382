//! Claims: one checkable factual statement, in an editor's words.

use std::fmt;

use crate::{ClaimId, Lang, Timestamp};

/// The wording of a claim: trimmed, not empty, without control characters other than line breaks and tabs, and short
/// enough to quote whole. Made only by [`ClaimText::parse`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClaimText(String);

/// Why a text is no wording of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClaimTextError {
    /// Nothing but blanks.
    #[error("a claim has words")]
    Empty,
    /// Longer than [`ClaimText::MAX_CHARS`].
    #[error("a claim has at most 4000 characters, this has {0}")]
    TooLong(usize),
    /// A control character (NUL, escape, …) other than line break and tab.
    #[error("a claim has no control character U+{:04X}", u32::from(*.0))]
    Control(char),
}

impl ClaimText {
    /// The longest wording, in characters. Longer texts are messages, not claims.
    pub const MAX_CHARS: usize = 4_000;

    /// Trims and checks a wording.
    pub fn parse(text: &str) -> Result<Self, ClaimTextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ClaimTextError::Empty);
        }
        let chars = text.chars().count();
        if chars > Self::MAX_CHARS {
            return Err(ClaimTextError::TooLong(chars));
        }
        let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        match text.chars().find(control) {
            Some(character) => Err(ClaimTextError::Control(character)),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The wording.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ClaimText {
    type Error = ClaimTextError;
    fn try_from(text: String) -> Result<Self, ClaimTextError> {
        Self::parse(&text)
    }
}

impl From<ClaimText> for String {
    fn from(text: ClaimText) -> Self {
        text.0
    }
}

impl fmt::Display for ClaimText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One checkable factual statement, in an editor's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its name.
    pub id: ClaimId,
    /// Its wording.
    pub text: ClaimText,
    /// The language of the wording.
    pub lang: Lang,
    /// When it was written down.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_trimmed() {
        assert_eq!(ClaimText::parse("  Uống nước chanh\tnóng\n").unwrap().as_str(), "Uống nước chanh\tnóng");
    }

    #[test]
    fn what_is_no_claim_is_refused_by_name() {
        assert_eq!(ClaimText::parse(" \n "), Err(ClaimTextError::Empty));
        assert_eq!(ClaimText::parse("a\0b"), Err(ClaimTextError::Control('\0')));
        assert_eq!(ClaimText::parse(&"ạ".repeat(4_001)), Err(ClaimTextError::TooLong(4_001)));
        assert!(ClaimText::parse(&"ạ".repeat(4_000)).is_ok());
        assert_eq!(ClaimTextError::Control('\0').to_string(), "a claim has no control character U+0000");
    }
}
