//! From a message to the clusters that may ask the same.

use thuchu_model::{ClusterId, MessageId};

use crate::analyse::Analysed;
use crate::dense;
use crate::grouping::pair::{Pair, Side};
use crate::grouping::{Grouping, Like, Placed, Rules, VOICES, Why, as_check};
use crate::index::Index;
use crate::retrieve::{Marks, Query, candidates};
use crate::sense::Sense;

/// Messages that rare words lead to.
const CANDIDATES: usize = 60;
/// Messages that the meaning leads to.
const NEAREST: usize = 20;
/// Clusters that are compared, the most alike by words …
const CLUSTERS: usize = 3;
/// … and of the others only those this much as alike as the first.
const RIVAL: f32 = 0.5;
/// Messages with fewer syllables are only placed beside the same words.
pub(super) const LEAST_WORDS: usize = 3;
/// A message with a link has words of its own from this many syllables on.
const OWN_WORDS: usize = 6;
/// Of the two shares that two messages have of each other, what the larger counts: a short question and a long forward.
const LARGER_SHARE: f32 = 0.8;

/// A cluster and those of its voices that were found.
type Heard = (ClusterId, Vec<(u32, MessageId)>);

impl Grouping {
    /// Where a message belongs that is in the index and not yet in a cluster.
    pub(super) fn find_place(
        &mut self,
        id: MessageId,
        text: &Analysed,
        sense: Option<&Sense>,
        fresh: ClusterId,
        rules: &Rules,
    ) -> Placed {
        let alone = Placed { cluster: fresh, why: Why::New, near: Vec::new() };
        let Some(entry) = self.index.entry_of(as_check(id)) else { return alone };
        if let Some((message, cluster)) = self.with_same_words(entry) {
            return Placed { cluster, why: Why::SameWords(message), ..alone };
        }
        if text.len() < OWN_WORDS
            && let Some((message, cluster)) = self.with_same_link(id, text)
        {
            return Placed { cluster, why: Why::SameLink(message), ..alone };
        }
        if text.len() < LEAST_WORDS {
            return alone;
        }
        let mut clusters = self.near_by_words(entry, text);
        if let Some(sense) = sense {
            self.add_near_by_meaning(entry, sense, rules, &mut clusters);
        }
        let side = Side { entry, text, sense };
        let mut near: Vec<Like> = clusters.into_iter().filter_map(|heard| self.hear(side, heard, rules)).collect();
        near.retain(|like| like.related.max(like.probability) >= rules.near);
        near.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        let joins =
            |like: &Like| like.probability >= rules.join && (like.against as f32) < rules.against * like.heard as f32;
        match near.iter().position(joins) {
            Some(best) => {
                let like = near.remove(best);
                Placed { cluster: like.cluster, why: Why::Like(Box::new(like)), near }
            }
            None => Placed { near, ..alone },
        }
    }

    fn with_same_words(&self, entry: u32) -> Option<(MessageId, ClusterId)> {
        let own = &self.index.entries[entry as usize].syllables;
        if own.is_empty() {
            return None;
        }
        let same =
            self.index.same_form(entry).find(|&e| e != entry && self.index.entries[e as usize].syllables == *own)?;
        self.voice(same)
    }

    fn with_same_link(&self, id: MessageId, text: &Analysed) -> Option<(MessageId, ClusterId)> {
        let docs = text.links.iter().filter_map(|link| self.index.by_link.get(link.as_str())).flatten();
        let others = docs.filter(|&&doc| self.index.docs[doc as usize].id != as_check(id));
        self.voice(self.index.docs[*others.min()? as usize].entries.start)
    }

    /// The clusters of the messages most alike by words, each with the voices that were found, best first.
    fn near_by_words(&mut self, entry: u32, text: &Analysed) -> Vec<Heard> {
        let query = Query::new(text, &self.index);
        let found = candidates(&self.index, &query, CANDIDATES, |_| true, &mut self.scratch);
        let others = found.into_iter().filter(|&other| other != entry);
        let mut found: Vec<(u32, f32)> =
            others.map(|other| (other, overlap(&self.index, entry, other, &mut self.scratch.message))).collect();
        found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let least = found.first().map_or(0.0, |(_, first)| first * RIVAL);
        found.retain(|&(_, alike)| alike >= least);
        let mut clusters: Vec<Heard> = Vec::new();
        for (other, _) in found {
            let Some((message, cluster)) = self.voice(other) else { continue };
            match clusters.iter().position(|(known, _)| *known == cluster) {
                Some(at) if clusters[at].1.len() < VOICES => clusters[at].1.push((other, message)),
                None if clusters.len() < CLUSTERS => clusters.push((cluster, vec![(other, message)])),
                _ => {}
            }
        }
        clusters
    }

