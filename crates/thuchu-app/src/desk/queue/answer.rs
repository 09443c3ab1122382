//! Telling those who wait when a cluster is attached to a check that is there already: with a moment to take it back.

use thuchu_model::{AnswerOwedId, CheckId, ClusterId};
use thuchu_store::{StoreError, Tx, queue};

use crate::Desk;
use crate::answer::{Deliver, Kind, effect, queue_at};

/// An answer by an existing check waits so long before it leaves: until then it can be taken back.
pub const GRACE_SECONDS: i64 = 60;

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
        queue_at(tx, desk, &delivery(*id, Some(check), version), now.plus_seconds(GRACE_SECONDS)).await?;
    }
    Ok(owed)
}

/// Takes answers back that have not left. Whether none has.
pub(super) async fn unanswer(tx: &mut Tx, owed: &[AnswerOwedId], version: u32) -> Result<bool, StoreError> {
    for id in owed {
        if !queue::unowe(tx, *id, &effect(&delivery(*id, None, version))).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

const fn delivery(owed: AnswerOwedId, check: Option<CheckId>, version: u32) -> Deliver {
    Deliver { owed, check, version, kind: Kind::Answer, reason: None }
}
