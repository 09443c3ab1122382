//! Evidence as readers have it: copies in sealed frames, files that anybody checks, what became of a source; and nothing of
//! what no published version rests on.

use axum::http::StatusCode;
use bytes::Bytes;
use serde_json::json;
use thuchu_model::{
    Capture, CaptureFile, CaptureId, Check, DraftContent, Evidence, FileRole, Finding, Look, Sha256Hash, SourceFacts,
    WithdrawReason,
};
use thuchu_store::{captures, checks};
use thuchu_testkit::{SeededChance, copy_of_it, draft_content, editor, noon};

use super::{Desk, Got, with_desk};
use crate::inert::{DOWNLOADED, FRAMED};

/// Stores a copy of a page: its HTML and its words.
pub(crate) async fn copied(desk: &Desk, number: u8, url: &str, html: &str, text: &str) -> Capture {
    let mut files = Vec::new();
    for (role, media_type, body) in
        [(FileRole::Page, "text/html; charset=utf-8", html), (FileRole::Text, "text/plain; charset=utf-8", text)]
    {
        let bytes = Bytes::from(body.to_owned());
        let sha256 = desk.site.steps.desk.blobs.put(bytes, &SeededChance::another()).await.unwrap();
        files.push(CaptureFile { role, media_type: media_type.to_owned(), sha256, bytes: body.len() as u64 });
    }
    let capture = Capture {
        id: CaptureId::from_bytes([number; 16]),
        url: url.to_owned(),
        final_url: url.to_owned(),
        content: Sha256Hash::of(&[number]),
        facts: SourceFacts { title: Some("<b>Tên</b>".to_owned()), ..SourceFacts::default() },
        files,
        ..copy_of_it()
    };
    let mut tx = desk.store.db.begin().await.unwrap();
    captures::put(&mut tx, &capture).await.unwrap();
    tx.commit().await.unwrap();
    capture
}

async fn published(desk: &Desk) -> Check {
    let check = desk.store.published("Chanh chữa cúm").await;
    assert_eq!(desk.site.steps.evidence.make_manifests().await.unwrap(), 1);
    check
}

/// A check whose one source has this copy.
async fn resting_on(desk: &Desk, copy: &Capture, quote: &str) -> Check {
    let source = Evidence {
        url: copy.url.clone(),
        quote: Some(quote.to_owned()),
        snapshot: copy.snapshot(),
        ..thuchu_testkit::evidence()
    };
    let content = DraftContent { evidence: vec![source], ..draft_content() };
    let review = desk.store.submitted("Chanh chữa cúm", content).await;
    desk.store.approved(review.id, 1).await
}

fn frame_of(page: &Got) -> String {
    let (_, rest) = page.body.split_once("<iframe class=\"sealed\" src=\"").expect("a frame");
    rest.split('#').next().unwrap().to_owned()
}

#[test]
fn a_source_is_shown_beside_our_copy_with_the_quote_marked() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let page = desk.get(&format!("/vi/c/{}", check.public_id)).await.body;
        let (_, link) = page.split_once("<a class=\"tall\" href=\"").expect("a link to the evidence");
        let link = link.split('"').next().unwrap();
        assert!(link.ends_with("/evidence/1") && page.contains("Bản lưu ngày 22/11/2026"), "{link}");
        let evidence = desk.get(link).await;
        assert_eq!(evidence.status, StatusCode::OK, "{}", evidence.body);
        for shown in ["https://chinhphu.vn/van-ban", "Không có quy định này.", "sandbox ", "noindex", "Tự kiểm tra"]
        {
            assert!(evidence.body.contains(shown), "{shown}");
        }
        let policy = evidence.header("content-security-policy");
        assert!(
            policy.contains("frame-src 'self'") && policy.contains("script-src 'self'; ") && !policy.contains("unsafe"),
            "{policy}"
        );
        let framed = desk.get(&frame_of(&evidence)).await;
        assert_eq!((framed.status, framed.header("content-security-policy")), (StatusCode::OK, FRAMED));
        assert!(framed.body.contains("<mark") && framed.body.contains("id=\"q1\""), "{}", framed.body);
        assert!(framed.header("cache-control").contains("immutable"));
        assert_eq!(framed.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(framed.header("x-content-type-options"), "nosniff");
        let again = desk.get(link).await;
        assert_eq!(again.header("content-security-policy"), policy, "also from the cache");
    });
}

