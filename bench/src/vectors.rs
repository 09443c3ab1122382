//! Vectors of claims and messages: really embedded where there are few, made of real ones beyond.
//!
//! The first [`REAL`] claims are embedded, made texts among them; that is done before any clock runs, and kept in a file. A
//! claim beyond has the mean of the vectors of the two claims that its halves are from, with noise of a quarter of its
//! length, drawn by a generator that its place seeds.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use thuchu_embed::{Embedder, QUANTISED_BYTES, Quantised, WIDTH};
use thuchu_match::{Index, Sense};

use crate::claims::{Claim, Dice, Question};
use crate::peers::{doc, place};

/// Claims that are really embedded.
pub(crate) const REAL: usize = 10_000;
/// Length of the noise, where the vector's is 1.
const NOISE: f32 = 0.25;
/// Texts that are embedded between two lines about how far it is.
const BATCH: usize = 512;

/// The vectors of a corpus: as it is, and folded, where an index wants two.
pub(crate) struct Vectors {
    real: Vec<Vec<Quantised>>,
}

/// A message as the model sees it.
pub(crate) struct Seen {
    /// With parts, calmed, folded: as our engine uses it.
    pub(crate) sense: Sense,
    /// One vector of the text as it is.
    pub(crate) plain: [f32; WIDTH],
}

impl Vectors {
    /// Embeds what `cache` does not hold yet.
    #[expect(clippy::print_stderr, reason = "embedding takes minutes; one sees how far it is")]
    pub(crate) fn of(model: &Embedder, corpus: &[Claim], cache: &Path) -> Result<Self> {
        let corpus = &corpus[..corpus.len().min(REAL)];
        let index = Index::build(corpus.iter().enumerate().map(|(at, claim)| doc(at, claim)));
        let lacking = index.without_vectors(usize::MAX);
        let mut known = read(model, cache)?;
        let texts = lacking.iter().flat_map(|lacking| &lacking.texts);
        let mut fresh: Vec<&str> = texts.filter(|text| !known.contains_key(&key(text))).map(String::as_str).collect();
        fresh.sort_unstable();
        fresh.dedup();
        for (done, texts) in fresh.chunks(BATCH).enumerate() {
            let vectors = model.embed_all(texts);
            known.extend(texts.iter().zip(vectors).map(|(text, vector)| (key(text), vector.quantise())));
            eprintln!("embedded {} of {} texts", done * BATCH + texts.len(), fresh.len());
            write(model, cache, &known)?;
        }
        let mut real = vec![Vec::new(); corpus.len()];
        for lacking in lacking {
            let vectors = lacking.texts.iter().filter_map(|text| known.get(&key(text)).cloned());
            real[place(lacking.id)] = vectors.collect();
        }
        Ok(Self { real })
    }

    /// As many vectors as wanted of the claim in a place of the corpus.
    pub(crate) fn get(&self, at: usize, claim: &Claim, wanted: usize) -> Vec<Quantised> {
        match (self.real.get(at), claim.halves) {
            (Some(real), _) => real.clone(),
            (None, Some(halves)) => (0..wanted).map(|which| self.made(at, halves, which)).collect(),
            (None, None) => Vec::new(),
        }
    }

    fn made(&self, at: usize, halves: [usize; 2], which: usize) -> Quantised {
        let halves = halves.map(|half| &self.real[half]);
        let halves = halves.map(|half| plain(half.get(which).or(half.first()).unwrap_or(&NOWHERE)));
        let mut dice = Dice::new((at as u64 * 2 + which as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        // The sum of four even draws is near to normal.
        let noise: [f32; WIDTH] = std::array::from_fn(|_| {
            let draws = dice.next().to_le_bytes();
            draws[..4].iter().map(|draw| f32::from(*draw) / 127.5 - 1.0).sum()
        });
        let mean = length_one(std::array::from_fn(|i| halves[0][i] + halves[1][i]));
        let noise = length_one(noise);
        quantise(&length_one(std::array::from_fn(|i| mean[i] + NOISE * noise[i])))
    }
}

const NOWHERE: Quantised = Quantised { values: [0; WIDTH], scale: 0.0 };

/// Embeds messages, one by one.
pub(crate) fn see(model: &Embedder, questions: &[Question]) -> Vec<Seen> {
    let one = |q: &Question| Seen { sense: sense(model, &q.text), plain: *model.embed(&q.text) };
    questions.iter().map(one).collect()
}

/// A message as our engine sees it.
pub(crate) fn sense(model: &Embedder, text: &str) -> Sense {
    Sense::of(text, &mut |texts| model.embed_all(texts).iter().map(thuchu_embed::Vector::quantise).collect())
}

/// In floats.
pub(crate) fn plain(vector: &Quantised) -> [f32; WIDTH] {
    vector.values.map(|value| f32::from(value) * vector.scale)
}

/// In its direction, of length 1.
pub(crate) fn length_one(values: [f32; WIDTH]) -> [f32; WIDTH] {
    let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
    values.map(|value| value / length.max(f32::MIN_POSITIVE))
}

/// In bytes.
pub(crate) fn quantise(values: &[f32; WIDTH]) -> Quantised {
    let largest = values.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
    Quantised { values: values.map(|value| (value * 127.0 / largest).round_ties_even() as i8), scale: largest / 127.0 }
}

fn key(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

fn read(model: &Embedder, cache: &Path) -> Result<HashMap<[u8; 32], Quantised>> {
    let bytes = fs::read(cache).unwrap_or_default();
    let Some(records) = bytes.strip_prefix(model.id().as_bytes()) else { return Ok(HashMap::new()) };
    let records = records.as_chunks::<{ 32 + QUANTISED_BYTES }>().0.iter();
    let record = |record: &[u8; 32 + QUANTISED_BYTES]| {
        let (key, vector) = record.split_first_chunk::<32>()?;
        Some((*key, Quantised::from_bytes(vector)?))
    };
    records.map(|bytes| record(bytes).with_context(|| format!("{} is damaged", cache.display()))).collect()
}

fn write(model: &Embedder, cache: &Path, known: &HashMap<[u8; 32], Quantised>) -> Result<()> {
    let mut bytes = model.id().as_bytes().to_vec();
    for (key, vector) in known {
        bytes.extend_from_slice(key);
        bytes.extend_from_slice(&vector.to_bytes());
    }
    fs::create_dir_all(cache.parent().unwrap_or(Path::new(".")))?;
    fs::write(cache, bytes).with_context(|| cache.display().to_string())
}
