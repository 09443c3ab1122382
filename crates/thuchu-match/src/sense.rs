//! What a language model is given of claims and messages, and what it gave back.
//!
//! The model itself is the caller's: here it is decided which texts are embedded. Unmarked Vietnamese confuses the
//! model, so each claim has a second vector of its folded text, and unmarked messages are compared with that one.
//! Shouting is calmed, look-alike letters are folded, links are left out; a long message is looked at in windows, and its
//! best one counts.

use std::ops::Range;

use thuchu_embed::Quantised;
use thuchu_text::lang::{self, Lang};
use thuchu_text::{boilerplate, calm, confusable, fold, hashtag, match_form, mojibake, without_links};

use crate::analyse::{beginning, without_signature};
use crate::centre::{Centre, Side};

/// Messages of more words than this are looked at in windows too.
const LONG: usize = 34;
/// Words of a window that is cut from a longer sentence; neighbours overlap by half.
const WINDOW: usize = 28;
/// Sentences shorter than this are read together with the next.
const SHORT_SENTENCE: usize = 7;
/// Windows looked at: more of a message is not embedded, words alone speak for it.
const MOST_WINDOWS: usize = 12;
/// Words of all windows together. A megabyte of message then costs the model less than twenty short ones.
const MOST_IN_WINDOWS: usize = 160;
/// Words of the whole message that are embedded at once: what is long is known by its windows.
const MOST_WORDS: usize = 64;
/// Bytes of a message that are read for all this: what lies behind would be in no window.
const MOST_BYTES: usize = 16 * 1024;

/// A message as a model sees it: a vector of the whole, and of each window of a long one.
#[derive(Debug, Clone)]
pub struct Sense {
    pub(crate) parts: Vec<Quantised>,
    /// Compared with the folded texts of claims.
    pub(crate) folded: bool,
}

impl Sense {
    /// Embeds what is to be embedded of a message, 1 to 13 texts; `embed` gives a vector for each text, in order.
    pub fn of(message: &str, embed: &mut dyn FnMut(&[&str]) -> Vec<Quantised>) -> Self {
        let message = beginning(message, MOST_BYTES);
        let (texts, folded) = message_texts(message);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let centre = if folded { Centre::Folded } else { Centre::of(message) };
        Self { parts: embed(&texts).iter().map(|vector| centre.seen(Side::Message, vector)).collect(), folded }
    }

    /// Whether nothing came back: a message of which nothing can be compared.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

/// The texts of a claim's wording that are embedded: as it is, and folded where that is another text.
pub(crate) fn claim_texts(wording: &str) -> (String, Option<String>) {
    let plain = readable(wording);
    let folded = fold(&match_form(&plain));
    let marked = match_form(&plain) != folded;
    (plain, marked.then_some(folded))
}

/// The texts of a message that are embedded, of its beginning, and whether they are folded.
fn message_texts(message: &str) -> (Vec<String>, bool) {
    let plain = readable(&boilerplate::strip(without_signature(message)));
    let folded = is_unmarked(&plain);
    let plain = if folded { fold(&match_form(&plain)) } else { plain };
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut texts = vec![words[..words.len().min(MOST_WORDS)].join(" ")];
    if words.len() > LONG {
        let mut left = MOST_IN_WINDOWS;
        let fitting = windows(&words).into_iter().take(MOST_WINDOWS).take_while(|window| {
            let fits = window.len() <= left;
            left = left.saturating_sub(window.len());
            fits
        });
        texts.extend(fitting.map(|window| words[window].join(" ")));
    }
    (texts, folded)
}

/// Vietnamese whose writer left the marks out: fewer than two in five words carry one.
fn is_unmarked(text: &str) -> bool {
    let form = match_form(text);
    let (mut words, mut marked) = (0_usize, 0_usize);
    for word in thuchu_text::syllables(&form).filter(|word| word.chars().any(char::is_alphabetic)) {
        words += 1;
        marked += usize::from(fold(word) != word);
    }
    marked * 5 < words * 2 && lang::detect(text) == Some(Lang::Vi)
}

/// The text as a model reads it best: repaired, without links, letters folded to those they look like, calm.
fn readable(text: &str) -> String {
    let text = mojibake::repair(text);
    let (words, _) = without_links(&text);
    let words = confusable::fold_confusables(&thuchu_text::normalise(&hashtag::apart(&words)));
    calm(&words).into_owned()
}

/// Sentences as ranges of words: short ones joined to the next, long ones cut into overlapping windows.
fn windows(words: &[&str]) -> Vec<Range<usize>> {
    let mut list = Vec::new();
    let mut start = 0;
    for end in 1..=words.len() {
        let full_stop = end == words.len() || words[end - 1].ends_with(['.', '!', '?', '…', ';']);
        if !full_stop || (end - start < SHORT_SENTENCE && end < words.len()) {
            continue;
        }
        if end - start <= WINDOW + WINDOW / 2 {
            list.push(start..end);
        } else {
            list.extend((start..end).step_by(WINDOW / 2).map(|from| from..(from + WINDOW).min(end)));
        }
        start = end;
    }
    list
}

#[cfg(test)]
mod tests {
    use super::{MOST_IN_WINDOWS, MOST_WINDOWS, MOST_WORDS, Sense};

    /// The texts that a model is given for a message.
    fn given(message: &str) -> Vec<String> {
        let mut given = Vec::new();
        Sense::of(message, &mut |texts| {
            given = texts.iter().map(|&text| text.to_owned()).collect();
            Vec::new()
        });
        given
    }

    #[test]
    fn a_short_message_is_embedded_whole_and_once() {
        assert_eq!(
            given("UỐNG NƯỚC CHANH CHỮA KHỎI UNG THƯ https://example.org/x"),
            ["uống nước chanh chữa khỏi ung thư"]
        );
    }

    #[test]
    fn a_claim_within_a_long_message_is_embedded_by_itself() {
        let talk = "Hôm qua trời mưa to quá nên cả nhà tôi không đi đâu được hết. ".repeat(3);
        let texts = given(&format!("{talk}Uống nước chanh nóng mỗi sáng chữa khỏi ung thư phổi. {talk}"));
        assert!(texts.iter().any(|text| text == "Uống nước chanh nóng mỗi sáng chữa khỏi ung thư phổi."), "{texts:?}");
    }

    #[test]
    fn a_model_is_given_no_more_of_a_megabyte_than_of_a_page() {
        let sentence = "Uống nước chanh nóng mỗi sáng chữa khỏi ung thư phổi. ";
        let (page, book) = (sentence.repeat(60), sentence.repeat((1 << 20) / sentence.len()));
        assert_eq!(given(&book), given(&page));
        for endless in [book, "không ".repeat(1 << 18), "a".repeat(1 << 20)] {
            let texts = given(&endless);
            let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
            assert!(texts.len() <= 1 + MOST_WINDOWS && words <= MOST_WORDS + MOST_IN_WINDOWS, "{words} words");
        }
    }
}
