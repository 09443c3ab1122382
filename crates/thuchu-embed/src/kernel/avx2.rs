//! Processors with AVX2 (nearly all since 2013).
//!
//! Its products of bytes want one factor unsigned and clip sums of two at 16 bits. The sign of an input is therefore
//! moved to the weight; within ±127 two products then stay below 2 × 127² = 32,258.

use std::arch::x86_64::{
    __m256i, _mm256_abs_epi8, _mm256_add_epi8, _mm256_add_epi32, _mm256_and_si256, _mm256_loadu_si256,
    _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_sad_epu8, _mm256_set1_epi8, _mm256_set1_epi16, _mm256_set1_epi32,
    _mm256_set1_epi64x, _mm256_setr_epi8, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_sign_epi8,
    _mm256_srli_epi16, _mm256_storeu_si256, _mm256_xor_si256,
};

use super::dense::{Line, PANEL, Panel, blocks};
use super::{Code, Dense, Group, Rows, Wide, float_operations};

float_operations!("avx2,fma", fused: true, offset: 0, queries: 4);

#[target_feature(enable = "avx2,fma")]
pub(super) fn multiply(dense: &Dense, input: &Rows, out: &mut [f32]) {
    let outputs = dense.outputs();
    for (number, panel) in dense.panels().enumerate() {
        for (from, size) in blocks(input.scales.len(), 2) {
            let mut sums = [[0_i32; PANEL]; 2];
            match size {
                2 => tile::<2>(panel, input, from, &mut sums),
                _ => tile::<1>(panel, input, from, &mut sums),
            }
            for (row, sums) in (from..from + size).zip(&sums) {
                let at = row * outputs + number * PANEL;
                panel.finish(sums, input.scales[row], &mut out[at..at + PANEL]);
            }
        }
    }
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn products(query: &Wide, rows: &[Wide], out: &mut [i32]) {
    let ones = _mm256_set1_epi16(1);
    for (row, out) in rows.iter().zip(out) {
        let mut sum = _mm256_setzero_si256();
        for part in 0..12 {
            let query = bytes_of(&query[part / 2], part % 2);
            let row = bytes_of(&row[part / 2], part % 2);
            let pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(query), _mm256_sign_epi8(row, query));
            sum = _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, ones));
        }
        let mut lanes = [0; 8];
        store(&mut lanes, sum);
        *out = lanes.iter().sum();
    }
}

/// Counts bits four at a time from a table of sixteen (W. Muła, N. Kurz and D. Lemire, "Faster Population Counts Using
/// AVX2 Instructions", 2018).
#[target_feature(enable = "avx2,fma")]
pub(super) fn differing(code: &Code, groups: &[Group], out: &mut [[u16; 8]]) {
    let four = _mm256_set1_epi8(15);
    let ones = _mm256_setr_epi8(
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
    );
    for (group, out) in groups.iter().zip(out) {
        // A byte counts up to 6 × 8.
        let mut sums = [_mm256_setzero_si256(); 2];
        for (words, own) in group.iter().zip(code) {
            let own = _mm256_set1_epi64x(own.cast_signed());
            for (sum, words) in sums.iter_mut().zip(words.as_chunks::<4>().0) {
                let bits = _mm256_xor_si256(words_of(words), own);
                let low = _mm256_shuffle_epi8(ones, _mm256_and_si256(bits, four));
                let high = _mm256_shuffle_epi8(ones, _mm256_and_si256(_mm256_srli_epi16::<4>(bits), four));
                *sum = _mm256_add_epi8(*sum, _mm256_add_epi8(low, high));
            }
        }
        for (sum, out) in sums.into_iter().zip(out.as_chunks_mut::<4>().0) {
            // Four sums of 64 bits, of which the lowest 16 count.
            let mut lanes = [0; 8];
            store(&mut lanes, _mm256_sad_epu8(sum, _mm256_setzero_si256()));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 384")]
            let lanes = [lanes[0] as u16, lanes[2] as u16, lanes[4] as u16, lanes[6] as u16];
            *out = lanes;
        }
    }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn tile<const SIZE: usize>(panel: Panel<'_>, input: &Rows, from: usize, out: &mut [[i32; PANEL]; 2]) {
    let steps = panel.steps.len();
    let mut rows: [&[[u8; 4]]; SIZE] = [&[]; SIZE];
    for (row, from) in rows.iter_mut().zip(from..) {
        *row = &input.bytes[from * input.width..].as_chunks::<4>().0[..steps];
    }
    let ones = _mm256_set1_epi16(1);
    // Half a panel at a time: there are 16 registers.
    for half in 0..2 {
        let mut sums = [[_mm256_setzero_si256(); 4]; SIZE];
        for (step, weights) in panel.steps.iter().enumerate() {
            for row in 0..SIZE {
                let four = _mm256_set1_epi32(i32::from_le_bytes(rows[row][step]));
                let plain = _mm256_abs_epi8(four);
                for part in 0..4 {
                    let weights = bytes_of(&weights[half * 2 + part / 2], part % 2);
                    let pairs = _mm256_maddubs_epi16(plain, _mm256_sign_epi8(weights, four));
                    sums[row][part] = _mm256_add_epi32(sums[row][part], _mm256_madd_epi16(pairs, ones));
                }
            }
        }
        for (sums, out) in sums.iter().zip(out.iter_mut()) {
            for (sum, out) in sums.iter().zip(&mut out.as_chunks_mut::<8>().0[half * 4..]) {
                store(out, *sum);
            }
        }
    }
}

/// One half of a line.
#[inline]
#[target_feature(enable = "avx2")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
pub(super) fn bytes_of(line: &Line, half: usize) -> __m256i {
    let bytes: &[i8; 32] = &line.0.as_chunks::<32>().0[half];
    // SAFETY: the 32 bytes behind the reference are read.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn words_of(words: &[u64; 4]) -> __m256i {
    // SAFETY: the 32 bytes behind the reference are read.
    unsafe { _mm256_loadu_si256(words.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
pub(super) fn store(out: &mut [i32; 8], sums: __m256i) {
    // SAFETY: the 32 bytes behind the reference are written.
    unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), sums) }
}
