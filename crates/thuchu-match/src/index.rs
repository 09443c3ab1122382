//! The index: every wording of every check, in memory, kept fresh one check at a time.
//!
//! It knows what a decision needs and no more; labels, links and pages are looked up by the check's id.

use std::collections::HashMap;

use rayon::prelude::*;
use thuchu_model::{CheckId, Timestamp, Trust};
use thuchu_text::links::CanonicalUrl;

use crate::analyse::Analysed;
use crate::dense::{Places, Vectors};
use crate::grams::Grams;
use crate::terms::{BACKGROUND, FastHash, TermId, Terms, background};

/// Gaps that removed wordings may leave beside as many as there are wordings, before they are closed.
const MOST_GAPS: usize = 1_024;

/// A check as the engine needs it.
#[derive(Debug, Clone)]
pub struct Doc {
    /// The check's id; putting the same id again replaces what was there.
    pub id: CheckId,
    /// The claim in every wording and language it is published in.
    pub wordings: Vec<String>,
    /// The check's own headline, if it has one.
    pub title: Option<String>,
    /// The check's address and where the claim was seen: a message with such a link asks about this check.
    pub links: Vec<CanonicalUrl>,
    /// The rating's value on the scale of 1 (false) to 5 (true); none never disagrees.
    pub value: Option<u8>,
    /// How far the one who made the check is trusted. Checks of [`Trust::None`] are not indexed at all.
    pub trust: Trust,
    /// After this time the check is suggested, never answered.
    pub holds_until: Option<Timestamp>,
}

/// A check with its texts taken apart: the costly half of [`Index::put`], done before an index that others ask is locked.
pub struct TakenApart {
    doc: Doc,
    texts: Vec<(String, Analysed)>,
    /// The last text is the headline.
    titled: bool,
}

/// All checks, ready to be asked.
#[derive(Default)]
#[cfg_attr(test, derive(Debug))]
pub struct Index {
    pub(crate) docs: Vec<Slot>,
    by_id: HashMap<CheckId, u32>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) terms: Terms,
    /// Entries by folded term, in ascending order.
    pub(crate) postings: Vec<Vec<u32>>,
    /// By folded term: the logarithm of its holders, background included, plus ½.
    ln_holders: Vec<f32>,
    pub(crate) grams: Grams,
    /// Documents by link.
    pub(crate) by_link: HashMap<Box<str>, Vec<u32>, FastHash>,
    /// Entries by the hash of their index form.
    pub(crate) by_form: HashMap<u64, Vec<u32>>,
    pub(crate) vectors: Vectors,
    live_docs: usize,
    live_entries: usize,
    /// `ln(live_entries + BACKGROUND + 1)`.
    ln_entries: f32,
    total_syllables: u64,
}

/// One check in the index, or the gap it left.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Slot {
    pub(crate) id: CheckId,
    pub(crate) value: Option<u8>,
    pub(crate) trust: Trust,
    pub(crate) holds_until: Option<Timestamp>,
    pub(crate) entries: std::ops::Range<u32>,
    /// The last of the entries is the headline.
    pub(crate) titled: bool,
    links: Box<[CanonicalUrl]>,
}

/// One wording of one check.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Entry {
    pub(crate) doc: u32,
    /// Which wording of the document; the title comes after the last wording.
    pub(crate) wording: u16,
    /// The wording as it was given: shown, and read again for its slots when it is a candidate.
    pub(crate) text: Box<str>,
    pub(crate) folded: Box<str>,
    /// The syllables, accented, in order.
    pub(crate) syllables: Box<[TermId]>,
    /// Phrases and numbers: a term that stands for all ways to say it, and the syllables it covers.
    pub(crate) spans: Box<[Span]>,
    /// Where its vectors lie.
    pub(crate) vectors: Places,
}

/// A phrase or number of an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) term: TermId,
    pub(crate) start: u16,
    pub(crate) len: u16,
}

/// The dictionary words of a text's phrases, numbers and English words: "§12" for a concept, "#5000000" for a number,
/// "~vaccin" for a stem.
pub(crate) fn span_terms(analysed: &Analysed) -> impl Iterator<Item = (String, usize, usize)> + '_ {
    let phrases = analysed.phrases.iter().map(|f| (format!("§{}", f.group), f.start, f.len));
    let numbers =
        analysed.quantities.iter().map(|q| (format!("#{}", q.value_text()), q.syllables.start, q.syllables.len()));
    let stems = analysed.stems().map(|(i, stem)| (format!("~{stem}"), i, 1));
    phrases.chain(numbers).chain(stems)
}

