//! The answer of a check in one line, as posters, cards and previews of links have it.

use thuchu_model::CheckText;

/// Most characters of it, where the summary has a sentence that ends before.
const MOST: usize = 200;
/// A word that begins with a capital and is shorter may be an abbreviation: `TP.`, `GS.`, `Dr.`.
const NAME: usize = 4;

/// The summary, or as many of its whole sentences as fit one line; else the headline, else why it is rated so.
pub(super) fn in_one_line(text: &CheckText<'_>) -> String {
    let first = [text.summary, text.title, text.explanation].into_iter().flatten();
    let first = first.map(str::trim).find(|text| !text.is_empty()).unwrap_or_default();
    if first.chars().count() <= MOST {
        return first.to_owned();
    }
    let room = first.char_indices().nth(MOST).map_or(first.len(), |(at, _)| at);
    let ends = first.char_indices().take_while(|(at, _)| *at < room).filter(|(at, _)| is_end(first, *at));
    let end = ends.last().map(|(at, character)| at + character.len_utf8());
    end.and_then(|end| first.get(..end)).unwrap_or(first).to_owned()
}

/// Whether a sentence ends with the character here.
fn is_end(text: &str, at: usize) -> bool {
    let Some((before, rest)) = text.split_at_checked(at) else { return false };
    let mut rest = rest.chars();
    if !rest.next().is_some_and(|mark| matches!(mark, '.' | '!' | '?' | '…')) {
        return false;
    }
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let short = word.chars().count() < NAME || !word.chars().any(char::is_lowercase);
    let abbreviation = word.contains('.') || short && word.starts_with(char::is_uppercase);
    let next = rest.as_str().trim_start();
    rest.as_str().starts_with(char::is_whitespace)
        && word.chars().count() > 1
        && !abbreviation
        && next.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use thuchu_model::Lang;

    use super::*;

    fn line(summary: &str) -> String {
        let lang = Lang::vi();
        in_one_line(&CheckText {
            lang: &lang,
            title: Some("Đầu đề"),
            summary: Some(summary),
            explanation: None,
            body: None,
        })
    }

    #[test]
    fn a_short_summary_is_the_answer_whole_and_without_one_the_headline_is() {
        assert_eq!(line(" Không. Gọi 115. "), "Không. Gọi 115.");
        assert_eq!(line(""), "Đầu đề");
    }

    #[test]
    fn of_a_long_summary_whole_sentences_are_taken_and_no_abbreviation_ends_one() {
        let long =
            "Chích máu không chữa được đột quỵ. ".to_owned() + &"Việc này làm mất thời gian ".repeat(12) + "vàng.";
        assert_eq!(line(&long), "Chích máu không chữa được đột quỵ.");
        let city = "Không có quyết định nào như vậy ở TP. ".to_owned() + &"Hồ Chí Minh ".repeat(30);
        assert_eq!(line(&city), city.trim(), "cut at a word's end by whoever sets it");
        assert_eq!(line(&"ừ".repeat(5_000)).chars().count(), 5_000);
    }
}
