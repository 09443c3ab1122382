//! Deleting what was kept long enough: one unit of work a day, counted, once in effect whoever begins it.

use thuchu_model::{Cutoffs, Day, Effect, MessageId, Timestamp};

use crate::db::{Ask as _, Sql};
use crate::sealing::Keys;
use crate::{Arg, Db, Engine, Source, StoreError, Tx, args};

/// How many rows of each kind are due, or were deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Gone {
    /// Messages.
    #[serde(rename = "messages")]
    pub message: u64,
    /// Pictures of messages.
    pub media: u64,
    /// Reply addresses.
    pub answer_owed: u64,
    /// Receipts.
    #[serde(rename = "receipts")]
    pub receipt: u64,
    /// Words of appeals.
    pub appeal: u64,
    /// Acts on clusters that could be undone.
    pub cluster_act: u64,
    /// Days on which somebody read messages.
    pub seen_by_reader: u64,
    /// Earlier states of drafts.
    pub draft_history: u64,
    /// Tries to tell receivers of webhooks.
    pub webhook_try: u64,
}

impl Gone {
    /// All together.
    #[must_use]
    pub const fn sum(&self) -> u64 {
        self.message
            + self.media
            + self.answer_owed
            + self.receipt
            + self.appeal
            + self.cluster_act
            + self.seen_by_reader
            + self.draft_history
            + self.webhook_try
    }
}

const MESSAGES: &str = "SELECT m.id FROM message m JOIN cluster c ON c.id = m.cluster_id \
    WHERE m.day <= $1 OR (c.state = 'answered' AND c.answered_at < $2)";

/// One kind of row: what it is in the store, which are due, and how they are deleted.
struct Kind {
    table: &'static str,
    due: String,
    delete: &'static str,
    args: Vec<Arg>,
    counted: fn(&mut Gone) -> &mut u64,
}

/// Rows of pictures before those of their messages.
fn kinds(cutoffs: &Cutoffs) -> Vec<Kind> {
    let messages = || args![cutoffs.message_any, cutoffs.message_answered];
    let kind = |table, due: &str, args, counted| Kind { table, due: due.to_owned(), delete: "", args, counted };
    vec![
        kind("media", &format!("message_id IN ({MESSAGES})"), messages(), |gone| &mut gone.media),
        kind("message", &format!("id IN ({MESSAGES})"), messages(), |gone| &mut gone.message),
        kind(
            "answer_owed",
            "(answered IS NULL AND since <= $1) OR (tell_changes = 0 AND answered <= $2) OR answered <= $3 OR since <= $4",
            args![
                cutoffs.address_unanswered,
                cutoffs.address_answered,
                cutoffs.address_tell_changes,
                cutoffs.address_any
            ],
            |gone| &mut gone.answer_owed,
        ),
        kind(
            "receipt",
            "answered <= $1 OR since <= $2",
            args![cutoffs.receipt_answered, cutoffs.receipt_any],
            |gone| &mut gone.receipt,
        ),
        Kind {
            delete: "UPDATE appeal SET sealed = NULL",
            ..kind("appeal", "sealed IS NOT NULL AND decided <= $1", args![cutoffs.appeal_decided], |gone| {
                &mut gone.appeal
            })
        },
        kind("cluster_act", "at < $1", args![cutoffs.acts], |gone| &mut gone.cluster_act),
        kind("webhook_try", "at < $1", args![cutoffs.acts], |gone| &mut gone.webhook_try),
        kind("seen_by_reader", "day <= $1", args![cutoffs.readers], |gone| &mut gone.seen_by_reader),
        kind(
            "draft_history",
            "EXISTS (SELECT 1 FROM review_version v WHERE v.review_id = draft_history.review_id \
             AND v.number = draft_history.number AND v.at < $1)",
            args![cutoffs.draft_history],
            |gone| &mut gone.draft_history,
        ),
    ]
}

/// How much is due.
pub async fn due(from: &mut impl Source, cutoffs: &Cutoffs) -> Result<Gone, StoreError> {
    let mut gone = Gone::default();
    for kind in kinds(cutoffs) {
        let sql = format!("SELECT COUNT(*) FROM {} WHERE {}", kind.table, kind.due);
        *(kind.counted)(&mut gone) = from.one(Sql::Built(sql), kind.args).await?.get(0)?;
    }
    Ok(gone)
}

/// Deletes what is due, and gives the counts and the names of the messages, for whoever still has them in memory. A
/// cluster that was worded by such a message has no wording any more. `effect` names the day: where it has happened
/// already, nothing is done and [`StoreError::Conflict`] says so.
pub async fn apply(
    tx: &mut Tx,
    cutoffs: &Cutoffs,
    effect: &Effect,
    now: Timestamp,
) -> Result<(Gone, Vec<MessageId>), StoreError> {
    crate::jobs::mark(tx, effect.as_str(), now).await?;
    let messages = || args![cutoffs.message_any, cutoffs.message_answered];
    let names = tx.all(MESSAGES, messages()).await?.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    let sql = format!("UPDATE cluster SET wording_of = NULL, revision = revision + 1 WHERE wording_of IN ({MESSAGES})");
    tx.execute(Sql::Built(sql), messages()).await?;
    let mut gone = Gone::default();
    for kind in kinds(cutoffs) {
        let sql = match kind.delete {
            "" => format!("DELETE FROM {} WHERE {}", kind.table, kind.due),
            other => format!("{other} WHERE {}", kind.due),
        };
        *(kind.counted)(&mut gone) = tx.execute(Sql::Built(sql), kind.args).await?;
    }
    Ok((gone, names))
}

/// The months whose keys may be destroyed: they ended on `last` or before, and nothing in the store is sealed with them.
/// What still waits to be decided keeps its key.
pub async fn keys_due(from: &mut impl Source, keys: &Keys, last: Day) -> Result<Vec<String>, StoreError> {
    let ended = |month: &String| last_day(month).is_some_and(|day| day <= last);
    let mut months: Vec<String> = keys.months()?.into_iter().filter(ended).collect();
    if months.is_empty() {
        return Ok(months);
    }
    // The month stands behind the first byte of what is sealed.
    for table in ["message", "media", "answer_owed", "receipt", "appeal"] {
        let sql = format!("SELECT DISTINCT substr(sealed, 2, 7) FROM {table} WHERE sealed IS NOT NULL");
        for row in from.all(Sql::Built(sql), args![]).await? {
            let used: Vec<u8> = row.get(0)?;
            months.retain(|month| month.as_bytes() != used);
        }
    }
    Ok(months)
}

/// The last day of a month, `2026-11`.
fn last_day(month: &str) -> Option<Day> {
    let first = Day::parse(&format!("{month}-01"))?;
    let (year, number, _) = first.parts();
    let next = if number == 12 { Day::new(year + 1, 1, 1) } else { Day::new(year, number + 1, 1) };
    Some(next?.plus_days(-1))
}

impl Db {
    /// Folds SQLite's write-ahead log back in and cuts it to nothing, so that what was deleted is in no file any more.
    /// Whether that was done; somebody who still reads an older state prevents it. Always true on PostgreSQL, whose own
    /// log and vacuum are the server's.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn fold_log(&self) -> Result<bool, StoreError> {
        if self.engine() == Engine::Postgres {
            return Ok(true);
        }
        let busy = self.checkpoint().await?;
        Ok(!busy)
    }
}
