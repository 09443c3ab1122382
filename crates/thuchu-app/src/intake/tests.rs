//! What intake promises, on both databases.

use std::sync::Arc;

use thuchu_model::{Chance as _, Clock as _, Lang, Secret, Sha256Hash};
use thuchu_store::sealing::Keys;
use thuchu_store::{Arg, args, clusters, messages};
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, noon};

use super::*;

const STROKE: &str = "Chích máu mười đầu ngón tay cứu được người đang bị đột quỵ, chia sẻ ngay";
const MONEY: &str = "Từ tháng sau ngân hàng thu phí 2 triệu đồng nếu không cập nhật căn cước";

/// Intake on this store, as one program of several.
async fn program(store: &TestStore, mail: bool) -> (Intake, Arc<FixedClock>) {
    program_with(store, Ways { mail, ..Ways::default() }).await
}

/// The same with all that the operator may have set up.
pub(super) async fn program_with(store: &TestStore, ways: Ways) -> (Intake, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::at(noon()));
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    let chance = Arc::new(SeededChance::another());
    let desk = Desk {
        db: store.db.clone(),
        blobs: store.blobs(),
        keys,
        clock: clock.clone(),
        chance,
        utc_offset_minutes: 420,
    };
    let intake = Intake::new(desk, ways);
    intake.catch_up().await.unwrap();
    (intake, clock)
}

pub(super) fn sent(text: &str, source: u8) -> Sent {
    Sent {
        text: text.to_owned(),
        link: String::new(),
        pictures: Vec::new(),
        lang: Lang::vi(),
        email: None,
        tell_changes: false,
        source: Source([source; 16]),
        meant: None,
    }
}

fn picture(bytes: &[u8]) -> SentPicture {
    SentPicture { received: Sha256Hash::of(bytes), clean: CleanPicture { bytes: b"encoded anew".to_vec(), png: true } }
}

pub(super) async fn number(store: &TestStore, sql: &'static str) -> i64 {
    store.db.read().peek(sql, args![]).await.unwrap().first().map_or(-1, |row| row.get(0).unwrap())
}

async fn change(store: &TestStore, sql: &'static str, values: Vec<Arg>) {
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper(sql, values).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) fn typed(received: &Received) -> Secret {
    Secret::new(received.code.reveal())
}

both_databases!(the_same_rumour_is_one_group_and_another_is_another, |store| {
    let (intake, _) = program(store, false).await;
    for (source, text) in
        [(1, STROKE), (2, "chich mau muoi dau ngon tay cuu duoc nguoi dang bi dot quy"), (3, STROKE), (4, MONEY)]
    {
        intake.receive(sent(text, source)).await.unwrap();
    }
    assert_eq!(number(store, "SELECT COUNT(*) FROM cluster").await, 2);
    assert_eq!(number(store, "SELECT COUNT(*) FROM message").await, 4);
    assert_eq!(number(store, "SELECT COUNT(*) FROM receipt").await, 4);
    let most = "SELECT CAST(MAX(n) AS BIGINT) FROM (SELECT COUNT(*) AS n FROM message GROUP BY cluster_id) AS m";
    assert_eq!(number(store, most).await, 3);
});

both_databases!(nothing_is_visible_before_the_batch_and_a_source_counts_once_a_day, |store| {
    let (intake, clock) = program(store, false).await;
    for source in [1, 1, 1, 2] {
        intake.receive(sent(STROKE, source)).await.unwrap();
    }
    let shown =
        "SELECT (SELECT COUNT(*) FROM message WHERE shown = 1) + (SELECT COUNT(*) FROM cluster WHERE shown = 1)";
    let demand = "SELECT demand * 1000 + recent FROM cluster";
    assert_eq!((number(store, shown).await, number(store, demand).await), (0, 0));
    intake.publish_batch().await.unwrap();
    assert_eq!((number(store, shown).await, number(store, demand).await), (5, 2_002));
    // In the same quarter of an hour nothing more is shown.
    intake.receive(sent(STROKE, 3)).await.unwrap();
    intake.publish_batch().await.unwrap();
    assert_eq!(number(store, demand).await, 2_002);
    clock.set(noon().plus_seconds(15 * 60));
    intake.publish_batch().await.unwrap();
    assert_eq!(number(store, demand).await, 3_003);
    // A week later none of it is recent, and the same person counts again.
    clock.set(noon().plus_days(8));
    intake.receive(sent(STROKE, 1)).await.unwrap();
    intake.publish_batch().await.unwrap();
    assert_eq!(number(store, demand).await, 4_001);
});

