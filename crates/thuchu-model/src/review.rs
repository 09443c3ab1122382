//! The work on a claim: draft → in_review → approved → published, or withdrawn; and the two-person rule.
//!
//! Pure functions: the store compares and swaps on `Draft::revision`, so of two editors acting at once one wins.

use std::collections::BTreeSet;

use crate::{Appearance, ClaimId, EditorId, Evidence, Lang, NotReady, RatingKey, ReviewId, Timestamp};

/// How far the work on a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Being written.
    Draft,
    /// Submitted; waits for another editor.
    InReview,
    /// Approved, waits for its time.
    Approved,
    /// Public.
    Published,
    /// No longer stands.
    Withdrawn,
}

impl ReviewState {
    /// The word used in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        use ReviewState::{Approved, Draft, InReview, Published, Withdrawn};
        [Draft, InReview, Approved, Published, Withdrawn].into_iter().find(|state| state.as_str() == text)
    }

    /// Whether this step exists. Any edit leads back to `Draft`, also from `Approved` (it voids the approval) and from
    /// `Published` (it begins the next version; what is public stands until that is approved).
    pub const fn may_become(self, next: Self) -> bool {
        use ReviewState::{Approved, Draft, InReview, Published, Withdrawn};
        matches!(
            (self, next),
            (Draft | InReview | Approved | Published, Draft)
                | (Draft, InReview)
                | (InReview, Approved)
                | (Approved, Published)
                | (Published, Withdrawn)
        )
    }
}

/// A step that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("review {review} is {}, it cannot become {}", .from.as_str(), .to.as_str())]
pub struct StepRefused {
    /// Which review.
    pub review: ReviewId,
    /// Where it is.
    pub from: ReviewState,
    /// Where it should go.
    pub to: ReviewState,
}

/// The work on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its name.
    pub id: ReviewId,
    /// The claim it is about.
    pub claim: ClaimId,
    /// How far it is.
    pub state: ReviewState,
    /// Grows with every change; who saves names the one they read.
    pub revision: u32,
    /// The number of the last published version, 0 before the first.
    pub published_version: u32,
}

impl Review {
    /// The review after this step.
    pub fn step(&self, to: ReviewState) -> Result<Self, StepRefused> {
        if !self.state.may_become(to) {
            return Err(StepRefused { review: self.id, from: self.state, to });
        }
        let published_version = self.published_version + u32::from(to == ReviewState::Published);
        Ok(Self { state: to, revision: self.revision + 1, published_version, ..self.clone() })
    }
}

/// Where the claim was seen, as the publish gate asks.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Nobody has said.
    NotStated,
    /// Publicly, at these places.
    Publicly(Vec<Appearance>),
    /// In a forwarded message, origin unknown.
    ForwardedOriginUnknown,
}

/// Whether those concerned were asked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Nobody has said.
    NotStated,
    /// Asked, no answer yet.
    Asked {
        /// When.
        at: Timestamp,
    },
    /// Asked and answered.
    Received {
        /// When the answer came.
        at: Timestamp,
    },
    /// Not asked, for this reason.
    NotAsked {
        /// The reason, for readers.
        why: String,
    },
}

/// The unsaved or unpublished content of the next version of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The review it belongs to.
    pub review: ReviewId,
    /// Grows with every change.
    pub revision: u32,
    /// The claim as it will be shown.
    pub claim_text: String,
    /// The language of the check.
    pub lang: Lang,
    /// The headline.
    pub title: String,
    /// The answer in a few sentences.
    pub summary: String,
    /// The whole text, Markdown.
    pub body: String,
    /// The rating.
    pub rating: Option<RatingKey>,
    /// The sources.
    pub evidence: Vec<Evidence>,
    /// Where the claim was seen.
    pub seen: Seen,
    /// Whether those concerned were asked.
    pub reply: Reply,
    /// Everybody who changed claim, rating, summary, body, evidence or pictures since the last published version.
    pub changed_by: BTreeSet<EditorId>,
}

impl Draft {
    /// The draft after an edit by this editor: the revision grows and the editor can no longer approve it.
    #[must_use]
    pub fn edited_by(mut self, editor: EditorId) -> Self {
        self.changed_by.insert(editor);
        self.revision += 1;
        self
    }
}

/// One editor's word that a revision may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Which review.
    pub review: ReviewId,
    /// Exactly this revision; an edit after it voids the approval.
    pub revision: u32,
    /// Who.
    pub approved_by: EditorId,
    /// When.
    pub at: Timestamp,
}

impl Approval {
    /// Whether it still stands for the draft as it is now.
    pub fn covers(&self, draft: &Draft) -> bool {
        self.review == draft.review && self.revision == draft.revision && !draft.changed_by.contains(&self.approved_by)
    }
}

/// The two-person rule: whoever changed anything in the version since the last published one cannot approve it, and a
/// version that nobody changed has nothing to approve.
pub fn approve(draft: &Draft, editor: EditorId, now: Timestamp) -> Result<Approval, NotReady> {
    if draft.evidence.is_empty() {
        return Err(NotReady::NoEvidence { review: draft.review });
    }
    if draft.changed_by.is_empty() {
        return Err(NotReady::Unchanged { review: draft.review });
    }
    if draft.changed_by.contains(&editor) {
        return Err(NotReady::SameEditor { review: draft.review, editor });
    }
    Ok(Approval { review: draft.review, revision: draft.revision, approved_by: editor, at: now })
}

/// [`approve`] for a review that was submitted: what is still being written is not approved.
pub fn approve_submitted(
    review: &Review,
    draft: &Draft,
    editor: EditorId,
    now: Timestamp,
) -> Result<Approval, NotReady> {
    if review.state != ReviewState::InReview || review.id != draft.review {
        return Err(NotReady::NotSubmitted { review: review.id });
    }
    approve(draft, editor, now)
}

#[cfg(test)]
mod tests;
