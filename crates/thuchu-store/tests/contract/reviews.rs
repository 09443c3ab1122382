use thuchu_model::{Approval, Claim, ClaimId, ClaimText, Lang, Review, ReviewId, ReviewState};
use thuchu_store::{StoreError, editors, reviews};
use thuchu_testkit::{TestStore, both_databases, draft_content, editor, noon};

const REVIEW: ReviewId = ReviewId::from_bytes([4; 16]);

async fn begin(store: &TestStore) -> Review {
    let text = ClaimText::parse("Từ 1/7 mọi người phải đổi căn cước").unwrap();
    let claim = Claim { id: ClaimId::from_bytes([3; 16]), text, lang: Lang::vi(), at: noon() };
    let review = Review { id: REVIEW, claim: claim.id, state: ReviewState::Draft, revision: 1, published_version: 0 };
    let mut tx = store.db.begin().await.unwrap();
    for number in 1..=9 {
        editors::add(&mut tx, &editor(number)).await.unwrap();
    }
    reviews::begin(&mut tx, &claim, &review, &draft_content(), editor(1).id, noon()).await.unwrap();
    tx.commit().await.unwrap();
    review
}

async fn approve(store: &TestStore, number: u8, revision: u32) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    let approval = Approval { review: REVIEW, revision, approved_by: editor(number).id, at: noon() };
    reviews::approve(&mut tx, &approval).await?;
    tx.commit().await
}

async fn draft(store: &TestStore) -> reviews::StoredDraft {
    reviews::draft(&mut store.db.read(), REVIEW).await.unwrap().unwrap()
}

both_databases!(of_many_approvals_at_once_one_wins, |store| {
    begin(store).await;
    let (a, b, c, d) =
        tokio::join!(approve(store, 2, 1), approve(store, 3, 1), approve(store, 4, 1), approve(store, 5, 1));
    assert_eq!([a, b, c, d].iter().filter(|result| result.is_ok()).count(), 1);
});

both_databases!(the_store_itself_refuses_an_approver_who_changed_the_draft, |store| {
    begin(store).await;
    assert!(matches!(approve(store, 1, 1).await, Err(StoreError::Conflict { what: "draft" })));
    assert_eq!(draft(store).await.approved, None);
    assert!(approve(store, 2, 1).await.is_ok());
});

both_databases!(an_edit_voids_the_approval_and_bars_its_editor, |store| {
    begin(store).await;
    approve(store, 2, 1).await.unwrap();
    let mut tx = store.db.begin().await.unwrap();
    let read = reviews::draft(&mut tx, REVIEW).await.unwrap().unwrap();
    reviews::save(&mut tx, &read, &draft_content(), editor(2).id, noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(draft(store).await.approved, None);
    assert!(approve(store, 3, 1).await.is_err(), "an approval of what was read before");
    assert!(approve(store, 2, 2).await.is_err());
    assert!(approve(store, 3, 2).await.is_ok());
});

both_databases!(of_two_editors_saving_at_once_one_wins, |store| {
    begin(store).await;
    let read = draft(store).await;
    let save = |number: u8| {
        let read = &read;
        async move {
            let mut tx = store.db.begin().await?;
            reviews::save(&mut tx, read, &draft_content(), editor(number).id, noon()).await?;
            tx.commit().await
        }
    };
    let (a, b) = tokio::join!(save(2), save(3));
    assert!(a.is_ok() != b.is_ok());
});

both_databases!(a_step_is_stored_once, |store| {
    let before = begin(store).await;
    let after = before.step(ReviewState::InReview).unwrap();
    let mut tx = store.db.begin().await.unwrap();
    reviews::store_step(&mut tx, &before, &after, noon()).await.unwrap();
    assert!(reviews::store_step(&mut tx, &before, &after, noon()).await.is_err());
    tx.commit().await.unwrap();
    assert_eq!(reviews::get(&mut store.db.read(), REVIEW).await.unwrap(), Some(after));
});

both_databases!(the_database_itself_has_no_place_for_an_approver_who_changed_the_version, |store| {
    begin(store).await;
    for bypass in [
        // A second hand for the same editor.
        "INSERT INTO version_hand (review_id, number, editor_id, hand) SELECT review_id, number, editor_id, 'approved' FROM version_hand",
        // An approval without a hand, and one that says it was of another revision.
        "UPDATE draft SET approved_revision = revision, approved_by = updated_by, approved_hand = 'approved', approved_at = 1",
        "UPDATE draft SET approved_revision = revision + 1, approved_by = updated_by, approved_hand = 'changed', approved_at = 1",
        // A version approved by its own writer.
        "INSERT INTO review_version (review_id, number, content, content_hash, at, changed_by, changed_hand, approved_by, approved_hand) \
         SELECT review_id, number, content, review_id, 1, updated_by, 'changed', updated_by, 'approved' FROM draft",
        "INSERT INTO review_version (review_id, number, content, content_hash, at, changed_by, changed_hand, approved_by, approved_hand) \
         SELECT d.review_id, number, content, d.review_id, 1, updated_by, 'changed', e.id, 'approved' FROM draft d, editor e WHERE e.id <> updated_by",
    ] {
        let mut tx = store.db.begin().await.unwrap();
        assert!(tx.tamper(bypass, vec![]).await.is_err(), "{bypass}");
    }
});

both_databases!(a_version_is_kept_with_its_two_people_and_the_next_one_begins_empty_handed, |store| {
    begin(store).await;
    let mut tx = store.db.begin().await.unwrap();
    let unapproved = reviews::draft(&mut tx, REVIEW).await.unwrap().unwrap();
    assert!(reviews::put_version(&mut tx, &unapproved, noon()).await.is_err());
    drop(tx);
    approve(store, 2, 1).await.unwrap();
    let mut tx = store.db.begin().await.unwrap();
    let approved = reviews::draft(&mut tx, REVIEW).await.unwrap().unwrap();
    reviews::put_version(&mut tx, &approved, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let next = draft(store).await;
    assert_eq!((next.number, next.approved, next.draft.changed_by.len()), (2, None, 0));
    assert!(approve(store, 3, 1).await.is_err(), "nothing changed since");
    assert_eq!(reviews::hands(&mut store.db.read(), REVIEW).await.unwrap().len(), 2);
});
