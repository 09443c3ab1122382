//! What importing promises, on real stores.

use std::io::BufReader;
use std::sync::atomic::{AtomicUsize, Ordering};

use thuchu_model::{Timestamp, Trust};
use thuchu_store::checks::IndexRow;
use thuchu_testkit::{TestStore, block_on, both_databases, noon};

use super::*;
use crate::export::{self, ExportFormat};

/// One ClaimReview line of kiemtin.vn.
fn line(path: &str, claim: &str, label: &str) -> String {
    let review = serde_json::json!({
        "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": claim, "url": format!("https://kiemtin.vn/{path}"),
        "author": {"@type": "Organization", "name": "Kiểm Tin"}, "datePublished": "2026-01-02",
        "reviewRating": {"@type": "Rating", "alternateName": label},
    });
    review.to_string()
}

fn lines(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

fn request(store: &TestStore, text: &str, complete: Complete) -> Request {
    Request {
        name: "checks.ndjson".to_owned(),
        input: Box::new(BufReader::new(Cursor::new(text.as_bytes().to_vec()))),
        version: Some(text.len().to_string()),
        read: Options { format: Some(thuchu_formats::Format::Ndjson), ..Options::default() },
        labels: None,
        complete,
        report: store.data.path().join("report.ndjson"),
    }
}

async fn import(store: &TestStore, text: &str, complete: Complete) -> Outcome {
    run(&store.db, request(store, text, complete), &store.clock, &store.chance, &Unwatched).await.unwrap()
}

async fn rows(store: &TestStore) -> Vec<IndexRow> {
    checks::changed_since(&mut store.db.read(), 0, 10_000).await.unwrap()
}

/// Live claims, sorted.
async fn live(store: &TestStore) -> Vec<String> {
    let rows = rows(store).await;
    let mut live: Vec<_> =
        rows.iter().filter(|row| row.state.is_live()).map(|row| row.wordings[0].text.to_string()).collect();
    live.sort();
    live
}

async fn exported(store: &TestStore) -> String {
    let (_, bytes) = export::run(&store.db, ExportFormat::Own { desk_facts: false }, Vec::new(), |_| {}).await.unwrap();
    let mut lines: Vec<_> = std::str::from_utf8(&bytes).unwrap().lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// A later day, so that versions born then are told from older ones.
fn later(store: &TestStore, days: i64) {
    store.clock.set(noon().plus_days(days));
}

both_databases!(importing_twice_changes_nothing_and_other_content_makes_the_next_version, |store| {
    let text = lines(&[line("1", "Chanh chữa cúm", "Sai"), line("2", "Gừng chữa cúm", "Sai")]);
    let first = import(store, &text, Complete::No).await;
    assert_eq!((first.counts.added, first.counts.unchanged, first.report), (2, 0, None));
    let before = exported(store).await;
    let second = import(store, &text, Complete::No).await;
    assert_eq!((second.counts.added, second.counts.changed, second.counts.unchanged), (0, 0, 2));
    assert_eq!(exported(store).await, before);
    let third = import(store, &lines(&[line("1", "Chanh chữa cúm", "Đúng một phần")]), Complete::No).await;
    assert_eq!((third.counts.changed, third.counts.replaced), (1, 0));
    assert!(exported(store).await.contains("\"version\":2"));
});

both_databases!(a_list_that_judges_one_claim_twice_keeps_the_first_and_reports_the_other_each_time, |store| {
    let text = lines(&[line("1", "Chanh chữa cúm", "Sai"), line("1", "Chanh chữa cúm", "Đúng")]);
    let first = import(store, &text, Complete::No).await;
    assert_eq!((first.counts.added, first.counts.changed, first.counts.problems), (1, 0, 1));
    let before = exported(store).await;
    let second = import(store, &text, Complete::Yes).await;
    assert_eq!((second.counts.unchanged, second.counts.changed, second.counts.problems), (1, 0, 1));
    assert_eq!((exported(store).await, second.counts.withdrawn), (before, 0));
    let report = std::fs::read_to_string(second.report.unwrap()).unwrap();
    assert!(report.contains(r#""code":"repeated","line":2"#) && report.contains("https://kiemtin.vn/1"), "{report}");
});

both_databases!(another_wording_at_the_same_address_replaces_the_old_one_and_back, |store| {
    import(store, &lines(&[line("1", "Chanh chữa cúm", "Sai"), line("2", "Khác", "Sai")]), Complete::No).await;
    later(store, 1);
    let outcome = import(store, &lines(&[line("1", "Nước chanh chữa cúm", "Sai")]), Complete::No).await;
    assert_eq!((outcome.counts.added, outcome.counts.replaced), (1, 1));
    assert_eq!(live(store).await, ["Khác", "Nước chanh chữa cúm"]);
    later(store, 2);
    let outcome = import(store, &lines(&[line("1", "Chanh chữa cúm", "Sai")]), Complete::No).await;
    assert_eq!(outcome.counts.replaced, 1);
    assert_eq!(live(store).await, ["Chanh chữa cúm", "Khác"]);
});

#[test]
fn two_wordings_at_one_address_stand_side_by_side() {
    block_on(async {
        let store = TestStore::sqlite().await;
        import(&store, &lines(&[line("1", "a", "Sai")]), Complete::No).await;
        later(&store, 1);
        let outcome = import(&store, &lines(&[line("1", "b", "Sai"), line("1", "c", "Sai")]), Complete::No).await;
        assert_eq!(outcome.counts.replaced, 0, "the file has two: nobody knows which one replaces it");
        assert_eq!(live(&store).await, ["a", "b", "c"]);
    });
}

both_databases!(a_complete_list_withdraws_what_it_no_longer_holds_and_its_return_publishes_it, |store| {
    let all = [line("1", "a", "Sai"), line("2", "b", "Sai"), line("3", "c", "Sai")];
    import(store, &lines(&all), Complete::No).await;
    let other = line("1", "x", "Sai").replace("kiemtin.vn", "khac.vn");
    import(store, &lines(&[other]), Complete::No).await;
    let outcome = import(store, &lines(&all[..1]), Complete::Yes).await;
    assert_eq!((outcome.counts.withdrawn, outcome.withdrawal), (2, Withdrawal::Done));
    assert_eq!(live(store).await, ["a", "x"], "another publisher's list is not touched");
    import(store, &lines(&all), Complete::Yes).await;
    assert_eq!(live(store).await, ["a", "b", "c", "x"]);
});

#[test]
fn a_broken_record_protects_its_address_and_an_unreadable_one_stops_withdrawing() {
    block_on(async {
        let store = TestStore::sqlite().await;
        let all = [line("1", "a", "Sai"), line("2", "b", "Sai"), line("3", "c", "Sai")];
        import(&store, &lines(&all), Complete::No).await;
        let broken = line("2", "b", "Sai").replace("\"Sai\"", "1e999");
        let outcome = import(&store, &lines(&[all[0].clone(), broken.clone()]), Complete::Yes).await;
        assert_eq!((outcome.counts.withdrawn, outcome.counts.protected), (1, 1));
        assert_eq!(live(&store).await, ["a", "b"]);
        let text = lines(&[all[0].clone(), "{\"@type\":".to_owned()]);
        let outcome = import(&store, &text, Complete::Yes).await;
        assert_eq!((outcome.withdrawal, outcome.counts.withdrawn), (Withdrawal::Refused(1), 0));
        assert_eq!(live(&store).await, ["a", "b"]);
        let outcome = import(&store, &text, Complete::DespiteBroken).await;
        assert_eq!(outcome.counts.withdrawn, 1);
    });
}

#[test]
fn every_broken_record_is_in_the_report_with_line_code_reason_and_text() {
    block_on(async {
        let store = TestStore::sqlite().await;
        let text = lines(&[
            line("1", "a", "Sai"),
            "{\"x\":1e400}".into(),
            "nul\0".into(),
            line("2", "b", "Sai").replace("https:", "ftp:"),
            line("3", "c", "Sai"),
        ]);
        let outcome = import(&store, &text, Complete::No).await;
        assert_eq!((outcome.counts.added, outcome.counts.problems), (2, 3));
        let report = std::fs::read_to_string(outcome.report.unwrap()).unwrap();
        let told: Vec<serde_json::Value> = report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let codes: Vec<_> =
            told.iter().map(|line| (line["line"].as_u64().unwrap(), line["code"].as_str().unwrap())).collect();
        assert_eq!(codes, [(2, "number_out_of_range"), (3, "json"), (4, "url_scheme")]);
        assert_eq!(told[0]["text"], "{\"x\":1e400}");
    });
}

/// Stops after every batch.
struct StopAfter(AtomicUsize);

impl Watch for StopAfter {
    fn progress(&self, _: u64, _: &Counts) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
    fn cancelled(&self) -> bool {
        true
    }
}

both_databases!(stopped_after_every_batch_and_resumed_the_end_is_that_of_a_clean_run, |store| {
    let mut all = Vec::new();
    for number in 0..4_300 {
        all.push(match number % 20 {
            7 => format!("{{broken {number}"),
            _ => line(&(number % 4_000).to_string(), &format!("tin số {}", number % 4_100), "Sai"),
        });
    }
    let text = lines(&all);
    let clean = TestStore::sqlite().await;
    let whole = import(&clean, &text, Complete::No).await;
    let (mut parts, mut outcome) = (0, None);
    while outcome.is_none() {
        let watch = StopAfter(AtomicUsize::new(0));
        parts += 1;
        match run(&store.db, request(store, &text, Complete::No), &store.clock, &store.chance, &watch).await {
            Ok(done) => outcome = Some(done),
            Err(ImportError::Cancelled) => {}
            Err(error) => panic!("{error}"),
        }
    }
    let outcome = outcome.unwrap();
    assert_eq!((parts, outcome.resumed), (6, true));
    assert_eq!(outcome.counts, whole.counts);
    assert_eq!(exported(store).await, exported(&clean).await);
    let report = |path: Option<PathBuf>| std::fs::read_to_string(path.unwrap()).unwrap();
    assert_eq!(report(outcome.report), report(whole.report));
    let (_, fault) = audit::verify(&mut store.db.read(), &[]).await.unwrap();
    assert_eq!(fault, None);
});

#[test]
fn dropped_in_the_middle_of_a_batch_nothing_of_it_is_kept() {
    block_on(async {
        let store = TestStore::sqlite().await;
        let text = lines(&(0..3_000).map(|n| line(&n.to_string(), &format!("tin số {n}"), "Sai")).collect::<Vec<_>>());
        for wait in [1, 5, 20, 60, 150] {
            let running = run(&store.db, request(&store, &text, Complete::No), &store.clock, &store.chance, &Unwatched);
            let _ = tokio::time::timeout(std::time::Duration::from_millis(wait), running).await;
            let stored = checks::count_live(&mut store.db.read(), None).await.unwrap();
            assert_eq!(stored % 1_000, 0, "whole batches only");
        }
        let outcome = import(&store, &text, Complete::No).await;
        assert_eq!(checks::count_live(&mut store.db.read(), None).await.unwrap(), 3_000);
        assert_eq!(outcome.counts.read, 3_000);
    });
}

#[test]
fn a_changed_input_begins_a_new_run() {
    block_on(async {
        let store = TestStore::sqlite().await;
        let text = lines(&(0..1_500).map(|n| line(&n.to_string(), &format!("tin số {n}"), "Sai")).collect::<Vec<_>>());
        let stop = StopAfter(AtomicUsize::new(0));
        let stopped = run(&store.db, request(&store, &text, Complete::No), &store.clock, &store.chance, &stop).await;
        assert_eq!(stopped.unwrap_err().code(), "import.cancelled");
        let outcome = import(&store, &lines(&[line("x", "y", "Sai")]), Complete::No).await;
        assert_eq!((outcome.resumed, outcome.counts.read), (false, 1));
    });
}

#[test]
fn labels_are_mapped_by_the_operators_file_only_and_kept_for_later() {
    block_on(async {
        let store = TestStore::sqlite().await;
        let text = lines(&[line("1", "a", "Sai sự thật"), line("2", "b", "False")]);
        let labels = Labels::parse("['kiemtin.vn']\n'Sai sự thật' = 'false'").unwrap();
        let request = Request { labels: Some(labels), ..request(&store, &text, Complete::No) };
        run(&store.db, request, &store.clock, &store.chance, &Unwatched).await.unwrap();
        let keys = async || -> Vec<_> {
            let mut rows = rows(&store).await;
            rows.sort_by_key(|row| row.url.clone());
            rows.into_iter().map(|row| (row.rating_label, row.rating.map(|(key, _)| key.to_string()))).collect()
        };
        let want = [("Sai sự thật".to_owned(), Some("false".to_owned())), ("False".to_owned(), None)];
        assert_eq!(keys().await, want);
        import(&store, &text, Complete::No).await;
        assert_eq!(keys().await, want);
    });
}

#[test]
fn a_new_publisher_is_shown_and_a_claim_bound_to_a_time_holds_ninety_days() {
    block_on(async {
        let store = TestStore::sqlite().await;
        let undated = line("2", "Ngày mai cả nước mất điện", "Sai").replace("datePublished", "x");
        import(
            &store,
            &lines(&[
                line("1", "Ngày mai nghỉ học toàn quốc", "Sai"),
                undated.clone(),
                line("3", "Chanh chữa cúm", "Sai"),
            ]),
            Complete::No,
        )
        .await;
        later(&store, 30);
        import(&store, &lines(&[undated]), Complete::No).await;
        let mut found = rows(&store).await;
        found.sort_by_key(|row| row.url.clone());
        let until: Vec<_> = found.iter().map(|row| row.holds_until).collect();
        let day = Timestamp::parse("2026-01-02").unwrap().plus_days(90);
        assert_eq!(until, [Some(day), Some(noon().plus_days(90)), None], "importing again does not renew it");
        assert_eq!(found[0].publisher.as_ref().unwrap().trust, Trust::Show);
    });
}

both_databases!(our_own_export_restores_versions_withdrawals_and_redirects, |store| {
    import(store, &lines(&[line("1", "a", "Sai"), line("2", "b", "Sai"), line("3", "c", "Sai")]), Complete::No).await;
    later(store, 1);
    import(store, &lines(&[line("1", "a", "Đúng"), line("2", "b mới", "Sai")]), Complete::Yes).await;
    let (counts, bytes) =
        export::run(&store.db, ExportFormat::Own { desk_facts: false }, Vec::new(), |_| {}).await.unwrap();
    assert_eq!((counts.checks, counts.versions, counts.redirects), (4, 5, 1));
    let other = TestStore::sqlite().await;
    let text = String::from_utf8(bytes).unwrap();
    for _ in 0..2 {
        let outcome = import(&other, &text, Complete::No).await;
        assert_eq!(outcome.counts.problems, 0);
        assert_eq!(exported(&other).await, exported(store).await);
    }
});

#[test]
fn the_other_formats_hold_live_checks_of_shown_publishers() {
    block_on(async {
        let store = TestStore::sqlite().await;
        import(&store, &lines(&[line("1", "a", "Sai"), line("2", "b", "Sai")]), Complete::No).await;
        import(&store, &lines(&[line("1", "a", "Sai")]), Complete::Yes).await;
        for format in [ExportFormat::Ndjson, ExportFormat::DataFeed, ExportFormat::Csv] {
            let (counts, bytes) = export::run(&store.db, format, Vec::new(), |_| {}).await.unwrap();
            assert_eq!(counts.checks, 1, "{}", String::from_utf8_lossy(&bytes));
            let again = TestStore::sqlite().await;
            let request = Request {
                read: Options::default(),
                ..request(&again, std::str::from_utf8(&bytes).unwrap(), Complete::No)
            };
            let outcome = run(&again.db, request, &again.clock, &again.chance, &Unwatched).await.unwrap();
            assert_eq!((outcome.counts.added, outcome.counts.problems), (1, 0));
        }
    });
}

/// A file of generated records that exists only while it is read.
struct Generated {
    number: usize,
    end: usize,
    line: Cursor<Vec<u8>>,
}

impl Read for Generated {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.line.position() == self.line.get_ref().len() as u64 && self.number < self.end {
            let n = self.number;
            let text = match n % 20 {
                7 => format!("{{\"@type\":\"ClaimReview\",\"url\":\"https://kiemtin.vn/{n}\" broken"),
                _ => line(&n.to_string(), &format!("Tin số {n} về nước chanh và {} thứ khác", n * 7), "Sai"),
            };
            self.line = Cursor::new((text + "\n").into_bytes());
            self.number += 1;
        }
        self.line.read(into)
    }
}

#[test]
#[ignore = "slow; run it alone, with THUCHU_RECORDS, to see time and memory"]
fn memory_does_not_grow_with_the_number_of_records() {
    block_on(async {
        let store = TestStore::sqlite().await;
        let end = std::env::var("THUCHU_RECORDS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
        let input = BufReader::new(Generated { number: 0, end, line: Cursor::new(Vec::new()) });
        let request = Request { input: Box::new(input), ..request(&store, "", Complete::No) };
        let outcome = run(&store.db, request, &store.clock, &store.chance, &Unwatched).await.unwrap();
        assert_eq!((outcome.counts.read, outcome.counts.problems), (end as u64, end as u64 / 20));
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim().to_owned();
        println!("{end} records: peak memory {peak}");
        let peak: u64 = peak.trim_end_matches(" kB").trim().parse().unwrap();
        assert!(peak < 1_500_000, "{peak} kB");
    });
}
