//! The answer as programs read it: the body of `thuchu match --json` and of `POST /api/v1/match`.

use serde::Serialize;
use thuchu_match::{Answer, Decision, Explanation};
use thuchu_model::{CheckId, Lang, PublicId};

use crate::library::Library;

/// The whole answer.
#[derive(Debug, Clone, Serialize)]
pub struct MatchReply {
    /// What may be done with the first match.
    pub decision: Decision,
    /// Best first.
    pub matches: Vec<ReplyMatch>,
    /// Version of the weights and thresholds that decided: the built-in ones, or the desk's own.
    pub weights: String,
}

/// One match.
#[derive(Debug, Clone, Serialize)]
pub struct ReplyMatch {
    /// The check's id.
    pub id: CheckId,
    /// For the address of its page here; not part of the JSON.
    #[serde(skip)]
    pub public_id: PublicId,
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

/// Puts the engine's answer and the library together. A check that was withdrawn a moment ago is left out.
pub(super) fn reply(answer: Answer, library: &Library, lang: Option<&Lang>, version: &str) -> MatchReply {
    let mut decision = answer.decision;
    let mut matches = Vec::with_capacity(answer.matches.len());
    for (place, found) in answer.matches.into_iter().enumerate() {
        let shown = library.get(found.id);
        let Some((shown, wording)) = shown.and_then(|shown| Some((shown, shown.claim_in(lang)?))) else {
            if place == 0 {
                decision = Decision::None;
            }
            continue;
        };
        let publisher = library.publisher_of(shown);
        matches.push(ReplyMatch {
            id: found.id,
            public_id: shown.public_id,
            claim: wording.text.as_str().to_owned(),
            lang: wording.lang.as_str().to_owned(),
            rating: ReplyRating {
                key: shown.rating.as_ref().map(|(key, _)| key.as_str().to_owned()),
                label: shown.label.clone(),
                publisher: publisher.map(|publisher| publisher.name.clone()).unwrap_or_default(),
                demonstration: publisher.is_some_and(|publisher| crate::demo::is_demonstration(publisher)),
            },
            url: shown.url.clone().unwrap_or_else(|| format!("/c/{}", shown.public_id)),
            score: found.score,
            probability: found.probability,
            explanation: found.explanation,
        });
    }
    MatchReply { decision, matches, weights: version.to_owned() }
}
