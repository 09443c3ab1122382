//! Passkeys on the desk's pages; what opens and what does not is tested in `thuchu-app`.

use axum::http::StatusCode;
use thuchu_model::{Clock as _, Token};
use thuchu_testkit::SoftKey;

use super::{Browser, PASSWORD, admin, connect, half_again, half_way, person};
use crate::tests::{Desk, Got, with_desk};

/// A browser at the desk's public address.
fn encrypted<'a>(desk: &'a Desk, token: Option<&Token>) -> Browser<'a> {
    let browser = Browser::encrypted(desk);
    browser.cookie.replace(token.map(|token| format!("__Host-desk={}", token.reveal())));
    browser
}

async fn send(browser: &Browser<'_>, path: &str, more: &[(&str, &str)], fields: Vec<(&str, String)>) -> Got {
    let fields = fields.iter().map(|(name, value)| (*name, value.as_str()));
    browser.post(path, &fields.chain(more.iter().copied()).collect::<Vec<_>>()).await
}

async fn challenge(browser: &Browser<'_>) -> String {
    let got = browser.get("/vi/desk/passkey").await;
    assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "text/plain; charset=utf-8"));
    got.body
}

/// Adds a passkey at the account.
async fn add(desk: &Desk, browser: &Browser<'_>, token: &Token) -> SoftKey {
    let key = SoftKey::at("tin.example", person(desk, token).await.editor.id.as_bytes());
    let made = key.made(&challenge(browser).await);
    let got = send(browser, "/vi/desk/account/passkeys", &[("name", "Máy <tôi>")], made).await;
    assert_eq!(got.header("location"), "/vi/desk/account?done=passkey", "{}", got.body);
    key
}

#[test]
fn a_passkey_is_added_logs_in_shows_itself_again_and_is_removed() {
    with_desk(async |desk| {
        let token = admin(&desk).await;
        let browser = encrypted(&desk, Some(&token));
        let empty = browser.get("/vi/desk/account").await.body;
        assert!(empty.contains("data-passkey=\"add\"") && empty.contains("data-site=\"tin.example\""));
        let key = add(&desk, &browser, &token).await;
        let listed = browser.get("/vi/desk/account").await.body;
        assert!(listed.contains("Máy &#60;tôi&#62;, thêm ngày"), "{listed}");

        let other = encrypted(&desk, None);
        let page = other.get("/vi/desk/login").await.body;
        assert!(page.contains("action=\"/vi/desk/login/passkey\"") && page.contains("<script src=\"/assets/passkey."));
        let got = send(&other, "/vi/desk/login/passkey", &[], key.signed(&challenge(&other).await)).await;
        assert_eq!((got.status, got.header("location")), (StatusCode::SEE_OTHER, "/vi/desk"));
        assert_eq!(other.get("/vi/desk/people").await.status, StatusCode::OK, "all the way in");

        desk.clock.set(desk.clock.now().plus_seconds(601));
        let stale = other.get("/vi/desk/account").await.body;
        assert!(stale.contains("data-passkey=\"first\"") && !stale.contains("data-passkey=\"add\""));
        let held = other.cookie.borrow().clone();
        let page = other.get("/vi/desk/again?to=/desk/people/invite").await.body;
        assert!(page.contains("action=\"/vi/desk/again/passkey\"") && page.contains("value=\"/desk/people/invite\""));
        let back = [("to", "/desk/people/invite")];
        let got = send(&other, "/vi/desk/again/passkey", &back, key.signed(&challenge(&other).await)).await;
        assert_eq!(got.header("location"), "/vi/desk/people/invite");
        assert_ne!(*other.cookie.borrow(), held, "another id");
        assert_eq!(other.get("/vi/desk/people/invite").await.status, StatusCode::OK);

        let id = key.signed("")[0].1.clone();
        let gone = other.post("/vi/desk/account/passkeys/remove", &[("id", &id)]).await;
        assert_eq!(gone.header("location"), "/vi/desk/account?done=removed");
        assert_eq!(browser.get("/vi/desk/account").await.header("location"), "/vi/desk/login", "others are out");
        let again = other.post("/vi/desk/account/passkeys/remove", &[("id", &id)]).await;
        assert_eq!(again.header("location"), "/vi/desk/account", "a second click");
    });
}

#[test]
fn a_passkey_replaces_the_code_after_a_password() {
    with_desk(async |desk| {
        let token = admin(&desk).await;
        let browser = encrypted(&desk, Some(&token));
        let half = encrypted(&desk, Some(&half_again(&desk, "Quản Trị").await));
        assert!(!half.get("/vi/desk/factor").await.body.contains("data-passkey"), "who has none is not asked for one");
        let key = add(&desk, &browser, &token).await;
        let page = half.get("/vi/desk/factor").await.body;
        assert!(page.contains("action=\"/vi/desk/factor/passkey\"") && page.contains(&key.signed("")[0].1));
        let wrong = send(&half, "/vi/desk/factor/passkey", &[], key.signed("AAAA")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.body.contains("Khoá truy cập này không mở được") && wrong.body.contains("href=\"/en/desk/factor\"")
        );
        let got = send(&half, "/vi/desk/factor/passkey", &[], key.signed(&challenge(&half).await)).await;
        assert_eq!(got.header("location"), "/vi/desk");
    });
}

