//! Replies of those concerned, and requests to look again. The words are sealed; the code that opens the receipt is kept
//! as its hash.

use thuchu_model::{Appeal, AppealId, AppealKind, AppealState, CheckId, Day, EditorId, Sha256Hash};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args};

/// An appeal as it is stored, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAppeal {
    /// The appeal.
    pub appeal: Appeal,
    /// The last day in time.
    pub due: Day,
    /// The day it was decided.
    pub decided: Option<Day>,
    /// A reply as it is published.
    pub statement: Option<String>,
    /// In whose name.
    pub signed: Option<String>,
}

/// One line of the yearly numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearLine {
    /// The year in which they came in.
    pub year: String,
    /// What was asked for.
    pub kind: AppealKind,
    /// What became of it.
    pub state: AppealState,
    /// How many.
    pub count: u64,
    /// How many of them were decided in time.
    pub in_time: u64,
}

/// A decision.
#[derive(Debug, Clone)]
pub struct Decision<'a> {
    /// By whom.
    pub by: EditorId,
    /// Accepted or refused.
    pub state: AppealState,
    /// What was decided and why, for readers.
    pub outcome: &'a str,
    /// A reply as it is published, and in whose name.
    pub statement: Option<(&'a str, &'a str)>,
    /// The day.
    pub day: Day,
}

const COLUMNS: &str = "SELECT id, check_id, kind, state, received, due, decided_by, decided, outcome, statement, signed \
    FROM appeal";

/// What the words of an appeal are sealed for.
#[must_use]
pub fn context(id: AppealId) -> Vec<u8> {
    format!("appeal {id}").into_bytes()
}

/// Takes one in, with its words sealed for [`context`].
pub async fn put(tx: &mut Tx, appeal: &Appeal, code: Sha256Hash, sealed: Vec<u8>) -> Result<(), StoreError> {
    let sql = "INSERT INTO appeal (id, check_id, kind, state, code_hash, sealed, received, due) \
         VALUES ($1, $2, $3, 'open', $4, $5, $6, $7)";
    let (kind, due) = (appeal.kind.as_str(), Appeal::due(appeal.received));
    tx.execute(sql, args![appeal.id, appeal.check, kind, code, sealed, appeal.received, due]).await.map(drop)
}

/// The appeal of this id.
pub async fn get(from: &mut impl Source, id: AppealId) -> Result<Option<StoredAppeal>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE id = $1"));
    from.optional(sql, args![id]).await?.as_ref().map(read).transpose()
}

/// The appeal whose receipt has this code.
pub async fn by_code(from: &mut impl Source, code: Sha256Hash) -> Result<Option<StoredAppeal>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE code_hash = $1"));
    from.optional(sql, args![code]).await?.as_ref().map(read).transpose()
}

/// The sealed words, until they are deleted.
pub async fn sealed(from: &mut impl Source, id: AppealId) -> Result<Option<Vec<u8>>, StoreError> {
    let row = from.optional("SELECT sealed FROM appeal WHERE id = $1", args![id]).await?;
    row.map_or(Ok(None), |row| row.maybe(0))
}

/// Those in this state, oldest first (of decided ones, too), after this place, `limit` at most.
pub async fn list(
    from: &mut impl Source,
    open: bool,
    after: Option<(Day, AppealId)>,
    limit: u32,
) -> Result<Vec<StoredAppeal>, StoreError> {
    // Open ones by age, so what is late stands first; decided ones the other way round.
    let (states, order, than) = if open { ("state = 'open'", "", ">") } else { ("state <> 'open'", " DESC", "<") };
    let place = if after.is_some() {
        format!("AND (received {than} $2 OR (received = $2 AND id {than} $3))")
    } else {
        String::new()
    };
    let sql = format!("{COLUMNS} WHERE {states} {place} ORDER BY received{order}, id{order} LIMIT $1");
    let mut values = args![limit];
    if let Some((day, id)) = after {
        values.extend(args![day, id]);
    }
    from.all(Sql::Built(sql), values).await?.iter().map(read).collect()
}

/// The decided ones of a check, oldest first: they are public.
pub async fn decided_of(from: &mut impl Source, check: CheckId) -> Result<Vec<StoredAppeal>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE check_id = $1 AND state <> 'open' ORDER BY decided, id"));
    from.all(sql, args![check]).await?.iter().map(read).collect()
}

/// How many are open: against this check, and over all.
pub async fn count_open(from: &mut impl Source, check: CheckId) -> Result<(u64, u64), StoreError> {
    let sql = "SELECT COUNT(CASE WHEN check_id = $1 THEN 1 END), COUNT(*) FROM appeal WHERE state = 'open'";
    let row = from.one(sql, args![check]).await?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Decides one that is open; else a conflict.
pub async fn decide(tx: &mut Tx, id: AppealId, decision: &Decision<'_>) -> Result<(), StoreError> {
    let (statement, signed) = decision.statement.unzip();
    let sql = "UPDATE appeal SET state = $1, decided_by = $2, decided = $3, outcome = $4, statement = $5, signed = $6 \
         WHERE id = $7 AND state = 'open'";
    let state = decision.state.as_str();
    let values = args![state, decision.by, decision.day, decision.outcome, statement, signed, id];
    if tx.execute(sql, values).await? == 0 { Err(StoreError::Conflict { what: "appeal" }) } else { Ok(()) }
}

/// How many came in each year, and what became of them; newest year first.
pub async fn years(from: &mut impl Source) -> Result<Vec<YearLine>, StoreError> {
    let sql = "SELECT SUBSTR(received, 1, 4), kind, state, COUNT(*), COUNT(CASE WHEN decided <= due THEN 1 END) \
         FROM appeal GROUP BY SUBSTR(received, 1, 4), kind, state ORDER BY 1 DESC, 2, 3";
    let read = |row: &Row| {
        Ok(YearLine {
            year: row.get(0)?,
            kind: row.word(1, AppealKind::parse)?,
            state: row.word(2, AppealState::parse)?,
            count: row.get(3)?,
            in_time: row.get(4)?,
        })
    };
    from.all(sql, args![]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<StoredAppeal, StoreError> {
    let appeal = Appeal {
        id: row.get(0)?,
        check: row.get(1)?,
        kind: row.word(2, AppealKind::parse)?,
        state: row.word(3, AppealState::parse)?,
        received: row.get(4)?,
        decided_by: row.maybe(6)?,
        outcome: row.get(8)?,
    };
    Ok(StoredAppeal { appeal, due: row.get(5)?, decided: row.maybe(7)?, statement: row.get(9)?, signed: row.get(10)? })
}
