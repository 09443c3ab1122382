use thuchu_model::{Claim, ClaimId, ClaimText, Lang, Review, ReviewId, ReviewState, Timestamp};
use thuchu_store::public_changes::{ChangeShown, newest};
use thuchu_store::{Arg, args, checks, editors, reviews};
use thuchu_testkit::{TestStore, both_databases, draft_content, editor, incoming, noon};

async fn put(store: &TestStore, sql: &'static str, args: Vec<Arg>) {
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper(sql, args).await.unwrap();
    tx.commit().await.unwrap();
}

/// Three checks; their ids in order.
async fn three_checks(store: &TestStore) -> Vec<[u8; 16]> {
    let (publisher, run) = (store.publisher("kiemtin.vn").await, store.run().await);
    let mut tx = store.db.begin().await.unwrap();
    for number in [1, 2] {
        editors::add(&mut tx, &editor(number)).await.unwrap();
    }
    let batch: Vec<_> =
        (1..=3).map(|n| incoming(&publisher, &format!("https://kiemtin.vn/{n}"), "Củ chữa bệnh")).collect();
    checks::put_batch(&mut tx, run.id, &batch, &store.chance, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let rows = store.db.read().peek("SELECT id FROM checks ORDER BY id", args![]).await.unwrap();
    rows.iter().map(|row| row.get(0).unwrap()).collect()
}

/// A withdrawal, decided so many seconds after noon, or open.
async fn withdrawal(store: &TestStore, number: u8, check: [u8; 16], state: &'static str, at: Option<i64>) {
    let decided = at.map(|seconds| noon().plus_seconds(seconds));
    let by = decided.map(|_| editor(2).id.as_bytes().to_vec());
    let sql = "INSERT INTO withdrawal (id, check_id, reason, text, asked_by, asked_at, state, decided_by, decided_at) \
        VALUES ($1, $2, 'invalid', 'nguồn sai', $3, $4, $5, $6, $7)";
    let asked_by = editor(1).id.as_bytes().to_vec();
    put(store, sql, args![vec![number; 16], check.to_vec(), asked_by, noon(), state, by, decided]).await;
}

/// A version of a review with a correction of this check.
async fn correction(store: &TestStore, number: u32, kind: &'static str, check: [u8; 16], at: Timestamp) {
    let claim = Claim {
        id: ClaimId::new(noon(), &store.chance),
        text: ClaimText::parse("Củ chữa bệnh").unwrap(),
        lang: Lang::vi(),
        at: noon(),
    };
    let review = Review {
        id: ReviewId::new(noon(), &store.chance),
        claim: claim.id,
        state: ReviewState::Draft,
        revision: 1,
        published_version: number - 1,
    };
    let mut tx = store.db.begin().await.unwrap();
    let by = editor(1).id;
    reviews::begin(&mut tx, &claim, &review, &draft_content(), by, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let sql = "INSERT INTO version_hand (review_id, number, editor_id, hand) VALUES ($1, $2, $3, 'approved')";
    put(store, sql, args![review.id, number, editor(2).id]).await;
    let sql = "INSERT INTO version_before_copies (review_id, number, waived) VALUES ($1, $2, 1)";
    put(store, sql, args![review.id, number]).await;
    let sql = "INSERT INTO review_version (review_id, number, content, content_hash, at, changed_by, changed_hand, \
        approved_by, approved_hand, waived) VALUES ($1, $2, '{}', $3, $4, $5, 'changed', $6, 'approved', 1)";
    put(store, sql, args![review.id, number, vec![0_u8; 32], at, by, editor(2).id]).await;
    let sql =
        "INSERT INTO correction (review_id, number, check_id, kind, text, at) VALUES ($1, $2, $3, $4, 'đã sửa', $5)";
    put(store, sql, args![review.id, number, check.to_vec(), kind, at]).await;
}

both_databases!(published_changes_are_listed_newest_first_page_by_page, |store| {
    let checks = three_checks(store).await;
    assert!(newest(&mut store.db.read(), None, 10).await.unwrap().is_empty());
    correction(store, 2, "correction", checks[0], noon().plus_seconds(10)).await;
    correction(store, 3, "update", checks[0], noon().plus_seconds(20)).await;
    withdrawal(store, 1, checks[1], "confirmed", Some(20)).await;
    withdrawal(store, 2, checks[2], "confirmed", Some(30)).await;
    // What is asked for, and what was refused, is nobody's business yet.
    withdrawal(store, 3, checks[0], "open", None).await;
    withdrawal(store, 4, checks[0], "refused", Some(40)).await;
    let all = newest(&mut store.db.read(), None, 10).await.unwrap();
    let kinds: Vec<_> = all.iter().map(|change| (change.kind, change.number)).collect();
    let (withdrawn, update) = ((ChangeShown::Withdrawal, 0), (ChangeShown::Update, 3));
    assert_eq!(kinds, [withdrawn, withdrawn, update, (ChangeShown::Correction, 2)]);
    assert!(all[3].text == "đã sửa" && all[0].text == "nguồn sai" && !all[0].wordings.is_empty());
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let page = newest(&mut store.db.read(), after, 1).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.at, last.check));
        paged.extend(page);
    }
    assert_eq!(paged, all, "two of one moment are both met, once each");
});
