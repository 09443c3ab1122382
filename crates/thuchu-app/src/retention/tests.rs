//! A desk grows older: what is there on which day, and what is left of it on the disk.

use std::sync::Arc;

use thuchu_model::{Day, MessageId, Timestamp};
use thuchu_store::sealing::{Keys, Opened};
use thuchu_store::{Arg, Engine, args, audit, checks, editors, settings};
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, editor, incoming, noon};

use super::*;

/// Stands in every row that must be gone, and nowhere else.
const CANARY: &[u8] = b"chim-hoang-yen-7141";

struct Old {
    nights: Nights,
    clock: Arc<FixedClock>,
    keys: Keys,
}

fn id(number: u8) -> [u8; 16] {
    [number; 16]
}

async fn put(store: &TestStore, sql: &'static str, args: Vec<Arg>) {
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper(sql, args).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(store: &TestStore, sql: &'static str) -> i64 {
    store.db.read().peek(sql, args![]).await.unwrap()[0].get(0).unwrap()
}

fn day(of: Timestamp) -> Day {
    of.plus_seconds(7 * 3600).day().unwrap()
}

/// A desk in Vietnam where everything came in, was answered and decided today, at noon of UTC; one cluster waits.
async fn desk(store: &TestStore) -> Old {
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::another()));
    let publisher = store.publisher("kiemtin.vn").await;
    let run = store.run().await;
    let somebody = editor(1);
    let mut tx = store.db.begin().await.unwrap();
    editors::add(&mut tx, &somebody).await.unwrap();
    let check = incoming(&publisher, "https://kiemtin.vn/1", "Củ chữa được bệnh");
    checks::put_batch(&mut tx, run.id, &[check], &store.chance, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let check: [u8; 16] = store.db.read().peek("SELECT id FROM checks", args![]).await.unwrap()[0].get(0).unwrap();
    let (today, by) = (day(noon()), *somebody.id.as_bytes());
    for (cluster, state) in [(1, "answered"), (2, "open")] {
        let answered = (state == "answered").then(|| noon().micros());
        let answered_by = answered.map(|_| check.to_vec());
        put(
            store,
            "INSERT INTO cluster (id, state, opened, lang, wording_of, shown, demand, recent, check_id, answered_at, revision) \
             VALUES ($1, $2, $3, 'vi', $4, 1, 1, 1, $5, $6, 1)",
            args![id(cluster).to_vec(), state, today, id(cluster + 10).to_vec(), answered_by, answered],
        )
        .await;
        let (message, picture) = (id(cluster + 10).to_vec(), id(cluster + 20).to_vec());
        let sql = "INSERT INTO message (id, cluster_id, day, lang, sealed, wording_hash, shown) VALUES ($1, $2, $3, 'vi', $4, $5, 1)";
        let values = args![message.clone(), id(cluster).to_vec(), today, CANARY.to_vec(), vec![7_u8; 32]];
        put(store, sql, values).await;
        let sql =
            "INSERT INTO media (id, message_id, number, received_hash, png, sealed) VALUES ($1, $2, 1, $3, 1, $4)";
        // Longer than a page, so that it lies on pages of its own.
        put(store, sql, args![picture, message, vec![8_u8; 32], CANARY.repeat(2_000)]).await;
        let answered = (state == "answered").then_some(today);
        for tells in [0_i64, 1] {
            let sql = "INSERT INTO answer_owed (id, cluster_id, sealed, tell_changes, told, since, answered) VALUES ($1, $2, $3, $4, 1, $5, $6)";
            let owed = id(30 + cluster * 2 + tells as u8).to_vec();
            put(store, sql, args![owed, id(cluster).to_vec(), CANARY.to_vec(), tells, today, answered]).await;
        }
        let sql = "INSERT INTO receipt (code_hash, cluster_id, sealed, since, answered) VALUES ($1, $2, $3, $4, $5)";
        put(store, sql, args![vec![cluster; 32], id(cluster).to_vec(), CANARY.to_vec(), today, answered]).await;
    }
    let sql = "INSERT INTO appeal (id, check_id, kind, state, code_hash, sealed, received, due, decided_by, decided, outcome) \
        VALUES ($1, $2, 'appeal', 'refused', $3, $4, $5, $6, $7, $8, 'no')";
    let values =
        args![id(50).to_vec(), check.to_vec(), vec![1_u8; 32], CANARY.to_vec(), today, today, by.to_vec(), today];
    put(store, sql, values).await;
    let sql = "INSERT INTO cluster_act (id, cluster_id, act, detail, by_editor, at, undone) VALUES ($1, $2, 'merge', $3, $4, $5, 0)";
    let detail = String::from_utf8(CANARY.to_vec()).unwrap();
    put(store, sql, args![id(60).to_vec(), id(1).to_vec(), detail, by.to_vec(), noon()]).await;
    put(store, "INSERT INTO seen_by_reader (editor_id, day) VALUES ($1, $2)", args![by.to_vec(), today]).await;
    put(store, "INSERT INTO blocked (hash, kind, since) VALUES ($1, 'wording', $2)", args![vec![9_u8; 32], today])
        .await;
    let steps = Desk {
        db: store.db.clone(),
        blobs: store.blobs(),
        keys: keys.clone(),
        clock: clock.clone(),
        chance,
        utc_offset_minutes: 7 * 60,
    };
    Old { nights: Nights::new(steps), clock, keys }
}

