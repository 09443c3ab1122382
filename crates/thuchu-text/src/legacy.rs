//! Encodings from before Unicode: windows-1258, VISCII, TCVN3, VNI-Windows, VPS.
//!
//! Which one it is comes from the user or from a font name. [`detect`] looks at the content and is to be asked only
//! when neither is known; it prefers silence to a guess. VPS is never guessed.

use crate::letter::{self, Tone, Vowel};
use crate::{normalise, syllable};

mod tables;

/// A legacy encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Legacy {
    /// Microsoft's code page, with combining tones.
    Windows1258,
    /// RFC 1456.
    Viscii,
    /// TCVN 5712-1 as used by fonts named `.Vn…`; capitals with tones come back in lower case.
    Tcvn3,
    /// Fonts named `VNI-…`: a letter, then a byte for its marks.
    VniWindows,
    /// VPS.
    Vps,
}

/// Decodes bytes. Every byte means something in these encodings, so this cannot fail; the result is composed text.
/// At most three bytes of text for each byte.
#[must_use]
pub fn decode(bytes: &[u8], encoding: Legacy) -> String {
    match encoding {
        Legacy::Windows1258 => {
            use unicode_normalization::UnicodeNormalization;
            let (text, _) = encoding_rs::WINDOWS_1258.decode_without_bom_handling(bytes);
            text.nfc().collect()
        }
        Legacy::Viscii => by_table(bytes, tables::VISCII),
        Legacy::Tcvn3 => by_table(bytes, tables::TCVN3),
        Legacy::Vps => by_table(bytes, tables::VPS),
        Legacy::VniWindows => vni(bytes),
    }
}

/// The encoding that a font was made for: `.VnTime` is TCVN3, `VNI-Times` is VNI-Windows.
#[must_use]
pub fn of_font(name: &str) -> Option<Legacy> {
    let name = name.trim().to_ascii_lowercase();
    if name.starts_with(".vn") {
        Some(Legacy::Tcvn3)
    } else if name.starts_with("vni") {
        Some(Legacy::VniWindows)
    } else if name.starts_with("vps ") || name.starts_with("vps-") {
        Some(Legacy::Vps)
    } else {
        None
    }
}

/// The encoding in which bytes read as Vietnamese: at least four marked words, nine in ten of them possible syllables,
/// and no other encoding as good. Never VPS. `None` for text that is UTF-8.
#[must_use]
pub fn detect(bytes: &[u8]) -> Option<Legacy> {
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let mut best: Option<(usize, Legacy)> = None;
    let mut tied = false;
    for encoding in [Legacy::Windows1258, Legacy::Viscii, Legacy::Tcvn3, Legacy::VniWindows] {
        let text = normalise(&decode(sample, encoding));
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii());
        let (good, all) =
            words.fold((0, 0), |(good, all), word| (good + usize::from(syllable::is_valid(word)), all + 1));
        if good < 4 || good * 10 < all * 9 {
            continue;
        }
        tied = best.is_some_and(|(most, _)| most == good);
        if best.is_none_or(|(most, _)| good > most) {
            best = Some((good, encoding));
        }
    }
    best.filter(|_| !tied).map(|(_, encoding)| encoding)
}

fn by_table(bytes: &[u8], table: tables::Table) -> String {
    let mut map: [char; 256] = std::array::from_fn(|byte| char::from(byte as u8));
    for &(byte, c) in table {
        map[usize::from(byte)] = c;
    }
    bytes.iter().map(|&byte| map[usize::from(byte)]).collect()
}

/// VNI-Windows: marks follow their letter; their capitals are 0x20 lower.
fn vni(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 2);
    for &byte in bytes {
        let lower = if (0xC0..=0xDF).contains(&byte) { byte + 0x20 } else { byte };
        if let Some(last) = out.chars().next_back().and_then(|c| vni_mark(c, lower)) {
            out.pop();
            out.push(last);
            continue;
        }
        let single = match lower {
            0xF1 => 'đ',
            0xF4 => 'ơ',
            0xF6 => 'ư',
            0xF2 => 'ị',
            0xE6 => 'ỉ',
            0xF3 => 'ĩ',
            0xEE => 'ỵ',
            other => char::from(other),
        };
        if lower == byte {
            out.push(single);
        } else {
            out.extend(single.to_uppercase());
        }
    }
    out
}

/// The letter with the marks of a byte, if the byte is a mark that this letter takes.
fn vni_mark(c: char, byte: u8) -> Option<char> {
    let v = letter::vowel(c).filter(|v| v.tone == Tone::Level)?;
    let (quality, tone) = match byte {
        0xF9 => (None, Tone::Sac),
        0xF8 => (None, Tone::Huyen),
        0xFB => (None, Tone::Hoi),
        0xF5 => (None, Tone::Nga),
        0xEF => (None, Tone::Nang),
        0xE2 => (Some('^'), Tone::Level),
        0xE1 => (Some('^'), Tone::Sac),
        0xE0 => (Some('^'), Tone::Huyen),
        0xE5 => (Some('^'), Tone::Hoi),
        0xE3 => (Some('^'), Tone::Nga),
        0xE4 => (Some('^'), Tone::Nang),
        0xEA => (Some('('), Tone::Level),
        0xE9 => (Some('('), Tone::Sac),
        0xE8 => (Some('('), Tone::Huyen),
        0xFA => (Some('('), Tone::Hoi),
        0xFC => (Some('('), Tone::Nga),
        0xEB => (Some('('), Tone::Nang),
        _ => return None,
    };
    let target = match (quality, v.bare()) {
        (None, _) => v.bare(),
        (Some('^'), 'a') => 'â',
        (Some('^'), 'e') => 'ê',
        (Some('^'), 'o') => 'ô',
        (Some('('), 'a') => 'ă',
        _ => return None,
    };
    Some(Vowel { letter: letter::vowel(target)?.letter, tone, upper: v.upper }.to_char())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_recognised_only_when_it_is_sure() {
        let tcvn = [
            0x43, 0xE9, 0x6E, 0x67, 0x20, 0x68, 0xB5, 0x20, 0x78, 0xB7, 0x20, 0x68, 0xE9, 0x69, 0x20, 0x63, 0x68, 0xF1,
            0x20, 0x6E, 0x67, 0x68, 0xDC, 0x61,
        ];
        assert_eq!(detect(&tcvn), Some(Legacy::Tcvn3));
        assert_eq!(detect(b"caf\xe9 ol\xe9 ma\xf1ana se\xf1or ni\xf1o"), None);
        assert_eq!(of_font(".VnTimeH"), Some(Legacy::Tcvn3));
    }
}
