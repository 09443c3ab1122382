//! A text as words and signs, each in the form in which it is compared.

use thuchu_text::tone;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// The form of all quotation marks.
pub(super) const QUOTE: &str = "\"";
/// The form of ellipses.
pub(super) const DOTS: &str = "…";
const DASH: &str = "-";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// Digits with what stands between them: `1.000,5`, `22/11/2026`, `10 000`.
    Number,
    Sign,
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    /// What is compared.
    pub(super) key: String,
    pub(super) kind: Kind,
    /// Bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The same in characters.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Is there white space, or nothing at all, before it?
    pub(super) spaced: bool,
    /// Is it a hyphen, which joins words where it touches both?
    pub(super) joint: bool,
}

/// A character that shows, where it stands, and whether white space stands before it.
#[derive(Clone, Copy)]
struct Seen {
    c: char,
    start: usize,
    first: u32,
    /// White space characters right before it.
    spaces: u32,
}

/// Takes a text apart.
pub(super) fn of(text: &str) -> Vec<Token> {
    let seen = seen(text);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(here) = seen.get(at) {
        let (end, kind, sign) = if is_word(here.c) {
            let end = word_end(&seen, at);
            let digits = |seen: Option<&Seen>| seen.is_some_and(|seen| seen.c.is_ascii_digit());
            let number = digits(Some(here)) && digits(seen.get(end - 1));
            (end, if number { Kind::Number } else { Kind::Word }, None)
        } else {
            let (end, sign) = sign(&seen, at);
            (end, Kind::Sign, sign)
        };
        let key = match (kind, sign) {
            (Kind::Sign, Some(sign)) => sign.to_owned(),
            (Kind::Sign, None) => here.c.to_string(),
            _ => word_key(&seen[at..end]),
        };
        let last = seen[end - 1];
        tokens.push(Token {
            kind,
            start: here.start,
            end: last.start + last_length(text, last.start),
            first: here.first,
            last: last.first + 1,
            spaced: here.spaces > 0 || at == 0,
            joint: key == DASH && matches!(here.c, '-' | '\u{2010}' | '\u{2011}'),
            key,
        });
        at = end;
    }
    tokens
}

fn last_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn seen(text: &str) -> Vec<Seen> {
    let mut seen = Vec::with_capacity(text.len() / 2);
    let mut spaces = 0;
    for (first, (start, c)) in text.char_indices().enumerate() {
        if c.is_whitespace() {
            spaces += 1;
        } else if !is_invisible(c) {
            // Letters and signs of full width are the same ones, wider.
            let c = match c {
                '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
                'Ð' | 'Ɖ' => 'Đ',
                'ð' => 'đ',
                other => other,
            };
            seen.push(Seen { c, start, first: first as u32, spaces });
            spaces = 0;
        }
    }
    seen
}

/// Where the word or number that begins at `at` ends.
fn word_end(seen: &[Seen], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(next) = seen.get(end) {
        let after = seen.get(end + 1).filter(|after| after.spaces == 0);
        let before = seen[end - 1].c;
        let goes_on = if next.spaces == 0 {
            is_word(next.c)
                || (is_apostrophe(next.c) && is_letter(before) && after.is_some_and(|after| is_letter(after.c)))
                || (is_within_number(next.c)
                    && before.is_ascii_digit()
                    && after.is_some_and(|after| after.c.is_ascii_digit()))
        } else {
            // Three digits behind a space go on with a number: 10 000.
            next.spaces == 1 && is_group(seen, at, end)
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// Do exactly three digits begin at `end`, behind a number of groups that begins at `at`?
fn is_group(seen: &[Seen], at: usize, end: usize) -> bool {
    let digits = |range: &[Seen]| range.iter().all(|seen| seen.c.is_ascii_digit());
    let whole = digits(&seen[at..end]);
    let start = (at + 1..end).rev().find(|&at| seen[at].spaces > 0).unwrap_or(at);
    let there = end - start;
    let group = seen.get(end..end + 3).is_some_and(|group| digits(group) && group[1].spaces + group[2].spaces == 0);
    let over = seen.get(end + 3).is_none_or(|next| next.spaces > 0 || !is_word(next.c));
    whole && group && over && if start == at { (1..=3).contains(&there) } else { there == 3 }
}

/// Where the sign at `at` ends, and its form if it has another than itself.
fn sign(seen: &[Seen], at: usize) -> (usize, Option<&'static str>) {
    let run =
        |is: fn(char) -> bool| at + 1 + seen[at + 1..].iter().take_while(|next| next.spaces == 0 && is(next.c)).count();
    let c = seen[at].c;
    if is_quote(c) {
        return (run(is_quote), Some(QUOTE));
    }
    if is_dash(c) {
        return (run(is_dash), Some(DASH));
    }
    let end = run(|c| matches!(c, '.' | '…'));
    if c == '…' || (c == '.' && end > at + 1) {
        return (end, Some(DOTS));
    }
    (at + 1, None)
}

fn word_key(seen: &[Seen]) -> String {
    let letters = seen.iter().map(|seen| match seen.c {
        c if is_apostrophe(c) => '\'',
        c if is_dash(c) => '-',
        c => c,
    });
    let spaces = |seen: &Seen| seen.spaces > 0;
    let key: String = if seen.iter().skip(1).any(spaces) {
        // Digits in groups: the space between them is part of the number.
        let mut key = String::new();
        for (at, c) in letters.enumerate() {
            if at > 0 && spaces(&seen[at]) {
                key.push(' ');
            }
            key.push(c);
        }
        key
    } else {
        letters.collect()
    };
    if key.is_ascii() {
        return key.to_ascii_lowercase();
    }
    let composed: String = thuchu_text::normalise(&key).chars().flat_map(char::to_lowercase).collect();
    tone::to_new_style(&composed)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining(c)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

fn is_combining(c: char) -> bool {
    c >= '\u{300}' && c.general_category_group() == GeneralCategoryGroup::Mark
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '′' | '‛')
}

fn is_within_number(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/') || is_dash(c)
}

fn is_quote(c: char) -> bool {
    is_apostrophe(c)
        || matches!(
            c,
            '"' | '“'
                | '”'
                | '„'
                | '‟'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '‚'
                | '″'
                | '‴'
                | '‵'
                | '‶'
                | '〝'
                | '〞'
                | '〟'
                | '「'
                | '」'
                | '『'
                | '』'
        )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '⁃' | '﹘' | '﹣' | '－')
}

/// Soft hyphens, characters of no width, signs of direction, selectors of variants.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\0' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}
