//! Whether the weekday that stands beside a date is the weekday of that date.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use crate::dates::{DateFound, find_dates};
use crate::token::{Kind, Token, tokens};

/// A weekday beside a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekdaySaid {
    /// The bytes of the given text, weekday and date.
    pub range: Range<usize>,
    /// The date. Where no year is written it is the one nearest to the reference date.
    pub date: Date,
    /// Whether the year is written; if not, a weekday that does not fit proves little.
    pub explicit_year: bool,
    /// The weekday as written.
    pub stated: Weekday,
    /// The weekday of the date.
    pub right: Weekday,
}

impl WeekdaySaid {
    /// Whether they are the same.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.stated == self.right
    }
}

/// Most tokens between a weekday and its date: `Thứ Hai (sáng ngày 3/3/2025)`.
const BETWEEN: usize = 4;

/// Most dates that are looked at in one text.
pub const MOST_DATES: usize = 1_000;

/// The dates of a text that have a weekday beside them, in order. Vietnamese and English, with marks or without.
#[must_use]
pub fn find_weekdays(text: &str, reference: Date) -> Vec<WeekdaySaid> {
    let t = tokens(text);
    let dates: Vec<DateFound> = find_dates(text, reference)
        .into_iter()
        .filter(|found| found.from == found.to && !found.relative)
        .take(MOST_DATES)
        .collect();
    let days = weekdays(&t);
    let mut used = vec![false; days.len()];
    let mut out = Vec::new();
    // First the weekdays in front of dates, then those behind: `3/3, thứ ba 4/3` gives its Tuesday to the fourth.
    let mut left = Vec::new();
    for found in &dates {
        let first = t.partition_point(|token| token.range.end <= found.range.start);
        let last = t.partition_point(|token| token.range.start < found.range.end);
        let before = days.iter().position(|(span, _)| {
            (span.start >= first && span.end <= last) || (span.end <= first && only_filler(&t, span.end..first))
        });
        match before.filter(|at| !used[*at]) {
            Some(at) => {
                used[at] = true;
                out.push(said(&t, found, &days[at]));
            }
            None => left.push((found, last)),
        }
    }
    for (found, last) in left {
        let behind = days.iter().position(|(span, _)| span.start >= last && only_filler(&t, last..span.start));
        if let Some(at) = behind.filter(|at| !used[*at]) {
            used[at] = true;
            out.push(said(&t, found, &days[at]));
        }
    }
    out.sort_by_key(|said| said.range.start);
    out
}

