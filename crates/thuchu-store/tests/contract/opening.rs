use thuchu_store::{Db, OpenOptions, StoreError, args, checks, migrate};
use thuchu_testkit::{TestStore, block_on, both_databases, noon};

both_databases!(opening_again_changes_nothing, |store| {
    let again = Db::open(&store.url, OpenOptions::default(), &store.clock).await.unwrap();
    assert_eq!(migrate::version(&again).await.unwrap(), migrate::NEWEST);
    assert_eq!(checks::count_live(&mut again.read(), None).await.unwrap(), 0);
});

both_databases!(an_older_program_refuses_a_newer_schema, |store| {
    let mut tx = store.db.begin().await.unwrap();
    let sql = "INSERT INTO schema_step (number, name, text_hash, at) VALUES ($1, 'later', $2, 0)";
    tx.tamper(sql, args![99_i64, vec![0_u8; 32]]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = Db::open(&store.url, OpenOptions::default(), &store.clock).await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema { found: 99, .. }));
    assert_eq!(refused.code(), "store.newer_schema");
});

both_databases!(a_schema_that_no_release_made_is_refused, |store| {
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("UPDATE schema_step SET text_hash = $1", args![vec![7_u8; 32]]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = Db::open(&store.url, OpenOptions::default(), &store.clock).await.unwrap_err();
    assert_eq!(refused.code(), "store.other_schema");
});

both_databases!(two_programs_opening_an_empty_store_at_once_make_one_schema, |store| {
    let mut tx = store.db.begin().await.unwrap();
    thuchu_store::settings::set(&mut tx, "a", "b", noon()).await.unwrap();
    tx.commit().await.unwrap();
    let open = || Db::open(&store.url, OpenOptions::default(), &store.clock);
    let (one, other) = tokio::join!(open(), open());
    assert_eq!(migrate::version(&one.unwrap()).await.unwrap(), migrate::version(&other.unwrap()).await.unwrap());
});

both_databases!(a_store_opened_to_read_refuses_to_write_and_an_unknown_schema, |store| {
    let read = Db::open_to_read(&store.url, OpenOptions::default()).await.unwrap();
    assert_eq!(checks::count_live(&mut read.read(), None).await.unwrap(), 0);
    let written = async {
        let mut tx = read.begin().await?;
        thuchu_store::settings::set(&mut tx, "a", "b", noon()).await?;
        tx.commit().await
    };
    assert_eq!(written.await.unwrap_err().code(), "store.read_only");
    let mut tx = store.db.begin().await.unwrap();
    let sql = "INSERT INTO schema_step (number, name, text_hash, at) VALUES ($1, 'later', $2, 0)";
    tx.tamper(sql, args![99_i64, vec![0_u8; 32]]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = Db::open_to_read(&store.url, OpenOptions::default()).await.unwrap_err();
    assert_eq!(refused.code(), "store.newer_schema");
});

#[test]
fn opening_to_read_makes_nothing_and_changes_no_file_that_is_not_ours() {
    block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk").join("thuchu.sqlite");
        let url = thuchu_store::StoreUrl::Sqlite(path.clone());
        let refused = Db::open_to_read(&url, OpenOptions::default()).await.unwrap_err();
        assert_eq!(refused.code(), "store.absent");
        assert!(!folder.path().join("desk").exists());
        std::fs::create_dir(folder.path().join("desk")).unwrap();
        std::fs::write(&path, "").unwrap();
        let refused = Db::open_to_read(&url, OpenOptions::default()).await.unwrap_err();
        assert_eq!(refused.code(), "store.absent");
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
        assert_eq!(std::fs::read_dir(folder.path().join("desk")).unwrap().count(), 1);
    });
}

#[test]
fn a_sqlite_store_is_durable_and_private() {
    block_on(async {
        use std::os::unix::fs::PermissionsExt as _;
        let store = TestStore::sqlite().await;
        let thuchu_store::StoreUrl::Sqlite(path) = &store.url else { panic!("a file") };
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        for (pragma, value) in [("PRAGMA synchronous", 2), ("PRAGMA foreign_keys", 1), ("PRAGMA secure_delete", 1)] {
            assert_eq!(
                store.db.read().peek(pragma, args![]).await.unwrap()[0].get::<i64>(0).unwrap(),
                value,
                "{pragma}"
            );
        }
        let mode: String = store.db.read().peek("PRAGMA journal_mode", args![]).await.unwrap()[0].get(0).unwrap();
        assert_eq!(mode, "wal");
    });
}

#[test]
fn a_file_that_is_no_store_is_called_damaged() {
    block_on(async {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("thuchu.sqlite"), "not a database ".repeat(500)).unwrap();
        let url = thuchu_store::StoreUrl::parse("sqlite:", Some(folder.path())).unwrap();
        let clock = thuchu_testkit::FixedClock::at(noon());
        let error = Db::open(&url, OpenOptions::default(), &clock).await.unwrap_err();
        assert_eq!(error.code(), "store.corrupt", "{error}");
    });
}

#[test]
fn a_server_that_does_not_answer_is_unreachable() {
    block_on(async {
        let url = thuchu_store::StoreUrl::parse("postgres://nobody@127.0.0.1:1/none", None).unwrap();
        let clock = thuchu_testkit::FixedClock::at(noon());
        let error = Db::open(&url, OpenOptions::default(), &clock).await.unwrap_err();
        assert_eq!(error.code(), "store.unreachable", "{error}");
    });
}
