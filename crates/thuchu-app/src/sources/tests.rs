//! Two desks, one of which fetches the other's feed; and lists that are ill, closed or say what they may not. On both databases.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU16, Ordering};

use thuchu_formats::{Feed, FeedEntry};
use thuchu_model::{ChangeKind, Check, CheckOrigin, CheckState, WithdrawReason};
use thuchu_store::{args, checks, publishers};
use thuchu_testkit::{TestStore, both_databases, draft_content, editor};

use super::*;
use crate::loopback::{Asked, House, Loopback};
use crate::publish::{Approved, Publish};

/// A site with one list.
struct Elsewhere {
    server: Loopback,
    list: Arc<Mutex<(String, String)>>,
    robots: Arc<Mutex<String>>,
    status: Arc<AtomicU16>,
}

impl Elsewhere {
    async fn start() -> Self {
        let list: Arc<Mutex<(String, String)>> = Arc::default();
        let robots: Arc<Mutex<String>> = Arc::default();
        let status = Arc::new(AtomicU16::new(200));
        let (gives, says, answers) = (list.clone(), robots.clone(), status.clone());
        let server = Loopback::start(move |asked: &Asked| {
            if asked.path() == "/robots.txt" {
                return (200, String::new(), says.lock().unwrap().clone().into_bytes());
            }
            let (tag, body) = gives.lock().unwrap().clone();
            let lines = format!("etag: \"{tag}\"\r\n");
            match answers.load(Ordering::Relaxed) {
                200 if asked.header("if-none-match") == Some(&format!("\"{tag}\"")) => (304, lines, Vec::new()),
                status => (status, lines, body.into_bytes()),
            }
        });
        Self { server: server.await, list, robots, status }
    }

    fn gives(&self, tag: &str, body: String) {
        *self.list.lock().unwrap() = (tag.to_owned(), body);
    }

    fn fetches(&self) -> usize {
        self.server.asked().iter().filter(|asked| asked.path() != "/robots.txt").count()
    }
}

fn sources(house: &House, from: &Elsewhere) -> Sources {
    Sources::new(house.desk.clone(), Some(from.server.fetcher()), Some("https://ban-b.example"))
}

fn named(url: &str) -> Named {
    Named {
        name: "Bàn A".to_owned(),
        url: url.to_owned(),
        format: "feed".to_owned(),
        hours: "6".to_owned(),
        trust: "show".to_owned(),
        whole: "yes".to_owned(),
        ..Named::default()
    }
}

/// The feed of the checks of a desk that stand, as another desk reads it.
async fn feed_of(store: &TestStore) -> String {
    let mut read = store.db.read();
    let ids = read.peek("SELECT id FROM checks ORDER BY id", args![]).await.unwrap();
    let ids: Vec<_> = ids.iter().map(|row| row.get(0).unwrap()).collect();
    let mut entries = Vec::new();
    for stored in checks::find(&mut read, &ids).await.unwrap() {
        let check: Check = stored.check;
        if !check.state.is_live() {
            continue;
        }
        let link = format!("https://ban-a.example/vi/c/{}", check.public_id);
        entries.push(FeedEntry {
            id: link.clone(),
            title: check.content.claims[0].text.to_string(),
            claim: Some(check.content.claims[0].text.to_string()),
            rating: Some(check.content.rating.label.clone()),
            summary: check.content.summary.clone(),
            link: Some(link),
            published: Some(thuchu_testkit::noon()),
            licence: check.content.licence.clone(),
            ..FeedEntry::default()
        });
    }
    let feed = Feed {
        id: "https://ban-a.example/checks.atom".to_owned(),
        title: "Bàn A".to_owned(),
        subtitle: None,
        lang: Some(thuchu_model::Lang::vi()),
        author: Some("Bàn A".to_owned()),
        updated: Some(thuchu_testkit::noon()),
        own: None,
        page: None,
        next: None,
        licence: None,
        entries,
    };
    feed.to_atom()
}

/// The checks of a store: claim, state, whose, summary or text.
async fn held(store: &TestStore) -> Vec<Check> {
    let mut read = store.db.read();
    let ids = read.peek("SELECT id FROM checks ORDER BY id", args![]).await.unwrap();
    let ids: Vec<_> = ids.iter().map(|row| row.get(0).unwrap()).collect();
    checks::find(&mut read, &ids).await.unwrap().into_iter().map(|stored| stored.check).collect()
}

