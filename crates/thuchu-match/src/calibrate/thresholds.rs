//! Choosing thresholds from probabilities of matches that were not learnt from.

use serde::Serialize;

use super::Seen;
use crate::weights::Weights;

/// No match that is likelier wrong than right is ever answered, whatever the judged matches say: they are few, and a
/// wrong answer is worse than none. Only the built-in threshold may be lower, where many thousand matches spoke for it.
const LEAST_ANSWER: f32 = 0.5;
/// Nothing is suggested of which nine of ten would be about something else: nobody would read it.
const LEAST_SUGGEST: f32 = 0.1;
/// A precision is believed from this many answers on.
const LEAST_ANSWERED: usize = 20;

/// A threshold, and whether it is one that was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Chosen {
    /// From this probability on.
    pub threshold: f32,
    /// What was wanted is reached; otherwise the threshold is the one that was in use.
    pub reached: bool,
}

/// The weights with thresholds as low as any that can be chosen.
pub(super) fn open(weights: &Weights, centre: &Weights) -> Weights {
    let answer = least_answer(centre);
    Weights { answer, suggest: LEAST_SUGGEST.min(centre.suggest).min(answer), ..weights.clone() }
}

fn least_answer(centre: &Weights) -> f32 {
    centre.answer.min(LEAST_ANSWER)
}

/// The lowest threshold, in steps of a hundredth, at which `precision` of the answered are right. Each outcome is what
/// the engine said and whether the match is right.
pub(super) fn choose_answer(
    outcomes: impl Iterator<Item = (Seen, bool)>,
    precision: f64,
    now: &Weights,
    centre: &Weights,
) -> Chosen {
    let answerable: Vec<(f32, bool)> =
        outcomes.filter(|(seen, _)| !seen.vetoed).map(|(seen, right)| (seen.probability, right)).collect();
    let least = least_answer(centre);
    let first = (least * 100.0).ceil() as u32;
    for step in first..100 {
        let threshold = (step as f32 / 100.0).max(least);
        let answered = answerable.iter().filter(|(probability, _)| *probability >= threshold);
        let (mut all, mut right) = (0_usize, 0_usize);
        for (_, is_right) in answered {
            all += 1;
            right += usize::from(*is_right);
        }
        if all >= LEAST_ANSWERED && right as f64 >= precision * all as f64 {
            return Chosen { threshold, reached: true };
        }
    }
    Chosen { threshold: now.answer, reached: false }
}

/// The thresholds of suggestions that are tried, rising to the built-in one and no further: what is not suggested is
/// hardly ever confirmed, so a desk that suggests less would learn from its own silence to suggest still less.
pub(super) fn suggest_steps(centre: &Weights) -> Vec<f32> {
    let mut steps = vec![LEAST_SUGGEST, 0.15, 0.2, 0.25, 0.3, centre.suggest];
    steps.retain(|step| *step <= centre.suggest);
    steps.sort_by(f32::total_cmp);
    steps.dedup();
    steps
}

/// The highest of `steps` at which `wanted` of the answerable are suggested at least, as `recall` says of each step;
/// never above the threshold of answers.
pub(super) fn choose_suggest(
    steps: &[f32],
    recall: impl Fn(usize) -> f64,
    wanted: f64,
    answer: f32,
    now: &Weights,
) -> Chosen {
    let fits = |&step: &usize| steps[step] <= answer && recall(step) >= wanted;
    match (0..steps.len()).rev().find(fits) {
        Some(step) => Chosen { threshold: steps[step], reached: true },
        None => Chosen { threshold: now.suggest.min(answer), reached: false },
    }
}
