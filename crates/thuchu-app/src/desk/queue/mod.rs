//! The queue: what waits for an answer, and what editors do with it. Rules of states stand in `thuchu-model`; every act
//! names the revision that its editor read, is written down so that it can be undone, and is audited, in one unit of work.

mod act;
mod answer;
mod end;
mod group;
mod look;
#[cfg(test)]
mod tests;
mod undo;
mod views;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use thuchu_model::{
    Act, ActId, AuditObject, CheckId, ClusterId, Day, Editor, EditorId, MessageId, Timestamp, Topic, may,
};
use thuchu_store::queue::Moved;
use thuchu_store::{Source, StoreError, Tx, audit, editors, queue};

use crate::Desk;

pub use answer::GRACE_SECONDS;
pub use look::{Asked, Colleague, InList, Opened, PAGE, Page, Shows, Words};
pub use thuchu_store::queue::{ActDone, Assigned, Filter, Listed, MOST_COUNTED, Order, Place, SavedView, Shelf, Tally};
pub use views::Verdict;

/// Characters of the desk's own words for a cluster: a claim, not an essay.
pub const LONGEST_WORDING: usize = 300;
/// Characters of the name of a view.
pub const LONGEST_NAME: usize = 60;

/// A cluster, and the revision of it that an editor looked at.
pub type At = (ClusterId, u32);

/// Told of what changes which messages belong together, after it is stored: the groups in memory follow. Nothing here
/// may fail; the store is the truth.
pub trait Regroup: Send + Sync {
    /// All messages of one cluster belong to another now.
    fn merged(&self, from: ClusterId, into: ClusterId);
    /// These messages belong to another cluster now.
    fn moved(&self, messages: &[MessageId], to: ClusterId);
    /// The messages of this cluster are gone.
    fn gone(&self, cluster: ClusterId);
}

/// Why something stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// The role does not allow it, or not any more.
    #[error("the role does not allow this")]
    NotAllowed,
    /// It is not there, or not yet shown.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// Somebody else was first.
    #[error("somebody else changed it meanwhile")]
    Meanwhile,
    /// Only the last act on a cluster is undone.
    #[error("it was followed by another act")]
    NotLast,
    /// What was done cannot be taken back any more: answers are on their way, messages are gone.
    #[error("it cannot be undone any more")]
    TooLate,
    /// Nothing would change.
    #[error("nothing would change")]
    Same,
    /// A text is empty or too long.
    #[error("the text is empty or too long")]
    Text,
    /// A part is split off, not nothing and not everything.
    #[error("some wordings must go and some must stay")]
    Split,
    /// A review is being written for it.
    #[error("a review is being written for it")]
    HasReview,
    /// Only a published check answers.
    #[error("the check is not published")]
    NotPublished,
    /// The store refused.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for QueueError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } => Self::Meanwhile,
            other => Self::Store(other),
        }
    }
}

impl QueueError {
    /// Whether the same may succeed in a moment.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }

    /// The stable code, for programs and the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "queue.not_allowed",
            Self::Missing(_) => "queue.missing",
            Self::Meanwhile => "queue.meanwhile",
            Self::NotLast => "queue.not_last",
            Self::TooLate => "queue.too_late",
            Self::Same => "queue.same",
            Self::Text => "queue.text",
            Self::Split => "queue.split",
            Self::HasReview => "queue.has_review",
            Self::NotPublished => "queue.not_published",
            Self::Store(error) => error.code(),
        }
    }
}

/// What was done, as it is kept to be shown and undone. Nothing of it is audited.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Doing {
    /// Somebody took it.
    Taken {
        /// Who had it before.
        was: Option<EditorId>,
    },
    /// It was given to somebody, or back.
    Assigned {
        /// Who had it.
        was: Option<EditorId>,
        /// Who has it.
        to: Option<EditorId>,
    },
    /// It is to be done until another day.
    Due {
        /// The day before.
        was: Option<Day>,
    },
    /// It is about something else.
    Topic {
        /// The topic before.
        was: Option<Topic>,
    },
    /// It has other words of the desk.
    Worded {
        /// The words before.
        was: Option<String>,
    },
    /// Another cluster was merged into it.
    Merged {
        /// Which one.
        from: ClusterId,
        /// What came with it.
        moved: Moved,
    },
    /// A part was split off.
    Split {
        /// The new cluster.
        to: ClusterId,
        /// What went there.
        moved: Moved,
    },
    /// It was answered by a check.
    Attached {
        /// Which one.
        check: CheckId,
        /// Its version.
        version: u32,
        /// Who was to be told.
        owed: Vec<thuchu_model::AnswerOwedId>,
    },
    /// It was closed, and its messages are gone.
    #[serde(other)]
    Closed,
}

impl Doing {
    const fn name(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "taken",
            Self::Assigned { .. } => "assigned",
            Self::Due { .. } => "due",
            Self::Topic { .. } => "topic",
            Self::Worded { .. } => "worded",
            Self::Merged { .. } => "merged",
            Self::Split { .. } => "split",
            Self::Attached { .. } => "attached",
            Self::Closed => "closed",
        }
    }
}

/// The steps of the queue. One for a process.
pub struct Queue {
    desk: Desk,
    regroup: OnceLock<Arc<dyn Regroup>>,
    /// What each reader opened last, so that looking at the same page again is not another opening.
    opened: Mutex<HashMap<EditorId, (ClusterId, Timestamp)>>,
}

impl Queue {
    /// Of this desk.
    #[must_use]
    pub fn new(desk: Desk) -> Self {
        Self { desk, regroup: OnceLock::new(), opened: Mutex::default() }
    }

    /// Names who follows what changes of groups. The first one stays.
    pub fn followed_by(&self, regroup: Arc<dyn Regroup>) {
        let _first_stays = self.regroup.set(regroup);
    }

    fn tell(&self, of: impl FnOnce(&dyn Regroup)) {
        if let Some(regroup) = self.regroup.get() {
            of(&**regroup);
        }
    }

    /// Writes down what was done and audits it; gives the name by which it is undone.
    async fn note(
        &self,
        tx: &mut Tx,
        by: EditorId,
        cluster: ClusterId,
        doing: &Doing,
        (act, detail): (&'static str, serde_json::Value),
    ) -> Result<ActId, QueueError> {
        let (id, now) = (ActId::random(&*self.desk.chance), self.desk.now());
        let kept = serde_json::to_string(doing).map_err(|error| StoreError::Database(error.to_string()))?;
        queue::note(tx, id, cluster, (doing.name(), &kept), by, now).await?;
        audit::append(tx, &[by], crate::act(act)?, AuditObject::Cluster(cluster), &detail, now).await?;
        Ok(id)
    }
}

/// The editor as they are at this moment, if they may do this.
async fn acting(from: &mut impl Source, by: EditorId, act: Act) -> Result<Editor, QueueError> {
    let editor = editors::get(from, by).await?.ok_or(QueueError::Missing("editor"))?;
    if editor.active && may(editor.role, act) { Ok(editor) } else { Err(QueueError::NotAllowed) }
}

/// A cluster that a batch has shown.
async fn shown(from: &mut impl Source, id: ClusterId) -> Result<Listed, QueueError> {
    queue::one(from, id).await?.ok_or(QueueError::Missing("cluster"))
}
