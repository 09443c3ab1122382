//! Files that editors bring, read by the program's own workers.

use std::sync::Arc;

use bytes::Bytes;
use thuchu_model::{CaptureWay, FileRole, ReviewState};
use thuchu_store::captures;
use thuchu_testkit::both_databases;
use thuchu_tools::{Documents, FileKind};

use super::super::{CaptureError, Tools};
use super::support::{Place, SOURCE, page, program, who};
use super::web::Answer;

both_databases!(a_saved_page_becomes_a_copy_that_does_nothing_and_fetches_nothing, |store| {
    let place = Place::new(store).await;
    let review = place.draft("Trang lưu", "http://bao.vn/1").await;
    let more = "<script src=\"http://bao.vn/x.js\"></script><img src=\"http://bao.vn/a.png\" onerror=\"alert(1)\">";
    let brought = place.evidence().bring(who(1), review, SOURCE, Bytes::from(page(more))).await.unwrap();
    assert_eq!((brought.kind, brought.capture.way), (FileKind::Html, CaptureWay::Uploaded));
    let html = place.text(&brought.capture, FileRole::Page).await;
    assert!(!html.contains("<script") && !html.contains("onerror") && !html.contains("http://bao.vn/a.png"), "{html}");
    assert_eq!(place.web.asked(), [""; 0]);
    place.step(review, ReviewState::InReview).await;
    assert!(place.approve(review, None).await.is_ok(), "a file is as good a copy");
    // Its site could not be fetched: there is nothing to watch.
    assert_eq!(place.count("SELECT COUNT(*) FROM source_watch").await, 0);
});

both_databases!(the_same_file_for_the_same_address_is_one_copy_and_for_another_address_another, |store| {
    let place = Place::new(store).await;
    let evidence = place.evidence();
    let mut ids = Vec::new();
    for (claim, url) in [("Một", "http://bao.vn/1"), ("Hai", "http://bao.vn/1"), ("Ba", "http://bao.vn/2"), ("Bốn", "")]
    {
        let review = place.draft(claim, url).await;
        ids.push(evidence.bring(who(1), review, SOURCE, Bytes::from(page(""))).await.unwrap().capture.id);
    }
    assert_eq!(ids[0], ids[1]);
    assert!(ids[2] != ids[0] && ids[3] != ids[0] && ids[3] != ids[2], "{ids:?}");
});

both_databases!(what_is_no_file_of_ours_is_refused_with_its_reason, |store| {
    let Some(program) = program() else { return };
    let place = Place::new(store).await;
    let documents = Some(Arc::new(Documents::new(program, Default::default())));
    let evidence = place.with(Tools { documents, ..Tools::default() });
    let review = place.draft("Tệp lạ", "http://bao.vn/1").await;
    for (file, code) in [
        (&b""[..], "document.empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff", "document.not_taken"),
        (b"%PDF-1.7\nhalf a document", "document.broken"),
        (b"\x89PNG\r\n\x1a\nhalf a picture", "picture.broken"),
    ] {
        let refused = evidence.bring(who(1), review, SOURCE, Bytes::from_static(file)).await;
        assert_eq!(refused.map(drop).map_err(|error| error.code()), Err(code));
    }
    assert_eq!(place.source(review).await.snapshot, None);
    assert_eq!(place.count("SELECT COUNT(*) FROM capture WHERE way = 'uploaded'").await, 0);
});

both_databases!(pictures_of_a_page_are_written_anew_and_what_is_no_picture_is_left_out, |store| {
    let Some(program) = program() else { return };
    let place = Place::new(store).await;
    let documents = Some(Arc::new(Documents::new(program, Default::default())));
    let evidence = place.with(Tools { documents, ..Tools::default() });
    place.web.set("bao.vn/1", Answer::html(&page("<img src=/a.png><img src=/b.png>")));
    place.web.set("bao.vn/a.png", Answer::file("image/png", PNG));
    place.web.set("bao.vn/b.png", Answer::file("image/png", "<html>no picture</html>"));
    let review = place.draft("Ảnh", "http://bao.vn/1").await;
    evidence.ask(who(1), review, SOURCE).await.unwrap();
    assert!(evidence.copy_next().await.unwrap());
    let capture = place.copy(review).await;
    assert_eq!(capture.facts.parts_missing, 1);
    let html = place.text(&capture, FileRole::Page).await;
    assert_eq!(html.matches("data:image/").count(), 1, "{html}");
});

both_databases!(a_file_for_a_review_that_is_read_for_approval_is_not_taken, |store| {
    let place = Place::new(store).await;
    let review = place.draft("Đang duyệt", "http://bao.vn/1").await;
    place.step(review, ReviewState::InReview).await;
    let refused = place.evidence().bring(who(1), review, SOURCE, Bytes::from(page(""))).await;
    assert!(matches!(refused, Err(CaptureError::NotADraft)), "{refused:?}");
    assert_eq!(captures::of_url(&mut store.db.read(), "http://bao.vn/1", 9).await.unwrap().len(), 0);
});

/// One white pixel.
const PNG: &[u8] = b"\
    \x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\
    \x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\xf8\x0f\x00\x01\
    \x01\x01\x00\xb1\x38\xf6\x14\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
