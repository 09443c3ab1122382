//! A month of the archive.

use std::fmt;
use std::str::FromStr;

use thuchu_model::Day;

/// A month, written `2026-11`. Made only by parsing, and of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

/// The text is no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a month is written 2026-11")]
pub struct NoMonth;

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let (year, month, _) = day.parts();
        Self { year, month }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    #[must_use]
    pub const fn month(self) -> i8 {
        self.month
    }

    /// Its first and its last day.
    #[must_use]
    pub fn days(self) -> Option<(Day, Day)> {
        let first = Day::new(self.year, self.month, 1)?;
        let (year, month) = if self.month == 12 { (self.year.checked_add(1)?, 1) } else { (self.year, self.month + 1) };
        // The last month that a date can be in has no next one; all of them have 31 days or end with a year that has.
        let last = Day::new(year, month, 1).map_or_else(|| first.plus_days(30), |next| next.plus_days(-1));
        Some((first, last))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = NoMonth;

    fn from_str(text: &str) -> Result<Self, NoMonth> {
        if text.len() != 7 || !text.is_ascii() {
            return Err(NoMonth);
        }
        Day::parse(&format!("{text}-01")).map(Self::of).ok_or(NoMonth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_all_its_days_and_one_spelling() {
        let days = |text: &str| {
            let month: Month = text.parse().unwrap();
            assert_eq!(month.to_string(), text);
            month.days().map(|(first, last)| format!("{first} {last}")).unwrap()
        };
        assert_eq!(days("2026-11"), "2026-11-01 2026-11-30");
        assert_eq!(days("2024-02"), "2024-02-01 2024-02-29");
        assert_eq!(days("2025-12"), "2025-12-01 2025-12-31");
        assert_eq!(days("9999-12"), "9999-12-01 9999-12-31");
        for wrong in ["", "2026", "2026-13", "2026-00", "2026-1", "20261-1", "2026-11-01", "２026-11"] {
            assert_eq!(wrong.parse::<Month>(), Err(NoMonth), "{wrong}");
        }
    }
}
