//! What messages mean, for the groups: of a message that comes in, in its turn and within a moment; of those that were
//! loaded when the program started, by and by, when nothing else wants the processor.
//!
//! A message never waits long for the model and never fails for it: without its sense it is grouped by its words, and
//! gets the sense when there is time. A sense is a message's words in another form: it lies in memory beside the text
//! and is gone with it.

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use thuchu_match::Sense;
use thuchu_model::MessageId;
use tokio::sync::Semaphore;

use super::Intake;
use super::groups::Groups;
use crate::meaning::low::at_low_priority;
use crate::meaning::{Embeds, Meaning, Meant, State, sense_by};

/// How long a message waits for its sense.
const PATIENCE: Duration = Duration::from_secs(1);
/// Loaded messages that get their sense in one turn: a fraction of a second of work.
const TURN: usize = 16;
/// How often it is looked whether messages lack their sense, or another model is used.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Turns at the model: no more messages are computed at once than there are processors.
pub(super) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self(Arc::new(Semaphore::new(processors)))
    }
}

impl Turns {
    /// What these words mean; `None` without a model, and where it takes too long.
    async fn sense(&self, meaning: &Arc<Meaning>, words: &str) -> Option<Meant> {
        let (turns, meaning, words) = (self.0.clone(), meaning.clone(), words.to_owned());
        let computed = async {
            let turn = turns.acquire_owned().await.ok()?;
            let work = move || {
                // Kept until the work is done, also when nobody waits for it any more.
                let _turn = turn;
                meaning.sense(&words)
            };
            tokio::task::spawn_blocking(work).await.ok()?
        };
        tokio::time::timeout(PATIENCE, computed).await.ok()?
    }
}

impl Intake {
    /// What a message means: what was computed when its words were asked about, if it is they that are kept; else
    /// computed now.
    pub(super) async fn meant(&self, words: &str, asked: Option<Meant>) -> Option<Meant> {
        if let Some(meant) = asked.filter(|meant| meant.is_of(words)) {
            return Some(meant);
        }
        self.ways.meaning.model()?;
        self.turns.sense(&self.ways.meaning, words).await
    }

    /// Gives loaded messages their sense, and forgets all when another model is used or none. For ever, unless the
    /// operator wants no model.
    pub async fn keep_meaning(&self) {
        if matches!(self.ways.meaning.state(), State::Off) {
            return;
        }
        let mut passed_over = HashSet::new();
        loop {
            while self.give_some(&mut passed_over).await {}
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Gives some messages their sense. `false` when none lacks it. `passed_over`: what the model can make nothing of.
    pub(super) async fn give_some(&self, passed_over: &mut HashSet<MessageId>) -> bool {
        let model = self.ways.meaning.model();
        if self.groups.think_with(model.as_ref().map(|model| model.id())) {
            passed_over.clear();
        }
        let Some(model) = model.filter(|_| self.groups.is_loaded()) else { return false };
        let (groups, passed) = (self.groups.clone(), std::mem::take(passed_over));
        let looked = tokio::task::spawn_blocking(move || groups.lacking(passed)).await;
        let Ok((passed, lacking)) = looked else { return false };
        *passed_over = passed;
        if lacking.is_empty() {
            return false;
        }
        let id = model.id();
        let named: Vec<MessageId> = lacking.iter().map(|(message, _)| *message).collect();
        let computed = at_low_priority(move || compute(&*model, lacking)).await;
        // Where no thread is to be had now, there may be one later.
        let Some(given) = computed else { return false };
        passed_over.extend(named.into_iter().filter(|message| given.iter().all(|(other, _)| other != message)));
        self.groups.give(id, &given);
        true
    }
}

impl Groups {
    /// Some messages without a sense, and those of `passed_over` that are still there.
    fn lacking(&self, mut passed_over: HashSet<MessageId>) -> (HashSet<MessageId>, Vec<(MessageId, String)>) {
        self.with(|grouping, _| {
            passed_over.retain(|message| grouping.cluster_of(*message).is_some());
            let lacking = grouping.without_sense(TURN, |message| passed_over.contains(&message));
            (passed_over, lacking)
        })
    }
}

/// The senses of these messages, of those that the model can make something of.
fn compute(model: &dyn Embeds, messages: Vec<(MessageId, String)>) -> Vec<(MessageId, Sense)> {
    messages.into_iter().filter_map(|(message, text)| Some((message, sense_by(model, &text)?))).collect()
}
