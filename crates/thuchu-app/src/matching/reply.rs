//! The answer as programs read it: the body of `thuchu match --json`, and later of `POST /api/v1/match`.

use std::collections::HashMap;

use serde::Serialize;
use thuchu_match::{Answer, Decision, Explanation};
use thuchu_model::{CheckId, CheckOrigin, Lang, Publisher, PublisherId};
use thuchu_store::checks::StoredCheck;

/// The whole answer.
#[derive(Debug, Clone, Serialize)]
pub struct MatchReply {
    /// What may be done with the first match.
    pub decision: Decision,
    /// Best first.
    pub matches: Vec<ReplyMatch>,
}

/// One match.
#[derive(Debug, Clone, Serialize)]
pub struct ReplyMatch {
    /// The check's id.
    pub id: String,
    /// The claim's exact wording, in the language asked for where the check has it, else in its own.
    pub claim: String,
    /// The language of that wording.
    pub lang: String,
    /// The rating.
    pub rating: ReplyRating,
    /// Where to read the check.
    pub url: String,
    /// Likeness, 0 to 1.
    pub score: f32,
    /// Probability that this is the check asked for, 0 to 1.
    pub probability: f32,
    /// The reasons.
    pub explanation: Explanation,
    /// The answer in a few sentences, in the language asked for where the check has it, for people; not part of the
    /// JSON.
    #[serde(skip)]
    pub summary: Option<String>,
}

/// A rating as shown.
#[derive(Debug, Clone, Serialize)]
pub struct ReplyRating {
    /// Key of our scale; null where the publisher's label is not mapped.
    pub key: Option<String>,
    /// The label, verbatim.
    pub label: String,
    /// Who made the check; empty for the desk itself.
    pub publisher: String,
    /// Whether that is the demonstration, which people read under a name of their language; not part of the JSON.
    #[serde(skip)]
    pub demonstration: bool,
}

/// Puts the engine's answer and the stored checks together. A check that was withdrawn a moment ago is left out.
pub(super) fn reply(
    answer: Answer,
    stored: &HashMap<CheckId, StoredCheck>,
    publishers: &HashMap<PublisherId, Publisher>,
    lang: Option<&Lang>,
) -> MatchReply {
    let mut decision = answer.decision;
    let mut matches = Vec::with_capacity(answer.matches.len());
    for (place, found) in answer.matches.into_iter().enumerate() {
        let Some(stored) = stored.get(&found.id) else {
            if place == 0 {
                decision = Decision::None;
            }
            continue;
        };
        let content = &stored.check.content;
        let Some(wording) = content.claim_in(lang) else { continue };
        let (publisher, url) = match &stored.check.origin {
            CheckOrigin::Imported { publisher, url, .. } => (publishers.get(publisher), url.clone()),
            CheckOrigin::Own { .. } => (None, format!("/c/{}", stored.check.public_id)),
        };
        let summary = content.text_in(lang).summary.or(content.summary.as_deref());
        matches.push(ReplyMatch {
            id: found.id.to_string(),
            claim: wording.text.as_str().to_owned(),
            lang: wording.lang.as_str().to_owned(),
            rating: ReplyRating {
                key: stored.rating.as_ref().map(|(key, _)| key.as_str().to_owned()),
                label: content.rating.label.clone(),
                publisher: publisher.map(|publisher| publisher.name.clone()).unwrap_or_default(),
                demonstration: publisher.is_some_and(crate::demo::is_demonstration),
            },
            url,
            score: found.score,
            probability: found.probability,
            explanation: found.explanation,
            summary: summary.map(str::to_owned),
        });
    }
    MatchReply { decision, matches }
}
