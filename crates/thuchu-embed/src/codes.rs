//! Vectors by their signs alone, 48 bytes each: which of many are worth comparing whole.
//!
//! The share of signs in which two vectors differ grows with the angle between them (M. Charikar, "Similarity Estimation
//! Techniques from Rounding Algorithms", 2002). Vectors that lie around zero in each value, as those seen from the middle
//! of their language do, need no random planes for it: their own axes serve.

use std::ops::Range;

use crate::kernel::{Code, Group, Isa};
use crate::vector::{Quantised, WIDTH};

/// Codes of a group lie side by side, word by word, so that instructions work on all of them.
const LANES: usize = 8;
/// Codes that are compared with each of several vectors in turn while they are in the nearest cache: 24 kB.
pub(crate) const BLOCK: usize = 512;
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
        self.put(place, code(vector));
    }

    /// Copies the code of one place to another.
    pub(crate) fn copy(&mut self, from: usize, to: usize) {
        let Some(group) = self.groups.get(from / LANES) else { return };
        let code = group.map(|word| word[from % LANES]);
        self.put(to, code);
    }

    fn put(&mut self, place: usize, code: Code) {
        if place / LANES >= self.groups.len() {
            self.groups.push([[0; LANES]; 6]);
        }
        if let Some(group) = self.groups.get_mut(place / LANES) {
            for (words, word) in group.iter_mut().zip(code) {
                words[place % LANES] = word;
            }
        }
    }

    /// Forgets all from a place on.
    pub(crate) fn truncate(&mut self, places: usize) {
        self.groups.truncate(places.div_ceil(LANES));
    }

    pub(crate) fn bytes(&self) -> usize {
        self.groups.capacity() * size_of::<Group>()
    }

    /// In how many signs a code differs from those in `places`, which begins a block; the last group is given whole.
    pub(crate) fn distances(&self, isa: Isa, code: &Code, places: Range<usize>, out: &mut [[u16; LANES]]) {
        let groups = self.groups.get(places.start / LANES..places.end.div_ceil(LANES)).unwrap_or_default();
        isa.differing(code, groups, out);
    }
}

/// The signs of a vector; zero counts as positive.
pub(crate) fn code(vector: &Quantised) -> Code {
    let mut code = [0; WIDTH / 64];
    for (word, values) in code.iter_mut().zip(vector.values.as_chunks::<64>().0) {
        *word = values.iter().rev().fold(0, |word, value| (word << 1) | u64::from(*value < 0));
    }
    code
}

/// The places whose codes are nearest to one code: all that differ in fewer signs than the `most`th does, and all that
/// differ in as many. What is kept does not depend on the order in which places are offered.
#[derive(Debug, Default)]
pub(crate) struct Shortlist {
    most: usize,
    /// Those that differ in more signs are not kept.
    limit: u16,
    /// How many were kept of each distance up to the limit, and of all.
    counts: Vec<usize>,
    within: usize,
    list: Vec<(u32, u16)>,
}

impl Shortlist {
    /// Empty, for so many places.
    pub(crate) fn clear(&mut self, most: usize) {
        self.most = most;
        #[expect(clippy::cast_possible_truncation, reason = "384")]
        let all = WIDTH as u16;
        self.limit = all;
        self.counts.clear();
        self.counts.resize(WIDTH + 1, 0);
        self.within = 0;
        self.list.clear();
    }

    /// Takes the distances of the places from `first` on.
    pub(crate) fn offer(&mut self, first: u32, distances: &[u16]) {
        for (place, &distance) in (first..).zip(distances) {
            if distance <= self.limit {
                self.keep(place, distance);
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
        while self.limit > 0 && self.within - self.counts[usize::from(self.limit)] >= self.most {
            self.within -= self.counts[usize::from(self.limit)];
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
    use super::{BLOCK, Shortlist};
    use crate::model::tests::Dice;

    #[test]
    fn a_shortlist_holds_the_nearest_and_all_that_are_as_near_as_the_last() {
        let mut dice = Dice::new(21);
        let mut shortlist = Shortlist::default();
        for (count, most) in [(10, 20), (3_000, 1), (5_000, 100), (20_000, 300)] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0 to 384")]
            let distances: Vec<u16> = (0..count).map(|_| (192.0 + dice.next() * 192.0) as u16).collect();
            let mut sorted = distances.clone();
            sorted.sort_unstable();
            let last = sorted[(most - 1).min(count - 1)];
            let right: Vec<u32> = (0..).zip(&distances).filter(|(_, d)| **d <= last).map(|(place, _)| place).collect();
            shortlist.clear(most);
            for (block, distances) in (0..).step_by(BLOCK).zip(distances.chunks(BLOCK)) {
                shortlist.offer(block, distances);
            }
            assert_eq!(shortlist.places().collect::<Vec<_>>(), right, "{most} of {count}");
        }
    }
}
