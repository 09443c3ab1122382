use super::*;

const HOST: &str = "Host: desk.example\r\n";

fn limits() -> Limits {
    Limits { body_bytes: 1000, ..Limits::default() }
}

/// Judges a request of `line` and `headers`, each header ending with its own line end.
fn judged(line: &str, headers: &str) -> Result<Framing, Refusal> {
    judge(format!("{line}\r\n{headers}\r\n").as_bytes(), &limits())
}

fn with(headers: &str) -> Result<Framing, Refusal> {
    judged("POST / HTTP/1.1", &format!("{HOST}{headers}"))
}

#[test]
fn a_plain_request_passes() {
    assert_eq!(with(""), Ok(Framing::Length(0)));
    assert_eq!(with("Content-Length: 1000\r\n"), Ok(Framing::Length(1000)));
    assert_eq!(with("transfer-encoding: \tchunked \r\n"), Ok(Framing::Chunked));
    assert_eq!(with("Expect: 100-Continue\r\nContent-Encoding: identity\r\n"), Ok(Framing::Length(0)));
    assert_eq!(judged("GET / HTTP/1.0", ""), Ok(Framing::Length(0)));
    assert_eq!(judged("OPTIONS * HTTP/1.1", HOST), Ok(Framing::Length(0)));
    assert_eq!(judged("GET /tìm?q=a HTTP/1.1", "Host: [::1]:8080\r\n"), Ok(Framing::Length(0)));
}

#[test]
fn the_length_of_a_body_is_said_once_and_in_digits() {
    for headers in ["Content-Length: 3\r\nContent-Length: 3\r\n", "Content-Length: 3\r\ncontent-length: 4\r\n"] {
        assert_eq!(with(headers), Err(Refusal::Length));
    }
    for value in ["", "+3", "-1", "3, 3", "0x3", "3 3", "3.0", "99999999999999999999999", "\u{ff13}"] {
        assert_eq!(with(&format!("Content-Length: {value}\r\n")), Err(Refusal::Length), "{value}");
    }
    assert_eq!(with("Content-Length: 1001\r\n"), Err(Refusal::BodyTooLarge));
}

#[test]
fn a_body_has_one_framing() {
    for headers in [
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 0\r\n",
    ] {
        assert_eq!(with(headers), Err(Refusal::TwoLengths));
    }
    for value in
        ["", "Chunked", "gzip, chunked", "chunked, chunked", "identity", "chunked;q=1", "\u{b}chunked", "xchunked"]
    {
        let refused = with(&format!("Transfer-Encoding: {value}\r\n"));
        assert!(matches!(refused, Err(Refusal::TransferEncoding | Refusal::Head)), "{value:?} {refused:?}");
    }
    let twice = "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n";
    assert_eq!(with(twice), Err(Refusal::TransferEncoding));
    let old = judged("POST / HTTP/1.0", "Transfer-Encoding: chunked\r\n");
    assert_eq!(old, Err(Refusal::TransferEncoding));
}

#[test]
fn there_is_one_host_and_the_target_names_no_other() {
    assert_eq!(judged("GET / HTTP/1.1", ""), Err(Refusal::Host));
    assert_eq!(with("host: desk.example\r\n"), Err(Refusal::Host));
    for host in ["", "a b", "a@b", "a/b", ":80", "a:b:c"] {
        assert_eq!(judged("GET / HTTP/1.1", &format!("Host: {host}\r\n")), Err(Refusal::Host), "{host}");
    }
    assert_eq!(judged("GET http://Desk.Example/a HTTP/1.1", HOST), Ok(Framing::Length(0)));
    assert_eq!(judged("GET https://desk.example/a HTTP/1.1", HOST), Ok(Framing::Length(0)));
    for target in ["http://evil.example/", "http://desk.example:81/", "http://a@desk.example/"] {
        assert_eq!(judged(&format!("GET {target} HTTP/1.1"), HOST), Err(Refusal::OtherHost), "{target}");
    }
    assert_eq!(judged("GET http://desk.example/ HTTP/1.0", ""), Err(Refusal::OtherHost));
}

