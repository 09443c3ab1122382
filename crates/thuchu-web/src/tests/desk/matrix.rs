//! Every address of the desk for everybody (TRUST R47), and for every way a request can be forged (R32).

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use thuchu_listen::Client;
use thuchu_model::{Clock as _, Role, Token};

use super::{Browser, admin, colleague, half_again};
use crate::desk::doors;
use crate::tests::{Desk, Got, with_desk};

/// Nobody, half way in, contributor, editor, admin, trainer, auditor. `.` comes in, `l` is sent to the log-in, `f` to
/// the second factor, `d` to the desk's beginning, `x` is refused. A new address needs its line here.
const EXPECTED: &[(&str, &str)] = &[
    ("GET /", "lf....."),
    ("GET /login", "......."),
    ("POST /login", "......."),
    ("GET /passkey", "......."),
    ("POST /login/passkey", "......."),
    ("POST /logout", "l......"),
    ("GET /factor", "l.ddddd"),
    ("POST /factor", "l.ddddd"),
    ("POST /factor/passkey", "l.ddddd"),
    ("GET /factor/new", "lf....."),
    ("POST /factor/new", "l......"),
    ("POST /factor/begin", "lf....."),
    ("GET /again", "lf....."),
    ("POST /again", "lf....."),
    ("POST /again/passkey", "lf....."),
    ("GET /link/{token}", "......."),
    ("POST /link/{token}", "......."),
    ("GET /account", "lf....."),
    ("GET /account/password", "lf....."),
    ("POST /account/password", "lf....."),
    ("POST /account/codes", "lf....."),
    ("POST /account/logins/end", "lf....."),
    ("POST /account/passkeys", "lf....."),
    ("POST /account/passkeys/remove", "lf....."),
    ("POST /account/byline", "lf....."),
    ("GET /settings", "lfxx.x."),
    ("GET /settings/{section}", "lfxx.xx"),
    ("POST /settings/{section}", "lfxx.xx"),
    ("POST /settings/look/picture", "lfxx.xx"),
    ("POST /settings/{section}/undo", "lfxx.xx"),
    ("GET /own-pages", "lfxx.x."),
    ("GET /own-pages/{name}", "lfxx.xx"),
    ("POST /own-pages/{name}", "lfxx.xx"),
    ("POST /own-pages/{name}/remove", "lfxx.xx"),
    ("GET /webhooks", "lfxx.x."),
    ("POST /webhooks", "lfxx.xx"),
    ("POST /webhooks/{id}/test", "lfxx.xx"),
    ("POST /webhooks/{id}/again", "lfxx.xx"),
    ("POST /webhooks/{id}/active", "lfxx.xx"),
    ("POST /webhooks/{id}/remove", "lfxx.xx"),
    ("GET /lists", "lfxx.x."),
    ("POST /lists", "lfxx.xx"),
    ("POST /lists/{id}/run", "lfxx.xx"),
    ("POST /lists/{id}/active", "lfxx.xx"),
    ("POST /lists/{id}/remove", "lfxx.xx"),
    ("GET /people", "lfxx.x."),
    ("GET /people/invite", "lfxx.xx"),
    ("POST /people/invite", "lfxx.xx"),
    ("POST /people/{id}/role", "lfxx.xx"),
    ("POST /people/{id}/active", "lfxx.xx"),
    ("POST /people/{id}/link", "lfxx.xx"),
    ("GET /queue", "lf...xx"),
    ("POST /queue/undo", "lf...xx"),
    ("POST /queue/bulk", "lf...xx"),
    ("POST /queue/views", "lf...xx"),
    ("POST /queue/views/{id}/delete", "lf...xx"),
    ("GET /clusters/{id}", "lf...xx"),
    ("GET /clusters/{id}/pictures/{picture}", "lf...xx"),
    ("POST /clusters/{id}/take", "lf...xx"),
    ("POST /clusters/{id}/assign", "lf...xx"),
    ("POST /clusters/{id}/due", "lf...xx"),
    ("POST /clusters/{id}/topic", "lf...xx"),
    ("POST /clusters/{id}/wording", "lf...xx"),
    ("POST /clusters/{id}/merge", "lf...xx"),
    ("POST /clusters/{id}/split", "lf...xx"),
    ("POST /clusters/{id}/reject", "lf...xx"),
    ("POST /clusters/{id}/attach", "lfx..xx"),
    ("POST /clusters/{id}/close", "lfx..xx"),
    ("POST /clusters/{id}/remove", "lfx..xx"),
    ("GET /events", "lf...xx"),
    ("GET /publishers", "lf...x."),
    ("POST /publishers/{id}/trust", "lfx..xx"),
    ("POST /proposals/{id}/confirm", "lfx..xx"),
    ("POST /proposals/{id}/withdraw", "lfx..xx"),
    ("GET /counts", "lf...x."),
    ("GET /counts.csv", "lf...x."),
    ("GET /trail", "lfx..x."),
    ("GET /trail/{kind}/{id}", "lfx..x."),
    ("GET /reviews", "lf...x."),
    ("POST /reviews", "lf...xx"),
    ("GET /reviews/new", "lf...xx"),
    ("GET /reviews/{id}", "lf...x."),
    ("POST /reviews/{id}", "lf...xx"),
    ("POST /reviews/{id}/back", "lf...xx"),
    ("POST /reviews/{id}/return", "lfx..xx"),
    ("POST /reviews/{id}/notes", "lf...xx"),
    ("POST /reviews/{id}/assign", "lf...xx"),
    ("GET /reviews/{id}/preview", "lf...x."),
    ("GET /reviews/{id}/history", "lf...x."),
    ("GET /reviews/{id}/beside", "lf...x."),
    ("POST /reviews/{id}/beside", "lf...xx"),
    ("GET /reviews/{id}/evidence/{evidence}", "lf...x."),
    ("GET /reviews/{id}/evidence/{evidence}/copy", "lf...x."),
    ("POST /evidence/file", "lf...xx"),
    ("GET /captures/{id}/page", "lf...x."),
    ("GET /captures/{id}/files/{role}", "lf...x."),
    ("GET /official-pages", "lf...x."),
    ("POST /official-pages", "lfx..xx"),
    ("POST /official-pages/confirm", "lfx..xx"),
    ("POST /official-pages/remove", "lfx..xx"),
    ("GET /reviews/{id}/approval", "lfx..xx"),
    ("POST /reviews/{id}/approval", "lfx..xx"),
    ("POST /reviews/{id}/approval/schedule", "lfx..xx"),
    ("GET /withdrawals", "lfx..xx"),
    ("GET /checks/{id}/withdrawal", "lfx..xx"),
    ("POST /checks/{id}/withdrawal", "lfx..xx"),
    ("POST /checks/{id}/withdrawal/confirm", "lfx..xx"),
    ("POST /checks/{id}/withdrawal/refuse", "lfx..xx"),
    ("GET /appeals", "lfx..xx"),
    ("GET /appeals/{id}", "lfx..xx"),
    ("POST /appeals/{id}/decision", "lfx..xx"),
];

