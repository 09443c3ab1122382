//! The engines compared.

pub(crate) mod cosines;
pub(crate) mod fts5;
pub(crate) mod tantivy;
pub(crate) mod thuchu;

use std::time::Instant;

use anyhow::Result;
use thuchu_match::Doc;
use thuchu_model::{CheckId, Trust};

use crate::claims::Claim;
use crate::vectors::{Seen, Vectors};

/// Messages that an engine is asked before the clock runs.
const WARM_UP: usize = 50;

/// What an engine is built of.
#[derive(Clone, Copy)]
pub(crate) struct Corpus<'a> {
    pub(crate) claims: &'a [Claim],
    pub(crate) vectors: Option<&'a Vectors>,
}

/// What an engine is asked.
#[derive(Clone, Copy)]
pub(crate) struct Message<'a> {
    pub(crate) text: &'a str,
    /// The id of the claim that it is about.
    pub(crate) right: &'a str,
    pub(crate) seen: Option<&'a Seen>,
}

/// What one engine did.
pub(crate) struct Figures {
    pub(crate) name: &'static str,
    pub(crate) asked: usize,
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
    type Prepared<'a>;

    fn build(corpus: &Corpus<'_>) -> Result<Self>;
    fn prepare<'a>(message: &Message<'a>) -> Self::Prepared<'a>;
    /// Places in the corpus, best first, at most five.
    fn ask(&mut self, message: &Self::Prepared<'_>) -> Result<Vec<usize>>;
    /// Bytes held.
    fn bytes(&self) -> Result<u64>;

    /// Builds, asks some messages to warm up, and then all, or as many as `seconds` allow, for the figures.
    #[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
    fn measure(corpus: &Corpus<'_>, messages: &[Message<'_>], seconds: f64) -> Result<(Figures, Self)> {
        let started = Instant::now();
        let mut engine = Self::build(corpus)?;
        let index_seconds = started.elapsed().as_secs_f64();
        let prepared: Vec<Self::Prepared<'_>> = messages.iter().map(Self::prepare).collect();
        let started = Instant::now();
        for message in prepared.iter().take(WARM_UP) {
            if started.elapsed().as_secs_f64() * 4.0 < seconds {
                engine.ask(message)?;
            }
        }
        let (mut first, mut fifth, mut times) = (0_usize, 0_usize, Vec::with_capacity(messages.len()));
        let started = Instant::now();
        for (prepared, message) in prepared.iter().zip(messages) {
            if started.elapsed().as_secs_f64() > seconds {
                break;
            }
            let began = worked();
            let found = engine.ask(prepared)?;
            times.push(worked() - began);
            let place = found.iter().position(|&at| corpus.claims[at].id == message.right);
            first += usize::from(place == Some(0));
            fifth += usize::from(place.is_some());
        }
        let total: f64 = times.iter().sum();
        let n = times.len().max(1) as f64;
        let figures = Figures {
            name: Self::NAME,
            asked: times.len(),
            recall_1: first as f64 / n,
            recall_5: fifth as f64 / n,
            per_second: n / total,
            p50_ms: share(&mut times, 0.5) * 1_000.0,
            p95_ms: share(&mut times, 0.95) * 1_000.0,
            index_seconds,
            bytes_per_claim: engine.bytes()? / corpus.claims.len().max(1) as u64,
        };
        Ok((figures, engine))
    }
}

/// Seconds that this thread had a processor: on a machine that others use too, the clock on the wall tells of them.
pub(crate) fn worked() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// The value below which so much of the list lies.
pub(crate) fn share(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get((values.len() as f64 * share) as usize).copied().unwrap_or_default()
}

/// A claim as our engine takes it in; its id tells its place in the corpus.
pub(crate) fn doc(at: usize, claim: &Claim) -> Doc {
    Doc {
        id: CheckId::from_bytes((at as u128).to_be_bytes()),
        wordings: vec![claim.text.clone()],
        title: None,
        links: Vec::new(),
        value: None,
        trust: Trust::Answer,
        holds_until: None,
    }
}

/// The place that [`doc`] put into an id.
pub(crate) fn place(id: CheckId) -> usize {
    u128::from_be_bytes(*id.as_bytes()) as usize
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
