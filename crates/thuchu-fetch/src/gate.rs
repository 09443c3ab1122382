//! At most a few connections to one host at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// One small queue per host. Hosts nobody waits for are forgotten.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// A place at a host; given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    #[expect(dead_code, reason = "held for its drop")]
    permit: Option<OwnedSemaphorePermit>,
}

impl Gate {
    /// Waits until fewer than `places` connections to `host` are open.
    pub(crate) async fn enter(&self, host: &str, places: usize) -> Place {
        let queue = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            // A queue only the map holds has no place taken and nobody waiting.
            hosts.retain(|_, queue| Arc::strong_count(queue) > 1);
            Arc::clone(hosts.entry(host.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(places))))
        };
        // The queue is never closed, so there is always a permit in the end.
        Place { permit: queue.acquire_owned().await.ok() }
    }
}