impl Index {
    /// Builds an index from all checks at once, taking the texts apart on all cores.
    pub fn build(docs: impl IntoIterator<Item = Doc>) -> Self {
        let mut index = Self::default();
        index.extend(docs);
        index
    }

    /// Adds or replaces many checks; texts are taken apart in parallel.
    pub fn extend(&mut self, docs: impl IntoIterator<Item = Doc>) {
        let mut docs = docs.into_iter();
        loop {
            let batch: Vec<Doc> = docs.by_ref().take(8_192).collect();
            if batch.is_empty() {
                break;
            }
            for taken in TakenApart::all(batch) {
                self.insert(&taken);
            }
        }
        self.grams.weigh();
    }

    /// Adds a check, or replaces the one of the same id.
    pub fn put(&mut self, doc: Doc) {
        self.put_taken(&TakenApart::of(doc));
    }

    /// [`Index::put`] of a check whose texts were taken apart beforehand.
    pub fn put_taken(&mut self, taken: &TakenApart) {
        self.insert(taken);
        self.grams.weigh_if_drifted();
    }

    /// Takes a check out. An unknown id changes nothing.
    pub fn remove(&mut self, id: CheckId) {
        let Some(slot) = self.by_id.remove(&id) else { return };
        let doc = &mut self.docs[slot as usize];
        self.live_docs -= 1;
        for link in std::mem::take(&mut doc.links) {
            if let Some(holders) = self.by_link.get_mut(link.as_str()) {
                holders.retain(|&d| d != slot);
                if holders.is_empty() {
                    self.by_link.remove(link.as_str());
                }
            }
        }
        for at in doc.entries.clone() {
            self.count_entries(self.live_entries - 1);
            let entry = &self.entries[at as usize];
            self.total_syllables -= entry.syllables.len() as u64;
            self.grams.discount(&entry.folded);
            let form = form_hash(&self.terms, &entry.syllables);
            if let Some(holders) = self.by_form.get_mut(&form) {
                holders.retain(|&e| e != at);
                if holders.is_empty() {
                    self.by_form.remove(&form);
                }
            }
            let mut listed: Vec<TermId> = entry.syllables.iter().map(|&s| self.terms.fold_of(s)).collect();
            listed.extend(entry.spans.iter().map(|s| s.term));
            listed.sort_unstable();
            listed.dedup();
            for term in listed {
                let list = &mut self.postings[term as usize];
                if let Ok(place) = list.binary_search(&at) {
                    list.remove(place);
                    self.count_holders(term);
                }
            }
            // The slot stays as a gap; its texts are given back.
            let entry = &mut self.entries[at as usize];
            entry.text = Box::default();
            entry.folded = Box::default();
            let (syllables, spans) = (std::mem::take(&mut entry.syllables), std::mem::take(&mut entry.spans));
            let terms = syllables.iter().copied().chain(spans.iter().map(|s| s.term));
            terms.for_each(|term| self.terms.release(term));
            self.drop_vectors(at);
        }
        // What was put in last leaves no gap.
        if slot as usize + 1 == self.docs.len() {
            self.entries.truncate(self.docs[slot as usize].entries.start as usize);
            self.docs.pop();
        }
        if self.entries.len() > 2 * self.live_entries + MOST_GAPS {
            self.close_gaps();
        }
    }

