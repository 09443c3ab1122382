//! The writers, beside their readers: our own export, plain ClaimReview lines, a DataFeed, a table.

mod atom;
mod claims;
mod json_ld;
mod own_review;
mod table;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde_json::{Value, json};
use thuchu_model::Timestamp;

use crate::record::{ImportRecord, OwnPublisher, OwnRedirect};
pub use atom::{AtomEntry, AtomFeed};
pub use claims::{ClaimAnswer, claim_images_answer, claims_answer};
pub use json_ld::claim_review;
pub(crate) use json_ld::{put, typed};
pub use own_review::{OwnReview, for_script, own_claim_review};
pub(crate) use table::is_formula;
pub use table::{CsvWriter, csv_table};

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
#[error("writing the export failed: {0}")]
pub struct WriteError(#[from] pub io::Error);

impl From<csv::Error> for WriteError {
    fn from(error: csv::Error) -> Self {
        Self(error.into())
    }
}

impl From<serde_json::Error> for WriteError {
    fn from(error: serde_json::Error) -> Self {
        Self(error.into())
    }
}

/// Our own export: one JSON object per line, keys in a fixed order, everything needed to restore the checks.
#[derive(Debug)]
pub struct OwnWriter<W: Write>(W);

impl<W: Write> OwnWriter<W> {
    /// Writes to `out`; give it a buffered one.
    pub fn new(out: W) -> Self {
        Self(out)
    }

    /// Writes a publisher.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn publisher(&mut self, publisher: &OwnPublisher) -> Result<(), WriteError> {
        self.line(
            &json!({"@context": json_ld::own_context(), "@type": "thuchu:Publisher", "thuchu:publisher": publisher}),
        )
    }

    /// Writes one version of a check. Without [`ImportRecord::own`] it is a plain ClaimReview.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn check(&mut self, record: &ImportRecord) -> Result<(), WriteError> {
        self.line(&json_ld::own_line(record))
    }

    /// Writes a redirect.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn redirect(&mut self, redirect: &OwnRedirect) -> Result<(), WriteError> {
        self.line(&json!({"@context": json_ld::own_context(), "@type": "thuchu:Redirect", "thuchu:redirect": redirect}))
    }

    /// Flushes, and gives the output back.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.0.flush()?;
        Ok(self.0)
    }

    fn line(&mut self, value: &Value) -> Result<(), WriteError> {
        line(&mut self.0, value)
    }
}

/// ClaimReview JSON-LD, one per line.
#[derive(Debug)]
pub struct NdjsonWriter<W: Write>(W);

impl<W: Write> NdjsonWriter<W> {
    /// Writes to `out`; give it a buffered one.
    pub fn new(out: W) -> Self {
        Self(out)
    }

    /// Writes one check.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn check(&mut self, record: &ImportRecord) -> Result<(), WriteError> {
        line(&mut self.0, &claim_review(record))
    }

    /// Writes a check whose markup is made already.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn value(&mut self, review: &Value) -> Result<(), WriteError> {
        line(&mut self.0, review)
    }

    /// Flushes, and gives the output back.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.0.flush()?;
        Ok(self.0)
    }
}

/// A Data Commons DataFeed: one JSON document, one element per line.
#[derive(Debug)]
pub struct DataFeedWriter<W: Write> {
    out: W,
    any: bool,
}

impl<W: Write> DataFeedWriter<W> {
    /// Begins the document; give it a buffered output.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn new(mut out: W) -> Result<Self, WriteError> {
        out.write_all(b"{\"@context\":\"https://schema.org\",\"@type\":\"DataFeed\",\"dataFeedElement\":[")?;
        Ok(Self { out, any: false })
    }

    /// Writes one check as a `DataFeedItem`.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn check(&mut self, record: &ImportRecord) -> Result<(), WriteError> {
        self.check_dated(record, None, None)
    }

    /// The same with the instants at which the desk first had the check and last changed it.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn check_dated(
        &mut self,
        record: &ImportRecord,
        created: Option<Timestamp>,
        modified: Option<Timestamp>,
    ) -> Result<(), WriteError> {
        self.value(claim_review(record), &record.url, created, modified)
    }

    /// Writes a check whose markup is made already; `url` is its page.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn value(
        &mut self,
        mut review: Value,
        url: &str,
        created: Option<Timestamp>,
        modified: Option<Timestamp>,
    ) -> Result<(), WriteError> {
        if let Some(review) = review.as_object_mut() {
            review.remove("@context");
        }
        let mut item = json!({"@type": "DataFeedItem", "item": [review], "url": url});
        if let Some(item) = item.as_object_mut() {
            put(item, "dateCreated", created.map(|at| at.to_string()));
            put(item, "dateModified", modified.map(|at| at.to_string()));
        }
        self.element(&item)
    }

    /// Says that the check of this page was taken back, and when; nothing of what it said is told again.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn deleted(&mut self, url: &str, created: Timestamp, at: Timestamp) -> Result<(), WriteError> {
        let (created, at) = (created.to_string(), at.to_string());
        self.element(&json!({"@type": "DataFeedItem", "dateCreated": created, "dateDeleted": at, "url": url}))
    }

    fn element(&mut self, item: &Value) -> Result<(), WriteError> {
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        serde_json::to_writer(&mut self.out, item)?;
        Ok(())
    }

    /// Ends the document, flushes, and gives the output back.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn line(out: &mut impl Write, value: &Value) -> Result<(), WriteError> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}
