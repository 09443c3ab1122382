//! The numbers of the decision: weights of the measures, thresholds, versions. Data, not code: `data/weights.json`.

use serde::{Deserialize, Serialize};

use crate::features::{COUNT, COUNT_FOREIGN, COUNT_WITH_MEANING};

/// Weights and thresholds of one engine version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// Named in every evaluation.
    pub version: String,
    /// What the ranking score is made of; the four sum to 1.
    pub rank_claim: f32,
    /// See `rank_claim`.
    pub rank_message: f32,
    /// See `rank_claim`.
    pub rank_grams: f32,
    /// See `rank_claim`.
    pub rank_substance: f32,
    /// How far the meaning lifts the score of a Vietnamese message above that of its words, 0.0 to 1.0, where there are
    /// vectors.
    pub rank_meaning: f32,
    /// The same for a Vietnamese message without marks, of which a model understands less.
    pub rank_meaning_unmarked: f32,
    /// The share of the meaning in the score of a message in another language, 0.0 to 1.0.
    pub rank_meaning_foreign: f32,
    /// The share of the character grams in what such a message's words say; the rest is BM25's.
    pub rank_grams_foreign: f32,
    /// The share of the headline in the meaning of a check for such a message.
    pub rank_title_foreign: f32,
    /// How much of the meaning of a check for a Vietnamese message is that of the less alike of claim and headline.
    pub rank_title: f32,
    /// Beside a meaning, likeness of words below this counts less, in proportion.
    pub rank_faint: f32,
    /// Cosines that count as no likeness of meaning at all, and as the same meaning.
    pub cosines: [f32; 2],
    /// Logistic weights of the probability that the best match is right, by feature, in the order of
    /// `Features::of_words`.
    pub logistic: Vec<f32>,
    /// The logistic's constant.
    pub bias: f32,
    /// The same weights where there is a model, with those of the meaning behind.
    pub logistic_with_meaning: Vec<f32>,
    /// The constant of that logistic.
    pub bias_with_meaning: f32,
    /// Weights for a message in another language: the score, how far the next check is behind, how far the next five.
    pub logistic_foreign: Vec<f32>,
    /// The constant of that logistic.
    pub bias_foreign: f32,
    /// Share of the claim, by rarity, that a message must say to be answered on a desk with many checks.
    pub least_claim: f32,
    /// What is asked for on top where no other check competes.
    pub least_claim_alone: f32,
    /// Share of the claim that a message must say to be told about it at all.
    pub least_claim_suggested: f32,
    /// Share of the message's compared stretch that the claim must have for an answer.
    pub least_message: f32,
    /// From this share of kept neighbours on, words of its own in the place of the claim's make another claim …
    pub other_order: f32,
    /// … if either side has this share of the claim that the other has not.
    pub other: f32,
    /// Below this probability a message in another language is not answered, nor below [`Weights::answer`].
    pub answer_foreign: f32,
    /// From this probability on a match may be answered.
    pub answer: f32,
    /// From this probability on a match is shown as "may be related".
    pub suggest: f32,
}

/// Why a file of weights cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// Not the JSON of [`Weights`].
    #[error("the weights are not readable: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The number of logistic weights does not fit the engine's features.
    #[error("the weights have {found} logistic weights, this engine has {expected} features")]
    WrongCount {
        /// Weights in the file.
        found: usize,
        /// Features of the engine.
        expected: usize,
    },
    /// Thresholds must satisfy 0 ≤ suggest ≤ answer ≤ 1 and 0 ≤ `answer_foreign` ≤ 1.
    #[error("the thresholds must satisfy 0 <= suggest <= answer <= 1 and 0 <= answer_foreign <= 1")]
    Thresholds,
}

impl Weights {
    /// Reads a weights file.
    ///
    /// # Errors
    /// [`WeightsError`] names what does not fit.
    pub fn parse(json: &str) -> Result<Self, WeightsError> {
        let weights: Self = serde_json::from_str(json)?;
        let counts = [
            (&weights.logistic, COUNT),
            (&weights.logistic_with_meaning, COUNT_WITH_MEANING),
            (&weights.logistic_foreign, COUNT_FOREIGN),
        ];
        for (logistic, expected) in counts {
            if logistic.len() != expected {
                return Err(WeightsError::WrongCount { found: logistic.len(), expected });
            }
        }
        if ![0.0, weights.suggest, weights.answer, 1.0].is_sorted() || !(0.0..=1.0).contains(&weights.answer_foreign) {
            return Err(WeightsError::Thresholds);
        }
        Ok(weights)
    }

    /// The weights that come with the program.
    pub fn built_in() -> Self {
        #[expect(clippy::expect_used, reason = "the file is part of the program; a test reads it")]
        Self::parse(include_str!("../data/weights.json")).expect("the built-in weights are valid")
    }
}