    /// Adds clusters of the messages most alike in meaning.
    fn add_near_by_meaning(&mut self, entry: u32, sense: &Sense, rules: &Rules, clusters: &mut Vec<Heard>) {
        let found = dense::nearest(&self.index, sense, NEAREST, &mut self.scratch.near);
        let others = found.into_iter().filter(|&other| other != entry);
        let mut found: Vec<(u32, f32)> = others.filter_map(|other| Some((other, self.cosine(sense, other)?))).collect();
        found.retain(|&(_, cosine)| cosine >= rules.cosine_near);
        found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let most = clusters.len() + CLUSTERS;
        for (other, _) in found {
            let Some((message, cluster)) = self.voice(other) else { continue };
            match clusters.iter().position(|(known, _)| *known == cluster) {
                Some(at)
                    if clusters[at].1.len() < VOICES && clusters[at].1.iter().all(|(known, _)| *known != other) =>
                {
                    clusters[at].1.push((other, message));
                }
                None if clusters.len() < most => clusters.push((cluster, vec![(other, message)])),
                _ => {}
            }
        }
    }

    /// How alike two messages mean: the best of the whole and the windows of each beside the whole of the other.
    fn cosine(&self, sense: &Sense, voice: u32) -> Option<f32> {
        let ours = dense::cosine(&self.index, sense, voice)?;
        let (message, _) = self.voice(voice)?;
        let windows = self.windows.get(&message).into_iter().flatten();
        let theirs = sense.parts.first().into_iter().flat_map(|whole| windows.clone().map(|window| window.dot(whole)));
        Some(theirs.fold(ours, f32::max))
    }

    /// Compares the message with voices of one cluster: as likely as the likeliest, as much against it as they all are.
    fn hear(&mut self, side: Side<'_>, (cluster, voices): Heard, rules: &Rules) -> Option<Like> {
        let heard = voices.len();
        let mut against = 0;
        let mut best: Option<(Pair, MessageId)> = None;
        for (other, message) in voices {
            let pair = self.compare(side, other, rules);
            against += usize::from(pair.explanation.veto.is_some());
            if best.as_ref().is_none_or(|(best, _)| pair.probability > best.probability) {
                best = Some((pair, message));
            }
        }
        let (pair, message) = best?;
        Some(Like {
            cluster,
            message,
            probability: pair.probability,
            related: pair.related,
            heard,
            against,
            explanation: pair.explanation,
        })
    }

    /// Compares a message with a voice.
    pub(super) fn compare(&mut self, side: Side<'_>, voice: u32, rules: &Rules) -> Pair {
        let text = Analysed::of(&self.index.entries[voice as usize].text);
        let cosine = side.sense.and_then(|sense| self.cosine(sense, voice));
        let voice = Side { entry: voice, text: &text, sense: None };
        Pair::of(&self.index, side, voice, cosine, rules, &mut self.scratch)
    }

    /// The message at an entry, and its cluster if it has one already.
    pub(super) fn voice(&self, entry: u32) -> Option<(MessageId, ClusterId)> {
        let doc = &self.index.docs[self.index.entries[entry as usize].doc as usize];
        let message = MessageId::from_bytes(*doc.id.as_bytes());
        Some((message, self.cluster_of(message)?))
    }
}

/// How much two entries have of each other by rarity of words, 0.0 to 1.0; the larger share counts most.
fn overlap(index: &Index, a: u32, b: u32, marks: &mut Marks) -> f32 {
    let terms = |entry: u32| {
        let entry = &index.entries[entry as usize];
        entry.syllables.iter().map(|&s| index.terms.fold_of(s)).chain(entry.spans.iter().map(|s| s.term))
    };
    marks.clear(index.terms.len());
    let (mut all_a, mut all_b, mut shared) = (0.0, 0.0, 0.0);
    for term in terms(a) {
        marks.set(term);
        all_a += index.rarity_of(term);
    }
    for term in terms(b) {
        let weight = index.rarity_of(term);
        all_b += weight;
        shared += if marks.has(term) { weight } else { 0.0 };
    }
    let of = |all: f32| if all > 0.0 { (shared / all).min(1.0) } else { 0.0 };
    let (of_a, of_b) = (of(all_a), of(all_b));
    LARGER_SHARE * of_a.max(of_b) + (1.0 - LARGER_SHARE) * of_a.min(of_b)
}
