//! Vectors by their signs alone, 48 bytes each: which of many are worth comparing whole.
//!
//! A query keeps its values. Where a sign is another than its own, the cosine loses twice what the query has there, as far
//! as signs tell; so the distance to a code is the sum of the query's values, taken as positive, at differing signs
//! (asymmetric distances: W. Dong, M. Charikar and K. Li, "Asymmetric Distance Estimation with Sketches for Similarity
//! Search in High-Dimensional Spaces", 2008). It is looked up four signs at a time (F. André, A.-M. Kermarrec and N. Le
//! Scouarnec, "Cache locality is not enough", 2015). Vectors that lie around zero in each value, as those seen from the
//! middle of their language do, need no random planes: their own axes serve.

use std::ops::Range;

use crate::kernel::{GROUP, Group, Isa, Losses, lane};
use crate::vector::{Quantised, WIDTH};

/// Codes that are compared with each of several vectors in turn while they are in the nearest cache: 24 kB.
pub(crate) const BLOCK: usize = 8 * GROUP;
/// What four signs lose at most, so that two such sums fit into a byte.
const MOST: u32 = 127;
/// Distances are told apart in steps of 1/8 of what one is counted in.
const STEP: u32 = 3;
/// Distances of 96 look-ups, in such steps.
const DISTANCES: usize = (((WIDTH / 4) * MOST as usize) >> STEP) + 1;
/// A list holds so many times what is wanted before it is shortened.
const SLACK: usize = 4;

/// The codes of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Codes {
    groups: Vec<Group>,
}

impl Codes {
    /// Puts the code of a vector in a place, at most one behind the last.
    pub(crate) fn set(&mut self, place: usize, vector: &Quantised) {
        let mut code = [0; WIDTH / 8];
        for (byte, values) in code.iter_mut().zip(vector.values.as_chunks::<8>().0) {
            *byte = values.iter().rev().fold(0, |byte, value| (byte << 1) | u8::from(*value < 0));
        }
        self.put(place, code);
    }

    /// Copies the code of one place to another.
    pub(crate) fn copy(&mut self, from: usize, to: usize) {
        if let Some(group) = self.groups.get(from / GROUP) {
            let code = std::array::from_fn(|byte| group.0[byte][lane(from)]);
            self.put(to, code);
        }
    }

    fn put(&mut self, place: usize, code: [u8; WIDTH / 8]) {
        if place / GROUP >= self.groups.len() {
            self.groups.push(Group::default());
        }
        if let Some(group) = self.groups.get_mut(place / GROUP) {
            for (bytes, byte) in group.0.iter_mut().zip(code) {
                bytes[lane(place)] = byte;
            }
        }
    }

    /// Forgets all from a place on.
    pub(crate) fn truncate(&mut self, places: usize) {
        self.groups.truncate(places.div_ceil(GROUP));
    }

    pub(crate) fn bytes(&self) -> usize {
        self.groups.capacity() * size_of::<Group>()
    }

    /// Distances of the codes in `places`, which begin a group; the last group is given whole.
    pub(crate) fn distances(&self, isa: Isa, losses: &Losses, places: Range<usize>, out: &mut [[u16; GROUP]]) {
        let groups = self.groups.get(places.start / GROUP..places.end.div_ceil(GROUP)).unwrap_or_default();
        isa.differing(losses, groups, out);
    }
}

/// What each four signs lose to a query.
pub(crate) fn losses(query: &Quantised) -> Losses {
    let fours = query.values.as_chunks::<4>().0;
    let all = |four: &[i8; 4]| four.iter().map(|value| u32::from(value.unsigned_abs())).sum::<u32>();
    let largest = fours.iter().map(all).max().unwrap_or_default().max(1);
    let mut losses = Losses([[0; 16]; WIDTH / 4]);
    for (losses, four) in losses.0.iter_mut().zip(fours) {
        for (signs, loss) in losses.iter_mut().enumerate() {
            let differs = |(k, value): &(usize, &i8)| (signs >> k & 1 == 1) != (**value < 0);
            let lost: u32 = four.iter().enumerate().filter(differs).map(|(_, v)| u32::from(v.unsigned_abs())).sum();
            #[expect(clippy::cast_possible_truncation, reason = "at most MOST, which is 127")]
            let lost = ((lost * MOST + largest / 2) / largest) as u8;
            *loss = lost;
        }
    }
    losses
}

/// The places whose codes are nearest to one query: all nearer than the `most`th, and all that are as near. What is kept
/// does not depend on the order in which places are offered.
#[derive(Debug, Default)]
pub(crate) struct Shortlist {
    most: usize,
    /// Those that are farther are not kept.
    limit: u16,
    /// How many were kept of each distance up to the limit, and of all.
    counts: Vec<u32>,
    within: usize,
    list: Vec<(u32, u16)>,
}

