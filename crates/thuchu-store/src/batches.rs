//! Batches: what came in becomes visible at one random moment of every quarter of an hour, and not before (DESIGN §8).

use std::collections::HashMap;

use thuchu_model::{CheckId, Day};

use crate::{StoreError, Tx, args};

/// Days that count as recent, today among them.
const RECENT_DAYS: i64 = 7;

/// Makes new messages, clusters and demand visible.
pub async fn show(tx: &mut Tx, today: Day) -> Result<(), StoreError> {
    tx.execute("UPDATE message SET shown = 1 WHERE shown = 0", args![]).await?;
    let sql = "UPDATE cluster SET shown = 1 WHERE shown = 0 AND EXISTS \
         (SELECT 1 FROM message m WHERE m.cluster_id = cluster.id AND m.shown = 1)";
    tx.execute(sql, args![]).await?;
    tx.execute("UPDATE demand SET askers = askers + waiting, waiting = 0 WHERE waiting > 0", args![]).await?;
    // Summed up from the days, so that whoever asks between these statements is in neither figure or in both.
    let sql = "UPDATE cluster SET demand = CAST(COALESCE((SELECT SUM(d.askers) FROM demand d \
         WHERE d.cluster_id = cluster.id), 0) AS BIGINT), \
         recent = CAST(COALESCE((SELECT SUM(d.askers) FROM demand d \
         WHERE d.cluster_id = cluster.id AND d.day >= $1), 0) AS BIGINT) \
         WHERE recent > 0 OR id IN (SELECT cluster_id FROM demand WHERE day >= $1)";
    tx.execute(sql, args![today.plus_days(1 - RECENT_DAYS)]).await.map(drop)
}

/// Adds what was asked since the last batch: of each check by how many, and how questions in each language ended.
pub async fn add_asks(
    tx: &mut Tx,
    asked: &HashMap<(CheckId, Day), u32>,
    outcomes: &HashMap<(Day, &'static str, String), u32>,
) -> Result<(), StoreError> {
    // In one order, so that two programs never wait for each other in a circle.
    let mut asked: Vec<_> = asked.iter().collect();
    asked.sort_unstable();
    for ((check, day), askers) in asked {
        let sql = "INSERT INTO asked (check_id, day, askers) VALUES ($1, $2, $3) \
             ON CONFLICT (check_id, day) DO UPDATE SET askers = asked.askers + excluded.askers";
        tx.execute(sql, args![*check, *day, *askers]).await?;
    }
    let mut outcomes: Vec<_> = outcomes.iter().collect();
    outcomes.sort_unstable();
    for ((day, outcome, lang), asks) in outcomes {
        let sql = "INSERT INTO outcome (day, outcome, lang, asks) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (day, outcome, lang) DO UPDATE SET asks = outcome.asks + excluded.asks";
        tx.execute(sql, args![*day, *outcome, lang, *asks]).await?;
    }
    Ok(())
}
