//! Importing published checks: streamed, in batches, each one unit of work with its place in the input, so that a
//! run killed at any moment goes on exactly where it stood when the same command is given again.
//!
//! A thread reads and prepares ([`thuchu_formats::Reader`]); the caller's task writes. What is broken becomes a row
//! beside the batch, and at the end the report file. Opening files and addresses is left to the caller, drawing the
//! progress too.

mod carry;
mod counts;
mod error;
mod finish;
mod prepare;
mod report;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::io::{BufRead, Cursor, Read};
use std::path::PathBuf;

use serde::Serialize;
use thuchu_formats::{Options, Position, ReadError, Reader};
use thuchu_model::{
    AuditObject, Chance, CheckState, Clock, ImportRunId, LabelMap, Publisher, RatingScale, Sha256Hash, Site,
};
use thuchu_store::checks::{self, IncomingCheck, PutOutcome};
use thuchu_store::imports::{self, ImportProblem, ImportRun, Progress, RunState};
use thuchu_store::{Db, Tx, audit, publishers};
use tokio::sync::mpsc;

use crate::labels::{self, Labels};
pub use carry::carried;
pub use counts::Counts;
use counts::Place;
pub use error::ImportError;
use prepare::{Prepared, Unit};
pub use rules::Rules;

/// Items of one unit of work: at first, and at most.
const BATCH: usize = 1_000;
const LARGEST_BATCH: usize = 40_000;
/// A batch holds this part of what was read so far. The keys of checks are random, so each batch writes pages all over
/// the key trees; were it always small, a record would cost the more the larger the trees are.
const PART_OF_READ: u64 = 10;
/// Batches that may wait for the writer; bounds the memory.
const WAITING: usize = 1;
/// Bytes at the beginning of an input that tell whether it is still the same.
const FINGERPRINT: usize = 1 << 20;

/// What is imported, and how.
pub struct Request {
    /// The name of the file or the address, `-` for standard input. With the options it tells which run to resume.
    pub name: String,
    /// The bytes, from their beginning, also when resuming.
    pub input: Box<dyn BufRead + Send>,
    /// What else tells that the input is the same: length of the file, ETag of the address.
    pub version: Option<String>,
    /// Format, columns, bounds.
    pub read: Options,
    /// The operator's labels; `None` keeps what the desk knows already.
    pub labels: Option<Labels>,
    /// Whether the input is its publishers' whole list.
    pub complete: Complete,
    /// Where the report of broken records goes.
    pub report: PathBuf,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request").field("name", &self.name).field("complete", &self.complete).finish_non_exhaustive()
    }
}

/// Whether what the input does not hold is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Complete {
    /// The input is a part: nothing is withdrawn.
    #[default]
    No,
    /// The input is the whole list. Refused when a broken record has no readable address: nobody knows which check it
    /// was about.
    Yes,
    /// The same, also with such records.
    DespiteBroken,
}

/// What the caller shows and says meanwhile.
pub trait Watch: Send + Sync {
    /// A batch is stored: bytes read (after decoding), and the counts so far.
    fn progress(&self, bytes: u64, counts: &Counts);
    /// Whether to stop after the batch at hand; the same command resumes later.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: u64, _: &Counts) {}
}

/// What became of `--complete`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// Not asked for.
    NotAsked,
    /// Done; the number is in [`Counts::withdrawn`].
    Done,
    /// Refused: this many broken records have no readable address. Everything else is imported.
    Refused(u64),
}

/// The end of a run.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// Its name.
    pub run: ImportRunId,
    /// Whether it went on from an earlier, unfinished one.
    pub resumed: bool,
    /// What was done, over all its parts.
    pub counts: Counts,
    /// What became of `--complete`.
    pub withdrawal: Withdrawal,
    /// The report of broken records, when there are any.
    pub report: Option<PathBuf>,
}

/// Imports an input to its end, or up to a cancellation ([`ImportError::Cancelled`]).
///
/// # Errors
/// When the input cannot be read or the store refuses; everything up to the last batch is kept.
pub async fn run(
    db: &Db,
    request: Request,
    clock: &dyn Clock,
    chance: &dyn Chance,
    watch: &dyn Watch,
) -> Result<Outcome, ImportError> {
    run_by(db, request, Rules::default(), clock, chance, watch).await
}

