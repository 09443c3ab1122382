//! Pages: languages, caching, the answers of the ask box, faults.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use thuchu_store::checks;
use thuchu_testkit::{incoming, noon};

use super::{Desk, with_desk};
use crate::Settings;

const STROKE: &str = "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong";

#[test]
fn every_page_is_there_in_both_languages_and_says_which() {
    with_desk(async |desk| {
        let check = desk.path_of("đột quỵ").await;
        for path in [
            "",
            "/checks",
            "/t",
            "/t/health",
            "/ratings",
            "/ratings/false",
            "/languages",
            "/languages/vi",
            "/archive",
            "/archive/2026-11",
            "/about",
            "/privacy",
            "/audit",
            "/api",
            &check,
        ] {
            for lang in ["vi", "en"] {
                let got = desk.get(&format!("/{lang}{path}")).await;
                assert_eq!(got.status, StatusCode::OK, "/{lang}{path}");
                assert!(got.body.contains(&format!("<html lang=\"{lang}\">")));
                assert_eq!(got.header("content-language"), lang);
                let other = if lang == "vi" { "en" } else { "vi" };
                assert!(got.body.contains(&format!("href=\"/{other}{path}\"")), "no switch on /{lang}{path}");
                let canonical = format!("<link rel=\"canonical\" href=\"https://tin.example/{lang}{path}\">");
                assert!(got.body.contains(&canonical), "/{lang}{path}");
            }
        }
    });
}

