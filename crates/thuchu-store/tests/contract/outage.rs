//! PostgreSQL goes away and comes back: whoever asks is told soon, and an open store works again by itself.

use std::time::{Duration, Instant};

use thuchu_store::{Db, OpenOptions, StoreError, StoreUrl, args, settings};
use thuchu_testkit::{FixedClock, OwnServer, TestStore, block_on, noon};

async fn write(db: &Db, value: &str) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    settings::set(&mut tx, "name", value, noon()).await?;
    tx.commit().await
}

async fn read(db: &Db) -> Result<Option<String>, StoreError> {
    settings::get(&mut db.read(), "name").await
}

/// Told within two seconds (and some for a busy machine) that it may be tried again.
#[expect(clippy::disallowed_methods, reason = "how long somebody waits is what is tested")]
async fn told_soon<T: std::fmt::Debug>(asked: impl Future<Output = Result<T, StoreError>>) {
    let begun = Instant::now();
    let error = asked.await.unwrap_err();
    assert!(matches!(error, StoreError::Unreachable(_) | StoreError::Busy), "{error}");
    assert!(error.is_transient() && begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long an outage is felt is what is tested")]
fn an_open_store_is_back_within_five_seconds_of_its_server() {
    block_on(async {
        let server = OwnServer::start();
        let url = StoreUrl::parse(&server.fresh_database(), None).unwrap();
        let db = Db::open(&url, OpenOptions::default(), &FixedClock::at(noon())).await.unwrap();
        write(&db, "before").await.unwrap();
        let open = db.begin().await.unwrap();
        for _ in 0..2 {
            server.stop();
            // Many at once: nobody waits for the others' turns.
            let begun = Instant::now();
            let here = tokio::task::LocalSet::new();
            let asking: Vec<_> = (0..40)
                .map(|number| {
                    let db = db.clone();
                    here.spawn_local(async move {
                        match number % 2 {
                            0 => told_soon(read(&db)).await,
                            _ => told_soon(write(&db, "lost")).await,
                        }
                    })
                })
                .collect();
            here.run_until(async {
                for one in asking {
                    one.await.unwrap();
                }
            })
            .await;
            assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());

            server.start_again();
            let begun = Instant::now();
            while let Err(error) = read(&db).await {
                assert!(begun.elapsed() < Duration::from_secs(5), "{error}");
            }
            write(&db, "before").await.unwrap();
            assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
            assert_eq!(read(&db).await.unwrap().as_deref(), Some("before"));
            assert!(!db.is_broken());
        }
        open.commit().await.unwrap_err();
    });
}

#[test]
fn what_another_has_locked_or_used_up_is_not_waited_for() {
    block_on(async {
        let store = TestStore::postgres().await;
        write(&store.db, "before").await.unwrap();
        let other = Db::open(&store.url, OpenOptions::default(), &store.clock).await.unwrap();
        let mut holding = other.begin().await.unwrap();
        holding.tamper("LOCK TABLE setting IN ACCESS EXCLUSIVE MODE", args![]).await.unwrap();
        told_soon(read(&store.db)).await;
        holding.rollback().await.unwrap();
        assert_eq!(read(&store.db).await.unwrap().as_deref(), Some("before"));

        let mut all = Vec::new();
        for _ in 0..OpenOptions::default().connections {
            all.push(store.db.begin().await.unwrap());
        }
        told_soon(read(&store.db)).await;
        told_soon(write(&store.db, "x")).await;
        drop(all);
        assert_eq!(read(&store.db).await.unwrap().as_deref(), Some("before"));
    });
}

#[test]
fn a_server_that_takes_no_writes_for_a_while_is_written_to_again_afterwards() {
    block_on(async {
        let store = TestStore::postgres().await;
        let mut tx = store.db.begin().await.unwrap();
        tx.tamper("SET TRANSACTION READ ONLY", args![]).await.unwrap();
        let refused = settings::set(&mut tx, "name", "x", noon()).await.unwrap_err();
        assert!(matches!(refused, StoreError::ReadOnly), "{refused}");
        drop(tx);
        write(&store.db, "after").await.unwrap();
    });
}
