//! Sites as they are: each is captured or refused with its reason, and what was captured opens in other people's tools.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use thuchu_fetch::{Budget, Fetcher, Reach};
use thuchu_model::{Capture, FileRole, Finding, ReviewId};
use thuchu_store::captures::{self, CopyRequest, Step};
use thuchu_testkit::{Expect, FakeSites, SITES, Site, TestStore, both_databases, noon};
use thuchu_tools::Documents;

use super::super::{Evidence, Tools};
use super::support::{Place, SOURCE, command, program, who};

/// The reason that a wish was refused for, without what it is about.
fn code(wish: &CopyRequest) -> &str {
    wish.problem.as_deref().unwrap_or_default().split(' ').next().unwrap_or_default()
}

/// A way out to these sites and nowhere else, with less patience than the real one.
fn evidence(place: &Place<'_>, sites: &FakeSites) -> Evidence {
    let budget = Budget { page_time: std::time::Duration::from_secs(4), ..Budget::default() };
    let fetcher = Fetcher::for_tests(Reach::only(sites.addr), None, budget).unwrap();
    let documents = program().map(|program| Arc::new(Documents::new(program, Default::default())));
    Evidence::new(place.desk(), Tools { fetcher: Some(fetcher), documents, ..Tools::default() })
}

/// Asks for a copy of the site and makes it.
async fn copied(place: &Place<'_>, evidence: &Evidence, review: ReviewId) -> (CopyRequest, Option<Capture>) {
    evidence.ask(who(1), review, SOURCE).await.unwrap();
    assert!(evidence.copy_next().await.unwrap());
    let wish = place.wish(review).await;
    let capture = match wish.capture {
        Some(id) => captures::get(&mut place.store.db.read(), id).await.unwrap(),
        None => None,
    };
    (wish, capture)
}

async fn is_as_expected(place: &Place<'_>, site: &Site, expect: Expect, seen: &(CopyRequest, Option<Capture>)) {
    let host = site.host;
    let (wish, capture) = seen;
    let refused = |expected: &str| {
        assert_eq!((wish.step, code(wish), capture), (Step::Refused, expected, &None), "{host}: {wish:?}");
    };
    match (expect, capture) {
        (Expect::Captured { contains }, Some(capture)) => {
            assert_eq!(wish.step, Step::Done, "{host}");
            let text = place.text(capture, FileRole::Text).await;
            let page = place.text(capture, FileRole::Page).await;
            assert!(text.contains(contains) || page.contains(contains), "{host}: {text}\n{page}");
            assert!(!page.to_ascii_lowercase().contains("<script"), "{host} keeps a script");
            assert!(capture.file(FileRole::Warc).is_some(), "{host}");
        }
        (Expect::File { kind }, Some(capture)) => {
            let file = capture.file(FileRole::Document).unwrap_or_else(|| panic!("{host}: {capture:?}"));
            assert!(file.media_type.ends_with(kind), "{host}: {}", file.media_type);
        }
        (Expect::Captured { .. }, None) => panic!("{host} was refused: {wish:?}"),
        // Nobody reads a file here; the reason says so.
        (Expect::File { .. }, None) => assert!(program().is_none() && code(wish) == "copy.no_way_out", "{wish:?}"),
        (Expect::Refused { code }, _) => refused(code),
        (Expect::Status(status), _) => {
            refused("copy.status");
            assert!(wish.problem.as_deref().unwrap_or_default().ends_with(&status.to_string()), "{wish:?}");
        }
        (Expect::NoText, _) => {
            let empty = code(wish) == "copy.empty";
            refused(if empty { "copy.empty" } else { "copy.no_words" });
        }
        // What an editor asks for is one page, which robots.txt does not bind (TRUST R35).
        (Expect::Robots, _) => assert_eq!(wish.step, Step::Done, "{host}: {wish:?}"),
    }
}

async fn walk(store: &TestStore) {
    let place = Place::new(store).await;
    let sites = FakeSites::start().await;
    let evidence = evidence(&place, &sites);
    let folder = tempfile::tempdir().unwrap();
    let mut counts = [0_usize; 2];
    for site in SITES {
        let review = place.draft(&format!("Trang {}", site.host), &site.url()).await;
        let seen = copied(&place, &evidence, review).await;
        is_as_expected(&place, site, site.expect, &seen).await;
        if let (Expect::Captured { .. }, Some(_)) = (site.expect, &seen.1) {
            for part in site.parts {
                let asked = format!("{}{part}", site.host);
                assert!(sites.hits().contains(&asked), "{asked} was not asked for");
            }
        }
        if let Some(expect) = site.again {
            let again = copied(&place, &evidence, review).await;
            is_as_expected(&place, site, expect, &again).await;
            assert_ne!(again.1.map(|capture| capture.id), seen.1.as_ref().map(|capture| capture.id), "{}", site.host);
        }
        counts[usize::from(seen.1.is_none())] += 1;
        if let Some(file) = seen.1.as_ref().and_then(|capture| capture.file(FileRole::Warc)) {
            let bytes = store.blobs().get(&file.sha256).await.unwrap();
            std::fs::write(folder.path().join(format!("{}.warc", site.host)), bytes).unwrap();
        }
    }
    assert!(SITES.len() >= 30, "{}", SITES.len());
    assert_eq!(sites.canary_hits(), 0, "a page had a server inside the house asked");
    assert!(sites.hits().iter().all(|hit| !hit.starts_with("10.0.0.1")), "{:?}", sites.hits());
    println!("{} sites: {} captured, {} refused, each for its reason", SITES.len(), counts[0], counts[1]);
    opened_by_warcio(folder.path());
}

/// `warcio check` reads every record and compares its digests.
fn opened_by_warcio(folder: &Path) {
    if !command("python3", &["-c", "import warcio"]) {
        return;
    }
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    let ran = Command::new("python3").args(["-m", "warcio.cli", "check"]).args(&files).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && !said.contains("failed"), "{said}");
    assert!(files.len() >= 15, "{} files", files.len());
    println!("{} files of WARC open in warcio, every digest holds", files.len());
}

both_databases!(every_site_is_captured_or_refused_for_its_reason, |store| {
    walk(store).await;
});

both_databases!(a_site_that_asks_programs_to_stay_away_is_copied_once_and_not_watched, |store| {
    let place = Place::new(store).await;
    let sites = FakeSites::start().await;
    let evidence = evidence(&place, &sites);
    let review = place.draft("Robots", "http://robots.example/").await;
    let (_, capture) = copied(&place, &evidence, review).await;
    let capture = capture.expect("what an editor asks for is copied");
    // As if a check had been published that rests on it.
    let mut tx = store.db.begin().await.unwrap();
    captures::watch(&mut tx, capture.id, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let pages = |hits: Vec<String>| hits.iter().filter(|hit| *hit == "robots.example/").count();
    let before = pages(sites.hits());
    assert!(evidence.look_next().await.unwrap());
    let looks = captures::looks(&mut store.db.read(), capture.id, 9).await.unwrap();
    assert_eq!((looks.len(), looks[0].found), (1, Finding::KeptOut));
    assert_eq!(pages(sites.hits()), before, "the page itself was not asked for");
});