#[test]
fn an_address_without_language_follows_the_browser_and_says_so_to_caches() {
    with_desk(async |desk| {
        let request = Request::get("/about").header(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.8");
        let got = desk.send(request.body(Body::empty()).unwrap()).await;
        assert!(got.body.contains("<html lang=\"en\">") && got.header("vary").contains("accept-language"));
        assert!(desk.get("/about").await.body.contains("<html lang=\"vi\">"));
        assert!(!desk.get("/vi/about").await.header("vary").contains("accept-language"));
    });
}

#[test]
fn a_question_without_marks_gets_its_check_and_nobody_keeps_the_answer() {
    with_desk(async |desk| {
        let got = desk.ask("vi", STROKE).await;
        assert_eq!((got.status, got.header("cache-control")), (StatusCode::OK, "no-store"));
        assert!(got.body.contains("Chích máu mười đầu ngón tay cứu được người đang bị đột quỵ"));
        assert!(got.body.contains("Sai sự thật") && got.body.contains("<mark>chich mau 10 dau ngon tay</mark>"));
        assert!(got.body.contains("Hãy gọi 115 ngay"), "the summary");
        let english = desk.ask("en", STROKE).await;
        assert!(english.body.contains("False") && english.body.contains("Pricking"), "in the reader's language");
        assert_eq!(desk.get("/vi/ask").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn another_number_is_not_answered_and_nonsense_is_not_checked_yet() {
    with_desk(async |desk| {
        let related = desk.ask("vi", "chích máu 5 đầu ngón tay cứu được người đang bị đột quỵ").await;
        assert!(related.body.contains("Chưa có bài đúng điều bạn hỏi"), "{}", related.body);
        let unknown = desk.ask("vi", "xe buýt số 99 đổi giờ chạy tuần sau").await;
        assert!(unknown.body.contains("Chưa kiểm chứng") && unknown.body.contains("Khoan chuyển tiếp"));
    });
}

#[test]
fn a_question_that_cannot_be_used_comes_back_with_what_to_do() {
    with_desk(async |desk| {
        for text in ["", "  \n", "?!…", &"dài ".repeat(6_000)] {
            let got = desk.ask("vi", text).await;
            assert_eq!(got.status, StatusCode::BAD_REQUEST);
            assert!(got.body.contains("role=\"alert\"") && got.body.contains("<textarea"));
        }
        let kept = desk.ask("vi", "<b>&\"'").await;
        assert!(
            kept.body.contains("&#60;b&#62;&#38;&#34;&#39;") || kept.status == StatusCode::OK,
            "typed text comes back"
        );
        let wrong = desk.post("/vi/ask", "text/plain", "text=a").await;
        assert_eq!(wrong.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let large = desk.post("/vi/ask", "application/x-www-form-urlencoded", vec![b'a'; 300_000]).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(large.body.contains("request.too_large"));
    });
}

#[test]
fn a_page_is_rendered_once_until_what_it_shows_changes() {
    with_desk(async |desk| {
        let path = format!("/vi{}", desk.path_of("đột quỵ").await);
        let other = format!("/vi{}", desk.path_of("khoai tây").await);
        let (first, _) = (desk.get(&path).await, desk.get(&other).await);
        let pages = desk.site.cache.size().0;
        assert_eq!(desk.get(&path).await.body, first.body);
        assert_eq!(desk.site.cache.size().0, pages);
        let again = Request::get(&path).header(header::IF_NONE_MATCH, first.header("etag"));
        assert_eq!(desk.send(again.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);

        let row = |id: &str| id.split('/').nth(3).unwrap().to_owned();
        let id = thuchu_model::PublicId::parse(&row(&path)).unwrap();
        let stored = checks::by_public_id(&mut desk.store.db.read(), id).await.unwrap().unwrap();
        let mut tx = desk.store.db.begin().await.unwrap();
        checks::set_under_review(&mut tx, stored.check.id, true, noon()).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..200 {
            if desk.get(&path).await.body != first.body {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(desk.get(&path).await.body.contains("đang được xem lại"));
        assert_ne!(desk.get(&path).await.header("etag"), first.header("etag"));
        let before = desk.site.cache.size().0;
        desk.get(&other).await;
        assert_eq!(desk.site.cache.size().0, before, "the other check's page is still kept");
    });
}

#[test]
fn the_id_decides_and_a_wrong_slug_finds_the_check() {
    with_desk(async |desk| {
        let path = desk.path_of("đột quỵ").await;
        let id = path.split('/').nth(2).unwrap();
        for address in [format!("/vi/c/{id}"), format!("/vi/c/{}/x", id.to_uppercase())] {
            let got = desk.get(&address).await;
            assert_eq!(got.status, StatusCode::OK, "{address}");
            assert!(got.body.contains(&format!("href=\"https://tin.example/vi{path}\"")), "canonical");
        }
        assert_eq!(desk.get(&format!("/s/{id}")).await.header("location"), format!("/vi/c/{id}"));
        assert_eq!(desk.get("/vi/c/00000000").await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.get("/vi/c/%ff").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_is_not_there_is_said_in_the_readers_language() {
    with_desk(async |desk| {
        let vi = desk.get("/vi/nowhere").await;
        assert_eq!((vi.status, vi.body.contains("Không có trang này")), (StatusCode::NOT_FOUND, true));
        assert!(desk.get("/en/nowhere").await.body.contains("There is no such page"));
        assert_eq!(desk.get("/vi/about/").await.header("location"), "/vi/about");
        for evil in ["//evil.example/", "/\\evil.example/", "/vi//evil.example//"] {
            let got = desk.get(evil).await;
            let location = got.header("location");
            assert!(!location.starts_with("//") && !location.contains('\\'), "{evil}: {location}");
        }
        let wrong = desk.method(Method::DELETE, "/vi/about").await;
        assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(wrong.header("allow").contains("GET"), "{:?}", wrong.headers);
    });
}

#[test]
fn every_answer_has_the_headers_that_keep_a_browser_safe() {
    with_desk(async |desk| {
        let mut all = vec![desk.ask("vi", STROKE).await, desk.ask("vi", "").await];
        for address in ["/", "/vi", "/nowhere", "/health", "/ready", "/robots.txt", "/api/v1/checks", "/api/v1/nowhere"]
        {
            all.push(desk.get(address).await);
        }
        for got in all {
            let policy = got.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
            assert_eq!(got.header("x-content-type-options"), "nosniff");
            assert!(got.header("set-cookie").is_empty());
        }
    });
}

#[test]
fn lists_are_narrowed_searched_without_marks_and_paged_to_the_end() {
    with_desk(async |desk| {
        let mut address = "/vi/checks".to_owned();
        let mut seen = 0;
        while !address.is_empty() {
            let got = desk.get(&address).await;
            seen += got.body.matches("<li class=\"item\">").count();
            let next = got.body.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
            address = next.unwrap_or_default().replace("&#38;", "&");
        }
        assert_eq!(seen, 30);
        for (with, without) in [("%C4%91%E1%BB%99t+qu%E1%BB%B5", "dot+quy")] {
            let (with, without) =
                (desk.get(&format!("/vi/checks?q={with}")).await, desk.get(&format!("/vi/checks?q={without}")).await);
            assert!(with.body.contains("Chích máu") && without.body.contains("Chích máu"));
        }
        assert!(desk.get("/vi/checks?rating=scam").await.body.contains("2 bài"));
        assert!(desk.get("/vi/checks?q=zzzz").await.body.contains("Không có bài nào như vậy"));
        assert!(desk.get("/vi/checks?rating=nonsense").await.body.contains("Không có bài nào như vậy"));
        assert_eq!(desk.get("/vi/checks?year=x").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn readers_are_served_while_the_store_is_gone() {
    with_desk(async |desk| {
        let kept = format!("/vi{}", desk.path_of("đột quỵ").await);
        let unseen = format!("/vi{}", desk.path_of("khoai tây").await);
        desk.get(&kept).await;
        desk.store.db.close().await;
        for address in ["/vi", "/vi/checks", "/vi/checks?q=dot+quy", &kept] {
            assert_eq!(desk.get(address).await.status, StatusCode::OK, "{address}");
        }
        assert!(desk.ask("vi", STROKE).await.body.contains("Sai sự thật"));
        let partial = desk.get(&unseen).await;
        assert_eq!((partial.status, partial.header("cache-control")), (StatusCode::OK, "no-store"));
        assert!(partial.body.contains("Phần còn lại sẽ hiện lại"));
        assert_eq!(desk.get("/ready").await.status, StatusCode::OK);
        let never = desk.get("/vi/c/00000000").await;
        assert_eq!((never.status, never.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "10"));
    });
}

#[test]
fn a_text_in_a_language_written_from_the_right_is_shown_so() {
    with_desk(async |desk| {
        let publisher = desk.store.publisher("kiemtin.vn").await;
        let run = desk.store.run().await;
        let mut check = incoming(&publisher, "https://kiemtin.vn/1", "الماء الساخن بالليمون يشفي من السرطان");
        check.content.claims[0].lang = thuchu_model::Lang::parse("ar").unwrap();
        let mut tx = desk.store.db.begin().await.unwrap();
        checks::put_batch(&mut tx, run.id, &[check], &desk.store.chance, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let mut list = desk.get("/vi/checks?lang=ar").await;
        while !list.body.contains("kiemtin.vn") || !list.body.contains("الماء") {
            tokio::time::sleep(Duration::from_millis(5)).await;
            list = desk.get("/vi/checks?lang=ar").await;
        }
        assert!(list.body.contains(" dir=\"auto\" lang=\"ar\">الماء"), "{}", list.body);
    });
}

#[test]
fn a_short_address_is_printed_only_where_it_can_be_typed() {
    thuchu_testkit::block_on(async {
        for (base, shown) in [(Some("https://tin.example"), true), (None, false)] {
            let settings = Settings { public_url: base.map(str::to_owned), ..Settings::default() };
            let desk = Desk::with(settings).await;
            let page = desk.get(&format!("/vi{}", desk.path_of("đột quỵ").await)).await.body;
            assert_eq!(page.contains(">tin.example/s/"), shown, "{page}");
            assert_eq!(page.contains("/s/"), shown, "{page}");
        }
    });
}

#[test]
fn no_form_offers_to_put_the_question_in_an_address() {
    with_desk(async |desk| {
        for text in ["xe buýt số 99 đổi giờ chạy tuần sau", "chích máu 5 đầu ngón tay cứu được người bị đột quỵ"]
        {
            let page = desk.ask("vi", text).await.body;
            assert!(page.contains("name=\"q\" value=\"\""), "{page}");
            assert!(!page.contains(&format!("name=\"q\" value=\"{}", text.split(' ').next().unwrap())));
        }
    });
}