#[test]
fn every_file_of_a_version_can_be_had_and_compared() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let base = format!("/proof/{}/1", check.public_id);
        let sums = desk.get(&format!("{base}/SHA256SUMS")).await;
        let lines: Vec<(&str, &str)> = sums.body.lines().filter_map(|line| line.split_once("  ")).collect();
        assert_eq!(lines.len(), 3, "{}", sums.body);
        for (hash, name) in &lines {
            let file = desk.get(&format!("{base}/{name}")).await;
            assert_eq!(file.status, StatusCode::OK, "{name}");
            assert_eq!(Sha256Hash::of(file.body.as_bytes()).to_string(), *hash, "{name}");
            assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"{name}\""));
            assert_eq!(file.header("content-security-policy"), DOWNLOADED);
            assert_eq!(file.header("x-content-type-options"), "nosniff");
        }
        let manifest = desk.get(&format!("{base}/manifest.json")).await.json();
        assert_eq!(
            (&manifest["version"], &manifest["sources"][0]["quote"]),
            (&json!(1), &json!("Không có quy định này."))
        );
        for none in ["manifest.tsr", "x", "..%2F..%2Fdesk.db", "018f-page.html"] {
            assert_eq!(desk.get(&format!("{base}/{none}")).await.status, StatusCode::NOT_FOUND, "{none}");
        }
        let api = desk.get(&format!("/api/v1/checks/{}", check.public_id)).await.json();
        assert_eq!(api["proof"], format!("https://tin.example{base}/manifest.json"));
        let source = &api["evidence"][0];
        assert_eq!((&source["copied"], &source["primary"]), (&json!("2026-11-22T12:00:00Z"), &json!(true)));
        assert!(
            source["page"].as_str().unwrap().ends_with("/evidence/1") && source["sha256"].as_str().unwrap().len() == 64
        );
    });
}

#[test]
fn what_no_published_version_rests_on_is_not_there() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let other = copied(&desk, 8, "https://bao.vn/1", "<p>Chưa công bố.</p>", "Chưa công bố.").await;
        let of = format!("{}/1", check.public_id);
        let imported = desk.path_of("đột quỵ").await;
        for address in [
            format!("/evidence/{}/page/{of}/1", other.id),
            format!("/evidence/{}/page/{of}/0", copy_of_it().id),
            format!("/evidence/{}/page/{of}/2", copy_of_it().id),
            format!("/evidence/{}/page/{}/2/1", copy_of_it().id, check.public_id),
            format!("/evidence/x/page/{of}/1"),
            format!("/proof/{of}/{}-page.html", other.id),
            format!("/vi/c/{}/x/evidence/2", check.public_id),
            format!("/vi/c/{}/x/evidence/0", check.public_id),
            format!("/vi{imported}/evidence/1"),
            "/proof/00000000/1/manifest.json".to_owned(),
        ] {
            let got = desk.get(&address).await;
            assert_eq!(got.status, StatusCode::NOT_FOUND, "{address}");
            assert!(!got.body.contains("Chưa công bố"));
        }
        let publish = &desk.site.steps.publish;
        let wish = publish.ask_withdrawal(editor(1).id, check.id, WithdrawReason::Invalid, "Nguồn giả.").await.unwrap();
        publish.confirm_withdrawal(editor(2).id, wish).await.unwrap();
        for address in [format!("/proof/{of}/manifest.json"), format!("/vi/c/{}/x/evidence/1", check.public_id)] {
            assert_eq!(desk.get(&address).await.status, StatusCode::GONE, "{address}");
        }
    });
}

