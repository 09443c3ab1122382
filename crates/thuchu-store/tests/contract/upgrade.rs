//! A later schema: nothing is lost on the way, whatever fails, and there is a way back.

use thuchu_store::backup::{self, BackupError};
use thuchu_store::blobs::Blobs;
use thuchu_store::migrate::{self, Step};
use thuchu_store::{Db, Engine, OpenOptions, StoreError, StoreUrl, args};
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, noon};

use super::backup::{fill, restore, told};

/// The schema that a later release might have.
const NEXT: i64 = migrate::NEWEST + 1;

/// What a later release might bring: a table, a column, changed rows.
const LATER: Step = (
    NEXT,
    "later",
    "CREATE TABLE later (id {BYTES} PRIMARY KEY, note TEXT NOT NULL);
     INSERT INTO later (id, note) SELECT id, url FROM checks;
     ALTER TABLE setting ADD COLUMN note TEXT;
     UPDATE setting SET note = 'x';",
);
/// Fails when half of it is done.
const BROKEN: Step =
    (NEXT, "broken", "CREATE TABLE later (id BIGINT PRIMARY KEY); DROP TABLE effect; DROP TABLE nowhere;");

fn and(step: Step) -> Vec<Step> {
    [migrate::STEPS, &[step]].concat()
}

/// Opens the store as a program with these steps does.
async fn open(store: &TestStore, steps: &[Step]) -> Result<Db, StoreError> {
    Db::open_with(&store.url, Some((store.data.path(), &store.blobs())), OpenOptions::default(), &store.clock, steps)
        .await
}

async fn later_rows(db: &Db) -> i64 {
    db.read().peek("SELECT COUNT(*) FROM later", args![]).await.unwrap()[0].get(0).unwrap()
}

both_databases!(a_later_schema_keeps_what_was_there_and_the_way_back, |store| {
    fill(store, 20).await;
    let before = told(&store.db).await;
    let upgraded = open(store, &and(LATER)).await.unwrap();
    assert_eq!(migrate::version(&upgraded).await.unwrap(), NEXT);
    assert_eq!(later_rows(&upgraded).await, 20);
    assert_eq!(told(&upgraded).await, before);

    let refused = open(store, migrate::STEPS).await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema { found: NEXT, known: migrate::NEWEST }), "{refused}");
    let refused = backup::make(&upgraded, &store.blobs(), &store.data.path().join("x"), false, noon(), &mut ()).await;
    assert_eq!(refused.unwrap_err().code(), "store.newer_schema");

    let place = tempfile::tempdir().unwrap();
    let back = match &store.url {
        StoreUrl::Sqlite(path) => {
            std::fs::copy(
                path.with_file_name(format!("thuchu.sqlite.before-schema-{NEXT}")),
                place.path().join("thuchu.sqlite"),
            )
            .unwrap();
            let url = StoreUrl::parse("sqlite:", Some(place.path())).unwrap();
            Db::open(&url, OpenOptions::default(), &store.clock).await.unwrap()
        }
        StoreUrl::Postgres(_) => {
            let postgres = tokio::task::spawn_blocking(thuchu_testkit::fresh_database).await.unwrap();
            let copy = store.data.path().join(format!("thuchu.before-schema-{NEXT}.tar"));
            let restored = restore(&copy, &postgres, place.path()).await.unwrap();
            assert_eq!(restored.report.faults, []);
            restored.db
        }
    };
    assert_eq!(migrate::version(&back).await.unwrap(), migrate::NEWEST);
    assert_eq!(told(&back).await, before);
});

both_databases!(a_step_that_fails_midway_leaves_the_desk_as_it_was, |store| {
    fill(store, 5).await;
    let before = told(&store.db).await;
    open(store, &and(BROKEN)).await.unwrap_err();
    let db = open(store, migrate::STEPS).await.unwrap();
    assert_eq!(migrate::version(&db).await.unwrap(), migrate::NEWEST);
    assert_eq!(told(&db).await, before);
    let report = thuchu_store::verify::verify(&db, &store.blobs(), &[]).await.unwrap();
    assert_eq!(report.faults, []);
    // The release that mends the step goes on from there.
    assert_eq!(later_rows(&open(store, &and(LATER)).await.unwrap()).await, 5);
});

both_databases!(whoever_went_back_once_goes_back_to_the_newest_state_the_next_time, |store| {
    let copy = match &store.url {
        StoreUrl::Sqlite(_) => format!("thuchu.sqlite.before-schema-{NEXT}"),
        StoreUrl::Postgres(_) => format!("thuchu.before-schema-{NEXT}.tar"),
    };
    std::fs::write(store.data.path().join(&copy), "an old one").unwrap();
    open(store, &and(LATER)).await.unwrap();
    assert!(std::fs::metadata(store.data.path().join(copy)).unwrap().len() > 10_000);
});

both_databases!(without_a_copy_of_what_is_there_no_step_is_taken, |store| {
    fill(store, 5).await;
    let name = match store.db.engine() {
        Engine::Sqlite => format!("thuchu.sqlite.before-schema-{NEXT}.partial"),
        Engine::Postgres => format!("thuchu.before-schema-{NEXT}.tar.partial"),
    };
    std::fs::create_dir(store.data.path().join(&name)).unwrap();
    open(store, &and(LATER)).await.unwrap_err();
    assert_eq!(migrate::version(&store.db).await.unwrap(), migrate::NEWEST);
    std::fs::remove_dir(store.data.path().join(name)).unwrap();
    assert_eq!(later_rows(&open(store, &and(LATER)).await.unwrap()).await, 5);
});

both_databases!(a_backup_of_an_older_schema_is_restored_and_brought_up_to_date, |store| {
    fill(store, 5).await;
    let (place, before) = (tempfile::tempdir().unwrap(), told(&store.db).await);
    let file = place.path().join("desk.tar");
    // By the newer program, before it was ever let at the store.
    let made = backup::make_with(&store.db, &store.blobs(), &file, false, noon(), &mut (), &and(LATER)).await.unwrap();
    assert_eq!(made.manifest.schema, migrate::NEWEST);
    let postgres = tokio::task::spawn_blocking(thuchu_testkit::fresh_database).await.unwrap();
    for url in ["sqlite:", &postgres] {
        let data = tempfile::tempdir().unwrap();
        let url = StoreUrl::parse(url, Some(data.path())).unwrap();
        let (clock, chance) = (FixedClock::at(noon()), SeededChance::another());
        let steps = and(LATER);
        let restored = backup::restore_with(
            &file,
            &url,
            data.path(),
            &Blobs::in_data_to_read(data.path()),
            &clock,
            &chance,
            &mut (),
            &steps,
        )
        .await
        .unwrap();
        assert_eq!((restored.report.faults, later_rows(&restored.db).await), (Vec::new(), 5));
        assert_eq!(told(&restored.db).await, before);
    }
    // And the other way round: an older program leaves a newer backup alone.
    let upgraded = open(store, &and(LATER)).await.unwrap();
    let newer = place.path().join("newer.tar");
    backup::make_with(&upgraded, &store.blobs(), &newer, false, noon(), &mut (), &and(LATER)).await.unwrap();
    let refused = restore(&newer, "sqlite:", &place.path().join("data")).await.unwrap_err();
    assert!(matches!(refused, BackupError::Schema { found: NEXT, known: migrate::NEWEST }), "{refused}");
});
