//! Many vectors in bytes, compared with one: an exact scan.

use std::ops::Range;

use crate::kernel::{Isa, Line, Wide};
use crate::vector::{Quantised, WIDTH};

/// Vectors side by side, 388 bytes each.
#[derive(Debug, Clone)]
pub struct VectorTable {
    isa: Isa,
    rows: Vec<Wide>,
    scales: Vec<f32>,
}

impl Default for VectorTable {
    fn default() -> Self {
        Self { isa: Isa::best(), rows: Vec::new(), scales: Vec::new() }
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

    /// Adds one; gives its place.
    pub fn push(&mut self, vector: &Quantised) -> usize {
        self.rows.push(wide(vector));
        self.scales.push(vector.scale);
        self.rows.len() - 1
    }

    /// Puts another in a place; a place that is not there stays so.
    pub fn set(&mut self, place: usize, vector: &Quantised) {
        if let (Some(row), Some(scale)) = (self.rows.get_mut(place), self.scales.get_mut(place)) {
            *row = wide(vector);
            *scale = vector.scale;
        }
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
mod tests {
    use super::VectorTable;
    use crate::kernel::Isa;
    use crate::model::tests::Dice;
    use crate::vector::{Quantised, WIDTH};

    fn any(dice: &mut Dice) -> Quantised {
        #[expect(clippy::cast_possible_truncation, reason = "within ±127")]
        let values = std::array::from_fn::<_, WIDTH, _>(|_| (dice.next() * 127.0).round() as i8);
        Quantised { values, scale: 0.01 + dice.next().abs() }
    }

    #[test]
    fn a_scan_gives_exactly_what_comparing_one_by_one_gives() {
        let mut dice = Dice::new(11);
        let vectors: Vec<Quantised> = (0..600).map(|_| any(&mut dice)).collect();
        let largest = Quantised { values: [127; WIDTH], scale: 1.0 };
        let smallest = Quantised { values: [-127; WIDTH], scale: 1.0 };
        for isa in Isa::here() {
            let mut table = VectorTable { isa, ..VectorTable::default() };
            for vector in vectors.iter().chain([&largest, &smallest]) {
                table.push(vector);
            }
            let mut cosines = Vec::new();
            for query in [&vectors[7], &largest, &smallest] {
                table.cosines(query, 0..usize::MAX, &mut cosines);
                assert_eq!(cosines.len(), 602);
                for (place, cosine) in cosines.iter().enumerate() {
                    assert_eq!(cosine.to_bits(), query.dot(&table.get(place).unwrap()).to_bits(), "{}", isa.name());
                }
            }
            table.cosines(&largest, 300..301, &mut cosines);
            assert_eq!(cosines, [largest.dot(&vectors[300])]);
            table.cosines(&largest, 700..900, &mut cosines);
            assert!(cosines.is_empty());
        }
    }

    #[test]
    fn a_vector_can_be_replaced() {
        let mut dice = Dice::new(12);
        let (one, other) = (any(&mut dice), any(&mut dice));
        let mut table = VectorTable::default();
        assert!(table.is_empty());
        assert_eq!(table.push(&one), 0);
        table.set(0, &other);
        table.set(1, &one);
        assert_eq!((table.len(), table.get(0), table.get(1)), (1, Some(other), None));
    }
}
