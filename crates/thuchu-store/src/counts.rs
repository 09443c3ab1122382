//! Counting the desk: a constant number of questions, each led by an index. What comes out is
//! exact; what of it may be told is decided by who asks.

use std::collections::BTreeMap;

use thuchu_model::{
    AppealState, CheckId, ClosingReason, Day, LEAST_ASKERS, LEAST_DAYS, Lang, ReviewState, Timestamp, Topic,
};

use crate::db::Sql;
use crate::{Source, StoreError, args};

/// The middle and the upper end of many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    /// How many values.
    pub count: u64,
    /// The two in the middle; the same one twice where their number is odd. The median is their mean.
    pub middle: [i64; 2],
    /// The least value that nine of ten do not exceed (nearest rank).
    pub p90: i64,
    /// How many different days the questions behind them came in, as far as two tell: 0, 1 or 2.
    pub days: u64,
}

/// Groups of questions that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// How many.
    pub clusters: u64,
    /// How many people asked them.
    pub askers: u64,
    /// On how many days they were opened.
    pub days: u64,
    /// The first of these days.
    pub oldest: Option<Day>,
}

/// What is visible of the groups that wait.
pub async fn backlog(from: &mut impl Source) -> Result<Backlog, StoreError> {
    let sql = "SELECT COUNT(*), CAST(COALESCE(SUM(demand), 0) AS BIGINT), COUNT(DISTINCT opened), MIN(opened) \
         FROM cluster WHERE state = 'open' AND shown = 1";
    let row = from.one(sql, args![]).await?;
    Ok(Backlog { clusters: row.get(0)?, askers: row.get(1)?, days: row.get(2)?, oldest: row.maybe(3)? })
}

/// The number of a day since 1970 of a date as text, in whole numbers that both engines divide alike (J. Meeus,
/// *Astronomical Algorithms*, ch. 7, as H. Fliegel and T. van Flandern wrote it).
fn day_number(date: &str) -> String {
    let part = |from: usize, letters: usize| format!("CAST(substr({date}, {from}, {letters}) AS BIGINT)");
    let (year, month, day) = (part(1, 4), part(6, 2), part(9, 2));
    let early = format!("((14 - {month}) / 12)");
    let years = format!("({year} + 4800 - {early})");
    format!(
        "({day} + (153 * ({month} + 12 * {early} - 3) + 2) / 5 + 365 * {years} + {years} / 4 - {years} / 100 \
         + {years} / 400 - 32045 - 2440588)"
    )
}

/// Whole days from the day a group was opened to the day it was answered, of groups answered since `since`.
/// `ahead_seconds`: how far the desk's day is ahead of UTC.
pub async fn days_to_answer(
    from: &mut impl Source,
    since: Timestamp,
    ahead_seconds: i64,
) -> Result<Spread, StoreError> {
    let values = format!(
        "SELECT (answered_at + {}) / 86400000000 - {} AS value, opened FROM cluster \
         WHERE state = 'answered' AND answered_at >= $1",
        ahead_seconds.saturating_mul(1_000_000),
        day_number("opened")
    );
    spread(from, &values, since).await
}

/// Microseconds from taking a group up to answering it, of groups answered since `since`.
pub async fn micros_from_take_up(from: &mut impl Source, since: Timestamp) -> Result<Spread, StoreError> {
    let values = "SELECT answered_at - taken_up_at AS value, opened FROM cluster \
         WHERE state = 'answered' AND answered_at >= $1 AND taken_up_at IS NOT NULL";
    spread(from, values, since).await
}

/// The spread of `value`s: the engine sorts once, and gives the three places.
async fn spread(from: &mut impl Source, values: &str, since: Timestamp) -> Result<Spread, StoreError> {
    let sql = format!(
        "WITH found AS ({values}), \
         placed AS (SELECT value, ROW_NUMBER() OVER (ORDER BY value) AS place FROM found), \
         total AS (SELECT COUNT(*) AS n, CAST(CASE WHEN MIN(opened) = MAX(opened) THEN 1 ELSE 2 END AS BIGINT) AS days FROM found) \
         SELECT placed.place, placed.value, total.n, total.days FROM placed CROSS JOIN total \
         WHERE placed.place IN ((total.n + 1) / 2, total.n / 2 + 1, (9 * total.n + 9) / 10)"
    );
    let mut spread = Spread::default();
    for row in from.all(Sql::Built(sql), args![since]).await? {
        let (place, value, n): (u64, i64, u64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        (spread.count, spread.days) = (n, row.get(3)?);
        for (at, middle) in [n.div_ceil(2), n / 2 + 1].into_iter().zip(&mut spread.middle) {
            if place == at {
                *middle = value;
            }
        }
        if place == (9 * n).div_ceil(10) {
            spread.p90 = value;
        }
    }
    Ok(spread)
}

/// How questions ended: day, `answered`, `suggested` or `none`, how many. Since this day, the earliest first.
pub async fn outcomes(from: &mut impl Source, since: Day) -> Result<Vec<(Day, String, u64)>, StoreError> {
    let sql = "SELECT day, outcome, CAST(SUM(asks) AS BIGINT) FROM outcome WHERE day >= $1 \
         GROUP BY day, outcome ORDER BY day, outcome";
    from.all(sql, args![since]).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// How many people asked, and on how many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// People, each counted once a day.
    pub askers: u64,
    /// Days.
    pub days: u64,
}

/// Demand by subject and by language; `None` is what nobody gave a subject. In the order of their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Demand {
    /// By subject.
    pub topics: Vec<(Option<Topic>, Asked)>,
    /// By language.
    pub langs: Vec<(Lang, Asked)>,
}

