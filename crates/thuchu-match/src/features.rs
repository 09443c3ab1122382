//! What the probability is calculated from: few, bounded, explainable measures.

use crate::align::{Alignment, Facing, spelt_alike};
use crate::analyse::{Analysed, SOME_MARKS};
use crate::grouping::chatter::is_chatter;
use crate::index::Index;
use crate::retrieve::Query;
use crate::score::Likeness;
use crate::weights::Weights;

/// With this many checks, half of [`Weights::least_claim_alone`] is asked for.
const FEW_CHECKS: f32 = 200.0;
/// Number of features of the words.
pub(crate) const COUNT: usize = 19;
/// Number of features where there is a model.
pub(crate) const COUNT_WITH_MEANING: usize = COUNT + 2;
/// Number of features of a message in another language, with a model or without.
pub(crate) const COUNT_FOREIGN: usize = 3;

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
    /// The heaviest stretch between anchors for which the message has other words, times `order`: the same sentence
    /// about something else. 1 is one rare word.
    pub(crate) swapped: f32,
    /// The same before the first and after the last anchor, where the message may also just go on.
    pub(crate) swapped_edge: f32,
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
    /// 1 if the message puts in a number that the claim does not have, 0.5 if it stands right beside the claim's words.
    pub(crate) number_added: f32,
    /// How much both say that the other does not, in the sentences they share: the smaller of the two, as a share of the
    /// claim by rarity. A cut or thinned message says less, never other things; another claim on the same subject does.
    pub(crate) elsewhere: f32,
    /// `elsewhere` times `order`: clean words kept in their order around others are another claim, not a rewording.
    pub(crate) elsewhere_in_order: f32,
    /// What a model adds; none without one.
    pub(crate) meaning: Option<MeaningFeatures>,
    /// Of a message in another language than Vietnamese, what decides instead of the words.
    pub(crate) standing: Option<Standing>,
}

/// How a match stands among its rivals, each 0.0 to 1.0. Words of a post in another language are too few and too loose to be
/// lined up with the claim's; that nothing else comes near says more.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Standing {
    /// The score that ranks.
    pub(crate) score: f32,
    /// How far the next rival is behind, relative to the score; where few checks compete, more and more the cube of the
    /// score instead.
    pub(crate) margin: f32,
    /// How far the next five are behind on the mean, likewise.
    pub(crate) ahead: f32,
}

impl Standing {
    /// Of a match of this score among `checks`; `rivals` are the scores of the others, best first.
    pub(crate) fn of(score: f32, rivals: impl Iterator<Item = f32>, checks: usize) -> Self {
        let next: Vec<f32> = rivals.take(NEXT).collect();
        // Where few compete, a lead proves little: the score has to speak, and it does only if it is high.
        let few = few(checks);
        let lead = |rival: f32| if score > 0.0 { ((score - rival) / score).clamp(0.0, 1.0) } else { 0.0 };
        let behind = |rival: f32| lead(rival) * (1.0 - few) + score.powi(3) * few;
        Self {
            score,
            margin: behind(next.first().copied().unwrap_or_default()),
            ahead: behind(next.iter().sum::<f32>() / NEXT as f32),
        }
    }
}

/// Rivals whose mean is looked at.
const NEXT: usize = 5;

/// How few checks compete: 1 with none, ½ with [`FEW_CHECKS`].
fn few(checks: usize) -> f32 {
    1.0 / (1.0 + checks as f32 / FEW_CHECKS)
}

/// What a model sees, each 0.0 to 1.0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct MeaningFeatures {
    /// How alike the two mean.
    pub(crate) alike: f32,
    /// How far the next check is behind in meaning: 0.5 is level, 0 and 1 are half of the range before or behind.
    pub(crate) margin: f32,
}

