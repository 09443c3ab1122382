//! The part of a check's page that it is shared and printed from, and what previews of links show.

use super::*;

fn meta<'a>(page: &'a str, name: &str) -> &'a str {
    let begin = format!("\"{name}\" content=\"");
    page.split(&begin).nth(1).map_or("", |rest| rest.split('"').next().unwrap())
}

#[test]
fn the_page_offers_every_product_of_its_version_and_each_is_there() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        for lang in ["vi", "en"] {
            let page = desk.get(&format!("/{lang}/c/{}", check.public_id)).await.body;
            for product in Product::ALL {
                let end = format!("/v/1/{}\"", product.file());
                let page = page.split_once("<main").unwrap().1;
                let at = page.find(&end).unwrap_or_else(|| panic!("{lang}: no {}", product.file()));
                let begin = page[..at].rfind("href=\"").unwrap() + 6;
                let there = &page[begin..at + end.len() - 1];
                assert!(there.starts_with(&format!("/{lang}/c/{}/", check.public_id)));
                assert_eq!(desk.get(there).await.status, StatusCode::OK, "{there}");
            }
            assert!(page.contains(&format!("https://tin.example/s/{}", check.public_id)));
            assert!(page.contains(&format!("href=\"/qr/c/{}.svg\"", check.public_id)));
            assert_eq!(page.matches("class=\"plate\"").count(), 1);
        }
        let vi = desk.get(&format!("/vi/c/{}", check.public_id)).await.body;
        assert!(vi.contains("In ngày 22/11/2026, bản 1.") && vi.contains("Tìm đính chính"));
        let words = vi.split("class=\"says copy\"").nth(1).unwrap().split("</p>").next().unwrap();
        assert!(words.contains("Sai sự thật: “Uống nước chanh nóng &#60;/script&#62;"), "{words}");
        assert!(
            words.contains("Thông tin sai.\n")
                && words.ends_with(&format!("https://tin.example/s/{}", check.public_id))
        );
    });
}

#[test]
fn a_preview_of_the_link_says_rating_claim_and_answer_and_shows_the_picture_of_this_version() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let page = desk.get(&format!("/en/c/{}", check.public_id)).await.body;
        assert_eq!(meta(&page, "og:title"), "False: Hot lemon water cures the flu");
        assert_eq!(meta(&page, "og:description"), "It does not.");
        assert_eq!(meta(&page, "twitter:card"), "summary_large_image");
        assert_eq!((meta(&page, "og:image:width"), meta(&page, "og:image:height")), ("1200", "630"));
        assert_eq!(meta(&page, "og:image:alt"), "Share card. False: “Hot lemon water cures the flu”. It does not.");
        assert!(meta(&page, "og:url").starts_with("https://tin.example/en/c/"));
        let image = meta(&page, "og:image").strip_prefix("https://tin.example").unwrap();
        assert!(image.starts_with("/en/c/") && image.ends_with("/v/1/card-wide.png"), "{image}");
        assert_eq!(size(&desk.get(image).await), (1200, 630));
        // Once it is corrected the page shows the picture of the version that stands.
        let revision = desk.store.changed(review_of(&check), ChangeKind::Update, "Thêm.", "Bản hai.").await;
        desk.store.approved(review_of(&check), revision).await;
        let page = desk.get(&format!("/vi/c/{}", check.public_id)).await.body;
        assert!(meta(&page, "og:image").ends_with("/v/2/card-wide.png"));
        assert_eq!(meta(&page, "og:description"), "Bản hai.");
    });
}

#[test]
fn of_a_check_of_others_there_is_a_code_and_a_short_address_and_who_made_it_but_no_print_of_ours() {
    with_desk(async |desk| {
        let path = desk.path_of("đột quỵ").await;
        let page = desk.get(&format!("/vi{path}")).await.body;
        assert!(page.contains("class=\"plate\"") && page.contains("https://tin.example/s/"));
        for ours in ["print.pdf", "poster-", "handout", "card-", "og:image", "summary_large_image"] {
            assert!(!page.contains(ours), "{ours}");
        }
        assert!(meta(&page, "og:title").contains(": "));
        assert!(!meta(&page, "og:description").is_empty());
        let by = say_by(&page);
        assert!(meta(&page, "og:description").starts_with(&by), "{by}: {}", meta(&page, "og:description"));
    });
}

/// The line that names who made it, as the words to copy have it.
fn say_by(page: &str) -> String {
    let words = page.split("class=\"says copy\" dir=\"auto\">").nth(1).unwrap().split("</p>").next().unwrap();
    let lines: Vec<_> = words.lines().collect();
    lines[lines.len() - 2].to_owned()
}
