//! Counting on both databases, by one program and by two.

use std::net::{Ipv4Addr, Ipv6Addr};

use thuchu_store::blobs::Blobs;
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, noon};

use super::*;

const BROWSER: Option<&str> = Some("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36");

/// A program on this store: its own chance, everybody's keys, a clock to set.
fn program(store: &TestStore, clock: &Arc<FixedClock>) -> Visits {
    let desk = Desk {
        db: store.db.clone(),
        blobs: Blobs::in_data(store.data.path()).unwrap(),
        keys: Keys::in_folder(&store.data.path().join("keys")).unwrap(),
        clock: clock.clone(),
        chance: Arc::new(SeededChance::another()),
        utc_offset_minutes: 420,
    };
    Visits::new(desk, Counting::Visitors)
}

fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at(noon()))
}

fn from(number: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number))
}

fn check() -> Seen {
    Seen::Check(CheckId::from_bytes([1; 16]))
}

fn keys_of_days(store: &TestStore) -> usize {
    let files = std::fs::read_dir(store.data.path().join("keys")).unwrap();
    files.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().starts_with("visits-")).count()
}

both_databases!(two_programs_count_every_view_once_and_nobody_twice, |store| {
    let clock = clock();
    let (one, other) = (program(store, &clock), program(store, &clock));
    for number in 0..300 {
        one.seen(&check(), from(number), BROWSER);
        other.seen(&check(), from(number), BROWSER);
        other.seen(&Seen::Page("home"), from(number), BROWSER);
    }
    one.write().await.unwrap();
    other.write().await.unwrap();
    one.write().await.unwrap();
    let shown = one.shown();
    assert_eq!(shown.today.views, Few::Number(900));
    let Some(Few::Number(visitors)) = shown.today.visitors else { panic!("{shown:?}") };
    assert!(visitors.abs_diff(300) <= 9, "{visitors}");
    let today = Day::parse("2026-11-22").unwrap();
    assert_eq!(one.views_of(&check(), today).await.unwrap(), Few::Number(600));
    assert_eq!(one.views_of(&Seen::Page("home"), today).await.unwrap(), Few::Number(300));
    assert_eq!(one.views_of(&Seen::Topic(Topic::Health), today).await.unwrap(), Few::None);
    assert_eq!(one.most_viewed(today, 5).await.unwrap(), [(CheckId::from_bytes([1; 16]), 600)]);
    // Each program says how many it sees; who was seen by both is there twice.
    let Some(Few::Number(online)) = shown.online else { panic!("{shown:?}") };
    assert!(online.abs_diff(600) <= 30, "{online}");
});

both_databases!(a_program_that_begins_again_counts_nobody_twice, |store| {
    let clock = clock();
    for _ in 0..2 {
        let visits = program(store, &clock);
        (0..100).for_each(|number| visits.seen(&check(), from(number), BROWSER));
        visits.write().await.unwrap();
        let Some(Few::Number(visitors)) = visits.shown().today.visitors else { panic!("none") };
        assert!(visitors.abs_diff(100) <= 3, "{visitors}");
    }
});

both_databases!(a_minute_after_midnight_the_key_and_the_sketch_are_gone_and_a_number_is_left, |store| {
    let clock = clock();
    let visits = program(store, &clock);
    (0..50).for_each(|number| visits.seen(&check(), from(number), BROWSER));
    visits.write().await.unwrap();
    assert_eq!(keys_of_days(store), 1);
    let midnight = visits.desk.midnight(Day::parse("2026-11-23").unwrap());
    clock.set(midnight.plus_seconds(1));
    visits.seen(&check(), from(1), BROWSER);
    visits.write().await.unwrap();
    clock.set(midnight.plus_seconds(CLOSE_AFTER));
    visits.write().await.unwrap();
    assert_eq!(keys_of_days(store), 1, "today's");
    let rows =
        store.db.read().peek("SELECT day, registers FROM visit_day ORDER BY day", thuchu_store::args![]).await.unwrap();
    let left: Vec<(String, bool)> =
        rows.iter().map(|row| (row.get(0).unwrap(), row.maybe::<Vec<u8>>(1).unwrap().is_some())).collect();
    assert_eq!(left, [("2026-11-22".to_owned(), false), ("2026-11-23".to_owned(), true)]);
    let shown = visits.shown();
    assert_eq!((shown.yesterday.views, shown.today.views), (Few::Number(50), Few::BelowTen));
    let Some(Few::Number(visitors)) = shown.yesterday.visitors else { panic!("{shown:?}") };
    assert!(visitors.abs_diff(50) <= 2);
    assert_eq!((shown.today.visitors, shown.online), (Some(Few::BelowTen), Some(Few::BelowTen)));
    // 22 November 2026 is a Sunday: yesterday belongs to another week, and to the same month.
    assert_eq!(
        (shown.week.views, shown.month.views, shown.all.views),
        (Few::BelowTen, Few::Number(51), Few::Number(51))
    );
});

