//! Lists by topic, rating, language and month: stable addresses, filters kept, paged to the end.

use std::collections::HashMap;

use axum::http::StatusCode;
use thuchu_model::CheckId;
use thuchu_store::batches;

use super::with_desk;

fn cards(body: &str) -> usize {
    body.matches("<li class=\"item\">").count()
}

#[test]
fn every_list_has_an_address_and_all_of_one_kind_together_hold_every_check() {
    with_desk(async |desk| {
        for (shelves, kind) in [
            ("/t", "/vi/t/"),
            ("/ratings", "/vi/ratings/"),
            ("/archive", "/vi/archive/"),
            ("/languages", "/vi/languages/"),
        ] {
            let page = desk.get(&format!("/vi{shelves}")).await;
            assert_eq!(page.status, StatusCode::OK, "{shelves}");
            let addresses: Vec<&str> = page
                .body
                .split("href=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .filter(|address| address.starts_with(kind))
                .collect();
            assert!(!addresses.is_empty(), "{shelves}");
            let mut seen = 0;
            for address in addresses {
                let mut next = address.to_owned();
                while !next.is_empty() {
                    let got = desk.get(&next).await;
                    assert_eq!(got.status, StatusCode::OK, "{next}");
                    seen += cards(&got.body);
                    next = got
                        .body
                        .split("rel=\"next\" href=\"")
                        .nth(1)
                        .and_then(|rest| rest.split('"').next())
                        .unwrap_or_default()
                        .replace("&#38;", "&");
                    assert!(next.is_empty() || next.starts_with(&format!("{address}?after=")), "{next}");
                }
            }
            // Each demonstration check is worded in both languages.
            assert_eq!(seen, if shelves == "/languages" { 60 } else { 30 }, "{shelves}");
        }
    });
}

#[test]
fn the_address_decides_what_it_names_and_keeps_what_else_is_chosen() {
    with_desk(async |desk| {
        let health = desk.get("/vi/t/health").await;
        assert!(health.body.contains("action=\"/vi/t/health\"") && health.body.contains("Sức khoẻ"));
        assert!(health.body.contains("href=\"/en/t/health\""), "the switch of languages");
        assert!(!health.body.contains("name=\"topic\"") && health.body.contains("name=\"rating\""));
        let typed = desk.get("/vi/t/health?topic=scam").await;
        assert_eq!(cards(&typed.body), cards(&health.body), "the address decides");
        let narrowed = desk.get("/vi/t/health?rating=false").await;
        assert!(cards(&narrowed.body) < cards(&health.body) && cards(&narrowed.body) > 0);
        assert!(narrowed.body.contains("href=\"/en/t/health?rating=false\"") && narrowed.body.contains("noindex"));
        let searched = desk.get("/vi/t/health?q=dot+quy").await;
        assert!(searched.body.contains("Chích máu"));
        let month = desk.get("/vi/archive/2026-11?year=1999").await;
        assert_eq!(cards(&month.body), 20, "a month has one year");
    });
}

#[test]
fn a_list_that_is_empty_says_so_and_one_that_cannot_be_is_not_there() {
    with_desk(async |desk| {
        for empty in ["/vi/archive/1999-01", "/vi/t/other"] {
            let got = desk.get(empty).await;
            assert_eq!(got.status, StatusCode::OK, "{empty}");
            assert!(cards(&got.body) > 0 || got.body.contains("Không có bài nào như vậy"), "{empty}");
        }
        let before = desk.site.cache.size().0;
        for number in 1000..1020 {
            assert!(desk.get(&format!("/vi/archive/{number}-01")).await.body.contains("noindex"));
        }
        assert_eq!(desk.site.cache.size().0, before, "months that nobody asks for push nothing out");
        for wrong in [
            "/vi/t/cats",
            "/vi/ratings/nonsense",
            "/vi/ratings/Sai",
            "/vi/languages/xx",
            "/vi/languages/vi-VN",
            "/vi/archive/2026-13",
            "/vi/archive/soon",
            "/vi/t/%ff",
        ] {
            assert_eq!(desk.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    });
}

#[test]
fn the_first_page_tells_of_checks_that_ten_people_on_two_days_asked_about_and_of_no_other() {
    with_desk(async |desk| {
        let all = desk.site.reading.live().with(|matcher| {
            let list = matcher.library().list(&thuchu_app::library::Filter::default(), None, 3);
            list.checks.iter().map(|shown| shown.id).collect::<Vec<CheckId>>()
        });
        let all = all.unwrap();
        let today = desk.site.steps.desk.today();
        let day = |ago: i64| today.plus_days(-ago);
        let asked = HashMap::from([
            ((all[0], day(1)), 44),
            ((all[0], day(2)), 3),
            ((all[1], day(1)), 9),
            ((all[2], day(0)), 999),
            ((all[2], day(1)), 999),
        ]);
        let mut tx = desk.store.db.begin().await.unwrap();
        batches::add_asks(&mut tx, &asked, &HashMap::new()).await.unwrap();
        tx.commit().await.unwrap();
        let home = desk.get("/vi").await.body;
        assert_eq!(home.matches("lượt hỏi").count(), 1, "one check is told of");
        assert!(home.contains("Khoảng 50 lượt hỏi"));
        assert!(desk.get("/en").await.body.contains("Asked about 50 times"));
    });
}

#[test]
fn suggestions_come_for_words_without_marks_and_nobody_keeps_them() {
    with_desk(async |desk| {
        const FORM: &str = "application/x-www-form-urlencoded";
        let got = desk.post("/vi/search", FORM, "text=dot+quy").await;
        assert_eq!((got.status, got.header("cache-control")), (StatusCode::OK, "no-store"));
        let body = got.json();
        let first = &body["found"][0];
        assert!(first["claim"].as_str().unwrap().contains("đột quỵ") && first["rating"] == "Sai sự thật", "{body}");
        assert!(first["address"].as_str().unwrap().starts_with("/vi/c/"));
        assert!(body["found"].as_array().unwrap().len() <= 6 && body["said"].as_str().unwrap().contains("bài"));
        let english = desk.post("/en/search", FORM, "text=dot+quy").await.json();
        assert_eq!(english["found"][0]["rating"], "False");
        assert_eq!(desk.post("/vi/search", FORM, "text=").await.json()["found"].as_array().unwrap().len(), 0);
        assert_eq!(
            desk.post("/vi/search", FORM, format!("text={}", "a".repeat(401))).await.status,
            StatusCode::BAD_REQUEST
        );
        assert_eq!(desk.get("/vi/search?text=dot+quy").await.status, StatusCode::METHOD_NOT_ALLOWED, "in no address");
        let before = desk.site.cache.size().0;
        desk.post("/vi/search", FORM, "text=khoai").await;
        assert_eq!(desk.site.cache.size().0, before);
    });
}

#[test]
fn a_checks_page_leads_on_the_same_way_for_everybody_and_says_how_to_cite_it() {
    with_desk(async |desk| {
        let path = format!("/vi{}", desk.path_of("đột quỵ").await);
        let page = desk.get(&path).await.body;
        assert!(page.contains("Có thể liên quan") && cards(&page) > 0 && cards(&page) <= 4);
        let id = path.split('/').nth(3).unwrap();
        let aside = page.split("<aside").nth(1).unwrap();
        assert!(!aside.contains(&format!("href=\"/vi/c/{id}")), "not to itself");
        assert!(page.contains("href=\"/vi/t/health\"") && page.contains("href=\"/vi/ratings/false\""));
        for shown in ["@online{", "version = {1}", "TY  - ELEC", "ET  - 1", "https://tin.example/s/"] {
            assert!(page.contains(shown), "{shown}");
        }
    });
}

#[test]
fn what_a_page_says_of_another_check_is_never_older_than_that_ones_own_page() {
    with_desk(async |desk| {
        let path = format!("/vi{}", desk.path_of("đột quỵ").await);
        let first = desk.get(&path).await.body;
        let other = first.split("<aside").nth(1).unwrap().split("href=\"/vi/c/").nth(1).unwrap();
        let other = thuchu_model::PublicId::parse(other.get(..8).unwrap()).unwrap();
        let stored = thuchu_store::checks::by_public_id(&mut desk.store.db.read(), other).await.unwrap().unwrap();
        let mut tx = desk.store.db.begin().await.unwrap();
        let reason = thuchu_model::WithdrawReason::Invalid;
        thuchu_store::checks::withdraw(&mut tx, stored.check.id, reason, thuchu_testkit::noon()).await.unwrap();
        tx.commit().await.unwrap();
        let mut now = first.clone();
        for _ in 0..300 {
            now = desk.get(&path).await.body;
            if !now.contains(&format!("/vi/c/{other}")) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert!(first.contains(&format!("/vi/c/{other}")) && !now.contains(&format!("/vi/c/{other}")));
    });
}

#[test]
fn what_the_desk_did_is_told_by_year() {
    with_desk(async |desk| {
        let people = thuchu_app::editor::add(
            &desk.store.db,
            "Người vận hành",
            thuchu_model::Role::Admin,
            &desk.store.clock,
            &desk.store.chance,
        );
        people.await.unwrap();
        let page = desk.get("/vi/transparency").await;
        assert_eq!(page.status, StatusCode::OK);
        let row = page.body.split("<span>2026</span>").nth(1).expect("the year").split("</tr>").next().unwrap();
        let numbers: Vec<&str> = row.split("<span>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        assert_eq!(numbers, ["0", "0", "0", "0", "1"], "one account from the command line");
        for linked in ["/vi/audit", "/vi/audit.atom", "/vi/corrections", "/vi/appeals", "/vi/about/funding"] {
            assert!(page.body.contains(&format!("href=\"{linked}\"")), "{linked}");
        }
        assert!(desk.get("/en/contact").await.body.contains("has not said yet"));
    });
}
