//! Claims, reviews and drafts. Every write names the revision it read, so of two editors at once one wins; the
//! two-person rule is applied here too, below every face of the desk (TRUST R41, R48).

mod around;
mod history;
mod lists;

use std::collections::BTreeSet;

use thuchu_model::{
    Approval, Claim, Draft, DraftContent, EditorId, Review, ReviewId, ReviewState, Sha256Hash, Timestamp,
};

use crate::captures::{self, RestsOn};
use crate::db::Ask as _;
use crate::{Source, StoreError, Tx, args};

pub use around::{About, Asking, Note, about, add_note, asking, assign, notes, set_claim, take_up};
pub use history::{Entry, content_at, drop_collapsed, history};
pub use lists::{Listed, Place, Which, list, states};

/// A draft as it is stored: the next version, its approval, and who touched it last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDraft {
    /// The draft itself.
    pub draft: Draft,
    /// The number its version will have.
    pub number: u32,
    /// Who approved this revision, and when.
    pub approved: Option<(EditorId, Timestamp)>,
    /// Who saved last.
    pub updated_by: EditorId,
    /// When.
    pub updated: Timestamp,
}

/// Begins a review of a new claim with this draft, written by this editor.
pub async fn begin(
    tx: &mut Tx,
    claim: &Claim,
    review: &Review,
    content: &DraftContent,
    by: EditorId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO claim (id, text, lang, at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, args![claim.id, claim.text.as_str(), &claim.lang, claim.at]).await?;
    let sql = "INSERT INTO review (id, claim_id, state, revision, published_version, updated_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![review.id, claim.id, review.state.as_str(), review.revision, review.published_version, now];
    tx.execute(sql, values).await?;
    let sql = "INSERT INTO draft (review_id, number, revision, content, updated_by, updated_at) VALUES ($1, $2, 1, $3, $4, $5)";
    tx.execute(sql, args![review.id, review.published_version + 1, content.canonical(), by, now]).await?;
    put_hand(tx, review.id, review.published_version + 1, by).await?;
    put_history(tx, review.id, 1, review.published_version + 1, content, by, now).await
}

/// The review of this id.
pub async fn get(from: &mut impl Source, id: ReviewId) -> Result<Option<Review>, StoreError> {
    let sql = "SELECT id, claim_id, state, revision, published_version FROM review WHERE id = $1";
    let Some(row) = from.optional(sql, args![id]).await? else { return Ok(None) };
    Ok(Some(Review {
        id: row.get(0)?,
        claim: row.get(1)?,
        state: row.word(2, ReviewState::parse)?,
        revision: row.get(3)?,
        published_version: row.get(4)?,
    }))
}

/// The draft of this review.
pub async fn draft(from: &mut impl Source, id: ReviewId) -> Result<Option<StoredDraft>, StoreError> {
    let sql = "SELECT number, revision, content, approved_by, approved_at, updated_by, updated_at FROM draft WHERE review_id = $1";
    let Some(row) = from.optional(sql, args![id]).await? else { return Ok(None) };
    let number: u32 = row.get(0)?;
    let changed_by = changed_by(from, id, number).await?;
    Ok(Some(StoredDraft {
        draft: Draft { review: id, revision: row.get(1)?, content: row.json(2)?, changed_by },
        number,
        approved: row.maybe(3)?.zip(row.maybe(4)?),
        updated_by: row.get(5)?,
        updated: row.get(6)?,
    }))
}

/// Everybody who changed this version of a review.
pub async fn changed_by(
    from: &mut impl Source,
    review: ReviewId,
    number: u32,
) -> Result<BTreeSet<EditorId>, StoreError> {
    let sql = "SELECT editor_id FROM version_hand WHERE review_id = $1 AND number = $2 AND hand = 'changed'";
    from.all(sql, args![review, number]).await?.iter().map(|row| row.get(0)).collect()
}

/// Everybody who changed or approved any version of a review.
pub async fn hands(from: &mut impl Source, review: ReviewId) -> Result<BTreeSet<EditorId>, StoreError> {
    let sql = "SELECT DISTINCT editor_id FROM version_hand WHERE review_id = $1";
    from.all(sql, args![review]).await?.iter().map(|row| row.get(0)).collect()
}

/// Saves a draft over the revision the editor read. Voids any approval, and notes the editor as one who changed it.
/// Gives the new revision.
pub async fn save(
    tx: &mut Tx,
    read: &StoredDraft,
    content: &DraftContent,
    by: EditorId,
    now: Timestamp,
) -> Result<u32, StoreError> {
    let (review, revision) = (read.draft.review, read.draft.revision + 1);
    let sql = "UPDATE draft SET revision = $1, content = $2, approved_revision = NULL, approved_by = NULL, \
         approved_hand = NULL, approved_at = NULL, updated_by = $3, updated_at = $4 \
         WHERE review_id = $5 AND revision = $6 AND number = $7";
    let values = args![revision, content.canonical(), by, now, review, read.draft.revision, read.number];
    if tx.execute(sql, values).await? == 0 {
        return Err(StoreError::Conflict { what: "draft" });
    }
    let sql = "DELETE FROM version_hand WHERE review_id = $1 AND number = $2 AND hand = 'approved'";
    tx.execute(sql, args![review, read.number]).await?;
    put_hand(tx, review, read.number, by).await?;
    put_history(tx, review, revision, read.number, content, by, now).await?;
    Ok(revision)
}

