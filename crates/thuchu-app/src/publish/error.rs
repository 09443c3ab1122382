//! Why something is not published, or not taken back.

use thuchu_model::{NotPublishable, NotReady, OwnWork, ReviewState, StepRefused};
use thuchu_store::StoreError;

/// Why nothing happened.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// What the act needs is not there.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// The role does not allow it, or not any more.
    #[error("the role does not allow this")]
    NotAllowed,
    /// The rules that the draft breaks, all of them.
    #[error("the draft is not ready: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    NotReady(Vec<NotReady>),
    /// Whoever changed the version does not approve it.
    #[error("whoever changed the version does not approve it")]
    OwnVersion,
    /// The draft was changed since it was read.
    #[error("the draft is at revision {now} by now")]
    Stale {
        /// Its revision now.
        now: u32,
    },
    /// It does not wait for an approval.
    #[error("the review is {}, it does not wait for an approval", .0.as_str())]
    NotWaiting(ReviewState),
    /// A further version says what changed; the note is missing or is that of the version before.
    #[error("a further version says what changed and why")]
    NoChangeNote,
    /// No content can be made of it.
    #[error(transparent)]
    Content(#[from] NotPublishable),
    /// The time that was set is over, or more than a year away.
    #[error("this is no time to publish at")]
    Time,
    /// The check is being taken back; that is decided first.
    #[error("a withdrawal of the check waits for a second editor")]
    UnderReview,
    /// Whoever asked for a withdrawal does not confirm it.
    #[error("whoever asked for the withdrawal does not confirm it")]
    OwnWish,
    /// Whoever had a hand in the check does not decide what is said against it.
    #[error(transparent)]
    OwnWork(#[from] OwnWork),
    /// A text that is needed is blank, or too long.
    #[error("the {0} is blank or too long")]
    Text(&'static str),
    /// So many appeals are open that no more are taken.
    #[error("too many appeals are open")]
    Full,
    /// The review cannot go there.
    #[error(transparent)]
    Step(#[from] StepRefused),
    /// Somebody else was first.
    #[error("somebody else was first")]
    Meanwhile,
    /// The store refused.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for PublishError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } | StoreError::Exists { .. } => Self::Meanwhile,
            other => Self::Store(other),
        }
    }
}

impl PublishError {
    /// Whether the same may succeed in a moment.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }

    /// The stable code, for programs and the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "publish.missing",
            Self::NotAllowed => "publish.not_allowed",
            Self::NotReady(_) => "publish.not_ready",
            Self::OwnVersion => "publish.own_version",
            Self::Stale { .. } => "publish.stale",
            Self::NotWaiting(_) => "publish.not_waiting",
            Self::NoChangeNote => "publish.no_change_note",
            Self::Content(_) => "publish.content",
            Self::Time => "publish.time",
            Self::UnderReview => "publish.under_review",
            Self::OwnWish => "withdrawal.own",
            Self::OwnWork(_) => "appeal.own_work",
            Self::Text(_) => "publish.text",
            Self::Full => "appeal.full",
            Self::Step(_) => "publish.step",
            Self::Meanwhile => "publish.meanwhile",
            Self::Store(error) => error.code(),
        }
    }
}
