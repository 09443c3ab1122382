//! What a table finds.

use super::{Room, VectorTable};
use crate::kernel::Isa;
use crate::model::tests::Dice;
use crate::vector::{Quantised, Vector, WIDTH};

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

fn holding(isa: Isa, vectors: &[Quantised]) -> VectorTable {
    let mut table = VectorTable { isa, ..VectorTable::default() };
    for vector in vectors {
        table.push(vector);
    }
    table
}

/// Of length 1, around zero.
fn direction(values: [f32; WIDTH]) -> [f32; WIDTH] {
    let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
    values.map(|value| value / length)
}

/// A message's vector: a claim's, seen through noise. Some values spread more than others, as a model's do.
fn near(claim: &[f32; WIDTH], noise: f32, dice: &mut Dice) -> [f32; WIDTH] {
    let other = spread(dice);
    direction(std::array::from_fn(|i| claim[i] + noise * other[i]))
}

fn spread(dice: &mut Dice) -> [f32; WIDTH] {
    direction(std::array::from_fn(|i| dice.next() * if i % 16 == 0 { 3.0 } else { 1.0 }))
}

#[test]
fn the_nearest_are_found_by_their_signs_and_given_with_exact_cosines() {
    let mut dice = Dice::new(13);
    // Claims come in families, so that there are near ones to be told apart.
    let families: Vec<_> = (0..100).map(|_| spread(&mut dice)).collect();
    let claims: Vec<_> = (0..8_000).map(|i| near(&families[i % 100], 1.0, &mut dice)).collect();
    let vectors: Vec<Quantised> = claims.iter().map(|claim| Vector(*claim).quantise()).collect();
    let queries: Vec<Quantised> = (0..20).map(|i| Vector(near(&claims[i * 397], 0.7, &mut dice)).quantise()).collect();
    for isa in Isa::here() {
        let table = holding(isa, &vectors);
        let mut room = Room::default();
        let exact = table.nearest_of(&queries, 50, usize::MAX, &mut room);
        let quick = table.nearest(&queries, 50, &mut room);
        let mut kept = 0;
        for ((query, exact), quick) in queries.iter().zip(&exact).zip(&quick) {
            assert_eq!(quick.len(), 50);
            assert!(quick.is_sorted_by(|a, b| (b.1, a.0) < (a.1, b.0)), "best first, equal ones by place");
            for (place, cosine) in quick {
                assert_eq!(cosine.to_bits(), query.dot(&vectors[*place as usize]).to_bits(), "{}", isa.name());
            }
            kept += exact.iter().filter(|(place, _)| quick.iter().any(|(other, _)| other == place)).count();
        }
        assert!(kept >= 990, "{kept} of 1,000, {}", isa.name());
        assert!((0..20).all(|i| quick[i][0].0 as usize == i * 397), "the message's own claim is first");
        // Few are compared whole: what is found is due to the signs, which a wrong order of them would not give.
        let few = table.nearest_of(&queries, 50, 60, &mut room);
        let kept: usize = exact.iter().zip(&few).map(|(a, b)| a.iter().filter(|x| b.contains(x)).count()).sum();
        assert!((600..1_000).contains(&kept), "{kept} of 1,000 among the 60 of 8,000 with the nearest signs");
    }
}

#[test]
fn several_queries_find_what_each_finds_alone() {
    let mut dice = Dice::new(14);
    let vectors: Vec<Quantised> = (0..6_001).map(|_| any(&mut dice)).collect();
    let table = holding(Isa::best(), &vectors);
    let queries: Vec<Quantised> = (0..13).map(|_| any(&mut dice)).collect();
    let mut room = Room::default();
    let together = table.nearest(&queries, 10, &mut room);
    let alone: Vec<_> =
        queries.iter().flat_map(|query| table.nearest(std::slice::from_ref(query), 10, &mut room)).collect();
    assert_eq!(together, alone);
}

#[test]
fn a_vector_taken_out_is_not_found_and_the_last_takes_its_place() {
    let mut dice = Dice::new(15);
    for size in [20, 6_003] {
        let mut vectors: Vec<Quantised> = (0..size).map(|_| any(&mut dice)).collect();
        let mut table = holding(Isa::best(), &vectors);
        for place in [3, 0, size - 3, 7] {
            vectors.swap_remove(place);
            table.swap_remove(place);
        }
        table.swap_remove(size);
        assert_eq!(table.len(), size - 4);
        let mut room = Room::default();
        for place in [0, 3, 7, size - 5] {
            let found = table.nearest(&vectors[place..=place], 1, &mut room);
            assert_eq!(found[0][0].0 as usize, place, "of {size}");
        }
        let fresh = holding(Isa::best(), &vectors);
        let query = [any(&mut dice)];
        assert_eq!(table.nearest(&query, 20, &mut room), fresh.nearest(&query, 20, &mut room));
    }
}
