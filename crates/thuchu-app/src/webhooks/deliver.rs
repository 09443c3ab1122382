//! Telling receivers: one lane for each, so that one who is slow or gone holds up nobody else.
//!
//! A row of the outbox is claimed for a while under a fencing number, signed anew at every try, and done when the receiver
//! answers with 2xx. Between that answer and the moment it is written down lies the only gap: a kill just there sends the
//! message once more, under the same name. After a failure the whole lane rests, twice as long each time and a little
//! longer by chance, or as long as the receiver asks for; after [`MOST_TRIES`] a message is given up, and stays for an admin to
//! try again.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use thuchu_fetch::{HeaderMap, Url};
use thuchu_formats::{WebhookCheck, WebhookEvent, WebhookKind, WebhookSecret};
use thuchu_model::desk_settings::CC_BY;
use thuchu_model::{CheckId, Outbox, OutboxId, Timestamp, WebhookId};
use thuchu_store::checks;
use thuchu_store::sealing::{Opened, place};
use thuchu_store::webhooks::{self, Receiver, Try};
use thuchu_store::{StoreError, outbox};

use super::queue::Waiting;
use super::{TOPIC, Webhooks, topic};

/// How long one try is ours: longer than the receiver may take.
const LEASE_SECONDS: i64 = 45;
/// Seconds a lane rests after the first failure.
const FIRST_REST: i64 = 30;
/// Seconds it rests at most.
const LONGEST_REST: i64 = 6 * 3_600;
/// Seconds that a receiver may ask for.
const LONGEST_ASKED: i64 = 24 * 3_600;
/// Tries of one message: with the rests between them some two days.
pub(super) const MOST_TRIES: u32 = 18;

/// What became of one look at a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Nothing is due, or the receiver is left alone.
    Nothing,
    /// It was told.
    Told,
    /// There was nothing to tell any more.
    Dropped,
    /// It is tried again later.
    PutOff,
    /// It will not be tried again by itself.
    GivenUp,
}

impl Webhooks {
    /// Tells for ever, looking `every` so often whether something is due.
    pub async fn run(self: Arc<Self>, every: Duration) {
        loop {
            if let Err(error) = self.look().await {
                tracing::warn!(code = error.code(), "receivers of webhooks are not told");
            }
            tokio::time::sleep(every).await;
        }
    }

    /// Begins a lane for every receiver that something is due for and that has none.
    async fn look(self: &Arc<Self>) -> Result<(), StoreError> {
        let due = outbox::due_topics(&mut self.desk.db.read(), TOPIC, self.desk.now()).await?;
        for id in due.iter().filter_map(|topic| WebhookId::parse(topic.as_str().strip_prefix(TOPIC)?)) {
            if !self.lanes.lock().unwrap_or_else(PoisonError::into_inner).insert(id) {
                continue;
            }
            let webhooks = self.clone();
            tokio::spawn(async move {
                loop {
                    match webhooks.step(id).await {
                        Ok(Did::Told | Did::Dropped) => {}
                        Ok(Did::Nothing | Did::PutOff | Did::GivenUp) => break,
                        Err(error) => {
                            tracing::warn!(code = error.code(), "a receiver of webhooks is not told");
                            break;
                        }
                    }
                }
                webhooks.lanes.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            });
        }
        Ok(())
    }

