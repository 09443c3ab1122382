//! The formats others read and write, read and written side by side.
//!
//! [`Reader`] turns any of the known shapes (ClaimReview JSON-LD, NDJSON, DataFeed, Google's answers, CSV, XLSX,
//! an HTML page, our own export) into a stream of [`Entry`]s; the `write` modules go the other way. Nothing here
//! knows the desk, its store or its rules, reads a clock, or opens a file: bytes come in through
//! [`std::io::BufRead`] and leave through [`std::io::Write`].
//!
//! Every input is hostile. What is broken costs one [`RecordProblem`] with its line, a stable code and the text,
//! and the rest goes on; only what makes the whole input unreadable is a [`ReadError`].

mod problem;
mod read;
mod record;
mod timestamp;
mod write;

pub use problem::{ProblemCode, ReadError, RecordProblem};
pub use read::{
    CLAIMS_MAX_BYTES, CLAIMS_MAX_CHECKS, ClaimsError, ClaimsFound, ColumnMap, ColumnMapError, Field, Format,
    FoundCheck, Item, Limits, Options, Position, Reader, read_claims_found,
};
pub use record::{Entry, ImportRecord, OwnCheck, OwnPublisher, OwnRedirect, PublisherRef, RatingText};
pub use timestamp::{
    TIMESTAMP_MAX_BYTES, TIMESTAMP_QUERY, TimestampError, TimestampRead, read_timestamp, timestamp_request,
};
pub use write::{
    AtomEntry, AtomFeed, CsvWriter, DataFeedWriter, NdjsonWriter, OwnReview, OwnWriter, WriteError, claim_review,
    csv_table, for_script, own_claim_review,
};
