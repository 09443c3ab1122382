//! Sources and their copies at the desk: asked for, brought as files, shown in sealed frames; pages of organisations; what
//! stands beside a review.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use thuchu_listen::Client;
use thuchu_model::{CopyRequestId, EvidenceId, ReviewId, Role};
use thuchu_store::captures::{self, CopyRequest, Step};
use thuchu_testkit::{SeededChance, noon};

use super::{Browser, admin, colleague, person};
use crate::inert::{DOWNLOADED, FRAMED};
use crate::tests::{Desk, Got, with_desk};

const SOURCE: &str = "018f0000-0000-7000-8000-000000000009";

/// A review with one source at this address. Gives where it is.
async fn begun(browser: &Browser<'_>, url: &str, quote: &str) -> String {
    let begun = browser.post("/vi/desk/reviews", &[("claim", "Chanh chữa cúm"), ("lang", "vi")]).await;
    let at = begun.header("location").to_owned();
    let saved = browser.post(&at, &with_source("1", url, quote, "save")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    at
}

fn with_source<'a>(revision: &'a str, url: &'a str, quote: &'a str, act: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("revision", revision),
        ("do", act),
        ("claim", "Chanh chữa cúm"),
        ("source_id", SOURCE),
        ("source_url", url),
        ("source_title", ""),
        ("source_quote", quote),
        ("source_bearing", "refutes"),
        ("source_primary", "yes"),
    ]
}

fn id(at: &str) -> ReviewId {
    ReviewId::parse(at.rsplit('/').next().unwrap()).unwrap()
}

fn source() -> EvidenceId {
    EvidenceId::parse(SOURCE).unwrap()
}

/// Brings a file as the copy of the source.
async fn bring(desk: &Desk, browser: &Browser<'_>, at: &str, file: &[u8]) -> Got {
    let field =
        |name: &str, value: &str| format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let head = field("review", &id(at).to_string()) + &field("evidence", SOURCE);
    let file_head = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"../../a.html\"\r\n\r\n";
    let body = [head.as_bytes(), file_head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
    let request = Request::post("/vi/desk/evidence/file").header(header::HOST, "127.0.0.1:8080");
    let request = request.header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let request = request.header(header::COOKIE, browser.cookie.borrow().clone().unwrap_or_default());
    let mut request = request.body(Body::from(body)).unwrap();
    request.extensions_mut().insert(Client { address: [127, 0, 0, 1].into(), forwarded: false, https: false });
    desk.send(request).await
}

const PAGE: &str = "<!DOCTYPE html><html><head><meta charset=utf-8><title>Hướng dẫn &lt;b&gt;</title>\
    <script>alert(1)</script></head><body><article><p onclick=\"alert(2)\">Bộ nói rõ: Chanh không chữa được cúm mùa đâu.</p>\
    <img src=\"https://evil.example/x.png\"></article></body></html>";

#[test]
fn a_saved_page_becomes_the_copy_and_is_only_ever_shown_without_rights() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let at = begun(&browser, "https://bao.vn/1", "Chanh không chữa được cúm mùa").await;
        let page = browser.get(&at).await.body;
        assert!(page.contains("Chưa có bản lưu") && page.contains(&format!("value=\"copy:{SOURCE}\"")));
        let brought = bring(&desk, &browser, &at, PAGE.as_bytes()).await;
        assert_eq!(brought.status, StatusCode::OK, "{}", brought.body);
        assert!(brought.body.contains("không có thông tin nào khác") && brought.header("cache-control") == "no-store");
        let page = browser.get(&at).await.body;
        assert!(page.contains("Tệp do bàn đưa lên ngày 22/11/2026") && page.contains("Lời trích có trong bản lưu"));
        assert!(page.contains("<mark>Chanh không chữa được cúm mùa</mark>"));
        assert!(page.contains("value=\"Hướng dẫn &#60;b&#62;\""), "the title is taken where none was typed");
        let shown = browser.get(&format!("{at}/evidence/{SOURCE}")).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.header("content-security-policy").contains("frame-src 'self'"));
        let (_, frame) = shown.body.split_once("<iframe class=\"sealed\" src=\"").unwrap();
        let frame = frame.replace("&#38;", "&");
        let frame = frame.split('#').next().unwrap();
        let framed = browser.get(frame).await;
        assert_eq!((framed.status, framed.header("content-security-policy")), (StatusCode::OK, FRAMED));
        assert_eq!((framed.header("cache-control"), framed.header("referrer-policy")), ("no-store", "no-referrer"));
        assert!(framed.body.contains("id=\"q1\""), "{}", framed.body);
        for wrong in ["alert(", "<script", "onclick", "src=\"https://evil"] {
            assert!(!framed.body.contains(wrong), "{wrong} in {}", framed.body);
        }
        for page in [&page, &shown.body] {
            assert!(!page.contains("alert(1)") && !page.contains("alert(2)"));
        }
        let capture = frame.split('/').find(|part| part.len() == 36).unwrap().to_owned();
        let file = browser.get(&format!("/vi/desk/captures/{capture}/files/page")).await;
        assert_eq!((file.status, file.header("content-security-policy")), (StatusCode::OK, DOWNLOADED));
        assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"{capture}-page.html\""));
        assert_eq!(browser.get(&format!("/vi/desk/captures/{capture}/files/warc")).await.status, StatusCode::NOT_FOUND);
        let reader = desk.get(&format!("/evidence/{capture}/page/00000000/1/1")).await;
        assert_eq!(reader.status, StatusCode::NOT_FOUND, "no published check rests on it");
    });
}