/// The same, by rules that hold for the input as a whole.
///
/// # Errors
/// As [`run`].
pub async fn run_by(
    db: &Db,
    request: Request,
    rules: Rules,
    clock: &dyn Clock,
    chance: &dyn Chance,
    watch: &dyn Watch,
) -> Result<Outcome, ImportError> {
    let Request { name, mut input, version, read, labels, complete, report } = request;
    let mut head = Vec::new();
    (&mut input).take(FINGERPRINT as u64).read_to_end(&mut head).map_err(ReadError::Io)?;
    let hash = Sha256Hash::of_parts(&[&head, version.unwrap_or_default().as_bytes()]);
    let labels = labels::in_force(db, labels, clock.now()).await?;
    let options = serde_json::json!({
        "complete": complete, "format": read.format, "columns": read.columns, "labels": labels.fingerprint(),
    });
    let options = thuchu_model::canonical_json(&options);
    let (run, resumed) = open_run(db, &name, hash, &options, clock, chance).await?;
    let place = Place::parse(&run.progress.counts)?;
    let mut writer = Writer {
        db,
        clock,
        chance,
        scale: RatingScale::built_in(),
        labels: labels.into_map(),
        track: complete != Complete::No,
        rules,
        run: run.id,
        stands: run.progress.clone(),
        place,
        known: HashMap::new(),
    };
    if !writer.place.read_to_end {
        let read = Options { resume: writer.place.position.clone(), ..read };
        let input = Cursor::new(head).chain(input);
        // The reader opens in its own thread, for a workbook is read whole at once.
        let (send, mut batches) = mpsc::channel(WAITING);
        let reading = tokio::task::spawn_blocking(move || read_batches(input, &read, &send));
        while let Some(batch) = batches.recv().await {
            let batch = batch?;
            let bytes = batch.bytes;
            writer.store(batch).await?;
            watch.progress(bytes, &writer.place.counts);
            if watch.cancelled() {
                return Err(ImportError::Cancelled);
            }
        }
        reading.await.map_err(|_| ImportError::ReaderStopped)?;
        writer.note_end().await?;
    }
    let (withdrawal, report) = finish::finish(&mut writer, complete, &report).await?;
    watch.progress(writer.stands.byte_offset, &writer.place.counts);
    Ok(Outcome { run: run.id, resumed, counts: writer.place.counts, withdrawal, report })
}

/// The unfinished run of the same input with the same options, else a new one. An unfinished run whose input has
/// changed since is given up.
async fn open_run(
    db: &Db,
    name: &str,
    hash: Sha256Hash,
    options: &str,
    clock: &dyn Clock,
    chance: &dyn Chance,
) -> Result<(ImportRun, bool), ImportError> {
    let mut tx = db.begin().await?;
    while let Some(found) = imports::unfinished(&mut tx, name, options).await? {
        if found.source_hash == Some(hash) {
            return Ok((found, true));
        }
        imports::end(&mut tx, found.id, RunState::Abandoned, clock.now()).await?;
    }
    let run = imports::begin(&mut tx, name, Some(hash), options, chance, clock.now()).await?;
    let detail = serde_json::json!({"source": name, "options": options});
    let object = AuditObject::ImportRun(run.id);
    audit::append(&mut tx, &[], crate::act("import.begin")?, object, &detail, clock.now()).await?;
    tx.commit().await?;
    Ok((run, false))
}

/// A batch as the reading thread hands it over.
struct Batch {
    units: Vec<Unit>,
    next: Option<Position>,
    bytes: u64,
}

fn read_batches(
    input: impl BufRead + Send + 'static,
    options: &Options,
    send: &mpsc::Sender<Result<Batch, ReadError>>,
) {
    let mut reader = match Reader::new(input, options) {
        Ok(reader) => reader,
        Err(error) => {
            // Nobody listens when the writer failed first; then its error is the one that counts.
            let _ = send.blocking_send(Err(error));
            return;
        }
    };
    let mut batch = Batch { units: Vec::with_capacity(BATCH), next: None, bytes: 0 };
    let (mut read, mut size) = (0_u64, BATCH);
    while let Some(item) = reader.next() {
        match item {
            Ok(item) => {
                batch.next = Some(item.next.clone());
                batch.units.push(prepare::unit(item));
            }
            Err(error) => {
                let _ = send.blocking_send(Err(error));
                return;
            }
        }
        if batch.units.len() == size {
            read += size as u64;
            size = usize::try_from(read / PART_OF_READ).unwrap_or(LARGEST_BATCH).clamp(BATCH, LARGEST_BATCH);
            batch.bytes = reader.offset();
            let full = std::mem::replace(&mut batch, Batch { units: Vec::with_capacity(size), next: None, bytes: 0 });
            if send.blocking_send(Ok(full)).is_err() {
                return;
            }
        }
    }
    if !batch.units.is_empty() {
        batch.bytes = reader.offset();
        let _ = send.blocking_send(Ok(batch));
    }
}

