//! What readers are told about checks of ours after they were published: corrections, updates, withdrawals, newest
//! first.

use thuchu_model::{CheckId, PublicId, Timestamp, Wording};

use crate::{Source, StoreError, args};

/// What was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeShown {
    /// What was published was wrong.
    Correction,
    /// Something was added.
    Update,
    /// The check was taken back.
    Withdrawal,
}

/// A change as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicChange {
    /// What was changed.
    pub kind: ChangeShown,
    /// When.
    pub at: Timestamp,
    /// Of which check.
    pub check: CheckId,
    /// For its address.
    pub public_id: PublicId,
    /// Its claim.
    pub wordings: Vec<Wording>,
    /// What changed and why.
    pub text: String,
    /// The version it made; 0 for a withdrawal.
    pub number: u32,
}

/// The place of a change in the list.
pub type ChangePlace = (Timestamp, CheckId);

/// Changes after this place, `limit` at most.
pub async fn newest(
    from: &mut impl Source,
    after: Option<ChangePlace>,
    limit: u32,
) -> Result<Vec<PublicChange>, StoreError> {
    let (at, check) = after.unwrap_or((Timestamp::from_micros(i64::MAX), CheckId::from_bytes([0xff; 16])));
    let sql = "SELECT x.kind, x.at, x.check_id, k.public_id, k.wordings, x.text, x.number FROM \
         (SELECT kind, at, check_id, text, number FROM correction UNION ALL \
          SELECT 'withdrawal', decided_at, check_id, text, 0 FROM withdrawal WHERE state = 'confirmed') x \
         JOIN checks k ON k.id = x.check_id WHERE x.at < $1 OR (x.at = $2 AND x.check_id < $3) \
         ORDER BY x.at DESC, x.check_id DESC LIMIT $4";
    let rows = from.all(sql, args![at, at, check, limit]).await?;
    let read = |row: &crate::Row| {
        Ok(PublicChange {
            kind: match row.str(0)? {
                "correction" => ChangeShown::Correction,
                "update" => ChangeShown::Update,
                _ => ChangeShown::Withdrawal,
            },
            at: row.get(1)?,
            check: row.get(2)?,
            public_id: row.get(3)?,
            wordings: row.json(4)?,
            text: row.get(5)?,
            number: row.get(6)?,
        })
    };
    rows.iter().map(read).collect()
}
