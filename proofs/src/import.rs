//! An import of many records: bounded memory, time linear in the records, killed and resumed to the same end, every
//! broken record reported once.
//!
//! Compared is the export, byte for byte after sorting its lines. The program's own export format leaves out what
//! differs from desk to desk and from day to day: public addresses (random), the instant of fetching, and the instant
//! until which a check holds where that counts from fetching.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::desk::{self, Desk, Lines, Ran, import_words};
use crate::dice::Dice;
use crate::records::{self, Written};
use crate::{Proved, at, ensure};

/// Most memory an import may hold: 1.5 GB.
pub const MOST_KIB: u64 = 1_500_000_000 / 1024;
/// How much more a record may cost among ten times as many.
pub const STEEPEST: f64 = 1.5;
/// Runs shorter than this say nothing about how time grows.
const TOO_SHORT: Duration = Duration::from_secs(3);

/// What is proved on.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `thuchu`.
    pub program: PathBuf,
    /// Records of the file.
    pub records: u64,
    /// How often the import is killed.
    pub kills: u32,
    /// On PostgreSQL instead of SQLite.
    pub postgres: bool,
    /// Repeats everything but the machine's own moods.
    pub seed: u64,
}

/// Proves it; `say` gets a line for each step.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let folder = tempfile::Builder::new().prefix("thuchu-proof-").tempdir().map_err(at("a temporary folder"))?;
    let place = Place { plan, folder: folder.path() };
    let (file, tenth) = (place.path("records.ndjson"), place.path("tenth.ndjson"));
    let written = desk::file(&file, |mut out| records::write(plan.records, plan.seed, &mut out))?;
    desk::file(&tenth, |mut out| records::write(plan.records / 10, plan.seed, &mut out))?;
    say(&format!(
        "{} lines: {} checks, {} broken, {} to be reported in all",
        written.lines,
        written.checks,
        written.broken,
        written.problems.len()
    ));

    let small = place.desk("tenth")?;
    let small = small.import(&tenth, &place.path("tenth.report"), &[])?.well("the import of a tenth")?;
    say(&figures("a tenth", plan.records / 10, &small));
    let clean = place.desk("clean")?;
    let report = place.path("clean.report");
    let whole = clean.import(&file, &report, &[])?.well("the import")?;
    say(&figures("all", plan.records, &whole));
    ensure(whole.peak_kib <= MOST_KIB, || format!("it held {} MB", whole.peak_kib / 1000))?;
    linear(&small, &whole, say)?;

    reported_once(&report, &written)?;
    say("every record that could not be used is reported once");
    let expected = clean.export(&place.path("clean.export"))?;
    let stored = expected.holding("\"@type\":\"ClaimReview\"") as u64;
    ensure(stored == written.checks, || format!("{stored} checks are stored instead of {}", written.checks))?;
    clean.import(&file, &place.path("again.report"), &[])?.well("the same import again")?;
    clean.export(&place.path("again.export"))?.same_as(&expected, "after importing the same file again")?;
    say("importing it again changes nothing");

    killed(&place, &file, whole.wall, &written, &expected, say)?;
    clean.verify()
}

struct Place<'a> {
    plan: &'a Plan,
    folder: &'a Path,
}

impl Place<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn desk(&self, name: &str) -> Proved<Desk> {
        let store = self.plan.postgres.then(thuchu_testkit::fresh_database);
        Desk::new(&self.plan.program, &self.path(name), store)
    }
}

fn figures(what: &str, records: u64, ran: &Ran) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a rate is printed, not computed with")]
    let rate = records as f64 / ran.wall.as_secs_f64();
    let (wall, cpu, peak) = (ran.wall.as_secs_f64(), ran.cpu.as_secs_f64(), ran.peak_kib * 1024 / 1_000_000);
    format!("{what}: {wall:.1} s, {rate:.0} records/s, {cpu:.1} s of processor time, {peak} MB at most")
}

/// The bar is held on processor time: how long it took on the clock depends on who else uses the machine.
fn linear(small: &Ran, whole: &Ran, say: &mut dyn FnMut(&str)) -> Proved {
    let steepness = |of: fn(&Ran) -> Duration| of(whole).as_secs_f64() / of(small).as_secs_f64().max(0.01) / 10.0;
    let (wall, cpu) = (steepness(|ran| ran.wall), steepness(|ran| ran.cpu));
    let line = format!(
        "a record among all costs {cpu:.2} × the processor time of one among a tenth ({wall:.2} × by the clock)"
    );
    say(&line);
    ensure(small.cpu < TOO_SHORT || cpu <= STEEPEST, || format!("time is not linear: {line}"))
}

/// The report names each line that could not be used once, with a code that is true, and no other line.
fn reported_once(report: &Path, written: &Written) -> Proved {
    let text = std::fs::read_to_string(report).map_err(at(report.display()))?;
    let mut found: BTreeMap<u64, String> = BTreeMap::new();
    for line in text.lines() {
        let problem: serde_json::Value = serde_json::from_str(line).map_err(at("a line of the report"))?;
        let number = problem["line"].as_u64().ok_or_else(|| format!("a problem without a line: {line}"))?;
        let code = problem["code"].as_str().unwrap_or_default().to_owned();
        ensure(problem["reason"].as_str().is_some_and(|reason| !reason.is_empty()), || format!("no reason: {line}"))?;
        ensure(problem["text"].is_string(), || format!("no text: {line}"))?;
        ensure(found.insert(number, code).is_none(), || format!("line {number} is reported twice"))?;
    }
    for problem in &written.problems {
        let code = found.remove(&problem.line);
        let code = code.ok_or_else(|| format!("line {} ({:?}) is not reported", problem.line, problem.codes))?;
        let is_true = problem.codes.contains(&code.as_str());
        ensure(is_true, || format!("line {} is reported as {code}, not {:?}", problem.line, problem.codes))?;
    }
    ensure(found.is_empty(), || format!("reported without reason: {:?}", found.iter().take(5).collect::<Vec<_>>()))
}

/// Kills the import at random moments, goes on each time, and compares the end.
fn killed(
    place: &Place<'_>,
    file: &Path,
    clean: Duration,
    written: &Written,
    expected: &Lines,
    say: &mut dyn FnMut(&str),
) -> Proved {
    let desk = place.desk("killed")?;
    let report = place.path("killed.report");
    let words = import_words(file, &report, &[]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut dice = Dice::new(place.plan.seed ^ 0xdead);
    // On average the kills use up two thirds of the time of a clean run, so that all of them come before its end.
    let most = clean.mul_f64(4.0 / 3.0 / f64::from(place.plan.kills.max(1)));
    let (mut kills, mut early) = (0, 0);
    while kills < place.plan.kills {
        let micros = dice.below(usize::try_from(most.as_micros()).unwrap_or(usize::MAX));
        let ran = desk.run_killed(&words, Duration::from_micros(micros as u64))?;
        if !ran.killed() {
            // It came to its end: then it must have ended well, and the rest of the kills hits what begins anew.
            ran.well("a resumed import")?;
            early += 1;
            ensure(early < 5, || "the import ends before it is killed".to_owned())?;
        } else {
            kills += 1;
        }
    }
    desk.import(file, &report, &[])?.well("the import after its last kill")?;
    desk.export(&place.path("killed.export"))?.same_as(expected, "after kills, sorted by line")?;
    reported_once(&report, written)?;
    desk.verify()?;
    say(&format!(
        "killed {kills} times and resumed: the same export, every problem reported once, verify finds nothing"
    ));
    Ok(())
}