impl Old {
    /// The night work so many days after everything happened; nothing that came before it is skipped over.
    async fn after(&self, days: i64) -> Gone {
        self.clock.set(noon().plus_days(days));
        self.nights.tick().await.unwrap().map_or(Gone::default(), |night| night.rows)
    }
}

both_databases!(every_kind_is_gone_on_its_day_and_not_before, |store| {
    let old = desk(store).await;
    assert_eq!(old.after(6).await, Gone::default());
    assert_eq!(old.after(8).await, Gone { answer_owed: 1, ..Gone::default() });
    assert_eq!(old.after(29).await, Gone::default());
    assert_eq!(old.after(31).await, Gone { message: 1, media: 1, cluster_act: 1, ..Gone::default() });
    assert_eq!(count(store, "SELECT COUNT(*) FROM cluster WHERE wording_of IS NULL").await, 1);
    assert_eq!(old.after(89).await, Gone::default());
    assert_eq!(old.after(91).await, Gone { answer_owed: 3, receipt: 1, appeal: 1, ..Gone::default() });
    assert_eq!(old.after(179).await, Gone::default());
    assert_eq!(old.after(181).await, Gone { message: 1, media: 1, receipt: 1, seen_by_reader: 1, ..Gone::default() });
    assert_eq!(count(store, "SELECT COUNT(*) FROM cluster").await, 2, "what the desk counts stays");
    assert_eq!(count(store, "SELECT COUNT(*) FROM blocked").await, 1);
    assert_eq!(count(store, "SELECT COUNT(*) FROM appeal WHERE sealed IS NULL").await, 1, "its outcome stays public");
    assert!(audit::verify(&mut store.db.read(), &[]).await.unwrap().1.is_none());
});

both_databases!(what_a_desk_missed_while_it_stood_still_is_made_up_for_at_once, |store| {
    let old = desk(store).await;
    let rows = old.after(400).await;
    assert_eq!((rows.message, rows.media, rows.answer_owed, rows.receipt), (2, 2, 4, 2));
    assert_eq!(old.nights.look().await.unwrap().rows, Gone::default());
});

both_databases!(a_day_is_done_once_whoever_begins_it, |store| {
    let old = desk(store).await;
    let other = Nights::new(old.nights.desk.clone());
    let heard = Arc::new(Mutex::new(Vec::<MessageId>::new()));
    for node in [&old.nights, &other] {
        let heard = heard.clone();
        node.listen(move |gone| heard.lock().unwrap().extend(gone));
    }
    old.clock.set(noon().plus_days(31));
    let (one, two) = tokio::join!(old.nights.tick(), other.tick());
    let done = [one.unwrap(), two.unwrap()];
    assert_eq!(done.iter().flatten().count(), 1, "{done:?}");
    assert_eq!(*heard.lock().unwrap(), [MessageId::from_bytes(id(11))], "whoever has it in memory is told");
    assert_eq!(count(store, "SELECT COUNT(*) FROM audit_entry WHERE act = 'retention.applied'").await, 1);
    assert!(old.nights.look().await.unwrap().done);
});

