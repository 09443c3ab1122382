//! Every set of instructions computes the same.

use super::{Dense, Head, Isa, Norm, Room, Rows, float};
use crate::model::tests::Dice;

fn values(dice: &mut Dice, count: usize, spread: f32) -> Vec<f32> {
    (0..count).map(|_| dice.next() * spread).collect()
}

#[track_caller]
fn close(one: &[f32], other: &[f32], within: f32, what: &str) {
    assert_eq!(one.len(), other.len());
    for (place, (one, other)) in one.iter().zip(other).enumerate() {
        assert!((one - other).abs() <= within * (1.0 + other.abs()), "{what}, {place}: {one} and {other}");
    }
}

fn portable() -> Isa {
    Isa::here().last().unwrap()
}

#[test]
fn a_dense_layer_gives_the_product_on_every_set_of_instructions() {
    let mut dice = Dice::new(1);
    for (tokens, inputs, outputs) in [(1, 64, 64), (2, 64, 128), (5, 128, 64), (7, 64, 192), (13, 384, 64)] {
        let weights = values(&mut dice, inputs * outputs, 0.2);
        let bias = values(&mut dice, outputs, 1.0);
        let input = values(&mut dice, tokens * inputs, 3.0);
        let dense = Dense::new(&weights, bias.clone());
        assert_eq!(dense.outputs(), outputs);
        for isa in Isa::here() {
            let mut rows = Rows::default();
            rows.resize(tokens, inputs);
            isa.quantise(&input, &mut rows);
            let mut out = vec![0.0; tokens * outputs];
            isa.multiply(&dense, &rows, &mut out);
            let exact: Vec<f32> = (0..tokens * outputs)
                .map(|place| {
                    let (token, output) = (place / outputs, place % outputs);
                    let row = &input[token * inputs..(token + 1) * inputs];
                    let weights = &weights[output * inputs..(output + 1) * inputs];
                    row.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f32>() + bias[output]
                })
                .collect();
            // The largest error of rounding both factors to 8 bits, far beyond what chance makes of it.
            close(&out, &exact, 0.06, isa.name());
            let mut same = vec![0.0; tokens * outputs];
            let mut rows = Rows::default();
            rows.resize(tokens, inputs);
            portable().quantise(&input, &mut rows);
            portable().multiply(&dense, &rows, &mut same);
            close(&out, &same, 1e-6, isa.name());
        }
    }
}

/// The largest bytes with the largest weights: nothing is clipped on the way.
#[test]
fn sums_of_the_largest_numbers_are_exact() {
    for sign in [1.0, -1.0] {
        let dense = Dense::new(&vec![sign; 1_536 * 64], vec![0.0; 64]);
        for isa in Isa::here() {
            let mut rows = Rows::default();
            rows.resize(2, 1_536);
            isa.quantise(&vec![1.0; 2 * 1_536], &mut rows);
            let mut out = vec![0.0; 2 * 64];
            isa.multiply(&dense, &rows, &mut out);
            close(&out, &[1_536.0 * sign; 128], 1e-6, isa.name());
        }
    }
}

#[test]
fn float_operations_agree_on_every_set_of_instructions() {
    let mut dice = Dice::new(2);
    let (tokens, width) = (9, 128);
    let values = |dice: &mut Dice| values(dice, tokens * width, 4.0);
    let (kept, added) = (values(&mut dice), values(&mut dice));
    let norm = Norm { weight: vec![1.5; width], bias: vec![-0.25; width], epsilon: 1e-12 };
    let run = |isa: Isa| {
        let mut rows = Rows::default();
        rows.resize(tokens, width);
        let mut normal = kept.clone();
        isa.normalise(&mut normal, &added, &norm, &mut rows);
        let mut active = kept.clone();
        isa.activate(&mut active, &mut rows);
        let unsigned = |byte: &u8| if isa == portable() { byte ^ 128 } else { *byte };
        (normal, active, rows.scales.clone(), rows.bytes.iter().map(unsigned).collect::<Vec<_>>())
    };
    let plain = run(portable());
    for row in plain.0.chunks_exact(width) {
        let mean = row.iter().sum::<f32>() / 128.0;
        let spread = (row.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / 128.0).sqrt();
        assert!((mean + 0.25).abs() < 1e-4 && (spread - 1.5).abs() < 1e-4, "{mean} {spread}");
    }
    for isa in Isa::here() {
        let own = run(isa);
        close(&own.0, &plain.0, 1e-5, isa.name());
        close(&own.1, &plain.1, 1e-5, isa.name());
        close(&own.2, &plain.2, 1e-5, isa.name());
    }
}

#[test]
fn attention_mixes_the_values_of_a_text_by_likeness() {
    let mut dice = Dice::new(3);
    let hidden = 64;
    for tokens in [1, 2, 8, 15, 16, 17, 40] {
        let fused = values(&mut dice, tokens * 3 * hidden, 1.5);
        let mut exact = vec![0.0; tokens * hidden];
        for (token, at) in (0..tokens).flat_map(|token| [(token, 0), (token, 32)]) {
            let part = |token: usize, kind: usize| &fused[token * 3 * hidden + kind * hidden + at..][..32];
            let likeness = |other: usize| -> f64 {
                part(token, 0).iter().zip(part(other, 1)).map(|(one, other)| f64::from(one * other)).sum::<f64>().exp()
            };
            let all: f64 = (0..tokens).map(likeness).sum();
            for place in 0..32 {
                let mixed: f64 =
                    (0..tokens).map(|other| likeness(other) / all * f64::from(part(other, 2)[place])).sum();
                #[expect(clippy::cast_possible_truncation, reason = "compared within 1e-5")]
                let mixed = mixed as f32;
                exact[token * hidden + at + place] = mixed;
            }
        }
        for isa in Isa::here() {
            let (mut out, mut room) = (vec![0.0; tokens * hidden], Room::default());
            for number in 0..2 {
                isa.attend(Head { number, hidden, width: 32 }, &fused, &mut out, &mut room);
            }
            close(&out, &exact, 1e-5, isa.name());
        }
    }
}

#[test]
fn the_short_formulas_are_close_to_the_functions() {
    for (x, expected) in [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_25), (0.5, 0.345_731_2), (3.0, 2.995_95)] {
        assert!((float::gelu::<false>(x) - expected).abs() < 2e-6, "{x}");
        assert!((float::gelu::<true>(x) - expected).abs() < 2e-6, "{x}");
    }
    assert!(float::gelu::<false>(-30.0).abs() < 1e-6 && (float::gelu::<false>(30.0) - 30.0).abs() < 1e-6);
    for step in 0..8_700_u16 {
        let x = -f32::from(step) / 100.0;
        let off = (float::exp::<false>(x) - x.exp()).abs() / x.exp();
        assert!(off < 2e-6, "e^{x} is off by {off}");
    }
}
