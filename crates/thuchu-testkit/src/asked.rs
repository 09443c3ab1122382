//! Who waits for an answer, without the door that they came through.

use thuchu_app::Desk;
use thuchu_model::{AnswerOwedId, ClusterId, Lang, MessageId, ReplyTo, ReviewId, Way};
use thuchu_store::{answers, args};

/// An open cluster of a review, with a receipt, and with askers who left these addresses: every second one wants to hear
/// of changes, the first reads English.
pub async fn asked(desk: &Desk, review: ReviewId, addresses: &[String]) -> ClusterId {
    let (cluster, today) = (ClusterId::random(&*desk.chance), desk.today());
    let mut tx = desk.db.begin().await.expect("a unit of work");
    let sql = "INSERT INTO cluster (id, state, opened, lang, shown, demand, recent, review_id, revision) \
         VALUES ($1, 'open', $2, 'vi', 1, 1, 0, $3, 1)";
    tx.tamper(sql, args![cluster, today, review]).await.expect("a cluster");
    for (number, address) in addresses.iter().enumerate() {
        let id = AnswerOwedId::random(&*desk.chance);
        let to = ReplyTo {
            by: Way::Email,
            address: address.clone(),
            lang: if number == 0 { Lang::en() } else { Lang::vi() },
            message: MessageId::random(&*desk.chance),
        };
        let bytes = serde_json::to_vec(&to).expect("plain fields");
        let sealed = desk.keys.seal(&bytes, &answers::context(id), desk.now(), &*desk.chance).expect("a key");
        let sql = "INSERT INTO answer_owed (id, cluster_id, sealed, tell_changes, told, since) \
             VALUES ($1, $2, $3, $4, 0, $5)";
        tx.tamper(sql, args![id, cluster, sealed, number % 2 == 0, today]).await.expect("an answer owed");
    }
    let mut code = [0; 32];
    desk.chance.fill(&mut code);
    let sql = "INSERT INTO receipt (code_hash, cluster_id, sealed, since) VALUES ($1, $2, $3, $4)";
    tx.tamper(sql, args![code.to_vec(), cluster, vec![0_u8], today]).await.expect("a receipt");
    tx.commit().await.expect("committed");
    cluster
}
