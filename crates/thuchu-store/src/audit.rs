//! The audit chain: appended in the unit of work of the act, checked link by link. What people read of it is in
//! [`trail`], what the public is told in [`daily`].

pub mod daily;
pub mod trail;

use std::str::FromStr;

use thuchu_model::{AuditAct, AuditEntry, AuditObject, EditorId, Sha256Hash, Timestamp, canonical_json};

use crate::db::Ask as _;
use crate::{Row, Source, StoreError, Tx, args};

/// The newest link: its number and hash. Kept outside (a page, a feed, paper), it shows any later change of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the link, 0 for an empty chain.
    pub number: i64,
    /// Its hash.
    pub hash: Sha256Hash,
}

/// A text that is no head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a head is written NUMBER:HASH, with 64 hexadecimal digits")]
pub struct HeadError;

impl FromStr for Head {
    type Err = HeadError;

    /// Reads `NUMBER:HASH`, the form it is written in.
    fn from_str(text: &str) -> Result<Self, HeadError> {
        let (number, hash) = text.trim().split_once(':').ok_or(HeadError)?;
        let number = number.trim().parse().ok().filter(|number| *number >= 0).ok_or(HeadError)?;
        Ok(Self { number, hash: Sha256Hash::parse(hash.trim()).ok_or(HeadError)? })
    }
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

/// What is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditFault {
    /// A number is missing: an entry was deleted, or the order changed.
    #[error("audit entry {expected} is missing (found {found})")]
    Gap {
        /// The number that should come.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// The hash of an entry does not follow from what is before it: an entry was edited, inserted or moved.
    #[error("audit entry {0} does not follow from the one before it")]
    Broken(i64),
    /// An entry that cannot be read as one.
    #[error("audit entry {0} cannot be read")]
    Unreadable(i64),
    /// The stored head is not the last link.
    #[error("the head of the audit chain says entry {head}, the last entry is {last}")]
    Head {
        /// What the head says.
        head: i64,
        /// What is there.
        last: i64,
    },
    /// The outside head is not part of this chain: the tail was cut or refilled, or all was rewritten.
    #[error("the audit chain does not hold the published head {0}")]
    Outside(i64),
}

/// Appends a link in the unit of work of the act it tells of. One at a time: of two nodes, one waits for the other.
pub async fn append(
    tx: &mut Tx,
    by: &[EditorId],
    act: AuditAct,
    object: AuditObject,
    detail: &serde_json::Value,
    now: Timestamp,
) -> Result<Head, StoreError> {
    // An act that would write down an asker fails in every test that does it.
    debug_assert_eq!(AuditEntry::about_an_asker(detail), None, "{act} tells of an asker");
    tx.execute(
        "INSERT INTO audit_head (id, number, hash) VALUES (1, 0, $1) ON CONFLICT DO NOTHING",
        args![AuditEntry::START],
    )
    .await?;
    // Taking the number locks the row until the end of the unit of work, so the hash read is the last one.
    let row = tx.one("UPDATE audit_head SET number = number + 1 WHERE id = 1 RETURNING number, hash", args![]).await?;
    let (number, before): (i64, Sha256Hash) = (row.get(0)?, row.get(1)?);
    let entry = AuditEntry { number, at: now, by: by.to_vec(), act, object, detail: canonical_json(detail) };
    let hash = entry.hash(&before);
    let editors = serde_json::to_string(&entry.by).unwrap_or_else(|_| "[]".to_owned());
    tx.execute(
        "INSERT INTO audit_entry (number, at, by_editors, act, object_kind, object_id, detail, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![number, now, editors, entry.act.as_str(), object.kind(), object.id(), entry.detail, hash],
    )
    .await?;
    let sql = "UPDATE audit_head SET hash = $1 WHERE id = 1 AND number = $2 AND hash = $3";
    if tx.execute(sql, args![hash, number, before]).await? == 0 {
        return Err(StoreError::Conflict { what: "audit chain" });
    }
    let head = Head { number, hash };
    tx.moved.head = Some(head);
    Ok(head)
}

/// The stored head; number 0 for an empty chain.
pub async fn head(from: &mut impl Source) -> Result<Head, StoreError> {
    let row = from.optional("SELECT number, hash FROM audit_head WHERE id = 1", args![]).await?;
    match row {
        None => Ok(Head { number: 0, hash: AuditEntry::START }),
        Some(row) => Ok(Head { number: row.get(0)?, hash: row.get(1)? }),
    }
}

/// Links after this number with their hashes, `limit` at most.
pub async fn entries(
    from: &mut impl Source,
    after: i64,
    limit: u32,
) -> Result<Vec<(AuditEntry, Sha256Hash)>, StoreError> {
    rows(from, after, limit).await?.iter().map(read).collect()
}

async fn rows(from: &mut impl Source, after: i64, limit: u32) -> Result<Vec<Row>, StoreError> {
    let sql = "SELECT number, at, by_editors, act, object_kind, object_id, detail, hash FROM audit_entry \
         WHERE number > $1 ORDER BY number LIMIT $2";
    from.all(sql, args![after, limit]).await
}

fn read(row: &Row) -> Result<(AuditEntry, Sha256Hash), StoreError> {
    let id: [u8; 16] = row.get(5)?;
    let entry = AuditEntry {
        number: row.get(0)?,
        at: row.get(1)?,
        by: row.json(2)?,
        act: row.word(3, AuditAct::parse)?,
        object: row.word(4, |kind| AuditObject::from_parts(kind, id))?,
        detail: row.get(6)?,
    };
    Ok((entry, row.get(7)?))
}

/// Walks the whole chain, a page at a time, and gives its head and the first fault. `outside` are heads kept elsewhere:
/// without one, a cut or refilled tail and a full rewrite cannot be seen. Run it on one unit of work, or while nobody
/// writes.
pub async fn verify(from: &mut impl Source, outside: &[Head]) -> Result<(Head, Option<AuditFault>), StoreError> {
    let stored = head(from).await?;
    let mut last = Head { number: 0, hash: AuditEntry::START };
    let mut wanted: Vec<Head> = outside.iter().copied().filter(|outside| *outside != last).collect();
    wanted.sort_by_key(|head| head.number);
    let mut wanted = wanted.into_iter().peekable();
    // The first head that is not met: what comes before the chain, or differs from its link.
    let mut missed = None;
    // Numbers below 1 would escape the walk.
    let mut after = i64::MIN;
    loop {
        let page = rows(from, after, 5_000).await?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            let number: i64 = row.get(0)?;
            if number != last.number + 1 {
                return Ok((last, Some(AuditFault::Gap { expected: last.number + 1, found: number })));
            }
            let Ok((entry, hash)) = read(row) else {
                return Ok((last, Some(AuditFault::Unreadable(number))));
            };
            if entry.hash(&last.hash) != hash {
                return Ok((last, Some(AuditFault::Broken(number))));
            }
            last = Head { number, hash };
            while let Some(head) = wanted.next_if(|head| head.number <= number) {
                if head != last {
                    missed = missed.or(Some(head.number));
                }
            }
            after = number;
        }
    }
    if stored != last {
        return Ok((last, Some(AuditFault::Head { head: stored.number, last: last.number })));
    }
    let missed = missed.or_else(|| wanted.next().map(|head| head.number));
    Ok((last, missed.map(AuditFault::Outside)))
}
