//! Reading a desk: the matcher that is kept fresh, and what a page needs of one check beyond it.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use thuchu_model::{ChangeKind, Check, CheckId, CheckOrigin, CheckState, Lang, PublicId, Timestamp, WithdrawReason};
use thuchu_store::appeals::StoredAppeal;
use thuchu_store::checks::StoredCheck;
use thuchu_store::{Db, Reader, StoreError, appeals, checks, corrections, settings, withdrawals};

pub use thuchu_store::checks::Told;

use crate::live::Live;
use crate::matching;
use crate::meaning::{Meaning, Meant, Status};

/// A desk as its readers see it.
pub struct Reading {
    db: Db,
    live: Live,
    meaning: Arc<Meaning>,
}

/// What stands at the address of a check.
#[derive(Debug, Clone)]
pub enum Found {
    /// A check that may be shown.
    Check(Box<Published>),
    /// It was withdrawn.
    Withdrawn(Box<TakenBack>),
    /// Another check took its place.
    ReplacedBy(PublicId),
}

/// One version of a check, and what is public beside it. All of it is of one state of the check.
#[derive(Debug, Clone)]
pub struct Published {
    /// The check as stored; an older version has that version's content.
    pub stored: StoredCheck,
    /// The numbers of the versions up to the newest, and when each was stored, oldest first.
    pub versions: Vec<(u32, Timestamp)>,
    /// What changed, newest first, up to the version shown.
    pub changes: Vec<Change>,
    /// Replies and requests to look again that were decided, oldest first.
    pub said: Vec<StoredAppeal>,
    /// The newest version, where this is an older one.
    pub superseded_by: Option<u32>,
}

/// A correction or an addition, as readers are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The version that carries it.
    pub number: u32,
    /// Whether what was published before was wrong.
    pub kind: ChangeKind,
    /// What changed and why.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// A check that was withdrawn.
#[derive(Debug, Clone)]
pub struct TakenBack {
    /// Why, as one of a few.
    pub reason: WithdrawReason,
    /// A check of ours: why, in words for readers.
    pub why: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
    /// The check as it stood.
    pub check: Check,
}

/// Why something cannot be read just now.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It may work in a moment.
    #[error("the store does not answer: {0}")]
    Unavailable(StoreError),
    /// It will not work by itself.
    #[error(transparent)]
    Failed(StoreError),
}

impl From<StoreError> for ReadError {
    fn from(error: StoreError) -> Self {
        if error.is_transient() { Self::Unavailable(error) } else { Self::Failed(error) }
    }
}

impl ReadError {
    /// The stable code, for the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unavailable(error) | Self::Failed(error) => error.code(),
        }
    }
}

impl Reading {
    /// Of this store; nothing is loaded until [`Reading::follow`].
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db, live: Live::default(), meaning: Arc::default() }
    }

    /// The same with a model.
    #[must_use]
    pub fn with_meaning(self, meaning: Arc<Meaning>) -> Self {
        Self { meaning, ..self }
    }

    /// The matcher.
    #[must_use]
    pub const fn live(&self) -> &Live {
        &self.live
    }

    /// Loads, then follows the store for ever, looking for news `every` so often.
    pub async fn follow(&self, every: Duration) {
        self.live.follow(&self.db, every).await;
    }

    /// What a message means, for a question; `None` without a model. Work for the processor: do it where that may be
    /// done, and before the matcher is locked.
    #[must_use]
    pub fn sense(&self, text: &str) -> Option<Meant> {
        self.meaning.sense(text)
    }

    /// How the model and the vectors stand.
    #[must_use]
    pub fn meaning(&self) -> Status {
        self.meaning.status(&self.live)
    }

    /// Opens the model and gives the checks their vectors, for ever.
    pub async fn keep_meaning(&self) {
        self.meaning.clone().keep(&self.live, &self.db).await;
    }

    /// The check at this address, whether it may be shown or not; `None` when there never was one.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[must_use]
    pub fn check(&self, id: PublicId) -> Later<Option<Found>> {
        let read = self.db.read();
        Box::pin(async move { Ok(find(read, id).await?) })
    }

    /// This version of the check of ours at this address; `None` when there is none, or the check may not be shown.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[must_use]
    pub fn version(&self, id: PublicId, number: u32) -> Later<Option<Found>> {
        let read = self.db.read();
        Box::pin(async move { Ok(find_version(read, id, number).await?) })
    }

    /// The answer of a check in a few sentences, in the language asked for where the check has it.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[must_use]
    pub fn summary(&self, id: CheckId, lang: Lang) -> Later<Option<String>> {
        let db = self.db.clone();
        Box::pin(async move { Ok(matching::summary(&db, id, Some(&lang)).await?) })
    }
}

/// A page of a dump, and the change number that the store stood at while it was read.
#[derive(Debug, Clone)]
pub struct DumpPage {
    /// Checks of ours in the order of their changes.
    pub checks: Vec<Told>,
    /// The store's newest change.
    pub newest: i64,
}