impl Features {
    /// In the order of [`Weights::logistic`]; with those of the meaning behind, in the order of
    /// [`Weights::logistic_with_meaning`], where there is a model. Of a foreign message in that of
    /// [`Weights::logistic_foreign`].
    pub(crate) fn to_vec(&self) -> Vec<f32> {
        if let Some(standing) = self.standing {
            return vec![standing.score, standing.margin, standing.ahead];
        }
        let mut list = self.of_words().to_vec();
        list.extend(self.meaning.iter().flat_map(|meaning| [meaning.alike, meaning.margin]));
        list
    }

    /// The features of the words, in the order of [`Weights::logistic`].
    pub(crate) fn of_words(&self) -> [f32; COUNT] {
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
            self.swapped_edge,
            self.number_differs,
            self.number_missing,
            self.negation_differs,
            self.name_differs,
            self.date_differs,
            self.number_added,
            self.elsewhere,
            self.elsewhere_in_order,
        ]
    }

    /// Measures one aligned candidate; margin and slots are the caller's.
    pub(crate) fn of(
        index: &Index,
        query: &Query<'_>,
        claim: &Analysed,
        alignment: &Alignment,
        facings: &[Facing],
        likeness: &Likeness,
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
        let order = ratio(kept as f32, pairs as f32);
        let swaps = Swaps::of(index, query, claim, alignment, facings);
        let elsewhere = ratio(said_elsewhere(index, query, claim, alignment, facings), all);
        let aligned_claim = ratio(held, all);
        let aligned_message = ratio(shared, said);
        Self {
            aligned_claim,
            aligned_message,
            grams: likeness.grams,
            order,
            swapped: swaps.inside * order,
            swapped_edge: swaps.edge * order,
            substance: (all / 60.0).min(1.0),
            both: aligned_claim * aligned_message,
            nearly_all: ((aligned_claim - 0.8) / 0.2).clamp(0.0, 1.0),
            shared_substance: (held / 60.0).min(1.0),
            elsewhere,
            elsewhere_in_order: elsewhere * order,
            ..Self::default()
        }
    }

    /// The same match as if no slot differed.
    pub(crate) fn without_slots(&self) -> Self {
        Self {
            number_differs: 0.0,
            negation_differs: 0.0,
            name_differs: 0.0,
            date_differs: 0.0,
            number_added: 0.0,
            swapped: 0.0,
            swapped_edge: 0.0,
            elsewhere: 0.0,
            elsewhere_in_order: 0.0,
            ..self.clone()
        }
    }

    /// Probability that the match is right, 0.0 to 1.0: logistic regression over the features, held below the answer
    /// threshold where the message says too little of the claim or too much besides, or says the same sentence about
    /// something else.
    ///
    /// `checks` is the size of the desk: where few checks compete, a wide margin proves little, and the message itself
    /// must say more.
    pub(crate) fn probability(&self, weights: &Weights, checks: usize) -> f32 {
        let (logistic, bias) = match (self.standing, self.meaning) {
            (Some(_), _) => (&weights.logistic_foreign, weights.bias_foreign),
            (None, Some(_)) => (&weights.logistic_with_meaning, weights.bias_with_meaning),
            (None, None) => (&weights.logistic, weights.bias),
        };
        let sum: f32 = self.to_vec().iter().zip(logistic).map(|(f, w)| f * w).sum();
        let likely = 1.0 / (1.0 + (-(sum + bias)).exp());
        if self.standing.is_some() {
            let least = weights.answer_foreign.max(weights.answer);
            return if likely < least { held(likely, weights.suggest, weights.answer) } else { likely };
        }
        let least = weights.least_claim + weights.least_claim_alone * few(checks);
        let other = self.order >= weights.other_order && self.elsewhere >= weights.other;
        let likely = if self.aligned_claim < least || self.aligned_message < weights.least_message || other {
            held(likely, weights.suggest, weights.answer)
        } else {
            likely
        };
        // A message in another language shares few words with the claim; its meaning has to do.
        let unheard = self.meaning.is_none() && self.aligned_claim < weights.least_claim_suggested;
        if unheard { held(likely, 0.0, weights.suggest) } else { likely }
    }
}