#[test]
fn a_quote_that_is_not_in_the_copy_is_said_at_once() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let at = begun(&browser, "https://bao.vn/1", "Chanh chữa được mọi bệnh cúm").await;
        bring(&desk, &browser, &at, PAGE.as_bytes()).await;
        assert!(browser.get(&at).await.body.contains("Không thấy lời trích trong bản lưu"));
        let open = desk.site.steps.reviews.open(id(&at)).await.unwrap();
        assert!(open.open.iter().any(|rule| matches!(rule, thuchu_model::NotReady::NoQuote { .. })));
        let revision = open.draft.draft.revision.to_string();
        let mut fields = with_source(&revision, "https://bao.vn/1", "", "save");
        fields.push(("unquoted", "Nguồn là bảng số."));
        assert_eq!(browser.post(&at, &fields).await.status, StatusCode::SEE_OTHER);
        assert!(browser.get(&at).await.body.contains("value=\"Nguồn là bảng số.\""));
        let history = browser.get(&format!("{at}/history")).await.body;
        assert!(history.contains("Vì sao không trích lời nào") && history.contains("bảng"));
        let open = desk.site.steps.reviews.open(id(&at)).await.unwrap().open;
        assert!(!open.iter().any(|rule| matches!(rule, thuchu_model::NotReady::NoQuote { .. })));
    });
}

