//! Copies of sources through kills, damage and full disks (TRUST R06): nothing is half published, every wish ends in a copy or a
//! reason, what no row names is swept and nothing else, and whatever is lost is named.

mod damage;
mod gps;
mod recheck;
mod web;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use thuchu_app::evidence::look_over;
use thuchu_model::{CheckId, Sha256Hash, Timestamp};
use thuchu_store::blobs::{BlobFault, Blobs};
use thuchu_store::checks;
use thuchu_store::verify::Fault;
use thuchu_testkit::{FixedClock, block_on, noon};

use crate::copying::{self, number, open};
use crate::desk::Desk;
use crate::hostile::server::Server;
use crate::hostile::wire;
use crate::sweep::{Point, SYNCS, WRITES, kill_at, needs_strace};
use crate::{Proved, at, ensure};

/// What is proved on.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `thuchu`, which serves and verifies what was left, and whose workers read files.
    pub program: PathBuf,
    /// The program of this crate, whose word `copying` runs [`copying::run`].
    pub loader: PathBuf,
    /// Kills.
    pub points: u32,
}

/// Kills between two looks through the served site.
const LOOK_EVERY: u32 = 10;
/// Checks looked at each time, the newest.
const LOOKED_AT: usize = 3;
/// Minutes between two runs: what a killed one had claimed is free again.
const LATER: i64 = 10;
/// What moves a file to its name, and so ends its being stored.
const RENAMES: &str = "rename,renameat,renameat2";

/// What was acknowledged.
#[derive(Debug, Default)]
struct Acknowledged {
    asked: BTreeSet<String>,
    ended: BTreeSet<String>,
    versions: BTreeSet<CheckId>,
    manifests: u64,
}

impl Acknowledged {
    fn read(&mut self, out: &str) -> Proved {
        // The last line may be cut short.
        let whole = out.rsplit_once('\n').map_or("", |(whole, _)| whole);
        for line in whole.lines() {
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["asked", review] => drop(self.asked.insert(review.to_owned())),
                ["ended", review] => drop(self.ended.insert(review.to_owned())),
                ["version", check] => drop(self.versions.insert(CheckId::parse(check).ok_or("a check")?)),
                ["manifests", count] => self.manifests = count.parse().map_err(at("a count"))?,
                _ => return Err(format!("the load says {line:?}")),
            }
        }
        Ok(())
    }
}

/// All parts, one after the other; `say` gets lines.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    needs_strace()?;
    let folder = tempfile::Builder::new().prefix("thuchu-evidence-").tempdir().map_err(at("a temporary folder"))?;
    kills(plan, &folder.path().join("killed"), say)?;
    damage::prove(plan, &folder.path().join("damaged"), say)?;
    damage::full(plan, &folder.path().join("full"), say)?;
    recheck::prove(plan, &folder.path().join("rechecked"), say)?;
    gps::prove(plan, &folder.path().join("gps"), say)
}

