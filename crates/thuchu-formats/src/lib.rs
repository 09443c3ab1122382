//! The formats others read and write, read and written side by side.
//!
//! [`Reader`] turns any of the known shapes (ClaimReview JSON-LD, NDJSON, DataFeed, Google's answers, CSV, XLSX,
//! an HTML page, our own export) into a stream of [`Entry`]s; the `write` modules go the other way. Nothing here
//! knows the desk, its store or its rules, reads a clock, or opens a file: bytes come in through
//! [`std::io::BufRead`] and leave through [`std::io::Write`].
//!
//! Every input is hostile. What is broken costs one [`RecordProblem`] with its line, a stable code and the text,
//! and the rest goes on; only what makes the whole input unreadable is a [`ReadError`].

mod check_feed;
mod dump;
mod feed;
mod media;
mod oembed;
mod problem;
mod read;
mod record;
mod sitemap;
mod timestamp;
mod webhook;
mod write;
mod xml;

pub use check_feed::{CheckFeedItem, check_feed};
pub use dump::{DumpCursor, next_link};
pub use feed::{
    ChangeKind, FEED_MAX_DEPTH, FEED_MAX_ENTRIES, FEED_MAX_TEXT, Feed, FeedChange, FeedEntry, FeedError, FeedKind,
    FeedSource, NAMESPACE as FEED_NAMESPACE, entry_title, licence_address, plain_of_html, read_feed,
};
pub use media::{MediaReviewed, MediaSeen, own_media_reviews, read_media_reviews};
pub use oembed::{AlternateLink, EmbedCard, OEmbed, oembed_links};
pub use problem::{ProblemCode, ReadError, RecordProblem};
pub use read::{
    CLAIMS_MAX_BYTES, CLAIMS_MAX_CHECKS, ClaimsError, ClaimsFound, ColumnMap, ColumnMapError, Field, Format,
    FoundCheck, Item, Limits, Options, Position, Reader, read_claims_found,
};
pub use record::{Entry, ImportRecord, OwnCheck, OwnPublisher, OwnRedirect, PublisherRef, RatingText};
pub use sitemap::{
    NEWS_DAYS, NEWS_MAX_PAGES, NewsPage, SITEMAP_MAX_BYTES, SITEMAP_MAX_PAGES, SitemapError, SitemapFile, SitemapPage,
    SitemapRead, news_sitemap, read_sitemap, sitemap_files, sitemap_index,
};
pub use timestamp::{
    TIMESTAMP_MAX_BYTES, TIMESTAMP_QUERY, TimestampError, TimestampRead, read_timestamp, timestamp_request,
};
pub use webhook::{
    WEBHOOK_TOLERANCE, WebhookCheck, WebhookError, WebhookEvent, WebhookHeaders, WebhookKind, WebhookSecret,
};
pub use write::{
    AtomEntry, AtomFeed, ClaimAnswer, CsvWriter, DataFeedWriter, NdjsonWriter, OwnReview, OwnWriter, WriteError,
    claim_images_answer, claim_review, claims_answer, csv_table, for_script, own_claim_review,
};
