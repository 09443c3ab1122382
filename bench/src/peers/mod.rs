//! The engines compared.

pub(crate) mod fts5;
pub(crate) mod tantivy;
pub(crate) mod thuchu;

use std::time::Instant;

use anyhow::Result;

use crate::claims::{Claim, Question};

/// What one engine did.
pub(crate) struct Figures {
    pub(crate) name: &'static str,
    pub(crate) recall_1: f64,
    pub(crate) recall_5: f64,
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p95_ms: f64,
    pub(crate) index_seconds: f64,
    pub(crate) bytes_per_claim: u64,
}

/// One engine under test.
pub(crate) trait Peer: Sized {
    const NAME: &'static str;
    /// What it is asked with; made before the clock starts.
    type Prepared;

    fn build(corpus: &[Claim]) -> Result<Self>;
    fn prepare(message: &str) -> Self::Prepared;
    /// Places in the corpus, best first, at most five.
    fn ask(&mut self, message: &Self::Prepared) -> Result<Vec<usize>>;
    /// Bytes held.
    fn bytes(&self) -> Result<u64>;

    /// Builds, asks everything once to warm up and once for the figures.
    #[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
    fn measure(corpus: &[Claim], questions: &[Question]) -> Result<Figures> {
        let started = Instant::now();
        let mut engine = Self::build(corpus)?;
        let index_seconds = started.elapsed().as_secs_f64();
        let prepared: Vec<Self::Prepared> = questions.iter().map(|q| Self::prepare(&q.text)).collect();
        for message in &prepared {
            engine.ask(message)?;
        }
        let (mut first, mut fifth, mut times) = (0_usize, 0_usize, Vec::with_capacity(questions.len()));
        for (message, question) in prepared.iter().zip(questions) {
            let began = Instant::now();
            let found = engine.ask(message)?;
            times.push(began.elapsed().as_secs_f64());
            let place = found.iter().position(|&at| corpus[at].id == question.right);
            first += usize::from(place == Some(0));
            fifth += usize::from(place.is_some());
        }
        let total: f64 = times.iter().sum();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default() * 1_000.0;
        let n = questions.len().max(1) as f64;
        Ok(Figures {
            name: Self::NAME,
            recall_1: first as f64 / n,
            recall_5: fifth as f64 / n,
            per_second: n / total,
            p50_ms: at(0.5),
            p95_ms: at(0.95),
            index_seconds,
            bytes_per_claim: engine.bytes()? / corpus.len().max(1) as u64,
        })
    }
}

/// The folded words of a text, each once, as both peers get them.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    let folded = thuchu_text::fold(&thuchu_text::index_form(text).text);
    let mut words: Vec<String> = thuchu_text::syllables(&folded).map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}

/// The folded text, words in order.
pub(crate) fn folded_text(text: &str) -> String {
    let folded = thuchu_text::fold(&thuchu_text::index_form(text).text);
    thuchu_text::syllables(&folded).collect::<Vec<_>>().join(" ")
}