#[test]
fn files_that_are_not_taken_say_why_and_what_to_do() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let at = begun(&browser, "https://bao.vn/1", "").await;
        let big = vec![b'a'; 20 * 1024 * 1024 + 1];
        for (file, said) in [
            (&b""[..], "Chưa chọn tệp"),
            (&big, "Tệp quá lớn"),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "không được cài đặt"),
            (b"MZ\x90\x00\x03\x00\x00\x00", "Loại tệp này không nhận"),
        ] {
            let refused = bring(&desk, &browser, &at, file).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert!(refused.body.contains(said) && refused.body.contains("id=\"file-why\""), "{said}");
        }
        assert!(
            desk.site.steps.reviews.open(id(&at)).await.unwrap().draft.draft.content.evidence[0].snapshot.is_none()
        );
        let nobody =
            bring(&desk, &browser, "/vi/desk/reviews/018f0000-0000-7000-8000-000000000001", PAGE.as_bytes()).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_wish_for_a_copy_saves_first_and_its_steps_can_be_watched_without_scripts() {
    with_desk(async |desk| {
        let token = admin(&desk).await;
        let browser = Browser::holding(&desk, &token);
        let at = begun(&browser, "https://bao.vn/1", "").await;
        let asked = browser.post(&at, &with_source("2", "https://bao.vn/2", "", &format!("copy:{SOURCE}"))).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "this desk has no way out");
        assert!(asked.body.contains("không được cài đặt để tải từ mạng") && asked.body.contains("id=\"sources-why\""));
        let kept = desk.site.steps.reviews.open(id(&at)).await.unwrap().draft.draft.content;
        assert_eq!(kept.evidence[0].url, "https://bao.vn/2", "what was typed is saved all the same");
        let file = browser.post(&at, &with_source("3", "https://bao.vn/2", "", &format!("file:{SOURCE}"))).await;
        assert_eq!(file.header("location"), format!("{at}/evidence/{SOURCE}?done=saved#bring"));

        let wish = CopyRequest {
            id: CopyRequestId::new(noon(), &SeededChance::another()),
            review: id(&at),
            evidence: source(),
            url: "https://bao.vn/2".to_owned(),
            step: Step::Waiting,
            problem: None,
            capture: None,
            by: person(&desk, &token).await.editor.id,
            at: noon(),
        };
        let mut tx = desk.store.db.begin().await.unwrap();
        captures::ask(&mut tx, &wish, noon().plus_days(-1)).await.unwrap();
        captures::go_on(&mut tx, wish.id, Step::Parts, None, None).await.unwrap();
        tx.commit().await.unwrap();
        let fragment = format!("{at}/evidence/{SOURCE}/copy?edit=yes");
        let going = browser.get(&fragment).await;
        assert_eq!(going.status, StatusCode::OK);
        for part in ["Đang tải hình và kiểu chữ", "hx-trigger=\"load delay:1s\"", "hx-get=", "Xem đã xong chưa"]
        {
            assert!(going.body.contains(part), "{part} in {}", going.body);
        }
        assert!(!going.body.contains("<html") && !going.body.contains("value=\"copy:"), "asked for once");
        assert!(browser.get(&at).await.body.contains("Đang tải hình và kiểu chữ"));
        let mut tx = desk.store.db.begin().await.unwrap();
        captures::go_on(&mut tx, wish.id, Step::Refused, Some("copy.status 403"), None).await.unwrap();
        tx.commit().await.unwrap();
        let over = browser.get(&fragment).await.body;
        assert!(over.contains("mã 403") && over.contains("đưa tệp lên") && !over.contains("hx-get"), "{over}");
        assert!(over.contains(&format!("value=\"copy:{SOURCE}\"")));
    });
}

