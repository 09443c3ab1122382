//! How alike a message and one wording of a claim are: coverage both ways, in the best window, and shared grams.

use std::ops::Range;

use crate::index::Index;
use crate::retrieve::{Query, Scratch, shortness};
use crate::weights::Weights;

/// What a phrase of the same meaning is worth beside the same word.
const SAME_MEANING: f32 = 0.8;
/// What a word with other marks is worth where the writer does set marks: "đường" is not "dương".
const OTHER_MARKS: f32 = 0.55;

/// Likeness of meaning, as vectors show it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meaning {
    /// 0.0 to 1.0: the cosine, over the range that cosines have.
    pub(crate) alike: f32,
    /// How far it may lift the score above that of the words, 0.0 to 1.0; of a foreign message, its share of the score.
    pub(crate) counts: f32,
}

/// Bounded measures of likeness, each 0.0 to 1.0.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Likeness {
    /// Share of the claim's words, by rarity, that the window has.
    pub(crate) claim: f32,
    /// Share of the window's words, by rarity, that the claim has.
    pub(crate) message: f32,
    /// Cosine of the character grams of claim and window.
    pub(crate) grams: f32,
    /// How alike the two mean; none without a model.
    pub(crate) meaning: Option<Meaning>,
    /// How much the two share: the summed rarity of the claim's words that the window has, over 100, at most 1. Of two
    /// claims that a long message holds whole, the longer one is what it is about.
    pub(crate) substance: f32,
    /// Of a foreign message, what it shares with the claim as BM25 counts it, over what it would share with itself; else 0.
    pub(crate) shared: f32,
    /// A foreign message is ranked otherwise.
    pub(crate) foreign: bool,
    /// The syllables of the message that were compared.
    pub(crate) window: Range<usize>,
}

impl Likeness {
    /// The score that ranks, 0.0 to 1.0: a weighted mean of the measures of words, lifted where the meaning is more alike. Of
    /// a message in another language, of which our words know less, it is a mean of shared words, grams, and meaning.
    pub(crate) fn score(&self, weights: &Weights) -> f32 {
        if self.foreign {
            let words = self.shared + weights.rank_grams_foreign * (self.grams - self.shared);
            return self.meaning.as_ref().map_or(words, |meaning| words + meaning.counts * (meaning.alike - words));
        }
        let words = weights.rank_claim * self.claim
            + weights.rank_message * self.message
            + weights.rank_grams * self.grams
            + weights.rank_substance * self.substance;
        match &self.meaning {
            Some(meaning) => {
                // A few common words shared by chance are no rival of the meaning.
                let words = words * (words / weights.rank_faint).min(1.0);
                words + meaning.counts * (meaning.alike - words).max(0.0)
            }
            None => words,
        }
    }
}

