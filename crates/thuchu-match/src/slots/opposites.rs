//! Opposites in each other's place.

use std::ops::Range;

use crate::align::{Alignment, Facing};
use crate::analyse::Analysed;
use crate::slots::antonyms::Pole;
use crate::slots::negation::{Negation, denies};

/// Syllables between an opposite and a word that both texts have, for the two to belong together.
const NEAR: usize = 2;

/// Whether the message says the opposite of a word of the claim: turned where one stands in the other's place or beside
/// the same word, unclear where each only occurs in its text.
pub(crate) fn seen(
    claim: &Analysed,
    message: &Analysed,
    alignment: &Alignment,
    facings: &[Facing],
    window: &Range<usize>,
) -> Negation {
    let inside = |pole: &&Pole| pole.syllables.start >= window.start && pole.syllables.end <= window.end;
    let ours: Vec<&Pole> = message.poles().iter().filter(inside).collect();
    let mut verdict = Negation::Same;
    for theirs in claim.poles() {
        if whole(alignment, theirs) {
            continue;
        }
        let says_both = claim.poles().iter().any(|other| theirs.opposes(other));
        let kept = ours.iter().any(|pole| pole.pair == theirs.pair && pole.second == theirs.second);
        for pole in ours.iter().filter(|pole| pole.opposes(theirs)) {
            // A word of the message that has its own partner in the claim stands for that one.
            if pole.syllables.clone().all(|j| alignment.of_message[j].is_some())
                || denied(message, pole) != denied(claim, theirs)
            {
                continue;
            }
            if in_place(facings, theirs, pole) {
                return Negation::Turned;
            }
            // Elsewhere the one may belong to other words, unless each text says one side alone.
            if says_both || kept {
                continue;
            }
            if beside_the_same(claim, alignment, theirs, pole) {
                return Negation::Turned;
            }
            verdict = Negation::Unclear;
        }
    }
    verdict
}

/// Denials that belong to an opposite: "không tăng" in the place of "giảm" turns nothing.
#[derive(Debug, Default)]
pub(crate) struct Excused {
    pub(crate) claim: Vec<usize>,
    pub(crate) message: Vec<usize>,
}

/// The denials of both texts that stand before an opposite of what the other says in that place.
pub(crate) fn excused(claim: &Analysed, message: &Analysed, facings: &[Facing]) -> Excused {
    let mut excused = Excused::default();
    for theirs in claim.poles() {
        for ours in message.poles().iter().filter(|pole| pole.opposes(theirs) && in_place(facings, theirs, pole)) {
            match (denied(claim, theirs), denied(message, ours)) {
                (true, false) => excused.claim.extend(theirs.syllables.start.checked_sub(1)),
                (false, true) => excused.message.extend(ours.syllables.start.checked_sub(1)),
                _ => {}
            }
        }
    }
    excused
}

/// Every syllable of a claim's opposite has its like in the message.
fn whole(alignment: &Alignment, theirs: &Pole) -> bool {
    theirs.syllables.clone().all(|i| alignment.partner[i].is_some_and(|(_, agreed)| agreed >= 0.8))
}

fn denied(text: &Analysed, pole: &Pole) -> bool {
    pole.syllables.start.checked_sub(1).is_some_and(|before| denies(text, before))
}

/// Both stand between the same anchors, with little else.
fn in_place(facings: &[Facing], theirs: &Pole, ours: &Pole) -> bool {
    let meets = |range: &Range<usize>, place: &Range<usize>| range.start < place.end && place.start < range.end;
    facings.iter().any(|facing| {
        meets(&theirs.syllables, &facing.claim)
            && meets(&ours.syllables, &facing.message)
            && facing.claim.len() <= 6
            && (!facing.edge || ours.syllables.start <= facing.message.start + 4)
    })
}

/// A word that both have stands right beside both opposites.
fn beside_the_same(claim: &Analysed, alignment: &Alignment, theirs: &Pole, ours: &Pole) -> bool {
    let near = |at: usize, pole: &Pole| at + NEAR >= pole.syllables.start && at < pole.syllables.end + NEAR;
    (0..claim.len()).filter(|&i| near(i, theirs)).any(|i| {
        alignment.partner[i].is_some_and(|(j, agreed)| agreed >= 0.8 && claim.folded(i).len() >= 2 && near(j, ours))
    })
}
