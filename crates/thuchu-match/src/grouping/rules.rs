//! The numbers of grouping: data, not code (`data/grouping.json`), with a version.

use serde::{Deserialize, Serialize};

use crate::features::{COUNT, Features};
use crate::weights::WeightsError;

/// Weights and thresholds of grouping.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// Named in every evaluation.
    pub version: String,
    /// Logistic weights of the probability that two messages ask the same, in the order of [`crate::Weights::logistic`];
    /// the margin has none.
    pub logistic: Vec<f32>,
    /// The logistic's constant.
    pub bias: f32,
    /// From this probability on a message joins a cluster.
    pub join: f32,
    /// From this probability on, as if no slot differed, a cluster is named as perhaps the same.
    pub near: f32,
    /// Share of the shorter message, by rarity, that the longer one must say for the two to ask the same: more than half,
    /// for claims of one subject share half their words.
    pub least: f32,
    /// Where this share of the voices heard has another number, name or date there, or turns it round, it does not join.
    pub against: f32,
    /// Vectors of two messages nearer than this cosine make it worth comparing them …
    pub cosine_near: f32,
    /// … from this one on they ask the same by their meaning alone, if no slot differs …
    pub cosine_join: f32,
    /// … and at this one that is certain.
    pub cosine_sure: f32,
    /// A wording is complete that has this share of what most voices say, by rarity.
    pub complete: f32,
}

impl Rules {
    /// Reads a rules file.
    ///
    /// # Errors
    /// [`WeightsError`] names what does not fit.
    pub fn parse(json: &str) -> Result<Self, WeightsError> {
        let rules: Self = serde_json::from_str(json)?;
        if rules.logistic.len() != COUNT {
            return Err(WeightsError::WrongCount { found: rules.logistic.len(), expected: COUNT });
        }
        if !(0.0 <= rules.near && rules.near <= rules.join && rules.join <= 1.0) {
            return Err(WeightsError::Thresholds);
        }
        if !(0.0 < rules.cosine_near && rules.cosine_near < rules.cosine_join && rules.cosine_join < rules.cosine_sure)
        {
            return Err(WeightsError::Thresholds);
        }
        Ok(rules)
    }

    /// The rules that come with the program.
    pub fn built_in() -> Self {
        #[expect(clippy::expect_used, reason = "the file is part of the program; a test reads it")]
        Self::parse(include_str!("../../data/grouping.json")).expect("the built-in rules are valid")
    }

    /// Probability that two messages ask the same by the cosine of their vectors: 0 at [`Rules::cosine_near`],
    /// [`Rules::join`] at [`Rules::cosine_join`], 1 at [`Rules::cosine_sure`], straight between.
    pub(crate) fn meant(&self, cosine: f32) -> f32 {
        let likely = if cosine < self.cosine_join {
            self.join * (cosine - self.cosine_near) / (self.cosine_join - self.cosine_near)
        } else {
            let above = (cosine - self.cosine_join) / (self.cosine_sure - self.cosine_join);
            self.join + (1.0 - self.join) * above
        };
        likely.clamp(0.0, 1.0)
    }

    /// Held below [`Rules::join`] where the two share too little.
    pub(crate) fn probability(&self, features: &Features) -> f32 {
        let sum: f32 = features.of_words().iter().zip(&self.logistic).map(|(f, w)| f * w).sum();
        let likely = 1.0 / (1.0 + (-(sum + self.bias)).exp());
        if features.aligned_claim < self.least {
            likely.min(self.join * features.aligned_claim / self.least)
        } else {
            likely
        }
    }
}
