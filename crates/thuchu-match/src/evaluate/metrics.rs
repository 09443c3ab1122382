//! The figures: recall, reciprocal rank, average precision, and how good the decision is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Engine, PerQuery, Percentiles, Report, TestSet};
use crate::answer::Decision;

/// Figures over a set of questions. A ratio whose denominator is 0 is null.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// Questions asked.
    pub queries: usize,
    /// Questions that have an answer.
    pub answerable: usize,
    /// Share of the answerable with a right document on top.
    #[serde(rename = "recall@1")]
    pub recall_1: Option<f64>,
    /// … among the first 5.
    #[serde(rename = "recall@5")]
    pub recall_5: Option<f64>,
    /// … among the first 10.
    #[serde(rename = "recall@10")]
    pub recall_10: Option<f64>,
    /// Mean of 1 ÷ place of the first right document.
    pub mrr: Option<f64>,
    /// Mean of Σ precision at hits ÷ min(5, right documents), over the first 5.
    #[serde(rename = "map@5")]
    pub map_5: Option<f64>,
    /// The decision, over all questions.
    pub decision: DecisionFigures,
}

/// How good the decision to answer is.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionFigures {
    /// Questions answered.
    pub answered: usize,
    /// Of these, with a right document on top.
    pub right: usize,
    /// `right` ÷ `answered`.
    pub precision: Option<f64>,
    /// `right` ÷ answerable questions.
    pub recall: Option<f64>,
    /// Area under the ROC curve of the top probability against "the top is right"; ties count half.
    pub auc: Option<f64>,
    /// Largest recall over thresholds of the probability whose precision is at least .95.
    pub recall_at_p95: Option<f64>,
}

/// One judged line.
struct Judged {
    answerable: bool,
    answered: bool,
    probability: f32,
    /// Places (from 0) of right documents among the results.
    hits: Vec<usize>,
    right_documents: usize,
}

/// All figures that come from the lines; times and sizes are the caller's.
pub(super) fn report(set: &TestSet, lines: &[PerQuery]) -> Report {
    let mut variants: BTreeMap<String, Vec<Judged>> = BTreeMap::new();
    for line in lines {
        if let Some(variant) = &line.variant {
            variants.entry(variant.clone()).or_default().push(judge(set, line));
        }
    }
    Report {
        figures: figures(&lines.iter().map(|line| judge(set, line)).collect::<Vec<_>>()),
        by_variant: variants.into_iter().map(|(name, judged)| (name, figures(&judged))).collect(),
        ms_per_query: Percentiles { p50: None, p95: None },
        index_seconds: 0.0,
        embed_seconds: 0.0,
        bytes_per_claim: 0,
        engine: Engine { version: String::new(), model: None },
    }
}

fn judge(set: &TestSet, line: &PerQuery) -> Judged {
    let right = if line.left_out { None } else { set.right.get(&line.query_id) };
    let hits = (0..line.top.len()).filter(|&i| right.is_some_and(|r| r.contains(&line.top[i].doc_id))).collect();
    Judged {
        answerable: right.is_some(),
        answered: line.decision == Decision::Answer,
        probability: line.probability,
        hits,
        right_documents: right.map_or(0, Vec::len),
    }
}

fn figures(judged: &[Judged]) -> Figures {
    let answerable: Vec<&Judged> = judged.iter().filter(|j| j.answerable).collect();
    let mean = |of: &dyn Fn(&Judged) -> f64| ratio(answerable.iter().map(|j| of(j)).sum(), answerable.len());
    let found_by = |place: usize| mean(&|j| f64::from(u8::from(j.hits.first().is_some_and(|&h| h < place))));
    Figures {
        queries: judged.len(),
        answerable: answerable.len(),
        recall_1: found_by(1),
        recall_5: found_by(5),
        recall_10: found_by(10),
        mrr: mean(&|j| j.hits.first().map_or(0.0, |&h| 1.0 / (h + 1) as f64)),
        map_5: mean(&|j| average_precision(j, 5)),
        decision: decision(judged, answerable.len()),
    }
}

