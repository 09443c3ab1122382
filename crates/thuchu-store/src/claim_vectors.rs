//! Vectors of published claims' wordings, by model and by the hash of the text: computed once, read at every start.
//!
//! They are a cache. Which texts there are, and what the bytes mean, is left to `thuchu-app`; that no message's vector
//! comes here is its promise.

use std::collections::HashMap;

use thuchu_model::{Day, Sha256Hash};

use crate::db::{Sql, list_of, rows_of};
use crate::{Arg, Source, StoreError, Tx, args};

/// Rows of one statement.
const ROWS: usize = 500;

/// What one model has computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfModel {
    /// The model.
    pub model: Sha256Hash,
    /// Its vectors.
    pub vectors: u64,
    /// When the last of them was put here.
    pub newest: Day,
}

/// The vectors that are kept of these texts; a text without one is left out.
///
/// # Errors
/// When the store does not answer.
pub async fn of_texts(
    from: &mut impl Source,
    model: Sha256Hash,
    texts: &[Sha256Hash],
) -> Result<HashMap<Sha256Hash, Vec<u8>>, StoreError> {
    let mut found = HashMap::with_capacity(texts.len());
    for some in texts.chunks(ROWS) {
        let sql = format!(
            "SELECT text_hash, vector FROM claim_vector WHERE model = $1 AND text_hash IN ({})",
            list_of(1, some.len())
        );
        for row in from.all(Sql::Built(sql), naming(model, some)).await? {
            found.insert(row.get(0)?, row.get(1)?);
        }
    }
    Ok(found)
}

/// Keeps vectors. One that is there already stays, so several programs may compute the same. In the order of the texts, so
/// that two of them never wait for each other in a circle.
///
/// # Errors
/// When the store does not answer.
pub async fn put(
    tx: &mut Tx,
    model: Sha256Hash,
    vectors: &[(Sha256Hash, Vec<u8>)],
    today: Day,
) -> Result<(), StoreError> {
    let mut vectors: Vec<_> = vectors.iter().collect();
    vectors.sort_unstable_by_key(|(text, _)| *text.as_bytes());
    vectors.dedup_by_key(|(text, _)| *text);
    for some in vectors.chunks(ROWS) {
        let sql = format!(
            "INSERT INTO claim_vector (model, text_hash, vector, made_on) VALUES {} ON CONFLICT DO NOTHING",
            rows_of(4, some.len())
        );
        let values = some.iter().flat_map(|(text, vector)| args![model, *text, vector.as_slice(), today]).collect();
        tx.execute(Sql::Built(sql), values).await?;
    }
    Ok(())
}

/// What each model has computed.
///
/// # Errors
/// When the store does not answer.
pub async fn models(from: &mut impl Source) -> Result<Vec<OfModel>, StoreError> {
    let sql = "SELECT model, COUNT(*), MAX(made_on) FROM claim_vector GROUP BY model ORDER BY model";
    let rows = from.all(sql, args![]).await?;
    rows.iter().map(|row| Ok(OfModel { model: row.get(0)?, vectors: row.get(1)?, newest: row.get(2)? })).collect()
}

/// The texts of a model's vectors that were put here before this day, a page after this text, in the order of their hashes.
///
/// # Errors
/// When the store does not answer.
pub async fn texts_before(
    from: &mut impl Source,
    model: Sha256Hash,
    before: Day,
    after: Option<Sha256Hash>,
    limit: u32,
) -> Result<Vec<Sha256Hash>, StoreError> {
    let after: Arg = after.map_or_else(|| Arg::from(Vec::new()), Arg::from);
    let sql = "SELECT text_hash FROM claim_vector WHERE model = $1 AND text_hash > $2 AND made_on < $3 \
         ORDER BY text_hash LIMIT $4";
    let values = vec![model.into(), after, before.into(), limit.into()];
    from.all(sql, values).await?.iter().map(|row| row.get(0)).collect()
}

/// Deletes a model's vectors of these texts.
///
/// # Errors
/// When the store does not answer.
pub async fn remove(tx: &mut Tx, model: Sha256Hash, texts: &[Sha256Hash]) -> Result<u64, StoreError> {
    let mut gone = 0;
    for some in texts.chunks(ROWS) {
        let sql = format!("DELETE FROM claim_vector WHERE model = $1 AND text_hash IN ({})", list_of(1, some.len()));
        gone += tx.execute(Sql::Built(sql), naming(model, some)).await?;
    }
    Ok(gone)
}

fn naming(model: Sha256Hash, texts: &[Sha256Hash]) -> Vec<Arg> {
    std::iter::once(model.into()).chain(texts.iter().map(|text| Arg::from(*text))).collect()
}
