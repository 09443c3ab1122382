//! The publish gate: what must be stated and preserved before a check of ours goes out. One variant, one rule.

use std::collections::BTreeMap;

use crate::{Draft, EditorId, Evidence, EvidenceId, Reply, ReviewId, Seen};

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
    /// The words of one preserved source are quoted exactly, or the check says why none are.
    #[error("review {review} quotes no words that stand in a preserved copy, and does not say why")]
    NoQuote {
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

/// What the store has of the copy that a source names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copied {
    /// The copy and its leading file are there, and are the ones that the draft names.
    pub whole: bool,
    /// The quoted words stand in it. `false` without a quote.
    pub quoted: bool,
}

/// What the store has, source by source; a source that is not listed has no copy.
pub type Copies = BTreeMap<EvidenceId, Copied>;

/// All rules that keep this draft from being published, in the order of the page; empty means ready. `copies`: what the
/// store has at this moment, never what the draft says of itself.
pub fn publish_gate(draft: &Draft, pages: DeskPages, copies: &Copies) -> Vec<NotReady> {
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
    let copied = |evidence: &Evidence| copies.get(&evidence.id).copied().unwrap_or_default();
    let primary = || content.evidence.iter().filter(|evidence: &&Evidence| evidence.primary);
    if content.evidence.is_empty() {
        open.push(NotReady::NoEvidence { review });
    } else if primary().next().is_none() {
        open.push(NotReady::NoPrimarySource { review });
    } else if !primary().any(|evidence| copied(evidence).whole) {
        open.push(NotReady::NoSnapshot { review });
    }
    let quoted = || content.evidence.iter().any(|evidence| copied(evidence).quoted);
    let excused = || content.unquoted.as_ref().is_some_and(|why| !why.trim().is_empty());
    if !content.evidence.is_empty() && !quoted() && !excused() {
        open.push(NotReady::NoQuote { review });
    }
    let replied = match &content.reply {
        Reply::NotStated => false,
        Reply::Asked { .. } | Reply::Received { .. } => true,
        Reply::NotAsked { why } => !why.trim().is_empty(),
    };
    if !replied {
        open.push(NotReady::NoReply { review });
    }
    for (page, exists) in [("method", pages.method), ("corrections", pages.corrections), ("funding", pages.funding)] {
        if !exists {
            open.push(NotReady::NoDeskPage { page });
        }
    }
    open
}

#[cfg(test)]
pub(crate) mod tests;
