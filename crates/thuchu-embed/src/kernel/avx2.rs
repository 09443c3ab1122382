//! Processors with AVX2 (nearly all since 2013).
//!
//! Its products of bytes want one factor unsigned and clip sums of two at 16 bits. The sign of an input is therefore
//! moved to the weight; within ±127 two products then stay below 2 × 127² = 32,258.

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_abs_epi8, _mm256_add_epi8, _mm256_add_epi16, _mm256_add_epi32, _mm256_and_si256,
    _mm256_broadcastsi128_si256, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_set1_epi8,
    _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_sign_epi8,
    _mm256_slli_epi16, _mm256_srli_epi16, _mm256_storeu_si256, _mm256_sub_epi16,
};

use super::dense::{Line, PANEL, Panel, blocks};
use super::{Dense, GROUP, Group, Losses, Rows, Wide, float_operations};

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

#[target_feature(enable = "avx2,fma")]
pub(super) fn differing(losses: &Losses, groups: &[Group], out: &mut [[u16; GROUP]]) {
    let four = _mm256_set1_epi8(15);
    for (group, out) in groups.iter().zip(out) {
        let out = out.as_chunks_mut::<16>().0;
        for half in 0..2 {
            // Sums of pairs of bytes, and of the odd ones alone.
            let (mut both, mut odd) = (_mm256_setzero_si256(), _mm256_setzero_si256());
            for (bytes, [low, high]) in group.0.iter().zip(losses.0.as_chunks::<2>().0) {
                let codes = signs_of(&bytes.as_chunks::<32>().0[half]);
                let low = _mm256_shuffle_epi8(twice(low), _mm256_and_si256(codes, four));
                let high = _mm256_shuffle_epi8(twice(high), _mm256_and_si256(_mm256_srli_epi16::<4>(codes), four));
                let sum = _mm256_add_epi8(low, high);
                both = _mm256_add_epi16(both, sum);
                odd = _mm256_add_epi16(odd, _mm256_srli_epi16::<8>(sum));
            }
            put(&mut out[half], _mm256_sub_epi16(both, _mm256_slli_epi16::<8>(odd)));
            put(&mut out[2 + half], odd);
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
fn signs_of(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: the 32 bytes behind the reference are read.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

/// A table of sixteen, for both halves of a register.
#[inline]
#[target_feature(enable = "avx2")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn twice(table: &[u8; 16]) -> __m256i {
    // SAFETY: the 16 bytes behind the reference are read.
    _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
}

#[inline]
#[target_feature(enable = "avx2")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn put(out: &mut [u16; 16], sums: __m256i) {
    // SAFETY: the 32 bytes behind the reference are written.
    unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), sums) }
}

#[inline]
#[target_feature(enable = "avx2")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
pub(super) fn store(out: &mut [i32; 8], sums: __m256i) {
    // SAFETY: the 32 bytes behind the reference are written.
    unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), sums) }
}
