//! Builders: nouns that are complete and valid; a test changes what its rule is about.

use thuchu_model::{
    Affiliation, Bearing, Capture, CaptureFile, CaptureId, CaptureWay, CheckContent, CheckId, ClaimText, Draft,
    DraftContent, DraftText, Editor, EditorId, EditorName, Evidence, EvidenceId, FileRole, Lang, Publisher,
    PublisherId, RatingKey, RatingShown, Reply, ReviewId, Role, Seen, Sha256Hash, Site, SourceFacts, Timestamp, Trust,
    Wording,
};
use thuchu_store::checks::IncomingCheck;

/// 2026-11-22, 12:00 UTC.
pub fn noon() -> Timestamp {
    Timestamp::parse("2026-11-22T12:00:00Z").expect("an instant")
}

/// An active editor with this number as name.
pub fn editor(number: u8) -> Editor {
    Editor {
        id: EditorId::from_bytes([number; 16]),
        name: EditorName::parse(&format!("Biên tập viên {number}")).expect("a name"),
        role: Role::Editor,
        active: true,
        since: noon(),
    }
}

/// A publisher with trust `show`.
pub fn publisher(site: &str) -> Publisher {
    Publisher {
        id: PublisherId::from_bytes(*CheckId::imported(site, "", "").as_bytes()),
        name: site.to_owned(),
        site: Site::parse(site).expect("a site"),
        langs: vec![Lang::vi()],
        affiliation: Affiliation::Unstated,
        trust: Trust::Show,
    }
}

/// A claim in Vietnamese.
pub fn wording(text: &str) -> Wording {
    Wording { lang: Lang::vi(), text: ClaimText::parse(text).expect("a claim") }
}

/// What a check says about this claim.
pub fn content(claim: &str) -> CheckContent {
    CheckContent {
        claims: vec![wording(claim)],
        lang: Lang::vi(),
        title: Some(format!("Sự thật về: {claim}")),
        summary: None,
        body: None,
        translations: Vec::new(),
        rating: RatingShown {
            label: "Sai sự thật".to_owned(),
            key: None,
            value: None,
            scale: None,
            original: None,
            explanation: None,
        },
        claimant: None,
        claim_date: None,
        review_date: None,
        appearances: Vec::new(),
        evidence: Vec::new(),
        unquoted: None,
        licence: None,
        topic: None,
        pictures: Vec::new(),
        forwarded: false,
        reply: None,
        byline: Vec::new(),
    }
}

/// A record of this publisher, at this address, about this claim.
pub fn incoming(of: &Publisher, url: &str, claim: &str) -> IncomingCheck {
    IncomingCheck {
        id: CheckId::imported(of.site.as_str(), url, claim),
        publisher: of.id,
        url: url.to_owned(),
        content: content(claim),
        mapped: None,
        holds_until: None,
        fetched_at: noon(),
        series: false,
    }
}

/// A primary source that is preserved.
pub fn evidence() -> Evidence {
    Evidence {
        id: EvidenceId::from_bytes([5; 16]),
        url: "https://chinhphu.vn/van-ban".to_owned(),
        title: "Văn bản".to_owned(),
        publisher: Some("Chính phủ".to_owned()),
        date: None,
        quote: Some("Không có quy định này.".to_owned()),
        note: None,
        bearing: Bearing::Refutes,
        primary: true,
        snapshot: copy_of_it().snapshot(),
    }
}

/// What the copy of [`evidence`] holds: the page, and its words.
pub const COPY: [(FileRole, &str, &str); 2] = [
    (
        FileRole::Page,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Văn bản</title></head>\
         <body><p>Văn bản nói rõ: Không có quy định này.</p></body></html>",
    ),
    (FileRole::Text, "text/plain; charset=utf-8", "Văn bản nói rõ: Không có quy định này."),
];

/// The copy that [`evidence`] names.
pub fn copy_of_it() -> Capture {
    let url = "https://chinhphu.vn/van-ban".to_owned();
    let files = COPY.map(|(role, media_type, text)| CaptureFile {
        role,
        media_type: media_type.to_owned(),
        sha256: Sha256Hash::of(text.as_bytes()),
        bytes: text.len() as u64,
    });
    Capture {
        id: CaptureId::from_bytes([6; 16]),
        way: CaptureWay::Fetched,
        final_url: url.clone(),
        url,
        status: Some(200),
        facts: SourceFacts { title: Some("Văn bản".to_owned()), ..SourceFacts::default() },
        content: Sha256Hash::of(b"van-ban"),
        at: noon(),
        by: None,
        files: files.into(),
    }
}

/// What a draft says that passes the publish gate.
pub fn draft_content() -> DraftContent {
    DraftContent {
        text: DraftText {
            claim: "Từ 1/7 mọi người phải đổi căn cước".to_owned(),
            title: "Không có chuyện đổi căn cước".to_owned(),
            summary: "Thông tin sai.".to_owned(),
            explanation: String::new(),
            body: "Luật không quy định như vậy.".to_owned(),
        },
        rating: RatingKey::parse("false").ok(),
        evidence: vec![evidence()],
        seen: Seen::ForwardedOriginUnknown,
        reply: Reply::NotAsked { why: "không rõ nguồn".to_owned() },
        ..DraftContent::of("", Lang::vi())
    }
}

/// The same as a draft of this review, changed by editor 1.
pub fn draft(review: ReviewId) -> Draft {
    Draft { review, revision: 1, content: draft_content(), changed_by: [editor(1).id].into() }
}
