//! Which language a text is in, as far as the desk needs to know: Vietnamese, English, or another.

use crate::{letter, match_form, syllable, syllables};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese, with or without marks.
    Vi,
    /// English.
    En,
    /// Any other.
    Other,
}

/// Bytes that are looked at: more than four hundred words of any language have.
const MOST_BYTES: usize = 8 * 1024;

/// The language of a text; `None` when it has too few words to tell (under two, or nothing but names and numbers).
///
/// Letters that only Vietnamese has decide first. Without them: words that no Vietnamese syllable can be spelt like,
/// and the commonest small words of English, against words that read as syllables.
#[must_use]
pub fn detect(text: &str) -> Option<Lang> {
    let form = match_form(&text[..text.floor_char_boundary(MOST_BYTES)]);
    let words: Vec<&str> = syllables(&form).filter(|w| w.chars().any(char::is_alphabetic)).take(400).collect();
    let letters: usize = form.chars().filter(|c| c.is_alphabetic()).count();
    let latin = form
        .chars()
        .filter(|&c| {
            c.is_ascii_alphabetic() || ('\u{C0}'..='\u{24F}').contains(&c) || ('\u{1E00}'..='\u{1EFF}').contains(&c)
        })
        .count();
    if letters == 0 {
        return None;
    }
    if latin * 2 < letters {
        return Some(Lang::Other);
    }
    let distinctive = words.iter().filter(|w| w.chars().any(letter::is_distinctive) && syllable::is_valid(w)).count();
    if distinctive * 6 >= words.len() {
        return Some(Lang::Vi);
    }
    if words.len() < 2 {
        return None;
    }
    let count = |list: &[&str]| words.iter().filter(|w| list.contains(w)).count();
    let english = count(ENGLISH);
    let valid = words.iter().filter(|w| syllable::is_valid(w)).count();
    if valid * 10 >= words.len() * 7 && english * 4 <= words.len() && (words.len() >= 3 || count(COMMON_FOLDED) > 0) {
        return Some(Lang::Vi);
    }
    if english * 5 >= words.len() || (english >= 1 && words.len() <= 8 && words.iter().all(|w| w.is_ascii())) {
        return Some(Lang::En);
    }
    if distinctive * 10 >= words.len() {
        return Some(Lang::Vi);
    }
    (words.len() >= 4).then_some(Lang::Other)
}

/// Small words of English that say nothing by themselves.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "that", "it", "for", "was", "on", "are", "with", "as", "be", "by", "at",
    "this", "have", "from", "has", "not", "will", "who", "been", "you", "your", "they", "their", "after", "about",
    "were", "can", "or", "which", "would", "does", "did", "an", "says", "people", "new", "just", "what", "when", "how",
    "all", "if", "out", "our", "she", "his", "her", "him", "them", "there", "here", "than", "then", "because", "its",
    "get", "got", "look", "every", "more", "only", "over", "still", "why", "where", "could", "should", "these",
    "those", "into", "before", "your", "had", "going", "said", "never", "again", "us", "year", "years", "day", "time",
    "right", "really", "know", "think", "want", "up", "off", "down", "first", "last", "other", "some", "any", "even",
    "much", "many", "being",
];
const COMMON_FOLDED: &[&str] =
    &["khong", "co", "nguoi", "la", "cua", "nhung", "duoc", "tin", "gia", "nay", "cho", "tien"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_is_known_with_and_without_marks() {
        assert_eq!(detect("Uống nước chanh nóng diệt được virus"), Some(Lang::Vi));
        assert_eq!(detect("uong nuoc chanh nong diet duoc virus corona"), Some(Lang::Vi));
        assert_eq!(detect("ngan hang se doi tien truoc tet"), Some(Lang::Vi));
    }

    #[test]
    fn english_and_others_are_told_apart() {
        assert_eq!(detect("Drinking hot lemon water kills the virus"), Some(Lang::En));
        assert_eq!(detect("La police a arrêté quatre manifestants devant le parlement français"), Some(Lang::Other));
        assert_eq!(detect("Вода с лимоном убивает вирус"), Some(Lang::Other));
        assert_eq!(detect("12345"), None);
    }
}
