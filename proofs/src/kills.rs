//! Kills at every sync and between writes: what was acknowledged is stored, nothing is half there, and going on leads
//! to the same end.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use thuchu_model::AuditObject;
use thuchu_store::{Db, OpenOptions, StoreUrl, args, audit, imports};

use crate::desk::{self, Desk, Lines, import_words};
use crate::sweep::{Point, SYNCS, WRITES, count, kill_at, needs_strace, points};
use crate::{Proved, at, ensure, load, records};

/// What is proved on.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `thuchu`.
    pub program: PathBuf,
    /// The program of this crate, whose word `load` runs [`load::run`].
    pub loader: PathBuf,
    /// Records of each file.
    pub records: u64,
    /// Kills of each scenario.
    pub points: u32,
}

/// Writes a file of this many records.
type WriteFile = fn(u64, &mut dyn desk::WriteAll) -> std::io::Result<()>;

/// One thing that is done to a desk and must survive being killed.
struct Scenario {
    name: &'static str,
    /// Stored and acknowledged before.
    base: Option<WriteFile>,
    /// Imported while it is killed.
    file: WriteFile,
    more: &'static [&'static str],
    /// What the export says where the scenario did its work.
    mark: &'static str,
}

const SEED: u64 = 41;
const EVERY: u64 = 7;

const SCENARIOS: [Scenario; 3] = [
    Scenario {
        name: "import",
        base: None,
        file: |count, mut out| records::write(count, SEED, &mut out).map(drop),
        more: &[],
        mark: "published",
    },
    Scenario {
        name: "replacement",
        base: Some(|count, mut out| records::plain(count, SEED, &mut out)),
        file: |count, mut out| records::reworded(count, SEED, EVERY, &mut out),
        more: &[],
        mark: "\"replaced\"",
    },
    Scenario {
        name: "withdrawal",
        base: Some(|count, mut out| records::plain(count, SEED, &mut out)),
        file: |count, mut out| records::shortened(count, SEED, EVERY, &mut out),
        more: &["--complete"],
        mark: "\"withdrawn\"",
    },
];

/// Proves it for the three scenarios and for the load; `say` gets a line for each.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    needs_strace()?;
    let folder = tempfile::Builder::new().prefix("thuchu-kills-").tempdir().map_err(at("a temporary folder"))?;
    for scenario in &SCENARIOS {
        say(&sweep(plan, scenario, &folder.path().join(scenario.name))?);
    }
    say(&sweep_load(plan, &folder.path().join("load"))?);
    Ok(())
}

fn sweep(plan: &Plan, scenario: &Scenario, folder: &Path) -> Proved<String> {
    let path = |name: &str| folder.join(name);
    let base = Desk::new(&plan.program, &path("base"), None)?;
    if let Some(write) = scenario.base {
        desk::file(&path("base.ndjson"), |out| write(plan.records, out))?;
        base.import(&path("base.ndjson"), &path("base.report"), &[])?.well("the acknowledged import")?;
    }
    let acknowledged = if scenario.base.is_some() { Some(base.export(&path("base.export"))?) } else { None };
    desk::file(&path("file.ndjson"), |out| (scenario.file)(plan.records, out))?;
    let words = import_words(&path("file.ndjson"), &path("report"), scenario.more);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();

    let whole = base.copy(&path("whole"))?;
    whole.run(&words)?.well(scenario.name)?;
    let expected = whole.export(&path("whole.export"))?;
    ensure(expected.holding(scenario.mark) > 0, || format!("{}: nothing is {}", scenario.name, scenario.mark))?;
    let report = std::fs::read(path("report")).ok();

    let syncs = count(&base.copy(&path("counted"))?, SYNCS, &path("trace"), &words)?;
    let writes = count(&base.copy(&path("counted"))?, WRITES, &path("trace"), &words)?;
    let mut kills = 0;
    for point in points(plan.points, syncs, writes) {
        let desk = base.copy(&path("killed"))?;
        let (killed, _) = kill_at(&desk, point, &words)?;
        kills += u32::from(killed);
        let check = || {
            desk.verify()?;
            pairs(&desk.data)?;
            if let Some(acknowledged) = &acknowledged {
                holds(&desk.export(&path("killed.export"))?, acknowledged)?;
            }
            if killed {
                desk.run(&words)?.well("going on")?;
            }
            desk.export(&path("killed.export"))?.same_as(&expected, "after going on")?;
            ensure(std::fs::read(path("report")).ok() == report, || "the report differs after going on".to_owned())?;
            desk.verify()
        };
        check().map_err(|problem| format!("{}, {point}: {problem}", scenario.name))?;
    }
    Ok(format!(
        "{}: {kills} kills (of {syncs} syncs, {writes} writes): verify finds nothing, nothing acknowledged is lost, the same end",
        scenario.name
    ))
}

