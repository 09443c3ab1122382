use std::sync::Arc;

use thuchu_model::Clock as _;
use thuchu_store::audit;
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, noon};

use super::*;

/// A desk seven hours ahead of UTC whose clock stands at noon there.
fn desk(store: &TestStore) -> (Trail, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::at(noon().plus_seconds(-7 * 3_600)));
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    let chance = Arc::new(SeededChance::another());
    let desk = Desk {
        db: store.db.clone(),
        blobs: store.blobs(),
        keys,
        clock: clock.clone(),
        chance,
        utc_offset_minutes: 420,
    };
    (Trail::new(desk), clock)
}

async fn act(store: &TestStore, clock: &FixedClock) {
    let mut tx = store.db.begin().await.unwrap();
    let act = crate::act("editor.add").unwrap();
    audit::append(&mut tx, &[], act, AuditObject::Desk, &serde_json::json!({}), clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn heads(trail: &Trail) -> Vec<(String, i64)> {
    let heads = trail.heads(None).await.unwrap();
    heads.iter().map(|daily| (daily.day.to_string(), daily.head.number)).collect()
}

both_databases!(a_head_is_published_when_the_desks_day_is_over_and_once, |store| {
    let (trail, clock) = desk(store);
    assert_eq!(trail.publish_heads().await.unwrap(), 0, "an empty chain");
    act(store, &clock).await;
    clock.set(noon().plus_seconds(5 * 3_600 - 1));
    assert_eq!(trail.publish_heads().await.unwrap(), 0, "a second before midnight in Vietnam");
    assert_eq!(trail.until_midnight(), Duration::from_secs(2));
    clock.set(noon().plus_seconds(5 * 3_600));
    act(store, &clock).await;
    assert_eq!(trail.publish_heads().await.unwrap(), 1);
    assert_eq!(trail.publish_heads().await.unwrap(), 0);
    assert_eq!(heads(&trail).await, [("2026-11-22".to_owned(), 1)], "what is of the new day is not in it");
});

both_databases!(days_that_were_missed_are_caught_up_with_in_their_order, |store| {
    let (trail, clock) = desk(store);
    act(store, &clock).await;
    clock.set(clock.now().plus_days(2));
    act(store, &clock).await;
    clock.set(clock.now().plus_days(1));
    let (a, b) = tokio::join!(trail.publish_heads(), trail.publish_heads());
    assert_eq!(a.unwrap() + b.unwrap(), 3, "two nodes at once");
    let days = [("2026-11-24".to_owned(), 2), ("2026-11-23".to_owned(), 1), ("2026-11-22".to_owned(), 1)];
    assert_eq!(heads(&trail).await, days);
});

both_databases!(a_chain_from_long_ago_does_not_publish_every_day_since, |store| {
    let (trail, clock) = desk(store);
    clock.set(Timestamp::from_micros(0));
    act(store, &clock).await;
    clock.set(noon());
    assert_eq!(trail.publish_heads().await.unwrap(), 400);
});
