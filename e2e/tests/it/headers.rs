//! What every answer carries, also the ones that nobody wants to give (R49).

use e2e::http::{Reply, form, request};
use e2e::pages::{ANSWERED, LANGS, pages};
use e2e::program::Program;
use http::Method;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Fails unless the answer keeps a browser safe.
#[track_caller]
fn safe(what: &str, reply: &Reply) {
    let policy = reply.header("content-security-policy");
    let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
    let has = |wanted: &str| directives.iter().any(|directive| directive.starts_with(wanted));
    assert!(has("default-src 'none'"), "{what}: {} {policy:?}", reply.status);
    assert!(has("base-uri 'none'") && has("frame-ancestors 'none'") && has("form-action"), "{what}: {policy}");
    for word in ["unsafe-", "http:", "https:", "*", "data:", "blob:"] {
        assert!(!policy.contains(word), "{what}: {word} in {policy}");
    }
    assert_eq!(reply.header("x-content-type-options"), "nosniff", "{what}");
    assert!(["no-referrer", "same-origin"].contains(&reply.header("referrer-policy")), "{what}");
    for name in ["server", "x-powered-by", "set-cookie"] {
        assert!(reply.headers.get(name).is_none(), "{what}: {name}");
    }
    for inside in ["panicked", "RUST_BACKTRACE", "sqlx", "src/", "SELECT "] {
        assert!(reply.status < 400 || !reply.body.contains(inside), "{what}: tells {inside}");
    }
}

#[test]
fn every_page_and_every_file_it_uses_carries_the_strict_policy() {
    let program = Program::demo();
    for lang in LANGS {
        for page in pages() {
            let Some(path) = page.path(lang) else { continue };
            let reply = program.get(&path);
            assert_eq!(reply.status, page.status, "{path}");
            assert!(reply.header("content-type").starts_with("text/html"), "{path}");
            safe(&path, &reply);
            let used = reply.body.split(['"', '\'']).filter(|text| text.starts_with('/') && text.contains('.'));
            for file in used.filter(|file| !file.contains(['<', '>', ' ', '#'])) {
                safe(file, &program.get(file));
            }
        }
    }
}

#[test]
fn answers_that_refuse_carry_it_too() {
    let program = Program::demo();
    let post =
        |path: &str, headers: &[(&str, &str)], body: Vec<u8>| request(&Method::POST, &program.url(path), headers, body);
    let long = format!("/vi/checks?q={}", "a".repeat(12_000));
    let refused: Vec<(&str, Reply)> = vec![
        ("no such page", program.get("/khong-co")),
        ("no such page of a language", program.get("/en/nothing/here")),
        ("no such check", program.get("/vi/c/zzzzzzzz/x")),
        ("no such call", program.get("/api/v1/nothing")),
        ("no such call of Google's", program.get("/v1alpha1/nothing")),
        ("a wrong cursor", program.get("/vi/checks?after=%00%ff%27")),
        ("a wrong year", program.get("/vi/checks?year=soon")),
        ("a wrong page token", program.get("/v1alpha1/claims:search?query=a&pageToken=zz%27")),
        ("a long address", program.get(&long)),
        ("climbing", program.get("/assets/..%2f..%2fetc%2fpasswd")),
        ("another method", request(&Method::DELETE, &program.url("/vi"), &[], "")),
        ("a body for a page", post("/vi/checks", &[FORM], b"a=b".to_vec())),
        ("an empty form", post("/vi/ask", &[FORM], Vec::new())),
        ("a form without its field", post("/vi/ask", &[FORM], form(&[("x", "y")]).into_bytes())),
        ("a form that is none", post("/vi/ask", &[("content-type", "text/plain")], b"x".to_vec())),
        ("bytes that are no text", post("/vi/ask", &[FORM], b"text=%ff%fe%00".to_vec())),
        (
            "a form from elsewhere",
            post(
                "/vi/ask",
                &[FORM, ("origin", "https://evil.invalid"), ("sec-fetch-site", "cross-site")],
                form(&[("text", ANSWERED)]).into_bytes(),
            ),
        ),
        ("a packed body", post("/vi/ask", &[FORM, ("content-encoding", "gzip")], vec![0x1f, 0x8b, 8, 0])),
        ("a huge body", post("/vi/ask", &[FORM], vec![b'a'; (1 << 20) + 100])),
        ("data that is none", post("/api/v1/match", &[("content-type", "application/json")], b"{".to_vec())),
    ];
    for (what, reply) in &refused {
        assert!(reply.status < 500, "{what}: {}", reply.status);
        safe(what, reply);
    }
    let worked = refused.iter().filter(|(_, reply)| reply.status < 400).count();
    assert!(worked < refused.len() / 3, "most of these are refused: {worked} were not");
}

#[test]
fn an_answer_is_kept_by_nobody_on_the_way() {
    let program = Program::demo();
    let reply = request(&Method::POST, &program.url("/vi/ask"), &[FORM], form(&[("text", ANSWERED)]));
    assert_eq!(reply.status, 200);
    assert!(reply.header("cache-control").contains("no-store"), "{:?}", reply.headers);
    safe("an answer", &reply);
}

#[test]
fn a_line_break_in_an_address_makes_no_header() {
    let program = Program::demo();
    for path in [
        "/vi%0d%0aX-Injected:%201",
        "/%0d%0aX-Injected:%201",
        "/?next=%0d%0aX-Injected:%201",
        "/vi/checks?q=%0d%0aX-Injected:%201%0d%0a%0d%0a%3Cscript%3E",
        "/vi/c/abc%0d%0aX-Injected:%201/x",
        "//evil.invalid/%2e%2e",
        "/vi/..%2f%2fevil.invalid",
        "/%5cevil.invalid",
    ] {
        let reply = program.get(path);
        assert!(reply.headers.get("x-injected").is_none(), "{path}");
        let target = reply.header("location");
        assert!(
            target.is_empty()
                || target.starts_with('/') && !target.starts_with("//") && !target.contains('\\')
                || target.starts_with(program.address()),
            "{path} leads to {target}"
        );
        safe(path, &reply);
    }
}
