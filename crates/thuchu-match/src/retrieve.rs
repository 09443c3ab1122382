//! From a message to candidate wordings: rare words first, until enough has been read.
//!
//! The first pass is BM25 with a term frequency of one (claims are short): the sum of the rarities of the shared
//! folded words, times a factor for length. Lists are read from the rarest word on; once [`READ_AT_LEAST`] places were
//! read and some candidates are there, the commonest words are left to the second pass, which looks at each candidate
//! whole. Work per message is therefore bounded, however many checks there are.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Range;

use crate::analyse::Analysed;
use crate::grams::GramSet;
use crate::index::{Index, span_terms};
use crate::terms::TermId;

/// BM25's parameters, the usual ones.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// Sums of rarities are kept as whole numbers of 1/64.
const SCALE: f32 = 64.0;
/// Places of posting lists read before common words are skipped.
const READ_AT_LEAST: usize = 24_000;
/// The same where somebody looks around by a few words: the list of the rarest one is most of what they mean.
const LOOK_UP_AT_LEAST: usize = 1_000;
/// Places read of one list there, those put in last. Words that so many checks share tell little apart.
const LONGEST_LOOKED_UP: usize = 4_000;
/// Candidates of the first pass whose whole sum is made up, for each one that is handed on.
const WIDER: usize = 8;
/// The same where somebody looks around: a rare word that was typed is in what is found, or the search is refined.
const LOOK_UP_WIDER: usize = 2;
/// From this many syllables on a message is looked at in stretches.
const LONG: usize = 50;
/// What a word counts in a sentence that only passes the message on.
const CHATTER: f32 = 0.15;
/// Sentences shorter than this are read together with the next.
const SHORT_SENTENCE: usize = 6;
/// Most syllables of a stretch; pieces of a longer sentence overlap by half.
const STRETCH: usize = 40;
/// Stretches looked at: about a page of text.
const MOST_STRETCHES: usize = 60;

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
    /// In another language than Vietnamese: other measures rank it.
    pub(crate) foreign: bool,
    /// Of a foreign message, where each word stands first.
    pub(crate) once: Vec<usize>,
    /// Summed rarity of these.
    pub(crate) said: f32,
}

/// A phrase or number of the message.
pub(crate) struct QuerySpan {
    pub(crate) term: TermId,
    pub(crate) start: usize,
    pub(crate) len: usize,
}

/// Room that one thread uses again and again.
#[derive(Default)]
#[cfg_attr(test, derive(Debug))]
pub struct Scratch {
    sums: Vec<u16>,
    touched: Vec<u32>,
    pub(crate) grams: GramSet,
    pub(crate) message: Marks,
    pub(crate) claim: Marks,
    pub(crate) work: Work,
    pub(crate) near: thuchu_embed::Room,
}

/// What questions cost, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Places of posting lists that were read.
    pub read: u64,
    /// Wordings that were compared with a message.
    pub compared: u64,
}

impl Scratch {
    /// What was done in this room so far.
    #[must_use]
    pub fn work(&self) -> Work {
        self.work
    }
}

/// A set of terms that is emptied in no time.
#[derive(Default)]
#[cfg_attr(test, derive(Debug))]
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
            foreign: !text.is_vietnamese(),
            once: Vec::new(),
            said: 0.0,
        };
        for i in 0..n {
            let folded = index.terms.get(text.folded(i));
            query.accented.push(index.terms.get(text.accented(i)));
            query.folded.push(folded);
            let weight = folded.map_or_else(|| index.rarity_of_unseen(text.folded(i)), |id| index.rarity_of(id));
            query.weight.push(if text.syllables[i].chatter { weight * CHATTER } else { weight });
        }
        if query.foreign {
            let mut seen = HashSet::with_capacity(n);
            query.once = (0..n).filter(|&i| seen.insert(text.folded(i))).collect();
            query.said = query.once.iter().map(|&i| query.weight[i]).sum();
        }
        for (term, start, len) in span_terms(text) {
            if let Some(term) = index.terms.get(&term) {
                query.spans.push(QuerySpan { term, start, len });
            }
        }
        query
    }
}

/// What one stretch of a message is to give.
struct Wanted<'p, P> {
    /// Most wordings.
    most: usize,
    /// Candidates of the first pass for each of them.
    wider: usize,
    read_at_least: usize,
    /// Places read of one list, at most.
    longest: usize,
    /// Which documents count.
    passes: &'p P,
}

/// Wordings that share rare words with the message, of documents that pass: the `most` best of a short message; of a
/// long one the best of each stretch, so that one claim among many sentences is not drowned by the others.
pub(crate) fn candidates(
    index: &Index,
    query: &Query<'_>,
    most: usize,
    passes: impl Fn(u32) -> bool,
    scratch: &mut Scratch,
) -> Vec<u32> {
    let wanted = Wanted { most, wider: WIDER, read_at_least: READ_AT_LEAST, longest: usize::MAX, passes: &passes };
    with(index, query, &wanted, scratch)
}

/// The same for who looks around by words: bounded far closer, so that it costs about as much in a desk of a hundred times as
/// many checks.
pub(crate) fn looked_up(
    index: &Index,
    query: &Query<'_>,
    most: usize,
    passes: impl Fn(u32) -> bool,
    scratch: &mut Scratch,
) -> Vec<u32> {
    let wanted = Wanted {
        most,
        wider: LOOK_UP_WIDER,
        read_at_least: LOOK_UP_AT_LEAST,
        longest: LONGEST_LOOKED_UP,
        passes: &passes,
    };
    with(index, query, &wanted, scratch)
}

