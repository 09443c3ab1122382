//! Looking around: checks that hold the words somebody typed, and checks that lead on from another one. Nothing is
//! decided about them.

use std::collections::HashSet;

use thuchu_model::CheckId;

use crate::analyse::Analysed;
use crate::dense::{self, Places};
use crate::index::Index;
use crate::retrieve::{Query, Scratch, looked_up};
use crate::search::Candidate;
use crate::sense::Sense;
use crate::weights::Weights;

/// Most checks that are given.
const MOST_FOUND: usize = 1_000;
/// Share of the typed words, by rarity, that a found check holds at the least.
const FOUND: f32 = 0.6;
/// Wordings nearest in meaning that are looked at for one check.
const NEAREST: usize = 50;
/// Wordings of a check whose meaning is looked at.
const WORDINGS: usize = 8;
/// Two checks whose meaning is this much alike, from 0.0 to 1.0, have to do with each other. See `docs/matching.md`.
const RELATED: f32 = 0.5;

impl Index {
    /// Looks checks up by words, as a reader who searches does: marks are optional, order does not matter. Gives at most
    /// `most` (1 to 1,000) checks whose claim or title holds three fifths of what was typed at the least, by rarity; best
    /// first, ties by id. Only checks that pass are looked at, so that many others do not push them out.
    pub fn find(
        &self,
        text: &str,
        most: usize,
        passes: impl Fn(CheckId) -> bool,
        weights: &Weights,
        scratch: &mut Scratch,
    ) -> Vec<(CheckId, f32)> {
        self.look_around(text, None, most, passes, weights, scratch)
    }

    /// Checks that lead on from a check with these words: those that [`Index::find`] gives, and, where it has vectors,
    /// those nearest in meaning. Likeness of meaning lifts that of the words and never lowers it. The check itself is
    /// never among them. Nothing is embedded for it; one that is not in the index is known by its words alone.
    pub fn related(
        &self,
        check: CheckId,
        words: &str,
        most: usize,
        passes: impl Fn(CheckId) -> bool,
        weights: &Weights,
        scratch: &mut Scratch,
    ) -> Vec<(CheckId, f32)> {
        let others = |id: CheckId| id != check && passes(id);
        self.look_around(words, self.sense_of(check).as_ref(), most, others, weights, scratch)
    }

    fn look_around(
        &self,
        words: &str,
        sense: Option<&Sense>,
        most: usize,
        passes: impl Fn(CheckId) -> bool,
        weights: &Weights,
        scratch: &mut Scratch,
    ) -> Vec<(CheckId, f32)> {
        let text = Analysed::message(words);
        let query = Query::new(&text, self);
        let passes = |doc: u32| passes(self.docs[doc as usize].id);
        let mut entries = looked_up(self, &query, most.clamp(1, MOST_FOUND) * 2, passes, scratch);
        if let Some(sense) = sense {
            let near = dense::nearest(self, sense, NEAREST, &mut scratch.near);
            entries.extend(near.into_iter().filter(|&entry| passes(self.entries[entry as usize].doc)));
            entries.sort_unstable();
            entries.dedup();
        }
        let mut found: Vec<(Candidate, f32)> = Vec::new();
        for entry in entries {
            let candidate = self.candidate(&query, None, entry, weights, scratch);
            let said = candidate.likeness.message;
            let meaning =
                sense.and_then(|sense| dense::meaning_between(self, sense, candidate.doc, query.foreign, weights));
            let alike = meaning.as_ref().map_or(0.0, |meaning| meaning.alike);
            if said >= FOUND || alike >= RELATED {
                let lifted = meaning.map_or(said, |meaning| said + meaning.counts * (alike - said).max(0.0));
                found.push((candidate, lifted));
            }
        }
        found.sort_unstable_by(|(a, a_alike), (b, b_alike)| {
            b_alike
                .total_cmp(a_alike)
                .then(b.score.total_cmp(&a.score))
                .then_with(|| self.docs[a.doc as usize].id.cmp(&self.docs[b.doc as usize].id))
        });
        let mut seen = HashSet::new();
        found.retain(|(candidate, _)| seen.insert(candidate.doc));
        found.truncate(most);
        found.into_iter().map(|(candidate, _)| (self.docs[candidate.doc as usize].id, candidate.score)).collect()
    }

    /// Whether a check has its vectors.
    pub fn has_vectors(&self, check: CheckId) -> bool {
        self.doc_of(check).is_some_and(|doc| {
            let mut entries = self.docs[doc as usize].entries.clone();
            entries.all(|entry| self.entries[entry as usize].vectors != Places::None)
        })
    }

    /// A check as a message that says the same: the vectors of its first wordings, as they are seen among claims.
    fn sense_of(&self, check: CheckId) -> Option<Sense> {
        let entries = self.docs[self.doc_of(check)? as usize].entries.clone().take(WORDINGS);
        let vectors = entries.map(|entry| self.entries[entry as usize].vectors);
        let parts: Vec<_> = vectors.filter_map(|places| self.vectors.plain(places)).collect();
        (!parts.is_empty()).then_some(Sense { parts, folded: false })
    }
}

#[cfg(test)]
mod tests;
