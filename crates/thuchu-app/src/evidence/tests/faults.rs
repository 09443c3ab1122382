//! Every difference between copies, files, manifests and what is published is named.

use std::process::Command;

use thuchu_model::{Capture, Check, FileRole, ReviewId};
use thuchu_store::{StoreUrl, time_stamps};
use thuchu_testkit::{TestStore, both_databases};

use super::super::{EvidenceFault as Fault, EvidenceReport, file_name, look_over};
use super::support::Place;

async fn report(store: &TestStore) -> EvidenceReport {
    look_over(&store.db, &store.blobs()).await.unwrap()
}

/// A published check with its manifest, all in order.
async fn in_order(place: &Place<'_>) -> (ReviewId, Capture, Check) {
    let published = place.published("Soát").await;
    assert_eq!(place.evidence().make_manifests().await.unwrap(), 1);
    let found = report(place.store).await;
    assert_eq!((found.faults, found.versions, found.manifests, found.before_copies), (vec![], 1, 1, 0));
    // The copy of the page, and the one that every test store has.
    assert_eq!(found.copies, 2);
    published
}

/// Statements that the schema would refuse: what a disk, a hand or another program may do to rows.
async fn by_force(store: &TestStore, sql: &'static str) {
    match &store.url {
        StoreUrl::Sqlite(path) => {
            let script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); \
                 n = c.execute(sys.argv[2]).rowcount; c.commit(); print(n)";
            let ran = Command::new("python3").args(["-c", script]).arg(path).arg(sql).output().unwrap();
            let said = String::from_utf8_lossy(&ran.stdout).trim().to_owned();
            assert!(ran.status.success() && said != "0", "{sql}: {said} {}", String::from_utf8_lossy(&ran.stderr));
        }
        StoreUrl::Postgres(_) => {
            let mut tx = store.db.begin().await.unwrap();
            tx.tamper("SET LOCAL session_replication_role = replica", vec![]).await.unwrap();
            assert!(tx.tamper(sql, vec![]).await.unwrap() > 0, "{sql}");
            tx.commit().await.unwrap();
        }
    }
}

both_databases!(a_deleted_and_a_damaged_file_are_named, |store| {
    let place = Place::new(store).await;
    let (_, capture, _) = in_order(&place).await;
    let path = |role| store.blobs().path(&capture.file(role).unwrap().sha256).unwrap();
    let name = |role| {
        let file = capture.file(role).unwrap();
        file_name(capture.id, role, &file.media_type)
    };
    let (id, url) = (capture.id, &capture.url);
    std::fs::remove_file(path(FileRole::Warc)).unwrap();
    let missing = Fault::Missing { capture: id, url: url.clone(), file: name(FileRole::Warc) };
    assert_eq!(report(store).await.faults, std::slice::from_ref(&missing));
    let mut bytes = std::fs::read(path(FileRole::Page)).unwrap();
    bytes[0] ^= 1;
    std::fs::write(path(FileRole::Page), bytes).unwrap();
    let damaged = Fault::Damaged { capture: id, url: url.clone(), file: name(FileRole::Page) };
    let mut found = report(store).await.faults;
    found.sort_by_key(|fault| matches!(fault, Fault::Damaged { .. }));
    assert_eq!(found, [missing, damaged]);
});

both_databases!(a_copy_without_rows_of_files_is_named, |store| {
    let place = Place::new(store).await;
    let (_, capture, check) = in_order(&place).await;
    by_force(store, "DELETE FROM capture_file WHERE capture_id IN (SELECT capture_id FROM version_evidence)").await;
    let check = check.public_id.to_string();
    let no_files = Fault::NoFiles { capture: capture.id, url: capture.url.clone() };
    assert_eq!(report(store).await.faults, [no_files, Fault::ManifestDiffers { check, number: 1 }]);
});

both_databases!(a_copy_whose_row_is_gone_is_named_by_draft_and_version, |store| {
    let place = Place::new(store).await;
    let (review, capture, check) = in_order(&place).await;
    by_force(store, "DELETE FROM capture_file WHERE capture_id IN (SELECT capture_id FROM version_evidence)").await;
    by_force(store, "DELETE FROM capture WHERE id IN (SELECT capture_id FROM version_evidence)").await;
    let (id, check) = (capture.id, check.public_id.to_string());
    let expected = [
        Fault::DraftNames { review, capture: id },
        Fault::VersionNames { check: check.clone(), number: 1, capture: id, url: capture.url },
        Fault::NothingPreserved { check: check.clone(), number: 1 },
        Fault::ManifestDiffers { check, number: 1 },
    ];
    assert_eq!(report(store).await.faults, expected);
});

both_databases!(a_lost_manifest_is_named, |store| {
    let place = Place::new(store).await;
    let (_, _, check) = in_order(&place).await;
    let kept = time_stamps::get(&mut store.db.read(), check.id, 1).await.unwrap().unwrap();
    std::fs::remove_file(store.blobs().path(&kept.manifest).unwrap()).unwrap();
    let lost = Fault::ManifestLost { check: check.public_id.to_string(), number: 1, manifest: kept.manifest };
    assert_eq!(report(store).await.faults, [lost]);
    assert_eq!(place.evidence().make_manifests().await.unwrap(), 0, "what is lost is not silently made anew");
});

both_databases!(rows_that_say_what_a_version_rests_on_are_held_against_what_it_says, |store| {
    let place = Place::new(store).await;
    let (_, _, check) = in_order(&place).await;
    // The row now names the copy that every test store has, which this version does not.
    by_force(
        store,
        "UPDATE version_evidence SET capture_id = (SELECT id FROM capture WHERE url = 'https://chinhphu.vn/van-ban')",
    )
    .await;
    let check = check.public_id.to_string();
    assert_eq!(report(store).await.faults, [Fault::RestsOn { check, number: 1 }]);
});

both_databases!(a_version_that_lost_what_it_rests_on_is_named, |store| {
    let place = Place::new(store).await;
    let (_, _, check) = in_order(&place).await;
    by_force(store, "DELETE FROM version_evidence").await;
    let check = check.public_id.to_string();
    let faults = report(store).await.faults;
    assert!(faults.contains(&Fault::NothingPreserved { check, number: 1 }), "{faults:?}");
});

both_databases!(a_version_whose_words_were_changed_differs_from_its_manifest, |store| {
    let place = Place::new(store).await;
    let (_, _, check) = in_order(&place).await;
    place.tamper("UPDATE check_version SET content = REPLACE(content, 'Thông tin sai.', 'Thông tin đúng.')").await;
    let check = check.public_id.to_string();
    assert_eq!(report(store).await.faults, [Fault::ManifestDiffers { check, number: 1 }]);
});
