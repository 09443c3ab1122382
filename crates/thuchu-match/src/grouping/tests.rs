//! The rules of grouping.

mod senses;

use super::*;
use crate::answer::Veto;

/// A grouping and its rules; messages and clusters are numbered.
struct Desk {
    grouping: Grouping,
    rules: Rules,
    next: u8,
}

fn message(number: u8) -> MessageId {
    MessageId::from_bytes([number; 16])
}

fn cluster(number: u8) -> ClusterId {
    ClusterId::from_bytes([number; 16])
}

impl Desk {
    fn with(texts: &[&str]) -> Self {
        let mut desk = Self { grouping: Grouping::default(), rules: Rules::built_in(), next: 0 };
        texts.iter().for_each(|text| drop(desk.put(text)));
        desk
    }

    /// Puts a message; its number, and that of the cluster it opens if it does, is one more than the last.
    fn put(&mut self, text: &str) -> Placed {
        self.next += 1;
        self.grouping.put(Read::of(message(self.next), text), cluster(self.next), &self.rules)
    }

    fn merge(&mut self, kept: u8, gone: u8) -> Done {
        self.grouping.merge(cluster(kept), cluster(gone), &self.rules).unwrap()
    }

    fn state(&self) -> (HashMap<MessageId, Member>, HashMap<ClusterId, Cluster>) {
        (self.grouping.members.clone(), self.grouping.clusters.clone())
    }

    fn of(&self, number: u8) -> ClusterId {
        self.grouping.cluster_of(message(number)).unwrap()
    }
}

/// Messages that come after `first` in either order are in its cluster.
#[track_caller]
fn together(first: &str, second: &str) {
    for (one, other) in [(first, second), (second, first)] {
        let mut desk = Desk::with(&[one]);
        let placed = desk.put(other);
        assert_eq!(placed.cluster, cluster(1), "{one} | {other}: {placed:#?}");
    }
}

/// Neither joins the other; where `veto` is given, it is named.
#[track_caller]
fn apart(first: &str, second: &str, veto: Option<Veto>) {
    for (one, other) in [(first, second), (second, first)] {
        let mut desk = Desk::with(&[one]);
        let placed = desk.put(other);
        assert_eq!(placed.why, Why::New, "{one} | {other}");
        if veto.is_some() {
            let named = placed.near.first().and_then(|like| like.explanation.veto);
            assert_eq!(named, veto, "{one} | {other}: {placed:#?}");
        }
    }
}

const RICE: &str = "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền";
const STORM: &str = "Bão số 3 sẽ đổ bộ vào Hà Nội với sức gió giật cấp 17";
const LEMON: &str = "Uống nước chanh nóng với muối mỗi sáng chữa khỏi ung thư";

#[test]
fn near_duplicates_join() {
    together(RICE, "gao gia lam bang nhua duoc ban o cho binh dien");
    together(RICE, "Gạo gỉa làm bằg nhựa đc bán ở chợ Bìh Điền");
    together(STORM, "⚠️⚠️ BÃO SỐ 3 SẼ ĐỔ BỘ VÀO HÀ NỘI VỚI SỨC GIÓ GIẬT CẤP 17!!! 🙏🙏");
}

#[test]
fn a_short_question_joins_a_long_forward() {
    let forward = "Bác sĩ người quen vừa báo: uống nước chanh nóng với muối mỗi sáng chữa khỏi ung thư, đã có nhiều \
        người ở bệnh viện tỉnh làm theo và khỏe lại sau ba tháng. Nhà nào có người bệnh nên thử ngay vì không tốn kém. \
        Mọi người nhớ chia sẻ cho bạn bè!";
    together(forward, "uống nước chanh nóng với muối chữa khỏi ung thư?");
}

#[test]
fn another_question_opens_a_cluster() {
    apart(RICE, LEMON, None);
    apart(RICE, "Đội tuyển bóng chuyền nữ vào chung kết", None);
}

