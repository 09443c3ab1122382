//! Vectors of the index's wordings, compared with those of a message.

use thuchu_embed::{Quantised, VectorTable};

use crate::index::Index;
use crate::retrieve::Query;
use crate::score::Meaning;
use crate::sense::Sense;
use crate::weights::Weights;

/// From this share of marked syllables on, a damaged text is taken for Vietnamese.
const SOME_MARKS: f32 = 0.1;

/// An entry without a vector in a table.
pub(crate) const NONE: u32 = u32::MAX;

/// Vectors of one kind, each with the entry it belongs to.
#[derive(Default)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Dense {
    table: VectorTable,
    /// By place: the entry, or [`NONE`] where a place is free.
    owner: Vec<u32>,
    free: Vec<u32>,
}

impl Dense {
    /// Takes a vector in; gives its place.
    pub(crate) fn put(&mut self, entry: u32, vector: &Quantised) -> u32 {
        if let Some(place) = self.free.pop() {
            self.table.set(place as usize, vector);
            self.owner[place as usize] = entry;
            return place;
        }
        self.owner.push(entry);
        self.table.push(vector) as u32
    }

    pub(crate) fn remove(&mut self, place: u32) {
        if let Some(owner) = self.owner.get_mut(place as usize) {
            *owner = NONE;
            self.free.push(place);
        }
    }

    /// Entries got new numbers.
    pub(crate) fn renumber(&mut self, new: &[u32]) {
        self.owner.iter_mut().filter(|owner| **owner != NONE).for_each(|owner| *owner = new[*owner as usize]);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.table.len() * (thuchu_embed::WIDTH + 4) + (self.owner.capacity() + self.free.capacity()) * 4
    }

    fn cosine(&self, place: u32, with: &Quantised) -> Option<f32> {
        self.table.get(place as usize).map(|vector| vector.dot(with))
    }
}

/// The two vectors of an entry, by their places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places {
    pub(crate) plain: u32,
    pub(crate) folded: u32,
}

impl Places {
    pub(crate) const NONE: Self = Self { plain: NONE, folded: NONE };
}

/// The `most` entries nearest to each part of the message that pass, each with its cosine; an entry may come more than
/// once.
pub(crate) fn nearest(
    index: &Index,
    sense: &Sense,
    most: usize,
    passes: impl Fn(u32) -> bool,
    cosines: &mut Vec<f32>,
) -> Vec<u32> {
    let mut found = Vec::new();
    for part in &sense.parts {
        for (dense, folded) in [(&index.plain, false), (&index.folded, true)] {
            if folded && !sense.folded {
                continue;
            }
            dense.table.cosines(part, 0..usize::MAX, cosines);
            let mut best: Vec<(u32, f32)> = Vec::with_capacity(2 * most);
            let mut least = f32::MIN;
            for (&owner, &cosine) in dense.owner.iter().zip(cosines.iter()) {
                if cosine <= least || owner == NONE || !passes(owner) {
                    continue;
                }
                // An unmarked message is compared with unmarked texts.
                if sense.folded && !folded && index.entries[owner as usize].vectors.folded != NONE {
                    continue;
                }
                best.push((owner, cosine));
                if best.len() == 2 * most {
                    best.select_nth_unstable_by(most - 1, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                    best.truncate(most);
                    least = best.iter().map(|b| b.1).fold(f32::MAX, f32::min);
                }
            }
            best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            best.truncate(most);
            found.extend(best.into_iter().map(|(entry, _)| entry));
        }
    }
    found.sort_unstable();
    found.dedup();
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
    let own = cosine(index, sense, entry)?;
    let entries = index.docs[index.entries[entry as usize].doc as usize].entries.clone();
    let others = entries.filter(|&other| other != entry).filter_map(|other| cosine(index, sense, other));
    let cosine = others.reduce(f32::max).map_or(own, |other| {
        let (more, less) = (own.max(other), own.min(other));
        more + weights.rank_title * (less - more)
    });
    let counts = if sense.folded {
        weights.rank_meaning_unmarked
    } else if sense.vietnamese || query.text.marked_share() >= SOME_MARKS {
        weights.rank_meaning
    } else {
        weights.rank_meaning_foreign
    };
    let [lowest, highest] = weights.cosines;
    Some(Meaning { alike: ((cosine - lowest) / (highest - lowest)).clamp(0.0, 1.0), counts })
}

/// The best cosine of the parts of a message with an entry.
fn cosine(index: &Index, sense: &Sense, entry: u32) -> Option<f32> {
    let places = index.entries[entry as usize].vectors;
    let (dense, place) = if sense.folded && places.folded != NONE {
        (&index.folded, places.folded)
    } else {
        (&index.plain, places.plain)
    };
    sense.parts.iter().filter_map(|part| dense.cosine(place, part)).reduce(f32::max)
}
