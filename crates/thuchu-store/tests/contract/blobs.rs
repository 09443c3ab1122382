//! Files keep their promises in a folder and in a bucket alike.

use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use thuchu_model::Sha256Hash;
use thuchu_store::blobs::{self, BlobFault, Blobs, Figures};
use thuchu_store::verify::Fault;
use thuchu_store::{Engine, StoreError, args};
use thuchu_testkit::noon;

use super::places::{both_places, earlier, later, name_of};

both_places!(what_was_put_is_got_and_the_same_bytes_are_stored_once, |store, place| {
    let files = &place.files;
    for bytes in [&b"snapshot"[..], b""] {
        let hash = place.put(store, bytes).await;
        assert_eq!((hash, place.put(store, bytes).await), (Sha256Hash::of(bytes), hash));
        assert_eq!(files.get(&hash).await.unwrap(), bytes);
        assert_eq!(files.length(&hash).await.unwrap(), Some(bytes.len() as u64));
        assert!(files.has(&hash).await.unwrap());
    }
    assert_eq!(place.count(), 2);
    let large = Bytes::from(vec![0xa5; 20 * 1024 * 1024]);
    let hash = files.put(large.clone(), &store.chance).await.unwrap();
    assert_eq!(files.get(&hash).await.unwrap(), large);
});

both_places!(two_writers_of_the_same_bytes_store_them_once, |store, place| {
    let put = |number: usize| {
        let (files, chance) = (place.files.clone(), thuchu_testkit::SeededChance::new(number as u64));
        tokio::spawn(async move { files.put(Bytes::from_static(b"both"), &chance).await.unwrap() })
    };
    let tasks: Vec<_> = (0..8).map(put).collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), Sha256Hash::of(b"both"));
    }
    assert_eq!(place.count(), 1);
    assert_eq!(place.files.get(&Sha256Hash::of(b"both")).await.unwrap(), &b"both"[..]);
    assert_eq!(place.faults(store).await, [Fault::Blob(BlobFault::Orphan(Sha256Hash::of(b"both")))]);
});

both_places!(a_missing_file_is_told_from_a_damaged_one_and_other_bytes_are_never_given, |store, place| {
    let (hash, files) = (place.put(store, b"page").await, &place.files);
    place.plant(&name_of(&hash), b"pagE");
    let damaged = files.get(&hash).await.unwrap_err();
    assert_eq!((damaged.code(), damaged.is_transient()), ("store.corrupt", false));
    assert!(files.has(&hash).await.unwrap(), "there is a file of this name");
    assert_eq!(files.replace(Bytes::from_static(b"page"), &store.chance).await.unwrap(), hash);
    assert_eq!(files.get(&hash).await.unwrap(), &b"page"[..]);
    // One of another length needs no more than the bytes once again.
    place.plant(&name_of(&hash), b"pag");
    place.put(store, b"page").await;
    assert_eq!(files.get(&hash).await.unwrap(), &b"page"[..]);
    place.remove(&hash);
    let missing = files.get(&hash).await.unwrap_err();
    assert!(matches!(missing, StoreError::FileMissing(named) if named == hash), "{missing}");
    assert!(!missing.is_transient() && missing.to_string().contains(&hash.to_string()));
    assert!(!files.has(&hash).await.unwrap());
});

