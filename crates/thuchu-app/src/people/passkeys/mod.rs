//! Passkeys: a second factor, and a way in by itself, since the device makes sure of its owner before it signs. Nobody
//! guesses a signature, so none waits its turn.
//!
//! A page asks for a challenge, the browser has it signed, and a form brings the answer: [`People::log_in_with_passkey`]
//! at the log-in, [`People::show_passkey`] in place of a code, [`People::add_passkey`] for a new one.

mod challenge;
mod party;
mod signed;
#[cfg(test)]
mod tests;
mod unsound;

use thuchu_model::{EditorId, EditorName, Timestamp, Token};
use thuchu_store::passkeys::{self, Passkey};
use thuchu_store::{StoreError, Tx, editors, logins};

use super::{People, PeopleError, Person, note};
use challenge::Answered;
use signed::{NewKey, base64, from_base64};

pub use party::Party;
pub use signed::{Made, Signed};
pub use unsound::Unsound;

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyShown {
    /// How the device names it, in base 64 as browsers write it; opens nothing.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

/// How devices name an editor, in base 64 as browsers write it.
pub(super) fn handle(editor: EditorId) -> String {
    base64(editor.as_bytes())
}

impl People {
    /// A challenge for the browser to have signed within five minutes, good for whoever holds this log-in (or none).
    /// Making one writes nothing.
    ///
    /// # Errors
    /// When the key of challenges cannot be read.
    pub fn challenge(&self, holder: Option<&Person>) -> Result<String, PeopleError> {
        Ok(base64(&challenge::make(self, holder)?))
    }

    /// The passkeys of somebody, oldest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn passkeys(&self, person: &Person) -> Result<Vec<PasskeyShown>, PeopleError> {
        let all = passkeys::of(&mut self.db.read(), person.editor.id).await?.into_iter();
        Ok(all.map(|key| PasskeyShown { id: base64(&key.id), name: key.name, since: key.since }).collect())
    }

    /// All the way in by a passkey alone. `holder`: who holds the browser's log-in by now, if anybody.
    ///
    /// # Errors
    /// [`PeopleError::Wrong`], and nothing more, for whatever does not open.
    pub async fn log_in_with_passkey(
        &self,
        party: &Party,
        holder: Option<&Person>,
        signed: &Signed,
    ) -> Result<Token, PeopleError> {
        let (key, answered, count) = self.signer(party, holder, signed).await?;
        // Without a name typed, the device says whose passkey it is; it must not say otherwise.
        let says = signed.user == handle(key.editor);
        let editor = editors::get(&mut self.db.read(), key.editor).await?.filter(|editor| editor.active && says);
        let Some(editor) = editor else { return Err(PeopleError::Wrong) };
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        self.used(&mut tx, &key, &answered, count).await?;
        let token = self.begin_login(&mut tx, editor.id, now, Some(now), None).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// A passkey as the second factor, at the log-in or again later: the log-in goes on under another id.
    ///
    /// # Errors
    /// [`PeopleError::Wrong`] for whatever is not a signature of theirs just now.
    pub async fn show_passkey(&self, party: &Party, person: &Person, signed: &Signed) -> Result<Token, PeopleError> {
        let (key, answered, count) = self.signer(party, Some(person), signed).await?;
        if key.editor != person.editor.id {
            return Err(PeopleError::Wrong);
        }
        let mut tx = self.db.begin().await?;
        self.used(&mut tx, &key, &answered, count).await?;
        let token = self.rotate(&mut tx, person, self.clock.now()).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Adds a passkey under a name for its owner's eyes.
    ///
    /// # Errors
    /// [`PeopleError::NotFresh`] unless a second factor was just shown, [`PeopleError::Name`] for no name,
    /// [`PeopleError::Passkey`] for what is no passkey made here just now, or is somebody's already.
    pub async fn add_passkey(
        &self,
        party: &Party,
        person: &Person,
        name: &str,
        made: &Made,
    ) -> Result<(), PeopleError> {
        self.fresh(person)?;
        let name = EditorName::parse(name)?.to_string();
        let NewKey { challenge, id, public_key, sign_count } = made.checked(party)?;
        let answered = challenge::answered(self, Some(person), &challenge)?;
        let (editor, since) = (person.editor.id, self.clock.now());
        let mut tx = self.db.begin().await?;
        answered.spend(&mut tx).await?;
        let key = Passkey { id, editor, name, public_key, sign_count, since };
        passkeys::add(&mut tx, &key).await.map_err(|error| match error {
            StoreError::Exists { .. } => Unsound::Taken.into(),
            other => PeopleError::from(other),
        })?;
        note(&mut tx, Some(editor), "editor.passkey_added", editor, &serde_json::json!({}), since).await?;
        Ok(tx.commit().await?)
    }

    /// Removes one of somebody's passkeys, perhaps of a lost device, so every other log-in ends. The phone stays: it is
    /// only ever replaced, so nobody is left without a second factor.
    ///
    /// # Errors
    /// [`PeopleError::NotFresh`] unless a second factor was just shown, [`PeopleError::Missing`].
    pub async fn remove_passkey(&self, person: &Person, id: &str) -> Result<(), PeopleError> {
        self.fresh(person)?;
        let id = from_base64(id).ok_or(PeopleError::Missing("passkey"))?;
        let (editor, now) = (person.editor.id, self.clock.now());
        let mut tx = self.db.begin().await?;
        if !passkeys::remove(&mut tx, editor, &id).await? {
            return Err(PeopleError::Missing("passkey"));
        }
        logins::end_all(&mut tx, editor, Some(person.login.id)).await?;
        note(&mut tx, Some(editor), "editor.passkey_removed", editor, &serde_json::json!({}), now).await?;
        Ok(tx.commit().await?)
    }

    /// The passkey that signed, its challenge, and how often it says it signed.
    async fn signer(
        &self,
        party: &Party,
        holder: Option<&Person>,
        signed: &Signed,
    ) -> Result<(Passkey, Answered, u32), PeopleError> {
        let id = from_base64(&signed.id).ok_or(PeopleError::Wrong)?;
        let key = passkeys::get(&mut self.db.read(), &id).await?.ok_or(PeopleError::Wrong)?;
        let checked = signed.checked(party, &key.public_key);
        let answered =
            checked.and_then(|(challenge, count)| Ok((challenge::answered(self, holder, &challenge)?, count)));
        match answered {
            Ok((answered, count)) => Ok((key, answered, count)),
            Err(Unsound::Store(error)) => Err(error.into()),
            Err(unsound) => {
                tracing::info!(code = unsound.code(), "a passkey was refused");
                Err(PeopleError::Wrong)
            }
        }
    }

    /// Uses up what was signed.
    async fn used(&self, tx: &mut Tx, key: &Passkey, answered: &Answered, count: u32) -> Result<(), PeopleError> {
        if !passkeys::signed(tx, &key.id, count).await? {
            tracing::warn!("a passkey counts backwards or was removed: refused");
            return Err(PeopleError::Wrong);
        }
        answered.spend(tx).await.map_err(|unsound| match unsound {
            Unsound::Store(error) => error.into(),
            _ => PeopleError::Wrong,
        })
    }
}
