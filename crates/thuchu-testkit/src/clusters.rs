//! Clusters with messages, as intake and a batch leave them.

use thuchu_model::{
    Chance, ClusterId, Day, Lang, MediaId, MessageId, MessageText, ReplyTo, Sha256Hash, Timestamp, Way,
};
use thuchu_store::sealing::{Keys, place};
use thuchu_store::{Db, Engine, args};

/// What is to stand in the store.
#[derive(Debug, Clone)]
pub struct ClusterSeed<'a> {
    /// What was written, each text a message.
    pub texts: &'a [&'a str],
    /// How many asked, all on `day`.
    pub askers: u32,
    /// When.
    pub day: Day,
    /// Whether a batch has shown it.
    pub shown: bool,
    /// Whether each message has a receipt and an address that waits.
    pub waiting: bool,
    /// A picture of the first message.
    pub picture: Option<&'a [u8]>,
}

impl Default for ClusterSeed<'_> {
    fn default() -> Self {
        let day = Day::parse("2026-11-21").expect("a day");
        Self {
            texts: &["Uống nước lá đu đủ chữa khỏi ung thư"],
            askers: 12,
            day,
            shown: true,
            waiting: false,
            picture: None,
        }
    }
}

/// The keyed hash of a wording, as these clusters have it.
pub fn wording_hash(keys: &Keys, text: &str, chance: &dyn Chance) -> Sha256Hash {
    keys.keyed_hash("wording", text.to_lowercase().as_bytes(), chance).expect("a key")
}

/// Puts a cluster in.
pub async fn cluster(db: &Db, keys: &Keys, chance: &dyn Chance, now: Timestamp, seed: &ClusterSeed<'_>) -> ClusterId {
    let id = ClusterId::random(chance);
    let mut tx = db.begin().await.expect("a unit of work");
    let sql = "INSERT INTO cluster (id, state, opened, lang, shown, demand, recent, revision) \
        VALUES ($1, 'open', $2, 'vi', $3, $4, $4, 1)";
    tx.tamper(sql, args![id, seed.day, seed.shown, seed.askers]).await.expect("a cluster");
    let sql = "INSERT INTO demand (cluster_id, day, askers, waiting) VALUES ($1, $2, $3, 0)";
    tx.tamper(sql, args![id, seed.day, seed.askers]).await.expect("its demand");
    for (number, text) in seed.texts.iter().enumerate() {
        let message = MessageId::random(chance);
        let words = MessageText { words: (*text).to_owned(), links: Vec::new() };
        let words = serde_json::to_vec(&words).expect("JSON");
        let sealed = keys.seal(&words, &place("message", message), now, chance).expect("sealed");
        let hash = wording_hash(keys, text, chance);
        let sql = "INSERT INTO message (id, cluster_id, day, lang, sealed, wording_hash, shown) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = args![message, id, seed.day, &Lang::vi(), sealed, hash, seed.shown];
        tx.tamper(sql, values).await.expect("a message");
        if number == 0 {
            tx.tamper("UPDATE cluster SET wording_of = $1 WHERE id = $2", args![message, id]).await.expect("worded");
            if let Some(bytes) = seed.picture {
                let picture = MediaId::random(chance);
                let sealed = keys.seal(bytes, &place("media", picture), now, chance).expect("sealed");
                let received = keys.keyed_hash("picture", bytes, chance).expect("a key");
                let sql = "INSERT INTO media (id, message_id, number, received_hash, png, sealed) VALUES ($1, $2, 0, $3, 1, $4)";
                tx.tamper(sql, args![picture, message, received, sealed]).await.expect("a picture");
            }
        }
        if seed.waiting {
            let mut code = [0; 32];
            chance.fill(&mut code);
            let code = Sha256Hash::from_bytes(code);
            let erases = serde_json::json!({"message": message}).to_string();
            let sealed = keys.seal(erases.as_bytes(), &place("receipt", code), now, chance).expect("sealed");
            let sql = "INSERT INTO receipt (code_hash, cluster_id, sealed, since) VALUES ($1, $2, $3, $4)";
            tx.tamper(sql, args![code, id, sealed, seed.day]).await.expect("a receipt");
            let owed = thuchu_model::AnswerOwedId::random(chance);
            let to =
                ReplyTo { by: Way::Email, address: format!("nguoi{number}@example.vn"), lang: Lang::vi(), message };
            let to = serde_json::to_vec(&to).expect("JSON");
            let sealed = keys.seal(&to, &place("answer_owed", owed), now, chance).expect("sealed");
            let sql = "INSERT INTO answer_owed (id, cluster_id, sealed, tell_changes, told, since) VALUES ($1, $2, $3, 0, 0, $4)";
            tx.tamper(sql, args![owed, id, sealed, seed.day]).await.expect("an answer owed");
        }
    }
    tx.commit().await.expect("committed");
    id
}

/// Puts very many clusters in, each with one message that nobody can read any more: for measuring pages.
pub async fn many_clusters(db: &Db, many: u32) {
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
    let mut tx = db.begin().await.expect("a unit of work");
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
        tx.tamper(sql.leak(), args![i64::from(many)]).await.expect("clusters");
    }
    tx.commit().await.expect("committed");
}
