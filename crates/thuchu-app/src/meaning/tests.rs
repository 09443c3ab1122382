//! Vectors of checks: computed once, never of another text or model, and never in the way of an answer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use thuchu_match::{Decision, Scratch};
use thuchu_model::Timestamp;
use thuchu_store::{checks, claim_vectors};
use thuchu_testkit::{FixedClock, TestStore, both_databases, incoming, noon};

use super::fake::{Fake, Hook, Shelf};
use super::*;
use crate::matching::{MatchReply, Matcher, Question};

/// A program of a desk, with its checks loaded.
struct Program {
    live: Live,
    newest: Option<i64>,
    meaning: Arc<Meaning>,
    fill: Fill,
    stamp: Option<Stamp>,
    clock: Arc<FixedClock>,
}

impl Program {
    async fn start(store: &TestStore, source: impl Source + 'static, at: Timestamp) -> Self {
        let clock = Arc::new(FixedClock::at(at));
        let meaning = Arc::new(Meaning::of(source, clock.clone()));
        let mut own = Self { live: Live::default(), newest: None, meaning, fill: Fill::default(), stamp: None, clock };
        own.catch_up(store).await;
        own.look().await;
        own
    }

    async fn catch_up(&mut self, store: &TestStore) {
        self.live.catch_up(&store.db, &mut self.newest).await.unwrap();
    }

    async fn look(&mut self) {
        self.meaning.look(&mut self.stamp, &mut self.fill).await;
    }

    /// Until nothing is missing.
    async fn fill(&mut self, store: &TestStore) -> (usize, usize) {
        while self.meaning.step(&mut self.fill, &self.live, &store.db).await.unwrap() {}
        self.live.vectors()
    }

    fn ask(&self, text: &str) -> MatchReply {
        ask(&self.live, text, None)
    }
}

fn ask(live: &Live, text: &str, sense: Option<&Meant>) -> MatchReply {
    let question = Question { text, links: &[], lang: None, limit: 5, now: noon(), sense };
    live.with(|matcher| matcher.ask(question, &mut Scratch::default())).unwrap()
}

fn claim(number: u32) -> String {
    format!("Uống nước lá số {number} chữa khỏi bệnh {} ở người già", number + 7)
}

/// Puts these checks, each with a headline.
async fn put(store: &TestStore, numbers: std::ops::Range<u32>, title: &str) {
    let publisher = store.publisher("kiemtin.vn").await;
    let run = store.run().await;
    let batch: Vec<_> = numbers
        .map(|number| {
            let mut check = incoming(&publisher, &format!("https://kiemtin.vn/{number}"), &claim(number));
            check.content.title = Some(format!("{title} {number}"));
            check
        })
        .collect();
    let mut tx = store.db.begin().await.unwrap();
    checks::put_batch(&mut tx, run.id, &batch, &store.chance, noon()).await.unwrap();
    tx.commit().await.unwrap();
}

/// How many vectors the store has of each model, by the model's number.
async fn stored(store: &TestStore) -> Vec<(u8, u64)> {
    let models = claim_vectors::models(&mut store.db.read()).await.unwrap();
    let number = |model: Sha256Hash| (0..=9).find(|id| Sha256Hash::of(&[*id]) == model).unwrap();
    let mut all: Vec<_> = models.iter().map(|of| (number(of.model), of.vectors)).collect();
    all.sort_unstable();
    all
}

both_databases!(every_check_gets_its_vectors_and_each_text_is_computed_once_for_all_starts, |store| {
    put(store, 0..300, "Sự thật về lá").await;
    let model = Fake::new(1);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    assert_eq!(program.fill(store).await, (300, 300));
    let texts = model.texts();
    assert!(texts >= 600, "a claim and a headline each: {texts}");
    assert_eq!(stored(store).await, [(1, texts)]);
    assert_eq!(program.meaning.status(&program.live).computed, texts);

    // The next start reads them.
    let model = Fake::new(1);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    assert_eq!(program.fill(store).await, (300, 300));
    assert_eq!(model.texts(), 0);

    // Ten more checks cost ten more checks.
    put(store, 300..310, "Sự thật về lá").await;
    program.catch_up(store).await;
    assert_eq!(program.fill(store).await, (310, 310));
    assert_eq!(model.texts(), texts / 30);
});

