//! Words, numerals and signs of a text with their places: what numbers, dates and units are read from.

use std::borrow::Cow;
use std::ops::Range;

use crate::letter;
use crate::tone::{self, Style};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Digits, with `.` and `,` inside where they stand between two digits.
    Digits,
    /// Letters.
    Word,
    /// Any other visible character.
    Sign,
}

#[derive(Debug, Clone)]
pub(crate) struct Token<'a> {
    pub kind: Kind,
    /// Lower case, tones in the new style; digits and signs as they are.
    pub text: Cow<'a, str>,
    pub range: Range<usize>,
    /// Whether white space, or the start of the text, stands before it.
    pub spaced: bool,
    pub capital: bool,
}

impl Token<'_> {
    /// Whether it is this word: with its marks, or typed without any.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && (self.text == word || is_plain(&self.text, word))
    }

    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub(crate) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign && self.text.starts_with(sign)
    }

    /// The value of plain digits without separators, if it is small.
    pub(crate) fn small(&self) -> Option<u32> {
        (self.kind == Kind::Digits && self.text.len() <= 9).then(|| self.text.parse().ok()).flatten()
    }
}

/// Whether the text is the word typed without any of its marks.
fn is_plain(text: &str, word: &str) -> bool {
    let mut letters = word.chars();
    text.bytes().all(|byte| letters.next().and_then(letter::folded) == Some(byte)) && letters.next().is_none()
}

pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let (kind, length) = if c.is_ascii_digit() {
            (Kind::Digits, digits_length(rest.as_bytes()))
        } else if c.is_alphabetic() {
            let is_part = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
            (Kind::Word, rest.find(|c| !is_part(c)).unwrap_or(rest.len()))
        } else {
            (Kind::Sign, c.len_utf8())
        };
        let slice = &rest[..length];
        let text = if kind == Kind::Word { lower(slice) } else { Cow::Borrowed(slice) };
        out.push(Token { kind, text, range: at..at + length, spaced, capital: c.is_uppercase() });
        at += length;
        spaced = false;
    }
    out
}

fn digits_length(bytes: &[u8]) -> usize {
    let mut end = 0;
    while end < bytes.len() {
        let inner = matches!(bytes[end], b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !inner {
            break;
        }
        end += 1;
    }
    end
}

fn lower(word: &str) -> Cow<'_, str> {
    let settled = |c: char| c.is_ascii_lowercase() || c == 'đ';
    if word.chars().all(settled) {
        return Cow::Borrowed(word);
    }
    if word.chars().any(|c| !c.is_ascii() && !letter::is_marked(c)) {
        return Cow::Owned(crate::match_form(word));
    }
    let mut lower: String = word.chars().map(letter::lower).collect();
    tone::place_at(&mut lower, 0, Style::New);
    Cow::Owned(lower)
}
