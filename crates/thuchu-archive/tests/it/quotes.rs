//! Quotes from kept pages, disturbed as people disturb them, are found; what says something else is not.

use thuchu_archive::{SelfContained, Url, assemble, find_quote, highlight, visible_text};
use unicode_normalization::UnicodeNormalization as _;

use crate::corpus::{Dice, Page, pages};

fn kept(page: &Page) -> SelfContained {
    assemble(&page.html, &Url::parse("https://bao.example/tin/").unwrap(), &[].into())
}

type Disturb = fn(&str) -> String;

/// What typing, copying and typesetting do to a text without changing what it says.
const DISTURBANCES: &[(&str, Disturb)] = &[
    ("as it is", str::to_owned),
    ("quotation marks", |text| text.replace(['“', '”'], "\"").replace('’', "'")),
    ("guillemets", |text| format!("«\u{A0}{}\u{A0}»", text.replace('“', "«").replace('”', "»"))),
    ("low quotation marks", |text| format!("„{}“", text.replace(['“', '”'], "″"))),
    ("no-break spaces", |text| text.replace(' ', "\u{A0}")),
    ("thin spaces and line ends", |text| text.replacen(' ', "\u{2009}", 3).replacen(' ', "\r\n  ", 2)),
    ("soft hyphens", |text| between(text, '\u{AD}')),
    ("characters of no width", |text| between(text, '\u{200B}')),
    ("decomposed letters", |text| text.nfd().collect()),
    ("dashes", |text| text.replace(['–', '—'], "-").replace('-', "\u{2011}")),
    ("ellipses", |text| text.replace('…', "...")),
    ("capitals", str::to_uppercase),
    ("tone marks", |text| thuchu_text::tone::to_old_style(&thuchu_text::tone::to_new_style(text))),
];

/// A character after each third letter that stands before a letter.
fn between(text: &str, c: char) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        out.push(letter);
        if at % 3 == 0 && letter.is_alphabetic() && letters.get(at + 1).is_some_and(|next| next.is_alphabetic()) {
            out.push(c);
        }
    }
    out
}

/// Some sentences of a paragraph, which stand together on the page; sometimes from a word to another.
fn taken(page: &Page, dice: &mut Dice) -> String {
    let paragraph = dice.pick(&page.paragraphs);
    let text = paragraph.join(" ");
    if dice.below(2) == 0 {
        return text;
    }
    let words: Vec<&str> = text.split(' ').collect();
    let start = dice.below(words.len() - 6);
    let plain = |word: &str| word.chars().all(char::is_alphabetic);
    // Whole words alone: a quote ends where its editor let it end, not before a sign that belongs to the word.
    let from = (start..words.len()).find(|&at| plain(words[at])).unwrap();
    let to = (from..words.len()).rev().find(|&at| plain(words[at])).unwrap();
    let to = if to < from + 3 { words.len() - 1 } else { to };
    words[from..=to].join(" ")
}

#[test]
fn disturbed_quotes_are_found_and_marked_exactly() {
    let pages = pages();
    let (mut pairs, mut found, mut missed) = (0, 0, Vec::new());
    for (number, page) in pages.iter().enumerate() {
        let kept = kept(page);
        let mut dice = Dice::new(1_000 + number as u64);
        for (at, (name, disturb)) in DISTURBANCES.iter().enumerate() {
            let quote = taken(page, &mut dice);
            // Alone, and every other time together with another.
            let (also, more) = DISTURBANCES[(at + 1 + dice.below(DISTURBANCES.len() - 1)) % DISTURBANCES.len()];
            let disturbed = if dice.below(2) == 0 { disturb(&quote) } else { more(&disturb(&quote)) };
            pairs += 1;
            match find_quote(&kept.text, &disturbed) {
                Ok(Some(range)) => {
                    found += 1;
                    let out = highlight(&kept.html, &[&disturbed]);
                    assert_eq!(out.found, [true]);
                    assert_eq!(squeezed(&marked(&out.html)), squeezed(&kept.text[range]), "{name}");
                    assert_eq!(visible_text(&out.html), kept.text);
                    assert_eq!(thuchu_archive::danger(&out.html), None);
                }
                _ => missed.push(format!("{name} + {also}: {disturbed}")),
            }
        }
    }
    let share = f64::from(found) / f64::from(pairs);
    println!("{found} of {pairs} disturbed quotes found: {share:.4}");
    assert!(pairs >= 200 && share >= 0.99, "{share}: {missed:#?}");
}

