//! How a cluster ends: answered by a check that exists, closed without an answer, removed at once.

use thuchu_model::{AnswerOwedId, CheckId, ClosingReason, ClusterId, ClusterState, Day, Timestamp};

use super::acts::change;
use crate::db::{Ask as _, Sql};
use crate::{StoreError, Tx, args};

/// Answers an open cluster by this check.
pub async fn attach(tx: &mut Tx, at: (ClusterId, u32), check: CheckId, now: Timestamp) -> Result<(), StoreError> {
    change(tx, at, "state = 'answered', check_id = $1, answered_at = $2", args![check, now]).await
}

/// Opens a cluster again that this check answered, and what was told of that on this day. Refused as a conflict when it
/// is something else by now.
pub async fn detach(tx: &mut Tx, id: ClusterId, check: CheckId, day: Day) -> Result<(), StoreError> {
    let sql = "UPDATE cluster SET state = 'open', check_id = NULL, answered_at = NULL, revision = revision + 1 \
         WHERE id = $1 AND state = 'answered' AND check_id = $2";
    if tx.execute(sql, args![id, check]).await? == 0 {
        return Err(StoreError::Conflict { what: "cluster" });
    }
    let sql = "UPDATE receipt SET answered = NULL WHERE cluster_id = $1 AND answered = $2";
    tx.execute(sql, args![id, day]).await.map(drop)
}

/// Marks receipts and what is owed as answered on this day; says which addresses are to be told.
pub async fn owed_for(tx: &mut Tx, cluster: ClusterId, day: Day) -> Result<Vec<AnswerOwedId>, StoreError> {
    let sql = "UPDATE receipt SET answered = $1 WHERE cluster_id = $2 AND answered IS NULL";
    tx.execute(sql, args![day, cluster]).await?;
    let sql = "UPDATE answer_owed SET answered = $1 WHERE cluster_id = $2 AND answered IS NULL RETURNING id";
    tx.all(sql, args![day, cluster]).await?.iter().map(|row| row.get(0)).collect()
}

/// Takes a delivery back that waits under this effect, and makes the answer owed again. Whether nobody had begun to
/// deliver it.
pub async fn unowe(tx: &mut Tx, id: AnswerOwedId, effect: &str) -> Result<bool, StoreError> {
    let taken = tx.execute("DELETE FROM outbox WHERE effect = $1 AND attempt = 0", args![effect]).await? > 0;
    tx.execute("UPDATE answer_owed SET answered = NULL WHERE id = $1 AND told = 0", args![id]).await?;
    Ok(taken)
}

/// Ends an open cluster without an answer: its messages, pictures and every word about them are gone, also the desk's
/// own; how many there were is counted by month and reason. Says how many messages were deleted.
pub async fn close(
    tx: &mut Tx,
    at: (ClusterId, u32),
    (state, reason): (ClusterState, ClosingReason),
    month: &str,
) -> Result<u64, StoreError> {
    let sets = "state = $1, closing_reason = $2, wording = NULL, wording_of = NULL";
    change(tx, at, sets, args![state.as_str(), reason.as_str()]).await?;
    let sql = "DELETE FROM media WHERE message_id IN (SELECT id FROM message WHERE cluster_id = $1)";
    tx.execute(sql, args![at.0]).await?;
    let messages = tx.execute("DELETE FROM message WHERE cluster_id = $1", args![at.0]).await?;
    // Clusters merged into it may hold words for it, and so may what was written down to undo earlier acts.
    let all = "WITH RECURSIVE whole (id) AS (SELECT id FROM cluster WHERE id = $1 \
         UNION SELECT cluster.id FROM cluster JOIN whole ON cluster.merged_into = whole.id)";
    let sql = format!("{all} UPDATE cluster SET wording = NULL, wording_of = NULL WHERE id IN (SELECT id FROM whole)");
    tx.execute(Sql::Built(sql), args![at.0]).await?;
    let sql = format!("{all} UPDATE cluster_act SET detail = '{{}}' WHERE cluster_id IN (SELECT id FROM whole)");
    tx.execute(Sql::Built(sql), args![at.0]).await?;
    let sql = "INSERT INTO closing (month, reason, clusters, messages) VALUES ($1, $2, 1, $3) \
         ON CONFLICT (month, reason) DO UPDATE SET clusters = closing.clusters + 1, \
         messages = closing.messages + excluded.messages";
    tx.execute(sql, args![month, reason.as_str(), messages]).await?;
    Ok(messages)
}

/// Keeps the keyed hashes of a cluster's wordings and pictures, so the same is not taken again. Before [`close`].
pub async fn block(tx: &mut Tx, cluster: ClusterId, day: Day) -> Result<(), StoreError> {
    let sql = "INSERT INTO blocked (hash, kind, since) SELECT DISTINCT wording_hash, 'wording', $1 FROM message \
         WHERE cluster_id = $2 ON CONFLICT DO NOTHING";
    tx.execute(sql, args![day, cluster]).await?;
    let sql = "INSERT INTO blocked (hash, kind, since) SELECT DISTINCT media.received_hash, 'picture', $1 FROM media \
         JOIN message ON message.id = media.message_id WHERE message.cluster_id = $2 ON CONFLICT DO NOTHING";
    tx.execute(sql, args![day, cluster]).await.map(drop)
}
