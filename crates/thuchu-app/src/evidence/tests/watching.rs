//! Sources are looked at again, week after week.

use thuchu_model::{Capture, Finding, Look};
use thuchu_store::{args, captures, checks};
use thuchu_testkit::both_databases;

use super::support::{Place, page};
use super::web::Answer;

async fn looks(place: &Place<'_>, capture: &Capture) -> Vec<Look> {
    captures::looks(&mut place.store.db.read(), capture.id, 60).await.unwrap()
}

/// A week passes, the page answers so, and one look is made.
async fn after_a_week(place: &Place<'_>, capture: &Capture, answer: Answer) -> Look {
    place.web.set("bao.vn/1", answer);
    place.pass_days(7);
    let evidence = place.evidence();
    assert!(evidence.look_next().await.unwrap(), "a look is due");
    assert!(!evidence.look_next().await.unwrap(), "and no second one");
    looks(place, capture).await.remove(0)
}

both_databases!(a_source_is_looked_at_every_week_and_every_finding_is_told, |store| {
    let place = Place::new(store).await;
    let (_, capture, check) = place.published("Theo dõi").await;
    assert!(!place.evidence().look_next().await.unwrap(), "not before its week is over");
    let same = || Answer::html(&page("Trang thứ nhất."));
    let mut expected = Vec::new();
    let mut note = |look: &Look, found: Finding| {
        assert_eq!((look.found, look.capture), (found, capture.id));
        expected.push(found);
    };
    note(&after_a_week(&place, &capture, same()).await, Finding::Same);
    let changed = after_a_week(&place, &capture, Answer::html(&page("Trang đã bị sửa."))).await;
    note(&changed, Finding::Changed);
    let copy = changed.copy.expect("what it became is kept");
    let difference = place.evidence().difference(capture.id, copy).await.unwrap().expect("both are there");
    assert!(!difference.same);
    assert!(place.evidence().is_public(copy).await.unwrap(), "it is shown beside the source");
    place.web.set("bao.vn/moi", same());
    let moved = after_a_week(&place, &capture, Answer::to("http://bao.vn/moi")).await;
    assert_eq!(moved.url.as_deref(), Some("http://bao.vn/moi"));
    note(&moved, Finding::Moved);
    for (status, found) in [(404, Finding::Gone), (410, Finding::Gone), (500, Finding::Unreachable)] {
        let look = after_a_week(&place, &capture, Answer::status(status)).await;
        assert_eq!((look.status, look.copy), (Some(status), None));
        note(&look, found);
    }
    note(&after_a_week(&place, &capture, Answer::nothing()).await, Finding::Unreachable);
    note(&after_a_week(&place, &capture, same()).await, Finding::Same);
    let asked = place.web.times("bao.vn/1");
    place.web.set("bao.vn/robots.txt", Answer::file("text/plain", "User-agent: *\nDisallow: /1\n"));
    note(&after_a_week(&place, &capture, same()).await, Finding::KeptOut);
    assert_eq!(place.web.times("bao.vn/1"), asked, "who is kept out does not look");
    place.web.set("bao.vn/robots.txt", Answer::file("text/plain", "User-agent: *\nDisallow: /khac\n"));
    note(&after_a_week(&place, &capture, same()).await, Finding::Same);
    expected.reverse();
    let found: Vec<Finding> = looks(&place, &capture).await.iter().map(|look| look.found).collect();
    assert_eq!(found, expected, "lines are added, none is changed");
    // What the check rests on is what it was on the first day.
    assert_eq!(captures::get(&mut store.db.read(), capture.id).await.unwrap(), Some(capture.clone()));
    let now = checks::find(&mut store.db.read(), &[check.id]).await.unwrap().remove(0).check;
    assert_eq!((now.version, now.content.hash()), (1, check.content.hash()));
});

both_databases!(words_around_an_article_are_no_change_of_it, |store| {
    let place = Place::new(store).await;
    // As long as articles are: of a few lines nothing can tell which of them are beside the article.
    let sentence = "Theo văn bản này, người dân không phải làm thêm thủ tục nào, và giấy tờ cũ vẫn còn giá trị. ";
    let article: String = (1..=8).map(|part| format!("<p>Phần {part}. {}</p>", sentence.repeat(4))).collect();
    let with = |beside: &str| {
        let page = page("").replace("</main>", &format!("{article}</main>"));
        let beside = format!("<nav><ul><li><a href=\"/\">{beside}</a></li></ul></nav><main>");
        Answer::html(&page.replace("<main>", &beside))
    };
    let (_, capture, _) = place.published_as("Quanh bài", with("Tin mới lúc 7 giờ")).await;
    let look = after_a_week(&place, &capture, with("Tin mới lúc 8 giờ")).await;
    assert_eq!((look.found, look.copy), (Finding::Same, None));
});

both_databases!(of_two_nodes_at_once_one_looks, |store| {
    let place = Place::new(store).await;
    let (_, capture, _) = place.published("Hai máy").await;
    let before = place.web.times("bao.vn/1");
    place.pass_days(7);
    let (one, other) = (place.evidence(), place.evidence());
    let (a, b) = tokio::join!(one.look_next(), other.look_next());
    assert_eq!(u8::from(a.unwrap()) + u8::from(b.unwrap()), 1);
    assert_eq!((place.web.times("bao.vn/1") - before, looks(&place, &capture).await.len()), (1, 1));
});

both_databases!(a_look_that_was_broken_off_is_made_again_after_its_lease, |store| {
    let place = Place::new(store).await;
    let (_, capture, _) = place.published("Đứt quãng").await;
    place.pass_days(7);
    let now = place.desk().now();
    assert!(captures::claim_due(&store.db, now, now.plus_seconds(300)).await.unwrap().is_some());
    assert!(!place.evidence().look_next().await.unwrap(), "another one looks");
    place.clock.set(now.plus_seconds(300));
    assert!(place.evidence().look_next().await.unwrap());
    assert_eq!(looks(&place, &capture).await.len(), 1);
});

both_databases!(only_what_a_published_check_rests_on_is_looked_at, |store| {
    let place = Place::new(store).await;
    place.copied("Bản nháp").await;
    place.pass_days(30);
    assert!(!place.evidence().look_next().await.unwrap());
    let rows = store.db.read().peek("SELECT COUNT(*) FROM source_watch", args![]).await.unwrap();
    assert_eq!(rows[0].get::<i64>(0).unwrap(), 0);
});
