//! Who is told of publications, and the tries to tell them. What waits to be told is in the outbox; whom to tell what, and how
//! it is signed and sent, is left to `thuchu-app`.

use thuchu_model::{JobKind, OutboxId, Timestamp, WebhookId};

use crate::{Row, Source, StoreError, Tx, args};

/// A receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    /// Its name.
    pub id: WebhookId,
    /// Where it takes requests.
    pub url: String,
    /// What it shares with us, sealed.
    pub secret: Vec<u8>,
    /// Which events, by their words, with a space between.
    pub events: String,
    /// Whether it is told at present.
    pub active: bool,
    /// Since when it is one.
    pub since: Timestamp,
    /// Tries in a row that failed.
    pub failures: u32,
    /// It is left alone until then.
    pub rest_until: Timestamp,
}

/// A try to tell a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// The message, as the receiver sees it.
    pub message: String,
    /// The event's word.
    pub event: String,
    /// When.
    pub at: Timestamp,
    /// The how-manieth try of the message, from 1.
    pub attempt: u32,
    /// What the receiver answered; `None` without an answer.
    pub status: Option<u32>,
    /// A code, where it failed.
    pub problem: Option<String>,
}

const COLUMNS: &str = "SELECT id, url, secret, events, active, since, failures, rest_until FROM webhook";

fn read(row: &Row) -> Result<Receiver, StoreError> {
    Ok(Receiver {
        id: row.get(0)?,
        url: row.get(1)?,
        secret: row.get(2)?,
        events: row.get(3)?,
        active: row.get(4)?,
        since: row.get(5)?,
        failures: row.get(6)?,
        rest_until: row.get(7)?,
    })
}

/// All receivers, oldest first.
pub async fn all(from: &mut impl Source) -> Result<Vec<Receiver>, StoreError> {
    let sql = format!("{COLUMNS} ORDER BY id");
    from.all(crate::db::Sql::Built(sql), args![]).await?.iter().map(read).collect()
}

/// One of them.
pub async fn get(from: &mut impl Source, id: WebhookId) -> Result<Option<Receiver>, StoreError> {
    let sql = format!("{COLUMNS} WHERE id = $1");
    from.optional(crate::db::Sql::Built(sql), args![id]).await?.as_ref().map(read).transpose()
}

/// Adds a receiver.
pub async fn add(tx: &mut Tx, one: &Receiver) -> Result<(), StoreError> {
    let sql = "INSERT INTO webhook (id, url, secret, events, active, since, failures, rest_until) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0)";
    tx.execute(sql, args![one.id, &one.url, one.secret.clone(), &one.events, one.active, one.since]).await.map(drop)
}

/// Tells it, or does not.
pub async fn set_active(tx: &mut Tx, id: WebhookId, active: bool) -> Result<(), StoreError> {
    let sql = "UPDATE webhook SET active = $1, failures = 0, rest_until = 0 WHERE id = $2";
    match tx.execute(sql, args![active, id]).await? {
        0 => Err(StoreError::Missing { what: "webhook" }),
        _ => Ok(()),
    }
}

/// Leaves a receiver alone until then, after so many failures in a row.
pub async fn rest(tx: &mut Tx, id: WebhookId, failures: u32, until: Timestamp) -> Result<(), StoreError> {
    let sql =
        "UPDATE webhook SET failures = $1, rest_until = $2 WHERE id = $3 AND (failures <> $4 OR rest_until <> $5)";
    tx.execute(sql, args![failures, until, id, failures, until]).await.map(drop)
}

/// Takes a receiver away, with what waits for it and the tries.
pub async fn remove(tx: &mut Tx, id: WebhookId, topic: &JobKind) -> Result<(), StoreError> {
    tx.execute("DELETE FROM outbox WHERE topic = $1", args![topic.as_str()]).await?;
    tx.execute("DELETE FROM webhook_try WHERE webhook_id = $1", args![id]).await?;
    match tx.execute("DELETE FROM webhook WHERE id = $1", args![id]).await? {
        0 => Err(StoreError::Missing { what: "webhook" }),
        _ => Ok(()),
    }
}

/// Notes a try. `id`: its name.
pub async fn tried(tx: &mut Tx, id: OutboxId, of: WebhookId, one: &Try) -> Result<(), StoreError> {
    let sql = "INSERT INTO webhook_try (id, webhook_id, message, event, at, attempt, status, problem) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let problem = one.problem.as_deref();
    tx.execute(sql, args![id, of, &one.message, &one.event, one.at, one.attempt, one.status, problem]).await.map(drop)
}

/// The newest tries.
pub async fn tries(from: &mut impl Source, of: WebhookId, most: u32) -> Result<Vec<Try>, StoreError> {
    let sql = "SELECT message, event, at, attempt, status, problem FROM webhook_try WHERE webhook_id = $1 \
         ORDER BY at DESC, id DESC LIMIT $2";
    let one = |row: &Row| {
        Ok(Try {
            message: row.get(0)?,
            event: row.get(1)?,
            at: row.get(2)?,
            attempt: row.get(3)?,
            status: row.maybe(4)?,
            problem: row.maybe(5)?,
        })
    };
    from.all(sql, args![of, most]).await?.iter().map(one).collect()
}
