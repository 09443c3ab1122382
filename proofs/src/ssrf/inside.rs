//! What runs in the namespace: the wide trap, the names, the program, and an editor who asks for copies of all of it.

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use thuchu_app::evidence::{CaptureError, Evidence, Tools};
use thuchu_fetch::{Fetcher, Reach};
use thuchu_model::{EvidenceId, FileRole, ReviewId};
use thuchu_store::Db;
use thuchu_store::captures::{self, CopyRequest, Step};
use thuchu_testkit::{SeededChance, block_on, editor};
use thuchu_tools::Screenshots;

use super::forms::{self, ZONE};
use super::traps::Traps;
use super::{names, pages, system};
use crate::copying::{self, RealClock};
use crate::desk::{Desk, now};
use crate::hostile::server::Server;
use crate::{Proved, at, ensure};

/// How long all copies together may take.
const PATIENCE: Duration = Duration::from_secs(1_500);

/// Runs in a namespace of its own, which it fills; `say` gets the figures.
pub fn inside(program: &Path, per_page: u32, say: &mut dyn FnMut(&str)) -> Proved {
    let folder = tempfile::Builder::new().prefix("thuchu-ssrf-").tempdir().map_err(at("a temporary folder"))?;
    network(folder.path())?;
    let (traps, asked) = (Traps::set()?, names::serve()?);
    control(&traps)?;
    let stage =
        Stage { desk: Desk::new(program, &folder.path().join("data"), None)?, per_page: per_page.max(1) as usize };
    let told = block_on(stage.run(&traps))?;
    told.iter().for_each(|line| say(line));
    let rebound = asked.lock().map_or(0, |asked| asked.iter().filter(|(name, _)| name.starts_with("doi-")).count());
    ensure(rebound > 0, || "no rebinding name was ever asked for".to_owned())?;
    let (served, paths) = traps.served();
    ensure(served > 0, || "the public site was never asked: nothing was tried".to_owned())?;
    let hits = traps.hits();
    for (place, said) in &hits {
        say(&format!("hit {place}: {} times, such as {:?}", said.len(), said.first()));
    }
    let total: usize = hits.values().map(Vec::len).sum();
    say(&format!(
        "ssrf: {total} hits on every address but two; the hostile site was asked {served} times for {paths} paths; \
         {rebound} questions for names that rebind"
    ));
    ensure(total == 0, || format!("{total} hits inside"))
}

/// Every address is local, every name is ours to answer.
fn network(folder: &Path) -> Proved {
    system(&["ip", "link", "set", "lo", "up"])?;
    system(&["ip", "route", "add", "local", "0.0.0.0/0", "dev", "lo"])?;
    // A machine without IPv6 has none of these ways inwards either.
    let _ = system(&["ip", "-6", "route", "add", "local", "::/0", "dev", "lo"]);
    for (name, text) in [
        ("resolv.conf", format!("nameserver {}\noptions timeout:2 attempts:2 ndots:1\n", names::ADDRESS)),
        ("nsswitch.conf", "hosts: files dns\n".to_owned()),
        ("hosts", "127.0.0.1 localhost\n::1 localhost\n".to_owned()),
    ] {
        let (own, place) = (folder.join(name), PathBuf::from("/etc").join(name));
        std::fs::write(&own, text).map_err(at(name))?;
        if place.exists() {
            system(&["mount", "--bind", &own.to_string_lossy(), &place.to_string_lossy()])?;
        }
    }
    Ok(())
}

/// The trap is real: whoever goes inside is counted.
fn control(traps: &Traps) -> Proved {
    let tried = ["127.0.0.1:80", "10.0.0.1:443", "169.254.169.254:80", "192.168.7.7:8080", "100.64.0.1:80"];
    let sixth = ["[::1]:80", "[fd00:ec2::254]:80", "[64:ff9b::7f00:1]:443", "[2002:7f00:1::]:80"];
    let connected = |place: &&&str| TcpStream::connect(**place).is_ok();
    let four = tried.iter().filter(connected).count();
    let six = sixth.iter().filter(connected).count();
    ensure(four == tried.len(), || format!("{four} of {} addresses inside can be reached", tried.len()))?;
    std::thread::sleep(Duration::from_millis(300));
    let hits: usize = traps.hits().values().map(Vec::len).sum();
    ensure(hits == four + six, || format!("{hits} of {} controls were counted", four + six))?;
    traps.forget();
    Ok(())
}

