//! How good a set of weights is on judged matches.

use serde::Serialize;

use super::{Case, Seen};
use crate::answer::Decision;
use crate::evaluate::recall_at;
use crate::weights::Weights;

/// Probabilities are held this far from 0 and 1 before their logarithm is taken: one sure mistake must not be worth
/// more than all other matches together.
const LEAST_PROBABILITY: f64 = 1e-4;

/// Figures over judged matches, those with their answer left out among them. A ratio whose denominator is 0 is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Which weights.
    pub version: String,
    /// Their threshold of answers.
    pub answer: f32,
    /// Their threshold of suggestions.
    pub suggest: f32,
    /// Answered, and right.
    pub right: usize,
    /// Answered, and wrong.
    pub wrong: usize,
    /// Shown as perhaps related.
    pub suggested: usize,
    /// Neither.
    pub silent: usize,
    /// `right` ÷ answered.
    pub precision: Option<f64>,
    /// `right` ÷ questions that have an answer.
    pub recall: Option<f64>,
    /// Largest recall over thresholds of the probability whose precision is at least .95.
    pub recall_at_p95: Option<f64>,
    /// Mean squared distance of probability and truth, 0 (best) to 1; by weight.
    pub brier: f64,
    /// Mean of −ln of the probability given to what was true, 0 is best; by weight.
    pub log_loss: f64,
}

impl Figures {
    /// Of decisions, and of probabilities that do not depend on thresholds; both in the order of the cases.
    pub(super) fn of(weights: &Weights, cases: &[&Case], decided: &[Option<Seen>], likely: &[Option<Seen>]) -> Self {
        let (mut right, mut wrong, mut suggested, mut silent) = (0, 0, 0, 0);
        for (case, seen) in cases.iter().zip(decided) {
            match seen.map_or(Decision::None, |seen| seen.decision) {
                Decision::Answer if case.right => right += 1,
                Decision::Answer => wrong += 1,
                Decision::Suggest => suggested += 1,
                Decision::None => silent += 1,
            }
        }
        let answerable = cases.iter().filter(|case| case.answerable).count();
        let ratio = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
        let (mut all, mut squares, mut logarithms) = (0.0, 0.0, 0.0);
        let mut by_probability = Vec::new();
        for (case, seen) in cases.iter().zip(likely) {
            let Some(seen) = seen else { continue };
            by_probability.push((seen.probability, case.right));
            let truth = f64::from(u8::from(case.right));
            let p = f64::from(seen.probability).clamp(LEAST_PROBABILITY, 1.0 - LEAST_PROBABILITY);
            all += case.weight();
            squares += case.weight() * (p - truth).powi(2);
            logarithms -= case.weight() * if case.right { p.ln() } else { (1.0 - p).ln() };
        }
        by_probability.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mean = |sum: f64| if all > 0.0 { sum / all } else { 0.0 };
        Self {
            version: weights.version.clone(),
            answer: weights.answer,
            suggest: weights.suggest,
            right,
            wrong,
            suggested,
            silent,
            precision: ratio(right, right + wrong),
            recall: ratio(right, answerable),
            recall_at_p95: recall_at(&by_probability, 0.95, answerable),
            brier: mean(squares),
            log_loss: mean(logarithms),
        }
    }
}
