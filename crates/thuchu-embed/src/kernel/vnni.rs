//! Processors with the whole-number products of AVX-512 in 256 bits only (Intel's of 2021 and later for desks).

use std::arch::x86_64::{_mm256_dpbusd_avx_epi32, _mm256_set1_epi32, _mm256_setzero_si256};

use super::avx2::{bytes_of, store};
use super::dense::{PANEL, Panel, blocks};
use super::{Dense, GROUP, Group, Losses, Rows, Wide, float_operations};

float_operations!("avx2,fma,avxvnni", fused: true, offset: 128, queries: 4);

#[target_feature(enable = "avx2,fma,avxvnni")]
pub(super) fn multiply(dense: &Dense, input: &Rows, out: &mut [f32]) {
    let outputs = dense.outputs();
    for (number, panel) in dense.panels().enumerate() {
        for (from, size) in blocks(input.scales.len(), 3) {
            let mut sums = [[0_i32; PANEL]; 3];
            match size {
                3 => tile::<3>(panel, input, from, &mut sums),
                2 => tile::<2>(panel, input, from, &mut sums),
                _ => tile::<1>(panel, input, from, &mut sums),
            }
            for (row, sums) in (from..from + size).zip(&mut sums) {
                for (sum, excess) in sums.iter_mut().zip(panel.excess) {
                    *sum -= excess;
                }
                let at = row * outputs + number * PANEL;
                panel.finish(sums, input.scales[row], &mut out[at..at + PANEL]);
            }
        }
    }
}

#[target_feature(enable = "avx2,fma,avxvnni")]
pub(super) fn products(query: &Wide, rows: &[Wide], out: &mut [i32]) {
    // The memory brings rows more slowly than the plainer instructions work on them.
    super::avx2::products(query, rows, out);
}

#[target_feature(enable = "avx2,fma,avxvnni")]
pub(super) fn differing(losses: &Losses, groups: &[Group], out: &mut [[u16; GROUP]]) {
    super::avx2::differing(losses, groups, out);
}

#[inline]
#[target_feature(enable = "avx2,fma,avxvnni")]
fn tile<const SIZE: usize>(panel: Panel<'_>, input: &Rows, from: usize, out: &mut [[i32; PANEL]; 3]) {
    let steps = panel.steps.len();
    let mut rows: [&[[u8; 4]]; SIZE] = [&[]; SIZE];
    for (row, from) in rows.iter_mut().zip(from..) {
        *row = &input.bytes[from * input.width..].as_chunks::<4>().0[..steps];
    }
    // Half a panel at a time: there are 16 registers.
    for half in 0..2 {
        let mut sums = [[_mm256_setzero_si256(); 4]; SIZE];
        for (step, weights) in panel.steps.iter().enumerate() {
            for row in 0..SIZE {
                let four = _mm256_set1_epi32(i32::from_le_bytes(rows[row][step]));
                for part in 0..4 {
                    let weights = bytes_of(&weights[half * 2 + part / 2], part % 2);
                    sums[row][part] = _mm256_dpbusd_avx_epi32(sums[row][part], four, weights);
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