both_databases!(a_day_begins_at_night_where_the_desk_is, |store| {
    let old = desk(store).await;
    // Noon of UTC is seven in the evening; the seventh day after begins its work at two, which is seven hours earlier.
    let seventh = day(noon()).plus_days(7).midnight().plus_seconds(-7 * 3600);
    old.clock.set(seventh.plus_seconds(2 * 3600 - 1));
    assert_eq!(old.nights.tick().await.unwrap().unwrap().rows, Gone::default());
    old.clock.set(seventh.plus_seconds(2 * 3600));
    assert_eq!(old.nights.tick().await.unwrap().unwrap().rows, Gone { answer_owed: 1, ..Gone::default() });
});

both_databases!(a_clock_that_goes_back_deletes_nothing_too_early, |store| {
    let old = desk(store).await;
    assert_eq!(old.after(8).await.answer_owed, 1);
    for earlier in [7, 3, -400] {
        assert_eq!(old.after(earlier).await, Gone::default(), "{earlier}");
    }
    assert_eq!(old.after(31).await.message, 1, "and goes on once it is right again");
});

both_databases!(a_shorter_time_holds_from_the_next_night_on_and_a_longer_one_never, |store| {
    let old = desk(store).await;
    for (value, days, gone) in [("{\"address_answered\":3000}", 6, 0), ("{\"address_answered\":3}", 5, 1)] {
        let mut tx = store.db.begin().await.unwrap();
        settings::set(&mut tx, "retention", value, noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(old.after(days).await.answer_owed, gone, "{value}");
    }
});

both_databases!(looking_deletes_nothing_and_says_what_the_night_will, |store| {
    let old = desk(store).await;
    old.clock.set(noon().plus_days(31));
    let before = old.nights.look().await.unwrap();
    assert_eq!(old.nights.look().await.unwrap(), before);
    assert!(!before.done && before.rows.message == 1);
    assert_eq!(old.nights.tick().await.unwrap().unwrap().rows, before.rows);
});

/// Whether any file of the data folder holds the canary.
fn on_disk(store: &TestStore) -> Vec<String> {
    let files = std::fs::read_dir(store.data.path()).unwrap().map(|entry| entry.unwrap().path());
    let holds = |path: &std::path::PathBuf| {
        path.is_file() && std::fs::read(path).unwrap().windows(CANARY.len()).any(|bytes| bytes == CANARY)
    };
    files.filter(holds).map(|path| path.display().to_string()).collect()
}

both_databases!(what_is_deleted_is_in_no_file_any_more, |store| {
    let old = desk(store).await;
    if store.db.engine() == Engine::Sqlite {
        assert!(!on_disk(store).is_empty(), "the sweep sees what is there");
        old.after(400).await;
        assert_eq!(on_disk(store), Vec::<String>::new());
        let log = store.data.path().join("thuchu.sqlite-wal");
        assert_eq!(log.metadata().map_or(0, |log| log.len()), 0);
    } else {
        old.after(400).await;
        let left = "SELECT COUNT(*) FROM message WHERE sealed IS NOT NULL";
        assert_eq!(count(store, left).await, 0);
    }
});

both_databases!(a_key_is_destroyed_once_nothing_is_sealed_with_it, |store| {
    let old = desk(store).await;
    let chance = SeededChance::another();
    let seal = |at: Timestamp| old.keys.seal(CANARY, b"message", at, &chance).unwrap();
    let (then, later) = (seal(noon()), seal(noon().plus_days(200)));
    let lasting = old.keys.seal_lasting(b"phone", b"", &chance).unwrap();
    // An appeal that nobody decided yet is sealed with the same key.
    let sql = "UPDATE appeal SET state = 'open', decided = NULL, sealed = $1";
    put(store, sql, args![then.clone()]).await;
    assert_eq!(old.keys.months().unwrap().len(), 2);
    old.after(230).await;
    assert_eq!(old.keys.open(&then, b"message").unwrap(), Opened::Bytes(CANARY.to_vec()), "it waits to be decided");
    put(store, "UPDATE appeal SET sealed = NULL", args![]).await;
    old.after(231).await;
    assert_eq!(old.keys.open(&then, b"message").unwrap(), Opened::Lost, "also in an old backup");
    assert_eq!(old.keys.open(&later, b"message").unwrap(), Opened::Bytes(CANARY.to_vec()));
    assert_eq!(old.keys.open(&lasting, b"").unwrap(), Opened::Bytes(b"phone".to_vec()));
    old.after(2_000).await;
    assert_eq!(old.keys.months().unwrap(), Vec::<String>::new());
});
