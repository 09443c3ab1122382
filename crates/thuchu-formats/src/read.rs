//! The reader: any known shape in, a stream of entries out, each with its line and the place to go on from.

mod claims_found;
mod columns;
mod decode;
pub(crate) mod fields;
mod html;
mod json;
pub(crate) mod node;
mod scan;
mod sniff;
mod table;
#[cfg(test)]
mod tests;
mod window;
mod xlsx;

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Cursor, Read};

use serde::{Deserialize, Serialize};

pub use claims_found::{CLAIMS_MAX_BYTES, CLAIMS_MAX_CHECKS, ClaimsError, ClaimsFound, FoundCheck, read_claims_found};
pub use columns::{ColumnMap, ColumnMapError, Field};
pub(crate) use node::{bounded, from_parts};

use crate::problem::{ProblemCode, ReadError, RecordProblem};
use crate::record::Entry;
use window::Window;

/// How much of the input is looked at to tell its format.
const HEAD: usize = 256 * 1024;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON object per line: ClaimReview, DataFeed items, Google's claims, our own export.
    Ndjson,
    /// JSON documents: an object, a list, `@graph`, DataFeed, Google's answers. Lists are streamed.
    Json,
    /// The JSON-LD scripts of a page.
    Html,
    /// Comma, semicolon or tab separated, with a header.
    Csv,
    /// The first sheet of a workbook, with a header.
    Xlsx,
    /// RSS, Atom or JSON Feed: each entry a record.
    Feed,
}

impl Format {
    /// Reads the name of a format as commands write it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ndjson" | "jsonl" | "own" => Some(Self::Ndjson),
            "json" | "jsonld" | "datafeed" | "google" => Some(Self::Json),
            "html" => Some(Self::Html),
            "csv" | "tsv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "feed" | "rss" | "atom" => Some(Self::Feed),
            _ => None,
        }
    }
}

/// Bounds of one input. The defaults are those of the product; tests take smaller ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest line or element, bytes. A longer one is one problem.
    pub record_bytes: usize,
    /// Deepest nesting of a record.
    pub depth: usize,
    /// Longest CSV row that spans several lines, bytes.
    pub row_bytes: usize,
    /// Largest page or workbook, bytes; both are held whole.
    pub whole_bytes: u64,
    /// What a workbook may unpack to, bytes.
    pub unpacked_bytes: u64,
    /// Characters of a broken record kept for the report.
    pub excerpt_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record_bytes: 4 << 20,
            depth: 64,
            row_bytes: 1 << 20,
            whole_bytes: 64 << 20,
            unpacked_bytes: 512 << 20,
            excerpt_chars: 4_000,
        }
    }
}

impl Limits {
    /// Bytes that surely hold the characters of an excerpt.
    fn excerpt_bytes(&self) -> usize {
        self.excerpt_chars * 4
    }
}

/// What the operator says about an input.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format; told from the content when `None`.
    pub format: Option<Format>,
    /// Columns of a table.
    pub columns: ColumnMap,
    /// Bounds.
    pub limits: Limits,
    /// Where an earlier reading stopped: entries up to there are passed over. The input is given from its beginning.
    pub resume: Option<Position>,
}

/// A place between two entries. Made by a reader, kept by the caller, given back in [`Options::resume`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Bytes before the element (after decoding, without byte order mark).
    pub offset: u64,
    /// Entries of the element at `offset` that are already read.
    pub skip: u64,
    place: Place,
    /// How the elements of this document begin, so that a broken one is left behind at the same place as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begins: Option<String>,
}

/// Where in a JSON document a position lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    Top,
    List,
    Object,
    ListInObject,
}

/// One entry or problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Line where the record begins, from 1.
    pub line: u64,
    /// What was read.
    pub entry: Result<Entry, RecordProblem>,
    /// Where to go on after this entry.
    pub next: Position,
}

/// The entries of one element, before they are handed out one by one.
struct Piece {
    line: u64,
    entries: Vec<Result<Entry, RecordProblem>>,
    /// The element as read, for the report.
    text: Vec<u8>,
}

enum Source {
    Lines,
    Document(json::Document),
    Rows {
        separator: u8,
        places: Option<Vec<(Field, usize)>>,
    },
    /// Elements of an input that is held whole.
    Held(VecDeque<Piece>),
}

/// Reads entries from an input. See the crate's documentation.
pub struct Reader {
    window: Window,
    source: Source,
    format: Format,
    limits: Limits,
    columns: ColumnMap,
    ready: VecDeque<Item>,
    /// Elements handed out of a held input.
    held: u64,
    failed: bool,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("format", &self.format)
            .field("offset", &self.window.offset())
            .finish_non_exhaustive()
    }
}

