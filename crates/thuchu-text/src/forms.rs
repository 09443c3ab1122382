//! The three forms of a text: [`normalise`] for keeping and showing, [`match_form`] and [`fold`] for comparing.
//!
//! All three work word by word: a word made only of ASCII, Vietnamese letters and everyday punctuation is copied
//! through small tables; any other word takes the road over the Unicode tables. White space never joins what stands
//! beside it, so the two roads meet in the same result.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::letter;
use crate::tone::{self, Style};

/// The form that is stored and shown: what a person wrote, without invisible characters, in Unicode's composed form.
///
/// Drops zero-width and bidirectional controls (U+200D stays between two emoji) and U+0000, which PostgreSQL cannot
/// hold; composes letters even where the tone was typed before the vowel's own mark, which NFC alone leaves broken;
/// turns each run of white space into one space, one line feed, or two where it held a blank line; trims.
/// Idempotent. The result has at most three times as many bytes as the input.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut breaks = 0_u32;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            let (space, after) = rest.split_at(rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len()));
            breaks += space.bytes().filter(|&b| b == b'\n').count() as u32;
            rest = after;
            continue;
        }
        let (word, after) = rest.split_at(word_end(rest));
        rest = after;
        let before = out.len();
        if !out.is_empty() {
            out.push_str(match breaks {
                0 => " ",
                1 => "\n",
                _ => "\n\n",
            });
        }
        let start = out.len();
        if word.chars().all(is_everyday) {
            out.push_str(word);
        } else {
            visible_and_composed(word, &mut out);
        }
        // A word of invisible characters alone leaves nothing, and joins the white space around it.
        if out.len() == start {
            out.truncate(before);
        } else {
            breaks = 0;
        }
    }
    out
}

/// The form in which wordings are compared with their marks: lower case, tones in the new style, words divided by
/// single spaces, and nothing but letters, digits and `_ % / . , -`.
///
/// Compatibility characters (fullwidth, mathematical bold) become plain letters, ð becomes đ. A combining mark that
/// composes with no letter is dropped, so that letters buried under marks stay one word. Idempotent. The result has
/// at most eighteen times as many bytes as the input, the worst expansion of NFKC.
#[must_use]
pub fn match_form(text: &str) -> String {
    let mut out = MatchForm { text: String::with_capacity(text.len() + 8), run: None, gap: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            out.gap();
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (word, after) = rest.split_at(word_end(rest));
        rest = after;
        if word.chars().all(is_everyday) {
            for c in word.chars() {
                out.push(letter::lower(c));
            }
        } else {
            for c in compatible(word).chars() {
                out.push(c);
            }
        }
    }
    out.finish()
}

/// The form without any marks: what is left when somebody types without them. Punctuation and spaces stay.
///
/// NFKC, lower case, combining marks dropped, then đ, ð and ɖ to d. Lossy by nature: `đường`, `dương` and `duong` are one.
/// Idempotent. The result has at most eighteen times as many bytes as the input, the worst expansion of NFKC.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = word_end(rest);
        let (word, after) =
            if end == 0 { rest.split_at(rest.chars().next().map_or(1, char::len_utf8)) } else { rest.split_at(end) };
        rest = after;
        let start = out.len();
        for c in word.chars() {
            match letter::folded(c) {
                Some(byte) => out.push(char::from(byte)),
                None if ('\u{300}'..='\u{36F}').contains(&c) => {}
                None => {
                    out.truncate(start);
                    fold_by_tables(word, &mut out);
                    break;
                }
            }
        }
    }
    out
}

fn fold_by_tables(word: &str, out: &mut String) {
    let lower: String = word.nfkc().flat_map(char::to_lowercase).collect();
    out.extend(lower.nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark).map(|c| match c {
        'đ' | 'ð' | 'ɖ' => 'd',
        other => other,
    }));
}

