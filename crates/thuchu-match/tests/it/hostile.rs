//! Whatever is asked, there is an answer, and it is bounded.

use proptest::prelude::*;
use thuchu_match::{Ask, Doc, Index, Scratch, Weights};
use thuchu_model::CheckId;

use crate::{NOON, ask, desk, doc};

proptest! {
    #[test]
    fn any_text_is_answered_within_bounds(text in "\\PC{0,300}") {
        let index = Index::build(desk());
        for found in ask(&index, &text).matches {
            prop_assert!((0.0..=1.0).contains(&found.score));
            prop_assert!((0.0..=1.0).contains(&found.probability));
            prop_assert!(found.explanation.window[0] <= found.explanation.window[1]);
        }
    }

    #[test]
    fn any_claim_can_be_indexed_and_found_again(claim in "\\PC{0,200}") {
        let index = Index::build([doc(1, &claim)]);
        let _ = ask(&index, &claim);
    }

    #[test]
    fn words_of_claims_in_any_order_are_answered(words in prop::collection::vec("không|5|triệu|1/7|chữa|ung|thư|Hà|Nội|3|số|bão|\\.\\.\\.|5tr|của", 0..80)) {
        let _ = ask(&Index::build(desk()), &words.join(" "));
    }
}

#[test]
fn a_message_of_megabytes_is_read_as_far_as_is_useful() {
    let index = Index::build(desk());
    let text =
        "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền. ".to_owned() + &"chuyện này chuyện kia ".repeat(100_000);
    assert!(!ask(&index, &text).matches.is_empty());
}

/// A desk whose checks share their common words, so that every list is long.
fn wide(checks: u64) -> Index {
    let claim = |n: u64| format!("Tin đồn số {n} nói rằng uống nước lá không chữa khỏi bệnh lạ w{n}");
    let id = |n: u64| CheckId::from_bytes(u128::from(n).to_be_bytes());
    Index::build((0..checks).map(|n| Doc { id: id(n), ..doc(1, &claim(n)) }))
}

/// TRUST R40: bounded by what it says, however long it is, and counted, not timed.
#[test]
fn the_costliest_question_reads_and_compares_a_bounded_number_of_places() {
    let checks = 4_000;
    let index = wide(checks);
    let common = "tin đồn số nói rằng uống nước lá không chữa khỏi bệnh lạ. ";
    let numbered: String = (0..1_000).map(|n| format!("w{n} ")).collect();
    let work = |text: &str| {
        let mut scratch = Scratch::default();
        let ask = Ask { text, links: &[], limit: 100, now: NOON, sense: None };
        index.ask(ask, &Weights::built_in(), &mut scratch);
        scratch.work()
    };
    // 60 stretches, each 8,000 places and what is left of the list it stopped in; a third of 95 wordings each.
    let (most_read, most_compared) = (60 * (8_000 + checks), 60 * 40);
    for text in [common.repeat(400), numbered.clone(), "không ".repeat(4_000), format!("{numbered}{common}").repeat(20)]
    {
        // As long as the site takes, and twice as long.
        let text: String = text.chars().cycle().take(20_000).collect();
        let (once, twice) = (work(&text), work(&text.repeat(2)));
        assert!(once.read > 0 && once.read <= most_read && once.compared <= most_compared, "{once:?}");
        assert!(twice.read <= most_read && twice.compared <= most_compared, "{twice:?}");
    }
    // A question of one sentence costs a small part of that.
    let usual = work(common);
    assert!(usual.compared <= 110 && usual.read <= 24_000 + checks, "{usual:?}");
}

#[test]
fn the_costliest_search_compares_a_bounded_number_of_wordings() {
    let index = wide(4_000);
    for words in ["không ".repeat(66), (0..130).map(|n| format!("w{n} ")).collect(), "a ".repeat(200)] {
        let mut scratch = Scratch::default();
        index.find(&words, 400, |_| true, &Weights::built_in(), &mut scratch);
        // 400 characters are at most eleven stretches; a third of 800 wordings each.
        assert!(scratch.work().compared <= 11 * 267, "{:?}", scratch.work());
    }
}

#[test]
fn a_search_among_some_checks_is_not_crowded_out_by_the_others() {
    let index = wide(4_000);
    let few = |id: CheckId| id.as_bytes().ends_with(&[7]);
    for words in ["tin", "uong nuoc la", "nước lá không chữa khỏi bệnh lạ"] {
        let found = index.find(words, 400, few, &Weights::built_in(), &mut Scratch::default());
        assert_eq!(found.len(), 16, "{words}");
        assert!(found.iter().all(|(id, _)| few(*id)));
    }
}

#[test]
fn one_room_serves_several_indexes() {
    let (small, large) = (Index::build([doc(1, "Tắm đêm gây đột quỵ")]), Index::build(desk()));
    let mut scratch = Scratch::default();
    for index in [&large, &small, &large] {
        let ask = Ask { text: "tắm đêm gây đột quỵ", links: &[], limit: 100, now: NOON, sense: None };
        assert!(!index.ask(ask, &Weights::built_in(), &mut scratch).matches.is_empty());
    }
}
