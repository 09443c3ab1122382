//! Answers owed to an address. The address is sealed together with the message it belongs to; no column joins the two.

use thuchu_model::{AnswerOwed, AnswerOwedId, Chance, Day, Timestamp};

use crate::sealing::{Keys, place};
use crate::{StoreError, Tx, args};

/// Keeps an answer owed since this day.
pub async fn put(
    tx: &mut Tx,
    keys: &Keys,
    owed: &AnswerOwed,
    since: Day,
    now: Timestamp,
    chance: &dyn Chance,
) -> Result<(), StoreError> {
    let to = serde_json::to_vec(&owed.to).map_err(|error| StoreError::Database(error.to_string()))?;
    let sealed = keys.seal(&to, &place("answer_owed", owed.id), now, chance)?;
    let sql = "INSERT INTO answer_owed (id, cluster_id, sealed, tell_changes, told, since, answered) \
         VALUES ($1, $2, $3, $4, $5, $6, NULL)";
    tx.execute(sql, args![owed.id, owed.cluster, sealed, owed.tell_changes, owed.told, since]).await.map(drop)
}

/// Deletes what is owed. Whether it was there.
pub async fn delete(tx: &mut Tx, id: AnswerOwedId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM answer_owed WHERE id = $1", args![id]).await? > 0)
}
