//! Answers owed to an address. The address is sealed together with the message it belongs to; no column joins the two.

use thuchu_model::{AnswerOwed, AnswerOwedId, Chance, ClusterId, Day, ReplyTo, Timestamp};

use crate::sealing::{Keys, Opened, place};
use crate::{Row, Source, StoreError, Tx, args};

/// What is owed, as far as it can still be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOwed {
    /// Its name.
    pub id: AnswerOwedId,
    /// Whose answer is waited for.
    pub cluster: ClusterId,
    /// To whom; `None` when the key is gone.
    pub to: Option<ReplyTo>,
    /// Whether corrections are to be told.
    pub tell_changes: bool,
    /// The version told last; 0 before the first answer.
    pub told: u32,
}

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

/// What is owed under this name; `None` when it is gone.
pub async fn get(from: &mut impl Source, keys: &Keys, id: AnswerOwedId) -> Result<Option<StoredOwed>, StoreError> {
    let sql = "SELECT id, cluster_id, sealed, tell_changes, told FROM answer_owed WHERE id = $1";
    from.optional(sql, args![id]).await?.map(|row| read(&row, keys)).transpose()
}

fn read(row: &Row, keys: &Keys) -> Result<StoredOwed, StoreError> {
    let id: AnswerOwedId = row.get(0)?;
    let to = match keys.open(&row.get::<Vec<u8>>(2)?, &place("answer_owed", id))? {
        Opened::Bytes(bytes) => serde_json::from_slice(&bytes).ok(),
        Opened::Lost | Opened::Damaged => None,
    };
    Ok(StoredOwed { id, cluster: row.get(1)?, to, tell_changes: row.get(3)?, told: row.get(4)? })
}

/// Deletes what is owed. Whether it was there.
pub async fn delete(tx: &mut Tx, id: AnswerOwedId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM answer_owed WHERE id = $1", args![id]).await? > 0)
}
