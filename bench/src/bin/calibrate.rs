//! Fits the engine's probability to labelled sets and prints the weights file.
//!
//! `cargo run --release -p bench --bin calibrate -- DIR… > crates/thuchu-match/data/weights.json`. Each set is asked with
//! its whole corpus, with three hundred documents more than those asked for, and with these alone, so that what is learnt
//! holds for desks of all sizes; each answerable message is asked once more with its answer left out. Thresholds and
//! gates are taken over from the weights that are built in.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;
use thuchu_app::matching::test_set;
use thuchu_match::evaluate::{self, TestSet};
use thuchu_match::{Example, Weights, fit};

/// Documents kept beside those asked for.
const CORPORA: [usize; 3] = [0, 300, usize::MAX];

/// Fits the weights of the matching engine.
#[derive(Parser)]
struct Options {
    /// Folders in the layout of `thuchu evaluate`.
    #[arg(required = true)]
    sets: Vec<PathBuf>,
    /// The split to learn from.
    #[arg(long, default_value = "dev")]
    split: String,
    /// Weight of a set of fewer than a thousand questions: written by hand, each worth more.
    #[arg(long, default_value_t = 8.0)]
    small_set: f64,
    /// Pull of the weights towards 0.
    #[arg(long, default_value_t = 2.0)]
    ridge: f64,
}

#[expect(clippy::print_stdout, reason = "the weights file is what this program is for")]
fn main() -> Result<()> {
    let options = Options::parse();
    let weights = Weights::built_in();
    let mut examples = Vec::new();
    for folder in &options.sets {
        let set = test_set::load(folder, Some(&options.split)).with_context(|| folder.display().to_string())?;
        let by_hand = set.questions.len() < 1_000;
        for beside in CORPORA {
            let cut = with_beside(&set, beside);
            let run = evaluate::Options { leave_one_out: true, threads: 1 };
            let (_, lines) = evaluate::run(&cut, &weights, run, &|| Duration::ZERO, &|_, _| {}, None);
            for line in lines.into_iter().filter(|line| !line.features.is_empty()) {
                let right =
                    !line.left_out && set.right.get(&line.query_id).is_some_and(|r| r.contains(&line.top[0].doc_id));
                let hard = line.variant.as_deref().is_some_and(|v| v.starts_with("neg_") && v != "neg_other");
                let weight = if by_hand {
                    options.small_set
                } else if hard {
                    3.0
                } else {
                    1.0
                };
                let weight = if line.left_out { weight / 2.0 } else { weight };
                examples.push(Example { features: line.features, right, weight });
            }
        }
    }
    println!("{}", serde_json::to_string_pretty(&fit(&weights, &examples, options.ridge))?);
    Ok(())
}

/// The set with the documents that are asked for and `beside` others.
fn with_beside(set: &TestSet, beside: usize) -> TestSet {
    let asked = |id: &String| set.right.values().flatten().any(|right| right == id);
    let (wanted, others): (Vec<_>, Vec<_>) = set.corpus.iter().cloned().partition(|document| asked(&document.id));
    let corpus = wanted.into_iter().chain(others.into_iter().take(beside)).collect();
    TestSet { corpus, questions: set.questions.clone(), right: set.right.clone() }
}
