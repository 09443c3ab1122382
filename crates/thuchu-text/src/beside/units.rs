//! The amounts of a text in other units that people know: old measures of Vietnam, English ones, temperatures.
//!
//! Never money: a rate has a day and a source, which are a claim of their own. Numbers and most units are read by
//! [`crate::numbers`]; the English measures, which the matching engine does not compare, are read here.

mod measure;

use std::ops::Range;

use crate::decimal::Decimal;
use crate::numbers::{Number, NumberKind, find_numbers};
use crate::units::Unit;
use measure::Scale;
pub use measure::{Measure, Region};

/// An amount of a text, and the same in other units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The bytes of the given text, unit included.
    pub range: Range<usize>,
    /// The number as read.
    pub value: Decimal,
    /// What it counts.
    pub measure: Measure,
    /// The same amount otherwise, in a fixed order.
    pub same: Vec<Same>,
}

/// The same amount in another unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Same {
    /// How many.
    pub value: Decimal,
    /// Of what.
    pub measure: Measure,
    /// The region whose sào or mẫu is meant, on either side, where they differ.
    pub region: Option<Region>,
    /// Whether no digit was rounded away.
    pub exact: bool,
}

/// The amounts of a text that have other units to be told in, in order.
#[must_use]
pub fn find_amounts(text: &str) -> Vec<Amount> {
    find_numbers(text).into_iter().filter_map(|number| amount(text, &number)).collect()
}

fn amount(text: &str, number: &Number) -> Option<Amount> {
    if !matches!(number.kind, NumberKind::Quantity | NumberKind::Weak) {
        return None;
    }
    let mut range = number.range.clone();
    let behind = text.get(range.end..)?;
    let (measure, length) = match number.unit {
        // The reader of numbers knows one degree; the letter behind it makes the other.
        Some(Unit::Celsius) => match measure::fahrenheit_behind(behind) {
            Some(length) => (Measure::Fahrenheit, length),
            None => (Measure::Celsius, 0),
        },
        Some(unit) => (Measure::of(unit)?, 0),
        None => measure::english_behind(behind)?,
    };
    range.end += length;
    let mut value = number.value;
    if matches!(measure, Measure::Celsius | Measure::Fahrenheit)
        && let Some(start) = minus_before(text.get(..range.start)?)
    {
        value = value.negated();
        range.start = start;
    }
    let same: Vec<Same> = match measure {
        Measure::Celsius => to_fahrenheit(value).into_iter().collect(),
        Measure::Fahrenheit => to_celsius(value).into_iter().collect(),
        measure => measure.others().iter().flat_map(|other| convert(value, measure, *other)).collect(),
    };
    (!same.is_empty()).then_some(Amount { range, value, measure, same })
}

/// `-5`, `−5` and `âm 5`, but not the dash of `3-5`: where it begins.
fn minus_before(before: &str) -> Option<usize> {
    let trimmed = before.trim_end();
    let word = trimmed.strip_suffix("âm").or_else(|| trimmed.strip_suffix("Âm"));
    let start = match word {
        Some(rest) if trimmed.len() < before.len() => rest.len(),
        _ => before.strip_suffix('-').or_else(|| before.strip_suffix('\u{2212}'))?.len(),
    };
    let open = before.get(..start)?.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '~'));
    open.then_some(start)
}

/// One value for each region where regions differ, else one.
fn convert(value: Decimal, from: Measure, to: Measure) -> Vec<Same> {
    let pair = |region: Option<Region>| {
        let (from, to) = (from.scale(region)?, to.scale(region)?);
        // A measure that exists in some regions only has no scale in the others.
        scaled(value, from, to).map(|(value, exact)| Same { value, measure: to.measure, region, exact })
    };
    if from.is_regional() || to.is_regional() {
        Region::ALL.into_iter().filter_map(|region| pair(Some(region))).collect()
    } else {
        pair(None).into_iter().collect()
    }
}

/// Exactly where that takes six digits behind the point or fewer; else rounded to what a reader can use.
fn scaled(value: Decimal, from: Scale, to: Scale) -> Option<(Decimal, bool)> {
    let base = value.times(from.factor)?;
    let (fine, exact) = base.over(to.factor, 6)?;
    if exact {
        return Some((fine, true));
    }
    let places = match fine.to_f64().abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        size if size >= 0.001 => 5,
        // Too little to be said in this unit.
        _ => return None,
    };
    base.over(to.factor, places).map(|(rounded, _)| (rounded, false))
}

/// °F = °C × 9 / 5 + 32, by definition.
fn to_fahrenheit(value: Decimal) -> Option<Same> {
    let value = value.times(Decimal::new(18, 1)?)?.plus(Decimal::from(32))?;
    Some(Same { value, measure: Measure::Fahrenheit, region: None, exact: true })
}

/// °C = (°F − 32) × 5 / 9, to a tenth where it does not end.
fn to_celsius(value: Decimal) -> Option<Same> {
    let above = value.plus(Decimal::from(32).negated())?.times(Decimal::from(5))?;
    let (value, exact) =
        above.over(Decimal::from(9), 6).filter(|(_, exact)| *exact).or_else(|| above.over(Decimal::from(9), 1))?;
    Some(Same { value, measure: Measure::Celsius, region: None, exact })
}

#[cfg(test)]
mod tests;
