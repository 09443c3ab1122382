//! What everybody does with their own access: password, second factor, recovery codes.

use thuchu_model::secret::base32;
use thuchu_model::{Secret, Sha256Hash, Token};
use thuchu_store::{StoreError, access, editors, logins};

use super::enter::{CODE_BYTES, Ladder, factor_context, pending_context};
use super::totp::TotpSecret;
use super::{People, PeopleError, Person, note, password};

/// Recovery codes made at a time.
const CODES: usize = 10;

impl People {
    /// The second factor that is being set up, if one is.
    ///
    /// # Errors
    /// [`PeopleError::KeyLost`] when it cannot be opened.
    pub fn pending(&self, person: &Person) -> Result<Option<TotpSecret>, PeopleError> {
        let sealed = person.login.pending.as_ref();
        sealed.map(|sealed| self.open(sealed, &pending_context(person.editor.id))).transpose()
    }

    /// Whether somebody has a second factor to show. Who has none sets one up within the log-in of a link: a password
    /// alone, which might be guessed, connects no phone.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn has_factor(&self, person: &Person) -> Result<bool, PeopleError> {
        let found = access::get(&mut self.db.read(), person.editor.id).await?;
        Ok(found.is_some_and(|access| access.totp.is_some()))
    }

    /// Begins to set up another second factor; the old one holds until the new one is confirmed.
    ///
    /// # Errors
    /// [`PeopleError::NotFresh`] unless the old one was just shown.
    pub async fn begin_factor(&self, person: &Person) -> Result<(), PeopleError> {
        self.fresh(person)?;
        let pending = self.new_pending(person.editor.id)?;
        let mut tx = self.db.begin().await?;
        logins::set_pending(&mut tx, person.login.id, &pending).await?;
        Ok(tx.commit().await?)
    }

    /// Confirms it by its first code: it holds from here on, with new recovery codes (shown once, kept as hashes), and
    /// every other log-in ends.
    ///
    /// # Errors
    /// [`PeopleError::Wrong`] for another code, [`PeopleError::NotFresh`] when an old factor was not just shown.
    pub async fn confirm_factor(&self, person: &Person, code: &Secret) -> Result<(Token, Vec<String>), PeopleError> {
        let (editor, now) = (person.editor.id, self.clock.now());
        let secret = self.pending(person)?.ok_or(PeopleError::Missing("second factor"))?;
        let step = secret.step_of(code, 0, now).ok_or(PeopleError::Wrong)?;
        let sealed = self.keys.seal_lasting(secret.bytes(), &factor_context(editor), &*self.chance)?;
        let mut tx = self.db.begin().await?;
        // Half way in, only who has no second factor yet may set one up.
        let has_one = access::get(&mut tx, editor).await?.is_some_and(|access| access.totp.is_some());
        if has_one {
            self.fresh(person)?;
        }
        access::set_totp(&mut tx, editor, &sealed, step).await?;
        let codes = self.new_codes_in(&mut tx, person).await?;
        let token = self.rotate(&mut tx, person, now).await?;
        logins::end_all(&mut tx, editor, Some(token.hash())).await?;
        note(&mut tx, Some(editor), "editor.second_factor", editor, &serde_json::json!({}), now).await?;
        tx.commit().await?;
        Ok((token, codes))
    }

    /// New recovery codes; the old ones open nothing from here on.
    ///
    /// # Errors
    /// [`PeopleError::NotFresh`] unless the second factor was just shown.
    pub async fn new_codes(&self, person: &Person) -> Result<Vec<String>, PeopleError> {
        self.fresh(person)?;
        let (editor, now) = (person.editor.id, self.clock.now());
        let mut tx = self.db.begin().await?;
        let codes = self.new_codes_in(&mut tx, person).await?;
        note(&mut tx, Some(editor), "editor.recovery_codes", editor, &serde_json::json!({}), now).await?;
        tx.commit().await?;
        Ok(codes)
    }

    async fn new_codes_in(&self, tx: &mut thuchu_store::Tx, person: &Person) -> Result<Vec<String>, StoreError> {
        let mut codes = Vec::with_capacity(CODES);
        let mut hashes = Vec::with_capacity(CODES);
        for _ in 0..CODES {
            let mut bytes = [0; CODE_BYTES];
            self.chance.fill(&mut bytes);
            hashes.push(Sha256Hash::of(&bytes));
            let letters = base32(&bytes);
            let groups: Vec<&str> = (0..4).filter_map(|group| letters.get(group * 4..group * 4 + 4)).collect();
            codes.push(groups.join("-"));
        }
        access::set_codes(tx, person.editor.id, &hashes).await?;
        Ok(codes)
    }

    /// How many recovery codes somebody has left.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn codes_left(&self, person: &Person) -> Result<u64, PeopleError> {
        Ok(access::codes_left(&mut self.db.read(), person.editor.id).await?)
    }

    /// Changes a password; every other log-in ends. Wrong guesses at the old one count as at the log-in.
    ///
    /// # Errors
    /// [`PeopleError::Wrong`] for the old one, [`PeopleError::Password`] for the new one.
    pub async fn change_password(&self, person: &Person, old: &Secret, new: &Secret) -> Result<(), PeopleError> {
        let editor = &person.editor;
        password::acceptable(new, editor.name.as_str())?;
        let name = editor.name.key();
        let open = self.take_turn(Ladder::Password(&name)).await?;
        let kept = access::get(&mut self.db.read(), editor.id).await?.ok_or(PeopleError::Missing("access"))?;
        if !open || !self.passwords.is(old, Some(&kept.password_hash)).await? {
            return Err(PeopleError::Wrong);
        }
        let hash = self.passwords.hash(new, &*self.chance).await?;
        let mut tx = self.db.begin().await?;
        access::set_password(&mut tx, editor.id, &kept.password_hash, &hash).await?;
        access::forgive(&mut tx, self.ladder(Ladder::Password(&name))?).await?;
        logins::end_all(&mut tx, editor.id, Some(person.login.id)).await?;
        let now = self.clock.now();
        note(&mut tx, Some(editor.id), "editor.password", editor.id, &serde_json::json!({}), now).await?;
        Ok(tx.commit().await?)
    }

    pub(super) fn fresh(&self, person: &Person) -> Result<(), PeopleError> {
        if person.is_fresh(self.clock.now()) { Ok(()) } else { Err(PeopleError::NotFresh) }
    }

    /// How somebody signs in public: a word of [`editors::BYLINES`].
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn byline(&self, person: &Person) -> Result<String, PeopleError> {
        Ok(editors::byline(&mut self.db.read(), person.editor.id).await?)
    }

    /// Changes it, for what is published from now on.
    ///
    /// # Errors
    /// [`PeopleError::Missing`] for another word, [`PeopleError::Same`].
    pub async fn set_byline(&self, person: &Person, byline: &str) -> Result<(), PeopleError> {
        if !editors::BYLINES.contains(&byline) {
            return Err(PeopleError::Missing("byline"));
        }
        let mut tx = self.db.begin().await?;
        let was = editors::byline(&mut tx, person.editor.id).await?;
        if was == byline {
            return Err(PeopleError::Same);
        }
        editors::set_byline(&mut tx, person.editor.id, byline).await?;
        let detail = serde_json::json!({ "from": was, "to": byline });
        note(&mut tx, Some(person.editor.id), "editor.byline", person.editor.id, &detail, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }
}
