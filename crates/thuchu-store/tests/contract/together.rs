//! Many writers at once, units of work that fail in the middle, a disk that fills up.

use std::collections::BTreeMap;

use thuchu_model::{AuditAct, AuditObject, CheckId, Effect, JobKind, Publisher};
use thuchu_store::{Db, OpenOptions, StoreError, Tx, args, audit, checks, imports, outbox, publishers, settings};
use thuchu_testkit::{FixedClock, TestStore, block_on, both_databases, incoming, noon};

const WRITERS: u64 = 6;
const UNITS: u64 = 10;

/// A unit of work as a step does it: run, checks, audit entry, delivery.
async fn unit(tx: &mut Tx, store: &TestStore, publisher: &Publisher, number: u64) -> Vec<CheckId> {
    let run = imports::begin(tx, &format!("file {number}"), None, "{}", &store.chance, noon()).await.unwrap();
    let record = |n: u64| incoming(publisher, &format!("u{number}-{n}"), &format!("tin {number}-{n}"));
    let batch: Vec<_> = (0..3).map(record).collect();
    let done = checks::put_batch(tx, run.id, &batch, &store.chance, noon()).await.unwrap();
    let act = AuditAct::parse("check.import").unwrap();
    audit::append(tx, &[], act, AuditObject::Check(done[0].id), &serde_json::json!({}), noon()).await.unwrap();
    let effect = Effect::parse(&format!("published:{number}")).unwrap();
    let topic = JobKind::parse("check.published").unwrap();
    outbox::put(tx, &topic, "{}", &effect, noon(), &store.chance).await.unwrap().unwrap();
    done.iter().map(|put| put.id).collect()
}

both_databases!(a_unit_of_work_appears_whole_or_not_at_all, |store| {
    let publisher = store.publisher("a.vn").await;
    let change = settings::newest_change(&mut store.db.read()).await.unwrap();
    let counts = async || {
        let read = &mut store.db.read();
        (
            checks::count_live(read, None).await.unwrap(),
            audit::head(read).await.unwrap().number,
            outbox::count(read).await.unwrap(),
        )
    };
    let mut undone = store.db.begin().await.unwrap();
    unit(&mut undone, store, &publisher, 1).await;
    assert_eq!(counts().await, (0, 0, 0), "nobody sees half of it");
    drop(undone);
    assert_eq!(counts().await, (0, 0, 0));
    assert_eq!(settings::newest_change(&mut store.db.read()).await.unwrap(), change);
    assert_eq!(imports::unfinished(&mut store.db.read(), "file 1", "{}").await.unwrap(), None);
    let mut done = store.db.begin().await.unwrap();
    unit(&mut done, store, &publisher, 1).await;
    done.commit().await.unwrap();
    assert_eq!(counts().await, (3, 1, 1));
});

both_databases!(who_follows_change_numbers_misses_nothing_that_many_writers_commit, |store| {
    let publisher = store.publisher("a.vn").await;
    // Each writer has connections of its own, as another node has.
    let mut writers = Vec::new();
    for _ in 0..WRITERS {
        writers.push(Db::open(&store.url, OpenOptions::default(), &FixedClock::at(noon())).await.unwrap());
    }
    let writing = async {
        let all = writers.iter().zip(0..).map(|(db, writer)| {
            let publisher = &publisher;
            async move {
                for n in 0..UNITS {
                    let mut tx = db.begin().await.unwrap();
                    unit(&mut tx, store, publisher, writer * UNITS + n).await;
                    tokio::task::yield_now().await;
                    // Every fifth unit takes its numbers and gives up.
                    if n % 5 == 4 { drop(tx) } else { tx.commit().await.unwrap() }
                }
            }
        });
        let mut all: Vec<_> = all.map(Box::pin).collect();
        std::future::poll_fn(|context| {
            all.retain_mut(|one| one.as_mut().poll(context).is_pending());
            if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
    };
    let following = async {
        let (mut after, mut seen) = (0, BTreeMap::new());
        let expected = usize::try_from(WRITERS * UNITS / 5 * 4 * 3).unwrap();
        let mut idle = 0;
        while seen.len() < expected && idle < 2_000 {
            let page = checks::changed_since(&mut store.db.read(), after, 7).await.unwrap();
            idle = if page.is_empty() { idle + 1 } else { 0 };
            for row in page {
                assert!(row.change > after, "numbers only grow");
                after = row.change;
                seen.insert(row.id, row.change);
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        assert_eq!(seen.len(), expected, "what is committed is seen by who only looks behind the newest number");
    };
    tokio::join!(writing, following);
    assert_eq!(audit::verify(&mut store.db.read(), &[]).await.unwrap().1, None);
});

#[test]
fn a_full_disk_is_said_reading_goes_on_and_room_is_enough_to_go_on_writing() {
    block_on(async {
        let store = TestStore::sqlite().await;
        let publisher = store.publisher("a.vn").await;
        let limit = async |pages: &'static str| {
            let mut tx = store.db.begin().await.unwrap();
            tx.tamper(pages, args![]).await.unwrap();
            tx.commit().await.unwrap();
        };
        limit("PRAGMA max_page_count = 1").await;
        let full = async {
            for number in 0..200 {
                let mut tx = store.db.begin().await?;
                let run = imports::begin(&mut tx, "f", None, "{}", &store.chance, noon()).await?;
                let mut check = incoming(&publisher, &format!("u{number}"), "một");
                check.content.body = Some("dài ".repeat(20_000));
                checks::put_batch(&mut tx, run.id, &[check], &store.chance, noon()).await?;
                tx.commit().await?;
            }
            Ok::<_, StoreError>(())
        };
        assert!(matches!(full.await, Err(StoreError::Full)));
        assert!(!store.db.is_broken());
        assert!(publishers::get(&mut store.db.read(), publisher.id).await.unwrap().is_some());
        limit("PRAGMA max_page_count = 1000000").await;
        let mut tx = store.db.begin().await.unwrap();
        unit(&mut tx, &store, &publisher, 1).await;
        tx.commit().await.unwrap();
        let report = thuchu_store::verify::verify(&store.db, &store.blobs(), &[]).await.unwrap();
        assert_eq!(report.faults, []);
    });
}
