use thuchu_model::{CaptureWay, FileRole, ReviewState, Sha256Hash};
use thuchu_store::captures::Step;
use thuchu_store::{StoreError, audit, jobs, reviews};
use thuchu_testkit::{both_databases, noon};

use super::super::CaptureError;
use super::super::wishes;
use super::support::{Place, SOURCE, page, who};
use super::web::Answer;

both_databases!(a_copy_is_made_put_to_its_source_and_written_down, |store| {
    let place = Place::new(store).await;
    let (review, capture) = place.copied("Đổi căn cước").await;
    let (wish, source) = (place.wish(review).await, place.source(review).await);
    assert_eq!((wish.step, wish.problem, wish.capture), (Step::Done, None, Some(capture.id)));
    assert_eq!((capture.way, capture.status, capture.by), (CaptureWay::Fetched, Some(200), Some(who(1))));
    assert_eq!(capture.final_url, "http://bao.vn/1");
    // What the source says about itself stands where the editor has said nothing.
    assert_eq!((source.title.as_str(), source.publisher.as_deref()), ("Văn bản mới", Some("Báo Ví Dụ")));
    let roles: Vec<FileRole> = capture.files.iter().map(|file| file.role).collect();
    for role in [FileRole::Page, FileRole::Text, FileRole::Warc] {
        assert!(roles.contains(&role), "{role:?} of {roles:?}");
    }
    for file in &capture.files {
        let bytes = store.blobs().get(&file.sha256).await.unwrap();
        assert_eq!((Sha256Hash::of(&bytes), bytes.len() as u64), (file.sha256, file.bytes));
    }
    assert!(place.text(&capture, FileRole::Text).await.contains("Không có quy định này."));
    let acts: Vec<String> = audit::entries(&mut store.db.read(), 0, 10)
        .await
        .unwrap()
        .iter()
        .map(|(entry, _)| entry.act.to_string())
        .collect();
    assert_eq!(acts, ["review.copied"]);
    assert!(!place.evidence().copy_next().await.unwrap(), "one wish, one copy");
});

both_databases!(the_same_page_twice_is_one_capture, |store| {
    let place = Place::new(store).await;
    let (first, capture) = place.copied("Lần một").await;
    let (again, same) = place.copied("Lần hai").await;
    assert_eq!((same.id, place.web.times("bao.vn/1")), (capture.id, 2));
    assert_ne!(first, again);
    assert_eq!(place.count("SELECT COUNT(*) FROM capture WHERE url = 'http://bao.vn/1'").await, 1);
    // Other words at the same address are another one.
    place.web.set("bao.vn/1", Answer::html(&page("Trang đã sửa.")));
    place.evidence().ask(who(1), again, SOURCE).await.unwrap();
    place.evidence().copy_next().await.unwrap();
    assert_ne!(place.copy(again).await.id, capture.id);
    assert_eq!(place.copy(first).await, capture, "who has the older one keeps it");
});

both_databases!(a_copy_goes_to_its_source_only_while_its_address_is_the_same, |store| {
    let place = Place::new(store).await;
    place.web.set("bao.vn/1", Answer::html(&page("Một.")));
    let review = place.draft("Đổi địa chỉ", "http://bao.vn/1").await;
    place.evidence().ask(who(1), review, SOURCE).await.unwrap();
    place.save(review, |content| content.evidence[0].url = "http://bao.vn/2".to_owned()).await;
    assert!(place.evidence().copy_next().await.unwrap());
    let wish = place.wish(review).await;
    assert_eq!((wish.step, wish.problem.as_deref()), (Step::Refused, Some("copy.no_source bao.vn")));
    assert_eq!(place.source(review).await.snapshot, None);
});

both_databases!(a_copy_goes_to_its_source_only_while_it_is_a_draft, |store| {
    let place = Place::new(store).await;
    place.web.set("bao.vn/1", Answer::html(&page("Một.")));
    let review = place.draft("Đã gửi duyệt", "http://bao.vn/1").await;
    place.evidence().ask(who(1), review, SOURCE).await.unwrap();
    place.step(review, ReviewState::InReview).await;
    assert!(place.evidence().copy_next().await.unwrap());
    let wish = place.wish(review).await;
    assert_eq!((wish.step, wish.problem.as_deref()), (Step::Refused, Some("copy.not_a_draft bao.vn")));
    assert_eq!(place.source(review).await.snapshot, None, "what is being read for approval does not change");
    let asked = place.evidence().ask(who(1), review, SOURCE).await;
    assert!(matches!(asked, Err(CaptureError::NotADraft)), "{asked:?}");
});

