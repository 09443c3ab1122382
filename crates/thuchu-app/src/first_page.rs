//! What the first page tells beside the checks themselves: which checks are asked about most, and what was corrected.
//!
//! Both come from the store and are kept, so that the page is made without it. What is asked about is told by TRUST R65:
//! from ten people on two days on, in tens, and of whole days that are over, so that no moment of any question shows; the
//! order is that of the rounded numbers.

use std::sync::{Arc, PoisonError, RwLock};

use thuchu_model::{CheckId, Told};
use thuchu_store::{StoreError, counts, public_changes};

use crate::Desk;
use crate::settings::PublicChange;

/// How many whole days are looked back.
pub const DAYS: i64 = 7;
/// Checks that are told of, most asked first: some more than a page shows, for one may have been withdrawn since.
const MOST: u32 = 20;
/// Changes that are told of, newest first.
const CHANGES: u32 = 3;

/// What there is to tell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct News {
    /// Checks by how often they were asked about: a multiple of ten.
    pub asked: Vec<(CheckId, u64)>,
    /// The newest corrections, updates and withdrawals.
    pub changes: Vec<PublicChange>,
}

/// The news of a desk. One for a process.
pub struct FirstPage {
    desk: Desk,
    kept: RwLock<Option<(Seen, Arc<News>)>>,
}

/// What the kept news were read at: the newest change of a check, and the hour.
type Seen = (i64, i64);

impl FirstPage {
    /// Of this desk.
    #[must_use]
    pub fn new(desk: Desk) -> Self {
        Self { desk, kept: RwLock::default() }
    }

    /// The news, read again when a check has changed (`generation`) or another hour (`hour`) has begun. While the store
    /// does not answer, what was read before.
    pub async fn news(&self, generation: i64, hour: i64) -> Arc<News> {
        let seen = (generation, hour);
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, news)) = kept.as_ref().filter(|(at, _)| *at == seen) {
            return news.clone();
        }
        match self.read().await {
            Ok(news) => {
                let news = Arc::new(news);
                *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some((seen, news.clone()));
                news
            }
            Err(error) => {
                tracing::debug!(code = error.code(), "the first page's news cannot be read");
                kept.map(|(_, news)| news).unwrap_or_default()
            }
        }
    }

    async fn read(&self) -> Result<News, StoreError> {
        let mut read = self.desk.db.read();
        let today = self.desk.today();
        let asked = counts::most_asked(&mut read, today.plus_days(-DAYS), today, MOST).await?;
        let told = asked.into_iter().filter_map(|(id, asked)| {
            // The rule itself decides, whatever the question to the store left in.
            Some((id, Told::people(asked.askers, asked.days).number()?))
        });
        Ok(News { asked: told.collect(), changes: public_changes::newest(&mut read, None, CHANGES).await? })
    }
}

#[cfg(test)]
mod tests;
