//! Syllables: cutting a match form into them, and telling whether letters could be one at all.
//!
//! Validity follows from the rules of Vietnamese spelling (onset, rhyme, tone), not from a word list: a foreign word
//! may pass (`me`, `son`), a Vietnamese one never fails.

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

#[cfg(test)]
mod tests {
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