#[test]
fn the_frame_of_a_forward_joins_nothing() {
    apart(
        "Bác sĩ người quen vừa báo: gạo giả làm bằng nhựa. Ai đọc được xin chia sẻ rộng rãi.",
        "Bác sĩ người quen vừa báo: bão số 3 đổ bộ Hà Nội. Ai đọc được xin chia sẻ rộng rãi.",
        None,
    );
}

#[test]
fn another_number_is_another_question() {
    apart(STORM, "Bão số 3 sẽ đổ bộ vào Hà Nội với sức gió giật cấp 12", Some(Veto::Number));
    apart(STORM, "Bao so 4 se do bo vao Ha Noi voi suc gio giat cap 17", Some(Veto::Number));
}

#[test]
fn a_turned_claim_is_another_question() {
    apart("Vaccine cúm gây vô sinh ở phụ nữ mang thai", "Vaccine cúm không gây vô sinh ở phụ nữ mang thai", None);
    let petrol = "Từ tháng sau giá xăng tăng mạnh nhất trong mười năm qua ở các tỉnh miền Tây";
    apart(petrol, &petrol.replace("tăng", "giảm"), Some(Veto::Negation));
}

#[test]
fn another_name_is_another_question() {
    apart(RICE, "Gạo giả làm bằng nhựa được bán ở chợ Đồng Xuân", Some(Veto::Name));
}

#[test]
fn another_date_is_another_question() {
    apart(
        "Hà Nội cấm xe máy trong nội đô từ ngày 1/7/2026",
        "Hà Nội cấm xe máy trong nội đô từ ngày 1/9/2026",
        Some(Veto::Date),
    );
}

#[test]
fn a_number_that_lost_its_unit_is_no_other_number() {
    together(
        "Công an sẽ phạt 5 triệu đồng người không mang căn cước công dân",
        "Công an sẽ phạt 5 đồng người không mang căn cước công dân",
    );
}

#[test]
fn messages_without_words_stay_alone() {
    for text in ["", "   ", "🙏🙏🙏", "?"] {
        let mut desk = Desk::with(&[text]);
        assert_eq!(desk.put(text).why, Why::New, "{text:?}");
    }
    let mut desk = Desk::with(&["thật không"]);
    assert_eq!(desk.put("Thật không?").why, Why::SameWords(message(1)));
    assert_eq!(desk.put("thật à").why, Why::New);
}

#[test]
fn a_bare_link_joins_those_who_sent_it() {
    let mut desk = Desk::with(&["https://vidu.vn/tin/42?utm_source=zalo", RICE]);
    assert_eq!(desk.put("tin này sao https://www.vidu.vn/tin/42?fbclid=abc").why, Why::SameLink(message(1)));
    assert_eq!(desk.put("https://vidu.vn/tin/43").why, Why::New);
    // With a question of its own beside the link, the words decide.
    assert_eq!(desk.put(&format!("{RICE} https://vidu.vn/tin/42")).cluster, cluster(2));
}

#[test]
fn a_message_put_twice_stays_where_it_is() {
    let mut desk = Desk::with(&[RICE, LEMON]);
    let again = desk.grouping.put(Read::of(message(1), LEMON), cluster(9), &desk.rules);
    assert_eq!((again.cluster, again.why), (cluster(1), Why::Known));
    assert_eq!(desk.grouping.len(), 2);
}

#[test]
fn the_wording_is_the_shortest_complete_one() {
    let mut desk = Desk::with(&[
        &format!("Nghe nói {RICE}, có hình chụp ở chợ, sợ quá trời luôn"),
        "gao gia lam bang nhua duoc ban o cho binh dien",
        RICE,
        "Gạo giả làm bằng nhựa được bán ở...",
        "Gạo giả bán chợ Bình Điền",
    ]);
    assert_eq!(desk.grouping.len(), 1);
    assert_eq!(desk.grouping.wording(cluster(1), &desk.rules), Some(message(3)));
    desk.grouping.remove(message(3));
    assert_eq!(desk.grouping.wording(cluster(1), &desk.rules), Some(message(2)));
    assert_eq!(desk.grouping.wording(cluster(7), &desk.rules), None);
}