both_databases!(two_programs_may_compute_the_same_at_once, |store| {
    put(store, 0..100, "Sự thật").await;
    let (one, two) = (Fake::new(1), Fake::new(1));
    let mut first = Program::start(store, Shelf::of(&one), noon()).await;
    let mut second = Program::start(store, Shelf::of(&two), noon()).await;
    let done = tokio::join!(first.fill(store), second.fill(store));
    assert_eq!(done, ((100, 100), (100, 100)));
    let [(1, kept)] = stored(store).await[..] else { panic!() };
    assert!(kept >= 200, "a claim and a headline each: {kept}");
    assert!(one.texts() + two.texts() >= kept, "each was computed by one of them at the least");
});

both_databases!(another_model_computes_anew_and_the_old_vectors_stay_for_a_week, |store| {
    put(store, 0..50, "Sự thật").await;
    let (old, new) = (Fake::new(1), Fake::new(2));
    let shelf = Shelf::of(&old);
    let mut program = Program::start(store, shelf.clone(), noon()).await;
    assert_eq!(program.fill(store).await, (50, 50));
    let of_old = program.meaning.sense("Uống nước lá").unwrap();

    shelf.put(Some(&new));
    program.look().await;
    assert!(program.live.lacking(Embeds::id(&*new), 1_000).is_some_and(|lacking| lacking.len() == 50));
    assert_eq!(program.fill(store).await, (50, 50));
    let texts = old.texts() - 1;
    assert_eq!(new.texts(), texts);
    assert_eq!(stored(store).await, [(1, texts), (2, texts)]);
    assert!(
        program.live.with(|matcher| !matcher.is_of(of_old.model)).unwrap(),
        "what the old one meant is not compared"
    );

    // Back to the old one within the week: nothing is computed.
    let before = old.texts();
    let mut back = Program::start(store, Shelf::of(&old), noon().plus_days(7)).await;
    assert_eq!(back.fill(store).await, (50, 50));
    assert_eq!((old.texts(), stored(store).await.len()), (before, 2));

    let mut later = Program::start(store, Shelf::of(&new), noon().plus_days(8)).await;
    later.fill(store).await;
    assert_eq!(stored(store).await, [(2, texts)]);
});

both_databases!(what_no_check_says_any_more_is_cleared_away_at_a_later_start, |store| {
    put(store, 0..20, "Sự thật").await;
    let model = Fake::new(1);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    program.fill(store).await;
    let texts = model.texts();
    put(store, 0..10, "Lời đồn mới").await;
    program.catch_up(store).await;
    assert_eq!(program.fill(store).await, (20, 20));
    let all = model.texts();
    assert!(all > texts);
    assert_eq!(stored(store).await, [(1, all)]);

    let start = async |days| {
        let mut program = Program::start(store, Shelf::of(&model), noon().plus_days(days)).await;
        program.fill(store).await;
    };
    start(1).await;
    assert_eq!(stored(store).await, [(1, all)], "another program may have put them there a moment ago");
    start(2).await;
    assert_eq!(stored(store).await, [(1, texts)]);
    start(3).await;
    assert_eq!(model.texts(), all, "what is used stays");
    // A model that is opened again while all is in its place does not know which texts there are.
    put(store, 0..10, "Sự thật").await;
    program.fill = Fill::default();
    program.clock.set(noon().plus_days(9));
    program.fill(store).await;
    assert_eq!(stored(store).await, [(1, texts)]);
});

both_databases!(a_check_that_is_edited_meanwhile_is_not_given_vectors_of_its_old_words, |store| {
    put(store, 0..10, "Cũ").await;
    let (begun, begins) = mpsc::channel();
    let (go, goes) = mpsc::channel::<()>();
    let (goes, first) = (Mutex::new(goes), AtomicBool::new(true));
    let hook: Hook = Box::new(move || {
        if first.swap(false, Ordering::SeqCst) {
            begun.send(()).unwrap();
            goes.lock().unwrap().recv().unwrap();
        }
    });
    let model = Fake::with_hook(1, hook);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    let Program { live, newest, meaning, fill, .. } = &mut program;
    let live = &*live;
    let step = meaning.step(fill, live, &store.db);
    let edit = async {
        tokio::task::spawn_blocking(move || begins.recv().unwrap()).await.unwrap();
        // While the model works, the matcher answers and takes changes in.
        assert!(!ask(live, &claim(3), None).matches.is_empty());
        put(store, 3..5, "Mới").await;
        live.catch_up(&store.db, newest).await.unwrap();
        go.send(()).unwrap();
    };
    let (done, ()) = tokio::join!(step, edit);
    assert!(done.unwrap());
    assert_eq!(live.vectors(), (8, 10), "the two that were edited still lack theirs");
    let lacking = live.lacking(Embeds::id(&*model), 100).unwrap();
    assert!(lacking.iter().all(|check| check.texts.iter().any(|text| text.starts_with("Mới"))), "{lacking:?}");
    assert_eq!(program.fill(store).await, (10, 10));
});

