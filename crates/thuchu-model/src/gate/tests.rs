use super::*;
use crate::{
    Appearance, Bearing, CaptureId, DraftContent, DraftText, EvidenceId, Lang, RatingKey, Sha256Hash, Snapshot,
    Timestamp,
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
        snapshot: Some(Snapshot {
            capture: CaptureId::from_bytes([6; 16]),
            sha256: Sha256Hash::of(b"page"),
            bytes: 4,
            at: Timestamp::from_micros(0),
        }),
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

const PAGES: DeskPages = DeskPages { method: true, corrections: true, funding: true };

/// A whole copy of the one source, in which the quoted words stand.
fn copies() -> Copies {
    [(EvidenceId::from_bytes([5; 16]), Copied { whole: true, quoted: true })].into()
}

fn open(draft: &Draft) -> Vec<NotReady> {
    publish_gate(draft, PAGES, &copies())
}

#[track_caller]
fn refused(draft: &Draft, rule: NotReady) {
    assert_eq!(open(draft), [rule]);
}

#[test]
fn a_complete_draft_is_ready() {
    assert_eq!(open(&draft()), []);
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
    assert_eq!(open(&with(|c| c.seen = page)), []);
}

#[test]
fn a_primary_source_is_cited_and_preserved() {
    let review = draft().review;
    refused(&with(|c| c.evidence = vec![]), NotReady::NoEvidence { review });
    let retold = Evidence { primary: false, ..source() };
    refused(&with(|c| c.evidence = vec![retold.clone()]), NotReady::NoPrimarySource { review });
    // What a draft says of its own copy counts for nothing: the store is asked.
    let nothing = publish_gate(&draft(), PAGES, &Copies::new());
    assert_eq!(nothing, [NotReady::NoSnapshot { review }, NotReady::NoQuote { review }]);
    let damaged = [(EvidenceId::from_bytes([5; 16]), Copied { whole: false, quoted: true })].into();
    assert_eq!(publish_gate(&draft(), PAGES, &damaged), [NotReady::NoSnapshot { review }]);
}

#[test]
fn words_of_a_preserved_source_are_quoted_or_the_check_says_why_none_are() {
    let review = draft().review;
    let unquoted = [(EvidenceId::from_bytes([5; 16]), Copied { whole: true, quoted: false })].into();
    let gate = |draft: &Draft| publish_gate(draft, PAGES, &unquoted);
    assert_eq!(gate(&draft()), [NotReady::NoQuote { review }]);
    assert_eq!(gate(&with(|c| c.unquoted = Some(" ".into()))), [NotReady::NoQuote { review }]);
    assert_eq!(gate(&with(|c| c.unquoted = Some("Nguồn là một tấm bản đồ.".into()))), []);
}

#[test]
fn those_concerned_were_asked_or_the_check_says_why_not() {
    let review = draft().review;
    refused(&with(|c| c.reply = Reply::NotStated), NotReady::NoReply { review });
    refused(&with(|c| c.reply = Reply::NotAsked { why: " ".into() }), NotReady::NoReply { review });
    let asked = Reply::Asked { at: Timestamp::from_micros(0) };
    assert_eq!(open(&with(|c| c.reply = asked)), []);
}

#[test]
fn the_desk_explains_itself_first() {
    let missing = publish_gate(&draft(), DeskPages::default(), &copies());
    assert_eq!(missing.len(), 3);
    assert_eq!(missing[0].to_string(), "the desk has no method page yet");
}
