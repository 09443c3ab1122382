//! Reviews in lists, newest change first, page by page.

use thuchu_model::{Day, EditorId, Review, ReviewId, ReviewState, Timestamp};

use crate::db::Sql;
use crate::{Row, Source, StoreError, args};

/// Which reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those in this state.
    In(ReviewState),
    /// Unpublished work that somebody has a hand in or was given.
    Of(EditorId),
    /// Those that wait for approval by somebody who changed nothing in them.
    WaitingFor(EditorId),
}

/// Where a list goes on: after this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// When it last changed.
    pub updated: Timestamp,
    /// Which review.
    pub id: ReviewId,
}

impl Place {
    /// Before all others.
    pub const FIRST: Self = Self { updated: Timestamp::from_micros(i64::MAX), id: ReviewId::from_bytes([0xff; 16]) };
}

/// A review in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The review.
    pub review: Review,
    /// Its claim.
    pub claim: String,
    /// When it last changed.
    pub updated: Timestamp,
    /// Who wrote last.
    pub updated_by: EditorId,
    /// Who it was given to.
    pub assignee: Option<EditorId>,
    /// Until when it should be done.
    pub due: Option<Day>,
    /// When it will be published, once it is approved.
    pub publish_at: Option<Timestamp>,
    /// How many have asked for it.
    pub demand: u64,
}

impl Listed {
    /// Where the list goes on behind it.
    #[must_use]
    pub const fn place(&self) -> Place {
        Place { updated: self.updated, id: self.review.id }
    }
}

/// At most `most` of them, after this place.
pub async fn list(from: &mut impl Source, which: Which, after: Place, most: u32) -> Result<Vec<Listed>, StoreError> {
    let hand =
        "EXISTS (SELECT 1 FROM version_hand h WHERE h.review_id = r.id AND h.number = d.number AND h.editor_id = $4)";
    let (filter, value) = match which {
        Which::In(state) => ("r.state = $4".to_owned(), args![state.as_str()]),
        Which::Of(editor) => {
            (format!("r.state IN ('draft', 'in_review', 'approved') AND (r.assignee = $4 OR {hand})"), args![editor])
        }
        Which::WaitingFor(editor) => (format!("r.state = 'in_review' AND NOT {hand}"), args![editor]),
    };
    let sql = format!(
        "SELECT r.id, r.claim_id, r.state, r.revision, r.published_version, c.text, r.updated_at, d.updated_by, r.assignee, \
         r.due, r.publish_at, (SELECT CAST(COALESCE(SUM(k.demand), 0) AS BIGINT) FROM cluster k WHERE k.review_id = r.id) \
         FROM review r JOIN claim c ON c.id = r.claim_id JOIN draft d ON d.review_id = r.id \
         WHERE (r.updated_at < $1 OR (r.updated_at = $1 AND r.id < $2)) AND {filter} \
         ORDER BY r.updated_at DESC, r.id DESC LIMIT $3"
    );
    let mut values = args![after.updated, after.id, most];
    values.extend(value);
    from.all(Sql::Built(sql), values).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Listed, StoreError> {
    Ok(Listed {
        review: Review {
            id: row.get(0)?,
            claim: row.get(1)?,
            state: row.word(2, ReviewState::parse)?,
            revision: row.get(3)?,
            published_version: row.get(4)?,
        },
        claim: row.get(5)?,
        updated: row.get(6)?,
        updated_by: row.get(7)?,
        assignee: row.maybe(8)?,
        due: row.maybe(9)?,
        publish_at: row.maybe(10)?,
        demand: row.get(11)?,
    })
}

/// How many reviews are in each state; states without any are left out.
pub async fn states(from: &mut impl Source) -> Result<Vec<(ReviewState, u64)>, StoreError> {
    let rows = from.all("SELECT state, COUNT(*) FROM review GROUP BY state", args![]).await?;
    rows.iter().map(|row| Ok((row.word(0, ReviewState::parse)?, row.get(1)?))).collect()
}
