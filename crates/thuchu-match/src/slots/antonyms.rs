//! Opposites (`data/antonyms.txt`): tăng and giảm, cấm and cho phép, safe and toxic.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::analyse::Analysed;

/// A word or phrase of one of two opposite sides, found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pole {
    /// Which pair of the table.
    pub(crate) pair: u16,
    /// Which side of the pair.
    pub(crate) second: bool,
    pub(crate) syllables: Range<usize>,
}

impl Pole {
    /// True if the other says the opposite.
    pub(crate) fn opposes(&self, other: &Self) -> bool {
        self.pair == other.pair && self.second != other.second
    }
}

struct Form {
    accented: Vec<String>,
    folded: Vec<String>,
    pair: u16,
    second: bool,
}

/// By first syllable, folded; longer forms first.
static FORMS: LazyLock<HashMap<String, Vec<Form>>> = LazyLock::new(|| parse(include_str!("../../data/antonyms.txt")));

fn parse(table: &str) -> HashMap<String, Vec<Form>> {
    let mut forms: HashMap<String, Vec<Form>> = HashMap::new();
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    for (pair, (first, second)) in lines.filter_map(|line| line.split_once(" | ")).enumerate() {
        for (side, second) in [(first, false), (second, true)] {
            for form in side.split(", ") {
                let form = thuchu_text::match_form(form);
                let accented: Vec<String> = thuchu_text::syllables(&form).map(str::to_owned).collect();
                let folded: Vec<String> = accented.iter().map(|syllable| thuchu_text::fold(syllable)).collect();
                if let Some(start) = folded.first() {
                    let list = forms.entry(start.clone()).or_default();
                    list.push(Form { accented, folded, pair: pair as u16, second });
                }
            }
        }
    }
    for list in forms.values_mut() {
        list.sort_by_key(|form| std::cmp::Reverse(form.accented.len()));
    }
    forms
}

/// Every opposite of a text. Of one pair only the longest form at a place counts: "không cấm" is not "cấm" there.
pub(crate) fn poles(text: &Analysed) -> Vec<Pole> {
    let mut found: Vec<Pole> = Vec::new();
    for at in 0..text.len() {
        for form in FORMS.get(text.folded(at)).into_iter().flatten() {
            let syllables = at..at + form.accented.len();
            let stands = syllables.end <= text.len()
                && syllables.clone().zip(form.accented.iter().zip(&form.folded)).all(|(i, (accented, folded))| {
                    text.accented(i) == accented || (text.accented(i) == folded && text.folded(i) == folded)
                });
            let taken = |pole: &Pole| pole.pair == form.pair && pole.syllables.end > at;
            if stands && !found.iter().rev().any(taken) {
                found.push(Pole { pair: form.pair, second: form.second, syllables });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opposed(a: &str, b: &str) -> bool {
        let (a, b) = (poles(&Analysed::of(a)), poles(&Analysed::of(b)));
        a.iter().any(|x| b.iter().any(|y| x.opposes(y)))
    }

    #[test]
    fn opposites_are_known_in_both_languages_with_and_without_marks() {
        for (a, b) in [
            ("giá xăng tăng", "giá xăng giảm"),
            ("gia xang tang", "gia xang giam"),
            ("cấm xe máy", "cho phép xe máy"),
            ("phát miễn phí", "phải trả tiền"),
            ("mo cua", "dong cua"),
            ("the vaccine is safe", "the vaccine is toxic"),
            ("prices rise", "prices fall"),
            ("they ban scooters", "they allow scooters"),
        ] {
            assert!(opposed(a, b), "{a} / {b}");
            assert!(opposed(b, a), "{b} / {a}");
        }
    }

    #[test]
    fn the_same_side_said_otherwise_is_no_opposite() {
        assert!(!opposed("giá xăng giảm", "giá xăng hạ"));
        assert!(!opposed("vé miễn phí", "vé không mất tiền"));
        // The marks tell "thật" from "thất": a marked word is not read as another.
        assert!(!opposed("thất nghiệp", "giả"));
    }
}
