//! Dates in running text: day first, Vietnamese and English, relative ones against a reference date.
//!
//! Lunar dates (rằm, mùng, Tết, âm lịch) are left alone: mapping them needs a lunar calendar. Times are UTC+7.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};

use crate::token::{Token, tokens};

mod read;

/// A date, or a range of days, found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFound {
    /// First day.
    pub from: Date,
    /// Last day, the same for a single date.
    pub to: Date,
    /// The minute, where a time of day is given (UTC+7); 24h is 00:00 of the next day.
    pub at: Option<DateTime>,
    /// The bytes of the given text.
    pub range: Range<usize>,
    /// Whether the year is written; else it is the one nearest to the reference date.
    pub explicit_year: bool,
    /// Whether it depends on the day of writing: `hôm nay`, `tuần tới`.
    pub relative: bool,
}

/// Digits in the shape of a date that is none: `6/21/2022`, `31/2/2022`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("bytes {range:?} are no date with the day first")]
pub struct InvalidDate {
    /// The bytes of the given text.
    pub range: Range<usize>,
    /// The date it would be with the month first.
    pub mdy_guess: Option<Date>,
}

/// The dates of a text, in order. Takes shown text, a match form or a folded form.
#[must_use]
pub fn find_dates(text: &str, reference: Date) -> Vec<DateFound> {
    read_dates(text, reference).into_iter().flatten().collect()
}

/// As [`find_dates`], with what looks like a date and is none.
#[must_use]
pub fn read_dates(text: &str, reference: Date) -> Vec<Result<DateFound, InvalidDate>> {
    let tokens = tokens(text);
    let found = read::scan(&tokens);
    found.into_iter().filter_map(|(span, shape)| resolve(&tokens, &span, &shape, reference)).collect()
}

/// Whether what a text says holds for a while only: it has a relative date, a date without a year, or a numbered event
/// (`bão số 3`, `đợt 2`, `phase 2`).
#[must_use]
pub fn is_time_bound(text: &str) -> bool {
    let tokens = tokens(text);
    read::scan(&tokens).iter().any(|(_, shape)| match shape {
        Shape::Relative(_) => true,
        Shape::Days { year, .. } | Shape::Months { year, .. } => year.is_none(),
        Shape::Year(_) => false,
    }) || tokens
        .windows(3)
        .any(|w| w[0].is_any(&["bão", "storm", "typhoon"]) && w[1].is_any(&["số", "no"]) && w[2].small().is_some())
        || tokens.windows(2).any(|w| w[0].is_any(&["đợt", "phase", "wave", "kỳ"]) && w[1].small().is_some())
}

/// The tokens that dates and times take, for the reader of numbers.
pub(crate) fn token_spans(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    read::scan(tokens).into_iter().map(|(span, _)| span).collect()
}

/// A date as written, before a year is inferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Days { first: (u32, u32), last: (u32, u32), year: Option<i16>, minute: Option<u32> },
    Months { first: u32, last: u32, year: Option<i16> },
    Year(i16),
    Relative(Relative),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relative {
    Day(i32),
    Week(i32),
    Month(i32),
    Year(i32),
}

fn resolve(
    tokens: &[Token<'_>],
    span: &Range<usize>,
    shape: &Shape,
    reference: Date,
) -> Option<Result<DateFound, InvalidDate>> {
    let range = tokens[span.start].range.start..tokens[span.end - 1].range.end;
    let (mut at, mut explicit_year, mut relative) = (None, true, false);
    let (from, to) = match *shape {
        Shape::Days { first, last, year, minute } => {
            explicit_year = year.is_some();
            let day = |year: i16, (day, month): (u32, u32)| Date::new(year, month as i8, day as i8).ok();
            let year = year.or_else(|| nearest(reference, |year| day(year, last)));
            let dates = year.and_then(|year| {
                let last_day = day(year, last)?;
                let turn = first.1 > last.1;
                Some((day(if turn { year - 1 } else { year }, first)?, last_day))
            });
            let Some((from, to)) = dates else {
                let mdy_guess = year.and_then(|year| day(year, (last.1, last.0)));
                return Some(Err(InvalidDate { range, mdy_guess }));
            };
            if let Some(minute) = minute {
                at = from.to_datetime(jiff::civil::Time::midnight()).checked_add(i64::from(minute).minutes()).ok();
            }
            match at {
                Some(at) => (at.date(), at.date()),
                None => (from, to),
            }
        }
        Shape::Months { first, last, year } => {
            explicit_year = year.is_some();
            let year = year.or_else(|| nearest(reference, |year| Date::new(year, first as i8, 15).ok()))?;
            (Date::new(year, first as i8, 1).ok()?, Date::new(year, last as i8, 1).ok()?.last_of_month())
        }
        Shape::Year(year) => (date(year, 1, 1), date(year, 12, 31)),
        Shape::Relative(kind) => {
            (explicit_year, relative) = (false, true);
            match kind {
                Relative::Day(days) => {
                    let day = reference.checked_add(days.days()).ok()?;
                    (day, day)
                }
                Relative::Week(weeks) => {
                    let back = i32::from(reference.weekday().to_monday_zero_offset());
                    let monday = reference.checked_add((weeks * 7 - back).days()).ok()?;
                    (monday, monday.checked_add(6.days()).ok()?)
                }
                Relative::Month(months) => {
                    let first = reference.first_of_month().checked_add(months.months()).ok()?;
                    (first, first.last_of_month())
                }
                Relative::Year(years) => {
                    let first = reference.first_of_year().checked_add(years.years()).ok()?;
                    (first, first.last_of_year())
                }
            }
        }
    };
    (from <= to).then_some(Ok(DateFound { from, to, at, range, explicit_year, relative }))
}

/// The year whose date lies nearest to the reference, looking as far as the next leap year.
fn nearest(reference: Date, day: impl Fn(i16) -> Option<Date>) -> Option<i16> {
    (-4..=4)
        .filter_map(|offset| reference.year().checked_add(offset))
        .filter_map(|year| Some((year, day(year)?)))
        .min_by_key(|(_, day)| reference.until(*day).map_or(i32::MAX, |span| span.get_days().abs()))
        .map(|(year, _)| year)
}
