use super::*;
use crate::{
    Appearance, Bearing, DraftContent, DraftText, EvidenceId, Lang, RatingKey, Sha256Hash, Snapshot, Timestamp,
};

fn source() -> Evidence {
    Evidence {
        id: EvidenceId::from_bytes([5; 16]),
        url: "https://chinhphu.vn/nghi-dinh".into(),
        title: "Nghị định".into(),
        publisher: None,
        date: None,
        quote: None,
        note: None,
        bearing: Bearing::Refutes,
        primary: true,
        snapshot: Some(Snapshot { sha256: Sha256Hash::of(b"page"), bytes: 4, at: Timestamp::from_micros(0) }),
    }
}

/// A draft that passes every rule.
pub(crate) fn draft() -> Draft {
    let text = DraftText {
        claim: "Từ 1/7 mọi người phải đổi căn cước".into(),
        title: "Không có chuyện đổi căn cước".into(),
        summary: "Thông tin sai.".into(),
        body: "…".into(),
        ..DraftText::default()
    };
    let content = DraftContent {
        text,
        rating: RatingKey::parse("false").ok(),
        evidence: vec![source()],
        seen: Seen::ForwardedOriginUnknown,
        reply: Reply::NotAsked { why: "không rõ nguồn".into() },
        ..DraftContent::of("", Lang::vi())
    };
    let changed_by = [EditorId::from_bytes([1; 16])].into();
    Draft { review: ReviewId::from_bytes([4; 16]), revision: 1, content, changed_by }
}

/// The same, but for this.
pub(crate) fn with(change: impl FnOnce(&mut DraftContent)) -> Draft {
    let mut draft = draft();
    change(&mut draft.content);
    draft
}

fn settings() -> GateSettings {
    GateSettings {
        snapshot: SnapshotRule::Required,
        pages: DeskPages { method: true, corrections: true, funding: true },
    }
}

#[track_caller]
fn refused(draft: &Draft, rule: NotReady) {
    assert_eq!(publish_gate(draft, &settings()), [rule]);
}

#[test]
fn a_complete_draft_is_ready() {
    assert_eq!(publish_gate(&draft(), &settings()), []);
}

#[test]
fn each_missing_field_is_named() {
    let review = draft().review;
    refused(&with(|c| c.text.claim = " ".into()), NotReady::Blank { review, field: "claim" });
    refused(&with(|c| c.text.title = String::new()), NotReady::Blank { review, field: "title" });
    refused(&with(|c| c.text.summary = String::new()), NotReady::Blank { review, field: "summary" });
    refused(&with(|c| c.text.body = String::new()), NotReady::Blank { review, field: "body" });
    refused(&with(|c| c.rating = None), NotReady::NoRating { review });
}

#[test]
fn where_the_claim_was_seen_is_stated() {
    let review = draft().review;
    refused(&with(|c| c.seen = Seen::NotStated), NotReady::NotSeen { review });
    refused(&with(|c| c.seen = Seen::Publicly(vec![])), NotReady::NotSeen { review });
    let page = Seen::Publicly(vec![Appearance::Page("https://bao.vn/1".into())]);
    assert_eq!(publish_gate(&with(|c| c.seen = page), &settings()), []);
}

#[test]
fn a_primary_source_is_cited_and_preserved() {
    let review = draft().review;
    refused(&with(|c| c.evidence = vec![]), NotReady::NoEvidence { review });
    let retold = Evidence { primary: false, ..source() };
    refused(&with(|c| c.evidence = vec![retold.clone()]), NotReady::NoPrimarySource { review });
    let bare = Evidence { snapshot: None, ..source() };
    refused(&with(|c| c.evidence = vec![bare.clone(), retold]), NotReady::NoSnapshot { review });
    let waived = GateSettings { snapshot: SnapshotRule::WaivedByOperator, ..settings() };
    assert_eq!(publish_gate(&with(|c| c.evidence = vec![bare]), &waived), []);
}

#[test]
fn those_concerned_were_asked_or_the_check_says_why_not() {
    let review = draft().review;
    refused(&with(|c| c.reply = Reply::NotStated), NotReady::NoReply { review });
    refused(&with(|c| c.reply = Reply::NotAsked { why: " ".into() }), NotReady::NoReply { review });
    let asked = Reply::Asked { at: Timestamp::from_micros(0) };
    assert_eq!(publish_gate(&with(|c| c.reply = asked), &settings()), []);
}

#[test]
fn the_desk_explains_itself_first() {
    let bare = GateSettings { pages: DeskPages::default(), ..settings() };
    let missing = publish_gate(&draft(), &bare);
    assert_eq!(missing.len(), 3);
    assert_eq!(missing[0].to_string(), "the desk has no method page yet");
}
