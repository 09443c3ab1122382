//! What people sent: its words and pictures are sealed, so no SQL ever sees them.

use std::collections::HashSet;

use thuchu_model::{Chance, ClusterId, Day, Lang, Message, MessageId, MessageText, Sha256Hash, Timestamp};

use crate::db::{Sql, list_of};
use crate::sealing::{Keys, Opened, place};
use crate::{Arg, Row, Source, StoreError, Tx, args};

/// A message as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMessage {
    /// Its name.
    pub id: MessageId,
    /// Where it belongs.
    pub cluster: ClusterId,
    /// The day it came in.
    pub day: Day,
    /// Its language.
    pub lang: Lang,
    /// The keyed hash of its wording.
    pub wording_hash: Sha256Hash,
    /// Its words and links, sealed: see [`open`].
    pub sealed: Vec<u8>,
}

/// Keeps a message and its pictures; nothing of it is visible before the next batch.
pub async fn put(
    tx: &mut Tx,
    keys: &Keys,
    message: &Message,
    wording_hash: Sha256Hash,
    now: Timestamp,
    chance: &dyn Chance,
) -> Result<(), StoreError> {
    let text = serde_json::to_vec(&message.text).map_err(|error| StoreError::Database(error.to_string()))?;
    let sealed = keys.seal(&text, &place("message", message.id), now, chance)?;
    let sql = "INSERT INTO message (id, cluster_id, day, lang, sealed, wording_hash, shown) VALUES ($1, $2, $3, $4, $5, $6, 0)";
    tx.execute(sql, args![message.id, message.cluster, message.day, &message.lang, sealed, wording_hash]).await?;
    for (number, picture) in message.pictures.iter().enumerate() {
        let sealed = keys.seal(&picture.bytes, &place("media", picture.id), now, chance)?;
        let sql =
            "INSERT INTO media (id, message_id, number, received_hash, png, sealed) VALUES ($1, $2, $3, $4, $5, $6)";
        tx.execute(sql, args![picture.id, message.id, number, picture.received, picture.png, sealed]).await?;
    }
    Ok(())
}

/// Opens what [`StoredMessage::sealed`] holds; `None` when its key is gone or it was changed: nobody can read it any more.
pub fn open(keys: &Keys, id: MessageId, sealed: &[u8]) -> Result<Option<MessageText>, StoreError> {
    match keys.open(sealed, &place("message", id))? {
        Opened::Bytes(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Opened::Lost | Opened::Damaged => Ok(None),
    }
}

/// The newest messages of each of these clusters, `most` of each, by cluster.
pub async fn newest(
    from: &mut impl Source,
    clusters: &[ClusterId],
    most: u32,
) -> Result<Vec<StoredMessage>, StoreError> {
    let mut found = Vec::new();
    for some in clusters.chunks(500) {
        let sql = format!(
            "SELECT id, cluster_id, day, lang, wording_hash, sealed FROM (SELECT m.*, ROW_NUMBER() OVER \
             (PARTITION BY cluster_id ORDER BY day DESC, id) AS place FROM message m WHERE cluster_id IN ({})) AS ranked \
             WHERE place <= {most} ORDER BY cluster_id, day, id",
            list_of(0, some.len())
        );
        let rows = from.all(Sql::Built(sql), some.iter().map(|id| Arg::from(*id)).collect()).await?;
        for row in &rows {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

fn read(row: &Row) -> Result<StoredMessage, StoreError> {
    Ok(StoredMessage {
        id: row.get(0)?,
        cluster: row.get(1)?,
        day: row.get(2)?,
        lang: row.get(3)?,
        wording_hash: row.get(4)?,
        sealed: row.get(5)?,
    })
}

/// Where a message belongs; `None` when it is gone.
pub async fn cluster_of(from: &mut impl Source, id: MessageId) -> Result<Option<ClusterId>, StoreError> {
    let row = from.optional("SELECT cluster_id FROM message WHERE id = $1", args![id]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// Which of these messages are there and may be joined by others: their cluster waits for an answer, or has one.
pub async fn in_use(from: &mut impl Source, ids: &[MessageId]) -> Result<HashSet<MessageId>, StoreError> {
    let sql = format!(
        "SELECT m.id FROM message m JOIN cluster c ON c.id = m.cluster_id \
         WHERE c.state IN ('open', 'answered') AND m.id IN ({})",
        list_of(0, ids.len())
    );
    let rows = from.all(Sql::Built(sql), ids.iter().map(|id| Arg::from(*id)).collect()).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The cluster in which a picture with one of these hashes was last seen and which may take more.
pub async fn cluster_with_picture(
    from: &mut impl Source,
    received: &[Sha256Hash],
) -> Result<Option<ClusterId>, StoreError> {
    let sql = format!(
        "SELECT m.cluster_id FROM media p JOIN message m ON m.id = p.message_id JOIN cluster c ON c.id = m.cluster_id \
         WHERE p.received_hash IN ({}) AND c.state IN ('open', 'answered') ORDER BY m.day DESC, m.id LIMIT 1",
        list_of(0, received.len())
    );
    let row = from.optional(Sql::Built(sql), received.iter().map(|hash| Arg::from(*hash)).collect()).await?;
    row.map(|row| row.get(0)).transpose()
}

/// Whether one of these wordings or pictures was removed at once, so it is not taken again.
pub async fn is_blocked(from: &mut impl Source, hashes: &[Sha256Hash]) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 FROM blocked WHERE hash IN ({}) LIMIT 1", list_of(0, hashes.len()));
    let row = from.optional(Sql::Built(sql), hashes.iter().map(|hash| Arg::from(*hash)).collect()).await?;
    Ok(row.is_some())
}

/// Deletes a message and its pictures. Whether it was there.
pub async fn delete(tx: &mut Tx, id: MessageId) -> Result<bool, StoreError> {
    tx.execute("DELETE FROM media WHERE message_id = $1", args![id]).await?;
    Ok(tx.execute("DELETE FROM message WHERE id = $1", args![id]).await? > 0)
}