fn address(path: &str) -> String {
    let path = path
        .replace("{kind}", "publisher")
        .replace("{section}", "name")
        .replace("{token}", "aaaaaaaaaaaaaaaaaaaaaaaaaa")
        .replace("{id}", "018f0000-0000-7000-8000-000000000001")
        .replace("{role}", "page")
        .replace("{evidence}", "018f0000-0000-7000-8000-000000000003")
        .replace("{picture}", "018f0000-0000-4000-8000-000000000002");
    if path == "/" { "/vi/desk".to_owned() } else { format!("/vi/desk{path}") }
}

fn outcome(got: &Got) -> char {
    match (got.status, got.header("location")) {
        // Logging out leads to the log-in too, and takes the cookie away.
        (StatusCode::SEE_OTHER, _) if got.headers.contains_key(header::SET_COOKIE) => '.',
        (StatusCode::SEE_OTHER, "/vi/desk/login") => 'l',
        (StatusCode::SEE_OTHER, "/vi/desk/factor") => 'f',
        (StatusCode::SEE_OTHER, "/vi/desk") => 'd',
        (StatusCode::FORBIDDEN, _) => 'x',
        (status, _) => {
            assert!(!status.is_server_error(), "{status}");
            '.'
        }
    }
}

/// Nobody, half way, then one for each role.
async fn everybody(desk: &Desk) -> Vec<Option<Token>> {
    let first = admin(desk).await;
    let mut tokens = vec![None];
    for role in Role::ALL {
        tokens.push(Some(match role {
            Role::Admin => first.clone(),
            role => colleague(desk, &first, role.as_str(), role).await,
        }));
    }
    colleague(desk, &first, "half way", Role::Editor).await;
    tokens.insert(1, Some(half_again(desk, "half way").await));
    tokens
}

