//! The settings as an admin meets them, and what readers see of a change.

use axum::http::StatusCode;
use thuchu_model::{Clock as _, Role, Secret};

use super::{Browser, admin, colleague, half_way, person, step};
use crate::tests::{Desk, with_desk};

async fn follow(desk: &Desk) {
    desk.site.steps.settings.refresh().await.unwrap();
}

/// The hidden field of a form.
fn seen(form: &str) -> String {
    let (_, rest) = form.split_once("name=\"seen\" value=\"").expect("a form of settings");
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn the_desks_name_colour_and_contact_are_used_on_every_page() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        for path in ["/vi", "/vi/checks", "/en/about", "/en/nothing"] {
            assert!(desk.get(path).await.body.contains("Thực Hư"), "{path}");
        }
        let form = browser.get("/vi/desk/settings/name").await.body;
        let fields = [
            ("seen", seen(&form)),
            ("name_vi", "Bàn <b>Tin</b>".to_owned()),
            ("name_en", "The Desk".to_owned()),
            ("description_vi", "Của tỉnh nhà".to_owned()),
            ("contact_en", "desk@tin.example".to_owned()),
        ];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let saved = browser.post("/vi/desk/settings/name", &fields).await;
        assert_eq!((saved.status, saved.header("location")), (StatusCode::SEE_OTHER, "/vi/desk/settings?done=name"));
        desk.clock.set(desk.clock.now().plus_seconds(1));
        let form = browser.get("/vi/desk/settings/look").await.body;
        let saved = browser.post("/vi/desk/settings/look", &[("seen", &seen(&form)), ("light", "#7a1f00")]).await;
        assert_eq!(saved.header("location"), "/vi/desk/settings?done=look");
        let address = desk.path_of("máu").await;
        for path in ["/vi", "/vi/checks", "/vi/about/method", "/vi/corrections", "/vi/nothing", &address] {
            let page = desk.get(path).await.body;
            assert!(page.contains("Bàn &#60;b&#62;Tin&#60;/b&#62;"), "{path}");
            assert!(!page.contains("<b>Tin</b>") && page.contains("/assets/own."), "{path}");
        }
        let home = desk.get("/en").await.body;
        assert!(home.contains("<title>The Desk: ask about") && home.contains("desk@tin.example"));
        assert!(desk.get("/vi").await.body.contains("content=\"Của tỉnh nhà\""));
        let style = home.split("href=\"/assets/own.").nth(1).unwrap().split('"').next().unwrap();
        let style = desk.get(&format!("/assets/own.{style}")).await;
        assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
        assert!(style.body.contains("--accent:#7a1f00") && style.body.contains("prefers-color-scheme:dark"));
        let undone = browser.post("/vi/desk/settings/name/undo", &[]).await;
        assert_eq!(undone.header("location"), "/vi/desk/settings?undone=name");
        assert!(!desk.get("/vi").await.body.contains("Bàn &#60;b"), "no page that is kept outlives its settings");
    });
}

#[test]
fn a_form_that_is_refused_keeps_what_was_typed_and_says_the_contrast() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let form = browser.get("/en/desk/settings/look").await.body;
        let fields = [("seen", &*seen(&form)), ("light", "#ffcf24"), ("dark", "#ddeeff")];
        let again = browser.post("/en/desk/settings/look", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("value=\"#ffcf24\"") && again.body.contains("value=\"#ddeeff\""));
        assert!(again.body.contains("on #e4e7e0 its contrast is only 1.") && again.body.contains("aria-invalid"));
    });
}

#[test]
fn nothing_typed_is_lost_while_the_second_factor_grows_old() {
    with_desk(async |desk| {
        let link = desk.people.set_up_link().await.unwrap().unwrap();
        let half = half_way(&desk, &link, "Quản Trị").await;
        let half = person(&desk, &half).await;
        let phone = desk.people.pending(&half).unwrap().unwrap();
        let now = Secret::new(phone.code(step(&desk)));
        let (token, _) = desk.people.confirm_factor(&half, &now).await.unwrap();
        let browser = Browser::holding(&desk, &token);
        let form = browser.get("/vi/desk/settings/method").await.body;
        desk.clock.set(desk.clock.now().plus_seconds(700));
        let mut fields = vec![("seen", seen(&form)), ("text_vi", "## Cách làm\n\nHai người đọc.".to_owned())];
        let send = async |fields: &[(&str, String)]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post("/vi/desk/settings/method", &fields).await
        };
        let asked = send(&fields).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.body.contains("Hai người đọc.") && asked.body.contains("id=\"code\""));
        fields.push(("code", "000000".to_owned()));
        let wrong = send(&fields).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("Hai người đọc."));
        follow(&desk).await;
        assert!(!desk.get("/vi/about/method").await.body.contains("Hai người đọc."), "nothing was saved");
        fields.pop();
        fields.push(("code", phone.code(step(&desk))));
        let saved = send(&fields).await;
        assert_eq!((saved.status, saved.header("location")), (StatusCode::SEE_OTHER, "/vi/desk/settings?done=method"));
        assert!(saved.headers.contains_key("set-cookie"), "the log-in goes on with a new cookie");
        assert!(desk.get("/vi/about/method").await.body.contains("Hai người đọc."));
        assert_eq!(browser.get("/vi/desk/settings/name").await.status, StatusCode::OK, "and is fresh again");
    });
}