/// What lies above `from` pressed together below `below`: the order of matches stays, so that one held back is still
/// worth more than a lesser one.
fn held(likely: f32, from: f32, below: f32) -> f32 {
    /// Keeps the surest below the threshold, not on it.
    const UNDER: f32 = 0.999;
    if likely <= from { likely } else { from + (likely - from) / (1.0 - from) * (below - from) * UNDER }
}

/// Rarity of one rare word: the unit of [`Swaps`].
const ONE_RARE_WORD: f32 = 6.0;

/// Words put for others, each the heaviest stretch in rare words, at most 1.
#[derive(Default)]
struct Swaps {
    inside: f32,
    edge: f32,
}

impl Swaps {
    fn of(index: &Index, query: &Query<'_>, claim: &Analysed, alignment: &Alignment, facings: &[Facing]) -> Self {
        let mut swaps = Self::default();
        for facing in facings {
            let theirs: Vec<usize> = facing.claim.clone().filter(|&i| alignment.partner[i].is_none()).collect();
            let ours: Vec<usize> = facing.message.clone().filter(|&j| alignment.of_message[j].is_none()).collect();
            // Where the message goes on beyond the ends with many words of its own, they stand for none of the claim's.
            // Where a sentence ends or the text is cut off in between, another one begins.
            if (facing.edge && ours.len() > theirs.len() + 2) || query.text.breaks_off(&facing.message) {
                continue;
            }
            if alike(claim, &theirs, query.text, &ours) {
                continue;
            }
            let lost: f32 = theirs.iter().map(|&i| weight_of(index, claim, i)).sum();
            let said: f32 = ours.iter().map(|&j| query.weight[j]).sum();
            let heaviest = |so_far: &mut f32, weight: f32| *so_far = so_far.max((weight / ONE_RARE_WORD).min(1.0));
            if facing.edge {
                heaviest(&mut swaps.edge, lost.min(said));
            } else {
                heaviest(&mut swaps.inside, lost.min(said));
            }
        }
        swaps
    }
}

/// The two stretches are one spelling apart: words run together or torn apart are no other words.
fn alike(claim: &Analysed, theirs: &[usize], message: &Analysed, ours: &[usize]) -> bool {
    let joined = |text: &Analysed, at: &[usize]| at.iter().map(|&i| text.folded(i)).collect::<String>();
    spelt_alike(&joined(claim, theirs), &joined(message, ours)) > 0.0
}

/// The smaller of what the claim says and the message does not, and the other way round, by rarity.
///
/// The message's words count within the sentence of the claim's words, without those of asking and passing on and without
/// broken spellings. Where the message breaks off, what the claim goes on to say is cut, not replaced.
fn said_elsewhere(
    index: &Index,
    query: &Query<'_>,
    claim: &Analysed,
    alignment: &Alignment,
    facings: &[Facing],
) -> f32 {
    let message = query.text;
    let vietnamese = claim.marked_share() >= SOME_MARKS;
    let (mut lost, mut said) = (0.0, 0.0);
    for facing in facings {
        let theirs = facing.claim.clone().filter(|&i| alignment.partner[i].is_none());
        let theirs: f32 = theirs.map(|i| weight_of(index, claim, i)).sum();
        let at_start = facing.edge && facing.claim.start == 0;
        let ours = if at_start {
            let first = facing.message.clone().rev().find(|&j| message.breaks_off(&(j + 1..j + 1)));
            first.map_or(facing.message.start, |j| j + 1)..facing.message.end
        } else {
            let last = facing.message.clone().find(|&j| message.breaks_off(&(j..j)));
            facing.message.start..last.unwrap_or(facing.message.end)
        };
        let cut = facing.edge && !at_start && ours.is_empty();
        if !cut {
            lost += theirs;
        }
        let counts = |j: &usize| {
            let syllable = &message.syllables[*j];
            alignment.of_message[*j].is_none()
                && !syllable.chatter
                && !(facing.edge && is_chatter(message.folded(*j)))
                && (!vietnamese || syllable.name || is_word(index, message, *j))
        };
        said += ours.filter(counts).map(|j| query.weight[j]).sum::<f32>();
    }
    lost.min(said)
}

