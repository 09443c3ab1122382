//! Pages about what leaves the desk and comes to it by itself: receivers of webhooks, lists of others, boxes.

use axum::http::StatusCode;
use thuchu_app::settings::Section;
use thuchu_model::Role;

use super::{Browser, admin, colleague};
use crate::tests::with_desk;

const ADDRESS: &str = "https://nhan.example/hook?token=bi-mat";

/// The first id behind this path in a page.
fn id(page: &str, path: &str) -> String {
    page.split(&format!("{path}/")).nth(1).unwrap().chars().take(36).collect()
}

#[test]
fn a_secret_is_shown_once_and_an_address_to_admins_alone() {
    with_desk(async |desk| {
        let first = admin(&desk).await;
        let browser = Browser::holding(&desk, &first);
        assert!(browser.get("/vi/desk/settings").await.body.contains("/vi/desk/webhooks"));
        let fields = [("url", ADDRESS), ("published", "yes"), ("withdrawn", "yes")];
        let made = browser.post("/vi/desk/webhooks", &fields).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        assert!(made.body.contains("whsec_") && made.body.contains("chỉ hiện một lần"));
        let page = browser.get("/vi/desk/webhooks").await.body;
        assert!(!page.contains("whsec_") && page.contains("token=bi-mat") && page.contains("bài bị rút"));
        let auditor = colleague(&desk, &first, "Kiểm Toán", Role::Auditor).await;
        let seen = Browser::holding(&desk, &auditor).get("/vi/desk/webhooks").await.body;
        assert!(seen.contains("nhan.example") && !seen.contains("bi-mat") && !seen.contains("<fieldset"));
        let at = format!("/vi/desk/webhooks/{}", id(&page, "/vi/desk/webhooks"));
        let tested = browser.post(&format!("{at}/test"), &[]).await;
        assert_eq!(tested.header("location"), "/vi/desk/webhooks?done=test");
        assert!(browser.get("/vi/desk/webhooks?done=test").await.body.contains("1 tin đang chờ"));
        browser.post(&format!("{at}/active"), &[("active", "no")]).await;
        assert!(browser.get("/en/desk/webhooks").await.body.contains("Paused; 1 waiting."));
        browser.post(&format!("{at}/remove"), &[]).await;
        assert!(browser.get("/vi/desk/webhooks").await.body.contains("Chưa có nơi nhận nào."));
        let refused = browser.post("/vi/desk/webhooks", &[("url", "http://10.0.0.1/"), ("published", "yes")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Không gửi đến địa chỉ này được"));
    });
}

#[test]
fn a_list_is_named_paused_and_removed() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let fields = [("name", "Báo A"), ("url", "https://bao-a.example/feed"), ("hours", "6"), ("trust", "show")];
        let added = browser.post("/vi/desk/lists", &fields).await;
        assert_eq!(added.header("location"), "/vi/desk/lists?done=added", "{}", added.body);
        let page = browser.get("/vi/desk/lists").await.body;
        assert!(page.contains("Báo A") && page.contains("6 giờ một lần") && page.contains("Lần tới"));
        let again = browser.post("/vi/desk/lists", &fields).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("Danh sách này đã có"));
        let at = format!("/vi/desk/lists/{}", id(&page, "/vi/desk/lists"));
        browser.post(&format!("{at}/active"), &[("active", "no")]).await;
        assert!(browser.get("/vi/desk/lists").await.body.contains("Đang tạm dừng."));
        browser.post(&format!("{at}/remove"), &[]).await;
        assert!(browser.get("/vi/desk/lists").await.body.contains("Chưa có danh sách nào."));
        let trail = browser.get("/vi/desk/trail").await.body;
        assert!(trail.contains("thêm danh sách lấy về") && trail.contains("bỏ danh sách lấy về"));
    });
}

#[test]
fn what_is_counted_and_the_boxes_are_settings_that_hold_at_once() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let form = browser.get("/vi/desk/settings/counting").await.body;
        assert!(form.contains("Lượt xem và lượt khách") && form.contains("Không đếm gì"));
        let saved = browser.post("/vi/desk/settings/counting", &[("counting", "nothing"), ("seen", "0")]).await;
        assert_eq!(saved.header("location"), "/vi/desk/settings?done=counting");
        assert_eq!(desk.site.steps.visits.counting(), thuchu_model::Counting::Nothing);
        let text = "[[box]]\nname = \"thong-bao\"\ntitle = { vi = \"Thông báo\", en = \"Notices\" }\n\
            url = \"https://xa.example/rss\"\nsource = { name = \"UBND xã A\" }\nfeed = {}";
        let saved = browser.post("/vi/desk/settings/boxes", &[("boxes", text), ("seen", "0")]).await;
        assert_eq!(saved.header("location"), "/vi/desk/settings?done=boxes", "{}", saved.body);
        assert!(browser.get("/vi/desk/settings").await.body.contains("thong-bao: chưa có số liệu."));
        let seen = desk.site.steps.settings.current().seen(Section::Boxes).to_string();
        let fields = [("boxes", "[[box]]\nname = 1"), ("seen", seen.as_str())];
        let wrong = browser.post("/vi/desk/settings/boxes", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Không dùng được phần này"));
    });
}