both_databases!(what_a_desk_publishes_corrects_and_withdraws_arrives_at_another_one_as_somebody_elses, |b| {
    let a = TestStore::sqlite().await;
    let (house_a, house) = (House::of(&a).await, House::of(b).await);
    let publish = Publish::new(house_a.desk.clone());
    let review = a.submitted("Nước chanh chữa cúm", draft_content()).await;
    let Approved::Published(own) = publish.approve(editor(2).id, review.id, 1, None).await.unwrap() else { panic!() };
    let site = Elsewhere::start().await;
    site.gives("1", feed_of(&a).await);
    let sources = sources(&house, &site);
    sources.add(&house.admin, &named("http://ban-a.example/checks.atom")).await.unwrap();
    assert!(sources.step().await.unwrap());
    let there = held(b).await;
    assert_eq!(there.len(), 1);
    let CheckOrigin::Imported { publisher, url, .. } = &there[0].origin else { panic!("never the desk's own") };
    assert_eq!(url, &format!("https://ban-a.example/vi/c/{}", own.public_id));
    let publisher = publishers::get(&mut b.db.read(), *publisher).await.unwrap().unwrap();
    assert_eq!((publisher.name.as_str(), publisher.site.as_str()), ("Bàn A", "ban-a.example"));
    assert_eq!(publisher.trust, Trust::Show, "at most suggested");
    assert_eq!(there[0].content.licence, own.content.licence, "its licence came along");
    assert!(there[0].content.licence.is_some());
    assert!(!sources.step().await.unwrap(), "six hours are not over");
    house.later(6 * 3_600);
    assert!(sources.step().await.unwrap());
    let shown = sources.all().await.unwrap().remove(0);
    assert!(shown.last.as_ref().unwrap().1.unchanged, "{shown:?}");
    // A correction.
    let revision = a.changed(review.id, ChangeKind::Correction, "Sửa năm.", "Chanh không chữa được cúm.").await;
    publish.approve(editor(2).id, review.id, revision, None).await.unwrap();
    site.gives("2", feed_of(&a).await);
    house.later(6 * 3_600);
    assert!(sources.step().await.unwrap());
    let there = held(b).await;
    assert_eq!((there.len(), there[0].version), (1, 2));
    assert_eq!(there[0].content.body.as_deref(), Some("Chanh không chữa được cúm."));
    // Another one, so that the list is not empty, and a withdrawal.
    a.published("Uống giấm chữa ho").await;
    let wish = publish.ask_withdrawal(editor(2).id, own.id, WithdrawReason::Other, "Nguồn rút lại.").await.unwrap();
    publish.confirm_withdrawal(editor(3).id, wish).await.unwrap();
    site.gives("3", feed_of(&a).await);
    house.later(6 * 3_600);
    assert!(sources.step().await.unwrap());
    let there = held(b).await;
    let state = |claim: &str| there.iter().find(|check| check.content.claims[0].text.as_str() == claim).unwrap().state;
    assert!(matches!(state("Nước chanh chữa cúm"), CheckState::Withdrawn { .. }));
    assert_eq!(state("Uống giấm chữa ho"), CheckState::Published);
    let shown = sources.all().await.unwrap().remove(0);
    let counts = shown.last.unwrap().1.counts;
    assert_eq!((counts.added, counts.withdrawn, counts.problems), (1, 1, 0));
    // Away is not withdrawn.
    site.status.store(500, Ordering::Relaxed);
    house.later(6 * 3_600);
    assert!(sources.step().await.unwrap());
    let shown = sources.all().await.unwrap().remove(0);
    assert!(shown.last.unwrap().1.problem.is_some() && shown.source.failures == 1);
    assert_eq!(held(b).await, there);
});

/// A list of ClaimReview lines: claim and site.
fn lines(checks: &[(&str, &str)]) -> String {
    let line = |(claim, site): &(&str, &str)| {
        serde_json::json!({
            "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": claim,
            "url": format!("https://{site}/{}", claim.len()), "datePublished": "2026-11-20",
            "author": {"@type": "Organization", "name": site, "url": format!("https://{site}/")},
            "reviewRating": {"@type": "Rating", "alternateName": "Sai"},
        })
        .to_string()
    };
    checks.iter().map(|check| line(check) + "\n").collect()
}

