//! What the probability is calculated from: few, bounded, explainable measures.

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;
use crate::index::Index;
use crate::retrieve::Query;
use crate::score::Likeness;
use crate::weights::Weights;

/// Number of features.
pub const COUNT: usize = 15;

/// The measures of one match, each 0.0 to 1.0 unless said.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Features {
    /// Share of the claim, by rarity, that has a partner in the message (slips and synonyms count in part).
    pub(crate) aligned_claim: f32,
    /// Share of the message's compared stretch, by rarity, that has a partner in the claim.
    pub(crate) aligned_message: f32,
    /// Cosine of character grams.
    pub(crate) grams: f32,
    /// Share of the claim's neighbours that are neighbours in the message too.
    pub(crate) order: f32,
    /// How far the second candidate is behind, relative to the first: a third is as good as all.
    pub(crate) margin: f32,
    /// How much the claim says: its summed rarity over 60, at most 1.
    pub(crate) substance: f32,
    /// `aligned_claim` times `aligned_message`: both sides say little else.
    pub(crate) both: f32,
    /// How far `aligned_claim` is above 0.8, scaled to 1.
    pub(crate) nearly_all: f32,
    /// Summed rarity of the shared words over 60, at most 1.
    pub(crate) shared_substance: f32,
    /// Share of the claim, by rarity, that the message has other words for, times `order`: the same sentence about
    /// something else.
    pub(crate) swapped: f32,
    /// 1 if another number stands in the place of one of the claim's.
    pub(crate) number_differs: f32,
    /// 1 if a number of the claim is left out.
    pub(crate) number_missing: f32,
    /// 1 if one denies what the other says, 0.5 if it cannot be told.
    pub(crate) negation_differs: f32,
    /// 1 if another name stands in the place of one of the claim's.
    pub(crate) name_differs: f32,
    /// 1 if another date stands in the place of one of the claim's.
    pub(crate) date_differs: f32,
}

impl Features {
    /// In the order of [`Weights::logistic`].
    pub(crate) fn as_array(&self) -> [f32; COUNT] {
        [
            self.aligned_claim,
            self.aligned_message,
            self.grams,
            self.order,
            self.margin,
            self.substance,
            self.both,
            self.nearly_all,
            self.shared_substance,
            self.swapped,
            self.number_differs,
            self.number_missing,
            self.negation_differs,
            self.name_differs,
            self.date_differs,
        ]
    }

    /// Measures one aligned candidate; margin and slots are the caller's.
    pub(crate) fn of(
        index: &Index, query: &Query<'_>, claim: &Analysed, alignment: &Alignment, facings: &[Facing], likeness: &Likeness,
    ) -> Self {
        let (mut all, mut held) = (0.0, 0.0);
        for i in 0..claim.len() {
            let weight = weight_of(index, claim, i);
            all += weight;
            held += weight * alignment.partner[i].map_or(0.0, |(_, agreed)| agreed);
        }
        let (mut said, mut shared) = (0.0, 0.0);
        for j in likeness.window.clone() {
            said += query.weight[j];
            let agreed = alignment.of_message[j].and_then(|i| alignment.partner[i]).map_or(0.0, |(_, agreed)| agreed);
            shared += query.weight[j] * agreed;
        }
        let pairs = claim.len().saturating_sub(1);
        let kept = (0..pairs)
            .filter(|&i| match (alignment.partner[i], alignment.partner[i + 1]) {
                (Some((a, _)), Some((b, _))) => b > a && b <= a + 2,
                _ => false,
            })
            .count();
        let ratio = |part: f32, whole: f32| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 };
        let swapped: f32 = facings
            .iter()
            .map(|f| {
                let theirs = f.claim.clone().filter(|&i| alignment.partner[i].is_none()).map(|i| weight_of(index, claim, i));
                // Beyond the ends the message says its own words, and not all of them instead of the claim's.
                let ours = f.message.clone().filter(|&j| alignment.of_message[j].is_none()).map(|j| query.weight[j]);
                theirs.sum::<f32>().min(ours.sum())
            })
            .sum();
        let order = ratio(kept as f32, pairs as f32);
        let aligned_claim = ratio(held, all);
        let aligned_message = ratio(shared, said);
        Self {
            aligned_claim,
            aligned_message,
            grams: likeness.grams,
            order,
            swapped: ratio(swapped, all) * order,
            substance: (all / 60.0).min(1.0),
            both: aligned_claim * aligned_message,
            nearly_all: ((aligned_claim - 0.8) / 0.2).clamp(0.0, 1.0),
            shared_substance: (held / 60.0).min(1.0),
            ..Self::default()
        }
    }

    /// Probability that the match is right, 0.0 to 1.0: logistic regression over the features.
    pub(crate) fn probability(&self, weights: &Weights) -> f32 {
        let sum: f32 = self.as_array().iter().zip(&weights.logistic).map(|(f, w)| f * w).sum();
        1.0 / (1.0 + (-(sum + weights.bias)).exp())
    }
}

fn weight_of(index: &Index, claim: &Analysed, i: usize) -> f32 {
    index.terms.get(claim.folded(i)).map_or_else(|| index.rarity_of_unseen(claim.folded(i)), |id| index.rarity_of(id))
}
