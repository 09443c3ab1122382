//! Passkeys of editors, and the challenges that are used up. When one was last used is not kept.

use thuchu_model::{EditorId, Sha256Hash, Timestamp};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args};

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// How the device names it, 1 to 1023 bytes.
    pub id: Vec<u8>,
    /// Whose.
    pub editor: EditorId,
    /// What its owner calls it.
    pub name: String,
    /// The public key, as `SubjectPublicKeyInfo` (RFC 5280).
    pub public_key: Vec<u8>,
    /// How often it signed, as the device said last; 0 where it does not count.
    pub sign_count: u32,
    /// Since when.
    pub since: Timestamp,
}

/// Keeps a new one. [`StoreError::Exists`] when anybody has it already.
pub async fn add(tx: &mut Tx, passkey: &Passkey) -> Result<(), StoreError> {
    let sql = "INSERT INTO passkey (credential_id, editor_id, name, public_key, sign_count, since) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let Passkey { id, editor, name, public_key, sign_count, since } = passkey.clone();
    let done = tx.execute(sql, args![id, editor, name, public_key, i64::from(sign_count), since]).await?;
    if done == 0 { Err(StoreError::Exists { what: "passkey" }) } else { Ok(()) }
}

const COLUMNS: &str = "SELECT credential_id, editor_id, name, public_key, sign_count, since FROM passkey";

/// The one of this id.
pub async fn get(from: &mut impl Source, id: &[u8]) -> Result<Option<Passkey>, StoreError> {
    let sql = format!("{COLUMNS} WHERE credential_id = $1");
    from.optional(Sql::Built(sql), args![id]).await?.map(|row| read(&row)).transpose()
}

/// All of an editor, oldest first.
pub async fn of(from: &mut impl Source, editor: EditorId) -> Result<Vec<Passkey>, StoreError> {
    let sql = format!("{COLUMNS} WHERE editor_id = $1 ORDER BY since, credential_id");
    from.all(Sql::Built(sql), args![editor]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Passkey, StoreError> {
    let count: i64 = row.get(4)?;
    Ok(Passkey {
        id: row.get(0)?,
        editor: row.get(1)?,
        name: row.get(2)?,
        public_key: row.get(3)?,
        sign_count: u32::try_from(count).map_err(|_| StoreError::Corrupt(format!("a passkey signed {count} times")))?,
        since: row.get(5)?,
    })
}

/// Moves the count on. Whether it grew, or neither side counts: a copy of the key that signs beside the device does not
/// stay unseen, and of two at once with one count, one wins.
pub async fn signed(tx: &mut Tx, id: &[u8], count: u32) -> Result<bool, StoreError> {
    let sql = "UPDATE passkey SET sign_count = $1 \
         WHERE credential_id = $2 AND (sign_count < $1 OR (sign_count = 0 AND $1 = 0))";
    Ok(tx.execute(sql, args![i64::from(count), id]).await? > 0)
}

/// Removes one of this editor's. Whether there was one.
pub async fn remove(tx: &mut Tx, editor: EditorId, id: &[u8]) -> Result<bool, StoreError> {
    let sql = "DELETE FROM passkey WHERE credential_id = $1 AND editor_id = $2";
    Ok(tx.execute(sql, args![id, editor]).await? > 0)
}

/// Removes all of an editor.
pub async fn remove_all(tx: &mut Tx, editor: EditorId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM passkey WHERE editor_id = $1", args![editor]).await?;
    Ok(())
}

/// Uses up a challenge that runs out then. Whether it was still unused: of two at once, one wins.
pub async fn spend(tx: &mut Tx, challenge: Sha256Hash, until: Timestamp) -> Result<bool, StoreError> {
    let sql = "INSERT INTO spent_challenge (hash, until) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(tx.execute(sql, args![challenge, until]).await? > 0)
}

/// Forgets challenges that have run out.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM spent_challenge WHERE until <= $1", args![now]).await?;
    Ok(())
}
