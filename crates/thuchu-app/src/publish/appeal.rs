//! What people say against, or beside, a check of ours: taken in with a receipt, decided by somebody who had no hand in
//! the check, the outcome public (TRUST R59).

use thuchu_model::{
    Appeal, AppealId, AppealKind, AppealState, AppealText, AuditObject, Check, CheckId, CheckOrigin, CheckState, Day,
    EditorId, PublicId, Token, may_decide,
};
use thuchu_store::appeals::{self, Decision, StoredAppeal, YearLine};
use thuchu_store::sealing::Opened;
use thuchu_store::{audit, checks, reviews};

use super::withdraw::own;
use super::{Publish, PublishError, acting, name_of};

/// Open appeals of one check beyond which no more are taken: who floods the desk reaches nobody else's check.
const MOST_OPEN_OF_ONE: u64 = 50;
/// The same over all checks.
const MOST_OPEN: u64 = 2_000;
/// Characters of an outcome.
const MOST_OUTCOME: usize = 2_000;

/// What somebody writes.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// A statement to stand beside the check, or a request to look again.
    pub kind: AppealKind,
    /// The words.
    pub text: AppealText,
}

/// What was taken in.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Opens the receipt; shown once.
    pub code: Token,
    /// Decided by this day.
    pub due: Day,
}

/// An appeal as a page shows it, with its check.
#[derive(Debug, Clone)]
pub struct AppealShown {
    /// The appeal.
    pub stored: StoredAppeal,
    /// The check it is about.
    pub check: Check,
    /// It is open, and its last day is over.
    pub overdue: bool,
    /// Who decided.
    pub decided_by: Option<String>,
}

/// How an appeal is decided.
#[derive(Debug, Clone)]
pub struct Decide {
    /// Accepted, or refused.
    pub accept: bool,
    /// What was decided and why, for readers.
    pub outcome: String,
    /// Of a reply that is accepted: the statement as it is published, and in whose name.
    pub statement: Option<(String, String)>,
}

/// The yearly numbers.
pub type Numbers = Vec<YearLine>;

impl Publish {
    /// Takes an appeal in. The words are sealed; only the code's hash is kept.
    ///
    /// # Errors
    /// [`PublishError::Text`] when words are missing or too many, [`PublishError::Full`].
    pub async fn appeal(&self, check: PublicId, opinion: &Opinion) -> Result<Taken, PublishError> {
        let text = fitting(opinion)?;
        let desk = &self.desk;
        let now = desk.now();
        let received = desk.day_of(now);
        let mut tx = desk.db.begin().await?;
        let found = checks::by_public_id(&mut tx, check).await?.ok_or(PublishError::Missing("check"))?;
        let found = own(&mut tx, found.check.id).await?;
        if matches!(found.state, CheckState::Replaced { .. }) {
            return Err(PublishError::Missing("check"));
        }
        let (of_one, all) = appeals::count_open(&mut tx, found.id).await?;
        if of_one >= MOST_OPEN_OF_ONE || all >= MOST_OPEN {
            return Err(PublishError::Full);
        }
        let id = AppealId::random(&*desk.chance);
        let words = serde_json::to_vec(&text).map_err(|_| PublishError::Text("text"))?;
        let sealed = desk.keys.seal(&words, &appeals::context(id), now, &*desk.chance)?;
        let state = AppealState::Open;
        let appeal =
            Appeal { id, check: found.id, kind: opinion.kind, state, received, decided_by: None, outcome: None };
        let code = Token::new(&*desk.chance);
        appeals::put(&mut tx, &appeal, code.hash(), sealed).await?;
        tx.commit().await?;
        Ok(Taken { code, due: Appeal::due(received) })
    }

