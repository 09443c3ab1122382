//! Work that must happen once in effect: a table with lease, attempt and fencing number.
//!
//! A worker claims a job for a while, does it, and ends it in the unit of work of its effect. If it stalls past its
//! lease another worker claims the job with a higher fence, and the late effect of the first is refused.

use thuchu_model::{Chance, Effect, Job, JobId, JobKind, Timestamp};

use crate::db::{Ask as _, Sql};
use crate::{Db, Engine, Source, StoreError, Tx, args};

/// Queues a job. With an effect key: nothing is queued (`None`) when the same one waits already or has happened.
pub async fn enqueue(
    tx: &mut Tx,
    kind: &JobKind,
    payload: &str,
    effect: Option<&Effect>,
    due: Timestamp,
    chance: &dyn Chance,
) -> Result<Option<JobId>, StoreError> {
    if let Some(effect) = effect
        && happened(tx, effect).await?
    {
        return Ok(None);
    }
    let id = JobId::new(due, chance);
    let sql = "INSERT INTO job (id, kind, payload, effect, due_at, attempt, fence, lease_until) \
         VALUES ($1, $2, $3, $4, $5, 0, 0, 0) ON CONFLICT DO NOTHING";
    let done = tx.execute(sql, args![id, kind.as_str(), payload, effect.map(Effect::as_str), due]).await?;
    Ok((done > 0).then_some(id))
}

/// Claims the job of this kind that is due longest, for `seconds`. `None`: nothing is due. Committed before it returns.
pub async fn claim(db: &Db, kind: &JobKind, now: Timestamp, seconds: i64) -> Result<Option<Job>, StoreError> {
    let mut tx = db.begin().await?;
    let skip = match db.engine() {
        Engine::Sqlite => "",
        // A speed-up only: claimers do not wait for each other's row.
        Engine::Postgres => " FOR UPDATE SKIP LOCKED",
    };
    let sql = format!(
        "UPDATE job SET attempt = attempt + 1, fence = fence + 1, lease_until = $1 WHERE id = \
         (SELECT id FROM job WHERE kind = $3 AND due_at <= $2 AND lease_until <= $2 ORDER BY due_at, id LIMIT 1{skip}) \
         RETURNING id, kind, payload, attempt, fence, lease_until"
    );
    let row = tx.optional(Sql::Built(sql), args![now.plus_seconds(seconds), now, kind.as_str()]).await?;
    let job = match row {
        None => None,
        Some(row) => Some(Job {
            id: row.get(0)?,
            kind: row.word(1, JobKind::parse)?,
            payload: row.get(2)?,
            attempt: row.get(3)?,
            fence: row.get(4)?,
            lease_until: row.get(5)?,
        }),
    };
    tx.commit().await?;
    Ok(job)
}

/// Ends a job in the unit of work of its effect: the row is deleted, its effect key kept. Refused as a conflict when
/// another worker has claimed it since (stale fence) or the effect has happened; the caller then drops its work.
pub async fn finish(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<(), StoreError> {
    let sql = "DELETE FROM job WHERE id = $1 AND fence = $2 RETURNING effect";
    let row = tx.optional(sql, args![job.id, job.fence]).await?.ok_or(StoreError::Conflict { what: "job" })?;
    match row.get::<Option<String>>(0)? {
        Some(effect) => mark(tx, &effect, now).await,
        None => Ok(()),
    }
}

/// Gives a job back, to be tried again at `due`, with what went wrong. Refused as a conflict when the fence is stale.
pub async fn give_back(tx: &mut Tx, job: &Job, due: Timestamp, problem: &str) -> Result<(), StoreError> {
    let sql = "UPDATE job SET lease_until = 0, due_at = $1, last_problem = $2 WHERE id = $3 AND fence = $4";
    let done = tx.execute(sql, args![due, problem, job.id, job.fence]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "job" }) } else { Ok(()) }
}

/// Whether an effect has happened.
pub async fn happened(from: &mut impl Source, effect: &Effect) -> Result<bool, StoreError> {
    Ok(from.optional("SELECT at FROM effect WHERE name = $1", args![effect.as_str()]).await?.is_some())
}

/// Marks an effect that happens in this very unit of work. Whether it had not happened yet: of several programs at
/// once, one gets `true`.
pub async fn once(tx: &mut Tx, effect: &Effect, now: Timestamp) -> Result<bool, StoreError> {
    match mark(tx, effect.as_str(), now).await {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Forgets marks from before `then` of effects whose names begin so: nobody asks for them again. `prefix` holds no `%` and
/// no `_`.
pub async fn forget_effects(tx: &mut Tx, prefix: &str, then: Timestamp) -> Result<(), StoreError> {
    let sql = "DELETE FROM effect WHERE name LIKE $1 AND at < $2";
    tx.execute(sql, args![format!("{prefix}%"), then]).await.map(drop)
}

/// How many jobs wait or are under way.
pub async fn count(from: &mut impl Source) -> Result<u64, StoreError> {
    from.one("SELECT COUNT(*) FROM job", args![]).await?.get(0)
}

pub(crate) async fn mark(tx: &mut Tx, effect: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO effect (name, at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let done = tx.execute(sql, args![effect, now]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "effect" }) } else { Ok(()) }
}