    /// Gives what is left new places without gaps, in the same order.
    fn close_gaps(&mut self) {
        let mut new_slot = vec![0; self.docs.len()];
        let mut new_entry = vec![0; self.entries.len()];
        let (mut docs, mut entries) = (0, 0);
        let kept: Vec<bool> = (0..self.docs.len()).map(|slot| self.is_live(slot as u32)).collect();
        for slot in (0..self.docs.len()).filter(|&slot| kept[slot]) {
            new_slot[slot] = docs;
            docs += 1;
            let range = self.docs[slot].entries.clone();
            for (at, entry) in new_entry[range.start as usize..range.end as usize].iter_mut().zip(entries..) {
                *at = entry;
            }
            let length = range.end - range.start;
            self.docs[slot].entries = entries..entries + length;
            entries += length;
        }
        self.entries.retain(|entry| kept[entry.doc as usize]);
        self.entries.iter_mut().for_each(|entry| entry.doc = new_slot[entry.doc as usize]);
        let mut place = kept.iter();
        self.docs.retain(|_| place.next().copied().unwrap_or_default());
        self.by_id.values_mut().for_each(|slot| *slot = new_slot[*slot as usize]);
        self.by_link.values_mut().flatten().for_each(|slot| *slot = new_slot[*slot as usize]);
        self.by_form.values_mut().flatten().for_each(|entry| *entry = new_entry[*entry as usize]);
        self.postings.iter_mut().flatten().for_each(|entry| *entry = new_entry[*entry as usize]);
        self.vectors.renumber(&new_entry);
    }

    /// Number of checks that can be found.
    pub fn len(&self) -> usize {
        self.live_docs
    }

    /// True if nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.live_docs == 0
    }

    /// The wordings of a check, as given, each with its place in [`Doc::wordings`].
    pub fn wording(&self, doc: u32, wording: u16) -> Option<&str> {
        let range = self.docs.get(doc as usize)?.entries.clone();
        self.entries[range.start as usize..range.end as usize].iter().find(|e| e.wording == wording).map(|e| &*e.text)
    }

    /// Heap bytes held, estimated from lengths and capacities.
    pub fn bytes(&self) -> usize {
        let entries: usize = self
            .entries
            .iter()
            .map(|e| {
                size_of::<Entry>()
                    + e.text.len()
                    + e.folded.len()
                    + e.syllables.len() * 4
                    + e.spans.len() * size_of::<Span>()
            })
            .sum();
        let postings: usize = self.postings.iter().map(|p| p.capacity() * 4 + size_of::<Vec<u32>>()).sum();
        let keys = (self.by_id.capacity() + self.by_form.capacity()) * 48
            + self.by_link.keys().map(|k| k.len() + 64).sum::<usize>();
        entries
            + postings
            + keys
            + self.docs.len() * size_of::<Slot>()
            + self.terms.bytes()
            + self.vectors.bytes()
            + 2 * 4 * crate::grams::BUCKETS
    }

    /// Entries whose index form has the hash of that of `entry`, itself included.
    pub(crate) fn same_form(&self, entry: u32) -> impl Iterator<Item = u32> + '_ {
        let form = form_hash(&self.terms, &self.entries[entry as usize].syllables);
        self.by_form.get(&form).into_iter().flatten().copied()
    }

    /// The first entry of a check.
    pub(crate) fn entry_of(&self, id: CheckId) -> Option<u32> {
        self.by_id.get(&id).map(|&slot| self.docs[slot as usize].entries.start)
    }

    pub(crate) fn doc_of(&self, id: CheckId) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    /// Whether the place of a check is no gap.
    pub(crate) fn is_live(&self, doc: u32) -> bool {
        self.by_id.get(&self.docs[doc as usize].id) == Some(&doc)
    }

    fn count_entries(&mut self, live: usize) {
        self.live_entries = live;
        self.ln_entries = (live as f32 + BACKGROUND + 1.0).ln();
    }

    /// How rare a folded term is: BM25's inverse document frequency `ln((N + 1) ÷ (n + ½))` over the claims and an
    /// imagined background, at least 0.05.
    #[inline]
    pub(crate) fn rarity_of(&self, folded: TermId) -> f32 {
        (self.ln_entries - self.ln_holders.get(folded as usize).copied().unwrap_or(-std::f32::consts::LN_2)).max(0.05)
    }

    /// How rare a word is that no claim has.
    #[inline]
    pub(crate) fn rarity_of_unseen(&self, folded: &str) -> f32 {
        (self.ln_entries - (background(folded) + 0.5).ln()).max(0.05)
    }

    fn count_holders(&mut self, term: TermId) {
        let holders = self.postings[term as usize].len() as f32 + self.terms.background_of(term);
        self.ln_holders[term as usize] = (holders + 0.5).ln();
    }

    /// Mean length of a wording in syllables, at least 1.
    pub(crate) fn mean_syllables(&self) -> f32 {
        (self.total_syllables as f32 / self.live_entries.max(1) as f32).max(1.0)
    }

    /// The headline of a check, where it has one that is no wording.
    pub(crate) fn headline(&self, doc: u32) -> Option<u32> {
        let slot = &self.docs[doc as usize];
        slot.titled.then(|| slot.entries.end.checked_sub(1)).flatten()
    }

    fn insert(&mut self, TakenApart { doc, texts, titled }: &TakenApart) {
        self.remove(doc.id);
        if doc.trust == Trust::None {
            return;
        }
        let slot = self.docs.len() as u32;
        let first = self.entries.len() as u32;
        for (wording, (text, analysed)) in texts.iter().enumerate() {
            self.insert_entry(slot, wording as u16, text, analysed);
        }
        for link in &doc.links {
            let holders = self.by_link.entry(link.as_str().into()).or_default();
            if !holders.contains(&slot) {
                holders.push(slot);
            }
        }
        self.docs.push(Slot {
            id: doc.id,
            value: doc.value,
            trust: doc.trust,
            holds_until: doc.holds_until,
            entries: first..self.entries.len() as u32,
            titled: *titled,
            links: doc.links.as_slice().into(),
        });
        self.by_id.insert(doc.id, slot);
        self.live_docs += 1;
    }

    fn insert_entry(&mut self, doc: u32, wording: u16, text: &str, analysed: &Analysed) {
        let at = self.entries.len() as u32;
        let syllables: Box<[TermId]> =
            (0..analysed.len()).map(|i| self.terms.intern(analysed.accented(i), analysed.folded(i))).collect();
        let spans: Box<[Span]> = span_terms(analysed)
            .map(|(term, start, len)| Span {
                term: self.terms.intern(&term, &term),
                start: start as u16,
                len: len as u16,
            })
            .collect();
        self.postings.resize_with(self.terms.len(), Vec::new);
        self.ln_holders.resize(self.terms.len(), 0.0);
        let folds = syllables.iter().map(|&s| self.terms.fold_of(s));
        let listed: Vec<TermId> = folds.chain(spans.iter().map(|s| s.term)).collect();
        for term in listed {
            let list = &mut self.postings[term as usize];
            if list.last() == Some(&at) {
                continue;
            }
            list.push(at);
            self.count_holders(term);
        }
        self.grams.count(&analysed.folded);
        self.by_form.entry(form_hash(&self.terms, &syllables)).or_default().push(at);
        self.count_entries(self.live_entries + 1);
        self.total_syllables += syllables.len() as u64;
        self.entries.push(Entry {
            doc,
            wording,
            text: text.into(),
            folded: analysed.folded.as_str().into(),
            syllables,
            spans,
            vectors: Places::None,
        });
    }
}

