//! Speed of imports and of the index loader, printed. Outside the ordinary run:
//! `cargo test --release -p thuchu-store --test contract -- --ignored --nocapture speed`.

use std::time::Instant;

use thuchu_store::{audit, checks, settings};
use thuchu_testkit::{both_databases, incoming, noon};

const RECORDS: usize = 50_000;

both_databases!(
    #[ignore = "a measurement, not a rule"]
    an_import_and_a_load_are_timed,
    |store| {
        let publisher = store.publisher("a.vn").await;
        let run = store.run().await;
        let records: Vec<_> = (0..RECORDS)
            .map(|n| {
                let claim = format!("Tin đồn số {n}: uống nước chanh nóng mỗi sáng chữa được bệnh tiểu đường");
                let mut check = incoming(&publisher, &format!("https://a.vn/bai-viet-{n}"), &claim);
                check.content.body = Some("Theo Bộ Y tế, không có bằng chứng khoa học nào. ".repeat(8));
                check
            })
            .collect();
        for pass in ["added", "unchanged"] {
            let start = now();
            for batch in records.chunks(1_000) {
                let mut tx = store.db.begin().await.unwrap();
                checks::put_batch(&mut tx, run.id, batch, &store.chance, noon()).await.unwrap();
                tx.commit().await.unwrap();
            }
            println!("{:?} {pass}: {:.0} records/s", store.db.engine(), rate(RECORDS, start));
        }
        let start = now();
        let (mut after, mut seen) = (0, 0);
        loop {
            let page = checks::changed_since(&mut store.db.read(), after, 10_000).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.change;
            seen += page.len();
        }
        assert_eq!(seen, RECORDS);
        assert_eq!(after, settings::newest_change(&mut store.db.read()).await.unwrap());
        println!("{:?} loaded: {:.0} rows/s", store.db.engine(), rate(seen, start));
        let act = thuchu_model::AuditAct::parse("check.import").unwrap();
        let mut tx = store.db.begin().await.unwrap();
        let links = 10_000;
        for n in 0..links {
            let detail = serde_json::json!({"n": n, "from": "show", "to": "answer"});
            let object = thuchu_model::AuditObject::Publisher(publisher.id);
            audit::append(&mut tx, &[], act.clone(), object, &detail, noon()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let start = now();
        assert_eq!(audit::verify(&mut store.db.read(), &[]).await.unwrap().1, None);
        println!("{:?} audit verified: {:.0} links/s", store.db.engine(), rate(links, start));
    }
);

both_databases!(
    #[ignore = "a measurement, and a bar: ten seconds"]
    a_million_links_are_verified_in_ten_seconds,
    |store| {
        let length = 1_000_000;
        let head = crate::ledger::chain(store, length).await;
        let start = now();
        let found = audit::verify(&mut store.db.read(), &[head]).await.unwrap();
        let seconds = start.elapsed().as_secs_f64();
        println!("{:?} audit of {length} links verified in {seconds:.1} s", store.db.engine());
        assert_eq!(found, (head, None));
        assert!(seconds <= 10.0, "{seconds}");
    }
);

#[expect(clippy::disallowed_methods, reason = "a measurement reads the real clock")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::cast_precision_loss, reason = "a rate is printed, not computed with")]
fn rate(count: usize, since: Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64()
}
