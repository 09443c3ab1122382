//! Saving, publishing and correcting, killed at sync after sync and write after write: what was acknowledged is stored,
//! every check says one version wherever one looks, and nobody is told anything twice (TRUST R01, R02, R57).

mod surfaces;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use thuchu_app::answer::{self, Deliver, Loaded};
use thuchu_app::publish::{Approved, Publish};
use thuchu_model::{AnswerOwedId, ChangeKind, CheckId, JobKind, ReviewId};
use thuchu_store::blobs::BlobFault;
use thuchu_store::verify::Fault;
use thuchu_store::{Db, OpenOptions, StoreUrl, args, checks, outbox, reviews};
use thuchu_testkit::{FixedClock, SeededChance, draft_content, editor, noon};

use crate::desk::Desk;
use crate::hostile::server::Server;
use crate::hostile::wire;
use crate::sweep::{Point, SYNCS, WRITES, kill_at, needs_strace};
use crate::{Proved, at, ensure};

/// What is proved on.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `thuchu`, which serves what was left.
    pub program: PathBuf,
    /// The program of this crate, whose word `publishing` runs [`run`].
    pub loader: PathBuf,
    /// Kills.
    pub points: u32,
}

/// Askers of each claim.
const ASKERS: u64 = 3;
/// Kills between two looks through the served site.
const LOOK_EVERY: u32 = 10;
/// Checks looked at each time, the newest.
const LOOKED_AT: usize = 3;

async fn open(data: &Path) -> Proved<Db> {
    let url = StoreUrl::parse("sqlite:", Some(data)).map_err(at("the store's address"))?;
    Db::open(&url, OpenOptions::default(), &FixedClock::at(noon())).await.map_err(at("the store"))
}

async fn number(db: &Db, question: &'static str) -> Proved<u64> {
    let rows = db.read().peek(question, args![]).await.map_err(at(question))?;
    rows.first().ok_or("a count")?.get(0).map_err(at(question))
}

/// Saves, publishes and corrects one review after the other, and prints what is done as soon as it is durable:
/// `saved REVIEW`, `version CHECK NUMBER`.
pub async fn run(data: &Path, units: u64) -> Proved {
    let db = open(data).await?;
    thuchu_testkit::staff(&db, data).await;
    let begun = number(&db, "SELECT COUNT(*) FROM review").await?;
    // Another sequence in each process, or the ids of one that was killed would come again.
    let chance = || SeededChance::new(begun << 32 | u64::from(std::process::id()));
    let desk = thuchu_testkit::desk(&db, data, chance());
    let publish = Publish::new(thuchu_testkit::desk(&db, data, SeededChance::new(!begun)));
    let askers: Vec<_> = (0..ASKERS).map(|asker| format!("nguoi{asker}@vi-du.example")).collect();
    for unit in begun + 1..=units {
        let review = thuchu_testkit::submit(&db, &*desk.chance, &format!("Tin số {unit}"), draft_content()).await.id;
        say(&format!("saved {review}"))?;
        thuchu_testkit::asked(&desk, review, &askers).await;
        let mut revision = 1;
        for version in 1..=2 {
            if version > 1 {
                let what = format!("Sửa tin số {unit}.");
                let summary = format!("Bản hai của tin số {unit}.");
                revision = thuchu_testkit::change(&db, review, ChangeKind::Correction, &what, &summary).await;
            }
            match publish.approve(editor(2).id, review, revision, None).await.map_err(at("an approval"))? {
                Approved::Published(check) => say(&format!("version {} {version}", check.id))?,
                Approved::At(_) => return Err("no time was set".to_owned()),
            }
        }
    }
    db.close().await;
    Ok(())
}

/// Whoever started the load reads this; when the pipe is gone, so is the reason to go on.
fn say(line: &str) -> Proved {
    writeln!(std::io::stdout(), "{line}").map_err(at("standard output"))
}

/// What was acknowledged: reviews, and the newest version of each check.
#[derive(Debug, Default)]
struct Acknowledged {
    reviews: Vec<ReviewId>,
    versions: BTreeMap<CheckId, u32>,
}

