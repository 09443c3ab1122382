//! Reading the chain: newest first, by object, act, editor and day, a page at a time. A page looks at a bounded number
//! of entries, whatever it is filtered by.

use std::collections::BTreeMap;

use thuchu_model::{AuditAct, AuditEntry, AuditObject, EditorId, ReviewId, Timestamp};

use super::{head, read};
use crate::db::{Sql, list_of};
use crate::{Arg, Source, StoreError, args};

/// Entries that one page looks through where no index leads to them.
pub const WINDOW: i64 = 20_000;

/// Which entries are wanted; all that is `None` lets everything pass.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// About things of this kind, as the store names it.
    pub kind: Option<&'static str>,
    /// About this very thing.
    pub object: Option<AuditObject>,
    /// Of this act.
    pub act: Option<AuditAct>,
    /// In this editor's name.
    pub editor: Option<EditorId>,
    /// Since the first instant and before the second.
    pub between: Option<(Timestamp, Timestamp)>,
    /// Before this number.
    pub before: Option<i64>,
}

/// A page of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The entries, newest first.
    pub entries: Vec<AuditEntry>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<i64>,
}

/// The newest entries that are wanted, `limit` at most. Fewer with a `next` means that [`WINDOW`] was looked through.
pub async fn page(from: &mut impl Source, wanted: &Wanted, limit: u32) -> Result<Page, StoreError> {
    let mut before = head(from).await?.number + 1;
    if let Some(asked) = wanted.before {
        before = before.min(asked);
    }
    let mut first = 1;
    if let Some((since, until)) = wanted.between {
        let sql =
            "SELECT COALESCE(MIN(number), 0), COALESCE(MAX(number), -1) FROM audit_entry WHERE at >= $1 AND at < $2";
        let row = from.one(sql, args![since, until]).await?;
        first = first.max(row.get(0)?);
        before = before.min(row.get::<i64>(1)? + 1);
    }
    let led = wanted.object.is_some() || wanted.act.is_some();
    let low = if led && wanted.editor.is_none() { first } else { first.max(before - WINDOW) };
    // One more than asked for tells whether there are more.
    let (sql, values) = select(wanted, low, before, limit.saturating_add(1));
    let rows = from.all(sql, values).await?;
    let mut entries = rows.iter().map(|row| Ok(read(row)?.0)).collect::<Result<Vec<_>, StoreError>>()?;
    let more = entries.len() > limit as usize;
    entries.truncate(limit as usize);
    let next = if more { entries.last().map(|entry| entry.number) } else { Some(low).filter(|low| *low > first) };
    Ok(Page { entries, next })
}

fn select(wanted: &Wanted, low: i64, before: i64, limit: u32) -> (Sql, Vec<Arg>) {
    let mut sql = "SELECT number, at, by_editors, act, object_kind, object_id, detail, hash FROM audit_entry \
         WHERE number >= $1 AND number < $2"
        .to_owned();
    let mut values = args![low, before];
    let mut and = |condition: &str, more: Vec<Arg>| {
        let mut condition = condition.to_owned();
        for value in more {
            values.push(value);
            condition = condition.replacen('?', &format!("${}", values.len()), 1);
        }
        sql.push_str(" AND ");
        sql.push_str(&condition);
    };
    match (&wanted.object, wanted.kind) {
        (Some(object), _) => and("object_kind = ? AND object_id = ?", args![object.kind(), object.id()]),
        // Not by the index, which would gather all of a kind to find the newest.
        (None, Some(kind)) => and("object_kind || '' = ?", args![kind]),
        (None, None) => {}
    }
    if let Some(act) = &wanted.act {
        and("act = ?", args![act.as_str()]);
    }
    if let Some(editor) = wanted.editor {
        // A list of ids as JSON, all of one length: no id is part of another.
        and("by_editors LIKE ?", args![format!("%\"{editor}\"%")]);
    }
    if let Some((since, until)) = wanted.between {
        and("at >= ? AND at < ?", args![since, until]);
    }
    and("1 = 1 ORDER BY number DESC LIMIT ?", args![limit]);
    (Sql::Built(sql), values)
}

/// What these reviews are about, in one question.
pub async fn claims(from: &mut impl Source, reviews: &[ReviewId]) -> Result<BTreeMap<ReviewId, String>, StoreError> {
    if reviews.is_empty() {
        return Ok(BTreeMap::new());
    }
    let list = list_of(0, reviews.len());
    let sql = format!("SELECT r.id, c.text FROM review r JOIN claim c ON c.id = r.claim_id WHERE r.id IN ({list})");
    let rows = from.all(Sql::Built(sql), reviews.iter().map(|id| Arg::from(*id)).collect()).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
