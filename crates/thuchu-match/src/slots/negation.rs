//! Turned claims: a "không" put in or left out, a word swapped for its opposite.

use std::ops::Range;

use thuchu_text::teencode;

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;
use crate::slots::amounts::is;
use crate::slots::opposites;

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
const BEFORE: [&str; 7] = ["hàng", "khoang", "tay", "trên", "phòng", "số", "hư"];
const AFTER: [&str; 8] = ["khí", "gian", "quân", "lưu", "trung", "tặc", "giờ", "phận"];
/// Words that make a denial of any "không" before them: "bán hàng không có".
const DENIED: [&str; 8] = ["có", "phải", "được", "thể", "còn", "cần", "bị", "hề"];

/// Words between a denial and what it denies: "không phải là", "chưa được", "not been".
const LIGHT: [&str; 22] = [
    "co", "duoc", "bi", "phai", "la", "he", "con", "the", "nen", "can", "cho", "lam", "ai", "be", "been", "to", "a",
    "an", "the", "any", "have", "do",
];

/// Words that turn a comparison round: "ít tốn điện", "less harmful".
const LESSENING: [&str; 6] = ["ít", "kém", "hiếm", "less", "hardly", "rarely"];

/// Behind a closing "không" that asks: "có thật không ạ?".
const AFTER_A_QUESTION: [&str; 20] = [
    "a", "ạ", "nhi", "nhỉ", "vay", "vậy", "thế", "hả", "ta", "nè", "moi", "mọi", "các", "cac", "bạn", "ban", "ad",
    "admin", "anh", "chị",
];

/// Denials that doubt the claim from outside instead of turning it: "không có chuyện …", "đừng tin".
const DOUBT: [&[&str]; 12] = [
    &["khong", "co", "chuyen"],
    &["khong", "co", "viec"],
    &["khong", "biet"],
    &["khong", "ro"],
    &["khong", "tin"],
    &["khong", "hieu"],
    &["khong", "dung", "su", "that"],
    &["chua", "biet"],
    &["chua", "ro"],
    &["dung", "tin"],
    &["not", "true"],
    &["don", "t", "believe"],
];

/// Compares what the two deny: between the anchors, right before the first one, and before each word that both have.
pub(crate) fn compare(
    claim: &Analysed,
    message: &Analysed,
    alignment: &Alignment,
    facings: &[Facing],
    window: &Range<usize>,
) -> Negation {
    let mut unclear = false;
    let mut turned = denied_in_place(claim, message, alignment);
    // "Không tăng" for "giảm" says the same.
    let excused = opposites::excused(claim, message, facings);
    for facing in facings {
        // A denial that was moved is still there.
        let left = |i: usize| alignment.partner[i].is_none() && !excused.claim.contains(&i);
        let theirs = facing.claim.clone().filter(|&i| denies(claim, i) && left(i)).count();
        // At the ends only the syllables next to the anchor belong to the claim; "đúng không?" is a question.
        let ours = near_anchor(facing, message.len())
            .filter(|&j| denies_here(message, j) && alignment.of_message[j].is_none() && !excused.message.contains(&j))
            .count();
        if theirs % 2 != ours % 2 {
            turned |= firmly_held(facing, alignment, claim);
            unclear = true;
        }
    }
    match opposites::seen(claim, message, alignment, facings, window) {
        Negation::Turned => turned = true,
        Negation::Unclear => unclear = true,
        Negation::Same => {}
    }
    match (turned, unclear) {
        (true, _) => Negation::Turned,
        (false, true) => Negation::Unclear,
        (false, false) => Negation::Same,
    }
}

/// A word that both have, with a denial right before it in one text alone, wherever the words stand.
fn denied_in_place(claim: &Analysed, message: &Analysed, alignment: &Alignment) -> bool {
    (0..claim.len()).any(|i| {
        let Some((j, agreed)) = alignment.partner[i] else { return false };
        let weighs = agreed >= 0.8 && !LIGHT.contains(&claim.folded(i)) && !denies(claim, i);
        let lessens = |text: &Analysed, k: usize| LESSENING.contains(&text.accented(k));
        let theirs = denial_before(claim, i, |k| denies(claim, k) || lessens(claim, k));
        // A denial with a partner has only slipped: "khôg".
        let ours = denial_before(message, j, |k| match alignment.of_message[k] {
            Some(partner) => denies(claim, partner) || lessens(claim, partner),
            None => denies_here(message, k) || lessens(message, k),
        });
        weighs
            && match (theirs, ours) {
                (None, Some(k)) => alignment.of_message[k].is_none(),
                // A message may have lost a "không" on its way, which the stretches between anchors tell.
                (Some(k), None) => lessens(claim, k) && alignment.partner[k].is_none() && k + 1 == i,
                _ => false,
            }
    })
}

/// The denial that syllable `at` stands under: the one before it with nothing but light words between.
fn denial_before(text: &Analysed, at: usize, denial: impl Fn(usize) -> bool) -> Option<usize> {
    for k in (at.saturating_sub(3)..at).rev() {
        if text.breaks_off(&(k + 1..k + 1)) {
            return None;
        }
        if denial(k) {
            return Some(k);
        }
        if !LIGHT.contains(&text.folded(k)) {
            return None;
        }
    }
    None
}

/// True if syllable `j` of a message denies, and neither asks nor doubts.
fn denies_here(message: &Analysed, j: usize) -> bool {
    denies(message, j) && !asks(message, j) && !doubts(message, j)
}

/// A "không" at the end of a question.
fn asks(message: &Analysed, j: usize) -> bool {
    let closing = matches!(message.folded(j), "khong" | "ko" | "k" | "hong" | "hok" | "chua");
    closing
        && (j + 1 >= message.len()
            || message.breaks_off(&(j + 1..j + 1))
            || AFTER_A_QUESTION.contains(&message.accented(j + 1)))
}

fn doubts(message: &Analysed, j: usize) -> bool {
    let khong = matches!(message.folded(j), "ko" | "k" | "hong" | "hok");
    DOUBT.iter().any(|words| {
        words.iter().enumerate().all(|(k, word)| {
            j + k < message.len() && (message.folded(j + k) == *word || (k == 0 && khong && *word == "khong"))
        })
    })
}

/// The message's syllables of a facing that may belong to the claim.
fn near_anchor(facing: &Facing, end: usize) -> Range<usize> {
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
    let compound = folded == "khong"
        && !is(text, i + 1, &DENIED)
        && (i.checked_sub(1).is_some_and(|before| is(text, before, &BEFORE)) || is(text, i + 1, &AFTER));
    !compound
}
