//! Numbers side by side.

use std::ops::Range;

use thuchu_text::numbers::{Number, NumberKind};

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;
use crate::slots::SlotPair;

/// A number of a text, and the syllables that say it, unit included.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    number: Number,
    pub(crate) syllables: Range<usize>,
}

impl Quantity {
    /// The value as plain digits: "5 triệu", "5.000.000" and "5 củ" give the same.
    pub(crate) fn value_text(&self) -> String {
        self.number.value.to_string()
    }

    /// True if both can mean the same amount.
    pub(crate) fn same_value(&self, other: &Self) -> bool {
        self.number.agrees_with(&other.number)
    }

    /// A lone "hai" or "ba" is often no amount.
    fn weak(&self) -> bool {
        self.number.kind == NumberKind::Weak
    }
}

/// The numbers of a text, by syllable.
pub(crate) fn quantities(text: &Analysed) -> Vec<Quantity> {
    let numbers = thuchu_text::numbers::find_numbers(&text.text);
    let by_syllable = numbers.into_iter().map(|number| {
        let syllables = text.syllables_in(&number.range);
        Quantity { number, syllables }
    });
    by_syllable.filter(|q| !q.syllables.is_empty()).collect()
}

/// The claim's numbers beside the message's, inside `window`.
///
/// A number that the message leaves out has an empty partner. Another number counts as put in its place if it stands
/// between the same anchors, or if it is the only one left over on its side.
pub(crate) fn compare(
    claim: &Analysed,
    message: &Analysed,
    alignment: &Alignment,
    facings: &[Facing],
    window: &Range<usize>,
) -> Vec<SlotPair> {
    let inside = |q: &&Quantity| q.syllables.start >= window.start && q.syllables.end <= window.end;
    let mut ours: Vec<&Quantity> = message.quantities.iter().filter(inside).collect();
    let mut pairs = Vec::new();
    let mut alone: Vec<&Quantity> = Vec::new();
    for theirs in &claim.quantities {
        match ours.iter().position(|q| q.same_value(theirs)) {
            Some(place) => {
                let q = ours.remove(place);
                pairs.push(pair(claim, theirs, Some((message, q)), true));
            }
            None => alone.push(theirs),
        }
    }
    for theirs in alone {
        let facing = facings.iter().find(|f| overlaps(&f.claim, &theirs.syllables));
        let beside = ours.iter().position(|q| {
            facing.is_some_and(|f| !f.edge && overlaps(&f.message, &q.syllables))
                || q.syllables.clone().any(|j| alignment.of_message[j].is_some_and(|i| theirs.syllables.contains(&i)))
        });
        let only = ours.len() == 1 && !ours[0].weak() && !theirs.weak();
        let place = beside.or_else(|| only.then_some(0));
        if place.is_none() && theirs.weak() {
            continue;
        }
        let taken = place.map(|place| (message, ours.remove(place)));
        pairs.push(pair(claim, theirs, taken, false));
    }
    pairs
}

/// Digits that no reader took for a number or date ("40-19/9", "29/290"), put in the place of others.
pub(crate) fn other_digits(
    claim: &Analysed,
    message: &Analysed,
    alignment: &Alignment,
    facings: &[Facing],
) -> Vec<SlotPair> {
    facings.iter().filter_map(|facing| digits_swapped(claim, message, alignment, facing)).collect()
}

fn digits_swapped(claim: &Analysed, message: &Analysed, alignment: &Alignment, facing: &Facing) -> Option<SlotPair> {
    let with_digits = |text: &Analysed, i: usize| text.folded(i).bytes().any(|b| b.is_ascii_digit());
    let theirs = facing.claim.clone().find(|&i| alignment.partner[i].is_none() && with_digits(claim, i))?;
    let reach = if !facing.edge {
        facing.message.clone()
    } else if facing.claim.start == 0 {
        facing.message.end.saturating_sub(facing.claim.len()).max(facing.message.start)..facing.message.end
    } else {
        facing.message.start..(facing.message.start + facing.claim.len()).min(facing.message.end)
    };
    let ours = reach.into_iter().find(|&j| alignment.of_message[j].is_none() && with_digits(message, j))?;
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let (theirs, ours) = (claim.accented(theirs), message.accented(ours));
    // Letters read for digits ("c0vld-19") are a slip: the claim's digits are all there.
    (!digits(ours).ends_with(&digits(theirs))).then(|| SlotPair {
        claim: theirs.to_owned(),
        message: ours.to_owned(),
        same: false,
    })
}

fn pair(claim: &Analysed, theirs: &Quantity, ours: Option<(&Analysed, &Quantity)>, same: bool) -> SlotPair {
    let said =
        |text: &Analysed, q: &Quantity| q.syllables.clone().map(|i| text.accented(i)).collect::<Vec<_>>().join(" ");
    SlotPair { claim: said(claim, theirs), message: ours.map_or_else(String::new, |(text, q)| said(text, q)), same }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