both_databases!(a_vector_that_is_damaged_in_the_store_is_computed_again, |store| {
    put(store, 0..5, "Sự thật").await;
    let model = Fake::new(1);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    program.fill(store).await;
    let mut tx = store.db.begin().await.unwrap();
    let cut = thuchu_store::args![vec![1_u8, 2, 3], Sha256Hash::of(claim(3).as_bytes())];
    assert_eq!(tx.tamper("UPDATE claim_vector SET vector = $1 WHERE text_hash = $2", cut).await.unwrap(), 1);
    tx.commit().await.unwrap();
    for computed in [1, 0] {
        let model = Fake::new(1);
        let mut program = Program::start(store, Shelf::of(&model), noon()).await;
        assert_eq!(program.fill(store).await, (5, 5));
        assert_eq!(model.texts(), computed);
    }
});

both_databases!(a_program_that_asks_once_uses_what_is_there_and_computes_no_more_than_it_may, |store| {
    put(store, 0..400, "Sự thật").await;
    let model = Fake::new(1);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    program.fill(store).await;
    put(store, 400..1_000, "Sự thật").await;
    let (model, clock) = (Fake::new(1), Arc::new(FixedClock::at(noon())));
    let live = Live::holding(Matcher::load(&store.db).await.unwrap());
    let meaning = Meaning::of(Shelf::of(&model), clock);
    assert!(matches!(meaning.open(), State::Ready));
    meaning.fill(&live, &store.db, 100).await.unwrap();
    let (done, all) = live.vectors();
    assert!(all == 1_000 && (425..=470).contains(&done), "{done} of {all}");
    assert!((100..140).contains(&model.texts()), "{}", model.texts());
});

both_databases!(nothing_of_a_message_is_kept, |store| {
    put(store, 0..5, "Sự thật").await;
    let model = Fake::new(1);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    program.fill(store).await;
    let before = stored(store).await;
    let text = "Nhà em ở số 7, uống nước lá có khỏi bệnh không ạ?";
    let sense = program.meaning.sense(text);
    assert!(sense.is_some());
    ask(&program.live, text, sense.as_ref());
    program.fill(store).await;
    assert_eq!(stored(store).await, before);
    let of_it = [Sha256Hash::of(text.as_bytes())];
    let found = claim_vectors::of_texts(&mut store.db.read(), Embeds::id(&*model), &of_it).await.unwrap();
    assert!(found.is_empty());
});

both_databases!(while_the_store_refuses_writes_vectors_are_used_all_the_same, |store| {
    put(store, 0..40, "Sự thật").await;
    let options = thuchu_store::OpenOptions { read_only: true, ..Default::default() };
    let model = Fake::new(1);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    let reading = Db::open_to_read(&store.url, options).await.unwrap();
    while program.meaning.step(&mut program.fill, &program.live, &reading).await.unwrap() {}
    assert_eq!(program.live.vectors(), (40, 40));
    assert_eq!(stored(store).await, []);
    reading.close().await;
});

