//! The engine beside tantivy and SQLite FTS5, in one run, on one thread, on the same claims and messages.
//!
//! `cargo run --release -p bench -- --set DIR` reads `corpus.jsonl`, `queries.*.jsonl` and `qrels.*.jsonl`, fills the
//! corpus up with made claims (two halves of two real ones, joined by a seeded generator), and prints one table.
//! The peers get the texts already folded; the engine gets them raw, so its time includes taking the message apart.

mod claims;
mod peers;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;

use crate::peers::{Figures, Peer};

/// Compares the matching engine with tantivy and SQLite FTS5.
#[derive(Parser)]
struct Options {
    /// Folder with corpus.jsonl, queries*.jsonl and qrels*.jsonl.
    #[arg(long, default_value = "../shared/data/matching/vi-robust")]
    set: PathBuf,
    /// Corpus sizes, comma-separated.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000, 300_000])]
    sizes: Vec<usize>,
    /// Messages asked of each engine.
    #[arg(long, default_value_t = 600)]
    questions: usize,
    /// Only our engine, without the peers.
    #[arg(long)]
    alone: bool,
}

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn main() -> Result<()> {
    let options = Options::parse();
    let set = claims::load(&options.set).with_context(|| format!("reading {}", options.set.display()))?;
    let questions = set.pick(options.questions);
    println!("{} messages with an answer, one thread; made claims are halves of real ones, joined\n", questions.len());
    println!("| N | engine | recall@1 | recall@5 | messages/s | p50 ms | p95 ms | index s | bytes/claim |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for &size in &options.sizes {
        let corpus = set.corpus_of(size);
        let mut all: Vec<Figures> = vec![peers::thuchu::Thuchu::measure(&corpus, &questions)?];
        if !options.alone {
            all.push(peers::tantivy::Tantivy::measure(&corpus, &questions)?);
            all.push(peers::fts5::Fts5::measure(&corpus, &questions)?);
        }
        let ours = all.first().map_or(0.0, |f| f.per_second);
        for f in all {
            println!(
                "| {size} | {} | {:.3} | {:.3} | {:.0} ({:.2} × ours) | {:.3} | {:.3} | {:.1} | {} |",
                f.name,
                f.recall_1,
                f.recall_5,
                f.per_second,
                f.per_second / ours,
                f.p50_ms,
                f.p95_ms,
                f.index_seconds,
                f.bytes_per_claim
            );
        }
    }
    Ok(())
}
