//! The shapes in which dates are written.

use std::ops::Range;

use super::{Relative, Shape};
use crate::token::{Kind, Token};

type Span = Range<usize>;

pub(super) fn scan(tokens: &[Token<'_>]) -> Vec<(Span, Shape)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = lunar(tokens, at) {
            at = end;
        } else if let Some((end, shape)) = any(tokens, at) {
            out.push((at..end, shape));
            at = end;
        } else {
            at += 1;
        }
    }
    out
}

fn any(t: &[Token<'_>], at: usize) -> Option<(usize, Shape)> {
    timed(t, at)
        .or_else(|| span_of_days(t, at))
        .or_else(|| day(t, at))
        .or_else(|| month_or_quarter(t, at))
        .or_else(|| english(t, at))
        .or_else(|| relative(t, at))
}

/// `rằm tháng 7`, `mùng 1 Tết`, `30 Tết`: kept as text.
fn lunar(t: &[Token<'_>], at: usize) -> Option<usize> {
    let start = at;
    let mut at = at;
    if t[at].is("rằm") {
        at += 1;
    } else if t[at].is_any(&["mùng", "mồng"]) && number(t, at + 1, 30).is_some() {
        at += 2;
    } else if t[at].small().is_some() && t.get(at + 1).is_some_and(|n| n.is("tết")) {
        return Some(at + 2);
    } else {
        return None;
    }
    if word(t, at, "tháng") && number(t, at + 1, 12).is_some() {
        at += 2;
    }
    (at > start).then_some(at)
}

fn word(t: &[Token<'_>], at: usize, word: &str) -> bool {
    t.get(at).is_some_and(|token| token.is(word))
}

fn words(t: &[Token<'_>], at: usize, words: &[&str]) -> bool {
    t.get(at).is_some_and(|token| token.is_any(words))
}

fn number(t: &[Token<'_>], at: usize, max: u32) -> Option<u32> {
    let token = t.get(at)?;
    token.small().filter(|&n| token.text.len() <= 2 && (1..=max).contains(&n))
}

fn full_year(t: &[Token<'_>], at: usize) -> Option<i16> {
    let token = t.get(at)?;
    let year = token.small().filter(|year| token.text.len() == 4 && (1000..=2999).contains(year))?;
    i16::try_from(year).ok()
}

fn sign(t: &[Token<'_>], at: usize) -> Option<char> {
    let token = t.get(at).filter(|token| token.kind == Kind::Sign)?;
    token.text.chars().next().filter(|c| matches!(c, '/' | '-'))
}

/// `21/6/2022`, `21-6-2022`, `21.6.2022`, `2022-06-21`, `21/6`; the bool says whether the sign is a slash.
fn numeric(t: &[Token<'_>], at: usize) -> Option<(usize, Shape, bool)> {
    let one =
        |first: u32, month: u32, year| Shape::Days { first: (first, month), last: (first, month), year, minute: None };
    let first = t.get(at).filter(|token| token.kind == Kind::Digits)?;
    if first.text.contains('.') {
        let mut parts = first.text.split('.').map(|part| part.parse::<u32>().ok().filter(|_| part.len() <= 4));
        if let (Some(Some(day)), Some(Some(month)), Some(Some(year)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
            && day <= 31
            && month <= 12
            && (1900..=2999).contains(&year)
        {
            return Some((at + 1, one(day, month, Some(year as i16)), true));
        }
        return None;
    }
    let separator = sign(t, at + 1)?;
    if let (Some(year), '-', Some(month), Some('-'), Some(day)) =
        (full_year(t, at), separator, number(t, at + 2, 12), sign(t, at + 3), number(t, at + 4, 31))
    {
        return Some((at + 5, one(day, month, Some(year)), false));
    }
    let (day, month) = (number(t, at, 31)?, number(t, at + 2, 31)?);
    if sign(t, at + 3) == Some(separator) {
        let year = full_year(t, at + 4).or_else(|| {
            let token = t.get(at + 4).filter(|token| token.text.len() == 2)?;
            Some(2000 + i16::try_from(token.small()?).ok()?)
        })?;
        return Some((at + 5, one(day, month, Some(year)), separator == '/'));
    }
    (month <= 12).then(|| (at + 3, one(day, month, None), separator == '/'))
}

/// A year behind a day or month: `năm 2022`, `/2022`.
fn year_behind(t: &[Token<'_>], at: usize) -> Option<(usize, i16)> {
    if word(t, at, "năm") || sign(t, at).is_some() {
        return Some((at + 2, full_year(t, at + 1)?));
    }
    None
}

/// Weekdays, parts of the day and `ngày` before a date; `None` when there are none.
fn lead(t: &[Token<'_>], at: usize) -> Option<usize> {
    let mut end = at;
    loop {
        if words(t, end, &["ngày", "sáng", "trưa", "chiều", "tối", "đêm", "cn", "lễ"]) {
            end += 1;
        } else if word(t, end, "thứ") && words(t, end + 1, &["hai", "ba", "tư", "năm", "sáu", "bảy"])
            || word(t, end, "chủ") && word(t, end + 1, "nhật")
            || word(t, end, "t") && t.get(end + 1).is_some_and(|n| !n.spaced && n.small().is_some())
        {
            end += 2;
        } else if end > at && t.get(end).is_some_and(|n| n.text == "," || n.text == "(") {
            end += 1;
        } else {
            return (end > at).then_some(end);
        }
    }
}

/// `ngày 21 tháng 6 năm 2022`, `thứ Ba, 21/6/2022`, `CN 26-6`, `31/12`.
fn day(t: &[Token<'_>], at: usize) -> Option<(usize, Shape)> {
    let led = lead(t, at);
    let start = led.unwrap_or(at);
    if let Some((end, mut shape, slash)) = numeric(t, start) {
        let Shape::Days { first, year, .. } = &mut shape else { return None };
        if year.is_none() && led.is_none() && (!slash || fraction(t, start, *first, end)) {
            return None;
        }
        let mut end = end;
        if let (None, Some((behind, written))) = (*year, year_behind(t, end)) {
            *year = Some(written);
            end = behind;
        }
        return Some((end, shape));
    }
    let day = number(t, start, 31)?;
    if !word(t, start + 1, "tháng") {
        return None;
    }
    let month = number(t, start + 2, 12)?;
    let (end, year) = year_behind(t, start + 3).map_or((start + 3, None), |(end, year)| (end, Some(year)));
    Some((end, Shape::Days { first: (day, month), last: (day, month), year, minute: None }))
}

/// `2/3 dân số`, `24/7`, `tỷ lệ 1/3`: no date.
fn fraction(t: &[Token<'_>], at: usize, (first, second): (u32, u32), end: usize) -> bool {
    (first, second) == (24, 7)
        || sign(t, end).is_some()
        || at > 0 && (sign(t, at - 1).is_some() || words(t, at - 1, &["lệ", "hơn", "gần", "khoảng", "số"]))
        || first < second
            && second <= 10
            && words(
                t,
                end,
                &["số", "dân", "người", "phần", "tổng", "diện", "lượng", "cốc", "nhân", "lần", "thế", "quãng", "of"],
            )
}

/// `từ ngày 20 đến 22-6`, `từ 28 đến 30/6/2022`, `28-30/6`.
fn span_of_days(t: &[Token<'_>], at: usize) -> Option<(usize, Shape)> {
    let from = word(t, at, "từ") || word(t, at, "from");
    let start = if from { at + 1 } else { at };
    let start = lead(t, start).unwrap_or(start);
    let (middle, first) = match numeric(t, start) {
        Some((end, Shape::Days { first, year: None, .. }, _)) if from => (end, first),
        _ => (start + 1, (number(t, start, 31)?, 0)),
    };
    let joined =
        if from { words(t, middle, &["đến", "tới", "to"]) } else { sign(t, middle) == Some('-') && first.1 == 0 };
    if !joined {
        return None;
    }
    let (end, shape) = if from {
        day(t, middle + 1).or_else(|| numeric(t, middle + 1).map(|(end, shape, _)| (end, shape)))?
    } else {
        let (end, shape, slash) = numeric(t, middle + 1)?;
        if !slash {
            return None;
        }
        (end, shape)
    };
    let Shape::Days { last, year, .. } = shape else { return None };
    let first = if first.1 == 0 { (first.0, last.1) } else { first };
    Some((end, Shape::Days { first, last, year, minute: None }))
}

/// `8h30 ngày 21/6/2022`, `20 giờ ngày …`, `7h tối ngày …`.
fn timed(t: &[Token<'_>], at: usize) -> Option<(usize, Shape)> {
    let hour = t.get(at)?.small().filter(|&hour| hour <= 24 && t[at].text.len() <= 2)?;
    if !words(t, at + 1, &["h", "giờ", "g"]) {
        return None;
    }
    let mut end = at + 2;
    let mut minute = 0;
    if let Some(value) = t.get(end).filter(|n| n.text.len() == 2).and_then(Token::small).filter(|&value| value < 60) {
        minute = value;
        end += 1 + usize::from(words(t, end + 1, &["phút", "p"]));
    }
    let late = words(t, end, &["tối", "chiều", "đêm"]) && hour < 12 && hour > 0;
    let (end, mut shape) = day(t, end)?;
    if let Shape::Days { minute: slot, .. } = &mut shape {
        *slot = Some((hour + if late { 12 } else { 0 }) * 60 + minute);
    }
    Some((end, shape))
}

/// `tháng 6/2022`, `quý II/2022`, `năm 2022`.
fn month_or_quarter(t: &[Token<'_>], at: usize) -> Option<(usize, Shape)> {
    let with_year = |end: usize| year_behind(t, end).map_or((end, None), |(end, year)| (end, Some(year)));
    if word(t, at, "tháng") {
        let month = number(t, at + 1, 12)?;
        let (end, year) = with_year(at + 2);
        return Some((end, Shape::Months { first: month, last: month, year }));
    }
    if words(t, at, &["quý", "quí"]) {
        let token = t.get(at + 1)?;
        let quarter = match &*token.text {
            "i" | "1" => 1,
            "ii" | "2" => 2,
            "iii" | "3" => 3,
            "iv" | "4" => 4,
            _ => return None,
        };
        let (end, year) = with_year(at + 2);
        return Some((end, Shape::Months { first: quarter * 3 - 2, last: quarter * 3, year }));
    }
    if word(t, at, "năm") {
        return Some((at + 2, Shape::Year(full_year(t, at + 1)?)));
    }
    if words(t, at, &["in", "since", "by", "until", "during"]) {
        return Some((at + 2, Shape::Year(full_year(t, at + 1).filter(|year| *year >= 1900)?)));
    }
    None
}

/// `July 1`, `July 1st, 2025`, `1 July 2025`, `July 2025`.
fn english(t: &[Token<'_>], at: usize) -> Option<(usize, Shape)> {
    let shape = |day, month, year| Shape::Days { first: (day, month), last: (day, month), year, minute: None };
    let ordinal = |end: usize| end + usize::from(words(t, end, &["st", "nd", "rd", "th"]));
    let year_at = |end: usize| {
        let comma = usize::from(t.get(end).is_some_and(|n| n.text == ","));
        full_year(t, end + comma).map_or((end, None), |year| (end + comma + 1, Some(year)))
    };
    if let Some(month) = t.get(at).and_then(month_name) {
        if let Some(year) = full_year(t, at + 1) {
            return Some((at + 2, Shape::Months { first: month, last: month, year: Some(year) }));
        }
        let day = number(t, at + 1, 31)?;
        let (end, year) = year_at(ordinal(at + 2));
        // `may` is also a verb, and Vietnamese without marks.
        return (month != 5 || t[at].capital || year.is_some()).then(|| (end, shape(day, month, year)));
    }
    let day = number(t, at, 31)?;
    let behind = ordinal(at + 1);
    let behind = behind + usize::from(word(t, behind, "of"));
    let month = t.get(behind).and_then(month_name)?;
    let (end, year) = year_at(behind + 1);
    (month != 5 || t[behind].capital || year.is_some()).then(|| (end, shape(day, month, year)))
}

fn month_name(token: &Token<'_>) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = &*token.text;
    let at = NAMES.iter().position(|name| {
        *name == text || (text.len() >= 3 && text == &name[..3]) || (text == "sept" && name.starts_with("sept"))
    })?;
    Some(at as u32 + 1)
}

fn relative(t: &[Token<'_>], at: usize) -> Option<(usize, Shape)> {
    use Relative::{Day, Month, Week, Year};
    let first = &t[at];
    let (length, kind) = if let Some(next) = t.get(at + 1) {
        let pair = |a: &[&str], b: &[&str]| first.is_any(a) && next.is_any(b);
        if pair(&["hôm", "sáng", "trưa", "chiều", "tối", "đêm", "ngày"], &["nay"]) {
            (2, Day(0))
        } else if pair(&["hôm", "ngày", "tối", "đêm", "chiều", "sáng"], &["qua"]) && next.text != "quá" {
            (2, Day(-1))
        } else if pair(&["hôm"], &["kia"]) {
            (2, Day(-2))
        } else if pair(&["ngày", "sáng", "trưa", "chiều", "tối", "đêm"], &["mai"]) {
            (2, Day(1))
        } else if pair(&["ngày"], &["kia", "mốt"]) {
            (2, Day(2))
        } else if pair(&["tuần"], &["này", "nay"]) || pair(&["this"], &["week"]) {
            (2, Week(0))
        } else if pair(&["tuần"], &["tới", "sau"]) || pair(&["next"], &["week"]) {
            (2, Week(1))
        } else if pair(&["tuần"], &["trước", "qua"]) || pair(&["last"], &["week"]) {
            (2, Week(-1))
        } else if pair(&["tháng"], &["này"]) || pair(&["this"], &["month"]) {
            (2, Month(0))
        } else if pair(&["tháng"], &["tới", "sau"]) || pair(&["next"], &["month"]) {
            (2, Month(1))
        } else if pair(&["tháng"], &["trước"]) || pair(&["last"], &["month"]) {
            (2, Month(-1))
        } else if pair(&["năm"], &["nay"]) || pair(&["this"], &["year"]) {
            (2, Year(0))
        } else if pair(&["năm"], &["ngoái"]) || pair(&["last"], &["year"]) {
            (2, Year(-1))
        } else if pair(&["năm"], &["tới", "sau"]) || pair(&["next"], &["year"]) {
            (2, Year(1))
        } else {
            single(first)?
        }
    } else {
        single(first)?
    };
    Some((at + length, Shape::Relative(kind)))
}

fn single(token: &Token<'_>) -> Option<(usize, Relative)> {
    match &*token.text {
        "today" | "tonight" => Some((1, Relative::Day(0))),
        "tomorrow" => Some((1, Relative::Day(1))),
        "yesterday" => Some((1, Relative::Day(-1))),
        _ => None,
    }
}
