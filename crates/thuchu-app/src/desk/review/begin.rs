//! How a review begins: blank, or because people ask.

use thuchu_model::{
    Act, AuditObject, Claim, ClaimId, ClaimText, ClusterId, DraftContent, EditorId, Lang, Review, ReviewId, ReviewState,
};
use thuchu_store::audit;
use thuchu_store::reviews::{self, Asking};

use super::{ReviewError, Reviews, acting};

/// Most clusters that one review begins from.
const MOST_CLUSTERS: usize = 50;

impl Reviews {
    /// The clusters of these ids that wait for a review, with the desk's own words for them.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn waiting(&self, clusters: &[ClusterId]) -> Result<Vec<Asking>, ReviewError> {
        let mut store = self.desk.db.read();
        let mut found = Vec::new();
        for id in clusters.iter().take(MOST_CLUSTERS) {
            found.extend(Asking::get(&mut store, *id).await?.filter(|asking| asking.review.is_none()));
        }
        Ok(found)
    }

    /// Begins a review of a claim, which those clusters wait for from here on.
    ///
    /// # Errors
    /// [`ReviewError::Claim`], [`ReviewError::Taken`] when one of the clusters is taken up or done with already.
    pub async fn begin(
        &self,
        by: EditorId,
        claim: &str,
        lang: &Lang,
        clusters: &[ClusterId],
    ) -> Result<ReviewId, ReviewError> {
        let (now, chance) = (self.desk.now(), &*self.desk.chance);
        let text = ClaimText::parse(&thuchu_text::normalise(claim))?;
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::WriteReviews).await?;
        let mut content = DraftContent::of(text.as_str(), lang.clone());
        for id in clusters.iter().take(MOST_CLUSTERS) {
            let asking = Asking::get(&mut tx, *id).await?.ok_or(ReviewError::Missing("cluster"))?;
            content.topic = content.topic.or(asking.topic);
        }
        let claim = Claim { id: ClaimId::new(now, chance), text, lang: lang.clone(), at: now };
        let id = ReviewId::new(now, chance);
        let review = Review { id, claim: claim.id, state: ReviewState::Draft, revision: 1, published_version: 0 };
        reviews::begin(&mut tx, &claim, &review, &content, by, now).await?;
        for cluster in clusters.iter().take(MOST_CLUSTERS) {
            reviews::take_up(&mut tx, *cluster, id, now).await?;
        }
        let detail = serde_json::json!({ "clusters": clusters.len() });
        audit::append(&mut tx, &[by], crate::act("review.begun")?, AuditObject::Review(id), &detail, now).await?;
        tx.commit().await?;
        Ok(id)
    }
}
