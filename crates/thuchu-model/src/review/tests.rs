use super::*;
use crate::gate::tests::{draft, with};

fn author() -> EditorId {
    EditorId::from_bytes([1; 16])
}

fn second_editor() -> EditorId {
    EditorId::from_bytes([2; 16])
}

fn noon() -> Timestamp {
    Timestamp::parse("2026-11-22T12:00:00Z").unwrap()
}

fn review(state: ReviewState) -> Review {
    Review { id: draft().review, claim: ClaimId::from_bytes([9; 16]), state, revision: 3, published_version: 1 }
}

#[test]
fn an_editor_who_changed_a_review_cannot_approve_it() {
    let draft = Draft { changed_by: [author()].into(), ..draft() };
    assert!(matches!(approve(&draft, author(), noon()), Err(NotReady::SameEditor { .. })));
    assert!(approve(&draft, second_editor(), noon()).is_ok());
}

#[test]
fn two_editors_who_both_changed_it_need_a_third() {
    let draft = draft().edited_by(author()).edited_by(second_editor());
    assert!(approve(&draft, author(), noon()).is_err() && approve(&draft, second_editor(), noon()).is_err());
    assert!(approve(&draft, EditorId::from_bytes([3; 16]), noon()).is_ok());
}

#[test]
fn an_edit_after_the_approval_voids_it() {
    let draft = Draft { changed_by: [author()].into(), ..draft() };
    let approval = approve(&draft, second_editor(), noon()).unwrap();
    assert!(approval.covers(&draft));
    assert!(!approval.covers(&draft.clone().edited_by(author())));
    assert!(!approval.covers(&draft.edited_by(second_editor())), "nor can the approver slip in a change");
}

#[test]
fn nothing_changed_is_nothing_to_approve() {
    let draft = Draft { changed_by: [].into(), ..draft() };
    assert!(matches!(approve(&draft, second_editor(), noon()), Err(NotReady::Unchanged { .. })));
}

#[test]
fn a_review_without_evidence_is_not_approved() {
    let draft = with(|content| content.evidence.clear());
    assert!(matches!(approve(&draft, second_editor(), noon()), Err(NotReady::NoEvidence { .. })));
}

#[test]
fn only_what_was_submitted_is_approved() {
    for state in [ReviewState::Draft, ReviewState::Approved, ReviewState::Published, ReviewState::Withdrawn] {
        let refused = approve_submitted(&review(state), &draft(), second_editor(), noon());
        assert!(matches!(refused, Err(NotReady::NotSubmitted { .. })));
    }
    assert!(approve_submitted(&review(ReviewState::InReview), &draft(), second_editor(), noon()).is_ok());
}

#[test]
fn steps_follow_the_order_of_the_work() {
    use ReviewState::{Approved, Draft, InReview, Published, Withdrawn};
    for (from, to) in
        [(Draft, InReview), (InReview, Approved), (Approved, Published), (Published, Withdrawn), (Approved, Draft)]
    {
        assert_eq!(review(from).step(to).unwrap().state, to);
    }
    for (from, to) in
        [(Draft, Approved), (Draft, Published), (InReview, Published), (Withdrawn, Draft), (Withdrawn, Published)]
    {
        assert_eq!(review(from).step(to), Err(StepRefused { review: review(from).id, from, to }));
    }
}

#[test]
fn publishing_counts_the_version() {
    let published = review(ReviewState::Approved).step(ReviewState::Published).unwrap();
    assert_eq!((published.published_version, published.revision), (2, 4));
}

#[test]
fn a_published_review_is_withdrawn_whatever_is_being_written_next() {
    for state in [ReviewState::Draft, ReviewState::InReview, ReviewState::Approved, ReviewState::Published] {
        assert_eq!(review(state).withdrawn().unwrap().state, ReviewState::Withdrawn);
        let first = Review { published_version: 0, ..review(state) };
        assert!(first.withdrawn().is_err(), "there is no check to take back");
    }
    assert!(review(ReviewState::Withdrawn).withdrawn().is_err());
}
