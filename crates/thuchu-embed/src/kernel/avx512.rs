//! Processors with AVX-512 and its whole-number products (Intel since 2019, AMD since 2022).

use std::arch::x86_64::{
    __m512, __m512i, _mm_loadu_si128, _mm512_add_epi8, _mm512_add_epi16, _mm512_and_si512, _mm512_broadcast_i32x4,
    _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps,
    _mm512_reduce_add_epi32, _mm512_set1_epi8, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_si512,
    _mm512_shuffle_epi8, _mm512_slli_epi16, _mm512_srli_epi16, _mm512_storeu_ps, _mm512_storeu_si512, _mm512_sub_epi16,
    _mm512_sub_epi32, _mm512_xor_si512,
};

use super::dense::{Line, PANEL, Panel, blocks};
use super::{Dense, GROUP, Group, Losses, Rows, Wide, float_operations};

float_operations!("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl", fused: true, offset: 128, queries: 8);

/// Rows worked on together: 6 × 4 sums and the 4 registers of weights fit into the 32 there are.
const ROWS: usize = 6;

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn multiply(dense: &Dense, input: &Rows, out: &mut [f32]) {
    let outputs = dense.outputs();
    for (number, panel) in dense.panels().enumerate() {
        for (from, size) in blocks(input.scales.len(), ROWS) {
            let block = Block { input, from, outputs, column: number * PANEL };
            match size {
                6 => block.tile::<6>(panel, out),
                5 => block.tile::<5>(panel, out),
                4 => block.tile::<4>(panel, out),
                3 => block.tile::<3>(panel, out),
                2 => block.tile::<2>(panel, out),
                _ => block.tile::<1>(panel, out),
            }
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn products(query: &Wide, rows: &[Wide], out: &mut [i32]) {
    // One factor must be unsigned: 128 is added to it, and what that brings too much is taken away.
    let plus = _mm512_set1_epi8(-128);
    let mut unsigned = [plus; 6];
    for (unsigned, line) in unsigned.iter_mut().zip(query) {
        *unsigned = _mm512_xor_si512(bytes_of(line), plus);
    }
    for (row, out) in rows.iter().zip(out) {
        let (mut sum, mut excess) = (_mm512_setzero_si512(), _mm512_setzero_si512());
        for part in 0..6 {
            let bytes = bytes_of(&row[part]);
            sum = _mm512_dpbusd_epi32(sum, unsigned[part], bytes);
            excess = _mm512_dpbusd_epi32(excess, plus, bytes);
        }
        *out = _mm512_reduce_add_epi32(_mm512_sub_epi32(sum, excess));
    }
}

/// As with AVX2, a group at a time.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn differing(losses: &Losses, groups: &[Group], out: &mut [[u16; GROUP]]) {
    let four = _mm512_set1_epi8(15);
    for (group, out) in groups.iter().zip(out) {
        let (mut both, mut odd) = (_mm512_setzero_si512(), _mm512_setzero_si512());
        for (bytes, [low, high]) in group.0.iter().zip(losses.0.as_chunks::<2>().0) {
            let codes = signs_of(bytes);
            let low = _mm512_shuffle_epi8(four_times(low), _mm512_and_si512(codes, four));
            let high = _mm512_shuffle_epi8(four_times(high), _mm512_and_si512(_mm512_srli_epi16::<4>(codes), four));
            let sum = _mm512_add_epi8(low, high);
            both = _mm512_add_epi16(both, sum);
            odd = _mm512_add_epi16(odd, _mm512_srli_epi16::<8>(sum));
        }
        let out = out.as_chunks_mut::<32>().0;
        put(&mut out[0], _mm512_sub_epi16(both, _mm512_slli_epi16::<8>(odd)));
        put(&mut out[1], odd);
    }
}

/// Some rows of the input, and where their sums go.
struct Block<'a> {
    input: &'a Rows,
    from: usize,
    outputs: usize,
    column: usize,
}

impl Block<'_> {
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn tile<const SIZE: usize>(&self, panel: Panel<'_>, out: &mut [f32]) {
        let steps = panel.steps.len();
        let width = self.input.width;
        let mut rows: [&[[u8; 4]]; SIZE] = [&[]; SIZE];
        for (row, from) in rows.iter_mut().zip(self.from..) {
            *row = &self.input.bytes[from * width..].as_chunks::<4>().0[..steps];
        }
        let mut sums = [[_mm512_setzero_si512(); 4]; SIZE];
        for (step, weights) in panel.steps.iter().enumerate() {
            for row in 0..SIZE {
                let four = _mm512_set1_epi32(i32::from_le_bytes(rows[row][step]));
                for part in 0..4 {
                    sums[row][part] = _mm512_dpbusd_epi32(sums[row][part], four, bytes_of(&weights[part]));
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            let at = (self.from + row) * self.outputs + self.column;
            let scale = _mm512_set1_ps(self.input.scales[self.from + row]);
            let out = out[at..at + PANEL].as_chunks_mut::<16>().0;
            let excess = panel.excess.as_chunks::<16>().0;
            let scales = panel.scales.as_chunks::<16>().0;
            let bias = panel.bias.as_chunks::<16>().0;
            for part in 0..4 {
                let sum = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[part], whole(&excess[part])));
                let own = _mm512_mul_ps(scale, floats(&scales[part]));
                store(&mut out[part], _mm512_fmadd_ps(sum, own, floats(&bias[part])));
            }
        }
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn bytes_of(line: &Line) -> __m512i {
    // SAFETY: the 64 bytes behind the reference are read.
    unsafe { _mm512_loadu_si512(line.0.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn signs_of(bytes: &[u8; 64]) -> __m512i {
    // SAFETY: the 64 bytes behind the reference are read.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

/// A table of sixteen, for all quarters of a register.
#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn four_times(table: &[u8; 16]) -> __m512i {
    // SAFETY: the 16 bytes behind the reference are read.
    _mm512_broadcast_i32x4(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
}

#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn put(out: &mut [u16; 32], sums: __m512i) {
    // SAFETY: the 64 bytes behind the reference are written.
    unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), sums) }
}

#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn whole(numbers: &[i32; 16]) -> __m512i {
    // SAFETY: the 64 bytes behind the reference are read.
    unsafe { _mm512_loadu_si512(numbers.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn floats(values: &[f32; 16]) -> __m512 {
    // SAFETY: the 64 bytes behind the reference are read.
    unsafe { _mm512_loadu_ps(values.as_ptr()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "the instruction takes an address")]
fn store(out: &mut [f32; 16], values: __m512) {
    // SAFETY: the 64 bytes behind the reference are written.
    unsafe { _mm512_storeu_ps(out.as_mut_ptr(), values) }
}
