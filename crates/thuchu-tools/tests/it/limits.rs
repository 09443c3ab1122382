//! Workers that do not do as they should, and too many pictures at once.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use image::ImageFormat;
use thuchu_tools::{Limits, PictureError, Pictures, Refusal};
use tokio::time::{Instant, sleep, timeout};

use crate::files::{file, photo};
use crate::support::{WORKER, behaving, patient, refused};

fn small() -> Bytes {
    file(&photo(8, 8), ImageFormat::Png).into()
}

fn short() -> Limits {
    Limits { time: Duration::from_millis(400), ..patient() }
}

/// Waits until it holds, ten seconds at most.
async fn until(mut holds: impl FnMut() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("it does not come to hold");
}

/// Those of the processes in `pids` that are still at work.
fn alive(folder: &Path) -> Vec<String> {
    let pids = fs::read_to_string(folder.join("pids")).unwrap_or_default();
    let state = |pid: &str| fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z"));
    pids.lines().filter(|pid| state(pid)).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_worker_that_hangs_is_ended_at_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = behaving("hangs", folder.path(), short());
    // More than a pipe takes, which it never reads.
    let mut large = small().to_vec();
    large.resize(5_000_000, 0);
    let start = Instant::now();
    assert_eq!(pictures.clean(large.into()).await, Err(PictureError::TookTooLong));
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(folder.path().join("pids").exists());
    assert_eq!(alive(folder.path()), [""; 0]);
}

#[tokio::test]
async fn who_gives_up_waiting_ends_the_worker() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = behaving("hangs", folder.path(), patient());
    assert!(timeout(Duration::from_millis(500), pictures.clean(small())).await.is_err());
    until(|| alive(folder.path()).is_empty()).await;
    assert!(folder.path().join("pids").exists());
}

#[tokio::test]
async fn an_answer_that_is_none_of_ours_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["babbles", "lies", "fails", "tells"] {
        let cleaned = behaving(name, folder.path(), patient()).clean(small()).await;
        assert!(matches!(cleaned, Err(PictureError::NoWorker(_))), "{name}: {cleaned:?}");
    }
    let none = Pictures::new(folder.path().join("nothing"), patient());
    assert_eq!(none.clean(small()).await.unwrap_err().code(), "picture.no_worker");
}

#[tokio::test]
async fn how_a_worker_ends_tells_what_was_wrong() {
    let folder = tempfile::tempdir().unwrap();
    refused(behaving("aborts", folder.path(), patient()).clean(small()).await, Refusal::TooManyPixels);
    refused(behaving("panics", folder.path(), patient()).clean(small()).await, Refusal::Broken);
    let worn_out = behaving("wears-out", folder.path(), patient());
    assert_eq!(worn_out.clean(small()).await, Err(PictureError::TookTooLong));
}

#[tokio::test]
async fn a_worker_gets_no_environment_and_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    let _ = behaving("tells", folder.path(), patient()).clean(small()).await;
    let told = fs::read_to_string(folder.path().join("told")).unwrap();
    assert_eq!(told, "[] Some(\"/\") Some([\"--worker\", \"picture\"])");
}

#[tokio::test]
async fn of_a_hundred_pictures_two_are_worked_on_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = Arc::new(behaving("counts", folder.path(), patient()));
    let all: Vec<_> = (0..100)
        .map(|_| {
            let pictures = pictures.clone();
            tokio::spawn(async move { pictures.clean(small()).await })
        })
        .collect();
    for one in all {
        refused(one.await.unwrap(), Refusal::Broken);
    }
    let count = fs::read_to_string(folder.path().join("count")).unwrap();
    let mut now = 0;
    let most = count.bytes().map(|sign| {
        now += if sign == b'+' { 1 } else { -1 };
        now
    });
    assert_eq!((count.len(), most.max()), (200, Some(2)));
}

#[tokio::test]
async fn who_waits_too_long_for_a_turn_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { at_once: 1, wait: Duration::from_millis(100), time: Duration::from_secs(1) };
    let pictures = behaving("hangs", folder.path(), limits);
    let (first, second) = tokio::join!(pictures.clean(small()), pictures.clean(small()));
    assert_eq!((first, second), (Err(PictureError::TookTooLong), Err(PictureError::Busy)));
}

#[tokio::test]
async fn a_worker_has_given_everything_up_before_it_reads() {
    let mut child = Command::new(WORKER)
        .args(["--worker", "picture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let about = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap_or_default();
    let limit = |name: &str| {
        let limits = about("limits");
        let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    until(|| limit("Max open files") == ["0", "0"]).await;
    assert_eq!(limit("Max file size"), ["0", "0"]);
    assert_eq!(limit("Max core file size"), ["0", "0"]);
    assert_eq!(limit("Max processes"), ["0", "0"]);
    assert_eq!(limit("Max cpu time"), ["5", "6"]);
    let number = |text: &str| text.split_whitespace().next().unwrap().parse::<u64>().unwrap();
    let status = about("status");
    let of_status = |name: &str| number(status.lines().find_map(|line| line.strip_prefix(name)).unwrap());
    assert_eq!(of_status("NoNewPrivs:"), 1);
    let room = number(&limit("Max address space")[0]) - of_status("VmSize:") * 1024;
    assert!(room <= 128 * 1024 * 1024, "{room}");
    let mut open: Vec<_> =
        fs::read_dir(format!("/proc/{}/fd", child.id())).unwrap().map(|e| e.unwrap().file_name()).collect();
    open.sort();
    assert_eq!(open, ["0", "1", "2"]);
    child.stdin.take().unwrap().write_all(b"<html>").unwrap();
    let said = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(said.stdout).unwrap(), "{\"refused\":\"not_a_picture\"}\n");
}

#[test]
fn a_worker_does_the_work_it_knows_alone() {
    for words in [&["--worker", "tesseract"][..], &["--worker"], &["picture"], &["--worker", "picture", "more"]] {
        let said = Command::new(WORKER).args(words).stdin(Stdio::null()).output().unwrap();
        assert!(!said.status.success() && said.stdout.is_empty(), "{words:?}");
    }
}
