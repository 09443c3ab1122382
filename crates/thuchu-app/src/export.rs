//! Exporting checks, streamed in the order of their ids: the same desk gives the same bytes. Messages of askers are in
//! no export, for nothing here reads them.

use std::collections::HashMap;
use std::io::Write;

use serde::Serialize;
use thuchu_formats::{
    CsvWriter, DataFeedWriter, ImportRecord, NdjsonWriter, OwnCheck, OwnPublisher, OwnRedirect, OwnWriter,
    PublisherRef, RatingText, WriteError,
};
use thuchu_model::{CheckContent, CheckOrigin, CheckState, Publisher, PublisherId, Trust};
use thuchu_store::checks::{self, StoredCheck};
use thuchu_store::{Db, StoreError, publishers};

/// Checks of one page.
const PAGE: u32 = 1_000;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Our own: publishers, every version, withdrawn and replaced checks, redirects; one JSON object per line. The
    /// facts that differ from desk to desk (public addresses, instants of fetching) are written when asked for.
    Own {
        /// Whether they are.
        desk_facts: bool,
    },
    /// ClaimReview JSON-LD, one per line; live checks of shown publishers.
    Ndjson,
    /// A Data Commons DataFeed of the same.
    DataFeed,
    /// A table of the same.
    Csv,
}

impl ExportFormat {
    /// Reads the name of a format as commands write it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "own" => Some(Self::Own { desk_facts: false }),
            "own-full" => Some(Self::Own { desk_facts: true }),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "datafeed" | "json" => Some(Self::DataFeed),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ExportCounts {
    /// Checks.
    pub checks: u64,
    /// Lines or rows for them, older versions included.
    pub versions: u64,
    /// Redirects.
    pub redirects: u64,
}

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output refused.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ExportError {
    /// The stable code, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Write(_) => "export.write",
            Self::Store(error) => error.code(),
        }
    }
}

enum Writer<W: Write> {
    Own(OwnWriter<W>, bool),
    Ndjson(NdjsonWriter<W>),
    DataFeed(DataFeedWriter<W>),
    Csv(Box<CsvWriter<W>>),
}

/// Writes all imported checks to `out`, which should be buffered, and calls `progress` with the number so far. The
/// desk's own checks are published by itself, not exported as somebody's.
///
/// # Errors
/// When the output or the store refuses.
pub async fn run<W: Write + Send>(
    db: &Db,
    format: ExportFormat,
    out: W,
    mut progress: impl FnMut(u64) + Send,
) -> Result<(ExportCounts, W), ExportError> {
    let mut writer = match format {
        ExportFormat::Own { desk_facts } => Writer::Own(OwnWriter::new(out), desk_facts),
        ExportFormat::Ndjson => Writer::Ndjson(NdjsonWriter::new(out)),
        ExportFormat::DataFeed => Writer::DataFeed(DataFeedWriter::new(out)?),
        ExportFormat::Csv => Writer::Csv(Box::new(CsvWriter::new(out)?)),
    };
    let all = publishers::all(&mut db.read()).await?;
    if let Writer::Own(out, _) = &mut writer {
        for publisher in &all {
            out.publisher(&own_publisher(publisher))?;
        }
    }
    let known: HashMap<PublisherId, Publisher> = all.into_iter().map(|publisher| (publisher.id, publisher)).collect();
    let mut counts = ExportCounts::default();
    let mut redirects = Vec::new();
    let mut after = None;
    loop {
        let page = checks::for_export(&mut db.read(), after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.check.id);
        for stored in &page {
            let Some((publisher, url)) = origin(stored, &known) else { continue };
            if let CheckState::Replaced { by } = stored.check.state {
                redirects.push(OwnRedirect { from: stored.check.id, to: by });
            }
            write(db, &mut writer, stored, publisher, url, &mut counts).await?;
        }
        progress(counts.checks);
    }
    let out = match writer {
        Writer::Own(mut out, _) => {
            for redirect in &redirects {
                out.redirect(redirect)?;
                counts.redirects += 1;
            }
            out.finish()?
        }
        Writer::Ndjson(out) => out.finish()?,
        Writer::DataFeed(out) => out.finish()?,
        Writer::Csv(out) => out.finish()?,
    };
    Ok((counts, out))
}

