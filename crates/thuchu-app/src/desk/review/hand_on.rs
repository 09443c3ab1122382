//! How a review goes from hand to hand: submitted, taken back, returned with a note, given to somebody.

use thuchu_model::{
    Act, AuditObject, Day, EditorId, NotReady, Review, ReviewId, ReviewNoteId, ReviewState, publish_gate,
};
use thuchu_store::reviews::{self, Note};
use thuchu_store::{Tx, audit};

use super::{ReviewError, Reviews, acting, loaded};
use crate::evidence::copies_of;
use crate::publish::desk_pages;

/// Most characters of a note.
const MOST_NOTE: usize = 2_000;

impl Reviews {
    /// Submits a draft for approval by another editor.
    ///
    /// # Errors
    /// [`ReviewError::NotReady`] with all that the writer has to add; what the desk itself lacks does not count here.
    pub async fn submit(&self, by: EditorId, id: ReviewId) -> Result<(), ReviewError> {
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::WriteReviews).await?;
        let (review, stored) = loaded(&mut tx, id).await?;
        let pages = desk_pages(&mut tx).await?;
        let copies = copies_of(&mut tx, &self.desk.blobs, &stored.draft.content).await?;
        let mut open = publish_gate(&stored.draft, pages, &copies);
        open.retain(|rule| !matches!(rule, NotReady::NoDeskPage { .. }));
        if stored.draft.content.pictures.iter().any(|picture| picture.description.trim().is_empty()) {
            open.push(NotReady::Blank { review: id, field: "picture" });
        }
        if review.published_version > 0
            && stored.draft.content.change.as_ref().is_none_or(|change| change.text.trim().is_empty())
        {
            open.push(NotReady::Blank { review: id, field: "change" });
        }
        if stored.draft.changed_by.is_empty() {
            open.push(NotReady::Unchanged { review: id });
        }
        if !open.is_empty() {
            return Err(ReviewError::NotReady(open));
        }
        self.step(tx, by, &review, ReviewState::InReview, "review.submitted").await
    }

    /// Takes a submitted or approved draft back to go on writing. An approval is void from here on.
    ///
    /// # Errors
    /// [`ReviewError::Step`] when it is being written already, or public.
    pub async fn take_back(&self, by: EditorId, id: ReviewId) -> Result<(), ReviewError> {
        self.back(by, id, Act::WriteReviews, None).await
    }

    /// Gives a submitted or approved draft back to who wrote it, with a word why.
    ///
    /// # Errors
    /// [`ReviewError::Note`], [`ReviewError::Step`].
    pub async fn give_back(&self, by: EditorId, id: ReviewId, note: &str) -> Result<(), ReviewError> {
        self.back(by, id, Act::Approve, Some(checked(note)?)).await
    }

    async fn back(&self, by: EditorId, id: ReviewId, act: Act, note: Option<String>) -> Result<(), ReviewError> {
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, act).await?;
        let (review, stored) = loaded(&mut tx, id).await?;
        if !matches!(review.state, ReviewState::InReview | ReviewState::Approved) {
            let (from, to) = (review.state, ReviewState::Draft);
            return Err(thuchu_model::StepRefused { review: id, from, to }.into());
        }
        if stored.approved.is_some() {
            reviews::void_approval(&mut tx, &stored).await?;
        }
        let act = if note.is_some() { "review.returned" } else { "review.taken_back" };
        if let Some(text) = note {
            self.put_note(&mut tx, by, id, text).await?;
        }
        self.step(tx, by, &review, ReviewState::Draft, act).await
    }

    async fn step(
        &self,
        mut tx: Tx,
        by: EditorId,
        review: &Review,
        to: ReviewState,
        act: &'static str,
    ) -> Result<(), ReviewError> {
        let now = self.desk.now();
        reviews::store_step(&mut tx, review, &review.step(to)?, now).await?;
        let detail = serde_json::json!({ "from": review.state });
        audit::append(&mut tx, &[by], crate::act(act)?, AuditObject::Review(review.id), &detail, now).await?;
        Ok(tx.commit().await?)
    }

    /// Tells the others something about a review.
    ///
    /// # Errors
    /// [`ReviewError::Note`] when it says nothing or too much.
    pub async fn note(&self, by: EditorId, id: ReviewId, text: &str) -> Result<(), ReviewError> {
        let text = checked(text)?;
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::WriteReviews).await?;
        loaded(&mut tx, id).await?;
        self.put_note(&mut tx, by, id, text).await?;
        Ok(tx.commit().await?)
    }

    async fn put_note(&self, tx: &mut Tx, by: EditorId, id: ReviewId, text: String) -> Result<(), ReviewError> {
        let at = self.desk.now();
        let note = Note { id: ReviewNoteId::new(at, &*self.desk.chance), by, at, text };
        Ok(reviews::add_note(tx, id, &note).await?)
    }

    /// Gives a review to somebody who may write, or to nobody, until a day.
    ///
    /// # Errors
    /// [`ReviewError::NotAllowed`] when that somebody may not write reviews.
    pub async fn assign(
        &self,
        by: EditorId,
        id: ReviewId,
        to: Option<EditorId>,
        due: Option<Day>,
    ) -> Result<(), ReviewError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::WriteReviews).await?;
        loaded(&mut tx, id).await?;
        if let Some(to) = to {
            acting(&mut tx, to, Act::WriteReviews).await?;
        }
        reviews::assign(&mut tx, id, to, due).await?;
        let detail = serde_json::json!({ "to": to.map(|to| to.to_string()), "due": due.map(|due| due.to_string()) });
        audit::append(&mut tx, &[by], crate::act("review.assigned")?, AuditObject::Review(id), &detail, now).await?;
        Ok(tx.commit().await?)
    }
}

fn checked(note: &str) -> Result<String, ReviewError> {
    let note = thuchu_text::normalise(note.trim());
    let fits = !note.is_empty() && note.chars().count() <= MOST_NOTE;
    if fits { Ok(note) } else { Err(ReviewError::Note) }
}
