//! Texts that break readers: no UTF-8, NUL, invisible and turned characters, letters in pieces, JSON that is too deep or
//! says things twice, in every place that takes a text. Then what costs most to answer (TRUST R40).

use serde_json::{Value, json};

use super::judge::Judge;
use super::server::Server;
use super::wire::{encoded, form, json as posted, request};
use super::{Plan, Stage};
use crate::{Proved, ensure};

/// Answered, not found or refused; never broken.
const ANY: &[u16] = &[200, 301, 302, 303, 308, 400, 404];
/// The demonstration's claim, as people type it.
const KNOWN: &str = "chích máu 10 đầu ngón tay có cứu được người đột quỵ không";

/// Bytes that are a text for nobody, or an odd one.
const ODD: &[&[u8]] = &[
    b"\xff\xfe",
    b"\xc0\xae\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"a\xe1\xba",
    b"\x80\x81",
    b"a\0b",
    b"\0",
    "\u{202e}txt.exe\u{202c}".as_bytes(),
    "\u{2066}a\u{2069}\u{200f}".as_bytes(),
    "a\u{200b}b\u{200d}\u{feff}\u{2060}c".as_bytes(),
    "o\u{302}\u{323}t qu\u{1ef5}".as_bytes(),
    "\u{301}\u{301}\u{301}".as_bytes(),
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".as_bytes(),
    "\u{fdfd}\u{12031}".as_bytes(),
    "\u{e000}\u{10ffff}".as_bytes(),
    "İıſẞ".as_bytes(),
    b"\x1b[31m\x07\x08",
    b"\r\nSet-Cookie: a=b",
];

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let mut stage = Stage::new(&plan.program, &["--rate-limit", "0"], &[])?;
    let mut judge = Judge::default();
    for odd in ODD {
        everywhere(&stage.server, &mut judge, odd)?;
    }
    bodies(&stage.server, &mut judge)?;
    lengths(&stage.server, &mut judge)?;
    lists(&stage.server, &mut judge)?;
    the_same_question_in_other_letters(&stage.server, &mut judge)?;
    say(&judge.told());
    stage.server.is_well()
}

