//! The groups in memory: placed under a lock, kept in step with the store.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thuchu_match::Sense;
use thuchu_match::grouping::{Grouping, Read, Rules};
use thuchu_model::{ClusterId, MessageId, Sha256Hash};
use thuchu_store::messages::{self, StoredMessage};
use thuchu_store::sealing::Keys;
use thuchu_store::{StoreError, clusters};

use super::Intake;
use crate::meaning::Meant;

/// Clusters read at a time.
const PAGE: u32 = 200;
/// Messages of a cluster that are read at the start.
const NEWEST: u32 = 20;

/// Clusters and their messages.
pub(super) struct Groups {
    held: Mutex<Held>,
    rules: Rules,
    /// Clusters whose wording may be another one since the last batch.
    changed: Mutex<HashSet<ClusterId>>,
    /// Messages that are placed and not yet kept.
    arriving: Mutex<HashSet<MessageId>>,
    loaded: AtomicBool,
}

/// What lies under the lock.
#[derive(Default)]
struct Held {
    grouping: Grouping,
    /// Whose senses the messages have; those of two models are never compared.
    model: Option<Sha256Hash>,
}

impl Held {
    /// What a message means to the model whose senses the others have.
    fn sense(&self, meant: Option<Meant>) -> Option<Sense> {
        meant.filter(|meant| self.model == Some(meant.model)).map(|meant| meant.sense)
    }
}

/// A message that is placed: it is taken out again unless it is kept, also when whoever sent it hangs up.
pub(super) struct Arriving {
    groups: Arc<Groups>,
    id: MessageId,
    kept: bool,
}

impl Arriving {
    /// Begins to place a message.
    pub(super) fn new(groups: &Arc<Groups>, id: MessageId) -> Self {
        groups.arriving().insert(id);
        Self { groups: groups.clone(), id, kept: false }
    }

    /// The store has it.
    pub(super) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if !self.kept {
            self.groups.remove(self.id);
        }
        self.groups.arriving().remove(&self.id);
    }
}

impl Default for Groups {
    fn default() -> Self {
        Self {
            held: Mutex::default(),
            rules: Rules::built_in(),
            changed: Mutex::default(),
            arriving: Mutex::default(),
            loaded: AtomicBool::new(false),
        }
    }
}

impl Groups {
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Grouping, &Rules) -> T) -> T {
        work(&mut self.held().grouping, &self.rules)
    }

    /// Finds a message's cluster; `fresh` when there is none. `meant`: what it means, where that is known.
    pub(super) fn put(&self, id: MessageId, text: &str, meant: Option<Meant>, fresh: ClusterId) -> ClusterId {
        let read = Read::of(id, text);
        let held = &mut *self.held();
        let sense = held.sense(meant);
        held.grouping.put(read.with(sense), fresh, &self.rules).cluster
    }

    /// Puts a message where the store has it.
    pub(super) fn place(&self, id: MessageId, text: &str, meant: Option<Meant>, cluster: ClusterId) {
        let read = Read::of(id, text);
        let held = &mut *self.held();
        if held.grouping.cluster_of(id) != Some(cluster) {
            let sense = held.sense(meant);
            held.grouping.remove(id);
            held.grouping.place(read.with(sense), cluster);
        }
    }

    /// From now on senses are this model's, or there are none; those of another are forgotten. Whether anything changed.
    pub(super) fn think_with(&self, model: Option<Sha256Hash>) -> bool {
        let mut held = self.held();
        let changes = held.model != model;
        if changes {
            held.grouping.forget_senses();
            held.model = model;
        }
        changes
    }

    /// Gives messages what they mean to this model, if it is still the one. Who is gone meanwhile takes nothing.
    pub(super) fn give(&self, model: Sha256Hash, senses: &[(MessageId, Sense)]) {
        let mut held = self.held();
        if held.model == Some(model) {
            senses.iter().for_each(|(message, sense)| held.grouping.give_sense(*message, sense));
        }
    }

    pub(super) fn remove(&self, id: MessageId) {
        if let Some(cluster) = self.with(|grouping, _| grouping.remove(id)) {
            self.change(cluster);
        }
    }

    /// The cluster may be worded by another message from the next batch on.
    pub(super) fn change(&self, cluster: ClusterId) {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).insert(cluster);
    }

    /// Clusters that changed, each with the message that words it best.
    pub(super) fn wordings(&self) -> Vec<(ClusterId, MessageId)> {
        let changed = std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner));
        let word = |cluster| self.with(|grouping, rules| Some((cluster, grouping.wording(cluster, rules)?)));
        changed.into_iter().filter_map(word).collect()
    }

    pub(super) fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::Acquire)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn arriving(&self) -> MutexGuard<'_, HashSet<MessageId>> {
        self.arriving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_in(&self, keys: &Keys, stored: &[StoredMessage]) -> Result<(), StoreError> {
        for message in stored {
            let known = self.with(|grouping, _| grouping.cluster_of(message.id));
            if known == Some(message.cluster) {
                continue;
            }
            // Whose key is gone cannot be compared with any more.
            if let Some(text) = messages::open(keys, message.id, &message.sealed)? {
                self.place(message.id, &text.words, None, message.cluster);
            }
        }
        Ok(())
    }
}

impl Intake {
    /// Brings the groups in memory in step with the store: loads the newest messages of each open cluster, moves what
    /// another program merged or split, forgets what is gone. Until it was done once, nothing is taken in.
    ///
    /// # Errors
    /// Whatever the store says; it may be called again.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let mut read = self.desk.db.read();
            let open = clusters::open_after(&mut read, after, PAGE).await?;
            let Some(last) = open.last() else { break };
            after = Some(*last);
            let stored = messages::newest(&mut read, &open, NEWEST).await?;
            let (groups, keys) = (self.groups.clone(), self.desk.keys.clone());
            let taken = tokio::task::spawn_blocking(move || groups.take_in(&keys, &stored)).await;
            taken.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))?;
        }
        self.forget_what_is_gone().await?;
        self.groups.loaded.store(true, Ordering::Release);
        Ok(())
    }

    async fn forget_what_is_gone(&self) -> Result<(), StoreError> {
        let settled: Vec<MessageId> = {
            let arriving = self.groups.arriving();
            self.groups.with(|grouping, _| grouping.members().filter(|id| !arriving.contains(id)).collect())
        };
        for some in settled.chunks(500) {
            let there = messages::in_use(&mut self.desk.db.read(), some).await?;
            let gone: Vec<MessageId> = some.iter().filter(|id| !there.contains(id)).copied().collect();
            self.forget(&gone);
        }
        Ok(())
    }
}
