//! What publishing says to those who asked. Here answers are queued, in the unit of work of their cause, one for each
//! address and version; what they say is made when they are delivered, so nobody is sent what no longer stands.
//!
//! Receipts need no telling: they show the check as it is.

mod load;
#[cfg(test)]
pub(crate) mod tests;
mod words;

use serde::{Deserialize, Serialize};
use thuchu_model::{AnswerOwedId, ChangeKind, Check, CheckId, ClosingReason, ClusterId, Effect, JobKind, Timestamp};
use thuchu_store::{StoreError, Tx, answers, outbox};

use crate::Desk;

pub use load::{Answer, Loaded, load, told};
pub use words::{Said, Text, words};

/// The topic of deliveries in the outbox.
pub const TOPIC: &str = "answer.deliver";

/// Days after an answer during which a correction is told to everybody who got it: as long as the address is kept.
const TOLD_DAYS: i64 = 7;

/// One delivery, as it waits in the outbox. No address, no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliver {
    /// To whom.
    pub owed: AnswerOwedId,
    /// Of which check; none where nothing could be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckId>,
    /// The version that caused it, 0 without a check.
    pub version: u32,
    /// What it says.
    pub kind: Kind,
    /// Why nothing could be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ClosingReason>,
}

/// What a delivery says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The answer.
    Answer,
    /// What was answered was wrong.
    Correction,
    /// Something was added to what was answered.
    Update,
    /// What was answered no longer stands.
    Withdrawn,
    /// The question cannot be checked.
    NotCheckable,
}

impl Kind {
    /// The word in the effect's name.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Answer | Self::Correction | Self::Update => "version",
            Self::Withdrawn => "withdrawn",
            Self::NotCheckable => "closed",
        }
    }
}

/// Answers an open cluster with a published check: the cluster and its receipts are answered, and one delivery waits for
/// each address.
///
/// # Errors
/// A conflict when the cluster is not open.
pub async fn cluster_answered(
    tx: &mut Tx,
    desk: &Desk,
    cluster: ClusterId,
    check: &Check,
    now: Timestamp,
) -> Result<(), StoreError> {
    answers::answer_cluster(tx, cluster, check.id, now).await?;
    answered_already(tx, desk, cluster, check, now).await
}

/// Tells whoever waits for a cluster that is closed as not checkable; its receipts are closed too.
///
/// # Errors
/// When the store refuses.
pub async fn cluster_closed(
    tx: &mut Tx,
    desk: &Desk,
    cluster: ClusterId,
    reason: ClosingReason,
    now: Timestamp,
) -> Result<(), StoreError> {
    let day = desk.day_of(now);
    answers::close_receipts(tx, cluster, day).await?;
    for owed in answers::take_owed(tx, cluster, day).await? {
        let delivery = Deliver { owed, check: None, version: 0, kind: Kind::NotCheckable, reason: Some(reason) };
        queue(tx, desk, &delivery, now).await?;
    }
    Ok(())
}

/// Answers what waits in a cluster that is answered already: for a message that came later.
///
/// # Errors
/// When the store refuses.
pub async fn answered_already(
    tx: &mut Tx,
    desk: &Desk,
    cluster: ClusterId,
    check: &Check,
    now: Timestamp,
) -> Result<(), StoreError> {
    let day = desk.day_of(now);
    answers::close_receipts(tx, cluster, day).await?;
    for owed in answers::take_owed(tx, cluster, day).await? {
        queue(tx, desk, &of(owed, check, Kind::Answer), now).await?;
    }
    Ok(())
}

/// Tells of a further version, once: of a correction everybody whose address is still kept from its answer, of an
/// addition those who asked to be told of changes (TRUST R57).
///
/// # Errors
/// When the store refuses.
pub async fn changed(
    tx: &mut Tx,
    desk: &Desk,
    check: &Check,
    kind: ChangeKind,
    now: Timestamp,
) -> Result<(), StoreError> {
    let recent = desk.day_of(now).plus_days(-TOLD_DAYS);
    let (kind, recent) = match kind {
        ChangeKind::Correction => (Kind::Correction, Some(recent)),
        ChangeKind::Update => (Kind::Update, None),
    };
    for owed in answers::to_tell(tx, check.id, recent).await? {
        queue(tx, desk, &of(owed, check, kind), now).await?;
    }
    Ok(())
}

/// Tells whoever got the answer of a check that it no longer stands, once.
///
/// # Errors
/// When the store refuses.
pub async fn withdrawn(tx: &mut Tx, desk: &Desk, check: &Check, now: Timestamp) -> Result<(), StoreError> {
    let recent = desk.day_of(now).plus_days(-TOLD_DAYS);
    for owed in answers::to_tell(tx, check.id, Some(recent)).await? {
        queue(tx, desk, &of(owed, check, Kind::Withdrawn), now).await?;
    }
    Ok(())
}

const fn of(owed: AnswerOwedId, check: &Check, kind: Kind) -> Deliver {
    Deliver { owed, check: Some(check.id), version: check.version, kind, reason: None }
}

impl Deliver {
    /// Tells this from anything else that is delivered to the same address.
    #[must_use]
    pub fn name(&self, version: u32) -> String {
        format!("{}.{version}", self.kind.as_str())
    }
}

/// One effect for each address and version, so nothing waits or happens twice.
async fn queue(tx: &mut Tx, desk: &Desk, delivery: &Deliver, now: Timestamp) -> Result<(), StoreError> {
    queue_at(tx, desk, delivery, now).await
}

/// The same, to leave at this instant: until then it can be taken back by its [`effect`].
pub(crate) async fn queue_at(tx: &mut Tx, desk: &Desk, delivery: &Deliver, due: Timestamp) -> Result<(), StoreError> {
    let topic = JobKind::parse(TOPIC).ok_or(StoreError::Missing { what: "topic" })?;
    let effect = Effect::parse(&effect(delivery)).ok_or(StoreError::Missing { what: "effect" })?;
    let payload = serde_json::to_string(delivery).map_err(|error| StoreError::Database(error.to_string()))?;
    outbox::put(tx, &topic, &payload, &effect, due, &*desk.chance).await.map(drop)
}

/// The name of what a delivery does, once.
pub(crate) fn effect(delivery: &Deliver) -> String {
    format!("answer {} {} {}", delivery.owed, delivery.version, delivery.kind.as_str())
}
