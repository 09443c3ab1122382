//! Receipts: by the hash of a code, which cluster's answer is waited for.

use thuchu_model::{AnswerOwedId, Chance, ClusterId, Day, MessageId, Sha256Hash, Timestamp};

use crate::sealing::{Keys, Opened, place};
use crate::{Source, StoreError, Tx, args};

/// What a receipt leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Whose answer it shows.
    pub cluster: ClusterId,
    /// What is erased by it; `None` when the key is gone, and everything sealed with it.
    pub erases: Option<Erases>,
    /// The day it was given.
    pub since: Day,
}

/// What one asker left here. Stored sealed, so nothing joins a receipt to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Erases {
    /// Their message.
    pub message: MessageId,
    /// Their address, if they gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed: Option<AnswerOwedId>,
}

/// Keeps a receipt given today; for a cluster that is answered already, answered today.
pub async fn put(
    tx: &mut Tx,
    keys: &Keys,
    code_hash: Sha256Hash,
    receipt: (ClusterId, Erases),
    (since, answered): (Day, bool),
    now: Timestamp,
    chance: &dyn Chance,
) -> Result<(), StoreError> {
    let (cluster, erases) = receipt;
    let bytes = serde_json::to_vec(&erases).map_err(|error| StoreError::Database(error.to_string()))?;
    let sealed = keys.seal(&bytes, &place("receipt", code_hash), now, chance)?;
    let sql = "INSERT INTO receipt (code_hash, cluster_id, sealed, since, answered) VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, args![code_hash, cluster, sealed, since, answered.then_some(since)]).await.map(drop)
}

/// The receipt of this code; `None` when it is wrong or gone.
pub async fn get(from: &mut impl Source, keys: &Keys, code_hash: Sha256Hash) -> Result<Option<Receipt>, StoreError> {
    let sql = "SELECT cluster_id, sealed, since FROM receipt WHERE code_hash = $1";
    let Some(row) = from.optional(sql, args![code_hash]).await? else { return Ok(None) };
    let erases = match keys.open(&row.get::<Vec<u8>>(1)?, &place("receipt", code_hash))? {
        Opened::Bytes(bytes) => serde_json::from_slice(&bytes).ok(),
        Opened::Lost | Opened::Damaged => None,
    };
    Ok(Some(Receipt { cluster: row.get(0)?, erases, since: row.get(2)? }))
}

/// Deletes a receipt. Whether it was there: of two at once, one wins.
pub async fn delete(tx: &mut Tx, code_hash: Sha256Hash) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM receipt WHERE code_hash = $1", args![code_hash]).await? > 0)
}
