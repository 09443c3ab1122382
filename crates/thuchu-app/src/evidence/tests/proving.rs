//! What everybody may take away and check.

use thuchu_model::{ChangeKind, ChangeNote, Check, FileRole, ReviewState, Sha256Hash};
use thuchu_store::{audit, time_stamps};
use thuchu_testkit::both_databases;

use super::super::{Manifest, Proof, check_files, file_name};
use super::support::Place;
use crate::publish::Approved;

async fn proof(place: &Place<'_>, check: &Check, number: u32) -> Option<Proof> {
    place.evidence().proof(check.id, number).await.unwrap()
}

both_databases!(a_manifest_is_made_once_and_names_every_file_with_its_hash, |store| {
    let place = Place::new(store).await;
    let (_, capture, check) = place.published("Bằng chứng").await;
    assert!(proof(&place, &check, 1).await.is_none(), "not made yet");
    assert_eq!(place.evidence().make_manifests().await.unwrap(), 1);
    assert_eq!(place.evidence().make_manifests().await.unwrap(), 0);
    let made = proof(&place, &check, 1).await.unwrap();
    let manifest = &made.manifest;
    assert_eq!((manifest.manifest, manifest.version, manifest.check.as_str()), (1, 1, &*check.public_id.to_string()));
    assert_eq!(manifest.at, place.desk().now());
    let source = &manifest.sources[0];
    assert_eq!((source.url.as_str(), source.copied, source.way), ("http://bao.vn/1", capture.at, capture.way));
    assert_eq!(source.quote.as_deref(), Some("Không có quy định này."));
    assert_eq!(source.files.len(), capture.files.len());
    for file in &capture.files {
        let name = file_name(capture.id, file.role, &file.media_type);
        let named = source.files.iter().find(|named| named.name == name).expect("every file is named");
        assert_eq!((named.sha256, named.bytes, named.role), (file.sha256, file.bytes, Some(file.role)));
    }
    assert_eq!((manifest.content.sha256, made.content.as_str()), (check.content.hash(), &*check.content.canonical()));
});

both_databases!(a_manifest_is_canonical_and_the_same_after_it_was_read, |store| {
    let place = Place::new(store).await;
    let (_, _, check) = place.published("Chuẩn tắc").await;
    place.evidence().make_manifests().await.unwrap();
    let made = proof(&place, &check, 1).await.unwrap();
    let read: Manifest = serde_json::from_slice(&made.bytes).unwrap();
    assert_eq!(read, made.manifest);
    assert_eq!(read.canonical().as_bytes(), &made.bytes[..]);
    let kept = time_stamps::get(&mut store.db.read(), check.id, 1).await.unwrap().unwrap();
    assert_eq!(kept.manifest, Sha256Hash::of(&made.bytes));
    // Weeks later, with more copies and other words in between, it is the same.
    place.pass_days(21);
    place.evidence().look_next().await.unwrap();
    place.evidence().make_manifests().await.unwrap();
    assert_eq!(proof(&place, &check, 1).await.unwrap().bytes, made.bytes);
});

both_databases!(the_list_of_sums_is_what_sha256sum_reads, |store| {
    let place = Place::new(store).await;
    let (_, _, check) = place.published("Tổng kiểm").await;
    place.evidence().make_manifests().await.unwrap();
    let made = proof(&place, &check, 1).await.unwrap();
    let sums = made.manifest.sums();
    assert_eq!(sums.lines().count(), made.manifest.files().count());
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("check.json"), &made.content).unwrap();
    for file in made.manifest.sources.iter().flat_map(|source| &source.files) {
        let bytes = store.blobs().get(&file.sha256).await.unwrap();
        std::fs::write(folder.path().join(&file.name), bytes).unwrap();
    }
    std::fs::write(folder.path().join("SHA256SUMS"), &sums).unwrap();
    let sum = || {
        let mut sum = std::process::Command::new("sha256sum");
        sum.args(["--check", "--strict", "SHA256SUMS"]).current_dir(folder.path()).output().unwrap()
    };
    let ran = sum();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let here = |name: &str| {
        let bytes = std::fs::read(folder.path().join(name)).ok()?;
        Some((Sha256Hash::of(&bytes), bytes.len() as u64))
    };
    assert_eq!(check_files(&made.manifest, here), []);
    let page = made.manifest.sources[0].files.iter().find(|file| file.role == Some(FileRole::Page)).unwrap();
    let path = folder.path().join(&page.name);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert!(!sum().status.success(), "one bit");
    assert_eq!(check_files(&made.manifest, here), [(page, Some(Sha256Hash::of(&bytes)))]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(check_files(&made.manifest, here), [(page, None)]);
});

both_databases!(each_version_has_its_own_manifest, |store| {
    let place = Place::new(store).await;
    let (review, _, check) = place.published("Hai bản").await;
    place.evidence().make_manifests().await.unwrap();
    let first = proof(&place, &check, 1).await.unwrap();
    place
        .save(review, |content| {
            content.text.summary = "Bản hai.".to_owned();
            content.change = Some(ChangeNote { kind: ChangeKind::Correction, text: "Sửa con số.".to_owned() });
        })
        .await;
    place.step(review, ReviewState::Draft).await;
    place.step(review, ReviewState::InReview).await;
    assert!(matches!(place.approve(review, None).await, Ok(Approved::Published(check)) if check.version == 2));
    assert!(proof(&place, &check, 2).await.is_none());
    assert_eq!(place.evidence().make_manifests().await.unwrap(), 1);
    let second = proof(&place, &check, 2).await.unwrap();
    assert_eq!(second.manifest.version, 2);
    assert_ne!(second.manifest.content.sha256, first.manifest.content.sha256);
    assert_eq!(second.manifest.sources, first.manifest.sources, "both rest on the same copy");
    assert_eq!(proof(&place, &check, 1).await.unwrap().bytes, first.bytes, "the first one stays");
});

both_databases!(two_nodes_at_once_make_one_manifest, |store| {
    let place = Place::new(store).await;
    let (_, _, check) = place.published("Hai máy").await;
    let (one, other) = (place.evidence(), place.evidence());
    let (a, b) = tokio::join!(one.make_manifests(), other.make_manifests());
    a.unwrap();
    b.unwrap();
    assert_eq!(place.count("SELECT COUNT(*) FROM time_stamp").await, 1);
    assert!(proof(&place, &check, 1).await.is_some());
});

both_databases!(a_manifest_names_the_newest_published_head_and_no_other, |store| {
    let place = Place::new(store).await;
    let (_, _, without) = place.published("Chưa có đầu chuỗi").await;
    place.evidence().make_manifests().await.unwrap();
    assert_eq!(proof(&place, &without, 1).await.unwrap().manifest.audit, None);
    let day = place.desk().today();
    let mut tx = store.db.begin().await.unwrap();
    let end = place.desk().midnight(day.plus_days(1));
    let head = audit::daily::publish(&mut tx, day, end, end).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let (_, _, check) = place.published("Đã có đầu chuỗi").await;
    place.evidence().make_manifests().await.unwrap();
    let named = proof(&place, &check, 1).await.unwrap().manifest.audit.unwrap();
    assert_eq!((named.day, named.number, named.hash), (day, head.number, head.hash));
    assert!(audit::head(&mut store.db.read()).await.unwrap().number > named.number);
});
