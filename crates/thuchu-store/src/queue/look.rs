//! One cluster, opened: in how many ways it was asked, with which pictures. Its messages come by wording, the most
//! frequent first, so that nothing tells in which order they arrived.

use thuchu_model::{ClusterId, Day, Lang, MediaId, MessageId, Sha256Hash};

use crate::{Source, StoreError, args};

/// Messages of the same wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// One of them.
    pub message: MessageId,
    /// The keyed hash of the wording.
    pub hash: Sha256Hash,
    /// Its language.
    pub lang: Lang,
    /// The sealed words of that one.
    pub sealed: Vec<u8>,
    /// How many there are.
    pub messages: u32,
    /// The day of the first, and of the last.
    pub days: (Day, Day),
}

/// How a cluster is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// The most frequent wordings.
    pub some: Vec<Way>,
    /// How many wordings there are.
    pub all: u32,
    /// How many messages.
    pub messages: u32,
}

/// A picture that came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its name.
    pub id: MediaId,
    /// Whether it is PNG; else JPEG.
    pub png: bool,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
}

/// In which ways a cluster is asked, the `most` most frequent, in one statement.
pub async fn ways(from: &mut impl Source, cluster: ClusterId, most: u32) -> Result<Ways, StoreError> {
    let sql = "SELECT id, wording_hash, lang, sealed, messages, first, last, COUNT(*) OVER (), \
         CAST(SUM(messages) OVER () AS BIGINT) FROM (SELECT id, wording_hash, lang, sealed, \
         COUNT(*) OVER (PARTITION BY wording_hash) AS messages, MIN(day) OVER (PARTITION BY wording_hash) AS first, \
         MAX(day) OVER (PARTITION BY wording_hash) AS last, \
         ROW_NUMBER() OVER (PARTITION BY wording_hash ORDER BY id) AS place \
         FROM message WHERE cluster_id = $1 AND shown = 1) AS each_message \
         WHERE place = 1 ORDER BY messages DESC, wording_hash LIMIT $2";
    let rows = from.all(sql, args![cluster, most]).await?;
    let mut ways = Ways { some: Vec::with_capacity(rows.len()), all: 0, messages: 0 };
    for row in &rows {
        (ways.all, ways.messages) = (row.get(7)?, row.get(8)?);
        ways.some.push(Way {
            message: row.get(0)?,
            hash: row.get(1)?,
            lang: row.get(2)?,
            sealed: row.get(3)?,
            messages: row.get(4)?,
            days: (row.get(5)?, row.get(6)?),
        });
    }
    Ok(ways)
}

/// The pictures of a cluster, each once however often it was sent, `most` at most.
pub async fn pictures(from: &mut impl Source, cluster: ClusterId, most: u32) -> Result<Vec<MediaId>, StoreError> {
    let sql = "SELECT id FROM (SELECT media.id, ROW_NUMBER() OVER (PARTITION BY received_hash ORDER BY media.id) AS place \
         FROM media JOIN message ON message.id = media.message_id WHERE message.cluster_id = $1 AND message.shown = 1) \
         AS each_picture WHERE place = 1 ORDER BY id LIMIT $2";
    from.all(sql, args![cluster, most]).await?.iter().map(|row| row.get(0)).collect()
}

/// A picture of this cluster.
pub async fn picture(from: &mut impl Source, cluster: ClusterId, id: MediaId) -> Result<Option<Picture>, StoreError> {
    let sql = "SELECT media.id, media.png, media.sealed FROM media JOIN message ON message.id = media.message_id \
         WHERE media.id = $1 AND message.cluster_id = $2 AND message.shown = 1";
    let row = from.optional(sql, args![id, cluster]).await?;
    row.map(|row| Ok(Picture { id: row.get(0)?, png: row.get(1)?, sealed: row.get(2)? })).transpose()
}
