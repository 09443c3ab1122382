//! Claims, reviews and drafts. Every write names the revision it read, so of two editors at once one wins; the
//! two-person rule is applied here too, below every face of the desk (TRUST R41, R48).

use std::collections::BTreeSet;

use thuchu_model::{Approval, Claim, EditorId, Review, ReviewId, ReviewState, Timestamp};

use crate::db::Ask as _;
use crate::{Source, StoreError, Tx, args};

/// The stored side of a draft: its text as JSON, and who changed it since the last published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDraft {
    /// Which review.
    pub review: ReviewId,
    /// Grows with every save.
    pub revision: u32,
    /// The next version's text, as JSON.
    pub content: String,
    /// Who cannot approve it.
    pub changed_by: BTreeSet<EditorId>,
    /// Who approved this revision, and when.
    pub approved: Option<(EditorId, Timestamp)>,
}

/// Begins a review of a new claim, with an empty draft by this editor.
pub async fn begin(
    tx: &mut Tx,
    claim: &Claim,
    review: &Review,
    by: EditorId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO claim (id, text, lang, at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, args![claim.id, claim.text.as_str(), &claim.lang, claim.at]).await?;
    let sql = "INSERT INTO review (id, claim_id, state, revision, published_version, updated_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![review.id, claim.id, review.state.as_str(), review.revision, review.published_version, now];
    tx.execute(sql, values).await?;
    let sql = "INSERT INTO draft (review_id, revision, content, changed_by, updated_at) VALUES ($1, $2, '{}', $3, $4)";
    tx.execute(sql, args![review.id, review.revision, json(&[by].into()), now]).await?;
    Ok(())
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
    let sql =
        "SELECT review_id, revision, content, changed_by, approved_by, approved_at FROM draft WHERE review_id = $1";
    let Some(row) = from.optional(sql, args![id]).await? else { return Ok(None) };
    Ok(Some(StoredDraft {
        review: row.get(0)?,
        revision: row.get(1)?,
        content: row.get(2)?,
        changed_by: row.json(3)?,
        approved: row.maybe(4)?.zip(row.maybe(5)?),
    }))
}

/// Saves a draft over the revision the editor read. Voids any approval, and notes the editor as one who changed it.
pub async fn save(
    tx: &mut Tx,
    read: &StoredDraft,
    content: &str,
    by: EditorId,
    now: Timestamp,
) -> Result<u32, StoreError> {
    let mut changed_by = read.changed_by.clone();
    changed_by.insert(by);
    let sql = "UPDATE draft SET revision = revision + 1, content = $1, changed_by = $2, approved_by = NULL, \
         approved_at = NULL, updated_at = $3 WHERE review_id = $4 AND revision = $5";
    if tx.execute(sql, args![content, json(&changed_by), now, read.review, read.revision]).await? == 0 {
        return Err(StoreError::Conflict { what: "draft" });
    }
    Ok(read.revision + 1)
}

/// Stores an approval of exactly the revision it names. Refused as a conflict when the draft moved on, was approved
/// already, or the approver is among those who changed it, whatever the caller believes.
pub async fn approve(tx: &mut Tx, approval: &Approval) -> Result<(), StoreError> {
    let refused = StoreError::Conflict { what: "draft" };
    // The row is taken first, so nobody changes it between the look and the write.
    let sql = "UPDATE draft SET approved_by = $1, approved_at = $2 \
         WHERE review_id = $3 AND revision = $4 AND approved_by IS NULL RETURNING changed_by";
    let values = args![approval.approved_by, approval.at, approval.review, approval.revision];
    let Some(row) = tx.optional(sql, values).await? else { return Err(refused) };
    let changed_by: BTreeSet<EditorId> = row.json(0)?;
    if changed_by.is_empty() || changed_by.contains(&approval.approved_by) {
        let sql = "UPDATE draft SET approved_by = NULL, approved_at = NULL WHERE review_id = $1";
        tx.execute(sql, args![approval.review]).await?;
        return Err(refused);
    }
    Ok(())
}

/// Stores a step that [`Review::step`] allowed, over the revision it was made from.
pub async fn store_step(tx: &mut Tx, before: &Review, after: &Review, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE review SET state = $1, revision = $2, published_version = $3, updated_at = $4 \
         WHERE id = $5 AND revision = $6";
    let values = args![after.state.as_str(), after.revision, after.published_version, now, before.id, before.revision];
    if tx.execute(sql, values).await? == 0 { Err(StoreError::Conflict { what: "review" }) } else { Ok(()) }
}

fn json(editors: &BTreeSet<EditorId>) -> String {
    serde_json::to_string(editors).unwrap_or_else(|_| "[]".to_owned())
}