/// In the path, the query, headers, the form and JSON, raw and encoded.
fn everywhere(server: &Server, judge: &mut Judge, odd: &[u8]) -> Proved {
    let what = format!("{:?}", String::from_utf8_lossy(odd));
    let code = encoded(odd);
    for path in
        ["/§", "/vi/§", "/vi/c/§", "/c/§/x", "/s/§", "/assets/§", "/api/v1/checks/§", "/vi/c/zzzzzz/§", "/api/§"]
    {
        judge.ask(server, &what, &request("GET", &path.replace('§', &code), &[], b""), ANY)?;
    }
    for name in ["q", "rating", "publisher", "lang", "year", "after", "page", "limit", "cursor", "§"] {
        for place in ["/vi/checks", "/api/v1/checks", "/vi", "/en/about"] {
            let path = format!("{place}?{}={code}", name.replace('§', &code));
            judge.ask(server, &format!("{path} {what}"), &request("GET", &path, &[], b""), ANY)?;
        }
    }
    for name in ["query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize", "pageToken", "offset"]
    {
        let path = format!("/v1alpha1/claims:search?{name}={code}");
        judge.ask(server, &format!("{path} {what}"), &request("GET", &path, &[], b""), ANY)?;
    }
    // As they are, without encoding.
    for (before, after) in [(&b"/vi/"[..], &b""[..]), (b"/vi/checks?q=", b""), (b"/vi/c/", b"/x")] {
        let bytes = [b"GET ", before, odd, after, b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"].concat();
        judge.ask(server, &format!("raw {what}"), &bytes, &[ANY, &[505]].concat())?;
    }
    for name in [
        "Accept-Language",
        "Accept-Encoding",
        "If-None-Match",
        "Cookie",
        "Referer",
        "User-Agent",
        "X-Forwarded-For",
        "Origin",
        "Range",
        "Accept",
    ] {
        let name = name.as_bytes();
        let bytes =
            [b"GET /vi/checks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n", name, b": ", odd, b"\r\n\r\n"].concat();
        judge.ask(server, &format!("header {what}"), &bytes, &[200, 400])?;
    }
    judge.ask(server, &format!("form {what}"), &form("/vi/ask", &[b"text=", odd].concat()), &[200, 400])?;
    judge.ask(server, &format!("form {what}"), &form("/vi/ask", format!("text={code}").as_bytes()), &[200, 400])?;
    judge.ask(server, &format!("form name {what}"), &form("/en/ask", &[odd, b"=x&text=y"].concat()), &[200, 400])?;
    judge.ask(server, &format!("json {what}"), &posted(&[b"{\"text\":\"", odd, b"\"}"].concat()), &[200, 400])?;
    judge.ask(
        server,
        &format!("type {what}"),
        &[
            b"POST /vi/ask HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\nContent-Type: ",
            odd,
            b"\r\n\r\n",
        ]
        .concat(),
        &[400, 415],
    )?;
    let text = String::from_utf8_lossy(odd).into_owned();
    let asked =
        json!({"text": format!("{KNOWN} {text}"), "links": [text.clone(), format!("https://a.invalid/{text}")]});
    judge.ask(server, &format!("json {what}"), &posted(asked.to_string().as_bytes()), &[200])?;
    judge.ask(
        server,
        &format!("json {what}"),
        &posted(json!({"text": "a", "lang": text}).to_string().as_bytes()),
        &[400],
    )?;
    Ok(())
}

/// JSON that readers disagree on.
fn bodies(server: &Server, judge: &mut Judge) -> Proved {
    let deep = |open: &str, times: usize| open.repeat(times);
    let bad = [
        String::new() + " ",
        "null".into(),
        "[]".into(),
        "1e400".into(),
        "{\"text\":\"a\",\"limit\":1e400}".into(),
        "{\"text\":\"a\",\"limit\":-1}".into(),
        "{\"text\":\"a\",\"limit\":1.5}".into(),
        "{\"text\":\"a\",\"limit\":99999999999999999999999999}".into(),
        "{\"text\":1e400}".into(),
        "{\"text\":\"a\",\"text\":\"b\"}".into(),
        "{\"text\":\"a\",\"limit\":1,\"limit\":1}".into(),
        "{\"text\":\"\\ud800\"}".into(),
        "{\"text\":\"\\udc00\\ud800\"}".into(),
        "{\"text\":\"\\u12\"}".into(),
        "{\"text\":\"a\",}".into(),
        "{\"text\":\"a\"} x".into(),
        "{\"text\":\"a\"".into(),
        "{'text':'a'}".into(),
        "\u{feff}{\"text\":\"a\"}".into(),
        "{\"text\":\"a\nb\"}".into(),
        "{\"text\":\"a\",\"unknown\":1}".into(),
        "{\"text\":\"a\",\"links\":{}}".into(),
        format!("{{\"text\":{}", deep("[", 100_000)),
        format!("{{\"text\":\"a\",\"links\":{}{}}}", deep("[", 200), "]".repeat(200)),
        deep("{\"text\":", 20_000),
        deep("[", 250_000),
    ];
    for body in &bad {
        let what: String = body.chars().take(60).collect();
        judge.ask(server, &what, &posted(body.as_bytes()), &[400])?;
    }
    judge.ask(server, "NUL in JSON", &posted(b"{\"text\":\"a\\u0000b\"}"), &[200])?;
    judge.ask(server, "no type", &request("POST", "/api/v1/match", &[], b"{}"), &[415])?;
    judge.ask(server, "XML", &request("POST", "/api/v1/match", &[("Content-Type", "text/xml")], b"<a/>"), &[415])?;
    Ok(())
}

/// Everything too long.
fn lengths(server: &Server, judge: &mut Judge) -> Proved {
    let line = "a".repeat(4_000_000);
    judge.ask(server, "a line of 4 MB in a form", &form("/vi/ask", format!("text={line}").as_bytes()), &[413])?;
    judge.ask(server, "a line of 4 MB in JSON", &posted(format!("{{\"text\":\"{line}\"}}").as_bytes()), &[413])?;
    judge.ask(server, "a line of 4 MB in a header", &request("GET", "/vi", &[("X-Line", &line)], b""), &[431])?;
    judge.ask(server, "a path of 4 MB", &request("GET", &format!("/{line}"), &[], b""), &[414, 431])?;
    judge.ask(server, "a body between both bounds", &form("/vi/ask", &line.as_bytes()[..600_000]), &[413])?;
    judge.ask(server, "a text too long", &form("/vi/ask", format!("text={}", &line[..200_000]).as_bytes()), &[400])?;
    judge.ask(server, "a path too long", &request("GET", &format!("/{}", &line[..9_000]), &[], b""), &[414])?;
    let languages = "vi;q=0.1,en-GB;q=0.2,".repeat(700);
    judge.ask(server, "Accept-Language", &request("GET", "/", &[("Accept-Language", &languages)], b""), &[200])?;
    judge.ask(
        server,
        "Accept-Language",
        &request("GET", "/", &[("Accept-Language", &languages.repeat(2))], b""),
        &[431],
    )?;
    let many: Vec<(String, String)> = (0..100).map(|n| (format!("X-{n}"), "a".to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    judge.ask(server, "100 headers", &request("GET", "/", &many, b""), &[431])?;
    judge.ask(server, "64 languages", &request("GET", "/", &many[..20], b""), &[200])?;
    Ok(())
}

/// What costs most: each is answered, or refused by a bound on what it says, not by a clock.
fn lists(server: &Server, judge: &mut Judge) -> Proved {
    let words = |count: usize| (0..count).map(|n| format!("w{n}")).collect::<Vec<_>>().join("+");
    let short = "a+".repeat(199);
    for (path, status) in [
        (format!("/vi/checks?q={}", words(1_000)), 400),
        (format!("/api/v1/checks?q={}", words(1_000)), 400),
        (format!("/v1alpha1/claims:search?query={}", words(1_000)), 400),
        (format!("/vi/checks?q={short}"), 200),
        (format!("/api/v1/checks?q={short}&limit=100"), 200),
        ("/vi/checks?page=1000000000".into(), 400),
        ("/vi/checks?q=a&page=1000000000".into(), 400),
        ("/vi/checks?q=a&page=1000000".into(), 200),
        ("/api/v1/checks?limit=1000000000".into(), 400),
        ("/v1alpha1/claims:search?pageSize=1000000000".into(), 400),
        ("/v1alpha1/claims:search?offset=1000000000".into(), 200),
        ("/v1alpha1/claims:search?offset=10000000000".into(), 400),
        ("/v1alpha1/claims:search?pageToken=ffffffff".into(), 200),
        ("/v1alpha1/claims:search?pageToken=fffffffff".into(), 400),
        ("/v1alpha1/claims:search?pageToken=-1".into(), 400),
        ("/v1alpha1/claims:search?maxAgeDays=1000000000".into(), 400),
        (format!("/vi/checks?{}", "q=a&".repeat(1_900)), 400),
        (format!("/vi/checks?{}", "x=a&".repeat(1_900)), 200),
    ] {
        let what: String = path.chars().take(80).collect();
        judge.ask(server, &what, &request("GET", &path, &[], b""), &[status])?;
    }
    let fields = |count: usize| (0..count).map(|n| format!("f{n}=x&")).collect::<String>();
    judge.ask(
        server,
        "100,000 fields",
        &form("/vi/ask", format!("{}text=a", "a&".repeat(100_000)).as_bytes()),
        &[200],
    )?;
    judge.ask(server, "100,000 named fields", &form("/vi/ask", fields(100_000).as_bytes()), &[413])?;
    let part = |n: usize| format!("--b\r\nContent-Disposition: form-data; name=\"f{n}\"\r\n\r\nx\r\n");
    let parts = (0..1_000).map(part).collect::<String>() + "--b--\r\n";
    let kind = ("Content-Type", "multipart/form-data; boundary=b");
    judge.ask(server, "1,000 parts", &request("POST", "/vi/ask", &[kind], parts.as_bytes()), &[415])?;
    for word in ["không ", "a ", "5 triệu ", "Hà Nội. ", "https://a.vn/1 ", "1/7/2026 ", "đột quỵ chích máu "]
    {
        let question: String = word.chars().cycle().take(20_000).collect();
        let asked = json!({"text": question, "limit": 100}).to_string();
        judge.ask(server, &format!("{word:?} 20,000 characters long"), &posted(asked.as_bytes()), &[200])?;
    }
    Ok(())
}

/// Letters in pieces, invisible ones between them, turned ones around them: it is still that question.
fn the_same_question_in_other_letters(server: &Server, judge: &mut Judge) -> Proved {
    let pieces = [
        ('í', "i\u{301}"),
        ('á', "a\u{301}"),
        ('ầ', "a\u{302}\u{300}"),
        ('ó', "o\u{301}"),
        ('ứ', "u\u{31b}\u{301}"),
        ('ư', "u\u{31b}"),
        ('ợ', "o\u{31b}\u{323}"),
        ('ờ', "o\u{31b}\u{300}"),
        ('ộ', "o\u{323}\u{302}"),
        ('ỵ', "y\u{323}"),
        ('ô', "o\u{302}"),
    ];
    let in_pieces = pieces.iter().fold(KNOWN.to_owned(), |text, (whole, parts)| text.replace(*whole, parts));
    let plain = answered_with(server, judge, KNOWN)?;
    ensure(plain.is_some(), || "the demonstration does not answer its own question".to_owned())?;
    for text in [
        in_pieces,
        KNOWN.split(' ').collect::<Vec<_>>().join("\u{200b} \u{2060}"),
        format!("\u{feff}\u{202d}{KNOWN}\u{202c}\u{200e}"),
        KNOWN.replace("máu", "m\u{200d}á\u{ad}u"),
    ] {
        let found = answered_with(server, judge, &text)?;
        ensure(found == plain, || format!("{text:?} is answered with {found:?} instead of {plain:?}"))?;
    }
    Ok(())
}

/// The check that answers.
fn answered_with(server: &Server, judge: &mut Judge, text: &str) -> Proved<Option<String>> {
    let answer = judge.ask(server, text, &posted(json!({"text": text}).to_string().as_bytes()), &[200])?;
    let reply: Value = serde_json::from_str(&answer.body()).map_err(|error| format!("{error} in {}", answer.text()))?;
    let first = reply["matches"][0]["id"].as_str().map(str::to_owned);
    Ok(first.filter(|_| reply["decision"] == "answer"))
}
