//! What stands around a review: who it was given to, what editors tell each other, who asked for it.

use thuchu_model::{
    ClusterId, ClusterState, Day, EditorId, Lang, PublicId, Review, ReviewId, ReviewNoteId, Timestamp, Topic,
};

use crate::{Source, StoreError, Tx, args};

/// Who it was given to, and when it goes out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Who it was given to.
    pub assignee: Option<EditorId>,
    /// Until when it should be done.
    pub due: Option<Day>,
    /// When it will be published, once it is approved.
    pub publish_at: Option<Timestamp>,
    /// The address of what was published.
    pub check: Option<PublicId>,
}

/// What stands around a review.
pub async fn about(from: &mut impl Source, review: ReviewId) -> Result<About, StoreError> {
    let sql = "SELECT r.assignee, r.due, r.publish_at, (SELECT k.public_id FROM checks k WHERE k.review_id = r.id LIMIT 1) \
         FROM review r WHERE r.id = $1";
    let Some(row) = from.optional(sql, args![review]).await? else { return Ok(About::default()) };
    Ok(About { assignee: row.maybe(0)?, due: row.maybe(1)?, publish_at: row.maybe(2)?, check: row.maybe(3)? })
}

/// Gives a review to somebody, or to nobody, until a day.
pub async fn assign(tx: &mut Tx, review: ReviewId, to: Option<EditorId>, due: Option<Day>) -> Result<(), StoreError> {
    let sql = "UPDATE review SET assignee = $1, due = $2 WHERE id = $3";
    tx.execute(sql, args![to, due, review]).await.map(drop)
}

/// The claim of a review, in newer words.
pub async fn set_claim(tx: &mut Tx, review: &Review, text: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE claim SET text = $1 WHERE id = $2", args![text, review.claim]).await.map(drop)
}

/// What one editor tells the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its name.
    pub id: ReviewNoteId,
    /// Who.
    pub by: EditorId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

/// Adds one.
pub async fn add_note(tx: &mut Tx, review: ReviewId, note: &Note) -> Result<(), StoreError> {
    let sql = "INSERT INTO review_note (id, review_id, by_editor, at, text) VALUES ($1, $2, $3, $4, $5)";
    tx.execute(sql, args![note.id, review, note.by, note.at, &note.text]).await.map(drop)
}

/// The newest of a review, newest first; 50 at most.
pub async fn notes(from: &mut impl Source, review: ReviewId) -> Result<Vec<Note>, StoreError> {
    let sql = "SELECT id, by_editor, at, text FROM review_note WHERE review_id = $1 ORDER BY at DESC, id DESC LIMIT 50";
    let rows = from.all(sql, args![review]).await?;
    rows.iter().map(|row| Ok(Note { id: row.get(0)?, by: row.get(1)?, at: row.get(2)?, text: row.get(3)? })).collect()
}

/// Messages that ask for a review. Never the words of one of them: only the desk's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Which cluster.
    pub id: ClusterId,
    /// How far it is.
    pub state: ClusterState,
    /// The language of most of its messages.
    pub lang: Lang,
    /// Its subject, once somebody chose one.
    pub topic: Option<Topic>,
    /// The desk's own words for it.
    pub wording: Option<String>,
    /// How many have asked.
    pub demand: u64,
    /// The review that will answer it.
    pub review: Option<ReviewId>,
}

const ASKING: &str = "SELECT id, state, lang, topic, wording, demand, review_id FROM cluster WHERE ";

fn asking_of(row: &crate::Row) -> Result<Asking, StoreError> {
    Ok(Asking {
        id: row.get(0)?,
        state: row.word(1, ClusterState::parse)?,
        lang: row.get(2)?,
        topic: row.maybe::<String>(3)?.and_then(|word| Topic::parse(&word)),
        wording: row.maybe(4)?,
        demand: row.get(5)?,
        review: row.maybe(6)?,
    })
}

/// The clusters that wait for a review, most asked first; 50 at most.
pub async fn asking(from: &mut impl Source, review: ReviewId) -> Result<Vec<Asking>, StoreError> {
    let sql = crate::db::Sql::Built(format!("{ASKING}review_id = $1 ORDER BY demand DESC, id LIMIT 50"));
    from.all(sql, args![review]).await?.iter().map(asking_of).collect()
}

impl Asking {
    /// The cluster of this id.
    pub async fn get(from: &mut impl Source, id: ClusterId) -> Result<Option<Self>, StoreError> {
        let sql = crate::db::Sql::Built(format!("{ASKING}id = $1"));
        from.optional(sql, args![id]).await?.as_ref().map(asking_of).transpose()
    }
}

/// Lets a cluster wait for a review. Refused as a conflict when it is not open, or waits for another one already.
pub async fn take_up(tx: &mut Tx, cluster: ClusterId, review: ReviewId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE cluster SET review_id = $1, taken_up_at = COALESCE(taken_up_at, $2), revision = revision + 1 \
         WHERE id = $3 AND state = 'open' AND review_id IS NULL";
    let done = tx.execute(sql, args![review, now, cluster]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "cluster" }) } else { Ok(()) }
}