#[test]
fn a_page_is_looked_at_before_it_is_published_and_read_in_both_languages() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        assert!(desk.get("/en/about/method").await.body.contains("has not written this page yet"));
        let starter = browser.get("/vi/desk/settings/method?starter=yes").await.body;
        assert!(starter.contains("Chúng tôi kiểm chứng thế nào"));
        assert!(!desk.get("/vi/about/method").await.body.contains("Bàn phím"), "a starter is not published by itself");
        let form = browser.get("/vi/desk/settings/method").await.body;
        let text = "Mở đầu.\n\n## Bàn phím\n\n**Đậm** <script>alert(1)</script> [x](javascript:alert(1))";
        let mut fields = vec![("seen", seen(&form)), ("text_vi", text.to_owned()), ("act", "preview".to_owned())];
        let send = async |fields: &[(&str, String)]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post("/vi/desk/settings/method", &fields).await
        };
        let preview = send(&fields).await;
        assert!(preview.status == StatusCode::OK && preview.body.contains("<h3>Bàn phím</h3>"));
        assert!(desk.get("/vi/about/method").await.body.contains("chưa viết trang này"));
        fields.pop();
        assert_eq!(send(&fields).await.status, StatusCode::SEE_OTHER);
        let page = desk.get("/vi/about/method").await.body;
        assert!(page.contains("<h2>Bàn phím</h2>") && page.contains("<strong>Đậm</strong>"));
        for page in [&page, &preview.body] {
            // The desk's own scripts are files that carry the nonce; nothing else is one.
            let scripts = page.matches("<script").count();
            assert_eq!(scripts, page.matches("<script src=\"/assets/").count());
            assert!(!page.contains("href=\"javascript"));
        }
        let other = desk.get("/en/about/method").await.body;
        assert!(other.contains("other language only") && other.contains("lang=\"vi\""));
    });
}

#[test]
fn one_language_alone_leaves_the_desk_both() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let form = browser.get("/en/desk/settings/texts").await.body;
        desk.get("/en/checks").await;
        let address = format!("/en{}", desk.path_of("máu").await);
        desk.get(&address).await;
        let fields = [("seen", &*seen(&form)), ("languages", "vi"), ("licence", "")];
        assert_eq!(browser.post("/en/desk/settings/texts", &fields).await.status, StatusCode::SEE_OTHER);
        let sent = desk.get("/en/checks?q=m").await;
        assert_eq!((sent.status, sent.header("location")), (StatusCode::FOUND, "/vi/checks?q=m"));
        assert_eq!(desk.get(&address).await.status, StatusCode::FOUND, "also of a page that was kept");
        for odd in ["/en//evil.example", "/en/\\evil", "/en/..//evil"] {
            let got = desk.get(&odd.replace('\\', "%5C")).await;
            assert!(!got.header("location").contains("//evil"), "{odd} {}", got.header("location"));
        }
        assert!(!desk.get("/vi").await.body.contains("hreflang=\"en\""));
        assert_eq!(browser.get("/en/desk/settings").await.status, StatusCode::OK);
        assert_eq!(desk.get("/api/v1/checks").await.status, StatusCode::OK);
    });
}

/// A PNG of one white pixel.
const PNG: &str = "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f000101\
    0100b138f6140000000049454e44ae426082";

#[test]
fn the_desks_picture_is_a_png_and_nothing_else() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let bytes = |digits: &str| -> Vec<u8> {
            let two = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
            (0..digits.len()).step_by(2).map(two).collect()
        };
        for hostile in [&b"<svg onload=alert(1)>"[..], b"\x89PNG\r\n\x1a\n", &[0; 100_000]] {
            let again = browser.file("/vi/desk/settings/look/picture", hostile).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(again.body.contains("id=\"picture-why\""));
        }
        assert!(!desk.get("/vi").await.body.contains("class=\"logo\""));
        let saved = browser.file("/vi/desk/settings/look/picture", &bytes(PNG)).await;
        assert_eq!(saved.header("location"), "/vi/desk/settings?done=look");
        let home = desk.get("/vi").await.body;
        let path = home.split("src=\"/assets/own.").nth(1).unwrap().split('"').next().unwrap();
        let picture = desk.get(&format!("/assets/own.{path}")).await;
        assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/png"));
        assert_eq!(picture.header("x-content-type-options"), "nosniff");
        desk.clock.set(desk.clock.now().plus_seconds(1));
        browser.file("/vi/desk/settings/look/picture", b"").await;
        assert!(!desk.get("/vi").await.body.contains("class=\"logo\""));
    });
}

#[test]
fn an_auditor_reads_the_settings_and_is_offered_no_change() {
    with_desk(async |desk| {
        let first = admin(&desk).await;
        let auditor = colleague(&desk, &first, "Kiểm Toán", Role::Auditor).await;
        let page = Browser::holding(&desk, &auditor).get("/en/desk/settings").await;
        assert!(page.status == StatusCode::OK && page.body.contains("180 days"));
        assert!(!page.body.contains("/desk/settings/name\""));
    });
}

#[test]
fn everybody_chooses_how_their_own_name_stands_below_checks() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        assert!(browser.get("/en/desk/account").await.body.contains("value=\"desk\" checked"));
        let chosen = browser.post("/en/desk/account/byline", &[("byline", "initials")]).await;
        assert_eq!(chosen.header("location"), "/en/desk/account?done=byline");
        assert!(browser.get("/en/desk/account").await.body.contains("value=\"initials\" checked"));
        let other = browser.post("/en/desk/account/byline", &[("byline", "<b>")]).await;
        assert_eq!(other.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn how_the_model_stands_is_a_part_of_the_page() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let page = browser.get("/vi/desk/settings").await.body;
        let part = page.split("id=\"meaning\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(
            part.contains("<h2>Tìm theo nghĩa</h2>") && part.contains("Người vận hành không dùng mô hình"),
            "{part}"
        );
        let page = browser.get("/en/desk/settings").await.body;
        assert!(page.contains("The operator uses no model; messages are found by their words."));
    });
}