both_databases!(a_message_in_another_language_finds_its_claim_by_the_meaning_of_the_same_model, |store| {
    put(store, 0..200, "Sự thật").await;
    let publisher = store.publisher("kiemtin.vn").await;
    let run = store.run().await;
    let claim = "Ăn tỏi sống thay được thuốc kháng sinh";
    let mut tx = store.db.begin().await.unwrap();
    let batch = [incoming(&publisher, "https://kiemtin.vn/toi", claim)];
    checks::put_batch(&mut tx, run.id, &batch, &store.chance, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let (one, two) = (Fake::new(1), Fake::new(2));
    let mut program = Program::start(store, Shelf::of(&one), noon()).await;
    let text = "raw garlic instead of medicine";
    let first =
        |sense: Option<&Meant>| ask(&program.live, text, sense).matches.first().map(|found| found.claim.clone());
    let other = Meaning::of(Shelf::of(&two), Arc::new(FixedClock::at(noon())));
    other.open();
    let (sense, of_other) = (program.meaning.sense(text), other.sense(text));
    assert_eq!(first(sense.as_ref()), first(None), "before any check has its vectors");
    assert_ne!(first(None).as_deref(), Some(claim));
    program.fill(store).await;
    let first =
        |sense: Option<&Meant>| ask(&program.live, text, sense).matches.first().map(|found| found.claim.clone());
    assert_eq!(first(sense.as_ref()).as_deref(), Some(claim));
    assert_ne!(first(of_other.as_ref()).as_deref(), Some(claim));
    assert_ne!(first(None).as_deref(), Some(claim));
});

both_databases!(what_leads_on_by_its_meaning_is_found_once_there_are_vectors_and_never_what_is_hidden, |store| {
    put(store, 0..100, "Sự thật").await;
    let run = store.run().await;
    let claims =
        [("kiemtin.vn", "Ăn tỏi sống thay được thuốc kháng sinh"), ("facts.org", "Raw garlic cures infections")];
    for (site, claim) in claims {
        let batch = [incoming(&store.publisher(site).await, &format!("https://{site}/toi"), claim)];
        let mut tx = store.db.begin().await.unwrap();
        checks::put_batch(&mut tx, run.id, &batch, &store.chance, noon()).await.unwrap();
        tx.commit().await.unwrap();
    }
    let model = Fake::new(1);
    let mut program = Program::start(store, Shelf::of(&model), noon()).await;
    let related = |program: &Program| {
        let found = program.live.asking(|matcher, scratch| {
            let library = matcher.library();
            let garlic = library.slice(0, 1_000).find(|shown| shown.wordings[0].text.as_str() == claims[0].1).unwrap();
            let found = matcher.related(garlic, 4, |_| true, scratch);
            found.into_iter().map(|shown| shown.wordings[0].text.as_str().to_owned()).collect::<Vec<_>>()
        });
        found.unwrap()
    };
    assert_eq!(related(&program), [""; 0]);
    program.fill(store).await;
    assert_eq!(related(&program), [claims[1].1]);

    for number in [1, 2] {
        let mut tx = store.db.begin().await.unwrap();
        thuchu_store::editors::add(&mut tx, &thuchu_testkit::editor(number)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let name = thuchu_testkit::editor(1).name;
    let trust = thuchu_model::Trust::None;
    crate::publisher::set_trust(&store.db, "facts.org", trust, &[name.as_str()], &store.clock).await.unwrap();
    program.catch_up(store).await;
    program.fill(store).await;
    assert_eq!(related(&program), [""; 0], "a publisher that is hidden");
});

both_databases!(a_damaged_model_is_told_and_words_go_on_finding, |store| {
    put(store, 0..5, "Sự thật").await;
    let folder = store.data.path().join("e5-small");
    let absent = Program::start(store, Folder::new(&folder), noon()).await;
    assert_eq!(absent.meaning.state().code(), "absent", "no folder is no mistake");

    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("config.json"), "{}").unwrap();
    let mut program = Program::start(store, Folder::new(&folder), noon()).await;
    let half = program.meaning.state();
    for (file, text) in [("tokenizer.json", "{"), ("model.safetensors", "not a model")] {
        std::fs::write(folder.join(file), text).unwrap();
    }
    program.look().await;
    for state in [half, program.meaning.state()] {
        let State::Refused(error) = state else { panic!("{state:?}") };
        let told = why(&error);
        assert!(told.in_lang(say::Lang::En).contains("thuchu model install"), "{told:?}");
        assert!(told.in_lang(say::Lang::Vi).contains("thuchu model install"), "{told:?}");
    }
    assert!(program.meaning.sense("Uống nước lá").is_none());
    assert_eq!(program.fill(store).await, (0, 5));
    let found = program.ask(&claim(3));
    assert_ne!(found.decision, Decision::None);
    assert_eq!(found.matches[0].claim, claim(3));

    std::fs::remove_dir_all(&folder).unwrap();
    program.look().await;
    assert_eq!(program.meaning.state().code(), "absent");
});

#[test]
fn a_model_that_is_installed_while_the_desk_runs_is_taken_and_one_that_is_removed_is_let_go() {
    thuchu_testkit::block_on(async {
        let store = TestStore::sqlite().await;
        put(&store, 0..5, "Sự thật").await;
        let model = Fake::new(1);
        let shelf = Shelf::empty();
        let mut program = Program::start(&store, shelf.clone(), noon()).await;
        assert_eq!((program.meaning.state().code(), program.fill(&store).await), ("absent", (0, 5)));
        shelf.put(Some(&model));
        program.look().await;
        assert_eq!((program.meaning.state().code(), program.fill(&store).await), ("ready", (5, 5)));
        shelf.put(None);
        program.look().await;
        assert_eq!(program.meaning.state().code(), "absent");
        assert!(program.meaning.sense("Uống nước lá").is_none());
        assert!(Meaning::off().sense("Uống nước lá").is_none());
    });
}
