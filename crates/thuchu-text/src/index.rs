//! What the matching engine indexes, made by one function for checks and for messages.

use std::borrow::Cow;

use crate::links::{CanonicalUrl, find_links};
use crate::{confusable, letter, match_form, mojibake};

/// A text as the engine compares it: words and links apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndexForm {
    /// [`match_form`] of the text after damage was repaired, links cut out and look-alike letters folded.
    pub text: String,
    /// The links that were cut out, in order, each once.
    pub links: Vec<CanonicalUrl>,
}

/// The index form of a text.
///
/// Mojibake is repaired where certain; links are cut out first, so that a look-alike domain stays the other domain
/// that it is; then look-alike letters are folded; [`match_form`] calms shouting (lower case) and drops emoji and
/// signs. Idempotent in `text`. At most eighteen times the bytes of the input.
#[must_use]
pub fn index_form(text: &str) -> IndexForm {
    let text = mojibake::repair(text);
    let (words, links) = without_links(&text);
    IndexForm { text: match_form(&confusable::folded(&words)), links }
}

/// The text with a space in the place of each link, and the links in order, each once.
#[must_use]
pub fn without_links(text: &str) -> (Cow<'_, str>, Vec<CanonicalUrl>) {
    let found = find_links(text);
    let mut links: Vec<CanonicalUrl> = Vec::with_capacity(found.len());
    if found.is_empty() {
        return (Cow::Borrowed(text), links);
    }
    let mut words = String::with_capacity(text.len());
    let mut from = 0;
    for (range, link) in found {
        words.push_str(&text[from..range.start]);
        words.push(' ');
        from = range.end;
        if !links.contains(&link) {
            links.push(link);
        }
    }
    words.push_str(&text[from..]);
    (Cow::Owned(words), links)
}

/// Shouted text in lower case, for readers of words that mind the case (a language model, a display); else as it is.
///
/// A line is shouted when it has at least eight letters and seven in ten of them are capitals.
#[must_use]
pub fn calm(text: &str) -> Cow<'_, str> {
    let shouted = |line: &str| {
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = line.chars().filter(|c| c.is_uppercase()).count();
        letters >= 8 && capitals * 10 >= letters * 7
    };
    if !text.lines().any(shouted) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if shouted(line) {
            for c in line.chars() {
                match letter::lower(c) {
                    lower if lower != c => out.push(lower),
                    _ => out.extend(c.to_lowercase()),
                }
            }
        } else {
            out.push_str(line);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_keys_and_words_are_words() {
        let form =
            index_form("KHẨN!!! Đọс ngаy https://www.tuoitre.vn/a.htm?fbclid=1 và tuoitre.vn/a.htm 😱 Viá»‡t Nam");
        assert_eq!(form.text, "khẩn đọc ngay và việt nam");
        assert_eq!(form.links.iter().map(CanonicalUrl::as_str).collect::<Vec<_>>(), ["https://tuoitre.vn/a.htm"]);
    }

    #[test]
    fn only_shouted_lines_are_calmed() {
        assert_eq!(calm("KHẨN CẤP ĐỌC NGAY\nỞ TP.HCM có mưa"), "khẩn cấp đọc ngay\nỞ TP.HCM có mưa");
    }
}