#[test]
fn every_address_has_its_answer_for_everybody() {
    with_desk(async |desk| {
        let tokens = everybody(&desk).await;
        let mut expected: BTreeMap<&str, &str> = EXPECTED.iter().copied().collect();
        assert_eq!(expected.len(), EXPECTED.len());
        // Logging out ends the log-in, so it comes last.
        let doors = doors();
        let mut lines: Vec<_> = doors.lines().iter().collect();
        lines.sort_by_key(|line| line.path == "/logout");
        for line in lines {
            let name = format!("{} {}", line.method, line.path);
            let wanted = expected.remove(name.as_str()).unwrap_or_else(|| panic!("{name} has no line in EXPECTED"));
            let mut seen = String::new();
            for token in &tokens {
                let browser =
                    token.as_ref().map_or_else(|| Browser::new(&desk), |token| Browser::holding(&desk, token));
                let got = browser.send(line.method.clone(), &address(line.path), &[]).await;
                assert_eq!(got.header("cache-control"), "no-store", "{name}");
                assert_eq!(got.header("referrer-policy"), "same-origin", "{name}");
                assert!(got.headers.contains_key(header::CONTENT_SECURITY_POLICY), "{name}");
                seen.push(outcome(&got));
            }
            assert_eq!(seen, wanted, "{name}");
        }
        assert!(expected.is_empty(), "no such address: {expected:?}");
    });
}

#[test]
fn nothing_that_writes_is_taken_from_another_site() {
    with_desk(async |desk| {
        let token = admin(&desk).await;
        let forged: [&[(&str, &str)]; 5] = [
            &[],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:8080")],
        ];
        let mut tried = 0;
        for line in doors().lines().iter().filter(|line| line.method == Method::POST) {
            for headers in forged {
                let mut request = Request::post(address(line.path)).header(header::HOST, "127.0.0.1:8080");
                request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                request = request.header(header::COOKIE, format!("desk={}", token.reveal()));
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
                let mut request = request.body(Body::empty()).unwrap();
                let client = Client { address: [127, 0, 0, 1].into(), forwarded: false, https: false };
                request.extensions_mut().insert(client);
                let got = desk.send(request).await;
                assert_eq!(got.status, StatusCode::FORBIDDEN, "{} {headers:?}", line.path);
                assert!(got.body.contains("request.cross_site"));
                tried += 1;
            }
        }
        assert!(tried >= 110, "{tried}");
        super::person(&desk, &token).await;
    });
}

#[test]
fn looking_at_every_page_as_an_admin_writes_nothing() {
    with_desk(async |desk| {
        let token = admin(&desk).await;
        // The first look at the queue on a day is written down (R64).
        Browser::holding(&desk, &token).get("/vi/desk/queue").await;
        let before = dump(&desk).await;
        for line in doors().lines().iter().filter(|line| line.method == Method::GET) {
            Browser::holding(&desk, &token).get(&address(line.path)).await;
        }
        assert_eq!(dump(&desk).await, before);
    });
}

/// Every row of what the desk's people change, as text.
async fn dump(desk: &Desk) -> Vec<String> {
    let mut rows = Vec::new();
    for sql in [
        "SELECT hex(id_hash) || seen_at || since || coalesce(factor_at, 0) FROM login ORDER BY 1",
        "SELECT hex(editor_id) || totp_step || password_hash FROM access ORDER BY 1",
        "SELECT hex(token_hash) || until FROM access_link ORDER BY 1",
        "SELECT hex(credential_id) || sign_count FROM passkey ORDER BY 1",
        "SELECT hex(hash) FROM spent_challenge ORDER BY 1",
        "SELECT hex(key_hash) || wrong FROM guess ORDER BY 1",
        "SELECT hex(id) || role || active FROM editor ORDER BY 1",
        "SELECT hex(hash) FROM audit_entry ORDER BY number",
    ] {
        let found = desk.store.db.read().peek(sql, Vec::new()).await.unwrap();
        rows.extend(found.iter().map(|row| row.get::<String>(0).unwrap()));
    }
    rows
}

#[test]
fn an_admins_acts_need_a_second_factor_shown_just_now() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        assert_eq!(browser.get("/vi/desk/people/invite").await.status, StatusCode::OK);
        desk.clock.set(desk.clock.now().plus_seconds(601));
        let sent = browser.get("/vi/desk/people/invite").await;
        assert_eq!(sent.header("location"), "/vi/desk/again?to=/desk/people/invite");
        let sent = browser.post("/en/desk/people/018f0000-0000-7000-8000-000000000001/link", &[]).await;
        assert_eq!(sent.header("location"), "/en/desk/again?to=/desk/people");
        assert_eq!(browser.get("/vi/desk/people").await.status, StatusCode::OK, "looking does not");
    });
}
