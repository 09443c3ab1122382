//! Time as an argument: instants as microseconds, days of the calendar, the clock as a trait.

use std::fmt;

/// Tells the time. The binary passes the real clock; tests pass a fixed one.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// An instant: microseconds since 1970-01-01T00:00:00Z, without leap seconds. Stored as such; shown as RFC 3339 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

impl Timestamp {
    /// From microseconds since 1970.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// From whole seconds since 1970; saturates at the ends.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(SECOND))
    }

    /// This many seconds later (earlier when negative); saturates at the ends.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// This many days of 24 hours later (earlier when negative); saturates at the ends.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY)))
    }

    /// The calendar day in UTC, or `None` outside the years −9999 to 9999.
    pub fn day(self) -> Option<Day> {
        let zoned = jiff::Timestamp::from_microsecond(self.0).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
        Some(Day(zoned.date()))
    }

    /// Reads RFC 3339 with an offset, or a plain date (`2026-11-22`, its midnight in UTC). Anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Some(Self(instant.as_microsecond()));
        }
        Day::parse(text).map(Day::midnight)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(instant) => instant.fmt(f),
            Err(_) => write!(f, "{} µs", self.0),
        }
    }
}

/// A day of the Gregorian calendar, as checks and claims are dated. Written `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(jiff::civil::Date);

impl Day {
    /// 1 January 1970.
    pub const EPOCH: Self = Self(jiff::civil::Date::constant(1970, 1, 1));

    /// The day so many days later, or earlier; at the ends of the calendar it stays.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-4_000_000, 4_000_000))))
    }

    /// The day after so many working days: Saturdays and Sundays are none. Holidays count, for they differ from year to
    /// year; whoever keeps the time so keeps the shorter one.
    #[must_use]
    pub fn plus_working_days(self, days: u32) -> Self {
        let mut day = self;
        let mut left = days;
        while left > 0 {
            let next = day.plus_days(1);
            if next == day {
                break;
            }
            day = next;
            let weekday = day.0.weekday();
            left -= u32::from(weekday != jiff::civil::Weekday::Saturday && weekday != jiff::civil::Weekday::Sunday);
        }
        day
    }

    /// How many days this is after `other`; negative when before.
    pub fn days_after(self, other: Self) -> i64 {
        self.0.since(other.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The Monday of its week.
    #[must_use]
    pub fn monday(self) -> Self {
        // The first day of 1970 was a Thursday.
        self.plus_days(-(self.days_after(Self::EPOCH) + 3).rem_euclid(7))
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// A day by its numbers; `None` for the 30th of February and its like, and outside the years −9999 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Reads `2026-11-22`, or the day part of an ISO 8601 date and time (its own offset, not converted).
    /// Anything else is `None`: other ways of writing days are read by the import.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, rest) = text.split_at_checked(10)?;
        if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
            return None;
        }
        let bytes = day.as_bytes();
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<i16>().ok()).flatten();
        let (year, month, day) = (number(day.get(..4)?)?, number(day.get(5..7)?)?, number(day.get(8..)?)?);
        Self::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// Year, month (1–12), day of the month (1–31).
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Midnight in UTC at the start of the day.
    pub fn midnight(self) -> Timestamp {
        Timestamp(self.days_after(Self::EPOCH) * DAY)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a day is written 2026-11-22"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_starts_at_midnight_in_utc() {
        let day = Day::parse("2026-11-22").unwrap();
        assert_eq!(day.midnight().to_string(), "2026-11-22T00:00:00Z");
        assert_eq!(day.midnight().day(), Some(day));
        assert_eq!(Day::parse("1969-12-31").unwrap().midnight().micros(), -DAY);
    }

    #[test]
    fn a_week_end_is_no_working_day() {
        // 25 November 2026 is a Wednesday.
        let after = |day: &str, days| Day::parse(day).unwrap().plus_working_days(days).to_string();
        assert_eq!(after("2026-11-25", 0), "2026-11-25");
        assert_eq!(after("2026-11-25", 2), "2026-11-27");
        assert_eq!(after("2026-11-25", 3), "2026-11-30");
        assert_eq!(after("2026-11-25", 7), "2026-12-04");
        assert_eq!(after("2026-11-28", 7), "2026-12-08", "what comes on a Saturday counts from Monday");
    }

    #[test]
    fn a_date_with_a_time_gives_its_own_day() {
        assert_eq!(Day::parse("2026-11-22T23:30:00+07:00").unwrap().to_string(), "2026-11-22");
    }

    #[test]
    fn a_week_begins_on_monday_and_a_month_on_its_first() {
        let begins = |day: &str| {
            let day = Day::parse(day).unwrap();
            (day.monday().to_string(), day.first_of_month().to_string())
        };
        assert_eq!(begins("2026-11-22"), ("2026-11-16".to_owned(), "2026-11-01".to_owned()));
        assert_eq!(begins("2026-11-23"), ("2026-11-23".to_owned(), "2026-11-01".to_owned()));
        assert_eq!(begins("1969-12-31").0, "1969-12-29");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for wrong in
            ["", "2026", "2026-02-30", "2026-11-2", "2026/11/22", "2026-11-22x", "+026-1-1-1", "ngày 22-11-2026"]
        {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_instant_reads_offsets_and_plain_dates() {
        assert_eq!(Timestamp::parse("2026-11-22T07:00:00+07:00"), Timestamp::parse("2026-11-22"));
        assert_eq!(Timestamp::parse("yesterday"), None);
    }

    #[test]
    fn adding_days_stops_at_the_ends_of_time() {
        assert_eq!(Timestamp::from_micros(i64::MAX).plus_days(1).micros(), i64::MAX);
        assert_eq!(Timestamp::from_seconds(i64::MIN).micros(), i64::MIN);
        assert!(Timestamp::from_micros(i64::MAX).to_string().contains("µs"));
    }
}