fn kills(plan: &Plan, folder: &Path, say: &mut dyn FnMut(&str)) -> Proved {
    let data = folder.join("data");
    let desk = Desk::new(&plan.loader, &data, None)?;
    let (path, web) = (data.to_string_lossy().into_owned(), web::serve()?);
    let mut acknowledged = Acknowledged::default();
    let mut by_calls: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut orphans, mut late) = (0, 0);
    for point in 1..=plan.points {
        let calls = match point % 3 {
            0 => WRITES,
            1 => SYNCS,
            _ => RENAMES,
        };
        // Renames are few: two or three files for each copy, one for each manifest.
        let reach = if calls == RENAMES { 11 } else { 97 };
        let point_at = Point { calls, nth: 1 + 7 * point % reach };
        late += LATER;
        let (killed, ran) =
            kill_at(&desk, point_at, &["copying", &path, &web.to_string(), "1000000", &late.to_string()])?;
        ensure(killed, || format!("the load was not {point_at}"))?;
        *by_calls.entry(calls).or_default() += 1;
        acknowledged.read(&ran.out)?;
        let compared = block_on(compare(&data, &acknowledged));
        orphans += compared.map_err(|problem| format!("evidence, {point_at}: {problem}"))?;
        if point % LOOK_EVERY == 0 || point == plan.points {
            // What the served program would copy is copied before: it goes out to the real web.
            late += LATER;
            block_on(copying::end_all(&data, web, late))?;
            late += 6 * LATER;
            block_on(crawl(&plan.program, &data)).map_err(|problem| format!("evidence, {point_at}: {problem}"))?;
        }
    }
    let ended = block_on(async {
        copying::end_all(&data, web, late + LATER).await?;
        let db = open(&data, &FixedClock::at(noon())).await?;
        let ends = copying::ends(&db).await?;
        db.close().await;
        Ok::<_, String>(ends)
    })?;
    say(&format!(
        "evidence: {} kills ({by_calls:?}): {} wishes, each ended ({ended:?}); {} checks published, {} manifests, nothing \
         half published; {orphans} files without a row swept, none that is named",
        plan.points,
        acknowledged.asked.len(),
        acknowledged.versions.len(),
        acknowledged.manifests,
    ));
    Ok(())
}

/// Fails unless everything acknowledged is there and all belongs together; sweeps, and gives how many files went.
async fn compare(data: &Path, acknowledged: &Acknowledged) -> Proved<u64> {
    let db = open(data, &FixedClock::at(noon())).await?;
    let blobs = Blobs::in_data(data).map_err(at("the files"))?;
    let ids: Vec<CheckId> = acknowledged.versions.iter().copied().collect();
    let found = checks::find(&mut db.read(), &ids).await.map_err(at("the checks"))?;
    ensure(found.len() == ids.len(), || format!("{} of {} acknowledged checks are there", found.len(), ids.len()))?;
    let wishes = number(&db, "SELECT COUNT(*) FROM copy_request").await?;
    ensure(wishes >= acknowledged.asked.len() as u64, || format!("{wishes} wishes of {}", acknowledged.asked.len()))?;
    let over = number(&db, "SELECT COUNT(*) FROM copy_request WHERE step IN ('done', 'refused')").await?;
    ensure(over >= acknowledged.ended.len() as u64, || format!("{over} ended wishes of {}", acknowledged.ended.len()))?;
    let manifests = number(&db, "SELECT COUNT(*) FROM time_stamp").await?;
    ensure(manifests >= acknowledged.manifests, || format!("{manifests} manifests of {}", acknowledged.manifests))?;
    let open_wishes = over_and_open(&db).await?;
    ensure(open_wishes, || "a wish that is open has no work that waits for it".to_owned())?;
    whole(&db, &blobs, data, true).await?;
    let swept = blobs.sweep(&db, Timestamp::from_micros(i64::MAX)).await.map_err(at("the sweep"))?;
    whole(&db, &blobs, data, false).await?;
    for (what, question) in [
        (
            "versions without what they rest on",
            "SELECT COUNT(*) FROM review_version v WHERE NOT EXISTS (SELECT 1 FROM version_evidence e \
          WHERE e.review_id = v.review_id AND e.number = v.number AND e.is_primary = 1)",
        ),
        (
            "versions of a check without one of its review",
            "SELECT COUNT(*) FROM check_version c JOIN checks k ON k.id = c.check_id WHERE NOT EXISTS \
          (SELECT 1 FROM review_version v WHERE v.review_id = k.review_id AND v.number = c.number)",
        ),
        (
            "versions whose sources are not watched",
            "SELECT COUNT(*) FROM version_evidence e JOIN capture c ON c.id = e.capture_id WHERE c.way = 'fetched' \
          AND NOT EXISTS (SELECT 1 FROM source_watch w WHERE w.capture_id = e.capture_id)",
        ),
    ] {
        let found = number(&db, question).await?;
        ensure(found == 0, || format!("{found} {what}"))?;
    }
    db.close().await;
    Ok(swept as u64)
}

