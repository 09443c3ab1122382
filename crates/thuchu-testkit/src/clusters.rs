//! Clusters with messages, as intake and a batch leave them: by the store's own writes.

use thuchu_model::{
    AnswerOwed, AnswerOwedId, Chance, ClusterId, Day, Lang, MediaId, Message, MessageId, MessagePicture, MessageText,
    ReplyTo, Sha256Hash, Timestamp, Way,
};
use thuchu_store::receipts::Erases;
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, batches, clusters, messages, owed, receipts};

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

/// Puts a cluster in; a batch that shows it shows all that waits.
pub async fn cluster(db: &Db, keys: &Keys, chance: &dyn Chance, now: Timestamp, seed: &ClusterSeed<'_>) -> ClusterId {
    let id = ClusterId::random(chance);
    let mut tx = db.begin().await.expect("a unit of work");
    for (number, text) in seed.texts.iter().enumerate() {
        let message = MessageId::random(chance);
        if number == 0 {
            clusters::open(&mut tx, id, seed.day, &Lang::vi(), message).await.expect("a cluster");
        }
        let picture = seed.picture.filter(|_| number == 0).map(|bytes| MessagePicture {
            id: MediaId::random(chance),
            received: keys.keyed_hash("picture", bytes, chance).expect("a key"),
            png: true,
            bytes: bytes.to_vec(),
        });
        let sent = Message {
            id: message,
            cluster: id,
            day: seed.day,
            lang: Lang::vi(),
            text: MessageText { words: (*text).to_owned(), links: Vec::new() },
            pictures: picture.into_iter().collect(),
        };
        let hash = wording_hash(keys, text, chance);
        messages::put(&mut tx, keys, &sent, hash, now, chance).await.expect("a message");
        if seed.waiting {
            let to =
                ReplyTo { by: Way::Email, address: format!("nguoi{number}@example.vn"), lang: Lang::vi(), message };
            let answer = AnswerOwed { id: AnswerOwedId::random(chance), cluster: id, to, tell_changes: false, told: 0 };
            owed::put(&mut tx, keys, &answer, seed.day, now, chance).await.expect("an answer owed");
            let mut code = [0; 32];
            chance.fill(&mut code);
            let receipt = (id, Erases { message, owed: None });
            let code = Sha256Hash::from_bytes(code);
            receipts::put(&mut tx, keys, code, receipt, (seed.day, false), now, chance).await.expect("a receipt");
        }
    }
    for _ in 0..seed.askers {
        clusters::one_more_asks(&mut tx, id, seed.day).await.expect("its demand");
    }
    if seed.shown {
        batches::show(&mut tx, seed.day).await.expect("a batch");
    }
    tx.commit().await.expect("committed");
    id
}