/// Stores an approval of exactly the revision it names. Refused as a conflict when the draft moved on, was approved
/// already, or the approver is among those who changed it, whatever the caller believes: one editor has one hand in a
/// version, and that is a key of the table.
pub async fn approve(tx: &mut Tx, approval: &Approval) -> Result<(), StoreError> {
    let refused = || StoreError::Conflict { what: "draft" };
    let sql = "SELECT number FROM draft WHERE review_id = $1 AND revision = $2 AND approved_by IS NULL";
    let row = tx.optional(sql, args![approval.review, approval.revision]).await?.ok_or_else(refused)?;
    let number: u32 = row.get(0)?;
    if changed_by(tx, approval.review, number).await?.is_empty() {
        return Err(refused());
    }
    let sql = "INSERT INTO version_hand (review_id, number, editor_id, hand) VALUES ($1, $2, $3, 'approved') ON CONFLICT DO NOTHING";
    if tx.execute(sql, args![approval.review, number, approval.approved_by]).await? == 0 {
        return Err(refused());
    }
    let sql = "UPDATE draft SET approved_revision = revision, approved_by = $1, approved_hand = 'approved', \
         approved_at = $2 WHERE review_id = $3 AND revision = $4 AND number = $5 AND approved_by IS NULL";
    let values = args![approval.approved_by, approval.at, approval.review, approval.revision, number];
    if tx.execute(sql, values).await? == 0 { Err(refused()) } else { Ok(()) }
}

/// Takes an approval back: the approver's hand in the version is free again.
pub async fn void_approval(tx: &mut Tx, draft: &StoredDraft) -> Result<(), StoreError> {
    let sql = "UPDATE draft SET approved_revision = NULL, approved_by = NULL, approved_hand = NULL, approved_at = NULL \
         WHERE review_id = $1 AND revision = $2 AND number = $3";
    if tx.execute(sql, args![draft.draft.review, draft.draft.revision, draft.number]).await? == 0 {
        return Err(StoreError::Conflict { what: "draft" });
    }
    let sql = "DELETE FROM version_hand WHERE review_id = $1 AND number = $2 AND hand = 'approved'";
    tx.execute(sql, args![draft.draft.review, draft.number]).await.map(drop)
}

/// Keeps the approved draft as its version, for good, and opens the next number. Refused as a conflict when the draft
/// is not approved as it stands.
pub async fn put_version(
    tx: &mut Tx,
    draft: &StoredDraft,
    copies: &[RestsOn],
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(rests_on) = copies.iter().find(|copy| copy.primary) else {
        return Err(StoreError::Missing { what: "copy of a primary source" });
    };
    let Some((approved_by, _)) = draft.approved else { return Err(StoreError::Conflict { what: "draft" }) };
    let Some(changed_by) = draft.draft.changed_by.first() else { return Err(StoreError::Conflict { what: "draft" }) };
    let (review, content) = (draft.draft.review, draft.draft.content.canonical());
    captures::cite(tx, review, draft.number, copies).await?;
    let sql = "INSERT INTO review_version (review_id, number, content, content_hash, at, changed_by, changed_hand, \
         approved_by, approved_hand, rests_on, rests_on_primary) \
         VALUES ($1, $2, $3, $4, $5, $6, 'changed', $7, 'approved', $8, 1)";
    let hash = Sha256Hash::of(content.as_bytes());
    tx.execute(sql, args![review, draft.number, content, hash, now, *changed_by, approved_by, rests_on.evidence])
        .await?;
    let sql = "UPDATE draft SET number = number + 1, approved_revision = NULL, approved_by = NULL, approved_hand = NULL, \
         approved_at = NULL WHERE review_id = $1 AND revision = $2 AND number = $3 AND approved_by = $4";
    let values = args![review, draft.draft.revision, draft.number, approved_by];
    if tx.execute(sql, values).await? == 0 { Err(StoreError::Conflict { what: "draft" }) } else { Ok(()) }
}

/// Stores a step that [`Review::step`] allowed, over the revision it was made from.
pub async fn store_step(tx: &mut Tx, before: &Review, after: &Review, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE review SET state = $1, revision = $2, published_version = $3, updated_at = $4 \
         WHERE id = $5 AND revision = $6";
    let values = args![after.state.as_str(), after.revision, after.published_version, now, before.id, before.revision];
    if tx.execute(sql, values).await? == 0 { Err(StoreError::Conflict { what: "review" }) } else { Ok(()) }
}

async fn put_hand(tx: &mut Tx, review: ReviewId, number: u32, by: EditorId) -> Result<(), StoreError> {
    let sql = "INSERT INTO version_hand (review_id, number, editor_id, hand) VALUES ($1, $2, $3, 'changed') ON CONFLICT DO NOTHING";
    tx.execute(sql, args![review, number, by]).await.map(drop)
}

async fn put_history(
    tx: &mut Tx,
    review: ReviewId,
    revision: u32,
    number: u32,
    content: &DraftContent,
    by: EditorId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO draft_history (review_id, revision, number, content, by_editor, at) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, args![review, revision, number, content.canonical(), by, now]).await.map(drop)
}