impl Reader {
    /// Looks at the beginning of `input`, tells its format and goes to [`Options::resume`].
    ///
    /// # Errors
    /// When the input cannot be read, is empty, compressed, unknown, or beyond the bounds of its format.
    pub fn new(mut input: impl BufRead + Send + 'static, options: &Options) -> Result<Self, ReadError> {
        let mut head = Vec::new();
        (&mut input).take(HEAD as u64).read_to_end(&mut head)?;
        let (mut head, input): (Vec<u8>, Box<dyn BufRead + Send>) = match utf16(&head) {
            Some((skip, big_endian)) => {
                let raw = Cursor::new(head.split_off(skip)).chain(input);
                let mut decoded = decode::Utf16::new(raw, big_endian);
                let mut head = Vec::new();
                (&mut decoded).take(HEAD as u64).read_to_end(&mut head)?;
                (head, Box::new(decoded))
            }
            None => (head, Box::new(input)),
        };
        if head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
        }
        if head.trim_ascii().is_empty() {
            return Err(ReadError::Empty);
        }
        let format = match options.format {
            Some(format) => format,
            None => sniff::sniff(&head, &options.columns)?,
        };
        let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let separator = table::separator(first_line);
        let window = Window::new(Box::new(BufReader::with_capacity(64 * 1024, Cursor::new(head).chain(input))));
        let mut reader = Self {
            window,
            source: Source::Lines,
            format,
            limits: options.limits.clone(),
            columns: options.columns.clone(),
            ready: VecDeque::new(),
            held: 0,
            failed: false,
        };
        let document = || match &options.resume {
            Some(position) => json::Document::new(position.place, position.begins.clone()),
            None => json::Document::new(Place::Top, None),
        };
        reader.source = match format {
            Format::Ndjson => Source::Lines,
            Format::Json => Source::Document(document()),
            Format::Csv => Source::Rows { separator, places: None },
            Format::Html | Format::Xlsx | Format::Feed => Source::Held(reader.hold()?),
        };
        if format == Format::Csv {
            reader.header()?;
        }
        if let Some(position) = &options.resume {
            reader.go_to(position)?;
        }
        Ok(reader)
    }

    /// The format that is read.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Bytes consumed so far, for progress. After decoding; for a workbook or page the number of its records.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.window.offset().max(self.held)
    }

    fn hold(&mut self) -> Result<VecDeque<Piece>, ReadError> {
        while self.window.fill()? {
            if self.window.bytes().len() as u64 > self.limits.whole_bytes {
                return Err(ReadError::TooLarge { limit: self.limits.whole_bytes });
            }
        }
        if self.format == Format::Html {
            let scripts = html::scripts(self.window.bytes());
            let elements = scripts.into_iter().map(|script| json::Element {
                line: script.line,
                open: false,
                content: Ok(script.content.to_vec()),
            });
            let pieces: VecDeque<Piece> = elements.map(|element| json::read_element(element, &self.limits)).collect();
            return Ok(checks_only(pieces));
        }
        if self.format == Format::Feed {
            let entries = crate::feed::entries(self.window.bytes())?;
            let piece = |(number, (entry, text)): (usize, (_, String))| Piece {
                line: number as u64 + 1,
                entries: vec![entry],
                text: text.into_bytes(),
            };
            return Ok(entries.into_iter().enumerate().map(piece).collect());
        }
        let mut rows = xlsx::rows(self.window.bytes().to_vec(), &self.limits)?.into_iter();
        let (_, header) = rows.next().ok_or(ReadError::Empty)?;
        let places = table::places(&self.columns, &header)?;
        Ok(rows
            .map(|(line, cells)| Piece {
                line,
                entries: vec![table::record(&cells, &places)],
                text: cells.join("\t").into_bytes(),
            })
            .collect())
    }

    /// Reads the header of a CSV.
    fn header(&mut self) -> Result<(), ReadError> {
        if let Source::Rows { separator, places } = &mut self.source {
            let row = table::next_row(&mut self.window, *separator, &self.limits)?.ok_or(ReadError::Empty)?;
            let header = row.cells.map_err(|_| ReadError::NoColumn("claim"))?;
            *places = Some(table::places(&self.columns, &header)?);
        }
        Ok(())
    }

    fn go_to(&mut self, position: &Position) -> Result<(), ReadError> {
        let reached = match &mut self.source {
            Source::Held(pieces) => {
                let elements = usize::try_from(position.offset).unwrap_or(usize::MAX);
                let enough = elements <= pieces.len();
                pieces.drain(..elements.min(pieces.len()));
                self.held = position.offset;
                enough
            }
            _ => self.window.skip_to(position.offset)?,
        };
        if !reached {
            return Err(ReadError::ShorterThanBefore);
        }
        if position.skip > 0 && self.prepare()? {
            let skip = usize::try_from(position.skip).unwrap_or(usize::MAX).min(self.ready.len());
            self.ready.drain(..skip);
        }
        Ok(())
    }

    fn here(&self) -> Position {
        let (place, begins) = match &self.source {
            Source::Document(document) => (document.place(), document.begins()),
            _ => (Place::Top, None),
        };
        let offset = if matches!(self.source, Source::Held(_)) { self.held } else { self.window.offset() };
        Position { offset, skip: 0, place, begins }
    }

    /// Reads the next element and makes its items ready; `false` at the end.
    fn prepare(&mut self) -> Result<bool, ReadError> {
        let before = self.here();
        let element = match &mut self.source {
            Source::Lines => json::next_line(&mut self.window, &self.limits)?,
            Source::Document(document) => document.next(&mut self.window, &self.limits)?,
            Source::Rows { separator, places } => {
                let Some(row) = table::next_row(&mut self.window, *separator, &self.limits)? else { return Ok(false) };
                let places = places.as_deref().unwrap_or_default();
                let entry = row.cells.and_then(|cells| table::record(&cells, places));
                let piece = Piece { line: row.line, entries: vec![entry], text: row.text };
                self.hand_out(piece, &before);
                return Ok(true);
            }
            Source::Held(pieces) => {
                let Some(piece) = pieces.pop_front() else { return Ok(false) };
                self.held += 1;
                self.hand_out(piece, &before);
                return Ok(true);
            }
        };
        let Some(element) = element else { return Ok(false) };
        let piece = json::read_element(element, &self.limits);
        self.hand_out(piece, &before);
        Ok(true)
    }

    /// Items of one element: all but the last go on inside it, the last goes on behind it.
    fn hand_out(&mut self, piece: Piece, before: &Position) {
        let after = self.here();
        let count = piece.entries.len();
        for (number, entry) in piece.entries.into_iter().enumerate() {
            let next = if number + 1 == count {
                after.clone()
            } else {
                Position { skip: number as u64 + 1, ..before.clone() }
            };
            let entry = entry.map_err(|problem| RecordProblem {
                line: piece.line,
                text: excerpt(&piece.text, self.limits.excerpt_chars),
                ..problem
            });
            self.ready.push_back(Item { line: piece.line, entry, next });
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Item, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() {
            if self.failed {
                return None;
            }
            match self.prepare() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.failed = true;
                    return Some(Err(error));
                }
            }
        }
        self.ready.pop_front().map(Ok)
    }
}

