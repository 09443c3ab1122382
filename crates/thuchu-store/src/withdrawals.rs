//! How checks of ours are taken back: one editor asks, another one confirms. That these are two is a constraint of the
//! table, and so is that one wish at a time is open for a check.

use thuchu_model::{CheckId, EditorId, Timestamp, WithdrawReason, Withdrawal, WithdrawalId};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args};

/// A wish to take a check back, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWithdrawal {
    /// The wish.
    pub withdrawal: Withdrawal,
    /// When it was asked for.
    pub asked: Timestamp,
    /// `Some(true)`: confirmed. `Some(false)`: refused.
    pub confirmed: Option<bool>,
    /// When that was decided.
    pub decided: Option<Timestamp>,
}

const COLUMNS: &str = "SELECT id, check_id, reason, text, asked_by, asked_at, state, decided_at FROM withdrawal";

/// Asks for one. A check for which one is open already is refused as [`StoreError::Exists`].
pub async fn ask(tx: &mut Tx, wish: &Withdrawal, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO withdrawal (id, check_id, reason, text, asked_by, asked_at, state) \
         VALUES ($1, $2, $3, $4, $5, $6, 'open') ON CONFLICT DO NOTHING";
    let values = args![wish.id, wish.check, wish.reason.as_str(), &wish.text, wish.by, now];
    if tx.execute(sql, values).await? == 0 { Err(StoreError::Exists { what: "withdrawal" }) } else { Ok(()) }
}

/// Decides one that is open; else a conflict. The store itself refuses a confirmation by who asked.
pub async fn decide(
    tx: &mut Tx,
    id: WithdrawalId,
    confirmed: bool,
    by: EditorId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let state = if confirmed { "confirmed" } else { "refused" };
    let sql = "UPDATE withdrawal SET state = $1, decided_by = $2, decided_at = $3 WHERE id = $4 AND state = 'open'";
    let done = tx.execute(sql, args![state, by, now, id]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "withdrawal" }) } else { Ok(()) }
}

/// The wish of this id.
pub async fn get(from: &mut impl Source, id: WithdrawalId) -> Result<Option<StoredWithdrawal>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE id = $1"));
    from.optional(sql, args![id]).await?.as_ref().map(read).transpose()
}

/// The newest one of a check: the open one, if there is one.
pub async fn newest_of(from: &mut impl Source, check: CheckId) -> Result<Option<StoredWithdrawal>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE check_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 1"));
    from.optional(sql, args![check]).await?.as_ref().map(read).transpose()
}

/// All that are open, oldest first, `limit` at most.
pub async fn open(from: &mut impl Source, limit: u32) -> Result<Vec<StoredWithdrawal>, StoreError> {
    let sql = Sql::Built(format!("{COLUMNS} WHERE state = 'open' ORDER BY asked_at, id LIMIT $1"));
    from.all(sql, args![limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<StoredWithdrawal, StoreError> {
    let withdrawal = Withdrawal {
        id: row.get(0)?,
        check: row.get(1)?,
        reason: row.word(2, WithdrawReason::parse)?,
        text: row.get(3)?,
        by: row.get(4)?,
    };
    let confirmed = match row.str(6)? {
        "open" => None,
        state => Some(state == "confirmed"),
    };
    Ok(StoredWithdrawal { withdrawal, asked: row.get(5)?, confirmed, decided: row.maybe(7)? })
}
