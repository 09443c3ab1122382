//! The shapes of JSON that hold checks.

use super::*;

#[test]
fn an_object_a_list_a_graph_and_lines_hold_the_same_checks() {
    let (a, b) = (review("a"), review("b"));
    assert_eq!(outline(&read(&a)), ["1 a"]);
    assert_eq!(outline(&read(&format!("[{a},\n{b}]"))), ["1 a", "2 b"]);
    assert_eq!(outline(&read(&format!("{{\"@graph\":[{a},{{\"@type\":\"WebPage\"}},\n{b}]}}"))), ["1 a", "1 b"]);
    assert_eq!(outline(&read(&format!("{a}\r\n\n{b}"))), ["1 a", "3 b"]);
    assert_eq!(outline(&read(&format!("\u{feff}{a}\n{b}\n"))), ["1 a", "2 b"]);
    assert_eq!(outline(&read(&format!("{{\n\"x\":1,\"mainEntity\":\n{{\"review\":[{a}]}}\n}}"))), ["1 a"]);
}

#[test]
fn prefixed_and_several_types_are_known() {
    for name in [
        "\"http://schema.org/ClaimReview\"",
        "\"schema:ClaimReview\"",
        "[\"Article\",\"https://schema.org/ClaimReview\"]",
    ] {
        let text = review("a").replace("\"ClaimReview\"", name);
        assert_eq!(outline(&read(&text)), ["1 a"], "{name}");
    }
    let text = r#"{"@type":"schema:ClaimReview","schema:claimReviewed":{"@value":"a","@language":"vi"},"http://schema.org/url":[{"@id":"https://x.vn/1"}]}"#;
    assert_eq!(outline(&read(text)), ["1 a"]);
}

#[test]
fn a_datafeed_is_read_element_by_element() {
    let item = |claim: &str| {
        format!(r#"{{"@type":"DataFeedItem","dateCreated":"2024-01-01","item":[{}],"url":"x"}}"#, review(claim))
    };
    let feed = format!(
        "{{\"@context\":\"https://schema.org\",\"@type\":\"DataFeed\",\n\"dataFeedElement\":[\n{},\n{}\n],\"name\":\"x\"}}",
        item("a"),
        item("b")
    );
    assert_eq!(outline(&read(&feed)), ["3 a", "4 b"]);
    resumes_anywhere(feed.as_bytes(), &Options::default());
}

#[test]
fn googles_answer_gives_one_record_per_review() {
    let answer = r#"{"claims":[{"text":"Uống chanh chữa cúm","claimant":"Mạng xã hội","claimDate":"2024-01-02T00:00:00Z",
      "claimReview":[{"publisher":{"name":"AFP","site":"factcheck.afp.com"},"url":"https://factcheck.afp.com/1","title":"T",
      "reviewDate":"2024-01-05T10:00:00Z","textualRating":"False","languageCode":"vi"},{"publisher":{"name":"K","site":"x.com"},
      "url":"https://k.vn/1","textualRating":"Sai"}]}],"nextPageToken":"CAo"}"#;
    let found = records(answer);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].publisher, PublisherRef { name: Some("AFP".into()), site: "factcheck.afp.com".into() });
    assert_eq!(found[0].rating.label.as_deref(), Some("False"));
    assert_eq!(found[0].review_date.map(|day| day.to_string()).as_deref(), Some("2024-01-05"));
    assert_eq!(found[0].claimant.as_deref(), Some("Mạng xã hội"));
    assert_eq!(found[1].publisher.site, "k.vn", "no record borrows another site");
    resumes_anywhere(answer.as_bytes(), &Options::default());
}

#[test]
fn page_markup_and_checks_webhook_are_read() {
    let page = r#"{"name":"pages/1","pageUrl":"https://k.vn/bai","publishDate":"2024-02-03","claimReviewAuthor":{"name":"Kiểm Tin"},
      "claimReviewMarkups":[{"claimReviewed":"a","rating":{"ratingValue":1,"textualRating":"Sai"},"claimFirstAppearance":"https://x.vn/1"}]}"#;
    let found = records(page);
    assert_eq!((found[0].url.as_str(), found[0].rating.value.as_deref()), ("https://k.vn/bai", Some("1")));
    assert_eq!(found[0].appearances, ["https://x.vn/1"]);
    let webhook = r#"{"claim_review":{"identifier":"1","url":"https://k.vn/2","headline":"T","claimReviewed":"b","text":"B","author":{"name":"K"},"reviewRating":{"alternateName":"Đúng"}}}"#;
    let found = records(webhook);
    assert_eq!((found[0].title.as_deref(), found[0].body.as_deref()), (Some("T"), Some("B")));
}

