use std::sync::Arc;

use thuchu_store::args;
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, noon};

use super::*;

fn measure(store: &TestStore) -> Measure {
    let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::another()));
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    Measure::new(Desk { db: store.db.clone(), blobs: store.blobs(), keys, clock, chance, utc_offset_minutes: 420 })
}

/// Groups that were opened `opened_before` days ago and answered at noon today, taken up `hours` before.
async fn answered(store: &TestStore, groups: &[(i64, i64)]) {
    let mut tx = store.db.begin().await.unwrap();
    let sql = "INSERT INTO checks (id, public_id, change_number, origin, state, version, content_hash, lang, wordings, links, \
         rating_label, updated_at) VALUES ($1, 'aaaaaaaa', 1, 'own', 'published', 1, $1, 'vi', '[]', '[]', 'Sai', 0) \
         ON CONFLICT DO NOTHING";
    tx.tamper(sql, args![[7_u8; 16]]).await.unwrap();
    let today = noon().day().unwrap();
    for (n, (opened_before, hours)) in groups.iter().enumerate() {
        let sql = "INSERT INTO cluster (id, state, opened, lang, shown, demand, recent, check_id, taken_up_at, answered_at, \
             revision) VALUES ($1, 'answered', $2, 'vi', 1, 1, 0, $3, $4, $5, 1)";
        let taken_up = noon().plus_seconds(-3_600 * hours);
        let opened = today.plus_days(-opened_before);
        tx.tamper(sql, args![[n as u8; 16], opened, [7_u8; 16], taken_up, noon()]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn outcome(store: &TestStore, day: &str, outcome: &str, asks: u32) {
    let mut tx = store.db.begin().await.unwrap();
    let sql = "INSERT INTO outcome (day, outcome, lang, asks) VALUES ($1, $2, 'vi', $3)";
    tx.tamper(sql, args![day, outcome, asks]).await.unwrap();
    tx.commit().await.unwrap();
}

both_databases!(an_empty_desk_is_counted_without_a_number_that_could_mislead, |store| {
    for range in Range::ALL {
        let counts = measure(store).counts(range).await.unwrap();
        assert_eq!((counts.backlog, counts.oldest, counts.answered), (Told::Few, None, 0));
        assert_eq!((counts.days_to_answer, counts.hours_from_take_up), (None, None));
        assert!(counts.matches.iter().all(|part| part.all() == 0 && part.rate().is_none()));
        assert!(counts.reviews.len() == 5 && counts.closings.len() == 6, "each has its line");
    }
});

both_databases!(the_median_is_a_real_one_and_is_told_of_ten_groups_of_two_days, |store| {
    let nine: Vec<_> = (1..=9).map(|n| (n, n)).collect();
    answered(store, &nine).await;
    let counts = measure(store).counts(Range::Month).await.unwrap();
    assert_eq!((counts.days_to_answer, counts.answered), (None, 9), "nine are too few");
    assert_eq!(counts.hours_from_take_up, Some(Took { median: 5.0, p90: 9.0 }), "the desk's own acts are told");
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("DELETE FROM cluster", args![]).await.unwrap();
    tx.commit().await.unwrap();
    answered(store, &[(3, 1); 12]).await;
    assert_eq!(measure(store).counts(Range::Month).await.unwrap().days_to_answer, None, "of one day");
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("DELETE FROM cluster", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let ten: Vec<_> = [1, 1, 2, 2, 3, 4, 5, 6, 20, 90].map(|n| (n, 1)).into();
    answered(store, &ten).await;
    let counts = measure(store).counts(Range::Month).await.unwrap();
    assert_eq!(counts.days_to_answer, Some(Took { median: 3.5, p90: 20.0 }));
});

both_databases!(weeks_and_months_are_those_of_the_calendar_and_none_is_left_out, |store| {
    for (day, asks) in [("2026-11-16", 7), ("2026-11-22", 8), ("2026-11-15", 30), ("2025-12-31", 6), ("2025-12-01", 6)]
    {
        outcome(store, day, "none", asks).await;
    }
    let measure = measure(store);
    let month = measure.counts(Range::Month).await.unwrap().matches;
    let days: Vec<_> = month.iter().map(|part| part.from.to_string()).collect();
    assert_eq!(days, ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]);
    assert_eq!((month[4].none, month[3].none), (Told::About(20), Told::Few), "thirty on one day are not told");
    let year = measure.counts(Range::Year).await.unwrap().matches;
    assert_eq!((year.len(), year[0].from.to_string().as_str()), (13, "2025-11-01"));
    assert_eq!((year[1].none, year[12].none), (Told::About(10), Told::About(50)));
});

both_databases!(no_rate_is_told_where_one_of_its_counts_is_not, |store| {
    for (day, end, asks) in [
        ("2026-11-16", "answered", 31),
        ("2026-11-17", "answered", 29),
        ("2026-11-16", "suggested", 12),
        ("2026-11-17", "suggested", 9),
        ("2026-11-16", "none", 10),
        ("2026-11-17", "none", 11),
        ("2026-11-09", "answered", 40),
        ("2026-11-10", "answered", 40),
        ("2026-11-10", "none", 3),
        ("2026-11-10", "of another program", 3),
    ] {
        outcome(store, day, end, asks).await;
    }
    let counts = measure(store).counts(Range::Month).await.unwrap();
    assert_eq!(counts.matches[4].rate(), Some(0.6), "of 60, 20 and 20");
    assert_eq!((counts.matches[3].rate(), counts.matches[3].all()), (None, 80));
    assert_eq!(counts.matched.answered, Told::About(140));
});
