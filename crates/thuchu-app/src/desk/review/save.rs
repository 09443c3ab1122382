//! Saving a draft over what it was when one began to write. Who saved meanwhile loses nothing, and neither does the
//! one who comes second.

use thuchu_model::draft::{changes, merge};
use thuchu_model::{
    Act, AuditObject, ClaimText, DraftContent, EditorId, Lang, Place, ReviewId, ReviewState, StepRefused, TextField,
    Timestamp,
};
use thuchu_store::reviews::{self, StoredDraft};
use thuchu_store::{StoreError, Tx, audit, editors};

use super::{Clash, ReviewError, Reviews, acting, loaded, unfit};

/// How often it is tried again when somebody saves at the same moment.
const TRIES: usize = 4;

/// What was saved.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The draft as it now is.
    pub content: DraftContent,
    /// Its revision, to be named by who goes on writing.
    pub revision: u32,
    /// When it was last changed.
    pub at: Timestamp,
    /// Somebody else's changes are in it too, which who saved has not seen.
    pub merged: bool,
}

impl Reviews {
    /// Saves what somebody made of revision `base`. Voids an approval and takes a submission back: what is approved is
    /// what was read. A save that changes nothing is none, so who only looked may still approve.
    ///
    /// # Errors
    /// [`ReviewError::Unfit`], [`ReviewError::Clash`].
    pub async fn save(
        &self,
        by: EditorId,
        id: ReviewId,
        base: u32,
        content: &DraftContent,
    ) -> Result<Saved, ReviewError> {
        let unfit = unfit(content);
        if !unfit.is_empty() {
            return Err(ReviewError::Unfit(unfit));
        }
        for _ in 1..TRIES {
            match self.save_once(by, id, base, content).await {
                Err(ReviewError::Meanwhile) => {}
                done => return done,
            }
        }
        self.save_once(by, id, base, content).await
    }

    async fn save_once(
        &self,
        by: EditorId,
        id: ReviewId,
        base: u32,
        content: &DraftContent,
    ) -> Result<Saved, ReviewError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::WriteReviews).await?;
        let (review, stored) = loaded(&mut tx, id).await?;
        if review.state == ReviewState::Withdrawn {
            return Err(StepRefused { review: id, from: review.state, to: ReviewState::Draft }.into());
        }
        let before = match stored.draft.revision == base {
            true => Some(stored.draft.content.clone()),
            false => reviews::content_at(&mut tx, id, base).await?,
        };
        let mine = own(content, before.as_ref().unwrap_or(&stored.draft.content));
        let joined = match &before {
            Some(before) => {
                merge(before, &mine, &stored.draft.content).map_err(|clash| (clash.places, *clash.with_mine))
            }
            // What it was written on is not known any more, so every difference is somebody's decision.
            None => Err((changes(&stored.draft.content, &mine), mine.clone())),
        };
        let joined = match joined {
            Ok(joined) => joined,
            Err((places, _)) if places.is_empty() => stored.draft.content.clone(),
            Err((places, with_mine)) => return Err(clash(&mut tx, stored, places, with_mine).await?),
        };
        let merged = joined != mine;
        if joined == stored.draft.content {
            return Ok(Saved { content: joined, revision: stored.draft.revision, at: stored.updated, merged });
        }
        let revision = reviews::save(&mut tx, &stored, &joined, by, now).await?;
        reviews::store_step(&mut tx, &review, &review.step(ReviewState::Draft)?, now).await?;
        if changes(&stored.draft.content, &joined).contains(&Place::Text(joined.lang.clone(), TextField::Claim))
            && let Ok(text) = ClaimText::parse(&joined.text.claim)
        {
            reviews::set_claim(&mut tx, &review, text.as_str()).await?;
        }
        if review.state != ReviewState::Draft {
            let detail = serde_json::json!({ "from": review.state });
            audit::append(&mut tx, &[by], crate::act("review.reopened")?, AuditObject::Review(id), &detail, now)
                .await?;
        }
        reviews::drop_collapsed(&mut tx, id, now).await?;
        tx.commit().await?;
        Ok(Saved { content: joined, revision, at: now, merged })
    }
}

/// What somebody wrote, with what nobody writes: the language of the draft and the copies of its sources.
fn own(typed: &DraftContent, before: &DraftContent) -> DraftContent {
    let mut mine = DraftContent { lang: before.lang.clone(), ..typed.clone() };
    for source in &mut mine.evidence {
        let same = before.source(source.id).filter(|before| before.url == source.url);
        source.snapshot = same.and_then(|before| before.snapshot);
    }
    mine.translations.retain(|(lang, text)| *lang != mine.lang && *text != thuchu_model::DraftText::default());
    mine.translations.sort_by(|one: &(Lang, _), other| one.0.cmp(&other.0));
    mine.translations.dedup_by(|one, other| one.0 == other.0);
    mine
}

async fn clash(
    tx: &mut Tx,
    stored: StoredDraft,
    places: Vec<Place>,
    with_mine: DraftContent,
) -> Result<ReviewError, StoreError> {
    let by = editors::get(tx, stored.updated_by).await?;
    let (revision, at) = (stored.draft.revision, stored.updated);
    Ok(ReviewError::Clash(Box::new(Clash { places, with_mine, theirs: stored.draft.content, revision, by, at })))
}
