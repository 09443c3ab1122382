//! Getting in: name and password, then the second factor. Guessing is slowed down for each name (TRUST R45); who is
//! being guessed at gets in all the same with a recovery code, which nobody can guess.

use thuchu_model::login::{FORGET_SECONDS, wait_after};
use thuchu_model::secret::from_base32;
use thuchu_model::{Editor, EditorId, EditorName, Secret, Sha256Hash, Timestamp, Token};
use thuchu_store::access::{self, Access};
use thuchu_store::logins::{self, Login};
use thuchu_store::sealing::Opened;
use thuchu_store::{StoreError, Tx, editors};

use super::totp::TotpSecret;
use super::{PeopleError, Person, note};
use crate::people::People;

/// How far somebody got.
#[derive(Debug)]
pub enum Entered {
    /// The second factor is yet to be shown, or to be set up.
    HalfWay(Token),
    /// In.
    In(Token),
}

/// A second factor that was shown and is right, but not yet used up.
pub(super) enum Shown {
    Step(i64),
    Code(Sha256Hash),
}

/// What is guessed at.
#[derive(Clone, Copy)]
pub(super) enum Ladder<'a> {
    /// The password of this name, whether anybody has it or not.
    Password(&'a str),
    /// Codes of who gave the right password.
    Factor(EditorId),
    /// Codes that come together with a password which is not looked at otherwise: guessing at these must not close the
    /// way of who knows the password.
    Early(EditorId),
}

impl People {
    /// Name and password; with a code as well, all the way in at once.
    ///
    /// After some wrong guesses the password is looked at only now and then, and besides only together with a right
    /// code. A name that nobody has is treated the same.
    ///
    /// # Errors
    /// [`PeopleError::Wrong`], and nothing more, for all that is wrong or too early.
    pub async fn log_in(&self, name: &str, password: &Secret, code: &Secret) -> Result<Entered, PeopleError> {
        let parsed = EditorName::parse(name).ok();
        let key = parsed.as_ref().map_or_else(|| name.chars().take(80).collect(), EditorName::key);
        let open = self.take_turn(Ladder::Password(&key)).await?;
        let found = match &parsed {
            Some(name) => editors::by_name(&mut self.db.read(), name).await?.filter(|editor| editor.active),
            None => None,
        };
        let access = match &found {
            Some(editor) => access::get(&mut self.db.read(), editor.id).await?,
            None => None,
        };
        let has_code = !code.reveal().trim().is_empty();
        let early = match &access {
            Some(access) if !open && has_code => self.shown(access, code, Ladder::Early(access.editor)).await?,
            _ => None,
        };
        if !open && early.is_none() {
            return Err(PeopleError::Wrong);
        }
        let kept = access.as_ref().map(|access| access.password_hash.as_str());
        if !self.passwords.is(password, kept).await? {
            return Err(PeopleError::Wrong);
        }
        let (Some(editor), Some(access)) = (found, access) else { return Err(PeopleError::Wrong) };
        let shown = match early {
            None if has_code => self.shown(&access, code, Ladder::Factor(editor.id)).await?,
            early => early,
        };
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        access::forgive(&mut tx, self.ladder(Ladder::Password(&key))?).await?;
        let entered = match shown {
            Some(shown) => {
                self.use_up(&mut tx, editor.id, &shown, now).await?;
                Entered::In(self.begin_login(&mut tx, editor.id, now, Some(now), None).await?)
            }
            None => Entered::HalfWay(self.begin_login(&mut tx, editor.id, now, None, None).await?),
        };
        tx.commit().await?;
        Ok(entered)
    }

