//! Sort keys in the order of Vietnamese dictionaries (CLDR `vi`): a ă â b c d đ e ê …; then tones; then case.

use unicode_normalization::UnicodeNormalization;

use crate::letter;
use crate::normalise;

/// A key whose byte order is the order of the texts: letters first, then tones over the whole text (none, huyền, hỏi,
/// ngã, sắc, nặng), then case. Punctuation counts as a space and runs of it as one. At most nine bytes per character, and two.
#[must_use]
pub fn sort_key(text: &str) -> Vec<u8> {
    let (mut letters, mut tones, mut cases) = (Vec::new(), Vec::new(), Vec::new());
    for c in normalise(text).nfkc() {
        if let Some(v) = letter::vowel(c) {
            push(&mut letters, v.bare());
            tones.push(v.tone as u8 + 1);
            cases.push(1 + u8::from(v.upper));
        } else if c.is_alphanumeric() {
            for lower in c.to_lowercase() {
                push(&mut letters, lower);
            }
            tones.push(1);
            cases.push(1 + u8::from(c.is_uppercase()));
        } else if letters.last().is_some_and(|&last| last != SPACE) {
            letters.push(SPACE);
            tones.push(1);
            cases.push(1);
        }
    }
    letters.push(0);
    letters.append(&mut tones);
    letters.push(0);
    letters.append(&mut cases);
    letters
}

const SPACE: u8 = 1;

/// Digits, the Latin alphabet with the tailored letters in place, then all others by code point.
fn push(out: &mut Vec<u8>, c: char) {
    const ORDER: &str = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    match ORDER.chars().position(|known| known == c) {
        Some(at) => out.push(2 + at as u8),
        None => {
            out.push(0xFE);
            out.extend_from_slice(&(c as u32).to_be_bytes()[1..]);
        }
    }
}
