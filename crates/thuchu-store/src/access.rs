//! How editors show who they are: passwords, second factors, recovery codes, links that let somebody in once, and the
//! ladder that slows guessing down. Nothing here can be turned back into what somebody types.

use thuchu_model::{EditorId, Sha256Hash, Timestamp};

use crate::db::Ask as _;
use crate::{Row, Source, StoreError, Tx, args};

/// What an editor logs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Whose.
    pub editor: EditorId,
    /// In the PHC form.
    pub password_hash: String,
    /// The sealed second factor, once set up.
    pub totp: Option<Vec<u8>>,
    /// The newest step a code was used of.
    pub totp_step: i64,
}

/// An editor's access; `None` before their first password.
pub async fn get(from: &mut impl Source, editor: EditorId) -> Result<Option<Access>, StoreError> {
    let sql = "SELECT editor_id, password_hash, totp, totp_step FROM access WHERE editor_id = $1";
    let row = from.optional(sql, args![editor]).await?;
    row.map(|row| read(&row)).transpose()
}

fn read(row: &Row) -> Result<Access, StoreError> {
    Ok(Access { editor: row.get(0)?, password_hash: row.get(1)?, totp: row.maybe(2)?, totp_step: row.get(3)? })
}

/// Whether anybody ever set a password.
pub async fn any(from: &mut impl Source) -> Result<bool, StoreError> {
    Ok(from.optional("SELECT 1 FROM access LIMIT 1", args![]).await?.is_some())
}

/// Those with a password, and whether they have a second factor.
pub async fn all(from: &mut impl Source) -> Result<Vec<(EditorId, bool)>, StoreError> {
    let rows = from.all("SELECT editor_id, totp FROM access", args![]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.maybe::<Vec<u8>>(1)?.is_some()))).collect()
}

/// Starts an access anew: this password, no second factor, no recovery codes.
pub async fn start(tx: &mut Tx, editor: EditorId, password_hash: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recovery_code WHERE editor_id = $1", args![editor]).await?;
    tx.execute(
        "INSERT INTO access (editor_id, password_hash, totp, totp_step) VALUES ($1, $2, NULL, 0) \
         ON CONFLICT (editor_id) DO UPDATE SET password_hash = excluded.password_hash, totp = NULL, totp_step = 0",
        args![editor, password_hash],
    )
    .await?;
    Ok(())
}

/// Replaces a password, unless it was replaced meanwhile.
pub async fn set_password(tx: &mut Tx, editor: EditorId, from: &str, to: &str) -> Result<(), StoreError> {
    let sql = "UPDATE access SET password_hash = $1 WHERE editor_id = $2 AND password_hash = $3";
    won(tx.execute(sql, args![to, editor, from]).await?)
}

/// Sets the sealed second factor, whose code of this step was just used.
pub async fn set_totp(tx: &mut Tx, editor: EditorId, sealed: &[u8], step: i64) -> Result<(), StoreError> {
    let sql = "UPDATE access SET totp = $1, totp_step = $2 WHERE editor_id = $3";
    won(tx.execute(sql, args![sealed, step, editor]).await?)
}

/// Uses up a step of the second factor and all before it. Whether it was still unused: of two at once, one wins.
pub async fn use_step(tx: &mut Tx, editor: EditorId, step: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE access SET totp_step = $1 WHERE editor_id = $2 AND totp_step < $1";
    Ok(tx.execute(sql, args![step, editor]).await? > 0)
}

/// Replaces all recovery codes.
pub async fn set_codes(tx: &mut Tx, editor: EditorId, hashes: &[Sha256Hash]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recovery_code WHERE editor_id = $1", args![editor]).await?;
    for hash in hashes {
        let sql = "INSERT INTO recovery_code (editor_id, code_hash) VALUES ($1, $2)";
        tx.execute(sql, args![editor, *hash]).await?;
    }
    Ok(())
}

/// Uses up a recovery code. Whether it was one.
pub async fn use_code(tx: &mut Tx, editor: EditorId, hash: Sha256Hash) -> Result<bool, StoreError> {
    let sql = "DELETE FROM recovery_code WHERE editor_id = $1 AND code_hash = $2";
    Ok(tx.execute(sql, args![editor, hash]).await? > 0)
}

