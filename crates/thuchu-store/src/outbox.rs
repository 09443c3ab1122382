//! What is to be delivered outside, written in the unit of work of its cause. Delivered at least once; the receiver's
//! side keeps the effect single.

use thuchu_model::{Chance, Effect, JobKind, Outbox, OutboxId, Timestamp};

use crate::db::{Ask as _, Sql};
use crate::{Db, Engine, Source, StoreError, Tx, args};

/// Queues a delivery; `None` when the same effect waits already or has happened.
pub async fn put(
    tx: &mut Tx,
    topic: &JobKind,
    payload: &str,
    effect: &Effect,
    due: Timestamp,
    chance: &dyn Chance,
) -> Result<Option<OutboxId>, StoreError> {
    if crate::jobs::happened(tx, effect).await? {
        return Ok(None);
    }
    let id = OutboxId::new(due, chance);
    let sql = "INSERT INTO outbox (id, topic, payload, effect, due_at, attempt, fence, lease_until) \
         VALUES ($1, $2, $3, $4, $5, 0, 0, 0) ON CONFLICT DO NOTHING";
    let done = tx.execute(sql, args![id, topic.as_str(), payload, effect.as_str(), due]).await?;
    Ok((done > 0).then_some(id))
}

/// Claims the delivery of this topic that is due longest, for `seconds`. Committed before it returns.
pub async fn claim(db: &Db, topic: &JobKind, now: Timestamp, seconds: i64) -> Result<Option<Outbox>, StoreError> {
    let mut tx = db.begin().await?;
    let skip = if db.engine() == Engine::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE outbox SET attempt = attempt + 1, fence = fence + 1, lease_until = $1 WHERE id = \
         (SELECT id FROM outbox WHERE topic = $3 AND due_at <= $2 AND lease_until <= $2 ORDER BY due_at, id LIMIT 1{skip}) \
         RETURNING id, topic, payload, attempt, fence"
    );
    let row = tx.optional(Sql::Built(sql), args![now.plus_seconds(seconds), now, topic.as_str()]).await?;
    let claimed = match row {
        None => None,
        Some(row) => Some(Outbox {
            id: row.get(0)?,
            topic: row.word(1, JobKind::parse)?,
            payload: row.get(2)?,
            attempt: row.get(3)?,
            fence: row.get(4)?,
        }),
    };
    tx.commit().await?;
    Ok(claimed)
}

/// Ends a delivery; refused as a conflict when another worker has claimed it since.
pub async fn delivered(tx: &mut Tx, what: &Outbox, now: Timestamp) -> Result<(), StoreError> {
    let sql = "DELETE FROM outbox WHERE id = $1 AND fence = $2 RETURNING effect";
    let row = tx.optional(sql, args![what.id, what.fence]).await?.ok_or(StoreError::Conflict { what: "outbox" })?;
    match row.get::<Option<String>>(0)? {
        Some(effect) => crate::jobs::mark(tx, &effect, now).await,
        None => Ok(()),
    }
}

/// Gives a delivery back, to be tried again at `due`.
pub async fn give_back(tx: &mut Tx, what: &Outbox, due: Timestamp, problem: &str) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET lease_until = 0, due_at = $1, last_problem = $2 WHERE id = $3 AND fence = $4";
    let done = tx.execute(sql, args![due, problem, what.id, what.fence]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "outbox" }) } else { Ok(()) }
}

/// How many deliveries wait.
pub async fn count(from: &mut impl Source) -> Result<u64, StoreError> {
    from.one("SELECT COUNT(*) FROM outbox", args![]).await?.get(0)
}

/// Gives a delivery up for good: it stays, with what went wrong, and is never due again ([`given_up`]).
pub async fn give_up(tx: &mut Tx, what: &Outbox, problem: &str) -> Result<(), StoreError> {
    give_back(tx, what, NEVER, problem).await
}

/// How many deliveries of this topic were given up.
pub async fn given_up(from: &mut impl Source, topic: &JobKind) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM outbox WHERE topic = $1 AND due_at >= $2";
    from.one(sql, args![topic.as_str(), NEVER]).await?.get(0)
}

/// The topics that begin so and have something due, each once.
pub async fn due_topics(from: &mut impl Source, prefix: &str, now: Timestamp) -> Result<Vec<JobKind>, StoreError> {
    let sql = "SELECT DISTINCT topic FROM outbox WHERE topic LIKE $1 AND due_at <= $2 AND lease_until <= $2";
    let rows = from.all(sql, args![format!("{prefix}%"), now]).await?;
    rows.iter().map(|row| row.word(0, JobKind::parse)).collect()
}

/// How many deliveries of this topic wait, and how many were given up.
pub async fn standing(from: &mut impl Source, topic: &JobKind) -> Result<(u64, u64), StoreError> {
    let row = from.one("SELECT COUNT(*) FROM outbox WHERE topic = $1", args![topic.as_str()]).await?;
    let (all, dead): (u64, u64) = (row.get(0)?, given_up(from, topic).await?);
    Ok((all.saturating_sub(dead), dead))
}

/// Tries again what was given up: as if it had never been tried. How many.
pub async fn again(tx: &mut Tx, topic: &JobKind, now: Timestamp) -> Result<u64, StoreError> {
    let sql = "UPDATE outbox SET due_at = $1, attempt = 0, lease_until = 0 WHERE topic = $2 AND due_at >= $3";
    tx.execute(sql, args![now, topic.as_str(), NEVER]).await
}

/// After every instant that a clock shows.
const NEVER: Timestamp = Timestamp::from_micros(i64::MAX);
