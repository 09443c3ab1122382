//! Writing records.

use thuchu_model::Timestamp;
use uuid::Uuid;

use super::read::{LONGEST_LINE, MAX_FIELDS};
use super::{Kind, digest};

/// Who writes the file, and when.
#[derive(Debug, Clone, Copy)]
pub struct Info<'a> {
    /// Program and version.
    pub software: &'a str,
    /// When the file was written.
    pub at: Timestamp,
}

/// One answer of a server. A redirect is one, and what it leads to another.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// What was asked for.
    pub url: &'a str,
    /// When the answer came.
    pub at: Timestamp,
    /// Status code.
    pub status: u16,
    /// Headers in the order in which they came.
    pub headers: &'a [(String, String)],
    /// The body as it was unpacked. Headers that told how it was packed are kept under the name `X-Archive-Orig-…`.
    pub body: &'a [u8],
}

/// A file that an editor brought.
#[derive(Debug, Clone, Copy)]
pub struct Uploaded<'a> {
    /// Where it is said to come from, or a `urn:` of its own.
    pub uri: &'a str,
    /// When it was brought.
    pub at: Timestamp,
    /// Its type, as found by its content.
    pub media_type: &'a str,
    /// The file.
    pub bytes: &'a [u8],
}

/// What a file is made of.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// An answer that came over HTTP.
    Exchange(Exchange<'a>),
    /// A file that was brought.
    Uploaded(Uploaded<'a>),
}

/// Writes a whole file: a `warcinfo` record, then each part. The same input gives the same bytes: records are named by
/// what they hold (UUIDv5 of kind, address, date and digest).
#[must_use]
pub fn write(info: &Info<'_>, parts: &[Part<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    let about = format!(
        "software: {}\r\nformat: WARC File Format 1.1\r\nconformsTo: {}\r\n",
        line(info.software),
        "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
    );
    let head = Head { kind: Kind::Info, uri: None, at: info.at, media_type: "application/warc-fields", within: None };
    let name = record(&mut out, &head, about.as_bytes(), None);
    for part in parts {
        match part {
            Part::Exchange(exchange) => {
                let mut block = http_head(exchange);
                block.extend_from_slice(exchange.body);
                let head = Head {
                    kind: Kind::Response,
                    uri: Some(exchange.url),
                    at: exchange.at,
                    media_type: "application/http;msgtype=response",
                    within: Some(&name),
                };
                record(&mut out, &head, &block, Some(exchange.body));
            }
            Part::Uploaded(file) => {
                let head = Head {
                    kind: Kind::Resource,
                    uri: Some(file.uri),
                    at: file.at,
                    media_type: file.media_type,
                    within: Some(&name),
                };
                record(&mut out, &head, file.bytes, Some(file.bytes));
            }
        }
    }
    out
}

struct Head<'a> {
    kind: Kind,
    uri: Option<&'a str>,
    at: Timestamp,
    media_type: &'a str,
    /// The `warcinfo` record it belongs to.
    within: Option<&'a str>,
}

/// Writes one record; its name.
fn record(out: &mut Vec<u8>, head: &Head<'_>, block: &[u8], payload: Option<&[u8]>) -> String {
    let (date, sum) = (date(head.at), digest(block));
    let uri = head.uri.map(uri);
    let content = format!("{} {} {date} {sum}", head.kind.name(), uri.as_deref().unwrap_or_default());
    let name = format!("<urn:uuid:{}>", Uuid::new_v5(&Uuid::NAMESPACE_URL, content.as_bytes()));
    let mut fields = vec![
        ("WARC-Type", head.kind.name().to_owned()),
        ("WARC-Record-ID", name.clone()),
        ("WARC-Date", date),
        ("Content-Type", line(head.media_type)),
        ("Content-Length", block.len().to_string()),
        ("WARC-Block-Digest", sum),
    ];
    fields.extend(uri.map(|uri| ("WARC-Target-URI", uri)));
    fields.extend(head.within.map(|info| ("WARC-Warcinfo-ID", info.to_owned())));
    fields.extend(payload.map(|payload| ("WARC-Payload-Digest", digest(payload))));
    out.extend_from_slice(b"WARC/1.1\r\n");
    for (key, value) in fields {
        out.extend_from_slice(format!("{key}: {value}\r\n").as_bytes());
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    name
}

/// Status line and headers, such that a reader finds the body that follows: a header longer than readers take, and what is
/// beyond their number, is left out.
fn http_head(exchange: &Exchange<'_>) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", exchange.status.min(999), reason(exchange.status));
    let mut written = 0;
    for (name, value) in exchange.headers {
        let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        if name.is_empty() || !name.bytes().all(token) {
            continue;
        }
        let packing = ["content-encoding", "transfer-encoding", "content-length"];
        let about_packing = packing.iter().any(|known| name.eq_ignore_ascii_case(known));
        let prefix = if about_packing { "X-Archive-Orig-" } else { "" };
        let header = format!("{prefix}{name}: {}\r\n", line(value));
        // One place is for the length that follows.
        if header.len() < LONGEST_LINE && written + 1 < MAX_FIELDS {
            head.push_str(&header);
            written += 1;
        }
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", exchange.body.len()));
    head.into_bytes()
}

/// One line: nothing in a value begins a field of its own.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// An address within a field: no white space, no brackets.
fn uri(text: &str) -> String {
    line(text).replace(' ', "%20").replace('<', "%3C").replace('>', "%3E")
}

/// RFC 3339 in UTC; an instant beyond the calendar is the first of all days.
fn date(at: Timestamp) -> String {
    match at.day() {
        Some(_) => at.to_string(),
        None => Timestamp::from_micros(0).to_string(),
    }
}

/// The reason that goes with a status (RFC 9110, 15). HTTP/2 sends none.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        410 => "Gone",
        429 => "Too Many Requests",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Unknown",
    }
}
