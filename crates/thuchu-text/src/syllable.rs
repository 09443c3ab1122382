//! Syllables: cutting a match form into them, and telling whether letters could be one at all.
//!
//! Validity follows from the rules of Vietnamese spelling (onset, rhyme, tone), not from a word list: a foreign word
//! may pass (`me`, `son`), a Vietnamese one never fails.

use crate::letter::{self, Tone};

/// The syllables of a [`crate::match_form`], or of its [`crate::fold`].
///
/// Divides at spaces and at `. , - / _`, except where such a sign stands between two digits: `1.500`, `21/6/2022` and
/// `15,7%` are one piece each, `covid-19`, `qđ-ubnd` and `hết.ngay` are two. `%` stays with its number.
pub fn syllables(form: &str) -> impl Iterator<Item = &str> {
    Syllables { rest: form }
}

struct Syllables<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Syllables<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        let start = bytes.iter().position(|&b| !is_divider(b))?;
        let mut end = start + 1;
        while end < bytes.len() {
            if is_divider(bytes[end]) {
                let digits_around = bytes[end] != b' '
                    && bytes[end - 1].is_ascii_digit()
                    && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
                if !digits_around {
                    break;
                }
            }
            end += 1;
        }
        // Dividers are ASCII, so both cuts stand at character boundaries.
        let syllable = &self.rest[start..end];
        self.rest = &self.rest[end..];
        Some(syllable)
    }
}

#[inline]
fn is_divider(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'.' | b',' | b'-' | b'/' | b'_')
}

/// Whether the lower-case ASCII letters are an onset; `D` stands for đ. The empty onset is one.
pub(crate) fn is_onset(onset: &[u8]) -> bool {
    matches!(
        onset,
        b"" | b"b"
            | b"c"
            | b"ch"
            | b"d"
            | b"D"
            | b"g"
            | b"gh"
            | b"gi"
            | b"h"
            | b"k"
            | b"kh"
            | b"l"
            | b"m"
            | b"n"
            | b"ng"
            | b"ngh"
            | b"nh"
            | b"p"
            | b"ph"
            | b"qu"
            | b"r"
            | b"s"
            | b"t"
            | b"th"
            | b"tr"
            | b"v"
            | b"x"
    )
}

/// Whether the lower-case ASCII letters are a final consonant. The empty coda is one.
pub(crate) fn is_coda(coda: &[u8]) -> bool {
    matches!(coda, b"" | b"c" | b"ch" | b"m" | b"n" | b"ng" | b"nh" | b"p" | b"t")
}

/// The rhymes of Vietnamese: a nucleus and the codas it takes (`-` for none).
const RHYMES: &[(&str, &str)] = &[
    ("a", "- c ch m n ng nh p t i y o u"),
    ("ă", "c m n ng p t"),
    ("â", "c m n ng p t u y"),
    ("e", "- c m n ng p t o"),
    ("ê", "- ch m n nh p t u"),
    ("i", "- ch m n nh p t u"),
    ("o", "- c m n ng p t i"),
    ("ô", "- c m n ng p t i"),
    ("ơ", "- m n p t i"),
    ("u", "- c m n ng p t i"),
    ("ư", "- c m n ng t i u"),
    ("y", "- t"),
    ("iê", "c m n ng p t u"),
    ("yê", "m n ng t u"),
    ("ia", "-"),
    ("uô", "c m n ng t i"),
    ("ua", "-"),
    ("ươ", "c m n ng p t i u"),
    ("ưa", "-"),
    ("oa", "- c ch m n ng nh p t i y o"),
    ("oă", "c m n ng t"),
    ("oe", "- n o t m"),
    ("uâ", "n ng t y"),
    ("uê", "- ch n nh"),
    ("uơ", "-"),
    ("uy", "- ch n nh p t u"),
    ("uyê", "n t"),
    ("uya", "-"),
    ("oo", "c ng"),
];

