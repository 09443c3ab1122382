//! A question with the words that matched set apart.

use std::collections::HashSet;

use thuchu_match::Explanation;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) marked: bool,
}

/// The question in pieces: marked where its words, numbers or names are those of the claim. Neighbours are joined.
pub(crate) fn marked(question: &str, explanation: &Explanation) -> Vec<Piece> {
    let slots = [&explanation.numbers, &explanation.names, &explanation.dates].into_iter().flatten();
    let same = slots.filter(|pair| pair.same).map(|pair| pair.message.as_str());
    let words: HashSet<String> = explanation
        .matched
        .iter()
        .map(String::as_str)
        .chain(same.flat_map(str::split_whitespace))
        .map(thuchu_text::fold)
        .filter(|word| !word.is_empty())
        .collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut gap = String::new();
    for (word, is_word) in split(question) {
        if !is_word {
            gap.push_str(word);
            continue;
        }
        let marked = words.contains(&thuchu_text::fold(word));
        match pieces.last_mut() {
            // What lies between two words of the same kind goes with them.
            Some(last) if last.marked == marked => last.text.extend([gap.as_str(), word]),
            Some(last) if !last.marked => {
                last.text.push_str(&gap);
                pieces.push(Piece { text: word.to_owned(), marked });
            }
            _ => pieces.push(Piece { text: if marked { word.to_owned() } else { format!("{gap}{word}") }, marked }),
        }
        gap.clear();
    }
    match pieces.last_mut() {
        Some(last) if !last.marked => last.text.push_str(&gap),
        _ if gap.is_empty() => {}
        _ => pieces.push(Piece { text: gap, marked: false }),
    }
    pieces
}

/// Words and what lies between them, in order.
fn split(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = |c: char| c.is_alphanumeric() || unicode_mark(c);
        let kind = is_word(first);
        let end = rest.find(|c| is_word(c) != kind).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some((part, kind))
    })
}

/// Combining marks belong to the letter before them.
fn unicode_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use thuchu_match::{Negation, SlotPair};

    use super::*;

    fn explanation(matched: &[&str]) -> Explanation {
        Explanation {
            matched: matched.iter().map(|word| (*word).to_owned()).collect(),
            missing: vec![],
            extra: vec![],
            numbers: vec![SlotPair { claim: "mười".into(), message: "10".into(), same: true }],
            negation: Negation::Same,
            names: vec![],
            dates: vec![],
            link: false,
            picture: false,
            window: [0, 0],
            veto: None,
        }
    }

    fn shown(question: &str) -> String {
        let explanation = explanation(&["chích", "máu", "ngón", "tay"]);
        let pieces = marked(question, &explanation);
        pieces.iter().map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn words_that_matched_are_set_apart_and_nothing_is_lost() {
        assert_eq!(shown("nghe noi chich mau 10 dau ngon tay ha?"), "nghe noi [chich mau 10] dau [ngon tay] ha?");
        assert_eq!(shown("chich mau"), "[chich mau]");
        assert_eq!(shown("  <b>, chích!"), "  <b>, [chích]!");
        assert_eq!(shown("…"), "…");
        assert_eq!(shown(""), "");
    }
}
