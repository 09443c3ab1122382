//! Numbers that begin with digits.

use super::{NumberKind, Read, words};
use crate::decimal::Decimal;
use crate::token::{Kind, Token};
use crate::units::{self, Unit};

pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<Read> {
    let token = &tokens[at];
    let Some((value, alt)) = parse(&token.text) else {
        return code(tokens, at);
    };
    if let Some(kind) = not_an_amount(tokens, at) {
        let next = at + 1 + usize::from(kind == NumberKind::Code && glued_word(tokens, at + 1));
        return Some(Read { value, alt: None, kind, next, unit: None });
    }
    let (multiplied, next, unit) = words::multiplied(tokens, at + 1, value)?;
    let alt = alt.and_then(|alt| words::multiplied(tokens, at + 1, alt)).map(|(alt, _, _)| alt);
    Some(Read { value: multiplied, alt, kind: NumberKind::Quantity, next, unit })
}

/// Digits that read as no number (`1.2.3.4`, forty digits): a code, by its first digits.
fn code(tokens: &[Token<'_>], at: usize) -> Option<Read> {
    let digits: String = tokens[at].text.bytes().filter(u8::is_ascii_digit).take(18).map(char::from).collect();
    let value = Decimal::parse(&digits)?;
    Some(Read { value, alt: None, kind: NumberKind::Code, next: at + 1, unit: None })
}

/// One literal: its value, and the other reading where there are two.
///
/// One separator before exactly three digits: a dot means thousands, a comma decimals. `None` if it is no number.
pub(super) fn parse(text: &str) -> Option<(Decimal, Option<Decimal>)> {
    let strip = |separator: char, point: Option<char>| {
        let plain: String =
            text.chars().filter(|&c| c != separator).map(|c| if Some(c) == point { '.' } else { c }).collect();
        Decimal::parse(&plain)
    };
    let dots = text.matches('.').count();
    let commas = text.matches(',').count();
    let grouped = |part: &str, separator: char| {
        let mut groups = part.split(separator);
        let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'));
        first && groups.all(|group| group.len() == 3)
    };
    match (dots, commas) {
        (0, 0) => Some((Decimal::parse(text)?, None)),
        (1, 0) | (0, 1) => {
            let separator = if dots == 1 { '.' } else { ',' };
            let decimal = strip('\'', Some(separator))?;
            if !grouped(text, separator) {
                return Some((decimal, None));
            }
            let whole = strip(separator, None)?;
            Some(if dots == 1 { (whole, Some(decimal)) } else { (decimal, Some(whole)) })
        }
        (_, 0) => grouped(text, '.').then(|| strip('.', None)).flatten().map(|value| (value, None)),
        (0, _) => grouped(text, ',').then(|| strip(',', None)).flatten().map(|value| (value, None)),
        (_, _) => {
            let point = if text.rfind('.') > text.rfind(',') { '.' } else { ',' };
            let thousands = if point == '.' { ',' } else { '.' };
            let (whole, _) = text.rsplit_once(point)?;
            let regular = text.matches(point).count() == 1 && grouped(whole, thousands);
            regular.then(|| strip(thousands, Some(point))).flatten().map(|value| (value, None))
        }
    }
}

/// Ordinals and codes, by what stands beside the digits.
fn not_an_amount(tokens: &[Token<'_>], at: usize) -> Option<NumberKind> {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let plain = token.text.bytes().all(|b| b.is_ascii_digit());
    let counted = units::unit_at(tokens, at + 1).is_some();
    if plain && !counted && (token.text.len() >= 9 || (token.text.len() >= 4 && token.text.starts_with('0'))) {
        return Some(NumberKind::Code);
    }
    if let Some(before) = before {
        // F0, H5N1, A320; covid-19, QĐ-12.
        if before.kind == Kind::Word && !token.spaced && units::currency_before(before).is_none() && before.text != "x"
        {
            return Some(NumberKind::Code);
        }
        let dash = before.is_sign('-') && !before.spaced && !token.spaced;
        if dash && at >= 2 && tokens[at - 2].kind == Kind::Word {
            return Some(NumberKind::Code);
        }
        const RANKED: &[&str] = &[
            "thứ", "đợt", "điều", "khoản", "quận", "khoá", "kỳ", "phase", "wave", "article", "no", "vòng", "tập",
            "chương", "hạng", "top",
        ];
        if plain
            && (before.is_any(RANKED)
                || (before.is("số") && token.text.len() <= 4 && token.spaced && numbered(tokens, at)))
        {
            return Some(NumberKind::Ordinal);
        }
    }
    if glued_word(tokens, at + 1) {
        let suffix = &*tokens[at + 1].text;
        if matches!(suffix, "st" | "nd" | "rd" | "th") && plain {
            return Some(NumberKind::Ordinal);
        }
        // 5G, 4K in front of nothing known; `50k`, `10kg`, `2tr5` are amounts.
        if !words::is_multiplier_suffix(suffix) && units::unit_at(tokens, at + 1).is_none() {
            return Some(NumberKind::Code);
        }
        if suffix == "g"
            && matches!(&*token.text, "2" | "3" | "4" | "5" | "6")
            && tokens.get(at + 2).is_none_or(|t| t.kind != Kind::Digits)
        {
            return Some(NumberKind::Code);
        }
    }
    // 12/2022/QĐ-UBND and the like.
    let slash_word = tokens.get(at + 1).is_some_and(|t| t.is_sign('/') && !t.spaced)
        && tokens.get(at + 2).is_some_and(|t| t.kind == Kind::Word && !t.spaced && t.capital && t.text.contains('đ'));
    slash_word.then_some(NumberKind::Code)
}

fn glued_word(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Word && !t.spaced)
}

/// `bão số 3` is a name's number; `số 500 người` would be none, so the word before `số` decides.
fn numbered(tokens: &[Token<'_>], at: usize) -> bool {
    let follows_unit = units::unit_at(tokens, at + 1).is_some_and(|(unit, _)| unit != Unit::Year);
    !follows_unit
}
