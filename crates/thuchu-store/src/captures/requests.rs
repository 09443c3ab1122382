//! What editors asked to be copied. A request lives from the wish until its source has a copy or a reason why not; asking
//! again replaces it.

use thuchu_model::{CaptureId, CopyRequestId, EditorId, EvidenceId, ReviewId, Timestamp};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args};

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Nobody works on it yet.
    Waiting,
    /// The page is being fetched.
    Page,
    /// Its pictures, styles and frames are.
    Parts,
    /// A picture of the copy is being made.
    Screenshot,
    /// It is being stored.
    Storing,
    /// There is a copy.
    Done,
    /// There is none, for a reason.
    Refused,
}

impl Step {
    /// All of them, in the order of the work.
    pub const ALL: [Self; 7] =
        [Self::Waiting, Self::Page, Self::Parts, Self::Screenshot, Self::Storing, Self::Done, Self::Refused];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Page => "page",
            Self::Parts => "parts",
            Self::Screenshot => "screenshot",
            Self::Storing => "storing",
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }

    /// Whether nothing more comes of it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Refused)
    }
}

/// One wish for a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyRequest {
    /// Its name.
    pub id: CopyRequestId,
    /// The review.
    pub review: ReviewId,
    /// The source.
    pub evidence: EvidenceId,
    /// Its address at that moment.
    pub url: String,
    /// How far it is.
    pub step: Step,
    /// Why there is no copy, as a stable code and, after a blank, what it is about (`fetch.too_slow bao.vn`).
    pub problem: Option<String>,
    /// The copy.
    pub capture: Option<CaptureId>,
    /// Who asked.
    pub by: EditorId,
    /// When.
    pub at: Timestamp,
}

const COLUMNS: &str =
    "SELECT id, review_id, evidence_id, url, step, problem, capture_id, by_editor, at FROM copy_request";

/// Stores a new wish in the place of the one before. Refused as a conflict while that one is being worked on.
pub async fn ask(tx: &mut Tx, wish: &CopyRequest, stale: Timestamp) -> Result<(), StoreError> {
    let sql = "DELETE FROM copy_request WHERE review_id = $1 AND evidence_id = $2 AND (step IN ('done', 'refused') OR at < $3)";
    tx.execute(sql, args![wish.review, wish.evidence, stale]).await?;
    let sql = "INSERT INTO copy_request (id, review_id, evidence_id, url, step, by_editor, at) \
         VALUES ($1, $2, $3, $4, 'waiting', $5, $6) ON CONFLICT DO NOTHING";
    let values = args![wish.id, wish.review, wish.evidence, &wish.url, wish.by, wish.at];
    if tx.execute(sql, values).await? == 0 { Err(StoreError::Conflict { what: "copy_request" }) } else { Ok(()) }
}

/// Takes a wish a step on. `false` when it was replaced meanwhile, or is over.
pub async fn go_on(
    tx: &mut Tx,
    id: CopyRequestId,
    step: Step,
    problem: Option<&str>,
    capture: Option<CaptureId>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE copy_request SET step = $1, problem = $2, capture_id = $3 \
         WHERE id = $4 AND step NOT IN ('done', 'refused')";
    Ok(tx.execute(sql, args![step.as_str(), problem, capture, id]).await? > 0)
}

/// The wish of this id.
pub async fn request(from: &mut impl Source, id: CopyRequestId) -> Result<Option<CopyRequest>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE id = $1"));
    from.optional(sql, args![id]).await?.as_ref().map(read).transpose()
}

/// The wishes of a review, oldest first.
pub async fn of_review(from: &mut impl Source, review: ReviewId) -> Result<Vec<CopyRequest>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE review_id = $1 ORDER BY at, id"));
    from.all(sql, args![review]).await?.iter().map(read).collect()
}

/// How many wishes of this editor are not over: a page full of sources is not asked for a hundred times.
pub async fn open_requests(from: &mut impl Source, by: EditorId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM copy_request WHERE by_editor = $1 AND step NOT IN ('done', 'refused')";
    from.one(sql, args![by]).await?.get(0)
}

fn read(row: &Row) -> Result<CopyRequest, StoreError> {
    Ok(CopyRequest {
        id: row.get(0)?,
        review: row.get(1)?,
        evidence: row.get(2)?,
        url: row.get(3)?,
        step: row.word(4, Step::parse)?,
        problem: row.maybe(5)?,
        capture: row.maybe(6)?,
        by: row.get(7)?,
        at: row.get(8)?,
    })
}
