//! Checks as feeds, dumps and other lists for programs tell them: each with its dates and what became of it, read in one
//! statement, so that nothing told of a check is of two versions of it.

use thuchu_model::{CheckId, Timestamp};

use super::StoredCheck;
use super::read::{fields, read};
use crate::db::{Sql, list_of};
use crate::{Arg, Row, Source, StoreError, args};

/// A check, and what became of it since it was first published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The check with its newest version.
    pub stored: StoredCheck,
    /// When its first version was stored.
    pub first: Timestamp,
    /// When the version that is told was stored.
    pub newest: Timestamp,
    /// The last correction up to that version, in words for readers, and when.
    pub corrected: Option<(String, Timestamp)>,
    /// Taken back: why, in words for readers, and when.
    pub withdrawn: Option<(String, Timestamp)>,
}

/// The columns of a check, then those that [`Told`] adds. An update adds something to a check; a correction says that
/// what stood there was wrong, and that stays so after the next update.
const COLUMNS: &str = concat!(
    "SELECT ",
    fields!(),
    ", v.at, (SELECT MIN(f.at) FROM check_version f WHERE f.check_id = c.id), \
     (SELECT x.text FROM correction x WHERE x.review_id = c.review_id AND x.kind = 'correction' \
      AND x.number <= c.version ORDER BY x.number DESC LIMIT 1), \
     CASE WHEN c.state = 'withdrawn' THEN (SELECT w.text FROM withdrawal w WHERE w.check_id = c.id \
      AND w.state = 'confirmed' ORDER BY w.decided_at DESC LIMIT 1) END, \
     CASE WHEN c.state = 'withdrawn' THEN (SELECT MAX(w.decided_at) FROM withdrawal w WHERE w.check_id = c.id \
      AND w.state = 'confirmed') END, \
     (SELECT x.at FROM correction x WHERE x.review_id = c.review_id AND x.kind = 'correction' \
      AND x.number <= c.version ORDER BY x.number DESC LIMIT 1) \
     FROM checks c JOIN check_version v ON v.check_id = c.id AND v.number = c.version "
);

fn read_told(row: &Row) -> Result<Told, StoreError> {
    let (why, at) = (row.get::<Option<String>>(21)?, row.maybe::<Timestamp>(22)?);
    Ok(Told {
        stored: read(row)?,
        newest: row.get(18)?,
        first: row.get(19)?,
        corrected: row.get::<Option<String>>(20)?.zip(row.maybe(23)?),
        withdrawn: why.zip(at),
    })
}

/// The checks of these ids that exist, in no order, whatever their state. Any number of ids.
pub async fn told(from: &mut impl Source, ids: &[CheckId]) -> Result<Vec<Told>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let sql = format!("{COLUMNS} WHERE c.id IN ({})", list_of(0, some.len()));
        for row in from.all(Sql::Built(sql), some.iter().map(|id| Arg::from(*id)).collect()).await? {
            found.push(read_told(&row)?);
        }
    }
    Ok(found)
}

/// Checks of ours whose newest change number is after the first and not after the second, in the order of changes, whatever
/// their state; `limit` at most.
pub async fn told_between(from: &mut impl Source, after: i64, until: i64, limit: u32) -> Result<Vec<Told>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE c.change_number > $1 AND c.change_number <= $2 AND c.origin = 'own' \
         ORDER BY c.change_number LIMIT $3"
    );
    from.all(Sql::Built(sql), args![after, until, limit]).await?.iter().map(read_told).collect()
}

/// The checks of ours that were last corrected, added to or taken back, the last first; `limit` changes are looked at.
pub async fn changed_last(from: &mut impl Source, limit: u32) -> Result<Vec<CheckId>, StoreError> {
    let sql = "SELECT x.check_id, x.at FROM \
         (SELECT check_id, at FROM correction UNION ALL \
          SELECT check_id, decided_at FROM withdrawal WHERE state = 'confirmed') x \
         ORDER BY x.at DESC, x.check_id DESC LIMIT $1";
    let mut ids: Vec<CheckId> = Vec::new();
    for row in from.all(sql, args![limit]).await? {
        let id = row.get(0)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// When the newest version of each of these checks was stored, without reading what it says. In no order.
pub async fn modified(from: &mut impl Source, ids: &[CheckId]) -> Result<Vec<(CheckId, Timestamp)>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let sql = format!(
            "SELECT c.id, v.at FROM checks c JOIN check_version v ON v.check_id = c.id AND v.number = c.version \
             WHERE c.id IN ({})",
            list_of(0, some.len())
        );
        for row in from.all(Sql::Built(sql), some.iter().map(|id| Arg::from(*id)).collect()).await? {
            found.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(found)
}
