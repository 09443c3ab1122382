//! Calibrating: the probability and the thresholds fitted to judged matches, and measured on matches not learnt from.
//!
//! The weights are pulled towards a centre, the built-in ones, so that few judged matches move little. Everything that
//! is told of the weights found comes from cross-validation: the judged matches are split by claim, each part is asked
//! with weights and thresholds that were found without it. Where judged matches come from is the caller's work (a
//! desk's history), or that of [`SetAsked`] for labelled sets.

mod desk;
mod figures;
mod set;
#[cfg(test)]
mod tests;
mod thresholds;

use rayon::prelude::*;
use serde::Serialize;

use crate::answer::{Decision, Match};
use crate::fit::{Example, refit};
use crate::retrieve::Scratch;
use crate::weights::Weights;

pub use desk::DeskWeightsError;
pub use figures::Figures;
pub use set::SetAsked;
pub use thresholds::Chosen;
use thresholds::{choose_answer, choose_suggest, open, suggest_steps};

/// Parts of the cross-validation.
const PARTS: u64 = 5;
/// Judged matches of each kind that are needed at the least. With fewer, one match of a part decides a threshold, and
/// the figures say nothing.
pub const LEAST_JUDGED: usize = 30;
/// What a match counts whose answer was left out: nobody judged it, it is wrong by the way it was made.
pub const LEFT_OUT_WEIGHT: f64 = 0.5;

/// How a match came to be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By a person.
    Judged,
    /// The right check was left out, so whatever is found is wrong.
    LeftOut,
}

/// One judged match.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Names the claim it is about; matches about one claim are learnt from, or measured on, together.
    pub claim: u64,
    /// Which of its source's questions was asked.
    pub question: usize,
    /// How it was judged.
    pub kind: Kind,
    /// The match is the check asked for.
    pub right: bool,
    /// The question has an answer among the checks.
    pub answerable: bool,
    /// What the probability was calculated from; empty where the engine found nothing.
    pub features: Vec<f32>,
}

impl Case {
    /// How much it counts.
    #[must_use]
    pub fn weight(&self) -> f64 {
        if self.kind == Kind::LeftOut { LEFT_OUT_WEIGHT } else { 1.0 }
    }

    fn part(&self) -> u64 {
        self.claim % PARTS
    }
}

/// What the engine says to a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// The decision.
    pub decision: Decision,
    /// The probability of the match.
    pub probability: f32,
    /// Whether a veto keeps it from being answered.
    pub vetoed: bool,
}

impl Seen {
    /// Of the first match, with the decision about it.
    #[must_use]
    pub fn of(decision: Decision, first: &Match) -> Self {
        Self { decision, probability: first.probability, vetoed: first.explanation.veto.is_some() }
    }
}

/// Judged matches of one index, which can be asked again with other weights.
pub trait Asked: Sync {
    /// The cases.
    fn cases(&self) -> &[Case];

    /// Asks one of them; `None` where nothing is found. `scratch` belongs to this index.
    fn ask(&self, case: &Case, weights: &Weights, scratch: &mut Scratch) -> Option<Seen>;
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// Share of the answered that are to be right, 0 to 1.
    pub precision: f64,
    /// Share of the answerable that are to be suggested at least, 0 to 1.
    pub recall: f64,
    /// The pull towards the centre, above 0.
    pub ridge: f64,
}

impl Default for Wanted {
    /// A ridge of 4 believes each weight to be within one of the centre, in 95 of a hundred cases: the built-in weights
    /// are up to ten, and come from some ten thousand judged matches.
    fn default() -> Self {
        Self { precision: 0.95, recall: 0.98, ridge: 4.0 }
    }
}

/// How many judged matches there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Judged to be right, and found.
    pub right: usize,
    /// Judged to be wrong.
    pub wrong: usize,
    /// Asked once more with the answer left out.
    pub left_out: usize,
    /// Have an answer that the engine does not find at all.
    pub not_found: usize,
}

