//! From a message to candidate wordings: rare words first, until enough has been read.
//!
//! The first pass is BM25 with a term frequency of one (claims are short): the sum of the rarities of the shared
//! folded words, times a factor for length. Lists are read from the rarest word on; once [`READ_AT_LEAST`] places were
//! read and some candidates are there, the commonest words are left to the second pass, which looks at each candidate
//! whole. Work per message is therefore bounded, however many checks there are.

use std::collections::HashMap;

use crate::analyse::Analysed;
use crate::grams::GramSet;
use crate::index::{Index, span_terms};
use crate::terms::{FastHash, TermId};

/// BM25's parameters, the usual ones.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// Sums of rarities are kept as whole numbers of 1/64.
const SCALE: f32 = 64.0;
/// Places of posting lists read before common words are skipped.
const READ_AT_LEAST: usize = 24_000;

/// A message, with its words looked up in one index.
pub(crate) struct Query<'a> {
    pub(crate) text: &'a Analysed,
    /// Per syllable: the accented form's number, if some claim has it.
    pub(crate) accented: Vec<Option<TermId>>,
    /// Per syllable: the folded form's number.
    pub(crate) folded: Vec<Option<TermId>>,
    /// Per syllable: how rare it is.
    pub(crate) weight: Vec<f32>,
    /// Phrases and numbers that some claim has too.
    pub(crate) spans: Vec<QuerySpan>,
    /// Fewer than two in five syllables carry marks: the writer left them out.
    pub(crate) unmarked: bool,
}

/// A phrase or number of the message.
pub(crate) struct QuerySpan {
    pub(crate) term: TermId,
    pub(crate) start: usize,
    pub(crate) len: usize,
}

/// Room that one thread uses again and again.
#[derive(Default)]
pub struct Scratch {
    sums: Vec<u16>,
    touched: Vec<u32>,
    pub(crate) grams: GramSet,
    pub(crate) message: Marks,
    pub(crate) claim: Marks,
}

/// A set of terms that is emptied in no time.
#[derive(Default)]
pub(crate) struct Marks {
    epoch: u32,
    marks: Vec<u32>,
}

impl Marks {
    pub(crate) fn clear(&mut self, terms: usize) {
        if self.marks.len() < terms {
            self.marks.resize(terms, 0);
        }
        self.epoch = self.epoch.wrapping_add(1);
        if self.epoch == 0 {
            self.marks.fill(0);
            self.epoch = 1;
        }
    }

    #[inline]
    pub(crate) fn set(&mut self, term: TermId) {
        self.marks[term as usize] = self.epoch;
    }

    #[inline]
    pub(crate) fn has(&self, term: TermId) -> bool {
        self.marks[term as usize] == self.epoch
    }
}

impl<'a> Query<'a> {
    /// Looks the message's words up.
    pub(crate) fn new(text: &'a Analysed, index: &Index) -> Self {
        let n = text.len();
        let mut query = Self {
            text,
            accented: Vec::with_capacity(n),
            folded: Vec::with_capacity(n),
            weight: Vec::with_capacity(n),
            spans: Vec::new(),
            unmarked: text.marked_share() < 0.4,
        };
        let unseen = index.rarity(0);
        for i in 0..n {
            let folded = index.terms.get(text.folded(i));
            query.accented.push(index.terms.get(text.accented(i)));
            query.folded.push(folded);
            query.weight.push(folded.map_or(unseen, |id| index.rarity_of(id)));
        }
        for (term, start, len) in span_terms(text) {
            if let Some(term) = index.terms.get(&term) {
                query.spans.push(QuerySpan { term, start, len });
            }
        }
        query
    }
}

/// The `most` wordings that share the rarest words with the message, best first, with their BM25 score.
pub(crate) fn candidates(index: &Index, query: &Query<'_>, most: usize, scratch: &mut Scratch) -> Vec<(u32, f32)> {
    let mut terms: HashMap<TermId, usize, FastHash> = HashMap::with_capacity_and_hasher(query.folded.len(), FastHash);
    for term in query.folded.iter().flatten().copied().chain(query.spans.iter().map(|s| s.term)) {
        terms.entry(term).or_insert_with(|| index.postings[term as usize].len());
    }
    let mut terms: Vec<(usize, TermId)> = terms.into_iter().map(|(term, holders)| (holders, term)).collect();
    terms.sort_unstable();
    let Scratch { sums, touched, .. } = scratch;
    sums.resize(index.entries.len().max(sums.len()), 0);
    let (mut read, mut first_common) = (0, terms.len());
    for (place, &(holders, term)) in terms.iter().enumerate() {
        if read >= READ_AT_LEAST && touched.len() >= 4 * most {
            first_common = place;
            break;
        }
        let worth = (index.rarity(holders) * SCALE) as u16;
        for &entry in &index.postings[term as usize] {
            let sum = &mut sums[entry as usize];
            if *sum == 0 {
                touched.push(entry);
            }
            *sum = sum.saturating_add(worth);
        }
        read += holders;
    }
    let _ = first_common;
    let mean = index.mean_syllables();
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(touched.len());
    for &entry in touched.iter() {
        let length = index.entries[entry as usize].syllables.len() as f32;
        let shorter = (K1 + 1.0) / (1.0 + K1 * (1.0 - B + B * length / mean));
        best.push((entry, f32::from(sums[entry as usize]) / SCALE * shorter));
        sums[entry as usize] = 0;
    }
    touched.clear();
    keep_best(&mut best, most);
    best
}

/// Keeps the `most` best, in descending order; equal scores by place, so that runs agree.
fn keep_best(list: &mut Vec<(u32, f32)>, most: usize) {
    let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if list.len() > most && most > 0 {
        list.select_nth_unstable_by(most - 1, order);
        list.truncate(most);
    }
    list.sort_unstable_by(order);
}
