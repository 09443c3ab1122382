//! What the desk's people did a moment ago, for pages that are open: one task of a process asks the store, all pages
//! listen to it. An event names what changed, never how; it is told for acts of the desk and for batches, never for a
//! message that comes in.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use thuchu_model::{AuditObject, Effect, Timestamp};
use thuchu_store::{Db, Reader, StoreError, audit, jobs};
use tokio::sync::broadcast;

use crate::Desk;

/// Events that one who listens may be behind; then the page is told to look at everything.
const BEHIND: usize = 256;
/// Entries of the trail read at a time.
const PAGE: u32 = 500;

/// Seconds between two batches.
const QUARTER: i64 = 15 * 60;

/// Something that an open page may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Somebody did something to this.
    Changed(AuditObject),
    /// A batch came: new messages and counts are visible.
    Batch,
}

/// Those who listen; nobody any more once it is over.
pub struct Events(RwLock<Option<broadcast::Sender<Event>>>);

impl Default for Events {
    fn default() -> Self {
        Self(RwLock::new(Some(broadcast::channel(BEHIND).0)))
    }
}

/// Up to where the store was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    entry: i64,
    /// The quarter of an hour, counted from 1970, whose batch came last.
    batch: i64,
}

impl Events {
    /// From now on; `None` once it is over.
    #[must_use]
    pub fn listen(&self) -> Option<broadcast::Receiver<Event>> {
        self.sender().as_ref().map(broadcast::Sender::subscribe)
    }

    /// How many listen.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.sender().as_ref().map_or(0, broadcast::Sender::receiver_count)
    }

    /// Sends everybody away: the program stops.
    pub fn end(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn sender(&self) -> RwLockReadGuard<'_, Option<broadcast::Sender<Event>>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks for news `every` so often, for ever. Trouble with the store is left to who else follows it.
    pub async fn follow(&self, desk: &Desk, every: Duration) {
        let mut seen = None;
        loop {
            if let Err(error) = self.look(&desk.db, desk.now(), &mut seen).await {
                tracing::debug!(code = error.code(), "no news from the store");
            }
            tokio::time::sleep(every).await;
        }
    }

    /// Tells what is new; the first time, only notes where that begins.
    async fn look(&self, db: &Db, now: Timestamp, seen: &mut Option<Seen>) -> Result<(), StoreError> {
        let mut store = db.read();
        let batch = last_batch(&mut store, now).await?.unwrap_or(seen.map_or(0, |seen| seen.batch));
        let head = audit::head(&mut store).await?.number;
        let Some(last) = seen.replace(Seen { entry: head, batch }) else { return Ok(()) };
        if self.listeners() == 0 {
            return Ok(());
        }
        if batch != last.batch {
            self.tell(Event::Batch);
        }
        let mut after = last.entry;
        while after < head {
            let page = audit::entries(&mut store, after, PAGE).await?;
            let Some((newest, _)) = page.last() else { break };
            after = newest.number;
            // Who reads what is nobody's news.
            let told =
                page.iter().filter(|(entry, _)| !entry.by.is_empty() && !entry.act.as_str().ends_with("_by_reader"));
            for (entry, _) in told {
                self.tell(Event::Changed(entry.object));
            }
        }
        Ok(())
    }

    fn tell(&self, event: Event) {
        // Nobody listens: nobody is told.
        let _told = self.sender().as_ref().map(|sender| sender.send(event));
    }
}

/// The present quarter of an hour, once its batch came.
async fn last_batch(store: &mut Reader, now: Timestamp) -> Result<Option<i64>, StoreError> {
    let quarter = now.micros().div_euclid(QUARTER * 1_000_000);
    let effect = Effect::parse(&format!("batch.{quarter}")).ok_or(StoreError::Missing { what: "effect" })?;
    Ok(jobs::happened(store, &effect).await?.then_some(quarter))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use thuchu_model::{Clock as _, ClusterId, EditorId};
    use thuchu_testkit::{TestStore, both_databases, editor};

    use super::*;

    async fn entry(store: &TestStore, by: &[EditorId], act: &'static str, object: AuditObject) {
        let mut tx = store.db.begin().await.unwrap();
        audit::append(&mut tx, by, crate::act(act).unwrap(), object, &json!({}), store.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    both_databases!(acts_of_the_desk_and_batches_are_told_and_nothing_else, |store| {
        let (events, mut seen, one) = (Events::default(), None, editor(1).id);
        let cluster = AuditObject::Cluster(ClusterId::from_bytes([7; 16]));
        entry(store, &[one], "cluster.taken", cluster).await;
        let mut news = events.listen().unwrap();
        let now = store.clock.now();
        events.look(&store.db, now, &mut seen).await.unwrap();
        assert!(news.try_recv().is_err(), "what was before is no news");
        entry(store, &[one], "cluster.opened_by_reader", cluster).await;
        entry(store, &[], "import.done", AuditObject::Desk).await;
        entry(store, &[one], "cluster.merged", cluster).await;
        events.look(&store.db, now, &mut seen).await.unwrap();
        assert_eq!(news.try_recv().unwrap(), Event::Changed(cluster));
        assert!(news.try_recv().is_err());
        let quarter = now.micros().div_euclid(QUARTER * 1_000_000);
        let mut tx = store.db.begin().await.unwrap();
        let sql = "INSERT INTO effect (name, at) VALUES ($1, 0)";
        tx.tamper(sql, thuchu_store::args![format!("batch.{quarter}")]).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..2 {
            events.look(&store.db, now, &mut seen).await.unwrap();
        }
        assert_eq!(news.try_recv().unwrap(), Event::Batch);
        assert!(news.try_recv().is_err(), "once");
        events.end();
        assert!(events.listen().is_none() && matches!(news.try_recv(), Err(broadcast::error::TryRecvError::Closed)));
    });
}
