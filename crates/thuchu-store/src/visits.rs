//! Counts of visits: views by page and day, and of the whole site how many people came. Who is counted, and how nobody is
//! counted twice, is left to `thuchu-app`.

use thuchu_model::{Day, Timestamp};

use crate::db::{Ask as _, Sql, rows_of};
use crate::{Arg, Source, StoreError, Tx, args};

/// Rows of one statement.
const ROWS: usize = 200;

/// Views of one page on one day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Views {
    /// `check`, `page` or `topic`.
    pub kind: &'static str,
    /// Which one.
    pub object: String,
    /// The day.
    pub day: Day,
    /// How often it was looked at: 1 or more.
    pub views: u64,
}

/// A site's counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Pages that were looked at.
    pub views: u64,
    /// People of each day, summed up: who came on five days counts five times.
    pub visitors: u64,
}

/// The counts that a site shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Today.
    pub today: Counted,
    /// The day before.
    pub yesterday: Counted,
    /// Since the Monday of this week.
    pub week: Counted,
    /// Since the first of this month.
    pub month: Counted,
    /// Ever.
    pub all: Counted,
}

/// Says that a program writes its batch of this number, and how many people it sees now. `false`: the batch is there
/// already, for a commit whose answer was lost is tried again. Holds the program's row until the end of the unit of work.
///
/// # Errors
/// When the store does not answer.
pub async fn begin_batch(
    tx: &mut Tx,
    node: [u8; 16],
    number: u64,
    online: u64,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO visit_node (node, batches, online, at) VALUES ($1, 0, $2, $3) \
         ON CONFLICT (node) DO UPDATE SET online = excluded.online, at = excluded.at";
    tx.execute(sql, args![node, online, at]).await?;
    let sql = "UPDATE visit_node SET batches = $2 WHERE node = $1 AND batches < $3";
    Ok(tx.execute(sql, args![node, number, number]).await? == 1)
}

/// Adds views to their pages and days. In the order of the pages, so that two programs never wait for each other in a circle.
///
/// # Errors
/// When the store does not answer.
pub async fn add(tx: &mut Tx, views: &mut [Views]) -> Result<(), StoreError> {
    views.sort_unstable();
    for some in views.chunks(ROWS) {
        let sql = format!(
            "INSERT INTO view_count (kind, object, day, views) VALUES {} \
             ON CONFLICT (kind, object, day) DO UPDATE SET views = view_count.views + excluded.views",
            rows_of(4, some.len())
        );
        let values: Vec<Arg> = some.iter().flat_map(|one| args![one.kind, &one.object, one.day, one.views]).collect();
        tx.execute(Sql::Built(sql), values).await?;
    }
    Ok(())
}

/// Adds a day's views, and gives its sketch so far; `None` where the day has none yet or is over. Holds the day's row until
/// the end of the unit of work.
///
/// # Errors
/// When the store does not answer.
pub async fn add_to_day(tx: &mut Tx, day: Day, views: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "INSERT INTO visit_day (day, views, visitors) VALUES ($1, $2, 0) \
         ON CONFLICT (day) DO UPDATE SET views = visit_day.views + excluded.views";
    tx.execute(sql, args![day, views]).await?;
    tx.one("SELECT registers FROM visit_day WHERE day = $1", args![day]).await?.maybe(0)
}

/// Writes a day's sketch and how many people it counts.
///
/// # Errors
/// When the store does not answer.
pub async fn set_sketch(tx: &mut Tx, day: Day, registers: &[u8], visitors: u64) -> Result<(), StoreError> {
    let sql = "UPDATE visit_day SET registers = $2, visitors = $3 WHERE day = $1";
    tx.execute(sql, args![day, registers, visitors]).await.map(drop)
}

/// Ends the days before this one: what is left of them are numbers. Programs that have not been heard of since `since` are
/// forgotten.
///
/// # Errors
/// When the store does not answer.
pub async fn end_days(tx: &mut Tx, before: Day, since: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE visit_day SET registers = NULL WHERE day < $1 AND registers IS NOT NULL";
    tx.execute(sql, args![before]).await?;
    tx.execute("DELETE FROM visit_node WHERE at < $1", args![since]).await.map(drop)
}

/// What the site shows today.
///
/// # Errors
/// When the store does not answer.
pub async fn totals(from: &mut impl Source, today: Day) -> Result<Totals, StoreError> {
    let sum =
        |column: &str, when: &str| format!("CAST(COALESCE(SUM(CASE WHEN {when} THEN {column} END), 0) AS BIGINT)");
    let spans = ["day = $1", "day = $2", "day >= $3", "day >= $4", "1 = 1"];
    let columns: Vec<String> = spans.iter().flat_map(|when| [sum("views", when), sum("visitors", when)]).collect();
    let sql = format!("SELECT {} FROM visit_day WHERE day <= $1", columns.join(", "));
    let values = args![today, today.plus_days(-1), today.monday(), today.first_of_month()];
    let row = from.one(Sql::Built(sql), values).await?;
    let counted = |span: usize| -> Result<Counted, StoreError> {
        Ok(Counted { views: row.get(2 * span)?, visitors: row.get(2 * span + 1)? })
    };
    Ok(Totals { today: counted(0)?, yesterday: counted(1)?, week: counted(2)?, month: counted(3)?, all: counted(4)? })
}

/// How many people the programs see that were heard of since `since`, summed up.
///
/// # Errors
/// When the store does not answer.
pub async fn online(from: &mut impl Source, since: Timestamp) -> Result<u64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(online), 0) AS BIGINT) FROM visit_node WHERE at >= $1";
    from.one(sql, args![since]).await?.get(0)
}

/// Views of one page since a day.
///
/// # Errors
/// When the store does not answer.
pub async fn views_of(from: &mut impl Source, kind: &'static str, object: &str, since: Day) -> Result<u64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(views), 0) AS BIGINT) FROM view_count \
         WHERE kind = $1 AND object = $2 AND day >= $3";
    from.one(sql, args![kind, object, since]).await?.get(0)
}

/// The pages of a kind that were looked at most since a day, and how often.
///
/// # Errors
/// When the store does not answer.
pub async fn most_viewed(
    from: &mut impl Source,
    kind: &'static str,
    since: Day,
    most: u32,
) -> Result<Vec<(String, u64)>, StoreError> {
    let sql = "SELECT object, CAST(SUM(views) AS BIGINT) AS seen FROM view_count WHERE kind = $1 AND day >= $2 \
         GROUP BY object ORDER BY seen DESC, object LIMIT $3";
    let rows = from.all(sql, args![kind, since, most]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
