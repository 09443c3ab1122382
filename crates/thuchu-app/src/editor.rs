//! The people of the desk, as the operator keeps them on the command line.

use thuchu_model::{AuditObject, Chance, Clock, Editor, EditorId, EditorName, EditorNameError, Role};
use thuchu_store::{Db, StoreError, audit, editors, logins};

/// Why the list of editors stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// No name for a person.
    #[error(transparent)]
    Name(#[from] EditorNameError),
    /// Somebody has that name, maybe in other case.
    #[error("an editor called {0:?} exists already")]
    Exists(String),
    /// Nobody has.
    #[error("no editor is called {0:?}")]
    Unknown(String),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EditorError {
    /// The stable code, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name(_) => "editor.name",
            Self::Exists(_) => "editor.exists",
            Self::Unknown(_) => "editor.unknown",
            Self::Store(error) => error.code(),
        }
    }
}

/// Adds an active editor.
///
/// # Errors
/// When the name is none, or taken in any case.
pub async fn add(
    db: &Db,
    name: &str,
    role: Role,
    clock: &dyn Clock,
    chance: &dyn Chance,
) -> Result<Editor, EditorError> {
    let now = clock.now();
    let editor =
        Editor { id: EditorId::new(now, chance), name: EditorName::parse(name)?, role, active: true, since: now };
    let mut tx = db.begin().await?;
    editors::add(&mut tx, &editor).await.map_err(|error| match error {
        StoreError::Exists { .. } => EditorError::Exists(editor.name.to_string()),
        other => EditorError::Store(other),
    })?;
    let detail = serde_json::json!({"role": role});
    audit::append(&mut tx, &[], crate::act("editor.add")?, AuditObject::Editor(editor.id), &detail, now).await?;
    tx.commit().await?;
    Ok(editor)
}

/// All editors, in the order they were added.
///
/// # Errors
/// When the store refuses.
pub async fn list(db: &Db) -> Result<Vec<Editor>, StoreError> {
    editors::all(&mut db.read()).await
}

/// Lets an editor act no more (`false`), or again. Their name stays in the log.
///
/// # Errors
/// When nobody has the name.
pub async fn set_active(db: &Db, name: &str, active: bool, clock: &dyn Clock) -> Result<Editor, EditorError> {
    let mut tx = db.begin().await?;
    let found = editors::by_name(&mut tx, &EditorName::parse(name)?).await?;
    let editor = found.ok_or_else(|| EditorError::Unknown(name.to_owned()))?;
    editors::update(&mut tx, editor.id, editor.role, active).await?;
    logins::end_all(&mut tx, editor.id, None).await?;
    let detail = serde_json::json!({"from": editor.active, "to": active});
    let object = AuditObject::Editor(editor.id);
    audit::append(&mut tx, &[], crate::act("editor.active")?, object, &detail, clock.now()).await?;
    tx.commit().await?;
    Ok(Editor { active, ..editor })
}

#[cfg(test)]
mod tests {
    use thuchu_testkit::{TestStore, block_on};

    use super::*;

    #[test]
    fn a_name_is_given_once_and_a_disabled_editor_stays_listed() {
        block_on(async {
            let store = TestStore::sqlite().await;
            add(&store.db, " Ánh ", Role::Editor, &store.clock, &store.chance).await.unwrap();
            let again = add(&store.db, "ánh", Role::Admin, &store.clock, &store.chance).await.unwrap_err();
            assert_eq!(again.code(), "editor.exists");
            assert_eq!(
                add(&store.db, "a\nb", Role::Editor, &store.clock, &store.chance).await.unwrap_err().code(),
                "editor.name"
            );
            set_active(&store.db, "ÁNH", false, &store.clock).await.unwrap();
            let listed = list(&store.db).await.unwrap();
            assert_eq!((listed.len(), listed[0].active), (1, false));
            assert_eq!(set_active(&store.db, "Bình", false, &store.clock).await.unwrap_err().code(), "editor.unknown");
        });
    }
}
