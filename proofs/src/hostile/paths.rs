//! Paths that lead out of the site: into the file system (TRUST R36), or to another host (R37).

use super::judge::Judge;
use super::wire::request;
use super::{Plan, Stage};
use crate::{Proved, ensure};

/// Statuses of an address where nothing stands, or that moved within the site.
const HARMLESS: &[u16] = &[200, 301, 302, 303, 308, 400, 404];

const TRAVERSALS: &[&str] = &[
    "/assets/../../../../../../etc/passwd",
    "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/assets/..%2f..%2f..%2fetc%2fpasswd",
    "/assets/..%5c..%5c..%5cetc%5cpasswd",
    "/assets/%252e%252e%252fetc%252fpasswd",
    "/assets/%c0%ae%c0%ae%c0%afetc%c0%afpasswd",
    "/assets/%e0%80%ae%e0%80%ae/etc/passwd",
    "/assets//etc/passwd",
    "/assets/%2fetc%2fpasswd",
    "/assets/file:%2f%2f%2fetc%2fpasswd",
    "/assets/thuchu.css%00.png",
    "/assets/..;/etc/passwd",
    "/assets/....//....//etc/passwd",
    "/assets/CON",
    "/assets/.",
    "/assets/..",
    "/assets/",
    "/../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/vi/c/../../../../etc/passwd",
    "/vi/c/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/api/v1/checks/..%2f..%2f..%2fetc%2fpasswd",
    "/s/..%2f..%2fetc%2fpasswd",
    "/proc/self/environ",
    "/thuchu.db",
    "/data/thuchu.db",
    "/.git/config",
    "/.env",
];

/// Where a redirection might be talked into another host; `§` is the host.
const REDIRECTS: &[&str] = &[
    "//§/",
    "//§//",
    "///§/",
    "////§//",
    "/\\§/",
    "/\\/§/",
    "\\\\§/",
    "/%5c§/",
    "/%2f§/",
    "/%2f%2f§/",
    "//%2f§/",
    "/.//§/",
    "/..//§/",
    "/vi//§/",
    "/vi/..//§/",
    "/https:§/",
    "/https://§/",
    "/%09//§/",
    "/%0d%0aLocation:%20//§/",
    "/vi/%0d%0aSet-Cookie:%20a=b/",
    "/vi/ask?next=//§/",
    "/vi/ask?return_to=https://§/&url=//§",
    "/vi/?lang=//§",
    "/?next=https://§",
    "/s/%2f%2f§",
    "/s/§",
    "/c/%2f%2f§",
    "/favicon.ico?//§",
    "/vi/checks/?x=//§",
    "/@§/",
    "/;@§/",
    "http://desk.invalid//§/",
    "http://desk.invalid/\\§/",
];

const ELSEWHERE: &str = "evil.invalid";

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let mut stage = Stage::new(&plan.program, &["--rate-limit", "0"], &[])?;
    let mut judge = Judge::default();
    for path in TRAVERSALS {
        let answer = judge.ask(&stage.server, path, &request("GET", path, &[], b""), HARMLESS)?;
        let text = answer.text();
        ensure(answer.status != 200 && !text.contains("root:x:") && !text.contains("SQLite format"), || {
            format!("{path}: {text}")
        })?;
    }
    let mut moved = 0;
    for path in REDIRECTS {
        let path = path.replace('§', ELSEWHERE);
        for method in ["GET", "HEAD", "POST"] {
            let allowed = [HARMLESS, &[405, 415]].concat();
            let answer = judge.ask(&stage.server, &path, &request(method, &path, &[], b""), &allowed)?;
            moved += u32::from(stays(&path, answer.header("location").as_deref())?);
        }
    }
    // The controls: redirections of our own are seen, and they stay too.
    for path in ["/vi/", "/favicon.ico", "/vi/ask", "/vi/checks/"] {
        let answer = judge.ask(&stage.server, path, &request("GET", path, &[], b""), HARMLESS)?;
        moved += u32::from(stays(path, answer.header("location").as_deref())?);
    }
    ensure(moved >= 3, || format!("only {moved} redirections were seen: the proof looks at nothing"))?;
    host_is_not_believed(&stage, &mut judge)?;
    say(&format!("{}; {moved} redirections, all within the site", judge.told()));
    stage.server.is_well()
}

/// Whether there is a redirection, which must be a path of this site for every browser.
fn stays(path: &str, location: Option<&str>) -> Proved<bool> {
    let Some(location) = location else { return Ok(false) };
    let mut after = location.chars();
    let within = after.next() == Some('/') && !matches!(after.next(), Some('/' | '\\'));
    let plain = location.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    ensure(within && plain && !location.contains("/../"), || format!("{path} leads to {location:?}"))?;
    Ok(true)
}

/// A page never repeats a `Host` that somebody sent: a cache in front would give it to everybody.
fn host_is_not_believed(stage: &Stage, judge: &mut Judge) -> Proved {
    for path in ["/", "/vi", "/vi/checks", "/vi/about", "/vi/api", "/api/v1/openapi.json", "/api/v1/checks", "/none"] {
        let headers =
            format!("X-Forwarded-Host: {ELSEWHERE}\r\nX-Original-URL: /{ELSEWHERE}\r\nForwarded: host={ELSEWHERE}");
        let bytes = format!("GET {path} HTTP/1.1\r\nHost: {ELSEWHERE}\r\nConnection: close\r\n{headers}\r\n\r\n");
        let answer = judge.ask(&stage.server, path, bytes.as_bytes(), HARMLESS)?;
        ensure(!answer.text().contains(ELSEWHERE), || format!("{path} repeats the Host it was asked with"))?;
    }
    Ok(())
}