fn with(
    index: &Index,
    query: &Query<'_>,
    wanted: &Wanted<'_, impl Fn(u32) -> bool>,
    scratch: &mut Scratch,
) -> Vec<u32> {
    let n = query.text.len();
    let mut found: Vec<u32> = Vec::with_capacity(wanted.most);
    if n <= LONG {
        in_stretch(index, query, 0..n, wanted, scratch, &mut found);
    } else {
        let wanted = Wanted { most: wanted.most / 3, read_at_least: wanted.read_at_least / 3, ..*wanted };
        for stretch in stretches(query.text).into_iter().take(MOST_STRETCHES) {
            in_stretch(index, query, stretch, &wanted, scratch, &mut found);
        }
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// A long message in sentences: short ones joined to the next, long ones cut into overlapping pieces.
fn stretches(text: &Analysed) -> Vec<Range<usize>> {
    let mut list = Vec::new();
    let mut start = 0;
    for end in 1..=text.len() {
        let full_stop = end == text.len() || {
            let between = text.syllables[end - 1].accented.end..text.syllables[end].accented.start;
            text.text[between].contains('.')
        };
        if !full_stop || (end - start < SHORT_SENTENCE && end < text.len()) {
            continue;
        }
        if end - start <= STRETCH {
            list.push(start..end);
        } else {
            list.extend((start..end).step_by(STRETCH / 2).map(|from| from..(from + STRETCH).min(end)));
        }
        start = end;
    }
    list
}

/// Adds the best wordings for one stretch of the message to `found`.
fn in_stretch(
    index: &Index,
    query: &Query<'_>,
    stretch: Range<usize>,
    wanted: &Wanted<'_, impl Fn(u32) -> bool>,
    scratch: &mut Scratch,
    found: &mut Vec<u32>,
) {
    let &Wanted { most, wider, read_at_least, longest, passes } = wanted;
    let spans = query.spans.iter().filter(|s| s.start >= stretch.start && s.start + s.len <= stretch.end);
    let said = |i: &usize| !query.text.syllables[*i].chatter;
    let words = stretch.clone().filter(said).filter_map(|i| query.folded[i]);
    let mut terms: Vec<TermId> = words.chain(spans.map(|s| s.term)).collect();
    terms.sort_unstable();
    terms.dedup();
    let mut terms: Vec<(usize, TermId)> =
        terms.into_iter().map(|term| (index.postings[term as usize].len(), term)).collect();
    terms.sort_unstable();
    let Scratch { sums, touched, message, work, .. } = scratch;
    sums.resize(index.entries.len().max(sums.len()), 0);
    let mut read = 0;
    let mut unread = terms.len();
    for (place, &(holders, term)) in terms.iter().enumerate() {
        if read >= read_at_least && touched.len() >= wider * most {
            unread = place;
            break;
        }
        let worth = (index.rarity_of(term) * SCALE) as u16;
        let places = &index.postings[term as usize];
        for &entry in &places[places.len().saturating_sub(longest)..] {
            let sum = &mut sums[entry as usize];
            if *sum == 0 {
                touched.push(entry);
            }
            *sum = sum.saturating_add(worth);
        }
        read += holders.min(longest);
    }
    work.read += read as u64;
    let mean = index.mean_syllables();
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(touched.len());
    for &entry in touched.iter() {
        best.push((
            entry,
            f32::from(sums[entry as usize]) / SCALE * shortness(index.entries[entry as usize].syllables.len(), mean),
        ));
        sums[entry as usize] = 0;
    }
    touched.clear();
    let passes = |entry: u32| passes(index.entries[entry as usize].doc);
    if unread == terms.len() {
        best = best_passing(best, most, passes);
    } else {
        best = best_passing(best, wider * most, passes);
        message.clear(index.terms.len());
        for &(_, term) in &terms[unread..] {
            message.set(term);
        }
        for (entry, score) in &mut best {
            *score += common(index, *entry, message) * shortness(index.entries[*entry as usize].syllables.len(), mean);
        }
        best.sort_unstable_by(better);
        best.truncate(most);
    }
    found.extend(best.into_iter().map(|(entry, _)| entry));
}

/// BM25's factor for the length of a wording.
#[inline]
pub(crate) fn shortness(length: usize, mean: f32) -> f32 {
    let length = length as f32;
    (K1 + 1.0) / (1.0 + K1 * (1.0 - B + B * length / mean))
}

/// Summed rarity of the words of an entry that are in `words`, each once.
fn common(index: &Index, entry: u32, words: &Marks) -> f32 {
    let entry = &index.entries[entry as usize];
    let syllables = entry.syllables.iter().map(|&s| index.terms.fold_of(s));
    let mut shared: Vec<TermId> =
        syllables.chain(entry.spans.iter().map(|s| s.term)).filter(|&t| words.has(t)).collect();
    shared.sort_unstable();
    shared.dedup();
    shared.into_iter().map(|term| index.rarity_of(term)).sum()
}

/// Best first; equal scores by place, so that runs agree.
fn better(a: &(u32, f32), b: &(u32, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// The `most` best of those that pass, best first. Whether one passes is asked from the best one on and no further than
/// needed: of many thousand that share a word, few are looked at.
fn best_passing(mut list: Vec<(u32, f32)>, most: usize, passes: impl Fn(u32) -> bool) -> Vec<(u32, f32)> {
    let mut kept = Vec::with_capacity(most.min(list.len()));
    let (mut rest, mut next) = (list.as_mut_slice(), most.max(1));
    while kept.len() < most && !rest.is_empty() {
        if rest.len() > next {
            rest.select_nth_unstable_by(next - 1, better);
        }
        let (head, tail) = rest.split_at_mut(next.min(rest.len()));
        head.sort_unstable_by(better);
        kept.extend(head.iter().filter(|(entry, _)| passes(*entry)).take(most - kept.len()));
        (rest, next) = (tail, next * 2);
    }
    kept
}
