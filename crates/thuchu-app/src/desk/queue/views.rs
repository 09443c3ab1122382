//! What editors keep: views of the queue, and their word on suggestions.

use serde_json::json;
use thuchu_model::{Act, CheckId, EditorId, ViewId};
use thuchu_store::queue::{self, Filter, Judged, SavedView};

use super::{At, LONGEST_NAME, Queue, QueueError, acting, shown};
use crate::matching::ReplyMatch;

/// An editor's word on a suggestion.
pub struct Verdict<'a> {
    /// What was suggested.
    pub suggested: &'a ReplyMatch,
    /// Whether it is the same question.
    pub confirmed: bool,
}

impl Queue {
    /// Keeps a filter under a name.
    ///
    /// # Errors
    /// [`QueueError::Text`] for a name that is empty or too long.
    pub async fn add_view(&self, by: EditorId, name: &str, filter: Filter) -> Result<ViewId, QueueError> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(QueueError::Text);
        }
        let view = SavedView { id: ViewId::random(&*self.desk.chance), name, filter };
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::SeeQueue).await?;
        queue::add_view(&mut tx, by, &view).await?;
        tx.commit().await?;
        Ok(view.id)
    }

    /// Deletes one's own view.
    ///
    /// # Errors
    /// [`QueueError::Missing`] when it is not there or another's.
    pub async fn delete_view(&self, by: EditorId, id: ViewId) -> Result<(), QueueError> {
        let mut tx = self.desk.db.begin().await?;
        if !queue::delete_view(&mut tx, by, id).await? {
            return Err(QueueError::Missing("view"));
        }
        Ok(tx.commit().await?)
    }

    /// Keeps an editor's word on a suggestion, with the figures it was made of: no words of either side.
    ///
    /// # Errors
    /// As [`Queue::take`].
    pub async fn judge(&self, by: EditorId, at: At, verdict: Verdict<'_>) -> Result<(), QueueError> {
        let Verdict { suggested, confirmed } = verdict;
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::Triage).await?;
        shown(&mut tx, at.0).await?;
        let why = &suggested.explanation;
        let pairs = |pairs: &[thuchu_match::SlotPair]| {
            let same = pairs.iter().filter(|pair| pair.same).count();
            [same, pairs.len() - same]
        };
        let features = json!({
            "score": suggested.score, "matched": why.matched.len(), "missing": why.missing.len(),
            "extra": why.extra.len(), "numbers": pairs(&why.numbers), "names": pairs(&why.names),
            "dates": pairs(&why.dates), "link": why.link, "picture": why.picture, "veto": why.veto,
        });
        let judged = Judged {
            cluster: at.0,
            check: suggested.id,
            confirmed,
            probability: suggested.probability,
            features: features.to_string(),
        };
        queue::judge(&mut tx, &judged, by, self.desk.today()).await?;
        Ok(tx.commit().await?)
    }

    /// What editors said of this check for this cluster.
    pub(super) fn said(judged: &[(CheckId, bool)], check: CheckId) -> Option<bool> {
        judged.iter().find(|(id, _)| *id == check).map(|(_, confirmed)| *confirmed)
    }
}
