//! The index follows the desk: checks appear, change, are withdrawn.

use thuchu_match::{Decision, Index};
use thuchu_model::CheckId;

use crate::{ask, desk, doc, first, is_answered};

#[test]
fn a_new_check_is_found_at_once() {
    let mut index = Index::build(desk());
    index.put(doc(50, "Khẩu trang y tế có sán ký sinh trùng"));
    is_answered(&index, "khau trang y te co san ky sinh trung", 50);
}

#[test]
fn a_changed_check_is_found_by_its_new_wording_only() {
    let mut index = Index::build([doc(1, "Tắm đêm gây đột quỵ chết ngay lập tức")]);
    index.put(doc(1, "Nước mắm truyền thống chứa thạch tín gây ung thư"));
    assert_eq!(index.len(), 1);
    is_answered(&index, "nuoc mam truyen thong chua thach tin gay ung thu", 1);
    assert!(ask(&index, "Tắm đêm gây đột quỵ chết ngay lập tức").matches.iter().all(|m| m.probability < 0.5));
}

#[test]
fn a_withdrawn_check_is_gone() {
    let mut index = Index::build(desk());
    index.remove(CheckId::from_bytes([4; 16]));
    index.remove(CheckId::from_bytes([99; 16]));
    let answer = ask(&index, "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền");
    assert_ne!(answer.decision, Decision::Answer);
    assert!(answer.matches.iter().all(|m| m.id != CheckId::from_bytes([4; 16])));
}

#[test]
fn an_index_built_step_by_step_answers_like_one_built_at_once() {
    let at_once = Index::build(desk());
    let mut by_steps = Index::default();
    for number in 0..200 {
        by_steps.put(doc(100, &format!("Tin đồn thứ {number} về con đường trước đình")));
    }
    for doc in desk() {
        by_steps.put(doc);
    }
    by_steps.remove(CheckId::from_bytes([100; 16]));
    assert_eq!(at_once.len(), by_steps.len());
    for text in ["nước chanh chữa ung thư", "bao so 3 do bo vao ha noi", "ca sĩ qua đời trên cao tốc Long Thành"]
    {
        let (a, b) = (ask(&at_once, text), ask(&by_steps, text));
        assert_eq!(first(&a).id, first(&b).id, "{text}");
        assert_eq!(a.decision, b.decision, "{text}");
        assert!((first(&a).score - first(&b).score).abs() < 0.05, "{text}");
    }
}