fn average_precision(judged: &Judged, depth: usize) -> f64 {
    let hits = judged.hits.iter().take_while(|&&place| place < depth).enumerate();
    let sum: f64 = hits.map(|(before, &place)| (before + 1) as f64 / (place + 1) as f64).sum();
    sum / judged.right_documents.clamp(1, depth) as f64
}

fn decision(judged: &[Judged], answerable: usize) -> DecisionFigures {
    let top_right = |j: &Judged| j.hits.first() == Some(&0);
    let answered = judged.iter().filter(|j| j.answered).count();
    let right = judged.iter().filter(|j| j.answered && top_right(j)).count();
    let mut by_probability: Vec<(f32, bool)> = judged.iter().map(|j| (j.probability, top_right(j))).collect();
    by_probability.sort_by(|a, b| b.0.total_cmp(&a.0));
    DecisionFigures {
        answered,
        right,
        precision: ratio(right as f64, answered),
        recall: ratio(right as f64, answerable),
        auc: auc(&by_probability),
        recall_at_p95: recall_at(&by_probability, 0.95, answerable),
    }
}

/// Area under the ROC curve of a list sorted by falling probability; equal probabilities count half.
fn auc(sorted: &[(f32, bool)]) -> Option<f64> {
    let positives = sorted.iter().filter(|(_, right)| *right).count();
    let negatives = sorted.len() - positives;
    let (mut above, mut area) = (0_usize, 0.0);
    for group in sorted.chunk_by(|a, b| a.0 == b.0) {
        let right = group.iter().filter(|(_, right)| *right).count();
        let wrong = group.len() - right;
        area += wrong as f64 * (above as f64 + right as f64 / 2.0);
        above += right;
    }
    ratio(area, positives * negatives)
}

/// Largest recall over thresholds of a list sorted by falling probability whose precision is at least this.
pub(crate) fn recall_at(sorted: &[(f32, bool)], precision: f64, answerable: usize) -> Option<f64> {
    let (mut taken, mut right, mut best) = (0_usize, 0_usize, 0_usize);
    for group in sorted.chunk_by(|a, b| a.0 == b.0) {
        taken += group.len();
        right += group.iter().filter(|(_, right)| *right).count();
        if right as f64 >= precision * taken as f64 {
            best = best.max(right);
        }
    }
    ratio(best as f64, answerable)
}

fn ratio(part: f64, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auc_counts_ties_half() {
        assert_eq!(auc(&[(0.9, true), (0.5, false)]), Some(1.0));
        assert_eq!(auc(&[(0.9, false), (0.5, true)]), Some(0.0));
        assert_eq!(auc(&[(0.5, true), (0.5, false)]), Some(0.5));
        assert_eq!(auc(&[(0.5, true)]), None);
    }

    #[test]
    fn recall_at_precision_takes_the_lowest_threshold_that_still_holds() {
        let sorted = [(0.9, true), (0.8, true), (0.7, false), (0.6, true)];
        assert_eq!(recall_at(&sorted, 0.95, 4), Some(0.5));
        assert_eq!(recall_at(&sorted, 0.75, 4), Some(0.75));
        assert_eq!(recall_at(&[], 0.95, 0), None);
    }

    #[test]
    fn average_precision_divides_by_the_right_documents_up_to_the_depth() {
        let judged = |hits: Vec<usize>, right_documents| Judged {
            answerable: true,
            answered: false,
            probability: 0.0,
            hits,
            right_documents,
        };
        assert_eq!(average_precision(&judged(vec![0], 1), 5), 1.0);
        assert_eq!(average_precision(&judged(vec![1], 1), 5), 0.5);
        assert_eq!(average_precision(&judged(vec![0], 2), 5), 0.5);
        assert_eq!(average_precision(&judged(vec![7], 1), 5), 0.0);
    }
}
