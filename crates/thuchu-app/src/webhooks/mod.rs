//! Telling other programs that a check was published, corrected or withdrawn, by signed requests (`docs/webhooks.md`).
//!
//! What is to be told is queued in the unit of work of its cause (`queue`), a topic of the outbox for each receiver, and told
//! at least once (`deliver`), each time under the same name. Receivers are named by an admin; their secret is shown once and
//! kept sealed. Nothing that comes of messages is ever told: no answer, no count, no time of a question (TRUST R65).

mod deliver;
mod queue;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::Mutex;

use thuchu_fetch::{Fetcher, Reach, Url, check_url};
use thuchu_formats::{WebhookKind, WebhookSecret};
use thuchu_model::{AuditObject, JobKind, Timestamp, WebhookId};
use thuchu_store::sealing::place;
use thuchu_store::webhooks::{self, Receiver, Try};
use thuchu_store::{StoreError, Tx, audit, outbox};

use crate::Desk;
use crate::people::{Barred, Person, barred_from_settings};

pub use deliver::Did;
pub(crate) use queue::queue;

/// What topics of the outbox begin with; the receiver's name stands behind it.
const TOPIC: &str = "webhook.";
/// Most receivers of a desk.
pub const MOST_RECEIVERS: usize = 50;
/// Most letters of an address.
const MOST_URL: usize = 2_000;
/// Tries that are listed.
const MOST_TRIES: u32 = 20;
/// Bytes of a new secret.
const SECRET_BYTES: usize = 32;

/// The receivers of a desk. One for a process.
pub struct Webhooks {
    desk: Desk,
    /// `None` where nothing may be sent.
    fetcher: Option<Fetcher>,
    /// Where readers find the desk.
    public_url: Option<String>,
    /// Receivers who are being told just now.
    lanes: Mutex<HashSet<WebhookId>>,
}

/// Why receivers stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum WebhookProblem {
    /// Not an address that may be asked: http or https, a public host.
    #[error("not an address that requests may go to")]
    Address,
    /// No event was chosen, or one that there is not.
    #[error("a receiver is told of one event or more")]
    Events,
    /// There are as many as there may be.
    #[error("a desk has {MOST_RECEIVERS} receivers at most")]
    TooMany,
    /// The desk's own address is not set, so no event could say where its check is.
    #[error("the desk's public address is not set")]
    NoPublicUrl,
    /// The role does not allow it, or not any more.
    #[error("the role does not allow this")]
    NotAllowed,
    /// The second factor must be shown again first.
    #[error("the second factor must be shown again")]
    NotFresh,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A receiver as an admin sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its name.
    pub id: WebhookId,
    /// Its address, which may hold a secret.
    pub url: String,
    /// The host of it.
    pub host: String,
    /// What it is told of.
    pub events: Vec<WebhookKind>,
    /// Whether it is told at present.
    pub active: bool,
    /// Since when it is a receiver.
    pub since: Timestamp,
    /// Tries in a row that failed.
    pub failures: u32,
    /// It is left alone until then.
    pub rest_until: Option<Timestamp>,
    /// Messages that wait.
    pub waiting: u64,
    /// Messages that were given up.
    pub given_up: u64,
    /// The newest tries.
    pub tries: Vec<Try>,
}

impl Webhooks {
    /// Those of a desk. `public_url`: where readers find it.
    #[must_use]
    pub fn new(desk: Desk, fetcher: Option<Fetcher>, public_url: Option<String>) -> Self {
        Self { desk, fetcher, public_url, lanes: Mutex::default() }
    }