impl Reading {
    /// The checks of these ids with their dates and what became of them, in the order asked for; one that does not exist
    /// is left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[must_use]
    pub fn told(&self, ids: Vec<CheckId>) -> Later<Vec<Told>> {
        let mut read = self.db.read();
        Box::pin(async move {
            let mut found: HashMap<_, _> =
                checks::told(&mut read, &ids).await?.into_iter().map(|told| (told.stored.check.id, told)).collect();
            Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
        })
    }

    /// The checks of ours that were last corrected, added to or taken back, the last first, `limit` at most.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[must_use]
    pub fn changed_last(&self, limit: u32) -> Later<Vec<CheckId>> {
        let mut read = self.db.read();
        Box::pin(async move { Ok(checks::changed_last(&mut read, limit).await?) })
    }

    /// When the newest version of each of these checks was stored.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[must_use]
    pub fn modified(&self, ids: Vec<CheckId>) -> Later<HashMap<CheckId, Timestamp>> {
        let mut read = self.db.read();
        Box::pin(async move { Ok(checks::modified(&mut read, &ids).await?.into_iter().collect()) })
    }

    /// The newest change number of the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[must_use]
    pub fn newest_change(&self) -> Later<i64> {
        let mut read = self.db.read();
        Box::pin(async move { Ok(settings::newest_change(&mut read).await?) })
    }

    /// Checks of ours that changed after one change number and not after another, `limit` at most. Something that changes
    /// while they are read makes them be read again, a few times; then `None`: whoever asks comes back.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[must_use]
    pub fn dump(&self, after: i64, until: i64, limit: u32) -> Later<Option<DumpPage>> {
        let mut read = self.db.read();
        Box::pin(async move {
            let mut newest = settings::newest_change(&mut read).await?;
            for _ in 0..DUMP_TRIES {
                let checks = checks::told_between(&mut read, after, until, limit).await?;
                let now = settings::newest_change(&mut read).await?;
                if now == newest {
                    return Ok(Some(DumpPage { checks, newest }));
                }
                newest = now;
            }
            Ok(None)
        })
    }
}

/// How often a page of a dump is read before whoever asks is told to come back.
const DUMP_TRIES: u32 = 5;

/// What the store will say. Named and boxed, because handlers of many kinds wait for it.
pub type Later<T> = Pin<Box<dyn Future<Output = Result<T, ReadError>> + Send>>;

async fn find(mut read: Reader, id: PublicId) -> Result<Option<Found>, StoreError> {
    let Some(stored) = checks::by_public_id(&mut read, id).await? else { return Ok(None) };
    Ok(Some(match stored.check.state {
        CheckState::Withdrawn { reason } => withdrawn(&mut read, stored.check, reason).await?,
        CheckState::Replaced { by } => match checks::find(&mut read, &[by]).await?.pop() {
            Some(newer) => Found::ReplacedBy(newer.check.public_id),
            None => withdrawn(&mut read, stored.check, WithdrawReason::Other).await?,
        },
        _ => {
            let newest = stored.check.version;
            Found::Check(Box::new(published(&mut read, stored, newest).await?))
        }
    }))
}

async fn find_version(mut read: Reader, id: PublicId, number: u32) -> Result<Option<Found>, StoreError> {
    let found = find(read.clone(), id).await?;
    let Some(Found::Check(newest)) = found else { return Ok(found) };
    if !matches!(newest.stored.check.origin, CheckOrigin::Own { .. }) || number > newest.stored.check.version {
        return Ok(None);
    }
    let last = newest.stored.check.version;
    let Some(version) = checks::version(&mut read, newest.stored.check.id, number).await? else { return Ok(None) };
    let mut stored = newest.stored;
    stored.rating = version.content.rating.key.clone().map(|key| (key, version.content.rating.value));
    stored.content_hash = version.content_hash;
    stored.check.content = version.content;
    stored.check.version = number;
    let shown = published(&mut read, stored, last).await?;
    Ok(Some(Found::Check(Box::new(Published { superseded_by: (number < last).then_some(last), ..shown }))))
}

/// What is public beside a version. Each statement sees what is committed when it starts, so what came after the check
/// was read is left out.
async fn published(read: &mut Reader, stored: StoredCheck, newest: u32) -> Result<Published, StoreError> {
    let id = stored.check.id;
    let mut versions = checks::version_dates(read, id).await?;
    versions.retain(|(number, _)| *number <= newest);
    let (mut changes, mut said) = (Vec::new(), Vec::new());
    if matches!(stored.check.origin, CheckOrigin::Own { .. }) {
        for change in corrections::of_check(read, id).await? {
            if change.number <= stored.check.version {
                let (number, kind, at) = (change.number, change.kind, change.at);
                changes.push(Change { number, kind, text: change.text, at });
            }
        }
        said = appeals::decided_of(read, id).await?;
    }
    Ok(Published { stored, versions, changes, said, superseded_by: None })
}

async fn withdrawn(read: &mut Reader, check: Check, reason: WithdrawReason) -> Result<Found, StoreError> {
    let wish = match check.origin {
        CheckOrigin::Own { .. } => withdrawals::newest_of(read, check.id).await?,
        CheckOrigin::Imported { .. } => None,
    };
    let (why, at) = wish.map_or((None, None), |wish| (Some(wish.withdrawal.text), wish.decided));
    Ok(Found::Withdrawn(Box::new(TakenBack { reason, why, at, check })))
}
