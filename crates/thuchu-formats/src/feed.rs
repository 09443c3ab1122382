//! Feeds of checks: RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1, written and read.
//!
//! One [`Feed`] is written in all three; [`read_feed`] reads any of them from anybody. What the formats have no place for
//! (claim and rating apart, what became of a check) stands in a namespace of our own, [`NAMESPACE`], so that another desk
//! gets whole checks, and a reader of news still gets a title it can show. A corrected check keeps its id and gets a later
//! date; one that was withdrawn stays in the feed and says so.
//!
//! Which checks are in a feed, and in which words a change is told, is left to the caller.

mod atom;
mod json;
mod licence;
mod plain;
mod read;
mod record;
mod rss;
#[cfg(test)]
mod tests;

use thuchu_model::{Lang, Timestamp};

pub use licence::licence_address;
pub use plain::plain_of_html;
pub use read::{FEED_MAX_DEPTH, FEED_MAX_ENTRIES, FEED_MAX_TEXT, FeedError, FeedKind, read_feed};
pub(crate) use read::{is_json_feed, is_xml_feed};
pub(crate) use record::entries;

/// Names of our own elements.
pub const NAMESPACE: &str = "urn:thuchu:feed:1#";

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// An address or URN that never changes and that no other feed has.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub subtitle: Option<String>,
    /// The language of its words.
    pub lang: Option<Lang>,
    /// Who is behind it.
    pub author: Option<String>,
    /// When it last changed. Not before any of its entries; RSS and Atom cannot do without.
    pub updated: Option<Timestamp>,
    /// Its own address.
    pub own: Option<String>,
    /// The page for people.
    pub page: Option<String>,
    /// The address of older entries (RFC 5005 §3).
    pub next: Option<String>,
    /// The licence of its entries where they do not say another: an address or an SPDX id.
    pub licence: Option<String>,
    /// The entries, the last changed first.
    pub entries: Vec<FeedEntry>,
}

/// One check in a feed, or whatever else somebody's feed holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedEntry {
    /// An address or URN that never changes and that no other entry has.
    pub id: String,
    /// What a list shows: see [`entry_title`].
    pub title: String,
    /// The claim that was checked. Of feeds of desks alone.
    pub claim: Option<String>,
    /// The verdict, as its publisher words it. Of feeds of desks alone.
    pub rating: Option<String>,
    /// The answer in a few sentences, plain text.
    pub summary: Option<String>,
    /// The page.
    pub link: Option<String>,
    /// When it was first published.
    pub published: Option<Timestamp>,
    /// When it last changed.
    pub updated: Option<Timestamp>,
    /// Its language.
    pub lang: Option<Lang>,
    /// Its subjects.
    pub topics: Vec<String>,
    /// The licence of this entry.
    pub licence: Option<String>,
    /// Whose it is, where that is not who is behind the feed.
    pub source: Option<FeedSource>,
    /// What became of it since it was first published.
    pub change: Option<FeedChange>,
}

/// Whose check it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedSource {
    /// The organisation's name.
    pub name: String,
    /// Its site.
    pub site: Option<String>,
}

/// What became of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedChange {
    /// Corrected, or taken back.
    pub kind: ChangeKind,
    /// What was changed, or why it was taken back.
    pub note: Option<String>,
}

/// How a check changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// A later version says something else.
    Corrected,
    /// It no longer stands.
    Withdrawn,
}

impl ChangeKind {
    /// The word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Corrected, Self::Withdrawn].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The title of an entry: claim and rating, the word for a change first, as in `[Đã sửa] Uống nước chanh … — Sai`.
#[must_use]
pub fn entry_title(claim: &str, rating: &str, change: Option<&str>) -> String {
    let mark = change.map(|word| format!("[{word}] ")).unwrap_or_default();
    let rating = if rating.is_empty() { String::new() } else { format!(" — {rating}") };
    format!("{mark}{claim}{rating}")
}

/// How an instant is written in Atom and JSON Feed (RFC 3339); an instant that no calendar has is left out.
fn rfc3339(at: Option<Timestamp>) -> Option<String> {
    jiff::Timestamp::from_microsecond(at?.micros()).ok().map(|at| at.to_string())
}

/// How an instant is written in RSS (RFC 822, as RFC 2822 and the RSS advisory board have it).
fn rfc822(at: Option<Timestamp>) -> Option<String> {
    let at = jiff::Timestamp::from_microsecond(at?.micros()).ok()?;
    let zoned = at.to_zoned(jiff::tz::TimeZone::UTC);
    jiff::fmt::rfc2822::to_string(&zoned).ok()
}
