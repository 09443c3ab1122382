//! Text that was UTF-8 and was read as windows-1252: `Viá»‡t Nam`.
//!
//! Repairs only when it is sure: the damaged runs turn back into valid UTF-8 with Vietnamese letters, and nothing else
//! in the text speaks against it. Other damage (lost bytes, question marks) is left as it is.

use std::borrow::Cow;

use crate::letter;

/// Undoes the damage where it is certain, else returns the text itself. Idempotent; never longer than the input.
///
/// Bytes that windows-1252 leaves undefined are expected as C1 controls, the way browsers read them.
#[must_use]
pub fn repair(text: &str) -> Cow<'_, str> {
    let mut current = Cow::Borrowed(text);
    // Each round shortens the text; twice-damaged text needs two, more is unheard of.
    for _ in 0..3 {
        match repair_once(&current) {
            Some(repaired) => current = Cow::Owned(repaired),
            None => break,
        }
    }
    current
}

fn repair_once(text: &str) -> Option<String> {
    // Ã, Ä, Æ begin the two-byte letters, `áº` and `á»` the three-byte ones. No such pair, no damage.
    let suspicious = |w: &[u8]| matches!(w, [0xC3, 0x83 | 0x84 | 0x86, ..] | [0xC3, 0xA1, 0xC2, 0xBA | 0xBB]);
    if !text.as_bytes().windows(4).any(suspicious) && !text.as_bytes().windows(2).last().is_some_and(suspicious) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let (mut short, mut long, mut against) = (0_u32, 0_u32, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match sequence(rest) {
            Some((repaired, length)) if letter::is_marked(repaired) => {
                if length == 3 {
                    long += 1;
                } else {
                    short += 1;
                }
                out.push(repaired);
                rest = &rest[rest.chars().take(length).map(char::len_utf8).sum()..];
            }
            // Quotes and dashes are repaired along, but prove nothing.
            Some((repaired, length)) if matches!(repaired, '\u{2010}'..='\u{2026}' | '₫' | '\u{A0}'..='\u{BF}') => {
                out.push(repaired);
                rest = &rest[rest.chars().take(length).map(char::len_utf8).sum()..];
            }
            _ => {
                // `à` is C3 A0: its second half is a no-break space, which many programs turn into a plain one.
                let lost_half = c == 'Ã' && rest[c.len_utf8()..].starts_with([' ', '\u{A0}']);
                against |= letter::is_marked(c) && !lost_half;
                out.push(if lost_half { 'à' } else { c });
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    // A three-byte letter is proof by itself; two-byte ones only where no healthy Vietnamese letter stands beside.
    (long > 0 || (short > 0 && !against)).then_some(out)
}

/// The character that the run at the start stands for, and how many characters of the run it takes.
fn sequence(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let lead = byte(chars.next()?)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0];
    for slot in &mut bytes[1..length] {
        *slot = byte(chars.next()?)?;
    }
    Some((std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?, length))
}

/// The windows-1252 byte of a character, C1 controls standing for themselves; `None` for ASCII and all others.
fn byte(c: char) -> Option<u8> {
    const SPECIALS: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8A),
        ('‹', 0x8B),
        ('Œ', 0x8C),
        ('Ž', 0x8E),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9A),
        ('›', 0x9B),
        ('œ', 0x9C),
        ('ž', 0x9E),
        ('Ÿ', 0x9F),
    ];
    match c {
        '\u{80}'..='\u{FF}' => u8::try_from(c as u32).ok(),
        _ => SPECIALS.iter().find(|(special, _)| *special == c).map(|&(_, byte)| byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn healthy_text_is_left_alone() {
        for healthy in ["Chuyện ĐÃ” rồi", "São Paulo, Älvsjö", "thông tin…", "“Ừ” à…", "crème brûlée", "ÃÄ"]
        {
            assert_eq!(repair(healthy), healthy);
        }
    }

    #[test]
    fn a_lost_no_break_space_is_understood_in_text_that_is_surely_damaged() {
        assert_eq!(repair("lÃ tin giáº£"), "là tin giả");
        assert_eq!(repair("â€œtin giáº£â€\u{9D}"), "“tin giả”");
    }

    #[test]
    fn twice_damaged_text_is_repaired_twice() {
        assert_eq!(repair("ViÃ¡Â»â€¡t Nam"), "Việt Nam");
    }
}
