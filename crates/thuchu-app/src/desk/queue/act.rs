//! Acts on one cluster that change nothing about its messages: take, assign, due, topic, words.

use serde_json::json;
use thuchu_model::{Act, ActId, Cluster, ClusterWording, Day, EditorId, Topic, may};
use thuchu_store::{Tx, editors, queue};

use super::{At, Doing, LONGEST_WORDING, Queue, QueueError, acting, shown};

impl Queue {
    /// Takes a cluster.
    ///
    /// # Errors
    /// [`QueueError::Same`] when one has it already; [`QueueError::Meanwhile`] when somebody changed it.
    pub async fn take(&self, by: EditorId, at: At) -> Result<ActId, QueueError> {
        let (mut tx, cluster) = self.begin(by, at).await?;
        let was = cluster.assignee;
        if was == Some(by) {
            return Err(QueueError::Same);
        }
        queue::take(&mut tx, at, by, self.desk.now()).await?;
        self.done(tx, by, at, Doing::Taken { was }, ("cluster.taken", json!({}))).await
    }

    /// Gives a cluster to somebody who may work on it, or back to nobody.
    ///
    /// # Errors
    /// [`QueueError::Missing`] for somebody who is not there or may not; else as [`Queue::take`].
    pub async fn assign(&self, by: EditorId, at: At, to: Option<EditorId>) -> Result<ActId, QueueError> {
        let (mut tx, cluster) = self.begin(by, at).await?;
        if let Some(to) = to {
            let editor = editors::get(&mut tx, to).await?;
            editor.filter(|to| to.active && may(to.role, Act::Triage)).ok_or(QueueError::Missing("editor"))?;
        }
        let was = cluster.assignee;
        if was == to {
            return Err(QueueError::Same);
        }
        queue::assign(&mut tx, at, to).await?;
        self.done(tx, by, at, Doing::Assigned { was, to }, ("cluster.assigned", json!({"to": to}))).await
    }

    /// Sets the day until which it should be done, or none.
    ///
    /// # Errors
    /// As [`Queue::take`].
    pub async fn set_due(&self, by: EditorId, at: At, due: Option<Day>) -> Result<ActId, QueueError> {
        let (mut tx, cluster) = self.begin(by, at).await?;
        if cluster.due == due {
            return Err(QueueError::Same);
        }
        queue::set_due(&mut tx, at, due).await?;
        let detail = json!({"due": due.map(|day| day.to_string())});
        self.done(tx, by, at, Doing::Due { was: cluster.due }, ("cluster.due", detail)).await
    }

    /// Says what it is about, or takes that back.
    ///
    /// # Errors
    /// As [`Queue::take`].
    pub async fn set_topic(&self, by: EditorId, at: At, topic: Option<Topic>) -> Result<ActId, QueueError> {
        let (mut tx, cluster) = self.begin(by, at).await?;
        if cluster.topic == topic {
            return Err(QueueError::Same);
        }
        queue::set_topic(&mut tx, at, topic).await?;
        self.done(tx, by, at, Doing::Topic { was: cluster.topic }, ("cluster.topic", json!({"topic": topic}))).await
    }

    /// Gives it the desk's own words, by which it can be searched; empty takes them back.
    ///
    /// # Errors
    /// [`QueueError::Text`] when they are too long; else as [`Queue::take`].
    pub async fn set_wording(&self, by: EditorId, at: At, words: &str) -> Result<ActId, QueueError> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > LONGEST_WORDING {
            return Err(QueueError::Text);
        }
        let words = Some(words).filter(|words| !words.is_empty());
        let (mut tx, cluster) = self.begin(by, at).await?;
        let was = match cluster.wording {
            ClusterWording::Own(was) => Some(was),
            ClusterWording::Of(_) | ClusterWording::Gone => None,
        };
        if was == words {
            return Err(QueueError::Same);
        }
        queue::set_wording(&mut tx, at, words.as_deref()).await?;
        self.done(tx, by, at, Doing::Worded { was }, ("cluster.worded", json!({}))).await
    }

    /// Begins a unit of work on a cluster that is as the editor saw it.
    pub(super) async fn begin(&self, by: EditorId, at: At) -> Result<(Tx, Cluster), QueueError> {
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::Triage).await?;
        let cluster = shown(&mut tx, at.0).await?.cluster;
        if cluster.revision == at.1 { Ok((tx, cluster)) } else { Err(QueueError::Meanwhile) }
    }

    pub(super) async fn done(
        &self,
        mut tx: Tx,
        by: EditorId,
        at: At,
        doing: Doing,
        audited: (&'static str, serde_json::Value),
    ) -> Result<ActId, QueueError> {
        let id = self.note(&mut tx, by, at.0, &doing, audited).await?;
        tx.commit().await?;
        Ok(id)
    }
}