    /// Takes one message that is due for a receiver, if there is one, and does what can be done about it.
    ///
    /// # Errors
    /// When the store does not answer; the message is then due again after its lease.
    pub async fn step(&self, id: WebhookId) -> Result<Did, StoreError> {
        let now = self.desk.now();
        let Some(receiver) = webhooks::get(&mut self.desk.db.read(), id).await? else { return Ok(Did::Nothing) };
        let Some(fetcher) = self.fetcher.as_ref().filter(|_| receiver.active && receiver.rest_until <= now) else {
            return Ok(Did::Nothing);
        };
        let Some(row) = outbox::claim(&self.desk.db, &topic(id)?, now, LEASE_SECONDS).await? else {
            return Ok(Did::Nothing);
        };
        let Ok(waiting) = serde_json::from_str::<Waiting>(&row.payload) else {
            return self.end(&receiver, &row, None, (None, Some("webhook.payload"))).await;
        };
        let Some(event) = self.event(&waiting).await? else {
            let mut tx = self.desk.db.begin().await?;
            outbox::delivered(&mut tx, &row, now).await?;
            tx.commit().await?;
            return Ok(Did::Dropped);
        };
        let secret = match self.desk.keys.open(&receiver.secret, &place("webhook", id))? {
            Opened::Bytes(bytes) => WebhookSecret::new(bytes),
            Opened::Lost | Opened::Damaged => None,
        };
        let (Some(secret), Ok(url)) = (secret, Url::parse(&receiver.url)) else {
            return self.end(&receiver, &row, Some(waiting.kind), (None, Some("webhook.key_lost"))).await;
        };
        let body = event.body();
        let signed = secret.sign(&message(&row), self.desk.now(), &body);
        let headers = [
            ("content-type", "application/json"),
            ("webhook-id", &signed.id),
            ("webhook-timestamp", &signed.timestamp),
            ("webhook-signature", &signed.signature),
        ];
        match fetcher.post_signed(&url, &headers, body.into()).await {
            Ok(answer) if (200..300).contains(&answer.status) => {
                self.told(&receiver, &row, waiting.kind, answer.status).await
            }
            // The receiver wants no more (RFC 9110 §15.5.11): an admin decides.
            Ok(answer) if answer.status == 410 => {
                self.end(&receiver, &row, Some(waiting.kind), (Some(answer.status), Some("webhook.gone"))).await
            }
            Ok(answer) => {
                let asked = retry_after(&answer.headers, self.desk.now());
                self.failed(&receiver, &row, waiting.kind, (Some(answer.status), "webhook.status", asked)).await
            }
            Err(error) => self.failed(&receiver, &row, waiting.kind, (None, error.code(), None)).await,
        }
    }

    /// What a message says, read from the version that it names. `None`: the check no longer stands, and that is told by a
    /// message of its own.
    async fn event(&self, waiting: &Waiting) -> Result<Option<WebhookEvent>, StoreError> {
        let at = Timestamp::from_micros(waiting.at);
        let base = self.public_url.as_deref().unwrap_or_default();
        let Some(id) = waiting.check else {
            let check = WebhookCheck {
                id: CheckId::from_bytes([0; 16]),
                version: 1,
                url: format!("{base}/"),
                language: "vi".to_owned(),
                claim: "Đây là tin thử, không phải bài kiểm chứng.".to_owned(),
                rating: String::new(),
                note: None,
                licence: CC_BY.to_owned(),
            };
            return Ok(Some(WebhookEvent::new(WebhookKind::Test, at, check)));
        };
        let mut read = self.desk.db.read();
        let Some(stored) = checks::find(&mut read, &[id]).await?.pop() else { return Ok(None) };
        if waiting.kind != WebhookKind::Withdrawn && !stored.check.state.is_live() {
            return Ok(None);
        }
        let content = match checks::version(&mut read, id, waiting.version).await? {
            Some(version) => version.content,
            None => stored.check.content,
        };
        let claim = content.claims.first();
        let speaks = if content.lang.primary() == "en" { "en" } else { "vi" };
        let check = WebhookCheck {
            id,
            version: waiting.version,
            url: format!("{base}/{speaks}/c/{}", stored.check.public_id),
            language: content.lang.as_str().to_owned(),
            claim: claim.map(|claim| claim.text.as_str().to_owned()).unwrap_or_default(),
            rating: content.rating.label.clone(),
            note: waiting.note.clone(),
            licence: content.licence.clone().unwrap_or_default(),
        };
        Ok(Some(WebhookEvent::new(waiting.kind, at, check)))
    }

