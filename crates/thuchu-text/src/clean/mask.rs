//! Which parts of a text reach or name a person.

use std::ops::Range;

use super::dated;

pub(super) const PHONE: &str = "[phone]";
pub(super) const EMAIL: &str = "[email]";
pub(super) const NUMBER: &str = "[number]";
pub(super) const PERSON: &str = "[person]";

/// The marks of a text outside its links, in order.
pub(super) fn marks(text: &str, links: &[Range<usize>]) -> Vec<(Range<usize>, &'static str)> {
    let mut out = Vec::new();
    let free = |range: &Range<usize>, out: &[(Range<usize>, &'static str)]| {
        !links.iter().chain(out.iter().map(|(r, _)| r)).any(|r| r.start < range.end && range.start < r.end)
    };
    for (at, _) in text.match_indices(['@', '＠']) {
        if let Some((range, mask)) = at_sign(text, at)
            && free(&range, &out)
        {
            out.push((range, mask));
        }
    }
    let dates = dated(text);
    for run in digit_runs(text) {
        let in_date = dates.iter().any(|date| date.start <= run.start && run.end <= date.end);
        if !in_date
            && free(&run, &out)
            && !in_stand_in(text, run.start)
            && let Some(mask) = number(text, &run)
        {
            out.push((run, mask));
        }
    }
    out
}

/// Whether the path of a link holds a phone number.
pub(super) fn reveals(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    ["phone=", "tel=", "email=", "mailto:", "sdt="].iter().any(|name| lower.contains(name))
        || lower.contains('@') && lower.contains("%40")
}

/// An e-mail address, or a handle.
fn at_sign(text: &str, at: usize) -> Option<(Range<usize>, &'static str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let sign = text[at..].chars().next().map_or(1, char::len_utf8);
    let behind = &text[at + sign..];
    let mut end = at + sign + behind.find(|c| !is_part(c)).unwrap_or(behind.len());
    while text[..end].ends_with(['.', '-']) {
        end -= 1;
    }
    if end <= at + sign {
        return None;
    }
    let start = text[..at].char_indices().rev().take_while(|&(_, c)| is_part(c)).last().map_or(at, |(start, _)| start);
    if start < at {
        return Some((start..end, EMAIL));
    }
    // A handle may go on in capitals as a name does; one word is what names the account.
    text[at + sign..end].starts_with(|c: char| c.is_alphanumeric() || c == '_').then_some((at..end, PERSON))
}

/// Digits with the single signs by which people group them: spaces, dots, hyphens, brackets, and a leading plus.
fn digit_runs(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let plus = c == '+' && chars.peek().is_some_and(|&(_, next)| digit(next));
        let bracket = c == '(' && chars.peek().is_some_and(|&(_, next)| next == '0' || next == '+');
        if !digit(c) && !plus && !bracket {
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut gap = 0;
        while let Some(&(at, c)) = chars.peek() {
            if digit(c) {
                end = at + c.len_utf8();
                gap = 0;
            } else if matches!(c, ' ' | '.' | '-' | '(' | ')' | '·' | '–') && gap < 2 {
                gap += 1;
            } else {
                break;
            }
            chars.next();
        }
        out.push(start..end);
    }
    out
}

fn in_stand_in(text: &str, at: usize) -> bool {
    text[..at].rfind("[link:").is_some_and(|open| {
        let inside = &text[open + 6..];
        inside.len() > 32
            && inside.is_char_boundary(32)
            && inside[32..].starts_with(']')
            && at < open + 38
            && inside[..32].bytes().all(|b| b.is_ascii_hexdigit())
    })
}

/// What a run of digits is: a phone number, a number of a person or account, or `None` for amounts and short numbers.
fn number(text: &str, run: &Range<usize>) -> Option<&'static str> {
    let shown = &text[run.clone()];
    let digits: String = shown
        .chars()
        .filter_map(|c| {
            if ('０'..='９').contains(&c) {
                char::from_digit(c as u32 - '０' as u32, 10)
            } else {
                c.to_digit(10).and_then(|d| char::from_digit(d, 10))
            }
        })
        .collect();
    let before = text[..run.start].chars().next_back();
    let behind = &text[run.end..];
    let groups: Vec<&str> = shown.split(|c: char| !c.is_numeric()).filter(|group| !group.is_empty()).collect();
    // `1.500.000`: dots before every three digits, and no leading zero, is an amount; so is anything with a comma or a unit.
    let amount = groups.len() > 1
        && !digits.starts_with('0')
        && groups[0].len() <= 3
        && groups[1..].iter().all(|group| group.len() == 3)
        && !shown.contains(['-', '(', '+']);
    let counted = behind.starts_with('%')
        || crate::numbers::find_numbers(&text[run.start..text.len().min(ceil(text, run.end + 24))])
            .first()
            .is_some_and(|n| n.unit.is_some_and(|unit| unit.is_currency()) && n.range.start == 0);
    let phone = (digits.len() == 10 && matches!(digits.as_bytes(), [b'0', b'2'..=b'9', ..]))
        || (digits.len() == 11 && digits.starts_with("02"))
        || (digits.len() == 11 && digits.starts_with("01") && digits.as_bytes()[2] != b'0')
        || ((11..=12).contains(&digits.len()) && digits.starts_with("84") && !amount)
        || (shown.starts_with(['+', '(']) && (8..=15).contains(&digits.len()))
        || (digits.starts_with("0084") && digits.len() >= 12);
    if digits.starts_with("1800") && digits.len() <= 8 || digits.starts_with("1900") && digits.len() <= 8 {
        return None;
    }
    if phone && !counted {
        return Some(PHONE);
    }
    if amount || counted || digits.len() < 8 || before.is_some_and(|c| c == ',') && digits.len() < 9 {
        return None;
    }
    // Eight digits may be a date without signs or a plain amount; from nine on, nobody writes an amount ungrouped
    // except with its unit, while identity (9, 12), account (9–19) and card numbers (16) look just so.
    let longest = groups.iter().map(|group| group.len()).max().unwrap_or(0);
    let grouped_number = digits.len() >= 9 && groups.len() <= 7 && longest >= 3;
    (digits.len() >= 9 && (longest >= 8 || grouped_number)).then_some(NUMBER)
}

fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