both_databases!(somebody_who_saves_at_the_same_moment_loses_nothing, |store| {
    let place = Place::new(store).await;
    place.web.set("bao.vn/1", Answer::html(&page("Một.")));
    for round in 0..5 {
        let review = place.draft(&format!("Cùng lúc {round}"), "http://bao.vn/1").await;
        let evidence = place.evidence();
        evidence.ask(who(1), review, SOURCE).await.unwrap();
        let saves = async {
            for number in 0..20 {
                // As the desk does it: what was read is changed and saved; a conflict is read again.
                loop {
                    let mut tx = store.db.begin().await.unwrap();
                    let read = reviews::draft(&mut tx, review).await.unwrap().unwrap();
                    let mut content = read.draft.content.clone();
                    content.text.body.push_str(&format!(" câu {number}."));
                    let saved = match reviews::save(&mut tx, &read, &content, who(3), noon()).await {
                        Ok(_) => tx.commit().await,
                        Err(error) => Err(error),
                    };
                    match saved {
                        Ok(()) => break,
                        Err(StoreError::Conflict { .. }) => {}
                        Err(error) => assert!(error.is_transient(), "{error}"),
                    }
                }
                tokio::task::yield_now().await;
            }
        };
        let (copied, ()) = tokio::join!(evidence.copy_next(), saves);
        if copied.is_err() {
            // Given back by a store that was busy: the next look takes the wish up once its lease is over.
            place.clock.set(noon().plus_seconds(1_000 * (round + 1)));
            assert!(evidence.copy_next().await.unwrap());
        }
        let content = place.stored(review).await.draft.content;
        assert!((0..20).all(|number| content.text.body.contains(&format!(" câu {number}."))), "{}", content.text.body);
        assert!(content.evidence[0].snapshot.is_some(), "round {round}: {:?}", place.wish(review).await);
    }
});

both_databases!(a_wish_whose_worker_died_is_taken_up_again_and_given_up_after_three_tries, |store| {
    let place = Place::new(store).await;
    place.web.set("bao.vn/1", Answer::html(&page("Một.")));
    let (again, given_up) =
        (place.draft("Lấy lại", "http://bao.vn/1").await, place.draft("Bỏ", "http://bao.vn/1").await);
    let evidence = place.evidence();
    let die =
        async || jobs::claim(&store.db, &wishes::kind().unwrap(), place.desk().now(), 180).await.unwrap().is_some();
    let later = || place.clock.set(place.desk().now().plus_seconds(181));
    evidence.ask(who(1), again, SOURCE).await.unwrap();
    assert!(die().await && !evidence.copy_next().await.unwrap(), "another one is at work on it");
    later();
    assert!(evidence.copy_next().await.unwrap());
    assert_eq!(place.wish(again).await.step, Step::Done);
    evidence.ask(who(1), given_up, SOURCE).await.unwrap();
    for _ in 0..3 {
        assert!(die().await);
        later();
    }
    assert!(evidence.copy_next().await.unwrap());
    let wish = place.wish(given_up).await;
    assert_eq!((wish.step, wish.problem.as_deref()), (Step::Refused, Some("copy.broke_off bao.vn")));
    assert!(!evidence.copy_next().await.unwrap());
});

both_databases!(who_may_not_write_or_asks_too_much_is_told_at_once, |store| {
    let place = Place::new(store).await;
    place.web.set("bao.vn/1", Answer::html(&page("Một.")));
    let review = place.draft("Hỏi", "http://bao.vn/1").await;
    let evidence = place.evidence();
    let nobody = thuchu_model::EditorId::from_bytes([0xee; 16]);
    assert!(matches!(evidence.ask(nobody, review, SOURCE).await, Err(CaptureError::NotAllowed)));
    let none = thuchu_model::EvidenceId::from_bytes([9; 16]);
    assert!(matches!(evidence.ask(who(1), review, none).await, Err(CaptureError::NoSource)));
    evidence.ask(who(1), review, SOURCE).await.unwrap();
    assert!(matches!(evidence.ask(who(1), review, SOURCE).await, Err(CaptureError::UnderWay)));
    for number in 1..10 {
        let review = place.draft(&format!("Hỏi {number}"), "http://bao.vn/1").await;
        evidence.ask(who(1), review, SOURCE).await.unwrap();
    }
    let one_more = place.draft("Hỏi nữa", "http://bao.vn/1").await;
    assert!(matches!(evidence.ask(who(1), one_more, SOURCE).await, Err(CaptureError::TooMany)));
    evidence.ask(who(2), one_more, SOURCE).await.unwrap();
    let odd = place.draft("Sai địa chỉ", "ftp://bao.vn/1").await;
    assert!(matches!(evidence.ask(who(2), odd, SOURCE).await, Err(CaptureError::Address)));
    assert_eq!(place.web.asked(), [""; 0], "nothing was fetched for any of them yet");
});

both_databases!(a_page_that_waits_for_its_scripts_is_refused_and_a_short_one_is_not, |store| {
    let place = Place::new(store).await;
    for (number, (body, problem)) in [
        ("<div id=app>Đang tải…</div><script type=module src=/app.js></script>", Some("copy.no_words bao.vn")),
        ("<div id=app></div><script>show()</script>", Some("copy.no_words bao.vn")),
        ("<p>Không.</p>", None),
        ("<p>Không.</p><script>count()</script>", None),
    ]
    .into_iter()
    .enumerate()
    {
        place.web.set("bao.vn/1", Answer::html(&format!("<!DOCTYPE html><html><body>{body}</body></html>")));
        let review = place.draft(&format!("Ngắn {number}"), "http://bao.vn/1").await;
        place.evidence().ask(who(1), review, SOURCE).await.unwrap();
        place.evidence().copy_next().await.unwrap();
        assert_eq!(place.wish(review).await.problem.as_deref(), problem, "{body}");
    }
});
