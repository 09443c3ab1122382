//! Words for how many: all, some, most, none. "Một số ngân hàng" is another claim than "mọi ngân hàng".

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;
use crate::slots::SlotPair;
use crate::slots::amounts::is;

/// How many are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Many {
    All,
    Most,
    Some,
    None,
}

/// Phrases, longer ones first. Words that mean something else by themselves ("cả", "nhiều", "any") are left out.
const PHRASES: [(&[&str], Many); 29] = [
    (&["không", "một", "ai"], Many::None),
    (&["không", "ai"], Many::None),
    (&["chẳng", "ai"], Many::None),
    (&["tất", "cả"], Many::All),
    (&["toàn", "bộ"], Many::All),
    (&["toàn", "thể"], Many::All),
    (&["hoàn", "toàn"], Many::All),
    (&["mọi", "người"], Many::All),
    (&["mọi"], Many::All),
    (&["một", "phần"], Many::Some),
    (&["một", "số"], Many::Some),
    (&["một", "vài"], Many::Some),
    (&["một", "ít"], Many::Some),
    (&["vài"], Many::Some),
    (&["đa", "số"], Many::Most),
    (&["phần", "lớn"], Many::Most),
    (&["hầu", "hết"], Many::Most),
    (&["thiểu", "số"], Many::Some),
    (&["no", "one"], Many::None),
    (&["nobody"], Many::None),
    (&["none"], Many::None),
    (&["all"], Many::All),
    (&["every"], Many::All),
    (&["everyone"], Many::All),
    (&["entire"], Many::All),
    (&["some"], Many::Some),
    (&["several"], Many::Some),
    (&["most"], Many::Most),
    (&["few"], Many::Some),
];

/// Folded syllables that a phrase begins with.
static FIRST: LazyLock<HashSet<String>> = LazyLock::new(|| {
    PHRASES.iter().filter_map(|(words, _)| words.first()).map(|word| thuchu_text::fold(word)).collect()
});

/// Words for how many that stand in each other's place, with whether they mean the same.
///
/// A word that one side leaves out is no pair: "ngân hàng đóng cửa" may well be said of all of them.
pub(crate) fn compare(
    claim: &Analysed,
    message: &Analysed,
    alignment: &Alignment,
    facings: &[Facing],
) -> Vec<SlotPair> {
    let theirs = found(claim);
    if theirs.is_empty() {
        return Vec::new();
    }
    let ours = found(message);
    let meets = |range: &Range<usize>, place: &Range<usize>| range.start < place.end && place.start < range.end;
    let mut pairs = Vec::new();
    for (place, many) in &theirs {
        let facing = facings.iter().find(|facing| meets(place, &facing.claim));
        // At the ends, where the message has words of its own, only what touches the claim's words counts.
        let touches = |at: &Range<usize>, facing: &Facing| {
            let (first, stops) = (facing.message.start, facing.message.end);
            !facing.edge || if facing.claim.start == 0 { at.end >= stops } else { at.start <= first }
        };
        // "Mọi" and "một số" are spelt alike enough to be lined up as a slip.
        let lined_up =
            |at: &Range<usize>| place.clone().any(|i| alignment.partner[i].is_some_and(|(j, _)| at.contains(&j)));
        let stands_there = |at: &Range<usize>| {
            lined_up(at) || facing.is_some_and(|facing| meets(at, &facing.message) && touches(at, facing))
        };
        let beside = ours.iter().find(|(at, _)| stands_there(at));
        if let Some((at, other)) = beside
            && many != other
        {
            pairs.push(SlotPair { claim: said(claim, place), message: said(message, at), same: false });
        }
    }
    pairs
}

fn found(text: &Analysed) -> Vec<(Range<usize>, Many)> {
    let mut list = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !FIRST.contains(text.folded(at)) {
            at += 1;
            continue;
        }
        let phrase =
            PHRASES.iter().find(|(words, _)| words.iter().enumerate().all(|(k, word)| is(text, at + k, &[*word])));
        match phrase {
            Some((words, many)) => {
                list.push((at..at + words.len(), *many));
                at += words.len();
            }
            None => at += 1,
        }
    }
    list
}

fn said(text: &Analysed, range: &Range<usize>) -> String {
    range.clone().map(|i| text.accented(i)).collect::<Vec<_>>().join(" ")
}
