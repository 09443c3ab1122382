//! Log-ins that stand: found by what the browser holds, listed, ended.

use std::sync::PoisonError;

use thuchu_model::login::{FORGET_SECONDS, IDLE_SECONDS, LONGEST_SECONDS, stands};
use thuchu_model::{Sha256Hash, Timestamp, Token};
use thuchu_store::{StoreError, access, logins, passkeys};

use super::{People, PeopleError, Person, note};

/// A log-in as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginShown {
    /// Names it; opens nothing.
    pub id: Sha256Hash,
    /// Since when.
    pub since: Timestamp,
    /// Last used, to the minute or so; show the day only.
    pub seen: Timestamp,
    /// The one that looks.
    pub own: bool,
}

impl People {
    /// Who holds this; `None` for what never was a log-in, or is one no more. The time of use is kept in memory and
    /// written down by [`People::tidy`], so looking writes nothing.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn person(&self, token: &str) -> Result<Option<Person>, PeopleError> {
        let Some(token) = Token::parse(token) else { return Ok(None) };
        let (id, now) = (token.hash(), self.clock.now());
        let Some((login, editor)) = logins::get(&mut self.db.read(), id).await? else { return Ok(None) };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let last = seen.get(&id).copied().map_or(login.seen, |last| last.max(login.seen));
        if !editor.active || !stands(login.since, last, login.factor.is_none(), now) {
            return Ok(None);
        }
        seen.insert(id, now);
        Ok(Some(Person { editor, login }))
    }

    /// Writes down when log-ins were last used, and removes what has run out. Call it once a minute.
    ///
    /// # Errors
    /// When the store refuses; nothing is lost but these times.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        let seen = std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner));
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        for (id, at) in seen {
            logins::seen(&mut tx, id, at).await?;
        }
        logins::sweep(&mut tx, now.plus_seconds(-LONGEST_SECONDS), now.plus_seconds(-IDLE_SECONDS)).await?;
        access::sweep(&mut tx, now, now.plus_seconds(-FORGET_SECONDS)).await?;
        passkeys::sweep(&mut tx, now).await?;
        tx.commit().await
    }

    /// The log-ins of somebody that stand, newest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn logins(&self, person: &Person) -> Result<Vec<LoginShown>, PeopleError> {
        let now = self.clock.now();
        let all = logins::of(&mut self.db.read(), person.editor.id).await?;
        let standing = all.into_iter().filter(|login| {
            let own = login.id == person.login.id;
            own || stands(login.since, login.seen, login.factor.is_none(), now)
        });
        Ok(standing
            .map(|login| LoginShown {
                id: login.id,
                since: login.since,
                seen: login.seen,
                own: login.id == person.login.id,
            })
            .collect())
    }

    /// Ends the log-in that asks for it.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn log_out(&self, person: &Person) -> Result<(), PeopleError> {
        let mut tx = self.db.begin().await?;
        logins::end(&mut tx, person.editor.id, person.login.id).await?;
        Ok(tx.commit().await?)
    }

    /// Ends one of somebody's own log-ins, or with `None` all but the one that asks.
    ///
    /// # Errors
    /// When the store refuses. One that has ended is no error.
    pub async fn end_logins(&self, person: &Person, id: Option<Sha256Hash>) -> Result<(), PeopleError> {
        let (editor, now) = (person.editor.id, self.clock.now());
        let mut tx = self.db.begin().await?;
        let ended = match id {
            Some(id) => u64::from(logins::end(&mut tx, editor, id).await?),
            None => logins::end_all(&mut tx, editor, Some(person.login.id)).await?,
        };
        if ended > 0 {
            let detail = serde_json::json!({"count": ended});
            note(&mut tx, Some(editor), "editor.logins_ended", editor, &detail, now).await?;
        }
        Ok(tx.commit().await?)
    }
}
