//! Vectors come, go and move with the claims they belong to.

use thuchu_embed::{Quantised, Room, WIDTH};
use thuchu_model::{CheckId, Timestamp, Trust};

use super::nearest;
use crate::sense::{Sense, claim_texts};
use crate::{Ask, Doc, Index, Scratch, Weights};

/// A direction of its own for each text: what a model gives, without a model.
pub(crate) fn direction(text: &str) -> Quantised {
    let mut state = text
        .bytes()
        .fold(0x9e37_79b9_7f4a_7c15_u64, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let values = std::array::from_fn::<_, WIDTH, _>(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        ((state >> 32) % 255) as i8
    });
    Quantised { values: values.map(|value| value.max(-127)), scale: 0.001 }
}

fn id(n: u32) -> CheckId {
    CheckId::from_bytes(u128::from(n).to_be_bytes())
}

/// Every third claim has no marks, and so one vector only.
fn wording(n: u32) -> String {
    if n.is_multiple_of(3) {
        format!("claim number {n} about water")
    } else {
        format!("tin đồn số {n} về nước uống")
    }
}

fn doc(n: u32) -> Doc {
    Doc {
        id: id(n),
        wordings: vec![wording(n)],
        title: None,
        links: Vec::new(),
        value: None,
        trust: Trust::Answer,
        holds_until: None,
    }
}

fn embed(index: &mut Index) {
    for lacking in index.without_vectors(usize::MAX) {
        let vectors: Vec<Quantised> = lacking.texts.iter().map(|text| direction(text)).collect();
        index.give_vectors(lacking.id, &lacking.texts, &vectors);
    }
}

/// A message that means exactly what a claim says, folded or as it is.
fn same(n: u32, folded: bool) -> Sense {
    let (plain, unmarked) = claim_texts(&wording(n));
    let text = if folded { unmarked.unwrap_or(plain) } else { plain };
    let mut sense = Sense::of(&text, &mut |texts| texts.iter().map(|text| direction(text)).collect());
    sense.folded = folded;
    // The middle of messages is another than that of claims; here the claim itself is what is looked for.
    let centre = match (folded && !n.is_multiple_of(3), n.is_multiple_of(3)) {
        (true, _) => crate::centre::Centre::Folded,
        (_, true) => crate::centre::Centre::of(&text),
        _ => crate::centre::Centre::Vietnamese,
    };
    sense.parts = vec![centre.seen(crate::centre::Side::Claim, &direction(&text))];
    sense
}

#[track_caller]
fn found(index: &Index, n: u32) -> bool {
    let both = [false, true].map(|folded| {
        let near = nearest(index, &same(n, folded), 1, &mut Room::default());
        let found = near.iter().any(|&entry| index.docs[index.entries[entry as usize].doc as usize].id == id(n));
        assert!(near.iter().all(|&entry| index.is_live(index.entries[entry as usize].doc)), "no gap is found");
        found
    });
    assert_eq!(both[0], both[1], "claim {n}: as it is {}, folded {}", both[0], both[1]);
    both[0]
}

#[test]
fn a_claim_is_found_by_its_meaning_once_its_vectors_are_there() {
    let mut index = Index::build((0..30).map(doc));
    assert!((0..30).all(|n| !found(&index, n)));
    embed(&mut index);
    assert!((0..30).all(|n| found(&index, n)));
    index.extend((30..40).map(doc));
    assert!((0..30).all(|n| found(&index, n)) && (30..40).all(|n| !found(&index, n)));
    assert_eq!(index.vectors(), (30, 40));
    embed(&mut index);
    assert!((0..40).all(|n| found(&index, n)));
}

#[test]
fn words_answer_for_a_claim_that_has_no_vectors_yet() {
    let mut index = Index::build((0..30).map(doc));
    embed(&mut index);
    index.put(doc(31));
    let sense = same(31, false);
    let text = wording(31);
    let ask = Ask { text: &text, links: &[], limit: 5, now: Timestamp::from_micros(0), sense: Some(&sense) };
    let answer = index.ask(ask, &Weights::built_in(), &mut Scratch::default());
    assert_eq!(answer.matches[0].id, id(31));
}

#[test]
fn a_claim_taken_out_is_not_found_and_all_others_still_are() {
    let mut index = Index::build((0..60).map(doc));
    embed(&mut index);
    let bytes = index.vectors.bytes();
    for n in [0, 1, 30, 31, 59] {
        index.remove(id(n));
        assert!(!found(&index, n));
    }
    let gone = [0, 1, 30, 31, 59];
    assert!((0..60).filter(|n| !gone.contains(n)).all(|n| found(&index, n)));
    gone.into_iter().for_each(|n| index.put(doc(n)));
    embed(&mut index);
    assert!((0..60).all(|n| found(&index, n)));
    assert_eq!(index.vectors.bytes(), bytes, "places are used again");
}

#[test]
fn another_wording_of_the_same_check_takes_the_place_of_the_old_one() {
    let mut index = Index::build((0..20).map(doc));
    embed(&mut index);
    index.put(Doc { id: id(4), ..doc(100) });
    assert_eq!(index.vectors(), (19, 20));
    assert!((0..20).filter(|&n| n != 4).all(|n| found(&index, n)));
    embed(&mut index);
    let near = nearest(&index, &same(100, false), 1, &mut Room::default());
    assert_eq!(near, [index.entry_of(id(4)).unwrap()]);
}

#[test]
fn vectors_stay_with_their_claims_when_gaps_are_closed() {
    let mut index = Index::build((0..3_000).map(doc));
    embed(&mut index);
    // Every fourth stays: far more gaps than claims, so they are closed on the way.
    (0..3_000).filter(|n| n % 4 != 0).for_each(|n| index.remove(id(n)));
    assert!(index.entries.len() < 3_000, "gaps were closed");
    for n in (0..3_000).step_by(60) {
        assert!(found(&index, n) && !found(&index, n + 1), "{n}");
    }
    let listed = |places: crate::dense::Places| index.vectors.cosine(&same(0, false).parts, false, places).is_some();
    let live = index.entries.iter().filter(|entry| index.is_live(entry.doc));
    assert!(live.clone().count() == 750 && live.into_iter().all(|entry| listed(entry.vectors)));
}

#[test]
fn forgotten_vectors_are_lacking_again() {
    let mut index = Index::build((0..10).map(doc));
    embed(&mut index);
    index.forget_vectors();
    assert!((0..10).all(|n| !found(&index, n)));
    assert_eq!(index.without_vectors(usize::MAX).len(), 10);
}
