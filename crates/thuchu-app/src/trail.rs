//! The trail of who did what, for those who may see it, and the heads of its chain, for everybody.

use std::collections::BTreeMap;
use std::time::Duration;

use thuchu_model::{AuditEntry, AuditObject, Day, Editor, EditorId, ReviewId, Timestamp};
use thuchu_store::audit::daily::{self, DailyHead};
use thuchu_store::audit::trail;
use thuchu_store::{StoreError, editors};

use crate::Desk;
use crate::reading::ReadError;

pub use thuchu_store::audit::trail::Wanted;

/// Entries on one page.
pub const ON_A_PAGE: u32 = 50;
/// Published heads on one page.
pub const HEADS_ON_A_PAGE: u32 = 100;
/// Days that are caught up with at most: a clock that once stood at 1970 makes no twenty thousand lines.
const MOST_DAYS: i64 = 400;

/// The trail of a desk.
#[derive(Clone)]
pub struct Trail {
    desk: Desk,
}

/// A page of the trail, with all that its words need.
#[derive(Debug)]
pub struct Page {
    /// The entries, newest first.
    pub entries: Vec<AuditEntry>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<i64>,
    /// Everybody who works here or did, by id.
    pub editors: BTreeMap<EditorId, Editor>,
    /// The claims of the reviews on the page.
    pub claims: BTreeMap<ReviewId, String>,
}

impl Trail {
    /// Of this desk.
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// The newest entries that are wanted, with the names they need: five questions, whatever is on the page.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn page(&self, wanted: &Wanted) -> Result<Page, ReadError> {
        let mut read = self.desk.db.read();
        let trail::Page { entries, next } = trail::page(&mut read, wanted, ON_A_PAGE).await?;
        let editors = editors::all(&mut read).await?.into_iter().map(|editor| (editor.id, editor)).collect();
        let mut reviews: Vec<ReviewId> = entries.iter().filter_map(review_of).collect();
        reviews.sort_unstable();
        reviews.dedup();
        let claims = trail::claims(&mut read, &reviews).await?;
        Ok(Page { entries, next, editors, claims })
    }

    /// The instants between which a day lies, where the desk is.
    #[must_use]
    pub fn bounds(&self, day: Day) -> (Timestamp, Timestamp) {
        let begins = |day: Day| day.midnight().plus_seconds(-60 * i64::from(self.desk.utc_offset_minutes));
        (begins(day), begins(day.plus_days(1)))
    }

    /// The published heads before this day, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn heads(&self, before: Option<Day>) -> Result<Vec<DailyHead>, ReadError> {
        Ok(daily::page(&mut self.desk.db.read(), before, HEADS_ON_A_PAGE).await?)
    }

    /// Publishes the head of every day that is over and has none yet, oldest first; says how many were.
    ///
    /// # Errors
    /// When the store refuses; what was published before stays.
    pub async fn publish_heads(&self) -> Result<u32, StoreError> {
        let mut read = self.desk.db.read();
        let today = self.desk.today();
        let newest = daily::page(&mut read, None, 1).await?.first().map(|newest| newest.day.plus_days(1));
        let begun = match newest {
            Some(day) => Some(day),
            None => daily::began(&mut read).await?.map(|at| self.desk.day_of(at)),
        };
        let Some(begun) = begun else { return Ok(0) };
        let mut day = begun.max(today.plus_days(-MOST_DAYS));
        let mut published = 0;
        while day < today {
            let mut tx = self.desk.db.begin().await?;
            let head = daily::publish(&mut tx, day, self.bounds(day).1, self.desk.now()).await;
            match head {
                Ok(head) => {
                    tx.commit().await?;
                    published += u32::from(head.is_some());
                }
                // Another node publishes the same.
                Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
            day = day.plus_days(1);
        }
        Ok(published)
    }

    /// Publishes at every midnight of the desk, for ever, and at once what was missed.
    pub async fn keep_publishing(&self) {
        loop {
            if let Err(error) = self.publish_heads().await {
                tracing::warn!(code = error.code(), "the head of the audit trail is not published");
            }
            tokio::time::sleep(self.until_midnight().min(Duration::from_secs(600))).await;
        }
    }

    /// How long the day still lasts, and a second.
    fn until_midnight(&self) -> Duration {
        let micros = self.bounds(self.desk.today()).1.micros().saturating_sub(self.desk.now().micros());
        Duration::from_micros(micros.max(0).unsigned_abs()) + Duration::from_secs(1)
    }
}

fn review_of(entry: &AuditEntry) -> Option<ReviewId> {
    match entry.object {
        AuditObject::Review(id) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
