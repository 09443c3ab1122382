//! Who asks and what they ask is nowhere afterwards (TRUST R50): each part of a request carries a word that stands
//! nowhere else, and then no byte of any place that outlives the answer holds one. The log is at its most talkative
//! level that operators use.
//!
//! Not covered: the memory of the running process itself, where requests are while they are answered and where freed
//! bytes stay until they are written over. Who can read that memory (the administrator, a core dump, swap) can read
//! what is asked at that moment.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;

use super::server::Server;
use super::sweep::{hits, of_folder, of_process};
use super::wire::{Answer, ask, exchange, request};
use super::{Plan, Stage};
use crate::{Proved, at, ensure};

/// Addresses of askers, from the blocks for documentation.
const ADDRESSES: &[&str] = &["198.51.100.213", "203.0.113.187", "2001:db8:c0ff:ee00::7"];

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    for format in ["text", "json"] {
        swept(plan, format, say)?;
    }
    say("not covered: the process's own memory, so a core dump or swap of the running program");
    Ok(())
}

/// The words of one run, each named after where it was put.
struct Words(String);

impl Words {
    /// Letters that stand in no word of any language, then the place.
    fn of(&self, place: &str) -> String {
        format!("zqx{}{place}", self.0)
    }

    /// What all of them begin with, and the addresses, also as the bytes they are.
    fn all(&self) -> Vec<Vec<u8>> {
        let mut all = vec![format!("zqx{}", self.0).into_bytes()];
        all.extend(ADDRESSES.iter().map(|address| address.as_bytes().to_vec()));
        all.push(vec![0x20, 0x01, 0x0d, 0xb8, 0xc0, 0xff, 0xee, 0x00]);
        all
    }
}

fn swept(plan: &Plan, format: &str, say: &mut dyn FnMut(&str)) -> Proved {
    let temporary = tempfile::Builder::new().prefix("thuchu-hostile-tmp-").tempdir().map_err(at("a folder"))?;
    let place = temporary.path().to_string_lossy().into_owned();
    let environment = [("THUCHU_LOG", "debug"), ("THUCHU_LOG_FORMAT", format), ("TMPDIR", &place)];
    let words = ["--trusted-proxies", "127.0.0.1", "--rate-limit", "30"];
    let mut stage = Stage::new(&plan.program, &words, &environment)?;
    let own = Words(format!("{:x}k", std::process::id()));
    let statuses = asked(&stage.server, &own)?;
    let server = &stage.server;
    let mut places = of_process(server)?;
    places.extend(of_folder(stage.folder.path())?);
    places.extend(of_folder(temporary.path())?);
    let backup = backed_up(&stage, temporary.path())?;
    places.extend(of_folder(temporary.path())?);
    let log = server.log();
    // The controls: the log tells of the requests, and what is stored is found.
    ensure(log.matches("answered").count() > 20, || format!("the log tells of no requests\n{log}"))?;
    ensure(format == "text" || log.lines().any(|line| line.starts_with('{')), || "the log is no JSON".to_owned())?;
    let stored = [b"demonstration".to_vec()];
    ensure(!hits(&places, &stored).is_empty(), || {
        "what is stored was not found: the sweep looks at nothing".to_owned()
    })?;
    none(&hits(&places, &own.all()))?;
    stage.server.is_well()?;
    // What a stop writes, and what is left when nothing runs.
    let Stage { server, folder, .. } = stage;
    server.stop()?;
    places.extend(of_folder(folder.path())?);
    none(&hits(&places, &own.all()))?;
    let bytes: usize = places.iter().map(|(_, bytes)| bytes.len()).sum();
    say(&format!(
        "{format}: {statuses} and no word of them in {bytes} bytes of {} places{}",
        places.len(),
        if backup { ", a backup among them" } else { "" }
    ));
    Ok(())
}

fn none(hits: &[String]) -> Proved {
    ensure(hits.is_empty(), || format!("{} places hold what was asked:\n{}", hits.len(), hits.join("\n")))
}

