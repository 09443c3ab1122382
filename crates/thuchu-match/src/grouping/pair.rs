//! Two messages side by side: do they ask the same?
//!
//! The one that says less is read as the claim, the other as the message that may hold it, so a short question finds the
//! long forward it is about, whichever of the two came first. Measures and slots are those of the engine.

use std::ops::Range;

use crate::align::Alignment;
use crate::analyse::Analysed;
use crate::answer::{Explanation, Veto};
use crate::features::Features;
use crate::grouping::Rules;
use crate::index::Index;
use crate::retrieve::{Query, Scratch};
use crate::score::{add_grams, compare};
use crate::search::widened;
use crate::sense::Sense;
use crate::slots::negation::{Negation, denies};
use crate::slots::{SlotPair, Slots};

/// From this share of agreeing words on, either way, a denial left over turns the claim wherever it stands.
const NEARLY_ALL: f32 = 0.9;

/// One comparison.
#[derive(Debug)]
pub(crate) struct Pair {
    /// Probability that the two ask the same, 0.0 to 1.0; slots are among what it is calculated from.
    pub(crate) probability: f32,
    /// The same as if no slot differed.
    pub(crate) related: f32,
    /// What was compared; its veto says what makes another question of it.
    pub(crate) explanation: Explanation,
}

/// One of the two: its entry in the index and its text taken apart.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) entry: u32,
    pub(crate) text: &'a Analysed,
    /// What a model says of it; of a voice that is known already.
    pub(crate) sense: Option<&'a Sense>,
}

impl Pair {
    /// Compares two messages that are both in the index; the order does not matter. `cosine` is that of their vectors.
    pub(crate) fn of(
        index: &Index,
        a: Side<'_>,
        b: Side<'_>,
        cosine: Option<f32>,
        rules: &Rules,
        scratch: &mut Scratch,
    ) -> Self {
        let (weight_a, weight_b) = (weight(index, a.entry), weight(index, b.entry));
        let a_is_claim = weight_a.total_cmp(&weight_b).then(a.text.len().cmp(&b.text.len())).is_le();
        let (claim, message) = if a_is_claim { (a, b) } else { (b, a) };
        let query = Query::new(message.text, index);
        let mut likeness = compare(index, &query, claim.entry, scratch);
        scratch.grams.fill(&message.text.folded, &index.grams);
        add_grams(index, &query, claim.entry, &mut likeness, scratch);
        let window = widened(&likeness.window, message.text.len());
        let alignment = Alignment::of(claim.text, message.text, &window);
        let facings = alignment.facings(&window);
        let mut features = Features::of(index, &query, claim.text, &alignment, &facings, &likeness);
        let slots = Slots::compare(claim.text, message.text, &alignment, &facings, &window);
        slots.mark(&mut features);
        let veto = against(claim.text, message.text, &alignment, &window, &features, &slots);
        let meant = cosine.map_or(0.0, |cosine| rules.meant(cosine));
        let related = rules.probability(&features.without_slots()).max(meant);
        // Where a slot differs, words alone decide: a model hardly sees it.
        let meant = if veto.is_some() { 0.0 } else { meant };
        Self {
            probability: rules.probability(&features).max(meant),
            related,
            explanation: Explanation {
                veto,
                ..Explanation::of(claim.text, message.text, &alignment, &likeness.window, slots)
            },
        }
    }
}

/// Summed rarity of an entry's words.
fn weight(index: &Index, entry: u32) -> f32 {
    let syllables = index.entries[entry as usize].syllables.iter();
    syllables.map(|&s| index.rarity_of(index.terms.fold_of(s))).sum()
}

/// What makes another question out of the message, if anything: a slot that differs and is not merely damaged, or, where
/// nearly all words agree in whatever order, a denial left over on one side.
fn against(
    claim: &Analysed,
    message: &Analysed,
    alignment: &Alignment,
    window: &Range<usize>,
    features: &Features,
    slots: &Slots,
) -> Option<Veto> {
    let differs = |pairs: &[SlotPair]| {
        pairs.iter().any(|p| !p.same && !p.claim.is_empty() && !p.message.is_empty() && !damaged(&p.claim, &p.message))
    };
    let denial_left = || {
        let theirs = (0..claim.len()).filter(|&i| alignment.partner[i].is_none() && denies(claim, i)).count();
        let ours = window.clone().filter(|&j| alignment.of_message[j].is_none() && denies(message, j)).count();
        features.aligned_claim.min(features.aligned_message) >= NEARLY_ALL && theirs % 2 != ours % 2
    };
    if differs(&slots.numbers) {
        Some(Veto::Number)
    } else if slots.negation == Negation::Turned || denial_left() {
        Some(Veto::Negation)
    } else if differs(&slots.names) {
        Some(Veto::Name)
    } else if differs(&slots.dates) {
        Some(Veto::Date)
    } else {
        None
    }
}

/// One side's words are all among the other's: "60" for "60 triệu" lost its unit on the way, it is no other number.
fn damaged(a: &str, b: &str) -> bool {
    let within = |x: &str, y: &str| x.split(' ').all(|word| y.split(' ').any(|other| other.ends_with(word)));
    within(a, b) || within(b, a)
}
