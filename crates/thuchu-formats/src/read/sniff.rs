//! Which format an input has, told from its first bytes.

use super::scan::{Scanned, ValueScan};
use super::{ColumnMap, Format, table};
use crate::feed::{is_json_feed, is_xml_feed};
use crate::problem::ReadError;

/// Tells the format from the beginning of the input (without byte order mark).
pub(super) fn sniff(head: &[u8], columns: &ColumnMap) -> Result<Format, ReadError> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Format::Xlsx);
    }
    for (magic, name) in
        [(&b"\x1f\x8b"[..], "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"\xfd7zXZ", "xz"), (b"BZh", "bzip2")]
    {
        if head.starts_with(magic) {
            return Err(ReadError::Compressed(name));
        }
    }
    let body = head.trim_ascii_start();
    if body.starts_with(b"<") {
        let start = String::from_utf8_lossy(&body[..body.len().min(4_096)]).to_ascii_lowercase();
        if start.starts_with("<?xml") && start.contains("<!doctype") && !start.contains("<!doctype html") {
            return Err(ReadError::Doctype);
        }
        if is_xml_feed(&start) {
            return Ok(Format::Feed);
        }
        let html = ["<!doctype html", "<html", "<head", "<script", "<body", "<!--", "<meta", "<link", "<div", "<title"];
        return if html.iter().any(|tag| start.contains(tag)) {
            Ok(Format::Html)
        } else {
            Err(ReadError::UnknownFormat)
        };
    }
    if body.starts_with(b"[") {
        return Ok(Format::Json);
    }
    if body.starts_with(b"{") && is_json_feed(&String::from_utf8_lossy(&body[..body.len().min(4_096)])) {
        return Ok(Format::Feed);
    }
    if body.starts_with(b"{") && !begins_lines(body) {
        return Ok(Format::Json);
    }
    if body.starts_with(b"{") || head.split(|byte| *byte == b'\n').take(200).any(is_whole_object) {
        return Ok(Format::Ndjson);
    }
    let first = body.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let text = String::from_utf8_lossy(first);
    let separator = char::from(table::separator(first));
    let header: Vec<String> = text.split(separator).map(|name| name.trim().trim_matches('"').to_owned()).collect();
    if header.len() > 1 && columns.fits(&header) {
        return Ok(Format::Csv);
    }
    Err(ReadError::UnknownFormat)
}

/// Whether an input that begins with a brace has an object on every line, and is not one object over many lines.
/// The first line may be broken: then the others tell.
fn begins_lines(body: &[u8]) -> bool {
    let first_end = body.iter().position(|byte| *byte == b'\n').unwrap_or(body.len());
    let rest = &body[first_end..];
    let second = first_end + rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len());
    if second == body.len() {
        return false;
    }
    match ValueScan::new().run(body) {
        Scanned::Whole(length) => length <= first_end,
        Scanned::More => false,
        Scanned::Broken(at) => {
            let mut lines = body.split(|byte| *byte == b'\n').skip(1).take(200);
            at <= second
                && lines.any(|line| is_whole_object(line) || (line.starts_with(b"{") && body[..first_end].len() > 2))
        }
    }
}

fn is_whole_object(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line.starts_with(b"{") && line.ends_with(b"}") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}
