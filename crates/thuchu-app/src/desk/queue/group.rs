//! Merging two clusters, and splitting one.

use serde_json::json;
use thuchu_model::{ActId, AnswerOwedId, ClusterId, ClusterState, EditorId, MessageId, Sha256Hash};
use thuchu_store::queue::{self, Moved};
use thuchu_store::sealing::{Opened, place};
use thuchu_store::{StoreError, Tx};

use super::{At, Doing, Queue, QueueError, shown};

/// Days that count as recent, today among them.
pub(super) const RECENT_DAYS: i64 = 7;

/// What is sealed with a receipt or an address, as far as it matters here.
#[derive(serde::Deserialize)]
struct Belongs {
    message: MessageId,
}

impl Queue {
    /// Merges an open cluster into another open one. Both as the editor saw them.
    ///
    /// # Errors
    /// [`QueueError::Same`] for one and the same; [`QueueError::HasReview`] when the one that ends has a review.
    pub async fn merge(&self, by: EditorId, from: At, into: At) -> Result<ActId, QueueError> {
        if from.0 == into.0 {
            return Err(QueueError::Same);
        }
        let (mut tx, _) = self.begin(by, into).await?;
        let ending = shown(&mut tx, from.0).await?.cluster;
        if ending.state != ClusterState::Open || ending.revision != from.1 {
            return Err(QueueError::Meanwhile);
        }
        if ending.review.is_some() {
            return Err(QueueError::HasReview);
        }
        let moved = queue::merge(&mut tx, from, into).await?;
        let doing = Doing::Merged { from: from.0, moved };
        let detail = json!({"from": from.0});
        let id = self.done(tx, by, into, doing, ("cluster.merged", detail)).await?;
        self.tell(|regroup| regroup.merged(from.0, into.0));
        Ok(id)
    }

    /// Splits the messages of some wordings off into a cluster of their own, with whatever waits for them.
    ///
    /// # Errors
    /// [`QueueError::Split`] when none or all would go.
    pub async fn split(&self, by: EditorId, at: At, wordings: &[Sha256Hash]) -> Result<(ActId, ClusterId), QueueError> {
        let (mut tx, _) = self.begin(by, at).await?;
        let to = ClusterId::random(&*self.desk.chance);
        let since = self.desk.today().plus_days(1 - RECENT_DAYS);
        let mut moved = queue::split(&mut tx, at, to, wordings, since).await?.ok_or(QueueError::Split)?;
        self.move_what_waits(&mut tx, at.0, to, &mut moved).await?;
        let messages = moved.messages.clone();
        let id = self.done(tx, by, at, Doing::Split { to, moved }, ("cluster.split", json!({"to": to}))).await?;
        self.tell(|regroup| regroup.moved(&messages, to));
        Ok((id, to))
    }

    /// Receipts and addresses are sealed with the message they belong to, so they are opened to see which go along. What
    /// cannot be opened stays.
    async fn move_what_waits(
        &self,
        tx: &mut Tx,
        from: ClusterId,
        to: ClusterId,
        moved: &mut Moved,
    ) -> Result<(), StoreError> {
        let waiting = queue::waiting_for(tx, from).await?;
        let goes = |sealed: &[u8], place: &[u8]| -> Result<bool, StoreError> {
            let Opened::Bytes(bytes) = self.desk.keys.open(sealed, place)? else { return Ok(false) };
            let belongs = serde_json::from_slice::<Belongs>(&bytes);
            Ok(belongs.is_ok_and(|belongs| moved.messages.contains(&belongs.message)))
        };
        let (mut receipts, mut owed) = (Vec::<Sha256Hash>::new(), Vec::<AnswerOwedId>::new());
        for (code, sealed) in &waiting.receipts {
            if goes(sealed, &place("receipt", code))? {
                receipts.push(*code);
            }
        }
        for (id, sealed) in &waiting.owed {
            if goes(sealed, &place("answer_owed", id))? {
                owed.push(*id);
            }
        }
        queue::move_waiting(tx, (&receipts, &owed), from, to).await?;
        (moved.receipts, moved.owed) = (receipts, owed);
        Ok(())
    }
}