    async fn told(&self, receiver: &Receiver, row: &Outbox, kind: WebhookKind, status: u16) -> Result<Did, StoreError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        outbox::delivered(&mut tx, row, now).await?;
        webhooks::rest(&mut tx, receiver.id, 0, Timestamp::from_micros(0)).await?;
        let id = OutboxId::new(now, &*self.desk.chance);
        webhooks::tried(&mut tx, id, receiver.id, &tried(row, kind, now, (Some(status), None))).await?;
        tx.commit().await?;
        Ok(Did::Told)
    }

    /// Puts a message off and lets the lane rest; after too many tries gives it up.
    async fn failed(
        &self,
        receiver: &Receiver,
        row: &Outbox,
        kind: WebhookKind,
        (status, problem, asked): (Option<u16>, &'static str, Option<i64>),
    ) -> Result<Did, StoreError> {
        let mut jitter = [0];
        self.desk.chance.fill(&mut jitter);
        let failures = receiver.failures.saturating_add(1);
        let rest = rest(failures, jitter[0]).max(asked.unwrap_or(0));
        let now = self.desk.now();
        let until = now.plus_seconds(rest);
        let mut tx = self.desk.db.begin().await?;
        let gives_up = row.attempt >= MOST_TRIES;
        if gives_up {
            outbox::give_up(&mut tx, row, problem).await?;
        } else {
            outbox::give_back(&mut tx, row, until, problem).await?;
        }
        webhooks::rest(&mut tx, receiver.id, failures, until).await?;
        let id = OutboxId::new(now, &*self.desk.chance);
        webhooks::tried(&mut tx, id, receiver.id, &tried(row, kind, now, (status, Some(problem)))).await?;
        tx.commit().await?;
        tracing::info!(code = problem, attempt = row.attempt, "a receiver of webhooks was not told");
        Ok(if gives_up { Did::GivenUp } else { Did::PutOff })
    }

    /// Gives a message up at once; a receiver that wants no more is paused.
    async fn end(
        &self,
        receiver: &Receiver,
        row: &Outbox,
        kind: Option<WebhookKind>,
        (status, problem): (Option<u16>, Option<&'static str>),
    ) -> Result<Did, StoreError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        outbox::give_up(&mut tx, row, problem.unwrap_or_default()).await?;
        if status.is_some() {
            webhooks::set_active(&mut tx, receiver.id, false).await?;
        }
        let id = OutboxId::new(now, &*self.desk.chance);
        let kind = kind.unwrap_or(WebhookKind::Test);
        webhooks::tried(&mut tx, id, receiver.id, &tried(row, kind, now, (status, problem))).await?;
        tx.commit().await?;
        tracing::warn!(code = problem, "a message to a receiver of webhooks is given up");
        Ok(Did::GivenUp)
    }
}

/// The name of a message: the same at every try, so that a receiver does nothing twice.
fn message(row: &Outbox) -> String {
    format!("msg_{}", row.id.as_uuid().simple())
}

fn tried(row: &Outbox, kind: WebhookKind, at: Timestamp, (status, problem): (Option<u16>, Option<&str>)) -> Try {
    Try {
        message: message(row),
        event: kind.as_str().to_owned(),
        at,
        attempt: row.attempt,
        status: status.map(u32::from),
        problem: problem.map(str::to_owned),
    }
}

/// Seconds that a lane rests after so many failures in a row: doubled each time, and by chance up to a quarter more.
pub(super) fn rest(failures: u32, jitter: u8) -> i64 {
    let wait = FIRST_REST.saturating_mul(2_i64.saturating_pow(failures.saturating_sub(1))).min(LONGEST_REST);
    wait + wait * i64::from(jitter) / 1_024
}

/// The seconds that an answer asks for (RFC 9110 §10.2.3): a number, or the date of an HTTP header.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<i64> {
    let said = headers.get("retry-after")?.to_str().ok()?.trim();
    let seconds = said.parse::<i64>().ok().or_else(|| {
        let at = jiff::fmt::rfc2822::parse(said).ok()?.timestamp();
        Some((at.as_microsecond() - now.micros()).div_euclid(1_000_000) + 1)
    })?;
    (seconds > 0).then(|| seconds.min(LONGEST_ASKED))
}