both_databases!(questions_become_counts_with_the_batch, |store| {
    let (intake, _) = program(store, false).await;
    let check = thuchu_model::CheckId::from_bytes([9; 16]);
    for source in [1, 1, 2] {
        intake.asked(Source([source; 16]), &Lang::vi(), Outcome::Answered, Some(check));
    }
    assert_eq!(number(store, "SELECT COUNT(*) FROM asked").await, 0);
    intake.publish_batch().await.unwrap();
    intake.asked(Source([3; 16]), &Lang::vi(), Outcome::Answered, Some(check));
    intake.publish_batch().await.unwrap();
    assert_eq!(number(store, "SELECT askers FROM asked").await, 3);
    assert_eq!(number(store, "SELECT asks FROM outcome WHERE outcome = 'answered' AND lang = 'vi'").await, 3);
});

both_databases!(a_receipt_shows_how_far_the_answer_is_and_a_wrong_code_shows_nothing, |store| {
    let (intake, _) = program(store, false).await;
    let received = intake.receive(sent(STROKE, 1)).await.unwrap();
    let looked = intake.look_up(&typed(&received)).await.unwrap().unwrap();
    assert_eq!((looked.standing, received.answered), (Standing::Waiting, false));
    for wrong in ["", "x", "0000-0000-0000-0000-0000-0000-0000", STROKE] {
        assert_eq!(intake.look_up(&Secret::new(wrong.to_owned())).await.unwrap(), None);
        assert!(!intake.erase(&Secret::new(wrong.to_owned())).await.unwrap());
    }
    change(store, "UPDATE cluster SET state = 'not_checkable', closing_reason = 'opinion', wording_of = NULL", args![])
        .await;
    assert_eq!(intake.look_up(&typed(&received)).await.unwrap().unwrap().standing, Standing::NotCheckable);
    // Whoever asks the same now begins anew.
    let later = intake.receive(sent(STROKE, 2)).await.unwrap();
    assert_eq!(intake.look_up(&typed(&later)).await.unwrap().unwrap().standing, Standing::Waiting);
    assert_eq!(number(store, "SELECT COUNT(*) FROM cluster WHERE state = 'open'").await, 1);
});

both_databases!(erasing_by_the_code_leaves_nothing_of_the_message, |store| {
    let (intake, _) = program(store, true).await;
    let all = Sent { email: Some("ba.tu@thu.vn".into()), pictures: vec![picture(b"one")], ..sent(STROKE, 1) };
    let received = intake.receive(all).await.unwrap();
    let other = intake.receive(sent(STROKE, 2)).await.unwrap();
    assert!(intake.erase(&typed(&received)).await.unwrap());
    assert!(!intake.erase(&typed(&received)).await.unwrap(), "twice is no error");
    assert_eq!(intake.look_up(&typed(&received)).await.unwrap(), None);
    assert!(intake.look_up(&typed(&other)).await.unwrap().is_some());
    let left = "SELECT (SELECT COUNT(*) FROM media) * 100 + (SELECT COUNT(*) FROM answer_owed) * 10 + (SELECT COUNT(*) FROM message)";
    assert_eq!(number(store, left).await, 1);
    let worded = "SELECT COUNT(*) FROM cluster c JOIN message m ON m.id = c.wording_of";
    assert_eq!(number(store, worded).await, 1, "the other message stands for the group now");
    assert!(intake.erase(&typed(&other)).await.unwrap());
    assert_eq!(number(store, "SELECT COUNT(*) FROM cluster").await, 0, "nobody ever saw it");
    assert!(intake.regroup(|grouping, _| grouping.is_empty()));
});

