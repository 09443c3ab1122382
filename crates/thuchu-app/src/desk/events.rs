//! What the desk's people did a moment ago, for pages that are open: one task of a process asks the store, all pages
//! listen to it. An event names what changed, never how; it is told for acts of the desk and for batches, never for a
//! message that comes in.

use std::time::Duration;

use thuchu_model::AuditObject;
use thuchu_store::{Db, StoreError, audit, settings};
use tokio::sync::broadcast;

/// Events that one who listens may be behind; then the page is told to look at everything.
const BEHIND: usize = 256;
/// Entries of the trail read at a time.
const PAGE: u32 = 500;

/// The setting that is another one after each batch.
pub const LAST_BATCH: &str = "intake.last_batch";

/// Something that an open page may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Somebody did something to this.
    Changed(AuditObject),
    /// A batch came: new messages and counts are visible.
    Batch,
}

/// Those who listen.
pub struct Events(broadcast::Sender<Event>);

impl Default for Events {
    fn default() -> Self {
        Self(broadcast::channel(BEHIND).0)
    }
}

/// Up to where the store was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    entry: i64,
    batch: Option<String>,
}

impl Events {
    /// From now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }

    /// How many listen.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.0.receiver_count()
    }

    /// Looks for news `every` so often, for ever. Trouble with the store is left to who else follows it.
    pub async fn follow(&self, db: &Db, every: Duration) {
        let mut seen = None;
        loop {
            if let Err(error) = self.look(db, &mut seen).await {
                tracing::debug!(code = error.code(), "no news from the store");
            }
            tokio::time::sleep(every).await;
        }
    }

    /// Tells what is new; the first time, only notes where that begins.
    async fn look(&self, db: &Db, seen: &mut Option<Seen>) -> Result<(), StoreError> {
        let mut store = db.read();
        let batch = settings::get(&mut store, LAST_BATCH).await?;
        let head = audit::head(&mut store).await?.number;
        let Some(last) = seen.replace(Seen { entry: head, batch: batch.clone() }) else { return Ok(()) };
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
        let _told = self.0.send(event);
    }
}
