//! What can be wrong with one record, and with a whole input.

use std::io;

/// Why one record was left out. The text of [`ProblemCode::as_str`] is stable: programs match on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// Not JSON.
    Json,
    /// A number that no float holds, like `1e400`.
    NumberOutOfRange,
    /// An escape like `\ud800` without its other half: no text.
    LoneSurrogate,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// A raw control character, NUL among them, inside a string or a row.
    ControlCharacter,
    /// The line or element is longer than [`crate::Limits::record_bytes`].
    TooLong,
    /// Nested deeper than [`crate::Limits::depth`].
    TooDeep,
    /// The input ends inside a list or an object.
    Truncated,
    /// Well formed, but holds no published check.
    NotAClaimReview,
    /// No `claimReviewed`, or an empty one.
    NoClaim,
    /// `claimReviewed` is longer than 4,000 characters.
    ClaimTooLong,
    /// A title, label or body beyond its bound.
    FieldTooLong,
    /// No address of the published check.
    NoUrl,
    /// The address is relative: nobody could open it.
    RelativeUrl,
    /// The address is neither http nor https.
    UrlScheme,
    /// The address cannot be read, or is longer than 2,000 bytes.
    BadUrl,
    /// A CSV or XLSX row that cannot be cut into cells.
    BadRow,
    /// A line of our own export with a type or field that this version does not know.
    OwnExport,
}

impl ProblemCode {
    /// The stable code, snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::NumberOutOfRange => "number_out_of_range",
            Self::LoneSurrogate => "lone_surrogate",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::ControlCharacter => "control_character",
            Self::TooLong => "too_long",
            Self::TooDeep => "too_deep",
            Self::Truncated => "truncated",
            Self::NotAClaimReview => "not_a_claim_review",
            Self::NoClaim => "no_claim",
            Self::ClaimTooLong => "claim_too_long",
            Self::FieldTooLong => "field_too_long",
            Self::NoUrl => "no_url",
            Self::RelativeUrl => "relative_url",
            Self::UrlScheme => "url_scheme",
            Self::BadUrl => "bad_url",
            Self::BadRow => "bad_row",
            Self::OwnExport => "own_export",
        }
    }
}

/// One record that was left out, with what a person needs to find and mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}: {reason}", code.as_str())]
pub struct RecordProblem {
    /// Line where the record begins, counted from 1 (row of the sheet for XLSX).
    pub line: u64,
    /// The rule that was broken.
    pub code: ProblemCode,
    /// One English sentence with the details; for people in other languages the code is translated.
    pub reason: String,
    /// The record as it was read, cut at [`crate::Limits::excerpt_chars`] characters; unreadable bytes as U+FFFD.
    pub text: String,
    /// Addresses this record may have been about. Empty when none could be read: then nobody knows which check it was.
    pub urls: Vec<String>,
}

impl RecordProblem {
    pub(crate) fn new(code: ProblemCode, reason: impl Into<String>) -> Self {
        Self { line: 0, code, reason: reason.into(), text: String::new(), urls: Vec::new() }
    }
}

/// Why an input cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The source failed while it was read.
    #[error("reading the input failed: {0}")]
    Io(#[from] io::Error),
    /// Nothing in it.
    #[error("the input is empty")]
    Empty,
    /// None of the known shapes.
    #[error("the input is none of the known formats; name it with --format")]
    UnknownFormat,
    /// gzip, zstd, xz, bzip2 or a zip archive that is no workbook.
    #[error("the input is compressed ({0}); unpack it first")]
    Compressed(&'static str),
    /// XML with a document type declaration, the carrier of entity bombs.
    #[error("the input declares a DOCTYPE in XML; refused")]
    Doctype,
    /// A page or workbook, which must be held whole, beyond its bound.
    #[error("the input is larger than {limit} bytes, the bound of this format")]
    TooLarge {
        /// Bound in bytes.
        limit: u64,
    },
    /// A feed that cannot be read.
    #[error("{0}")]
    Feed(String),
    /// A workbook that unpacks to far more than it is.
    #[error("the workbook unpacks to more than allowed: {0}")]
    Bomb(String),
    /// A workbook that cannot be read.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// The table has no column for a field that every check needs.
    #[error("the table has no column for {0}; name it with --columns")]
    NoColumn(&'static str),
    /// The place to go on from lies behind the end: the input has changed.
    #[error("the input is shorter than the place to go on from; it has changed")]
    ShorterThanBefore,
}

impl ReadError {
    /// The stable code, snake case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "input_unreadable",
            Self::Empty => "input_empty",
            Self::UnknownFormat => "format_unknown",
            Self::Compressed(_) => "input_compressed",
            Self::Doctype => "doctype_refused",
            Self::TooLarge { .. } => "input_too_large",
            Self::Feed(_) => "feed_unreadable",
            Self::Bomb(_) => "workbook_bomb",
            Self::Workbook(_) => "workbook_unreadable",
            Self::NoColumn(_) => "column_missing",
            Self::ShorterThanBefore => "input_changed",
        }
    }
}