both_places!(verify_names_what_is_missing_damaged_orphaned_and_stray, |store, place| {
    let mut tx = store.db.begin().await.unwrap();
    for bytes in [&b"one"[..], b"two", b"three"] {
        let hash = place.put(store, bytes).await;
        place.files.record(&mut tx, hash, bytes.len() as u64, noon()).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(place.faults(store).await, []);
    let (one, two) = (Sha256Hash::of(b"one"), Sha256Hash::of(b"two"));
    place.remove(&one);
    place.plant(&name_of(&two), b"twO");
    let orphan = place.put(store, b"orphan").await;
    let misplaced = format!("ab/{}", "0".repeat(62).to_uppercase() + "X");
    for stray in ["notes.txt", &misplaced, "ab/cd/ef"] {
        if place.is_bucket() || stray != "ab/cd/ef" {
            place.plant(stray, b"x");
        }
    }
    let faults = place.faults(store).await;
    let strays = faults.iter().filter(|fault| matches!(fault, Fault::Blob(BlobFault::Stray(_)))).count();
    assert_eq!(strays, if place.is_bucket() { 3 } else { 2 }, "{faults:?}");
    let named = |fault| faults.contains(&Fault::Blob(fault));
    assert!(named(BlobFault::Missing(one)) && named(BlobFault::Damaged(two)) && named(BlobFault::Orphan(orphan)));
    assert_eq!(faults.len(), strays + 3, "{faults:?}");
    // A sweep removes the orphan alone: damage is for people, and so is what is not ours.
    assert_eq!(place.files.sweep(&store.db, later()).await.unwrap(), 1 + named_rows(store).await);
});

/// Nothing names the rows of that test, so their files that are left go too: two of three.
async fn named_rows(store: &thuchu_testkit::TestStore) -> usize {
    let left = store.db.read().peek("SELECT COUNT(*) FROM blob", args![]).await.unwrap();
    assert_eq!(left[0].get::<i64>(0).unwrap(), 0);
    2
}

both_places!(a_writer_killed_between_file_and_row_leaves_an_orphan_that_goes_after_a_day, |store, place| {
    let hash = place.put(store, b"snapshot").await;
    place.plant("temp-00000000000000ff", b"half");
    assert_eq!(place.files.sweep(&store.db, earlier()).await.unwrap(), 0, "both are young");
    assert_eq!(place.files.sweep(&store.db, later()).await.unwrap(), 2);
    assert!(!place.files.has(&hash).await.unwrap());
    assert_eq!((place.faults(store).await, place.count()), (Vec::new(), 0));
});

both_places!(a_row_that_nothing_names_goes_with_its_file_and_a_named_one_stays, |store, place| {
    make_namers(store).await;
    let mut tx = store.db.begin().await.unwrap();
    for bytes in [&b"named"[..], b"unnamed"] {
        let hash = place.put(store, bytes).await;
        place.files.record(&mut tx, hash, bytes.len() as u64, noon()).await.unwrap();
    }
    let named = Sha256Hash::of(b"named");
    for _ in 0..3 {
        tx.tamper("INSERT INTO namer (page, picture) VALUES ($1, NULL)", args![named]).await.unwrap();
    }
    tx.tamper("INSERT INTO namer (page, picture) VALUES ($1, $1)", args![named]).await.unwrap();
    tx.commit().await.unwrap();
    let figures = blobs::figures(&store.db).await.unwrap();
    assert_eq!(figures, Figures { files: 2, bytes: 12, named_times: 5, saved_bytes: 20 });
    assert_eq!(place.files.sweep(&store.db, noon()).await.unwrap(), 0, "noted at noon, not before");
    assert_eq!(place.files.sweep(&store.db, later()).await.unwrap(), 1);
    assert!(place.files.has(&named).await.unwrap());
    assert!(!place.files.has(&Sha256Hash::of(b"unnamed")).await.unwrap());
    assert_eq!(place.faults(store).await, []);
    // Noted again, it is as young as its last noting.
    let mut tx = store.db.begin().await.unwrap();
    blobs::record(&mut tx, place.put(store, b"unnamed").await, 7, later()).await.unwrap();
    blobs::record(&mut tx, Sha256Hash::of(b"unnamed"), 7, noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(place.files.sweep(&store.db, later()).await.unwrap(), 0);
});

both_places!(a_sweep_beside_writers_never_takes_a_file_that_gets_its_row, |store, place| {
    make_namers(store).await;
    let done = AtomicBool::new(false);
    // The worst case: every file counts as old, and every writer finds its bytes there without a row.
    let writing = async {
        let mut again = 0;
        for round in 0..12_u8 {
            let bytes = Bytes::from(vec![round % 3; 100]);
            loop {
                // With no day of grace even a file on its way to its name counts as left over.
                let Ok(hash) = place.files.put(bytes.clone(), &store.chance).await else {
                    again += 1;
                    continue;
                };
                let mut tx = store.db.begin().await.unwrap();
                match place.files.record(&mut tx, hash, 100, noon()).await {
                    Ok(()) => {
                        tx.tamper("INSERT INTO namer (page) VALUES ($1)", args![hash]).await.unwrap();
                        tx.commit().await.unwrap();
                        assert_eq!(place.files.get(&hash).await.unwrap(), bytes);
                        let mut tx = store.db.begin().await.unwrap();
                        tx.tamper("DELETE FROM namer", args![]).await.unwrap();
                        tx.commit().await.unwrap();
                        break;
                    }
                    Err(StoreError::FileMissing(_)) => {
                        tx.rollback().await.unwrap();
                        again += 1;
                    }
                    Err(error) => assert!(error.is_transient(), "{error}"),
                }
            }
        }
        done.store(true, Ordering::SeqCst);
        again
    };
    let sweeping = async {
        let mut removed = 0;
        while !done.load(Ordering::SeqCst) {
            removed += place.files.sweep(&store.db, later()).await.unwrap();
            tokio::task::yield_now().await;
        }
        removed
    };
    let (again, removed) = tokio::join!(writing, sweeping);
    println!("{again} writers had to put their bytes again, {removed} files were swept");
});

#[test]
fn bytes_put_again_where_they_lay_for_long_have_a_new_day() {
    thuchu_testkit::block_on(async {
        let store = thuchu_testkit::TestStore::sqlite().await;
        let files = store.blobs();
        let put = || files.put(Bytes::from_static(b"again"), &store.chance);
        let path = files.path(&put().await.unwrap()).unwrap();
        let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        let age = || std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        age();
        put().await.unwrap();
        assert_eq!(files.sweep(&store.db, earlier()).await.unwrap(), 0);
        age();
        assert_eq!(files.sweep(&store.db, earlier()).await.unwrap(), 1);
    });
}

both_places!(a_place_says_whether_it_can_be_written, |store, place| {
    assert!(place.files.health(&store.chance).await.unwrap().conditional);
    assert_eq!(place.count(), 0, "nothing of it is left");
});

/// A table that names files in two columns, as those of copies do.
async fn make_namers(store: &thuchu_testkit::TestStore) {
    let sql = match store.db.engine() {
        Engine::Sqlite => {
            "CREATE TABLE namer (page BLOB REFERENCES blob (sha256), picture BLOB REFERENCES blob (sha256))"
        }
        Engine::Postgres => {
            "CREATE TABLE namer (page BYTEA REFERENCES blob (sha256), picture BYTEA REFERENCES blob (sha256))"
        }
    };
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper(sql, args![]).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn a_name_is_made_of_the_hash_alone() {
    let folder = tempfile::tempdir().unwrap();
    let files = Blobs::in_data_to_read(folder.path());
    for text in ["../../../../etc/passwd", "%2e%2e/x", "/etc/passwd", "ab/../cd", "a\0b", "", "CON", &"..".repeat(32)] {
        assert_eq!(Sha256Hash::parse(text), None, "{text:?}");
    }
    let hash = Sha256Hash::parse(&"AB".repeat(32)).unwrap();
    assert_eq!(files.path(&hash).unwrap(), folder.path().join("blobs/ab").join("ab".repeat(31)));
    assert!(!folder.path().join("blobs").exists(), "who only reads makes nothing");
}
