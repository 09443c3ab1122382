//! Taking back the last act on a cluster.

use serde_json::json;
use thuchu_model::{Act, ActId, AuditObject, ClusterId, EditorId};
use thuchu_store::{audit, queue};

use super::{Doing, GRACE_SECONDS, Queue, QueueError, acting, answer, shown};

/// Acts that are looked through for the last one that holds.
const MOST_UNDONE: u32 = 50;

impl Queue {
    /// Undoes an act, if it is the last one on its cluster that holds. Gives the cluster.
    ///
    /// # Errors
    /// [`QueueError::NotLast`], and [`QueueError::TooLate`] when messages are gone or answers have left.
    pub async fn undo(&self, by: EditorId, id: ActId) -> Result<ClusterId, QueueError> {
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::Triage).await?;
        let done = queue::act(&mut tx, id).await?.ok_or(QueueError::Missing("act"))?;
        let all = queue::acts(&mut tx, done.cluster, MOST_UNDONE).await?;
        if done.undone || all.iter().find(|act| !act.undone).is_none_or(|last| last.id != id) {
            return Err(QueueError::NotLast);
        }
        let doing: Doing = serde_json::from_str(&done.detail).map_err(|_| QueueError::TooLate)?;
        queue::undo(&mut tx, id).await?;
        let cluster = done.cluster;
        let at = (cluster, shown(&mut tx, cluster).await?.cluster.revision);
        match &doing {
            Doing::Taken { was } | Doing::Assigned { was, .. } => queue::assign(&mut tx, at, *was).await?,
            Doing::Due { was } => queue::set_due(&mut tx, at, *was).await?,
            Doing::Topic { was } => queue::set_topic(&mut tx, at, *was).await?,
            Doing::Worded { was } => queue::set_wording(&mut tx, at, was.as_deref()).await?,
            Doing::Merged { from, moved } => queue::unmerge(&mut tx, *from, cluster, moved).await?,
            Doing::Split { to, .. } => {
                let part = shown(&mut tx, *to).await?.cluster;
                if part.review.is_some() {
                    return Err(QueueError::HasReview);
                }
                queue::merge(&mut tx, (*to, part.revision), at).await?;
            }
            Doing::Attached { check, version, owed } => {
                acting(&mut tx, by, Act::CloseCluster).await?;
                let late = self.desk.now() > done.at.plus_seconds(GRACE_SECONDS);
                if late || !answer::unanswer(&mut tx, owed, *version).await? {
                    return Err(QueueError::TooLate);
                }
                queue::detach(&mut tx, cluster, *check, self.desk.day_of(done.at)).await?;
            }
            Doing::Closed => return Err(QueueError::TooLate),
        }
        let detail = json!({"act": doing.name()});
        let now = self.desk.now();
        let (act, object) = (crate::act("cluster.undone")?, AuditObject::Cluster(cluster));
        audit::append(&mut tx, &[by], act, object, &detail, now).await?;
        tx.commit().await?;
        match &doing {
            Doing::Merged { from, moved } => self.tell(|regroup| regroup.moved(&moved.messages, *from)),
            Doing::Split { to, .. } => self.tell(|regroup| regroup.merged(*to, cluster)),
            _ => {}
        }
        Ok(cluster)
    }
}