#[test]
fn a_merge_is_explained_and_undone_exactly() {
    let mut desk = Desk::with(&[RICE, LEMON, "gao gia lam bang nhua ban o cho binh dien", STORM]);
    let before = desk.state();
    let done = desk.merge(2, 1);
    assert_eq!(done.act.moved, [message(1), message(3)]);
    assert!(done.compared.unwrap().probability < desk.rules.near);
    assert_eq!(desk.grouping.messages(cluster(2)), [message(1), message(2), message(3)]);
    assert_eq!(desk.grouping.messages(cluster(1)), []);
    assert_eq!(desk.grouping.undo(&done.act), Ok(vec![message(1), message(3)]));
    assert_eq!(desk.state(), before);
}

#[test]
fn what_came_after_a_merge_goes_with_those_it_was_placed_beside() {
    let mut desk = Desk::with(&[RICE, LEMON]);
    let act = desk.merge(1, 2).act;
    desk.put("uong nuoc chanh nong voi muoi moi sang chua khoi ung thu");
    desk.put("gao gia lam bang nhua duoc ban o cho binh dien");
    assert_eq!(desk.grouping.messages(cluster(1)).len(), 4);
    assert_eq!(desk.grouping.undo(&act), Ok(vec![message(2), message(3)]));
    assert_eq!(desk.grouping.messages(cluster(1)), [message(1), message(4)]);
}

#[test]
fn a_split_is_explained_and_undone_exactly() {
    let mut desk = Desk::with(&[RICE, "gao gia lam bang nhua ban o cho binh dien", RICE, STORM]);
    let before = desk.state();
    let done = desk.grouping.split(cluster(1), &[message(3), message(1)], cluster(9), &desk.rules).unwrap();
    assert_eq!(done.act.moved, [message(1), message(3)]);
    assert!(done.compared.unwrap().probability >= desk.rules.join);
    assert_eq!(desk.of(3), cluster(9));
    assert_eq!(desk.grouping.undo(&done.act), Ok(vec![message(1), message(3)]));
    assert_eq!(desk.state(), before);
}

#[test]
fn acts_are_undone_from_the_last_one_back() {
    let mut desk = Desk::with(&[RICE, LEMON, STORM]);
    let before = desk.state();
    let first = desk.merge(1, 2).act;
    let second = desk.merge(3, 1).act;
    assert_eq!(desk.grouping.undo(&first), Err(ActError::MovedSince(message(2))));
    desk.grouping.undo(&second).unwrap();
    desk.grouping.undo(&first).unwrap();
    assert_eq!(desk.state(), before);
}

#[test]
fn an_act_that_makes_no_sense_changes_nothing() {
    let mut desk = Desk::with(&[RICE, LEMON]);
    let before = desk.state();
    let (grouping, rules) = (&mut desk.grouping, &desk.rules);
    assert_eq!(grouping.merge(cluster(1), cluster(1), rules), Err(ActError::SameCluster(cluster(1))));
    assert_eq!(grouping.merge(cluster(1), cluster(9), rules), Err(ActError::NoCluster(cluster(9))));
    let mut split = |messages: &[MessageId], fresh| grouping.split(cluster(1), messages, cluster(fresh), rules);
    assert_eq!(split(&[message(1)], 2), Err(ActError::InUse(cluster(2))));
    assert_eq!(split(&[message(1)], 9), Err(ActError::NoneOrAll(cluster(1))));
    assert_eq!(split(&[], 9), Err(ActError::NoneOrAll(cluster(1))));
    assert_eq!(split(&[message(2)], 9), Err(ActError::NotInCluster(message(2))));
    assert_eq!(desk.state(), before);
}

