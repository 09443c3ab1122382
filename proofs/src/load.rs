//! A load of small units of work, each acknowledged on standard output once it is durable: check, audit entry and
//! delivery in one. What a kill leaves behind is compared with what was acknowledged.

use std::io::Write as _;
use std::path::Path;

use thuchu_model::{AuditAct, AuditObject, CheckId, Effect, JobKind};
use thuchu_store::blobs::{self, Blobs};
use thuchu_store::{Db, OpenOptions, StoreUrl, args, audit, checks, imports, outbox, publishers};
use thuchu_testkit::{FixedClock, SeededChance, incoming, noon};

use crate::{Proved, at, ensure};

/// What is stored, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Checks.
    pub checks: u64,
    /// Audit entries of the load's acts.
    pub audited: u64,
    /// Deliveries that wait.
    pub queued: u64,
}

/// Between two units with files, so that a long proof does not drown in them.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(5);

async fn open(data: &Path, store: &str) -> Proved<Db> {
    let url = StoreUrl::parse(store, Some(data)).map_err(at("the store's address"))?;
    Db::open(&url, OpenOptions::default(), &FixedClock::at(noon())).await.map_err(at("the store"))
}

/// Does units of work until there are `units`, and prints the number of each once it is stored. With `files`, each has a
/// file of the data folder too.
pub async fn run(data: &Path, store: &str, units: u64, files: bool) -> Proved {
    let db = open(data, store).await?;
    let files = files.then(|| Blobs::in_data(data)).transpose().map_err(at("the folder of files"))?;
    let stored = count(&db).await?;
    // Another sequence in each process, or the ids of one that was killed would come again.
    let chance = SeededChance::new(stored.checks << 32 | u64::from(std::process::id()));
    let act = AuditAct::parse("check.import").ok_or("an act")?;
    let topic = JobKind::parse("check.published").ok_or("a topic")?;
    let mut begin = db.begin().await.map_err(at("a unit of work"))?;
    let site = thuchu_testkit::publisher("tai.example").site;
    let publisher =
        publishers::find_or_create(&mut begin, &site, "Tải", &chance, noon()).await.map_err(at("publisher"))?;
    let run = imports::begin(&mut begin, "load", None, "{}", &chance, noon()).await.map_err(at("run"))?.id;
    begin.commit().await.map_err(at("commit"))?;
    for number in stored.checks + 1..=units {
        let check = incoming(&publisher, &format!("https://tai.example/{number}"), &format!("Tin số {number}"));
        let unit = async {
            let page = format!("Trang số {number}. ").repeat(50).into_bytes();
            let bytes = page.len() as u64;
            let file = match &files {
                Some(files) => Some(files.put(page.into(), &chance).await?),
                None => None,
            };
            let mut tx = db.begin().await?;
            if let Some(hash) = file {
                blobs::record(&mut tx, hash, bytes, noon()).await?;
            }
            checks::put_batch(&mut tx, run, std::slice::from_ref(&check), &chance, noon()).await?;
            let detail = serde_json::json!({"number": number});
            audit::append(&mut tx, &[], act.clone(), AuditObject::Check(check.id), &detail, noon()).await?;
            if let Some(effect) = Effect::parse(&format!("published:{}", check.id)) {
                outbox::put(&mut tx, &topic, "{}", &effect, noon(), &chance).await?;
            }
            tx.commit().await
        };
        unit.await.map_err(at(format!("unit {number}")))?;
        // Whoever started the load reads this; when the pipe is gone, so is the reason to go on.
        writeln!(std::io::stdout(), "{number}").map_err(at("standard output"))?;
        if files.is_some() {
            tokio::time::sleep(PAUSE).await;
        }
    }
    db.close().await;
    Ok(())
}

async fn count(db: &Db) -> Proved<Stored> {
    let mut counts = [0; 3];
    let questions = [
        "SELECT COUNT(*) FROM checks",
        "SELECT COUNT(*) FROM audit_entry WHERE act = 'check.import'",
        "SELECT COUNT(*) FROM outbox",
    ];
    for (count, question) in counts.iter_mut().zip(questions) {
        let rows = db.read().peek(question, args![]).await.map_err(at(question))?;
        *count = rows.first().ok_or("a count")?.get::<u64>(0).map_err(at(question))?;
    }
    let [checks, audited, queued] = counts;
    Ok(Stored { checks, audited, queued })
}

/// Fails unless what is stored holds the first `acknowledged` units, whole ones only, at most one more.
pub async fn compare(data: &Path, acknowledged: u64) -> Proved<Stored> {
    let db = open(data, "sqlite:").await?;
    let stored = count(&db).await?;
    ensure(stored.checks == stored.audited && stored.checks == stored.queued, || {
        format!("half a unit of work: {stored:?}")
    })?;
    let within = acknowledged <= stored.checks && stored.checks <= acknowledged + 1;
    ensure(within, || format!("{acknowledged} were acknowledged, {stored:?}"))?;
    let ids: Vec<CheckId> = (1..=acknowledged)
        .map(|n| CheckId::imported("tai.example", &format!("https://tai.example/{n}"), &format!("Tin số {n}")))
        .collect();
    let found = checks::find(&mut db.read(), &ids).await.map_err(at("the checks"))?;
    ensure(found.len() == ids.len(), || format!("{} of {} acknowledged checks are there", found.len(), ids.len()))?;
    let report = thuchu_store::verify::verify(&db, &Blobs::in_data_to_read(data), &[]).await.map_err(at("verify"))?;
    ensure(report.faults.is_empty(), || format!("verify: {:?}", report.faults))?;
    db.close().await;
    Ok(stored)
}