/// The writing side of a run.
struct Writer<'a> {
    db: &'a Db,
    clock: &'a dyn Clock,
    chance: &'a dyn Chance,
    scale: RatingScale,
    labels: LabelMap,
    /// Whether the publishers that the run met are noted, for `--complete`.
    track: bool,
    rules: Rules,
    run: ImportRunId,
    stands: Progress,
    place: Place,
    known: HashMap<String, Publisher>,
}

impl Writer<'_> {
    /// Stores a batch: checks, problems, the place and the audit entry, in one unit of work.
    async fn store(&mut self, batch: Batch) -> Result<(), ImportError> {
        let before = self.place.counts;
        self.place.position = batch.next;
        let items = batch.units.len() as u64;
        let mut tx = self.db.begin().await?;
        let (mut records, mut problems) = (Vec::new(), Vec::new());
        for unit in batch.units {
            self.place.counts.read += 1;
            match unit {
                Unit::Record(prepared) if self.rules.is_own(&prepared.site) => {}
                Unit::Record(prepared) if !self.rules.admits(&prepared.site) => {
                    self.place.counts.problems += 1;
                    problems.push(prepare::of_others(&prepared));
                }
                Unit::Record(mut prepared) => {
                    self.rules.license(&mut prepared.content);
                    records.push(*prepared);
                }
                Unit::Problem { problem, urls } => {
                    self.place.counts.problems += 1;
                    self.place.unplaced += u64::from(urls.is_empty());
                    problems.push(problem);
                }
                Unit::Publisher(publisher) => self.describe(&mut tx, &publisher).await?,
                Unit::Redirect(redirect) => {
                    // Everything before it in the file must be in place first.
                    self.put(&mut tx, std::mem::take(&mut records), &mut problems).await?;
                    finish::redirect(&mut tx, &redirect, &mut self.place.counts, self.clock.now()).await?;
                }
            }
        }
        self.put(&mut tx, records, &mut problems).await?;
        self.checkpoint(&mut tx, batch.bytes, items, &problems).await?;
        let detail = serde_json::json!({"before": before, "after": self.place.counts});
        let object = AuditObject::ImportRun(self.run);
        audit::append(&mut tx, &[], crate::act("import.batch")?, object, &detail, self.clock.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn checkpoint(
        &mut self,
        tx: &mut Tx,
        bytes: u64,
        items: u64,
        problems: &[ImportProblem],
    ) -> Result<(), ImportError> {
        let to = Progress { byte_offset: bytes, line: self.stands.line + items, counts: self.place.to_json() };
        imports::checkpoint(tx, self.run, &self.stands, &to, problems, self.clock.now()).await?;
        self.stands = to;
        Ok(())
    }

    async fn note_end(&mut self) -> Result<(), ImportError> {
        self.place.read_to_end = true;
        let mut tx = self.db.begin().await?;
        self.checkpoint(&mut tx, self.stands.byte_offset, 0, &[]).await?;
        Ok(tx.commit().await?)
    }

    async fn put(
        &mut self,
        tx: &mut Tx,
        records: Vec<Prepared>,
        problems: &mut Vec<ImportProblem>,
    ) -> Result<(), ImportError> {
        if records.is_empty() {
            return Ok(());
        }
        let asked: Vec<_> = records.iter().filter(|record| record.needs_stored()).map(|record| record.id).collect();
        let stored = checks::find(tx, &asked).await?;
        let stored: HashMap<_, _> = stored.iter().map(|found| (found.check.id, &found.check)).collect();
        let (mut batch, mut lines) = (Vec::with_capacity(records.len()), Vec::with_capacity(records.len()));
        let mut withdrawn = Vec::new();
        for record in records {
            // An old version of our own export is put only where it is missing.
            if record.superseded && stored.get(&record.id).is_some_and(|check| check.version >= record.version) {
                self.place.counts.unchanged += 1;
                continue;
            }
            let publisher = self.publisher(tx, &record).await?;
            let key = self.labels.get(&publisher.site, &record.content.rating.label).cloned();
            let mapped = key.map(|key| (key.clone(), self.scale.get(&key).and_then(|rating| rating.value)));
            withdrawn.extend(record.withdrawn.map(|reason| (record.id, reason)));
            let now = self.clock.now();
            let fetched_at = record.fetched_at.unwrap_or(now);
            let holds_until = thuchu_model::holds_until(record.perishable, record.content.review_date, fetched_at);
            // Without a date of its own a check counts from when it came in first: importing again does not renew it.
            let since = stored.get(&record.id).and_then(|check| check.holds_until).filter(|_| record.is_undated());
            lines.push(record.line);
            batch.push(IncomingCheck {
                id: record.id,
                publisher: publisher.id,
                url: record.url,
                holds_until: since.or(holds_until),
                content: record.content,
                mapped,
                fetched_at,
                series: record.version > 0,
            });
        }
        let done = checks::put_batch(tx, self.run, &batch, self.chance, self.clock.now()).await?;
        let mut added: HashMap<_, Vec<&str>> = HashMap::new();
        for ((put, check), line) in done.iter().zip(&batch).zip(lines) {
            match put.outcome {
                PutOutcome::Added => {
                    self.place.counts.added += 1;
                    added.entry(check.publisher).or_default().push(&check.url);
                }
                PutOutcome::NewVersion(_) => self.place.counts.changed += 1,
                PutOutcome::Unchanged => self.place.counts.unchanged += 1,
                PutOutcome::Repeated => {
                    self.place.counts.problems += 1;
                    problems.push(prepare::repeated(line, check));
                }
            }
            // The list of a site is no whole list of the others that it names.
            let whole = |known: &Publisher| known.id != check.publisher || self.rules.is_near(&known.site);
            if self.track && self.known.values().all(whole) {
                self.place.note_publisher(check.publisher)?;
            }
            if matches!(put.state, CheckState::Replaced { .. }) {
                self.place.note_returned(put.id);
            }
        }
        for (publisher, urls) in added {
            let beside = checks::live_at(tx, publisher, &urls).await?;
            let ids: Vec<_> = beside.into_values().filter(|ids| ids.len() > 1).flatten().collect();
            // Where this run has met all of them, nothing can be replaced: the end need not look for it.
            if checks::seen_in(tx, self.run, &ids).await?.len() < ids.len() {
                self.place.note_beside(publisher)?;
            }
        }
        for (id, reason) in withdrawn {
            finish::withdraw(tx, id, reason, self.clock.now()).await?;
        }
        Ok(())
    }

    async fn publisher(&mut self, tx: &mut Tx, record: &Prepared) -> Result<Publisher, ImportError> {
        if let Some(known) = self.known.get(record.site.as_str()) {
            return Ok(known.clone());
        }
        let name = record.publisher.as_deref().unwrap_or(record.site.as_str());
        let is_new = self.rules.hides_new && publishers::by_site(tx, &record.site).await?.is_none();
        let mut found = publishers::find_or_create(tx, &record.site, name, self.chance, self.clock.now()).await?;
        if is_new {
            found = rules::hide(tx, found).await?;
        }
        if self.known.len() < 10_000 {
            self.known.insert(record.site.as_str().to_owned(), found.clone());
        }
        Ok(found)
    }

    /// A publisher of our own export: made when missing, with trust `show`. Trust is never read from a file.
    async fn describe(&mut self, tx: &mut Tx, own: &thuchu_formats::OwnPublisher) -> Result<(), ImportError> {
        let Ok(site) = Site::parse(&own.site) else { return Ok(()) };
        if publishers::by_site(tx, &site).await?.is_some() {
            return Ok(());
        }
        let made = publishers::find_or_create(tx, &site, &own.name, self.chance, self.clock.now()).await?;
        let langs: Vec<_> =
            own.languages.iter().filter_map(|lang| thuchu_model::Lang::parse(lang).ok()).take(50).collect();
        let affiliation = thuchu_model::Affiliation::parse(&own.affiliation).unwrap_or_default();
        Ok(publishers::describe(tx, made.id, &own.name, &langs, affiliation).await?)
    }
}
