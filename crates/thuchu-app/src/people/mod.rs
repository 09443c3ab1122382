//! The people of the desk: how they get in, what they hold, who lets in whom. Rules of roles, waiting and lasting are
//! `thuchu-model`'s; nothing here is kept in a form that could be typed in again.

mod enter;
mod links;
mod logins;
mod own;
mod passkeys;
pub mod password;
mod staff;
#[cfg(test)]
mod tests;
pub mod totp;
mod trust;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use thuchu_model::{
    Act, AuditObject, Chance, Clock, Editor, EditorId, EditorNameError, Sha256Hash, Timestamp, TrustRefused, is_fresh,
    may,
};
use thuchu_store::logins::Login;
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, StoreError, Tx, audit, editors};

pub use enter::Entered;
pub use links::LinkFor;
pub use logins::LoginShown;
pub use passkeys::{Made, Party, PasskeyShown, Signed, Unsound};
pub use password::PasswordRefused;
pub use staff::{Colleague, Standing};
pub use trust::Decided;

use password::Passwords;

/// The desk's people. One for a process.
pub struct People {
    db: Db,
    keys: Keys,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    passwords: Passwords,
    /// When log-ins were last used, until that is written down.
    seen: Mutex<HashMap<Sha256Hash, Timestamp>>,
}

/// Somebody who is logged in, as the store says at this moment.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub editor: Editor,
    pub(crate) login: Login,
}

impl Person {
    /// The password was right, the second factor is yet to come.
    #[must_use]
    pub const fn half_way(&self) -> bool {
        self.login.factor.is_none()
    }

    /// How passkeys name their owner.
    #[must_use]
    pub fn handle(&self) -> String {
        passkeys::handle(self.editor.id)
    }

    /// Whether a second factor is being set up.
    #[must_use]
    pub const fn sets_up_factor(&self) -> bool {
        self.login.pending.is_some()
    }

    /// Whether the second factor was shown just now.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        self.login.factor.is_some_and(|shown| is_fresh(shown, now))
    }
}

/// Why somebody may not change the desk's settings at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Barred {
    /// The role does not allow it, or the person is no longer at the desk.
    NotAllowed,
    /// The second factor must be shown again.
    NotFresh,
}

/// What keeps somebody from changing the desk's settings, as the store has the person in this unit of work.
pub(crate) async fn barred_from_settings(
    tx: &mut Tx,
    person: &Person,
    now: Timestamp,
) -> Result<Option<Barred>, StoreError> {
    let editor = editors::get(tx, person.editor.id).await?;
    if !editor.is_some_and(|editor| editor.active && may(editor.role, Act::ChangeSettings)) {
        return Ok(Some(Barred::NotAllowed));
    }
    Ok((!person.is_fresh(now)).then_some(Barred::NotFresh))
}

/// Why somebody does not get in, or something stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// No name for a person.
    #[error(transparent)]
    Name(#[from] EditorNameError),
    /// Somebody has that name, maybe in other case.
    #[error("somebody has this name already")]
    NameTaken,
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordRefused),
    /// Name, password or code is wrong, or it is too early to try again. No more is said.
    #[error("wrong, or too early")]
    Wrong,
    /// The link was used, has run out, or never was one.
    #[error("the link opens nothing")]
    Link,
    /// What the act needs is not there any more.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// The role does not allow it, or not any more.
    #[error("the role does not allow this")]
    NotAllowed,
    /// Nobody changes their own role or disables themselves: so an admin always stays.
    #[error("nobody changes their own role")]
    Own,
    /// The second factor must be shown again first.
    #[error("the second factor must be shown again")]
    NotFresh,
    /// The rule of trust says no.
    #[error(transparent)]
    Trust(#[from] TrustRefused),
    /// A proposal waits for this publisher already.
    #[error("a proposal waits already")]
    Waiting,
    /// It is so already.
    #[error("nothing would change")]
    Same,
    /// Somebody else was first.
    #[error("somebody else was first")]
    Meanwhile,
    /// The key of the second factor is gone: only a new link helps.
    #[error("the key that sealed the second factor is gone")]
    KeyLost,
    /// What came is no passkey that can be added.
    #[error(transparent)]
    Passkey(Unsound),
    /// Nothing can be worked on now.
    #[error("the program is stopping")]
    Busy,
    /// The store refused.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for PeopleError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } => Self::Meanwhile,
            other => Self::Store(other),
        }
    }
}

impl From<Unsound> for PeopleError {
    fn from(unsound: Unsound) -> Self {
        match unsound {
            Unsound::Store(error) => error.into(),
            unsound => Self::Passkey(unsound),
        }
    }
}

impl PeopleError {
    /// Whether the same may succeed in a moment.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        match self {
            Self::Store(error) => error.is_transient(),
            _ => matches!(self, Self::Busy),
        }
    }

    /// The stable code, for programs and the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Name(_) => "editor.name",
            Self::NameTaken => "editor.exists",
            Self::Password(PasswordRefused::Short) => "password.short",
            Self::Password(PasswordRefused::Long) => "password.long",
            Self::Password(PasswordRefused::Common) => "password.common",
            Self::Wrong => "access.wrong",
            Self::Link => "access.link",
            Self::Missing(_) => "people.missing",
            Self::NotAllowed => "people.not_allowed",
            Self::Own => "people.own",
            Self::NotFresh => "access.not_fresh",
            Self::Trust(TrustRefused::NoEditor) => "trust.no_editor",
            Self::Trust(TrustRefused::NeedsTwo) => "trust.needs_two",
            Self::Trust(TrustRefused::Inactive(_)) => "trust.inactive_editor",
            Self::Trust(TrustRefused::Role(_)) => "trust.role",
            Self::Waiting => "trust.waiting",
            Self::Same => "people.same",
            Self::Meanwhile => "people.meanwhile",
            Self::KeyLost => "access.key_lost",
            Self::Passkey(unsound) => unsound.code(),
            Self::Busy => "desk.busy",
            Self::Store(error) => error.code(),
        }
    }
}

impl People {
    /// Those of this store. `keys` seals second factors and hashes names that are guessed at.
    ///
    /// # Errors
    /// When no password can be hashed here.
    pub fn new(db: Db, keys: Keys, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Result<Self, PeopleError> {
        let passwords = Passwords::new(&*chance)?;
        Ok(Self { db, keys, clock, chance, passwords, seen: Mutex::default() })
    }

    /// The present instant, by which log-ins are judged.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// Writes down who did what to an editor.
async fn note(
    tx: &mut Tx,
    by: Option<EditorId>,
    act: &'static str,
    editor: EditorId,
    detail: &serde_json::Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    let by: Vec<EditorId> = by.into_iter().collect();
    audit::append(tx, &by, crate::act(act)?, AuditObject::Editor(editor), detail, now).await.map(drop)
}