fn said(t: &[Token<'_>], found: &DateFound, (span, stated): &(Range<usize>, Weekday)) -> WeekdaySaid {
    let (start, end) = (t[span.start].range.start, t[span.end - 1].range.end);
    WeekdaySaid {
        range: found.range.start.min(start)..found.range.end.max(end),
        date: found.from,
        explicit_year: found.explicit_year,
        stated: *stated,
        right: found.from.weekday(),
    }
}

/// Words and signs that may stand between a weekday and its date.
fn only_filler(t: &[Token<'_>], between: Range<usize>) -> bool {
    const WORDS: &[&str] = &["ngày", "sáng", "trưa", "chiều", "tối", "đêm", "lễ", "the", "on", "of", "vào", "là"];
    between.len() <= BETWEEN
        && t.get(between).is_some_and(|some| {
            some.iter().all(|token| token.is_any(WORDS) || matches!(&*token.text, "," | "(" | "-" | "–" | "["))
        })
}

fn weekdays(t: &[Token<'_>]) -> Vec<(Range<usize>, Weekday)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < t.len() {
        match weekday(t, at) {
            Some((day, length)) => {
                out.push((at..at + length, day));
                at += length;
            }
            None => at += 1,
        }
    }
    out
}

fn weekday(t: &[Token<'_>], at: usize) -> Option<(Weekday, usize)> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    const VIETNAMESE: [(&str, Weekday); 6] =
        [("hai", Monday), ("ba", Tuesday), ("tư", Wednesday), ("năm", Thursday), ("sáu", Friday), ("bảy", Saturday)];
    const NUMBERED: [Weekday; 6] = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday];
    const ENGLISH: [(&str, Weekday); 7] = [
        ("monday", Monday),
        ("tuesday", Tuesday),
        ("wednesday", Wednesday),
        ("thursday", Thursday),
        ("friday", Friday),
        ("saturday", Saturday),
        ("sunday", Sunday),
    ];
    /// Before `thứ hai` these make it "the second".
    const COUNTED: &[&str] =
        &["lần", "người", "ca", "đợt", "kỳ", "hạng", "đứng", "vị", "tập", "vòng", "bản", "cuốn", "năm"];
    let token = &t[at];
    if token.kind != Kind::Word {
        return None;
    }
    let next = t.get(at + 1);
    if token.is("chủ") && next.is_some_and(|next| next.is("nhật")) {
        return Some((Sunday, 2));
    }
    if token.text == "cn" {
        return Some((Sunday, 1));
    }
    let numbered = |next: &Token<'_>| {
        let number = next.small().filter(|_| next.text.len() == 1)?;
        NUMBERED.get(usize::try_from(number).ok()?.checked_sub(2)?).copied()
    };
    if token.is("thứ") && !at.checked_sub(1).is_some_and(|before| t[before].is_any(COUNTED)) {
        let next = next?;
        let named = VIETNAMESE.iter().find(|(word, _)| next.is(word)).map(|(_, day)| *day);
        return named.or_else(|| numbered(next)).map(|day| (day, 2));
    }
    if token.text == "t" {
        return next.filter(|next| !next.spaced).and_then(numbered).map(|day| (day, 2));
    }
    let text = &*token.text;
    let short = matches!(text, "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun");
    // `thu` is also autumn and `sun` the sun: short names are capitalised.
    let english = ENGLISH.iter().find(|(name, _)| *name == text || short && token.capital && name.starts_with(text))?;
    Some((english.1, 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// What is found in a text written on 1 June 2025, `bytes: stated / right`, a date without its year with `?`.
    #[track_caller]
    fn says(text: &str, expected: &[&str]) {
        let found: Vec<String> = find_weekdays(text, date(2025, 6, 1))
            .iter()
            .map(|said| {
                let mark = if said.explicit_year { "" } else { "?" };
                format!("{}: {:?} / {:?}{mark}", &text[said.range.clone()], said.stated, said.right)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_weekday_before_its_date_is_compared() {
        says("Họp thứ hai ngày 3/3/2025.", &["thứ hai ngày 3/3/2025: Monday / Monday"]);
        says("Chủ nhật (2-11-2025)", &["Chủ nhật (2-11-2025: Sunday / Sunday"]);
        says("Friday, 3 March 2025", &["Friday, 3 March 2025: Friday / Monday"]);
        says("On Monday, March 3, 2025", &["Monday, March 3, 2025: Monday / Monday"]);
        says("Thứ Ba, 21/6/2022", &["Thứ Ba, 21/6/2022: Tuesday / Tuesday"]);
        says("thu bay ngay 8/3/2025", &["thu bay ngay 8/3/2025: Saturday / Saturday"]);
        says("CN 26-6-2022 và T7 25/6/2022", &["CN 26-6-2022: Sunday / Sunday", "T7 25/6/2022: Saturday / Saturday"]);
        says("8h30 thứ 5 ngày 4 tháng 3 năm 2025", &["thứ 5 ngày 4 tháng 3 năm 2025: Thursday / Tuesday"]);
        says("sáng thứ tư, ngày 5.3.2025", &["sáng thứ tư, ngày 5.3.2025: Wednesday / Wednesday"]);
        says("Sat 1 March 2025", &["Sat 1 March 2025: Saturday / Saturday"]);
    }

    #[test]
    fn a_weekday_behind_its_date_is_compared_too() {
        says("ngày 3/3/2025 (thứ ba)", &["ngày 3/3/2025 (thứ ba: Tuesday / Monday"]);
        says("3 March 2025, a sunny day, Friday", &[]);
        says("2025-03-03 (Monday)", &["2025-03-03 (Monday: Monday / Monday"]);
    }

    #[test]
    fn each_weekday_belongs_to_one_date() {
        says(
            "từ thứ hai 3/3/2025, thứ tư 4/3/2025, thứ tư 5/3/2025",
            &[
                "thứ hai 3/3/2025: Monday / Monday",
                "thứ tư 4/3/2025: Wednesday / Tuesday",
                "thứ tư 5/3/2025: Wednesday / Wednesday",
            ],
        );
        says("3/3/2025, thứ ba ngày 4/3/2025", &["thứ ba ngày 4/3/2025: Tuesday / Tuesday"]);
    }

    #[test]
    fn a_date_without_its_year_is_marked() {
        says("thứ hai ngày 3/3", &["thứ hai ngày 3/3: Monday / Monday?"]);
    }

    #[test]
    fn counting_is_no_weekday_and_neither_is_autumn() {
        says("lần thứ hai, ngày 4/3/2025", &[]);
        says("mùa thu 4/3/2025", &[]);
        says("the sun, 4 March 2025", &[]);
        says("thứ hai tuần sau", &[]);
        says("thứ 9 ngày 4/3/2025", &[]);
        assert!(find_weekdays("thứ", date(2025, 6, 1)).is_empty());
    }

    #[test]
    fn every_day_of_a_year_fits_its_own_weekday_and_no_other() {
        const NAMES: [&str; 7] = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"];
        for day in date(2024, 1, 1).series(jiff::ToSpan::day(1)).take(366) {
            for (at, name) in NAMES.iter().enumerate() {
                let text = format!("{name} ngày {}/{}/{}", day.day(), day.month(), day.year());
                let found = find_weekdays(&text, day);
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!(
                    found[0].fits(),
                    usize::try_from(day.weekday().to_monday_zero_offset()).unwrap() == at,
                    "{text}"
                );
            }
        }
    }
}
