//! Looking changes nothing (TRUST R32), and no value that is looked for becomes part of a query (R29). With counting on, what
//! readers look at changes the tables of counts, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;
use std::time::Duration;

use thuchu_app::visits::{Counting, WRITE_EVERY};
use thuchu_store::{Db, OpenOptions, StoreUrl, settings};
use thuchu_testkit::{FixedClock, noon};

use super::judge::Judge;
use super::wire::{encoded, form, get, json as posted, request};
use super::{Plan, Stage};
use crate::{Proved, at, ensure};

/// Most pages of the crawl.
const MOST_PAGES: usize = 400;

/// What SQL, SQLite's full-text search and PostgreSQL's would take for more than words.
const PAYLOADS: &[&str] = &[
    "'",
    "''",
    "\"",
    "`",
    "' OR '1'='1",
    "' OR 1=1 --",
    "\" OR \"\"=\"",
    "1 OR 1=1",
    "') OR ('1'='1",
    "'; DROP TABLE checks; --",
    "1; DELETE FROM checks",
    "' UNION SELECT 1,2,3,4 --",
    "' UNION SELECT sql FROM sqlite_master --",
    "' AND randomblob(1000000000) --",
    "' AND pg_sleep(10) --",
    "1; SELECT pg_sleep(10)",
    "'||(SELECT 1)||'",
    "%' ESCAPE '!' --",
    "%%%%%%",
    "______",
    "\\",
    "\\'",
    "/*",
    "*/ --",
    "$1",
    "?1",
    ":a",
    "@@version",
    "{BYTES}",
    "AND",
    "OR",
    "NOT",
    "a AND",
    "NEAR(a b, 5)",
    "a NEAR/1 b",
    "a*",
    "*",
    "^a",
    "a:b",
    "title:a",
    "{title body}:a",
    "\"a",
    "(a",
    "a)",
    "a - b",
    "-a",
    "+a",
    "a & b",
    "a | !b",
    "a <-> b",
    "a:*",
    "'a':B",
    "0x27",
    "%27",
    "%2527",
    "ʼ OR 1=1",
    "＇ OR 1=1",
];

/// Every parameter of every route that takes some.
const PARAMETERS: &[(&str, &[&str])] = &[
    ("/vi/checks", &["q", "rating", "publisher", "lang", "year", "after", "cursor", "page", "limit", "sort", "order"]),
    ("/en/checks", &["q", "publisher"]),
    (
        "/api/v1/checks",
        &["q", "rating", "publisher", "lang", "year", "after", "cursor", "page", "limit", "sort", "order"],
    ),
    (
        "/v1alpha1/claims:search",
        &["query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize", "pageToken", "offset", "key"],
    ),
];

/// The store is asked for news every half second; in this time it was.
const REST: Duration = Duration::from_millis(1_200);

/// Files of the store by their names.
type Files = Vec<(String, Vec<u8>)>;

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let mut stage = Stage::new(&plan.program, &["--rate-limit", "0", "--styleguide"], &[])?;
    count(&stage, Counting::Nothing)?;
    let mut judge = Judge::default();
    let mut crawled = 0;
    // The desk writes by itself at one moment of a quarter of an hour: a change that does not come again was its own.
    let mut changed = BTreeSet::new();
    for _turn in 0..2 {
        let before = at_rest(&stage)?;
        crawled = looked_around(&stage, &mut judge)?;
        changed = differing(&before, &bytes(&stage)?);
        if changed.is_empty() {
            break;
        }
    }
    ensure(changed.is_empty(), || format!("looking around changed, twice, the bytes of {changed:?}"))?;
    let before = at_rest(&stage)?;
    // The control: what writes is seen.
    stage.desk.run(&["editor", "add", "Nguyễn An"])?.well("an editor")?;
    ensure(bytes(&stage)? != before, || {
        "a new editor left the bytes as they were: the comparison sees nothing".to_owned()
    })?;
    count(&stage, Counting::Visitors)?;
    let tables = counted(&stage)?;
    say(&format!(
        "{}; {crawled} pages crawled; the store's bytes stayed the same; with counting on only {tables:?} changed",
        judge.told()
    ));
    stage.server.is_well()
}

