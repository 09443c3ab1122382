//! What a model adds to the groups, and what it must never do to them, on both databases.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};

use thuchu_testkit::{FixedClock, TestStore, both_databases, noon};

use super::*;
use crate::intake::tests::{number, program_with, sent, typed};
use crate::intake::{Sent, Ways};
use crate::meaning::fake::{Fake, Shelf};

const STROKE: &str = "Chích máu mười đầu ngón tay cứu được người đang bị đột quỵ, chia sẻ ngay";
/// The same rumour in other words.
const OTHERWISE: &str = "Thấy ông bà tai biến méo miệng cứ lấy kim đâm là tỉnh lại liền, thật không";
/// In others again.
const ENGLISH: &str = "Pricking the fingers of a stroke patient with a needle saves their life";
const MONEY: &str = "Từ tháng sau ngân hàng thu phí 2 triệu đồng nếu không cập nhật căn cước";
const CLUSTERS: &str = "SELECT COUNT(*) FROM cluster";

/// The meaning of a desk with this model, opened.
fn meaning(shelf: &Shelf) -> Arc<Meaning> {
    let meaning = Meaning::of(shelf.clone(), Arc::new(FixedClock::at(noon())));
    meaning.open();
    Arc::new(meaning)
}

/// A program of the desk that has loaded what there is; nobody gave the messages their senses yet.
async fn program(store: &TestStore, meaning: &Arc<Meaning>) -> Intake {
    program_with(store, Ways { meaning: meaning.clone(), ..Ways::default() }).await.0
}

/// Until no message lacks its sense. How many have one.
async fn give_all(intake: &Intake, passed_over: &mut HashSet<MessageId>) -> usize {
    while intake.give_some(passed_over).await {}
    senses(intake)
}

fn senses(intake: &Intake) -> usize {
    intake.regroup(|grouping, _| grouping.senses())
}

both_databases!(two_wordings_of_one_rumour_meet_with_a_model_and_not_without, |store| {
    let none = program(store, &Arc::new(Meaning::off())).await;
    let gone: Vec<_> = [none.receive(sent(STROKE, 1)).await.unwrap(), none.receive(sent(OTHERWISE, 2)).await.unwrap()]
        .iter()
        .map(typed)
        .collect();
    assert_eq!((number(store, CLUSTERS).await, senses(&none)), (2, 0));
    for code in gone {
        assert!(none.erase(&code).await.unwrap());
    }

    let intake = program(store, &meaning(&Shelf::of(&Fake::new(1)))).await;
    give_all(&intake, &mut HashSet::new()).await;
    for (source, text) in [(1, STROKE), (2, OTHERWISE), (3, MONEY)] {
        intake.receive(sent(text, source)).await.unwrap();
    }
    assert_eq!((number(store, CLUSTERS).await, senses(&intake)), (2, 3), "the other rumour stays by itself");
    assert_eq!(number(store, "SELECT COUNT(*) FROM claim_vector").await, 0, "nothing of a message is kept");
});

both_databases!(what_was_loaded_at_the_start_is_found_by_its_words_at_once_and_by_its_meaning_soon, |store| {
    let before = program(store, &Arc::new(Meaning::off())).await;
    for (source, text) in [(1, STROKE), (2, MONEY)] {
        before.receive(sent(text, source)).await.unwrap();
    }
    let model = Fake::new(1);
    let meaning = meaning(&Shelf::of(&model));
    let started = program(store, &meaning).await;
    assert_eq!((model.texts(), senses(&started)), (0, 0), "a start does not wait for the model");
    started.receive(sent("chich mau muoi dau ngon tay cuu duoc nguoi dang bi dot quy", 3)).await.unwrap();
    assert_eq!(number(store, CLUSTERS).await, 2, "found by its words");
    give_all(&started, &mut HashSet::new()).await;
    started.receive(sent(OTHERWISE, 4)).await.unwrap();
    started.receive(sent(ENGLISH, 5)).await.unwrap();
    assert_eq!(number(store, CLUSTERS).await, 2, "found by its meaning");
    assert_eq!(senses(&started), 5);

    let without = program(store, &Arc::new(Meaning::off())).await;
    without.receive(sent("Hay là đâm kim cho bệnh nhân tai biến mau tỉnh", 6)).await.unwrap();
    assert_eq!(number(store, CLUSTERS).await, 3, "and without a model as before");
});

