//! Pages and links of the desk's own: from the form to the reader, and out of harm's way.

use axum::http::StatusCode;
use thuchu_testkit::noon;

use super::{Browser, admin};
use crate::tests::with_desk;

const TEXT: &str = "Mở đầu.\n\n## Nhóm\n\n**Đậm** <script>alert(1)</script> [x](javascript:alert(1))";

#[test]
fn a_page_is_written_led_to_changed_and_taken_away() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let fields = [
            ("name", "gioi-thieu"),
            ("title_vi", "Giới thiệu <b>"),
            ("title_en", ""),
            ("text_vi", TEXT),
            ("text_en", ""),
            ("link", ""),
            ("shown", "menu"),
            ("order", "2"),
        ];
        assert_eq!(desk.get("/vi/p/gioi-thieu").await.status, StatusCode::NOT_FOUND);
        let before = desk.get("/vi").await.body;
        let saved = browser.post("/vi/desk/own-pages/new", &fields).await;
        assert_eq!(saved.header("location"), "/vi/desk/own-pages?done=saved", "{}", saved.body);
        let page = desk.get("/vi/p/gioi-thieu").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<h2>Nhóm</h2>") && page.body.contains("<strong>Đậm</strong>"));
        assert!(!page.body.contains("<script>alert") && !page.body.contains("href=\"javascript"));
        assert!(page.body.contains("href=\"/en/p/gioi-thieu\""), "the switch of languages");
        let english = desk.get("/en/p/gioi-thieu").await.body;
        assert!(english.contains("lang=\"vi\""), "the text says that it is in the other language");
        let home = desk.get("/vi").await.body;
        assert!(home != before && home.matches("href=\"/vi/p/gioi-thieu\"").count() == 2, "menu and foot");
        assert!(home.contains("Giới thiệu &#60;b&#62;"));

        let form = browser.get("/vi/desk/own-pages/gioi-thieu").await.body;
        let seen = form.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let link = [
            ("seen", seen.as_str()),
            ("title_vi", "Nơi khác"),
            ("link", "https://khac.vn/"),
            ("shown", "foot"),
            ("order", "1"),
        ];
        desk.clock.set(noon().plus_seconds(5));
        assert_eq!(browser.post("/vi/desk/own-pages/gioi-thieu", &link).await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            browser.post("/vi/desk/own-pages/gioi-thieu", &link).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "somebody who saw an older state is told"
        );
        assert_eq!(desk.get("/vi/p/gioi-thieu").await.status, StatusCode::NOT_FOUND, "a link is no page");
        let home = desk.get("/vi").await.body;
        assert_eq!(home.matches("href=\"https://khac.vn/\" rel=\"external noreferrer\"").count(), 1, "the foot alone");
        let removed = browser.post("/vi/desk/own-pages/gioi-thieu/remove", &[]).await;
        assert_eq!(removed.header("location"), "/vi/desk/own-pages?done=removed");
        assert!(!desk.get("/vi").await.body.contains("khac.vn"));
        assert_eq!(browser.get("/vi/desk/own-pages/gioi-thieu").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_cannot_be_used_comes_back_with_its_reason_and_what_was_typed() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let good =
            [("name", "a"), ("title_vi", "Tên"), ("text_vi", "Chữ"), ("link", ""), ("shown", "menu"), ("order", "")];
        for (field, wrong) in [
            ("name", "Giới thiệu"),
            ("name", "new"),
            ("title_vi", " "),
            ("text_vi", ""),
            ("link", "javascript:alert(1)"),
            ("link", "http://a.vn/"),
            ("link", "//a.vn"),
            ("shown", "everywhere"),
            ("order", "1000"),
            ("order", "x"),
        ] {
            let fields = good.map(|(name, value)| (name, if name == field { wrong } else { value }));
            let got = browser.post("/vi/desk/own-pages/new", &fields).await;
            assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={wrong}");
            assert!(got.body.contains(&format!("id=\"{field}-why\"")), "{field}={wrong}");
        }
        assert_eq!(browser.post("/vi/desk/own-pages/new", &good).await.status, StatusCode::SEE_OTHER);
        let taken = browser.post("/vi/desk/own-pages/new", &good).await;
        assert!(taken.body.contains("id=\"name-why\""), "a name is given once");
        let preview = browser.post("/vi/desk/own-pages/a", &[("text_vi", "**x**"), ("act", "preview")]).await;
        assert!(preview.status == StatusCode::OK && preview.body.contains("<strong>x</strong>"));
        assert_eq!(desk.get("/vi/p/a").await.body.matches("<strong>x").count(), 0, "a preview changes nothing");
        assert_eq!(browser.post("/vi/desk/own-pages/nowhere", &good).await.status, StatusCode::NOT_FOUND);
    });
}
