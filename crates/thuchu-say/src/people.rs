//! Numbers, sizes and dates the way readers of each language write them.
//!
//! Vietnamese: `1.234,5`, `21/6/2025`. English: `1,234.5`, `21 June 2025`.

use jiff::civil::{Date, DateTime};

use crate::Lang;

/// A whole number with its thousands apart: vi `1.234.567`, en `1,234,567`.
#[must_use]
pub fn count(count: u64, lang: Lang) -> String {
    group(&count.to_string(), lang)
}

/// A number with at most three decimals, trailing zeros dropped: vi `1.234,5`, en `1,234.5`.
/// What is not finite is written `–`.
#[must_use]
pub fn number(number: f64, lang: Lang) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.3}", number.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = decimals.trim_end_matches('0');
    let zero = whole == "0" && decimals.is_empty();
    let mut out = String::new();
    if number < 0.0 && !zero {
        out.push('-');
    }
    out.push_str(&group(whole, lang));
    if !decimals.is_empty() {
        out.push(if lang == Lang::Vi { ',' } else { '.' });
        out.push_str(decimals);
    }
    out
}

/// A share of 0 to 1 as per cent with at most one decimal: vi `98,5%`, en `98.5%`.
#[must_use]
pub fn percent(share: f64, lang: Lang) -> String {
    format!("{}%", number((share * 1000.0).round() / 10.0, lang))
}

/// A size in bytes, in steps of 1024: vi `4 MB`, `1,5 GB`.
#[must_use]
pub fn bytes(bytes: u64, lang: Lang) -> String {
    const UNITS: [&str; 5] = ["B", "KB", "MB", "GB", "TB"];
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{} {}", number((size * 10.0).round() / 10.0, lang), UNITS[unit])
}

/// A day: vi `21/6/2025`, en `21 June 2025`.
#[must_use]
pub fn day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{}/{}/{}", date.day(), date.month(), date.year()),
        Lang::En => {
            const MONTHS: [&str; 12] = [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ];
            let month = MONTHS.get(usize::from(date.month().unsigned_abs()).wrapping_sub(1)).unwrap_or(&"?");
            format!("{} {month} {}", date.day(), date.year())
        }
    }
}

/// A day and time to the minute: vi `14:05, 21/6/2025`, en `21 June 2025, 14:05`.
#[must_use]
pub fn moment(moment: DateTime, lang: Lang) -> String {
    let (date, time) = (day(moment.date(), lang), format!("{:02}:{:02}", moment.hour(), moment.minute()));
    match lang {
        Lang::Vi => format!("{time}, {date}"),
        Lang::En => format!("{date}, {time}"),
    }
}

/// Puts the language's mark between groups of three digits.
fn group(digits: &str, lang: Lang) -> String {
    let mark = if lang == Lang::Vi { '.' } else { ',' };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_written_as_readers_write_them() {
        for (value, vi, en) in [
            (1234.5, "1.234,5", "1,234.5"),
            (0.0, "0", "0"),
            (-0.0001, "0", "0"),
            (-1234.0, "-1.234", "-1,234"),
            (999.9996, "1.000", "1,000"),
            (f64::NAN, "–", "–"),
        ] {
            assert_eq!(number(value, Lang::Vi), vi);
            assert_eq!(number(value, Lang::En), en);
        }
        assert_eq!(count(1_234_567, Lang::Vi), "1.234.567");
        assert_eq!(count(12, Lang::En), "12");
        assert_eq!(percent(0.985, Lang::Vi), "98,5%");
        assert_eq!(percent(1.0, Lang::En), "100%");
        assert_eq!(bytes(4 * 1024 * 1024, Lang::Vi), "4 MB");
        assert_eq!(bytes(1536, Lang::Vi), "1,5 KB");
        assert_eq!(bytes(7, Lang::En), "7 B");
    }

    #[test]
    fn dates_are_written_as_readers_write_them() {
        assert_eq!(day(date(2025, 6, 21), Lang::Vi), "21/6/2025");
        assert_eq!(day(date(2025, 6, 21), Lang::En), "21 June 2025");
        assert_eq!(moment(date(2025, 6, 21).at(14, 5, 0, 0), Lang::Vi), "14:05, 21/6/2025");
        assert_eq!(moment(date(2025, 6, 21).at(14, 5, 0, 0), Lang::En), "21 June 2025, 14:05");
    }

    proptest! {
        #[test]
        fn any_number_is_written_without_panic(value: f64, whole: u64) {
            for lang in Lang::ALL {
                prop_assert!(!number(value, lang).is_empty());
                prop_assert!(!percent(value, lang).is_empty());
                let digits: String = count(whole, lang).chars().filter(char::is_ascii_digit).collect();
                prop_assert_eq!(digits, whole.to_string());
            }
        }
    }
}