both_databases!(a_list_says_nothing_for_others_and_the_desks_own_checks_do_not_come_back, |store| {
    let (house, site) = (House::of(store).await, Elsewhere::start().await);
    let all = [("Một", "bao-a.example"), ("Hai hai", "bao-c.example"), ("Ba ba ba", "ban-b.example")];
    site.gives("1", lines(&all));
    let sources = sources(&house, &site);
    let named = Named {
        format: "ndjson".to_owned(),
        licence: "https://creativecommons.org/licenses/by-sa/4.0/".to_owned(),
        trust: "none".to_owned(),
        ..named("http://bao-a.example/all.ndjson")
    };
    let id = sources.add(&house.admin, &named).await.unwrap();
    assert!(matches!(sources.add(&house.admin, &named).await, Err(SourceProblem::Exists)));
    sources.step().await.unwrap();
    let there = held(store).await;
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].content.licence.as_deref(), Some("https://creativecommons.org/licenses/by-sa/4.0/"));
    let shown = sources.all().await.unwrap().remove(0);
    assert_eq!(shown.problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["other_publisher"]);
    let trust = |all: Vec<thuchu_model::Publisher>| all.iter().map(|one| one.trust).collect::<Vec<_>>();
    assert_eq!(trust(publishers::all(&mut store.db.read()).await.unwrap()), [Trust::None], "hidden at first");
    // Where it may hold checks of others, a missing one of theirs is still not withdrawn: it is not their list.
    sources.remove(&house.admin, id).await.unwrap();
    let named = Named { others: "yes".to_owned(), ..named };
    sources.add(&house.admin, &named).await.unwrap();
    sources.step().await.unwrap();
    assert_eq!(held(store).await.len(), 2);
    site.gives("2", lines(&[("Bốn bốn bốn bốn", "bao-a.example"), ("Năm năm năm năm năm", "bao-c.example")]));
    house.later(6 * 3_600);
    sources.step().await.unwrap();
    let gone: Vec<String> = held(store)
        .await
        .iter()
        .filter(|check| matches!(check.state, CheckState::Withdrawn { .. }))
        .map(|check| check.content.claims[0].text.to_string())
        .collect();
    assert_eq!(gone, ["Một"]);
});

both_databases!(a_site_that_keeps_programs_out_is_left_alone_and_a_failing_list_rests_longer_each_time, |store| {
    let (house, site) = (House::of(store).await, Elsewhere::start().await);
    site.gives("1", lines(&[("Một", "bao-a.example")]));
    let sources = sources(&house, &site);
    *site.robots.lock().unwrap() = "User-agent: *\nDisallow: /all".to_owned();
    let id = sources.add(&house.admin, &Named { format: "auto".to_owned(), ..named("http://bao-a.example/all") }).await;
    let id = id.unwrap();
    sources.step().await.unwrap();
    let problem = || async { sources.all().await.unwrap()[0].last.clone().unwrap().1.problem };
    assert_eq!((problem().await.as_deref(), site.fetches()), (Some("source.kept_out"), 0));
    house.later(899);
    assert!(!sources.step().await.unwrap());
    house.later(1);
    assert!(sources.step().await.unwrap());
    house.later(900);
    assert!(!sources.step().await.unwrap(), "twice as long");
    house.later(900);
    site.robots.lock().unwrap().clear();
    assert!(sources.step().await.unwrap());
    assert_eq!((problem().await, held(store).await.len()), (None, 1));
    house.clock.set(thuchu_testkit::noon());
    sources.set_active(&house.admin, id, false).await.unwrap();
    house.later(86_400);
    assert!(!sources.step().await.unwrap(), "paused");
    house.clock.set(thuchu_testkit::noon());
    sources.set_active(&house.admin, id, true).await.unwrap();
    sources.run_now(&house.admin, id).await.unwrap();
    assert!(sources.step().await.unwrap());
    assert!(!sources.all().await.unwrap()[0].last.as_ref().unwrap().1.unchanged, "by hand, all of it");
    for field in [
        Named { url: "http://127.0.0.1/x".to_owned(), ..named("") },
        Named { hours: "0".to_owned(), ..named("http://x.example/") },
        Named { trust: "answer".to_owned(), ..named("http://x.example/") },
        Named { format: "exe".to_owned(), ..named("http://x.example/") },
        Named { name: " ".to_owned(), ..named("http://x.example/") },
    ] {
        assert!(matches!(sources.add(&house.admin, &field).await, Err(SourceProblem::Field(_))), "{field:?}");
    }
    let sql = "SELECT act FROM audit_entry WHERE act LIKE 'import_source.%' ORDER BY number";
    let acts = store.db.read().peek(sql, args![]).await.unwrap();
    let acts: Vec<String> = acts.iter().map(|row| row.get(0).unwrap()).collect();
    assert_eq!(acts, ["import_source.added", "import_source.paused", "import_source.resumed"]);
});
