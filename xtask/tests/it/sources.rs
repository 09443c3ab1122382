//! Walls that only the sources show.

use crate::workspace::{files, read};

/// Crates without I/O, clock and chance.
const PURE: &[&str] = &["model", "text", "say", "match", "formats", "archive", "print"];

/// Sources of the product, without the tests inside them: `(path, code)`.
fn product() -> Vec<(String, String)> {
    files(&[".rs"])
        .into_iter()
        .filter(|path| path.starts_with("crates/") && path.contains("/src/") && !path.contains("tests"))
        .map(|path| {
            let text = read(&path);
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).fold(
                String::new(),
                |mut code, line| {
                    code.push_str(line);
                    code.push('\n');
                    code
                },
            );
            (path, code)
        })
        .collect()
}

#[track_caller]
fn absent(words: &[&str], within: impl Fn(&str) -> bool, reason: &str) {
    for (path, code) in product().iter().filter(|file| within(&file.0)) {
        for word in words {
            assert!(!code.contains(word), "{path} holds `{word}`: {reason}");
        }
    }
}

#[test]
fn sql_is_written_in_the_store_alone() {
    let words = ["INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX ", "SELECT ", "PRAGMA ", " SET DATA "];
    absent(&words, |path| !path.starts_with("crates/thuchu-store/"), "SQL belongs to thuchu-store");
}

#[test]
fn connections_are_opened_by_fetch_alone() {
    let words = ["reqwest", "TcpStream", "UdpSocket", "UnixStream", "lookup_host", "ToSocketAddrs"];
    // The client of a bucket is the one other way out, to a server that the operator names.
    let opens = ["crates/thuchu-fetch/", "crates/thuchu-testkit/", "crates/thuchu-store/src/blobs/bucket/"];
    let listens = "crates/thuchu-listen/";
    let reason = "the only way out is thuchu-fetch";
    absent(&words, |path| !opens.iter().any(|open| path.starts_with(open)) && !path.starts_with(listens), reason);
    // What was accepted is a `TcpStream` too; it must not open one.
    absent(
        &["reqwest", "::connect(", ".connect(", "::connect_", "TcpSocket"],
        |path| path.starts_with(listens),
        reason,
    );
    absent(&words[2..], |path| path.starts_with(listens), reason);
}

#[test]
fn pure_crates_read_no_file_no_clock_no_environment_and_no_dice() {
    let words = [
        "std::fs",
        "std::net",
        "std::process",
        "std::env",
        "std::thread::sleep",
        "tokio",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "getrandom",
        "RandomState",
    ];
    let within = |path: &str| PURE.iter().any(|name| path.starts_with(&format!("crates/thuchu-{name}/src/")));
    absent(&words, within, "time, chance and bytes are arguments");
}

#[test]
fn no_source_file_is_longer_than_five_hundred_lines() {
    for path in files(&[".rs"]) {
        let lines = read(&path).lines().count();
        assert!(lines <= 500, "{path} has {lines} lines: it holds more than one story");
    }
}

/// A path into somebody's home works on no other machine. Paths below `/var`, `/etc` and the like are Debian's own.
#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    let places = ["root", "home", "work", "Users", "workspace", "mnt"].map(|folder| format!("/{folder}/"));
    for path in files(&[".rs", ".toml", ".md", ".sql", ".ftl", ".sh", ".yml", ".yaml", ".ci/run"]) {
        for (number, line) in read(&path).lines().enumerate() {
            for place in &places {
                let named = line.match_indices(place.as_str()).any(|(at, _)| {
                    // Within an address or a longer path it is no place of its own.
                    !line[..at].ends_with(|before: char| before.is_alphanumeric() || "/.-_}*".contains(before))
                });
                assert!(!named, "{path}:{} names {place}", number + 1);
            }
        }
    }
}

#[test]
fn every_locked_crate_comes_from_the_public_registry() {
    for line in read("Cargo.lock").lines().filter(|line| line.starts_with("source = ")) {
        assert_eq!(line, "source = \"registry+https://github.com/rust-lang/crates.io-index\"");
    }
    for line in read("Cargo.toml").lines() {
        assert!(!line.starts_with("[patch") && !line.starts_with("[source"), "the manifest redirects crates: {line}");
    }
}