struct Stage {
    desk: Desk,
    per_page: usize,
}

/// What is asked for: how it leads inwards, and which form.
struct Wish {
    way: &'static str,
    about: &'static str,
    url: String,
    id: EvidenceId,
}

impl Stage {
    async fn run(&self, traps: &Traps) -> Proved<Vec<String>> {
        let server = Server::start(&self.desk, &[], &[("THUCHU_LOG", "info")])?;
        let db = copying::open(&self.desk.data, &RealClock).await?;
        thuchu_testkit::staff(&db, &self.desk.data).await;
        let fetcher = Fetcher::new(Reach::public()).map_err(at("a way out"))?;
        let steps = copying::desk(&db, &self.desk.data, Arc::new(RealClock), SeededChance::another())?;
        let evidence = Evidence::new(steps, Tools { fetcher: Some(fetcher), ..Tools::default() });
        let wishes = self.wishes();
        let mut told = vec![format!("{} forms of addresses, {} wishes for copies", forms::all().len(), wishes.len())];
        let content = copying::sources(wishes.iter().map(|wish| (wish.id, wish.url.clone())));
        let review = copying::draft(&db, "Vào trong nhà", content).await?;
        let refused = ask_all(&evidence, &db, review, &wishes).await?;
        let over = captures::of_review(&mut db.read(), review).await.map_err(at("the wishes"))?;
        told.extend(self.outcomes(&db, &wishes, &over, &refused).await?);
        // What the browser would do with the pages as they are, without our having made them inert.
        told.push(self.raw(traps).await?);
        let log = server.log();
        ensure(!log.contains("panicked"), || log)?;
        server.stop()?;
        Ok(told)
    }

    fn wishes(&self) -> Vec<Wish> {
        let forms = forms::all();
        let mut wishes = Vec::new();
        let mut add = |way, about, url| {
            let mut id = [7; 16];
            id[..8].copy_from_slice(&(wishes.len() as u64).to_be_bytes());
            wishes.push(Wish { way, about, url, id: EvidenceId::from_bytes(id) });
        };
        for (number, form) in forms.iter().enumerate() {
            add("direct", form.about, format!("http://{}/direct/{number}", form.host));
            add("direct https", form.about, format!("https://{}/direct/{number}", form.host));
            add("redirect", form.about, format!("http://cong.{ZONE}/to/{number}"));
        }
        for from in (0..forms.len()).step_by(self.per_page) {
            let to = (from + self.per_page).min(forms.len());
            add("page", "a page of all ways", format!("http://cong.{ZONE}/page/{from}/{to}"));
        }
        // A page that is reached over IPv6, and one by the address itself.
        add("page", "over IPv6", format!("http://cong-sau.{ZONE}/page/0/3"));
        add("page", "by its number", format!("http://{}/page/0/3", super::traps::PUBLIC));
        wishes
    }

