//! Numbers side by side.

use std::ops::Range;

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;
use crate::slots::SlotPair;

/// A number of a text, and the syllables that say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) value: String,
    pub(crate) syllables: Range<usize>,
}

impl Quantity {
    pub(crate) fn value_text(&self) -> &str {
        &self.value
    }

    pub(crate) fn same_value(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

pub(crate) fn quantities(text: &Analysed) -> Vec<Quantity> {
    (0..text.len())
        .filter(|&i| text.folded(i).bytes().all(|b| b.is_ascii_digit() || b == b'.'))
        .map(|i| Quantity { value: text.folded(i).replace('.', ""), syllables: i..i + 1 })
        .collect()
}

/// The claim's numbers beside the message's, inside `window`.
///
/// A number that the message leaves out has an empty partner. Another number counts as put in its place if it stands
/// between the same anchors, or if it is the only one left over on its side.
pub(crate) fn compare(
    claim: &Analysed, message: &Analysed, alignment: &Alignment, facings: &[Facing], window: &Range<usize>,
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
        let place = beside.or_else(|| (ours.len() == 1).then_some(0));
        let taken = place.map(|place| (message, ours.remove(place)));
        pairs.push(pair(claim, theirs, taken, false));
    }
    pairs
}

fn pair(claim: &Analysed, theirs: &Quantity, ours: Option<(&Analysed, &Quantity)>, same: bool) -> SlotPair {
    let said = |text: &Analysed, q: &Quantity| q.syllables.clone().map(|i| text.accented(i)).collect::<Vec<_>>().join(" ");
    SlotPair { claim: said(claim, theirs), message: ours.map_or_else(String::new, |(text, q)| said(text, q)), same }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