#[test]
fn a_target_is_a_path_or_a_web_address() {
    for target in ["*", "desk.example", "desk.example:443", "ftp://desk.example/", "/a#b", "?q", "http:///a"] {
        assert_eq!(judged(&format!("GET {target} HTTP/1.1"), HOST), Err(Refusal::Target), "{target}");
    }
    let long = |length: usize| judged(&format!("GET /{} HTTP/1.1", "a".repeat(length - 1)), HOST);
    assert_eq!(long(TARGET_BYTES), Ok(Framing::Length(0)));
    assert_eq!(long(TARGET_BYTES + 1), Err(Refusal::TargetTooLong));
}

#[test]
fn what_is_not_served_is_said() {
    assert_eq!(judged("CONNECT desk.example:443 HTTP/1.1", HOST), Err(Refusal::Method));
    assert_eq!(judged("TRACE / HTTP/1.1", HOST), Err(Refusal::Method));
    assert_eq!(judged("GET / HTTP/2.0", HOST), Err(Refusal::Version));
    assert_eq!(with("Expect: the-unexpected\r\n"), Err(Refusal::Expectation));
    assert_eq!(with("Expect: 100-continue, x\r\n"), Err(Refusal::Expectation));
    assert_eq!(with("Content-Encoding: gzip\r\n"), Err(Refusal::ContentEncoding));
    assert_eq!(with("Content-Encoding: identity\r\nContent-Encoding: br\r\n"), Err(Refusal::ContentEncoding));
    assert_eq!(with(&"a: b\r\n".repeat(HEADERS - 1)), Ok(Framing::Length(0)));
    assert_eq!(with(&"a: b\r\n".repeat(HEADERS)), Err(Refusal::HeadTooLarge));
}

#[test]
fn what_is_malformed_is_refused() {
    for headers in [
        "A : b\r\n",
        "A\t: b\r\n",
        "A: b\r\n c\r\n",
        " A: b\r\n",
        "A b\r\n",
        ": b\r\n",
        "A: b\rC: d\r\n",
        "A: b\0\r\n",
        "A\0: b\r\n",
        "A: b\n",
        "A: \x01\r\n",
        "A: \x7f\r\n",
        "\u{c0}: b\r\n",
    ] {
        assert_eq!(with(headers), Err(Refusal::Head), "{headers:?}");
    }
    for line in
        ["GET /", "GET", "GET / HTTP", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GE(T / HTTP/1.1", "GET /\0 HTTP/1.1"]
    {
        let refused = judged(line, HOST);
        assert!(matches!(refused, Err(Refusal::Head | Refusal::Version)), "{line:?} {refused:?}");
    }
    assert_eq!(judge(b"GET / HTTP/1.1\nHost: a\n\n", &limits()), Err(Refusal::Head));
    assert_eq!(judge(b"GET / HTTP/1.1\r\nHost: a\r\n\n", &limits()), Err(Refusal::Head));
}

#[test]
fn a_head_ends_with_its_first_empty_line_however_it_comes() {
    for (head, rest) in [("A\r\nB\r\n\r\n", "C\r\n\r\n"), ("A\n\n", "\n\n"), ("A\r\n\n", ""), ("A\n\r\n", "\r\n")] {
        let all = format!("{head}{rest}");
        assert_eq!(end(all.as_bytes(), 0), Some(head.len()), "{all:?}");
        for searched in 0..head.len() {
            assert_eq!(end(&all.as_bytes()[..searched], 0), None, "{all:?} {searched}");
            assert_eq!(end(all.as_bytes(), searched), Some(head.len()), "{all:?} {searched}");
        }
    }
    assert_eq!(end(b"", 0), None);
    assert_eq!(end(b"", 5), None);
}
