//! The weights of one desk: made from the built-in ones of one version, and of use with that version alone.

use crate::weights::{Weights, WeightsError};

/// What stands between the version of the built-in weights and the day.
const OF_DESK: &str = "+desk-";

/// Why a desk's weights cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DeskWeightsError {
    /// They are no weights of this engine.
    #[error(transparent)]
    Unusable(#[from] WeightsError),
    /// They were made from other built-in weights: their measures are not those of today.
    #[error("the weights are of version {found:?}, this program has {expected:?}")]
    OtherVersion {
        /// The version in the file.
        found: String,
        /// The version of the built-in weights.
        expected: String,
    },
    /// A number is too large to calculate with.
    #[error("a weight is no finite number")]
    NotFinite,
    /// Something else than what is calibrated differs from the built-in weights.
    #[error("other numbers than logistic weights and thresholds were changed")]
    OtherNumbers,
}

impl Weights {
    /// The version of a desk's weights, made from these on `day`.
    #[must_use]
    pub fn version_of_desk(&self, day: &str) -> String {
        format!("{}{OF_DESK}{day}", self.version)
    }

    /// Reads a desk's weights, which must have been made from `self`, the built-in ones.
    ///
    /// # Errors
    /// [`DeskWeightsError`] names what does not fit.
    pub fn parse_of_desk(&self, json: &str) -> Result<Self, DeskWeightsError> {
        /// The version alone, so that an older file is called so whatever else it holds.
        #[derive(serde::Deserialize)]
        struct Version {
            version: String,
        }
        let Version { version } = serde_json::from_str(json).map_err(WeightsError::Unreadable)?;
        if version.split_once(OF_DESK).map(|(built_in, _)| built_in) != Some(self.version.as_str()) {
            return Err(DeskWeightsError::OtherVersion { found: version, expected: self.version.clone() });
        }
        let found = Self::parse(json)?;
        let sets = found.logistic.iter().chain(&found.logistic_with_meaning).chain(&found.logistic_foreign);
        let finite = sets.chain([&found.bias, &found.bias_with_meaning, &found.bias_foreign]).all(|w| w.is_finite());
        if !finite {
            return Err(DeskWeightsError::NotFinite);
        }
        let calibrated = Self {
            version: found.version.clone(),
            logistic: found.logistic.clone(),
            bias: found.bias,
            logistic_with_meaning: found.logistic_with_meaning.clone(),
            bias_with_meaning: found.bias_with_meaning,
            logistic_foreign: found.logistic_foreign.clone(),
            bias_foreign: found.bias_foreign,
            answer: found.answer,
            suggest: found.suggest,
            ..self.clone()
        };
        if calibrated == found { Ok(found) } else { Err(DeskWeightsError::OtherNumbers) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(change: impl FnOnce(&mut serde_json::Value), why: &str) {
        let built_in = Weights::built_in();
        let own = Weights { version: built_in.version_of_desk("2026-11-26"), answer: 0.62, ..built_in.clone() };
        let mut json = serde_json::to_value(&own).unwrap();
        assert_eq!(built_in.parse_of_desk(&json.to_string()).unwrap(), own);
        change(&mut json);
        let error = built_in.parse_of_desk(&json.to_string()).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn every_set_of_weights_that_is_fitted_may_be_a_desks_own() {
        let built_in = Weights::built_in();
        let set = |weights: &[f32]| weights.iter().map(|weight| weight + 0.5).collect::<Vec<f32>>();
        let own = Weights {
            version: built_in.version_of_desk("2026-11-26"),
            logistic: set(&built_in.logistic),
            bias: 1.0,
            logistic_with_meaning: set(&built_in.logistic_with_meaning),
            bias_with_meaning: 1.0,
            logistic_foreign: set(&built_in.logistic_foreign),
            bias_foreign: 1.0,
            ..built_in.clone()
        };
        assert_eq!(built_in.parse_of_desk(&serde_json::to_string(&own).unwrap()).unwrap(), own);
    }

    #[test]
    fn weights_that_do_not_fit_this_program_are_refused_by_their_reason() {
        refused(|json| json["version"] = "older-1+desk-2025-01-01".into(), "older-1");
        refused(|json| json["version"] = Weights::built_in().version.into(), "version");
        refused(|json| json["logistic"] = serde_json::json!([1.0]), "logistic weights");
        refused(|json| json["bias"] = 1e300.into(), "finite");
        refused(|json| json["bias_foreign"] = 1e300.into(), "finite");
        refused(|json| json["rank_claim"] = 0.9.into(), "other numbers");
        refused(|json| json["suggest"] = 0.9.into(), "thresholds");
        refused(|json| *json = "no weights".into(), "not readable");
    }
}
