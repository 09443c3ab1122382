//! Why a step on a review is not taken.

use thuchu_model::{ClaimTextError, DraftContent, Editor, NotReady, Place, StepRefused, Timestamp};
use thuchu_store::StoreError;

use super::Unfit;

/// Somebody else saved meanwhile, and changed the same places.
#[derive(Debug)]
pub struct Clash {
    /// Which places.
    pub places: Vec<Place>,
    /// What to go on with: everything of both, and one's own at those places.
    pub with_mine: DraftContent,
    /// What stands in the store.
    pub theirs: DraftContent,
    /// Its revision.
    pub revision: u32,
    /// Who saved it.
    pub by: Option<Editor>,
    /// When.
    pub at: Timestamp,
}

/// Why a step is not taken. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// There is no such thing.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// The role does not allow it, or not any more.
    #[error("the role does not allow this")]
    NotAllowed,
    /// The wording is no claim.
    #[error(transparent)]
    Claim(#[from] ClaimTextError),
    /// What was written cannot be kept as it is.
    #[error("the draft cannot be kept: {} places", .0.len())]
    Unfit(Vec<Unfit>),
    /// Somebody else changed the same.
    #[error("somebody else changed the same {} places", .0.places.len())]
    Clash(Box<Clash>),
    /// The publish gate is not open yet.
    #[error("the review is not ready: {} rules", .0.len())]
    NotReady(Vec<NotReady>),
    /// The step does not exist from where the review is.
    #[error(transparent)]
    Step(#[from] StepRefused),
    /// A note without words, or with too many.
    #[error("a note has 1 to 2000 characters")]
    Note,
    /// The messages wait for another review already, or are done with.
    #[error("these messages are taken up already")]
    Taken,
    /// Somebody else was first.
    #[error("somebody else was first")]
    Meanwhile,
    /// The store refused.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for ReviewError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { what: "cluster" } => Self::Taken,
            StoreError::Conflict { .. } => Self::Meanwhile,
            other => Self::Store(other),
        }
    }
}

impl ReviewError {
    /// Whether the same may succeed in a moment.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }

    /// The stable code, for programs and the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "review.missing",
            Self::NotAllowed => "review.not_allowed",
            Self::Claim(_) => "review.claim",
            Self::Unfit(_) => "review.unfit",
            Self::Clash(_) => "review.clash",
            Self::NotReady(_) => "review.not_ready",
            Self::Step(_) => "review.step",
            Self::Note => "review.note",
            Self::Taken => "review.taken",
            Self::Meanwhile => "review.meanwhile",
            Self::Store(error) => error.code(),
        }
    }
}
