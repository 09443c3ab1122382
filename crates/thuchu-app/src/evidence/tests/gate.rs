//! Nothing is published that rests on no preserved source, and no quote that stands nowhere.

use thuchu_model::{CaptureId, NotReady, ReviewId, ReviewState, Snapshot};
use thuchu_store::reviews;
use thuchu_testkit::{both_databases, draft_content, noon};

use super::super::look_over;
use super::support::{Place, who, with_source};
use crate::publish::{Approved, Publish, PublishError};

/// Why this review, handed on, cannot be published; and it is not.
async fn refused(place: &Place<'_>, review: ReviewId) -> Vec<NotReady> {
    place.step(review, ReviewState::InReview).await;
    let mut reasons = Vec::new();
    for at in [None, Some(noon().plus_days(1))] {
        match place.approve(review, at).await {
            Err(PublishError::NotReady(open)) => reasons = open,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(place.count("SELECT COUNT(*) FROM check_version").await, 0);
    assert_eq!(place.count("SELECT COUNT(*) FROM draft WHERE approved_by IS NOT NULL").await, 0);
    reasons
}

both_databases!(a_check_without_a_copy_of_its_primary_source_is_not_published, |store| {
    let place = Place::new(store).await;
    let review = place.draft("Chưa sao", "http://bao.vn/1").await;
    let open = refused(&place, review).await;
    assert_eq!(open, [NotReady::NoSnapshot { review }, NotReady::NoQuote { review }]);
});

both_databases!(a_draft_that_says_it_has_a_copy_is_not_believed, |store| {
    let place = Place::new(store).await;
    let (_, capture) = place.copied("Có sao").await;
    let real = capture.snapshot().unwrap();
    let made_up = [
        // A copy that does not exist, and the copy of another address.
        ("http://bao.vn/1", Snapshot { capture: CaptureId::from_bytes([9; 16]), ..real }),
        ("http://bao.vn/khac", real),
        // The right one, with another hash, length or time.
        ("http://bao.vn/1", Snapshot { sha256: thuchu_model::Sha256Hash::of(b"khac"), ..real }),
        ("http://bao.vn/1", Snapshot { bytes: real.bytes + 1, ..real }),
        ("http://bao.vn/1", Snapshot { at: real.at.plus_seconds(1), ..real }),
    ];
    for (number, (url, snapshot)) in made_up.into_iter().enumerate() {
        let mut content = with_source(url);
        content.evidence[0].snapshot = Some(snapshot);
        let review = place.draft_of(&format!("Bịa {number}"), content).await;
        let open = refused(&place, review).await;
        assert!(open.contains(&NotReady::NoSnapshot { review }), "{url} {snapshot:?}: {open:?}");
    }
});

both_databases!(a_copy_of_what_is_no_primary_source_is_not_enough, |store| {
    let place = Place::new(store).await;
    let (review, _) = place.copied("Nguồn dẫn lại").await;
    place.save(review, |content| content.evidence[0].primary = false).await;
    assert_eq!(refused(&place, review).await, [NotReady::NoPrimarySource { review }]);
});

both_databases!(a_copy_whose_file_is_gone_is_none, |store| {
    let place = Place::new(store).await;
    let (review, capture) = place.copied("Mất tệp").await;
    std::fs::remove_file(store.blobs().path(&capture.files[0].sha256).unwrap()).unwrap();
    assert!(refused(&place, review).await.contains(&NotReady::NoSnapshot { review }));
});

both_databases!(a_quote_that_is_not_in_the_copy_does_not_pass_and_a_stated_reason_does, |store| {
    let place = Place::new(store).await;
    let (review, _) = place.copied("Trích sai").await;
    place.save(review, |content| content.evidence[0].quote = Some("Có quy định này từ lâu.".to_owned())).await;
    assert_eq!(refused(&place, review).await, [NotReady::NoQuote { review }]);
    place.step(review, ReviewState::Draft).await;
    place.save(review, |content| content.unquoted = Some("   ".to_owned())).await;
    assert_eq!(refused(&place, review).await, [NotReady::NoQuote { review }], "blanks are no reason");
    place.step(review, ReviewState::Draft).await;
    place.save(review, |content| content.unquoted = Some("Nguồn là một bản đồ.".to_owned())).await;
    place.step(review, ReviewState::InReview).await;
    assert!(matches!(place.approve(review, None).await, Ok(Approved::Published(_))));
});

both_databases!(a_quote_that_differs_in_marks_and_blanks_alone_passes, |store| {
    let place = Place::new(store).await;
    let (review, _) = place.copied("Trích khác dấu cách").await;
    place.save(review, |content| content.evidence[0].quote = Some("“Không  có quy\u{a0}định này”".to_owned())).await;
    place.step(review, ReviewState::InReview).await;
    assert!(matches!(place.approve(review, None).await, Ok(Approved::Published(_))));
});

both_databases!(what_is_lost_before_its_time_comes_is_not_published_then, |store| {
    let place = Place::new(store).await;
    let (review, capture) = place.copied("Hẹn giờ").await;
    place.step(review, ReviewState::InReview).await;
    let at = noon().plus_days(1);
    assert!(matches!(place.approve(review, Some(at)).await, Ok(Approved::At(_))));
    let file = store.blobs().path(&capture.files[0].sha256).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    place.pass_days(2);
    let publish = Publish::new(place.desk());
    assert_eq!(publish.publish_due().await.unwrap(), 0);
    assert_eq!(place.count("SELECT COUNT(*) FROM check_version").await, 0);
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(publish.publish_due().await.unwrap(), 1, "once the file is back, it is");
    assert_eq!(look_over(&store.db, &store.blobs()).await.unwrap().faults, []);
});

both_databases!(the_desk_that_is_asked_for_the_same_by_the_store_alone_refuses_too, |store| {
    let place = Place::new(store).await;
    let review = place.draft_of("Bỏ qua cổng", draft_content()).await;
    place.step(review, ReviewState::InReview).await;
    let mut tx = store.db.begin().await.unwrap();
    let approval = thuchu_model::Approval { review, revision: 1, approved_by: who(2), at: noon() };
    reviews::approve(&mut tx, &approval).await.unwrap();
    let draft = reviews::draft(&mut tx, review).await.unwrap().unwrap();
    assert!(reviews::put_version(&mut tx, &draft, &[], noon()).await.is_err());
});
