use std::collections::BTreeSet;

use thuchu_model::{Effect, JobKind};
use thuchu_store::{StoreError, jobs, outbox};
use thuchu_testkit::{TestStore, both_databases, noon};

fn kind() -> JobKind {
    JobKind::parse("index.rebuild").unwrap()
}

async fn enqueue(store: &TestStore, effect: Option<&str>) -> bool {
    let effect = effect.map(|key| Effect::parse(key).unwrap());
    let mut tx = store.db.begin().await.unwrap();
    let queued = jobs::enqueue(&mut tx, &kind(), "{}", effect.as_ref(), noon(), &store.chance).await.unwrap();
    tx.commit().await.unwrap();
    queued.is_some()
}

both_databases!(an_effect_is_queued_once_and_never_again_once_it_happened, |store| {
    assert!(enqueue(store, Some("publish:1")).await);
    assert!(!enqueue(store, Some("publish:1")).await, "it waits already");
    let job = jobs::claim(&store.db, &kind(), noon(), 60).await.unwrap().unwrap();
    let mut tx = store.db.begin().await.unwrap();
    jobs::finish(&mut tx, &job, noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs::count(&mut store.db.read()).await.unwrap(), 0, "finished rows are deleted");
    assert!(!enqueue(store, Some("publish:1")).await, "it has happened");
});

both_databases!(a_stalled_worker_is_refused_after_another_took_over, |store| {
    enqueue(store, Some("x")).await;
    let stalled = jobs::claim(&store.db, &kind(), noon(), 60).await.unwrap().unwrap();
    assert_eq!(jobs::claim(&store.db, &kind(), noon().plus_seconds(59), 60).await.unwrap(), None, "the lease holds");
    let second = jobs::claim(&store.db, &kind(), noon().plus_seconds(60), 60).await.unwrap().unwrap();
    assert_eq!((second.id, second.attempt), (stalled.id, 2));
    assert!(second.fence > stalled.fence);
    let mut tx = store.db.begin().await.unwrap();
    let late = jobs::finish(&mut tx, &stalled, noon()).await;
    assert!(matches!(late, Err(StoreError::Conflict { what: "job" })));
    assert!(jobs::give_back(&mut tx, &stalled, noon(), "late").await.is_err());
    jobs::finish(&mut tx, &second, noon()).await.unwrap();
    tx.commit().await.unwrap();
});

both_databases!(many_workers_claim_no_job_twice, |store| {
    for _ in 0..40 {
        enqueue(store, None).await;
    }
    let worker = || async {
        let mut mine = Vec::new();
        while let Some(job) = jobs::claim(&store.db, &kind(), noon(), 60).await.unwrap() {
            mine.push(job.id);
        }
        mine
    };
    let (a, b, c) = tokio::join!(worker(), worker(), worker());
    let all: Vec<_> = a.into_iter().chain(b).chain(c).collect();
    assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (40, 40));
});

both_databases!(a_job_given_back_waits_for_its_time, |store| {
    enqueue(store, None).await;
    let job = jobs::claim(&store.db, &kind(), noon(), 60).await.unwrap().unwrap();
    let mut tx = store.db.begin().await.unwrap();
    jobs::give_back(&mut tx, &job, noon().plus_seconds(300), "server busy").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs::claim(&store.db, &kind(), noon().plus_seconds(299), 60).await.unwrap(), None);
    assert!(jobs::claim(&store.db, &kind(), noon().plus_seconds(300), 60).await.unwrap().is_some());
});

both_databases!(a_delivery_follows_the_same_rules, |store| {
    let effect = Effect::parse("check:1:published").unwrap();
    let mut tx = store.db.begin().await.unwrap();
    assert!(outbox::put(&mut tx, &kind(), "{}", &effect, noon(), &store.chance).await.unwrap().is_some());
    assert!(outbox::put(&mut tx, &kind(), "{}", &effect, noon(), &store.chance).await.unwrap().is_none());
    tx.commit().await.unwrap();
    let stalled = outbox::claim(&store.db, &kind(), noon(), 60).await.unwrap().unwrap();
    let second = outbox::claim(&store.db, &kind(), noon().plus_seconds(60), 60).await.unwrap().unwrap();
    let mut tx = store.db.begin().await.unwrap();
    assert!(outbox::delivered(&mut tx, &stalled, noon()).await.is_err());
    outbox::delivered(&mut tx, &second, noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(outbox::count(&mut store.db.read()).await.unwrap(), 0);
});
