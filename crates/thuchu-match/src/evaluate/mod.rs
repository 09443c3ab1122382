//! Measuring: labelled questions in, the figures of information retrieval out.
//!
//! The corpus is indexed as checks that are trusted to be answered; nothing else of the product is changed. Reading
//! the files is the caller's work, and so is the clock.

mod grouping;
mod metrics;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::Serialize;
use thuchu_embed::Quantised;
use thuchu_model::{CheckId, Timestamp, Trust};

use crate::answer::{Decision, Match, Veto};
use crate::index::{Doc, Index};
use crate::retrieve::Scratch;
use crate::search::Ask;
use crate::sense::Sense;
use crate::weights::Weights;

pub use grouping::{GroupingFigures, GroupingReport, GroupingRun, Scores, run_grouping};
pub(crate) use metrics::recall_at;
pub use metrics::{DecisionFigures, Figures};

/// Results looked at per question; what is not among them counts as not found.
pub const DEPTH: usize = 100;

/// One document of the corpus: a claim that was already checked.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Document {
    /// Its name in the qrels.
    pub id: String,
    /// The claim.
    pub text: String,
    /// The headline, where the set has one.
    #[serde(default)]
    pub title: Option<String>,
}

/// One question.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Question {
    /// Its name in the qrels.
    pub id: String,
    /// The message.
    pub text: String,
    /// How the question was made; only groups the figures.
    #[serde(default)]
    pub variant: Option<String>,
    /// Of a hard negative, the document that it is near to and not about.
    #[serde(default)]
    pub near: Option<String>,
}

/// Corpus, questions, and the right answers.
#[derive(Debug, Clone, Default)]
pub struct TestSet {
    /// What is indexed.
    pub corpus: Vec<Document>,
    /// What is asked.
    pub questions: Vec<Question>,
    /// Right documents by question; a question without an entry has no answer in the corpus.
    pub right: HashMap<String, Vec<String>>,
}

/// How to run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Ask each question that has an answer once more with its right documents left out.
    pub leave_one_out: bool,
    /// Threads that ask; 0 counts as 1.
    pub threads: usize,
}

/// All figures of one run, as `thuchu evaluate --json` prints them.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The figures over all questions.
    #[serde(flatten)]
    pub figures: Figures,
    /// The same per variant.
    pub by_variant: std::collections::BTreeMap<String, Figures>,
    /// Milliseconds that asking took.
    pub ms_per_query: Percentiles,
    /// Seconds to build the index.
    pub index_seconds: f64,
    /// Seconds spent on vectors; 0 without a model.
    pub embed_seconds: f64,
    /// Memory of the index over the number of documents.
    pub bytes_per_claim: u64,
    /// What was measured.
    pub engine: Engine,
}

/// Median and 95th percentile, nearest rank.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Percentiles {
    /// Median.
    pub p50: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
}

/// Which engine answered.
#[derive(Debug, Clone, Serialize)]
pub struct Engine {
    /// Version of weights and thresholds.
    pub version: String,
    /// Name of the embedding model, if one was used.
    pub model: Option<String>,
}

/// What one question got, as `--per-query` writes it.
#[derive(Debug, Clone, Serialize)]
pub struct PerQuery {
    /// The question.
    pub query_id: String,
    /// Its variant.
    pub variant: Option<String>,
    /// The decision.
    pub decision: Decision,
    /// Probability of the first match; 0 without one.
    pub probability: f32,
    /// Veto of the first match.
    pub veto: Option<Veto>,
    /// The matches, best first.
    pub top: Vec<Scored>,
    /// What the probability was calculated from; empty without a match.
    #[serde(skip)]
    pub features: Vec<f32>,
    /// Asked with its right documents left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
}

/// A document and its score.
#[derive(Debug, Clone, Serialize)]
pub struct Scored {
    /// The document's name.
    pub doc_id: String,
    /// Likeness, 0.0 to 1.0.
    pub score: f32,
}

/// A language model that the caller holds.
pub struct Embedding<'a> {
    /// Its name in the figures.
    pub model: String,
    /// A vector for each text, in order.
    pub embed: &'a (dyn Fn(&[&str]) -> Vec<Quantised> + Sync),
}

