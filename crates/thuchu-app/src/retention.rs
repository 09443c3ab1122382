//! Deleting what was kept long enough, every night of the desk, and destroying the keys that seal nothing any more
//! (TRUST R54).
//!
//! The unit of work names its day, so of several nodes one does it. What a desk that stood still missed is made up for
//! at once, for everything is counted from days. What is deleted is then taken out of SQLite's log too.

#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use thuchu_model::{AuditObject, Cutoffs, Day, Effect, MessageId};
use thuchu_store::retention::{self, Gone};
use thuchu_store::{StoreError, audit, desk_settings, jobs};

use crate::Desk;

/// When the desk's night work begins: seconds after its midnight.
const NIGHT: i64 = 2 * 60 * 60;

/// Who is told which messages are gone.
type Listener = Box<dyn Fn(&[MessageId]) + Send + Sync>;

/// The night work of a desk. One for a process.
pub struct Nights {
    desk: Desk,
    listeners: Mutex<Vec<Listener>>,
    /// Deleted, and the log is still to be cut.
    to_fold: AtomicBool,
}

/// What a night would delete, or has deleted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Night {
    /// The day it stands for.
    pub day: Day,
    /// Rows, by kind.
    pub rows: Gone,
    /// Months whose keys seal nothing any more.
    pub keys: Vec<String>,
    /// Whether that day's work was done already.
    pub done: bool,
}

impl Nights {
    /// Those of a desk.
    #[must_use]
    pub fn new(desk: Desk) -> Self {
        Self { desk, listeners: Mutex::default(), to_fold: AtomicBool::new(false) }
    }

    /// Tells somebody from now on which messages are gone, on the node that deleted them.
    pub fn listen(&self, listener: impl Fn(&[MessageId]) + Send + Sync + 'static) {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    /// What is due now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn look(&self) -> Result<Night, StoreError> {
        let mut read = self.desk.db.read();
        let (day, effect) = self.night()?;
        let cutoffs = self.cutoffs(day).await?;
        Ok(Night {
            day,
            rows: retention::due(&mut read, &cutoffs).await?,
            keys: retention::keys_due(&mut read, &self.desk.keys, cutoffs.keys).await?,
            done: jobs::happened(&mut read, &effect).await?,
        })
    }

    /// Does what the last night asks for, unless it was done. `None` when it was.
    ///
    /// # Errors
    /// Whatever the store says; a later call goes on from there.
    pub async fn tick(&self) -> Result<Option<Night>, StoreError> {
        let (day, effect) = self.night()?;
        let night = match jobs::happened(&mut self.desk.db.read(), &effect).await? {
            true => None,
            false => self.apply(day, &effect).await?,
        };
        if self.to_fold.load(Ordering::Relaxed) && self.desk.db.fold_log().await? {
            self.to_fold.store(false, Ordering::Relaxed);
        }
        Ok(night)
    }

    async fn apply(&self, day: Day, effect: &Effect) -> Result<Option<Night>, StoreError> {
        let (now, cutoffs) = (self.desk.now(), self.cutoffs(day).await?);
        let mut tx = self.desk.db.begin().await?;
        let (rows, messages) = match retention::apply(&mut tx, &cutoffs, effect, now).await {
            Err(StoreError::Conflict { .. }) => return Ok(None),
            done => done?,
        };
        let keys = retention::keys_due(&mut tx, &self.desk.keys, cutoffs.keys).await?;
        let detail = serde_json::json!({ "day": day, "rows": rows, "keys": keys });
        audit::append(&mut tx, &[], crate::act("retention.applied")?, AuditObject::Desk, &detail, now).await?;
        tx.commit().await?;
        self.to_fold.store(true, Ordering::Relaxed);
        for listener in &*self.listeners.lock().unwrap_or_else(PoisonError::into_inner) {
            listener(&messages);
        }
        for month in &keys {
            self.desk.keys.destroy(month)?;
        }
        Ok(Some(Night { day, rows, keys, done: true }))
    }

    /// Works every night, for ever, looking `every` so often whether it is time.
    pub async fn keep(&self, every: Duration) {
        loop {
            match self.tick().await {
                Ok(Some(night)) => {
                    let (day, rows, keys) = (night.day, night.rows.sum(), night.keys.len());
                    tracing::info!(%day, rows, keys, "what was kept long enough is deleted");
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(code = error.code(), "what was kept long enough is not deleted yet"),
            }
            tokio::time::sleep(every).await;
        }
    }

    /// The day of the last night that began, and the name of its work. A clock that goes back names an earlier day, for
    /// which less is due.
    fn night(&self) -> Result<(Day, Effect), StoreError> {
        let day = self.desk.day_of(self.desk.now().plus_seconds(-NIGHT));
        let effect = Effect::parse(&format!("retention.{day}")).ok_or(StoreError::Missing { what: "effect" })?;
        Ok((day, effect))
    }

    /// As the settings in the store say, whatever this node has read of them.
    async fn cutoffs(&self, day: Day) -> Result<Cutoffs, StoreError> {
        let (settings, _) = desk_settings::load(&mut self.desk.db.read()).await?;
        Ok(Cutoffs::of(settings.retention, day, self.desk.utc_offset_minutes))
    }
}
