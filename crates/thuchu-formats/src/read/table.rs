//! CSV, and rows in general: a row is cut strictly, bounded, and turned into a record by the column map.

use std::io;

use super::columns::{ColumnMap, Field};
use super::window::Window;
use super::{Limits, fields};
use crate::problem::{ProblemCode, ReadError, RecordProblem};
use crate::record::{Entry, ImportRecord, RatingText};

/// A cut row: its line, and its cells or what is wrong with it; the bytes as read.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) cells: Result<Vec<String>, RecordProblem>,
    pub(super) text: Vec<u8>,
}

/// The separator that the first line uses most, outside quotes.
pub(super) fn separator(first_line: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in first_line {
        quoted ^= *byte == b'"';
        if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| separator == byte) {
            *count += 1;
        }
    }
    // The first of equals, so a header of one column is read with commas.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// Cuts the next row that is not blank. A quote that never closes costs its own line, not the file.
pub(super) fn next_row(window: &mut Window, separator: u8, limits: &Limits) -> io::Result<Option<Row>> {
    loop {
        let line = window.line();
        match row_end(window, separator, limits)? {
            End::Input => return Ok(None),
            End::Row(length) => {
                let text = window.bytes()[..length].trim_ascii_end().to_vec();
                window.consume(length);
                if text.is_empty() {
                    continue;
                }
                return Ok(Some(Row { line, cells: cells(&text, separator), text }));
            }
            End::Broken(reason) => {
                let (text, long) = window.next_line(limits.record_bytes)?.unwrap_or_default();
                let code = if long { ProblemCode::TooLong } else { ProblemCode::BadRow };
                return Ok(Some(Row { line, cells: Err(RecordProblem::new(code, reason)), text }));
            }
        }
    }
}

enum End {
    Input,
    /// Length with the line end.
    Row(usize),
    Broken(&'static str),
}

fn row_end(window: &mut Window, separator: u8, limits: &Limits) -> io::Result<End> {
    #[derive(PartialEq, Clone, Copy)]
    enum In {
        Start,
        Bare,
        Quoted,
        Closed,
    }
    let mut state = In::Start;
    let mut at = 0;
    loop {
        while at < window.bytes().len() {
            let byte = window.bytes()[at];
            state = match (state, byte) {
                (In::Quoted, b'"') => In::Closed,
                (In::Quoted, _) => In::Quoted,
                (_, b'\n') => return Ok(End::Row(at + 1)),
                (_, byte) if byte == separator => In::Start,
                (In::Start | In::Closed, b'"') => In::Quoted,
                (In::Closed, b'\r' | b' ') => In::Closed,
                (In::Closed, _) => return Ok(End::Broken("text follows a closing quote")),
                (In::Start, b' ') => In::Start,
                (_, _) => In::Bare,
            };
            at += 1;
        }
        let limit = if state == In::Quoted { limits.row_bytes } else { limits.record_bytes };
        if at > limit {
            return Ok(End::Broken("the row is too long, or a quote is never closed"));
        }
        if !window.fill()? {
            return Ok(match state {
                _ if at == 0 => End::Input,
                In::Quoted => End::Broken("a quote is never closed"),
                _ => End::Row(at),
            });
        }
    }
}

/// Cuts a whole row into cells.
fn cells(row: &[u8], separator: u8) -> Result<Vec<String>, RecordProblem> {
    let row = std::str::from_utf8(row).map_err(|error| {
        RecordProblem::new(ProblemCode::InvalidUtf8, format!("not UTF-8 at byte {}", error.valid_up_to()))
    })?;
    if row.contains('\0') {
        return Err(RecordProblem::new(ProblemCode::ControlCharacter, "a NUL character"));
    }
    let separator = char::from(separator);
    let mut cells = vec![String::new()];
    let mut chars = row.chars().peekable();
    let (mut quoted, mut fresh) = (false, true);
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if fresh => quoted = true,
            ' ' if fresh => {}
            c if c == separator && !quoted => {
                cells.push(String::new());
                fresh = true;
                continue;
            }
            c => cell.push(c),
        }
        fresh = fresh && c == ' ';
    }
    Ok(cells)
}

/// Where the fields stand in a table with this header.
///
/// # Errors
/// [`ReadError::NoColumn`] when claim or address has none.
pub(super) fn places(columns: &ColumnMap, header: &[String]) -> Result<Vec<(Field, usize)>, ReadError> {
    let places = columns.resolve(header);
    for (field, name) in [(Field::Claim, "claim"), (Field::Url, "url")] {
        if !places.iter().any(|(found, _)| *found == field) {
            return Err(ReadError::NoColumn(name));
        }
    }
    Ok(places)
}

/// Turns a row into a record.
pub(super) fn record(cells: &[String], places: &[(Field, usize)]) -> Result<Entry, RecordProblem> {
    let cell = |field: Field| {
        let place = places.iter().find(|(found, _)| *found == field).map(|(_, place)| *place)?;
        fields::text(unguard(cells.get(place)?))
    };
    let record =
        super::node::from_parts(cell(Field::Claim), cell(Field::Url), cell(Field::Site), cell(Field::Publisher))?;
    let appearances = cell(Field::Appearances).unwrap_or_default();
    let appearances = appearances.split_whitespace().filter_map(|url| fields::page_url(url).ok()).map(String::from);
    let long = |field: &str, text: Option<String>, limit: usize| {
        super::node::bounded(field, text, limit)
            .map_err(|error| RecordProblem { urls: vec![record.url.clone()], ..error })
    };
    Ok(Entry::Record(Box::new(ImportRecord {
        title: long("title", cell(Field::Title), 1_000)?,
        lang: cell(Field::Lang).and_then(|lang| fields::lang(&lang)),
        rating: RatingText {
            label: long("rating", cell(Field::Rating), 1_000)?,
            explanation: long("explanation", cell(Field::Explanation), 20_000)?,
            ..RatingText::default()
        },
        body: long("body", cell(Field::Body), 1 << 20)?,
        review_date: cell(Field::ReviewDate).and_then(|date| fields::date(&date)),
        claim_date: cell(Field::ClaimDate).and_then(|date| fields::date(&date)),
        claimant: cell(Field::Claimant).filter(|name| name.chars().count() <= 500),
        appearances: appearances.take(20).collect(),
        licence: cell(Field::Licence).filter(|licence| licence.len() <= 500),
        ..record
    })))
}

/// Takes off the apostrophe that our own writer puts before a cell that a spreadsheet would run as a formula.
fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if crate::write::is_formula(rest) => rest,
        _ => cell,
    }
}
