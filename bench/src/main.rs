//! The engine beside tantivy, SQLite FTS5 and the bare model, in one run, on one thread, on the same claims and messages.
//!
//! `cargo run --release -p bench -- --model DIR` reads `corpus.jsonl`, `queries.*.jsonl` and `qrels.*.jsonl`, fills the
//! corpus up with made claims (two halves of two real ones, joined by a seeded generator), and prints one table for all
//! engines and one for whole questions, embedding included. Without `--model` words alone are compared.
//! The peers get the texts already folded; the engine gets them raw, so its time includes taking the message apart.

mod bars;
mod claims;
mod near;
mod peers;
mod vectors;
mod whole;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use thuchu_embed::Embedder;

use crate::peers::thuchu::{Thuchu, WithModel};
use crate::peers::{Corpus, Figures, Message, Peer};
use crate::vectors::Vectors;

/// Compares the matching engine with tantivy, SQLite FTS5 and the model alone.
#[derive(Parser)]
struct Options {
    /// Folder with corpus.jsonl, queries*.jsonl and qrels*.jsonl.
    #[arg(long, default_value = "datasets/claims-100")]
    set: PathBuf,
    /// Folder of the language model, as `thuchu model install` makes it.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Where vectors are kept from run to run.
    #[arg(long, default_value = "target/bench-vectors.bin")]
    vectors: PathBuf,
    /// Corpus sizes, comma-separated.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000])]
    sizes: Vec<usize>,
    /// Messages asked of each engine.
    #[arg(long, default_value_t = 600)]
    questions: usize,
    /// Seconds after which an engine is asked no further.
    #[arg(long, default_value_t = 60.0)]
    seconds: f64,
    /// Only our engine, without the peers.
    #[arg(long)]
    alone: bool,
    /// Ends with an error where a bar is missed: see `bars`.
    #[arg(long)]
    check: bool,
}

#[expect(clippy::print_stdout, reason = "the tables are what this program is for")]
fn main() -> Result<()> {
    let options = Options::parse();
    let set = claims::load(&options.set).with_context(|| format!("reading {}", options.set.display()))?;
    let questions = set.pick(options.questions);
    let model = options.model.as_deref().map(Embedder::open).transpose()?;
    let vectors = match &model {
        Some(model) => Some(Vectors::of(model, &set.corpus_of(vectors::REAL), &options.vectors)?),
        None => None,
    };
    let seen = model.as_ref().map(|model| vectors::see(model, &questions)).unwrap_or_default();
    let seen: Vec<_> =
        seen.into_iter().map(Some).chain(std::iter::repeat_with(|| None)).take(questions.len()).collect();
    let messages: Vec<Message<'_>> = questions
        .iter()
        .zip(&seen)
        .map(|(q, seen)| Message { text: &q.text, right: &q.right, seen: seen.as_ref() })
        .collect();
    println!("{} messages with an answer, one thread; made claims are halves of real ones, joined.", questions.len());
    if model.is_some() {
        println!("The first {} claims are really embedded; the vectors of others are means of two real", vectors::REAL);
        println!("ones, with noise. Embedding is not counted in the first table.");
    }
    println!("\n| N | engine | asked | recall@1 | recall@5 | messages/s | p50 ms | p95 ms | index s | bytes/claim |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let mut whole = Vec::new();
    let mut missed = Vec::new();
    for &size in &options.sizes {
        let claims = set.corpus_of(size);
        let corpus = Corpus { claims: &claims, vectors: vectors.as_ref() };
        let words = row::<Thuchu>(size, &corpus, &messages, &options, None)?.0;
        let ours = words.per_second;
        if let Some(model) = &model {
            let mut engine = row::<WithModel>(size, &corpus, &messages, &options, Some(ours))?.1;
            let recall = near::recall(&corpus, &messages);
            let measured = whole::measure(&mut engine, model, &messages, options.seconds);
            missed.extend(bars::of_whole(size, &measured, recall));
            whole.push((size, measured, recall));
        }
        if !options.alone {
            let tantivy = row::<peers::tantivy::Tantivy>(size, &corpus, &messages, &options, Some(ours))?.0;
            missed.extend(bars::of_words(size, &words, &tantivy));
            row::<peers::fts5::Fts5>(size, &corpus, &messages, &options, Some(ours))?;
            if model.is_some() {
                row::<peers::cosines::Cosines>(size, &corpus, &messages, &options, Some(ours))?;
            }
        }
    }
    whole::print(&whole);
    missed.iter().for_each(|bar| println!("missed: {bar}"));
    anyhow::ensure!(!options.check || missed.is_empty(), "{} bars are missed", missed.len());
    Ok(())
}

/// Measures one engine and prints its line.
#[expect(clippy::print_stdout, reason = "the tables are what this program is for")]
fn row<P: Peer>(
    size: usize,
    corpus: &Corpus<'_>,
    messages: &[Message<'_>],
    options: &Options,
    ours: Option<f64>,
) -> Result<(Figures, P)> {
    let (f, engine) = P::measure(corpus, messages, options.seconds)?;
    let Figures { name, asked, recall_1, recall_5, per_second, p50_ms, p95_ms, index_seconds, bytes_per_claim } = &f;
    let share = per_second / ours.unwrap_or(*per_second);
    println!(
        "| {size} | {name} | {asked} | {recall_1:.3} | {recall_5:.3} | {per_second:.0} ({share:.2}) | {p50_ms:.3} | \
         {p95_ms:.3} | {index_seconds:.1} | {bytes_per_claim} |"
    );
    Ok((f, engine))
}
