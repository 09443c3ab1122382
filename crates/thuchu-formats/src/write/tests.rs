//! What is written is read back the same, and what others read is pinned.

use std::io::Cursor;

use proptest::prelude::*;
use thuchu_model::{CheckContent, CheckId, ClaimText, Day, Lang, PublicId, RatingShown, Translation, Wording};

use super::*;
use crate::record::{Entry, OwnCheck, PublisherRef, RatingText};
use crate::{Options, Reader};

fn record() -> ImportRecord {
    ImportRecord {
        claim_reviewed: "Uống nước chanh nóng chữa được cúm".into(),
        url: "https://kiemtin.vn/chanh".into(),
        title: Some("Chanh </script> không chữa cúm".into()),
        lang: Some(Lang::vi()),
        publisher: PublisherRef { name: Some("Kiểm Tin".into()), site: "kiemtin.vn".into() },
        rating: RatingText { label: Some("Sai sự thật".into()), value: Some("-1".into()), ..RatingText::default() },
        body: Some("Không có nghiên cứu nào.\nHỏi bác sĩ.".into()),
        review_date: Day::parse("2024-03-05"),
        claim_date: Day::parse("2024-03-01"),
        claimant: Some("Bài lan truyền".into()),
        appearances: vec!["https://bao.vn/1".into()],
        licence: Some("CC-BY-4.0".into()),
        wordings: vec![],
        own: None,
    }
}

fn own() -> ImportRecord {
    let record = record();
    let claim = |lang: Lang, text: &str| Wording { lang, text: ClaimText::parse(text).unwrap() };
    let english = claim(Lang::en(), "Hot lemon water cures the flu");
    let content = CheckContent {
        claims: vec![claim(Lang::vi(), &record.claim_reviewed), english.clone()],
        lang: Lang::vi(),
        title: record.title.clone(),
        summary: Some("Sai.".into()),
        body: record.body.clone(),
        translations: vec![Translation {
            lang: Lang::en(),
            title: Some("Lemon water and the flu".into()),
            summary: Some("False.".into()),
            explanation: None,
            body: None,
        }],
        rating: RatingShown {
            label: "Sai sự thật".into(),
            key: None,
            value: None,
            scale: None,
            original: None,
            explanation: None,
        },
        claimant: None,
        claim_date: record.claim_date,
        review_date: record.review_date,
        appearances: vec![],
        evidence: vec![],
        unquoted: None,
        licence: None,
        topic: Some("health".into()),
        pictures: vec![],
        forwarded: false,
        reply: None,
        byline: vec![],
    };
    let own = OwnCheck {
        id: CheckId::imported("kiemtin.vn", &record.url, &record.claim_reviewed),
        public_id: PublicId::parse("0123abcd").ok(),
        version: 2,
        state: "published".into(),
        reason: None,
        replaced_by: None,
        key: None,
        holds_until: None,
        fetched_at: Some(Timestamp::from_micros(7)),
        content,
    };
    ImportRecord { wordings: vec![english], own: Some(Box::new(own)), ..record }
}

fn read(bytes: Vec<u8>) -> Vec<Entry> {
    Reader::new(Cursor::new(bytes), &Options::default()).unwrap().map(|item| item.unwrap().entry.unwrap()).collect()
}

fn as_own(record: &ImportRecord) -> Vec<u8> {
    let mut writer = OwnWriter::new(Vec::new());
    writer.check(record).unwrap();
    writer.finish().unwrap()
}

#[test]
fn our_own_export_is_lossless() {
    let publisher =
        OwnPublisher {
            site: "kiemtin.vn".into(), name: "Kiểm Tin".into(), trust: "show".into(), ..Default::default()
        };
    let redirect = OwnRedirect { from: CheckId::from_bytes([1; 16]), to: CheckId::from_bytes([2; 16]) };
    let mut writer = OwnWriter::new(Vec::new());
    writer.publisher(&publisher).unwrap();
    writer.check(&own()).unwrap();
    writer.redirect(&redirect).unwrap();
    let entries = read(writer.finish().unwrap());
    assert_eq!(entries, [Entry::Publisher(publisher), Entry::Record(Box::new(own())), Entry::Redirect(redirect)]);
}

