//! Slots: what makes another claim out of the same words — numbers, negation, names, dates.
//!
//! Each module compares one kind of slot inside the aligned stretch and says what it saw; whether that vetoes an
//! answer is decided in `decide`.

use std::ops::Range;

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;
use crate::answer::Veto;
use crate::features::Features;
use crate::slots::negation::Negation;
use crate::slots::numbers::Numbers;

pub(crate) mod amounts;
pub(crate) mod antonyms;
pub(crate) mod dates;
pub(crate) mod names;
pub(crate) mod negation;
pub(crate) mod numbers;
mod opposites;
mod quantifiers;
#[cfg(test)]
mod tests;

/// One slot of the claim beside what the message has in its place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SlotPair {
    /// What the claim says; empty where it says nothing there.
    pub claim: String,
    /// What the message says; empty where it says nothing there.
    pub message: String,
    /// Whether the two are the same.
    pub same: bool,
}

/// All slots of a claim beside those of a message.
#[derive(Debug)]
pub(crate) struct Slots {
    pub(crate) numbers: Vec<SlotPair>,
    pub(crate) negation: Negation,
    pub(crate) names: Vec<SlotPair>,
    pub(crate) dates: Vec<SlotPair>,
    /// How surely a number of the message alone belongs to what it says of the claim, 0.0 to 1.0.
    pub(crate) added: f32,
}

impl Slots {
    /// Compares them in the aligned `window` of the message.
    pub(crate) fn compare(
        claim: &Analysed,
        message: &Analysed,
        alignment: &Alignment,
        facings: &[Facing],
        window: &Range<usize>,
    ) -> Self {
        let dates = dates::compare(claim, message, window);
        let Numbers { pairs: mut numbers, added } = numbers::compare(claim, message, alignment, facings, window);
        if !differs(&numbers) && dates.iter().all(|pair| pair.same) {
            numbers.extend(numbers::other_digits(claim, message, alignment, facings));
        }
        numbers.extend(quantifiers::compare(claim, message, alignment, facings));
        let negation = negation::compare(claim, message, alignment, facings, window);
        let names = names::compare(claim, message, alignment, facings);
        Self { numbers, negation, names, dates, added }
    }

    /// Writes what was seen among the features.
    pub(crate) fn mark(&self, features: &mut Features) {
        let one = |yes: bool| if yes { 1.0 } else { 0.0 };
        features.number_differs = one(differs(&self.numbers));
        features.number_added = self.added;
        features.number_missing = one(self.numbers.iter().any(|p| p.message.is_empty()));
        features.negation_differs = match self.negation {
            Negation::Same => 0.0,
            Negation::Unclear => 0.5,
            Negation::Turned => 1.0,
        };
        features.name_differs = one(differs(&self.names));
        features.date_differs = one(differs(&self.dates));
    }

    /// The first slot in the order of [`Veto`] that makes another claim of it.
    pub(crate) fn veto(&self) -> Option<Veto> {
        if differs(&self.numbers) || self.added >= 1.0 {
            Some(Veto::Number)
        } else if self.negation == Negation::Turned {
            Some(Veto::Negation)
        } else if differs(&self.names) {
            Some(Veto::Name)
        } else if differs(&self.dates) {
            Some(Veto::Date)
        } else {
            None
        }
    }
}

/// True if the message has something else in the place of a slot of the claim.
fn differs(pairs: &[SlotPair]) -> bool {
    pairs.iter().any(|p| !p.same && !p.claim.is_empty() && !p.message.is_empty())
}