/// Tables that hold counts of visits and nothing else.
const COUNTS: [&str; 3] = ["visit_day", "visit_node", "view_count"];

/// Sets what is counted, as an admin would; the program follows within a second.
fn count(stage: &Stage, counting: Counting) -> Proved {
    thuchu_testkit::block_on(async {
        let db = opened(stage).await?;
        let mut tx = db.begin().await.map_err(at("a unit of work"))?;
        let value = format!("\"{}\"", counting.as_str());
        settings::set(&mut tx, "counting", &value, noon()).await.map_err(at("a setting"))?;
        tx.commit().await.map_err(at("a unit of work"))?;
        db.close().await;
        Ok::<(), String>(())
    })?;
    std::thread::sleep(REST);
    Ok(())
}

/// Looks around as a browser does, waits until that is written, and gives the tables that changed: counts alone.
fn counted(stage: &Stage) -> Proved<BTreeSet<String>> {
    at_rest(stage)?;
    let before = rows(stage)?;
    let browser = [("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36")];
    for path in ["/vi", "/en/checks", "/vi/about", "/en", "/vi/privacy"] {
        let answer = Judge::default().ask(&stage.server, path, &request("GET", path, &browser, b""), &[200])?;
        ensure(!answer.body().is_empty(), || format!("{path} is empty"))?;
    }
    std::thread::sleep(WRITE_EVERY + REST);
    let after = rows(stage)?;
    let changed: BTreeSet<String> = after
        .iter()
        .filter(|(table, rows)| before.get(*table) != Some(*rows))
        .map(|(table, _)| table.clone())
        .collect();
    ensure(changed.contains("view_count"), || format!("views were not counted; changed were {changed:?}"))?;
    ensure(changed.iter().all(|table| COUNTS.contains(&table.as_str())), || format!("counting changed {changed:?}"))?;
    Ok(changed)
}

/// Every row of every table, by a copy that a backup makes: rows as text.
fn rows(stage: &Stage) -> Proved<BTreeMap<String, String>> {
    let script = "import sqlite3,sys,json\nd=sqlite3.connect('file:'+sys.argv[1]+'?mode=ro',uri=True)\n\
        n=[r[0] for r in d.execute(\"SELECT name FROM sqlite_master WHERE type='table'\")]\n\
        print(json.dumps({t:repr(sorted(map(repr,d.execute('SELECT * FROM '+t)))) for t in n}))";
    let store = stage.desk.data.join("thuchu.sqlite");
    let done = Command::new("python3").args(["-c", script]).arg(&store).output().map_err(at("python3"))?;
    ensure(done.status.success(), || String::from_utf8_lossy(&done.stderr).into_owned())?;
    serde_json::from_slice(&done.stdout).map_err(at("the rows"))
}

async fn opened(stage: &Stage) -> Proved<Db> {
    let url = StoreUrl::parse("sqlite:", Some(&stage.desk.data)).map_err(at("the store's address"))?;
    Db::open(&url, OpenOptions::default(), &FixedClock::at(noon())).await.map_err(at("the store"))
}

/// Pages, values and questions; how many pages were crawled.
fn looked_around(stage: &Stage, judge: &mut Judge) -> Proved<usize> {
    injected(stage, judge)?;
    let crawled = crawled(stage, judge)?;
    let questions = [form("/vi/ask", b"text=uong+nuoc+chanh"), posted(b"{\"text\":\"uong nuoc chanh\"}")];
    for question in &questions {
        judge.ask(&stage.server, "a question", question, &[200])?;
    }
    std::thread::sleep(REST);
    Ok(crawled)
}

/// The files of the store once nothing is written any more: what a desk does first after its start is done then.
fn at_rest(stage: &Stage) -> Proved<Files> {
    let mut last = bytes(stage)?;
    for _ in 0..40 {
        std::thread::sleep(REST);
        let now = bytes(stage)?;
        if now == last {
            return Ok(now);
        }
        last = now;
    }
    Err("the store is never at rest".into())
}

