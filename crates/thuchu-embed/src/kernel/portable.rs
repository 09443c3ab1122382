//! Plain Rust, for every processor.

use super::dense::PANEL;
use super::{Dense, GROUP, Group, Head, Losses, Norm, Room, Rows, Wide, attention, float, lane};

pub(super) fn multiply(dense: &Dense, input: &Rows, out: &mut [f32]) {
    let outputs = dense.outputs();
    for (number, panel) in dense.panels().enumerate() {
        for (row, bytes) in input.bytes.chunks_exact(input.width).enumerate() {
            let mut sums = [0_i32; PANEL];
            for (inputs, weights) in bytes.as_chunks::<4>().0.iter().zip(panel.steps) {
                let inputs = inputs.map(|byte| i16::from(byte.cast_signed()));
                for (sums, line) in sums.as_chunks_mut::<16>().0.iter_mut().zip(weights) {
                    for (sum, weights) in sums.iter_mut().zip(line.0.as_chunks::<4>().0) {
                        for (input, weight) in inputs.iter().zip(weights) {
                            *sum += i32::from(*input * i16::from(*weight));
                        }
                    }
                }
            }
            let at = row * outputs + number * PANEL;
            panel.finish(&sums, input.scales[row], &mut out[at..at + PANEL]);
        }
    }
}

pub(super) fn products(query: &Wide, rows: &[Wide], out: &mut [i32]) {
    for (row, out) in rows.iter().zip(out) {
        let bytes = query.iter().zip(row).flat_map(|(query, row)| query.0.iter().zip(&row.0));
        *out = bytes.map(|(query, row)| i32::from(i16::from(*query) * i16::from(*row))).sum();
    }
}

pub(super) fn differing(losses: &Losses, groups: &[Group], out: &mut [[u16; GROUP]]) {
    for (group, out) in groups.iter().zip(out) {
        *out = [0; GROUP];
        for (bytes, [low, high]) in group.0.iter().zip(losses.0.as_chunks::<2>().0) {
            for (place, sum) in out.iter_mut().enumerate() {
                let byte = bytes[lane(place)];
                *sum += u16::from(low[usize::from(byte & 15)]) + u16::from(high[usize::from(byte >> 4)]);
            }
        }
    }
}

pub(super) fn normalise(kept: &mut [f32], added: &[f32], norm: &Norm, bytes: &mut Rows) {
    float::normalise::<false, 0>(kept, added, norm, bytes);
}

pub(super) fn activate(values: &mut [f32], bytes: &mut Rows) {
    float::activate::<false, 0>(values, bytes);
}

pub(super) fn quantise(values: &[f32], bytes: &mut Rows) {
    float::quantise::<0>(values, bytes);
}

pub(super) fn attend(head: Head, fused: &[f32], out: &mut [f32], room: &mut Room) {
    attention::attend::<false, 4>(head, fused, out, room);
}
