//! Sitemaps, robots.txt, security.txt.

use std::collections::BTreeSet;

use thuchu_formats::{SitemapPage, SitemapRead, read_sitemap};

use super::super::desk::{Browser, admin};
use super::super::with_desk;
use super::*;

async fn pages(desk: &Desk, address: &str) -> Vec<SitemapPage> {
    let got = desk.get(address).await;
    assert_eq!(
        (got.status, got.header("content-type")),
        (StatusCode::OK, "application/xml; charset=utf-8"),
        "{address}"
    );
    match read_sitemap(got.body.as_bytes()).unwrap() {
        SitemapRead::Pages(pages) => pages,
        SitemapRead::Index(_) => panic!("{address} is an index"),
    }
}

#[test]
fn a_small_desk_has_one_file_with_every_page_in_both_languages() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let found = pages(&desk, "/sitemap.xml").await;
        assert_eq!(found.len(), 2 * (10 + 31));
        let own = found.iter().find(|page| page.address.contains(&check.public_id.to_string())).unwrap();
        assert_eq!(own.modified, Some(noon()));
        let langs: Vec<&str> = own.languages.iter().map(|(lang, _)| lang.as_str()).collect();
        assert_eq!(langs, ["vi", "en"]);
        for page in &found {
            assert_eq!(desk.get(&Desk::path(&page.address)).await.status, StatusCode::OK, "{}", page.address);
        }
        is_conditional(&desk, "/sitemap.xml").await;
        let robots = desk.get("/robots.txt").await.body;
        assert!(robots.contains("Sitemap: https://tin.example/sitemap.xml\n"));
        assert!(robots.contains("Sitemap: https://tin.example/sitemap-news.xml\n"));
    });
}

#[test]
fn a_large_desk_has_an_index_and_its_parts_hold_each_page_once() {
    with_desk(async |desk| {
        imported(&desk, 2_100).await;
        let SitemapRead::Index(parts) = read_sitemap(desk.get("/sitemap.xml").await.body.as_bytes()).unwrap() else {
            panic!("no index")
        };
        assert_eq!(parts.len(), 4, "the fixed pages, and 2,130 checks in thousands");
        let (mut all, mut before_last) = (BTreeSet::new(), String::new());
        for part in &parts {
            let address = Desk::path(&part.address);
            for page in pages(&desk, &address).await {
                assert!(all.insert(page.address.clone()), "{} twice", page.address);
            }
            is_conditional(&desk, &address).await;
            if address == "/sitemap/2.xml" {
                before_last = desk.get(&address).await.header("etag").to_owned();
            }
        }
        assert_eq!(all.len(), 2 * (10 + 2_130));
        published(&desk).await;
        assert_eq!(
            desk.get("/sitemap/2.xml").await.header("etag"),
            before_last,
            "a new check changes the last part alone"
        );
        for none in [
            "/sitemap/0.xml",
            "/sitemap/4.xml",
            "/sitemap/01.xml",
            "/sitemap/x.xml",
            "/sitemap/1",
            "/sitemap/99999999999999999999.xml",
        ] {
            assert_eq!(desk.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
        }
    });
}

#[test]
fn news_are_checks_of_ours_of_two_days() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let got = desk.get("/sitemap-news.xml").await;
        assert_eq!(got.body.matches("<news:news>").count(), 1, "{}", got.body);
        assert!(got.body.contains(&format!("https://tin.example/vi/c/{}", check.public_id)));
        assert!(got.body.contains("<news:language>vi</news:language>"));
        is_conditional(&desk, "/sitemap-news.xml").await;
        desk.clock.set(noon().plus_days(2));
        assert!(!desk.get("/sitemap-news.xml").await.body.contains("<news:news>"));
    });
}

#[test]
fn security_txt_is_there_once_somebody_is_named() {
    with_desk(async |desk| {
        assert_eq!(desk.get("/.well-known/security.txt").await.status, StatusCode::NOT_FOUND);
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let was = seen(&browser.get("/vi/desk/settings/name").await.body);
        let wrong =
            browser.post("/vi/desk/settings/name", &[("seen", &was), ("security", "gọi cho tôi\nExpires: x")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let saved =
            browser.post("/vi/desk/settings/name", &[("seen", &was), ("security", "an-ninh@tin.example")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let text = desk.get("/.well-known/security.txt").await;
        assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
        assert!(
            text.body.starts_with("Contact: mailto:an-ninh@tin.example\nExpires: 2027-05-21T00:00:00Z\n"),
            "{}",
            text.body
        );
        assert!(text.body.contains("Canonical: https://tin.example/.well-known/security.txt\n"));
    });
}
