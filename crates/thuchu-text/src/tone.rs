//! Where the tone mark of a syllable stands: `hoà` in the new style, `hòa` in the old.
//!
//! The rule is applied to each run of letters that reads as one Vietnamese syllable and carries one tone mark; every
//! other word (`internet`, `café`, `thuốcgiả`) stays as it is. Spelling i/y is left alone: it is a matter of names.

use crate::letter::{self, Tone, Vowel};

/// The two styles in print. They differ in open oa, oe and uy only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// hoà, thuỷ, khoẻ.
    New,
    /// hòa, thủy, khỏe.
    Old,
}

/// Moves tone marks to where the new style has them; also repairs misplaced ones (`gíêng` gives `giếng`).
///
/// Expects composed letters (see [`crate::normalise`]). Keeps case, length in characters and everything else.
#[must_use]
pub fn to_new_style(text: &str) -> String {
    place_all(text, Style::New)
}

/// Moves tone marks to where the old style has them; also repairs misplaced ones.
#[must_use]
pub fn to_old_style(text: &str) -> String {
    place_all(text, Style::Old)
}

fn place_all(text: &str, style: Style) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = None;
    for c in text.chars() {
        if c.is_alphabetic() {
            run.get_or_insert(out.len());
        } else if let Some(start) = run.take() {
            place_at(&mut out, start, style);
        }
        out.push(c);
    }
    if let Some(start) = run {
        place_at(&mut out, start, style);
    }
    out
}

/// The longest syllable is `nghiêng`; one more letter is room for a misspelt one.
const LONGEST: usize = 8;

/// Places the tone of the one run of letters that is `text[start..]`.
pub(crate) fn place_at(text: &mut String, start: usize, style: Style) {
    // ASCII carries no tone; one-letter runs have no choice. The longest run is LONGEST letters of 3 bytes.
    let run = &text[start..];
    if run.len() > LONGEST * 3 || run.is_ascii() {
        return;
    }
    let mut letters = ['\0'; LONGEST];
    let mut count = 0;
    for c in run.chars() {
        if count == LONGEST {
            return;
        }
        letters[count] = c;
        count += 1;
    }
    if move_tone(&mut letters[..count], style) {
        text.truncate(start);
        text.extend(&letters[..count]);
    }
}

/// Moves the tone within one syllable; says whether anything changed.
fn move_tone(letters: &mut [char], style: Style) -> bool {
    let Some(nucleus) = nucleus(letters) else { return false };
    let mut toned = None;
    for (at, &c) in letters.iter().enumerate() {
        if let Some(v) = letter::vowel(c)
            && v.tone != Tone::Level
            && toned.replace((at, v)).is_some()
        {
            return false;
        }
    }
    let Some((from, v)) = toned else { return false };
    let to = nucleus.start + tone_seat(&letters[nucleus.clone()], nucleus.end < letters.len(), style);
    if from == to {
        return false;
    }
    let Some(target) = letter::vowel(letters[to]) else { return false };
    letters[from] = Vowel { tone: Tone::Level, ..v }.to_char();
    letters[to] = Vowel { tone: v.tone, ..target }.to_char();
    true
}

/// Which vowel of the nucleus carries the tone: the `tone_rule` of the test vectors.
fn tone_seat(vowels: &[char], closed: bool, style: Style) -> usize {
    let quality = vowels.iter().rposition(|&c| letter::vowel(c).is_some_and(Vowel::has_quality));
    if let Some(at) = quality {
        return at;
    }
    match vowels {
        [_, _] if closed => 1,
        [first, second] => {
            let base = |c: &char| letter::vowel(*c).map_or(0, Vowel::base);
            let glides = matches!((base(first), base(second)), (b'o', b'a' | b'e') | (b'u', b'y'));
            usize::from(glides && style == Style::New)
        }
        [_, _, _] => 1,
        _ => 0,
    }
}

/// The vowels that can carry the tone, if the letters read as one syllable: onset, one to three vowels, coda.
fn nucleus(letters: &[char]) -> Option<std::ops::Range<usize>> {
    // đ is the only onset outside ASCII; its ASCII stand-in `D` cannot be confused, the rest being lower case.
    let mut plain = [0_u8; LONGEST];
    for (slot, &c) in plain.iter_mut().zip(letters) {
        *slot = match letter::vowel(c) {
            Some(v) => v.base(),
            None if matches!(c, 'đ' | 'Đ') => b'D',
            None if c.is_ascii() => c.to_ascii_lowercase() as u8,
            None => return None,
        };
    }
    let plain = &plain[..letters.len()];
    let is_vowel = |b: &u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let mut start = plain.iter().position(is_vowel)?;
    match plain {
        [b'q', b'u', next, ..] | [b'g', b'i', next, ..] if start == 1 && is_vowel(next) => start = 2,
        _ => {}
    }
    let end = start + plain[start..].iter().take_while(|b| is_vowel(b)).count();
    let onset = &plain[..start];
    let coda = &plain[end..];
    let known = crate::syllable::is_onset(onset) && crate::syllable::is_coda(coda) && end - start <= 3;
    known.then_some(start..end)
}
