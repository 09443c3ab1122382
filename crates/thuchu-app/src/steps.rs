//! All steps of a serving desk in one place: what a site is given.

use std::sync::Arc;

use thuchu_model::{Chance, Clock, Day, Timestamp};
use thuchu_store::Db;
use thuchu_store::sealing::Keys;

use crate::desk::events::Events;
use crate::desk::queue::Queue;

/// What every step works with. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    /// The store.
    pub db: Db,
    /// The keys that seal what must be forgettable.
    pub keys: Keys,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// How far the desk's day is ahead of UTC, in minutes.
    pub utc_offset_minutes: i32,
}

impl Desk {
    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The day of an instant, where the desk is.
    #[must_use]
    pub fn day_of(&self, at: Timestamp) -> Day {
        let local = at.plus_seconds(i64::from(self.utc_offset_minutes) * 60);
        local.day().unwrap_or(Day::EPOCH)
    }

    /// Today, where the desk is.
    #[must_use]
    pub fn today(&self) -> Day {
        self.day_of(self.now())
    }
}

/// The steps, a field for each part of the work.
pub struct Steps {
    /// What they share.
    pub desk: Desk,
    /// The queue.
    pub queue: Arc<Queue>,
    /// What the desk's people did a moment ago, for who looks on.
    pub events: Arc<Events>,
}

impl Steps {
    /// The steps of this desk.
    #[must_use]
    pub fn new(desk: Desk) -> Self {
        Self { queue: Arc::new(Queue::new(desk.clone())), events: Arc::default(), desk }
    }
}
