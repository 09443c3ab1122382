//! Attention of one head over one text, in floats: texts are short, and this is a hundredth of the work.

use super::float::{exp, mul_add};

/// Values of one head and token; of every model of this family.
pub(crate) const HEAD: usize = 32;
/// Keys that are compared side by side.
const LANES: usize = 16;

/// Where a head finds its values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    /// Its number, from 0.
    pub(crate) number: usize,
    /// Width of the model: a row holds so many values of queries, then of keys, then of values.
    pub(crate) hidden: usize,
    /// Values of one head and token: [`HEAD`]. As a variable, so that the compiler keeps a loop over them a loop and
    /// uses its registers for what is inside.
    pub(crate) width: usize,
}

/// Values that begin where a line of the processor's cache begins.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Row<const WIDTH: usize>([f32; WIDTH]);

/// Room for one head at a time.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// Keys: for every 16 tokens `HEAD` times the values of these.
    keys: Vec<Row<LANES>>,
    /// Values, `tokens × HEAD`.
    values: Vec<Row<HEAD>>,
    /// Some queries.
    queries: Vec<f32>,
    /// Their scores.
    scores: Vec<f32>,
}

/// `fused` holds `tokens × 3 hidden`, `out` gets `tokens × hidden`; queries come scaled. `QUERIES` are worked on together.
#[inline(always)]
pub(super) fn attend<const FUSED: bool, const QUERIES: usize>(
    head: Head,
    fused: &[f32],
    out: &mut [f32],
    room: &mut Room,
) {
    let hidden = head.hidden;
    let tokens = out.len() / hidden;
    let padded = tokens.next_multiple_of(LANES);
    let at = head.number * HEAD;
    room.keys.clear();
    room.keys.resize(HEAD * padded / LANES, Row([0.0; LANES]));
    room.values.clear();
    room.queries.resize(QUERIES * HEAD, 0.0);
    room.scores.resize(QUERIES * padded, 0.0);
    for (token, row) in fused.chunks_exact(3 * hidden).enumerate() {
        let keys = &mut room.keys[token / LANES * HEAD..][..HEAD];
        for (lanes, key) in keys.iter_mut().zip(&row[hidden + at..]) {
            lanes.0[token % LANES] = *key;
        }
        if let Some(values) = row[2 * hidden + at..].first_chunk::<HEAD>() {
            room.values.push(Row(*values));
        }
    }
    for first in (0..tokens).step_by(QUERIES) {
        // The last queries of a text are worked on with the last one again in the places that are left.
        for query in 0..QUERIES {
            let row = (first + query).min(tokens - 1) * 3 * hidden + at;
            room.queries[query * HEAD..][..HEAD].copy_from_slice(&fused[row..row + HEAD]);
        }
        for (number, keys) in room.keys.chunks_exact(head.width).enumerate() {
            let sums = weigh::<FUSED, QUERIES, LANES>(&room.queries, head.width, keys);
            for (scores, sums) in room.scores.chunks_exact_mut(padded).zip(&sums) {
                scores[number * LANES..][..LANES].copy_from_slice(sums);
            }
        }
        let mut sums = [0.0_f32; QUERIES];
        for (scores, sum) in room.scores.chunks_exact_mut(padded).zip(&mut sums) {
            *sum = soften::<FUSED>(scores, tokens);
        }
        let mixed = weigh::<FUSED, QUERIES, HEAD>(&room.scores, padded, &room.values);
        for (query, (mixed, sum)) in mixed.iter().zip(&sums).enumerate().take(tokens - first) {
            let to = (first + query) * hidden + at;
            for (out, value) in out[to..to + HEAD].iter_mut().zip(mixed) {
                *out = value / sum;
            }
        }
    }
}

/// Scores as weights; their sum. Places behind the last token weigh nothing.
#[inline(always)]
fn soften<const FUSED: bool>(scores: &mut [f32], tokens: usize) -> f32 {
    scores[tokens..].fill(f32::MIN);
    let mut largest = [f32::MIN; LANES];
    for scores in scores.as_chunks::<LANES>().0 {
        for (largest, score) in largest.iter_mut().zip(scores) {
            *largest = if *score > *largest { *score } else { *largest };
        }
    }
    let largest = largest.into_iter().fold(f32::MIN, f32::max);
    let mut sums = [0.0_f32; LANES];
    for scores in scores.as_chunks_mut::<LANES>().0 {
        for (sum, score) in sums.iter_mut().zip(scores) {
            *score = exp::<FUSED>(*score - largest);
            *sum += *score;
        }
    }
    sums.into_iter().sum()
}

/// Sums of rows, each row times a weight; some rows of weights (`stride` apart) at once.
#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "written so, sums stay in registers")]
fn weigh<const FUSED: bool, const QUERIES: usize, const WIDTH: usize>(
    weights: &[f32],
    stride: usize,
    rows: &[Row<WIDTH>],
) -> [[f32; WIDTH]; QUERIES] {
    let mut sums = [[0.0_f32; WIDTH]; QUERIES];
    for (number, row) in rows.iter().enumerate() {
        for query in 0..QUERIES {
            let weight = weights[query * stride + number];
            for part in 0..WIDTH {
                sums[query][part] = mul_add::<FUSED>(weight, row.0[part], sums[query][part]);
            }
        }
    }
    sums
}