/// Demand since this day: the engine sums up each day's, which are summed up here, so that both tables cost one walk.
pub async fn demand(from: &mut impl Source, since: Day) -> Result<Demand, StoreError> {
    let sql = "SELECT c.topic, c.lang, d.day, CAST(SUM(d.askers) AS BIGINT) FROM demand d \
         JOIN cluster c ON c.id = d.cluster_id WHERE d.day >= $1 AND d.askers > 0 GROUP BY c.topic, c.lang, d.day";
    let (mut topics, mut langs) = (BTreeMap::new(), BTreeMap::new());
    for row in from.all(sql, args![since]).await? {
        let topic = row.get::<Option<String>>(0)?.map(|_| row.word(0, Topic::parse)).transpose()?;
        let (lang, day, askers): (String, String, u64) = (row.get(1)?, row.get(2)?, row.get(3)?);
        *topics.entry(topic).or_insert_with(BTreeMap::new).entry(day.clone()).or_insert(0) += askers;
        *langs.entry(lang).or_insert_with(BTreeMap::new).entry(day).or_insert(0) += askers;
    }
    let lang = |text: &str| Lang::parse(text).map_err(|_| StoreError::Corrupt("a cluster has no language".to_owned()));
    let langs = langs.into_iter().map(|(tag, days)| Ok((lang(&tag)?, Asked::on(&days))));
    Ok(Demand {
        topics: topics.into_iter().map(|(topic, days)| (topic, Asked::on(&days))).collect(),
        langs: langs.collect::<Result<_, StoreError>>()?,
    })
}

impl Asked {
    fn on(days: &BTreeMap<String, u64>) -> Self {
        Self { askers: days.values().sum(), days: days.len() as u64 }
    }
}

/// The checks that were asked about most from day `since` to the day before `until`, `most` at most: from ten people on two
/// days on, in the order of their number rounded to tens, then of their ids (TRUST R65).
pub async fn most_asked(
    from: &mut impl Source,
    since: Day,
    until: Day,
    most: u32,
) -> Result<Vec<(CheckId, Asked)>, StoreError> {
    let sql = "SELECT check_id, CAST(SUM(askers) AS BIGINT), COUNT(*) FROM asked \
         WHERE day >= $1 AND day < $2 AND askers > 0 GROUP BY check_id \
         HAVING SUM(askers) >= $3 AND COUNT(*) >= $4 \
         ORDER BY (CAST(SUM(askers) AS BIGINT) + 5) / 10 DESC, check_id LIMIT $5";
    let rows = from.all(sql, args![since, until, LEAST_ASKERS, LEAST_DAYS, most]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, Asked { askers: row.get(1)?, days: row.get(2)? }))).collect()
}

/// How many reviews are in each state.
pub async fn reviews(from: &mut impl Source) -> Result<Vec<(ReviewState, u64)>, StoreError> {
    let sql = "SELECT state, COUNT(*) FROM review GROUP BY state";
    from.all(sql, args![]).await?.iter().map(|row| Ok((row.word(0, ReviewState::parse)?, row.get(1)?))).collect()
}

/// Replies and appeals, against the day they were due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Appeals {
    /// Decided by then.
    pub in_time: u64,
    /// Decided later.
    pub late: u64,
    /// Not decided, and not yet due.
    pub open: u64,
    /// Not decided, and due before today.
    pub overdue: u64,
}

/// Those that came in since this day, and all that are open.
pub async fn appeals(from: &mut impl Source, since: Day, today: Day) -> Result<Appeals, StoreError> {
    let sql = "SELECT COUNT(CASE WHEN state <> $1 AND decided <= due THEN 1 END), \
         COUNT(CASE WHEN state <> $1 AND decided > due THEN 1 END), \
         COUNT(CASE WHEN state = $1 AND due >= $2 THEN 1 END), COUNT(CASE WHEN state = $1 AND due < $2 THEN 1 END) \
         FROM appeal WHERE received >= $3 OR state = $1";
    let row = from.one(sql, args![AppealState::Open.as_str(), today, since]).await?;
    Ok(Appeals { in_time: row.get(0)?, late: row.get(1)?, open: row.get(2)?, overdue: row.get(3)? })
}

/// Groups that were closed without an answer, by reason, since this month (`2026-11`).
pub async fn closings(from: &mut impl Source, month: &str) -> Result<Vec<(ClosingReason, u64)>, StoreError> {
    let sql = "SELECT reason, CAST(SUM(clusters) AS BIGINT) FROM closing WHERE month >= $1 GROUP BY reason";
    from.all(sql, args![month]).await?.iter().map(|row| Ok((row.word(0, ClosingReason::parse)?, row.get(1)?))).collect()
}
