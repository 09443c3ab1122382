//! Texts made fit for paper: characters that the fonts have, no invisible steering of the line, breaks for words that
//! are longer than a line.
//!
//! What a text *means* is left alone; these texts go to the typesetter as data, never as markup.

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// What stands for characters that no font at hand has.
pub(crate) const UNSHOWN: &str = "[?]";
/// A place where a word may be broken.
const BREAK: char = '\u{200B}';
/// From so many characters without a space on a word gets places to break.
const LONG_WORD: usize = 24;
/// How far apart they are.
const PIECE: usize = 12;
/// Most marks above and below one letter: Vietnamese needs two, and towers of them cover the lines around.
const MOST_MARKS: usize = 2;

/// Makes texts fit for the fonts at hand.
pub(crate) struct Words<'a> {
    has: &'a dyn Fn(char) -> bool,
    /// Whether something could not be shown.
    pub(crate) unshown: bool,
}

impl<'a> Words<'a> {
    /// For fonts that have the characters that `has` says.
    pub(crate) const fn new(has: &'a dyn Fn(char) -> bool) -> Self {
        Self { has, unshown: false }
    }

    /// A text in one line: every stretch of white space is one space.
    pub(crate) fn line(&mut self, text: &str) -> String {
        let clean = self.clean(text);
        breakable(&clean.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// A line of at most `most` characters; a longer one ends with `…` at a word's end.
    pub(crate) fn short(&mut self, text: &str, most: usize) -> String {
        let line = self.line(text);
        let Some((cut, _)) = line.char_indices().nth(most) else { return line };
        let head = &line[..cut];
        let words = head.rsplit_once(' ').map_or(head, |(words, _)| words);
        format!("{}…", words.trim_end_matches([' ', ',', ';', ':', '.', BREAK]))
    }

    /// A text that keeps its line breaks, and its spaces at the edges: a piece of running text.
    pub(crate) fn piece(&mut self, text: &str) -> String {
        breakable(&self.clean(text))
    }

    fn clean(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut marks, mut hidden) = (0, false);
        for character in text.nfc() {
            let Some(character) = printable(character) else { continue };
            let mark = matches!(
                character.general_category(),
                GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
            );
            marks = if mark { marks + 1 } else { 0 };
            // A mark belongs to what stands before it: with nothing there, or on what is not shown, it is not shown.
            if mark && (marks > MOST_MARKS || hidden || out.is_empty() || out.ends_with([' ', '\n'])) {
                continue;
            }
            if character == ' ' || character == '\n' || (self.has)(character) {
                hidden = hidden && character == ' ';
                out.push(character);
            } else if let Some(plain) = plain(character) {
                hidden = false;
                out.push_str(plain);
            } else if !self.in_parts(character, &mut out) {
                // Several in a row, in words or not, are one gap.
                if !hidden {
                    out.push_str(UNSHOWN);
                }
                if hidden && out.ends_with(' ') {
                    out.pop();
                }
                (hidden, self.unshown) = (true, true);
            }
        }
        out
    }

    /// A letter with a mark that the font has only as two.
    fn in_parts(&self, character: char, out: &mut String) -> bool {
        let parts: Vec<char> = std::iter::once(character).nfd().collect();
        let there = parts.len() > 1 && parts.iter().all(|part| (self.has)(*part));
        if there {
            out.extend(parts);
        }
        there
    }
}

/// The longest stretch of a text that is never broken: it must fit a line.
pub(crate) fn longest(text: &str) -> &str {
    text.split([' ', '\n', BREAK]).max_by_key(|word| word.chars().count()).unwrap_or_default()
}

/// Most letters of a name that stays on one line: a longer one would become small.
pub(crate) const ONE_LINE: usize = 14;

/// White space as a space or a line break; nothing for what has no shape: controls, marks that turn the direction of
/// writing, joiners, private and unassigned code points.
fn printable(character: char) -> Option<char> {
    use GeneralCategory as Of;
    match character {
        '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\t' => Some(' '),
        '\u{A0}' | '\u{202F}' => Some('\u{A0}'),
        '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => None,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{1F3FB}'..='\u{1F3FF}' => None,
        other => match other.general_category() {
            Of::Control | Of::Format | Of::Surrogate | Of::PrivateUse | Of::Unassigned => None,
            Of::SpaceSeparator | Of::LineSeparator | Of::ParagraphSeparator => Some(' '),
            _ => Some(other),
        },
    }
}

/// How signs that few text fonts have are written with those that all have.
const fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        '‐' | '‑' | '‒' => "-",
        '―' => "—",
        '′' | 'ʼ' | 'ʹ' => "’",
        '″' => "”",
        '→' | '⇒' | '➔' => "->",
        '←' | '⇐' => "<-",
        '‥' => "..",
        '●' | '■' | '▪' | '◆' | '∙' | '⋅' | '・' => "•",
        '№' => "No",
        _ => return None,
    })
}