/// False for a broken spelling: no syllable of Vietnamese, and no word of any check.
fn is_word(index: &Index, message: &Analysed, j: usize) -> bool {
    index.terms.get(message.folded(j)).is_some() || thuchu_text::syllable::is_valid(message.accented(j))
}

fn weight_of(index: &Index, claim: &Analysed, i: usize) -> f32 {
    index.terms.get(claim.folded(i)).map_or_else(|| index.rarity_of_unseen(claim.folded(i)), |id| index.rarity_of(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A message that says nearly all of a claim.
    fn clear() -> Features {
        Features {
            aligned_claim: 0.95,
            aligned_message: 0.9,
            grams: 0.9,
            order: 0.9,
            margin: 1.0,
            substance: 0.8,
            both: 0.85,
            nearly_all: 0.8,
            shared_substance: 0.8,
            ..Features::default()
        }
    }

    #[test]
    fn what_is_held_back_stays_in_its_band_and_keeps_its_order() {
        let steps: Vec<f32> = (0..=100).map(|step| held(step as f32 / 100.0, 0.25, 0.5)).collect();
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(steps.iter().all(|&p| p < 0.5));
        assert_eq!(held(0.2, 0.25, 0.5), 0.2);
    }

    #[test]
    fn the_same_sentence_about_something_else_is_held_below_an_answer() {
        let weights = Weights::built_in();
        assert!(clear().probability(&weights, 1_000) >= weights.answer);
        let other = Features { elsewhere: 0.2, elsewhere_in_order: 0.18, ..clear() };
        assert!(other.probability(&weights, 1_000) < weights.answer);
    }

    #[test]
    fn a_meaning_has_weights_of_its_own() {
        let features = Features { meaning: Some(MeaningFeatures { alike: 0.9, margin: 0.9 }), ..clear() };
        assert_eq!(features.to_vec().len(), COUNT_WITH_MEANING);
        assert_eq!(clear().to_vec().len(), COUNT);
        let weights = Weights::built_in();
        let less = Features { meaning: Some(MeaningFeatures { alike: 0.1, margin: 0.3 }), ..clear() };
        assert!(features.probability(&weights, 1_000) > less.probability(&weights, 1_000));
    }

    #[test]
    fn a_foreign_message_is_judged_by_how_it_stands_among_its_rivals() {
        let weights = Weights::built_in();
        let likely = |standing| {
            let features = Features { standing: Some(standing), meaning: Some(MeaningFeatures::default()), ..clear() };
            assert_eq!(features.to_vec().len(), COUNT_FOREIGN);
            features.probability(&weights, 1_000)
        };
        let rivals = |score: f32| std::iter::repeat_n(score, 10);
        let clear_lead = likely(Standing::of(0.5, rivals(0.2), 1_000));
        let close = likely(Standing::of(0.5, rivals(0.45), 1_000));
        assert!(clear_lead >= weights.answer && close < weights.answer, "{clear_lead} {close}");
        // Where nothing competes, being first means nothing.
        let alone = likely(Standing::of(0.3, std::iter::empty(), 1));
        assert!(alone < weights.suggest, "{alone}");
        let none = Standing::of(0.0, std::iter::empty(), 1_000);
        assert_eq!((none.margin, none.ahead), (0.0, 0.0));
    }

    #[test]
    fn the_threshold_of_foreign_messages_keeps_their_order() {
        let weights = Weights::built_in();
        let likely = |step: u8| {
            let standing = Standing { score: f32::from(step) / 100.0, margin: 0.5, ahead: 0.5 };
            Features { standing: Some(standing), ..Features::default() }.probability(&weights, 1_000)
        };
        let steps: Vec<f32> = (0..=100).map(likely).collect();
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
        assert!(steps.iter().all(|&p| p < weights.answer || p >= weights.answer_foreign));
    }
}
