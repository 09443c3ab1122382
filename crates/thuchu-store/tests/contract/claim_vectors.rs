//! Vectors of claims: what is put is read, once, by the model that made it.

use thuchu_model::{Day, Sha256Hash};
use thuchu_store::claim_vectors::{self, OfModel};
use thuchu_testkit::{TestStore, both_databases};

fn hash(number: u32) -> Sha256Hash {
    Sha256Hash::of(&number.to_le_bytes())
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The vectors of these texts: 388 bytes that end with the text's number.
fn vectors(numbers: std::ops::Range<u32>) -> Vec<(Sha256Hash, Vec<u8>)> {
    numbers.map(|number| (hash(number), [vec![0; 384], number.to_le_bytes().to_vec()].concat())).collect()
}

async fn put(store: &TestStore, model: Sha256Hash, numbers: std::ops::Range<u32>, today: &str) {
    let mut tx = store.db.begin().await.unwrap();
    claim_vectors::put(&mut tx, model, &vectors(numbers), day(today)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn texts(store: &TestStore, model: Sha256Hash, before: &str) -> Vec<Sha256Hash> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = claim_vectors::texts_before(&mut store.db.read(), model, day(before), after, 400).await.unwrap();
        after = page.last().copied();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

both_databases!(vectors_are_found_by_the_model_that_made_them_and_by_no_other, |store| {
    let (ours, other) = (hash(1_000_001), hash(1_000_002));
    put(store, ours, 0..1_200, "2026-11-20").await;
    let asked: Vec<_> = (600..1_800).map(hash).collect();
    let found = claim_vectors::of_texts(&mut store.db.read(), ours, &asked).await.unwrap();
    assert_eq!(found.len(), 600, "and nothing where there is none");
    for (text, vector) in vectors(600..1_200) {
        assert_eq!(found.get(&text), Some(&vector));
    }
    assert!(claim_vectors::of_texts(&mut store.db.read(), other, &asked).await.unwrap().is_empty());
    assert!(claim_vectors::of_texts(&mut store.db.read(), ours, &[]).await.unwrap().is_empty());
});

both_databases!(what_two_programs_compute_at_once_is_kept_once, |store| {
    let model = hash(1_000_001);
    let one = async |numbers| put(store, model, numbers, "2026-11-20").await;
    tokio::join!(one(0..700), one(300..1_000), one(0..1_000));
    // The same text twice in one batch, with another day: the first stays.
    let mut tx = store.db.begin().await.unwrap();
    let twice = [vectors(5..6), vectors(5..6)].concat();
    claim_vectors::put(&mut tx, model, &twice, day("2026-11-25")).await.unwrap();
    tx.commit().await.unwrap();
    let models = claim_vectors::models(&mut store.db.read()).await.unwrap();
    assert_eq!(models, [OfModel { model, vectors: 1_000, newest: day("2026-11-20") }]);
});

both_databases!(only_what_is_old_enough_is_named_and_only_what_is_named_is_removed, |store| {
    let (ours, other) = (hash(1_000_001), hash(1_000_002));
    put(store, ours, 0..900, "2026-11-20").await;
    put(store, ours, 900..1_000, "2026-11-26").await;
    put(store, other, 0..10, "2026-11-20").await;
    let named = texts(store, ours, "2026-11-26").await;
    assert_eq!(named.len(), 900);
    assert!(named.is_sorted_by_key(|text| *text.as_bytes()));
    let mut tx = store.db.begin().await.unwrap();
    assert_eq!(claim_vectors::remove(&mut tx, ours, &named).await.unwrap(), 900);
    assert_eq!(claim_vectors::remove(&mut tx, ours, &named).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert_eq!(texts(store, ours, "2027-01-01").await.len(), 100);
    assert_eq!(texts(store, other, "2027-01-01").await.len(), 10);
});

both_databases!(a_unit_of_work_that_is_dropped_keeps_no_vector, |store| {
    let mut tx = store.db.begin().await.unwrap();
    claim_vectors::put(&mut tx, hash(1), &vectors(0..3), day("2026-11-20")).await.unwrap();
    drop(tx);
    assert_eq!(claim_vectors::models(&mut store.db.read()).await.unwrap(), []);
});