#[test]
fn an_organisations_page_counts_once_two_editors_say_so() {
    with_desk(async |desk| {
        let first = admin(&desk).await;
        let second = colleague(&desk, &first, "Bình", Role::Editor).await;
        let (one, two) = (Browser::holding(&desk, &first), Browser::holding(&desk, &second));
        let at = begun(&one, "https://www.facebook.com/BoYTeVN/posts/1", "").await;
        let asked = one
            .post(&at, &with_source("2", "https://www.facebook.com/BoYTeVN/posts/1", "", &format!("copy:{SOURCE}")))
            .await;
        assert!(asked.body.contains("không tự lưu trang mạng xã hội"), "{}", asked.body);
        let refused = bring(&desk, &one, &at, PAGE.as_bytes()).await;
        assert!(refused.body.contains("Chưa đủ hai biên tập viên") && refused.body.contains("/vi/desk/official-pages"));
        let list = "/vi/desk/official-pages";
        for (address, name, said) in [
            ("https://bao.vn/a", "Bộ Y tế", "không phải địa chỉ một trang trên mạng xã hội"),
            ("https://facebook.com/boytevn", " ", "Tên tổ chức có từ 1"),
        ] {
            let wrong = one.post(list, &[("address", address), ("organisation", name)]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.body.contains(said) && wrong.body.contains(&format!("value=\"{address}\"")), "{said}");
        }
        let named =
            one.post(list, &[("address", "https://m.facebook.com/BoYTeVN"), ("organisation", "Bộ <b>Y tế")]).await;
        assert_eq!(named.header("location"), "/vi/desk/official-pages?done=named");
        let page = one.get(list).await.body;
        assert!(
            page.contains("Bộ &#60;b&#62;Y tế")
                && page.contains("facebook.com/boytevn")
                && page.contains("người khác xác nhận")
        );
        let field = [("address", "facebook.com/boytevn")];
        let own = one.post(&format!("{list}/confirm"), &field).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "not by who named it");
        assert!(two.get(list).await.body.contains("Đúng là của họ"));
        let done = two.post(&format!("{list}/confirm"), &field).await;
        assert_eq!(done.header("location"), "/vi/desk/official-pages?done=confirmed");
        assert_eq!(bring(&desk, &one, &at, PAGE.as_bytes()).await.status, StatusCode::OK);
        let gone = two.post(&format!("{list}/remove"), &field).await;
        assert_eq!(gone.header("location"), "/vi/desk/official-pages?done=removed");
        let again = two.post(&format!("{list}/remove"), &field).await;
        assert_eq!(again.header("location"), "/vi/desk/official-pages?done=removed", "twice is once");
        let trail = one.get("/vi/desk/trail").await.body;
        assert!(trail.contains("xác nhận một trang chính thức") && trail.contains("lưu một nguồn của"));
    });
}

#[test]
fn a_date_that_is_none_is_given_back_and_nothing_is_saved() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let at = begun(&browser, "https://bao.vn/1", "").await;
        let mut fields = with_source("2", "https://bao.vn/2", "", "save");
        fields.extend([("claim_date", "hôm qua"), ("source_date", "31/2/2026")]);
        let given_back = browser.post(&at, &fields).await;
        assert_eq!(given_back.status, StatusCode::UNPROCESSABLE_ENTITY);
        for kept in
            ["value=\"hôm qua\"", "value=\"31/2/2026\"", "value=\"https://bao.vn/2\"", "“hôm qua” không phải ngày"]
        {
            assert!(given_back.body.contains(kept), "{kept}");
        }
        assert_eq!(browser.quietly(&at, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = desk.site.steps.reviews.open(id(&at)).await.unwrap().draft.draft;
        assert_eq!((kept.revision, kept.content.evidence[0].url.as_str()), (2, "https://bao.vn/1"));
        let due = browser.post(&format!("{at}/assign"), &[("to", ""), ("due", "mai")]).await;
        assert!(due.status == StatusCode::UNPROCESSABLE_ENTITY && due.body.contains("“mai” không phải ngày"));
        let day = browser.post(&format!("{at}/assign"), &[("to", ""), ("due", "24/11/2026")]).await;
        assert!(day.header("location").ends_with("done=assigned"));
    });
}

#[test]
fn beside_a_review_stand_facts_and_who_else_checked_its_claim() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let claim = "Chích máu 10 đầu ngón tay cứu được người đột quỵ, từ Thứ Ba 23/11/2026";
        let begun = browser.post("/vi/desk/reviews", &[("claim", claim), ("lang", "vi")]).await;
        let at = format!("{}/beside", begun.header("location"));
        let page = browser.get(&at).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("ngày 23/11/2026 là Thứ Hai"), "{}", page.body);
        assert!(page.body.contains("Minh hoạ") && page.body.contains("đột quỵ"), "an imported check is like it");
        assert!(!page.body.contains("Các máy chủ trả lời"), "nobody is asked unasked");
        let asked = browser.post(&at, &[]).await;
        assert!(asked.status == StatusCode::OK && asked.body.contains("chưa chọn máy chủ nào"));
        let none = browser.get("/vi/desk/reviews/018f0000-0000-7000-8000-000000000001/beside").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    });
}