both_databases!(what_was_removed_at_once_is_not_taken_again, |store| {
    let (intake, _) = program(store, false).await;
    let with_picture = Sent { pictures: vec![picture(b"bad")], ..sent(STROKE, 1) };
    intake.receive(with_picture.clone()).await.unwrap();
    let block = "INSERT INTO blocked (hash, kind, since) SELECT received_hash, 'picture', '2026-11-25' FROM media";
    change(store, block, args![]).await;
    let again = Sent { text: "Khác hẳn nhưng cùng tấm hình đó".into(), ..with_picture };
    assert!(matches!(intake.receive(again).await, Err(IntakeError::Blocked)));
    assert_eq!(number(store, "SELECT COUNT(*) FROM message").await, 1);
    assert_eq!(intake.regroup(|grouping, _| grouping.len()), 1, "nothing of it is in memory either");
});

both_databases!(pictures_without_words_go_where_the_same_picture_is, |store| {
    let (intake, _) = program(store, false).await;
    let only = |bytes: &[u8], source| Sent { pictures: vec![picture(bytes)], ..sent("", source) };
    for (bytes, source) in [(b"one", 1), (b"one", 2), (b"two", 3)] {
        intake.receive(only(bytes, source)).await.unwrap();
    }
    assert_eq!(number(store, "SELECT COUNT(*) FROM cluster").await, 2);
});

both_databases!(groups_are_the_same_after_a_new_start, |store| {
    let (before, _) = program(store, false).await;
    before.receive(sent(STROKE, 1)).await.unwrap();
    before.receive(sent(MONEY, 2)).await.unwrap();
    let (after, _) = program(store, false).await;
    after.receive(sent(STROKE, 3)).await.unwrap();
    assert_eq!(number(store, "SELECT COUNT(*) FROM cluster").await, 2);
    // The first program learns of it with its next batch.
    before.publish_batch().await.unwrap();
    assert_eq!(before.regroup(|grouping, _| grouping.members().count()), 3);
});

both_databases!(a_cluster_merged_by_another_program_gets_the_message_it_went_to, |store| {
    let (intake, _) = program(store, false).await;
    intake.receive(sent(STROKE, 1)).await.unwrap();
    let gone = store.db.read().peek("SELECT id FROM cluster", args![]).await.unwrap()[0].get::<Vec<u8>>(0).unwrap();
    intake.receive(sent(MONEY, 1)).await.unwrap();
    let merge =
        "UPDATE cluster SET state = 'merged', merged_into = (SELECT id FROM cluster WHERE id <> $1) WHERE id = $1";
    change(store, merge, args![gone.clone()]).await;
    intake.receive(sent(STROKE, 2)).await.unwrap();
    let rows = store.db.read().peek("SELECT COUNT(*) FROM message WHERE cluster_id <> $1", args![gone]).await.unwrap();
    assert_eq!(rows[0].get::<i64>(0).unwrap(), 2);
});

both_databases!(what_cannot_be_taken_is_refused_by_its_rule, |store| {
    let (intake, _) = program(store, false).await;
    let code = async |sent| intake.receive(sent).await.unwrap_err().code();
    assert_eq!(code(sent(" \u{200b}!? ", 1)).await, "send.nothing");
    assert_eq!(code(sent(&"a ".repeat(10_001), 1)).await, "send.too_long");
    assert_eq!(code(Sent { pictures: vec![picture(b"x"); 6], ..sent("", 1) }).await, "send.too_many_pictures");
    assert_eq!(code(Sent { email: Some("a@b.vn".into()), ..sent(STROKE, 1) }).await, "send.email");
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::another()));
    let desk = Desk { db: store.db.clone(), blobs: store.blobs(), keys, clock, chance, utc_offset_minutes: 420 };
    let cold = Intake::new(desk, Ways::default());
    assert_eq!(cold.receive(sent(STROKE, 1)).await.unwrap_err().code(), "desk.starting");
});

