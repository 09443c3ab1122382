use std::os::unix::fs::PermissionsExt as _;

use thuchu_model::Timestamp;
use thuchu_store::sealing::{Keys, Opened};
use thuchu_store::verify::{Fault, verify};
use thuchu_store::{args, checks};
use thuchu_testkit::{SeededChance, TestStore, both_databases, incoming, noon};

async fn faults(store: &TestStore) -> Vec<Fault> {
    verify(&store.db, &store.blobs(), &[]).await.unwrap().faults
}

async fn damage(store: &TestStore, sql: &'static str) {
    let mut tx = store.db.begin().await.unwrap();
    assert!(tx.tamper(sql, args![]).await.unwrap() > 0);
    tx.commit().await.unwrap();
}

async fn with_a_check(store: &TestStore) -> thuchu_model::CheckId {
    let publisher = store.publisher("a.vn").await;
    let run = store.run().await;
    let check = incoming(&publisher, "u", "một");
    let mut tx = store.db.begin().await.unwrap();
    checks::put_batch(&mut tx, run.id, std::slice::from_ref(&check), &store.chance, noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(faults(store).await, []);
    check.id
}

both_databases!(verify_names_content_that_was_edited, |store| {
    let check = with_a_check(store).await;
    damage(store, "UPDATE check_version SET content = '{}'").await;
    assert_eq!(faults(store).await, [Fault::Content { check, number: 1 }]);
});

both_databases!(verify_names_a_check_without_its_version, |store| {
    let check = with_a_check(store).await;
    damage(store, "DELETE FROM check_version").await;
    assert_eq!(faults(store).await, [Fault::Version(check)]);
});

both_databases!(verify_names_a_redirect_to_nothing_and_a_counter_set_back, |store| {
    let check = with_a_check(store).await;
    damage(store, "UPDATE checks SET state = 'replaced', replaced_by = publisher_id").await;
    damage(store, "UPDATE counter SET value = 0").await;
    let mut found = faults(store).await;
    // On SQLite the counter is also behind its mark.
    found.retain(|fault| !matches!(fault, Fault::Lost(_)));
    assert_eq!(found, [Fault::Redirect(check), Fault::Counter { counter: 0, found: 2 }]);
});

#[test]
fn what_is_sealed_opens_in_its_place_only() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::in_folder(&folder.path().join("keys")).unwrap();
    let sealed = keys.seal(b"reply", b"owed:1", noon(), &SeededChance::new(1)).unwrap();
    assert_eq!(keys.open(&sealed, b"owed:1").unwrap(), Opened::Bytes(b"reply".to_vec()));
    assert_eq!(keys.open(&sealed, b"owed:2").unwrap(), Opened::Damaged);
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(matches!(keys.open(&changed, b"owed:1").unwrap(), Opened::Damaged | Opened::Lost), "byte {at}");
        assert_eq!(keys.open(&sealed[..at], b"owed:1").unwrap(), Opened::Damaged);
    }
}

#[test]
fn a_destroyed_key_loses_its_month_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::in_folder(&folder.path().join("keys")).unwrap();
    let chance = SeededChance::new(1);
    let old = keys.seal(b"old", b"", Timestamp::parse("2026-10-31").unwrap(), &chance).unwrap();
    let new = keys.seal(b"new", b"", noon(), &chance).unwrap();
    assert!(keys.destroy("2026-10").unwrap());
    assert!(!keys.destroy("2026-10").unwrap() && !keys.destroy("../hash").unwrap());
    assert_eq!(keys.open(&old, b"").unwrap(), Opened::Lost);
    assert_eq!(keys.open(&new, b"").unwrap(), Opened::Bytes(b"new".to_vec()));
    let lasting = keys.seal_lasting(b"phone", b"editor", &chance).unwrap();
    assert!(!keys.destroy("0000-00").unwrap(), "no month's key");
    assert_eq!(keys.open(&lasting, b"editor").unwrap(), Opened::Bytes(b"phone".to_vec()));
    assert_eq!(keys.open(&lasting, b"other").unwrap(), Opened::Damaged);
}

#[test]
fn keys_are_for_their_owner_only_and_hashes_need_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let keys = |name: &str| Keys::in_folder(&folder.path().join(name)).unwrap();
    let chance = SeededChance::new(1);
    let hash = keys("a").keyed_hash("link", b"https://short.vn/x", &chance).unwrap();
    assert_eq!(keys("a").keyed_hash("link", b"https://short.vn/x", &chance).unwrap(), hash);
    assert_ne!(keys("a").keyed_hash("event", b"https://short.vn/x", &chance).unwrap(), hash);
    assert_ne!(keys("b").keyed_hash("link", b"https://short.vn/x", &chance).unwrap(), hash);
    let mode = |path: &str| std::fs::metadata(folder.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("a"), mode("a/hash.key")), (0o700, 0o600));
}
