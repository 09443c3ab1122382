//! Who is told what, on both databases; and that the scripts of the documentation believe a real request and no other.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use thuchu_formats::{WebhookEvent, WebhookHeaders};
use thuchu_model::{ChangeKind, Check, DraftContent, EditorId, ReviewId, WithdrawReason};
use thuchu_store::args;
use thuchu_testkit::{TestStore, both_databases, draft_content, editor};

use super::*;
use crate::loopback::{Asked, House, Loopback};
use crate::publish::{Approved, Publish};

const BASE: &str = "https://ban.example";

/// A receiver that answers with a status that the test sets, and `Retry-After` where that is 503.
async fn receiver() -> (Loopback, Arc<AtomicU16>) {
    let status = Arc::new(AtomicU16::new(204));
    let says = status.clone();
    let server = Loopback::start(move |asked: &Asked| {
        let status = if asked.host() == "chet.example" { 500 } else { says.load(Ordering::Relaxed) };
        let lines = match status {
            503 => "retry-after: 7200\r\n",
            302 => "location: http://khac.example/\r\n",
            _ => "",
        };
        (status, lines.to_owned(), Vec::new())
    });
    (server.await, status)
}

fn webhooks(house: &House, server: &Loopback) -> Webhooks {
    Webhooks::new(house.desk.clone(), Some(server.fetcher()), Some(BASE.to_owned()))
}

fn who(number: u8) -> EditorId {
    editor(number).id
}

async fn published(store: &TestStore, house: &House, claim: &str) -> (ReviewId, Check) {
    let content = DraftContent { licence: Some("CC-BY-SA-4.0".to_owned()), ..draft_content() };
    let review = store.submitted(claim, content).await;
    match Publish::new(house.desk.clone()).approve(who(2), review.id, 1, None).await.unwrap() {
        Approved::Published(check) => (review.id, *check),
        Approved::At(at) => panic!("waits until {at}"),
    }
}

/// How a receiver stands.
async fn one(webhooks: &Webhooks, id: WebhookId) -> Shown {
    webhooks.all().await.unwrap().into_iter().find(|shown| shown.id == id).unwrap()
}

fn event(asked: &Asked) -> WebhookEvent {
    WebhookEvent::read(&asked.body).unwrap()
}

fn headers(asked: &Asked) -> WebhookHeaders {
    let of = |name: &str| asked.header(name).unwrap().to_owned();
    WebhookHeaders { id: of("webhook-id"), timestamp: of("webhook-timestamp"), signature: of("webhook-signature") }
}

both_databases!(a_publication_its_correction_and_its_withdrawal_are_told_signed_and_once, |store| {
    let (house, (server, _)) = (House::of(store).await, receiver().await);
    let webhooks = webhooks(&house, &server);
    let (id, secret) = webhooks.add(&house.admin, "http://nhan.example/hook?k=1", &WebhookKind::EVENTS).await.unwrap();
    let (only, _) = webhooks.add(&house.admin, "http://rut.example/", &[WebhookKind::Withdrawn]).await.unwrap();
    let (review, check) = published(store, &house, "Nước chanh chữa cúm").await;
    assert_eq!(webhooks.step(id).await.unwrap(), Did::Told);
    assert_eq!(webhooks.step(id).await.unwrap(), Did::Nothing, "once");
    assert_eq!(webhooks.step(only).await.unwrap(), Did::Nothing, "who wants withdrawals alone");
    let revision = store.changed(review, ChangeKind::Correction, "Sửa năm.", "Không có bằng chứng nào.").await;
    let publish = Publish::new(house.desk.clone());
    publish.approve(who(2), review, revision, None).await.unwrap();
    assert_eq!(webhooks.step(id).await.unwrap(), Did::Told);
    let wish = publish.ask_withdrawal(who(2), check.id, WithdrawReason::Other, "Nguồn đã rút lại.").await.unwrap();
    publish.confirm_withdrawal(who(3), wish).await.unwrap();
    assert_eq!((webhooks.step(id).await.unwrap(), webhooks.step(only).await.unwrap()), (Did::Told, Did::Told));
    let asked = server.asked();
    let told: Vec<_> = asked.iter().map(|asked| (event(asked).kind, event(asked).data.version)).collect();
    let (first, second, third) = (WebhookKind::Published, WebhookKind::Corrected, WebhookKind::Withdrawn);
    assert_eq!(told, [(first, 1), (second, 2), (third, 2), (third, 2)]);
    assert_eq!((asked[0].path(), asked[0].host()), ("/hook?k=1", "nhan.example"));
    for asked in &asked[..3] {
        assert_eq!(secret.verify(&headers(asked), &asked.body, house.desk.now()), Ok(()));
        assert!(asked.header("cookie").is_none() && asked.header("content-type") == Some("application/json"));
    }
    let data = event(&asked[0]).data;
    assert_eq!(data.url, format!("{BASE}/vi/c/{}", check.public_id));
    assert_eq!((data.id, data.claim.as_str(), data.note), (check.id, "Nước chanh chữa cúm", None));
    assert_eq!(data.licence, "CC-BY-SA-4.0", "its own, where it has one");
    assert_eq!(event(&asked[2]).data.note.as_deref(), Some("Nguồn đã rút lại."));
    // Neither log nor outbox holds a body, and the log of the desk no address.
    let shown = one(&webhooks, id).await;
    assert_eq!((shown.tries.len(), shown.waiting, shown.tries[0].status), (3, 0, Some(204)));
    let details = store.db.read().peek("SELECT detail FROM audit_entry WHERE act = 'webhook.added'", args![]).await;
    let details: Vec<String> = details.unwrap().iter().map(|row| row.get(0).unwrap()).collect();
    assert!(details.len() == 2 && details.iter().all(|detail| !detail.contains("k=1")), "{details:?}");
    let rows = store.db.read().peek("SELECT secret FROM webhook", args![]).await.unwrap();
    let raw = secret.reveal();
    assert!(rows.iter().all(|row| !String::from_utf8_lossy(&row.get::<Vec<u8>>(0).unwrap()).contains(&raw)));
});

