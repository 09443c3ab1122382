//! A damaged SQLite store: writes are refused with the way out, what is whole is read, nothing is repaired.

use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use thuchu_store::blobs::Blobs;
use thuchu_store::verify::{Fault, verify};
use thuchu_store::{Db, OpenOptions, StoreError, StoreUrl, audit, backup, checks, damage, settings};
use thuchu_testkit::{FixedClock, TestStore, block_on, noon};

use super::backup::fill;

/// A filled store, closed, and the path of its file.
async fn closed(count: u64) -> (TestStore, PathBuf) {
    let store = TestStore::sqlite().await;
    fill(&store, count).await;
    store.db.close().await;
    let path = store.data.path().join("thuchu.sqlite");
    (store, path)
}

async fn open(path: &Path) -> Db {
    let url = StoreUrl::Sqlite(path.to_owned());
    Db::open(&url, OpenOptions::default(), &FixedClock::at(noon())).await.unwrap()
}

#[track_caller]
fn names_the_way_out(error: &StoreError) {
    assert_eq!(error.code(), "store.corrupt", "{error}");
    assert!(error.to_string().contains("thuchu restore"), "{error}");
}

/// Writes over the beginning of every tenth page of the second half, where rows of checks are.
fn overwrite_pages(path: &Path) {
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    for page in (pages / 2..pages).step_by(10) {
        file.write_all_at(&[0xa5; 64], page * 4096).unwrap();
    }
}

#[test]
fn damaged_pages_refuse_writes_are_not_repaired_and_the_rest_is_read() {
    block_on(async {
        for looked_over in [true, false] {
            let (_store, path) = closed(700).await;
            overwrite_pages(&path);
            let before = std::fs::read(&path).unwrap();
            let db = open(&path).await;
            // Found by looking, or by the first read that meets it.
            let found = match looked_over {
                true => damage::look_over(&db).await.unwrap_err(),
                false => checks::for_export(&mut db.read(), None, 10_000).await.unwrap_err(),
            };
            names_the_way_out(&found);
            names_the_way_out(&db.begin().await.unwrap_err());
            let name = settings::get(&mut db.read(), "name").await.unwrap();
            assert_eq!(name.as_deref(), Some("Bàn kiểm chứng"));
            let to = path.with_file_name("desk.tar");
            let refused =
                backup::make(&db, &Blobs::in_data_to_read(path.parent().unwrap()), &to, false, noon(), &mut ())
                    .await
                    .unwrap_err();
            assert_eq!(refused.code(), "store.corrupt", "{refused}");
            assert!(!to.exists());
            db.close().await;
            assert_eq!(std::fs::read(&path).unwrap(), before);
        }
    });
}

#[test]
fn looking_over_a_whole_store_finds_nothing() {
    block_on(async {
        let (_store, path) = closed(50).await;
        let db = open(&path).await;
        damage::look_over(&db).await.unwrap();
        assert_eq!(damage::lost(&db).await.unwrap(), None);
        db.begin().await.unwrap().rollback().await.unwrap();
    });
}

/// A store as a killed process leaves it: the file, and a log with three units of work, copied while it is open.
async fn with_a_log(place: &Path) -> (Vec<u64>, PathBuf) {
    let store = TestStore::sqlite().await;
    fill(&store, 20).await;
    let (path, copy) = (store.data.path().join("thuchu.sqlite"), place.join("thuchu.sqlite"));
    let mut ends = Vec::new();
    for number in 0..3 {
        let mut tx = store.db.begin().await.unwrap();
        let act = thuchu_model::AuditAct::parse("check.import").unwrap();
        let object = thuchu_model::AuditObject::ImportRun(thuchu_model::ImportRunId::from_bytes([number; 16]));
        audit::append(&mut tx, &[], act, object, &serde_json::json!({}), noon()).await.unwrap();
        tx.commit().await.unwrap();
        ends.push(std::fs::metadata(path.with_file_name("thuchu.sqlite-wal")).unwrap().len());
    }
    for ending in ["", "-wal", "-mark"] {
        let name = format!("thuchu.sqlite{ending}");
        std::fs::copy(path.with_file_name(&name), copy.with_file_name(&name)).unwrap();
    }
    (ends, copy)
}

#[test]
fn a_log_cut_short_or_overwritten_refuses_writes_because_acknowledged_work_is_missing() {
    block_on(async {
        for cut in [true, false] {
            let place = tempfile::tempdir().unwrap();
            let (ends, path) = with_a_log(place.path()).await;
            let log = std::fs::OpenOptions::new().write(true).open(path.with_file_name("thuchu.sqlite-wal")).unwrap();
            // In the midst of the last unit of work.
            let at = (ends[1] + ends[2]) / 2;
            match cut {
                true => log.set_len(at).unwrap(),
                false => log.write_all_at(&[0xa5; 64], at).unwrap(),
            }
            drop(log);
            let db = open(&path).await;
            let refused = db.begin().await.unwrap_err();
            names_the_way_out(&refused);
            assert!(
                refused.to_string().contains("audit entry 3") && refused.to_string().contains("up to 4"),
                "{refused}"
            );
            assert_eq!(checks::count_live(&mut db.read(), None).await.unwrap(), 20);
            let faults = verify(&db, &Blobs::in_data_to_read(place.path()), &[]).await.unwrap().faults;
            assert!(
                faults.iter().any(|fault| matches!(fault, Fault::Lost(lost) if lost.marked_audit == 4)),
                "{faults:?}"
            );
            let to = place.path().join("desk.tar");
            let refused = backup::make(&db, &Blobs::in_data_to_read(place.path()), &to, false, noon(), &mut ())
                .await
                .unwrap_err();
            assert_eq!(refused.code(), "store.corrupt", "{refused}");
            db.close().await;
            // It stays so for the next program.
            names_the_way_out(&open(&path).await.begin().await.unwrap_err());
        }
    });
}

#[test]
fn a_whole_log_or_a_mark_that_is_behind_or_unreadable_says_nothing() {
    block_on(async {
        for mark in ["", "not a mark", "1 1 00", "99"] {
            let place = tempfile::tempdir().unwrap();
            let (_, path) = with_a_log(place.path()).await;
            if !mark.is_empty() {
                std::fs::write(path.with_file_name("thuchu.sqlite-mark"), mark).unwrap();
            }
            let db = open(&path).await;
            assert_eq!(audit::head(&mut db.read()).await.unwrap().number, 4);
            db.begin().await.unwrap().rollback().await.unwrap();
        }
    });
}

#[test]
fn an_older_copy_put_in_place_is_noticed_and_can_be_meant() {
    block_on(async {
        let (store, path) = closed(5).await;
        let older = std::fs::read(&path).unwrap();
        let db = open(&path).await;
        let later = TestStore { db, ..store };
        fill(&later, 9).await;
        later.db.close().await;
        std::fs::write(&path, older).unwrap();
        names_the_way_out(&open(&path).await.begin().await.unwrap_err());
        std::fs::remove_file(path.with_file_name("thuchu.sqlite-mark")).unwrap();
        open(&path).await.begin().await.unwrap().rollback().await.unwrap();
    });
}