/// Where the word at the start of the text ends: at white space.
fn word_end(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

/// A character that all forms can take as it is: composed, visible, one code point in every normal form.
#[inline]
fn is_everyday(c: char) -> bool {
    (c.is_ascii() && c != '\0')
        || letter::is_marked(c)
        || matches!(c, '\u{2010}' | '\u{2012}'..='\u{2016}' | '\u{2018}'..='\u{201E}' | '\u{2020}'..='\u{2022}' | '₫')
}

/// Characters that show nothing and change only what a program sees.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\0' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Pictographs and what modifies them: enough to know whether a joiner stands between two emoji.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(
        c,
        '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{20E3}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21FF}'
            | '\u{2300}'..='\u{23FF}' | '\u{24C2}' | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{297F}'
            | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{FE0F}'
            | '\u{1F000}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}'
    )
}

/// Canonical decomposition with marks in their right order, composed again; invisible characters dropped.
fn visible_and_composed(word: &str, out: &mut String) {
    let mut seen: Vec<char> = Vec::with_capacity(word.len());
    let mut rest = word.chars().filter(|&c| c == '\u{200D}' || !is_invisible(c)).peekable();
    while let Some(c) = rest.next() {
        let joins =
            seen.last().is_some_and(|&before| is_emoji(before)) && rest.peek().is_some_and(|&next| is_emoji(next));
        if c != '\u{200D}' || joins {
            seen.push(c);
        }
    }
    let mut chars: Vec<char> = seen.into_iter().nfd().collect();
    reorder(&mut chars);
    out.extend(chars.into_iter().nfc());
}

/// NFKC with marks in their right order, case-folded, marks without a letter dropped.
fn compatible(word: &str) -> String {
    let lower: String = word.chars().filter(|&c| !is_invisible(c)).nfkd().flat_map(case_folded).collect();
    let mut chars: Vec<char> = lower.nfkd().collect();
    loop {
        reorder(&mut chars);
        let composed: String = chars.iter().copied().nfc().collect();
        let before = composed.chars().count();
        let kept: Vec<char> = composed.chars().filter(|&c| c.is_alphanumeric() || !is_mark(c)).collect();
        if kept.len() == before {
            return composed;
        }
        chars = kept.into_iter().nfd().collect();
    }
}

fn is_mark(c: char) -> bool {
    matches!(
        c.general_category(),
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark | GeneralCategory::SpacingMark
    )
}

fn case_folded(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' | 'ẞ' => ('s', Some('s')),
        'ς' => ('σ', None),
        other => (other, None),
    };
    first.to_lowercase().chain(second)
}

/// Puts the marks that make a vowel (hat, breve, horn) before the marks of tone in each cluster.
fn reorder(chars: &mut [char]) {
    let mut start = 0;
    while start < chars.len() {
        if canonical_combining_class(chars[start]) == 0 {
            start += 1;
            continue;
        }
        let length = chars[start..].iter().take_while(|&&c| canonical_combining_class(c) != 0).count();
        chars[start..start + length].sort_by_key(|c| !matches!(c, '\u{302}' | '\u{306}' | '\u{31B}'));
        start += length;
    }
}

/// Collects a match form: one space for any run of dropped characters, tones moved when a run of letters ends.
struct MatchForm {
    text: String,
    /// Start of the current run of letters.
    run: Option<usize>,
    gap: bool,
}

impl MatchForm {
    #[inline]
    fn push(&mut self, c: char) {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '_' | '%' | '/' | '.' | ',' | '-') {
            self.gap();
            return;
        }
        let is_letter = c.is_ascii_lowercase() || (!c.is_ascii() && (letter::is_marked(c) || c.is_alphabetic()));
        if is_letter || c.is_alphanumeric() || matches!(c, '_' | '%' | '/' | '.' | ',' | '-') {
            if self.gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.gap = false;
            if is_letter {
                self.run.get_or_insert(self.text.len());
            } else {
                self.end_run();
            }
            self.text.push(if c == 'ð' || c == 'Ð' { 'đ' } else { c });
        } else {
            self.gap();
        }
    }

    fn gap(&mut self) {
        self.end_run();
        self.gap = true;
    }

    fn end_run(&mut self) {
        if let Some(start) = self.run.take() {
            tone::place_at(&mut self.text, start, Style::New);
        }
    }

    fn finish(mut self) -> String {
        self.end_run();
        self.text
    }
}

#[cfg(test)]
mod tests;