both_databases!(what_could_not_be_written_is_written_once_later, |store| {
    let clock = clock();
    let visits = program(store, &clock);
    (0..20).for_each(|number| visits.seen(&check(), from(number), BROWSER));
    // The commit went through, and its answer was lost: the batch is still there to be written.
    let batch = visits.counts().batch(noon(), false).unwrap();
    visits.put(batch, None, noon()).await.unwrap();
    (0..10).for_each(|number| visits.seen(&check(), from(number), BROWSER));
    visits.write().await.unwrap();
    assert_eq!(visits.shown().today.views, Few::Number(20));
    visits.write().await.unwrap();
    assert_eq!(visits.shown().today.views, Few::Number(30));
});

both_databases!(whoever_wants_views_only_has_no_key_and_no_sketch, |store| {
    let clock = clock();
    let visits = program(store, &clock);
    visits.count(Counting::Views);
    (0..50).for_each(|number| visits.seen(&check(), from(number), BROWSER));
    visits.write().await.unwrap();
    let shown = visits.shown();
    assert_eq!((shown.today.views, shown.today.visitors, shown.online), (Few::Number(50), None, None));
    assert_eq!(keys_of_days(store), 0);
    let sketches =
        store.db.read().peek("SELECT 1 FROM visit_day WHERE registers IS NOT NULL", thuchu_store::args![]).await;
    assert!(sketches.unwrap().is_empty());
    visits.count(Counting::Nothing);
    visits.seen(&check(), from(1), BROWSER);
    clock.set(noon().plus_seconds(10));
    visits.write().await.unwrap();
    assert_eq!((visits.shown().today.views, visits.written()), (Few::Number(50), 1));
});

both_databases!(a_quiet_site_writes_nothing_and_who_is_there_now_leaves_after_five_minutes, |store| {
    let clock = clock();
    let visits = program(store, &clock);
    visits.write().await.unwrap();
    let opening = visits.written();
    (0..30).for_each(|number| visits.seen(&check(), from(number), BROWSER));
    let mut last = None;
    for tick in 1..=60 {
        clock.set(noon().plus_seconds(10 * tick));
        visits.write().await.unwrap();
        last = visits.shown().online;
        if tick <= 23 {
            assert!(matches!(last, Some(Few::Number(29..=31))), "{last:?} after {tick}");
        }
    }
    assert_eq!(last, Some(Few::None));
    assert!(visits.written() - opening <= 7, "{} units of work", visits.written() - opening);
});

#[test]
fn a_household_is_one_visitor_and_no_hash_is_the_same_under_another_key() {
    let key = [7; 32];
    let six = |last: u16| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 1, 2, 3, 4, 5, last));
    assert_eq!(visitor(&key, six(1), "a"), visitor(&key, six(2), "a"));
    assert_ne!(visitor(&key, six(1), "a"), visitor(&key, six(1), "b"));
    assert_ne!(visitor(&key, six(1), "a"), visitor(&[8; 32], six(1), "a"));
    let mapped = IpAddr::V6(Ipv4Addr::new(10, 0, 0, 1).to_ipv6_mapped());
    assert_eq!(visitor(&key, mapped, "a"), visitor(&key, from(1), "a"));
}
