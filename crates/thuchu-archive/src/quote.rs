//! Finding quoted words in a text: what differs only in how it is set is the same, what differs in a word, a number or
//! a sign is not there.
//!
//! Both are taken apart into words and signs ([`tokens`]). The quote is found where all of its words and signs stand in
//! their order with nothing between, at word boundaries on both ends.

use std::collections::HashMap;
use std::ops::Range;

mod tokens;

use tokens::{Kind, Token};

/// Farthest that two parts joined by an ellipsis stand from each other, in characters.
pub const WIDEST_GAP: u32 = 2_000;
/// Longest quote, in bytes.
pub const LONGEST_QUOTE: usize = 16 << 10;

/// Why a quote is not looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuoteError {
    /// No words at all.
    #[error("the quote holds no words")]
    Empty,
    /// Fewer than two words and fewer than eight letters: it would be found by chance.
    #[error("a quote is two words or eight letters long, or longer")]
    TooShort,
    /// A part beside an ellipsis is so short.
    #[error("each part beside an ellipsis is two words or eight letters long, or longer")]
    PartTooShort,
    /// Longer than [`LONGEST_QUOTE`].
    #[error("a quote has at most {LONGEST_QUOTE} bytes")]
    TooLong,
}

/// Where a quote stands: from its first to its last word, in bytes of `text`. `None` if it does not.
///
/// The same is: composed and decomposed letters, capitals and small letters, tone marks in the old and the new style
/// (`hòa`, `hoà`), quotation marks of all kinds, dashes of all kinds, `…` and `...`, all white space, soft hyphens and
/// other invisible characters. Not the same is everything else, marks on letters above all. Quotation marks and
/// ellipses around the whole quote are not looked for. An ellipsis within it, bare or in brackets, that does not stand
/// in the text joins parts that follow each other within [`WIDEST_GAP`].
///
/// # Errors
/// When the quote is too short to mean anything, or too long.
pub fn find_quote(text: &str, quote: &str) -> Result<Option<Range<usize>>, QuoteError> {
    let parts = find_parts(text, quote)?;
    Ok(parts.and_then(|parts| Some(parts.first()?.start..parts.last()?.end)))
}

/// Like [`find_quote`], with each part of a quote that was shortened by an ellipsis on its own.
///
/// # Errors
/// As [`find_quote`].
pub fn find_parts(text: &str, quote: &str) -> Result<Option<Vec<Range<usize>>>, QuoteError> {
    Text::new(text).find(quote)
}

/// A text taken apart, for finding several quotes.
pub(crate) struct Text {
    tokens: Vec<Token>,
}

impl Text {
    pub(crate) fn new(text: &str) -> Self {
        Self { tokens: tokens::of(text) }
    }

    pub(crate) fn find(&self, quote: &str) -> Result<Option<Vec<Range<usize>>>, QuoteError> {
        if quote.len() > LONGEST_QUOTE {
            return Err(QuoteError::TooLong);
        }
        let all = tokens::of(quote);
        let whole = within_outer_signs(&all);
        if !whole.iter().any(|token| token.kind != Kind::Sign) {
            return Err(QuoteError::Empty);
        }
        if is_short(whole) {
            return Err(QuoteError::TooShort);
        }
        let parts = parts(whole);
        if parts.iter().any(|part| is_short(part)) {
            return Err(QuoteError::PartTooShort);
        }
        // Words of the quote by number; all others of the text are the same stranger.
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for token in whole {
            let next = numbers.len() as u32 + 1;
            numbers.entry(&token.key).or_insert(next);
        }
        let number = |token: &Token| numbers.get(token.key.as_str()).copied().unwrap_or(0);
        let text: Vec<u32> = self.tokens.iter().map(number).collect();
        let places = |part: &[Token]| self.places(&text, &part.iter().map(number).collect::<Vec<_>>());
        let bytes = |range: &Range<usize>| self.tokens[range.start].start..self.tokens[range.end - 1].end;
        if let Some(place) = places(whole).first() {
            return Ok(Some(vec![bytes(place)]));
        }
        if parts.len() < 2 {
            return Ok(None);
        }
        let found: Vec<Vec<Range<usize>>> = parts.iter().map(|part| places(part)).collect();
        Ok(self.chain(&found).map(|chain| chain.iter().map(bytes).collect()))
    }

