//! Clusters and their demand, as intake needs them; what editors do to them stands in their own module.

use thuchu_model::{Cluster, ClusterId, ClusterState, ClusterWording, Day, Lang, MessageId, Topic};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args};

/// Merges that are followed one after the other.
const MOST_HOPS: usize = 16;

/// The columns that [`read`] reads, of a table named or called `cluster`.
pub(crate) const COLUMNS: &str = "cluster.id, cluster.state, cluster.opened, cluster.lang, cluster.topic, \
    cluster.wording, cluster.wording_of, cluster.demand, cluster.assignee, cluster.due, cluster.review_id, \
    cluster.check_id, cluster.taken_up_at, cluster.revision";

/// Reads a row of [`COLUMNS`].
pub(crate) fn read(row: &Row) -> Result<Cluster, StoreError> {
    let wording = match (row.maybe(5)?, row.maybe(6)?) {
        (Some(own), _) => ClusterWording::Own(own),
        (None, Some(message)) => ClusterWording::Of(message),
        (None, None) => ClusterWording::Gone,
    };
    Ok(Cluster {
        id: row.get(0)?,
        state: row.word(1, ClusterState::parse)?,
        opened: row.get(2)?,
        lang: row.get(3)?,
        topic: row.maybe::<String>(4)?.as_deref().and_then(Topic::parse),
        wording,
        demand: row.get(7)?,
        assignee: row.maybe(8)?,
        due: row.maybe(9)?,
        review: row.maybe(10)?,
        check: row.maybe(11)?,
        taken_up: row.maybe(12)?,
        revision: row.get(13)?,
    })
}

/// The cluster of this id.
pub async fn get(from: &mut impl Source, id: ClusterId) -> Result<Option<Cluster>, StoreError> {
    let sql = Sql::Built(format!("SELECT {COLUMNS} FROM cluster WHERE id = $1"));
    from.optional(sql, args![id]).await?.as_ref().map(read).transpose()
}

/// The cluster that this one is now: itself, or the one it was merged into. `None` when there is none.
pub async fn forwarded(from: &mut impl Source, id: ClusterId) -> Result<Option<Cluster>, StoreError> {
    let mut at = id;
    for _ in 0..MOST_HOPS {
        let Some(cluster) = get(from, at).await? else { return Ok(None) };
        if cluster.state != ClusterState::Merged {
            return Ok(Some(cluster));
        }
        let row = from.one("SELECT merged_into FROM cluster WHERE id = $1", args![at]).await?;
        at = row.get(0)?;
    }
    Err(StoreError::Corrupt(format!("cluster {id} is merged in a circle")))
}

/// Opens a cluster for its first message, unless it is there already. Not visible before the next batch.
pub async fn open(tx: &mut Tx, id: ClusterId, day: Day, lang: &Lang, first: MessageId) -> Result<(), StoreError> {
    let sql = "INSERT INTO cluster (id, state, opened, lang, wording_of, shown, demand, recent, revision) \
         VALUES ($1, 'open', $2, $3, $4, 0, 0, 0, 1) ON CONFLICT DO NOTHING";
    tx.execute(sql, args![id, day, lang, first]).await.map(drop)
}

/// One more asks; visible with the next batch.
pub async fn one_more_asks(tx: &mut Tx, id: ClusterId, day: Day) -> Result<(), StoreError> {
    let sql = "INSERT INTO demand (cluster_id, day, askers, waiting) VALUES ($1, $2, 0, 1) \
         ON CONFLICT (cluster_id, day) DO UPDATE SET waiting = demand.waiting + 1";
    tx.execute(sql, args![id, day]).await.map(drop)
}

/// The message whose words stand for the cluster, where the desk has no own: one that may be seen. Whether it is so now.
pub async fn word_by(tx: &mut Tx, id: ClusterId, message: MessageId) -> Result<bool, StoreError> {
    let sql = "UPDATE cluster SET wording_of = $1 WHERE id = $2 AND state IN ('open', 'answered') AND EXISTS \
         (SELECT 1 FROM message WHERE message.id = $1 AND message.cluster_id = $2 AND message.shown = 1)";
    Ok(tx.execute(sql, args![message, id]).await? > 0)
}

/// After a message is gone: no cluster is worded by it any more, and one that nobody ever saw and that has nothing left
/// is gone too.
pub async fn without(tx: &mut Tx, id: ClusterId, gone: MessageId) -> Result<(), StoreError> {
    let other = "(SELECT message.id FROM message WHERE message.cluster_id = $1 AND message.shown >= cluster.shown \
        ORDER BY message.day, message.id LIMIT 1)";
    let sql = format!("UPDATE cluster SET wording_of = {other} WHERE id = $1 AND wording_of = $2");
    tx.execute(Sql::Built(sql), args![id, gone]).await?;
    let empty = "NOT EXISTS (SELECT 1 FROM message WHERE cluster_id = $1) \
        AND NOT EXISTS (SELECT 1 FROM receipt WHERE cluster_id = $1) \
        AND NOT EXISTS (SELECT 1 FROM answer_owed WHERE cluster_id = $1)";
    let unseen = "EXISTS (SELECT 1 FROM cluster WHERE id = $1 AND state = 'open' AND shown = 0 AND review_id IS NULL)";
    let sql = format!("DELETE FROM demand WHERE cluster_id = $1 AND {empty} AND {unseen}");
    tx.execute(Sql::Built(sql), args![id]).await?;
    let sql =
        format!("DELETE FROM cluster WHERE id = $1 AND state = 'open' AND shown = 0 AND review_id IS NULL AND {empty}");
    tx.execute(Sql::Built(sql), args![id]).await.map(drop)
}

/// The clusters whose messages may be joined, after this one in the order of ids, `limit` at most. Begin with `None`.
pub async fn open_after(
    from: &mut impl Source,
    after: Option<ClusterId>,
    limit: u32,
) -> Result<Vec<ClusterId>, StoreError> {
    let after = after.unwrap_or(ClusterId::from_bytes([0; 16]));
    let sql = "SELECT id FROM cluster WHERE state = 'open' AND id > $1 ORDER BY id LIMIT $2";
    from.all(sql, args![after, limit]).await?.iter().map(|row| row.get(0)).collect()
}
