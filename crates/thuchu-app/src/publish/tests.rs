//! From an approval on, on both databases: who may, what appears together, what is refused.

use std::sync::Arc;

use thuchu_model::{
    AppealKind, AppealText, ChangeKind, Check, CheckState, EditorId, NotReady, Reply, ReviewId, ReviewState, Seen,
    Timestamp, WithdrawReason,
};
use thuchu_store::sealing::Keys;
use thuchu_store::{StoreError, args, audit, checks, corrections, outbox, reviews, verify};
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, draft_content, editor, noon};

use super::{Approved, Decide, Opinion, Publish, PublishError};
use crate::Desk;

fn publish_at(store: &TestStore, now: Timestamp) -> Publish {
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    let (clock, chance) = (Arc::new(FixedClock::at(now)), Arc::new(SeededChance::another()));
    Publish::new(Desk { db: store.db.clone(), blobs: store.blobs(), keys, clock, chance, utc_offset_minutes: 420 })
}

fn publish(store: &TestStore) -> Publish {
    publish_at(store, noon())
}

fn who(number: u8) -> EditorId {
    editor(number).id
}

async fn published(store: &TestStore, claim: &str) -> (ReviewId, Check) {
    let review = store.submitted(claim, draft_content()).await;
    (review.id, approved(publish(store).approve(who(2), review.id, 1, None).await.unwrap()))
}

fn approved(done: Approved) -> Check {
    match done {
        Approved::Published(check) => *check,
        Approved::At(at) => panic!("waits until {at}"),
    }
}

async fn state(store: &TestStore, review: ReviewId) -> ReviewState {
    reviews::get(&mut store.db.read(), review).await.unwrap().unwrap().state
}

async fn count(store: &TestStore, sql: &'static str) -> i64 {
    store.db.read().peek(sql, args![]).await.unwrap()[0].get(0).unwrap()
}

async fn sound(store: &TestStore) {
    let report = verify::verify(&store.db, &store.blobs(), &[]).await.unwrap();
    assert_eq!(report.faults, [], "verify");
}

both_databases!(an_approval_by_a_second_editor_publishes_at_once, |store| {
    let (review, check) = published(store, "Nước chanh chữa cúm").await;
    assert_eq!((check.version, state(store, review).await), (1, ReviewState::Published));
    let stored = checks::by_public_id(&mut store.db.read(), check.public_id).await.unwrap().unwrap();
    assert_eq!(stored.check, check);
    let acts: Vec<String> = audit::entries(&mut store.db.read(), 0, 10)
        .await
        .unwrap()
        .into_iter()
        .map(|(entry, _)| entry.act.to_string())
        .collect();
    assert_eq!(acts, ["review.approved", "check.published"]);
    sound(store).await;
});

both_databases!(of_a_hundred_approvals_at_once_one_wins, |store| {
    let review = store.submitted("Một trăm người duyệt", draft_content()).await.id;
    let publish = Arc::new(publish(store));
    let mut tries = Vec::new();
    for n in 0..100_u8 {
        let publish = publish.clone();
        tries.push(tokio::spawn(async move { publish.approve(who(n % 8 + 2), review, 1, None).await }));
    }
    let mut won = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(_) => won += 1,
            Err(PublishError::NotWaiting(ReviewState::Published) | PublishError::Meanwhile) => {}
            Err(PublishError::Store(error)) => assert!(error.is_transient(), "{error}"),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(count(store, "SELECT COUNT(*) FROM checks").await, 1);
    assert_eq!(count(store, "SELECT COUNT(*) FROM version_hand WHERE hand = 'approved'").await, 1);
    sound(store).await;
});

