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
}

/// Room for one head at a time.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// Keys, `HEAD × tokens`, tokens rounded up to whole lanes.
    keys: Vec<f32>,
    /// Values, `tokens × HEAD`.
    values: Vec<[f32; HEAD]>,
    /// Scores of some queries.
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
    room.keys.resize(HEAD * padded, 0.0);
    room.values.clear();
    room.scores.resize(QUERIES * padded, 0.0);
    for (token, row) in fused.chunks_exact(3 * hidden).enumerate() {
        for (part, key) in row[hidden + at..hidden + at + HEAD].iter().enumerate() {
            room.keys[part * padded + token] = *key;
        }
        if let Some(values) = row[2 * hidden + at..].first_chunk::<HEAD>() {
            room.values.push(*values);
        }
    }
    for first in (0..tokens).step_by(QUERIES) {
        // The last queries of a text are worked on with the last one again in the places that are left.
        let mut queries = [[0.0_f32; HEAD]; QUERIES];
        for (query, from) in queries.iter_mut().zip(first..) {
            let row = from.min(tokens - 1) * 3 * hidden + at;
            query.copy_from_slice(&fused[row..row + HEAD]);
        }
        score::<FUSED, QUERIES>(&queries, &room.keys, &mut room.scores, padded);
        let mut sums = [0.0_f32; QUERIES];
        for (scores, sum) in room.scores.chunks_exact_mut(padded).zip(&mut sums) {
            *sum = soften::<FUSED>(scores, tokens);
        }
        let mixed = mix::<FUSED, QUERIES>(&room.scores, &room.values, padded);
        for (query, (mixed, sum)) in mixed.iter().zip(&sums).enumerate().take(tokens - first) {
            let to = (first + query) * hidden + at;
            for (out, value) in out[to..to + HEAD].iter_mut().zip(mixed) {
                *out = value / sum;
            }
        }
    }
}

/// Products of each query with each key.
#[inline(always)]
fn score<const FUSED: bool, const QUERIES: usize>(
    queries: &[[f32; HEAD]; QUERIES],
    keys: &[f32],
    scores: &mut [f32],
    padded: usize,
) {
    for from in (0..padded).step_by(LANES) {
        let mut sums = [[0.0_f32; LANES]; QUERIES];
        for part in 0..HEAD {
            let at = part * padded + from;
            let Some(keys) = keys[at..].first_chunk::<LANES>() else { return };
            for query in 0..QUERIES {
                for lane in 0..LANES {
                    sums[query][lane] = mul_add::<FUSED>(queries[query][part], keys[lane], sums[query][lane]);
                }
            }
        }
        for (query, sums) in sums.iter().enumerate() {
            let at = query * padded + from;
            scores[at..at + LANES].copy_from_slice(sums);
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

/// Values of all tokens, weighed.
#[inline(always)]
fn mix<const FUSED: bool, const QUERIES: usize>(
    weights: &[f32],
    values: &[[f32; HEAD]],
    padded: usize,
) -> [[f32; HEAD]; QUERIES] {
    let mut mixed = [[0.0_f32; HEAD]; QUERIES];
    for (token, values) in values.iter().enumerate() {
        for query in 0..QUERIES {
            let weight = weights[query * padded + token];
            for part in 0..HEAD {
                mixed[query][part] = mul_add::<FUSED>(weight, values[part], mixed[query][part]);
            }
        }
    }
    mixed
}
