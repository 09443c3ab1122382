//! Grouping measured: questions as messages that nobody labelled, in random order.
//!
//! Questions with the same right documents belong together. A question without one, or made to be near one (a hard
//! negative), is a group of its own. The corpus is withheld.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::Serialize;
use thuchu_model::{ClusterId, MessageId};

use super::{Embedding, Question, TestSet};
use crate::grouping::{Grouping, Read, Rules};
use crate::sense::Sense;

/// Messages taken apart at a time, on all cores.
const BATCH: usize = 1_024;

/// Precision, recall and their harmonic mean, each 0.0 to 1.0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Of what was put together, the share that belongs together; 1 where nothing was.
    pub precision: f64,
    /// Of what belongs together, the share that was put together; 1 where nothing does.
    pub recall: f64,
    /// The harmonic mean.
    pub f1: f64,
}

/// How alike the clusters made and the groups meant are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct GroupingFigures {
    /// Over pairs of messages.
    pub pairwise: Scores,
    /// B³: means over messages (A. Bagga and B. Baldwin, "Entity-based cross-document coreferencing using the vector
    /// space model", 1998).
    pub b_cubed: Scores,
}

/// One random order.
#[derive(Debug, Clone, Serialize)]
pub struct GroupingRun {
    /// What the order was made from.
    pub seed: u64,
    /// Clusters made.
    pub clusters: usize,
    /// Memory of the grouping at the end, estimated.
    pub bytes: u64,
    /// The figures.
    #[serde(flatten)]
    pub figures: GroupingFigures,
}

/// All figures, as `thuchu evaluate --grouping --json` prints them.
#[derive(Debug, Clone, Serialize)]
pub struct GroupingReport {
    /// Messages put.
    pub messages: usize,
    /// Groups meant.
    pub groups: usize,
    /// Each order.
    pub runs: Vec<GroupingRun>,
    /// Means over the orders.
    pub mean: GroupingFigures,
    /// Version of weights and thresholds.
    pub rules: String,
}

/// Groups the questions of `set` once per seed; `progress` hears how many messages were put.
pub fn run_grouping(
    set: &TestSet,
    rules: &Rules,
    seeds: &[u64],
    progress: &dyn Fn(usize),
    embedding: Option<&Embedding<'_>>,
) -> GroupingReport {
    let groups = groups(set);
    let mut put = 0;
    let mut runs = Vec::new();
    for &seed in seeds {
        let mut grouping = Grouping::default();
        for batch in shuffled(set.questions.len(), seed).chunks(BATCH) {
            let read = |&at: &usize| {
                let text = &set.questions[at].text;
                let sense = embedding.map(|model| Sense::of(text, &mut |texts| (model.embed)(texts)));
                (at, Read::of(MessageId::from_bytes(number(at)), text).with(sense))
            };
            let reads: Vec<(usize, Read)> = batch.par_iter().map(read).collect();
            put += reads.len();
            for (at, read) in reads {
                grouping.put(read, ClusterId::from_bytes(number(at)), rules);
            }
            progress(put);
        }
        let made = (0..groups.len()).map(|at| grouping.cluster_of(MessageId::from_bytes(number(at))));
        let labels: Vec<(usize, Option<ClusterId>)> = groups.iter().copied().zip(made).collect();
        runs.push(GroupingRun {
            seed,
            clusters: grouping.len(),
            bytes: grouping.bytes() as u64,
            figures: figures(&labels),
        });
    }
    GroupingReport {
        messages: groups.len(),
        groups: groups.iter().max().map_or(0, |last| last + 1),
        mean: GroupingFigures {
            pairwise: mean(&runs, |run| run.figures.pairwise),
            b_cubed: mean(&runs, |run| run.figures.b_cubed),
        },
        runs,
        rules: rules.version.clone(),
    }
}

/// The bytes of the id of message `at`, and of the cluster that it opens.
fn number(at: usize) -> [u8; 16] {
    (at as u128).to_be_bytes()
}

/// The group each question belongs to, numbered by first appearance.
fn groups(set: &TestSet) -> Vec<usize> {
    let mut known: HashMap<(Vec<&str>, Option<&str>), usize> = HashMap::new();
    let key = |question: &'_ Question| -> Option<Vec<&str>> {
        let mut right: Vec<&str> = set.right.get(&question.id)?.iter().map(String::as_str).collect();
        right.sort_unstable();
        question.near.is_none().then_some(right)
    };
    let mut list = Vec::with_capacity(set.questions.len());
    for question in &set.questions {
        let key = match key(question) {
            Some(right) => (right, None),
            None => (Vec::new(), Some(question.id.as_str())),
        };
        let next = known.len();
        list.push(*known.entry(key).or_insert(next));
    }
    list
}

