//! Log-ins that stand. They are in the store, so that ending one holds on every node at once.

use thuchu_model::{Editor, EditorId, Sha256Hash, Timestamp};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args, editors};

/// One log-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The hash of what the browser holds.
    pub id: Sha256Hash,
    /// Who.
    pub editor: EditorId,
    /// Since when.
    pub since: Timestamp,
    /// When it was last used, to the minute or so.
    pub seen: Timestamp,
    /// When the second factor was last shown; `None` while it is yet to come.
    pub factor: Option<Timestamp>,
    /// A sealed second factor that is being set up.
    pub pending: Option<Vec<u8>>,
}

const COLUMNS: &str = "l.id_hash, l.editor_id, l.since, l.seen_at, l.factor_at, l.pending";

/// Keeps a new one.
pub async fn add(tx: &mut Tx, login: &Login) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO login (id_hash, editor_id, since, seen_at, factor_at, pending) VALUES ($1, $2, $3, $4, $5, $6)",
        args![login.id, login.editor, login.since, login.seen, login.factor, login.pending.clone()],
    )
    .await?;
    Ok(())
}

/// The log-in of this hash with its editor as they are now.
pub async fn get(from: &mut impl Source, id: Sha256Hash) -> Result<Option<(Login, Editor)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, e.id, e.name, e.role, e.active, e.since FROM login l JOIN editor e ON e.id = l.editor_id \
         WHERE l.id_hash = $1"
    );
    let row = from.optional(Sql::Built(sql), args![id]).await?;
    row.map(|row| Ok((read(&row)?, editors::read_at(&row, 6)?))).transpose()
}

/// All log-ins of an editor, newest first.
pub async fn of(from: &mut impl Source, editor: EditorId) -> Result<Vec<Login>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM login l WHERE l.editor_id = $1 ORDER BY l.since DESC, l.id_hash");
    from.all(Sql::Built(sql), args![editor]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Login, StoreError> {
    Ok(Login {
        id: row.get(0)?,
        editor: row.get(1)?,
        since: row.get(2)?,
        seen: row.get(3)?,
        factor: row.maybe(4)?,
        pending: row.maybe(5)?,
    })
}

/// Puts the second factor that is being set up beside a log-in.
pub async fn set_pending(tx: &mut Tx, id: Sha256Hash, sealed: &[u8]) -> Result<(), StoreError> {
    tx.execute("UPDATE login SET pending = $1 WHERE id_hash = $2", args![sealed, id]).await?;
    Ok(())
}

/// Moves the time of last use on; never back.
pub async fn seen(tx: &mut Tx, id: Sha256Hash, at: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE login SET seen_at = $1 WHERE id_hash = $2 AND seen_at < $1", args![at, id]).await?;
    Ok(())
}

/// Ends one log-in of this editor. Whether there was one: of two at once, one wins.
pub async fn end(tx: &mut Tx, editor: EditorId, id: Sha256Hash) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM login WHERE id_hash = $1 AND editor_id = $2", args![id, editor]).await? > 0)
}

/// Ends all log-ins of an editor but this one; how many.
pub async fn end_all(tx: &mut Tx, editor: EditorId, but: Option<Sha256Hash>) -> Result<u64, StoreError> {
    match but {
        Some(but) => tx.execute("DELETE FROM login WHERE editor_id = $1 AND id_hash <> $2", args![editor, but]).await,
        None => tx.execute("DELETE FROM login WHERE editor_id = $1", args![editor]).await,
    }
}

/// Removes those that began before, or were last used before.
pub async fn sweep(tx: &mut Tx, since: Timestamp, seen: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM login WHERE since <= $1 OR seen_at <= $2", args![since, seen]).await?;
    Ok(())
}
