//! The publish gate: what must be stated and preserved before a check of ours goes out. One variant, one rule.

use crate::{Draft, EditorId, Evidence, Reply, ReviewId, Seen};

/// Why a draft cannot be published. Each variant is one rule of the desk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    /// Every check cites something.
    #[error("review {review} cites no evidence")]
    NoEvidence {
        /// Which review.
        review: ReviewId,
    },
    /// The two-person rule.
    #[error("editor {editor} changed review {review}; another editor approves it")]
    SameEditor {
        /// Which review.
        review: ReviewId,
        /// Who asked to approve.
        editor: EditorId,
    },
    /// A version equal to the last published one.
    #[error("nobody changed review {review} since it was last published")]
    Unchanged {
        /// Which review.
        review: ReviewId,
    },
    /// Approval follows submission.
    #[error("review {review} was not submitted for approval")]
    NotSubmitted {
        /// Which review.
        review: ReviewId,
    },
    /// Claim, title, summary or body is blank.
    #[error("review {review} has no {field}")]
    Blank {
        /// Which review.
        review: ReviewId,
        /// Which field.
        field: &'static str,
    },
    /// A check says how the claim was rated.
    #[error("review {review} has no rating")]
    NoRating {
        /// Which review.
        review: ReviewId,
    },
    /// Readers learn where the claim was seen.
    #[error("review {review} does not say where the claim was seen")]
    NotSeen {
        /// Which review.
        review: ReviewId,
    },
    /// At least one source is the origin of the fact.
    #[error("review {review} cites no primary source")]
    NoPrimarySource {
        /// Which review.
        review: ReviewId,
    },
    /// At least one primary source is preserved by us.
    #[error("review {review} has no preserved copy of a primary source")]
    NoSnapshot {
        /// Which review.
        review: ReviewId,
    },
    /// Those concerned were asked, or the check says why not.
    #[error("review {review} does not say whether those concerned were asked")]
    NoReply {
        /// Which review.
        review: ReviewId,
    },
    /// The desk itself must be explained before it explains others.
    #[error("the desk has no {page} page yet")]
    NoDeskPage {
        /// `method`, `corrections` or `funding`.
        page: &'static str,
    },
}

/// Whether a primary source must be preserved by us before publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SnapshotRule {
    /// The rule.
    #[default]
    Required,
    /// The operator's named exception, for a desk that cannot fetch; `doctor` and the method page show it.
    WaivedByOperator,
}

/// Which of the desk's own pages exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeskPages {
    /// How the desk works.
    pub method: bool,
    /// How it corrects itself.
    pub corrections: bool,
    /// Who pays for it.
    pub funding: bool,
}

/// What the gate asks of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GateSettings {
    /// Whether preserved copies are required.
    pub snapshot: SnapshotRule,
    /// Which pages exist.
    pub pages: DeskPages,
}

/// All rules that keep this draft from being published, in the order of the page; empty means ready.
pub fn publish_gate(draft: &Draft, settings: &GateSettings) -> Vec<NotReady> {
    let review = draft.review;
    let mut open = Vec::new();
    let content = &draft.content;
    let text = &content.text;
    let texts = [("claim", &text.claim), ("title", &text.title), ("summary", &text.summary), ("body", &text.body)];
    for (field, text) in texts {
        if text.trim().is_empty() {
            open.push(NotReady::Blank { review, field });
        }
    }
    if content.rating.is_none() {
        open.push(NotReady::NoRating { review });
    }
    let seen = match &content.seen {
        Seen::NotStated => false,
        Seen::Publicly(places) => !places.is_empty(),
        Seen::ForwardedOriginUnknown => true,
    };
    if !seen {
        open.push(NotReady::NotSeen { review });
    }
    let primary = || content.evidence.iter().filter(|evidence: &&Evidence| evidence.primary);
    if content.evidence.is_empty() {
        open.push(NotReady::NoEvidence { review });
    } else if primary().next().is_none() {
        open.push(NotReady::NoPrimarySource { review });
    } else if settings.snapshot == SnapshotRule::Required && !primary().any(|evidence| evidence.snapshot.is_some()) {
        open.push(NotReady::NoSnapshot { review });
    }
    let replied = match &content.reply {
        Reply::NotStated => false,
        Reply::Asked { .. } | Reply::Received { .. } => true,
        Reply::NotAsked { why } => !why.trim().is_empty(),
    };
    if !replied {
        open.push(NotReady::NoReply { review });
    }
    let pages = settings.pages;
    for (page, exists) in [("method", pages.method), ("corrections", pages.corrections), ("funding", pages.funding)] {
        if !exists {
            open.push(NotReady::NoDeskPage { page });
        }
    }
    open
}

#[cfg(test)]
pub(crate) mod tests;