/// The numbers below `n` in an order made from `seed`: Fisher and Yates' shuffle with SplitMix64 (Steele, Lea, Flood,
/// 2014). The bias of the remainder is far below what is counted.
fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut state = seed;
    for last in (1..n).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        order.swap(last, ((mixed ^ (mixed >> 31)) % (last as u64 + 1)) as usize);
    }
    order
}

/// Compares two labellings: of each message the group meant and the cluster made.
fn figures<C: Eq + std::hash::Hash + Copy>(labels: &[(usize, C)]) -> GroupingFigures {
    let mut both: HashMap<(usize, C), u64> = HashMap::new();
    let (mut meant, mut made) = (HashMap::<usize, u64>::new(), HashMap::<C, u64>::new());
    for &(group, cluster) in labels {
        *both.entry((group, cluster)).or_default() += 1;
        *meant.entry(group).or_default() += 1;
        *made.entry(cluster).or_default() += 1;
    }
    let pairs = |sizes: &mut dyn Iterator<Item = &u64>| -> u64 { sizes.map(|n| n * (n - 1) / 2).sum() };
    let shared = pairs(&mut both.values()) as f64;
    let ratio = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
    // Each of the `n` messages that share a group and a cluster sees `n` of its own kind, itself included. Summed over
    // whole numbers of the same denominator, so the order of a table never shows.
    let seen = |size: &dyn Fn(&(usize, C)) -> u64| -> f64 {
        let mut by_size: std::collections::BTreeMap<u64, u64> = std::collections::BTreeMap::new();
        for (key, n) in &both {
            *by_size.entry(size(key)).or_default() += n * n;
        }
        by_size.into_iter().map(|(size, squares)| squares as f64 / size as f64).sum()
    };
    let all = labels.len() as f64;
    GroupingFigures {
        pairwise: scores(
            ratio(shared, pairs(&mut made.values()) as f64),
            ratio(shared, pairs(&mut meant.values()) as f64),
        ),
        b_cubed: scores(
            ratio(seen(&|key| made.get(&key.1).copied().unwrap_or(1)), all),
            ratio(seen(&|key| meant.get(&key.0).copied().unwrap_or(1)), all),
        ),
    }
}

fn scores(precision: f64, recall: f64) -> Scores {
    let sum = precision + recall;
    Scores { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
}

fn mean(runs: &[GroupingRun], of: impl Fn(&GroupingRun) -> Scores) -> Scores {
    let over = |of: &dyn Fn(&GroupingRun) -> f64| runs.iter().map(of).sum::<f64>() / runs.len().max(1) as f64;
    Scores {
        precision: over(&|run| of(run).precision),
        recall: over(&|run| of(run).recall),
        f1: over(&|run| of(run).f1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn the_groups_meant_score_one() {
        let same = figures(&[(0, 7), (0, 7), (1, 8)]);
        assert_eq!(same.pairwise, Scores { precision: 1.0, recall: 1.0, f1: 1.0 });
        assert_eq!(same.b_cubed, same.pairwise);
    }

    #[test]
    fn a_worked_example_of_both_measures() {
        // Group 0 has four messages, three of them in cluster 1 beside the one of group 1.
        let found = figures(&[(0, 1), (0, 1), (0, 1), (0, 2), (1, 1)]);
        close(found.pairwise.precision, 3.0 / 6.0);
        close(found.pairwise.recall, 3.0 / 6.0);
        close(found.b_cubed.precision, (3.0 * 0.75 + 1.0 + 0.25) / 5.0);
        close(found.b_cubed.recall, (3.0 * 0.75 + 0.25 + 1.0) / 5.0);
    }

    #[test]
    fn alone_is_precise_and_all_together_is_complete() {
        let alone = figures(&[(0, 1), (0, 2), (0, 3)]);
        assert_eq!((alone.pairwise.precision, alone.pairwise.recall), (1.0, 0.0));
        let together = figures(&[(0, 1), (1, 1), (2, 1)]);
        assert_eq!((together.pairwise.precision, together.pairwise.recall), (0.0, 1.0));
    }

    #[test]
    fn an_order_has_every_message_once_and_repeats_for_its_seed() {
        let order = shuffled(100, 5);
        assert_eq!(order, shuffled(100, 5));
        assert_ne!(order, shuffled(100, 6));
        let mut sorted = order;
        sorted.sort_unstable();
        assert_eq!(sorted, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_hard_negative_and_a_question_without_answer_are_groups_of_their_own() {
        let question = |id: &str, near: Option<&str>| Question {
            id: id.to_owned(),
            text: String::new(),
            variant: None,
            near: near.map(str::to_owned),
        };
        let questions = ["a", "b", "c", "d"].map(|id| question(id, None)).into_iter();
        let set = TestSet {
            questions: questions.chain([question("e", Some("x"))]).collect(),
            right: ["a", "c", "e"].map(|id| (id.to_owned(), vec!["x".to_owned()])).into(),
            ..TestSet::default()
        };
        assert_eq!(groups(&set), [0, 1, 0, 2, 3]);
    }
}