impl Acknowledged {
    fn read(&mut self, out: &str) -> Proved {
        // The last line may be cut short.
        let whole = out.rsplit_once('\n').map_or("", |(whole, _)| whole);
        for line in whole.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["saved", review] => self.reviews.push(ReviewId::parse(review).ok_or("a review")?),
                ["version", check, version] => {
                    let version = version.parse().map_err(at("a version"))?;
                    self.versions.insert(CheckId::parse(check).ok_or("a check")?, version);
                }
                _ => return Err(format!("the load says {line:?}")),
            }
        }
        Ok(())
    }
}

/// Fails unless everything acknowledged is there, and what belongs together is together.
async fn compare(data: &Path, acknowledged: &Acknowledged) -> Proved {
    let db = open(data).await?;
    for review in &acknowledged.reviews {
        let found = reviews::draft(&mut db.read(), *review).await.map_err(at("a review"))?;
        ensure(found.is_some(), || format!("review {review} was acknowledged and is gone"))?;
    }
    let ids: Vec<CheckId> = acknowledged.versions.keys().copied().collect();
    let found = checks::find(&mut db.read(), &ids).await.map_err(at("the checks"))?;
    ensure(found.len() == ids.len(), || format!("{} of {} acknowledged checks are there", found.len(), ids.len()))?;
    for stored in &found {
        let least = acknowledged.versions.get(&stored.check.id).copied().unwrap_or(0);
        ensure(stored.check.version >= least, || format!("version {least} of {} is gone", stored.check.id))?;
    }
    let report = thuchu_store::verify::verify(&db, &thuchu_store::blobs::Blobs::in_data_to_read(data), &[])
        .await
        .map_err(at("verify"))?;
    // A file whose row a kill prevented is an orphan until the next sweep, and no fault of what is published.
    let orphan = |fault: &&Fault| matches!(fault, Fault::Blob(BlobFault::Orphan(_) | BlobFault::Stray(_)));
    let faults: Vec<_> = report.faults.iter().filter(|fault| !orphan(fault)).collect();
    ensure(faults.is_empty(), || format!("verify: {faults:?}"))?;
    let versions = number(&db, "SELECT COUNT(*) FROM check_version").await?;
    let checks = number(&db, "SELECT COUNT(*) FROM checks").await?;
    for (what, question, expected) in [
        ("approvals in the log", "SELECT COUNT(*) FROM audit_entry WHERE act = 'review.approved'", versions),
        ("publications in the log", "SELECT COUNT(*) FROM audit_entry WHERE act = 'check.published'", checks),
        ("corrections in the log", "SELECT COUNT(*) FROM audit_entry WHERE act = 'check.corrected'", versions - checks),
        ("corrections", "SELECT COUNT(*) FROM correction", versions - checks),
        ("approved versions", "SELECT COUNT(*) FROM review_version", versions),
        ("answered clusters", "SELECT COUNT(*) FROM cluster WHERE state = 'answered'", checks),
        ("answered receipts", "SELECT COUNT(*) FROM receipt WHERE answered IS NOT NULL", checks),
        ("answers that wait", "SELECT COUNT(*) FROM outbox", versions * ASKERS),
        ("different answers that wait", "SELECT COUNT(DISTINCT effect) FROM outbox", versions * ASKERS),
    ] {
        let found = number(&db, question).await?;
        ensure(found == expected, || format!("{found} {what}, but {checks} checks in {versions} versions"))?;
    }
    db.close().await;
    Ok(())
}

/// Fails unless page, JSON-LD, API and every other surface of the newest checks say the version that the store has; how many
/// surfaces were looked at.
async fn crawl(plan: &Plan, data: &Path) -> Proved<usize> {
    let db = open(data).await?;
    let page = checks::changed_since(&mut db.read(), 0, u32::MAX).await.map_err(at("the checks"))?;
    let ids: Vec<CheckId> = page.iter().rev().take(LOOKED_AT).map(|row| row.id).collect();
    let stored = checks::find(&mut db.read(), &ids).await.map_err(at("the checks"))?;
    db.close().await;
    let desk = Desk::new(&plan.program, data, None)?;
    let server = Server::start(&desk, &["--public-url", "https://tin.example"], &[])?;
    let mut looked = 0;
    for stored in stored {
        let (id, content) = (stored.check.public_id, &stored.check.content);
        let body = |path: String| wire::get(server.address, &path).map(|answer| answer.body());
        let api: Value = serde_json::from_str(&body(format!("/api/v1/checks/{id}"))?).map_err(at("the API"))?;
        let page = body(format!("/vi/c/{id}"))?;
        let ld = page.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
        let ld: Value = serde_json::from_str(ld.ok_or("a page without JSON-LD")?).map_err(at("JSON-LD"))?;
        let summary = content.summary.clone().unwrap_or_default();
        ensure(api["hash"] == stored.content_hash.to_string() && api["version"] == stored.check.version, || {
            format!("the API of {id} says another version")
        })?;
        ensure(api["summary"] == *summary && ld["description"] == *summary && page.contains(&summary), || {
            format!("page, JSON-LD and API of {id} differ")
        })?;
        let corrections = ld["correction"].as_array().map_or(0, Vec::len);
        ensure(corrections as u32 + 1 == stored.check.version, || format!("{id} has {corrections} corrections"))?;
        let other =
            if summary.starts_with("Bản hai") { draft_content().text.summary } else { "Bản hai của".to_owned() };
        let check = surfaces::Stored { id, version: stored.check.version, says: summary.to_string(), said: other };
        looked += 3 + surfaces::one_version(server.address, &check)?;
    }
    ensure(server.stop()?.success(), || "the program did not stop well".to_owned())?;
    Ok(looked)
}

