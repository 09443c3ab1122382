//! Changes of trust that wait for a second editor.

use thuchu_model::{EditorId, ProposalId, PublisherId, Timestamp, Trust, TrustProposal};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args};

const OPEN: &str =
    "SELECT id, publisher_id, from_trust, to_trust, proposed_by, proposed_at FROM trust_proposal WHERE state = 'open'";

/// Keeps a proposal. [`StoreError::Exists`] when another one waits for the same publisher.
pub async fn add(tx: &mut Tx, proposal: &TrustProposal) -> Result<(), StoreError> {
    let done = tx
        .execute(
            "INSERT INTO trust_proposal (id, publisher_id, from_trust, to_trust, proposed_by, proposed_at, state) \
             VALUES ($1, $2, $3, $4, $5, $6, 'open') ON CONFLICT DO NOTHING",
            args![
                proposal.id,
                proposal.publisher,
                proposal.from.as_str(),
                proposal.to.as_str(),
                proposal.by,
                proposal.at
            ],
        )
        .await?;
    if done == 0 { Err(StoreError::Exists { what: "proposal" }) } else { Ok(()) }
}

/// The proposals that wait, oldest first.
pub async fn open(from: &mut impl Source) -> Result<Vec<TrustProposal>, StoreError> {
    from.all(Sql::Built(format!("{OPEN} ORDER BY proposed_at, id")), args![]).await?.iter().map(read).collect()
}

/// The proposal of this id, while it waits.
pub async fn get(from: &mut impl Source, id: ProposalId) -> Result<Option<TrustProposal>, StoreError> {
    let row = from.optional(Sql::Built(format!("{OPEN} AND id = $1")), args![id]).await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<TrustProposal, StoreError> {
    Ok(TrustProposal {
        id: row.get(0)?,
        publisher: row.get(1)?,
        from: row.word(2, Trust::parse)?,
        to: row.word(3, Trust::parse)?,
        by: row.get(4)?,
        at: row.get(5)?,
    })
}

/// Decides a proposal that still waits: confirmed, or withdrawn. [`StoreError::Conflict`] when somebody else was first.
/// The database itself refuses a confirmation by who proposed.
pub async fn decide(
    tx: &mut Tx,
    id: ProposalId,
    confirmed: bool,
    by: EditorId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let state = if confirmed { "confirmed" } else { "withdrawn" };
    let sql = "UPDATE trust_proposal SET state = $1, decided_by = $2, decided_at = $3 WHERE id = $4 AND state = 'open'";
    let done = tx.execute(sql, args![state, by, now, id]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "proposal" }) } else { Ok(()) }
}

/// Makes what waits for a publisher void: its trust has changed by other means.
pub async fn void(tx: &mut Tx, publisher: PublisherId, now: Timestamp) -> Result<(), StoreError> {
    let sql =
        "UPDATE trust_proposal SET state = 'withdrawn', decided_at = $1 WHERE publisher_id = $2 AND state = 'open'";
    tx.execute(sql, args![now, publisher]).await?;
    Ok(())
}
