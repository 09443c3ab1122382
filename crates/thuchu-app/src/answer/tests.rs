//! Who is told what, how often, and what is sent when things changed meanwhile.

use std::sync::Arc;

use thuchu_model::{ChangeKind, ClosingReason, ClusterId, Lang, ReviewId, Timestamp, WithdrawReason};
use thuchu_store::sealing::Keys;
use thuchu_store::{args, outbox};
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, draft_content, editor, noon};

use super::*;
use crate::publish::Publish;

fn topic() -> JobKind {
    JobKind::parse(TOPIC).unwrap()
}

pub(crate) fn desk_at(store: &TestStore, now: Timestamp) -> Desk {
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    let (clock, chance) = (Arc::new(FixedClock::at(now)), Arc::new(SeededChance::another()));
    Desk { db: store.db.clone(), blobs: store.blobs(), keys, clock, chance, utc_offset_minutes: 420 }
}

/// An open cluster of a review with so many askers who left an address; every second one wants to hear of changes.
async fn asked(store: &TestStore, review: ReviewId, askers: usize) -> ClusterId {
    let addresses: Vec<String> = (0..askers).map(|number| format!("nguoi{number}@vi-du.example")).collect();
    thuchu_testkit::asked(&store.desk(), review, &addresses).await
}

/// Delivers everything that waits, as the worker does; gives what was sent.
async fn deliver(store: &TestStore, now: Timestamp) -> Vec<Answer> {
    let desk = desk_at(store, now);
    let mut sent = Vec::new();
    while let Some(row) = outbox::claim(&store.db, &topic(), now, 60).await.unwrap() {
        assert_eq!(row.topic.as_str(), TOPIC);
        let delivery: Deliver = serde_json::from_str(&row.payload).unwrap();
        let loaded = load(&desk, &delivery, Some("https://tin.example")).await.unwrap();
        let mut tx = store.db.begin().await.unwrap();
        if let Loaded::Send(answer) = loaded {
            told(&mut tx, &delivery, answer.version).await.unwrap();
            sent.push(*answer);
        }
        outbox::delivered(&mut tx, &row, now).await.unwrap();
        tx.commit().await.unwrap();
    }
    sent
}

pub(crate) async fn approve(store: &TestStore, review: ReviewId, revision: u32, now: Timestamp) {
    Publish::new(desk_at(store, now)).approve(editor(2).id, review, revision, None).await.unwrap();
}

both_databases!(publishing_answers_every_address_and_receipt_once, |store| {
    let review = store.submitted("Chanh chữa cúm", draft_content()).await.id;
    let cluster = asked(store, review, 5).await;
    approve(store, review, 1, noon()).await;
    let sent = deliver(store, noon()).await;
    assert_eq!(sent.len(), 5);
    let english = sent.iter().find(|answer| answer.owed.to.lang == Lang::en()).unwrap();
    assert_eq!(english.text.subject, "Thực Hư answers your question");
    assert!(english.text.text.contains("Rating: False") && english.text.text.contains("https://tin.example/en/c/"));
    let own = sent.iter().find(|answer| answer.owed.to.lang == Lang::vi()).unwrap();
    assert!(own.text.text.contains("Kết luận: Sai sự thật") && own.text.text.contains("“Chanh chữa cúm”"));
    assert!(!own.text.subject.contains("Chanh"), "a subject stands on locked screens");
    assert!(deliver(store, noon().plus_days(1)).await.is_empty());
    let sql = "SELECT state, (SELECT COUNT(*) FROM receipt WHERE answered = '2026-11-22') FROM cluster";
    let row = store.db.read().peek(sql, args![]).await.unwrap().remove(0);
    assert_eq!((row.get::<String>(0).unwrap().as_str(), row.get::<i64>(1).unwrap()), ("answered", 1));
    let mut tx = store.db.begin().await.unwrap();
    let check = thuchu_store::checks::of_review(&mut tx, review).await.unwrap().unwrap().check;
    assert!(cluster_answered(&mut tx, &desk_at(store, noon()), cluster, &check, noon()).await.is_err(), "not open");
});

both_databases!(a_correction_is_told_once_to_all_within_a_week_and_later_to_who_asked_for_it, |store| {
    let review = store.submitted("Sửa sai", draft_content()).await.id;
    asked(store, review, 6).await;
    approve(store, review, 1, noon()).await;
    assert_eq!(deliver(store, noon()).await.len(), 6);
    let revision = store.changed(review, ChangeKind::Correction, "Sửa con số.", "Bản hai.").await;
    let week = noon().plus_days(7);
    approve(store, review, revision, week).await;
    let sent = deliver(store, week).await;
    assert_eq!(sent.len(), 6);
    assert!(
        sent.iter().any(
            |answer| answer.text.text.contains("Đã thay đổi: Sửa con số.") && answer.text.text.contains("Bản hai.")
        )
    );
    let later = noon().plus_days(8);
    let revision = store.changed(review, ChangeKind::Correction, "Sửa tên.", "Bản ba.").await;
    approve(store, review, revision, later).await;
    assert_eq!(deliver(store, later).await.len(), 3, "those who want to hear of changes");
    let revision = store.changed(review, ChangeKind::Update, "Thêm nguồn.", "Bản bốn.").await;
    approve(store, review, revision, later).await;
    assert_eq!(deliver(store, later).await.len(), 3);
});