    /// Every direct and every redirected wish was refused, every page copied; a line for each kind of form.
    async fn outcomes(
        &self,
        db: &Db,
        wishes: &[Wish],
        over: &[CopyRequest],
        refused: &BTreeMap<EvidenceId, &'static str>,
    ) -> Proved<Vec<String>> {
        let mut codes: BTreeMap<(&str, &str), BTreeMap<String, u32>> = BTreeMap::new();
        let (mut pages, mut pictures) = (0, 0);
        for wish in wishes {
            let made = over.iter().find(|one| one.evidence == wish.id);
            let code = match (refused.get(&wish.id), made) {
                (Some(code), _) => (*code).to_owned(),
                (None, Some(made)) if made.step == Step::Done => "copied".to_owned(),
                (None, Some(made)) => {
                    made.problem.clone().unwrap_or_default().split(' ').next().unwrap_or_default().to_owned()
                }
                (None, None) => return Err(format!("{} was neither refused nor worked on", wish.url)),
            };
            let copied = code == "copied";
            // A name that is public for its first answer is a public page then; a public name stays one on port 443.
            let may_be_copied = wish.way == "page" || wish.about.starts_with("rebinding");
            ensure(!copied || may_be_copied, || format!("{} was copied", wish.url))?;
            ensure(wish.way != "page" || copied, || format!("{}: {code}", wish.url))?;
            if let Some(capture) = made.and_then(|made| made.capture).filter(|_| wish.way == "page") {
                let capture =
                    captures::get(&mut db.read(), capture).await.map_err(at("a copy"))?.ok_or("a copy is gone")?;
                pages += 1;
                pictures += u32::from(capture.file(FileRole::Screenshot).is_some());
            }
            *codes.entry((wish.about, wish.way)).or_default().entry(code).or_default() += 1;
        }
        let mut lines = Vec::new();
        for ((about, way), codes) in codes {
            let codes: Vec<String> = codes.iter().map(|(code, times)| format!("{code} × {times}")).collect();
            lines.push(format!("{about}, {way}: {}", codes.join(", ")));
        }
        lines.push(format!("{pages} hostile pages copied, {pictures} of them drawn by chromium"));
        let browser = Screenshots::find().is_some();
        ensure(!browser || pictures == pages, || format!("{pictures} of {pages} pages were drawn"))?;
        Ok(lines)
    }

    async fn raw(&self, traps: &Traps) -> Proved<String> {
        let Some(browser) = Screenshots::find() else { return Ok("left out: chromium is not installed".to_owned()) };
        let (before, forms) = (traps.served().0, forms::all().len());
        let (mut drawn, mut refused, mut failed) = (0, 0, 0);
        for from in (0..forms).step_by(self.per_page.max(8)) {
            match browser.take(pages::raw(from, (from + self.per_page.max(8)).min(forms)).into()).await {
                Ok(taken) => {
                    drawn += 1;
                    refused += taken.refused;
                }
                // Such a page may lead away before it is drawn; what counts is that it leads nowhere.
                Err(_) => failed += 1,
            }
        }
        let out = traps.served().0 - before;
        ensure(out == 0, || format!("chromium asked the public site {out} times"))?;
        ensure(refused > 0 || drawn == 0, || "chromium asked for nothing: the pages are not hostile".to_owned())?;
        Ok(format!(
            "the same pages raw, scripts and all, given to chromium: {drawn} drawn, {failed} not, {refused} requests \
             refused by its proxy, none went out"
        ))
    }
}

/// Asks for every copy, ten at a time for each of nine editors, and waits for all. Those refused at once, with their code.
async fn ask_all(
    evidence: &Evidence,
    db: &Db,
    review: ReviewId,
    wishes: &[Wish],
) -> Proved<BTreeMap<EvidenceId, &'static str>> {
    let begun = now();
    let mut refused = BTreeMap::new();
    for (number, wish) in wishes.iter().enumerate() {
        let by = editor((number % 9) as u8 + 1).id;
        loop {
            ensure(begun.elapsed() < PATIENCE, || format!("{number} of {} after {PATIENCE:?}", wishes.len()))?;
            match evidence.ask(by, review, wish.id).await {
                Ok(()) => {}
                Err(CaptureError::TooMany) => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    continue;
                }
                Err(CaptureError::Store(error)) if error.is_transient() => continue,
                Err(error) => drop(refused.insert(wish.id, error.code())),
            }
            break;
        }
    }
    loop {
        let all = captures::of_review(&mut db.read(), review).await.map_err(at("the wishes"))?;
        let open: Vec<_> = all.iter().filter(|wish| !wish.step.is_over()).collect();
        if open.is_empty() {
            return Ok(refused);
        }
        ensure(begun.elapsed() < PATIENCE, || format!("{} wishes are open, such as {:?}", open.len(), open.first()))?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
