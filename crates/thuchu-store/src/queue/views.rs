//! What editors keep beside the queue: views, judged suggestions, who has read it on which day.

use thuchu_model::{CheckId, ClusterId, Day, EditorId, ViewId};

use super::Filter;
use crate::{Source, StoreError, Tx, args};

/// A filter under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Names it.
    pub id: ViewId,
    /// The editor's name for it.
    pub name: String,
    /// What it shows.
    pub filter: Filter,
}

/// An editor's word on a suggestion, kept for calibration.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// For which cluster.
    pub cluster: ClusterId,
    /// Which check was suggested.
    pub check: CheckId,
    /// Whether it is the same question.
    pub confirmed: bool,
    /// What the engine thought, 0 to 1.
    pub probability: f32,
    /// By what, as JSON: figures only, no words.
    pub features: String,
}

/// Notes that an editor read the queue on this day. Whether it is the first time that day.
pub async fn seen_today(tx: &mut Tx, editor: EditorId, day: Day) -> Result<bool, StoreError> {
    let sql = "INSERT INTO seen_by_reader (editor_id, day) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(tx.execute(sql, args![editor, day]).await? > 0)
}

/// Whether an editor has read the queue on this day.
pub async fn has_seen(from: &mut impl Source, editor: EditorId, day: Day) -> Result<bool, StoreError> {
    let row =
        from.optional("SELECT 1 FROM seen_by_reader WHERE editor_id = $1 AND day = $2", args![editor, day]).await?;
    Ok(row.is_some())
}

/// The views of an editor, by name; what a newer program wrote is left out.
pub async fn views(from: &mut impl Source, editor: EditorId) -> Result<Vec<SavedView>, StoreError> {
    let sql = "SELECT id, name, filter FROM saved_view WHERE editor_id = $1 ORDER BY name, id LIMIT 50";
    let mut views = Vec::new();
    for row in from.all(sql, args![editor]).await? {
        if let Ok(filter) = row.json(2) {
            views.push(SavedView { id: row.get(0)?, name: row.get(1)?, filter });
        }
    }
    Ok(views)
}

/// Keeps a view.
pub async fn add_view(tx: &mut Tx, editor: EditorId, view: &SavedView) -> Result<(), StoreError> {
    let filter = serde_json::to_string(&view.filter).map_err(|error| StoreError::Database(error.to_string()))?;
    let sql = "INSERT INTO saved_view (id, editor_id, name, filter) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, args![view.id, editor, &view.name, filter]).await.map(drop)
}

/// Deletes an editor's own view. Whether it was there.
pub async fn delete_view(tx: &mut Tx, editor: EditorId, id: ViewId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM saved_view WHERE id = $1 AND editor_id = $2", args![id, editor]).await? > 0)
}

/// Keeps an editor's word on a suggestion; the last word counts.
pub async fn judge(tx: &mut Tx, judged: &Judged, by: EditorId, day: Day) -> Result<(), StoreError> {
    let sql = "INSERT INTO suggestion_judged (cluster_id, check_id, confirmed, probability, features, by_editor, day) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (cluster_id, check_id) DO UPDATE SET \
         confirmed = excluded.confirmed, probability = excluded.probability, features = excluded.features, \
         by_editor = excluded.by_editor, day = excluded.day";
    let probability = format!("{:.4}", judged.probability);
    let values = args![judged.cluster, judged.check, judged.confirmed, probability, &judged.features, by, day];
    tx.execute(sql, values).await.map(drop)
}

/// What editors said of the suggestions for a cluster.
pub async fn judged(from: &mut impl Source, cluster: ClusterId) -> Result<Vec<(CheckId, bool)>, StoreError> {
    let sql = "SELECT check_id, confirmed FROM suggestion_judged WHERE cluster_id = $1";
    from.all(sql, args![cluster]).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
