//! What editors decided about matches, with the words that it was decided about while these can still be read.
//!
//! A match is confirmed while its cluster is answered by that check, and rejected while an editor's word says so and no
//! later act answered the cluster by it. Nobody's name is read.

use thuchu_model::{CheckId, ClusterId, MessageId};

use crate::{Source, StoreError, args};

/// A match that an editor decided about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedMatch {
    /// Whose match.
    pub cluster: ClusterId,
    /// The check.
    pub check: CheckId,
    /// It is the same question.
    pub confirmed: bool,
    /// The message that stands for the cluster, or its newest, sealed: see [`crate::messages::open`].
    pub message: Option<(MessageId, Vec<u8>)>,
    /// The desk's own wording.
    pub own: Option<String>,
}

/// The newest `most` judged matches that a batch has shown and that still have words, in the order of clusters and
/// checks.
pub async fn judged_matches(from: &mut impl Source, most: u32) -> Result<Vec<JudgedMatch>, StoreError> {
    let sql = "SELECT j.cluster_id, j.check_id, j.confirmed, c.wording, m.id, m.sealed FROM ( \
           SELECT a.id AS cluster_id, a.check_id AS check_id, CAST(1 AS BIGINT) AS confirmed FROM cluster a \
           WHERE a.state = 'answered' AND a.shown = 1 \
           UNION ALL \
           SELECT s.cluster_id, s.check_id, s.confirmed FROM suggestion_judged s JOIN cluster r ON r.id = s.cluster_id \
           WHERE s.confirmed = 0 AND r.shown = 1 AND r.state <> 'merged' \
           AND (r.state <> 'answered' OR r.check_id <> s.check_id) \
         ) AS j JOIN cluster c ON c.id = j.cluster_id \
         LEFT JOIN message m ON m.id = COALESCE(c.wording_of, (SELECT n.id FROM message n \
           WHERE n.cluster_id = c.id AND n.shown = 1 ORDER BY n.day DESC, n.id LIMIT 1)) \
         WHERE m.id IS NOT NULL OR c.wording IS NOT NULL ORDER BY j.cluster_id DESC, j.check_id LIMIT $1";
    let mut found = Vec::new();
    for row in from.all(sql, args![most]).await? {
        let message: Option<MessageId> = row.maybe(4)?;
        let sealed: Option<Vec<u8>> = row.maybe(5)?;
        found.push(JudgedMatch {
            cluster: row.get(0)?,
            check: row.get(1)?,
            confirmed: row.get(2)?,
            own: row.maybe(3)?,
            message: message.zip(sealed),
        });
    }
    found.sort_by_key(|judged| (judged.cluster, judged.check));
    Ok(found)
}
