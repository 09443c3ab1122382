//! What happens between the dense layers, in floats: written once, compiled for each set of instructions.
//!
//! `FUSED` says whether a product and a sum are one instruction; without it `mul_add` would be a call of a library.
//! Sums run in 16 lanes, because the order of additions must not be the compiler's choice.

use super::Rows;

/// Independent sums of one row.
const LANES: usize = 16;
/// Added to a small float, the last bits of the sum are the float rounded to a whole number: 1.5 × 2²³.
const ROUND: f32 = 12_582_912.0;

/// Scale and shift of a layer normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    /// Added to the variance.
    pub(crate) epsilon: f32,
}

#[inline(always)]
pub(super) fn mul_add<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// e^x for x ≤ 0 with a relative error below 10⁻⁶; what is below −87 is as good as nothing.
///
/// x = n ln 2 + r; 2ⁿ by its bits, e^r by its Taylor series.
#[inline(always)]
pub(super) fn exp<const FUSED: bool>(x: f32) -> f32 {
    let x = if x > -87.0 { x } else { -87.0 };
    let shifted = mul_add::<FUSED>(x, std::f32::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    // ln 2 in two parts, the first of which has few bits, so that n × it is exact.
    let r = mul_add::<FUSED>(n, -0.693_359_4, x);
    let r = mul_add::<FUSED>(n, 2.121_944_4e-4, r);
    let mut sum = 1.0 / 720.0;
    for part in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = mul_add::<FUSED>(sum, r, part);
    }
    f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23)) * sum
}

/// x Φ(x), with Φ from the error function of Abramowitz and Stegun, 7.1.26 (absolute error 1.5 × 10⁻⁷).
#[inline(always)]
pub(super) fn gelu<const FUSED: bool>(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / mul_add::<FUSED>(0.327_591_1, z, 1.0);
    let mut sum = 1.061_405_4;
    for part in [-1.453_152, 1.421_413_7, -0.284_496_72, 0.254_829_6] {
        sum = mul_add::<FUSED>(sum, t, part);
    }
    // 1 − erf(z) of |x|; half of it is the share of x that is lost.
    let lost = 0.5 * sum * t * exp::<FUSED>(-z * z);
    let positive = if x > 0.0 { x } else { 0.0 };
    mul_add::<FUSED>(-x.abs(), lost, positive)
}

#[inline(always)]
fn sum_of(lanes: &[f32; LANES]) -> f32 {
    let mut lanes = *lanes;
    for half in [8, 4, 2, 1] {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
    }
    lanes[0]
}

#[inline(always)]
fn largest_of(row: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for values in row.as_chunks::<LANES>().0 {
        for (lane, value) in lanes.iter_mut().zip(values) {
            let value = value.abs();
            *lane = if value > *lane { value } else { *lane };
        }
    }
    lanes.into_iter().fold(0.0, f32::max)
}

/// One row in bytes, `OFFSET` added; says what a step is worth.
#[inline(always)]
fn quantise_row<const OFFSET: u8>(row: &[f32], bytes: &mut [u8]) -> f32 {
    let largest = largest_of(row);
    let steps_of_one = if largest > 0.0 { 127.0 / largest } else { 0.0 };
    for (byte, value) in bytes.iter_mut().zip(row) {
        let bits = (value * steps_of_one + ROUND).to_bits();
        *byte = bits.to_le_bytes()[0] ^ OFFSET;
    }
    largest / 127.0
}

/// A row in bytes and what a step is worth, for weights while they are read.
pub(crate) fn to_bytes(row: &[f32], out: &mut Vec<i8>) -> f32 {
    let largest = row.iter().fold(0.0_f32, |largest, value| if value.abs() > largest { value.abs() } else { largest });
    let steps_of_one = if largest > 0.0 { 127.0 / largest } else { 0.0 };
    out.extend(row.iter().map(|value| (value * steps_of_one + ROUND).to_bits().to_le_bytes()[0].cast_signed()));
    largest / 127.0
}

#[inline(always)]
pub(super) fn quantise<const OFFSET: u8>(values: &[f32], rows: &mut Rows) {
    let width = rows.width;
    let each = values.chunks_exact(width).zip(rows.bytes.chunks_exact_mut(width)).zip(&mut rows.scales);
    for ((row, bytes), scale) in each {
        *scale = quantise_row::<OFFSET>(row, bytes);
    }
}

#[inline(always)]
pub(super) fn activate<const FUSED: bool, const OFFSET: u8>(values: &mut [f32], rows: &mut Rows) {
    let width = rows.width;
    let each = values.chunks_exact_mut(width).zip(rows.bytes.chunks_exact_mut(width)).zip(&mut rows.scales);
    for ((row, bytes), scale) in each {
        for value in row.iter_mut() {
            *value = gelu::<FUSED>(*value);
        }
        *scale = quantise_row::<OFFSET>(row, bytes);
    }
}

#[inline(always)]
pub(super) fn normalise<const FUSED: bool, const OFFSET: u8>(
    kept: &mut [f32],
    added: &[f32],
    norm: &Norm,
    rows: &mut Rows,
) {
    let width = rows.width;
    #[expect(clippy::cast_precision_loss, reason = "a width has few bits")]
    let count = width as f32;
    let each = kept.chunks_exact_mut(width).zip(added.chunks_exact(width));
    for (((row, added), bytes), scale) in each.zip(rows.bytes.chunks_exact_mut(width)).zip(&mut rows.scales) {
        let mut sums = [0.0_f32; LANES];
        for (values, added) in row.as_chunks_mut::<LANES>().0.iter_mut().zip(added.as_chunks::<LANES>().0) {
            for lane in 0..LANES {
                values[lane] += added[lane];
                sums[lane] += values[lane];
            }
        }
        let mean = sum_of(&sums) / count;
        let mut squares = [0.0_f32; LANES];
        for values in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                let off = values[lane] - mean;
                squares[lane] = mul_add::<FUSED>(off, off, squares[lane]);
            }
        }
        let spread = 1.0 / (sum_of(&squares) / count + norm.epsilon).sqrt();
        for ((value, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
            *value = mul_add::<FUSED>((*value - mean) * spread, *weight, *bias);
        }
        *scale = quantise_row::<OFFSET>(row, bytes);
    }
}
