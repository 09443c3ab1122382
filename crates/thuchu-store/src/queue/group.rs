//! Merging, splitting, and taking either back. Messages, receipts and answers owed move with their question; the days of
//! its demand are added up, and what was moved is written down so that it finds back.

use thuchu_model::{AnswerOwedId, ClusterId, Day, Lang, MessageId, Sha256Hash};

use super::acts::change;
use crate::db::{Ask as _, Sql, list_of};
use crate::{Arg, Source, StoreError, Tx, args};

/// Rows of one statement.
const ROWS: usize = 500;
/// Takes `$1` from the demand and `$2` from the recent one.
const LESS: &str = "demand = CASE WHEN demand < $1 THEN 0 ELSE demand - $1 END, \
    recent = CASE WHEN recent < $2 THEN 0 ELSE recent - $2 END";

/// What was moved from one cluster to another.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Moved {
    /// Messages.
    pub messages: Vec<MessageId>,
    /// Receipts, by the hash of their code.
    pub receipts: Vec<Sha256Hash>,
    /// Answers owed.
    pub owed: Vec<AnswerOwedId>,
    /// How many asked on each day.
    pub days: Vec<(Day, u32)>,
}

/// What waits in a cluster, sealed together with the message it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Receipts.
    pub receipts: Vec<(Sha256Hash, Vec<u8>)>,
    /// Answers owed.
    pub owed: Vec<(AnswerOwedId, Vec<u8>)>,
}