both_databases!(nobody_approves_their_own_version_a_stale_one_or_one_twice, |store| {
    let review = store.submitted("Tự duyệt", draft_content()).await.id;
    let publish = publish(store);
    assert!(matches!(publish.approve(who(1), review, 1, None).await, Err(PublishError::OwnVersion)));
    assert!(matches!(publish.approve(who(2), review, 7, None).await, Err(PublishError::Stale { now: 1 })));
    let unknown = EditorId::from_bytes([0xee; 16]);
    assert!(matches!(publish.approve(unknown, review, 1, None).await, Err(PublishError::Missing("editor"))));
    publish.approve(who(2), review, 1, None).await.unwrap();
    let twice = publish.approve(who(3), review, 1, None).await;
    assert!(matches!(twice, Err(PublishError::NotWaiting(ReviewState::Published))));
    assert_eq!(count(store, "SELECT COUNT(*) FROM check_version").await, 1);
});

both_databases!(a_role_that_may_not_or_an_editor_who_left_approves_nothing, |store| {
    let review = store.submitted("Vai trò", draft_content()).await.id;
    for change in ["UPDATE editor SET active = 0", "UPDATE editor SET active = 1, role = 'contributor'"] {
        let mut tx = store.db.begin().await.unwrap();
        tx.tamper(change, vec![]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(publish(store).approve(who(2), review, 1, None).await, Err(PublishError::NotAllowed)));
    }
});

both_databases!(an_edit_that_meets_an_approval_leaves_one_of_them, |store| {
    for round in 0..10 {
        let review = store.submitted(&format!("Sửa lúc duyệt {round}"), draft_content()).await;
        let publish = publish(store);
        let read = reviews::draft(&mut store.db.read(), review.id).await.unwrap().unwrap();
        let edit = async {
            let mut tx = store.db.begin().await?;
            reviews::save(&mut tx, &read, &draft_content(), who(3), noon()).await?;
            let before = reviews::get(&mut tx, review.id).await?.unwrap();
            let after = before.step(ReviewState::Draft).map_err(|_| StoreError::Conflict { what: "review" })?;
            reviews::store_step(&mut tx, &before, &after, noon()).await?;
            tx.commit().await
        };
        let (approved, edited) = tokio::join!(publish.approve(who(2), review.id, 1, None), edit);
        let draft = reviews::draft(&mut store.db.read(), review.id).await.unwrap().unwrap();
        if approved.is_ok() {
            let stored = checks::of_review(&mut store.db.read(), review.id).await.unwrap().unwrap();
            assert_eq!(stored.check.content.claims[0].text.as_str(), format!("Sửa lúc duyệt {round}"));
        } else {
            assert!(edited.is_ok(), "{approved:?} {edited:?}");
            assert_eq!(draft.approved, None);
        }
    }
    sound(store).await;
});

both_databases!(whatever_the_gate_asks_for_is_refused_when_it_is_missing, |store| {
    let whole = draft_content;
    let missing: Vec<(&str, thuchu_model::DraftContent)> = vec![
        ("title", {
            let mut d = whole();
            d.text.title.clear();
            d
        }),
        ("summary", {
            let mut d = whole();
            d.text.summary = " ".into();
            d
        }),
        ("body", {
            let mut d = whole();
            d.text.body.clear();
            d
        }),
        ("rating", {
            let mut d = whole();
            d.rating = None;
            d
        }),
        ("seen", {
            let mut d = whole();
            d.seen = Seen::NotStated;
            d
        }),
        ("primary", {
            let mut d = whole();
            d.evidence[0].primary = false;
            d
        }),
        ("evidence", {
            let mut d = whole();
            d.evidence.clear();
            d
        }),
        ("reply", {
            let mut d = whole();
            d.reply = Reply::NotAsked { why: String::new() };
            d
        }),
    ];
    for (name, content) in missing {
        let review = store.submitted(&format!("Thiếu {name}"), content).await.id;
        let done = publish(store).approve(who(2), review, 1, None).await;
        assert!(matches!(&done, Err(PublishError::NotReady(open)) if open.len() == 1), "{name}: {done:?}");
        assert_eq!(state(store, review).await, ReviewState::InReview, "{name}");
    }
    for page in ["page.method.vi", "page.funding.vi"] {
        let review = store.submitted(&format!("Thiếu {page}"), whole()).await.id;
        let mut tx = store.db.begin().await.unwrap();
        tx.tamper("DELETE FROM setting WHERE name = $1", args![page]).await.unwrap();
        tx.commit().await.unwrap();
        let done = publish(store).approve(who(2), review, 1, None).await;
        assert!(
            matches!(&done, Err(PublishError::NotReady(open)) if matches!(open[..], [NotReady::NoDeskPage { .. }]))
        );
    }
    let review = store
        .submitted("Cần bản lưu", {
            let mut d = whole();
            d.evidence[0].snapshot = None;
            d
        })
        .await
        .id;
    let mut tx = store.db.begin().await.unwrap();
    thuchu_store::settings::set(&mut tx, "gate.snapshot", "\"required\"", noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(publish(store).approve(who(2), review, 1, None).await, Err(PublishError::NotReady(_))));
    assert_eq!(count(store, "SELECT COUNT(*) FROM checks").await, 0);
});

