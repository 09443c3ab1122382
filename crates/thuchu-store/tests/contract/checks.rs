use thuchu_model::{Chance, CheckId, CheckState, PublicId, RatingKey, RatingValue, WithdrawReason};
use thuchu_store::checks::{self, IncomingCheck, Put, PutOutcome};
use thuchu_store::{StoreError, settings};
use thuchu_testkit::{TestStore, both_databases, content, incoming, noon};

async fn put(store: &TestStore, batch: &[IncomingCheck]) -> Vec<Put> {
    let run = store.run().await;
    let mut tx = store.db.begin().await.unwrap();
    let done = checks::put_batch(&mut tx, run.id, batch, &store.chance, noon()).await.unwrap();
    tx.commit().await.unwrap();
    done
}

async fn state(store: &TestStore, id: CheckId) -> CheckState {
    checks::find(&mut store.db.read(), &[id]).await.unwrap()[0].check.state
}

both_databases!(a_record_becomes_a_check_that_reads_back_whole, |store| {
    let publisher = store.publisher("a.vn").await;
    let mut check = incoming(&publisher, "https://a.vn/1", "Ăn tỏi chữa ung thư");
    check.content.body = Some("dài…\u{0}\"'\\ ” 🙂".repeat(50));
    check.mapped = Some((RatingKey::parse("false").unwrap(), RatingValue::new(1)));
    check.holds_until = Some(noon());
    assert_eq!(put(store, std::slice::from_ref(&check)).await[0].outcome, PutOutcome::Added);
    let found = checks::find(&mut store.db.read(), &[check.id]).await.unwrap().remove(0);
    assert_eq!(found.check.content, check.content);
    assert_eq!((found.check.version, found.check.holds_until, found.rating), (1, check.holds_until, check.mapped));
    assert_eq!(found.content_hash, check.content.hash());
    let by_public = checks::by_public_id(&mut store.db.read(), found.check.public_id).await.unwrap();
    assert_eq!(by_public.unwrap().check.id, check.id);
});

both_databases!(importing_twice_is_the_same, |store| {
    let publisher = store.publisher("a.vn").await;
    let batch = [incoming(&publisher, "u1", "một"), incoming(&publisher, "u2", "hai")];
    put(store, &batch).await;
    let change = settings::newest_change(&mut store.db.read()).await.unwrap();
    assert!(put(store, &batch).await.iter().all(|put| put.outcome == PutOutcome::Unchanged));
    assert_eq!(settings::newest_change(&mut store.db.read()).await.unwrap(), change, "nothing for indexes to do");
    assert_eq!(checks::count_live(&mut store.db.read(), Some(publisher.id)).await.unwrap(), 2);
});

both_databases!(same_id_with_other_content_is_the_next_version, |store| {
    let publisher = store.publisher("a.vn").await;
    let first = incoming(&publisher, "u", "một");
    let mut second = first.clone();
    second.content.title = Some("Tựa mới".into());
    put(store, std::slice::from_ref(&first)).await;
    assert_eq!(put(store, &[second.clone()]).await[0].outcome, PutOutcome::NewVersion(2));
    let versions = checks::versions(&mut store.db.read(), first.id).await.unwrap();
    assert_eq!(versions.iter().map(|v| v.content.clone()).collect::<Vec<_>>(), [first.content, second.content]);
});

