//! The formats as the real program serves them, read by other people's programs, with the texts of hostile strangers in every
//! check. Which is for what: feedparser reads RSS and Atom, jsonschema JSON Feed, the DataFeed, `claims:search`, Check's feeds
//! and oEmbed; lxml judges sitemaps by the rules of the protocol; extruct finds the markup of a check's page, and pyshacl
//! judges it, and each line of the dump, by shapes of our own; micawber shows a check as a consumer of oEmbed does.

use std::path::Path;

use e2e::program::Desk;
use e2e::python;
use serde_json::json;
use thuchu_model::{ChangeKind, CheckOrigin, Day, MediaRating, PictureReviewed, WithdrawReason};
use thuchu_testkit::{TestStore, block_on, draft_content, editor};

use super::formats::documents;

const READ: &str = include_str!("syndication.py");

#[test]
fn other_peoples_programs_take_everything_that_is_served() {
    let (store, expected) = block_on(published());
    let desk = Desk::new()
        .setting("THUCHU_DATA", store.data.path().to_string_lossy())
        .setting("THUCHU_PUBLIC_URL", "https://tin.example");
    let program = desk.serve(&[]);
    let shapes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/thuchu-formats/tests/shapes");
    let said = python::python(READ, &[program.address(), &shapes.to_string_lossy(), &expected.to_string()]);
    println!("{said}");
    for what in ["feedparser", "jsonschema", "sitemap protocol", "extruct", "pyshacl", "micawber"] {
        assert!(said.contains(what), "{what} was not asked: {said}");
    }
}

/// A store with checks of ours: one of each stranger's text, one corrected, one taken back. And what is expected of it.
async fn published() -> (TestStore, serde_json::Value) {
    let store = TestStore::sqlite().await;
    let mut ids = Vec::new();
    for (number, text) in documents::hostile().iter().enumerate() {
        // What no claim may be is refused at the desk's door: here are texts that it takes.
        let claim: String = text.chars().filter(|c| !c.is_control()).take(2_000).collect();
        let mut content = draft_content();
        content.text.summary = format!("Câu trả lời số {number}: {claim}").chars().take(900).collect();
        content.text.explanation = "Không có nghiên cứu nào cho thấy vậy.".into();
        content.claim_date = Day::parse("2026-11-20");
        content.pictures = vec![PictureReviewed {
            url: Some("https://bao.vn/anh.jpg".into()),
            sha256: None,
            description: "Một cốc nước chanh".into(),
            rating: MediaRating::Decontextualized,
            context: Some("Ảnh chụp năm 2019".into()),
        }];
        let review = store.submitted(&format!("Tin số {number} {claim}"), content).await;
        ids.push(store.approved(review.id, 1).await);
    }
    let (corrected, taken) = (ids[0].clone(), ids[1].clone());
    let CheckOrigin::Own { review, .. } = corrected.origin else { panic!("not ours") };
    let revision = store.changed(review, ChangeKind::Correction, "Sửa </script> ngày ]]>.", "Bản hai.").await;
    store.approved(review, revision).await;
    let publish = thuchu_app::publish::Publish::new(store.desk());
    let wish =
        publish.ask_withdrawal(editor(1).id, taken.id, WithdrawReason::Invalid, "Nguồn <i>giả</i>.").await.unwrap();
    publish.confirm_withdrawal(editor(2).id, wish).await.unwrap();
    let live: Vec<String> = ids.iter().filter(|check| check.id != taken.id).map(|c| c.public_id.to_string()).collect();
    store.db.close().await;
    let expected = json!({
        "checks": ids.len(),
        "live": live,
        "corrected": corrected.public_id.to_string(),
        "withdrawn": taken.public_id.to_string(),
    });
    (store, expected)
}
