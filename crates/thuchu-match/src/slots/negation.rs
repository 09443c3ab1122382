//! Turned claims: a "không" put in or left out, a word swapped for its opposite.

use thuchu_text::teencode;

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;

/// Whether claim and message deny the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Negation {
    /// Both say it, or both deny it.
    Same,
    /// One denies what the other says.
    Turned,
    /// A denial stands where it cannot be told what it denies.
    Unclear,
}

/// Forms that deny in a claim or a message, beyond those that can mean nothing else ([`teencode::negation`]).
const ALSO_DENYING: [&str; 6] = ["k", "hk", "kg", "kô", "no", "without"];

/// Words that keep "không" from denying: "hàng không", "không khí".
const BEFORE: [&str; 7] = ["hang", "khoang", "tay", "tren", "phong", "so", "hu"];
const AFTER: [&str; 8] = ["khi", "gian", "quan", "luu", "trung", "tac", "gio", "phan"];

/// Pairs of opposites, folded; either order. Compared only where one stands in the other's place.
const OPPOSITES: [(&str, &str); 26] = [
    ("tang", "giam"),
    ("cam", "cho"),
    ("dung", "sai"),
    ("that", "gia"),
    ("tot", "xau"),
    ("tren", "duoi"),
    ("truoc", "sau"),
    ("mo", "dong"),
    ("nhieu", "it"),
    ("nong", "lanh"),
    ("duoc", "cam"),
    ("bat", "tat"),
    ("them", "bot"),
    ("cao", "thap"),
    ("nhanh", "cham"),
    ("lon", "nho"),
    ("song", "chet"),
    ("co", "khong"),
    ("co", "chua"),
    ("increase", "decrease"),
    ("rise", "fall"),
    ("allow", "ban"),
    ("true", "false"),
    ("safe", "dangerous"),
    ("more", "less"),
    ("always", "never"),
];

/// Compares what the two deny, between the anchors and right before the first one.
pub(crate) fn compare(claim: &Analysed, message: &Analysed, alignment: &Alignment, facings: &[Facing]) -> Negation {
    let mut unclear = false;
    for facing in facings {
        let theirs: Vec<usize> = facing.claim.clone().filter(|&i| denies(claim, i)).collect();
        // At the ends only the syllables next to the anchor belong to the claim; "đúng không?" is a question.
        let ours: Vec<usize> = near_anchor(facing, message.len()).filter(|&j| denies(message, j)).collect();
        if theirs.len() % 2 != ours.len() % 2 {
            if firmly_held(facing, alignment, claim) {
                return Negation::Turned;
            }
            unclear = true;
        }
        if opposed(claim, message, facing) {
            return Negation::Turned;
        }
    }
    if unclear { Negation::Unclear } else { Negation::Same }
}

/// The message's syllables of a facing that may belong to the claim.
fn near_anchor(facing: &Facing, end: usize) -> std::ops::Range<usize> {
    let range = facing.message.clone();
    if !facing.edge {
        return range;
    }
    if facing.claim.start == 0 {
        // Before the first anchor: one syllable, or as many as the claim has there.
        let take = facing.claim.len().max(1);
        return range.end.saturating_sub(take).max(range.start)..range.end;
    }
    // After the last anchor a closing "không" asks; only what stands in for the claim's own words counts.
    let take = facing.claim.len();
    let stop = (range.start + take).min(range.end);
    if stop == end || take == 0 { range.start..range.start } else { range.start..stop }
}

/// A denial is taken as turned only where words of the claim hold it on the side it works on.
fn firmly_held(facing: &Facing, alignment: &Alignment, claim: &Analysed) -> bool {
    let after = facing.claim.end;
    let held = (after..claim.len()).take(2).filter(|&i| alignment.anchored(i)).count();
    held >= 1 && facing.claim.len() <= 3 && facing.message.len() <= 4
}

/// True if syllable `i` denies.
pub(crate) fn denies(text: &Analysed, i: usize) -> bool {
    let (accented, folded) = (text.accented(i), text.folded(i));
    if teencode::negation(accented) != Some(teencode::Negation::Sure) && !ALSO_DENYING.contains(&accented) {
        return false;
    }
    let near = |j: Option<usize>, words: &[&str]| j.is_some_and(|j| j < text.len() && words.contains(&text.folded(j)));
    let compound = folded == "khong" && (near(i.checked_sub(1), &BEFORE) || near(Some(i + 1), &AFTER));
    !compound
}

/// One of a pair of opposites stands where the other should.
fn opposed(claim: &Analysed, message: &Analysed, facing: &Facing) -> bool {
    if facing.claim.is_empty() || facing.message.is_empty() || facing.claim.len() > 3 || facing.message.len() > 4 {
        return false;
    }
    facing.claim.clone().any(|i| {
        facing.message.clone().any(|j| {
            let pair = (claim.folded(i), message.folded(j));
            OPPOSITES.iter().any(|&(a, b)| pair == (a, b) || pair == (b, a))
        })
    })
}
