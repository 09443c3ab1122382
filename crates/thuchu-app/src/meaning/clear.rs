//! Vectors in the store that nothing uses any more, cleared away.

use std::collections::HashSet;

use thuchu_model::{Clock, Sha256Hash};
use thuchu_store::{Db, StoreError, claim_vectors};

/// Days for which another model's vectors stay: long enough to go back to it, or for nodes to be changed one by one.
const DAYS_OF_OTHERS: i64 = 7;
/// Vectors removed at a time, so that no other writer waits for long.
const PAGE: u32 = 500;

/// The beginning of a text's hash. Two texts that share it only make a vector stay that nothing uses.
pub(super) type Short = [u8; 8];

/// The beginning of a hash.
pub(super) fn short(hash: &Sha256Hash) -> Short {
    let [a, b, c, d, e, f, g, h, ..] = *hash.as_bytes();
    [a, b, c, d, e, f, g, h]
}

/// Removes the vectors of this model whose text no check has any more, and those of models to which nothing was added for
/// a week. What was put there today or yesterday stays: another program may know newer checks.
pub(super) async fn unused(
    db: &Db,
    model: Sha256Hash,
    texts: &HashSet<Short>,
    clock: &dyn Clock,
) -> Result<(), StoreError> {
    let Some(today) = clock.now().day() else { return Ok(()) };
    for other in claim_vectors::models(&mut db.read()).await? {
        let (before, used) = if other.model == model {
            (today.plus_days(-1), Some(texts))
        } else if other.newest < today.plus_days(-DAYS_OF_OTHERS) {
            (today, None)
        } else {
            continue;
        };
        let mut after = None;
        loop {
            let page = claim_vectors::texts_before(&mut db.read(), other.model, before, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(*last);
            let is_used = |text: &Sha256Hash| used.is_some_and(|used| used.contains(&short(text)));
            let gone: Vec<_> = page.into_iter().filter(|text| !is_used(text)).collect();
            if !gone.is_empty() {
                let mut tx = db.begin().await?;
                claim_vectors::remove(&mut tx, other.model, &gone).await?;
                tx.commit().await?;
            }
        }
    }
    Ok(())
}
