//! The sentences that every forward carries (`chia sẻ gấp cho mọi người`), for matching only.
//!
//! Whole sentences are removed, never parts; the shown text always keeps them. They are pressure words too, and a topic
//! of lessons: [`count`] counts them.

use crate::{fold, match_form, syllables};

/// The text without its boilerplate sentences; a text of nothing else stays as it is. Idempotent, never longer.
#[must_use]
pub fn strip(text: &str) -> String {
    let kept: String = sentences(text).filter(|sentence| !is_boilerplate(sentence)).collect();
    if kept.trim().is_empty() { text.trim().to_owned() } else { kept.trim().to_owned() }
}

/// How many sentences of a text are boilerplate.
#[must_use]
pub fn count(text: &str) -> usize {
    sentences(text).filter(|sentence| is_boilerplate(sentence)).count()
}

/// Sentences with their closing signs and the white space behind: ends at a line feed, or at `. ! ? …` before a space.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.len();
        let mut closing = false;
        for (at, c) in rest.char_indices() {
            let closes = matches!(c, '.' | '!' | '?' | '…');
            if c == '\n' || (closing && c.is_whitespace()) {
                end = at + c.len_utf8();
                break;
            }
            closing = closes || (closing && !c.is_alphanumeric());
        }
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence)
    })
}

/// The longest pattern without its free end has nine words.
fn is_boilerplate(sentence: &str) -> bool {
    let folded = fold(&match_form(sentence));
    let words: Vec<&str> = syllables(&folded).take(41).collect();
    !words.is_empty() && words.len() <= 40 && PATTERNS.iter().any(|pattern| matches(pattern, &words))
}

enum Part {
    One(&'static [&'static str]),
    Opt(&'static [&'static str]),
    Many(&'static [&'static str]),
    /// Optional: one of the first, one of the second, then anything.
    Rest(&'static [&'static str], &'static [&'static str]),
}
use Part::{Many, One, Opt, Rest};

/// The patterns of the published rules, over folded words.
const PATTERNS: [&[Part]; 7] = [
    &[
        Opt(&["hay"]),
        One(&["chia se", "share", "chuyen tiep", "forward", "lan toa", "gui"]),
        Opt(&["gap", "ngay", "manh", "rong rai", "tiep"]),
        Rest(&["cho", "toi", "den"], &["moi nguoi", "nguoi than", "ban be", "tat ca", "gia dinh", "cac nhom"]),
    ],
    &[
        One(&["moi nguoi", "mn", "ca nha", "cac bac", "anh chi em", "ba con"]),
        Many(&["oi", "doc ky", "luu y", "chu y", "canh giac"]),
    ],
    &[One(&["nguon", "theo"]), Opt(&["suu tam", "st", "internet", "fb", "facebook", "zalo"])],
    &[
        One(&["doc", "xem"]),
        One(&["ngay", "gap", "ky", "het"]),
        Opt(&["di", "nhe", "nha"]),
        Opt(&["keo xoa", "truoc khi bi xoa"]),
    ],
    &[One(&["khan cap", "khan", "nong", "canh bao", "hot", "tin khan", "tin nong"]), Opt(&["khan", "cap"])],
    &[One(&["cam on"]), Opt(&["moi nguoi", "ca nha"]), Opt(&["da doc", "da chia se"])],
    &[Opt(&["tin", "bai"]), Opt(&["duoc"]), One(&["chuyen tiep"]), Opt(&["nhieu lan"])],
];

/// Backtracks over a handful of words; patterns are short, so the work is bounded by their alternatives.
fn matches(pattern: &[Part], words: &[&str]) -> bool {
    let Some((part, later)) = pattern.split_first() else { return words.is_empty() };
    let after = |phrases: &[&str], go: &dyn Fn(&[&str]) -> bool| {
        phrases.iter().any(|phrase| {
            let length = phrase.split(' ').count();
            words.len() >= length && phrase.split(' ').eq(words[..length].iter().copied()) && go(&words[length..])
        })
    };
    match part {
        One(phrases) => after(phrases, &|rest| matches(later, rest)),
        Opt(phrases) => matches(later, words) || after(phrases, &|rest| matches(later, rest)),
        Many(phrases) => matches(later, words) || after(phrases, &|rest| matches(pattern, rest)),
        Rest(first, second) => {
            matches(later, words)
                || first.iter().any(|lead| {
                    words.split_first().is_some_and(|(word, rest)| {
                        word == lead
                            && second.iter().any(|phrase| {
                                let length = phrase.split(' ').count();
                                rest.len() >= length && phrase.split(' ').eq(rest[..length].iter().copied())
                            })
                    })
                })
        }
    }
}