/// A page carries other markup too (its organisation, its menu): only a page without any check at all is a problem.
fn checks_only(pieces: VecDeque<Piece>) -> VecDeque<Piece> {
    let is_other = |piece: &Piece| matches!(piece.entries.as_slice(), [Err(problem)] if problem.code == ProblemCode::NotAClaimReview);
    let (other, mut checks): (VecDeque<_>, VecDeque<_>) = pieces.into_iter().partition(is_other);
    if checks.is_empty() {
        let problem = RecordProblem::new(ProblemCode::NotAClaimReview, "the page holds no ClaimReview");
        let (line, text) = other.into_iter().next().map_or((1, Vec::new()), |piece| (piece.line, piece.text));
        checks.push_back(Piece { line, entries: vec![Err(problem)], text });
    }
    checks
}

/// UTF-16 by its byte order mark, or by an ASCII character beside a NUL at the very beginning.
fn utf16(head: &[u8]) -> Option<(usize, bool)> {
    match head {
        [0xFF, 0xFE, ..] => Some((2, false)),
        [0xFE, 0xFF, ..] => Some((2, true)),
        [b'{' | b'[' | b'<', 0, ..] => Some((0, false)),
        [0, b'{' | b'[' | b'<', ..] => Some((0, true)),
        _ => None,
    }
}

/// The beginning of a record for people: bad bytes and control characters as U+FFFD, cut at `limit` characters.
fn excerpt(text: &[u8], limit: usize) -> String {
    let text = String::from_utf8_lossy(&text[..text.len().min(limit * 4)]);
    text.chars().take(limit).map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{FFFD}' } else { c }).collect()
}