/// The files that are not the same.
fn differing(before: &Files, after: &Files) -> BTreeSet<String> {
    let name = |(name, _): &(String, Vec<u8>)| name.clone();
    let gone = before.iter().filter(|file| !after.contains(file)).map(name);
    gone.chain(after.iter().filter(|file| !before.contains(file)).map(name)).collect()
}

/// The files of the store. Of its index of the log (`-shm`) also readers write their place.
fn bytes(stage: &Stage) -> Proved<Files> {
    let mut files = Vec::new();
    for entry in fs::read_dir(&stage.desk.data).map_err(at("the data folder"))? {
        let path = entry.map_err(at("the data folder"))?.path();
        let name = path.to_string_lossy().into_owned();
        if path.is_file() && !name.ends_with("-shm") {
            files.push((name, fs::read(&path).map_err(at(path.display()))?));
        }
    }
    files.sort();
    ensure(!files.is_empty(), || "the data folder is empty".to_owned())?;
    Ok(files)
}

fn injected(stage: &Stage, judge: &mut Judge) -> Proved {
    let all = matches(&get(stage.server.address, "/api/v1/checks?limit=100")?.body());
    ensure(all > 20, || format!("the demonstration has {all} checks"))?;
    for payload in PAYLOADS {
        let code = encoded(payload);
        for (route, names) in PARAMETERS {
            for name in *names {
                let path = format!("{route}?{name}={code}");
                let answer = judge.ask(&stage.server, &path, &request("GET", &path, &[], b""), &[200, 400])?;
                // What narrows the list to nothing must not open it to everything.
                let narrows = matches!(*name, "publisher" | "rating" | "lang" | "year");
                let given = matches(&answer.body());
                ensure(!(narrows && route.starts_with("/api") && given > 0), || {
                    format!("{path} gives {given} checks")
                })?;
            }
        }
        for route in ["/vi/c/§", "/vi/c/§/x", "/s/§", "/api/v1/checks/§", "/assets/§", "/§"] {
            let path = route.replace('§', &code);
            judge.ask(&stage.server, &path, &request("GET", &path, &[], b""), &[404])?;
        }
        judge.ask(&stage.server, payload, &form("/vi/ask", format!("text=x{code}").as_bytes()), &[200])?;
    }
    Ok(())
}

/// How many checks a list of the API holds.
fn matches(body: &str) -> usize {
    let value: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    value["items"].as_array().map_or(0, Vec::len)
}

/// Every page that a link leads to, in each way that must not write; how many.
fn crawled(stage: &Stage, judge: &mut Judge) -> Proved<usize> {
    let beginnings = [
        "/",
        "/vi",
        "/en",
        "/health",
        "/ready",
        "/robots.txt",
        "/styleguide",
        "/api/v1/openapi.json",
        "/api/v1/checks",
        "/v1alpha1/claims:search",
        "/vi/api",
        "/en/api",
        "/vi/ask",
    ];
    let mut waiting: Vec<String> = beginnings.iter().map(|path| (*path).to_owned()).collect();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    while let Some(path) = waiting.pop() {
        for method in ["GET", "HEAD", "OPTIONS"] {
            let allowed = if method == "OPTIONS" { &[200, 204, 405][..] } else { &[200, 301, 302, 303, 308] };
            let answer = judge.ask(&stage.server, &path, &request(method, &path, &[], b""), allowed)?;
            if method != "GET" {
                continue;
            }
            let text = answer.text();
            let links = ["href=\"", "src=\"", "action=\""].iter().flat_map(|before| text.split(before).skip(1));
            let links = links.filter_map(|rest| rest.split('"').next()).filter(|link| link.starts_with('/'));
            for link in links.map(|link| link.replace("&amp;", "&").replace("&#38;", "&")) {
                let link = link.split('#').next().unwrap_or_default().to_owned();
                if seen.len() < MOST_PAGES
                    && !link.ends_with("/ask")
                    && !link.ends_with("styleguide")
                    && seen.insert(link.clone())
                {
                    waiting.push(link);
                }
            }
        }
    }
    ensure(seen.len() > 60, || format!("only {} pages were found", seen.len()))?;
    Ok(seen.len())
}