/// Every check that was acknowledged is still there, whatever its state.
fn holds(found: &Lines, acknowledged: &Lines) -> Proved {
    let (found, acknowledged) = (ids(found)?, ids(acknowledged)?);
    let lost = acknowledged.difference(&found).next();
    ensure(lost.is_none(), || format!("an acknowledged check is gone: {lost:?}"))
}

fn ids(lines: &Lines) -> Proved<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for line in lines.all() {
        let value: serde_json::Value = serde_json::from_slice(line).map_err(at("a line of the export"))?;
        ids.extend(value.pointer("/thuchu:check/id").and_then(serde_json::Value::as_str).map(str::to_owned));
    }
    ensure(!ids.is_empty(), || "the export names no check".to_owned())?;
    Ok(ids)
}

/// What must appear together does: for each run, the counts beside its place are those of its newest audit entry.
fn pairs(data: &Path) -> Proved {
    let work = async {
        let url = StoreUrl::parse("sqlite:", Some(data)).map_err(at("the store's address"))?;
        let db = Db::connect(&url, OpenOptions::default()).await.map_err(at("the store"))?;
        let (mut after, mut newest) = (0, std::collections::BTreeMap::new());
        loop {
            // Killed before its first table was made, a store holds nothing that could disagree.
            let Ok(page) = audit::entries(&mut db.read(), after, 1_000).await else { break };
            let Some((last, _)) = page.last() else { break };
            after = last.number;
            for (entry, _) in &page {
                if let (AuditObject::ImportRun(run), "import.batch") = (entry.object, entry.act.as_str()) {
                    newest.insert(run, entry.detail.clone());
                }
            }
        }
        let mut added = 0;
        for (run, detail) in newest {
            let stored =
                imports::get(&mut db.read(), run).await.map_err(at("the run"))?.ok_or("an audited run is gone")?;
            let audited: serde_json::Value = serde_json::from_str(&detail).map_err(at("the audit entry"))?;
            let place: serde_json::Value = serde_json::from_str(&stored.progress.counts).map_err(at("the place"))?;
            let (one, other) = (&audited["after"]["added"], &place["counts"]["added"]);
            ensure(one == other, || format!("the audit entry says {one} were added, the run {other}"))?;
            added += one.as_u64().unwrap_or(0);
        }
        if let Ok(rows) = db.read().peek("SELECT COUNT(*) FROM checks", args![]).await {
            let checks: u64 = rows.first().ok_or("a count")?.get(0).map_err(at("a count"))?;
            ensure(checks == added, || format!("{checks} checks are stored, {added} are audited"))?;
        }
        db.close().await;
        Ok(())
    };
    thuchu_testkit::block_on(work)
}

/// The load, killed at sync after sync on one and the same store, until the points are used up.
fn sweep_load(plan: &Plan, data: &Path) -> Proved<String> {
    let desk = Desk::new(&plan.loader, data, None)?;
    let path = data.to_string_lossy().into_owned();
    let mut kills = 0;
    let mut stored = 0;
    for number in 1..=plan.points {
        let calls = if number % 2 == 0 { WRITES } else { SYNCS };
        let point = Point { calls, nth: 3 * number };
        let words = ["load", &path, "100000"];
        let (killed, ran) = kill_at(&desk, point, &words)?;
        ensure(killed, || format!("the load was not {point}"))?;
        kills += 1;
        let acknowledged = ran.out.lines().filter_map(|line| line.parse().ok()).next_back().unwrap_or(stored);
        let compared = thuchu_testkit::block_on(load::compare(data, acknowledged));
        stored = compared.map_err(|problem| format!("load, {point}: {problem}"))?.checks;
    }
    Ok(format!("load: {kills} kills, {stored} units: acknowledged is stored, check, audit entry and delivery together"))
}