    /// All receivers, oldest first, and how each stands.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn all(&self) -> Result<Vec<Shown>, StoreError> {
        let (mut read, now) = (self.desk.db.read(), self.desk.now());
        let mut shown = Vec::new();
        for one in webhooks::all(&mut read).await? {
            let (waiting, given_up) = outbox::standing(&mut read, &topic(one.id)?).await?;
            let tries = webhooks::tries(&mut read, one.id, MOST_TRIES).await?;
            shown.push(Shown {
                id: one.id,
                events: events(&one.events),
                active: one.active,
                since: one.since,
                failures: one.failures,
                rest_until: Some(one.rest_until).filter(|until| *until > now),
                waiting,
                given_up,
                tries,
                host: host_of(&one).unwrap_or_default(),
                url: one.url,
            });
        }
        Ok(shown)
    }

    /// Adds a receiver, and gives its secret: it is shown now and never again.
    ///
    /// # Errors
    /// [`WebhookProblem`].
    pub async fn add(
        &self,
        person: &Person,
        url: &str,
        events: &[WebhookKind],
    ) -> Result<(WebhookId, WebhookSecret), WebhookProblem> {
        let url = self.address(url)?;
        let told = WebhookKind::EVENTS.into_iter().filter(|kind| events.contains(kind));
        let told: Vec<&str> = told.map(WebhookKind::as_str).collect();
        if told.is_empty() {
            return Err(WebhookProblem::Events);
        }
        if self.public_url.is_none() {
            return Err(WebhookProblem::NoPublicUrl);
        }
        let (now, chance) = (self.desk.now(), &*self.desk.chance);
        let mut bytes = vec![0; SECRET_BYTES];
        chance.fill(&mut bytes);
        let id = WebhookId::new(now, chance);
        let sealed = self.desk.keys.seal_lasting(&bytes, &place("webhook", id), chance)?;
        let secret = WebhookSecret::new(bytes).ok_or(StoreError::Missing { what: "secret" })?;
        let mut tx = self.begin(person).await?;
        if webhooks::all(&mut tx).await?.len() >= MOST_RECEIVERS {
            return Err(WebhookProblem::TooMany);
        }
        let one = Receiver {
            id,
            url: url.to_string(),
            secret: sealed,
            events: told.join(" "),
            active: true,
            since: now,
            failures: 0,
            rest_until: Timestamp::from_micros(0),
        };
        webhooks::add(&mut tx, &one).await?;
        let detail = serde_json::json!({"host": url.host_str(), "events": told});
        note(tx, person, "webhook.added", &detail, now).await?;
        Ok((id, secret))
    }

    /// Takes a receiver away, with all that waits for it.
    ///
    /// # Errors
    /// [`WebhookProblem`].
    pub async fn remove(&self, person: &Person, id: WebhookId) -> Result<(), WebhookProblem> {
        let (mut tx, one) = self.begin_with(person, id).await?;
        webhooks::remove(&mut tx, id, &topic(id)?).await?;
        note(tx, person, "webhook.removed", &host(&one), self.desk.now()).await
    }

    /// Tells a receiver no more for the moment, or tells it again; what happens meanwhile waits.
    ///
    /// # Errors
    /// [`WebhookProblem`].
    pub async fn set_active(&self, person: &Person, id: WebhookId, active: bool) -> Result<(), WebhookProblem> {
        let (mut tx, one) = self.begin_with(person, id).await?;
        webhooks::set_active(&mut tx, id, active).await?;
        let act = if active { "webhook.resumed" } else { "webhook.paused" };
        note(tx, person, act, &host(&one), self.desk.now()).await
    }

    /// Sends a receiver an event that says it is a test.
    ///
    /// # Errors
    /// [`WebhookProblem`].
    pub async fn test(&self, person: &Person, id: WebhookId) -> Result<(), WebhookProblem> {
        let (mut tx, one) = self.begin_with(person, id).await?;
        // A receiver that is tried out is not left alone any longer.
        webhooks::rest(&mut tx, id, one.failures, Timestamp::from_micros(0)).await?;
        queue::test(&mut tx, &self.desk, id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Tries again what was given up. How many messages.
    ///
    /// # Errors
    /// [`WebhookProblem`].
    pub async fn again(&self, person: &Person, id: WebhookId) -> Result<u64, WebhookProblem> {
        let (mut tx, one) = self.begin_with(person, id).await?;
        let (now, topic) = (self.desk.now(), topic(id)?);
        let messages = outbox::again(&mut tx, &topic, now).await?;
        webhooks::rest(&mut tx, id, 0, Timestamp::from_micros(0)).await?;
        let mut detail = host(&one);
        detail["messages"] = messages.into();
        note(tx, person, "webhook.retried", &detail, now).await?;
        Ok(messages)
    }

    fn address(&self, url: &str) -> Result<Url, WebhookProblem> {
        let url = url.trim();
        let url = Some(url).filter(|url| url.len() <= MOST_URL).and_then(|url| Url::parse(url).ok());
        let url = url.ok_or(WebhookProblem::Address)?;
        // What is sent is public and signed, and the secret is not in it: http is taken too.
        check_url(&url, &Reach::public()).map(|()| url).map_err(|_| WebhookProblem::Address)
    }

    /// A unit of work of somebody who may change the desk's settings.
    async fn begin(&self, person: &Person) -> Result<Tx, WebhookProblem> {
        let mut tx = self.desk.db.begin().await?;
        match barred_from_settings(&mut tx, person, self.desk.now()).await? {
            Some(Barred::NotAllowed) => Err(WebhookProblem::NotAllowed),
            Some(Barred::NotFresh) => Err(WebhookProblem::NotFresh),
            None => Ok(tx),
        }
    }

    async fn begin_with(&self, person: &Person, id: WebhookId) -> Result<(Tx, Receiver), WebhookProblem> {
        let mut tx = self.begin(person).await?;
        let one = webhooks::get(&mut tx, id).await?.ok_or(StoreError::Missing { what: "webhook" })?;
        Ok((tx, one))
    }
}

async fn note(
    mut tx: Tx,
    person: &Person,
    act: &'static str,
    detail: &serde_json::Value,
    now: Timestamp,
) -> Result<(), WebhookProblem> {
    audit::append(&mut tx, &[person.editor.id], crate::act(act)?, AuditObject::Desk, detail, now).await?;
    Ok(tx.commit().await?)
}

/// What the trail says of a receiver: never its address, which may hold a secret of its own.
fn host(one: &Receiver) -> serde_json::Value {
    serde_json::json!({"host": host_of(one)})
}

fn host_of(one: &Receiver) -> Option<String> {
    Url::parse(&one.url).ok()?.host_str().map(str::to_owned)
}

fn events(words: &str) -> Vec<WebhookKind> {
    words.split(' ').filter_map(WebhookKind::parse).collect()
}

/// The topic of a receiver's messages.
fn topic(id: WebhookId) -> Result<JobKind, StoreError> {
    JobKind::parse(&format!("{TOPIC}{}", id.as_uuid().simple())).ok_or(StoreError::Missing { what: "topic" })
}