/// Compares the message with one wording. `grams` stays 0 until [`add_grams`].
pub(crate) fn compare(index: &Index, query: &Query<'_>, entry: u32, scratch: &mut Scratch) -> Likeness {
    let entry = &index.entries[entry as usize];
    let claim = &mut scratch.claim;
    claim.clear(index.terms.len());
    for &syllable in &entry.syllables {
        claim.set(index.terms.fold_of(syllable));
    }
    for span in &entry.spans {
        claim.set(span.term);
    }
    let n = query.text.len();
    let mut hits: Vec<f32> =
        query.folded.iter().map(|folded| if folded.is_some_and(|id| claim.has(id)) { 1.0 } else { 0.0 }).collect();
    for span in query.spans.iter().filter(|span| claim.has(span.term)) {
        for hit in &mut hits[span.start..span.start + span.len] {
            *hit = hit.max(SAME_MEANING);
        }
    }
    let length = entry.syllables.len();
    let window =
        if n <= (2 * length).max(length + 10) { 0..n } else { best_window(&hits, &query.weight, length * 3 / 2 + 4) };

    let message = &mut scratch.message;
    message.clear(index.terms.len());
    for i in window.clone() {
        for id in [query.accented[i], query.folded[i]].into_iter().flatten() {
            message.set(id);
        }
    }
    for span in query.spans.iter().filter(|s| s.start >= window.start && s.start + s.len <= window.end) {
        message.set(span.term);
    }
    let mut worth: Vec<f32> = Vec::with_capacity(length);
    for &syllable in &entry.syllables {
        let folded = index.terms.fold_of(syllable);
        worth.push(if message.has(syllable) || (message.has(folded) && query.unmarked) {
            1.0
        } else if message.has(folded) {
            OTHER_MARKS
        } else {
            0.0
        });
    }
    for span in entry.spans.iter().filter(|span| message.has(span.term)) {
        let (start, len) = (usize::from(span.start), usize::from(span.len));
        for w in &mut worth[start..start + len] {
            *w = w.max(SAME_MEANING);
        }
    }
    let (mut all, mut hit) = (0.0, 0.0);
    for (&syllable, &w) in entry.syllables.iter().zip(&worth) {
        let weight = index.rarity_of(index.terms.fold_of(syllable));
        all += weight;
        hit += weight * w;
    }
    let (mut said, mut shared) = (0.0, 0.0);
    for i in window.clone() {
        said += query.weight[i];
        shared += query.weight[i] * hits[i];
    }
    Likeness {
        claim: share(hit, all),
        message: share(shared, said),
        grams: 0.0,
        meaning: None,
        substance: (hit / 100.0).min(1.0),
        shared: shared_words(index, query, &hits, length),
        foreign: query.foreign,
        window,
    }
}

/// BM25 of a foreign message's words, each counted once, over its highest value; 0 for other messages.
fn shared_words(index: &Index, query: &Query<'_>, hits: &[f32], length: usize) -> f32 {
    let hit: f32 = query.once.iter().map(|&i| query.weight[i] * hits[i]).sum();
    if query.said > 0.0 { (hit / query.said * shortness(length, index.mean_syllables())).min(1.0) } else { 0.0 }
}

/// Adds the gram cosine. `whole` says that `scratch.grams` holds the whole message; a narrower window is read anew and
/// leaves the set changed, so the caller does whole messages first.
pub(crate) fn add_grams(index: &Index, query: &Query<'_>, entry: u32, likeness: &mut Likeness, scratch: &mut Scratch) {
    if query.foreign {
        let own = scratch.grams.cosine(&index.entries[entry as usize].folded, &index.grams);
        let joined = with_headline(index, entry).map(|text| scratch.grams.cosine(&text, &index.grams));
        likeness.grams = joined.map_or(own, |joined| joined.max(own));
        return;
    }
    if likeness.window.len() < query.text.len() && !likeness.window.is_empty() {
        let first = query.text.syllables[likeness.window.start].folded.start;
        let last = query.text.syllables[likeness.window.end - 1].folded.end;
        scratch.grams.fill(&query.text.folded[first..last], &index.grams);
    }
    likeness.grams = scratch.grams.cosine(&index.entries[entry as usize].folded, &index.grams);
}

/// The folded text of a wording behind its check's headline, or the headline before the first wording.
fn with_headline(index: &Index, entry: u32) -> Option<String> {
    let doc = index.entries[entry as usize].doc;
    let headline = index.headline(doc)?;
    let wording = if entry == headline { index.docs[doc as usize].entries.start } else { entry };
    let folded = |entry: u32| &index.entries[entry as usize].folded;
    (wording != headline).then(|| format!("{} {}", folded(headline), folded(wording)))
}

/// The stretch of `length` syllables with the heaviest hits.
fn best_window(hits: &[f32], weight: &[f32], length: usize) -> Range<usize> {
    let length = length.clamp(1, hits.len().max(1));
    let mut sum: f32 = (0..length.min(hits.len())).map(|i| hits[i] * weight[i]).sum();
    let (mut best, mut start) = (sum, 0);
    for end in length..hits.len() {
        sum += hits[end] * weight[end] - hits[end - length] * weight[end - length];
        if sum > best + 1e-4 {
            best = sum;
            start = end + 1 - length;
        }
    }
    start..(start + length).min(hits.len())
}

fn share(part: f32, whole: f32) -> f32 {
    if whole <= 0.0 { 0.0 } else { (part / whole).clamp(0.0, 1.0) }
}
