//! Numbers side by side.

use std::ops::Range;

use thuchu_text::numbers::{Number, NumberKind};
use thuchu_text::units::Unit;

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;
use crate::slots::SlotPair;

/// A number of a text, and the syllables that say it, unit included.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) number: Number,
    pub(crate) syllables: Range<usize>,
    /// It says how many times: "15 lần" is not "15 giờ".
    pub(crate) times: bool,
}

impl Quantity {
    /// The value as plain digits: "5 triệu", "5.000.000" and "5 củ" give the same.
    pub(crate) fn value_text(&self) -> String {
        self.number.value.to_string()
    }

    /// True if both can mean the same amount.
    pub(crate) fn same_value(&self, other: &Self) -> bool {
        let (a, b) = (&self.number, &other.number);
        let measures = |n: &Number| n.unit.is_some();
        let place = |n: &Number| n.kind == NumberKind::Ordinal;
        if self.times && measures(b) || other.times && measures(a) || place(a) && measures(b) || place(b) && measures(a)
        {
            return false;
        }
        // "50k người vượt đèn đỏ" are fined, not counted: the word behind money is no unit.
        let money = |n: &Number| n.unit.is_some_and(Unit::is_currency);
        let people = |n: &Number| n.unit == Some(Unit::Person);
        if money(a) && people(b) || people(a) && money(b) {
            return a.value == b.value;
        }
        match (days(a), days(b)) {
            (Some(x), Some(y)) if a.unit != b.unit => (x - y).abs() <= CALENDAR * x.max(y),
            _ => a.agrees_with(b),
        }
    }

    /// A lone "hai" or "ba" is often no amount.
    fn weak(&self) -> bool {
        self.number.kind == NumberKind::Weak
    }
}

/// Months and years are compared with days and weeks this closely: "nửa tháng" is "15 ngày", "một tháng" "4 tuần".
const CALENDAR: f64 = 0.07;

/// A stretch of the calendar in days, as people reckon.
fn days(number: &Number) -> Option<f64> {
    let one = match number.unit? {
        Unit::Day => 1.0,
        Unit::Week => 7.0,
        Unit::Month => 365.0 / 12.0,
        Unit::Year => 365.0,
        _ => return None,
    };
    Some(number.value.to_f64() * one)
}

/// The numbers of a text, by syllable.
pub(crate) fn quantities(text: &Analysed) -> Vec<Quantity> {
    let numbers = thuchu_text::numbers::find_numbers(&text.text);
    let by_syllable = numbers.into_iter().map(|number| {
        let syllables = text.syllables_in(&number.range);
        Quantity { number, syllables, times: false }
    });
    by_syllable.filter(|q| !q.syllables.is_empty()).collect()
}

/// Numbers side by side, and whether the message puts in one that the claim does not have.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    pub(crate) pairs: Vec<SlotPair>,
    /// How surely a number of the message belongs to what the claim says, 0.0 to 1.0.
    pub(crate) added: f32,
}

/// The claim's numbers beside the message's, inside `window`.
///
/// A number that the message leaves out has an empty partner. Another number counts as put in its place if it stands
/// between the same anchors, or if it is the only one left over on its side. A number that only the message has
/// ("tối đa 2 lần") has an empty claim.
pub(crate) fn compare(
    claim: &Analysed,
    message: &Analysed,
    alignment: &Alignment,
    facings: &[Facing],
    window: &Range<usize>,
) -> Numbers {
    let inside = |q: &&Quantity| q.syllables.start >= window.start && q.syllables.end <= window.end;
    let mut ours: Vec<&Quantity> = message.amounts().iter().filter(inside).collect();
    let mut pairs = Vec::new();
    let mut alone: Vec<&Quantity> = Vec::new();
    for theirs in claim.amounts() {
        match partner(theirs, &ours, alignment) {
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
        let strong: Vec<usize> = (0..ours.len()).filter(|&k| !ours[k].weak()).collect();
        let only = (strong.len() == 1 && !theirs.weak()).then(|| strong[0]);
        let place = beside.or(only);
        if place.is_none() && theirs.weak() {
            continue;
        }
        let taken = place.map(|place| (message, ours.remove(place)));
        // A number that lost its unit on the way, or a unit its number, is left out, not another one.
        let taken = taken.filter(|(_, q)| !damaged(&said(claim, theirs), &said(message, q)));
        pairs.push(pair(claim, theirs, taken, false));
    }
    let mut added = 0.0_f32;
    for q in ours.into_iter().filter(|q| q.number.kind == NumberKind::Quantity) {
        let belongs = belongs(claim, message, facings, q);
        if belongs > 0.0 {
            added = added.max(belongs);
            pairs.push(SlotPair { claim: String::new(), message: said(message, q), same: false });
        }
    }
    Numbers { pairs, added }
}

/// One side's words are all among the other's: "60" for "60 triệu".
fn damaged(a: &str, b: &str) -> bool {
    let within = |x: &str, y: &str| x.split(' ').all(|word| y.split(' ').any(|other| other == word));
    within(a, b) || within(b, a)
}

/// The number of the same value: the one lined up with it, or else the first.
fn partner(theirs: &Quantity, ours: &[&Quantity], alignment: &Alignment) -> Option<usize> {
    let same = |q: &Quantity| q.same_value(theirs);
    let lined_up = |q: &Quantity| {
        q.syllables.clone().any(|j| alignment.of_message[j].is_some_and(|i| theirs.syllables.contains(&i)))
    };
    ours.iter().position(|q| same(q) && lined_up(q)).or_else(|| ours.iter().position(|q| same(q)))
}

/// Whether a number of the message alone is part of what it says of the claim: between words of the claim, or in the
/// same sentence right before or behind them. Elsewhere the message goes on with its own matters.
fn belongs(claim: &Analysed, message: &Analysed, facings: &[Facing], q: &Quantity) -> f32 {
    let Some(facing) = facings.iter().find(|f| overlaps(&f.message, &q.syllables)) else { return 0.0 };
    let way = if facing.claim.start == 0 && facing.edge {
        q.syllables.end..facing.message.end
    } else {
        facing.message.start..q.syllables.start
    };
    if q.syllables.clone().any(|j| message.syllables[j].chatter) || message.breaks_off(&way) {
        return 0.0;
    }
    match facing.edge {
        false => 1.0,
        true if way.len() > NEAR_THE_CLAIM => 0.0,
        // A message of little else than the claim has nothing else to count.
        true if message.len() <= 2 * claim.len() => 1.0,
        true => 0.5,
    }
}

/// Syllables between the last word of the claim and a number that still belongs to it.
const NEAR_THE_CLAIM: usize = 6;

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
    let dated = |text: &Analysed, i: usize| text.dates().iter().any(|d| text.syllables_in(&d.range).contains(&i));
    let with_digits = |text: &Analysed, i: usize| text.folded(i).bytes().any(|b| b.is_ascii_digit()) && !dated(text, i);
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

fn said(text: &Analysed, q: &Quantity) -> String {
    q.syllables.clone().map(|i| text.accented(i)).collect::<Vec<_>>().join(" ")
}

fn pair(claim: &Analysed, theirs: &Quantity, ours: Option<(&Analysed, &Quantity)>, same: bool) -> SlotPair {
    SlotPair { claim: said(claim, theirs), message: ours.map_or_else(String::new, |(text, q)| said(text, q)), same }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
