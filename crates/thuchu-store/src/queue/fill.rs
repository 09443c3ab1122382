//! Very many clusters at once, for measuring. Not for programs.

use crate::db::Sql;
use crate::{Db, Engine, StoreError, args};

/// Puts very many clusters in, each with one message that nobody can read.
#[doc(hidden)]
pub async fn many_clusters(db: &Db, many: u32) -> Result<(), StoreError> {
    let (series, id) = match db.engine() {
        Engine::Sqlite => (
            "WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < $1)",
            "CAST(substr('0000000000000000' || n, -16) AS BLOB)",
        ),
        Engine::Postgres => {
            ("WITH series (n) AS (SELECT generate_series(1, $1))", "convert_to(lpad(n::text, 16, '0'), 'UTF8')")
        }
    };
    let topic =
        "CASE n % 11 WHEN 0 THEN NULL WHEN 1 THEN 'health' WHEN 2 THEN 'scam' WHEN 3 THEN 'food' ELSE 'other' END";
    let state = "CASE WHEN n % 10 = 0 THEN 'not_checkable' ELSE 'open' END";
    let reason = "CASE WHEN n % 10 = 0 THEN 'opinion' ELSE NULL END";
    let of = format!("CASE WHEN n % 10 = 0 THEN NULL ELSE {id} END");
    let mut tx = db.begin().await?;
    for sql in [
        format!(
            "{series} INSERT INTO cluster (id, state, opened, lang, topic, wording_of, shown, demand, recent, closing_reason, revision) \
             SELECT {id}, {state}, '2026-11-21', 'vi', {topic}, {of}, 1, (n * 7919) % 997, (n * 31) % 97, {reason}, 1 FROM series"
        ),
        format!(
            "{series} INSERT INTO message (id, cluster_id, day, lang, sealed, wording_hash, shown) \
             SELECT {id}, {id}, '2026-11-21', 'vi', {id}, {id}, 1 FROM series WHERE n % 10 <> 0"
        ),
        format!(
            "{series} INSERT INTO demand (cluster_id, day, askers, waiting) SELECT {id}, '2026-11-21', n % 97, 0 FROM series"
        ),
    ] {
        tx.execute(Sql::Built(sql), args![i64::from(many)]).await?;
    }
    tx.commit().await
}
