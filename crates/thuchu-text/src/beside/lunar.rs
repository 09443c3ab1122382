//! The lunar calendar of Vietnam, from 1900 to 2100, by the rules of today: time of the meridian 105° east (UTC+7), in
//! force since the decision 121-CP of 8 August 1967.
//!
//! A month begins on the day of the new moon. The month of the winter solstice is the eleventh. Where thirteen months
//! begin from one eleventh month up to the next, the first of them in which the sun reaches no multiple of 30° is a leap
//! month and has the number of the one before. Rules after H. Aslaksen, "The Mathematics of the Chinese Calendar", 2010.
//!
//! Calendars printed before 1968 (in the South before 1976) followed Beijing's time, UTC+8, and may differ from the
//! rules of today by a day or a month: the South kept Tết Mậu Thân on 30 January 1968, the North on the 29th. Of days to
//! come three months (May 2054, November 2077, October 2085) begin within a minute of midnight, and how fast the earth
//! will turn by then may shift them by a day.

mod sky;

use std::fmt;
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The lunar years that are known.
pub const YEARS: RangeInclusive<i16> = 1900..=2100;

/// A day of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LunarDay {
    /// The year that begins with Tết of this Gregorian year.
    pub year: i16,
    /// 1 (giêng) to 12 (chạp).
    pub month: u8,
    /// Whether it is the second month of this number in the year (tháng nhuận).
    pub leap: bool,
    /// 1 (mùng một) to 30.
    pub day: u8,
}

impl LunarDay {
    /// The name of its year: `Bính Ngọ`.
    #[must_use]
    pub const fn year_name(&self) -> YearName {
        YearName::of(self.year)
    }
}

/// The lunar day of a solar one; `None` outside [`YEARS`].
#[must_use]
pub fn from_solar(solar: Date) -> Option<LunarDay> {
    if !(1900..=2101).contains(&solar.year()) {
        return None;
    }
    let day = number_of(solar);
    // The year of the solstice that began the run of months, which may still be ahead.
    // The eleventh month begins in the last days of November at the earliest.
    let last = solar.year() + i16::from(solar.month() >= 11);
    let run = (solar.year()..=last).rev().map(Run::of).find(|run| run.starts[0] <= day)?;
    let at = run.starts.iter().rposition(|start| *start <= day)?;
    let (month, leap) = run.name(at);
    let year = run.year - i16::from(month >= 11);
    let day = u8::try_from(day - run.starts[at] + 1).ok()?;
    YEARS.contains(&year).then_some(LunarDay { year, month, leap, day })
}

/// The solar day of a lunar one; `None` outside [`YEARS`] and for a day that its year does not have.
#[must_use]
pub fn to_solar(lunar: LunarDay) -> Option<Date> {
    let (first, length) = month(lunar.year, lunar.month, lunar.leap)?;
    (1..=length).contains(&lunar.day).then(|| first.checked_add((i32::from(lunar.day) - 1).days()).ok())?
}

/// The first day of a month and its length, 29 or 30; `None` where the year has no such month.
#[must_use]
pub fn month(year: i16, month: u8, leap: bool) -> Option<(Date, u8)> {
    if !YEARS.contains(&year) {
        return None;
    }
    let run = Run::of(year + i16::from(month >= 11));
    let at = (0..run.count()).find(|at| run.name(*at) == (month, leap))?;
    let length = u8::try_from(run.starts[at + 1] - run.starts[at]).ok()?;
    Some((date_of(run.starts[at])?, length))
}

/// The first day of a lunar year.
#[must_use]
pub fn tet(year: i16) -> Option<Date> {
    month(year, 1, false).map(|(first, _)| first)
}

/// The number of the leap month of a year, if it has one.
#[must_use]
pub fn leap_month(year: i16) -> Option<u8> {
    (1..=12).find(|number| month(year, *number, true).is_some())
}

/// Months from the eleventh of `year - 1` up to the eleventh of `year`.
struct Run {
    year: i16,
    /// First days, by their number; the last one begins the next run.
    starts: Vec<i32>,
    /// Which of the months is the leap one.
    leap: Option<usize>,
}

impl Run {
    fn of(year: i16) -> Self {
        let (from, to) = (eleventh(year - 1), eleventh(year));
        let starts: Vec<i32> = (from..=to).map(sky::new_moon_day).collect();
        let is_leap = |at: usize| sky::sector(starts[at]) == sky::sector(starts[at + 1]);
        let leap = if starts.len() == 14 { (1..13).find(|at| is_leap(*at)) } else { None };
        Self { year, starts, leap }
    }

    fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of a month, and whether it is the leap one.
    fn name(&self, at: usize) -> (u8, bool) {
        let leap = self.leap.is_some_and(|leap| leap <= at);
        let since = (at - usize::from(leap)) % 12;
        #[expect(clippy::cast_possible_truncation, reason = "1 to 12")]
        let number = ((since + 10) % 12 + 1) as u8;
        (number, self.leap == Some(at))
    }
}

/// The new moon, counted from the first of 2000, that begins the month of the winter solstice of `year`.
fn eleventh(year: i16) -> i32 {
    // The solstice falls on 21 to 23 December; the last month to begin by the 31st is it or the one behind it.
    let end = number_of(date(year, 12, 31));
    let mut moon = sky::moon_before(end);
    while sky::new_moon_day(moon) > end {
        moon -= 1;
    }
    // Sector 9 begins with the solstice: a month that begins in it is already past it.
    if sky::sector(sky::new_moon_day(moon)) >= 9 { moon - 1 } else { moon }
}

/// Days since noon of 1 January 4713 BC, as astronomers count them (Julian day number).
fn number_of(solar: Date) -> i32 {
    solar.since(EPOCH).map_or(i32::MAX, |span| span.get_days() + EPOCH_NUMBER)
}

fn date_of(number: i32) -> Option<Date> {
    EPOCH.checked_add((number - EPOCH_NUMBER).days()).ok()
}

const EPOCH: Date = Date::constant(2000, 1, 1);
const EPOCH_NUMBER: i32 = 2_451_545;

/// The name of a year: one of ten stems and one of twelve branches, which together return after sixty years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearName {
    /// 0 (Giáp) to 9 (Quý).
    pub stem: u8,
    /// 0 (Tý) to 11 (Hợi).
    pub branch: u8,
}

impl YearName {
    /// The ten stems (thiên can).
    pub const STEMS: [&str; 10] = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"];
    /// The twelve branches (địa chi).
    pub const BRANCHES: [&str; 12] =
        ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"];

    /// The name of a lunar year.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "below 12 by the remainder")]
    pub const fn of(year: i16) -> Self {
        // The year 4 was Giáp Tý.
        Self { stem: (year as i32 - 4).rem_euclid(10) as u8, branch: (year as i32 - 4).rem_euclid(12) as u8 }
    }

    /// The year of this name that lies nearest to `year`; `None` for a pair that never comes (Giáp Sửu).
    #[must_use]
    pub fn nearest(self, year: i16) -> Option<i16> {
        let around = (-30..30).filter_map(|offset| year.checked_add(offset));
        around.filter(|year| Self::of(*year) == self).min_by_key(|found| (i32::from(*found) - i32::from(year)).abs())
    }
}

impl fmt::Display for YearName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |words: &[&'static str], at: u8| words.get(usize::from(at)).copied().unwrap_or_default();
        write!(f, "{} {}", word(&Self::STEMS, self.stem), word(&Self::BRANCHES, self.branch))
    }
}

#[cfg(test)]
mod tests;
