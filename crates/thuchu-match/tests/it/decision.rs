//! What is answered, what is only suggested, and what is not known.

use thuchu_match::{Ask, Decision, Index, Negation, Scratch, Veto, Weights};
use thuchu_model::{CheckId, Timestamp, Trust};

use crate::{NOON, ask, desk, doc, first, is_answered, is_vetoed};

#[test]
fn a_claim_is_found_however_it_is_typed() {
    let index = Index::build(desk());
    is_answered(&index, "Uống nước chanh nóng với muối mỗi sáng chữa khỏi ung thư", 1);
    is_answered(&index, "uong nuoc chanh nong voi muoi moi sang chua khoi ung thu", 1);
    is_answered(&index, "UỐNG NƯỚC CHANH NÓNG VỚI MUỐI MỖI SÁNG CHỮA KHỎI UNG THƯ!!! 🙏🙏", 1);
    is_answered(&index, "Uốпg nướс chаnh nóпg với muối mỗі sáng chữа khỏi ung thư", 1);
    is_answered(&index, "uốg nước chan nóng với muôi mỗi sáng chữa khỏi ung thư", 1);
    is_answered(&index, "mỗi sáng uống nước chanh nóng với muối chữa khỏi ung thư đúng không ạ?", 1);
}

#[test]
fn a_claim_inside_a_long_message_is_found_and_its_window_named() {
    let index = Index::build(desk());
    let before =
        "Hôm qua cả xóm họp tổ dân phố bàn chuyện sửa con đường đất trước đình, ai cũng góp ý rất sôi nổi. ".repeat(3);
    let text = format!(
        "{before}Gạo giả làm bằng nhựa được bán ở chợ Bình Điền. Chiều nay trời nắng đẹp, bà con phơi lúa kín sân."
    );
    is_answered(&index, &text, 4);
    let [start, end] = first(&ask(&index, &text)).explanation.window;
    assert!(start >= 40 && end - start <= 40, "{start}..{end}");
}

#[test]
fn another_number_is_another_claim() {
    let index = Index::build(desk());
    is_answered(&index, "Từ ngày 1/7 công an sẽ phạt năm triệu đồng người không mang căn cước công dân", 2);
    is_vetoed(&index, "Từ ngày 1/7 công an sẽ phạt 7 triệu đồng người không mang căn cước công dân", 2, Veto::Number);
    is_vetoed(&index, "Bão số 4 sẽ đổ bộ vào Hà Nội với sức gió giật cấp 17", 3, Veto::Number);
}

#[test]
fn another_date_is_another_claim() {
    let index = Index::build(desk());
    is_vetoed(&index, "Từ ngày 1/9 công an sẽ phạt 5 triệu đồng người không mang căn cước công dân", 2, Veto::Date);
}

#[test]
fn a_turned_claim_is_another_claim() {
    let index = Index::build(desk());
    is_vetoed(&index, "Vaccine cúm gây vô sinh ở phụ nữ mang thai", 7, Veto::Negation);
    is_vetoed(&index, "Gạo giả làm bằng nhựa không được bán ở chợ Bình Điền", 4, Veto::Negation);
    let question = ask(&index, "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền đúng không?");
    assert_eq!(first(&question).explanation.negation, Negation::Same);
}

#[test]
fn another_name_is_another_claim() {
    let index = Index::build(desk());
    is_vetoed(&index, "Gạo giả làm bằng nhựa được bán ở chợ Đồng Xuân", 4, Veto::Name);
    is_vetoed(&index, "Ca sĩ Lê Thị Khác qua đời vì tai nạn giao thông trên cao tốc Long Thành", 5, Veto::Name);
}

#[test]
fn the_same_sentence_about_something_else_is_not_answered() {
    let index = Index::build(desk());
    let answer = ask(&index, "Lá mãng cầu chữa khỏi ung thư giai đoạn cuối");
    assert_ne!(answer.decision, Decision::Answer, "{:#?}", first(&answer));
}

#[test]
fn another_subject_is_not_known() {
    let index = Index::build(desk());
    for text in
        ["Đội tuyển bóng chuyền nữ vào chung kết", "", "   ", "🙏🙏🙏", "?", "https://example.org/khong-ai-biet"]
    {
        assert_eq!(ask(&index, text).decision, Decision::None, "{text}");
    }
}

#[test]
fn a_check_that_may_no_longer_hold_is_suggested() {
    let old = thuchu_match::Doc {
        holds_until: Some(Timestamp::from_micros(NOON.micros() - 1)),
        ..doc(1, "Giá xăng sẽ tăng lên 40.000 đồng một lít từ ngày mai")
    };
    is_vetoed(&Index::build([old]), "Giá xăng sẽ tăng lên 40.000 đồng một lít từ ngày mai", 1, Veto::Stale);
}

