//! The same model without an engine: one vector for each text as it is, all compared in floats of 32 bits.

use anyhow::Result;
use thuchu_embed::WIDTH;

use super::{Corpus, Message, Peer};
use crate::vectors;

pub(crate) struct Cosines {
    rows: Vec<[f32; WIDTH]>,
}

impl Peer for Cosines {
    const NAME: &'static str = "e5 alone, f32, all compared";
    type Prepared<'a> = Option<&'a [f32; WIDTH]>;

    fn build(corpus: &Corpus<'_>) -> Result<Self> {
        let row = |(at, claim)| {
            let vectors = corpus.vectors.map(|v| v.get(at, claim, 1)).unwrap_or_default();
            vectors.first().map_or([0.0; WIDTH], vectors::plain)
        };
        Ok(Self { rows: corpus.claims.iter().enumerate().map(row).collect() })
    }

    fn prepare<'a>(message: &Message<'a>) -> Self::Prepared<'a> {
        message.seen.map(|seen| &seen.plain)
    }

    fn ask(&mut self, message: &Self::Prepared<'_>) -> Result<Vec<usize>> {
        let Some(message) = message else { return Ok(Vec::new()) };
        let mut best: Vec<(f32, usize)> = Vec::with_capacity(6);
        for (at, row) in self.rows.iter().enumerate() {
            let cosine = product(message, row);
            if best.len() < 5 || cosine > best[4].0 {
                let before = best.partition_point(|(other, _)| *other >= cosine);
                best.insert(before, (cosine, at));
                best.truncate(5);
            }
        }
        Ok(best.into_iter().map(|(_, at)| at).collect())
    }

    fn bytes(&self) -> Result<u64> {
        Ok((self.rows.len() * size_of::<[f32; WIDTH]>()) as u64)
    }
}

/// In sixteen sums, so that the compiler may use the processor's vectors.
fn product(a: &[f32; WIDTH], b: &[f32; WIDTH]) -> f32 {
    let mut sums = [0.0_f32; 16];
    for (a, b) in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}
