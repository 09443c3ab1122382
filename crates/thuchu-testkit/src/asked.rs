//! Who waits for an answer, without the door that they came through.

use thuchu_app::Desk;
use thuchu_model::{AnswerOwed, AnswerOwedId, ClusterId, Lang, MessageId, ReplyTo, ReviewId, Sha256Hash, Way};
use thuchu_store::receipts::Erases;
use thuchu_store::{clusters, owed, receipts, reviews};

/// An open cluster of a review, with a receipt, and with askers who left these addresses: every second one wants to hear
/// of changes, the first reads English.
pub async fn asked(desk: &Desk, review: ReviewId, addresses: &[String]) -> ClusterId {
    let (cluster, today, now) = (ClusterId::random(&*desk.chance), desk.today(), desk.now());
    let message = || MessageId::random(&*desk.chance);
    let mut tx = desk.db.begin().await.expect("a unit of work");
    clusters::open(&mut tx, cluster, today, &Lang::vi(), message()).await.expect("a cluster");
    reviews::take_up(&mut tx, cluster, review, now).await.expect("a cluster that waits");
    for (number, address) in addresses.iter().enumerate() {
        let lang = if number == 0 { Lang::en() } else { Lang::vi() };
        let owed = AnswerOwed {
            id: AnswerOwedId::random(&*desk.chance),
            cluster,
            to: ReplyTo { by: Way::Email, address: address.clone(), lang, message: message() },
            tell_changes: number % 2 == 0,
            told: 0,
        };
        owed::put(&mut tx, &desk.keys, &owed, today, now, &*desk.chance).await.expect("an answer owed");
    }
    let mut code = [0; 32];
    desk.chance.fill(&mut code);
    let receipt = (cluster, Erases { message: message(), owed: None });
    let (code, since) = (Sha256Hash::from_bytes(code), (today, false));
    receipts::put(&mut tx, &desk.keys, code, receipt, since, now, &*desk.chance).await.expect("a receipt");
    tx.commit().await.expect("committed");
    cluster
}
