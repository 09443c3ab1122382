//! The words in which lunar days are written.

use std::ops::Range;

use super::super::lunar::YearName;
use super::year_name;
use crate::token::{Kind, Token};

/// A lunar day as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    /// `None` is the last one of its month.
    pub(super) day: Option<u8>,
    pub(super) month: u8,
    pub(super) leap: bool,
    /// Named after the Tết that it leads to: its year is the one before.
    pub(super) eve: bool,
    pub(super) year: Option<Year>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Digits(i16),
    /// By its name, and the digits beside it, which tell the round of sixty.
    Named(YearName, Option<i16>),
}

/// Days with a name of their own: the words, day and month.
const NAMED: &[(&[&str], Option<u8>, u8)] = &[
    (&["tết", "nguyên", "đán"], Some(1), 1),
    (&["tết", "âm", "lịch"], Some(1), 1),
    (&["tết", "nguyên", "tiêu"], Some(15), 1),
    (&["tết", "hàn", "thực"], Some(3), 3),
    (&["giỗ", "tổ", "hùng", "vương"], Some(10), 3),
    (&["giỗ", "tổ"], Some(10), 3),
    (&["tết", "đoan", "ngọ"], Some(5), 5),
    (&["lễ", "vu", "lan"], Some(15), 7),
    (&["tết", "trung", "thu"], Some(15), 8),
    (&["trung", "thu"], Some(15), 8),
    (&["ông", "công", "ông", "táo"], Some(23), 12),
    (&["đêm", "giao", "thừa"], None, 12),
    (&["giao", "thừa"], None, 12),
];

pub(super) fn scan(t: &[Token<'_>]) -> Vec<(Range<usize>, Shape)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < t.len() {
        match read(t, at) {
            Some((end, shape)) if end > at => {
                out.push((at..end, shape));
                at = end;
            }
            _ => at += 1,
        }
    }
    out
}

