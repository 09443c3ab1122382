//! What an index needs of each check, in the order of changes.

use std::collections::HashMap;
use std::sync::Arc;

use thuchu_model::{
    CheckId, CheckState, Day, Lang, PublicId, Publisher, PublisherId, RatingKey, RatingValue, Timestamp, Topic, Wording,
};

use super::{read_rating, read_state};
use crate::{Row, Source, StoreError, args, publishers};

/// A check as an index keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexRow {
    /// Which check.
    pub id: CheckId,
    /// Its newest change number: ask for what comes after it next time.
    pub change: i64,
    /// Whether it is live.
    pub state: CheckState,
    /// For its address.
    pub public_id: PublicId,
    /// The language of its text.
    pub lang: Lang,
    /// The claim in its languages, at least one.
    pub wordings: Vec<Wording>,
    /// Its headline.
    pub title: Option<String>,
    /// Where the claim was seen.
    pub links: Vec<String>,
    /// The rating of our scale, or from the operator's map; none when unmapped.
    pub rating: Option<(RatingKey, Option<RatingValue>)>,
    /// The label as shown.
    pub rating_label: String,
    /// Who made it; `None` is the desk itself. Trust as of this page; later changes come by
    /// [`crate::publishers::changed_since`].
    pub publisher: Option<Arc<Publisher>>,
    /// Where an imported check is published.
    pub url: Option<String>,
    /// After this instant it is never answered automatically.
    pub holds_until: Option<Timestamp>,
    /// When the claim was made.
    pub claim_date: Option<Day>,
    /// When the check was published.
    pub review_date: Option<Day>,
    /// What it is about, where that is one of our subjects.
    pub topic: Option<Topic>,
}

/// Checks that changed after this change number, in the order of changes, `limit` at most. An empty page means: up to
/// date. A check that changes while pages are read appears again with its newer number; none is missed.
pub async fn changed_since(from: &mut impl Source, after: i64, limit: u32) -> Result<Vec<IndexRow>, StoreError> {
    let rows = from
        .all(
            "SELECT id, change_number, state, withdraw_reason, replaced_by, public_id, lang, wordings, title, links, \
             rating_key, rating_value, rating_label, publisher_id, url, holds_until, claim_date, review_date, \
             topic FROM checks WHERE change_number > $1 ORDER BY change_number LIMIT $2",
            args![after, limit],
        )
        .await?;
    let mut publishers: HashMap<PublisherId, Arc<Publisher>> = HashMap::new();
    let mut page = Vec::with_capacity(rows.len());
    for row in &rows {
        let publisher = match row.maybe::<PublisherId>(13)? {
            None => None,
            Some(id) => match publishers.get(&id) {
                Some(known) => Some(known.clone()),
                None => {
                    let found = publishers::get(from, id).await?.ok_or(StoreError::Missing { what: "publisher" })?;
                    Some(publishers.entry(id).or_insert_with(|| Arc::new(found)).clone())
                }
            },
        };
        page.push(read(row, publisher)?);
    }
    Ok(page)
}

fn read(row: &Row, publisher: Option<Arc<Publisher>>) -> Result<IndexRow, StoreError> {
    Ok(IndexRow {
        id: row.get(0)?,
        change: row.get(1)?,
        state: read_state(row, 2)?,
        public_id: row.get(5)?,
        lang: row.get(6)?,
        wordings: row.json(7)?,
        title: row.get(8)?,
        links: if row.str(9)? == "[]" { Vec::new() } else { row.json(9)? },
        rating: read_rating(row, 10)?,
        rating_label: row.get(12)?,
        publisher,
        url: row.get(14)?,
        holds_until: row.maybe(15)?,
        claim_date: row.maybe(16)?,
        review_date: row.maybe(17)?,
        topic: row.get::<Option<String>>(18)?.as_deref().and_then(Topic::parse),
    })
}
