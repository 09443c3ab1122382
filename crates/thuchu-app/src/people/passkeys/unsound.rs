//! The rules of passkeys, as reasons to refuse one.

use thuchu_store::StoreError;

/// Why an answer of a device is not taken. Each variant is one rule.
#[derive(Debug, thiserror::Error)]
pub enum Unsound {
    /// It cannot be read.
    #[error("it cannot be read")]
    Unreadable,
    /// Made for something else: adding instead of showing, or the other way round.
    #[error("it was made for something else")]
    Kind,
    /// The challenge is not ours, not this browser's, has run out or was answered already.
    #[error("the challenge is not open")]
    Challenge,
    /// Signed on a page of another site, or within one.
    #[error("it was signed at another address")]
    Origin,
    /// The device signed for another site.
    #[error("it was signed for another site")]
    Party,
    /// The device did not make sure of its owner, by finger, face or number.
    #[error("the owner was not asked for")]
    Unverified,
    /// The device says of its key what cannot be together.
    #[error("the device contradicts itself")]
    Contradicts,
    /// The public key is of no kind that we know.
    #[error("the key is of no known kind")]
    Key,
    /// The signature is not of this key.
    #[error("the signature is wrong")]
    Signature,
    /// Somebody has this passkey already.
    #[error("the passkey is there already")]
    Taken,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Unsound {
    /// The stable code, for the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "passkey.unreadable",
            Self::Kind => "passkey.kind",
            Self::Challenge => "passkey.challenge",
            Self::Origin => "passkey.origin",
            Self::Party => "passkey.party",
            Self::Unverified => "passkey.unverified",
            Self::Contradicts => "passkey.contradicts",
            Self::Key => "passkey.key",
            Self::Signature => "passkey.signature",
            Self::Taken => "passkey.taken",
            Self::Store(error) => error.code(),
        }
    }
}