/// Moves everything of an open cluster into another open one.
pub async fn merge(tx: &mut Tx, from: (ClusterId, u32), into: (ClusterId, u32)) -> Result<Moved, StoreError> {
    change(tx, from, "state = 'merged', merged_into = $1", args![into.0]).await?;
    let (a, b) = (from.0, into.0);
    let rows = tx.all("UPDATE message SET cluster_id = $1 WHERE cluster_id = $2 RETURNING id", args![b, a]).await?;
    let messages = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    let rows =
        tx.all("UPDATE receipt SET cluster_id = $1 WHERE cluster_id = $2 RETURNING code_hash", args![b, a]).await?;
    let receipts = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    let rows = tx.all("UPDATE answer_owed SET cluster_id = $1 WHERE cluster_id = $2 RETURNING id", args![b, a]).await?;
    let owed = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    let rows = tx.all("SELECT day, askers, waiting FROM demand WHERE cluster_id = $1 ORDER BY day", args![a]).await?;
    let mut days = Vec::new();
    for row in &rows {
        let (day, askers, waiting): (Day, u32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        add_day(tx, b, day, i64::from(askers), i64::from(waiting)).await?;
        days.push((day, askers));
    }
    tx.execute("UPDATE demand SET waiting = 0 WHERE cluster_id = $1", args![a]).await?;
    let recent = "(SELECT recent FROM cluster WHERE id = $1)";
    let demand = "(SELECT demand FROM cluster WHERE id = $1)";
    change(tx, into, &format!("demand = demand + {demand}, recent = recent + {recent}"), args![a]).await?;
    Ok(Moved { messages, receipts, owed, days })
}

/// Takes a merge back: what was moved and is still there returns. Refused as a conflict when either was changed so that
/// it cannot.
pub async fn unmerge(tx: &mut Tx, from: ClusterId, into: ClusterId, moved: &Moved) -> Result<(), StoreError> {
    let sql = "UPDATE cluster SET state = 'open', merged_into = NULL, revision = revision + 1 \
         WHERE id = $1 AND state = 'merged' AND merged_into = $2";
    if tx.execute(sql, args![from, into]).await? == 0 {
        return Err(StoreError::Conflict { what: "cluster" });
    }
    move_messages(tx, &moved.messages, into, from).await?;
    move_waiting(tx, (&moved.receipts, &moved.owed), into, from).await?;
    for (day, askers) in &moved.days {
        add_day(tx, into, *day, -i64::from(*askers), 0).await?;
    }
    let row = tx.one("SELECT demand, recent FROM cluster WHERE id = $1", args![from]).await?;
    let (demand, recent): (u32, u32) = (row.get(0)?, row.get(1)?);
    let sql = format!("UPDATE cluster SET {LESS}, revision = revision + 1 WHERE id = $3 AND state = 'open'");
    if tx.execute(Sql::Built(sql), args![demand, recent, into]).await? == 0 {
        return Err(StoreError::Conflict { what: "cluster" });
    }
    reword(tx, from).await?;
    reword(tx, into).await
}

/// Moves the messages of these wordings into a new cluster. What waits for them is the caller's to find:
/// [`waiting_for`], [`move_waiting`]. `None` when nothing or everything would move.
pub async fn split(
    tx: &mut Tx,
    from: (ClusterId, u32),
    new: ClusterId,
    wordings: &[Sha256Hash],
    recent_since: Day,
) -> Result<Option<Moved>, StoreError> {
    if wordings.is_empty() || wordings.len() > ROWS {
        return Ok(None);
    }
    let sql = format!(
        "SELECT id, day, lang, CASE WHEN wording_hash IN ({}) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END FROM message WHERE cluster_id = ${} AND shown = 1 ORDER BY day, id",
        list_of(0, wordings.len()),
        wordings.len() + 1
    );
    let mut values: Vec<Arg> = wordings.iter().map(|hash| Arg::from(*hash)).collect();
    values.push(from.0.into());
    let (mut moving, mut stay): (Vec<(MessageId, Day, Lang)>, usize) = (Vec::new(), 0);
    for row in tx.all(Sql::Built(sql), values).await? {
        if row.get(3)? { moving.push((row.get(0)?, row.get(1)?, row.get(2)?)) } else { stay += 1 }
    }
    let Some((first, opened, lang)) = moving.first().cloned().filter(|_| stay > 0) else { return Ok(None) };
    let mut days: Vec<(Day, u32)> = Vec::new();
    for (_, day, _) in &moving {
        match days.last_mut().filter(|(last, _)| last == day) {
            Some((_, messages)) => *messages += 1,
            None => days.push((*day, 1)),
        }
    }
    // A message may have been asked by somebody who asks twice: never more askers move than there were.
    for (day, messages) in &mut days {
        let sql = "SELECT askers FROM demand WHERE cluster_id = $1 AND day = $2";
        let askers: u32 = tx.optional(sql, args![from.0, *day]).await?.map_or(Ok(0), |row| row.get(0))?;
        *messages = (*messages).min(askers);
    }
    let demand: u32 = days.iter().map(|(_, askers)| askers).sum();
    let recent: u32 = days.iter().filter(|(day, _)| *day >= recent_since).map(|(_, askers)| askers).sum();
    let sql = "INSERT INTO cluster (id, state, opened, lang, topic, wording_of, shown, demand, recent, revision) \
         SELECT $1, 'open', $2, $3, topic, $4, 1, $5, $6, 1 FROM cluster WHERE id = $7";
    tx.execute(sql, args![new, opened, &lang, first, demand, recent, from.0]).await?;
    let messages: Vec<_> = moving.iter().map(|(id, ..)| *id).collect();
    move_messages(tx, &messages, from.0, new).await?;
    for (day, askers) in &days {
        add_day(tx, from.0, *day, -i64::from(*askers), 0).await?;
        add_day(tx, new, *day, i64::from(*askers), 0).await?;
    }
    change(tx, from, LESS, args![demand, recent]).await?;
    reword(tx, from.0).await?;
    Ok(Some(Moved { messages, receipts: Vec::new(), owed: Vec::new(), days }))
}

/// What waits in a cluster.
pub async fn waiting_for(from: &mut impl Source, cluster: ClusterId) -> Result<Waiting, StoreError> {
    let mut waiting = Waiting { receipts: Vec::new(), owed: Vec::new() };
    for row in from.all("SELECT code_hash, sealed FROM receipt WHERE cluster_id = $1", args![cluster]).await? {
        waiting.receipts.push((row.get(0)?, row.get(1)?));
    }
    for row in from.all("SELECT id, sealed FROM answer_owed WHERE cluster_id = $1", args![cluster]).await? {
        waiting.owed.push((row.get(0)?, row.get(1)?));
    }
    Ok(waiting)
}

/// Moves receipts and answers owed.
pub async fn move_waiting(
    tx: &mut Tx,
    (receipts, owed): (&[Sha256Hash], &[AnswerOwedId]),
    from: ClusterId,
    to: ClusterId,
) -> Result<(), StoreError> {
    move_rows(tx, "receipt", "code_hash", receipts, from, to).await?;
    move_rows(tx, "answer_owed", "id", owed, from, to).await
}

async fn move_messages(tx: &mut Tx, ids: &[MessageId], from: ClusterId, to: ClusterId) -> Result<(), StoreError> {
    move_rows(tx, "message", "id", ids, from, to).await
}

async fn move_rows<T: Copy + Into<Arg>>(
    tx: &mut Tx,
    table: &'static str,
    key: &'static str,
    keys: &[T],
    from: ClusterId,
    to: ClusterId,
) -> Result<(), StoreError> {
    for some in keys.chunks(ROWS) {
        let places = list_of(2, some.len());
        let sql = format!("UPDATE {table} SET cluster_id = $1 WHERE cluster_id = $2 AND {key} IN ({places})");
        let mut values = args![to, from];
        values.extend(some.iter().map(|key| (*key).into()));
        tx.execute(Sql::Built(sql), values).await?;
    }
    Ok(())
}

async fn add_day(tx: &mut Tx, cluster: ClusterId, day: Day, askers: i64, waiting: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO demand (cluster_id, day, askers, waiting) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (cluster_id, day) DO UPDATE SET \
         askers = CASE WHEN demand.askers + excluded.askers < 0 THEN 0 ELSE demand.askers + excluded.askers END, \
         waiting = demand.waiting + excluded.waiting";
    tx.execute(sql, args![cluster, day, askers, waiting]).await.map(drop)
}

/// A cluster that is worded by a message it no longer holds is worded by another one.
async fn reword(tx: &mut Tx, cluster: ClusterId) -> Result<(), StoreError> {
    let sql = "UPDATE cluster SET wording_of = (SELECT id FROM message WHERE cluster_id = $1 AND shown = 1 \
         ORDER BY day, id LIMIT 1) WHERE id = $1 AND wording_of IS NOT NULL AND NOT EXISTS \
         (SELECT 1 FROM message WHERE message.id = cluster.wording_of AND message.cluster_id = $1)";
    tx.execute(sql, args![cluster]).await.map(drop)
}
