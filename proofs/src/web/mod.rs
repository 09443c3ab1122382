//! The site under load, each time beside something to compare with in the same run: a check's page beside nginx serving
//! the same bytes as a file, `POST /api/v1/match` beside the engine alone; and lists and searches beside themselves at a thousand
//! checks.
//!
//! The two take turns, and medians are compared, so that whoever else uses the machine disturbs both alike. No time is
//! promised, only ratios.
//!
//! Requests per second of the answering side's own processor time are printed beside them. Where others use more than
//! [`QUIET`] of the processors, the scheduler decides about requests per second and percentiles; the bars are then held
//! on processor time, where they are harder to reach, since `wrk`'s equal share is not in it.

mod engine;
mod growth;
mod http;
mod processors;
mod questions;
mod servers;
mod wrk;

use std::path::PathBuf;
use std::time::Duration;

use crate::desk::{self, Desk};
use crate::web::engine::Engine;
use crate::web::servers::{Nginx, Ours};
use crate::web::wrk::{Figures, Target, Wrk};
use crate::{Proved, at, ensure, records};

/// Least share of nginx's requests a second.
pub const PAGE_SHARE: f64 = 0.5;
/// Most times nginx's 99th percentile.
pub const PAGE_P99: f64 = 2.0;
/// Least share of what the engine alone does.
pub const MATCH_SHARE: f64 = 0.8;
/// Most of the processors that others may use while requests are counted by the clock.
pub const QUIET: f64 = 0.1;
/// Repeats the records and the questions.
const SEED: u64 = 7;
/// Different questions.
const QUESTIONS: usize = 400;
/// Connections that ask for pages, and that ask questions.
const READERS: u32 = 32;
const ASKERS: u32 = 8;

/// What is measured.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `thuchu`, optimised.
    pub program: PathBuf,
    /// Checks of the desk.
    pub records: u64,
    /// How often each side has its turn.
    pub rounds: u32,
    /// How long a turn is.
    pub turn: Duration,
    /// Where the desk is kept for the next time.
    pub kept: PathBuf,
}

/// Proves it; `say` gets the tables.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    servers::needs(&[("nginx", "nginx"), ("wrk", "wrk")])?;
    // The workers of nginx are another user, who must be able to read what they serve.
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    let folder = tempfile::Builder::new().prefix("thuchu-web-").permissions(open).tempdir();
    let folder = folder.map_err(at("a temporary folder"))?;
    let desk = desk_of(plan, say)?;
    let questions = questions::of(&claims(plan)?, QUESTIONS, SEED);
    let engine = Engine::load(&desk.data, questions)?;
    let ours = Ours::start(&desk)?;
    let wrk = Wrk { folder: folder.path().to_owned(), turn: plan.turn };
    let mut missed = Vec::new();

    say(&head(&format!("a check's page, {READERS} connections")));
    let page = engine.page()?;
    let nginx = Nginx::start(folder.path(), &ours.get(&page, &[])?.body, &ours.get(&page, &[http::GZIP])?.body)?;
    for case in [Case::Plain, Case::Gzip, Case::NotModified] {
        let one = case.at(&ours.address, &page, ours.processes())?;
        let other = case.at(&nginx.address, servers::PAGE, nginx.processes())?;
        let (mut our, mut their) = (Vec::new(), Vec::new());
        for _ in 0..plan.rounds {
            our.push(wrk.get(&one, READERS)?);
            their.push(wrk.get(&other, READERS)?);
        }
        let (our, their) = (Figures::median(&our), Figures::median(&their));
        say(&our.row(case.name(), "ours"));
        say(&their.row("", "nginx"));
        say(&our.ratio(&their, &format!("(≥ {PAGE_SHARE})"), &format!("(≤ {PAGE_P99})")));
        let (share, p99) = judged(&our, &their, say);
        if share < PAGE_SHARE || p99.is_some_and(|p99| p99 > PAGE_P99) {
            missed.push(format!("{} page: {share:.2} × nginx's requests, p99 {p99:.2?} × its", case.name()));
        }
    }
    drop(nginx);

    say(&head(&format!("{} questions to {} checks", engine.questions.len(), plan.records)));
    engine.compare(&ours)?;
    let target = Target { url: format!("http://{}", ours.address), processes: ours.processes(), headers: Vec::new() };
    let (mut over_http, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..plan.rounds {
        alone.push(engine.ask_for(plan.turn)?);
        over_http.push(wrk.ask(&target, &engine.questions, ASKERS)?);
    }
    let (over_http, alone) = (Figures::median(&over_http), Figures::median(&alone));
    say(&over_http.row("`POST /api/v1/match`", &format!("{ASKERS} connections")));
    say(&alone.row("engine alone", &format!("{} threads", engine::THREADS)));
    say(&over_http.ratio(&alone, &format!("(≥ {MATCH_SHARE})"), ""));
    let (share, _) = judged(&over_http, &alone, say);
    if share < MATCH_SHARE {
        missed.push(format!("match: {share:.2} × what the engine does alone"));
    }
    drop(ours);
    missed.extend(growth::prove(plan, &desk, say)?);
    ensure(missed.is_empty(), || missed.join("\n"))
}

