//! WARC 1.1 (ISO 28500:2017), the format in which libraries keep the web: written and read side by side.
//!
//! Not compressed. The same exchange then gives the same bytes whatever compressor a later version links, its digest can
//! be checked with `sha256sum`, and in ten years a text editor is enough to read it. Pictures are compressed anyway.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

mod read;
mod write;

pub use read::{Http, MAX_FIELDS, Record, WarcError, read};
pub use write::{Exchange, Info, Part, Uploaded, write};

/// What a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Who wrote the file.
    Info,
    /// An answer as it came over HTTP.
    Response,
    /// A file that somebody brought.
    Resource,
    /// Any other of the standard's kinds, by its name.
    Other(String),
}

impl Kind {
    fn name(&self) -> &str {
        match self {
            Self::Info => "warcinfo",
            Self::Response => "response",
            Self::Resource => "resource",
            Self::Other(name) => name,
        }
    }

    fn of(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "warcinfo" => Self::Info,
            "response" => Self::Response,
            "resource" => Self::Resource,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// A digest as records carry it: the figure that `sha256sum` prints. The standard leaves the form open; `warcio` and
/// other readers take base 16.
fn digest(bytes: &[u8]) -> String {
    let mut text = "sha256:".to_owned();
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Standard base 32 with `=`, as older tools write digests.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for chunk in bytes.chunks(5) {
        let mut block = [0_u8; 8];
        block[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(block);
        for at in 0..8 {
            let used = at * 5 < chunk.len() * 8;
            let letter = LETTERS[(bits >> (35 - at * 5) & 31) as usize];
            text.push(if used { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests;