#[test]
fn near_misses_are_not_found() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (number, page) in pages().iter().enumerate() {
        let kept = kept(page);
        let plain = kept.text.to_lowercase();
        for (at, (name, change)) in CHANGES.iter().enumerate() {
            let mut dice = Dice::new(7_000 + (number * CHANGES.len() + at) as u64);
            // Not every sentence has a number, a name or a negation.
            let changed = (0..60).find_map(|_| {
                let paragraph = dice.pick(&page.paragraphs).join(" ");
                change(&paragraph, &mut dice).filter(|changed| *changed != paragraph)
            });
            let Some(changed) = changed else { continue };
            // Half a word stands in the text, but not as a word.
            let half = *name == "part of a word";
            assert!(half || !plain.contains(&changed.to_lowercase()), "{name} changed nothing: {changed}");
            tried += 1;
            for (_, disturb) in &DISTURBANCES[..2] {
                if find_quote(&kept.text, &disturb(&changed)) != Ok(None) {
                    wrong.push(format!("{name}: {changed}"));
                }
            }
        }
    }
    println!("{} of {tried} near misses found", wrong.len());
    assert!(tried >= 200 && wrong.is_empty(), "{tried}: {wrong:#?}");
}

/// What makes another statement of one.
type Change = fn(&str, &mut Dice) -> Option<String>;
const CHANGES: &[(&str, Change)] = &[
    ("a digit", |text, dice| {
        let digits: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).collect();
        let (at, digit) = *(!digits.is_empty()).then(|| dice.pick(&digits))?;
        let other = char::from_digit((digit.to_digit(10)? + 1) % 10, 10)?;
        Some(format!("{}{other}{}", &text[..at], &text[at + 1..]))
    }),
    ("a digit more", |text, _| {
        let at = text.find(|c: char| c.is_ascii_digit())?;
        Some(format!("{}1{}", &text[..at], &text[at..]))
    }),
    ("a sign in a number", |text, _| {
        let at = (1..text.len() - 1).find(|&at| {
            let bytes = text.as_bytes();
            matches!(bytes[at], b'.' | b',') && bytes[at - 1].is_ascii_digit() && bytes[at + 1].is_ascii_digit()
        })?;
        Some(format!("{}{}", &text[..at], &text[at + 1..]))
    }),
    ("a negation less", |text, _| {
        let word = [" không ", " chưa ", " not ", " never "].into_iter().find(|word| text.contains(word))?;
        Some(text.replacen(word, " ", 1))
    }),
    ("a negation more", |text, dice| {
        let gaps: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let at = *dice.pick(&gaps);
        Some(format!("{} không{}", &text[..at], &text[at..]))
    }),
    ("a name", |text, _| {
        let (one, other) = [
            ("Nguyễn", "Nguyên"),
            ("Trần", "Trấn"),
            ("Bình", "Binh"),
            ("Clarke", "Clark"),
            ("Lê", "Lễ"),
            ("Hoàng", "Hoang"),
            ("Phạm", "Phan"),
            ("Việt Nam", "Viet Nam"),
            ("Bộ Y tế", "Sở Y tế"),
        ]
        .into_iter()
        .find(|(name, _)| text.contains(name))?;
        Some(text.replacen(one, other, 1))
    }),
    ("a mark on a letter", |text, dice| {
        let marked: Vec<(usize, char)> =
            text.char_indices().filter(|(_, c)| c.is_alphabetic() && !c.is_ascii()).collect();
        let (at, letter) = *(!marked.is_empty()).then(|| dice.pick(&marked))?;
        let bare = thuchu_text::fold(&letter.to_string());
        Some(format!("{}{bare}{}", &text[..at], &text[at + letter.len_utf8()..]))
    }),
    ("a word less", |text, dice| {
        let mut words: Vec<&str> = text.split(' ').collect();
        let at = 1 + dice.below(words.len() - 2);
        words.remove(at);
        Some(words.join(" "))
    }),
    ("two words swapped", |text, dice| {
        let mut words: Vec<&str> = text.split(' ').collect();
        let at = dice.below(words.len() - 1);
        (words[at] != words[at + 1]).then_some(())?;
        words.swap(at, at + 1);
        Some(words.join(" "))
    }),
    ("part of a word", |text, _| {
        let words: Vec<&str> = text.split(' ').collect();
        let at =
            (4..words.len()).find(|&at| words[at].chars().count() > 3 && words[at].chars().all(char::is_alphabetic))?;
        let cut: String = words[at].chars().take(2).collect();
        Some(format!("{} {cut}", words[..at].join(" ")))
    }),
    ("a word of another meaning", |text, _| {
        let (one, other) = [
            ("tăng", "giảm"),
            ("giảm", "tăng"),
            ("dưới", "trên"),
            ("thấp", "cao"),
            ("âm tính", "dương tính"),
            ("before", "after"),
            ("trước", "sau"),
            ("được", "bị"),
            ("của", "cho"),
        ]
        .into_iter()
        .find(|(word, _)| text.contains(&format!(" {word} ")))?;
        Some(text.replacen(&format!(" {one} "), &format!(" {other} "), 1))
    }),
];

/// The words within marks.
fn marked(html: &str) -> String {
    html.split("<mark").skip(1).fold(String::new(), |mut text, piece| {
        let piece = piece.split_once('>').unwrap().1.split_once("</mark>").unwrap().0;
        text.push_str(
            &piece.replace("&nbsp;", "\u{A0}").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"),
        );
        text
    })
}

/// Without white space, which between marks is not marked.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
