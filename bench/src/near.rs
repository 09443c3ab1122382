//! What is lost by looking through vectors by their signs first.

use thuchu_embed::{Quantised, Room, VectorTable, WIDTH};

use crate::peers::{Corpus, Message};
use crate::vectors::{length_one, plain, quantise};

/// The nearest that count.
const NEAREST: usize = 50;
/// Messages that are asked.
const ASKED: usize = 200;

/// Share of the 50 claims with the highest cosines that the quick search finds too, over the messages. Both sides are seen
/// from their own middle, as in the engine, which knows the middle of each language.
pub(crate) fn recall(corpus: &Corpus<'_>, messages: &[Message<'_>]) -> f64 {
    let Some(vectors) = corpus.vectors else { return 0.0 };
    let claim = |at: usize| vectors.get(at, &corpus.claims[at], 1).first().map(plain).unwrap_or([0.0; WIDTH]);
    let step = corpus.claims.len().div_ceil(5_000);
    let middle = mean((0..corpus.claims.len()).step_by(step).map(claim));
    let mut table = VectorTable::default();
    for at in 0..corpus.claims.len() {
        table.push(&seen(&claim(at), &middle));
    }
    let seen_messages: Vec<[f32; WIDTH]> = messages.iter().filter_map(|m| m.seen).map(|seen| seen.plain).collect();
    let middle = mean(seen_messages.iter().copied());
    let queries: Vec<Quantised> = seen_messages.iter().take(ASKED).map(|query| seen(query, &middle)).collect();
    let quick = table.nearest(&queries, NEAREST, &mut Room::default());
    let (mut cosines, mut found) = (Vec::new(), 0);
    for (query, quick) in queries.iter().zip(quick) {
        table.cosines(query, 0..usize::MAX, &mut cosines);
        let mut sorted = cosines.clone();
        sorted.sort_unstable_by(|a, b| b.total_cmp(a));
        let last = sorted[NEAREST.min(sorted.len()) - 1];
        found += quick.iter().filter(|(_, cosine)| *cosine >= last).count().min(NEAREST);
    }
    found as f64 / (NEAREST * queries.len().max(1)) as f64
}

fn mean(vectors: impl Iterator<Item = [f32; WIDTH]>) -> [f32; WIDTH] {
    let (mut sum, mut count) = ([0.0_f32; WIDTH], 0.0_f32);
    for vector in vectors {
        sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        count += 1.0;
    }
    sum.map(|sum| sum / count.max(1.0))
}

fn seen(vector: &[f32; WIDTH], middle: &[f32; WIDTH]) -> Quantised {
    quantise(&length_one(std::array::from_fn(|i| vector[i] - middle[i])))
}