/// Delivers all that waits, and fails unless every address of an answered cluster gets one answer: the newest.
async fn deliver(data: &Path) -> Proved<u64> {
    let db = open(data).await?;
    let desk = thuchu_testkit::desk(&db, data, SeededChance::new(1));
    let mut sent: BTreeMap<AnswerOwedId, u32> = BTreeMap::new();
    let topic = JobKind::parse(answer::TOPIC).ok_or("a topic")?;
    while let Some(row) = outbox::claim(&db, &topic, noon(), 600).await.map_err(at("a delivery"))? {
        let delivery: Deliver = serde_json::from_str(&row.payload).map_err(at("a delivery"))?;
        let loaded = answer::load(&desk, &delivery, None).await.map_err(at("an answer"))?;
        let mut tx = db.begin().await.map_err(at("a unit of work"))?;
        if let Loaded::Send(found) = loaded {
            *sent.entry(delivery.owed).or_default() += 1;
            answer::told(&mut tx, &delivery, found.version).await.map_err(at("an answer"))?;
        }
        outbox::delivered(&mut tx, &row, noon()).await.map_err(at("a delivery"))?;
        tx.commit().await.map_err(at("a delivery"))?;
    }
    let owed = number(&db, "SELECT COUNT(*) FROM answer_owed WHERE answered IS NOT NULL").await?;
    ensure(sent.len() as u64 == owed, || format!("{} of {owed} addresses were answered", sent.len()))?;
    ensure(sent.values().all(|times| *times == 1), || "an address was answered twice".to_owned())?;
    db.close().await;
    Ok(owed)
}

/// Kills at point after point on one and the same store, until they are used up; `say` gets a line.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    needs_strace()?;
    let folder = tempfile::Builder::new().prefix("thuchu-publish-").tempdir().map_err(at("a temporary folder"))?;
    let data = folder.path().join("data");
    let desk = Desk::new(&plan.loader, &data, None)?;
    let path = data.to_string_lossy().into_owned();
    let mut acknowledged = Acknowledged::default();
    let mut looked = 0;
    for point in 1..=plan.points {
        let calls = if point % 2 == 0 { WRITES } else { SYNCS };
        // From the first call on, later ones in steps that meet every part of a unit of work.
        let point_at = Point { calls, nth: 5 + 7 * point % 97 };
        let (killed, ran) = kill_at(&desk, point_at, &["publishing", &path, "1000000"])?;
        ensure(killed, || format!("the load was not {point_at}"))?;
        acknowledged.read(&ran.out)?;
        let compared = thuchu_testkit::block_on(compare(&data, &acknowledged));
        compared.map_err(|problem| format!("publish, {point_at}: {problem}"))?;
        if point % LOOK_EVERY == 0 || point == plan.points {
            let crawled = thuchu_testkit::block_on(crawl(plan, &data));
            looked += crawled.map_err(|problem| format!("publish, {point_at}: {problem}"))?;
        }
    }
    let told = thuchu_testkit::block_on(deliver(&data))?;
    say(&format!(
        "publish: {} kills, {} reviews saved, {} checks published: acknowledged is stored, one version on {looked} \
         surfaces, {told} addresses answered once each",
        plan.points,
        acknowledged.reviews.len(),
        acknowledged.versions.len(),
    ));
    Ok(())
}
