//! Counts against a plain count of the same in the test.

use thuchu_model::{Chance as _, Day, ReviewState, Timestamp, Topic};
use thuchu_store::args;
use thuchu_store::counts::{self, Appeals, Asked, Spread};
use thuchu_testkit::{SeededChance, TestStore, both_databases, noon};

/// A cluster as far as it is counted.
#[derive(Clone)]
struct Line {
    opened: Day,
    answered: Option<Timestamp>,
    taken_up: Option<Timestamp>,
    topic: Option<&'static str>,
    lang: &'static str,
    /// Days after it was opened, and how many asked.
    demand: Vec<(i64, u32)>,
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Writes clusters and their demand.
async fn put(store: &TestStore, lines: &[Line]) {
    let mut tx = store.db.begin().await.unwrap();
    // A check to answer with, without the care of a whole one.
    let check = [7_u8; 16];
    let sql = "INSERT INTO checks (id, public_id, change_number, origin, state, version, content_hash, lang, wordings, links, \
         rating_label, updated_at) VALUES ($1, 'aaaaaaaa', 1, 'own', 'published', 1, $2, 'vi', '[]', '[]', 'Sai', 0)";
    tx.tamper(sql, args![check, thuchu_model::Sha256Hash::of(b"")]).await.unwrap();
    for (n, line) in lines.iter().enumerate() {
        let mut id = [1; 16];
        id[..8].copy_from_slice(&(n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        let asked: u32 = line.demand.iter().map(|(_, askers)| askers).sum();
        let sql = "INSERT INTO cluster (id, state, opened, lang, topic, shown, demand, recent, check_id, taken_up_at, \
             answered_at, revision) VALUES ($1, $2, $3, $4, $5, 1, $6, 0, $7, $8, $9, 1)";
        let state = if line.answered.is_some() { "answered" } else { "open" };
        let by = line.answered.map(|_| check);
        let values = args![id, state, line.opened, line.lang, line.topic, asked, by, line.taken_up, line.answered];
        tx.tamper(sql, values).await.unwrap();
        for (after, askers) in &line.demand {
            let sql = "INSERT INTO demand (cluster_id, day, askers, waiting) VALUES ($1, $2, $3, 5)";
            tx.tamper(sql, args![id, line.opened.plus_days(*after), *askers]).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// The same by sorting.
fn naive(mut values: Vec<i64>, opened: &[Day]) -> Spread {
    values.sort_unstable();
    let n = values.len();
    if n == 0 {
        return Spread::default();
    }
    let days = if opened.iter().all(|day| *day == opened[0]) { 1 } else { 2 };
    let p90 = values[(0.9 * n as f64).ceil() as usize - 1];
    Spread { count: n as u64, middle: [values[(n - 1) / 2], values[n / 2]], p90, days }
}

fn random(chance: &SeededChance, below: u64) -> u64 {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    u64::from_le_bytes(bytes) % below
}

both_databases!(medians_are_those_of_the_exact_values_for_every_number_of_them, |store| {
    let chance = SeededChance::new(5);
    for n in [0, 1, 2, 3, 4, 9, 10, 11, 20, 21, 57] {
        let lines: Vec<Line> = (0..n)
            .map(|_| {
                let opened = day("2024-02-20").plus_days(random(&chance, 900) as i64);
                let answered = opened.midnight().plus_seconds(-7 * 3_600 + random(&chance, 40 * 86_400) as i64);
                let taken_up =
                    (random(&chance, 3) > 0).then(|| answered.plus_seconds(-(random(&chance, 90_000) as i64)));
                Line { opened, answered: Some(answered), taken_up, topic: None, lang: "vi", demand: vec![] }
            })
            .collect();
        put(store, &lines).await;
        let since = day("2025-01-01").midnight();
        let of: Vec<&Line> = lines.iter().filter(|line| line.answered.unwrap() >= since).collect();
        let local = |at: Timestamp| at.plus_seconds(7 * 3_600).day().unwrap();
        let days = of.iter().map(|line| local(line.answered.unwrap()).days_after(line.opened)).collect();
        let opened: Vec<Day> = of.iter().map(|line| line.opened).collect();
        let found = counts::days_to_answer(&mut store.db.read(), since, 7 * 3_600).await.unwrap();
        assert_eq!(found, naive(days, &opened), "{n} clusters");
        let taken: Vec<&&Line> = of.iter().filter(|line| line.taken_up.is_some()).collect();
        let micros =
            taken.iter().map(|line| line.answered.unwrap().micros() - line.taken_up.unwrap().micros()).collect();
        let opened: Vec<Day> = taken.iter().map(|line| line.opened).collect();
        let found = counts::micros_from_take_up(&mut store.db.read(), since).await.unwrap();
        assert_eq!(found, naive(micros, &opened), "{n} clusters");
        let mut tx = store.db.begin().await.unwrap();
        tx.tamper("DELETE FROM cluster", args![]).await.unwrap();
        tx.tamper("DELETE FROM checks", args![]).await.unwrap();
        tx.commit().await.unwrap();
    }
});

both_databases!(the_days_of_leap_years_and_centuries_are_counted_right, |store| {
    for opened in ["1999-12-31", "2000-02-28", "2000-02-29", "2023-02-28", "2024-02-29", "2026-01-01", "2100-02-28"] {
        for after in [0, 1, 59, 366] {
            let answered = Some(day(opened).plus_days(after).midnight());
            let line = Line { opened: day(opened), answered, taken_up: None, topic: None, lang: "vi", demand: vec![] };
            put(store, &[line]).await;
            let found = counts::days_to_answer(&mut store.db.read(), Timestamp::from_micros(0), 0).await.unwrap();
            assert_eq!((found.p90, found.middle), (after, [after; 2]), "{opened} + {after}");
            let mut tx = store.db.begin().await.unwrap();
            tx.tamper("DELETE FROM cluster", args![]).await.unwrap();
            tx.tamper("DELETE FROM checks", args![]).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
});

both_databases!(demand_is_summed_by_subject_and_language_without_what_waits_for_a_batch, |store| {
    let line = |opened: &str, topic, lang, demand| Line {
        opened: day(opened),
        answered: None,
        taken_up: None,
        topic,
        lang,
        demand,
    };
    put(
        store,
        &[
            line("2026-11-01", Some("health"), "vi", vec![(0, 3), (1, 4)]),
            line("2026-11-02", Some("health"), "en", vec![(0, 5), (9, 0)]),
            line("2026-11-02", None, "vi", vec![(0, 1)]),
            line("2026-10-01", Some("scam"), "vi", vec![(0, 99)]),
        ],
    )
    .await;
    let read = &mut store.db.read();
    let since = day("2026-11-01");
    let asked = |askers, days| Asked { askers, days };
    let demand = counts::demand(read, since).await.unwrap();
    assert_eq!(demand.topics, [(None, asked(1, 1)), (Some(Topic::Health), asked(12, 2))]);
    let langs: Vec<_> = demand.langs.iter().map(|(lang, asked)| (lang.as_str(), *asked)).collect();
    assert_eq!(langs, [("en", asked(5, 1)), ("vi", asked(8, 2))]);
    let backlog = counts::backlog(read).await.unwrap();
    assert_eq!((backlog.clusters, backlog.askers, backlog.days, backlog.oldest), (4, 112, 3, Some(day("2026-10-01"))));
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("UPDATE cluster SET shown = 0", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let hidden = counts::backlog(read).await.unwrap();
    assert_eq!((hidden.clusters, hidden.oldest), (0, None), "before their batch");
});

both_databases!(outcomes_closings_reviews_and_appeals_are_counted, |store| {
    put(store, &[]).await;
    let mut tx = store.db.begin().await.unwrap();
    for (day, outcome, lang, asks) in [
        ("2026-11-20", "none", "vi", 3),
        ("2026-11-20", "none", "en", 4),
        ("2026-11-21", "answered", "vi", 5),
        ("2026-10-01", "none", "vi", 9),
    ] {
        let sql = "INSERT INTO outcome (day, outcome, lang, asks) VALUES ($1, $2, $3, $4)";
        tx.tamper(sql, args![day, outcome, lang, i64::from(asks)]).await.unwrap();
    }
    for (month, reason, clusters) in [("2026-10", "opinion", 2), ("2026-11", "opinion", 3), ("2026-09", "illegal", 9)] {
        let sql = "INSERT INTO closing (month, reason, clusters, messages) VALUES ($1, $2, $3, 1)";
        tx.tamper(sql, args![month, reason, i64::from(clusters)]).await.unwrap();
    }
    for (n, (state, received, due, decided)) in [
        ("open", "2026-11-20", "2026-12-01", None),
        ("open", "2026-01-20", "2026-02-01", None),
        ("accepted", "2026-11-10", "2026-11-19", Some("2026-11-19")),
        ("refused", "2026-11-10", "2026-11-19", Some("2026-11-20")),
        ("refused", "2026-01-10", "2026-01-19", Some("2026-01-11")),
    ]
    .into_iter()
    .enumerate()
    {
        if n == 0 {
            thuchu_store::editors::add(&mut tx, &thuchu_testkit::editor(1)).await.unwrap();
        }
        let sql = "INSERT INTO appeal (id, check_id, kind, state, code_hash, received, due, decided, decided_by, outcome) \
             VALUES ($1, $2, 'appeal', $3, $1, $4, $5, $6, $7, '')";
        let id = [n as u8; 16];
        let values = args![id, [7_u8; 16], state, received, due, decided, thuchu_testkit::editor(1).id];
        tx.tamper(sql, values).await.unwrap();
    }
    tx.commit().await.unwrap();
    let read = &mut store.db.read();
    let since = day("2026-11-01");
    let outcomes = counts::outcomes(read, since).await.unwrap();
    let told: Vec<_> = outcomes.iter().map(|(day, outcome, asks)| (day.to_string(), outcome.as_str(), *asks)).collect();
    assert_eq!(told, [("2026-11-20".to_owned(), "none", 7), ("2026-11-21".to_owned(), "answered", 5)]);
    assert_eq!(counts::closings(read, "2026-10").await.unwrap(), [(thuchu_model::ClosingReason::Opinion, 5)]);
    let appeals = counts::appeals(read, since, day("2026-11-22")).await.unwrap();
    assert_eq!(appeals, Appeals { in_time: 1, late: 1, open: 1, overdue: 1 });
    assert_eq!(counts::reviews(read).await.unwrap(), [] as [(ReviewState, u64); 0]);
});

both_databases!(
    #[ignore = "a measurement, and a bar"]
    a_hundred_thousand_clusters_are_counted_in_three_seconds,
    |store| {
        let chance = SeededChance::new(6);
        let lines: Vec<Line> = (0..100_000)
            .map(|n| {
                let opened = day("2026-01-01").plus_days(random(&chance, 320) as i64);
                let at = opened.midnight().plus_seconds(random(&chance, 30 * 86_400) as i64);
                let topic = Topic::ALL.get(random(&chance, 12) as usize).map(|topic| topic.as_str());
                let taken_up = Some(at.plus_seconds(-3_600));
                let demand = (0..3).map(|after| (after, 1 + random(&chance, 9) as u32)).collect();
                Line { opened, answered: (n % 5 > 0).then_some(at), taken_up, topic, lang: "vi", demand }
            })
            .collect();
        put(store, &lines).await;
        let (read, since) = (&mut store.db.read(), day("2026-01-01"));
        #[expect(clippy::disallowed_methods, reason = "a measurement reads the real clock")]
        let clock = std::time::Instant::now;
        let begun = clock();
        let lap = |what: &str, from: std::time::Instant| {
            println!("{:?} {what}: {} ms", store.db.engine(), from.elapsed().as_millis());
        };
        let at = clock();
        counts::backlog(read).await.unwrap();
        lap("backlog", at);
        let at = clock();
        assert!(counts::days_to_answer(read, since.midnight(), 0).await.unwrap().count > 70_000);
        lap("days", at);
        let at = clock();
        counts::micros_from_take_up(read, since.midnight()).await.unwrap();
        lap("hours", at);
        let at = clock();
        counts::demand(read, since).await.unwrap();
        lap("demand", at);
        let seconds = begun.elapsed().as_secs_f64();
        println!("{:?} all: {seconds:.2} s", store.db.engine());
        assert!(seconds <= 3.0 && noon() > since.midnight(), "{seconds}");
    }
);
