//! Messages that ask the same, and how a desk is done with them.

use crate::{CheckId, ClusterId, Day, EditorId, Lang, MessageId, ReviewId, Timestamp, Topic};

/// How far a cluster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterState {
    /// Waits for an answer.
    Open,
    /// Answered by a check.
    Answered,
    /// Closed without an answer; its messages are gone.
    NotCheckable,
    /// Removed at once; its messages are gone and the same is not taken again.
    Removed,
    /// Merged into another one.
    Merged,
}

impl ClusterState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Open, Self::Answered, Self::NotCheckable, Self::Removed, Self::Merged];

    /// The word used in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::NotCheckable => "not_checkable",
            Self::Removed => "removed",
            Self::Merged => "merged",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether this step exists. What is gone does not come back; an answer may be taken back to the open, and a merge
    /// undone.
    pub const fn may_become(self, next: Self) -> bool {
        use ClusterState::{Answered, Merged, NotCheckable, Open, Removed};
        matches!(
            (self, next),
            (Open, Answered | NotCheckable | Removed | Merged) | (Answered, Open | Removed | Merged) | (Merged, Open)
        )
    }
}

/// Why a cluster is closed without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingReason {
    /// An opinion, a wish, a belief: nothing that is true or false.
    Opinion,
    /// About a private person.
    PrivatePerson,
    /// No claim in it: a greeting, a test, advertising.
    NoClaim,
    /// Nothing can be found out about it.
    Unverifiable,
    /// Illegal or dangerous; removed at once.
    Illegal,
    /// Anything else.
    Other,
}

impl ClosingReason {
    /// All reasons.
    pub const ALL: [Self; 6] =
        [Self::Opinion, Self::PrivatePerson, Self::NoClaim, Self::Unverifiable, Self::Illegal, Self::Other];

    /// The word used in forms and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opinion => "opinion",
            Self::PrivatePerson => "private_person",
            Self::NoClaim => "no_claim",
            Self::Unverifiable => "unverifiable",
            Self::Illegal => "illegal",
            Self::Other => "other",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// Messages that ask the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Its name; random.
    pub id: ClusterId,
    /// How far it is.
    pub state: ClusterState,
    /// The day its first message came in.
    pub opened: Day,
    /// The language of most of its messages.
    pub lang: Lang,
    /// The subject, once an editor chose one.
    pub topic: Option<Topic>,
    /// What it asks: the desk's own words, or one of its messages.
    pub wording: ClusterWording,
    /// Distinct askers, counted once a day each, as far as the last batch.
    pub demand: u32,
    /// Who works on it.
    pub assignee: Option<EditorId>,
    /// Until when it should be done.
    pub due: Option<Day>,
    /// The review that will answer it.
    pub review: Option<ReviewId>,
    /// The check that answered it.
    pub check: Option<CheckId>,
    /// When somebody took it up.
    pub taken_up: Option<Timestamp>,
    /// Grows with every change; who writes names the one they read.
    pub revision: u32,
}

/// What a cluster asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClusterWording {
    /// The desk's own words: kept, and searchable.
    Own(String),
    /// One message's words, sealed with it and gone with it.
    Of(MessageId),
    /// Its messages are gone.
    Gone,
}
