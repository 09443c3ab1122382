//! Feeds of others: which of the formats it is, its characters, and the bounds that hold for all of them (TRUST R39).

mod json;
mod xml;

use thuchu_model::{Lang, Timestamp};

use super::{Feed, FeedChange, FeedEntry, FeedSource, plain_of_html};
use crate::read::fields;

/// Deepest nesting of elements or values.
pub const FEED_MAX_DEPTH: usize = 64;
/// Most entries taken from one document; what follows is left out.
pub const FEED_MAX_ENTRIES: usize = 10_000;
/// Longest text of one field, bytes; what follows is left out.
pub const FEED_MAX_TEXT: usize = 1 << 20;

/// Which format a feed has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedKind {
    /// RSS 0.9 to 2.0, also as RDF.
    Rss,
    /// Atom 0.3 and 1.0.
    Atom,
    /// JSON Feed 1.0 and 1.1.
    Json,
}

/// Why a document is no feed that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// XML with a document type declaration, the carrier of entity bombs.
    #[error("the feed declares a DOCTYPE; refused")]
    Doctype,
    /// Nested deeper than [`FEED_MAX_DEPTH`].
    #[error("the feed is nested deeper than {FEED_MAX_DEPTH}")]
    TooDeep,
    /// Well formed, and none of the formats.
    #[error("the document is no RSS, Atom or JSON Feed")]
    NotAFeed,
    /// The characters are in an encoding that nobody knows, or not in the one that is named.
    #[error("the characters of the feed cannot be read")]
    Encoding,
    /// Not well formed.
    #[error("the feed is not well formed: {0}")]
    Broken(String),
}

/// Reads a feed of any of the formats. Texts come out plain, trimmed and without controls; addresses are http or https, made
/// whole by where the feed stands, or left out. The caller bounds the size of `bytes`.
///
/// # Errors
/// [`FeedError`]; an entry that says nothing is left out in silence.
pub fn read_feed(bytes: &[u8]) -> Result<(FeedKind, Feed), FeedError> {
    let text = decoded(bytes)?;
    if text.trim_start().starts_with('<') { xml::read(&text) } else { Ok((FeedKind::Json, json::read(&text)?)) }
}

/// Whether a document that begins so is a feed in XML.
pub(crate) fn is_xml_feed(head: &str) -> bool {
    ["<rss", "<feed", "<rdf:rdf", "<atom:feed"].iter().any(|root| {
        head.match_indices(root).any(|(at, _)| head[at + root.len()..].starts_with([' ', '>', '\n', '\r', '\t']))
    })
}

/// Whether a document that begins so is a JSON Feed.
pub(crate) fn is_json_feed(head: &str) -> bool {
    head.contains("https://jsonfeed.org/version/") || head.contains("https:\\/\\/jsonfeed.org\\/version\\/")
}

/// The characters: by a byte order mark, else as the XML declaration says, else UTF-8 (RFC 8259 §8.1 for JSON).
fn decoded(bytes: &[u8]) -> Result<String, FeedError> {
    let strict = |encoding: &'static encoding_rs::Encoding| {
        let (text, _, wrong) = encoding.decode(bytes);
        if wrong { Err(FeedError::Encoding) } else { Ok(text.into_owned()) }
    };
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return strict(encoding);
    }
    match bytes {
        [b'<', 0, ..] => return strict(encoding_rs::UTF_16LE),
        [0, b'<', ..] => return strict(encoding_rs::UTF_16BE),
        _ => {}
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let named = head.trim_start().strip_prefix("<?xml").and_then(|declared| {
        let declared = declared.split_once("?>")?.0;
        let value = declared.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        Some(value[1..].split_once(quote)?.0.to_owned())
    });
    match named {
        None => strict(encoding_rs::UTF_8),
        Some(label) => strict(encoding_rs::Encoding::for_label(label.as_bytes()).ok_or(FeedError::Encoding)?),
    }
}

/// A feed or an entry while it is read.
#[derive(Debug, Default)]
struct Draft {
    id: Option<String>,
    title: Option<String>,
    subtitle: Option<String>,
    lang: Option<String>,
    authors: Vec<FeedSource>,
    published: Option<Timestamp>,
    updated: Option<Timestamp>,
    own: Option<String>,
    page: Option<String>,
    next: Option<String>,
    /// The licence as an address.
    licence: Option<String>,
    /// The licence in words.
    rights: Option<String>,
    topics: Vec<String>,
    /// What was meant to be shown in a list.
    summary: Option<String>,
    /// The whole text.
    content: Option<String>,
    claim: Option<String>,
    rating: Option<String>,
    change: Option<FeedChange>,
}

impl Draft {
    /// The feed that it is, without entries.
    fn feed(self) -> Feed {
        let author = self.authors.into_iter().next().map(|author| author.name);
        let title = self.title.or_else(|| author.clone()).unwrap_or_default();
        let id = self.id.or_else(|| self.own.clone()).or_else(|| self.page.clone()).unwrap_or_default();
        Feed {
            id,
            title,
            subtitle: self.subtitle,
            lang: self.lang.as_deref().and_then(fields::lang),
            author,
            updated: self.updated.or(self.published),
            own: self.own,
            page: self.page,
            next: self.next,
            licence: self.rights.or(self.licence),
            entries: Vec::new(),
        }
    }

    /// The entry that it is; `None` when it has neither title nor text.
    fn entry(self) -> Option<FeedEntry> {
        let summary = self.summary.or(self.content);
        let title = self.title.or_else(|| summary.as_deref().map(|text| text.chars().take(200).collect()))?;
        let link = self.page.or_else(|| self.id.as_deref().and_then(web_address));
        Some(FeedEntry {
            id: self.id.or_else(|| link.clone()).unwrap_or_default(),
            title,
            claim: self.claim,
            rating: self.rating,
            summary,
            link,
            published: self.published,
            updated: self.updated,
            lang: self.lang.as_deref().and_then(fields::lang),
            topics: self.topics,
            licence: self.rights.or(self.licence),
            source: self.authors.into_iter().next(),
            change: self.change,
        })
    }
}

/// An address of the web, as a feed writes it.
fn web_address(text: &str) -> Option<String> {
    fields::page_url(text).ok().map(String::from)
}

/// A text as it may be shown: plain, trimmed, bounded.
fn shown(text: &str) -> Option<String> {
    fields::text(cut(text))
}

/// The same of HTML.
fn shown_html(text: &str) -> Option<String> {
    fields::text(&plain_of_html(cut(text)))
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(FEED_MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// An instant in any of the ways feeds write it.
fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    let read = text.parse::<jiff::Timestamp>().ok();
    let read = read.or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|at| at.timestamp()));
    match read {
        Some(at) => Some(Timestamp::from_micros(at.as_microsecond())),
        None => fields::date(text).map(thuchu_model::Day::midnight),
    }
}

/// A language tag, at least its form.
fn lang(text: &str) -> Option<String> {
    Lang::parse(text).ok().map(|lang| lang.to_string())
}
