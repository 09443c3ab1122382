//! What programs are told of checks, on both databases.

use std::sync::Arc;

use thuchu_model::{ChangeKind, CheckOrigin, WithdrawReason};
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, both_databases, editor, noon};

use super::*;
use crate::Desk;
use crate::publish::Publish;

both_databases!(a_check_is_told_with_its_dates_and_what_became_of_it, |store| {
    let check = store.published("Uống nước chanh chữa được cúm").await;
    let other = store.published("Uống nước dừa chữa được cúm").await;
    let reading = Reading::new(store.db.clone());
    let told = reading.told(vec![other.id, check.id]).await.unwrap();
    assert_eq!(told.iter().map(|told| told.stored.check.id).collect::<Vec<_>>(), [other.id, check.id]);
    assert!(told.iter().all(|told| told.corrected.is_none() && told.withdrawn.is_none()));
    assert_eq!((told[0].first, told[0].newest), (noon(), noon()));
    assert!(reading.changed_last(9).await.unwrap().is_empty());
    let whole = reading.newest_change().await.unwrap();

    let CheckOrigin::Own { review, .. } = check.origin else { panic!("not ours") };
    let correction = store.changed(review, ChangeKind::Correction, "Sửa ngày.", "Bản hai.").await;
    store.approved(review, correction).await;
    let update = store.changed(review, ChangeKind::Update, "Thêm nguồn.", "Bản ba.").await;
    store.approved(review, update).await;
    let publish = Publish::new(Desk {
        db: store.db.clone(),
        blobs: store.blobs(),
        keys: Keys::in_folder(&store.data.path().join("keys")).unwrap(),
        clock: Arc::new(FixedClock::at(noon())),
        chance: Arc::new(SeededChance::another()),
        utc_offset_minutes: 420,
    });
    let wish = publish.ask_withdrawal(editor(1).id, other.id, WithdrawReason::Invalid, "Nguồn giả.").await.unwrap();
    publish.confirm_withdrawal(editor(2).id, wish).await.unwrap();

    let told = reading.told(vec![check.id, other.id]).await.unwrap();
    assert_eq!((told[0].stored.check.version, told[0].corrected.clone()), (3, Some(("Sửa ngày.".to_owned(), noon()))));
    assert_eq!(told[1].withdrawn, Some(("Nguồn giả.".to_owned(), noon())));
    let mut changed = reading.changed_last(9).await.unwrap();
    changed.sort();
    let mut both = vec![check.id, other.id];
    both.sort();
    assert_eq!(changed, both, "each once");
    assert_eq!(reading.modified(both).await.unwrap().len(), 2);

    let newest = reading.newest_change().await.unwrap();
    assert!(reading.dump(0, whole, 9).await.unwrap().unwrap().checks.is_empty(), "both changed since");
    let since = reading.dump(whole, newest, 9).await.unwrap().unwrap();
    assert_eq!(since.checks.iter().map(|told| told.stored.check.id).collect::<Vec<_>>(), [check.id, other.id]);
    let first = reading.dump(whole, newest, 1).await.unwrap().unwrap().checks;
    let second = reading.dump(first[0].stored.change, newest, 1).await.unwrap().unwrap().checks;
    assert_eq!((first[0].stored.check.id, second[0].stored.check.id), (check.id, other.id));
});
