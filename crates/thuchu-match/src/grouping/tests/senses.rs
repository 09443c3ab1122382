//! What a model adds to the voices.

use super::*;

/// What a model says of a message that is all about one of a few subjects.
fn sense(subject: usize, windows: usize) -> Sense {
    let of = |subject: usize| {
        let mut values = [0; thuchu_embed::WIDTH];
        values[subject] = 127;
        Quantised { values, scale: 1.0 / 127.0 }
    };
    // The whole of a long message says little; one of its windows says it all.
    let parts = if windows == 0 { vec![of(subject)] } else { (0..=windows).map(|n| of(subject + n * 10)).collect() };
    Sense { parts, folded: false }
}

const ALLIUM: &str = "Ăn tỏi sống mỗi sáng thì không phải uống thuốc kháng sinh";
const ANTIBIOTIC: &str = "Chẳng cần bác sĩ kê đơn, củ gia vị trong bếp diệt khuẩn thay được";

#[test]
fn messages_that_mean_the_same_meet_whenever_both_have_their_sense() {
    for (before, loaded) in [(true, false), (false, true)] {
        let mut desk = Desk::with(&[RICE, STORM]);
        let first = Read::of(message(50), ALLIUM);
        if before {
            desk.grouping.put(first.with(Some(sense(1, 0))), cluster(50), &desk.rules);
        } else {
            desk.grouping.place(first, cluster(50));
        }
        let mut put = |number: u8, sense: Option<Sense>| {
            let read = Read::of(message(number), ANTIBIOTIC).with(sense);
            let placed = desk.grouping.put(read, cluster(number), &desk.rules);
            desk.grouping.remove(message(number));
            placed.cluster
        };
        assert_eq!(put(60, None), cluster(60), "words leave them apart");
        assert_eq!(put(61, Some(sense(1, 0))), cluster(if loaded { 61 } else { 50 }), "one of two is not enough");
        assert_eq!(put(62, Some(sense(2, 0))), cluster(62), "another meaning");
        let lacking = desk.grouping.without_sense(9, |_| false);
        let all: Vec<MessageId> = lacking.iter().map(|(message, _)| *message).collect();
        let newest_first: &[u8] = if loaded { &[50, 2, 1] } else { &[2, 1] };
        assert_eq!(all, newest_first.iter().map(|&n| message(n)).collect::<Vec<_>>());
        assert!(lacking.iter().all(|(_, text)| [ALLIUM, STORM, RICE].contains(&text.as_str())), "{lacking:?}");
        assert_eq!(desk.grouping.without_sense(1, |other| other == all[0]).len(), 1, "the next one");
        desk.grouping.give_sense(message(50), &sense(1, 0));
        let mut put = |number: u8, sense: Option<Sense>| {
            let read = Read::of(message(number), ANTIBIOTIC).with(sense);
            desk.grouping.put(read, cluster(number), &desk.rules).cluster
        };
        assert_eq!(put(63, Some(sense(1, 0))), cluster(50));
    }
}

#[test]
fn a_sense_goes_with_its_message_and_all_go_with_their_model() {
    let mut desk = Desk::with(&[RICE, STORM, "thật à"]);
    for number in 1..=3 {
        desk.grouping.give_sense(message(number), &sense(usize::from(number), 2));
    }
    desk.grouping.give_sense(message(99), &sense(9, 0));
    assert_eq!((desk.grouping.senses(), desk.grouping.windows.len()), (2, 2), "two words and nobody take none");
    assert!(desk.grouping.without_sense(9, |_| false).is_empty());
    desk.grouping.remove(message(1));
    assert_eq!((desk.grouping.senses(), desk.grouping.windows.len()), (1, 1));
    desk.grouping.forget_senses();
    assert_eq!((desk.grouping.senses(), desk.grouping.windows.len()), (0, 0));
    assert_eq!(desk.grouping.without_sense(9, |_| false).len(), 1);
    assert_eq!(desk.put(STORM).why, Why::SameWords(message(2)));
}

#[test]
fn a_message_that_is_no_voice_lacks_no_sense() {
    let mut desk = Desk::with(&[]);
    for _ in 0..2 * VOICES {
        desk.put(RICE);
    }
    assert_eq!(desk.grouping.without_sense(99, |_| false).len(), VOICES);
}
