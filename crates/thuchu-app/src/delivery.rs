//! Delivering what is owed: rows of the outbox become answers at the addresses of those who asked.
//!
//! A row names what is owed and the version of the check that made it due. What goes out tells of the newest version, and
//! a row that is overtaken by that is dropped: nobody gets an old answer after a new one, nor the same one twice. Between
//! the moment the other side takes an answer over and the moment that is written down lies the only gap: a kill just
//! there sends it once more, under the same name (TRUST R18).

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use thuchu_model::{AnswerOwedId, JobKind, Outbox};
use thuchu_store::{StoreError, outbox};
use thuchu_tipline::{Deliverable, Tipline, Undelivered, Words};
use tokio::task::JoinSet;

use crate::Desk;
use crate::answer::{self, Deliver, Loaded};

/// How long one delivery is ours: longer than the other side may take.
const LEASE_SECONDS: i64 = 45;
/// Deliveries at the same time: one that hangs does not hold up the others.
const AT_ONCE: usize = 4;
/// How long a row waits for another one about the same address.
const BEHIND_SECONDS: i64 = 5;

/// Delivers what is owed, by one way.
pub struct Delivery<T> {
    desk: Desk,
    tipline: T,
    /// Where readers find the desk, for links in answers.
    public_url: Option<String>,
    /// Whose answer is on its way now.
    under_way: Mutex<HashSet<AnswerOwedId>>,
}

/// What became of one look at the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Nothing is due.
    Nothing,
    /// One was told.
    Told,
    /// There was nothing to tell any more: it was erased, told already, or its check is gone.
    Dropped,
    /// It is tried again later.
    PutOff,
    /// It will never work; the row stays for the operator to see.
    GivenUp,
}

impl<T: Tipline + 'static> Delivery<T> {
    /// By this way.
    pub fn new(desk: Desk, tipline: T, public_url: Option<String>) -> Self {
        Self { desk, tipline, public_url, under_way: Mutex::default() }
    }

    /// Delivers for ever, looking for more `every` so often when nothing is due.
    pub async fn run(self: Arc<Self>, every: Duration) {
        let mut loops = JoinSet::new();
        for _ in 0..AT_ONCE {
            let delivery = self.clone();
            loops.spawn(async move {
                loop {
                    match delivery.step().await {
                        Ok(Did::Nothing) => tokio::time::sleep(every).await,
                        Ok(_) => {}
                        Err(error) => {
                            tracing::warn!(code = error.code(), "answers are not delivered");
                            tokio::time::sleep(every.max(Duration::from_secs(5))).await;
                        }
                    }
                }
            });
        }
        // They end with the one who waits for them.
        while loops.join_next().await.is_some() {}
    }

    /// Takes one row that is due, if there is one, and does what can be done about it.
    ///
    /// # Errors
    /// When the store does not answer; the row is then due again after its lease.
    pub async fn step(&self) -> Result<Did, StoreError> {
        let topic = topic()?;
        let claimed = outbox::claim(&self.desk.db, &topic, self.desk.now(), LEASE_SECONDS).await?;
        let Some(row) = claimed else { return Ok(Did::Nothing) };
        let Ok(delivery) = serde_json::from_str::<Deliver>(&row.payload) else {
            return self.give_up(&row, "answer.payload").await;
        };
        let Some(_turn) = Turn::take(&self.under_way, delivery.owed) else { return self.behind(&row).await };
        let answer = match answer::load(&self.desk, &delivery, self.public_url.as_deref()).await? {
            Loaded::Send(answer) => answer,
            Loaded::Nothing => return self.drop_row(&row).await,
            Loaded::Lost => return self.give_up(&row, "answer.key_lost").await,
        };
        let words = Words { subject: answer.text.subject, text: answer.text.text };
        let deliverable = Deliverable::new(&answer.owed, &delivery.name(answer.version), words);
        match self.tipline.deliver(&deliverable).await {
            Ok(()) => self.told(&row, &delivery, answer.version).await,
            Err(error) => self.failed(&row, &error).await,
        }
    }

    async fn told(&self, row: &Outbox, delivery: &Deliver, version: u32) -> Result<Did, StoreError> {
        let mut tx = self.desk.db.begin().await?;
        outbox::delivered(&mut tx, row, self.desk.now()).await?;
        answer::told(&mut tx, delivery, version).await?;
        tx.commit().await?;
        Ok(Did::Told)
    }

    async fn drop_row(&self, row: &Outbox) -> Result<Did, StoreError> {
        let mut tx = self.desk.db.begin().await?;
        outbox::delivered(&mut tx, row, self.desk.now()).await?;
        tx.commit().await?;
        Ok(Did::Dropped)
    }

    async fn behind(&self, row: &Outbox) -> Result<Did, StoreError> {
        let mut tx = self.desk.db.begin().await?;
        outbox::give_back(&mut tx, row, self.desk.now().plus_seconds(BEHIND_SECONDS), "tipline.behind").await?;
        tx.commit().await?;
        Ok(Did::PutOff)
    }

    async fn give_up(&self, row: &Outbox, problem: &str) -> Result<Did, StoreError> {
        let mut tx = self.desk.db.begin().await?;
        outbox::give_up(&mut tx, row, problem).await?;
        tx.commit().await?;
        tracing::warn!(code = problem, attempt = row.attempt, "an answer is given up");
        Ok(Did::GivenUp)
    }

    async fn failed(&self, row: &Outbox, error: &Undelivered) -> Result<Did, StoreError> {
        let mut jitter = [0];
        self.desk.chance.fill(&mut jitter);
        let Some(seconds) = error.retry_in(row.attempt, jitter[0]) else {
            return self.give_up(row, &error.to_string()).await;
        };
        let mut tx = self.desk.db.begin().await?;
        outbox::give_back(&mut tx, row, self.desk.now().plus_seconds(seconds), &error.to_string()).await?;
        tx.commit().await?;
        tracing::info!(code = error.code(), attempt = row.attempt, "an answer did not go out yet");
        Ok(Did::PutOff)
    }
}

fn topic() -> Result<JobKind, StoreError> {
    JobKind::parse(answer::TOPIC).ok_or(StoreError::Missing { what: "topic" })
}

/// One address at a time.
struct Turn<'a> {
    of: &'a Mutex<HashSet<AnswerOwedId>>,
    owed: AnswerOwedId,
}

impl<'a> Turn<'a> {
    fn take(of: &'a Mutex<HashSet<AnswerOwedId>>, owed: AnswerOwedId) -> Option<Self> {
        of.lock().unwrap_or_else(PoisonError::into_inner).insert(owed).then_some(Self { of, owed })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.of.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.owed);
    }
}

#[cfg(test)]
mod tests;
