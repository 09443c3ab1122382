//! Runs of imports: where they stand, and what they could not use. Written in the unit of work of the batch, so a
//! killed import resumes exactly: no record lost, none doubled, every broken one reported once.

use thuchu_model::{Chance, ImportRunId, Sha256Hash, Timestamp};

use crate::db::{Ask as _, Sql, rows_of};
use crate::{Row, Source, StoreError, Tx, args};

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// Under way, or stopped midway and to be resumed.
    Running,
    /// Read to its end.
    Finished,
    /// Given up by the operator.
    Abandoned,
}

impl RunState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Abandoned => "abandoned",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Running, Self::Finished, Self::Abandoned].into_iter().find(|state| state.as_str() == text)
    }
}

/// Where a run stands: everything before it is in the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes read.
    pub byte_offset: u64,
    /// Lines (or records) read.
    pub line: u64,
    /// The importer's own counts, as JSON.
    pub counts: String,
}

/// A run of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRun {
    /// Its name.
    pub id: ImportRunId,
    /// The name of the file or the address.
    pub source: String,
    /// The hash that tells whether the source is still the same.
    pub source_hash: Option<Sha256Hash>,
    /// The options it was started with, as JSON.
    pub options: String,
    /// How far it is.
    pub state: RunState,
    /// Where it stands.
    pub progress: Progress,
    /// When it began.
    pub started_at: Timestamp,
}

/// A record that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// Its line, from 1.
    pub line: u64,
    /// The stable code of the reason.
    pub code: String,
    /// The reason, for people.
    pub reason: String,
    /// The beginning of the record's text.
    pub excerpt: String,
}

/// Begins a run.
pub async fn begin(
    tx: &mut Tx,
    source: &str,
    source_hash: Option<Sha256Hash>,
    options: &str,
    chance: &dyn Chance,
    now: Timestamp,
) -> Result<ImportRun, StoreError> {
    let id = ImportRunId::new(now, chance);
    tx.execute(
        "INSERT INTO import_run (id, source, source_hash, options, state, byte_offset, line, counts, started_at, updated_at) \
         VALUES ($1, $2, $3, $4, 'running', 0, 0, '{}', $5, $5)",
        args![id, source, source_hash, options, now],
    )
    .await?;
    get(tx, id).await?.ok_or(StoreError::Missing { what: "import run" })
}

const COLUMNS: &str =
    "SELECT id, source, source_hash, options, state, byte_offset, line, counts, started_at FROM import_run";

/// The run of this id.
pub async fn get(from: &mut impl Source, id: ImportRunId) -> Result<Option<ImportRun>, StoreError> {
    let row = from.optional(Sql::Built(format!("{COLUMNS} WHERE id = $1")), args![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The newest unfinished run of this source with these options, to be resumed. The caller compares the hash.
pub async fn unfinished(from: &mut impl Source, source: &str, options: &str) -> Result<Option<ImportRun>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE source = $1 AND options = $2 AND state = 'running' ORDER BY started_at DESC, id DESC LIMIT 1"
    );
    let row = from.optional(Sql::Built(sql), args![source, options]).await?;
    row.as_ref().map(read).transpose()
}

/// Notes how far a run came and what it could not use since, in the unit of work of the batch. `from` is where the
/// caller believes the run stands; refused as a conflict when another process moved it.
pub async fn checkpoint(
    tx: &mut Tx,
    run: ImportRunId,
    from: &Progress,
    to: &Progress,
    problems: &[ImportProblem],
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE import_run SET byte_offset = $1, line = $2, counts = $3, updated_at = $4 \
         WHERE id = $5 AND state = 'running' AND byte_offset = $6 AND line = $7";
    let values = args![to.byte_offset, to.line, &to.counts, now, run, from.byte_offset, from.line];
    if tx.execute(sql, values).await? == 0 {
        return Err(StoreError::Conflict { what: "import run" });
    }
    if problems.is_empty() {
        return Ok(());
    }
    let last = tx.one("SELECT COALESCE(MAX(number), 0) FROM import_problem WHERE run_id = $1", args![run]).await?;
    let mut number: i64 = last.get(0)?;
    for some in problems.chunks(100) {
        let mut values = Vec::with_capacity(some.len() * 6);
        for problem in some {
            number += 1;
            values.extend(args![run, number, problem.line, &problem.code, &problem.reason, &problem.excerpt]);
        }
        let sql = format!(
            "INSERT INTO import_problem (run_id, number, line, code, reason, excerpt) VALUES {}",
            rows_of(6, some.len())
        );
        tx.execute(Sql::Built(sql), values).await?;
    }
    Ok(())
}

/// Ends a run.
pub async fn end(tx: &mut Tx, run: ImportRunId, state: RunState, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE import_run SET state = $1, updated_at = $2 WHERE id = $3 AND state = 'running'";
    let done = tx.execute(sql, args![state.as_str(), now, run]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "import run" }) } else { Ok(()) }
}

/// The problems of a run with a number after this one, `limit` at most, with their numbers. Begin with 0.
pub async fn problems(
    from: &mut impl Source,
    run: ImportRunId,
    after: u64,
    limit: u32,
) -> Result<Vec<(u64, ImportProblem)>, StoreError> {
    let sql = "SELECT number, line, code, reason, excerpt FROM import_problem \
         WHERE run_id = $1 AND number > $2 ORDER BY number LIMIT $3";
    let read = |row: &Row| {
        let problem = ImportProblem { line: row.get(1)?, code: row.get(2)?, reason: row.get(3)?, excerpt: row.get(4)? };
        Ok((row.get(0)?, problem))
    };
    from.all(sql, args![run, after, limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<ImportRun, StoreError> {
    Ok(ImportRun {
        id: row.get(0)?,
        source: row.get(1)?,
        source_hash: row.maybe(2)?,
        options: row.get(3)?,
        state: row.word(4, RunState::parse)?,
        progress: Progress { byte_offset: row.get(5)?, line: row.get(6)?, counts: row.get(7)? },
        started_at: row.get(8)?,
    })
}
