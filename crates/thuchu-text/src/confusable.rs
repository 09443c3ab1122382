//! Letters of other scripts that look like Latin ones, and the marks that dodge filters: for matching only.
//!
//! Cyrillic, Greek and phonetic look-alikes are mapped inside words that also hold Latin letters, and as whole words
//! in lines that are otherwise Latin. Text that really is Russian or Greek stays as it is. Fullwidth and mathematical
//! letters are the business of NFKC in [`crate::match_form`].

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::forms::is_invisible;

/// Replaces look-alikes by the Latin letters they imitate and drops invisible characters inside such words.
///
/// Line by line. A word with Latin letters has all its look-alikes mapped. A word without any is mapped only in a line
/// where Latin letters outnumber the others, and only if every letter of it is a close look-alike: `со` becomes `co`,
/// `Москва` stays. Idempotent. At most three times the bytes of the input.
#[must_use]
pub fn fold_confusables(text: &str) -> String {
    folded(text).into_owned()
}

/// As [`fold_confusables`]; nearly all text holds nothing to map and is not copied.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    let everyday = |c: char| c.is_ascii() || matches!(c, '\u{C0}'..='\u{130}' | '\u{1E00}'..='\u{1EFF}');
    if !text.chars().any(|c| !everyday(c) && (may_confuse(c) || is_invisible(c))) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        fold_line(line, &mut out);
    }
    Cow::Owned(out)
}

fn fold_line(line: &str, out: &mut String) {
    // Mixed words first: once they are mapped, the line shows which script it is really in.
    let mut mixed = String::with_capacity(line.len());
    by_words(line, &mut mixed, |word, _| census(word).0 > 0);
    let (latin, other) = census(&mixed);
    let close = |word: &str| word.chars().nfd().all(|c| is_close(c) || is_mark(c) || is_invisible(c) || c.is_numeric());
    by_words(&mixed, out, |word, letters| letters == 0 || (latin > other && close(word)));
}

/// Copies a line, mapping the words that are chosen by their text and their number of letters.
fn by_words(line: &str, out: &mut String, chosen: impl Fn(&str, usize) -> bool) {
    let is_part = |c: char| c.is_alphanumeric() || is_mark(c) || is_invisible(c);
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let part = is_part(first);
        let (run, after) = rest.split_at(rest.find(|c| is_part(c) != part).unwrap_or(rest.len()));
        rest = after;
        let (latin, other) = census(run);
        if !part || !chosen(run, latin + other) {
            out.push_str(run);
        } else if run.chars().any(may_confuse) {
            // й and ή are taken apart, so that the letter under the mark is seen.
            let parts = run.chars().filter(|&c| !is_invisible(c)).nfd();
            out.extend(parts.map(|c| latin_for(c).unwrap_or(c)).nfc());
        } else {
            out.extend(run.chars().filter(|&c| !is_invisible(c)));
        }
    }
}

/// How many letters are Latin and how many are not.
fn census(text: &str) -> (usize, usize) {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .fold((0, 0), |(latin, other), c| if is_latin(c) { (latin + 1, other) } else { (latin, other + 1) })
}

fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{2AF}' | '\u{1D00}'..='\u{1D25}'
        | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{FF21}'..='\u{FF5A}'
        | '\u{1D400}'..='\u{1D6A5}')
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

fn may_confuse(c: char) -> bool {
    matches!(c, 'ı' | 'ĸ' | 'Ɩ' | 'ƅ' | 'Ɖ' | '\u{250}'..='\u{2AF}' | '\u{370}'..='\u{556}' | '\u{561}'..='\u{587}'
        | '\u{13A0}'..='\u{13F5}' | '\u{1D00}'..='\u{1D25}' | '\u{1F00}'..='\u{1FFF}')
}

/// A look-alike that nobody tells from the Latin letter at reading speed, in its own case.
fn is_close(c: char) -> bool {
    matches!(
        c,
        'а' | 'е'
            | 'о'
            | 'с'
            | 'р'
            | 'х'
            | 'у'
            | 'і'
            | 'ј'
            | 'ѕ'
            | 'һ'
            | 'ԁ'
            | 'ԛ'
            | 'ԝ'
            | 'А'
            | 'В'
            | 'Е'
            | 'К'
            | 'М'
            | 'Н'
            | 'О'
            | 'С'
            | 'Р'
            | 'Т'
            | 'Х'
            | 'У'
            | 'І'
            | 'Ј'
            | 'Ѕ'
            | 'ο'
            | 'ν'
            | 'υ'
            | 'ι'
            | 'ρ'
            | 'α'
            | 'Α'
            | 'Β'
            | 'Ε'
            | 'Ζ'
            | 'Η'
            | 'Ι'
            | 'Κ'
            | 'Μ'
            | 'Ν'
            | 'Ο'
            | 'Ρ'
            | 'Τ'
            | 'Υ'
            | 'Χ'
            | 'ϲ'
            | 'ϳ'
            | 'օ'
            | 'ս'
            | 'ո'
            | 'Ꭺ'
            | 'Ꭼ'
            | 'Ꮋ'
    )
}