/// Whether a word could be a Vietnamese syllable by its spelling, in any case, with its marks or without any.
///
/// A word with marks must have a right rhyme and, before c, ch, p, t, one of the tones sắc and nặng. A word without any is
/// compared with the rhymes without theirs.
#[must_use]
pub fn is_valid(word: &str) -> bool {
    let mut letters = String::with_capacity(word.len());
    let mut found = Tone::Level;
    for c in word.chars() {
        match letter::vowel(c) {
            Some(v) => {
                if v.tone != Tone::Level && std::mem::replace(&mut found, v.tone) != Tone::Level {
                    return false;
                }
                letters.push(v.bare());
            }
            None if c.is_ascii_alphabetic() => letters.push(c.to_ascii_lowercase()),
            None if matches!(c, 'đ' | 'Đ') => letters.push('đ'),
            None => return false,
        }
    }
    if letters.is_empty() || letters.len() > 16 {
        return false;
    }
    // No marks on the rhyme and none of tone: the writer may have left them all out.
    let plain = letters.is_ascii() && found == Tone::Level;
    let vowel_at = letters.find(|c| letter::vowel(c).is_some());
    let Some(mut start) = vowel_at else { return false };
    let two = |pair: &str| letters.starts_with(pair) && letters[2..].starts_with(|c| letter::vowel(c).is_some());
    let glide = two("qu") || two("gi");
    if glide {
        start = 2;
    }
    let (onset, rhyme) = letters.split_at(start);
    let soft = rhyme.starts_with(['e', 'ê', 'i', 'y']);
    let spelt = match onset {
        "c" | "g" | "ng" => !soft || letters.starts_with("gi"),
        "k" | "gh" | "ngh" => soft,
        _ => true,
    };
    let mut ascii = [0_u8; 4];
    let known_onset = onset == "đ"
        || (onset.len() <= 3 && {
            ascii[..onset.len()].copy_from_slice(onset.as_bytes());
            is_onset(&ascii[..onset.len()])
        });
    known_onset
        && spelt
        && (known_rhyme(rhyme, found, plain)
            || (letters.starts_with("gi") && glide && known_rhyme(&letters[1..], found, plain)))
}

fn known_rhyme(rhyme: &str, found: Tone, plain: bool) -> bool {
    RHYMES.iter().any(|(nucleus, codas)| {
        let behind = if plain { strip_folded(rhyme, nucleus) } else { rhyme.strip_prefix(nucleus) };
        behind.is_some_and(|behind| {
            let stopped = matches!(behind, "c" | "ch" | "p" | "t");
            let tone_fits = plain || !stopped || matches!(found, Tone::Sac | Tone::Nang);
            let coda = if behind.is_empty() { "-" } else { behind };
            tone_fits && codas.split(' ').any(|known| known == coda)
        })
    })
}

fn strip_folded<'a>(rhyme: &'a str, nucleus: &str) -> Option<&'a str> {
    let mut rest = rhyme;
    for c in nucleus.chars() {
        rest = rest.strip_prefix(char::from(letter::vowel(c)?.base()))?;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    #[test]
    fn spelling_tells_what_can_be_a_syllable() {
        for word in
            ["nghiêng", "Khuỷu", "quốc", "giếng", "gì", "thuở", "xoong", "đường", "duong", "uyên", "tiếng", "gịn"]
        {
            assert!(is_valid(word), "{word}");
        }
        for word in ["virus", "đuờng", "tiêng1", "ngiêng", "kác", "hộc̣", "các̀", "tàc", "street", "zalo"] {
            assert!(!is_valid(word), "{word}");
        }
    }

    use super::*;

    #[track_caller]
    fn cut(form: &str, expected: &[&str]) {
        assert_eq!(syllables(form).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn numbers_and_dates_are_one_piece_and_compounds_are_several() {
        cut(
            "từ 21/6/2022 có 1.500 ca covid-19, tăng 15,7%.",
            &["từ", "21/6/2022", "có", "1.500", "ca", "covid", "19", "tăng", "15,7%"],
        );
        cut("tp.hcm - qđ-ubnd... hết.ngay", &["tp", "hcm", "qđ", "ubnd", "hết", "ngay"]);
        cut("  .,-/_ ", &[]);
    }
}
