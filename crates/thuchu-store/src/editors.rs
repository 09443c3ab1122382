//! The people who log in.

use thuchu_model::{Byline, Editor, EditorId, EditorName, Role};

use crate::{Row, Source, StoreError, Tx, args};

const COLUMNS: &str = "SELECT id, name, role, active, since FROM editor";

/// Adds an editor. A name that differs only in case from an existing one is refused as [`StoreError::Exists`].
pub async fn add(tx: &mut Tx, editor: &Editor) -> Result<(), StoreError> {
    let done = tx
        .execute(
            "INSERT INTO editor (id, name, name_key, role, active, since) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT DO NOTHING",
            args![
                editor.id,
                editor.name.as_str(),
                editor.name.key(),
                editor.role.as_str(),
                editor.active,
                editor.since
            ],
        )
        .await?;
    if done == 0 { Err(StoreError::Exists { what: "editor" }) } else { Ok(()) }
}

/// Enables or disables an editor, or changes the role.
pub async fn update(tx: &mut Tx, editor: EditorId, role: Role, active: bool) -> Result<(), StoreError> {
    let sql = "UPDATE editor SET role = $1, active = $2 WHERE id = $3";
    let done = tx.execute(sql, args![role.as_str(), active, editor]).await?;
    if done == 0 { Err(StoreError::Missing { what: "editor" }) } else { Ok(()) }
}

/// The words of how an editor may sign in public.
pub const BYLINES: [&str; 3] = ["desk", "name", "initials"];

/// How an editor signs in public.
pub async fn byline(from: &mut impl Source, editor: EditorId) -> Result<String, StoreError> {
    from.one("SELECT byline FROM editor WHERE id = $1", args![editor]).await?.get(0)
}

/// Sets it, to one of [`BYLINES`].
pub async fn set_byline(tx: &mut Tx, editor: EditorId, byline: &str) -> Result<(), StoreError> {
    let done = tx.execute("UPDATE editor SET byline = $1 WHERE id = $2", args![byline, editor]).await?;
    if done == 0 { Err(StoreError::Missing { what: "editor" }) } else { Ok(()) }
}

/// The editor of this id.
pub async fn get(from: &mut impl Source, id: EditorId) -> Result<Option<Editor>, StoreError> {
    let row = from.optional(select(" WHERE id = $1"), args![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The editor of this name, in any case.
pub async fn by_name(from: &mut impl Source, name: &EditorName) -> Result<Option<Editor>, StoreError> {
    let row = from.optional(select(" WHERE name_key = $1"), args![name.key()]).await?;
    row.as_ref().map(read).transpose()
}

/// All editors, in the order they were added.
pub async fn all(from: &mut impl Source) -> Result<Vec<Editor>, StoreError> {
    from.all(select(" ORDER BY since, id"), args![]).await?.iter().map(read).collect()
}

/// How these editors sign in public, in the order of the ids asked for; unknown ones are absent.
pub async fn bylines(from: &mut impl Source, ids: &[EditorId]) -> Result<Vec<(EditorName, Byline)>, StoreError> {
    let mut signing = Vec::with_capacity(ids.len());
    for id in ids {
        let row = from.optional("SELECT name, byline FROM editor WHERE id = $1", args![*id]).await?;
        if let Some(row) = row {
            signing.push((row.word(0, |text| EditorName::parse(text).ok())?, row.word(1, Byline::parse)?));
        }
    }
    Ok(signing)
}

fn select(rest: &'static str) -> crate::db::Sql {
    crate::db::Sql::Built(format!("{COLUMNS}{rest}"))
}

fn read(row: &Row) -> Result<Editor, StoreError> {
    read_at(row, 0)
}

/// Reads id, name, role, active and since from the column at `first` on.
pub(crate) fn read_at(row: &Row, first: usize) -> Result<Editor, StoreError> {
    Ok(Editor {
        id: row.get(first)?,
        name: row.word(first + 1, |text| EditorName::parse(text).ok())?,
        role: row.word(first + 2, Role::parse)?,
        active: row.get(first + 3)?,
        since: row.get(first + 4)?,
    })
}
