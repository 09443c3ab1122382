//! Dumps that are fetched page by page: the cursor that names where a page begins, its entity tag, and the header that leads
//! to the next one. The lines themselves are [`crate::NdjsonWriter`]'s and [`crate::DataFeedWriter`]'s.
//!
//! Checks are numbered by their changes. A dump is what stood at one number, `until`, so a page is the same however often it
//! is asked for, and nothing is missed or told twice while checks change; what changed since is the dump that begins there.

/// Where a page of a dump begins and what it is a page of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DumpCursor {
    /// The page begins with the first change after this number.
    pub after: u64,
    /// The last change that belongs to the dump.
    pub until: u64,
}

impl DumpCursor {
    /// Reads what [`ToString::to_string`] wrote; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (after, until) = text.split_once('.')?;
        let read = |part: &str| u64::from_str_radix(part, 16).ok();
        let cursor = Self { after: read(after)?, until: read(until)? };
        // One cursor is written in one way alone, so that caches keep a page once.
        (cursor.after <= cursor.until && cursor.to_string() == text).then_some(cursor)
    }

    /// The entity tag of the page in this format, strong. `look`: a number for whatever else the page is made of, such as the
    /// desk's settings.
    #[must_use]
    pub fn etag(&self, format: &str, look: u64) -> String {
        let format: String = format.chars().filter(char::is_ascii_alphanumeric).collect();
        format!("\"{format}-{self}-{look:x}\"")
    }
}

impl std::fmt::Display for DumpCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:x}.{:x}", self.after, self.until)
    }
}

/// The value of a `Link` header that leads to the next page (RFC 8288). `None` for an address that no header can hold.
#[must_use]
pub fn next_link(address: &str) -> Option<String> {
    let fits = address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"'));
    fits.then(|| format!("<{address}>; rel=\"next\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_written_in_one_way_alone() {
        let cursor = DumpCursor { after: 10, until: 4_096 };
        assert_eq!(cursor.to_string(), "a.1000");
        assert_eq!(DumpCursor::parse("a.1000"), Some(cursor));
        for other in ["", ".", "a", "a.", "0a.1000", "A.1000", "+a.1000", "1000.a", "a.1000.1", "a.fffffffffffffffff"] {
            assert_eq!(DumpCursor::parse(other), None, "{other}");
        }
        assert_eq!(cursor.etag("nd\"json", 3), "\"ndjson-a.1000-3\"");
    }

    #[test]
    fn a_header_leads_on_and_holds_nothing_else() {
        assert_eq!(next_link("https://a.vn/d?c=a.1").as_deref(), Some("<https://a.vn/d?c=a.1>; rel=\"next\""));
        for other in ["https://a.vn/\r\nx: y", "https://a.vn/>; rel=x", "https://a.vn/đ"] {
            assert_eq!(next_link(other), None);
        }
    }
}