/// Sends words in every part of requests of every kind, also of those that fail; tells the statuses.
fn asked(server: &Server, own: &Words) -> Proved<String> {
    let mut statuses = std::collections::BTreeMap::<u16, u32>::new();
    let mut count = |answer: &Answer| *statuses.entry(answer.status).or_default() += 1;
    for (turn, address) in ADDRESSES.iter().enumerate() {
        for (method, path, kind, body) in requests(own) {
            let bytes = dressed(own, address, &method, &path, kind, &body);
            count(&ask(server.address, &bytes)?);
        }
        count(&broken_off(server.address, own, address, turn)?);
    }
    // Too many from one.
    for _ in 0..40 {
        let body = format!("text={}", own.of("often"));
        let bytes = dressed(own, ADDRESSES[0], "POST", "/vi/ask", FORM, body.as_bytes());
        count(&ask(server.address, &bytes)?);
    }
    for status in [200, 400, 404, 405, 413, 414, 415, 429, 431, 501, 505] {
        ensure(statuses.contains_key(&status), || format!("nothing was answered with {status}: {statuses:?}"))?;
    }
    Ok(statuses.iter().map(|(status, count)| format!("{status} × {count}")).collect::<Vec<_>>().join(", "))
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// Method, path, type, body.
fn requests(own: &Words) -> Vec<(String, String, &'static str, Vec<u8>)> {
    let word = |place: &str| own.of(place);
    let known = "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong";
    let get = |path: String| ("GET".to_owned(), path, "", Vec::new());
    let post = |path: &str, kind, body: String| ("POST".to_owned(), path.to_owned(), kind, body.into_bytes());
    vec![
        get(format!("/vi/checks?q={}", word("search"))),
        get(format!("/api/v1/checks?q={}", word("search"))),
        get(format!("/v1alpha1/claims:search?query={}", word("search"))),
        get(format!("/vi/checks?publisher={}.invalid&rating={}", word("publisher"), word("rating"))),
        get(format!("/vi/checks?lang={}&year={}", word("lang"), word("year"))),
        get(format!("/api/v1/checks?cursor={}", word("cursor"))),
        get(format!("/vi?{}", word("query"))),
        get(format!("/vi/{}", word("path"))),
        get(format!("/vi/c/{}/{}", word("id"), word("slug"))),
        get(format!("/api/v1/checks/{}", word("id"))),
        get(format!("/s/{}", word("short"))),
        get(format!("/assets/{}", word("asset"))),
        get(format!("/{}/", word("slash"))),
        get(format!("/{}{}", word("long"), "x".repeat(9_000))),
        get(format!("http://{}/", word("host"))),
        get(format!("/%00{}", word("odd"))),
        post("/vi/ask", FORM, format!("text={known}+{}&name={}", word("form"), word("field"))),
        post("/en/ask", FORM, format!("text={known}+https://{}.invalid/{}", word("linkhost"), word("link"))),
        post("/vi/ask", FORM, format!("text=&{}=x", word("fieldname"))),
        post("/vi/ask", FORM, format!("text={}", format!("{} ", word("toolong")).repeat(2_000))),
        post("/vi/ask", FORM, format!("text={}", format!("{} ", word("toolarge")).repeat(20_000))),
        post("/vi/ask", "text/plain", word("wrongtype")),
        post("/vi/privacy", FORM, word("nopost")),
        post(
            "/api/v1/match",
            JSON,
            format!("{{\"text\":\"{known} {}\",\"links\":[\"https://{}.invalid/\"]}}", word("api"), word("apilink")),
        ),
        post("/api/v1/match", JSON, format!("{{\"text\":\"{}\",\"{}\":1}}", word("api"), word("unknown"))),
        post("/api/v1/match", JSON, format!("{{\"text\":{}", word("broken"))),
        post("/api/v1/match", JSON, format!("{{\"text\":\"a\",\"lang\":\"{}\"}}", word("lang"))),
        ("TRACE".to_owned(), format!("/{}", word("trace")), "", Vec::new()),
        (word("method").to_uppercase(), format!("/vi/{}", word("path")), "", Vec::new()),
        (word("method").to_uppercase(), "/vi".to_owned(), "", Vec::new()),
    ]
}

/// The request, as a proxy passes it on, with a word in every header.
fn dressed(own: &Words, address: &str, method: &str, path: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let values =
        ["agent", "cookie", "referer", "auth", "etag", "origin", "real", "forwarded", "own"].map(|name| own.of(name));
    let [agent, cookie, referer, auth, etag, origin, real, forwarded, custom] = &values;
    let referer = format!("https://{referer}.invalid/{referer}");
    let forwarded_for = format!("{forwarded}, {address}");
    let mut headers = vec![
        ("User-Agent", agent.as_str()),
        ("Cookie", cookie),
        ("Referer", &referer),
        ("Authorization", auth),
        ("If-None-Match", etag),
        ("Origin", origin),
        ("X-Real-IP", real),
        ("X-Forwarded-For", &forwarded_for),
        ("X-Request-Id", custom),
        ("Accept-Language", custom),
    ];
    if !kind.is_empty() {
        headers.push(("Content-Type", kind));
    }
    let bytes = request(method, path, &headers, body);
    // Some also say a version that nobody speaks, or more than a head may hold.
    match path {
        path if path.starts_with("/s/") => String::from_utf8_lossy(&bytes).replace("HTTP/1.1", "HTTP/3.0").into_bytes(),
        path if path.starts_with("/assets/") => {
            let more = format!("X-Long: {}\r\nHost", custom.repeat(3_000));
            String::from_utf8_lossy(&bytes).replacen("Host", &more, 1).into_bytes()
        }
        _ => bytes,
    }
}

/// A question whose client goes away in the middle of it: in the head, in the body, in a chunk.
fn broken_off(address: SocketAddr, own: &Words, from: &str, turn: usize) -> Proved<Answer> {
    let whole = dressed(own, from, "POST", "/vi/ask", FORM, format!("text={}", own.of("half")).as_bytes());
    let chunked = String::from_utf8_lossy(&whole).replace("Content-Length:", "Transfer-Encoding: chunked\r\nX-Length:");
    let part = match turn {
        0 => whole[..whole.len() / 2].to_vec(),
        1 => whole[..whole.len() - 3].to_vec(),
        _ => chunked.into_bytes(),
    };
    exchange(address, |socket| {
        let sent = socket.write_all(&part).map_or(0, |()| part.len() as u64);
        let _ = socket.shutdown(std::net::Shutdown::Write);
        sent
    })
}

/// Makes a backup, where the program knows how to.
fn backed_up(stage: &Stage, folder: &Path) -> Proved<bool> {
    let file = folder.join("backup").to_string_lossy().into_owned();
    if !stage.desk.run(&["backup", "--help"])?.status.success() {
        return Ok(false);
    }
    stage.desk.run(&["backup", &file])?.well("a backup")?;
    Ok(true)
}