both_databases!(five_hundred_are_told_of_a_correction_once_though_the_worker_dies_on_the_way, |store| {
    let review = store.submitted("Năm trăm người hỏi", draft_content()).await.id;
    asked(store, review, 500).await;
    approve(store, review, 1, noon()).await;
    assert_eq!(deliver(store, noon()).await.len(), 500);
    let revision = store.changed(review, ChangeKind::Correction, "Sửa con số.", "Bản hai.").await;
    approve(store, review, revision, noon()).await;
    // A worker that takes fifty and dies before it sends any of them; another one comes when its lease is over.
    for _ in 0..50 {
        outbox::claim(&store.db, &topic(), noon(), 60).await.unwrap().unwrap();
    }
    let mut sent = deliver(store, noon()).await;
    assert_eq!(sent.len(), 450);
    sent.extend(deliver(store, noon().plus_seconds(60)).await);
    let addresses: std::collections::BTreeSet<String> =
        sent.iter().map(|answer| answer.owed.to.address.clone()).collect();
    assert_eq!((sent.len(), addresses.len()), (500, 500));
    assert_eq!(outbox::count(&mut store.db.read()).await.unwrap(), 0);
});

both_databases!(who_was_not_answered_yet_gets_the_right_answer_and_no_correction, |store| {
    let review = store.submitted("Chưa kịp gửi", draft_content()).await.id;
    asked(store, review, 3).await;
    approve(store, review, 1, noon()).await;
    let revision = store.changed(review, ChangeKind::Correction, "Sửa.", "Bản hai.").await;
    approve(store, review, revision, noon()).await;
    assert_eq!(outbox::count(&mut store.db.read()).await.unwrap(), 6);
    let sent = deliver(store, noon()).await;
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|answer| answer.version == 2 && !answer.text.text.contains("xin lỗi")));
});

both_databases!(a_withdrawal_is_told_once_and_nothing_is_sent_that_no_longer_stands, |store| {
    let review = store.submitted("Rút", draft_content()).await.id;
    asked(store, review, 2).await;
    approve(store, review, 1, noon()).await;
    assert_eq!(deliver(store, noon()).await.len(), 2);
    let revision = store.changed(review, ChangeKind::Correction, "Sửa.", "Bản hai.").await;
    approve(store, review, revision, noon()).await;
    let publish = Publish::new(desk_at(store, noon()));
    let check = thuchu_store::checks::of_review(&mut store.db.read(), review).await.unwrap().unwrap().check.id;
    let wish = publish.ask_withdrawal(editor(1).id, check, WithdrawReason::Invalid, "Nguồn là giả.").await.unwrap();
    publish.confirm_withdrawal(editor(2).id, wish).await.unwrap();
    let sent = deliver(store, noon()).await;
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().any(|answer| answer.text.text.contains("Lý do: Nguồn là giả.")));
    assert!(sent.iter().all(|answer| !answer.text.text.contains("Bản hai.")));
});

both_databases!(what_cannot_be_checked_is_said_and_an_erased_address_gets_nothing, |store| {
    let review = store.submitted("Không kiểm được", draft_content()).await.id;
    let cluster = asked(store, review, 2).await;
    let desk = desk_at(store, noon());
    let mut tx = store.db.begin().await.unwrap();
    cluster_closed(&mut tx, &desk, cluster, ClosingReason::Opinion, noon()).await.unwrap();
    tx.tamper("DELETE FROM answer_owed WHERE tell_changes = 0", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let sent = deliver(store, noon()).await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].text.text.contains("opinion"));
});

both_databases!(without_its_key_an_address_is_lost, |store| {
    let review = store.submitted("Mất khoá", draft_content()).await.id;
    asked(store, review, 1).await;
    approve(store, review, 1, noon()).await;
    let desk = desk_at(store, noon());
    desk.keys.destroy("2026-11").unwrap();
    let row = outbox::claim(&store.db, &topic(), noon(), 60).await.unwrap().unwrap();
    assert!(!row.payload.contains("vi-du"), "no address in the outbox");
    let delivery: Deliver = serde_json::from_str(&row.payload).unwrap();
    assert_eq!(load(&desk, &delivery, None).await.unwrap(), Loaded::Lost);
});