    /// The second factor, at the log-in or again later: the log-in goes on under another id.
    ///
    /// # Errors
    /// [`PeopleError::Wrong`] for a wrong, used or too early code; [`PeopleError::KeyLost`].
    pub async fn show_factor(&self, person: &Person, code: &Secret) -> Result<Token, PeopleError> {
        let found = access::get(&mut self.db.read(), person.editor.id).await?;
        let shown = match &found {
            Some(access) => self.shown(access, code, Ladder::Factor(access.editor)).await?,
            None => None,
        };
        let Some(shown) = shown else { return Err(PeopleError::Wrong) };
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        self.use_up(&mut tx, person.editor.id, &shown, now).await?;
        let token = self.rotate(&mut tx, person, now).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Whether a code is right, of the phone or for recovery. The phone's are looked at in their turn; a recovery code
    /// has 80 random bits and always is.
    async fn shown(&self, access: &Access, code: &Secret, ladder: Ladder<'_>) -> Result<Option<Shown>, PeopleError> {
        if let Some(hash) = recovery_hash(code) {
            let known = access::has_code(&mut self.db.read(), access.editor, hash).await?;
            return Ok(known.then_some(Shown::Code(hash)));
        }
        let Some(sealed) = &access.totp else { return Ok(None) };
        if !self.take_turn(ladder).await? {
            return Ok(None);
        }
        let secret = self.open(sealed, &factor_context(access.editor))?;
        Ok(secret.step_of(code, access.totp_step, self.clock.now()).map(Shown::Step))
    }

    /// Uses up what was shown: of two at once, one is too late.
    async fn use_up(&self, tx: &mut Tx, editor: EditorId, shown: &Shown, now: Timestamp) -> Result<(), PeopleError> {
        let unused = match shown {
            Shown::Step(step) => access::use_step(tx, editor, *step).await?,
            Shown::Code(hash) => {
                let used = access::use_code(tx, editor, *hash).await?;
                if used {
                    note(tx, Some(editor), "editor.recovery_code_used", editor, &serde_json::json!({}), now).await?;
                }
                used
            }
        };
        for ladder in [Ladder::Factor(editor), Ladder::Early(editor)] {
            access::forgive(tx, self.ladder(ladder)?).await?;
        }
        if unused { Ok(()) } else { Err(PeopleError::Wrong) }
    }

    /// Takes a turn to guess, written down before the guess is looked at. `false`: it is too early.
    pub(super) async fn take_turn(&self, ladder: Ladder<'_>) -> Result<bool, PeopleError> {
        let (key, now) = (self.ladder(ladder)?, self.clock.now());
        let mut tx = self.db.begin().await?;
        let taken = access::take_guess(&mut tx, key, now, now.plus_seconds(-FORGET_SECONDS)).await?;
        if let Some(wrong) = taken {
            let wait = wait_after(wrong);
            if wait > 0 {
                access::close_guess(&mut tx, key, now.plus_seconds(wait)).await?;
            }
        }
        tx.commit().await?;
        Ok(taken.is_some())
    }

    pub(super) fn ladder(&self, ladder: Ladder<'_>) -> Result<Sha256Hash, StoreError> {
        match ladder {
            Ladder::Password(name) => self.keys.keyed_hash("guess password", name.as_bytes(), &*self.chance),
            Ladder::Early(editor) => self.keys.keyed_hash("guess early", editor.as_bytes(), &*self.chance),
            Ladder::Factor(editor) => self.keys.keyed_hash("guess factor", editor.as_bytes(), &*self.chance),
        }
    }

    /// Begins a log-in under a fresh id.
    pub(super) async fn begin_login(
        &self,
        tx: &mut Tx,
        editor: EditorId,
        since: Timestamp,
        factor: Option<Timestamp>,
        pending: Option<Vec<u8>>,
    ) -> Result<Token, StoreError> {
        let token = Token::new(&*self.chance);
        let seen = self.clock.now();
        logins::add(tx, &Login { id: token.hash(), editor, since, seen, factor, pending }).await?;
        Ok(token)
    }

    /// Goes on under another id, with the second factor just shown. A log-in that ended meanwhile does not go on.
    pub(super) async fn rotate(&self, tx: &mut Tx, person: &Person, now: Timestamp) -> Result<Token, PeopleError> {
        if !logins::end(tx, person.editor.id, person.login.id).await? {
            return Err(PeopleError::Meanwhile);
        }
        let since = if person.half_way() { now } else { person.login.since };
        Ok(self.begin_login(tx, person.editor.id, since, Some(now), None).await?)
    }

    /// A sealed second factor to be set up.
    pub(super) fn new_pending(&self, editor: EditorId) -> Result<Vec<u8>, StoreError> {
        let secret = TotpSecret::new(&*self.chance);
        self.keys.seal_lasting(secret.bytes(), &pending_context(editor), &*self.chance)
    }

    pub(super) fn open(&self, sealed: &[u8], context: &[u8]) -> Result<TotpSecret, PeopleError> {
        match self.keys.open(sealed, context)? {
            Opened::Bytes(bytes) => TotpSecret::from_bytes(&bytes).ok_or(PeopleError::KeyLost),
            Opened::Lost | Opened::Damaged => Err(PeopleError::KeyLost),
        }
    }

    /// Forgets all wrong guesses at somebody.
    pub(super) async fn forgive(&self, tx: &mut Tx, editor: &Editor) -> Result<(), StoreError> {
        access::forgive(tx, self.ladder(Ladder::Password(&editor.name.key()))?).await?;
        access::forgive(tx, self.ladder(Ladder::Factor(editor.id))?).await
    }
}

/// Where a sealed second factor belongs.
pub(super) fn factor_context(editor: EditorId) -> Vec<u8> {
    [b"access.totp:".as_slice(), editor.as_bytes()].concat()
}

pub(super) fn pending_context(editor: EditorId) -> Vec<u8> {
    [b"login.pending:".as_slice(), editor.as_bytes()].concat()
}

/// Bytes of a recovery code.
pub(super) const CODE_BYTES: usize = 10;

/// The hash of what looks like a recovery code: 16 letters of base 32, in groups or not.
fn recovery_hash(code: &Secret) -> Option<Sha256Hash> {
    let letters: String = code.reveal().chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let bytes = if letters.len() == 16 { from_base32(&letters)? } else { return None };
    (bytes.len() == CODE_BYTES).then(|| Sha256Hash::of(&bytes))
}