both_databases!(a_time_that_is_set_is_kept_and_what_was_killed_before_it_is_done_after, |store| {
    let review = store.submitted("Hẹn giờ", draft_content()).await.id;
    let at = noon().plus_seconds(3_600);
    let publish = publish(store);
    for wrong in [noon(), noon().plus_seconds(-1), noon().plus_days(400)] {
        assert!(matches!(publish.approve(who(2), review, 1, Some(wrong)).await, Err(PublishError::Time)));
    }
    assert_eq!(publish.approve(who(2), review, 1, Some(at)).await.unwrap(), Approved::At(at));
    assert_eq!((publish.publish_due().await.unwrap(), state(store, review).await), (0, ReviewState::Approved));
    let (one, other) = (publish_at(store, at), publish_at(store, at));
    let (a, b) = tokio::join!(one.publish_due(), other.publish_due());
    assert_eq!(a.unwrap_or(0) + b.unwrap_or(0) + one.publish_due().await.unwrap(), 1, "once on any number of nodes");
    assert_eq!(state(store, review).await, ReviewState::Published);
    sound(store).await;
});

both_databases!(a_further_version_says_what_changed_and_the_old_one_stays, |store| {
    let (review, first) = published(store, "Bản đầu").await;
    let publish = publish(store);
    let revision = store.changed(review, ChangeKind::Correction, "  ", "Bản hai.").await;
    assert!(matches!(publish.approve(who(2), review, revision, None).await, Err(PublishError::NoChangeNote)));
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("UPDATE review SET state = 'published'", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let revision = store.changed(review, ChangeKind::Correction, "Sửa ngày.", "Bản hai.").await;
    let second = approved(publish.approve(who(2), review, revision, None).await.unwrap());
    assert_eq!((second.id, second.public_id, second.version), (first.id, first.public_id, 2));
    assert_eq!(second.content.review_date, first.content.review_date, "the first publication's day stays");
    let old = checks::version(&mut store.db.read(), first.id, 1).await.unwrap().unwrap();
    assert_eq!(old.content, first.content);
    let told = corrections::of_check(&mut store.db.read(), first.id).await.unwrap();
    assert_eq!((told[0].number, told[0].text.as_str()), (2, "Sửa ngày."));
    let revision = store.changed(review, ChangeKind::Update, "Sửa ngày.", "Bản ba.").await;
    let same = publish.approve(who(2), review, revision, None).await;
    assert!(matches!(same, Err(PublishError::NoChangeNote)), "the note of the version before");
    sound(store).await;
});

both_databases!(two_people_take_a_check_back_and_until_then_it_is_under_review, |store| {
    let (review, check) = published(store, "Rút bài").await;
    let publish = publish(store);
    let ask = |by: u8| publish.ask_withdrawal(who(by), check.id, WithdrawReason::Invalid, "Nguồn là giả.");
    assert!(matches!(
        publish.ask_withdrawal(who(1), check.id, WithdrawReason::Invalid, " ").await,
        Err(PublishError::Text(_))
    ));
    let wish = ask(1).await.unwrap();
    assert_eq!(publish.check(check.id).await.unwrap().0.state, CheckState::UnderReview);
    assert!(matches!(ask(2).await, Err(PublishError::UnderReview)));
    assert!(matches!(publish.confirm_withdrawal(who(1), wish).await, Err(PublishError::OwnWish)));
    sound(store).await;
    let revision = store.changed(review, ChangeKind::Correction, "Sửa.", "Bản hai.").await;
    assert!(matches!(publish.approve(who(2), review, revision, None).await, Err(PublishError::UnderReview)));
    publish.refuse_withdrawal(who(3), wish).await.unwrap();
    assert_eq!(publish.check(check.id).await.unwrap().0.state, CheckState::Published);
    assert!(matches!(publish.confirm_withdrawal(who(2), wish).await, Err(PublishError::Meanwhile)));
    let wish = ask(1).await.unwrap();
    let (a, b) = tokio::join!(publish.confirm_withdrawal(who(2), wish), publish.confirm_withdrawal(who(3), wish));
    assert!(a.is_ok() != b.is_ok());
    let taken = publish.check(check.id).await.unwrap().0.state;
    assert_eq!(taken, CheckState::Withdrawn { reason: WithdrawReason::Invalid });
    assert_eq!(state(store, review).await, ReviewState::Withdrawn);
    assert!(matches!(ask(4).await, Err(PublishError::UnderReview)));
    sound(store).await;
});

both_databases!(the_database_itself_refuses_a_withdrawal_by_one, |store| {
    let (_, check) = published(store, "Một người rút").await;
    publish(store).ask_withdrawal(who(1), check.id, WithdrawReason::Other, "Lý do.").await.unwrap();
    let mut tx = store.db.begin().await.unwrap();
    let bypass = "UPDATE withdrawal SET state = 'confirmed', decided_by = asked_by, decided_at = 1";
    assert!(tx.tamper(bypass, vec![]).await.is_err());
});

both_databases!(an_appeal_is_decided_by_somebody_without_a_hand_in_the_check, |store| {
    let (_, check) = published(store, "Xem lại").await;
    let publish = publish(store);
    let words = |text: &str| AppealText { text: text.into(), signed: String::new(), contact: String::new() };
    let opinion = |kind, text: &str| Opinion { kind, text: words(text) };
    let appeal = opinion(AppealKind::Appeal, "Nguồn đã thay đổi, xin xem lại.");
    assert!(matches!(
        publish.appeal(check.public_id, &opinion(AppealKind::Appeal, " ")).await,
        Err(PublishError::Text("text"))
    ));
    assert!(matches!(
        publish.appeal(check.public_id, &opinion(AppealKind::Reply, "x")).await,
        Err(PublishError::Text("signed"))
    ));
    let taken = publish.appeal(check.public_id, &appeal).await.unwrap();
    // 22 November 2026 is a Sunday.
    assert_eq!(taken.due.to_string(), "2026-12-01");
    let code = taken.code.reveal();
    let spaced = format!(" {}-{} ", &code[..10].to_uppercase(), &code[10..]);
    let mine = publish.appeal_by_code(&spaced).await.unwrap().unwrap();
    assert!(mine.stored.appeal.outcome.is_none() && !mine.overdue);
    assert!(publish.appeal_by_code("aaaaaaaaaaaaaaaaaaaaaaaaaa").await.unwrap().is_none());
    let id = mine.stored.appeal.id;
    let (_, text) = publish.appeal_of(id).await.unwrap();
    assert_eq!(text.unwrap().text, appeal.text.text);
    let late = publish_at(store, noon().plus_days(30)).appeals(true, None, 10).await.unwrap();
    assert!(late[0].overdue);
    let decide = Decide { accept: false, outcome: "Nguồn vẫn như cũ.".into(), statement: None };
    for hand in [1, 2] {
        assert!(matches!(publish.decide_appeal(who(hand), id, &decide).await, Err(PublishError::OwnWork(_))));
    }
    publish.decide_appeal(who(3), id, &decide).await.unwrap();
    assert!(matches!(publish.decide_appeal(who(4), id, &decide).await, Err(PublishError::Meanwhile)));
    let after = publish.appeal_by_code(&code).await.unwrap().unwrap();
    assert_eq!(after.stored.appeal.outcome.as_deref(), Some("Nguồn vẫn như cũ."));
    let numbers = publish.appeal_numbers().await.unwrap();
    assert_eq!((numbers.len(), numbers[0].count, numbers[0].in_time), (1, 1, 1));
    assert!(publish.appeals(true, None, 10).await.unwrap().is_empty());
    assert_eq!(publish.appeals(false, None, 10).await.unwrap().len(), 1);
});

both_databases!(a_reply_is_published_in_the_words_an_editor_let_through, |store| {
    let (_, check) = published(store, "Phản hồi").await;
    let publish = publish(store);
    let text =
        AppealText {
            text: "Chúng tôi không nói vậy.".into(), signed: "Công ty A".into(), contact: String::new()
        };
    let code = publish.appeal(check.public_id, &Opinion { kind: AppealKind::Reply, text }).await.unwrap().code;
    let id = publish.appeal_by_code(&code.reveal()).await.unwrap().unwrap().stored.appeal.id;
    let without = Decide { accept: true, outcome: "Đăng.".into(), statement: None };
    assert!(matches!(publish.decide_appeal(who(3), id, &without).await, Err(PublishError::Text("statement"))));
    let statement = Some(("Chúng tôi không nói vậy.".to_owned(), "Công ty A".to_owned()));
    publish.decide_appeal(who(3), id, &Decide { statement, ..without }).await.unwrap();
    let shown = publish.appeals(false, None, 10).await.unwrap().remove(0).stored;
    assert_eq!(shown.signed.as_deref(), Some("Công ty A"));
});

both_databases!(what_verify_is_for_it_finds, |store| {
    let (review, check) = published(store, "Kiểm tra").await;
    let revision = store.changed(review, ChangeKind::Update, "Thêm nguồn.", "Bản hai.").await;
    publish(store).approve(who(2), review, revision, None).await.unwrap();
    sound(store).await;
    for harm in [
        "DELETE FROM correction",
        "UPDATE checks SET state = 'under_review'",
        "UPDATE checks SET state = 'withdrawn', withdraw_reason = 'invalid'",
        "UPDATE review SET published_version = 1",
        "UPDATE checks SET review_version = 1",
    ] {
        let mut tx = store.db.begin().await.unwrap();
        tx.tamper(harm, vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let report = verify::verify(&store.db, &store.blobs(), &[]).await.unwrap();
        assert!(!report.faults.is_empty(), "{harm}");
        let mut tx = store.db.begin().await.unwrap();
        for mend in [
            "INSERT INTO correction (review_id, number, check_id, kind, text, at) SELECT review_id, 2, id, 'update', 'x', 1 \
             FROM checks WHERE version = 2 ON CONFLICT DO NOTHING",
            "UPDATE checks SET state = 'published', withdraw_reason = NULL, review_version = 2",
            "UPDATE review SET published_version = 2",
        ] {
            tx.tamper(mend, vec![]).await.unwrap();
        }
        tx.commit().await.unwrap();
        sound(store).await;
    }
    assert_eq!(outbox::count(&mut store.db.read()).await.unwrap(), 0, "nobody asked about {}", check.id);
});
