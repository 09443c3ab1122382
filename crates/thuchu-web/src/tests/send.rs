//! Sending to the desk and looking the answer up, as a reader's browser does it.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use thuchu_app::intake::{CleanPicture, Cleaning, PictureCleaner, PictureRefused, Ways};
use thuchu_listen::Client;
use thuchu_store::args;

use super::{Desk, Got, with_desk};
use crate::Settings;

const RUMOUR: &str = "Từ tháng sau xe buýt số 99 đổi giờ chạy và thu thêm 20 nghìn đồng";
const STROKE: &str = "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong";

/// Takes whatever begins like a JPEG.
struct Cleaner;

impl PictureCleaner for Cleaner {
    fn clean(&self, received: Vec<u8>) -> Cleaning<'_> {
        Box::pin(async move {
            if received.starts_with(b"\xff\xd8") {
                Ok(CleanPicture { bytes: b"new".to_vec(), png: false })
            } else {
                Err(PictureRefused { code: "picture.kind", text: thuchu_say::send_no_pictures(), later: false })
            }
        })
    }
}

fn part(name: &str, value: &[u8]) -> Vec<u8> {
    let file = if name == "pictures" { "; filename=\"ZXNAME.jpg\"" } else { "" };
    let head = format!("--xX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
    [head.as_bytes(), value, b"\r\n"].concat()
}

async fn send(desk: &Desk, from: u8, parts: &[(&str, &[u8])]) -> Got {
    let body: Vec<u8> = parts.iter().flat_map(|(name, value)| part(name, value)).chain(*b"--xX--\r\n").collect();
    let request = Request::post("/vi/send").header(header::CONTENT_TYPE, "multipart/form-data; boundary=xX");
    let mut request = request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap();
    request.extensions_mut().insert(Client { address: [203, 0, 113, from].into(), forwarded: false, https: true });
    desk.send(request).await
}

async fn receipt(desk: &Desk, fields: &[(&str, &str)]) -> Got {
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    desk.post("/vi/receipt", "application/x-www-form-urlencoded", form).await
}

async fn count(desk: &Desk, sql: &'static str) -> i64 {
    desk.store.db.read().peek(sql, args![]).await.unwrap()[0].get(0).unwrap()
}

/// What stands between two pieces of a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let rest = page.split_once(before).unwrap_or_else(|| panic!("no {before} in {page}")).1;
    rest.split_once(after).unwrap().0
}

fn code(got: &Got) -> String {
    between(&got.body, "id=\"code\">", "<").to_owned()
}

#[test]
fn what_nobody_answers_can_be_sent_and_looked_up_and_erased() {
    with_desk(async |desk| {
        let asked = desk.ask("vi", RUMOUR).await;
        assert!(asked.body.contains("action=\"/vi/send\"") && asked.body.contains("name=\"text\""));
        assert!(
            !asked.body.contains("/assets/send.")
                && !asked.body.contains("type=\"email\"")
                && !asked.body.contains("type=\"file\"")
        );
        let got = send(&desk, 1, &[("text", RUMOUR.as_bytes()), ("link", b""), ("token", b""), ("proof", b"")]).await;
        assert_eq!((got.status, got.header("cache-control")), (StatusCode::OK, "no-store"), "{}", got.body);
        assert_eq!(got.header("referrer-policy"), "no-referrer");
        assert!(got.body.contains("noindex") && !got.body.contains("xe buýt"), "the message is not shown back");
        let code = code(&got);
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM message").await, 1);
        let looked = receipt(&desk, &[("code", &code.to_lowercase().replace('-', " "))]).await;
        assert!(
            looked.status == StatusCode::OK && looked.body.contains("Đang chờ") && !looked.body.contains("xe buýt")
        );
        assert_eq!((looked.header("cache-control"), looked.header("referrer-policy")), ("no-store", "no-referrer"));
        let erased = receipt(&desk, &[("code", &code), ("erase", "yes")]).await;
        assert!(erased.body.contains("Đã xoá"), "{}", erased.body);
        assert_eq!(count(&desk, "SELECT (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM receipt)").await, 0);
    });
}

#[test]
fn a_wrong_code_and_an_erased_one_look_the_same() {
    with_desk(async |desk| {
        let code = code(&send(&desk, 1, &[("text", RUMOUR.as_bytes())]).await);
        receipt(&desk, &[("code", &code), ("erase", "1")]).await;
        let gone = receipt(&desk, &[("code", &code)]).await;
        for wrong in ["", "abc", "0000-0000-0000-0000-0000-0000-0000"] {
            let got = receipt(&desk, &[("code", wrong)]).await;
            assert_eq!((got.status, &got.body), (StatusCode::UNPROCESSABLE_ENTITY, &gone.body), "{wrong}");
        }
        assert_eq!(desk.get("/vi/receipt").await.status, StatusCode::OK);
        assert!(desk.get("/en").await.body.contains("/en/receipt"), "linked from every page");
    });
}

#[test]
fn what_a_check_answers_is_answered_and_nothing_is_stored() {
    with_desk(async |desk| {
        let got = send(&desk, 1, &[("text", STROKE.as_bytes())]).await;
        assert!(
            got.status == StatusCode::OK
                && got.body.contains("Sai sự thật")
                && got.body.contains("không có gì được lưu lại")
        );
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM message").await, 0);
    });
}

