//! What a draft said before. Saves of one editor within ten minutes of each other are one entry; the ones in between
//! are kept for a day, for whoever still writes on one of them.

use thuchu_model::{DraftContent, EditorId, ReviewId, Timestamp};

use crate::{Row, Source, StoreError, Tx, args};

/// Microseconds within which saves of one editor are one entry: ten minutes.
const TOGETHER: i64 = 10 * 60 * 1_000_000;
/// Microseconds for which the saves in between are kept: a day.
const KEPT: i64 = 24 * 60 * 60 * 1_000_000;

/// One entry: the last of the saves that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its revision.
    pub revision: u32,
    /// The version it became or becomes.
    pub number: u32,
    /// Who wrote.
    pub by: EditorId,
    /// When.
    pub at: Timestamp,
    /// What it said.
    pub content: DraftContent,
}

/// At most `most` entries with a revision below `before`, newest first.
pub async fn history(
    from: &mut impl Source,
    review: ReviewId,
    before: u32,
    most: u32,
) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT h.revision, h.number, h.by_editor, h.at, h.content FROM draft_history h \
         WHERE h.review_id = $1 AND h.revision < $2 AND NOT EXISTS (SELECT 1 FROM draft_history n \
         WHERE n.review_id = h.review_id AND n.revision = h.revision + 1 AND n.by_editor = h.by_editor \
         AND n.number = h.number AND n.at - h.at < $3) ORDER BY h.revision DESC LIMIT $4";
    let rows = from.all(sql, args![review, before, TOGETHER, most]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Entry, StoreError> {
    Ok(Entry { revision: row.get(0)?, number: row.get(1)?, by: row.get(2)?, at: row.get(3)?, content: row.json(4)? })
}

/// What a revision said; `None` once it was dropped.
pub async fn content_at(
    from: &mut impl Source,
    review: ReviewId,
    revision: u32,
) -> Result<Option<DraftContent>, StoreError> {
    let sql = "SELECT content FROM draft_history WHERE review_id = $1 AND revision = $2";
    from.optional(sql, args![review, revision]).await?.map(|row| row.json(0)).transpose()
}

/// Drops the saves in between that are older than a day.
pub async fn drop_collapsed(tx: &mut Tx, review: ReviewId, now: Timestamp) -> Result<u64, StoreError> {
    let sql = "DELETE FROM draft_history AS h WHERE h.review_id = $1 AND h.at < $2 AND EXISTS (SELECT 1 FROM draft_history n \
         WHERE n.review_id = h.review_id AND n.revision = h.revision + 1 AND n.by_editor = h.by_editor \
         AND n.number = h.number AND n.at - h.at < $3)";
    let before = Timestamp::from_micros(now.micros().saturating_sub(KEPT));
    tx.execute(sql, args![review, before, TOGETHER]).await
}
