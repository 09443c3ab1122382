//! Pages of organisations on social hosts, said by one editor and confirmed by another one. That these are two is a
//! constraint of the table.

use thuchu_model::{EditorId, Timestamp};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args};

/// An organisation's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialPage {
    /// Its canonical address; what lies below it is part of it.
    pub address: String,
    /// Whose it is.
    pub organisation: String,
    /// Who said so.
    pub asked_by: EditorId,
    /// When.
    pub asked: Timestamp,
    /// Who confirmed it, and when; before that it opens nothing.
    pub confirmed: Option<(EditorId, Timestamp)>,
}

const COLUMNS: &str = "SELECT url, organisation, asked_by, asked_at, confirmed_by, confirmed_at FROM official_page";

/// Names a page. One that is named already is refused as [`StoreError::Exists`].
pub async fn name(
    tx: &mut Tx,
    address: &str,
    organisation: &str,
    by: EditorId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO official_page (url, organisation, asked_by, asked_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let done = tx.execute(sql, args![address, organisation, by, now]).await?;
    if done == 0 { Err(StoreError::Exists { what: "official_page" }) } else { Ok(()) }
}

/// Confirms a page that somebody else named; else a conflict. The store itself refuses the same person.
pub async fn confirm(tx: &mut Tx, address: &str, by: EditorId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE official_page SET confirmed_by = $1, confirmed_at = $2 \
         WHERE url = $3 AND confirmed_by IS NULL AND asked_by <> $1";
    let done = tx.execute(sql, args![by, now, address]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "official_page" }) } else { Ok(()) }
}

/// Takes a page away again.
pub async fn remove(tx: &mut Tx, address: &str) -> Result<(), StoreError> {
    let done = tx.execute("DELETE FROM official_page WHERE url = $1", args![address]).await?;
    if done == 0 { Err(StoreError::Missing { what: "official_page" }) } else { Ok(()) }
}

/// All of them, newest first, `limit` at most.
pub async fn all(from: &mut impl Source, limit: u32) -> Result<Vec<OfficialPage>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} ORDER BY asked_at DESC, url LIMIT $1"));
    from.all(sql, args![limit]).await?.iter().map(read).collect()
}

/// The page of this address.
pub async fn get(from: &mut impl Source, address: &str) -> Result<Option<OfficialPage>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE url = $1"));
    from.optional(sql, args![address]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<OfficialPage, StoreError> {
    let (by, at): (Option<EditorId>, Option<Timestamp>) = (row.maybe(4)?, row.maybe(5)?);
    Ok(OfficialPage {
        address: row.get(0)?,
        organisation: row.get(1)?,
        asked_by: row.get(2)?,
        asked: row.get(3)?,
        confirmed: by.zip(at),
    })
}