/// What the bars are held against: the share of requests, and the ratio of percentiles where the machine is quiet.
fn judged(one: &Figures, other: &Figures, say: &mut dyn FnMut(&str)) -> (f64, Option<f64>) {
    let others = one.others.max(other.others);
    if others <= QUIET {
        return (one.rate / other.rate, Some(one.p99 / other.p99));
    }
    say(&format!("| | others used {:.0} % of the processors: held on processor time | | | | |", others * 100.0));
    (one.per_cpu / other.per_cpu, None)
}

/// The head of a table.
fn head(what: &str) -> String {
    format!("\n| {what} | | requests/s | requests per CPU second | p50 ms | p99 ms |\n|---|---|---|---|---|---|")
}

/// How a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Plain,
    Gzip,
    NotModified,
}

impl Case {
    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Gzip => "gzip",
            Self::NotModified => "not modified",
        }
    }

    /// Where one side answers this, and with which headers it is asked; fails unless it answers as it should.
    fn at(self, address: &str, path: &str, processes: Vec<u32>) -> Proved<Target> {
        let mut headers = Vec::new();
        match self {
            Self::Plain => {}
            Self::Gzip => headers.push((http::GZIP.0, http::GZIP.1.to_owned())),
            Self::NotModified => {
                let tag = http::get(address, path, &[])?.header("etag");
                headers.push(("if-none-match", tag.ok_or_else(|| format!("{path} has no tag"))?));
            }
        }
        let given: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = http::get(address, path, &given)?;
        let status = if self == Self::NotModified { 304 } else { 200 };
        let fits = answer.status == status && answer.header("content-encoding").is_some() == (self == Self::Gzip);
        ensure(fits, || format!("{address}{path}, {}: {} {:?}", self.name(), answer.status, answer.headers))?;
        Ok(Target { url: format!("http://{address}{path}"), processes, headers })
    }
}

/// The desk, kept from the last time where it was made of the same records by the same schema.
fn desk_of(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved<Desk> {
    let file = records_file(plan)?;
    let bytes = std::fs::read(&file).map_err(at(file.display()))?;
    // FNV-1a.
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let version = thuchu_store::migrate::NEWEST;
    let folder = plan.kept.join(format!("desk-{}-{version}-{hash:016x}", plan.records));
    if !folder.exists() {
        let making = plan.kept.join(format!("making-{}", std::process::id()));
        let ran = Desk::new(&plan.program, &making, None)?.import(&file, &plan.kept.join("report"), &[])?;
        say(&format!(
            "a desk of {} checks made in {:.0} s\n",
            plan.records,
            ran.well("the import")?.wall.as_secs_f64()
        ));
        std::fs::rename(&making, &folder).map_err(at(folder.display()))?;
    }
    Desk::new(&plan.program, &folder, None)
}

fn records_file(plan: &Plan) -> Proved<PathBuf> {
    std::fs::create_dir_all(&plan.kept).map_err(at(plan.kept.display()))?;
    let file = plan.kept.join(format!("records-{}.ndjson", plan.records));
    desk::file(&file, |mut out| records::plain(plan.records, SEED, &mut out))?;
    Ok(file)
}

/// The claims of the desk's records.
fn claims(plan: &Plan) -> Proved<Vec<String>> {
    let text = std::fs::read_to_string(records_file(plan)?).map_err(at("the records"))?;
    let claim = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).map_err(at("a record"))?;
        record["claimReviewed"].as_str().map(str::to_owned).ok_or_else(|| format!("no claim: {line}"))
    };
    text.lines().map(claim).collect()
}
