//! Numbers in running text: digits in both punctuation habits, numerals in Vietnamese and English words, slang.
//!
//! A number that belongs to a date or a time of day is the business of [`crate::dates`] and is left out. Values are
//! exact ([`Decimal`]); a literal with two readings keeps the other one in `alt`.

use std::ops::Range;

use crate::dates;
use crate::decimal::Decimal;
use crate::token::{Kind, Token, tokens};
use crate::units::{self, Base, Unit};

mod literal;
mod words;

/// What a number is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberKind {
    /// An amount: two claims that differ in it are two claims.
    Quantity,
    /// One small numeral in letters (`hai`, `ba`, `two`), which is often no amount: compare only if both sides have one.
    Weak,
    /// A place in a row: `số 3`, `đợt 2`, `Điều 5`, `2nd`.
    Ordinal,
    /// Part of a name or code: `covid-19`, `5G`, a phone number, a document number, a version.
    Code,
}

/// A number found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its value, multipliers included: `2tr5` is 2500000.
    pub value: Decimal,
    /// The other reading of `1.500` (1.5) and `1,500` (1500).
    pub alt: Option<Decimal>,
    /// What it counts, if a known unit stands beside it.
    pub unit: Option<Unit>,
    /// The bytes of the given text, unit included.
    pub range: Range<usize>,
    /// What it is good for.
    pub kind: NumberKind,
}

impl Number {
    /// Value in its base unit: `5 chỉ` is 18.75 grams. `None` without a unit, or where the unit differs by region.
    #[must_use]
    pub fn in_base(&self) -> Option<(Base, Decimal)> {
        let (base, factor) = self.unit?.base()?;
        Some((base, self.value.times(factor)?))
    }

    /// Whether two numbers can mean the same: some reading equal, after conversion where both have convertible units.
    ///
    /// A unit on one side only is no difference.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        let readings = |n: &Self| [Some(n.value), n.alt];
        let scaled = |n: &Self, value: Decimal| n.unit.and_then(Unit::base).and_then(|(_, f)| value.times(f));
        match (self.unit, other.unit) {
            (Some(a), Some(b)) if a != b => match (a.base(), b.base()) {
                (Some((base, _)), Some((other_base, _))) if base == other_base => {
                    readings(self).into_iter().flatten().any(|x| {
                        let x = scaled(self, x);
                        x.is_some() && readings(other).into_iter().flatten().any(|y| scaled(other, y) == x)
                    })
                }
                _ => false,
            },
            _ => readings(self).into_iter().flatten().any(|x| readings(other).contains(&Some(x))),
        }
    }
}

/// The numbers of a text, in order.
///
/// Takes shown text, a match form or a folded form. Words typed without marks are read where they can hardly mean
/// anything else: multipliers right behind digits (`2 trieu`, `500 ngan`), and numerals of two words or more that hold
/// a multiplier (`ba tram`, `hai muoi mot`). `năm` and `nam` are five only beside another numeral (`năm triệu`, `hai
/// mươi năm` is read as twenty years): alone they are far more often "year".
#[must_use]
pub fn find_numbers(text: &str) -> Vec<Number> {
    let tokens = tokens(text);
    if tokens.is_empty() {
        return Vec::new();
    }
    let dated = if tokens.iter().any(|t| t.kind == Kind::Digits) { dates::token_spans(&tokens) } else { Vec::new() };
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(span) = dated.iter().find(|span| span.contains(&at)) {
            at = span.end;
            continue;
        }
        match number_at(&tokens, at) {
            Some((number, next)) => {
                out.push(number);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    out
}

/// A number without its surroundings.
pub(crate) struct Read {
    pub value: Decimal,
    pub alt: Option<Decimal>,
    pub kind: NumberKind,
    /// The token behind it.
    pub next: usize,
    /// A unit that the slang implies (`5 củ` is money).
    pub unit: Option<Unit>,
}

fn number_at(tokens: &[Token<'_>], at: usize) -> Option<(Number, usize)> {
    let first = &tokens[at];
    let read = match first.kind {
        Kind::Digits => literal::read(tokens, at)?,
        Kind::Word => words::read(tokens, at)?,
        Kind::Sign => return None,
    };
    let mut range = first.range.start..tokens[read.next - 1].range.end;
    let mut next = read.next;
    let mut unit = read.unit;
    if read.kind == NumberKind::Quantity || read.kind == NumberKind::Weak {
        if let Some((found, length)) = units::unit_at(tokens, read.next) {
            unit = Some(found);
            next += length;
            range.end = tokens[next - 1].range.end;
        } else if let Some(found) = at.checked_sub(1).and_then(|before| units::currency_before(&tokens[before])) {
            unit = Some(found);
            range.start = tokens[at - 1].range.start;
        }
    }
    // `1m65` and `1m7`: metres and their part.
    if let (Some(Unit::Metre), Some(part)) = (unit, tokens.get(next))
        && part.kind == Kind::Digits
        && !part.spaced
        && tokens[next - 1].text == "m"
        && part.text.len() <= 2
        && let Some(tail) = Decimal::parse(&format!("0.{}", part.text)).and_then(|tail| read.value.plus(tail))
    {
        let number = Number { value: tail, alt: None, unit, range: range.start..part.range.end, kind: read.kind };
        return Some((number, next + 1));
    }
    let kind = match read.kind {
        // With a unit a small numeral is an amount: `hai triệu`, `ba người`.
        NumberKind::Weak if unit.is_some() => NumberKind::Quantity,
        kind => kind,
    };
    Some((Number { value: read.value, alt: read.alt, unit, range, kind }, next))
}

#[cfg(test)]
mod tests;
