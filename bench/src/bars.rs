//! What the figures must reach, so that a run can fail.

use crate::peers::Figures;
use crate::whole::Whole;

/// From so many claims on the bars of a large desk hold.
const LARGE: usize = 100_000;
/// Messages a second by words alone, over tantivy's.
const OVER_TANTIVY: f64 = 2.0;
/// The whole question over its embedding, at the 95th percentile.
const OVER_EMBEDDING: f64 = 1.2;
/// A megabyte over a short message.
const MEGABYTE: f64 = 20.0;
/// Resident megabytes up to [`RESIDENT_AT`] claims.
const RESIDENT: u64 = 1_024;
const RESIDENT_AT: usize = 300_000;
/// Share of the nearest that is found.
const NEAREST: f64 = 0.99;

/// Bars that words alone miss beside tantivy.
pub(crate) fn of_words(size: usize, ours: &Figures, tantivy: &Figures) -> Vec<String> {
    if size < LARGE {
        return Vec::new();
    }
    let times = ours.per_second / tantivy.per_second;
    let speed =
        (times < OVER_TANTIVY).then(|| format!("{size}: {times:.2} times as fast as tantivy, not {OVER_TANTIVY}"));
    let recall = (ours.recall_1 <= tantivy.recall_1)
        .then(|| format!("{size}: recall@1 {:.3} is not above tantivy's {:.3}", ours.recall_1, tantivy.recall_1));
    speed.into_iter().chain(recall).collect()
}

/// Bars that whole questions with a model miss.
pub(crate) fn of_whole(size: usize, whole: &Whole, nearest: f64) -> Vec<String> {
    let share = whole.over_embedding();
    let slow = (size >= LARGE && share > OVER_EMBEDDING)
        .then(|| format!("{size}: {share:.2} times the embedding at the 95th percentile, not {OVER_EMBEDDING}"));
    let megabyte = whole.long_over_short();
    let long =
        (megabyte > MEGABYTE).then(|| format!("{size}: a megabyte costs {megabyte:.1} short messages, not {MEGABYTE}"));
    let resident = whole.resident();
    let large = (size <= RESIDENT_AT && resident > RESIDENT).then(|| format!("{size}: {resident} MB, not {RESIDENT}"));
    let lost = (nearest < NEAREST).then(|| format!("{size}: {nearest:.4} of the nearest are found, not {NEAREST}"));
    [slow, long, large, lost].into_iter().flatten().collect()
}