#[test]
fn every_format_reads_back_what_it_wrote() {
    let mut lines = NdjsonWriter::new(Vec::new());
    let mut feed = DataFeedWriter::new(Vec::new()).unwrap();
    for _ in 0..2 {
        lines.check(&record()).unwrap();
        feed.check(&record()).unwrap();
    }
    let want = vec![Entry::Record(Box::new(record())); 2];
    assert_eq!(read(lines.finish().unwrap()), want);
    assert_eq!(read(feed.finish().unwrap()), want);
    let mut table = CsvWriter::new(Vec::new()).unwrap();
    let formula = ImportRecord {
        title: Some("=cmd|' /C calc'!A0".into()),
        claimant: None,
        rating: RatingText { value: None, ..record().rating },
        ..record()
    };
    table.check(&formula).unwrap();
    let bytes = table.finish().unwrap();
    assert!(String::from_utf8(bytes.clone()).unwrap().contains(",'=cmd|"), "a formula is written as text");
    assert_eq!(read(bytes), [Entry::Record(Box::new(formula))]);
}

#[test]
fn an_empty_feed_is_a_feed() {
    let bytes = DataFeedWriter::new(Vec::new()).unwrap().finish().unwrap();
    assert!(serde_json::from_slice::<Value>(&bytes).unwrap()["dataFeedElement"].as_array().unwrap().is_empty());
}

#[test]
fn what_others_read_is_pinned() {
    insta::assert_json_snapshot!("claim_review", claim_review(&record()));
    insta::assert_snapshot!("own_line", String::from_utf8(as_own(&own())).unwrap());
}

#[test]
fn an_unknown_field_of_our_own_is_a_problem_and_not_lost_in_silence() {
    let line = String::from_utf8(as_own(&own())).unwrap().replace("\"public_id\"", "\"later\":1,\"public_id\"");
    let item = Reader::new(Cursor::new(line.into_bytes()), &Options::default()).unwrap().next().unwrap().unwrap();
    assert_eq!(item.entry.unwrap_err().code, crate::ProblemCode::OwnExport);
}

/// Text as records hold it: trimmed, no controls.
fn text() -> impl Strategy<Value = String> {
    "[^\\p{Cc}\\p{Z}]([^\\p{Cc}]{0,20}[^\\p{Cc}\\p{Z}])?"
}

proptest! {
    #[test]
    fn writing_and_reading_is_identity(claim in text(), title in prop::option::of(text()), label in prop::option::of(text()), body in prop::option::of(text()), name in prop::option::of(text()), path in "[a-z0-9/]{0,20}") {
        let record = ImportRecord {
            claim_reviewed: claim, title, body, url: format!("https://kiemtin.vn/{path}"),
            publisher: PublisherRef { name, site: "kiemtin.vn".into() },
            rating: RatingText { label, ..RatingText::default() }, claimant: None, ..record()
        };
        let want = vec![Entry::Record(Box::new(record.clone()))];
        let mut lines = NdjsonWriter::new(Vec::new());
        lines.check(&record).unwrap();
        prop_assert_eq!(&read(lines.finish().unwrap()), &want);
        let mut table = CsvWriter::new(Vec::new()).unwrap();
        table.check(&record).unwrap();
        prop_assert_eq!(&read(table.finish().unwrap()), &want);
    }
}

/// A version as a page shows it.
fn shown() -> CheckContent {
    let mut content = own().own.unwrap().content;
    content.rating.value = thuchu_model::RatingValue::new(1);
    content.rating.explanation = Some("Không có nghiên cứu nào.".into());
    content.appearances = vec!["https://bao.vn/1".into(), "facebook, 2026-11".into()];
    content.pictures = vec![thuchu_model::PictureReviewed {
        url: Some("https://bao.vn/anh.jpg".into()),
        sha256: None,
        description: "Một cốc nước chanh".into(),
        rating: thuchu_model::MediaRating::Decontextualized,
        context: Some("Ảnh chụp năm 2019".into()),
    }];
    content
}