#[test]
fn a_page_gives_the_checks_of_its_scripts_and_passes_over_other_markup() {
    let page = format!(
        "<!DOCTYPE html><html>\n<script type=\"application/ld+json\">{{\"@type\":\"Organization\"}}</script>\n<script type='application/ld+json'>{}</script>\n<script type='application/ld+json'>[{}, {{]</script></html>",
        review("a"),
        review("b")
    );
    assert_eq!(outline(&read(&page)), ["3 a", "4 !json"]);
    assert_eq!(outline(&read("<html><p>Không có gì</p></html>")), ["1 !not_a_claim_review"]);
    resumes_anywhere(page.as_bytes(), &Options::default());
}

#[test]
fn references_within_a_graph_are_followed() {
    let text = r##"{"@graph":[{"@type":"Organization","@id":"#org","name":"Kiểm Tin"},
      {"@type":"ClaimReview","claimReviewed":"a","url":"https://k.vn/1","author":{"@id":"#org"},"reviewRating":{"@id":"#r"}},
      {"@id":"#r","@type":"Rating","alternateName":"Sai sự thật"}]}"##;
    let found = records(text);
    assert_eq!(found[0].publisher.name.as_deref(), Some("Kiểm Tin"));
    assert_eq!(found[0].rating.label.as_deref(), Some("Sai sự thật"));
}

#[test]
fn what_is_seen_in_the_wild_is_kept_as_written_and_nothing_is_guessed() {
    let text = r#"{"@type":"ClaimReview","claimReviewed":[" a\u0000b "],"url":["https://WWW.K.vn/1"],"inLanguage":{"@type":"Language","name":"Vietnamese","alternateName":"vi"},
      "datePublished":"March 5, 2024","author":[{"@type":"Person","name":"Một người"}],"publisher":{"name":"Kiểm Tin"},
      "reviewRating":[{"ratingValue":"-1","bestRating":-1,"worstRating":-1.0,"alternateName":" Sai *một phần* "}],
      "itemReviewed":{"@type":["Claim"],"datePublished":"02/03/2024","appearance":[{"url":"https://x.vn/1"},"ftp://y","/z"],"author":{"name":"Ông A"}}}"#;
    let found = &records(text)[0];
    assert_eq!(found.claim_reviewed, "ab");
    assert_eq!(
        found.publisher,
        PublisherRef { name: Some("Kiểm Tin".into()), site: "k.vn".into() },
        "a person is no publisher"
    );
    assert_eq!(found.rating.label.as_deref(), Some("Sai *một phần*"));
    assert_eq!(
        [&found.rating.value, &found.rating.best, &found.rating.worst].map(|n| n.as_deref()),
        [Some("-1"), Some("-1"), Some("-1.0")]
    );
    assert_eq!(found.lang.as_ref().map(|lang| lang.as_str()), Some("vi"));
    assert_eq!(found.claim_date, None, "the second of March or the third of February");
    assert_eq!(found.appearances, ["https://x.vn/1"]);
    let bare = records(r#"{"@type":"ClaimReview","claimReviewed":"a","url":"https://k.vn/1"}"#);
    assert_eq!(bare[0].rating, RatingText::default());
    assert_eq!(bare[0].publisher.name, None);
}

use crate::record::{PublisherRef, RatingText};

#[test]
fn utf16_is_read_with_and_without_a_mark() {
    let text = format!("{}\n{}", review("ạ"), review("b"));
    for (mark, big) in [(true, false), (true, true), (false, false), (false, true)] {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        let bytes: Vec<u8> =
            units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
        assert_eq!(outline(&items(&bytes, &Options::default())), ["1 ạ", "2 b"]);
        resumes_anywhere(&bytes, &Options::default());
    }
}
