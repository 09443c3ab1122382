use thuchu_model::{Approval, CaptureId, Claim, ClaimId, ClaimText, EvidenceId, Lang, Review, ReviewId, ReviewState};
use thuchu_store::captures::{self, RestsOn};
use thuchu_store::{StoreError, editors, reviews};
use thuchu_testkit::{TestStore, both_databases, copy_of_it, draft_content, editor, evidence, noon};

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

/// The copy of the draft's source, stored.
async fn copied(store: &TestStore) -> RestsOn {
    let mut tx = store.db.begin().await.unwrap();
    let capture = captures::put(&mut tx, &copy_of_it()).await.unwrap();
    tx.commit().await.unwrap();
    RestsOn { evidence: evidence().id, capture, primary: true }
}

async fn publish(store: &TestStore, copies: &[RestsOn]) -> Result<(), StoreError> {
    let mut tx = store.db.begin().await?;
    let approved = reviews::draft(&mut tx, REVIEW).await?.unwrap();
    reviews::put_version(&mut tx, &approved, copies, noon()).await?;
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
    // All that a version rests on is there: it is the hands alone that are wrong.
    let copy = copied(store).await;
    let mut tx = store.db.begin().await.unwrap();
    captures::cite(&mut tx, REVIEW, 1, &[copy]).await.unwrap();
    tx.commit().await.unwrap();
    for bypass in [
        // A second hand for the same editor.
        "INSERT INTO version_hand (review_id, number, editor_id, hand) SELECT review_id, number, editor_id, 'approved' FROM version_hand",
        // An approval without a hand, and one that says it was of another revision.
        "UPDATE draft SET approved_revision = revision, approved_by = updated_by, approved_hand = 'approved', approved_at = 1",
        "UPDATE draft SET approved_revision = revision + 1, approved_by = updated_by, approved_hand = 'changed', approved_at = 1",
        // A version approved by its own writer, and by somebody who never approved.
        "INSERT INTO review_version (review_id, number, content, content_hash, at, changed_by, changed_hand, approved_by, approved_hand, \
           rests_on, rests_on_primary) \
         SELECT d.review_id, d.number, content, d.review_id, 1, updated_by, 'changed', updated_by, 'approved', v.evidence_id, 1 \
         FROM draft d, version_evidence v",
        "INSERT INTO review_version (review_id, number, content, content_hash, at, changed_by, changed_hand, approved_by, approved_hand, \
           rests_on, rests_on_primary) \
         SELECT d.review_id, d.number, content, d.review_id, 1, updated_by, 'changed', e.id, 'approved', v.evidence_id, 1 \
         FROM draft d, version_evidence v, editor e WHERE e.id <> updated_by",
    ] {
        assert!(is_refused(store, bypass).await, "{bypass}");
    }
});

/// Whether this statement fails, at once or when its unit of work is to be committed.
async fn is_refused(store: &TestStore, sql: &'static str) -> bool {
    let mut tx = store.db.begin().await.unwrap();
    match tx.tamper(sql, vec![]).await {
        Ok(done) => {
            assert!(done > 0, "touched nothing: {sql}");
            tx.commit().await.is_err()
        }
        Err(_) => true,
    }
}

/// A version with the right hands, resting on this: the part of a statement that a test varies.
macro_rules! version_on {
    ($rests_on:literal, $primary:literal, $waived:literal) => {
        concat!(
            "INSERT INTO review_version (review_id, number, content, content_hash, at, changed_by, changed_hand, approved_by, \
               approved_hand, rests_on, rests_on_primary, waived) \
             SELECT review_id, number, content, review_id, 1, updated_by, 'changed', approved_by, 'approved', ",
            $rests_on, ", ", $primary, ", ", $waived, " FROM draft WHERE approved_by IS NOT NULL"
        )
    };
}

both_databases!(the_database_itself_has_no_place_for_a_version_without_a_copy_of_a_primary_source, |store| {
    begin(store).await;
    approve(store, 2, 1).await.unwrap();
    let copy = copied(store).await;
    let mut tx = store.db.begin().await.unwrap();
    let retold = RestsOn { evidence: EvidenceId::from_bytes([7; 16]), primary: false, ..copy };
    captures::cite(&mut tx, REVIEW, 1, &[retold]).await.unwrap();
    tx.commit().await.unwrap();
    for bypass in [
        // On nothing at all, on half of what is asked, on a source that is noted nowhere.
        version_on!("NULL", "NULL", "NULL"),
        version_on!("NULL", "1", "NULL"),
        version_on!("review_id", "NULL", "NULL"),
        version_on!("review_id", "1", "NULL"),
        // On a copy of what is no primary source, called primary or not.
        version_on!("(SELECT evidence_id FROM version_evidence)", "1", "NULL"),
        version_on!("(SELECT evidence_id FROM version_evidence)", "0", "NULL"),
        // As if it had been published before there were copies.
        version_on!("NULL", "NULL", "1"),
        version_on!("NULL", "NULL", "0"),
        "INSERT INTO version_before_copies (review_id, number, waived) SELECT review_id, number, 0 FROM draft",
        // Copies that are none: no such capture, no such file.
        "INSERT INTO version_evidence (review_id, number, evidence_id, capture_id, is_primary) \
         SELECT review_id, number, review_id, review_id, 1 FROM draft",
        "INSERT INTO capture_file (capture_id, role, media_type, sha256, bytes) SELECT id, 'warc', 'x', content, 1 FROM capture",
    ] {
        assert!(is_refused(store, bypass).await, "{bypass}");
    }
    assert!(matches!(publish(store, &[]).await, Err(StoreError::Missing { .. })));
    let unknown = RestsOn { capture: CaptureId::from_bytes([9; 16]), ..copy };
    for wrong in [unknown, RestsOn { primary: false, ..copy }] {
        assert!(publish(store, &[wrong]).await.is_err(), "{wrong:?}");
    }
    // The control: the same version with the copy it needs.
    publish(store, &[copy]).await.unwrap();
    assert_eq!(captures::cited(&mut store.db.read(), REVIEW, 1).await.unwrap().len(), 2);
});

both_databases!(what_a_published_version_rests_on_cannot_be_taken_from_under_it, |store| {
    begin(store).await;
    approve(store, 2, 1).await.unwrap();
    let copy = copied(store).await;
    publish(store, &[copy]).await.unwrap();
    for bypass in [
        "DELETE FROM version_evidence",
        "UPDATE version_evidence SET is_primary = 0",
        "UPDATE version_evidence SET evidence_id = review_id",
        "UPDATE version_evidence SET number = number + 1",
        "DELETE FROM capture",
        "DELETE FROM blob",
        "UPDATE review_version SET rests_on = NULL, rests_on_primary = NULL",
        "UPDATE review_version SET rests_on = NULL, rests_on_primary = NULL, waived = 1",
    ] {
        assert!(is_refused(store, bypass).await, "{bypass}");
    }
});

both_databases!(a_version_is_kept_with_its_two_people_and_the_next_one_begins_empty_handed, |store| {
    begin(store).await;
    let copy = copied(store).await;
    assert!(publish(store, &[copy]).await.is_err(), "nobody approved");
    approve(store, 2, 1).await.unwrap();
    publish(store, &[copy]).await.unwrap();
    let next = draft(store).await;
    assert_eq!((next.number, next.approved, next.draft.changed_by.len()), (2, None, 0));
    assert!(approve(store, 3, 1).await.is_err(), "nothing changed since");
    assert_eq!(reviews::hands(&mut store.db.read(), REVIEW).await.unwrap().len(), 2);
});