#[test]
fn questions_are_counted_with_the_batch_once_for_a_source() {
    with_desk(async |desk| {
        for _ in 0..3 {
            desk.ask("vi", STROKE).await;
        }
        desk.post("/api/v1/match", "application/json", serde_json::json!({"text": RUMOUR}).to_string()).await;
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM outcome").await, 0);
        desk.site.steps.intake.publish_batch().await.unwrap();
        assert_eq!(count(&desk, "SELECT askers FROM asked").await, 1);
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM outcome WHERE asks = 1").await, 2);
    });
}

#[test]
fn what_cannot_be_taken_comes_back_with_what_was_typed() {
    with_desk(async |desk| {
        let nothing = send(&desk, 1, &[("text", b"  "), ("link", b"")]).await;
        assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("href=\"#send-text\""));
        let mail = send(&desk, 2, &[("text", RUMOUR.as_bytes()), ("email", b"a@b.vn")]).await;
        assert!(mail.status == StatusCode::UNPROCESSABLE_ENTITY && mail.body.contains("xe buýt"), "no mail is set up");
        let long = send(&desk, 3, &[("text", "dài ".repeat(6_000).as_bytes())]).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = desk.post("/vi/send", "application/x-www-form-urlencoded", "text=a").await;
        assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let cross = Request::post("/send").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
        assert_eq!(desk.send(cross).await.status, StatusCode::FORBIDDEN);
        let many: Vec<(&str, &[u8])> = vec![("a", b"b"); 13];
        assert_eq!(send(&desk, 4, &many).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM message").await, 0);
    });
}

#[test]
fn pictures_and_an_address_are_taken_where_the_operator_set_them_up() {
    thuchu_testkit::block_on(async {
        let ways = Ways { mail: true, pictures: Some(Arc::new(Cleaner)), ..Ways::default() };
        let desk = Desk::with_ways(Settings::default(), ways).await;
        let page = desk.get("/en/send").await.body;
        assert!(page.contains("type=\"file\"") && page.contains("type=\"email\"") && page.contains("name=\"tell\""));
        let jpeg: &[u8] = b"\xff\xd8 ZXCANARY";
        let got = send(
            &desk,
            1,
            &[
                ("text", b""),
                ("email", b"ba.tu@thu.vn"),
                ("tell", b"yes"),
                ("pictures", jpeg),
                ("pictures", jpeg),
                ("pictures", b""),
            ],
        )
        .await;
        assert!(got.status == StatusCode::OK && got.body.contains("e-mail"), "{}", got.body);
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM media").await, 2);
        assert_eq!(count(&desk, "SELECT tell_changes FROM answer_owed").await, 1);
        let six: Vec<(&str, &[u8])> = vec![("pictures", jpeg); 6];
        assert_eq!(send(&desk, 2, &six).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let svg = send(&desk, 3, &[("pictures", b"<svg>")]).await;
        assert!(svg.status == StatusCode::UNPROCESSABLE_ENTITY && svg.body.contains("href=\"#send-pictures\""));
        let large = send(&desk, 4, &[("pictures", &vec![0xff; 10 * 1024 * 1024 + 1])]).await;
        assert!(large.status == StatusCode::UNPROCESSABLE_ENTITY && large.body.contains("10"));
        assert_eq!(desk.site.picture_room.available_permits(), 40, "room is given back");
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM message").await, 1);
    });
}

#[test]
fn under_load_a_token_matures_without_a_script() {
    with_desk(async |desk| {
        // One source too often: the form comes back with its words, a token, and now a script.
        let mut last = send(&desk, 9, &[("text", RUMOUR.as_bytes())]).await;
        for _ in 0..3 {
            last = send(&desk, 9, &[("text", RUMOUR.as_bytes())]).await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS, "{}", last.body);
        assert!(last.body.contains("xe buýt") && last.body.contains("<script src=\"/assets/send."));
        assert!(
            last.header("content-security-policy").contains("script-src 'self'") && last.header("retry-after") == "30"
        );
        let script = between(&last.body, "<script src=\"", "\"");
        assert_eq!(desk.get(script).await.header("content-type"), "text/javascript; charset=utf-8");
        let token = between(&last.body, "name=\"token\" value=\"", "\"").to_owned();
        let early = send(&desk, 9, &[("token", token.as_bytes()), ("text", RUMOUR.as_bytes())]).await;
        assert_eq!(early.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(between(&early.body, "name=\"token\" value=\"", "\""), token, "it goes on maturing");
        desk.clock.set(thuchu_testkit::noon().plus_seconds(31));
        let ripe = send(&desk, 9, &[("token", token.as_bytes()), ("text", RUMOUR.as_bytes())]).await;
        assert_eq!(ripe.status, StatusCode::OK);
        let again = send(&desk, 9, &[("token", token.as_bytes()), ("text", RUMOUR.as_bytes())]).await;
        assert_eq!(again.status, StatusCode::TOO_MANY_REQUESTS, "a token opens once");
        assert_ne!(between(&again.body, "name=\"token\" value=\"", "\""), token);
    });
}