/// There is too little to learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} right and {} wrong matches are judged; {LEAST_JUDGED} of each are needed", found.right, found.wrong)]
pub struct TooFew {
    /// What there is.
    pub found: Counts,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Calibration {
    /// Weights and thresholds found, from all judged matches.
    #[serde(skip)]
    pub weights: Weights,
    /// What was learnt from.
    pub judged: Counts,
    /// With the weights in use. If they were themselves learnt from these matches, they look better than they are.
    pub before: Figures,
    /// With the centre, which never saw these matches.
    pub built_in: Figures,
    /// With the weights found, each part by what was learnt without it.
    pub after: Figures,
    /// The threshold of answers.
    pub answer: Chosen,
    /// The threshold of suggestions.
    pub suggest: Chosen,
    /// Share of the answered that was to be right.
    pub wanted_precision: f64,
}

impl Calibration {
    /// Whether the weights found are at least as good as the centre, on matches not learnt from: by logarithmic loss, and
    /// without more wrong answers unless as many are right as was wanted. Better probabilities may come with more wrong
    /// answers where few matches chose the threshold, and a wrong answer is worse than none.
    #[must_use]
    pub fn is_no_worse(&self) -> bool {
        let precise = self.after.precision.is_none_or(|precision| precision >= self.wanted_precision);
        self.after.log_loss <= self.built_in.log_loss && (precise || self.after.wrong <= self.built_in.wrong)
    }
}

/// Fits weights around `centre` and chooses thresholds. `now` are the weights in use; `version` names what is found.
///
/// # Errors
/// [`TooFew`], with what there is.
pub fn calibrate(
    sources: &[&dyn Asked],
    now: &Weights,
    centre: &Weights,
    wanted: Wanted,
    version: &str,
) -> Result<Calibration, TooFew> {
    let cases: Vec<&Case> = sources.iter().flat_map(|source| source.cases()).collect();
    let judged = counted(&cases);
    if judged.right < LEAST_JUDGED || judged.wrong < LEAST_JUDGED {
        return Err(TooFew { found: judged });
    }
    let learnt = |without: Option<u64>| {
        let used = cases.iter().filter(|case| without != Some(case.part()) && !case.features.is_empty());
        let example =
            |case: &&Case| Example { features: case.features.clone(), right: case.right, weight: case.weight() };
        Weights { version: version.to_owned(), ..refit(centre, &used.map(example).collect::<Vec<_>>(), wanted.ridge) }
    };
    let parts: Vec<Weights> = (0..PARTS).map(|part| learnt(Some(part))).collect();

    // With thresholds wide open the probabilities do not depend on those chosen.
    let opened: Vec<Weights> = parts.iter().map(|weights| open(weights, centre)).collect();
    let likely = ask_all(sources, &|case| Some(&opened[case.part() as usize]));
    let steps = suggest_steps(centre);
    let suggested: Vec<Vec<bool>> = steps
        .iter()
        .map(|&suggest| {
            let at: Vec<Weights> = opened
                .iter()
                .map(|weights| Weights { suggest, answer: weights.answer.max(suggest), ..weights.clone() })
                .collect();
            let answerable = |case: &Case| case.answerable.then(|| &at[case.part() as usize]);
            let seen = ask_all(sources, &answerable);
            seen.iter().map(|seen| seen.is_some_and(|seen| seen.decision != Decision::None)).collect()
        })
        .collect();
    let chosen = |without: Option<u64>| {
        let used = |at: &usize| without != Some(cases[*at].part());
        let outcomes = (0..cases.len()).filter(used).filter_map(|at| Some((likely[at]?, cases[at].right)));
        let answer = choose_answer(outcomes, wanted.precision, now, centre);
        let answerable: Vec<usize> = (0..cases.len()).filter(used).filter(|&at| cases[at].answerable).collect();
        let recall = |step: usize| {
            let told = answerable.iter().filter(|&&at| suggested[step][at]).count();
            told as f64 / answerable.len().max(1) as f64
        };
        (answer, choose_suggest(&steps, recall, wanted.recall, answer.threshold, now))
    };
    let with = |weights: &Weights, (answer, suggest): (Chosen, Chosen)| Weights {
        answer: answer.threshold,
        suggest: suggest.threshold,
        ..weights.clone()
    };
    let held_out: Vec<Weights> = (0..PARTS).map(|part| with(&parts[part as usize], chosen(Some(part)))).collect();
    let (answer, suggest) = chosen(None);
    let weights = with(&learnt(None), (answer, suggest));

    let measured = |weights: &Weights| {
        let wide = open(weights, centre);
        let decided = ask_all(sources, &|_| Some(weights));
        Figures::of(weights, &cases, &decided, &ask_all(sources, &|_| Some(&wide)))
    };
    let decided = ask_all(sources, &|case| Some(&held_out[case.part() as usize]));
    let after = Figures::of(&weights, &cases, &decided, &likely);
    Ok(Calibration {
        judged,
        before: measured(now),
        built_in: measured(centre),
        after,
        answer,
        suggest,
        wanted_precision: wanted.precision,
        weights,
    })
}

fn counted(cases: &[&Case]) -> Counts {
    let mut counts = Counts::default();
    for case in cases {
        match (case.kind, case.features.is_empty()) {
            (Kind::LeftOut, _) => counts.left_out += 1,
            (Kind::Judged, true) => counts.not_found += usize::from(case.answerable),
            (Kind::Judged, false) if case.right => counts.right += 1,
            (Kind::Judged, false) => counts.wrong += 1,
        }
    }
    counts
}

/// Asks every case for which there are weights and which finds something, on all cores, in their order.
fn ask_all<'w>(sources: &[&dyn Asked], weights: &(dyn Fn(&Case) -> Option<&'w Weights> + Sync)) -> Vec<Option<Seen>> {
    let mut all = Vec::new();
    for source in sources {
        let ask = |scratch: &mut Scratch, case: &Case| {
            let weights = weights(case).filter(|_| !case.features.is_empty())?;
            source.ask(case, weights, scratch)
        };
        all.par_extend(source.cases().par_iter().map_init(Scratch::default, ask));
    }
    all
}
