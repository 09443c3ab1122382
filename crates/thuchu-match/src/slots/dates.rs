//! Dates side by side.
//!
//! Only dates that stand by themselves are compared: "ngày mai" means another day in every message. A year counts only
//! where both sides write it.

use std::ops::Range;

use thuchu_text::dates::{DateFound, find_dates};

use crate::analyse::Analysed;
use crate::slots::SlotPair;

/// Both sides are read against the same day, so that a missing year is the same on both.
const REFERENCE: jiff::civil::Date = jiff::civil::date(2000, 7, 1);

/// The claim's dates beside the message's, inside `window`. A date that the message leaves out has an empty partner.
pub(crate) fn compare(claim: &Analysed, message: &Analysed, window: &Range<usize>) -> Vec<SlotPair> {
    let claimed = claim.dates();
    if claimed.is_empty() {
        return Vec::new();
    }
    let mut ours: Vec<&DateFound> = message
        .dates()
        .iter()
        .filter(|date| {
            let at = message.syllables_in(&date.range);
            at.start >= window.start && at.end <= window.end
        })
        .collect();
    let mut pairs = Vec::new();
    let mut alone = Vec::new();
    for theirs in claimed {
        match ours.iter().position(|date| same(theirs, date)) {
            Some(place) => {
                let date = ours.remove(place);
                pairs.push(pair(claim, theirs, Some((message, date)), true));
            }
            None => alone.push(theirs),
        }
    }
    for theirs in alone {
        let taken = (!ours.is_empty()).then(|| ours.remove(0));
        pairs.push(pair(claim, theirs, taken.map(|date| (message, date)), false));
    }
    pairs
}

/// The dates of a text that stand by themselves.
pub(crate) fn fixed(text: &Analysed) -> Vec<DateFound> {
    if !text.text.bytes().any(|b| b.is_ascii_digit()) && !text.folded.contains("thang") {
        return Vec::new();
    }
    find_dates(&text.text, REFERENCE).into_iter().filter(|date| !date.relative).collect()
}

/// One lies within the other: a day of the month that the other side names is no other date.
fn same(a: &DateFound, b: &DateFound) -> bool {
    let with_year = a.explicit_year && b.explicit_year;
    let day = |date: jiff::civil::Date| (if with_year { date.year() } else { 0 }, date.month(), date.day());
    let within = |a: &DateFound, b: &DateFound| day(b.from) <= day(a.from) && day(a.to) <= day(b.to);
    within(a, b) || within(b, a)
}

fn pair(claim: &Analysed, theirs: &DateFound, ours: Option<(&Analysed, &DateFound)>, same: bool) -> SlotPair {
    let said = |text: &Analysed, date: &DateFound| text.text[date.range.clone()].to_owned();
    SlotPair {
        claim: said(claim, theirs),
        message: ours.map_or_else(String::new, |(text, date)| said(text, date)),
        same,
    }
}