    /// Where a run of words stands, as ranges of tokens (Knuth, Morris, Pratt 1977).
    fn places(&self, text: &[u32], wanted: &[u32]) -> Vec<Range<usize>> {
        let mut back = vec![0; wanted.len()];
        let mut matched = 0;
        for at in 1..wanted.len() {
            while matched > 0 && wanted[at] != wanted[matched] {
                matched = back[matched - 1];
            }
            matched += usize::from(wanted[at] == wanted[matched]);
            back[at] = matched;
        }
        let mut places = Vec::new();
        matched = 0;
        for (at, word) in text.iter().enumerate() {
            while matched > 0 && *word != wanted[matched] {
                matched = back[matched - 1];
            }
            matched += usize::from(*word == wanted[matched]);
            if matched == wanted.len() {
                let place = at + 1 - matched..at + 1;
                if self.begins(place.start) && self.ends(place.end) {
                    places.push(place);
                }
                matched = back[matched - 1];
            }
        }
        places
    }

    /// Does no word or number go on to the left of this token? `19` of `Covid-19`, `5` of `-5`.
    fn begins(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.kind == Kind::Sign || token.spaced || at == 0 {
            return true;
        }
        let sign = &self.tokens[at - 1];
        let inside = !sign.spaced && at >= 2 && self.tokens[at - 2].kind != Kind::Sign;
        let signed = token.kind == Kind::Number && matches!(sign.key.as_str(), "-" | "+" | "$" | "€" | "£" | "±");
        !(is_joint(sign) && inside || signed && !inside)
    }

    /// Does no word or number go on to the right, before the token `at`? `5` of `5%`.
    fn ends(&self, at: usize) -> bool {
        let (Some(last), Some(sign)) = (self.tokens.get(at - 1), self.tokens.get(at)) else { return true };
        if last.kind == Kind::Sign || sign.spaced {
            return true;
        }
        let inside = self.tokens.get(at + 1).is_some_and(|next| !next.spaced && next.kind != Kind::Sign);
        let unit = last.kind == Kind::Number && matches!(sign.key.as_str(), "%" | "‰" | "°");
        !(is_joint(sign) && inside || unit)
    }

    /// The first places of parts that follow each other closely enough.
    fn chain(&self, found: &[Vec<Range<usize>>]) -> Option<Vec<Range<usize>>> {
        // From the last part backwards: of each only the places from which all further ones can be reached.
        let mut reachable: Vec<Vec<Range<usize>>> = Vec::with_capacity(found.len());
        for places in found.iter().rev() {
            let kept = match reachable.last() {
                None => places.clone(),
                Some(after) => places.iter().filter(|place| self.next(place, after).is_some()).cloned().collect(),
            };
            reachable.push(kept);
        }
        let mut chain: Vec<Range<usize>> = Vec::with_capacity(found.len());
        for places in reachable.iter().rev() {
            let place = match chain.last() {
                None => places.first()?.clone(),
                Some(before) => self.next(before, places)?,
            };
            chain.push(place);
        }
        Some(chain)
    }

    /// The nearest of the sorted places behind `place`, if it is near enough.
    fn next(&self, place: &Range<usize>, places: &[Range<usize>]) -> Option<Range<usize>> {
        let after = places.get(places.partition_point(|next| next.start < place.end))?;
        let gap = self.tokens[after.start].first - self.tokens[place.end - 1].last;
        (gap <= WIDEST_GAP).then(|| after.clone())
    }
}

/// Signs that make one word of two.
fn is_joint(token: &Token) -> bool {
    token.joint || matches!(token.key.as_str(), "/" | "_" | "@" | "&")
}

/// The quote without what stands around it: quotation marks, ellipses, ellipses in brackets.
fn within_outer_signs(mut tokens: &[Token]) -> &[Token] {
    loop {
        tokens = match tokens {
            [first, rest @ ..] if is_outer(first) => rest,
            [rest @ .., last] if is_outer(last) => rest,
            [open, dots, close, rest @ ..] if is_bracketed(open, dots, close) => rest,
            [rest @ .., open, dots, close] if is_bracketed(open, dots, close) => rest,
            _ => return tokens,
        };
    }
}

fn is_outer(token: &Token) -> bool {
    token.key == tokens::QUOTE || token.key == tokens::DOTS
}

fn is_bracketed(open: &Token, dots: &Token, close: &Token) -> bool {
    dots.key == tokens::DOTS && matches!((open.key.as_str(), close.key.as_str()), ("[", "]") | ("(", ")"))
}

/// What stands between the ellipses.
fn parts(tokens: &[Token]) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.key != tokens::DOTS {
            continue;
        }
        let around = at.checked_sub(1).and_then(|before| tokens.get(before)).zip(tokens.get(at + 1));
        let bracketed = around.is_some_and(|(open, close)| is_bracketed(open, token, close));
        let (end, next) = if bracketed { (at - 1, at + 2) } else { (at, at + 1) };
        parts.push(tokens.get(start..end).unwrap_or_default());
        start = next;
    }
    parts.push(tokens.get(start..).unwrap_or_default());
    parts
}

fn is_short(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.kind != Kind::Sign);
    let letters: usize = words.clone().map(|word| word.key.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    words.count() < 2 && letters < 8
}

#[cfg(test)]
mod tests;
