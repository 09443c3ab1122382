//! How a cluster ends without a review: answered by a check that exists, not checkable, removed at once.

use serde_json::json;
use thuchu_model::{Act, ActId, CheckState, ClosingReason, ClusterState, EditorId, PublicId};
use thuchu_store::sealing::month_of;
use thuchu_store::{checks, queue};

use super::{At, Doing, Queue, QueueError, acting, answer};

impl Queue {
    /// Answers a cluster by a published check: whoever waits is told, after [`super::GRACE_SECONDS`].
    ///
    /// # Errors
    /// [`QueueError::Missing`] and [`QueueError::NotPublished`] about the check.
    pub async fn attach(&self, by: EditorId, at: At, check: PublicId) -> Result<ActId, QueueError> {
        let (mut tx, _) = self.begin(by, at).await?;
        acting(&mut tx, by, Act::CloseCluster).await?;
        let check = checks::by_public_id(&mut tx, check).await?.ok_or(QueueError::Missing("check"))?.check;
        if !matches!(check.state, CheckState::Published) {
            return Err(QueueError::NotPublished);
        }
        queue::attach(&mut tx, at, check.id, self.desk.now()).await?;
        let owed = answer::answered(&mut tx, &self.desk, at.0, (check.id, check.version)).await?;
        let doing = Doing::Attached { check: check.id, version: check.version, owed };
        self.done(tx, by, at, doing, ("cluster.attached", json!({"check": check.id}))).await
    }

    /// Closes a cluster that cannot be checked. Its messages and pictures are gone at once, from the files of the store
    /// too; receipts stay and say so. Cannot be undone.
    ///
    /// # Errors
    /// As [`Queue::attach`].
    pub async fn close(&self, by: EditorId, at: At, reason: ClosingReason) -> Result<ActId, QueueError> {
        self.end(by, at, ClusterState::NotCheckable, reason).await
    }

    /// Removes what is illegal or dangerous: as [`Queue::close`], and the same wordings and pictures are not taken again.
    ///
    /// # Errors
    /// As [`Queue::attach`].
    pub async fn remove(&self, by: EditorId, at: At) -> Result<ActId, QueueError> {
        self.end(by, at, ClusterState::Removed, ClosingReason::Illegal).await
    }

    async fn end(&self, by: EditorId, at: At, state: ClusterState, reason: ClosingReason) -> Result<ActId, QueueError> {
        let (mut tx, cluster) = self.begin(by, at).await?;
        acting(&mut tx, by, Act::CloseCluster).await?;
        if cluster.review.is_some() {
            return Err(QueueError::HasReview);
        }
        let act = if state == ClusterState::Removed {
            queue::block(&mut tx, at.0, self.desk.today()).await?;
            "cluster.removed"
        } else {
            "cluster.closed"
        };
        let month = month_of(self.desk.now());
        let messages = queue::close(&mut tx, at, (state, reason), &month).await?;
        crate::answer::cluster_closed(&mut tx, &self.desk, at.0, reason, self.desk.now()).await?;
        let detail = json!({"reason": reason, "messages": messages});
        let id = self.done(tx, by, at, Doing::Closed, (act, detail)).await?;
        self.tell(|regroup| regroup.gone(at.0));
        // The rows are overwritten; the log that still held them is cut.
        if self.desk.db.checkpoint().await? {
            tracing::warn!("somebody reads for long: deleted texts stay in the log of the store until they end");
        }
        Ok(id)
    }
}
