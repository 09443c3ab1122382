//! Names put in place of others.

use crate::align::{Alignment, Facing, spelt_alike};
use crate::analyse::Analysed;
use crate::slots::SlotPair;

/// The claim's names beside what the message has in their place.
///
/// A name of the claim that the message merely leaves out is no pair: cut messages are common. A pair differs where
/// the message puts other words there and they are not a slip of the same name.
pub(crate) fn compare(
    claim: &Analysed,
    message: &Analysed,
    alignment: &Alignment,
    facings: &[Facing],
) -> Vec<SlotPair> {
    let mut pairs = same_names(claim, message, alignment);
    for facing in facings {
        if let Some(pair) = replaced(claim, message, alignment, facing) {
            pairs.push(pair);
        }
    }
    pairs
}

/// Runs of name syllables of the claim that have their partner.
fn same_names(claim: &Analysed, message: &Analysed, alignment: &Alignment) -> Vec<SlotPair> {
    let mut pairs = Vec::new();
    let mut i = 0;
    while i < claim.len() {
        let start = i;
        while i < claim.len() && claim.syllables[i].name && alignment.partner[i].is_some() {
            i += 1;
        }
        if i > start {
            let theirs = join(claim, start..i);
            let ours: Vec<&str> = (start..i).filter_map(|k| Some(message.accented(alignment.partner[k]?.0))).collect();
            pairs.push(SlotPair { claim: theirs, message: ours.join(" "), same: true });
        } else {
            i += 1;
        }
    }
    pairs
}

/// A facing in which a name was put for other words, or other words for a name.
fn replaced(claim: &Analysed, message: &Analysed, alignment: &Alignment, facing: &Facing) -> Option<SlotPair> {
    let theirs: Vec<usize> = facing.claim.clone().filter(|&i| alignment.partner[i].is_none()).collect();
    let mut ours: Vec<usize> = facing.message.clone().filter(|&j| alignment.of_message[j].is_none()).collect();
    if theirs.is_empty() || ours.is_empty() {
        return None;
    }
    if facing.edge {
        // Beyond the ends the message says its own words; only the ones next to the anchor can stand for the name.
        let take = theirs.len().min(ours.len());
        ours = if facing.claim.start == 0 { ours.split_off(ours.len() - take) } else { ours[..take].to_vec() };
    }
    let named_there = theirs.iter().any(|&i| claim.syllables[i].name);
    let named_here = ours.iter().any(|&j| message.syllables[j].name);
    let both_cased = claim.has_case && message.has_case;
    let suspicious = if both_cased {
        named_here && (named_there || !facing.edge)
    } else {
        // Without capitals the message must have put about as many words there as the name has.
        named_there && !facing.edge && ours.len().abs_diff(theirs.len()) <= 1
    };
    if !suspicious || ours.len() > theirs.len() + 4 {
        return None;
    }
    // Numbers in this place are compared as numbers, slips as slips.
    let digits = |text: &Analysed, at: &[usize]| at.iter().any(|&i| text.folded(i).bytes().any(|b| b.is_ascii_digit()));
    if digits(claim, &theirs) && digits(message, &ours) {
        return None;
    }
    let joined = |text: &Analysed, at: &[usize]| at.iter().map(|&i| text.folded(i)).collect::<String>();
    let (a, b) = (joined(claim, &theirs), joined(message, &ours));
    if spelt_alike(&a, &b) >= 0.7 || b.contains(&a) || a.contains(&b) || initials(claim, &theirs) == b {
        return None;
    }
    let text = |of: &Analysed, at: &[usize]| at.iter().map(|&i| of.accented(i)).collect::<Vec<_>>().join(" ");
    Some(SlotPair { claim: text(claim, &theirs), message: text(message, &ours), same: false })
}

/// "Hà Nội" as "hn".
fn initials(text: &Analysed, at: &[usize]) -> String {
    at.iter().filter_map(|&i| text.folded(i).chars().next()).collect()
}

fn join(text: &Analysed, range: std::ops::Range<usize>) -> String {
    range.map(|i| text.accented(i)).collect::<Vec<_>>().join(" ")
}
