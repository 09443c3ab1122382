//! What a source says, our copy of it, and where a claim was seen.

use crate::{Day, Sha256Hash, Timestamp};

/// What a source says about the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// It bears the claim out.
    Supports,
    /// It speaks against the claim.
    Refutes,
    /// It helps to understand, neither for nor against.
    Context,
}

impl Bearing {
    /// The word used in files and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Refutes => "refutes",
            Self::Context => "context",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Supports, Self::Refutes, Self::Context].into_iter().find(|bearing| bearing.as_str() == text)
    }
}

/// Our own copy of a source: the bytes lie in the blob store under their hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Snapshot {
    /// The hash of the bytes, which is also the name of the file.
    pub sha256: Sha256Hash,
    /// How many bytes.
    pub bytes: u64,
    /// When the copy was taken.
    pub at: Timestamp,
}

/// Where a claim was publicly seen. Never a private person's page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// An address on a news site, a document, or an organisation's official page confirmed by two editors.
    Page(String),
    /// On a social host only its name and the month.
    Social {
        /// `facebook`, `tiktok`, …
        platform: String,
        /// The first day of that month.
        month: Day,
    },
}
