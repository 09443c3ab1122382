//! Reading checks: by id, by public id, by (publisher, url), for export.

use std::collections::{HashMap, HashSet};

use thuchu_model::{Check, CheckId, CheckOrigin, ImportRunId, PublicId, PublisherId, ReviewId, Timestamp};

use super::{CheckVersion, StoredCheck, read_rating, read_state, url_key};
use crate::db::{Sql, list_of};
use crate::{Arg, Row, Source, StoreError, args};

/// What [`read`] reads, in its order.
macro_rules! fields {
    () => {
        "c.id, c.public_id, c.change_number, c.origin, c.publisher_id, c.review_id, c.review_version, c.url, \
         c.fetched_at, c.state, c.withdraw_reason, c.replaced_by, c.version, c.content_hash, c.rating_key, \
         c.rating_value, c.holds_until, v.content"
    };
}
pub(super) use fields;

const COLUMNS: &str =
    concat!("SELECT ", fields!(), " FROM checks c JOIN check_version v ON v.check_id = c.id AND v.number = c.version ");

pub(super) fn read(row: &Row) -> Result<StoredCheck, StoreError> {
    let content: thuchu_model::CheckContent = row.json(17)?;
    let origin = match row.str(3)? {
        "own" => CheckOrigin::Own { review: row.get(5)?, version: row.get(6)? },
        _ => CheckOrigin::Imported {
            publisher: row.get(4)?,
            url: row.get(7)?,
            original_label: content.rating.label.clone(),
            fetched_at: row.get(8)?,
        },
    };
    let check = Check {
        id: row.get(0)?,
        public_id: row.get(1)?,
        origin,
        state: read_state(row, 9)?,
        version: row.get(12)?,
        content,
        holds_until: row.maybe(16)?,
    };
    Ok(StoredCheck { check, content_hash: row.get(13)?, rating: read_rating(row, 14)?, change: row.get(2)? })
}

/// The checks of these ids that exist, in no order. Any number of ids.
pub async fn find(from: &mut impl Source, ids: &[CheckId]) -> Result<Vec<StoredCheck>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let sql = format!("{COLUMNS} WHERE c.id IN ({})", list_of(0, some.len()));
        for row in from.all(Sql::Built(sql), some.iter().map(|id| Arg::from(*id)).collect()).await? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

/// The check of this public id.
pub async fn by_public_id(from: &mut impl Source, id: PublicId) -> Result<Option<StoredCheck>, StoreError> {
    let row = from.optional(Sql::Built(format!("{COLUMNS} WHERE c.public_id = $1")), args![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The check that was made from this review, whatever its state.
pub async fn of_review(from: &mut impl Source, review: ReviewId) -> Result<Option<StoredCheck>, StoreError> {
    let row = from.optional(Sql::Built(format!("{COLUMNS} WHERE c.review_id = $1")), args![review]).await?;
    row.as_ref().map(read).transpose()
}

/// All checks after this id in the order of ids, `limit` at most: pages of an export. Begin with `None`.
pub async fn for_export(
    from: &mut impl Source,
    after: Option<CheckId>,
    limit: u32,
) -> Result<Vec<StoredCheck>, StoreError> {
    let after = after.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
    let sql = format!("{COLUMNS} WHERE c.id > $1 ORDER BY c.id LIMIT $2");
    from.all(Sql::Built(sql), args![after, limit]).await?.iter().map(read).collect()
}

/// All versions of a check, oldest first.
pub async fn versions(from: &mut impl Source, id: CheckId) -> Result<Vec<CheckVersion>, StoreError> {
    let sql = "SELECT number, content, content_hash, at FROM check_version WHERE check_id = $1 ORDER BY number";
    from.all(sql, args![id]).await?.iter().map(read_version).collect()
}

/// One version of a check.
pub async fn version(from: &mut impl Source, id: CheckId, number: u32) -> Result<Option<CheckVersion>, StoreError> {
    let sql = "SELECT number, content, content_hash, at FROM check_version WHERE check_id = $1 AND number = $2";
    from.optional(sql, args![id, number]).await?.as_ref().map(read_version).transpose()
}

fn read_version(row: &Row) -> Result<CheckVersion, StoreError> {
    Ok(CheckVersion { number: row.get(0)?, content: row.json(1)?, content_hash: row.get(2)?, at: row.get(3)? })
}

/// The numbers of all versions of a check and when each was stored, oldest first.
pub async fn version_dates(from: &mut impl Source, id: CheckId) -> Result<Vec<(u32, Timestamp)>, StoreError> {
    let rows = from.all("SELECT number, at FROM check_version WHERE check_id = $1 ORDER BY number", args![id]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The live checks of a publisher at these urls, by url; urls without any are absent.
pub async fn live_at(
    from: &mut impl Source,
    publisher: PublisherId,
    urls: &[&str],
) -> Result<HashMap<String, Vec<CheckId>>, StoreError> {
    let mut found: HashMap<String, Vec<CheckId>> = HashMap::new();
    for some in urls.chunks(500) {
        // The key holds the publisher; naming it in the question too would make an engine walk all its checks.
        let sql = format!(
            "SELECT id, url, publisher_id FROM checks WHERE url_key IN ({}) AND state IN ('published', 'under_review')",
            list_of(0, some.len())
        );
        let asked: HashSet<&str> = some.iter().copied().collect();
        let keys = some.iter().map(|url| Arg::from(url_key(publisher, url))).collect();
        for row in from.all(Sql::Built(sql), keys).await? {
            let url: String = row.get(1)?;
            // Two addresses may share a key; only those asked for count.
            if row.maybe(2)? == Some(publisher) && asked.contains(url.as_str()) {
                found.entry(url).or_default().push(row.get(0)?);
            }
        }
    }
    for ids in found.values_mut() {
        ids.sort_unstable();
        ids.dedup();
    }
    Ok(found)
}

/// The live checks of a publisher that this run did not see, after this id, `limit` at most: what a complete list no
/// longer holds.
pub async fn not_seen_in(
    from: &mut impl Source,
    run: ImportRunId,
    publisher: PublisherId,
    after: Option<CheckId>,
    limit: u32,
) -> Result<Vec<CheckId>, StoreError> {
    let after = after.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
    let sql = "SELECT id FROM checks WHERE publisher_id = $1 AND last_run <> $2 \
         AND state IN ('published', 'under_review') AND id > $3 ORDER BY id LIMIT $4";
    from.all(sql, args![publisher, run, after, limit]).await?.iter().map(|row| row.get(0)).collect()
}

/// Which of these checks this run saw.
pub async fn seen_in(
    from: &mut impl Source,
    run: ImportRunId,
    ids: &[CheckId],
) -> Result<HashSet<CheckId>, StoreError> {
    let mut seen = HashSet::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let sql = format!("SELECT id FROM checks WHERE last_run = $1 AND id IN ({})", list_of(1, some.len()));
        let mut values = args![run];
        values.extend(some.iter().map(|id| Arg::from(*id)));
        for row in from.all(Sql::Built(sql), values).await? {
            seen.insert(row.get(0)?);
        }
    }
    Ok(seen)
}

/// How many live checks there are: all, or a publisher's.
pub async fn count_live(from: &mut impl Source, publisher: Option<PublisherId>) -> Result<u64, StoreError> {
    let row = match publisher {
        None => from.one("SELECT COUNT(*) FROM checks WHERE state IN ('published', 'under_review')", args![]).await?,
        Some(id) => {
            let sql = "SELECT COUNT(*) FROM checks WHERE state IN ('published', 'under_review') AND publisher_id = $1";
            from.one(sql, args![id]).await?
        }
    };
    row.get(0)
}