fn read(t: &[Token<'_>], at: usize) -> Option<(usize, Shape)> {
    let start = at + usize::from(is(t, at, "ngày"));
    let plain = |day, month, leap| Shape { day: Some(day), month, leap, eve: false, year: None };
    if is(t, start, "rằm") {
        let (end, month, leap) = month(t, start + 1)?;
        return Some(with_year(t, end, plain(15, month, leap), true));
    }
    if is(t, start, "mùng") || is(t, start, "mồng") {
        let (day, end) = numeral(t, start + 1).filter(|(day, _)| *day <= 10)?;
        if is(t, end, "tết") {
            return Some(with_year(t, behind_tet(t, end), plain(day, 1, false), true));
        }
        let (end, month, leap) = month(t, end)?;
        return Some(with_year(t, end, plain(day, month, leap), true));
    }
    if let Some((words, day, month)) = NAMED.iter().find(|(words, ..)| all(t, start, words)) {
        let eve = *month == 12;
        let shape = Shape { day: *day, month: *month, leap: false, eve, year: None };
        return Some(with_year(t, start + words.len(), shape, true));
    }
    if is(t, start, "tết") {
        // The word alone is a season; with a year behind it the first day is meant.
        let (end, shape) = with_year(t, start + 1, plain(1, 1, false), true);
        return shape.year.is_some().then_some((end, shape));
    }
    let (day, end) = numeral(t, start).filter(|(day, _)| *day <= 30)?;
    if is(t, end, "tết") && !(11..20).contains(&day) {
        let eve = day >= 20;
        let shape = Shape { eve, ..plain(day, if eve { 12 } else { 1 }, false) };
        return Some(with_year(t, behind_tet(t, end), shape, true));
    }
    if let Some((end, month, leap)) = month(t, end) {
        // `23 tháng chạp` is lunar by its word, `15 tháng 7` only where the text says so.
        let sure = leap || is(t, end - 1, "chạp") || is(t, end - 1, "giêng");
        let (behind, shape) = with_year(t, end, plain(day, month, leap), sure);
        return (sure || says_lunar(t, end).is_some() || says_lunar_before(t, behind)).then_some((behind, shape));
    }
    // `15/7 âm lịch`, `15/7/2025 (âm lịch)`.
    let sign = t.get(end).filter(|sign| sign.is_sign('/') || sign.is_sign('-'))?;
    let month =
        t.get(end + 1)?.small().and_then(|month| u8::try_from(month).ok()).filter(|month| (1..=12).contains(month))?;
    let shape = plain(day, month, false);
    if t.get(end + 2).is_some_and(|next| next.text == sign.text)
        && let Some(year) = digits(t, end + 3)
    {
        return says_lunar(t, end + 4).map(|behind| (behind, Shape { year: Some(Year::Digits(year)), ..shape }));
    }
    says_lunar(t, end + 2).map(|behind| with_year(t, behind, shape, true))
}

/// `Tết`, `Tết Nguyên đán`, `Tết âm lịch`.
fn behind_tet(t: &[Token<'_>], tet: usize) -> usize {
    if all(t, tet + 1, &["nguyên", "đán"]) || all(t, tet + 1, &["âm", "lịch"]) { tet + 3 } else { tet + 1 }
}

/// `tháng bảy`, `tháng 7`, `tháng giêng`, `tháng chạp`, `tháng 6 nhuận`: the end, the number, whether it is a leap month.
fn month(t: &[Token<'_>], at: usize) -> Option<(usize, u8, bool)> {
    if !is(t, at, "tháng") {
        return None;
    }
    let (number, end) = if is(t, at + 1, "giêng") {
        (1, at + 2)
    } else if is(t, at + 1, "chạp") {
        (12, at + 2)
    } else if is(t, at + 1, "một") {
        // `tháng một` is the eleventh to some and the first to others.
        return None;
    } else {
        numeral(t, at + 1).filter(|(number, _)| *number <= 12)?
    };
    let leap = is(t, end, "nhuận");
    Some((end + usize::from(leap), number, leap))
}

/// The shape with the year behind it, if there is one. Bare digits count only behind words that are lunar for `sure`.
fn with_year(t: &[Token<'_>], at: usize, shape: Shape, sure: bool) -> (usize, Shape) {
    let at = says_lunar(t, at).unwrap_or(at);
    let mut next = at + usize::from(t.get(at).is_some_and(|comma| comma.text == ","));
    let said = is(t, next, "năm") || t.get(at).is_some_and(|sign| sign.is_sign('/') || sign.is_sign('-'));
    next = if said { at.max(next) + 1 } else { next };
    let name = t.get(next).zip(t.get(next + 1)).and_then(|(stem, branch)| year_name(stem, branch));
    let (end, year) = if let Some(name) = name {
        let (open, end) = (next + 2 + usize::from(t.get(next + 2).is_some_and(|open| open.is_sign('('))), next + 2);
        match digits(t, open) {
            Some(year) => (open + 1 + (open - end), Year::Named(name, Some(year))),
            None => (end, Year::Named(name, None)),
        }
    } else if let Some(year) = digits(t, next).filter(|_| said || sure && next == at) {
        (next + 1, Year::Digits(year))
    } else {
        return (at, shape);
    };
    let end = says_lunar(t, end.min(t.len())).unwrap_or(end.min(t.len()));
    (end, Shape { year: Some(year), ..shape })
}

/// `âm lịch`, `(âm lịch)`, `âm`, `AL`: where it ends.
fn says_lunar(t: &[Token<'_>], at: usize) -> Option<usize> {
    let open = usize::from(t.get(at).is_some_and(|open| open.is_sign('(')));
    let word = at + open;
    let end = if all(t, word, &["âm", "lịch"]) {
        word + 2
    } else if t.get(word).is_some_and(|token| matches!(&*token.text, "âm" | "al")) {
        word + 1
    } else {
        return None;
    };
    Some(end + usize::from(open == 1 && t.get(end).is_some_and(|close| close.is_sign(')'))))
}

fn says_lunar_before(t: &[Token<'_>], end: usize) -> bool {
    (end.saturating_sub(4)..end).any(|at| says_lunar(t, at) == Some(end))
}

/// Digits or words from 1 to 31, and where they end.
fn numeral(t: &[Token<'_>], at: usize) -> Option<(u8, usize)> {
    const ONES: [&str; 9] = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    let token = t.get(at)?;
    if token.kind == Kind::Digits {
        let number = token.small().filter(|number| token.text.len() <= 2 && (1..=31).contains(number))?;
        return Some((u8::try_from(number).ok()?, at + 1));
    }
    let one = |at: usize| -> Option<u8> {
        let token = t.get(at)?;
        if token.is("tư") {
            return Some(4);
        }
        ONES.iter().position(|word| token.is(word)).and_then(|place| u8::try_from(place + 1).ok())
    };
    let behind_ten = |at: usize| -> Option<u8> {
        match t.get(at)? {
            token if token.is("mốt") => Some(1),
            token if token.is("lăm") => Some(5),
            // `hai mươi năm 2026`: a year begins.
            token if token.is("năm") => None,
            _ => one(at),
        }
    };
    let ten = |tens: u8, at: usize| behind_ten(at).map_or((tens * 10, at), |one| (tens * 10 + one, at + 1));
    if is(t, at, "mười") {
        return Some(ten(1, at + 1));
    }
    let first = one(at)?;
    if is(t, at + 1, "mươi") {
        return Some(ten(first, at + 2)).filter(|(number, _)| *number <= 31);
    }
    Some((first, at + 1))
}

fn digits(t: &[Token<'_>], at: usize) -> Option<i16> {
    let token = t.get(at).filter(|token| token.text.len() == 4)?;
    i16::try_from(token.small()?).ok().filter(|year| (1900..=2100).contains(year))
}

fn is(t: &[Token<'_>], at: usize, word: &str) -> bool {
    t.get(at).is_some_and(|token| token.is(word))
}

fn all(t: &[Token<'_>], at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(offset, word)| is(t, at + offset, word))
}