both_databases!(marks_of_a_sender_are_gone_before_the_first_write, |store| {
    let (intake, clock) = program(store, false).await;
    let text = format!(
        "{STROKE}\u{200b} gọi 0912345678 hoặc chi.hoa@gmail.com, https://tin.vn/a?fbclid=CANARYfb và https://bit.ly/CANARYshort"
    );
    let link = "https://vm.tiktok.com/CANARYtok/".to_owned();
    intake.receive(Sent { link, ..sent(&text, 1) }).await.unwrap();
    let open = clusters::open_after(&mut store.db.read(), None, 10).await.unwrap();
    let stored = messages::newest(&mut store.db.read(), &open, 20).await.unwrap();
    let words = messages::open(&intake.desk.keys, stored[0].id, &stored[0].sealed).unwrap().unwrap();
    let all = format!("{} {:?}", words.words, words.links);
    for gone in ["0912345678", "chi.hoa", "CANARY", "\u{200b}"] {
        assert!(!all.contains(gone), "{gone} in {all}");
    }
    assert!(all.contains("đột quỵ") && all.contains("https://tin.vn/a") && all.contains("[link:"), "{all}");
    // Once the key of its month is gone, nobody reads it, and neither does a new start.
    let month = thuchu_store::sealing::month_of(clock.now());
    assert!(intake.desk.keys.destroy(&month).unwrap());
    assert_eq!(messages::open(&intake.desk.keys, stored[0].id, &stored[0].sealed).unwrap(), None);
    let (after, _) = program(store, false).await;
    assert!(after.regroup(|grouping, _| grouping.is_empty()));
});

#[test]
fn nothing_that_was_sent_is_readable_in_any_file() {
    thuchu_testkit::block_on(async {
        let store = TestStore::sqlite().await;
        let (intake, _) = program(&store, true).await;
        let text = format!("{STROKE} ZXCANARYWORD https://tin.vn/ZXCANARYPATH?utm_source=ZXCANARYUTM");
        let picture = SentPicture {
            received: Sha256Hash::of(b"ZXCANARYRAW"),
            clean: CleanPicture { bytes: b"ZXCANARYPIXELS".to_vec(), png: false },
        };
        let sent = Sent { email: Some("zxcanarymail@thu.vn".into()), pictures: vec![picture], ..sent(&text, 1) };
        let received = intake.receive(sent).await.unwrap();
        intake.publish_batch().await.unwrap();
        let mut files = 0;
        let mut folders = vec![store.data.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let bytes = std::fs::read(entry.path()).unwrap().to_ascii_uppercase();
                files += 1;
                let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
                assert!(!holds("ZXCANARY") && !holds("NGÓN") && !holds(&received.code.reveal()), "{:?}", entry.path());
                let raw: Vec<u8> = received.code.bytes().to_vec();
                assert!(!bytes.windows(raw.len()).any(|window| window == raw));
            }
        }
        assert!(files >= 3, "database, log, keys");
        assert_eq!(format!("{received:?}").matches(&received.code.reveal()).count(), 0);
    });
}

#[test]
fn many_at_once_are_all_kept_and_grouped() {
    thuchu_testkit::block_on(async {
        let store = TestStore::sqlite().await;
        let (intake, _) = program(&store, false).await;
        let intake = Arc::new(intake);
        let mut all = tokio::task::JoinSet::new();
        for source in 0..60 {
            let intake = intake.clone();
            all.spawn(async move { intake.receive(sent(if source % 2 == 0 { STROKE } else { MONEY }, source)).await });
        }
        while let Some(done) = all.join_next().await {
            done.unwrap().unwrap();
        }
        let counts = (
            number(&store, "SELECT COUNT(*) FROM message").await,
            number(&store, "SELECT COUNT(*) FROM cluster").await,
            number(&store, "SELECT CAST(SUM(waiting) AS BIGINT) FROM demand").await,
        );
        assert_eq!(counts, (60, 2, 60));
    });
}

