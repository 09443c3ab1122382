//! What only a bucket can do to us: refuse the key, be missing, be busy, be away, hold more than one answer lists.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use thuchu_model::Sha256Hash;
use thuchu_store::blobs::{BlobFault, Blobs};
use thuchu_store::verify::Fault;
use thuchu_store::{StoreError, StoreUrl, backup};
use thuchu_testkit::{FixedClock, S3, SeededChance, TestStore, block_on, noon};

use super::backup::told;
use super::places::Place;

async fn put(files: &Blobs, bytes: &'static [u8]) -> Result<Sha256Hash, StoreError> {
    files.put(Bytes::from_static(bytes), &SeededChance::new(1)).await
}

fn says(error: &StoreError, code: &str, words: &[&str]) {
    let text = error.to_string();
    assert_eq!(error.code(), code, "{text}");
    for word in words {
        assert!(text.contains(word), "{word} in {text}");
    }
    for secret in ["not-so-secret", "AKIATEST", "Signature="] {
        assert!(!format!("{text}{error:?}").contains(secret), "{text}");
    }
}

#[test]
fn a_bucket_that_is_missing_is_named() {
    block_on(async {
        let bucket = S3::shared().bucket();
        let files = Blobs::in_bucket(&bucket.settings_at(bucket.at, "no-such-bucket")).unwrap();
        for error in [
            put(&files, b"x").await.unwrap_err(),
            files.get(&Sha256Hash::of(b"x")).await.unwrap_err(),
            files.health(&SeededChance::new(1)).await.unwrap_err(),
        ] {
            says(&error, "bucket.missing", &["s3://no-such-bucket/files", "does not exist"]);
            assert!(!error.is_transient());
        }
    });
}

#[test]
fn a_key_that_is_not_accepted_is_told_and_not_shown() {
    block_on(async {
        let server = S3::strict_after(1);
        let bucket = server.bucket();
        let files = bucket.blobs();
        let hash = Sha256Hash::of(b"x");
        says(&put(&files, b"x").await.unwrap_err(), "bucket.denied", &["s3://desk-", "403", "blobs_key_file"]);
        says(&files.get(&hash).await.unwrap_err(), "bucket.denied", &["403", "InvalidAccessKeyId"]);
        says(&files.has(&hash).await.unwrap_err(), "bucket.denied", &["403"]);
        says(&files.health(&SeededChance::new(1)).await.unwrap_err(), "bucket.denied", &["403"]);
    });
}

#[test]
fn a_server_that_is_busy_is_asked_again_and_one_that_stays_so_is_named() {
    block_on(async {
        let bucket = S3::shared().bucket();
        let (at, left) = before(bucket.at, 3);
        let files = Blobs::in_bucket(&bucket.settings_at(at, &bucket.name)).unwrap();
        let hash = put(&files, b"patience").await.unwrap();
        assert_eq!(left.load(Ordering::SeqCst), 0, "three times it said 503");
        assert_eq!(files.get(&hash).await.unwrap(), &b"patience"[..]);
        left.store(u32::MAX, Ordering::SeqCst);
        let error = put(&files, b"other").await.unwrap_err();
        says(&error, "bucket.busy", &["503", "s3://desk-", "later"]);
        assert!(error.is_transient());
    });
}

#[test]
fn a_server_that_is_away_is_named_and_may_come_back() {
    block_on(async {
        let bucket = S3::shared().bucket();
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let files = Blobs::in_bucket(&bucket.settings_at(nobody, &bucket.name)).unwrap();
        let error = put(&files, b"x").await.unwrap_err();
        says(&error, "bucket.unreachable", &["s3://desk-", "refused", "blobs_endpoint"]);
        assert!(error.is_transient());
    });
}