#[test]
fn a_removed_message_leaves_no_text_behind() {
    let secret = "Cô Tuyết Sương quầy 4127 bán gạo giả ghé https://vidu.vn/tin/42 xem nghen";
    let parts = ["tuyết", "tuyet", "sương", "4127", "nghen", "vidu"];
    let mut desk = Desk::with(&[RICE, secret, LEMON, STORM]);
    let held = |desk: &Desk| {
        let all = format!("{:?}", desk.grouping).to_lowercase();
        parts.into_iter().filter(|part| all.contains(part)).collect::<Vec<_>>()
    };
    assert_eq!(held(&desk), parts, "else this test sees nothing");
    desk.grouping.remove(message(2));
    assert_eq!(held(&desk), [""; 0]);
    // What others say too is still known to be theirs.
    assert_eq!(desk.put("gao gia lam bang nhua duoc ban o cho binh dien").cluster, cluster(1));
}

#[test]
fn the_last_message_takes_its_cluster_along() {
    let mut desk = Desk::with(&[RICE, LEMON]);
    assert_eq!(desk.grouping.remove(message(1)), Some(cluster(1)));
    assert_eq!(desk.grouping.remove(message(1)), None);
    assert_eq!(desk.grouping.len(), 1);
    assert_eq!(desk.put(RICE).why, Why::New);
}

#[test]
fn an_undo_leaves_out_what_was_removed_since() {
    let mut desk = Desk::with(&[RICE, LEMON, "uong nuoc chanh nong voi muoi moi sang chua khoi ung thu"]);
    let act = desk.merge(1, 2).act;
    desk.grouping.remove(message(2));
    assert_eq!(desk.grouping.undo(&act), Ok(vec![message(3)]));
    assert_eq!(desk.of(3), cluster(2));
}

#[test]
fn a_full_cluster_still_takes_messages_in() {
    let mut desk = Desk::with(&[]);
    for _ in 0..2 * VOICES {
        assert_eq!(desk.put(RICE).cluster, cluster(1));
    }
    assert_eq!(desk.put("gao gia lam bang nhua duoc ban o cho binh dien").cluster, cluster(1));
    assert_eq!(desk.grouping.clusters[&cluster(1)].voices.len(), VOICES);
}

#[test]
fn a_grouping_that_is_loaded_goes_on_as_before() {
    let mut loaded = Grouping::default();
    let rules = Rules::built_in();
    for (number, text) in [(1, RICE), (2, LEMON), (3, STORM)] {
        loaded.place(Read::of(message(number), text), cluster(number + 10));
    }
    let placed =
        loaded.put(Read::of(message(4), "gao gia lam bang nhua duoc ban o cho binh dien"), cluster(99), &rules);
    assert_eq!(placed.cluster, cluster(11));
}

#[test]
fn gaps_are_closed_and_nothing_else_changes() {
    let mut desk = Desk::with(&[RICE, LEMON, STORM]);
    let id = |n: u16| MessageId::from_bytes(u128::from(n).to_be_bytes());
    for n in 1_000..4_000 {
        let text = format!("Tin đồn thứ {n} về con đường trước đình làng {}", n / 7);
        desk.grouping.place(Read::of(id(n), &text), ClusterId::from_bytes(u128::from(n).to_be_bytes()));
    }
    let full = desk.grouping.index.entries.len();
    for n in 1_000..4_000 {
        desk.grouping.remove(id(n));
    }
    assert!(desk.grouping.index.entries.len() < full / 2, "{}", desk.grouping.index.entries.len());
    assert_eq!(desk.put("gao gia lam bang nhua duoc ban o cho binh dien").cluster, cluster(1));
    assert_eq!(desk.put(STORM).why, Why::SameWords(message(3)));
}

#[test]
fn a_hostile_message_is_bounded() {
    let long = "chuyện này chuyện kia khác số 7 không ".repeat(20_000);
    let mut desk = Desk::with(&[&long, &format!("{long} x"), RICE]);
    assert_eq!(desk.put(&long).cluster, cluster(1));
    assert_eq!(desk.put("gao gia lam bang nhua duoc ban o cho binh dien").cluster, cluster(3));
}
