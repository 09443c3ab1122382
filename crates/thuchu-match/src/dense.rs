//! Vectors of the index's wordings, compared with those of a message.

use thuchu_embed::{Quantised, Room, VectorTable};

use crate::index::{Entry, Index};
use crate::retrieve::Query;
use crate::score::Meaning;
use crate::sense::Sense;
use crate::weights::Weights;

/// A part of a message gives this fraction of what a message in one piece gives.
const OF_A_PART: usize = 3;

/// Vectors of one kind, each with the entry it belongs to.
#[derive(Default)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Dense {
    table: VectorTable,
    /// By place: the entry.
    owner: Vec<u32>,
}

impl Dense {
    /// Takes a vector in; gives its place.
    pub(crate) fn put(&mut self, entry: u32, vector: &Quantised) -> u32 {
        self.owner.push(entry);
        self.table.push(vector) as u32
    }

    /// Takes a vector out. The last one gets its place: given is the entry whose place is another now.
    pub(crate) fn remove(&mut self, place: u32) -> Option<u32> {
        if place as usize >= self.owner.len() {
            return None;
        }
        self.owner.swap_remove(place as usize);
        self.table.swap_remove(place as usize);
        self.owner.get(place as usize).copied()
    }

    /// Entries got new numbers.
    pub(crate) fn renumber(&mut self, new: &[u32]) {
        self.owner.iter_mut().for_each(|owner| *owner = new[*owner as usize]);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.table.bytes() + self.owner.capacity() * 4
    }
}

/// The vectors of an index. An unmarked message is compared with unmarked texts, so what has a second vector is kept
/// apart from what has none: each message then looks through just the two tables that it is compared with.
#[derive(Default)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Vectors {
    /// Of texts with marks, as they are.
    marked: Dense,
    /// Of the same texts, folded.
    folded: Dense,
    /// Of texts without marks.
    bare: Dense,
}

/// Where the vectors of an entry lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Places {
    None,
    Bare(u32),
    Marked { plain: u32, folded: u32 },
}

impl Vectors {
    /// Takes the one or two vectors of an entry in.
    pub(crate) fn put(&mut self, entry: u32, plain: &Quantised, folded: Option<&Quantised>) -> Places {
        match folded {
            Some(folded) => {
                Places::Marked { plain: self.marked.put(entry, plain), folded: self.folded.put(entry, folded) }
            }
            None => Places::Bare(self.bare.put(entry, plain)),
        }
    }

    /// Takes the vectors of an entry out, which has no places any more; those of others may move.
    pub(crate) fn remove(&mut self, places: Places, entries: &mut [Entry]) {
        let mut moved = |entry: Option<u32>, places: &dyn Fn(Places) -> Places| {
            if let Some(entry) = entry.and_then(|entry| entries.get_mut(entry as usize)) {
                entry.vectors = places(entry.vectors);
            }
        };
        match places {
            Places::None => {}
            Places::Bare(place) => moved(self.bare.remove(place), &|_| Places::Bare(place)),
            Places::Marked { plain, folded } => {
                moved(self.marked.remove(plain), &|places| match places {
                    Places::Marked { folded, .. } => Places::Marked { plain, folded },
                    other => other,
                });
                moved(self.folded.remove(folded), &|places| match places {
                    Places::Marked { plain, .. } => Places::Marked { plain, folded },
                    other => other,
                });
            }
        }
    }

    /// Entries got new numbers.
    pub(crate) fn renumber(&mut self, new: &[u32]) {
        [&mut self.marked, &mut self.folded, &mut self.bare].into_iter().for_each(|dense| dense.renumber(new));
    }

    pub(crate) fn bytes(&self) -> usize {
        [&self.marked, &self.folded, &self.bare].into_iter().map(Dense::bytes).sum()
    }

    /// The vector of an entry's text as it is.
    pub(crate) fn plain(&self, places: Places) -> Option<Quantised> {
        match places {
            Places::None => None,
            Places::Bare(place) => self.bare.table.get(place as usize),
            Places::Marked { plain, .. } => self.marked.table.get(plain as usize),
        }
    }

    /// What a message is compared with.
    fn compared(&self, sense: &Sense) -> [&Dense; 2] {
        [if sense.folded { &self.folded } else { &self.marked }, &self.bare]
    }