/// A cancelled request leaves no ghost in memory.
#[test]
fn who_hangs_up_leaves_nothing_behind() {
    thuchu_testkit::block_on(async {
        let store = TestStore::sqlite().await;
        let (intake, _) = program(&store, false).await;
        // Holds the write lock, so that receiving waits at the store.
        let held = store.db.begin().await.unwrap();
        let hung_up = tokio::time::timeout(std::time::Duration::from_millis(200), intake.receive(sent(STROKE, 1)));
        assert!(hung_up.await.is_err());
        held.rollback().await.unwrap();
        assert!(intake.regroup(|grouping, _| grouping.is_empty()));
        assert_eq!(number(&store, "SELECT COUNT(*) FROM message").await, 0);
        intake.receive(sent(STROKE, 1)).await.unwrap();
        intake.publish_batch().await.unwrap();
        assert_eq!(number(&store, "SELECT demand FROM cluster").await, 1, "it counts as the first");
    });
}

both_databases!(an_answered_cluster_answers_at_once, |store| {
    let (intake, _) = program(store, true).await;
    intake.receive(sent(STROKE, 1)).await.unwrap();
    let publisher = store.publisher("kiemtin.vn").await;
    let run = store.run().await;
    let check = thuchu_testkit::incoming(&publisher, "https://kiemtin.vn/1", "Chích máu đầu ngón tay cứu đột quỵ");
    let mut tx = store.db.begin().await.unwrap();
    thuchu_store::checks::put_batch(&mut tx, run.id, &[check], &store.chance, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let answer = "UPDATE cluster SET state = 'answered', answered_at = 1, check_id = (SELECT id FROM checks LIMIT 1)";
    change(store, answer, args![]).await;
    let late = intake.receive(Sent { email: Some("a@b.vn".into()), ..sent(STROKE, 2) }).await.unwrap();
    assert!(late.answered);
    let looked = intake.look_up(&typed(&late)).await.unwrap().unwrap();
    assert!(matches!(looked.standing, Standing::Answered(_, ref changes) if changes.is_empty()));
    assert_eq!(number(store, "SELECT COUNT(*) FROM receipt WHERE answered IS NULL").await, 0);
    assert_eq!(number(store, "SELECT COUNT(*) FROM answer_owed WHERE told = 0 AND answered IS NOT NULL").await, 1);
    assert_eq!(number(store, "SELECT COUNT(*) FROM outbox").await, 1, "and its answer is on its way");
});

/// Placing is measured by hand: `cargo test --release -p thuchu-app placing -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn placing_a_hundred_thousand_messages() {
    let groups = Groups::default();
    let chance = SeededChance::new(5);
    let words: Vec<String> = (0..4_000)
        .map(|n| format!("{}{}", ["cá", "lúa", "xe", "thuốc", "tiền", "mưa", "sốt", "điện"][n % 8], n))
        .collect();
    #[expect(clippy::disallowed_methods, reason = "a measurement")]
    let begun = std::time::Instant::now();
    for n in 0..100_000_usize {
        let mut draw = [0; 8];
        chance.fill(&mut draw);
        let rumour = usize::from(u16::from_le_bytes([draw[0], draw[1]])) % 20_000;
        let text: Vec<&str> =
            (0..14).map(|k| words[(rumour * 31 + k * k * 17 + rumour % 7) % words.len()].as_str()).collect();
        let id = MessageId::random(&chance);
        groups.put(id, &format!("{} {}", text.join(" "), n % 3), None, ClusterId::random(&chance));
    }
    let clusters = groups.with(|grouping, _| grouping.len());
    println!("100,000 messages in {:?}, {clusters} clusters", begun.elapsed());
}