/// The Latin letter that a character imitates, in the same case where it has one.
fn latin_for(c: char) -> Option<char> {
    Some(match c {
        // Cyrillic
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'с' => 'c',
        'р' => 'p',
        'х' => 'x',
        'у' | 'ү' | 'ұ' => 'y',
        'і' | 'ӏ' => 'i',
        'ј' => 'j',
        'ѕ' => 's',
        'һ' | 'ћ' => 'h',
        'ԁ' => 'd',
        'ԛ' => 'q',
        'ԝ' | 'ѡ' | 'ш' => 'w',
        'в' | 'ь' | 'ъ' => 'b',
        'к' | 'қ' => 'k',
        'м' => 'm',
        'н' | 'ң' => 'h',
        'т' => 't',
        'п' => 'n',
        'и' => 'u',
        'г' => 'r',
        'ѵ' => 'v',
        'є' => 'e',
        'ә' => 'e',
        'А' => 'A',
        'В' => 'B',
        'Е' | 'Є' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' | 'Ү' => 'Y',
        'Х' => 'X',
        'І' | 'Ӏ' => 'I',
        'Ј' => 'J',
        'Ѕ' => 'S',
        'Ԍ' => 'G',
        'Ԛ' => 'Q',
        'Ԝ' => 'W',
        'Ѵ' => 'V',
        'Ь' => 'b',
        'З' => '3',
        // Greek
        'α' => 'a',
        'β' => 'b',
        'γ' => 'y',
        'ε' => 'e',
        'η' => 'n',
        'ι' => 'i',
        'κ' => 'k',
        'ν' => 'v',
        'ο' => 'o',
        'ρ' => 'p',
        'σ' => 'o',
        'ϲ' | 'ς' => 'c',
        'τ' => 't',
        'υ' => 'u',
        'χ' => 'x',
        'ω' => 'w',
        'ϳ' => 'j',
        'μ' => 'u',
        'Α' => 'A',
        'Β' => 'B',
        'Ε' => 'E',
        'Ζ' => 'Z',
        'Η' => 'H',
        'Ι' => 'I',
        'Κ' => 'K',
        'Μ' => 'M',
        'Ν' => 'N',
        'Ο' => 'O',
        'Ρ' => 'P',
        'Τ' => 'T',
        'Υ' => 'Y',
        'Χ' => 'X',
        'Ϲ' => 'C',
        'Ϳ' => 'J',
        // Armenian and Cherokee
        'օ' => 'o',
        'ս' => 'u',
        'ո' => 'n',
        'ց' => 'g',
        'հ' => 'h',
        'զ' => 'q',
        'Տ' => 'S',
        'Օ' => 'O',
        'Ս' => 'U',
        'Ꭺ' => 'A',
        'Ᏼ' => 'B',
        'Ꮯ' => 'C',
        'Ꭰ' => 'D',
        'Ꭼ' => 'E',
        'Ꮐ' => 'G',
        'Ꮋ' => 'H',
        'Ꭵ' => 'i',
        'Ꭻ' => 'J',
        'Ꮶ' => 'K',
        'Ꮮ' => 'L',
        'Ꮇ' => 'M',
        'Ꮲ' => 'P',
        'Ꮪ' => 'S',
        'Ꭲ' => 'T',
        'Ꮩ' => 'V',
        'Ꮃ' => 'W',
        'Ꮓ' => 'Z',
        // Latin letters of phonetic and other use
        'ı' | 'ɩ' | 'ɪ' | 'Ɩ' => 'i',
        'ĸ' | 'ᴋ' => 'k',
        'ɑ' | 'ᴀ' | 'ɐ' => 'a',
        'ʙ' => 'b',
        'ᴄ' => 'c',
        'ᴅ' => 'd',
        'ɖ' | 'Ɖ' => 'đ',
        'ᴇ' | 'ɘ' | 'ɛ' => 'e',
        'ɡ' | 'ɢ' => 'g',
        'ʜ' | 'ɦ' => 'h',
        'ᴊ' => 'j',
        'ʟ' | 'ɭ' => 'l',
        'ᴍ' => 'm',
        'ɴ' | 'ɳ' | 'ɲ' => 'n',
        'ᴏ' => 'o',
        'ᴘ' => 'p',
        'ʀ' | 'ɾ' => 'r',
        'ᴛ' | 'ʈ' => 't',
        'ᴜ' | 'ʊ' => 'u',
        'ᴠ' | 'ʋ' => 'v',
        'ᴡ' => 'w',
        'ʏ' => 'y',
        'ᴢ' | 'ʐ' => 'z',
        'ƅ' => 'b',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_inside_latin_words_are_mapped() {
        assert_eq!(
            fold_confusables("Tập đoàп lớn mạпh пhất, xuất ĸhẩu vасс\u{2060}i\u{AD}пe"),
            "Tập đoàn lớn mạnh nhất, xuất khẩu vaccine"
        );
        assert_eq!(fold_confusables("сhó ɡіả ở TP.HCM"), "chó giả ở TP.HCM");
    }

    #[test]
    fn a_whole_word_of_close_look_alikes_is_mapped_in_a_latin_line_only() {
        assert_eq!(fold_confusables("tin này со thật"), "tin này co thật");
        assert_eq!(fold_confusables("Москва nói gì"), "Москва nói gì");
        assert_eq!(fold_confusables("это не со слов"), "это не со слов");
    }
}
