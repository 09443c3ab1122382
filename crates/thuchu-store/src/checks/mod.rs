//! Checks: numbered, immutable versions, and their standing. Every write takes a change number, so that indexes follow.

mod index;
mod read;
mod told;
mod write;

use thuchu_model::{
    CheckContent, CheckId, CheckOrigin, CheckState, PublisherId, RatingKey, RatingValue, Sha256Hash, Timestamp,
};

pub use index::{IndexRow, changed_since};
pub use read::{
    by_public_id, count_live, find, for_export, live_at, not_seen_in, of_review, seen_in, version, version_dates,
    versions,
};
pub use told::{Told, changed_last, modified, told, told_between};
pub use write::{put_batch, put_own, put_own_version, replace, set_mapped_rating, set_under_review, touch, withdraw};

/// A record of a publisher as it goes into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingCheck {
    /// [`CheckId::imported`] of site, url and claimReviewed.
    pub id: CheckId,
    /// Who made it.
    pub publisher: PublisherId,
    /// Where it is published.
    pub url: String,
    /// What it says; `content.rating.label` is the original label.
    pub content: CheckContent,
    /// The rating the operator's label map gives, if any.
    pub mapped: Option<(RatingKey, Option<RatingValue>)>,
    /// After this instant it is never answered automatically.
    pub holds_until: Option<Timestamp>,
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// One of the versions that a list of versions gives, oldest first (our own export). Any other record counts only
    /// where it is the first of its id in its run.
    pub series: bool,
}

/// What became of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutOutcome {
    /// A new check.
    Added,
    /// A new version of a known check, with its number.
    NewVersion(u32),
    /// The same content; mapping or date of expiry may have changed.
    Unchanged,
    /// This run has put the check before, with other content: the first one counts, and nothing was changed. Else a
    /// list that holds both would make two new versions each time it is imported.
    Repeated,
}

/// What became of one record, and whether the check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Put {
    /// Which check.
    pub id: CheckId,
    /// What became of it.
    pub outcome: PutOutcome,
    /// Its state now. A check that its source had dropped and now lists again is published again; one that the desk
    /// withdrew stays withdrawn, one that was replaced stays so until [`replace`] turns it round.
    pub state: CheckState,
}

/// A check as stored, with its newest content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheck {
    /// The check itself.
    pub check: thuchu_model::Check,
    /// The hash of the newest content.
    pub content_hash: Sha256Hash,
    /// The rating used for comparing: of our scale, or from the operator's map.
    pub rating: Option<(RatingKey, Option<RatingValue>)>,
    /// Its newest change number.
    pub change: i64,
}

/// One version of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckVersion {
    /// From 1.
    pub number: u32,
    /// What it says.
    pub content: CheckContent,
    /// The hash of its canonical JSON.
    pub content_hash: Sha256Hash,
    /// When it was stored.
    pub at: Timestamp,
}

/// The state as its three columns.
fn state_columns(state: &CheckState) -> (&'static str, Option<&'static str>, Option<CheckId>) {
    match state {
        CheckState::Published => ("published", None, None),
        CheckState::UnderReview => ("under_review", None, None),
        CheckState::Withdrawn { reason } => ("withdrawn", Some(reason.as_str()), None),
        CheckState::Replaced { by } => ("replaced", None, Some(*by)),
    }
}

fn read_state(row: &crate::Row, at: usize) -> Result<CheckState, crate::StoreError> {
    let state = row.str(at)?;
    Ok(match state {
        "published" => CheckState::Published,
        "under_review" => CheckState::UnderReview,
        "withdrawn" => CheckState::Withdrawn { reason: row.word(at + 1, thuchu_model::WithdrawReason::parse)? },
        "replaced" => CheckState::Replaced { by: row.get(at + 2)? },
        _ => return Err(crate::StoreError::Corrupt(format!("a check has the state {state:?}"))),
    })
}

fn read_rating(row: &crate::Row, at: usize) -> Result<Option<(RatingKey, Option<RatingValue>)>, crate::StoreError> {
    let Some(key) = row.get::<Option<String>>(at)? else { return Ok(None) };
    let key = RatingKey::parse(&key).map_err(|error| crate::StoreError::Corrupt(error.to_string()))?;
    let value = row.get::<Option<i64>>(at + 1)?.and_then(|value| RatingValue::new(u8::try_from(value).ok()?));
    Ok(Some((key, value)))
}

/// The key of (publisher, url) in the index: the first 8 bytes of a SHA-256. Rows found by it are compared in full.
fn url_key(publisher: PublisherId, url: &str) -> i64 {
    let hash = Sha256Hash::of_parts(&[publisher.as_bytes(), url.as_bytes()]);
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_be_bytes(first)
}

fn origin_word(origin: &CheckOrigin) -> &'static str {
    match origin {
        CheckOrigin::Own { .. } => "own",
        CheckOrigin::Imported { .. } => "imported",
    }
}
