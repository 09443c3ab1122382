//! Many vectors in bytes, and those nearest to one.
//!
//! A large table is looked through twice: all signs first (see `codes`), then, whole, the vectors whose signs differ
//! least. Small ones are compared whole at once.

use std::ops::Range;

use crate::codes::{BLOCK, Codes, Shortlist, losses};
use crate::kernel::{GROUP, Isa, Line, Wide};
use crate::vector::{Quantised, WIDTH};

/// Up to so many vectors all are compared whole.
const WHOLE: usize = 5_000;
/// Vectors that are compared whole for each one that is wanted: so many, and one more for each 5,000 of a very large table.
/// `docs/matching.md` has what the signs lose.
const SHORTLISTED: usize = 30;
const SHORTLISTED_OF: usize = 5_000;

/// Vectors side by side, 436 bytes each.
#[derive(Debug, Clone)]
pub struct VectorTable {
    isa: Isa,
    rows: Vec<Wide>,
    scales: Vec<f32>,
    codes: Codes,
}

/// Room for [`VectorTable::nearest`] that a thread uses again and again.
#[derive(Debug, Default)]
pub struct Room {
    shortlists: Vec<Shortlist>,
    cosines: Vec<f32>,
}

impl Default for VectorTable {
    fn default() -> Self {
        Self { isa: Isa::best(), rows: Vec::new(), scales: Vec::new(), codes: Codes::default() }
    }
}

