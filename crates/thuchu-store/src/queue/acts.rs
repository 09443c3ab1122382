//! What editors do to a cluster. Each names the revision it read: of two at once one wins, the other is told.

use thuchu_model::{ActId, ClusterId, Day, EditorId, Timestamp, Topic};

use crate::db::{Ask as _, Sql};
use crate::{Arg, Row, Source, StoreError, Tx, args};

/// An act as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActDone {
    /// Names it.
    pub id: ActId,
    /// On which cluster.
    pub cluster: ClusterId,
    /// What was done, and how to undo it, as JSON.
    pub detail: String,
    /// Who did it.
    pub by: EditorId,
    /// Their name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was undone.
    pub undone: bool,
}

/// Changes an open cluster over the revision that was read.
pub(super) async fn change(
    tx: &mut Tx,
    (id, revision): (ClusterId, u32),
    sets: &str,
    mut values: Vec<Arg>,
) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE cluster SET {sets}, revision = revision + 1 WHERE id = ${} AND revision = ${} AND state = 'open' AND shown = 1",
        values.len() + 1,
        values.len() + 2
    );
    values.extend(args![id, revision]);
    if tx.execute(Sql::Built(sql), values).await? == 0 { Err(StoreError::Conflict { what: "cluster" }) } else { Ok(()) }
}

/// Somebody takes it; the first time counts as taken up.
pub async fn take(tx: &mut Tx, at: (ClusterId, u32), by: EditorId, now: Timestamp) -> Result<(), StoreError> {
    change(tx, at, "assignee = $1, taken_up_at = COALESCE(taken_up_at, $2)", args![by, now]).await
}

/// Gives it to somebody, or back.
pub async fn assign(tx: &mut Tx, at: (ClusterId, u32), to: Option<EditorId>) -> Result<(), StoreError> {
    change(tx, at, "assignee = $1", args![to]).await
}

/// Until when it should be done.
pub async fn set_due(tx: &mut Tx, at: (ClusterId, u32), due: Option<Day>) -> Result<(), StoreError> {
    change(tx, at, "due = $1", args![due]).await
}

/// What it is about.
pub async fn set_topic(tx: &mut Tx, at: (ClusterId, u32), topic: Option<Topic>) -> Result<(), StoreError> {
    change(tx, at, "topic = $1", args![topic.map(Topic::as_str)]).await
}

/// The desk's own words for it, or none.
pub async fn set_wording(tx: &mut Tx, at: (ClusterId, u32), wording: Option<&str>) -> Result<(), StoreError> {
    change(tx, at, "wording = $1", args![wording]).await
}

/// Keeps what was done, later than all that was done to this cluster before, whatever the clock says.
pub async fn note(
    tx: &mut Tx,
    id: ActId,
    cluster: ClusterId,
    (act, detail): (&str, &str),
    by: EditorId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "SELECT at FROM cluster_act WHERE cluster_id = $1 ORDER BY at DESC LIMIT 1";
    let last = tx.optional(sql, args![cluster]).await?.map(|row| row.get::<i64>(0)).transpose()?;
    let now = last.map_or(now, |last| now.max(Timestamp::from_micros(last + 1)));
    let sql = "INSERT INTO cluster_act (id, cluster_id, act, detail, by_editor, at, undone) VALUES ($1, $2, $3, $4, $5, $6, 0)";
    tx.execute(sql, args![id, cluster, act, detail, by, now]).await.map(drop)
}

const ACTS: &str = "SELECT a.id, a.cluster_id, a.detail, a.by_editor, editor.name, a.at, a.undone FROM cluster_act a \
    JOIN editor ON editor.id = a.by_editor";

/// What was done to a cluster, newest first, `most` at most.
pub async fn acts(from: &mut impl Source, cluster: ClusterId, most: u32) -> Result<Vec<ActDone>, StoreError> {
    let sql = format!("{ACTS} WHERE a.cluster_id = $1 ORDER BY a.at DESC, a.id LIMIT {most}");
    from.all(Sql::Built(sql), args![cluster]).await?.iter().map(read).collect()
}

/// The act of this id.
pub async fn act(from: &mut impl Source, id: ActId) -> Result<Option<ActDone>, StoreError> {
    let row = from.optional(Sql::Built(format!("{ACTS} WHERE a.id = $1")), args![id]).await?;
    row.as_ref().map(read).transpose()
}

/// Marks an act as undone. Refused as a conflict when it is so already.
pub async fn undo(tx: &mut Tx, id: ActId) -> Result<(), StoreError> {
    let done = tx.execute("UPDATE cluster_act SET undone = 1 WHERE id = $1 AND undone = 0", args![id]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "act" }) } else { Ok(()) }
}

fn read(row: &Row) -> Result<ActDone, StoreError> {
    Ok(ActDone {
        id: row.get(0)?,
        cluster: row.get(1)?,
        detail: row.get(2)?,
        by: row.get(3)?,
        name: row.get(4)?,
        at: row.get(5)?,
        undone: row.get(6)?,
    })
}