impl Shortlist {
    /// Empty, for so many places.
    pub(crate) fn clear(&mut self, most: usize) {
        self.most = most;
        #[expect(clippy::cast_possible_truncation, reason = "some 1,500")]
        let farthest = DISTANCES as u16 - 1;
        self.limit = farthest;
        self.counts.clear();
        self.counts.resize(DISTANCES, 0);
        self.within = 0;
        self.list.clear();
    }

    /// Takes the distances of the places from `first` on.
    pub(crate) fn offer(&mut self, first: u32, distances: &[u16]) {
        // Most blocks have few that are near enough, and most groups none: these are passed over in no time.
        for (first, group) in (first..).step_by(32).zip(distances.chunks(32)) {
            let limit = ((self.limit + 1) << STEP) - 1;
            if group.iter().fold(u16::MAX, |least, distance| least.min(*distance)) > limit {
                continue;
            }
            for (place, &distance) in (first..).zip(group) {
                if distance >> STEP <= self.limit {
                    self.keep(place, distance >> STEP);
                }
            }
        }
        if self.list.len() > SLACK * self.most + BLOCK {
            let limit = self.limit;
            self.list.retain(|(_, distance)| *distance <= limit);
        }
    }

    fn keep(&mut self, place: u32, distance: u16) {
        self.list.push((place, distance));
        self.counts[usize::from(distance)] += 1;
        self.within += 1;
        while self.limit > 0 && self.within - self.counts[usize::from(self.limit)] as usize >= self.most {
            self.within -= self.counts[usize::from(self.limit)] as usize;
            self.limit -= 1;
        }
    }

    /// The places, in the order in which they were offered.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> + '_ {
        self.list.iter().filter(|(_, distance)| *distance <= self.limit).map(|(place, _)| *place)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Codes, GROUP, STEP, Shortlist, losses};
    use crate::kernel::Isa;
    use crate::model::tests::Dice;
    use crate::vector::{Quantised, WIDTH};

    #[test]
    fn a_shortlist_holds_the_nearest_and_all_that_are_as_near_as_the_last() {
        let mut dice = Dice::new(21);
        let mut shortlist = Shortlist::default();
        for (count, most) in [(10, 20), (3_000, 1), (5_000, 100), (20_000, 300)] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0 to 12,000")]
            let distances: Vec<u16> = (0..count).map(|_| (6_000.0 + dice.next() * 6_000.0) as u16).collect();
            let mut sorted = distances.clone();
            sorted.sort_unstable();
            let last = sorted[(most - 1).min(count - 1)] >> STEP;
            let near = (0..).zip(&distances).filter(|(_, distance)| **distance >> STEP <= last);
            let right: Vec<u32> = near.map(|(place, _)| place).collect();
            shortlist.clear(most);
            for (block, distances) in (0..).step_by(BLOCK).zip(distances.chunks(BLOCK)) {
                shortlist.offer(block, distances);
            }
            assert_eq!(shortlist.places().collect::<Vec<_>>(), right, "{most} of {count}");
        }
    }

    #[test]
    fn a_distance_is_what_the_query_has_where_signs_differ() {
        let mut dice = Dice::new(22);
        #[expect(clippy::cast_possible_truncation, reason = "within ±127")]
        let mut any = || Quantised { values: std::array::from_fn(|_| (dice.next() * 127.0).round() as i8), scale: 1.0 };
        let (query, vectors): (_, Vec<Quantised>) = (any(), (0..150).map(|_| any()).collect());
        let mut codes = Codes::default();
        for (place, vector) in vectors.iter().enumerate() {
            codes.set(place, vector);
        }
        let fours = query.values.as_chunks::<4>().0.iter();
        let largest =
            fours.map(|four| four.iter().map(|v| f32::from(v.unsigned_abs())).sum::<f32>()).fold(0.0, f32::max);
        for isa in Isa::here() {
            let mut distances = [[0; GROUP]; 3];
            codes.distances(isa, &losses(&query), 0..150, &mut distances);
            for (vector, distance) in vectors.iter().zip(distances.as_flattened()) {
                let differing = (0..WIDTH).filter(|&i| (vector.values[i] < 0) != (query.values[i] < 0));
                let lost: f32 = differing.map(|i| f32::from(query.values[i].unsigned_abs())).sum();
                // Each look-up is rounded by a half at the most.
                let error = (f32::from(*distance) - lost * 127.0 / largest).abs();
                assert!(error <= 48.0, "{distance} for {lost}, {}", isa.name());
            }
        }
    }
}