    /// The best cosine of the parts of a message with an entry that has such places.
    fn cosine(&self, parts: &[Quantised], unmarked: bool, places: Places) -> Option<f32> {
        let (dense, place) = match places {
            Places::None => return None,
            Places::Bare(place) => (&self.bare, place),
            Places::Marked { folded, .. } if unmarked => (&self.folded, folded),
            Places::Marked { plain, .. } => (&self.marked, plain),
        };
        parts.iter().filter_map(|part| dense.table.cosine(part, place as usize)).reduce(f32::max)
    }
}

/// The `most` entries nearest to a message, in ascending order; of one in parts, whose best one counts, twice as many, of
/// those nearest to each.
pub(crate) fn nearest(index: &Index, sense: &Sense, most: usize, room: &mut Room) -> Vec<u32> {
    let (each, most) = if sense.parts.len() > 1 { (most.div_ceil(OF_A_PART), 2 * most) } else { (most, most) };
    let mut found: Vec<(u32, f32)> = Vec::new();
    for dense in index.vectors.compared(sense) {
        let near = dense.table.nearest(&sense.parts, each, room).into_iter().flatten();
        found.extend(near.map(|(place, cosine)| (dense.owner[place as usize], cosine)));
    }
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|(entry, _)| *entry);
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(most);
    let mut found: Vec<u32> = found.into_iter().map(|(entry, _)| entry).collect();
    found.sort_unstable();
    found
}

/// How alike a message and the check of an entry mean: mostly what its nearest text says, and a little what the other
/// one (the headline) does. None without vectors.
pub(crate) fn meaning(
    index: &Index,
    sense: &Sense,
    query: &Query<'_>,
    entry: u32,
    weights: &Weights,
) -> Option<Meaning> {
    if query.foreign {
        return foreign(index, sense, entry, weights)
            .map(|cosine| Meaning { alike: alike(cosine, weights), counts: weights.rank_meaning_foreign });
    }
    let own = cosine(index, sense, entry)?;
    let entries = index.docs[index.entries[entry as usize].doc as usize].entries.clone();
    let others = entries.filter(|&other| other != entry).filter_map(|other| cosine(index, sense, other));
    let cosine = others.reduce(f32::max).map_or(own, |other| {
        let (more, less) = (own.max(other), own.min(other));
        more + weights.rank_title * (less - more)
    });
    let counts = if sense.folded { weights.rank_meaning_unmarked } else { weights.rank_meaning };
    Some(Meaning { alike: alike(cosine, weights), counts })
}

/// The cosine of a foreign message and a check: half of the whole message, half of its best part, with the claim, and a
/// little with the headline, which often says less.
fn foreign(index: &Index, sense: &Sense, entry: u32, weights: &Weights) -> Option<f32> {
    let both = |entry: u32| {
        let places = index.entries[entry as usize].vectors;
        let whole = index.vectors.cosine(sense.parts.get(..1)?, sense.folded, places)?;
        Some((whole + index.vectors.cosine(&sense.parts, sense.folded, places)?) / 2.0)
    };
    let doc = index.entries[entry as usize].doc;
    let headline = index.headline(doc);
    let wordings = index.docs[doc as usize].entries.clone().filter(|&other| Some(other) != headline);
    let claim = wordings.filter_map(both).reduce(f32::max);
    match (claim, headline.and_then(both)) {
        (Some(claim), Some(headline)) => Some(claim + weights.rank_title_foreign * (headline - claim)),
        (claim, headline) => claim.or(headline),
    }
}

/// How alike the texts of a check, as a sense of them, and those of another one mean: as alike as the two that are most.
pub(crate) fn meaning_between(
    index: &Index,
    sense: &Sense,
    doc: u32,
    foreign: bool,
    weights: &Weights,
) -> Option<Meaning> {
    let cosines = index.docs[doc as usize].entries.clone().filter_map(|entry| cosine(index, sense, entry));
    let counts = if foreign { weights.rank_meaning_foreign } else { weights.rank_meaning };
    Some(Meaning { alike: alike(cosines.reduce(f32::max)?, weights), counts })
}

/// A cosine over the range that cosines have, 0.0 to 1.0.
fn alike(cosine: f32, weights: &Weights) -> f32 {
    let [lowest, highest] = weights.cosines;
    ((cosine - lowest) / (highest - lowest)).clamp(0.0, 1.0)
}

/// The best cosine of the parts of a message with an entry.
pub(crate) fn cosine(index: &Index, sense: &Sense, entry: u32) -> Option<f32> {
    index.vectors.cosine(&sense.parts, sense.folded, index.entries[entry as usize].vectors)
}

#[cfg(test)]
pub(crate) mod tests;