    /// What became of the appeal whose receipt has this code, typed with or without blanks and hyphens. A wrong code and
    /// one whose appeal is gone are the same: `None`.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn appeal_by_code(&self, code: &str) -> Result<Option<AppealShown>, PublishError> {
        let typed: String =
            code.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect();
        // The same work for what cannot be a code.
        let token = Token::parse(&typed).unwrap_or_else(|| Token::new(&*self.desk.chance));
        let mut read = self.desk.db.read();
        let found = appeals::by_code(&mut read, token.hash()).await?;
        match found {
            Some(found) => Ok(self.shown(vec![found]).await?.pop()),
            None => Ok(None),
        }
    }

    /// Open appeals, oldest first, or decided ones, newest first; after this place.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn appeals(
        &self,
        open: bool,
        after: Option<(Day, AppealId)>,
        limit: u32,
    ) -> Result<Vec<AppealShown>, PublishError> {
        let found = appeals::list(&mut self.desk.db.read(), open, after, limit).await?;
        self.shown(found).await
    }

    /// One appeal with its words, which are `None` once they are deleted or their key is.
    ///
    /// # Errors
    /// [`PublishError::Missing`].
    pub async fn appeal_of(&self, id: AppealId) -> Result<(AppealShown, Option<AppealText>), PublishError> {
        let mut read = self.desk.db.read();
        let found = appeals::get(&mut read, id).await?.ok_or(PublishError::Missing("appeal"))?;
        let words = match appeals::sealed(&mut read, id).await? {
            None => None,
            Some(sealed) => match self.desk.keys.open(&sealed, &appeals::context(id))? {
                Opened::Bytes(bytes) => serde_json::from_slice(&bytes).ok(),
                Opened::Lost | Opened::Damaged => None,
            },
        };
        let shown = self.shown(vec![found]).await?.pop().ok_or(PublishError::Missing("check"))?;
        Ok((shown, words))
    }

    /// Decides one. The check's page says so from then on.
    ///
    /// # Errors
    /// [`PublishError::OwnWork`] for whoever had a hand in the check, [`PublishError::Meanwhile`] when it is decided.
    pub async fn decide_appeal(&self, by: EditorId, id: AppealId, how: &Decide) -> Result<Check, PublishError> {
        let now = self.desk.now();
        let outcome = within(&how.outcome, MOST_OUTCOME).ok_or(PublishError::Text("outcome"))?;
        let mut tx = self.desk.db.begin().await?;
        let editor = acting(&mut tx, by).await?;
        let found = appeals::get(&mut tx, id).await?.ok_or(PublishError::Missing("appeal"))?.appeal;
        let check = own(&mut tx, found.check).await?;
        if let CheckOrigin::Own { review, .. } = check.origin {
            may_decide(id, editor.id, &reviews::hands(&mut tx, review).await?)?;
        }
        let statement = match &how.statement {
            Some((text, signed)) if how.accept && found.kind == AppealKind::Reply => {
                let text = within(text, AppealText::MOST_CHARACTERS).ok_or(PublishError::Text("statement"))?;
                let signed = within(signed, AppealText::MOST_NAME).ok_or(PublishError::Text("signed"))?;
                Some((text, signed))
            }
            None if how.accept && found.kind == AppealKind::Reply => return Err(PublishError::Text("statement")),
            _ => None,
        };
        let state = if how.accept { AppealState::Accepted } else { AppealState::Refused };
        let decision = Decision { by, state, outcome, statement, day: self.desk.day_of(now) };
        appeals::decide(&mut tx, id, &decision).await?;
        checks::touch(&mut tx, check.id, now).await?;
        let detail = serde_json::json!({"check": check.id, "kind": found.kind, "state": state});
        let (act, object) = (crate::act("appeal.decided")?, AuditObject::Appeal(id));
        audit::append(&mut tx, &[by], act, object, &detail, now).await?;
        tx.commit().await?;
        Ok(check)
    }

    /// How many came in each year, and what became of them.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn appeal_numbers(&self) -> Result<Numbers, PublishError> {
        Ok(appeals::years(&mut self.desk.db.read()).await?)
    }

    async fn shown(&self, found: Vec<StoredAppeal>) -> Result<Vec<AppealShown>, PublishError> {
        let today = self.desk.today();
        let mut read = self.desk.db.read();
        let ids: Vec<CheckId> = found.iter().map(|stored| stored.appeal.check).collect();
        let known = checks::find(&mut read, &ids).await?;
        let mut shown = Vec::with_capacity(found.len());
        for stored in found {
            let Some(check) = known.iter().find(|known| known.check.id == stored.appeal.check) else { continue };
            let decided_by = match stored.appeal.decided_by {
                Some(editor) => Some(name_of(&mut read, editor).await?),
                None => None,
            };
            let overdue = stored.appeal.state == AppealState::Open && today > stored.due;
            shown.push(AppealShown { stored, check: check.check.clone(), overdue, decided_by });
        }
        Ok(shown)
    }
}

/// The words as they are sealed: trimmed and bounded. A reply is signed.
fn fitting(opinion: &Opinion) -> Result<AppealText, PublishError> {
    let text = within(&opinion.text.text, AppealText::MOST_CHARACTERS).ok_or(PublishError::Text("text"))?;
    let (signed, contact) = (opinion.text.signed.trim(), opinion.text.contact.trim());
    let long = |text: &str| text.chars().count() > AppealText::MOST_NAME;
    if long(signed) || (opinion.kind == AppealKind::Reply && signed.is_empty()) {
        return Err(PublishError::Text("signed"));
    }
    if long(contact) {
        return Err(PublishError::Text("contact"));
    }
    Ok(AppealText { text: text.to_owned(), signed: signed.to_owned(), contact: contact.to_owned() })
}

fn within(text: &str, most: usize) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= most).then_some(text)
}
