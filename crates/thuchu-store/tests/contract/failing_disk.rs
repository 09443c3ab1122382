//! A disk that is full, or whose flush fails, while a file is put: this test program runs itself again under strace, which
//! lets the chosen call of the chosen file fail as the kernel would.

use std::path::Path;
use std::process::Command;

use bytes::Bytes;
use thuchu_model::{Chance as _, Sha256Hash};
use thuchu_store::StoreError;
use thuchu_store::blobs::Blobs;
use thuchu_testkit::{SeededChance, TestStore, block_on};

/// Where the child works; not set, it has nothing to do.
const FOLDER: &str = "THUCHU_TEST_FOLDER";
const BYTES: Bytes = Bytes::from_static(b"a page that does not fit");

/// The child: puts a file on the disk that fails, then tells how that ended.
#[test]
fn child_puts_a_file() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    block_on(async {
        let files = Blobs::in_data(Path::new(&folder)).unwrap();
        let put = files.put(BYTES, &SeededChance::new(7)).await;
        let told = match put {
            Ok(_) => "stored".to_owned(),
            Err(StoreError::File { source, .. }) => format!("store.file {:?}", source.raw_os_error()),
            Err(error) => error.code().to_owned(),
        };
        std::fs::write(Path::new(&folder).join("told"), told).unwrap();
    });
}

/// What the child told, with this call failing with this error on this file, the `when`-th time.
fn put_while(folder: &Path, call: &str, error: &str, file: &Path) -> String {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}"), "-P"]).arg(file);
    strace.args(["-e", &format!("inject={call}:error={error}")]).arg(std::env::current_exe().unwrap());
    strace.args(["--exact", "failing_disk::child_puts_a_file"]).env(FOLDER, folder);
    let done = strace.output();
    assert!(done.is_ok(), "strace does not start (Debian: the package strace): {done:?}");
    let done = done.unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::read_to_string(folder.join("told")).unwrap()
}

#[test]
fn a_full_disk_or_a_failed_flush_refuses_the_file_leaves_no_half_of_it_and_works_again_later() {
    let mut mark = [0; 8];
    SeededChance::new(7).fill(&mut mark);
    let hash = Sha256Hash::of(&BYTES);
    for (call, error, told) in [
        ("write", "ENOSPC", "store.full"),
        ("write", "EDQUOT", "store.full"),
        ("fsync", "EIO", "store.file Some(5)"),
        ("fsync", "ENOSPC", "store.full"),
    ] {
        block_on(async {
            let store = TestStore::sqlite().await;
            let files = store.blobs();
            let kept = files.put(Bytes::from_static(b"kept"), &store.chance).await.unwrap();
            let folder = store.data.path().join("blobs");
            let temp = folder.join(format!("temp-{:016x}", u64::from_be_bytes(mark)));
            assert_eq!(put_while(store.data.path(), call, error, &temp), told, "{call} {error}");
            assert!(!temp.exists() && !files.has(&hash).await.unwrap(), "{call} {error}");
            assert_eq!(files.get(&kept).await.unwrap(), &b"kept"[..]);
            assert_eq!(files.put(BYTES, &store.chance).await.unwrap(), hash);
            assert_eq!(files.get(&hash).await.unwrap(), BYTES);
            // The name that is not flushed is no name yet: told as not stored, and put again.
            let other = TestStore::sqlite().await;
            other.blobs();
            let shard = other.data.path().join("blobs").join(&hash.to_string()[..2]);
            std::fs::create_dir(&shard).unwrap();
            if call == "fsync" {
                assert_eq!(put_while(other.data.path(), call, error, &shard), told, "{call} {error} of the folder");
                assert_eq!(other.blobs().put(BYTES, &store.chance).await.unwrap(), hash);
            }
        });
    }
}
