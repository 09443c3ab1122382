//! Fits the engine's probability to labelled sets and prints the weights file.
//!
//! `cargo run --release -p bench --bin calibrate -- [--model FOLDER] DIR[=WEIGHT]… > weights.json`. Each set is asked with
//! its whole corpus, with three hundred documents more than those asked for, and with these alone, so that what is learnt
//! holds for desks of all sizes; each answerable message is asked once more with its answer left out. With a model
//! everything is asked twice, for the weights without a meaning and for those with one. Thresholds and gates are taken
//! over from the weights that are built in.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use thuchu_app::matching::test_set;
use thuchu_embed::{Embedder, Quantised};
use thuchu_match::calibrate::{Asked as _, SetAsked};
use thuchu_match::evaluate::{Embedding, TestSet};
use thuchu_match::{Example, Weights, fit};

/// Documents kept beside those asked for.
const CORPORA: [usize; 3] = [0, 300, usize::MAX];

/// Fits the weights of the matching engine.
#[derive(Parser)]
struct Options {
    /// Folders in the layout of `thuchu evaluate`, each with the weight of its questions (1 where none is said): sets
    /// written by hand are small and worth more.
    #[arg(required = true, value_name = "DIR[=WEIGHT]")]
    sets: Vec<String>,
    /// The split to learn from.
    #[arg(long, default_value = "dev")]
    split: String,
    /// Folder of the language model; without it the weights with a meaning stay as they are.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Weight of a changed number, name or denial in a set of more than a thousand questions, of which few are such.
    #[arg(long, default_value_t = 3.0)]
    hard: f64,
    /// Pull of the weights towards 0.
    #[arg(long, default_value_t = 2.0)]
    ridge: f64,
}

#[expect(clippy::print_stdout, reason = "the weights file is what this program is for")]
fn main() -> Result<()> {
    let options = Options::parse();
    let weights = Weights::built_in();
    let model = options.model.as_deref().map(Embedder::open).transpose().context("the model")?;
    let known = std::sync::Mutex::new(HashMap::<String, Quantised>::new());
    let embed = |texts: &[&str]| -> Vec<Quantised> {
        let Ok(mut known) = known.lock() else { return Vec::new() };
        let vector = |text: &&str| match (known.get(*text), &model) {
            (Some(vector), _) => Some(vector.clone()),
            (None, Some(model)) => {
                let vector = model.embed(text).quantise();
                known.insert((*text).to_owned(), vector.clone());
                Some(vector)
            }
            (None, None) => None,
        };
        texts.iter().filter_map(vector).collect()
    };
    let with_model = model.as_ref().map(|_| Embedding { model: "model".to_owned(), embed: &embed });
    let mut examples = Vec::new();
    for named in &options.sets {
        let (folder, weight) = match named.rsplit_once('=') {
            Some((folder, weight)) => (folder, weight.parse().with_context(|| named.clone())?),
            None => (named.as_str(), 1.0),
        };
        let set = test_set::load(folder.as_ref(), Some(&options.split)).with_context(|| folder.to_owned())?;
        let hard = if set.questions.len() < 1_000 { 1.0 } else { options.hard };
        for beside in CORPORA {
            let cut = with_beside(&set, beside);
            for embedding in [None, with_model.as_ref()].into_iter().take(1 + usize::from(with_model.is_some())) {
                examples.extend(examples_of(&cut, &weights, embedding, weight, hard));
            }
        }
    }
    println!("{}", serde_json::to_string_pretty(&fit(&weights, &examples, options.ridge))?);
    Ok(())
}

/// The first match of every question, judged.
fn examples_of(
    set: &TestSet,
    weights: &Weights,
    embedding: Option<&Embedding<'_>>,
    weight: f64,
    hard: f64,
) -> Vec<Example> {
    let asked = SetAsked::of(set, weights, embedding);
    let judged = asked.cases().iter().filter(|case| !case.features.is_empty());
    judged
        .map(|case| {
            let variant = set.questions.get(case.question).and_then(|question| question.variant.as_deref());
            let changed = variant.is_some_and(|v| v.starts_with("neg_") && v != "neg_other");
            let weight = weight * case.weight() * if changed { hard } else { 1.0 };
            Example { features: case.features.clone(), right: case.right, weight }
        })
        .collect()
}

/// The set with the documents that are asked for and `beside` others.
fn with_beside(set: &TestSet, beside: usize) -> TestSet {
    let asked = |id: &String| set.right.values().flatten().any(|right| right == id);
    let (wanted, others): (Vec<_>, Vec<_>) = set.corpus.iter().cloned().partition(|document| asked(&document.id));
    let corpus = wanted.into_iter().chain(others.into_iter().take(beside)).collect();
    TestSet { corpus, questions: set.questions.clone(), right: set.right.clone() }
}
