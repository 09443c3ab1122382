//! Links that let somebody in once: the first set-up, an invitation, a new start for who lost access.

use thuchu_model::{AuditObject, Editor, EditorId, EditorName, Role, Secret, Token};
use thuchu_store::access::{self, AccessLink};
use thuchu_store::{StoreError, Tx, audit, editors, logins, passkeys};

use super::{People, PeopleError, note, password};

/// Seconds that the first set-up and a new start may take: a day.
const DAY: i64 = 24 * 60 * 60;
/// Seconds that an invitation stands: a week.
const WEEK: i64 = 7 * DAY;

/// Whom a link lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkFor {
    /// The first admin, who says their name.
    FirstSetUp,
    /// Somebody whose name is known.
    Colleague(EditorName),
}

impl People {
    /// A link for the first set-up, as long as nobody ever set a password; the one made before is void.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn set_up_link(&self) -> Result<Option<Token>, PeopleError> {
        let (token, now) = (Token::new(&*self.chance), self.clock.now());
        let mut tx = self.db.begin().await?;
        if access::any(&mut tx).await? {
            return Ok(None);
        }
        access::add_link(&mut tx, token.hash(), AccessLink { editor: None, until: now.plus_seconds(DAY) }).await?;
        let act = crate::act("desk.set_up_link")?;
        audit::append(&mut tx, &[], act, AuditObject::Desk, &serde_json::json!({}), now).await?;
        tx.commit().await?;
        Ok(Some(token))
    }

    /// A new link for somebody known by name, made by the operator.
    ///
    /// # Errors
    /// When nobody active has the name.
    pub async fn link_for(&self, name: &str) -> Result<(Editor, Token), PeopleError> {
        let mut tx = self.db.begin().await?;
        let editor = editors::by_name(&mut tx, &EditorName::parse(name)?).await?.filter(|editor| editor.active);
        let editor = editor.ok_or(PeopleError::Missing("editor"))?;
        let token = self.add_link(&mut tx, None, editor.id).await?;
        tx.commit().await?;
        Ok((editor, token))
    }

    /// Keeps a new link for an editor: a week for who never had a password, else a day.
    pub(super) async fn add_link(
        &self,
        tx: &mut Tx,
        by: Option<EditorId>,
        editor: EditorId,
    ) -> Result<Token, StoreError> {
        let (token, now) = (Token::new(&*self.chance), self.clock.now());
        let lasts = if access::get(tx, editor).await?.is_some() { DAY } else { WEEK };
        let link = AccessLink { editor: Some(editor), until: now.plus_seconds(lasts) };
        access::add_link(tx, token.hash(), link).await?;
        note(tx, by, "editor.link", editor, &serde_json::json!({"seconds": lasts}), now).await?;
        Ok(token)
    }

    /// Whom a link lets in. Looking uses nothing up.
    ///
    /// # Errors
    /// [`PeopleError::Link`] when it lets in nobody.
    pub async fn link(&self, token: &str) -> Result<LinkFor, PeopleError> {
        let token = Token::parse(token).ok_or(PeopleError::Link)?;
        let mut store = self.db.read();
        let found = access::link(&mut store, token.hash(), self.clock.now()).await?;
        match found.ok_or(PeopleError::Link)?.editor {
            Some(id) => {
                let editor = editors::get(&mut store, id).await?.filter(|editor| editor.active);
                editor.map(|editor| LinkFor::Colleague(editor.name)).ok_or(PeopleError::Link)
            }
            None if access::any(&mut store).await? => Err(PeopleError::Link),
            None => Ok(LinkFor::FirstSetUp),
        }
    }

    /// Uses a link up: the access begins anew with this password, and what was logged in is out. `name` is read at the
    /// first set-up only. The result is half way in; the second factor is set up next.
    ///
    /// # Errors
    /// When the link, the name or the password is not good; then the link stands.
    pub async fn use_link(&self, token: &str, name: &str, password: &Secret) -> Result<Token, PeopleError> {
        let (name, first) = match self.link(token).await? {
            LinkFor::FirstSetUp => (EditorName::parse(name)?, true),
            LinkFor::Colleague(name) => (name, false),
        };
        password::acceptable(password, name.as_str())?;
        let hash = self.passwords.hash(password, &*self.chance).await?;
        let token = Token::parse(token).ok_or(PeopleError::Link)?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        // Of two at once, one finds the link gone.
        if !access::use_link(&mut tx, token.hash()).await? || (first && access::any(&mut tx).await?) {
            return Err(PeopleError::Link);
        }
        let found = editors::by_name(&mut tx, &name).await?;
        let editor = match (found, first) {
            (Some(editor), _) if !editor.active => return Err(PeopleError::NameTaken),
            // Whom the operator added before on the command line.
            (Some(editor), true) => {
                editors::update(&mut tx, editor.id, Role::Admin, true).await?;
                editor
            }
            (Some(editor), false) => editor,
            (None, true) => {
                let id = EditorId::new(now, &*self.chance);
                let editor = Editor { id, name, role: Role::Admin, active: true, since: now };
                editors::add(&mut tx, &editor).await?;
                editor
            }
            (None, false) => return Err(PeopleError::Link),
        };
        access::start(&mut tx, editor.id, &hash).await?;
        passkeys::remove_all(&mut tx, editor.id).await?;
        logins::end_all(&mut tx, editor.id, None).await?;
        self.forgive(&mut tx, &editor).await?;
        let detail = serde_json::json!({"first": first});
        note(&mut tx, Some(editor.id), "editor.access_started", editor.id, &detail, now).await?;
        let pending = self.new_pending(editor.id)?;
        let half_way = self.begin_login(&mut tx, editor.id, now, None, Some(pending)).await?;
        tx.commit().await?;
        Ok(half_way)
    }
}
