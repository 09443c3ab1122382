//! A backup is the whole desk, goes into either engine, and nothing else passes for one.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use thuchu_model::{AuditAct, AuditObject};
use thuchu_store::backup::{self, BackupError, Made, Restored};
use thuchu_store::blobs::{self, Blobs};
use thuchu_store::{Db, StoreUrl, audit, checks, settings};
use thuchu_testkit::{TestStore, both_databases, incoming, noon};

use super::backup_hostile::members;

/// A desk with checks of two versions, an audit trail, a setting, a file.
pub(crate) async fn fill(store: &TestStore, checks: u64) {
    fill_with(store, &store.blobs(), checks).await;
}

/// The same with its files in this place.
pub(crate) async fn fill_with(store: &TestStore, files: &Blobs, checks: u64) {
    let publisher = store.publisher("a.vn").await;
    let run = store.run().await;
    let mut tx = store.db.begin().await.unwrap();
    for text in ["một", "hai"] {
        let record = |n: u64| incoming(&publisher, &format!("u{n}"), &format!("câu {n}"));
        let mut batch: Vec<_> = (0..checks).map(record).collect();
        batch.iter_mut().for_each(|check| check.content.body = Some(text.to_owned()));
        checks::put_batch(&mut tx, run.id, &batch, &store.chance, noon()).await.unwrap();
    }
    let act = AuditAct::parse("check.import").unwrap();
    audit::append(&mut tx, &[], act, AuditObject::ImportRun(run.id), &serde_json::json!({}), noon()).await.unwrap();
    settings::set(&mut tx, "name", "Bàn kiểm chứng", noon()).await.unwrap();
    for bytes in [&b"a page"[..], b""] {
        let hash = files.put(Bytes::from_static(bytes), &store.chance).await.unwrap();
        blobs::record(&mut tx, hash, bytes.len() as u64, noon()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

pub(crate) async fn make(store: &TestStore, to: &Path) -> Result<Made, BackupError> {
    backup::make(&store.db, &store.blobs(), to, false, noon(), &mut ()).await
}

pub(crate) async fn restore(from: &Path, url: &str, data: &Path) -> Result<Restored, BackupError> {
    let url = StoreUrl::parse(url, Some(data)).unwrap();
    let (clock, chance) = (thuchu_testkit::FixedClock::at(noon()), thuchu_testkit::SeededChance::another());
    backup::restore(from, &url, data, &Blobs::in_data_to_read(data), &clock, &chance, &mut ()).await
}

/// Everything a check says, and the facts around it.
pub(crate) async fn told(db: &Db) -> String {
    let mut read = db.read();
    let mut text = String::new();
    for stored in checks::for_export(&mut read, None, 10_000).await.unwrap() {
        let versions = checks::versions(&mut read, stored.check.id).await.unwrap();
        text.push_str(&format!("{stored:?} {versions:?}\n"));
    }
    let (head, change) = (audit::head(&mut read).await.unwrap(), settings::newest_change(&mut read).await.unwrap());
    let name = settings::get(&mut read, "name").await.unwrap();
    format!("{text}{head:?} {change} {name:?}")
}

pub(crate) fn inside(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names
}

both_databases!(a_backup_restored_into_either_engine_is_the_same_desk, |store| {
    // More rows than a page of the copy.
    fill(store, 700).await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("desk.tar");
    let made = make(store, &file).await.unwrap();
    assert_eq!(inside(place.path()), std::slice::from_ref(&file), "nothing of the work is left");
    assert_eq!(backup::check(&file, &mut ()).unwrap(), made.manifest);
    assert_eq!((made.manifest.rows["checks"], made.manifest.files()), (700, 2));
    let before = told(&store.db).await;
    let postgres = tokio::task::spawn_blocking(thuchu_testkit::fresh_database).await.unwrap();
    for url in ["sqlite:", &postgres] {
        let data = tempfile::tempdir().unwrap();
        let restored = restore(&file, url, data.path()).await.unwrap();
        assert_eq!(restored.report.faults, [], "{url}");
        assert_eq!(restored.manifest, made.manifest);
        assert_eq!(told(&restored.db).await, before, "{url}");
        let again = TestStore { db: restored.db, data, ..TestStore::sqlite().await };
        let second = place.path().join(format!("again-{}.tar", url.len()));
        let second = make(&again, &second).await.unwrap();
        assert_eq!((second.manifest.rows, second.manifest.audit), (made.manifest.rows.clone(), made.manifest.audit));
    }
});

both_databases!(a_backup_made_while_others_write_is_one_state, |store| {
    fill(store, 50).await;
    let (place, stop) = (tempfile::tempdir().unwrap(), std::sync::atomic::AtomicBool::new(false));
    let writing = async {
        let publisher = store.publisher("b.vn").await;
        let (run, files) = (store.run().await, store.blobs());
        let mut number = 0;
        while !stop.load(std::sync::atomic::Ordering::SeqCst) {
            let mut tx = store.db.begin().await.unwrap();
            let check = incoming(&publisher, &format!("w{number}"), &format!("tin {number}"));
            checks::put_batch(&mut tx, run.id, &[check], &store.chance, noon()).await.unwrap();
            let (act, object) = (AuditAct::parse("check.import").unwrap(), AuditObject::ImportRun(run.id));
            audit::append(&mut tx, &[], act, object, &serde_json::json!({}), noon()).await.unwrap();
            let hash = files.put(format!("page {number}").into(), &store.chance).await.unwrap();
            blobs::record(&mut tx, hash, 6, noon()).await.unwrap();
            tx.commit().await.unwrap();
            number += 1;
        }
    };
    let copying = async {
        let reading = store_again(store).await;
        for number in 0..5 {
            let file = place.path().join(format!("{number}.tar"));
            let made = backup::make(&reading, &store.blobs(), &file, false, noon(), &mut ()).await.unwrap();
            // Each of the writer's units has one of each.
            let rows = &made.manifest.rows;
            assert_eq!(rows["checks"] - 50, rows["audit_entry"] - 1);
            assert_eq!(rows["checks"] - 50, rows["blob"] - 2);
            let data = tempfile::tempdir().unwrap();
            let restored = restore(&file, "sqlite:", data.path()).await.unwrap();
            assert_eq!(restored.report.faults, []);
        }
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
    };
    tokio::join!(writing, copying);
});

async fn store_again(store: &TestStore) -> Db {
    Db::open(&store.url, thuchu_store::OpenOptions::default(), &store.clock).await.unwrap()
}

both_databases!(a_name_that_is_taken_is_written_over_only_when_asked, |store| {
    fill(store, 1).await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("desk.tar");
    std::fs::write(&file, "mine").unwrap();
    assert_eq!(make(store, &file).await.unwrap_err().code(), "backup.exists");
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
    // What a killed run left is in nobody's way.
    std::fs::write(place.path().join("desk.tar.partial"), "half").unwrap();
    std::fs::write(place.path().join("desk.tar.partial-rows"), "half").unwrap();
    backup::make(&store.db, &store.blobs(), &file, true, noon(), &mut ()).await.unwrap();
    backup::check(&file, &mut ()).unwrap();
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(inside(place.path()), [file]);
});

both_databases!(two_backups_to_one_name_do_not_mix, |store| {
    fill(store, 1).await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("desk.tar");
    let held = std::fs::File::create(place.path().join("desk.tar.partial")).unwrap();
    held.lock().unwrap();
    assert_eq!(make(store, &file).await.unwrap_err().code(), "backup.underway");
    drop(held);
    make(store, &file).await.unwrap();
});

both_databases!(two_restores_to_one_folder_do_not_mix, |store| {
    fill(store, 1).await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("desk.tar");
    make(store, &file).await.unwrap();
    let data = tempfile::tempdir().unwrap();
    let held = std::fs::File::open(data.path()).unwrap();
    held.lock().unwrap();
    assert_eq!(restore(&file, "sqlite:", data.path()).await.unwrap_err().code(), "backup.underway");
    assert_eq!(inside(data.path()), Vec::<PathBuf>::new());
    drop(held);
    restore(&file, "sqlite:", data.path()).await.unwrap();
});

both_databases!(a_desk_that_is_not_whole_is_not_backed_up_as_if_it_were, |store| {
    fill(store, 1).await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("desk.tar");
    let hash = thuchu_model::Sha256Hash::of(b"a page");
    let path = store.blobs().path(&hash).unwrap();
    for damage in [Some("a pagE"), Some("short"), None] {
        std::fs::remove_file(&path).unwrap_or_default();
        if let Some(bytes) = damage {
            std::fs::write(&path, bytes).unwrap();
        }
        let refused = make(store, &file).await.unwrap_err();
        assert!(matches!(refused, BackupError::Blob(found) if found == hash), "{refused}");
        assert_eq!(inside(place.path()), Vec::<PathBuf>::new());
    }
});

both_databases!(keys_are_never_in_a_backup, |store| {
    fill(store, 1).await;
    let keys = thuchu_store::sealing::Keys::in_folder(&store.data.path().join("keys")).unwrap();
    keys.seal(b"reply", b"", noon(), &store.chance).unwrap();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("desk.tar");
    make(store, &file).await.unwrap();
    let names: Vec<_> = members(&file).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names.iter().filter(|name| !name.starts_with("blobs/")).collect::<Vec<_>>(),
        ["manifest.json", "manifest.json.sha256", "thuchu.sqlite"]
    );
    let bytes = std::fs::read(&file).unwrap();
    for key in inside(&store.data.path().join("keys")) {
        let key = std::fs::read(key).unwrap();
        assert!(!key.is_empty() && !bytes.windows(key.len()).any(|part| part == key));
    }
});

both_databases!(a_desk_is_never_restored_over_another, |store| {
    fill(store, 1).await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("desk.tar");
    make(store, &file).await.unwrap();
    let clock = thuchu_testkit::FixedClock::at(noon());
    let again =
        backup::restore(&file, &store.url, store.data.path(), &store.blobs(), &clock, &store.chance, &mut ()).await;
    assert_eq!(again.unwrap_err().code(), "backup.not_empty");
    // A log, or a file, that another desk left.
    for name in ["thuchu.sqlite-wal", "blobs/notes.txt"] {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir(data.path().join("blobs")).unwrap();
        std::fs::write(data.path().join(name), "x").unwrap();
        let refused = restore(&file, "sqlite:", data.path()).await.unwrap_err();
        assert!(matches!(&refused, BackupError::NotEmpty(path) if path.ends_with(name)), "{refused}");
        assert!(!data.path().join("thuchu.sqlite").exists());
    }
});

both_databases!(what_an_interrupted_restore_left_is_in_nobodys_way, |store| {
    fill(store, 1).await;
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("desk.tar");
    make(store, &file).await.unwrap();
    let data = tempfile::tempdir().unwrap();
    let files = Blobs::in_data(data.path()).unwrap();
    files.put(Bytes::from_static(b"a page"), &store.chance).await.unwrap();
    std::fs::write(data.path().join("blobs/temp-00000000000000ff"), "half").unwrap();
    for name in ["thuchu.sqlite.restoring", "thuchu.sqlite.restoring-wal", "thuchu.sqlite"] {
        std::fs::write(data.path().join(name), if name == "thuchu.sqlite" { "" } else { "half" }).unwrap();
    }
    let restored = restore(&file, "sqlite:", data.path()).await.unwrap();
    assert_eq!(restored.report.faults, []);
    restored.db.close().await;
    let names = inside(data.path());
    assert_eq!(names, [data.path().join("blobs"), data.path().join("thuchu.sqlite")]);
});