/// Whether this is an unused recovery code.
pub async fn has_code(from: &mut impl Source, editor: EditorId, hash: Sha256Hash) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM recovery_code WHERE editor_id = $1 AND code_hash = $2";
    Ok(from.optional(sql, args![editor, hash]).await?.is_some())
}

/// How many recovery codes are left.
pub async fn codes_left(from: &mut impl Source, editor: EditorId) -> Result<u64, StoreError> {
    from.one("SELECT COUNT(*) FROM recovery_code WHERE editor_id = $1", args![editor]).await?.get(0)
}

/// A link that lets somebody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessLink {
    /// Whom; `None` for the first set-up.
    pub editor: Option<EditorId>,
    /// Until when, exclusive.
    pub until: Timestamp,
}

/// Keeps a link; an older one for the same editor (or for the first set-up) is void from here on.
pub async fn add_link(tx: &mut Tx, hash: Sha256Hash, link: AccessLink) -> Result<(), StoreError> {
    drop_links(tx, link.editor).await?;
    let sql = "INSERT INTO access_link (token_hash, editor_id, until) VALUES ($1, $2, $3)";
    tx.execute(sql, args![hash, link.editor, link.until]).await?;
    Ok(())
}

/// Makes links for this editor void; `None` for the first set-up.
pub async fn drop_links(tx: &mut Tx, editor: Option<EditorId>) -> Result<(), StoreError> {
    match editor {
        Some(editor) => tx.execute("DELETE FROM access_link WHERE editor_id = $1", args![editor]).await?,
        None => tx.execute("DELETE FROM access_link WHERE editor_id IS NULL", args![]).await?,
    };
    Ok(())
}

/// The link of this hash, if it has not run out.
pub async fn link(from: &mut impl Source, hash: Sha256Hash, now: Timestamp) -> Result<Option<AccessLink>, StoreError> {
    let sql = "SELECT editor_id, until FROM access_link WHERE token_hash = $1 AND until > $2";
    let row = from.optional(sql, args![hash, now]).await?;
    row.map(|row| Ok(AccessLink { editor: row.maybe(0)?, until: row.get(1)? })).transpose()
}

/// Links that wait for somebody, by editor.
pub async fn links(from: &mut impl Source, now: Timestamp) -> Result<Vec<(EditorId, Timestamp)>, StoreError> {
    let sql = "SELECT editor_id, until FROM access_link WHERE editor_id IS NOT NULL AND until > $1";
    let rows = from.all(sql, args![now]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Uses up a link: of two at once, one wins.
pub async fn use_link(tx: &mut Tx, hash: Sha256Hash) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM access_link WHERE token_hash = $1", args![hash]).await? > 0)
}

/// Takes a turn to guess, which counts as wrong until [`forgive`]. `None` when it must wait; else how many are counted
/// by now. `forget_before`: older wrong guesses are forgotten.
pub async fn take_guess(
    tx: &mut Tx,
    key: Sha256Hash,
    now: Timestamp,
    forget_before: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let sql = "INSERT INTO guess (key_hash, wrong, open_at, last_at) VALUES ($1, 0, $2, $2) ON CONFLICT DO NOTHING";
    tx.execute(sql, args![key, now]).await?;
    // Locks the row until the end of the unit of work: guesses at the same time take turns.
    let row = tx
        .optional(
            "UPDATE guess SET wrong = CASE WHEN last_at < $3 THEN 1 ELSE wrong + 1 END, last_at = $2 \
             WHERE key_hash = $1 AND open_at <= $2 RETURNING wrong",
            args![key, now, forget_before],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Closes the ladder until then.
pub async fn close_guess(tx: &mut Tx, key: Sha256Hash, until: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE guess SET open_at = $1 WHERE key_hash = $2", args![until, key]).await?;
    Ok(())
}

/// The guess was right: all is forgotten.
pub async fn forgive(tx: &mut Tx, key: Sha256Hash) -> Result<(), StoreError> {
    tx.execute("DELETE FROM guess WHERE key_hash = $1", args![key]).await?;
    Ok(())
}

/// Removes what has run out: links, and guesses from before `forget_before`.
pub async fn sweep(tx: &mut Tx, now: Timestamp, forget_before: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM access_link WHERE until <= $1", args![now]).await?;
    tx.execute("DELETE FROM guess WHERE last_at < $1", args![forget_before]).await?;
    Ok(())
}

fn won(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::Conflict { what: "access" }) } else { Ok(()) }
}
