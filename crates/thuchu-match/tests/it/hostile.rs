//! Whatever is asked, there is an answer, and it is bounded.

use proptest::prelude::*;
use thuchu_match::{Ask, Index, Scratch, Weights};

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

#[test]
fn one_room_serves_several_indexes() {
    let (small, large) = (Index::build([doc(1, "Tắm đêm gây đột quỵ")]), Index::build(desk()));
    let mut scratch = Scratch::default();
    for index in [&large, &small, &large] {
        let ask = Ask { text: "tắm đêm gây đột quỵ", links: &[], limit: 100, now: NOON };
        assert!(!index.ask(ask, &Weights::built_in(), &mut scratch).matches.is_empty());
    }
}
