//! Reading records, our own and those of others, not compressed.

use sha2::{Digest as _, Sha256};
use thuchu_model::Timestamp;

use super::{Kind, base32, digest};

/// Most fields of one record, and most headers of one answer.
pub const MAX_FIELDS: usize = 200;
/// Longest line of a field, in bytes.
pub(super) const LONGEST_LINE: usize = 64 << 10;

/// Why bytes are no WARC file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WarcError {
    /// No `WARC/1.` where a record should begin.
    #[error("no record begins at byte {offset}")]
    NoRecord {
        /// Where, from the start of the file.
        offset: usize,
    },
    /// The fields of a record end nowhere, or are too many or too long.
    #[error("the fields of the record at byte {offset} are not whole")]
    BrokenFields {
        /// Where the record begins.
        offset: usize,
    },
    /// No length, or one that the file does not have.
    #[error("the record at byte {offset} is shorter than it says")]
    Short {
        /// Where the record begins.
        offset: usize,
    },
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Its fields as they stand there, in order.
    pub fields: Vec<(String, String)>,
    /// Its content.
    pub block: Vec<u8>,
    /// Where it begins, from the start of the file.
    pub offset: usize,
}

/// An answer inside a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Http<'r> {
    /// Status code.
    pub status: u16,
    /// Headers, in order.
    pub headers: Vec<(String, String)>,
    /// What follows them.
    pub body: &'r [u8],
}

/// Reads all records of a file.
///
/// # Errors
/// At the first byte that fits no record; records before it are lost with it, for a file is whole or it is not.
pub fn read(bytes: &[u8]) -> Result<Vec<Record>, WarcError> {
    let mut records = Vec::new();
    let mut at = 0;
    loop {
        // Records end with two empty lines; readers take fewer and more.
        while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
            at += 1;
        }
        let offset = at;
        let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) else { return Ok(records) };
        if !rest.starts_with(b"WARC/1.") {
            return Err(WarcError::NoRecord { offset });
        }
        let (_, after) = line(rest).ok_or(WarcError::BrokenFields { offset })?;
        let (fields, content) = fields(after).ok_or(WarcError::BrokenFields { offset })?;
        let length = field(&fields, "Content-Length").and_then(|length| length.parse::<usize>().ok());
        let block = length.and_then(|length| content.get(..length)).ok_or(WarcError::Short { offset })?;
        at = bytes.len() - content.len() + block.len();
        let kind = Kind::of(field(&fields, "WARC-Type").unwrap_or_default());
        records.push(Record { kind, block: block.to_vec(), fields, offset });
    }
}

impl Record {
    /// The value of a field, whatever its letters' case.
    pub fn field(&self, name: &str) -> Option<&str> {
        field(&self.fields, name)
    }

    /// The address it is about. Older files put it in brackets.
    pub fn uri(&self) -> Option<&str> {
        self.field("WARC-Target-URI").map(|uri| uri.trim_start_matches('<').trim_end_matches('>'))
    }

    /// When it was made.
    pub fn at(&self) -> Option<Timestamp> {
        self.field("WARC-Date").and_then(Timestamp::parse)
    }

    /// The answer that it holds.
    pub fn http(&self) -> Option<Http<'_>> {
        if self.kind != Kind::Response {
            return None;
        }
        let (first, rest) = line(&self.block)?;
        let status = first.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()?;
        let (headers, body) = fields(rest)?;
        Some(Http { status, headers, body })
    }

    /// What was sent: the body of an answer, else the whole content.
    pub fn payload(&self) -> &[u8] {
        self.http().map_or(&self.block, |http| http.body)
    }

    /// Do its digests hold? `None` where it carries none that is known (SHA-256, in base 16 or 32).
    pub fn digests_hold(&self) -> Option<bool> {
        let holds = |name: &str, bytes: &[u8]| {
            let value = self.field(name)?.trim();
            let (algorithm, figure) = value.split_once(':')?;
            algorithm.eq_ignore_ascii_case("sha256").then(|| {
                digest(bytes).eq_ignore_ascii_case(value)
                    || base32(&Sha256::digest(bytes)).trim_end_matches('=') == figure.trim_end_matches('=')
            })
        };
        match (holds("WARC-Block-Digest", &self.block), holds("WARC-Payload-Digest", self.payload())) {
            (None, None) => None,
            (block, payload) => Some(block.unwrap_or(true) && payload.unwrap_or(true)),
        }
    }
}

fn field<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

type Fields = Vec<(String, String)>;

/// Fields up to the empty line, and what follows it.
fn fields(mut rest: &[u8]) -> Option<(Fields, &[u8])> {
    let mut fields = Fields::new();
    loop {
        let (text, after) = line(rest)?;
        rest = after;
        if text.is_empty() {
            return Some((fields, rest));
        }
        if fields.len() == MAX_FIELDS {
            return None;
        }
        // A line that begins with white space goes on with the field before.
        if text.starts_with([' ', '\t']) {
            let (_, value) = fields.last_mut()?;
            value.push(' ');
            value.push_str(text.trim());
            continue;
        }
        let (key, value) = text.split_once(':')?;
        fields.push((key.trim().to_owned(), value.trim().to_owned()));
    }
}

/// The line at the start without its end, and what follows.
fn line(bytes: &[u8]) -> Option<(String, &[u8])> {
    let end = bytes.iter().take(LONGEST_LINE).position(|&b| b == b'\n')?;
    let text = bytes[..end].strip_suffix(b"\r").unwrap_or(&bytes[..end]);
    Some((String::from_utf8_lossy(text).into_owned(), &bytes[end + 1..]))
}
