//! Dumps by cursor, and the shape of Check's feeds.

use serde_json::Value;

use super::super::with_desk;
use super::*;

fn next_of(got: &Got) -> Option<String> {
    let link = got.header("link");
    let address = link.strip_prefix('<')?.split_once(">; rel=\"next\"")?.0;
    Some(Desk::path(address))
}

fn lines(got: &Got) -> Vec<Value> {
    got.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_dump_has_every_check_of_ours_and_nobody_elses() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        published_of(&desk, HOSTILE, HOSTILE).await;
        let got = desk.get("/data/checks.ndjson").await;
        assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "application/x-ndjson"));
        let found = lines(&got);
        assert_eq!(found.len(), 2, "the thirty of the demonstration are not ours");
        let one = &found[0];
        assert_eq!((&one["@type"], &one["claimReviewed"]), (&"ClaimReview".into(), &CLAIM.into()));
        assert_eq!(one["identifier"], format!("urn:uuid:{}", check.id.as_uuid().hyphenated()));
        assert_eq!(one["sdLicense"], "https://creativecommons.org/licenses/by/4.0/");
        assert_eq!(one["version"], 1);
        assert!(one["url"].as_str().unwrap().starts_with("https://tin.example/vi/c/"));
        assert_eq!(found[1]["claimReviewed"], HOSTILE);
        let feed = desk.get("/data/checks.json").await;
        assert_eq!(feed.header("content-type"), "application/ld+json");
        let feed = feed.json();
        assert_eq!((&feed["@type"], feed["dataFeedElement"].as_array().unwrap().len()), (&"DataFeed".into(), 2));
        assert_eq!(feed["dataFeedElement"][0]["item"][0]["claimReviewed"], CLAIM);
        for address in ["/data/checks.ndjson", "/data/checks.json"] {
            is_conditional(&desk, address).await;
        }
    });
}

#[test]
fn what_changed_since_is_told_with_what_was_taken_back() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let other = published_of(&desk, "Uống nước dừa chữa được cúm", "Không phải.").await;
        let whole = desk.get("/data/checks.json").await;
        let at = whole.header("content-location").split_once("cursor=0.").expect("where it ends").1.to_owned();
        let since = format!("/data/checks.json?since={at}");
        assert_eq!(desk.get(&since).await.json()["dataFeedElement"], serde_json::json!([]));
        let tag = whole.header("etag").to_owned();
        corrected(&desk, &check, "Sửa ngày.", "Bản hai nói rõ hơn.").await;
        withdrawn(&desk, &other, "Nguồn là giả.").await;
        let changed = desk.get_if("/data/checks.json", header::IF_NONE_MATCH, &tag).await;
        assert_eq!(changed.status, StatusCode::OK, "another content, another tag");
        let told = desk.get(&since).await.json();
        let told = told["dataFeedElement"].as_array().unwrap();
        assert_eq!(told.len(), 2);
        assert_eq!(told[0]["item"][0]["description"], "Bản hai nói rõ hơn.");
        assert_eq!(told[0]["item"][0]["correction"][0]["text"], "Sửa ngày.");
        assert!(told[1]["dateDeleted"].is_string() && told[1].get("item").is_none(), "{:?}", told[1]);
        assert_eq!(lines(&desk.get("/data/checks.ndjson").await).len(), 1);
        for wrong in ["cursor=x", "since=x", "since=1&cursor=0.1", "cursor=2.1", "cursor=0.ffffffffffffffff"] {
            assert_eq!(
                desk.get(&format!("/data/checks.ndjson?{wrong}")).await.status,
                StatusCode::BAD_REQUEST,
                "{wrong}"
            );
        }
        assert_eq!(lines(&desk.get("/data/checks.ndjson?since=ffffff").await).len(), 1, "of another desk: everything");
    });
}

#[test]
fn a_dump_is_read_page_by_page_and_has_each_check_once() {
    with_desk(async |desk| {
        for number in 0..205 {
            let review = desk.store.submitted(&format!("Câu số {number} cần kiểm chứng"), draft_content()).await;
            desk.store.approved(review.id, 1).await;
        }
        settled(&desk).await;
        let (mut next, mut seen, mut pages) = (Some("/data/checks.ndjson".to_owned()), Vec::new(), 0);
        while let Some(address) = next {
            let page = desk.get(&address).await;
            seen.extend(lines(&page).iter().map(|line| line["identifier"].as_str().unwrap().to_owned()));
            next = next_of(&page);
            pages += 1;
        }
        assert_eq!((pages, seen.len()), (2, 205));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 205);
    });
}

#[test]
fn clients_of_check_read_what_is_published_page_by_page() {
    with_desk(async |desk| {
        imported(&desk, 60).await;
        published(&desk).await;
        let (mut next, mut seen) = (Some("/api/v2/feeds".to_owned()), Vec::new());
        while let Some(address) = next {
            let page = desk.get(&address).await;
            assert_eq!(page.header("content-type"), "application/vnd.api+json");
            let value = page.json();
            assert_eq!(value["meta"]["record-count"], 91);
            seen.extend(value["data"].as_array().unwrap().iter().cloned());
            next = value["links"]["next"].as_str().map(Desk::path);
        }
        let ids: std::collections::BTreeSet<_> = seen.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!((seen.len(), ids.len()), (91, 91));
        let own = seen.iter().find(|item| item["attributes"]["claim"] == CLAIM).unwrap();
        assert_eq!(own["type"], "feeds");
        assert_eq!(own["attributes"]["organization"], "Thực Hư");
        assert_eq!(own["attributes"]["fact-check-summary"], "Thông tin sai.");
        assert_eq!(own["attributes"]["fact-check-published-on"], noon().micros() / 1_000_000);
        let other = seen.iter().find(|item| item["attributes"]["claim"] == "Củ thứ 7 chữa được bệnh").unwrap();
        assert_eq!(other["attributes"]["published-article-url"], "https://kiemtin.vn/7");
        let found = desk.get("/api/v2/feeds?filter[query]=cu+thu+7&filter[language]=vi").await.json();
        assert_eq!(found["data"][0]["attributes"]["claim"], "Củ thứ 7 chữa được bệnh");
        let wrong = desk.get("/api/v2/feeds?page[after]=x").await;
        assert_eq!((wrong.status, wrong.header("content-type")), (StatusCode::BAD_REQUEST, "application/problem+json"));
        is_conditional(&desk, "/api/v2/feeds").await;
    });
}
