//! What publishing means for those who asked: which clusters a check answers, to whom that is owed, what was told.

use thuchu_model::{AnswerOwedId, CheckId, ClusterId, Day, ReviewId, Timestamp};

use crate::db::{Ask as _, Sql};
use crate::{Source, StoreError, Tx, args};

/// One answer that is owed, its address sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Its name.
    pub id: AnswerOwedId,
    /// The cluster it waits for.
    pub cluster: ClusterId,
    /// The sealed [`thuchu_model::ReplyTo`].
    pub sealed: Vec<u8>,
    /// Whether they want to hear of changes.
    pub tell_changes: bool,
    /// The version told last, 0 before the first answer.
    pub told: u32,
}

/// The open clusters that this review answers.
pub async fn clusters_of(from: &mut impl Source, review: ReviewId) -> Result<Vec<ClusterId>, StoreError> {
    let sql = "SELECT id FROM cluster WHERE review_id = $1 AND state = 'open' ORDER BY id";
    from.all(sql, args![review]).await?.iter().map(|row| row.get(0)).collect()
}

/// Marks an open cluster as answered by this check. Refused as a conflict when it is not open.
pub async fn answer_cluster(tx: &mut Tx, cluster: ClusterId, check: CheckId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE cluster SET state = 'answered', check_id = $1, answered_at = $2, revision = revision + 1 \
         WHERE id = $3 AND state = 'open'";
    let done = tx.execute(sql, args![check, now, cluster]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "cluster" }) } else { Ok(()) }
}

/// Marks the receipts of a cluster as answered on this day.
pub async fn close_receipts(tx: &mut Tx, cluster: ClusterId, day: Day) -> Result<(), StoreError> {
    let sql = "UPDATE receipt SET answered = $1 WHERE cluster_id = $2 AND answered IS NULL";
    tx.execute(sql, args![day, cluster]).await.map(drop)
}

/// Marks what is owed for a cluster as answered on this day, and says which those are.
pub async fn take_owed(tx: &mut Tx, cluster: ClusterId, day: Day) -> Result<Vec<AnswerOwedId>, StoreError> {
    let sql = "UPDATE answer_owed SET answered = $1 WHERE cluster_id = $2 AND answered IS NULL RETURNING id";
    tx.all(sql, args![day, cluster]).await?.iter().map(|row| row.get(0)).collect()
}

/// Those who got the answer of this check, or are about to: who asked to be told of changes, and, where `recent` names a
/// day, everybody who was answered on that day or later.
pub async fn to_tell(
    from: &mut impl Source,
    check: CheckId,
    recent: Option<Day>,
) -> Result<Vec<AnswerOwedId>, StoreError> {
    let or_recent = if recent.is_some() { " OR o.answered >= $2" } else { "" };
    let sql = format!(
        "SELECT o.id FROM answer_owed o JOIN cluster c ON c.id = o.cluster_id WHERE c.check_id = $1 \
         AND o.answered IS NOT NULL AND (o.tell_changes = 1{or_recent}) ORDER BY o.id"
    );
    let mut values = args![check];
    values.extend(recent.map(crate::Arg::from));
    from.all(Sql::Built(sql), values).await?.iter().map(|row| row.get(0)).collect()
}

/// What is owed under this id, while it is kept.
pub async fn owed(from: &mut impl Source, id: AnswerOwedId) -> Result<Option<Owed>, StoreError> {
    let sql = "SELECT id, cluster_id, sealed, tell_changes, told FROM answer_owed WHERE id = $1";
    let Some(row) = from.optional(sql, args![id]).await? else { return Ok(None) };
    Ok(Some(Owed {
        id: row.get(0)?,
        cluster: row.get(1)?,
        sealed: row.get(2)?,
        tell_changes: row.get(3)?,
        told: row.get(4)?,
    }))
}

/// Notes that a version was told; belongs into the unit of work that ends the delivery. One that is gone meanwhile is
/// nobody's loss.
pub async fn set_told(tx: &mut Tx, id: AnswerOwedId, version: u32) -> Result<(), StoreError> {
    tx.execute("UPDATE answer_owed SET told = $1 WHERE id = $2 AND told < $1", args![version, id]).await.map(drop)
}