#[test]
fn a_publisher_that_is_only_shown_is_never_the_answer() {
    let shown = thuchu_match::Doc {
        trust: Trust::Show, ..doc(1, "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền")
    };
    is_vetoed(&Index::build([shown]), "gao gia lam bang nhua duoc ban o cho binh dien", 1, Veto::Trust);
}

#[test]
fn a_publisher_without_trust_is_not_found_at_all() {
    let hidden = thuchu_match::Doc {
        trust: Trust::None, ..doc(1, "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền")
    };
    let index = Index::build([hidden]);
    assert!(index.is_empty());
    assert!(ask(&index, "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền").matches.is_empty());
}

#[test]
fn checks_that_disagree_are_both_shown_and_none_answers() {
    let claim = "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền";
    let with = |number, value| thuchu_match::Doc { value, ..doc(number, claim) };
    let text = "gạo giả làm bằng nhựa được bán ở chợ bình điền";
    let answer = ask(&Index::build([with(1, Some(1)), with(2, Some(5))]), text);
    assert_eq!(answer.decision, Decision::Suggest);
    assert_eq!(answer.matches.len(), 2);
    assert!(answer.matches.iter().all(|m| m.explanation.veto == Some(Veto::Disagree)));
    for (one, other) in [(Some(1), Some(2)), (Some(1), Some(3)), (Some(1), None), (Some(5), Some(4))] {
        let answer = ask(&Index::build([with(1, one), with(2, other)]), text);
        assert_eq!(answer.decision, Decision::Answer, "{one:?} beside {other:?}");
    }
}

#[test]
fn the_first_veto_in_the_fixed_order_is_named() {
    let shown = thuchu_match::Doc {
        trust: Trust::Show,
        ..doc(1, "Bão số 3 sẽ đổ bộ vào Hà Nội với sức gió giật cấp 17")
    };
    let index = Index::build([shown]);
    is_vetoed(&index, "Bão số 4 sẽ không đổ bộ vào Hà Nội với sức gió giật cấp 17", 1, Veto::Number);
    is_vetoed(&index, "Bão số 3 sẽ không đổ bộ vào Hà Nội với sức gió giật cấp 17", 1, Veto::Negation);
    is_vetoed(&index, "Bão số 3 sẽ đổ bộ vào Hà Nội với sức gió giật cấp 17", 1, Veto::Trust);
}

#[test]
fn a_shared_link_outranks_likeness_of_words() {
    let link = thuchu_text::canonical("https://vidu.vn/tin/42?utm_source=zalo").unwrap();
    let linked = thuchu_match::Doc {
        links: vec![link.clone()],
        ..doc(1, "Rắn hổ mang dài 10 mét được tìm thấy ở Tây Ninh")
    };
    let index = Index::build([linked, doc(2, "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền")]);
    is_answered(&index, "https://www.vidu.vn/tin/42?fbclid=abc", 1);
    let beside = Ask { text: "tin này sao?", links: &[link], limit: 5, now: NOON, sense: None };
    let answer = index.ask(beside, &Weights::built_in(), &mut Scratch::default());
    assert!(first(&answer).explanation.link);
    assert_eq!(answer.decision, Decision::Answer);
    // With a whole claim of its own beside the link, the link alone does not answer.
    let other = ask(&index, "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền https://vidu.vn/tin/42");
    assert_eq!(first(&other).id, CheckId::from_bytes([1; 16]));
    assert_eq!(other.decision, Decision::Suggest);
}

#[test]
fn a_check_with_two_wordings_is_found_by_both_and_listed_once() {
    let both = thuchu_match::Doc {
        wordings: vec!["Tắm đêm gây đột quỵ".to_owned(), "Bathing at night causes a stroke".to_owned()],
        ..doc(1, "")
    };
    let index = Index::build([both]);
    is_answered(&index, "tam dem gay dot quy", 1);
    is_answered(&index, "does bathing at night cause a stroke", 1);
    assert_eq!(ask(&index, "Tắm đêm gây đột quỵ, bathing at night causes a stroke").matches.len(), 1);
}

#[test]
fn ties_break_by_id() {
    let claim = "Muối i-ốt ngăn được phóng xạ";
    for order in [[1, 2, 3], [3, 2, 1]] {
        let index = Index::build(order.map(|number| doc(number, claim)));
        let ids: Vec<u8> = ask(&index, claim).matches.iter().map(|m| m.id.as_bytes()[0]).collect();
        assert_eq!(ids, [1, 2, 3]);
    }
}

#[test]
fn a_claim_written_without_spaces_is_answered_when_it_is_asked_word_for_word() {
    let index = Index::build(desk().into_iter().chain([doc(20, "喝热柠檬水可以治愈癌症")]));
    is_answered(&index, "喝热柠檬水可以治愈癌症", 20);
}
