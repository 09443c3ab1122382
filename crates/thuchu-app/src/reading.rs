//! Reading a desk: the matcher that is kept fresh, and what a page needs of one check beyond it.

use std::pin::Pin;
use std::time::Duration;

use thuchu_model::{Check, CheckId, CheckState, Lang, PublicId, Timestamp, WithdrawReason};
use thuchu_store::{Db, Reader, StoreError, checks};

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
    /// A check that may be shown, with the days of its versions.
    Check(Box<Check>, Vec<(u32, Timestamp)>),
    /// It was withdrawn.
    Withdrawn(WithdrawReason),
    /// Another check took its place.
    ReplacedBy(PublicId),
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
        CheckState::Withdrawn { reason } => Found::Withdrawn(reason),
        CheckState::Replaced { by } => match checks::find(&mut read, &[by]).await?.pop() {
            Some(newer) => Found::ReplacedBy(newer.check.public_id),
            None => Found::Withdrawn(WithdrawReason::Other),
        },
        _ => {
            let versions = checks::version_dates(&mut read, stored.check.id).await?;
            Found::Check(Box::new(stored.check), versions)
        }
    }))
}