/// Puts places to break into words longer than a line may be.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\n']) {
        if word.chars().count() <= LONG_WORD {
            out.push_str(word);
            continue;
        }
        let mut in_piece = 0;
        for character in word.chars() {
            // Never between a letter and its mark.
            let mark = character.general_category() == GeneralCategory::NonspacingMark;
            if in_piece >= PIECE && !mark && !character.is_whitespace() {
                out.push(BREAK);
                in_piece = 0;
            }
            out.push(character);
            in_piece += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MARKS: &str = "\u{300}\u{301}\u{303}\u{309}\u{323}\u{302}\u{306}\u{31B}\u{30C}";

    /// A font of Latin letters with Vietnamese ones.
    fn latin(character: char) -> bool {
        character < '\u{17F}' && !matches!(character, 'ĕ')
            || ('Ạ'..='ỹ').contains(&character)
            || MARKS.contains(character)
    }

    #[track_caller]
    fn printed(text: &str, expected: &str) {
        assert_eq!(Words::new(&latin).line(text), expected);
    }

    #[test]
    fn vietnamese_is_left_as_it_is_in_one_form() {
        printed("Ẵ Ễ Ỗ ữ ỵ đ Đ", "Ẵ Ễ Ỗ ữ ỵ đ Đ");
        printed("tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "tiếng Việt");
        printed("Êđê: ĕ", "Êđê: e\u{306}");
    }

    #[test]
    fn what_steers_the_line_is_left_out_and_what_no_font_has_is_one_gap() {
        printed("a\u{202E}b\u{2066}c\u{200B}d\u{0}\u{7}e\u{AD}f", "abcdef");
        printed("một  \t hai\nba", "một hai ba");
        printed("nói مرحبا بالعالم rồi", "nói [?] rồi");
        printed("👍🏽👨‍👩‍👧 tốt", "[?] tốt");
        printed("a\u{301}\u{301}\u{301}\u{301}\u{301}b", "á\u{301}\u{301}b");
        printed("\u{301}a", "a");
        printed("A → B ‑ №1", "A -> B - No1");
        let mut words = Words::new(&latin);
        words.line("chữ");
        assert!(!words.unshown);
        words.line("漢字");
        assert!(words.unshown);
    }

    #[test]
    fn a_word_longer_than_a_line_can_be_broken_and_a_shorter_one_cannot() {
        let long = Words::new(&latin).line(&"a".repeat(10_000));
        assert!(longest(&long).len() <= PIECE);
        assert_eq!(longest("nghiêng ngả"), "nghiêng");
        printed("antidisestablishment", "antidisestablishment");
    }

    #[test]
    fn a_cut_is_at_the_end_of_a_word() {
        assert_eq!(Words::new(&latin).short("Một hai, ba bốn", 9), "Một hai…");
        assert_eq!(Words::new(&latin).short("Một hai", 9), "Một hai");
        assert_eq!(Words::new(&latin).short("Mộthaibabốn", 3), "Một…");
    }

    proptest! {
        #[test]
        fn any_text_becomes_one_that_the_font_has(text: String) {
            let line = Words::new(&latin).line(&text);
            prop_assert!(line.chars().all(|character| latin(character) || character == BREAK), "{line:?}");
            prop_assert!(longest(&line).chars().count() <= LONG_WORD);
        }
    }
}
