use std::collections::BTreeMap;

use thuchu_model::{ChangeKind, Timestamp};
use thuchu_testkit::{FakeSmtp, TestStore, asked, both_databases, draft_content, noon};
use thuchu_tipline::{Email, EmailSettings};

use super::*;
use crate::answer::tests::{approve, desk_at};

fn delivery(store: &TestStore, server: &FakeSmtp, now: Timestamp) -> Delivery<Email> {
    let settings = EmailSettings::read(&server.url(), None, "tin@example.vn").unwrap();
    let url = Some("https://tin.example".to_owned());
    Delivery::new(desk_at(store, now), Email::new(settings).unwrap(), url)
}

/// Works until nothing is due; how often each thing was done.
async fn work(store: &TestStore, server: &FakeSmtp, now: Timestamp) -> BTreeMap<String, usize> {
    let delivery = delivery(store, server, now);
    let mut done = BTreeMap::new();
    loop {
        match delivery.step().await.unwrap() {
            Did::Nothing => return done,
            did => *done.entry(format!("{did:?}")).or_default() += 1,
        }
    }
}

fn told(server: &FakeSmtp) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    for mail in server.taken() {
        *told.entry(mail.to).or_default() += 1;
    }
    told
}

both_databases!(everybody_is_told_once_whatever_the_mail_server_does, |store| {
    let server = FakeSmtp::start().await;
    let mut addresses: Vec<String> = (0..5).map(|number| format!("an{number}@vi-du.example")).collect();
    addresses.extend(["busy2@vi-du.example", "no@vi-du.example"].map(str::to_owned));
    let review = store.submitted("Chanh chữa cúm", draft_content()).await.id;
    asked(&store.desk(), review, &addresses).await;
    approve(store, review, 1, noon()).await;
    assert_eq!(work(store, &server, noon()).await, [("PutOff".to_owned(), 2), ("Told".to_owned(), 5)].into());
    assert_eq!(work(store, &server, noon()).await, BTreeMap::new());
    for minutes in [2, 5, 120, 60 * 48] {
        work(store, &server, noon().plus_seconds(minutes * 60)).await;
    }
    let all = told(&server);
    assert_eq!(all.len(), 6, "all but who does not exist: {all:?}");
    assert!(all.values().all(|count| *count == 1), "{all:?}");
    let given_up = outbox::given_up(&mut store.db.read(), &topic().unwrap()).await.unwrap();
    assert_eq!(given_up, 1);
});

both_databases!(who_waits_while_a_check_is_corrected_gets_the_corrected_answer_alone, |store| {
    let server = FakeSmtp::start().await;
    let review = store.submitted("Sửa sai", draft_content()).await.id;
    asked(&store.desk(), review, &["an@vi-du.example".to_owned()]).await;
    approve(store, review, 1, noon()).await;
    let revision = store.changed(review, ChangeKind::Correction, "Sửa con số.", "Bản hai.").await;
    approve(store, review, revision, noon()).await;
    work(store, &server, noon()).await;
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].header("Message-ID").unwrap().contains(".version.2@"), "{:?}", taken[0].header("Message-ID"));
});
