//! What readers are told about further versions of our own checks: dated, of a kind, for good.

use thuchu_model::{ChangeKind, CheckId, ReviewId, Timestamp};

use crate::{Row, Source, StoreError, Tx, args};

/// A correction of, or an addition to, a check of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The review it was made in.
    pub review: ReviewId,
    /// The version that carries it, from 2.
    pub number: u32,
    /// Of which check.
    pub check: CheckId,
    /// Whether what was published before was wrong.
    pub kind: ChangeKind,
    /// What changed and why, in the language of the check.
    pub text: String,
    /// When it was published.
    pub at: Timestamp,
}

const COLUMNS: &str = "SELECT review_id, number, check_id, kind, text, at FROM correction";

/// Puts a correction beside its version, which stands already.
pub async fn put(tx: &mut Tx, correction: &Correction) -> Result<(), StoreError> {
    let Correction { review, number, check, kind, text, at } = correction;
    let sql = "INSERT INTO correction (review_id, number, check_id, kind, text, at) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, args![*review, *number, *check, kind.as_str(), text, *at]).await.map(drop)
}

/// All of a check, newest first.
pub async fn of_check(from: &mut impl Source, check: CheckId) -> Result<Vec<Correction>, StoreError> {
    let sql = crate::db::Sql::Built(format!("{COLUMNS} WHERE check_id = $1 ORDER BY number DESC"));
    from.all(sql, args![check]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Correction, StoreError> {
    Ok(Correction {
        review: row.get(0)?,
        number: row.get(1)?,
        check: row.get(2)?,
        kind: row.word(3, ChangeKind::parse)?,
        text: row.get(4)?,
        at: row.get(5)?,
    })
}
