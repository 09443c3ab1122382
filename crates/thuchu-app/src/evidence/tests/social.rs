//! Pages of social hosts (TRUST R67).

use bytes::Bytes;
use thuchu_store::captures::Step;
use thuchu_store::official_pages;
use thuchu_testkit::{both_databases, noon};

use super::super::{CaptureError, OfficialError};
use super::support::{Place, SOURCE, page, who};
use super::web::Answer;

const HOSTS: [&str; 6] = [
    "https://www.facebook.com/nguoi.nao.do/posts/1",
    "https://m.facebook.com/nguoi.nao.do",
    "https://www.tiktok.com/@ai.do/video/1",
    "https://x.com/ai/status/1",
    "https://www.youtube.com/watch?v=1",
    "https://www.instagram.com/p/1/",
];

both_databases!(pages_of_social_hosts_are_not_fetched_also_not_by_a_redirect, |store| {
    let place = Place::new(store).await;
    let evidence = place.evidence();
    for address in HOSTS {
        let review = place.draft(&format!("Mạng xã hội {address}"), address).await;
        let refused = evidence.ask(who(1), review, SOURCE).await;
        assert!(matches!(refused, Err(CaptureError::Social)), "{address}: {refused:?}");
    }
    assert_eq!(place.web.asked(), [""; 0]);
    place.web.set("bao.vn/1", Answer::to("http://www.facebook.com/nguoi.nao.do"));
    let review = place.draft("Dẫn sang", "http://bao.vn/1").await;
    evidence.ask(who(1), review, SOURCE).await.unwrap();
    assert!(evidence.copy_next().await.unwrap());
    let wish = place.wish(review).await;
    assert_eq!((wish.step, wish.problem.as_deref()), (Step::Refused, Some("fetch.social_host bao.vn")));
    assert_eq!(place.web.asked(), ["bao.vn/1"]);
});

both_databases!(parts_of_a_page_that_lie_on_social_hosts_are_left_out, |store| {
    let place = Place::new(store).await;
    let more = "<img src=\"http://www.facebook.com/anh.png\"><iframe src=\"http://www.tiktok.com/embed/1\"></iframe>";
    place.web.set("bao.vn/1", Answer::html(&page(more)));
    let review = place.draft("Nhúng", "http://bao.vn/1").await;
    place.evidence().ask(who(1), review, SOURCE).await.unwrap();
    place.evidence().copy_next().await.unwrap();
    assert_eq!(place.wish(review).await.step, Step::Done);
    assert_eq!(place.copy(review).await.facts.parts_missing, 2);
    assert!(place.web.asked().iter().all(|asked| asked.starts_with("bao.vn/")), "{:?}", place.web.asked());
});

both_databases!(a_file_of_a_page_that_two_editors_confirmed_is_taken_and_of_no_other, |store| {
    let place = Place::new(store).await;
    let evidence = place.evidence();
    let file = || Bytes::from(page("Bài của Bộ."));
    let review = place.draft("Trang của Bộ", "https://www.facebook.com/BoYTe/posts/7").await;
    let bring = async || evidence.bring(who(1), review, SOURCE, file()).await;
    assert!(matches!(bring().await, Err(CaptureError::NotOfficial)), "nobody said whose it is");
    evidence.name_official(who(1), "https://www.facebook.com/BoYTe", " Bộ  Y tế ").await.unwrap();
    assert!(matches!(bring().await, Err(CaptureError::NotOfficial)), "one editor is not two");
    let alone = evidence.confirm_official(who(1), "facebook.com/boyte").await;
    assert!(matches!(alone, Err(OfficialError::AnotherPerson)), "{alone:?}");
    evidence.confirm_official(who(2), "facebook.com/boyte").await.unwrap();
    let brought = bring().await.unwrap();
    assert_eq!(place.copy(review).await.id, brought.capture.id);
    let person = place.draft("Trang của ai đó", "https://www.facebook.com/nguoi.nao.do/posts/1").await;
    let refused = evidence.bring(who(1), person, SOURCE, file()).await;
    assert!(matches!(refused, Err(CaptureError::NotOfficial)), "{refused:?}");
    let likewise = place.draft("Tên gần giống", "https://www.facebook.com/BoYTe2/posts/7").await;
    let refused = evidence.bring(who(1), likewise, SOURCE, file()).await;
    assert!(matches!(refused, Err(CaptureError::NotOfficial)), "{refused:?}");
    evidence.remove_official(who(3), "facebook.com/boyte").await.unwrap();
    assert!(matches!(bring().await, Err(CaptureError::NotOfficial)), "taken away again");
    assert_eq!(place.copy(review).await.id, brought.capture.id, "what was made of it stays");
    assert_eq!(place.web.asked(), [""; 0]);
});

both_databases!(the_database_itself_wants_two_editors_for_a_page, |store| {
    let place = Place::new(store).await;
    place.evidence().name_official(who(1), "https://www.facebook.com/BoYTe", "Bộ Y tế").await.unwrap();
    for bypass in [
        "UPDATE official_page SET confirmed_by = asked_by, confirmed_at = 1",
        "INSERT INTO official_page (url, organisation, asked_by, asked_at, confirmed_by, confirmed_at) \
         SELECT 'facebook.com/ai', 'Ai', id, 1, id, 1 FROM editor",
    ] {
        let mut tx = store.db.begin().await.unwrap();
        assert!(tx.tamper(bypass, vec![]).await.is_err(), "{bypass}");
    }
    let mut tx = store.db.begin().await.unwrap();
    assert!(official_pages::confirm(&mut tx, "facebook.com/boyte", who(1), noon()).await.is_err());
});