/// Runs `set` through the engine. `clock` tells the time since some fixed moment; `progress` hears how many questions
/// were asked, of how many.
pub fn run(
    set: &TestSet,
    weights: &Weights,
    options: Options,
    clock: &(dyn Fn() -> Duration + Sync),
    progress: &(dyn Fn(usize, usize) + Sync),
    embed: Option<&Embedding<'_>>,
) -> (Report, Vec<PerQuery>) {
    let names = names_by_id(&set.corpus);
    let started = clock();
    let mut index = Index::build(set.corpus.iter().zip(ids(&set.corpus)).map(|(document, id)| as_doc(document, id)));
    let index_seconds = (clock() - started).as_secs_f64();
    let began = clock();
    let senses = embed.map_or_else(Vec::new, |embed| embedded(&mut index, set, embed));
    let embed_seconds = (clock() - began).as_secs_f64();

    let ids_by_name: HashMap<&str, CheckId> = names.iter().map(|(id, name)| (name.as_str(), *id)).collect();
    let right_ids = |question: &Question| -> Vec<CheckId> {
        let right = set.right.get(&question.id).into_iter().flatten();
        right.filter_map(|name| ids_by_name.get(name.as_str()).copied()).collect()
    };
    let mut tasks: Vec<(usize, Vec<CheckId>, bool)> = Vec::new();
    for (at, question) in set.questions.iter().enumerate() {
        tasks.push((at, Vec::new(), false));
        if options.leave_one_out && set.right.contains_key(&question.id) {
            tasks.push((at, right_ids(question), true));
        }
    }
    let asked = AtomicUsize::new(0);
    let ask = |scratch: &mut Scratch, task: &(usize, Vec<CheckId>, bool)| -> (PerQuery, f64) {
        let question = &set.questions[task.0];
        let began = clock();
        let answer = index.ask_leaving_out(
            Ask {
                text: &question.text,
                links: &[],
                limit: DEPTH,
                now: Timestamp::from_micros(0),
                sense: senses.get(task.0),
            },
            &task.1,
            weights,
            scratch,
        );
        let took = (clock() - began).as_secs_f64() * 1_000.0;
        progress(asked.fetch_add(1, Ordering::Relaxed) + 1, tasks.len());
        (per_query(question, &answer, task.2, &names), took)
    };
    let results = in_threads(&tasks, options.threads.max(1), &ask);
    let (lines, mut times): (Vec<PerQuery>, Vec<f64>) = results.into_iter().unzip();
    times.sort_by(f64::total_cmp);
    let mut report = metrics::report(set, &lines);
    report.ms_per_query = Percentiles { p50: percentile(&times, 0.5), p95: percentile(&times, 0.95) };
    report.index_seconds = index_seconds;
    report.bytes_per_claim = (index.bytes() / set.corpus.len().max(1)) as u64;
    report.embed_seconds = embed_seconds;
    report.engine = Engine { version: weights.version.clone(), model: embed.map(|embed| embed.model.clone()) };
    (report, lines)
}

/// The vectors of the corpus go into the index; those of the questions come back, in their order.
pub(crate) fn embedded(index: &mut Index, set: &TestSet, embedding: &Embedding<'_>) -> Vec<Sense> {
    use rayon::prelude::*;
    loop {
        let lacking = index.without_vectors(512);
        if lacking.is_empty() {
            break;
        }
        let vectors: Vec<Vec<Quantised>> = lacking
            .par_iter()
            .map(|check| {
                let texts: Vec<&str> = check.texts.iter().map(String::as_str).collect();
                (embedding.embed)(&texts)
            })
            .collect();
        for (check, vectors) in lacking.iter().zip(&vectors) {
            index.give_vectors(check.id, &check.texts, vectors);
        }
    }
    set.questions.par_iter().map(|question| Sense::of(&question.text, &mut |texts| (embedding.embed)(texts))).collect()
}

/// The corpus as the engine's documents: ids follow the order of the names, so that ties break by name.
pub(crate) fn ids(corpus: &[Document]) -> Vec<CheckId> {
    let mut order: Vec<usize> = (0..corpus.len()).collect();
    order.sort_by(|&a, &b| corpus[a].id.cmp(&corpus[b].id));
    let mut ids = vec![CheckId::from_bytes([0; 16]); corpus.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ids[at] = CheckId::from_bytes((rank as u128).to_be_bytes());
    }
    ids
}

fn names_by_id(corpus: &[Document]) -> HashMap<CheckId, String> {
    ids(corpus).into_iter().zip(corpus.iter().map(|d| d.id.clone())).collect()
}

pub(crate) fn as_doc(document: &Document, id: CheckId) -> Doc {
    Doc {
        id,
        wordings: vec![document.text.clone()],
        title: document.title.clone().filter(|title| !title.trim().is_empty()),
        links: Vec::new(),
        value: None,
        trust: Trust::Answer,
        holds_until: None,
    }
}

fn per_query(
    question: &Question,
    answer: &(Decision, Option<Match>, Vec<(CheckId, f32)>),
    left_out: bool,
    names: &HashMap<CheckId, String>,
) -> PerQuery {
    let (decision, first, ranked) = answer;
    PerQuery {
        query_id: question.id.clone(),
        variant: question.variant.clone(),
        decision: *decision,
        probability: first.as_ref().map_or(0.0, |m| m.probability),
        veto: first.as_ref().and_then(|m| m.explanation.veto),
        top: ranked
            .iter()
            .map(|(id, score)| Scored { doc_id: names.get(id).cloned().unwrap_or_default(), score: *score })
            .collect(),
        features: first.as_ref().map_or_else(Vec::new, |m| m.features.clone()),
        left_out,
    }
}

/// Runs `work` over `tasks` on `threads` threads, each with room of its own; results keep the tasks' order.
fn in_threads<T: Sync, R: Send>(tasks: &[T], threads: usize, work: &(dyn Fn(&mut Scratch, &T) -> R + Sync)) -> Vec<R> {
    let share = tasks.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let running: Vec<_> = tasks
            .chunks(share)
            .map(|chunk| {
                scope.spawn(move || {
                    let mut scratch = Scratch::default();
                    chunk.iter().map(|task| work(&mut scratch, task)).collect::<Vec<R>>()
                })
            })
            .collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

/// Names that occur twice, in the order of their second occurrence: a set with such names cannot be judged.
pub fn duplicate_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    names.filter(|name| !seen.insert(*name)).collect()
}