both_databases!(a_receiver_that_is_away_rests_is_tried_again_and_given_up_and_an_admin_tries_once_more, |store| {
    let (house, (server, status)) = (House::of(store).await, receiver().await);
    let webhooks = webhooks(&house, &server);
    let (id, _) = webhooks.add(&house.admin, "http://nhan.example/", &WebhookKind::EVENTS).await.unwrap();
    published(store, &house, "Nước chanh chữa cúm").await;
    status.store(503, Ordering::Relaxed);
    assert_eq!(webhooks.step(id).await.unwrap(), Did::PutOff);
    house.later(7_199);
    assert_eq!(webhooks.step(id).await.unwrap(), Did::Nothing, "it asked for two hours");
    status.store(302, Ordering::Relaxed);
    house.later(1);
    assert_eq!(webhooks.step(id).await.unwrap(), Did::PutOff, "a redirect is not followed");
    assert!(server.asked().iter().all(|asked| asked.host() == "nhan.example"));
    status.store(500, Ordering::Relaxed);
    let mut tries = 2;
    loop {
        house.later(8 * 3_600);
        tries += 1;
        match webhooks.step(id).await.unwrap() {
            Did::PutOff => assert!(tries < deliver::MOST_TRIES),
            did => {
                assert_eq!(did, Did::GivenUp);
                break;
            }
        }
    }
    assert_eq!(tries, deliver::MOST_TRIES);
    house.later(30 * 86_400);
    assert_eq!(webhooks.step(id).await.unwrap(), Did::Nothing);
    let shown = webhooks.all().await.unwrap().remove(0);
    assert_eq!((shown.given_up, shown.waiting, shown.failures), (1, 0, deliver::MOST_TRIES));
    let ids: std::collections::BTreeSet<_> = server.asked().iter().map(|asked| headers(asked).id).collect();
    assert_eq!(ids.len(), 1, "the same name at every try");
    // A second factor of ten minutes ago is not enough.
    assert!(matches!(webhooks.again(&house.admin, id).await, Err(WebhookProblem::NotFresh)));
    house.clock.set(thuchu_testkit::noon());
    assert_eq!(webhooks.again(&house.admin, id).await.unwrap(), 1);
    status.store(200, Ordering::Relaxed);
    assert_eq!(webhooks.step(id).await.unwrap(), Did::Told);
    let shown = webhooks.all().await.unwrap().remove(0);
    assert_eq!((shown.given_up, shown.waiting, shown.failures), (0, 0, 0));
});

