//! The head of the chain at the end of each day, as it is published: whoever copied one sees any later change of what
//! came before it.

use thuchu_model::{Day, Effect, Timestamp};

use super::Head;
use crate::db::Ask as _;
use crate::{Source, StoreError, Tx, args, jobs};

/// What is published for one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DailyHead {
    /// The day, where the desk is.
    pub day: Day,
    /// The newest link at its end.
    pub head: Head,
}

/// Keeps the head of a day that ended at `end`. `None`: this was done before, even if its row is gone since, or there
/// was no link yet. A clock that went backwards never makes a head smaller than the one of the day before.
pub async fn publish(tx: &mut Tx, day: Day, end: Timestamp, now: Timestamp) -> Result<Option<Head>, StoreError> {
    let effect = effect(day)?;
    if jobs::happened(tx, &effect).await? {
        return Ok(None);
    }
    let sql = "SELECT number, hash FROM audit_entry WHERE at < $1 ORDER BY at DESC, number DESC LIMIT 1";
    let reached = match tx.optional(sql, args![end]).await? {
        Some(row) => Some(Head { number: row.get(0)?, hash: row.get(1)? }),
        None => None,
    };
    let before = page(tx, None, 1).await?.first().map(|newest| newest.head);
    let Some(head) = reached.into_iter().chain(before).max_by_key(|head| head.number) else { return Ok(None) };
    jobs::mark(tx, effect.as_str(), now).await?;
    let sql = "INSERT INTO audit_daily (day, number, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    tx.execute(sql, args![day, head.number, head.hash]).await?;
    Ok(Some(head))
}

fn effect(day: Day) -> Result<Effect, StoreError> {
    Effect::parse(&format!("audit.daily:{day}")).ok_or(StoreError::Missing { what: "effect" })
}

/// The published heads before this day, newest first, `limit` at most.
pub async fn page(from: &mut impl Source, before: Option<Day>, limit: u32) -> Result<Vec<DailyHead>, StoreError> {
    let sql = "SELECT day, number, hash FROM audit_daily WHERE day < $1 ORDER BY day DESC LIMIT $2";
    let before = before.map_or_else(|| "9999-99-99".to_owned(), |day| day.to_string());
    let rows = from.all(sql, args![before, limit]).await?;
    rows.iter()
        .map(|row| Ok(DailyHead { day: row.get(0)?, head: Head { number: row.get(1)?, hash: row.get(2)? } }))
        .collect()
}

/// All of them, for [`super::verify`].
pub(crate) async fn all(from: &mut impl Source) -> Result<Vec<Head>, StoreError> {
    let rows = from.all("SELECT number, hash FROM audit_daily ORDER BY number", args![]).await?;
    rows.iter().map(|row| Ok(Head { number: row.get(0)?, hash: row.get(1)? })).collect()
}

/// When the first link was made; `None` for an empty chain.
pub async fn began(from: &mut impl Source) -> Result<Option<Timestamp>, StoreError> {
    let row = from.optional("SELECT at FROM audit_entry ORDER BY number LIMIT 1", args![]).await?;
    row.map(|row| row.get(0)).transpose()
}
