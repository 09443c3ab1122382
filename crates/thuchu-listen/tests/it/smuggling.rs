//! Requests that a proxy and a server might read as two different ones (TRUST R42).
//!
//! Each is sent with a second request behind or within it. It gets one answer at most, the connection closes, and the
//! hidden request never reaches the site.

use crate::support::{answers, patient, start_with, status};

const HIDDEN: &str = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

/// `POST`s to `/length` with `headers` and `body`, followed by the hidden request.
async fn refused(cases: &[(&str, &str)], code: u16) {
    let desk = start_with(patient()).await;
    for (headers, body) in cases {
        let all = desk.ask(format!("POST /length HTTP/1.1\r\n{headers}\r\n{body}{HIDDEN}")).await;
        assert_eq!((status(&all), answers(&all)), (code, 1), "{headers:?} {body:?}: {all}");
        assert!(all.contains("\r\nconnection: close\r\n"), "{headers:?} {body:?}: {all}");
        assert!(all.contains("\r\nx-site: thuchu\r\n"), "{headers:?} {body:?}: {all}");
    }
    assert_eq!(desk.smuggled(), 0);
}

#[tokio::test]
async fn a_length_beside_chunks_is_refused() {
    let cases = [
        ("Host: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n", "0\r\n\r\n"),
        ("Host: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ("Host: a\r\nContent-Length: 4\r\nTransfer-Encoding: identity\r\n", "abcd"),
        ("Host: a\r\nContent-Length: 4\r\ntransfer-encoding: xchunked\r\n", "abcd"),
    ];
    refused(&cases, 400).await;
}

#[tokio::test]
async fn lengths_that_are_said_twice_or_oddly_are_refused() {
    let cases = [
        ("Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n", ""),
        ("Host: a\r\nContent-Length: 0\r\nContent-Length: 40\r\n", ""),
        ("Host: a\r\nContent-Length: 0, 0\r\n", ""),
        ("Host: a\r\nContent-Length: +0\r\n", ""),
        ("Host: a\r\nContent-Length: 0x0\r\n", ""),
        ("Host: a\r\nContent-Length: -1\r\n", ""),
        ("Host: a\r\nContent-Length:\r\n", ""),
        ("Host: a\r\nContent-Length: 18446744073709551616\r\n", ""),
        ("Host: a\r\nContent-Length : 0\r\n", ""),
        ("Host: a\r\nContent-Length\t: 0\r\n", ""),
        ("Host: a\r\n Content-Length: 0\r\n", ""),
        ("Host: a\r\nContent-Length: 0\r\n 0\r\n", ""),
    ];
    refused(&cases, 400).await;
}

#[tokio::test]
async fn other_codings_than_chunked_are_refused() {
    let values = [
        "gzip",
        "gzip, chunked",
        "chunked, gzip",
        "chunked, chunked",
        "\"chunked\"",
        "chunked;a",
        "CHUNKED",
        "identity",
        "",
    ];
    let headers = values.map(|value| format!("Host: a\r\nTransfer-Encoding: {value}\r\n"));
    let odd = [
        "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Host: a\r\nTransfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n",
        "Host: a\r\nTransfer-Encoding : chunked\r\n",
        "Host: a\r\nTransfer-Encoding:\x0bchunked\r\n",
        "Host: a\r\nTransfer-Encoding\r\n: chunked\r\n",
        "Host: a\r\nX: y\nTransfer-Encoding: chunked\r\n",
        "Host: a\r\nX: y\rTransfer-Encoding: chunked\r\n",
    ];
    let cases: Vec<(&str, &str)> =
        headers.iter().map(String::as_str).chain(odd).map(|one| (one, "0\r\n\r\n")).collect();
    refused(&cases, 400).await;
}

#[tokio::test]
async fn malformed_heads_are_refused() {
    let cases = [
        ("", ""),
        ("Host: a\r\nHost: a\r\n", ""),
        ("Host: a\r\nHost: b\r\n", ""),
        ("Host: a b\r\n", ""),
        ("Host: a\r\nX: a\0b\r\n", ""),
        ("Host: a\r\nX\0: b\r\n", ""),
        ("Host: a\r\nX: a\rb\r\n", ""),
        ("Host: a\r\nX: a\r\n\tfolded\r\n", ""),
        ("Host: a\n", ""),
        ("Host: a\r\n: empty\r\n", ""),
        ("Host: a\r\nno colon\r\n", ""),
        ("Host: a\r\nExp\u{e9}ct: x\r\n", ""),
    ];
    refused(&cases, 400).await;
}

#[tokio::test]
async fn malformed_chunks_end_the_body_and_the_connection() {
    let bodies = [
        "FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
        "10000000000000003\r\nabc\r\n0\r\n\r\n",
        "-3\r\nabc\r\n0\r\n\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        " 3\r\nabc\r\n0\r\n\r\n",
        "3\nabc\n0\n\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "3\r\nabc0\r\n\r\n",
        "3 3\r\nabc\r\n0\r\n\r\n",
        "3;a\nb\r\nabc\r\n0\r\n\r\n",
        "g\r\nabc\r\n0\r\n\r\n",
        "\r\nabc\r\n0\r\n\r\n",
        "3\r\nabc\r\n0\r\nno trailer\r\n\r\n",
    ];
    let cases = bodies.map(|body| ("Host: a\r\nTransfer-Encoding: chunked\r\n", body));
    refused(&cases, 400).await;
}

#[tokio::test]
async fn what_is_not_served_closes_the_connection_too() {
    refused(&[("Host: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n", "abc")], 415).await;
    refused(&[("Host: a\r\nExpect: x\r\nContent-Length: 3\r\n", "abc")], 417).await;
    refused(&[("Host: a\r\nContent-Length: 100001\r\n", "")], 413).await;
}

#[tokio::test]
async fn request_lines_that_are_read_in_two_ways_are_refused() {
    let desk = start_with(patient()).await;
    for (line, code) in [
        ("GET http://b/ HTTP/1.1", 400),
        ("GET b:80 HTTP/1.1", 400),
        ("GET /a b HTTP/1.1", 505),
        ("GET  / HTTP/1.1", 400),
        ("GET\t/ HTTP/1.1", 400),
        (" GET / HTTP/1.1", 400),
        ("GET /#a HTTP/1.1", 400),
        ("GET /\u{1} HTTP/1.1", 400),
        ("GET / HTTP/1.1\rX: y", 400),
        ("GET / HTTP/1.10", 400),
        ("GET /", 400),
        ("GET / HTTP/2.0", 505),
        ("GET / HTTP/0.9", 505),
        ("PRI * HTTP/2.0", 505),
        ("CONNECT a:80 HTTP/1.1", 405),
        ("TRACE / HTTP/1.1", 405),
        ("\n", 400),
        ("\u{16}\u{3}\u{1}", 400),
    ] {
        let all = desk.ask(format!("{line}\r\nHost: a\r\n\r\n{HIDDEN}")).await;
        assert_eq!((status(&all), answers(&all)), (code, 1), "{line:?}: {all}");
        assert!(all.contains("\r\nx-site: thuchu\r\n"), "{line:?}: {all}");
    }
    assert_eq!(desk.smuggled(), 0);
}

#[tokio::test]
async fn a_body_that_nobody_reads_is_no_request() {
    let desk = start_with(patient()).await;
    let length = HIDDEN.len();
    let all = desk
        .ask(format!(
            "POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{HIDDEN}\
        GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        ))
        .await;
    assert_eq!((status(&all), desk.smuggled()), (200, 0), "{all}");
}