#[test]
fn a_hostile_copy_has_no_right_and_never_stands_in_a_page_of_ours() {
    with_desk(async |desk| {
        let html = "<!DOCTYPE html><title>x</title><script>alert(1)</script><p onclick=alert(1)>Chanh không chữa được cúm.</p>";
        let copy = copied(&desk, 9, "https://bao.vn/1", html, "Chanh không chữa được cúm.").await;
        let check = resting_on(&desk, &copy, "Chanh không chữa được cúm.").await;
        desk.site.steps.evidence.make_manifests().await.unwrap();
        let page = desk.get(&format!("/vi/c/{}/x/evidence/1", check.public_id)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            !page.body.contains("alert(1)")
                && !page.body.contains("<b>Tên</b>")
                && page.body.contains("&#60;b&#62;Tên")
        );
        let framed = desk.get(&frame_of(&page)).await;
        assert_eq!(framed.header("content-security-policy"), FRAMED);
        let file = desk.get(&format!("/proof/{}/1/{}-page.html", check.public_id, copy.id)).await;
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert_eq!(file.body, html, "byte for byte what is hashed");
    });
}

#[test]
fn what_became_of_a_source_is_told_with_its_date_and_the_version_stays() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let address = format!("/vi/c/{}/x/evidence/1", check.public_id);
        let card = format!("/vi/c/{}", check.public_id);
        assert!(desk.get(&address).await.body.contains("Chưa xem lại lần nào"));
        assert!(!desk.get(&card).await.body.contains("đã đổi lời"));
        let html = "<!DOCTYPE html><html><body><article><p>Văn bản nay ghi khác: ai cũng phải đổi.</p></article></body></html>";
        let now = copied(&desk, 7, &copy_of_it().url, html, "Văn bản nay ghi khác: ai cũng phải đổi.").await;
        let at = noon().plus_days(7);
        let due =
            captures::claim_due(&desk.store.db, at.plus_days(1), at.plus_days(2)).await.unwrap().expect("watched");
        let look = Look {
            capture: copy_of_it().id,
            at,
            found: Finding::Changed,
            status: Some(200),
            url: None,
            copy: Some(now.id),
        };
        let mut tx = desk.store.db.begin().await.unwrap();
        captures::add_look(&mut tx, &due, &look, at.plus_days(7)).await.unwrap();
        checks::touch(&mut tx, check.id, at).await.unwrap();
        tx.commit().await.unwrap();
        let changed = desk.get(&address).await.body;
        for shown in ["29/11/2026", "Đã đổi lời", "<del", "<ins", "ai cũng phải đổi", "Lời trích không còn trong nguồn"]
        {
            assert!(changed.contains(shown), "{shown} in {changed}");
        }
        let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(5);
        while !desk.get(&card).await.body.contains("Ngày 29/11/2026: nguồn đã đổi lời so với bản lưu.") {
            assert!(tokio::time::Instant::now() < deadline, "a page that is kept does not outlive what it says");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(desk.get(&frame_of(&desk.get(&address).await)).await.body.contains("<mark"), "the copy is what it was");
    });
}

#[test]
fn an_older_version_keeps_its_evidence_at_its_own_address() {
    with_desk(async |desk| {
        let first = published(&desk).await;
        let thuchu_model::CheckOrigin::Own { review, .. } = first.origin else { panic!("a check of ours") };
        let kind = thuchu_model::ChangeKind::Update;
        let revision = desk.store.changed(review, kind, "Thêm một câu.", "Thông tin sai, bản hai.").await;
        desk.store.approved(review, revision).await;
        desk.site.steps.evidence.make_manifests().await.unwrap();
        let old = desk.get(&format!("/vi/c/{}/x/v/1/evidence/1", first.public_id)).await;
        assert_eq!(old.status, StatusCode::OK);
        assert!(old.body.contains("bằng chứng của một bản cũ") && frame_of(&old).ends_with("/1/1"));
        let newest = desk.get(&format!("/vi/c/{}/x/evidence/1", first.public_id)).await;
        assert!(frame_of(&newest).ends_with("/2/1") && !newest.body.contains("bản cũ của bài"));
        let moved = desk.get(&format!("/vi/c/{}/x/v/2/evidence/1", first.public_id)).await;
        assert_eq!(moved.status, StatusCode::FOUND);
        assert!(moved.header("location").ends_with("/evidence/1") && !moved.header("location").contains("/v/"));
        assert_eq!(desk.get(moved.header("location")).await.status, StatusCode::OK);
        assert_eq!(
            desk.get(&format!("/vi/c/{}/x/v/3/evidence/1", first.public_id)).await.status,
            StatusCode::NOT_FOUND
        );
    });
}
