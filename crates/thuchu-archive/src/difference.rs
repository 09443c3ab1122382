//! What became of a text between two looks at it: paragraph by paragraph.
//!
//! White space and the form of letters are not looked at. Nothing else is passed over: a counter of comments that
//! changes daily is told like any other change, for what only looks like it may be the point.

use similar::{Algorithm, ChangeTag, TextDiff};

/// Most lines told.
pub const MAX_LINES: usize = 400;
/// Most bytes told.
pub const MAX_BYTES: usize = 100_000;
/// Paragraphs of each text that are compared.
const PARAGRAPHS: usize = 4_000;

/// How two texts differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Do they say the same, white space aside?
    pub same: bool,
    /// The share of letters that stand in changed paragraphs, 0.0 (none) to 1.0 (all), of both texts together.
    pub share_changed: f64,
    /// Changed paragraphs with one unchanged before and behind; at most [`MAX_LINES`] and [`MAX_BYTES`].
    pub lines: Vec<Line>,
    /// Were there more than are told or were compared?
    pub cut: bool,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub change: Change,
    /// Its text, on one line.
    pub text: String,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It stands in both.
    Kept,
    /// It is gone.
    Removed,
    /// It is new.
    Added,
}

/// Compares two texts.
#[must_use]
pub fn difference(before: &str, after: &str) -> Difference {
    let (before, after) = (paragraphs(before), paragraphs(after));
    if before == after {
        return Difference { same: true, share_changed: 0.0, lines: Vec::new(), cut: false };
    }
    // What both begin and end with needs no comparing, however long it is.
    let start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - start;
    let end = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let from = start.saturating_sub(1);
    let old: Vec<&str> = before[from..(before.len() - end + 1).min(before.len())].iter().map(String::as_str).collect();
    let new: Vec<&str> = after[from..(after.len() - end + 1).min(after.len())].iter().map(String::as_str).collect();
    let mut cut = old.len() > PARAGRAPHS || new.len() > PARAGRAPHS;
    let (old, rest_old) = old.split_at(old.len().min(PARAGRAPHS));
    let (new, rest_new) = new.split_at(new.len().min(PARAGRAPHS));

    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_slices(old, new);
    let all: Vec<Line> = diff
        .iter_all_changes()
        .map(|change| Line { change: change_of(change.tag()), text: change.value().to_owned() })
        .collect();
    let letters = |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| text.chars().count()).sum::<usize>();
    let changed = letters(&mut all.iter().filter(|line| line.change != Change::Kept).map(|line| line.text.as_str()))
        + letters(&mut rest_old.iter().chain(rest_new).copied());
    let total = letters(&mut before.iter().chain(&after).map(String::as_str));

    let is_changed = |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(|line| line.change != Change::Kept);
    let mut lines = Vec::new();
    let mut bytes = 0;
    for (at, line) in all.iter().enumerate() {
        if !is_changed(Some(at)) && !is_changed(at.checked_sub(1)) && !is_changed(Some(at + 1)) {
            continue;
        }
        if lines.len() == MAX_LINES || bytes + line.text.len() > MAX_BYTES {
            cut = true;
            break;
        }
        bytes += line.text.len();
        lines.push(line.clone());
    }
    Difference { same: false, share_changed: changed as f64 / total.max(1) as f64, lines, cut }
}

fn change_of(tag: ChangeTag) -> Change {
    match tag {
        ChangeTag::Equal => Change::Kept,
        ChangeTag::Delete => Change::Removed,
        ChangeTag::Insert => Change::Added,
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    let line = |line: &str| thuchu_text::normalise(line).split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(line).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        let sign = |change| match change {
            Change::Kept => ' ',
            Change::Removed => '-',
            Change::Added => '+',
        };
        difference(before, after).lines.iter().map(|line| format!("{}{}", sign(line.change), line.text)).collect()
    }

    #[test]
    fn white_space_and_the_form_of_letters_are_no_change() {
        let is = difference("Tin  giả\n\n\nhôm nay ", "Tin gia\u{309}\nhôm\u{A0}nay");
        assert_eq!(is, Difference { same: true, share_changed: 0.0, lines: Vec::new(), cut: false });
    }

    #[test]
    fn changed_paragraphs_are_told_with_their_neighbours() {
        assert_eq!(told("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\ne\nf"), [" c", "-d", "+X", " e"]);
        assert_eq!(told("a\nb", "a\nb\nc"), [" b", "+c"]);
        assert_eq!(told("", "mới"), ["+mới"]);
        assert_eq!(told("cũ", ""), ["-cũ"]);
    }

    #[test]
    fn the_share_is_that_of_letters_in_changed_paragraphs() {
        let share = |before: &str, after: &str| difference(before, after).share_changed;
        assert!((share("aaaa\nbbbb", "aaaa\ncccc") - 0.5).abs() < 1e-9);
        assert!((share("a", "b") - 1.0).abs() < 1e-9);
        assert!((share("aaa", "aaa\nb") - 1.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_told_is_bounded_whatever_changed() {
        let lines = |word: &str| (0..60_000).map(|n| format!("{word} {n}\n")).collect::<String>();
        let is = difference(&lines("a"), &lines("b"));
        assert!(is.cut && is.lines.len() == MAX_LINES && (is.share_changed - 1.0).abs() < 1e-9, "{}", is.share_changed);
        let long = "x".repeat(MAX_BYTES);
        let is = difference("a", &format!("{long}\n{long}"));
        assert!(is.cut && is.lines.iter().map(|line| line.text.len()).sum::<usize>() <= MAX_BYTES);
    }
}
