//! Who works here: inviting, roles, disabling. Each act is checked again in its own unit of work, so two admins who
//! disable each other at the same time do not leave the desk without one.

use std::collections::HashMap;

use thuchu_model::{Act, AuditObject, Editor, EditorId, EditorName, Role, Timestamp, Token, may};
use thuchu_store::{StoreError, Tx, access, audit, editors, logins};

use super::{People, PeopleError, Person};

/// How somebody stands with the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Logs in with password and second factor.
    Ready,
    /// Has a password; the second factor is yet to be set up.
    HalfReady,
    /// Has a link that was not used yet, until then.
    Invited(Timestamp),
    /// Cannot log in: has neither password nor link.
    Outside,
    /// Disabled.
    Disabled,
}

/// Somebody of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub editor: Editor,
    /// How they stand.
    pub standing: Standing,
}

impl People {
    /// Everybody, in the order they were added.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn colleagues(&self) -> Result<Vec<Colleague>, PeopleError> {
        let mut store = self.db.read();
        let with_password: HashMap<EditorId, bool> = access::all(&mut store).await?.into_iter().collect();
        let links: HashMap<EditorId, Timestamp> =
            access::links(&mut store, self.clock.now()).await?.into_iter().collect();
        let standing = |editor: &Editor| match (with_password.get(&editor.id), links.get(&editor.id)) {
            _ if !editor.active => Standing::Disabled,
            (_, Some(until)) => Standing::Invited(*until),
            (Some(true), None) => Standing::Ready,
            (Some(false), None) => Standing::HalfReady,
            (None, None) => Standing::Outside,
        };
        let all = editors::all(&mut store).await?.into_iter();
        Ok(all.map(|editor| Colleague { standing: standing(&editor), editor }).collect())
    }

    /// Adds somebody and gives the link that lets them in within a week.
    ///
    /// # Errors
    /// When the name is none, or taken.
    pub async fn invite(&self, by: &Person, name: &str, role: Role) -> Result<(Editor, Token), PeopleError> {
        let (name, now) = (EditorName::parse(name)?, self.clock.now());
        let editor = Editor { id: EditorId::new(now, &*self.chance), name, role, active: true, since: now };
        let mut tx = self.db.begin().await?;
        self.note_as_admin(&mut tx, by, "editor.add", editor.id, &serde_json::json!({"role": role})).await?;
        editors::add(&mut tx, &editor).await.map_err(|error| match error {
            StoreError::Exists { .. } => PeopleError::NameTaken,
            other => other.into(),
        })?;
        let token = self.add_link(&mut tx, Some(by.editor.id), editor.id).await?;
        tx.commit().await?;
        Ok((editor, token))
    }

    /// A new link for somebody who lost theirs, or lost access.
    ///
    /// # Errors
    /// When there is no such active editor.
    pub async fn new_link(&self, by: &Person, id: EditorId) -> Result<(Editor, Token), PeopleError> {
        let mut tx = self.db.begin().await?;
        let editor = editors::get(&mut tx, id).await?.filter(|editor| editor.active);
        let editor = editor.ok_or(PeopleError::Missing("editor"))?;
        let token = self.add_link(&mut tx, Some(by.editor.id), id).await?;
        self.still_admin(&mut tx, by).await?;
        tx.commit().await?;
        Ok((editor, token))
    }

    /// Changes a role; whoever has it logs in again.
    ///
    /// # Errors
    /// [`PeopleError::Own`] for one's own, [`PeopleError::Same`] when it is theirs already.
    pub async fn set_role(&self, by: &Person, id: EditorId, role: Role) -> Result<Editor, PeopleError> {
        self.change(by, id, "editor.role", |editor| (role, editor.active)).await
    }

    /// Lets somebody in no more (`false`), at once and on every node, or again.
    ///
    /// # Errors
    /// [`PeopleError::Own`] for oneself, [`PeopleError::Same`] when it is so already.
    pub async fn set_active(&self, by: &Person, id: EditorId, active: bool) -> Result<Editor, PeopleError> {
        self.change(by, id, "editor.active", |editor| (editor.role, active)).await
    }

    /// Changes role or standing; gives the editor as they were.
    async fn change(
        &self,
        by: &Person,
        id: EditorId,
        act: &'static str,
        to: impl FnOnce(&Editor) -> (Role, bool),
    ) -> Result<Editor, PeopleError> {
        if by.editor.id == id {
            return Err(PeopleError::Own);
        }
        let mut tx = self.db.begin().await?;
        let editor = editors::get(&mut tx, id).await?.ok_or(PeopleError::Missing("editor"))?;
        let (role, active) = to(&editor);
        if (role, active) == (editor.role, editor.active) {
            return Err(PeopleError::Same);
        }
        let detail = serde_json::json!({
            "from": {"role": editor.role, "active": editor.active}, "to": {"role": role, "active": active},
        });
        self.note_as_admin(&mut tx, by, act, id, &detail).await?;
        editors::update(&mut tx, id, role, active).await?;
        logins::end_all(&mut tx, id, None).await?;
        if !active {
            access::drop_links(&mut tx, Some(id)).await?;
        }
        tx.commit().await?;
        Ok(editor)
    }

    /// Writes the act down, which waits for every other act of the desk, and only then looks whether the admin still
    /// is one.
    async fn note_as_admin(
        &self,
        tx: &mut Tx,
        by: &Person,
        act: &'static str,
        on: EditorId,
        detail: &serde_json::Value,
    ) -> Result<(), PeopleError> {
        let (act, object) = (crate::act(act)?, AuditObject::Editor(on));
        audit::append(tx, &[by.editor.id], act, object, detail, self.clock.now()).await?;
        self.still_admin(tx, by).await
    }

    async fn still_admin(&self, tx: &mut Tx, by: &Person) -> Result<(), PeopleError> {
        let editor = editors::get(tx, by.editor.id).await?;
        let may = editor.is_some_and(|editor| editor.active && may(editor.role, Act::ManagePeople));
        if may { Ok(()) } else { Err(PeopleError::NotAllowed) }
    }
}