impl VectorTable {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Heap bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<Wide>() + self.scales.capacity() * 4 + self.codes.bytes()
    }

    /// Adds one; gives its place.
    pub fn push(&mut self, vector: &Quantised) -> usize {
        let place = self.len();
        self.rows.push(wide(vector));
        self.scales.push(vector.scale);
        self.codes.set(place, vector);
        place
    }

    /// Puts another in a place; a place that is not there stays so.
    pub fn set(&mut self, place: usize, vector: &Quantised) {
        if let (Some(row), Some(scale)) = (self.rows.get_mut(place), self.scales.get_mut(place)) {
            *row = wide(vector);
            *scale = vector.scale;
            self.codes.set(place, vector);
        }
    }

    /// Takes the one in a place out; the last one moves there. A place that is not there stays so.
    pub fn swap_remove(&mut self, place: usize) {
        if place >= self.len() {
            return;
        }
        self.rows.swap_remove(place);
        self.scales.swap_remove(place);
        self.codes.copy(self.rows.len(), place);
        self.codes.truncate(self.rows.len());
    }

    /// The vector in a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<Quantised> {
        let mut values = [0; WIDTH];
        for (values, line) in values.as_chunks_mut::<64>().0.iter_mut().zip(self.rows.get(place)?) {
            *values = line.0;
        }
        Some(Quantised { values, scale: *self.scales.get(place)? })
    }

    /// The cosine of `query` with the vector in a place: what [`Quantised::dot`] gives.
    #[must_use]
    pub fn cosine(&self, query: &Quantised, place: usize) -> Option<f32> {
        let (row, scale) = (self.rows.get(place..=place)?, self.scales.get(place)?);
        let mut sum = [0];
        self.isa.products(&wide(query), row, &mut sum);
        #[expect(clippy::cast_precision_loss, reason = "at most 384 × 127², which has 23 bits")]
        Some(sum[0] as f32 * (query.scale * scale))
    }

    /// Cosines of `query` with all vectors in `places` (as far as there are any), in their order, into `out`: what
    /// [`Quantised::dot`] gives. Several threads may share the places between them.
    pub fn cosines(&self, query: &Quantised, places: Range<usize>, out: &mut Vec<f32>) {
        out.clear();
        let end = places.end.min(self.len());
        let places = places.start.min(end)..end;
        let query_row = wide(query);
        let mut sums = [0; 256];
        for (rows, scales) in self.rows[places.clone()].chunks(256).zip(self.scales[places].chunks(256)) {
            self.isa.products(&query_row, rows, &mut sums);
            #[expect(clippy::cast_precision_loss, reason = "at most 384 × 127², which has 23 bits")]
            out.extend(sums.iter().zip(scales).map(|(sum, scale)| *sum as f32 * (query.scale * scale)));
        }
    }

    /// For each of `queries` the `most` places with the highest cosines, best first, equal ones by place. In a table of
    /// more than 5,000 a few of them may be missed; cosines are exact. All queries are answered in one pass.
    pub fn nearest(&self, queries: &[Quantised], most: usize, room: &mut Room) -> Vec<Vec<(u32, f32)>> {
        let shortlisted = most * SHORTLISTED.max(self.len() / SHORTLISTED_OF);
        self.nearest_of(queries, most, if self.len() <= WHOLE { usize::MAX } else { shortlisted }, room)
    }

    /// The same, with so many compared whole.
    pub(crate) fn nearest_of(
        &self,
        queries: &[Quantised],
        most: usize,
        shortlisted: usize,
        room: &mut Room,
    ) -> Vec<Vec<(u32, f32)>> {
        if most == 0 {
            return vec![Vec::new(); queries.len()];
        }
        if shortlisted >= self.len() {
            let all = queries.iter().map(|query| {
                self.cosines(query, 0..usize::MAX, &mut room.cosines);
                best((0..).zip(room.cosines.iter().copied()), most)
            });
            return all.collect();
        }
        self.shortlist(queries, shortlisted, room);
        let lists = queries.iter().zip(&room.shortlists).map(|(query, shortlist)| {
            let row = wide(query);
            let cosines = shortlist.places().map(|place| {
                let mut sum = [0];
                self.isa.products(&row, &self.rows[place as usize..=place as usize], &mut sum);
                #[expect(clippy::cast_precision_loss, reason = "at most 384 × 127², which has 23 bits")]
                (place, sum[0] as f32 * (query.scale * self.scales[place as usize]))
            });
            best(cosines, most)
        });
        lists.collect()
    }

    /// Fills a shortlist for each query, all in one pass over the codes.
    #[expect(clippy::cast_possible_truncation, reason = "a table of 4 billion vectors would not fit into memory")]
    fn shortlist(&self, queries: &[Quantised], most: usize, room: &mut Room) {
        let losses: Vec<_> = queries.iter().map(losses).collect();
        room.shortlists.resize_with(losses.len().max(room.shortlists.len()), Shortlist::default);
        room.shortlists.iter_mut().for_each(|shortlist| shortlist.clear(most));
        let mut distances = [[0; GROUP]; BLOCK / GROUP];
        for first in (0..self.len()).step_by(BLOCK) {
            let end = (first + BLOCK).min(self.len());
            for (losses, shortlist) in losses.iter().zip(&mut room.shortlists) {
                self.codes.distances(self.isa, losses, first..end, &mut distances);
                shortlist.offer(first as u32, &distances.as_flattened()[..end - first]);
            }
        }
    }
}

/// The `most` best of many, best first; equal ones by place.
fn best(cosines: impl Iterator<Item = (u32, f32)>, most: usize) -> Vec<(u32, f32)> {
    let better = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(2 * most);
    let mut least = f32::NEG_INFINITY;
    for (place, cosine) in cosines {
        // Places come in order, so one that is only as good as the last kept is not better.
        if cosine <= least && best.len() >= most {
            continue;
        }
        best.push((place, cosine));
        if best.len() == 2 * most {
            best.select_nth_unstable_by(most - 1, better);
            best.truncate(most);
            least = best.iter().map(|(_, cosine)| *cosine).fold(f32::INFINITY, f32::min);
        }
    }
    best.sort_unstable_by(better);
    best.truncate(most);
    best
}

fn wide(vector: &Quantised) -> Wide {
    let mut lines = [Line([0; 64]); 6];
    for (line, values) in lines.iter_mut().zip(vector.values.as_chunks::<64>().0) {
        // −128 would be one more than the instructions take; no vector of ours holds it.
        line.0 = values.map(|value| value.max(-127));
    }
    lines
}

#[cfg(test)]
mod tests;