#[test]
fn more_objects_than_one_answer_lists_are_all_seen() {
    block_on(async {
        let (store, place) = (TestStore::sqlite().await, Place::bucket());
        for number in 0..1_203_u32 {
            let bytes = number.to_be_bytes();
            let name = super::places::name_of(&Sha256Hash::of(&bytes));
            place.plant(&name, &bytes);
        }
        let faults = place.faults(&store).await;
        assert_eq!(faults.len(), 1_203);
        assert!(faults.iter().all(|fault| matches!(fault, Fault::Blob(BlobFault::Orphan(_)))));
        assert_eq!(place.files.sweep(&store.db, super::places::later()).await.unwrap(), 1_203);
        assert_eq!((place.faults(&store).await, place.count()), (Vec::new(), 0));
    });
}

#[test]
fn a_backup_holds_the_files_of_a_bucket_and_goes_back_into_a_folder_or_another_bucket() {
    block_on(async {
        let (store, place) = (TestStore::sqlite().await, Place::bucket());
        super::backup::fill_with(&store, &place.files, 5).await;
        // Longer than a part of an upload, and no whole number of parts.
        let large = Bytes::from((0..17_000_000_u32).map(|at| (at % 251) as u8).collect::<Vec<_>>());
        let hash = place.files.put(large.clone(), &store.chance).await.unwrap();
        let mut tx = store.db.begin().await.unwrap();
        place.files.record(&mut tx, hash, large.len() as u64, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let tar = folder.path().join("desk.tar");
        let made = backup::make(&store.db, &place.files, &tar, false, noon(), &mut ()).await.unwrap();
        assert_eq!(made.manifest.files(), 3);
        let before = told(&store.db).await;
        for bucket in [true, false] {
            let data = tempfile::tempdir().unwrap();
            let target = if bucket { Place::bucket().files } else { Blobs::in_data(data.path()).unwrap() };
            let url = StoreUrl::parse("sqlite:", Some(data.path())).unwrap();
            let (clock, chance) = (FixedClock::at(noon()), SeededChance::another());
            let restored = backup::restore(&tar, &url, data.path(), &target, &clock, &chance, &mut ()).await.unwrap();
            assert_eq!(restored.report.faults, []);
            assert_eq!(told(&restored.db).await, before);
            assert_eq!(target.get(&hash).await.unwrap(), large);
        }
        // Files of somebody else are not mixed with ours.
        let data = tempfile::tempdir().unwrap();
        let other = Place::bucket();
        other.plant("notes.txt", b"mine");
        let url = StoreUrl::parse("sqlite:", Some(data.path())).unwrap();
        let (clock, chance) = (FixedClock::at(noon()), SeededChance::another());
        let refused =
            backup::restore(&tar, &url, data.path(), &other.files, &clock, &chance, &mut ()).await.unwrap_err();
        assert_eq!(refused.code(), "backup.not_empty", "{refused}");
        // A desk whose bucket lost a file is not backed up as if it were whole.
        place.remove(&hash);
        let refused = backup::make(&store.db, &place.files, &tar, true, noon(), &mut ()).await.unwrap_err();
        assert_eq!(refused.code(), "backup.file");
    });
}

/// A server that says 503 so many times, then is the other one.
fn before(at: SocketAddr, times: u32) -> (SocketAddr, Arc<AtomicU32>) {
    let (socket, left) = (TcpListener::bind("127.0.0.1:0").unwrap(), Arc::new(AtomicU32::new(times)));
    let (address, counted) = (socket.local_addr().unwrap(), left.clone());
    std::thread::spawn(move || {
        for stream in socket.incoming() {
            let (mut stream, mut behind) = (stream.unwrap(), TcpStream::connect(at).unwrap());
            if counted.load(Ordering::SeqCst) > 0 {
                counted.fetch_sub(1, Ordering::SeqCst);
                let _ = stream.read(&mut [0; 64 * 1024]);
                let busy = "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                let _ = stream.write_all(busy.as_bytes());
                continue;
            }
            let (mut back, mut forth) = (behind.try_clone().unwrap(), stream.try_clone().unwrap());
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut back, &mut forth);
                let _ = forth.shutdown(Shutdown::Both);
            });
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut stream, &mut behind);
                let _ = behind.shutdown(Shutdown::Both);
            });
        }
    });
    (address, left)
}
