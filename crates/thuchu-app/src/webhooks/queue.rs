//! What waits to be told: queued in the unit of work that makes it true, so that neither is there without the other.

use serde::{Deserialize, Serialize};
use thuchu_formats::WebhookKind;
use thuchu_model::{Check, CheckId, Effect, Timestamp, WebhookId};
use thuchu_store::{StoreError, Tx, outbox, webhooks};

use super::{events, topic};
use crate::Desk;

/// A message, as it waits. What it says of the check is read when it goes out, from the version that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waiting {
    pub(super) kind: WebhookKind,
    /// `None` of a test.
    pub(super) check: Option<CheckId>,
    pub(super) version: u32,
    /// What was changed, or why it was withdrawn: words for readers.
    pub(super) note: Option<String>,
    /// When it happened, in microseconds.
    pub(super) at: i64,
}

/// Queues an event for every receiver that wants it. Paused receivers get it once they are told again.
pub(crate) async fn queue(
    tx: &mut Tx,
    desk: &Desk,
    kind: WebhookKind,
    check: &Check,
    note: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (version, note) = (check.version, note.map(str::to_owned));
    let waiting = Waiting { kind, check: Some(check.id), version, note, at: now.micros() };
    for receiver in webhooks::all(tx).await? {
        if events(&receiver.events).contains(&kind) {
            let name = format!("webhook.{}.{}.{}.{version}", receiver.id, kind.as_str(), check.id);
            put(tx, desk, receiver.id, &waiting, &name, now).await?;
        }
    }
    Ok(())
}

/// Queues a test.
pub(super) async fn test(tx: &mut Tx, desk: &Desk, receiver: WebhookId) -> Result<(), StoreError> {
    let now = desk.now();
    let waiting = Waiting { kind: WebhookKind::Test, check: None, version: 1, note: None, at: now.micros() };
    let mut by_chance = [0; 8];
    desk.chance.fill(&mut by_chance);
    let name = format!("webhook.{receiver}.test.{:016x}", u64::from_be_bytes(by_chance));
    put(tx, desk, receiver, &waiting, &name, now).await
}

async fn put(
    tx: &mut Tx,
    desk: &Desk,
    receiver: WebhookId,
    waiting: &Waiting,
    name: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let effect = Effect::parse(name).ok_or(StoreError::Missing { what: "effect" })?;
    let payload = serde_json::to_string(waiting).map_err(|error| StoreError::Database(error.to_string()))?;
    outbox::put(tx, &topic(receiver)?, &payload, &effect, now, &*desk.chance).await.map(drop)
}
