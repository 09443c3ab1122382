use thuchu_model::Timestamp;

use super::*;

fn noon() -> Timestamp {
    Timestamp::parse("2026-11-22T05:00:00Z").unwrap()
}

fn headers(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_file_reads_back_as_it_was_written() {
    let moved = headers(&[("location", "https://bao.example/tin/1"), ("content-length", "0")]);
    let page = headers(&[
        ("content-type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("transfer-encoding", "chunked"),
        ("set-cookie", "a=1"),
        ("set-cookie", "b=2"),
        ("x-evil", "a\r\nWARC-Type: warcinfo"),
        ("bad name", "x"),
    ]);
    let body = "<p>Tin giả\r\n\r\nWARC/1.1\r\n".as_bytes();
    let parts = [
        Part::Exchange(Exchange { url: "http://bao.example/1", at: noon(), status: 301, headers: &moved, body: b"" }),
        Part::Exchange(Exchange {
            url: "https://bao.example/tin/1?a=<b> c",
            at: noon().plus_seconds(1),
            status: 200,
            headers: &page,
            body,
        }),
        Part::Uploaded(Uploaded { uri: "urn:x:1", at: noon(), media_type: "application/pdf", bytes: b"%PDF" }),
    ];
    let info = Info { software: "thuchu 0.1", at: noon() };
    let file = write(&info, &parts);
    assert_eq!(file, write(&info, &parts), "the same input gives the same bytes");
    let records = read(&file).unwrap();
    let kinds: Vec<&Kind> = records.iter().map(|record| &record.kind).collect();
    assert_eq!(kinds, [&Kind::Info, &Kind::Response, &Kind::Response, &Kind::Resource]);
    assert!(records.iter().all(|record| record.digests_hold() == Some(true)));
    assert_eq!(records[1].http().unwrap().status, 301);
    let answer = records[2].http().unwrap();
    assert_eq!((answer.status, answer.body), (200, body));
    assert_eq!(records[2].uri(), Some("https://bao.example/tin/1?a=%3Cb%3E%20c"));
    assert_eq!(records[2].at(), Some(noon().plus_seconds(1)));
    let expected = headers(&[
        ("content-type", "text/html; charset=utf-8"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-transfer-encoding", "chunked"),
        ("set-cookie", "a=1"),
        ("set-cookie", "b=2"),
        ("x-evil", "a  WARC-Type: warcinfo"),
        ("Content-Length", &body.len().to_string()),
    ]);
    assert_eq!(answer.headers, expected);
    assert_eq!(records[3].payload(), b"%PDF");
    let names: std::collections::BTreeSet<_> = records.iter().map(|record| record.field("WARC-Record-ID")).collect();
    assert_eq!(names.len(), records.len());
    assert!(records[1..].iter().all(|record| record.field("WARC-Warcinfo-ID") == records[0].field("WARC-Record-ID")));
}

#[test]
fn headers_beyond_what_readers_take_are_left_out_and_the_body_is_found() {
    let long = headers(&[("X-Long", &"a".repeat(70_000)), ("X-Short", "b")]);
    let many: Vec<_> = (0..MAX_FIELDS + 50).map(|n| (format!("X-{n}"), "c".to_owned())).collect();
    for headers in [long, many] {
        let exchange =
            Exchange { url: "https://a.example/", at: noon(), status: 200, headers: &headers, body: b"body" };
        let file = write(&Info { software: "test", at: noon() }, &[Part::Exchange(exchange)]);
        let records = read(&file).unwrap();
        assert_eq!(records[1].payload(), b"body");
        assert_eq!(records[1].digests_hold(), Some(true));
    }
}

#[test]
fn damage_is_told_with_its_place() {
    let info = Info { software: "thuchu", at: noon() };
    let file = write(&info, &[]);
    assert_eq!(read(b"PK\x03\x04"), Err(WarcError::NoRecord { offset: 0 }));
    assert_eq!(read(&file[..file.len() - 10]), Err(WarcError::Short { offset: 0 }));
    assert_eq!(read(&file[..40]), Err(WarcError::BrokenFields { offset: 0 }));
    assert_eq!(read(b""), Ok(Vec::new()));
    let mut changed = file;
    let at = changed.len() - 10;
    changed[at] ^= 1;
    assert_eq!(read(&changed).unwrap()[0].digests_hold(), Some(false));
}

#[test]
fn records_of_others_are_read() {
    let file = b"WARC/1.0\nwarc-type: Response\nWARC-Target-URI: <http://a.example/>\nContent-Length: 22\n\
                 WARC-Payload-Digest: sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====\n\nHTTP/1.0 200 OK\r\n\r\nabc\n\n";
    let record = &read(file).unwrap()[0];
    assert_eq!((record.uri(), record.payload()), (Some("http://a.example/"), &b"abc"[..]));
    assert_eq!(record.digests_hold(), Some(true));
    assert_eq!(base32(b"foobar"), "MZXW6YTBOI======", "RFC 4648, 10");
}
