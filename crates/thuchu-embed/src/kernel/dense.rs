//! The weights of one dense layer, in the order in which they are multiplied.

use super::to_bytes;

/// Outputs that are worked on together: four registers of 16 sums.
pub(crate) const PANEL: usize = 64;
/// Inputs that one instruction multiplies and sums up.
const STEP: usize = 4;

/// 64 bytes that lie in one line of the processor's cache.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct Line(pub(crate) [i8; 64]);

/// Weights of `outputs × inputs`, in 8 bits.
///
/// Panels of 64 outputs; within one, four inputs at a time: 64 × 4 bytes, the four of an output side by side.
#[derive(Debug)]
pub(crate) struct Dense {
    lines: Vec<Line>,
    /// What a step of each output's weights is worth.
    pub(super) scales: Vec<f32>,
    /// For each output 128 × the sum of its weights: what inputs that were made unsigned bring too much.
    pub(super) excess: Vec<i32>,
    pub(super) bias: Vec<f32>,
    pub(super) inputs: usize,
}

impl Dense {
    /// Rounds `weights` (`outputs × inputs`, row by row) to 8 bits.
    ///
    /// Inputs are a multiple of 4 and outputs (as many as there are biases) one of [`PANEL`]; the loader has seen to it.
    pub(crate) fn new(weights: &[f32], bias: Vec<f32>) -> Self {
        let outputs = bias.len();
        let inputs = weights.len() / outputs.max(1);
        debug_assert!(outputs.is_multiple_of(PANEL) && inputs.is_multiple_of(STEP));
        let steps = inputs / STEP;
        let mut dense = Self {
            lines: vec![Line([0; 64]); outputs / PANEL * steps * STEP],
            scales: Vec::with_capacity(outputs),
            excess: Vec::with_capacity(outputs),
            bias,
            inputs,
        };
        let mut bytes = Vec::with_capacity(inputs);
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            bytes.clear();
            dense.scales.push(to_bytes(row, &mut bytes));
            dense.excess.push(bytes.iter().map(|byte| i32::from(*byte) * 128).sum());
            let (panel, place) = (output / PANEL, output % PANEL * STEP);
            let lines = dense.lines[panel * steps * STEP..].iter_mut().skip(place / 64).step_by(STEP);
            for (line, four) in lines.zip(bytes.as_chunks::<STEP>().0) {
                line.0[place % 64..][..STEP].copy_from_slice(four);
            }
        }
        dense
    }

    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// One panel after the other.
    #[inline(always)]
    pub(super) fn panels(&self) -> impl Iterator<Item = Panel<'_>> {
        let steps = self.lines.as_chunks::<4>().0;
        let scales = self.scales.as_chunks::<PANEL>().0;
        let excess = self.excess.as_chunks::<PANEL>().0;
        let bias = self.bias.as_chunks::<PANEL>().0;
        steps
            .chunks_exact((self.inputs / STEP).max(1))
            .zip(scales)
            .zip(excess)
            .zip(bias)
            .map(|(((steps, scales), excess), bias)| Panel { steps, scales, excess, bias })
    }
}

/// What belongs to 64 outputs.
#[derive(Clone, Copy)]
pub(super) struct Panel<'a> {
    /// For every four inputs the weights of all outputs.
    pub(super) steps: &'a [[Line; 4]],
    pub(super) scales: &'a [f32; PANEL],
    pub(super) excess: &'a [i32; PANEL],
    pub(super) bias: &'a [f32; PANEL],
}

impl Panel<'_> {
    /// Sums of whole numbers as values, into one row of the output.
    #[inline(always)]
    pub(super) fn finish(&self, sums: &[i32; PANEL], scale: f32, out: &mut [f32]) {
        for (((out, sum), own), bias) in out.iter_mut().zip(sums).zip(self.scales).zip(self.bias) {
            #[expect(clippy::cast_precision_loss, reason = "an error of 2⁻²⁴ is far below that of the rounding")]
            let sum = *sum as f32;
            *out = sum * (scale * own) + bias;
        }
    }
}

/// Rows are taken in blocks of nearly the same size, none larger than `most`: a last block of one row would be slow.
#[inline(always)]
pub(super) fn blocks(rows: usize, most: usize) -> impl Iterator<Item = (usize, usize)> {
    let count = rows.div_ceil(most).max(1);
    let (small, larger) = (rows / count, rows % count);
    let sizes = (0..count).map(move |block| small + usize::from(block < larger));
    sizes
        .scan(0, |at, size| {
            let from = *at;
            *at += size;
            Some((from, size))
        })
        .filter(|(_, size)| *size > 0)
}