/// Hash of a wording's index form, as [`crate::terms::hash_parts`] makes it of a message's syllables.
fn form_hash(terms: &Terms, syllables: &[TermId]) -> u64 {
    crate::terms::hash_parts(syllables.iter().map(|&s| terms.text(s)))
}

impl TakenApart {
    /// A single text that was taken apart elsewhere.
    pub(crate) fn new(doc: Doc, text: String, analysed: Analysed) -> Self {
        Self { doc, texts: vec![(text, analysed)], titled: false }
    }

    /// The first text, taken apart; empty if there is none.
    pub(crate) fn into_analysed(self) -> Analysed {
        self.texts.into_iter().next().map(|(_, analysed)| analysed).unwrap_or_default()
    }

    /// Takes the texts of a check apart.
    pub fn of(mut doc: Doc) -> Self {
        let title = doc.title.take().filter(|title| !doc.wordings.contains(title));
        let titled = title.is_some();
        let texts = std::mem::take(&mut doc.wordings).into_iter().take(usize::from(u16::MAX) - 1).chain(title);
        let texts = texts
            .map(|text| {
                let analysed = Analysed::of(&text);
                (text, analysed)
            })
            .collect();
        Self { doc, texts, titled }
    }

    /// Takes many apart, on all cores.
    pub fn all(docs: Vec<Doc>) -> Vec<Self> {
        docs.into_par_iter().map(Self::of).collect()
    }
}
