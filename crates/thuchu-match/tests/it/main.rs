//! The engine as a whole: rules of the decision, and figures on labelled sets.
#![cfg(test)]

mod decision;
mod figures;
mod freshness;
mod hostile;

use thuchu_match::{Answer, Ask, Decision, Doc, Index, Match, Scratch, Veto, Weights};
use thuchu_model::{CheckId, Timestamp, Trust};

const NOON: Timestamp = Timestamp::from_micros(1_750_000_000_000_000);

/// A check of a trusted publisher.
fn doc(number: u8, claim: &str) -> Doc {
    Doc {
        id: CheckId::from_bytes([number; 16]),
        wordings: vec![claim.to_owned()],
        title: None,
        links: Vec::new(),
        value: Some(1),
        trust: Trust::Answer,
        holds_until: None,
    }
}

/// A small desk on subjects of everyday life.
fn desk() -> Vec<Doc> {
    [
        "Uống nước chanh nóng với muối mỗi sáng chữa khỏi ung thư",
        "Từ ngày 1/7 công an sẽ phạt 5 triệu đồng người không mang căn cước công dân",
        "Bão số 3 sẽ đổ bộ vào Hà Nội với sức gió giật cấp 17",
        "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền",
        "Ca sĩ Trần Văn Mẫu qua đời vì tai nạn giao thông trên cao tốc Long Thành",
        "Lá đu đủ đực chữa khỏi ung thư giai đoạn cuối",
        "Vaccine cúm không gây vô sinh ở phụ nữ mang thai",
        "Không nên tắm đêm vì dễ bị đột quỵ",
        "A famous singer died in a traffic accident on the expressway",
    ]
    .into_iter()
    .zip(1..)
    .map(|(claim, number)| doc(number, claim))
    .collect()
}

fn ask(index: &Index, text: &str) -> Answer {
    let ask = Ask { text, links: &[], limit: 5, now: NOON, sense: None };
    index.ask(ask, &Weights::built_in(), &mut Scratch::default())
}

#[track_caller]
fn first(answer: &Answer) -> &Match {
    answer.matches.first().expect("something matches")
}

/// The message is answered with check `number`.
#[track_caller]
fn is_answered(index: &Index, text: &str, number: u8) {
    let answer = ask(index, text);
    let best = first(&answer);
    assert_eq!(best.id, CheckId::from_bytes([number; 16]), "{text}: {best:#?}");
    assert_eq!(answer.decision, Decision::Answer, "{text}: {best:#?}");
}

/// The message finds check `number`, is not answered with it, and `veto` says why.
#[track_caller]
fn is_vetoed(index: &Index, text: &str, number: u8, veto: Veto) {
    let answer = ask(index, text);
    let best = first(&answer);
    assert_eq!(best.id, CheckId::from_bytes([number; 16]), "{text}: {best:#?}");
    assert_eq!(best.explanation.veto, Some(veto), "{text}: {best:#?}");
    assert_eq!(answer.decision, Decision::Suggest, "{text}: {best:#?}");
}