both_databases!(a_dead_receiver_delays_nobody_and_a_paused_one_misses_nothing, |store| {
    let (house, (server, status)) = (House::of(store).await, receiver().await);
    let webhooks = Arc::new(webhooks(&house, &server));
    let all = WebhookKind::EVENTS;
    let (dead, _) = webhooks.add(&house.admin, "http://chet.example/", &all).await.unwrap();
    let (paused, _) = webhooks.add(&house.admin, "http://nghi.example/", &all).await.unwrap();
    webhooks.add(&house.admin, "http://song.example/", &all).await.unwrap();
    webhooks.set_active(&house.admin, paused, false).await.unwrap();
    for number in 0..5 {
        published(store, &house, &format!("Tin số {number}")).await;
    }
    let running = tokio::spawn(webhooks.clone().run(std::time::Duration::from_millis(20)));
    let hosts = |host: &str| server.asked().iter().filter(|asked| asked.host() == host).count();
    for _ in 0..500 {
        if hosts("song.example") == 5 && hosts("chet.example") == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    running.abort();
    assert_eq!((hosts("song.example"), hosts("chet.example"), hosts("nghi.example")), (5, 1, 0));
    webhooks.set_active(&house.admin, paused, true).await.unwrap();
    for _ in 0..5 {
        assert_eq!(webhooks.step(paused).await.unwrap(), Did::Told);
    }
    webhooks.remove(&house.admin, dead).await.unwrap();
    assert_eq!(webhooks.step(dead).await.unwrap(), Did::Nothing);
    let left = store.db.read().peek("SELECT COUNT(*) FROM outbox", args![]).await.unwrap();
    assert_eq!(left[0].get::<u64>(0).unwrap(), 0, "what waited for it is gone with it");
    // Who says that it wants no more is paused.
    status.store(410, Ordering::Relaxed);
    published(store, &house, "Tin nữa").await;
    assert_eq!(webhooks.step(paused).await.unwrap(), Did::GivenUp);
    assert!(!one(&webhooks, paused).await.active);
});

both_databases!(nothing_leads_into_the_operators_network_and_only_admins_name_receivers, |store| {
    let (house, (server, _)) = (House::of(store).await, receiver().await);
    let webhooks = webhooks(&house, &server);
    let all = WebhookKind::EVENTS;
    for inside in [
        "http://127.0.0.1/",
        "http://localhost/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "ftp://a.vn/",
        "https://a.vn:8443/",
        "https://u:p@a.vn/",
        "javascript:alert(1)",
        "",
    ] {
        let refused = webhooks.add(&house.admin, inside, &all).await;
        assert!(matches!(refused, Err(WebhookProblem::Address)), "{inside}");
    }
    assert!(matches!(webhooks.add(&house.admin, "https://a.vn/", &[]).await, Err(WebhookProblem::Events)));
    let nowhere = Webhooks::new(house.desk.clone(), None, None);
    assert!(matches!(nowhere.add(&house.admin, "https://a.vn/", &all).await, Err(WebhookProblem::NoPublicUrl)));
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("UPDATE editor SET role = 'editor'", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(webhooks.add(&house.admin, "https://a.vn/", &all).await, Err(WebhookProblem::NotAllowed)));
    assert!(webhooks.all().await.unwrap().is_empty());
});

/// The text of the first block of this language in the documentation.
fn script(language: &str) -> String {
    let docs = include_str!("../../../../docs/webhooks.md");
    let block = docs.split(&format!("```{language}\n")).nth(1).unwrap();
    block.split("```").next().unwrap().to_owned()
}

#[test]
fn the_scripts_of_the_documentation_believe_a_real_request_and_no_other() {
    thuchu_testkit::block_on(async {
        let store = TestStore::sqlite().await;
        let (house, (server, _)) = (House::of(&store).await, receiver().await);
        let webhooks = webhooks(&house, &server);
        let (id, secret) = webhooks.add(&house.admin, "http://nhan.example/", &WebhookKind::EVENTS).await.unwrap();
        webhooks.test(&house.admin, id).await.unwrap();
        // The scripts look at the clock of the machine.
        house.clock.set(Timestamp::from_micros(machine_micros()));
        assert_eq!(webhooks.step(id).await.unwrap(), Did::Told);
        let asked = server.asked().remove(0);
        assert_eq!(event(&asked).kind, WebhookKind::Test);
        let (signed, body) = (headers(&asked), asked.body.clone());
        let changed = String::from_utf8_lossy(&body).replace("desk.test", "check.published").into_bytes();
        let old = WebhookHeaders { timestamp: "1790000000".to_owned(), ..signed.clone() };
        for (language, program) in [("python", "python3"), ("sh", "sh")] {
            for (headers, body, believed) in [(&signed, &body, true), (&signed, &changed, false), (&old, &body, false)]
            {
                let folder = tempfile::tempdir().unwrap();
                std::fs::write(folder.path().join("body"), body).unwrap();
                std::fs::write(folder.path().join("script"), script(language)).unwrap();
                let done = Command::new(program)
                    .arg("script")
                    .current_dir(folder.path())
                    .env("SECRET", secret.reveal())
                    .env("WEBHOOK_ID", &headers.id)
                    .env("WEBHOOK_TIMESTAMP", &headers.timestamp)
                    .env("WEBHOOK_SIGNATURE", &headers.signature)
                    .output()
                    .unwrap();
                let said = String::from_utf8_lossy(&done.stderr).into_owned();
                assert_eq!(done.status.success(), believed, "{program}: {said}");
            }
        }
    });
}

#[expect(clippy::disallowed_methods, reason = "the scripts look at the clock of the machine, and so must who signs")]
fn machine_micros() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_micros()).unwrap()
}
