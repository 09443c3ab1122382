use super::*;
use crate::{Appearance, Bearing, EvidenceId, Lang, RatingKey, Sha256Hash, Snapshot, Timestamp};

fn source() -> Evidence {
    Evidence {
        id: EvidenceId::from_bytes([5; 16]),
        review: ReviewId::from_bytes([4; 16]),
        url: "https://chinhphu.vn/nghi-dinh".into(),
        title: "Nghị định".into(),
        publisher: None,
        date: None,
        quote: None,
        bearing: Bearing::Refutes,
        primary: true,
        snapshot: Some(Snapshot { sha256: Sha256Hash::of(b"page"), bytes: 4, at: Timestamp::from_micros(0) }),
    }
}

/// A draft that passes every rule.
pub(crate) fn draft() -> Draft {
    Draft {
        review: ReviewId::from_bytes([4; 16]),
        revision: 1,
        claim_text: "Từ 1/7 mọi người phải đổi căn cước".into(),
        lang: Lang::vi(),
        title: "Không có chuyện đổi căn cước".into(),
        summary: "Thông tin sai.".into(),
        body: "…".into(),
        rating: RatingKey::parse("false").ok(),
        evidence: vec![source()],
        seen: Seen::ForwardedOriginUnknown,
        reply: Reply::NotAsked { why: "không rõ nguồn".into() },
        changed_by: [EditorId::from_bytes([1; 16])].into(),
    }
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
    refused(&Draft { claim_text: " ".into(), ..draft() }, NotReady::Blank { review, field: "claim" });
    refused(&Draft { title: String::new(), ..draft() }, NotReady::Blank { review, field: "title" });
    refused(&Draft { summary: String::new(), ..draft() }, NotReady::Blank { review, field: "summary" });
    refused(&Draft { body: String::new(), ..draft() }, NotReady::Blank { review, field: "body" });
    refused(&Draft { rating: None, ..draft() }, NotReady::NoRating { review });
}

#[test]
fn where_the_claim_was_seen_is_stated() {
    let review = draft().review;
    refused(&Draft { seen: Seen::NotStated, ..draft() }, NotReady::NotSeen { review });
    refused(&Draft { seen: Seen::Publicly(vec![]), ..draft() }, NotReady::NotSeen { review });
    let page = Seen::Publicly(vec![Appearance::Page("https://bao.vn/1".into())]);
    assert_eq!(publish_gate(&Draft { seen: page, ..draft() }, &settings()), []);
}

#[test]
fn a_primary_source_is_cited_and_preserved() {
    let review = draft().review;
    refused(&Draft { evidence: vec![], ..draft() }, NotReady::NoEvidence { review });
    let retold = Evidence { primary: false, ..source() };
    refused(&Draft { evidence: vec![retold.clone()], ..draft() }, NotReady::NoPrimarySource { review });
    let bare = Evidence { snapshot: None, ..source() };
    refused(&Draft { evidence: vec![bare.clone(), retold], ..draft() }, NotReady::NoSnapshot { review });
    let waived = GateSettings { snapshot: SnapshotRule::WaivedByOperator, ..settings() };
    assert_eq!(publish_gate(&Draft { evidence: vec![bare], ..draft() }, &waived), []);
}

#[test]
fn those_concerned_were_asked_or_the_check_says_why_not() {
    let review = draft().review;
    refused(&Draft { reply: Reply::NotStated, ..draft() }, NotReady::NoReply { review });
    refused(&Draft { reply: Reply::NotAsked { why: " ".into() }, ..draft() }, NotReady::NoReply { review });
    let asked = Reply::Asked { at: Timestamp::from_micros(0) };
    assert_eq!(publish_gate(&Draft { reply: asked, ..draft() }, &settings()), []);
}

#[test]
fn the_desk_explains_itself_first() {
    let bare = GateSettings { pages: DeskPages::default(), ..settings() };
    let missing = publish_gate(&draft(), &bare);
    assert_eq!(missing.len(), 3);
    assert_eq!(missing[0].to_string(), "the desk has no method page yet");
}