#[test]
fn a_version_of_ours_is_written_as_its_page_shows_it_and_cannot_leave_its_script() {
    let content = shown();
    let corrections = [(Day::parse("2026-11-26").unwrap(), "Sửa </script><script>alert(1)</script> & ngày")];
    let review = OwnReview {
        content: &content,
        lang: None,
        rating: "Sai sự thật",
        url: "https://tin.example/vi/c/0123abcd/x",
        desk: ("Thực Hư", "https://tin.example"),
        modified: Day::parse("2026-11-26"),
        corrections: &corrections,
        archived: &[Some("https://tin.example/vi/c/0123abcd/x/evidence/1".to_owned())],
    };
    let value = own_claim_review(&review);
    insta::assert_json_snapshot!("own_review", value);
    let text = for_script(&value);
    assert!(!text.contains(['<', '>', '&']));
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
}

#[test]
fn sources_lead_to_our_copies_and_the_markup_has_the_licence_of_the_words() {
    let source = serde_json::json!({"url": "https://nguon.vn/1"});
    let content = CheckContent {
        licence: Some("CC-BY-4.0".to_owned()),
        evidence: vec![serde_json::from_value(source.clone()).unwrap(), serde_json::from_value(source).unwrap()],
        ..shown()
    };
    let page = "https://tin.example/vi/c/0123abcd/x/evidence/1";
    let review = OwnReview {
        content: &content,
        lang: None,
        rating: "Sai",
        url: "https://tin.example/vi/c/0123abcd/x",
        desk: ("Thực Hư", "https://tin.example"),
        modified: None,
        corrections: &[],
        archived: &[Some(page.to_owned()), None],
    };
    let value = own_claim_review(&review);
    let address = "https://creativecommons.org/licenses/by/4.0/";
    assert_eq!((&value["license"], &value["sdLicense"]), (&address.into(), &address.into()));
    assert_eq!(value["citation"][0]["archivedAt"], page);
    assert!(value["citation"][1].get("archivedAt").is_none());
}

#[test]
fn what_was_taken_back_is_told_in_a_data_feed_without_what_it_said() {
    let mut out = DataFeedWriter::new(Vec::new()).unwrap();
    let at = Timestamp::from_seconds(1_790_000_000);
    out.value(json!({"@context": "https://schema.org", "@type": "ClaimReview"}), "https://a.vn/1", Some(at), Some(at))
        .unwrap();
    out.deleted("https://a.vn/2", at, at).unwrap();
    let feed: Value = serde_json::from_slice(&out.finish().unwrap()).unwrap();
    let items = feed["dataFeedElement"].as_array().unwrap();
    assert_eq!(items[0]["item"], json!([{"@type": "ClaimReview"}]));
    assert_eq!((&items[1]["url"], &items[1]["dateDeleted"]), (&json!("https://a.vn/2"), &json!(at.to_string())));
    assert!(items[1].get("item").is_none());
}

#[test]
fn a_review_of_pictures_reads_back_alone_and_within_its_claim_review() {
    let content = shown();
    let review = OwnReview {
        content: &content,
        lang: None,
        rating: "Sai sự thật",
        url: "https://tin.example/vi/c/0123abcd/x",
        desk: ("Thực Hư", "https://tin.example"),
        modified: None,
        corrections: &[],
        archived: &[],
    };
    let written = crate::own_media_reviews(&review);
    insta::assert_json_snapshot!("media_review", written);
    let read = crate::read_media_reviews(&Value::Array(written));
    let [one] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!((one.url.as_deref(), one.publisher.as_deref()), (Some(review.url), Some("Thực Hư")));
    assert_eq!(one.categories, [thuchu_model::MediaRating::Decontextualized]);
    assert_eq!(one.context, content.pictures[0].context);
    assert_eq!(one.pictures[0].url, content.pictures[0].url);
    assert_eq!(one.pictures[0].description.as_deref(), Some("Một cốc nước chanh"));
    let within = crate::read_media_reviews(&own_claim_review(&review));
    assert_eq!((&within[0].categories, &within[0].pictures), (&one.categories, &one.pictures));
}

#[test]
fn an_item_of_a_feed_of_data_says_when_it_came_and_changed() {
    let mut feed = DataFeedWriter::new(Vec::new()).unwrap();
    let at = Timestamp::from_seconds(1_790_000_000);
    feed.check_dated(&record(), Some(at), Some(at.plus_seconds(1))).unwrap();
    let bytes = feed.finish().unwrap();
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(value["dataFeedElement"][0]["dateModified"], at.plus_seconds(1).to_string());
    assert_eq!(read(bytes), [Entry::Record(Box::new(record()))]);
}
