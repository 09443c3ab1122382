//! The file format as others read it.

use std::process::Command;

use thuchu_archive::warc::{Exchange, Info, Part, Uploaded, read, write};
use thuchu_model::Timestamp;

fn file() -> Vec<u8> {
    let at = Timestamp::parse("2026-11-22T05:00:00Z").unwrap();
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let moved = [header("Location", "https://bao.example/tin/1"), header("Content-Length", "0")];
    let page =
        [header("Content-Type", "text/html; charset=utf-8"), header("Content-Encoding", "gzip"), header("X-Chữ", "bỏ")];
    let parts = [
        Part::Exchange(Exchange { url: "http://bao.example/1", at, status: 301, headers: &moved, body: b"" }),
        Part::Exchange(Exchange {
            url: "https://bao.example/tin/1",
            at: at.plus_seconds(2),
            status: 200,
            headers: &page,
            body: "<p>Tin giả</p>\n".as_bytes(),
        }),
        Part::Uploaded(Uploaded {
            uri: "urn:sha256:00",
            at: at.plus_seconds(3),
            media_type: "image/png",
            bytes: b"\x89PNG\r\n\r\n\x00",
        }),
    ];
    write(&Info { software: "thuchu/0.1.0", at }, &parts)
}

/// The golden file was looked through by hand against ISO 28500 and opened with `warcio`.
#[test]
fn the_form_of_the_file_does_not_change() {
    let golden = include_bytes!("golden.warc");
    assert_eq!(String::from_utf8_lossy(&file()), String::from_utf8_lossy(golden));
    assert_eq!(read(golden).unwrap().len(), 4);
}

#[test]
fn warcio_reads_it_and_its_digests_hold() {
    let there = Command::new("python3").args(["-c", "import warcio"]).output();
    if !there.is_ok_and(|out| out.status.success()) {
        println!("skipped: python3 with warcio is not installed");
        return;
    }
    let path = std::env::temp_dir().join(format!("thuchu-archive-{}.warc", std::process::id()));
    std::fs::write(&path, file()).unwrap();
    let run = |arguments: &[&str]| {
        let out = Command::new("python3").args(["-m", "warcio.cli"]).args(arguments).arg(&path).output().unwrap();
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.status.success(), "{said}{}", String::from_utf8_lossy(&out.stderr));
        said
    };
    let checked = run(&["check", "-v"]);
    assert_eq!(checked.matches("digest pass").count(), 4, "{checked}");
    assert!(!checked.contains("failed"), "{checked}");
    let index = run(&["index", "-f", "offset,warc-type,warc-target-uri,http:status,http:content-type"]);
    let _ = std::fs::remove_file(&path);
    let lines: Vec<&str> = index.lines().collect();
    assert_eq!(lines.len(), 4, "{index}");
    assert!(lines[1].contains("\"http:status\": \"301\""), "{index}");
    assert!(lines[2].contains("https://bao.example/tin/1") && lines[2].contains("\"http:status\": \"200\""), "{index}");
    assert!(lines[3].contains("resource"), "{index}");
}
