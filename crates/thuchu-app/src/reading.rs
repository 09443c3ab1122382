//! Reading a desk: the matcher that is kept fresh, and what a page needs of one check beyond it.

use std::pin::Pin;
use std::time::Duration;

use thuchu_model::{ChangeKind, Check, CheckId, CheckOrigin, CheckState, Lang, PublicId, Timestamp, WithdrawReason};
use thuchu_store::appeals::StoredAppeal;
use thuchu_store::checks::StoredCheck;
use thuchu_store::{Db, Reader, StoreError, appeals, checks, corrections, withdrawals};

use crate::live::Live;
use crate::matching;

/// A desk as its readers see it.
pub struct Reading {
    db: Db,
    live: Live,
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
        Self { db, live: Live::default() }
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