both_databases!(of_an_id_that_a_run_lists_twice_the_first_counts, |store| {
    let publisher = store.publisher("a.vn").await;
    let first = incoming(&publisher, "u", "một");
    let second = IncomingCheck { content: content("một!"), ..first.clone() };
    let listed = [first.clone(), second.clone(), first.clone(), second.clone()];
    use PutOutcome::{Added, Repeated, Unchanged};
    let outcomes = |done: Vec<Put>| done.iter().map(|put| put.outcome).collect::<Vec<_>>();
    assert_eq!(outcomes(put(store, &listed).await), [Added, Repeated, Unchanged, Repeated]);
    let again = store.run().await;
    for (check, outcome) in listed.iter().zip([Unchanged, Repeated, Unchanged, Repeated]) {
        let mut tx = store.db.begin().await.unwrap();
        let one = std::slice::from_ref(check);
        let done = checks::put_batch(&mut tx, again.id, one, &store.chance, noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(done[0].outcome, outcome, "also when they come in different batches");
    }
    assert_eq!(checks::versions(&mut store.db.read(), first.id).await.unwrap().len(), 1);
    assert_eq!(put(store, &[second]).await[0].outcome, PutOutcome::NewVersion(2), "another run has its own first");
});

both_databases!(the_versions_of_an_export_are_put_in_their_order, |store| {
    let publisher = store.publisher("a.vn").await;
    let first = IncomingCheck { series: true, ..incoming(&publisher, "u", "một") };
    let second = IncomingCheck { content: content("một!"), ..first.clone() };
    let outcomes: Vec<_> = put(store, &[first.clone(), second, first]).await.iter().map(|put| put.outcome).collect();
    assert_eq!(outcomes, [PutOutcome::Added, PutOutcome::NewVersion(2), PutOutcome::NewVersion(3)]);
});

both_databases!(a_better_label_map_makes_a_change_but_no_version, |store| {
    let publisher = store.publisher("a.vn").await;
    let mut check = incoming(&publisher, "u", "một");
    put(store, std::slice::from_ref(&check)).await;
    check.mapped = Some((RatingKey::parse("satire").unwrap(), None));
    assert_eq!(put(store, std::slice::from_ref(&check)).await[0].outcome, PutOutcome::Unchanged);
    let found = checks::find(&mut store.db.read(), &[check.id]).await.unwrap().remove(0);
    assert_eq!((found.rating, found.check.version, found.change), (check.mapped, 1, 3));
});

both_databases!(changes_are_read_in_order_without_gaps, |store| {
    let publisher = store.publisher("a.vn").await;
    let batch: Vec<_> = (0..250).map(|n| incoming(&publisher, &format!("u{n}"), &format!("claim {n}"))).collect();
    put(store, &batch).await;
    let (mut after, mut seen) = (0, Vec::new());
    loop {
        let page = checks::changed_since(&mut store.db.read(), after, 100).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.change;
        seen.extend(page.into_iter().map(|row| row.id));
    }
    assert_eq!(seen, batch.iter().map(|check| check.id).collect::<Vec<_>>());
    assert_eq!(after, settings::newest_change(&mut store.db.read()).await.unwrap());
});

both_databases!(an_index_row_holds_what_matching_needs, |store| {
    let publisher = store.publisher("a.vn").await;
    let mut check = incoming(&publisher, "https://a.vn/1", "một");
    check.content.appearances = vec!["https://b.vn/x".into()];
    check.content.review_date = thuchu_model::Day::parse("2026-11-01");
    put(store, std::slice::from_ref(&check)).await;
    let row = checks::changed_since(&mut store.db.read(), 0, 10).await.unwrap().remove(0);
    assert_eq!(
        (&row.wordings, &row.title, &row.links),
        (&check.content.claims, &check.content.title, &check.content.appearances)
    );
    assert_eq!((row.publisher.as_deref(), row.url.as_deref()), (Some(&publisher), Some("https://a.vn/1")));
    assert_eq!(
        (row.rating_label.as_str(), row.rating, row.review_date),
        ("Sai sự thật", None, check.content.review_date)
    );
});

both_databases!(a_new_wording_replaces_and_the_old_id_redirects, |store| {
    let publisher = store.publisher("a.vn").await;
    let (old, new) = (incoming(&publisher, "u", "cũ"), incoming(&publisher, "u", "mới"));
    put(store, &[old.clone(), new.clone()]).await;
    let live = checks::live_at(&mut store.db.read(), publisher.id, &["u", "v"]).await.unwrap();
    assert_eq!((live.len(), live["u"].len()), (1, 2));
    let mut tx = store.db.begin().await.unwrap();
    checks::replace(&mut tx, old.id, new.id, noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(state(store, old.id).await, CheckState::Replaced { by: new.id });
    let live = checks::live_at(&mut store.db.read(), publisher.id, &["u"]).await.unwrap();
    assert_eq!(live["u"], [new.id]);
    assert_eq!(put(store, std::slice::from_ref(&old)).await[0].state, CheckState::Replaced { by: new.id });
});

both_databases!(going_back_to_an_earlier_wording_leaves_no_circle, |store| {
    let publisher = store.publisher("a.vn").await;
    let (a, b) = (incoming(&publisher, "u", "a"), incoming(&publisher, "u", "b"));
    put(store, &[a.clone(), b.clone()]).await;
    let mut tx = store.db.begin().await.unwrap();
    checks::replace(&mut tx, a.id, b.id, noon()).await.unwrap();
    checks::replace(&mut tx, b.id, a.id, noon()).await.unwrap();
    let again = checks::replace(&mut tx, b.id, a.id, noon()).await;
    assert!(matches!(again, Err(StoreError::Conflict { .. })));
    tx.commit().await.unwrap();
    assert_eq!(state(store, a.id).await, CheckState::Published);
    assert_eq!(state(store, b.id).await, CheckState::Replaced { by: a.id });
});

both_databases!(what_a_complete_list_dropped_is_found_withdrawn_and_comes_back, |store| {
    let publisher = store.publisher("a.vn").await;
    let (kept, gone) = (incoming(&publisher, "u1", "một"), incoming(&publisher, "u2", "hai"));
    put(store, &[kept.clone(), gone.clone()]).await;
    let run = store.run().await;
    let mut tx = store.db.begin().await.unwrap();
    checks::put_batch(&mut tx, run.id, &[kept], &store.chance, noon()).await.unwrap();
    let missing = checks::not_seen_in(&mut tx, run.id, publisher.id, None, 100).await.unwrap();
    assert_eq!(missing, [gone.id]);
    checks::withdraw(&mut tx, gone.id, WithdrawReason::GoneAtSource, noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!state(store, gone.id).await.is_live());
    assert_eq!(put(store, std::slice::from_ref(&gone)).await[0].state, CheckState::Published);
});

both_databases!(what_the_desk_withdrew_stays_withdrawn, |store| {
    let publisher = store.publisher("a.vn").await;
    let check = incoming(&publisher, "u", "một");
    put(store, std::slice::from_ref(&check)).await;
    let mut tx = store.db.begin().await.unwrap();
    checks::set_under_review(&mut tx, check.id, true, noon()).await.unwrap();
    checks::withdraw(&mut tx, check.id, WithdrawReason::Invalid, noon()).await.unwrap();
    let again = checks::withdraw(&mut tx, check.id, WithdrawReason::Other, noon()).await;
    assert!(matches!(again, Err(StoreError::Conflict { what: "check" })));
    tx.commit().await.unwrap();
    let withdrawn = CheckState::Withdrawn { reason: WithdrawReason::Invalid };
    assert_eq!(put(store, &[check]).await[0].state, withdrawn);
});

both_databases!(a_public_id_that_is_taken_is_drawn_again, |store| {
    /// Draws the same 8 bytes three times before it moves on.
    struct Stubborn(std::sync::atomic::AtomicU8);
    impl Chance for Stubborn {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst) / 3);
        }
    }
    let publisher = store.publisher("a.vn").await;
    let batch: Vec<_> = (0..12).map(|n| incoming(&publisher, &format!("u{n}"), "một")).collect();
    let run = store.run().await;
    for part in batch.chunks(4) {
        let chance = Stubborn(0.into());
        let mut tx = store.db.begin().await.unwrap();
        checks::put_batch(&mut tx, run.id, part, &chance, noon()).await.unwrap();
        tx.commit().await.unwrap();
    }
    let all = checks::for_export(&mut store.db.read(), None, 100).await.unwrap();
    let ids: std::collections::BTreeSet<PublicId> = all.iter().map(|found| found.check.public_id).collect();
    assert_eq!(ids.len(), 12);
});

both_databases!(an_export_pages_through_everything_by_id, |store| {
    let publisher = store.publisher("a.vn").await;
    let batch: Vec<_> = (0..25).map(|n| incoming(&publisher, &format!("u{n}"), "một")).collect();
    put(store, &batch).await;
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = checks::for_export(&mut store.db.read(), after, 10).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.check.id);
        seen.extend(page.iter().map(|found| found.check.id));
    }
    let mut ids: Vec<_> = batch.iter().map(|check| check.id).collect();
    ids.sort();
    assert_eq!(seen, ids);
});

both_databases!(a_unit_of_work_that_is_dropped_leaves_nothing, |store| {
    let publisher = store.publisher("a.vn").await;
    let run = store.run().await;
    let mut tx = store.db.begin().await.unwrap();
    checks::put_batch(&mut tx, run.id, &[incoming(&publisher, "u", "một")], &store.chance, noon()).await.unwrap();
    drop(tx);
    assert_eq!(checks::count_live(&mut store.db.read(), None).await.unwrap(), 0);
    assert_eq!(settings::newest_change(&mut store.db.read()).await.unwrap(), 1, "only the publisher's");
});