async fn write<W: Write>(
    db: &Db,
    writer: &mut Writer<W>,
    stored: &StoredCheck,
    publisher: &Publisher,
    url: &str,
    counts: &mut ExportCounts,
) -> Result<(), ExportError> {
    if let Writer::Own(out, desk_facts) = writer {
        if stored.check.version > 1 {
            for version in checks::versions(&mut db.read(), stored.check.id).await? {
                if version.number < stored.check.version {
                    let own = OwnCheck {
                        version: version.number,
                        state: "superseded".to_owned(),
                        content: version.content,
                        ..own(stored, *desk_facts)
                    };
                    let own = OwnCheck { reason: None, replaced_by: None, key: None, holds_until: None, ..own };
                    out.check(&record(publisher, url, own.content.clone(), Some(own)))?;
                    counts.versions += 1;
                }
            }
        }
        let own = own(stored, *desk_facts);
        out.check(&record(publisher, url, own.content.clone(), Some(own)))?;
    } else {
        if !stored.check.state.is_live() || publisher.trust == Trust::None {
            return Ok(());
        }
        let record = record(publisher, url, stored.check.content.clone(), None);
        match writer {
            Writer::Ndjson(out) => out.check(&record)?,
            Writer::DataFeed(out) => out.check(&record)?,
            Writer::Csv(out) => out.check(&record)?,
            Writer::Own(..) => {}
        }
    }
    counts.checks += 1;
    counts.versions += 1;
    Ok(())
}

fn origin<'a>(stored: &'a StoredCheck, known: &'a HashMap<PublisherId, Publisher>) -> Option<(&'a Publisher, &'a str)> {
    match &stored.check.origin {
        CheckOrigin::Imported { publisher, url, .. } => Some((known.get(publisher)?, url)),
        CheckOrigin::Own { .. } => None,
    }
}

fn own_publisher(publisher: &Publisher) -> OwnPublisher {
    OwnPublisher {
        site: publisher.site.to_string(),
        name: publisher.name.clone(),
        languages: publisher.langs.iter().map(ToString::to_string).collect(),
        affiliation: publisher.affiliation.as_str().to_owned(),
        trust: publisher.trust.as_str().to_owned(),
    }
}

fn own(stored: &StoredCheck, desk_facts: bool) -> OwnCheck {
    let check = &stored.check;
    let (state, reason, replaced_by) = match check.state {
        CheckState::Published => ("published", None, None),
        CheckState::UnderReview => ("under_review", None, None),
        CheckState::Withdrawn { reason } => ("withdrawn", Some(reason), None),
        CheckState::Replaced { by } => ("replaced", None, Some(by)),
    };
    let fetched_at = match &check.origin {
        CheckOrigin::Imported { fetched_at, .. } => Some(*fetched_at),
        CheckOrigin::Own { .. } => None,
    };
    OwnCheck {
        id: check.id,
        public_id: desk_facts.then_some(check.public_id),
        version: check.version,
        state: state.to_owned(),
        reason,
        replaced_by,
        key: stored.rating.as_ref().map(|(key, _)| key.clone()),
        holds_until: check.holds_until.filter(|_| desk_facts),
        fetched_at: fetched_at.filter(|_| desk_facts),
        content: check.content.clone(),
    }
}

fn record(publisher: &Publisher, url: &str, content: CheckContent, own: Option<OwnCheck>) -> ImportRecord {
    let mut claims = content.claims.into_iter();
    let first = claims.next();
    let numbers = content.rating.original.unwrap_or_default();
    ImportRecord {
        claim_reviewed: first.as_ref().map(|claim| claim.text.to_string()).unwrap_or_default(),
        url: url.to_owned(),
        title: content.title,
        lang: first.map(|claim| claim.lang).filter(|lang| lang.as_str() != "und"),
        publisher: PublisherRef { name: Some(publisher.name.clone()), site: publisher.site.to_string() },
        rating: RatingText {
            label: Some(content.rating.label).filter(|label| !label.is_empty()),
            value: numbers.value,
            best: numbers.best,
            worst: numbers.worst,
            explanation: content.rating.explanation,
        },
        body: content.body,
        review_date: content.review_date,
        claim_date: content.claim_date,
        claimant: content.claimant,
        appearances: content.appearances,
        licence: content.licence,
        wordings: claims.collect(),
        own: own.map(Box::new),
    }
}
