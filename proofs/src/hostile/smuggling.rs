//! Requests that two readers might read as two different ones (TRUST R42): one answer, a closed connection, and the
//! request hidden behind is never answered.

use super::judge::Judge;
use super::{Plan, Stage};
use crate::{Proved, ensure};

const HIDDEN: &str = "GET /vi/about HTTP/1.1\r\nHost: a\r\n\r\n";

/// Headers, body, status. Each is posted to the form with the hidden request behind it.
const FRAMES: &[(&str, &str, u16)] = &[
    ("Host: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nContent-Length: 4\r\nTransfer-Encoding: identity\r\n", "abcd", 400),
    ("Host: a\r\nContent-Length: 4\r\ntransfer-encoding: xchunked\r\n", "abcd", 400),
    ("Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n", "", 400),
    ("Host: a\r\nContent-Length: 0\r\nContent-Length: 40\r\n", "", 400),
    ("Host: a\r\nContent-Length: 0, 0\r\n", "", 400),
    ("Host: a\r\nContent-Length: +0\r\n", "", 400),
    ("Host: a\r\nContent-Length: 0x0\r\n", "", 400),
    ("Host: a\r\nContent-Length: -1\r\n", "", 400),
    ("Host: a\r\nContent-Length:\r\n", "", 400),
    ("Host: a\r\nContent-Length: 18446744073709551616\r\n", "", 400),
    ("Host: a\r\nContent-Length : 0\r\n", "", 400),
    ("Host: a\r\nContent-Length\t: 0\r\n", "", 400),
    ("Host: a\r\n Content-Length: 0\r\n", "", 400),
    ("Host: a\r\nContent-Length: 0\r\n 0\r\n", "", 400),
    ("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding: chunked;a\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding: CHUNKED\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding:\x0bchunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding : chunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nTransfer-Encoding\r\n: chunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nX: y\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400),
    ("Host: a\r\nX: y\rTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400),
    ("", "", 400),
    ("Host: a\r\nHost: a\r\n", "", 400),
    ("Host: a\r\nHost: b\r\n", "", 400),
    ("Host: a b\r\n", "", 400),
    ("Host: u@a\r\n", "", 400),
    ("Host: a\r\nX: a\0b\r\n", "", 400),
    ("Host: a\r\nX\0: b\r\n", "", 400),
    ("Host: a\r\nX: a\r\n\tfolded\r\n", "", 400),
    ("Host: a\n", "", 400),
    ("Host: a\r\n: empty\r\n", "", 400),
    ("Host: a\r\nno colon\r\n", "", 400),
    ("Host: a\r\nExp\u{e9}ct: x\r\n", "", 400),
    ("Host: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n", "abc", 415),
    ("Host: a\r\nExpect: x\r\nContent-Length: 3\r\n", "abc", 417),
    ("Host: a\r\nContent-Length: 1048577\r\n", "", 413),
];

/// Chunked bodies that are none; the form is read by whoever answers.
const CHUNKS: &[&str] = &[
    "FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
    "-3\r\nabc\r\n0\r\n\r\n",
    "0x3\r\nabc\r\n0\r\n\r\n",
    " 3\r\nabc\r\n0\r\n\r\n",
    "3\nabc\n0\n\n",
    "3\r\nabcd\r\n0\r\n\r\n",
    "3 3\r\nabc\r\n0\r\n\r\n",
    "3;a\nb\r\nabc\r\n0\r\n\r\n",
    "g\r\nabc\r\n0\r\n\r\n",
    "3\r\nabc\r\n0\r\nno trailer\r\n\r\n",
];

/// Request lines; each stands before a good head.
const LINES: &[(&str, u16)] = &[
    ("GET http://b/ HTTP/1.1", 400),
    ("GET http://a@b/ HTTP/1.1", 400),
    ("GET ftp://a/ HTTP/1.1", 400),
    ("GET a:80 HTTP/1.1", 400),
    ("GET /a b HTTP/1.1", 505),
    ("GET  / HTTP/1.1", 400),
    ("GET\t/ HTTP/1.1", 400),
    (" GET / HTTP/1.1", 400),
    ("GET /#a HTTP/1.1", 400),
    ("GET /\u{1} HTTP/1.1", 400),
    ("GET /\0 HTTP/1.1", 400),
    ("GET / HTTP/1.1\rX: y", 400),
    ("GET / HTTP/1.10", 400),
    ("GET /", 400),
    ("GET / HTTP/2.0", 505),
    ("PRI * HTTP/2.0", 505),
    ("CONNECT a:80 HTTP/1.1", 501),
    ("TRACE / HTTP/1.1", 501),
    ("\u{16}\u{3}\u{1}", 400),
];

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let mut stage = Stage::new(&plan.program, &["--rate-limit", "0"], &[])?;
    let mut judge = Judge::default();
    let chunked = "Host: a\r\nTransfer-Encoding: chunked\r\n";
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let frames = FRAMES.iter().copied().chain(CHUNKS.iter().map(|body| (chunked, *body, 408)));
    for (headers, body, status) in frames {
        let all = format!("POST /vi/ask HTTP/1.1\r\n{kind}{headers}\r\n{body}{HIDDEN}");
        let answer = judge.ask(&stage.server, &format!("{headers:?} {body:?}"), all.as_bytes(), &[status])?;
        let closes = answer.header("connection").is_some_and(|value| value == "close");
        ensure(closes, || format!("{headers:?} {body:?}: the connection is kept\n{}", answer.head))?;
    }
    for (line, status) in LINES {
        let all = format!("{line}\r\nHost: a\r\n\r\n{HIDDEN}");
        judge.ask(&stage.server, &format!("{line:?}"), all.as_bytes(), &[*status])?;
    }
    // The control: two good requests on one connection are two answers.
    let two = super::wire::ask(
        stage.server.address,
        format!("{HIDDEN}{}", HIDDEN.replace("a\r", "a\r\nConnection: close\r")).as_bytes(),
    )?;
    ensure(two.count() == 2, || format!("two good requests got {} answers", two.count()))?;
    say(&judge.told());
    stage.server.is_well()
}
