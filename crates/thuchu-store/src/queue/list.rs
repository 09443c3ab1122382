//! One page of the queue, and the counts beside it.

use std::collections::HashMap;

use thuchu_model::{ClusterId, Day, EditorId, Topic};

use super::{Assigned, Filter, Listed, MOST_COUNTED, Place, Shelf, Tally};
use crate::clusters::{self, COLUMNS};
use crate::db::{Sql, list_of};
use crate::{Arg, Row, Source, StoreError, args};

/// A condition and its values, built together.
struct Conditions {
    text: String,
    values: Vec<Arg>,
}

impl Conditions {
    fn and(&mut self, before: &str, value: impl Into<Arg>) {
        self.values.push(value.into());
        self.text.push_str(&format!(" AND {before} ${}", self.values.len()));
    }
}

const SELECT: &str = ", cluster.recent, editor.name, message.sealed FROM cluster \
    LEFT JOIN editor ON editor.id = cluster.assignee \
    LEFT JOIN message ON message.id = cluster.wording_of AND message.shown = 1";

/// One cluster as the list has it; `None` before a batch has shown it.
pub async fn one(from: &mut impl Source, id: ClusterId) -> Result<Option<Listed>, StoreError> {
    let sql = format!("SELECT {COLUMNS}{SELECT} WHERE cluster.id = $1 AND cluster.shown = 1");
    from.optional(Sql::Built(sql), args![id]).await?.as_ref().map(listed).transpose()
}

/// Into which cluster a merged one went.
pub async fn merged_into(from: &mut impl Source, id: ClusterId) -> Result<Option<ClusterId>, StoreError> {
    let row = from.optional("SELECT merged_into FROM cluster WHERE id = $1", args![id]).await?;
    row.map_or(Ok(None), |row| row.maybe(0))
}

/// The clusters that pass, behind `after`, `limit` at most, in one statement. `only`: those of them; at most 500.
pub async fn list(
    from: &mut impl Source,
    filter: &Filter,
    only: Option<&[ClusterId]>,
    (me, today): (EditorId, Day),
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let mut and = Conditions { text: filter.shelf.condition().to_owned(), values: Vec::new() };
    match filter.shelf {
        Shelf::Mine => and.and("cluster.assignee =", me),
        Shelf::Overdue => and.and("cluster.due <", today),
        _ => {}
    }
    if let Some(topic) = filter.topic {
        and.and("cluster.topic =", topic.as_str());
    }
    if let Some(lang) = &filter.lang {
        and.and("cluster.lang =", lang);
    }
    if let Some(days) = filter.days {
        and.and("cluster.opened >", today.plus_days(-i64::from(days)));
    }
    if let Some(least) = filter.least {
        and.and("cluster.demand >=", least);
    }
    match filter.assigned {
        Some(Assigned::To(editor)) => and.and("cluster.assignee =", editor),
        Some(Assigned::Nobody) => and.text.push_str(" AND cluster.assignee IS NULL"),
        None => {}
    }
    if let Some(only) = only {
        let places = list_of(and.values.len(), only.len());
        and.text.push_str(&if only.is_empty() {
            " AND 1 = 0".to_owned()
        } else {
            format!(" AND cluster.id IN ({places})")
        });
        and.values.extend(only.iter().map(|id| Arg::from(*id)));
    }
    let column = filter.order.column();
    if let Some(place) = after {
        let (value, id) = match place {
            Place::Count(count, id) => (Arg::from(*count), *id),
            Place::Day(day, id) => (Arg::from(*day), *id),
        };
        let first = and.values.len() + 1;
        and.values.extend([value, Arg::from(id)]);
        and.text.push_str(&format!(" AND ({column}, cluster.id) < (${first}, ${})", first + 1));
    }
    let sql =
        format!("SELECT {COLUMNS}{SELECT} WHERE {} ORDER BY {column} DESC, cluster.id DESC LIMIT {limit}", and.text);
    from.all(Sql::Built(sql), and.values).await?.iter().map(listed).collect()
}

fn listed(row: &Row) -> Result<Listed, StoreError> {
    Ok(Listed { cluster: clusters::read(row)?, recent: row.get(14)?, assignee: row.maybe(15)?, sealed: row.get(16)? })
}

/// How many asked on each day from `since` on, of these clusters, in one statement.
pub async fn days(
    from: &mut impl Source,
    clusters: &[ClusterId],
    since: Day,
) -> Result<HashMap<ClusterId, Vec<(Day, u32)>>, StoreError> {
    let mut found: HashMap<ClusterId, Vec<(Day, u32)>> = HashMap::new();
    if clusters.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT cluster_id, day, askers FROM demand WHERE day >= $1 AND cluster_id IN ({}) ORDER BY day",
        list_of(1, clusters.len())
    );
    let mut values = args![since];
    values.extend(clusters.iter().map(|id| Arg::from(*id)));
    for row in from.all(Sql::Built(sql), values).await? {
        found.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
    }
    Ok(found)
}

/// How many are on each shelf and about each topic, in one statement that never counts further than
/// [`MOST_COUNTED`].
pub async fn tally(from: &mut impl Source, me: EditorId, today: Day) -> Result<Tally, StoreError> {
    let shelves = Shelf::ALL.map(|shelf| match shelf {
        Shelf::Mine => format!("{} AND cluster.assignee = $1", shelf.condition()),
        Shelf::Overdue => format!("{} AND cluster.due < $2", shelf.condition()),
        _ => shelf.condition().to_owned(),
    });
    let topics = Topic::ALL.map(|topic| format!("{} AND cluster.topic = '{topic}'", Shelf::Unanswered.condition()));
    let counts: Vec<String> = shelves
        .iter()
        .chain(&topics)
        .enumerate()
        .map(|(place, condition)| {
            format!("(SELECT COUNT(*) FROM (SELECT 1 FROM cluster WHERE {condition} LIMIT {MOST_COUNTED}) AS c{place})")
        })
        .collect();
    let row = from.one(Sql::Built(format!("SELECT {}", counts.join(", "))), args![me, today]).await?;
    let mut tally = Tally { shelves: [0; 6], topics: [0; 10] };
    for (place, count) in tally.shelves.iter_mut().chain(&mut tally.topics).enumerate() {
        *count = row.get(place)?;
    }
    Ok(tally)
}

/// The desk's own wordings, which are all that can be searched; the newest `most`.
pub async fn own_wordings(from: &mut impl Source, most: u32) -> Result<Vec<(ClusterId, String)>, StoreError> {
    let sql =
        "SELECT id, wording FROM cluster WHERE wording IS NOT NULL AND shown = 1 ORDER BY opened DESC, id LIMIT $1";
    from.all(sql, args![most]).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
