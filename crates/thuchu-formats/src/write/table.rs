//! Checks as CSV, safe to open in a spreadsheet: a cell that it would run as a formula gets an apostrophe in front,
//! which the reader takes off again.

use std::io::Write;

use super::WriteError;
use crate::record::ImportRecord;

const HEADER: [&str; 13] = [
    "claim",
    "url",
    "title",
    "lang",
    "rating",
    "publisher",
    "site",
    "explanation",
    "body",
    "review_date",
    "claim_date",
    "appearances",
    "licence",
];

/// Writes checks as comma separated values, UTF-8, with a header. Claimants are left out: a table invites counting.
#[derive(Debug)]
pub struct CsvWriter<W: Write>(csv::Writer<W>);

impl<W: Write> CsvWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn new(out: W) -> Result<Self, WriteError> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(HEADER)?;
        Ok(Self(writer))
    }

    /// Writes one check.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn check(&mut self, record: &ImportRecord) -> Result<(), WriteError> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let row = [
            record.claim_reviewed.clone(),
            record.url.clone(),
            text(&record.title),
            record.lang.as_ref().map(ToString::to_string).unwrap_or_default(),
            text(&record.rating.label),
            text(&record.publisher.name),
            record.publisher.site.clone(),
            text(&record.rating.explanation),
            text(&record.body),
            record.review_date.map(|day| day.to_string()).unwrap_or_default(),
            record.claim_date.map(|day| day.to_string()).unwrap_or_default(),
            record.appearances.join(" "),
            text(&record.licence),
        ];
        self.0.write_record(row.map(guard))?;
        Ok(())
    }

    /// Flushes, and gives the output back.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.0.flush()?;
        self.0.into_inner().map_err(|error| WriteError(error.into_error()))
    }
}

/// Rows of text as comma separated values, UTF-8, the header first.
///
/// # Errors
/// When a row has another length than the header.
pub fn csv_table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<String, WriteError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.into_iter().map(guard))?;
    }
    let bytes = writer.into_inner().map_err(|error| WriteError(error.into_error()))?;
    String::from_utf8(bytes).map_err(|error| WriteError(std::io::Error::other(error)))
}

/// Whether a spreadsheet may run the cell (OWASP, "CSV injection"); full-width forms count, and cells that begin
/// with apostrophes before such a character, so that taking one off is always right.
pub(crate) fn is_formula(cell: &str) -> bool {
    let start = cell.trim_start_matches('\'').chars().next();
    matches!(start, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

fn guard(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}
