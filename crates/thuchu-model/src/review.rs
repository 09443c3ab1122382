//! The work on a claim: draft → in_review → approved → published, or withdrawn; and the two-person rule.
//!
//! Pure functions: the store compares and swaps on `Draft::revision`, so of two editors acting at once one wins.

use std::collections::BTreeSet;

use crate::{ClaimId, DraftContent, EditorId, NotReady, ReviewId, Timestamp};

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

    /// The review after its check was taken back, whatever is being written for a next version: that is over too.
    pub fn withdrawn(&self) -> Result<Self, StepRefused> {
        let to = ReviewState::Withdrawn;
        if self.published_version == 0 || self.state == to {
            return Err(StepRefused { review: self.id, from: self.state, to });
        }
        Ok(Self { state: to, revision: self.revision + 1, ..self.clone() })
    }
}

/// The unsaved or unpublished next version of a review, and who has a hand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The review it belongs to.
    pub review: ReviewId,
    /// Grows with every change.
    pub revision: u32,
    /// What it says.
    pub content: DraftContent,
    /// Everybody who changed anything in it since the last published version.
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
    if draft.content.evidence.is_empty() {
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
