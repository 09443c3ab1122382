//! The small parsers of single fields: text, addresses, dates, languages. Each tolerates what is seen in the wild and
//! guesses nothing.

use jiff::civil::Date;
use jiff::fmt;
use thuchu_model::{Day, Lang, Timestamp};
use url::Url;

use crate::problem::{ProblemCode, RecordProblem};

/// Longest address kept, bytes.
const URL_BYTES: usize = 2_000;

/// Trimmed and without control characters other than line feed and tab; `None` when nothing is left.
pub(crate) fn text(raw: &str) -> Option<String> {
    let raw = raw.trim();
    if raw.is_empty() {
        return None;
    }
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    if raw.chars().all(|c| kept(&c)) {
        return Some(raw.to_owned());
    }
    let clean: String = raw.replace("\r\n", "\n").chars().filter(kept).collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| clean.to_owned())
}

/// The address of a published check: absolute, http or https, with a host, without a password.
pub(crate) fn page_url(raw: &str) -> Result<Url, RecordProblem> {
    let raw = raw.trim();
    if raw.len() > URL_BYTES {
        return Err(RecordProblem::new(ProblemCode::BadUrl, format!("the address is longer than {URL_BYTES} bytes")));
    }
    let url = match Url::parse(raw) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            return Err(RecordProblem::new(ProblemCode::RelativeUrl, "the address is relative"));
        }
        Err(error) => return Err(RecordProblem::new(ProblemCode::BadUrl, error.to_string())),
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Err(RecordProblem::new(ProblemCode::UrlScheme, format!("the address is {}:", url.scheme())));
    }
    if url.host_str().is_none_or(str::is_empty) || !url.username().is_empty() || url.password().is_some() {
        return Err(RecordProblem::new(ProblemCode::BadUrl, "the address has no host, or names a user"));
    }
    if url.as_str().len() > URL_BYTES {
        return Err(RecordProblem::new(ProblemCode::BadUrl, format!("the address is longer than {URL_BYTES} bytes")));
    }
    Ok(url)
}

/// The host of an address without `www.` and trailing dot, lower case: how Google's API names a publisher.
pub(crate) fn site_of(url: &Url) -> String {
    bare_site(url.host_str().unwrap_or_default())
}

/// `stated` when the page lies on that host or under it, else the page's own host: a record cannot put itself under
/// another publisher's name.
pub(crate) fn site_stated(url: &Url, stated: Option<&str>) -> String {
    let host = site_of(url);
    let stated = stated.map(bare_site).filter(|site| site.contains('.'));
    match stated {
        Some(site) if host == site || host.ends_with(&format!(".{site}")) => site,
        _ => host,
    }
}

fn bare_site(host: &str) -> String {
    let host = host.trim().trim_end_matches('.').to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

/// The day of a date in the forms seen in the wild, in the zone it was written in; day and month are read only where
/// they cannot be confused. Unreadable or outside 1900–2200: `None`.
pub(crate) fn date(raw: &str) -> Option<Day> {
    let raw = raw.trim();
    if raw.len() < 8 || raw.len() > 64 {
        return None;
    }
    let day = Day::parse(raw).or_else(|| in_words(raw)).or_else(|| day_month_year(raw))?;
    (1900..=2200).contains(&day.parts().0).then_some(day)
}

/// Seconds or milliseconds since 1970, as some feeds write dates. Smaller numbers are years or noise: `None`.
pub(crate) fn date_number(number: f64) -> Option<Day> {
    let seconds = match number {
        n if (1e8..1e10).contains(&n) => n,
        n if (1e11..1e13).contains(&n) => n / 1_000.0,
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "bounded to 1e10 by the ranges above")]
    Timestamp::from_seconds(seconds as i64).day()
}

fn in_words(raw: &str) -> Option<Day> {
    let day = |date: Date| Day::new(date.year(), date.month(), date.day());
    let written = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%Y%m%d"];
    let found = written.iter().find_map(|form| Date::strptime(form, raw).ok());
    found.or_else(|| fmt::rfc2822::parse(raw).ok().map(|zoned| zoned.date())).and_then(day)
}

/// `25/12/2024` and `12/25/2024`: read when one of the two is above 12 or both are the same.
fn day_month_year(raw: &str) -> Option<Day> {
    let mut parts = raw.split(['/', '-', '.']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (first, second, year) = (first.parse::<i8>().ok()?, second.parse::<i8>().ok()?, year.parse::<i16>().ok()?);
    let (day, month) = match (first, second) {
        (day, month) if day > 12 || day == month => (day, month),
        (month, day) if day > 12 => (day, month),
        _ => return None,
    };
    Day::new(year, month, day)
}

/// A language tag; words that are no tag (`Vietnamese`) are `None`.
pub(crate) fn lang(raw: &str) -> Option<Lang> {
    Lang::parse(raw).ok().filter(|lang| lang.primary().len() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn dated(raw: &str, expected: &str) {
        assert_eq!(date(raw).map(|found| found.to_string()).as_deref(), Some(expected), "{raw}");
    }

    #[test]
    fn dates_are_read_in_the_forms_seen_in_the_wild() {
        for raw in [
            "2024-03-25",
            "2024-03-25T00:00:00Z",
            "2024-03-25T07:00:00+07:00",
            "2024-03-25T00:00:00",
            "2024-03-25 00:00:00",
        ] {
            dated(raw, "2024-03-25");
        }
        for raw in [
            "March 25, 2024",
            "Mar 25, 2024",
            "25/03/2024",
            "3/25/2024",
            "2024/03/25",
            "Mon, 25 Mar 2024 00:00:00 +0000",
            "25.03.2024",
        ] {
            dated(raw, "2024-03-25");
        }
        dated("2024-03-25T01:00:00+0700", "2024-03-25");
    }

    #[test]
    fn a_date_that_could_be_two_days_is_none() {
        for raw in ["03/04/2024", "yesterday", "", "0001-01-01T00:00:00Z", "9999-12-31", "2024-13-45"] {
            assert_eq!(date(raw), None, "{raw}");
        }
        dated("04/04/2024", "2024-04-04");
    }

    #[test]
    fn a_stated_site_counts_only_for_pages_under_it() {
        let url = page_url("https://factcheck.afp.com/doc.1").unwrap();
        assert_eq!(site_stated(&url, Some("www.AFP.com")), "afp.com");
        assert_eq!(site_stated(&url, Some("vafc.gov.vn")), "factcheck.afp.com");
        assert_eq!(site_stated(&url, Some("com")), "factcheck.afp.com");
        assert_eq!(site_stated(&url, Some("p.com")), "factcheck.afp.com");
    }

    #[test]
    fn addresses_that_nobody_could_open_are_problems() {
        let code = |raw: &str| page_url(raw).map(|_| ()).map_err(|problem| problem.code);
        assert_eq!(code("/tin/1"), Err(ProblemCode::RelativeUrl));
        assert_eq!(code("javascript:alert(1)"), Err(ProblemCode::UrlScheme));
        assert_eq!(code("https://a:b@x.vn/"), Err(ProblemCode::BadUrl));
        assert_eq!(code("http://"), Err(ProblemCode::BadUrl));
        assert_eq!(code(" https://tingia.gov.vn/tin "), Ok(()));
    }

    #[test]
    fn languages_are_read_or_left_out() {
        assert_eq!(lang("vi_VN").unwrap().as_str(), "vi-vn");
        assert_eq!(lang("Vietnamese"), None);
        assert_eq!(text(" a\u{0}b\r\n\u{7}c "), Some("ab\nc".into()));
    }
}
