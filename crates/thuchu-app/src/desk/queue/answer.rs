//! Telling those who wait, in the unit of work of its cause: receipts are answered, and one delivery for each address
//! waits in the outbox.

use serde_json::json;
use thuchu_model::{AnswerOwedId, CheckId, ClosingReason, ClusterId, Effect, JobKind};
use thuchu_store::{StoreError, Tx, outbox, queue};

use crate::Desk;

/// An answer by an existing check waits so long before it leaves: until then it can be taken back.
pub const GRACE_SECONDS: i64 = 60;

/// The topic of deliveries.
const TOPIC: &str = "answer.deliver";

/// Whoever waits for this cluster gets this version of a check. Says who that is.
pub(super) async fn answered(
    tx: &mut Tx,
    desk: &Desk,
    cluster: ClusterId,
    (check, version): (CheckId, u32),
) -> Result<Vec<AnswerOwedId>, StoreError> {
    let now = desk.now();
    let owed = queue::owed_for(tx, cluster, desk.day_of(now)).await?;
    for id in &owed {
        let payload = json!({"owed": id, "check": check, "version": version, "kind": "answer"});
        put(tx, desk, &payload, &effect(*id, version, "version"), now.plus_seconds(GRACE_SECONDS)).await?;
    }
    Ok(owed)
}

/// Whoever waits for this cluster is told that it cannot be checked.
pub(super) async fn closed(
    tx: &mut Tx,
    desk: &Desk,
    cluster: ClusterId,
    reason: ClosingReason,
) -> Result<(), StoreError> {
    let now = desk.now();
    for id in queue::owed_for(tx, cluster, desk.day_of(now)).await? {
        let payload = json!({"owed": id, "version": 0, "kind": "not_checkable", "reason": reason});
        put(tx, desk, &payload, &effect(id, 0, "closed"), now).await?;
    }
    Ok(())
}

/// Takes answers back that have not left. Whether none has.
pub(super) async fn unanswer(tx: &mut Tx, owed: &[AnswerOwedId], version: u32) -> Result<bool, StoreError> {
    for id in owed {
        if !queue::unowe(tx, *id, &effect(*id, version, "version")).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn effect(owed: AnswerOwedId, version: u32, kind: &str) -> String {
    format!("answer {owed} {version} {kind}")
}

async fn put(
    tx: &mut Tx,
    desk: &Desk,
    payload: &serde_json::Value,
    effect: &str,
    due: thuchu_model::Timestamp,
) -> Result<(), StoreError> {
    let topic = JobKind::parse(TOPIC).ok_or(StoreError::Missing { what: "topic" })?;
    let effect = Effect::parse(effect).ok_or(StoreError::Missing { what: "effect" })?;
    outbox::put(tx, &topic, &payload.to_string(), &effect, due, &*desk.chance).await.map(drop)
}