#[test]
fn what_is_wrong_with_a_passkey_is_not_told_and_a_form_keeps_what_was_typed() {
    with_desk(async |desk| {
        let token = admin(&desk).await;
        let browser = encrypted(&desk, Some(&token));
        let key = add(&desk, &browser, &token).await;
        let stranger = SoftKey::at("tin.example", &key.user);
        let other = encrypted(&desk, None);
        let mut bodies = Vec::new();
        for fields in [key.signed("AAAA"), stranger.signed(&challenge(&other).await), Vec::new()] {
            let got = send(&other, "/vi/desk/login/passkey", &[], fields).await;
            assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
            bodies.push(got.body);
        }
        assert!(bodies[0].contains("không mở được") && bodies.iter().all(|body| *body == bodies[0]));
        let twice = key.made(&challenge(&browser).await);
        let twice = send(&browser, "/vi/desk/account/passkeys", &[("name", "Một lần nữa")], twice).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            twice.body.contains("đã có khoá truy cập") && twice.body.contains("value=\"Một lần nữa\""),
            "{}",
            twice.body
        );
    });
}

#[test]
fn no_passkey_is_offered_where_browsers_have_none() {
    with_desk(async |desk| {
        // Over plain http, while the public address is encrypted.
        let browser = Browser::holding(&desk, &admin(&desk).await);
        for path in ["/vi/desk/login", "/vi/desk/account", "/vi/desk/again?to=/desk"] {
            let page = browser.get(path).await.body;
            assert!(!page.contains("data-passkey") && !page.contains("/assets/passkey."), "{path}");
        }
        let key = SoftKey::at("tin.example", &[1; 16]);
        let got = send(&browser, "/vi/desk/login/passkey", &[], key.signed(&challenge(&browser).await)).await;
        assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn only_files_of_ours_may_run_and_on_the_desk_only_with_a_nonce() {
    with_desk(async |desk| {
        let browser = encrypted(&desk, None);
        for (path, nonces) in
            [("/vi/desk/login", true), ("/vi/desk", true), ("/vi", false), ("/vi/checks", false), ("/vi/deskx", false)]
        {
            let got = browser.get(path).await;
            let policy = got.header("content-security-policy");
            assert!(policy.contains("script-src 'self'"), "{path}: {policy}");
            assert_eq!(policy.contains("nonce-"), nonces, "{path}: {policy}");
            assert!(!policy.contains("unsafe") && !policy.contains("http"), "{path}: {policy}");
            if nonces {
                let nonce = policy
                    .split("script-src 'self' 'nonce-")
                    .nth(1)
                    .and_then(|rest| rest.split("'; connect-src 'self'; ").next());
                assert!(nonce.is_some_and(|nonce| nonce.len() == 32), "{path}: {policy}");
            }
            assert!(policy.starts_with("default-src 'none'; ") && policy.ends_with("frame-ancestors 'none'"));
            let scripts = got.body.matches("<script").count();
            assert_eq!(scripts, got.body.matches("<script src=\"/assets/").count(), "{path}");
            assert!(nonces || scripts == 1, "{path}: {scripts}");
        }
    });
}

#[test]
fn every_answer_has_its_own_nonce_and_scripts_are_files_that_carry_it() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let mut nonces = std::collections::HashSet::new();
        for _ in 0..2 {
            let got = browser.get("/vi/desk/queue").await;
            let policy = got.header("content-security-policy");
            let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
            let scripts: Vec<_> = got.body.split("<script ").skip(1).collect();
            assert_eq!(scripts.len(), 3);
            for script in scripts {
                assert!(
                    script.starts_with("src=\"/assets/")
                        && script.contains(&format!("nonce=\"{nonce}\" defer></script>"))
                );
            }
            assert!(got.body.contains(&format!("hx-nonce=\"{nonce}\"")));
            nonces.insert(nonce);
        }
        assert_eq!(nonces.len(), 2);
    });
}

#[test]
fn a_password_alone_connects_no_phone_and_says_what_helps() {
    with_desk(async |desk| {
        let link = desk.people.set_up_link().await.unwrap().unwrap();
        let by_link = half_way(&desk, &link, "An").await;
        let browser = Browser::new(&desk);
        let got = browser.post("/vi/desk/login", &[("name", "An"), ("password", PASSWORD)]).await;
        assert_eq!(got.header("location"), "/vi/desk/factor");
        assert!(browser.get("/vi/desk/factor").await.body.contains("Chưa gắn điện thoại"));
        assert_eq!(browser.get("/vi/desk/factor/new").await.header("location"), "/vi/desk/factor");
        connect(&desk, &by_link).await;
    });
}
