//! Clusters and their demand, as intake needs them; what editors do to them stands in their own module.

use thuchu_model::{Cluster, ClusterId, ClusterState, ClusterWording, Topic};

use crate::db::Sql;
use crate::{Row, Source, StoreError, args};

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