/// Whether as much work waits as wishes are open.
async fn over_and_open(db: &thuchu_store::Db) -> Proved<bool> {
    let open = number(db, "SELECT COUNT(*) FROM copy_request WHERE step NOT IN ('done', 'refused')").await?;
    let waits = number(db, "SELECT COUNT(*) FROM job WHERE kind = 'evidence.copy'").await?;
    Ok(open == waits)
}

/// Copies, files, manifests and rows agree; `orphans`: files without a row are no fault yet.
async fn whole(db: &thuchu_store::Db, blobs: &Blobs, data: &Path, orphans: bool) -> Proved {
    let report = look_over(db, blobs).await.map_err(at("a look at the copies"))?;
    ensure(report.faults.is_empty(), || format!("the copies: {:?}", report.faults))?;
    let mut report = thuchu_store::verify::verify(db, blobs, &[]).await.map_err(at("verify"))?;
    if orphans {
        report.faults.retain(|fault| !matches!(fault, Fault::Blob(BlobFault::Orphan(_) | BlobFault::Stray(_))));
    }
    ensure(report.faults.is_empty(), || format!("verify of {}: {:?}", data.display(), report.faults))
}

/// Fails unless page, JSON-LD, API and manifest of the newest checks say the version that the store has.
async fn crawl(program: &Path, data: &Path) -> Proved {
    let db = open(data, &FixedClock::at(noon())).await?;
    let page = checks::changed_since(&mut db.read(), 0, u32::MAX).await.map_err(at("the checks"))?;
    let ids: Vec<CheckId> = page.iter().rev().take(LOOKED_AT).map(|row| row.id).collect();
    let stored = checks::find(&mut db.read(), &ids).await.map_err(at("the checks"))?;
    db.close().await;
    let server = Server::start(&Desk::new(program, data, None)?, &[], &[])?;
    for stored in stored {
        let (id, hash) = (stored.check.public_id, stored.content_hash.to_string());
        let body = |path: String| wire::get(server.address, &path).map(|answer| answer.body());
        let json = |path: String| body(path).and_then(|text| serde_json::from_str::<Value>(&text).map_err(at("JSON")));
        let api = json(format!("/api/v1/checks/{id}"))?;
        ensure(api["hash"] == hash && api["version"] == stored.check.version, || {
            format!("the API of {id} says another version")
        })?;
        let page = body(format!("/vi/c/{id}"))?;
        let ld = page.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
        let ld: Value = serde_json::from_str(ld.ok_or("a page without JSON-LD")?).map_err(at("JSON-LD"))?;
        let summary = stored.check.content.summary.clone().unwrap_or_default();
        ensure(api["summary"] == *summary && ld["description"] == *summary && page.contains(&summary), || {
            format!("page, JSON-LD and API of {id} differ")
        })?;
        // Made before, or by the program a moment after it began.
        let manifest = wait_for_manifest(&server, &id.to_string(), stored.check.version)?;
        let named: Value = serde_json::from_slice(&manifest).map_err(at("the manifest"))?;
        ensure(named["content"]["sha256"] == hash, || format!("the manifest of {id} is of another content"))?;
        for source in named["sources"].as_array().ok_or("sources")? {
            for file in source["files"].as_array().ok_or("files")? {
                let name = file["name"].as_str().ok_or("a name")?;
                let answer = wire::get(server.address, &format!("/proof/{id}/{}/{name}", stored.check.version))?;
                let found = Sha256Hash::of(answer.body_bytes()).to_string();
                ensure(file["sha256"] == found, || {
                    format!("{name} of {id} is served with other bytes: {}", answer.head)
                })?;
            }
        }
    }
    ensure(server.stop()?.success(), || "the program did not stop well".to_owned())
}

fn wait_for_manifest(server: &Server, id: &str, version: u32) -> Proved<Vec<u8>> {
    for _ in 0..100 {
        let answer = wire::get(server.address, &format!("/proof/{id}/{version}/manifest.json"))?;
        if answer.status == 200 {
            return Ok(answer.body_bytes().to_vec());
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    Err(format!("{id} has no manifest"))
}
