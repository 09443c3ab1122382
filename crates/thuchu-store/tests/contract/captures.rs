//! Copies of sources: the same content is one, a wish is asked for once at a time, a source is looked at by one.

use thuchu_model::{
    Capture, CaptureId, CopyRequestId, EvidenceId, FileRole, Finding, Look, ReviewId, Sha256Hash, Timestamp,
};
use thuchu_store::captures::{self, CopyRequest, Step};
use thuchu_store::{Db, StoreError, args};
use thuchu_testkit::{TestStore, both_databases, copy_of_it, draft_content, editor, noon};

fn another(number: u8) -> Capture {
    Capture {
        id: CaptureId::from_bytes([number; 16]),
        content: Sha256Hash::of(&[number]),
        at: noon().plus_seconds(i64::from(number)),
        ..copy_of_it()
    }
}

async fn put(db: &Db, capture: &Capture) -> CaptureId {
    let mut tx = db.begin().await.unwrap();
    let id = captures::put(&mut tx, capture).await.unwrap();
    tx.commit().await.unwrap();
    id
}

both_databases!(the_same_content_is_kept_once, |store| {
    let first = put(&store.db, &another(1)).await;
    let again = Capture { id: CaptureId::from_bytes([9; 16]), ..another(1) };
    assert_eq!(put(&store.db, &again).await, first);
    let read = captures::get(&mut store.db.read(), first).await.unwrap().unwrap();
    assert_eq!(read, another(1));
    assert_eq!(read.snapshot().unwrap().sha256, read.file(FileRole::Page).unwrap().sha256);
    assert_eq!(captures::get(&mut store.db.read(), again.id).await.unwrap(), None);
    put(&store.db, &another(2)).await;
    let newest_first = captures::of_url(&mut store.db.read(), &read.url, 10).await.unwrap();
    assert_eq!(newest_first, [another(2), another(1)]);
    let holding = captures::with_file(&mut store.db.read(), &read.leading().unwrap().sha256, 10).await.unwrap();
    assert_eq!(holding.len(), 2, "both captures have the same page, which lies there once");
});

async fn wish(store: &TestStore, number: u8, at: Timestamp) -> CopyRequest {
    CopyRequest {
        id: CopyRequestId::from_bytes([number; 16]),
        review: review(store).await,
        evidence: EvidenceId::from_bytes([5; 16]),
        url: copy_of_it().url,
        step: Step::Waiting,
        problem: None,
        capture: None,
        by: editor(1).id,
        at,
    }
}

async fn review(store: &TestStore) -> ReviewId {
    let rows = store.db.read().peek("SELECT id FROM review", args![]).await.unwrap();
    match rows.first() {
        Some(row) => row.get(0).unwrap(),
        None => store.submitted("Tin", draft_content()).await.id,
    }
}

async fn ask(store: &TestStore, wish: &CopyRequest) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await.unwrap();
    captures::ask(&mut tx, wish, wish.at.plus_seconds(-600)).await?;
    tx.commit().await
}

async fn go_on(store: &TestStore, wish: &CopyRequest, step: Step, problem: Option<&str>) -> bool {
    let mut tx = store.db.begin().await.unwrap();
    let gone_on = captures::go_on(&mut tx, wish.id, step, problem, None).await.unwrap();
    tx.commit().await.unwrap();
    gone_on
}

both_databases!(a_copy_of_a_source_is_asked_for_once_at_a_time, |store| {
    let first = wish(store, 1, noon()).await;
    ask(store, &first).await.unwrap();
    let second = wish(store, 2, noon().plus_seconds(60)).await;
    assert!(matches!(ask(store, &second).await, Err(StoreError::Conflict { what: "copy_request" })));
    assert_eq!(captures::open_requests(&mut store.db.read(), editor(1).id).await.unwrap(), 1);
    assert!(go_on(store, &first, Step::Parts, None).await);
    assert!(go_on(store, &first, Step::Refused, Some("fetch.too_slow bao.vn")).await);
    assert!(!go_on(store, &first, Step::Done, None).await, "what is over stays so");
    ask(store, &second).await.unwrap();
    let all = captures::of_review(&mut store.db.read(), second.review).await.unwrap();
    assert_eq!(all.iter().map(|wish| wish.id).collect::<Vec<_>>(), [second.id], "the new wish stands in its place");
    // One that nobody has worked on for ten minutes was left by a program that is gone.
    ask(store, &wish(store, 3, noon().plus_seconds(1_000)).await).await.unwrap();
});

async fn claim(db: &Db, days: i64) -> Option<captures::Due> {
    let now = noon().plus_days(days);
    captures::claim_due(db, now, now.plus_seconds(300)).await.unwrap()
}

both_databases!(a_source_is_looked_at_by_one_and_what_was_found_stays, |store| {
    store.published("Tin").await;
    let id = copy_of_it().id;
    assert_eq!(claim(&store.db, 1).await, None, "not before its week is over");
    let (one, two) = tokio::join!(claim(&store.db, 8), claim(&store.db, 8));
    let due = one.or(two).unwrap();
    assert!(one.is_none() || two.is_none(), "{one:?} {two:?}");
    let look =
        |days: i64, found| Look { capture: id, at: noon().plus_days(days), found, status: None, url: None, copy: None };
    let add = async |due: &captures::Due, look: &Look| {
        let mut tx = store.db.begin().await.unwrap();
        captures::add_look(&mut tx, due, look, look.at.plus_days(7)).await?;
        tx.commit().await
    };
    add(&due, &look(8, Finding::Gone)).await.unwrap();
    assert_eq!(claim(&store.db, 9).await, None);
    let later = claim(&store.db, 16).await.unwrap();
    assert_eq!(later.misses, 1);
    assert!(add(&due, &look(16, Finding::Same)).await.is_err(), "whose time ran out is refused");
    add(&later, &look(16, Finding::Same)).await.unwrap();
    let found: Vec<Finding> =
        captures::looks(&mut store.db.read(), id, 10).await.unwrap().iter().map(|look| look.found).collect();
    assert_eq!(found, [Finding::Same, Finding::Gone]);
});

both_databases!(what_nothing_names_is_removed_and_nothing_else, |store| {
    store.published("Tin").await;
    put(&store.db, &another(1)).await;
    let mut tx = store.db.begin().await.unwrap();
    assert_eq!(captures::remove_unnamed(&mut tx, noon(), 10).await.unwrap(), 0, "too young");
    assert_eq!(captures::remove_unnamed(&mut tx, noon().plus_days(90), 10).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert!(captures::get(&mut store.db.read(), copy_of_it().id).await.unwrap().is_some(), "a check rests on it");
    assert!(captures::is_cited(&mut store.db.read(), copy_of_it().id).await.unwrap());
});
