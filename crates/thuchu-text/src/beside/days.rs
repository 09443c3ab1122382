//! The days a text speaks of, solar and lunar ones, as days of the calendar on the wall.
//!
//! Solar dates are read by [`crate::dates`]. Lunar ones are found by their words: `rằm tháng bảy`, `mùng 1 Tết`, `23
//! tháng chạp`, `15/7 âm lịch`, `giỗ Tổ Hùng Vương`.

mod words;

use std::ops::Range;

use jiff::civil::Date;

use super::lunar::{self, LunarDay, YearName};
use crate::dates::{self, DateFound};
use crate::token::tokens;
use words::{Shape, Year};

/// A day, or a range of days, that a text speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySaid {
    /// The bytes of the given text.
    pub range: Range<usize>,
    /// First day.
    pub from: Date,
    /// Last day, the same for a single one.
    pub to: Date,
    /// The day of the lunar calendar, where the text names one.
    pub lunar: Option<LunarDay>,
    /// The other reading of a year in digits: `23 tháng chạp 2026` ends the lunar year that began in 2026, or is the one
    /// that falls into 2026.
    pub or: Option<Date>,
    /// Whether the year is written; else it is the one nearest to the reference date.
    pub explicit_year: bool,
    /// Whether it depends on the day of writing: `hôm nay`.
    pub relative: bool,
}

/// Most lunar days that are worked out for one text; each takes some hundred sines and more.
pub const MOST_LUNAR: usize = 200;

/// The days of a text, in order. What the lunar calendar of that year does not have (`30 Tết` of a year whose last month
/// has 29 days) is left out.
#[must_use]
pub fn find_days(text: &str, reference: Date) -> Vec<DaySaid> {
    let tokens = tokens(text);
    let (mut out, mut taken) = (Vec::new(), Vec::new());
    for (span, shape) in words::scan(&tokens).into_iter().take(MOST_LUNAR) {
        let range = tokens[span.start].range.start..tokens[span.end - 1].range.end;
        taken.push(range.clone());
        out.extend(lunar_day(range, &shape, reference));
    }
    let free =
        |found: &DateFound| !taken.iter().any(|taken| taken.start < found.range.end && found.range.start < taken.end);
    out.extend(dates::find_dates(text, reference).into_iter().filter(free).map(|found| DaySaid {
        range: found.range,
        from: found.from,
        to: found.to,
        lunar: None,
        or: None,
        explicit_year: found.explicit_year,
        relative: found.relative,
    }));
    out.sort_by_key(|said| said.range.start);
    out
}

fn lunar_day(range: Range<usize>, shape: &Shape, reference: Date) -> Option<DaySaid> {
    let said = |(lunar, solar): (LunarDay, Date), or, explicit_year| DaySaid {
        range,
        from: solar,
        to: solar,
        lunar: Some(lunar),
        or,
        explicit_year,
        relative: false,
    };
    match shape.year {
        None => {
            let near = (-1..=1).filter_map(|offset| in_year(shape, reference.year().checked_add(offset)?));
            let away = |solar: Date| reference.since(solar).map_or(i32::MAX, |span| span.get_days().abs());
            near.min_by_key(|(_, solar)| away(*solar)).map(|found| said(found, None, false))
        }
        Some(Year::Named(name, near)) => {
            let year = name.nearest(near.unwrap_or(reference.year()))?;
            in_year(shape, year).map(|found| said(found, None, true))
        }
        Some(Year::Digits(year)) => {
            let found = in_year(shape, year)?;
            // The eves before Tết of a year are the ones right before it, whatever the digits.
            let earlier =
                (found.1.year() != year && !shape.eve).then(|| in_year(shape, year.checked_sub(1)?)).flatten();
            let or = earlier.map(|(_, solar)| solar).filter(|solar| solar.year() == year);
            Some(said(found, or, true))
        }
    }
}

/// The day in a lunar year; an eve belongs to the year before.
fn in_year(shape: &Shape, year: i16) -> Option<(LunarDay, Date)> {
    let year = if shape.eve { year.checked_sub(1)? } else { year };
    let day = match shape.day {
        Some(day) => day,
        None => lunar::month(year, shape.month, shape.leap)?.1,
    };
    let lunar = LunarDay { year, month: shape.month, leap: shape.leap, day };
    lunar::to_solar(lunar).map(|solar| (lunar, solar))
}

/// A year's name in two words.
fn year_name(stem: &crate::token::Token<'_>, branch: &crate::token::Token<'_>) -> Option<YearName> {
    const OTHER: [(&str, usize); 3] = [("tí", 0), ("mẹo", 3), ("tị", 5)];
    let at =
        |words: &[&str], token: &crate::token::Token<'_>| words.iter().position(|word| token.is(&word.to_lowercase()));
    let stem = at(&YearName::STEMS, stem).or_else(|| match &*stem.text {
        "kỉ" => Some(5),
        "quí" => Some(9),
        _ => None,
    })?;
    // Stems and branches of the same turn go together, which also tells `ty` typed without marks.
    let fits = |branch: &usize| branch % 2 == stem % 2;
    let names = YearName::BRANCHES.iter().enumerate().map(|(at, word)| (word.to_lowercase(), at));
    let others = OTHER.iter().map(|(word, at)| ((*word).to_owned(), *at));
    let branch = names.chain(others).filter(|(word, _)| branch.is(word)).map(|(_, at)| at).find(fits)?;
    Some(YearName { stem: u8::try_from(stem).ok()?, branch: u8::try_from(branch).ok()? })
}

#[cfg(test)]
mod tests;