both_databases!(a_message_that_is_erased_leaves_no_sense_behind, |store| {
    let intake = program(store, &meaning(&Shelf::of(&Fake::new(1)))).await;
    give_all(&intake, &mut HashSet::new()).await;
    let long = format!("{STROKE}. Hôm qua trời mưa to quá nên cả nhà tôi không đi đâu được hết cả ngày. {MONEY}");
    let first = intake.receive(sent(&long, 1)).await.unwrap();
    intake.receive(sent(MONEY, 2)).await.unwrap();
    let held = intake.regroup(|grouping, _| (grouping.senses(), grouping.bytes()));
    assert_eq!(held.0, 2);
    assert!(intake.erase(&typed(&first)).await.unwrap());
    let left = intake.regroup(|grouping, _| (grouping.senses(), grouping.bytes()));
    assert_eq!(left.0, 1);
    assert!(left.1 < held.1, "{held:?} {left:?}");
    intake.receive(sent(OTHERWISE, 3)).await.unwrap();
    assert_eq!(number(store, CLUSTERS).await, 2, "it opens a group of its own");
});

both_databases!(another_model_and_none_make_old_senses_be_forgotten, |store| {
    let (old, new) = (Fake::new(1), Fake::new(2));
    let shelf = Shelf::of(&old);
    let meaning = meaning(&shelf);
    let intake = program(store, &meaning).await;
    let mut passed_over = HashSet::new();
    give_all(&intake, &mut passed_over).await;
    intake.receive(sent(STROKE, 1)).await.unwrap();
    intake.receive(sent(MONEY, 2)).await.unwrap();
    let of_old = meaning.sense(OTHERWISE);
    assert_eq!((senses(&intake), old.texts()), (2, 3));

    shelf.put(Some(&new));
    meaning.open();
    assert_eq!((give_all(&intake, &mut passed_over).await, new.texts()), (2, 2));
    intake.receive(Sent { meant: of_old, ..sent(OTHERWISE, 3) }).await.unwrap();
    assert_eq!((number(store, CLUSTERS).await, senses(&intake)), (3, 2), "what the old one meant says nothing here");
    assert_eq!(give_all(&intake, &mut passed_over).await, 3);
    intake.receive(sent(ENGLISH, 4)).await.unwrap();
    assert_eq!((number(store, CLUSTERS).await, senses(&intake)), (3, 4));

    shelf.put(None);
    meaning.open();
    assert_eq!(give_all(&intake, &mut passed_over).await, 0);
    intake.receive(sent(MONEY, 5)).await.unwrap();
    assert_eq!((number(store, CLUSTERS).await, senses(&intake)), (3, 0));
});

both_databases!(what_was_asked_about_is_not_computed_again_when_it_is_sent, |store| {
    let model = Fake::new(1);
    let meaning = meaning(&Shelf::of(&model));
    let intake = program(store, &meaning).await;
    give_all(&intake, &mut HashSet::new()).await;
    let asked = |text: &str| Sent { meant: meaning.sense(text), ..sent(text, 1) };
    intake.receive(asked(STROKE)).await.unwrap();
    assert_eq!((model.texts(), senses(&intake)), (1, 1));
    // What is kept of this one are other words than were asked about.
    intake.receive(asked(&format!("{MONEY}, gọi 0912345678"))).await.unwrap();
    assert_eq!((model.texts(), senses(&intake)), (3, 2));
});

both_databases!(a_model_that_fails_or_hangs_keeps_no_message_out, |store| {
    let (go, goes) = mpsc::channel::<()>();
    let (goes, fails) = (Mutex::new(goes), Arc::new(AtomicBool::new(true)));
    let failing = fails.clone();
    let hook = move || {
        assert!(!failing.load(Ordering::SeqCst), "of a test");
        let _until_let_go = goes.lock().unwrap().recv();
    };
    let model = Fake::with_hook(1, Box::new(hook));
    let meaning = meaning(&Shelf::of(&model));
    let intake = program(store, &meaning).await;
    let mut passed_over = HashSet::new();
    give_all(&intake, &mut passed_over).await;
    intake.receive(sent(STROKE, 1)).await.unwrap();
    intake.receive(sent(MONEY, 2)).await.unwrap();
    assert_eq!(give_all(&intake, &mut passed_over).await, 0, "what it fails at is not tried for ever");
    assert_eq!(passed_over.len(), 2);

    fails.store(false, Ordering::SeqCst);
    intake.receive(sent(STROKE, 3)).await.unwrap();
    assert_eq!((number(store, "SELECT COUNT(*) FROM message").await, number(store, CLUSTERS).await), (3, 2));
    assert_eq!((model.texts(), senses(&intake)), (0, 0), "the model is at it still");
    // From here on it answers at once.
    drop(go);
    assert_eq!(give_all(&intake, &mut passed_over).await, 1, "the one that it was too slow for");
});

#[test]
fn an_operator_who_wants_no_model_has_no_task_for_it() {
    thuchu_testkit::block_on(async {
        let store = TestStore::sqlite().await;
        program(&store, &Arc::new(Meaning::off())).await.keep_meaning().await;
    });
}
