//! A text as the words that are cut into pieces.
//!
//! SentencePiece's `nmt_nfkc`: control characters go, what separates becomes a space, NFKC, spaces in a row are one.

use unicode_normalization::UnicodeNormalization;

use super::SPACE;

/// Bytes of all words together at most, their marks aside: NFKC can make a text many times as long.
const WORDS_MAX: usize = 64 * 1024;

/// Words in order, each with the mark of a space in front.
pub(super) fn words(text: &str, keeps_last_space: bool) -> impl Iterator<Item = String> {
    let mut letters = text.chars().filter_map(fold).nfkc();
    let mut left = WORDS_MAX;
    let mut first = true;
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let mut word = String::from(SPACE);
            ended = true;
            for letter in letters.by_ref() {
                let separates = letter == ' ' || (!keeps_last_space && letter.is_whitespace());
                if separates && (word.len() == SPACE.len_utf8() && !first) {
                    continue;
                }
                if separates {
                    ended = false;
                    break;
                }
                word.push(letter);
                left = left.saturating_sub(letter.len_utf8());
                if left == 0 {
                    break;
                }
            }
            let leading = first && word.len() == SPACE.len_utf8();
            first = false;
            // A space in front of everything is the mark of the first word.
            if leading && !ended {
                continue;
            }
            if word.len() > SPACE.len_utf8() || (ended && keeps_last_space && !leading) {
                return Some(word);
            }
        }
        None
    })
}

/// Before NFKC: what separates is a space, what only controls is nothing.
fn fold(letter: char) -> Option<char> {
    match letter {
        '\t'
        | '\n'
        | '\u{c}'
        | '\r'
        | '\u{1680}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | SPACE
        | '\u{feff}'
        | '\u{fffd}' => Some(' '),
        '\u{1}'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{8f}' | '\u{9f}' => None,
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let seen: Vec<String> = words(text, true).collect();
        let expected: Vec<String> = expected.iter().map(|word| format!("\u{2581}{word}")).collect();
        assert_eq!(seen, expected, "{text:?}");
    }

    #[test]
    fn every_word_begins_with_the_mark_of_a_space() {
        check("uống nước", &["uống", "nước"]);
        check("  a \t\n b", &["a", "b"]);
        check("a\u{200b}b\u{3000}c", &["a", "b", "c"]);
        check("", &[]);
        check("\u{1}ﬁ\u{7f} Ⅳ", &["fi", "IV"]);
    }

    #[test]
    fn a_space_at_the_end_is_kept_where_the_file_says_so() {
        check("a ", &["a", ""]);
        check("a  ", &["a", ""]);
        assert_eq!(words("a ", false).count(), 1);
    }

    #[test]
    fn a_text_that_grows_without_end_is_cut() {
        let long = "\u{fdfa}".repeat(10_000);
        assert!(words(&long, true).map(|word| word.len()).sum::<usize>() < 100_000);
        assert_eq!(words(&"\u{301}".repeat(5_000), true).count(), 1);
    }
}
