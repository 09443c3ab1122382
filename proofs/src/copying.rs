//! A desk that copies, publishes and proves, one unit after the other: what the proof of evidence runs and kills; and the parts
//! of it that other proofs need.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use thuchu_app::Desk;
use thuchu_app::evidence::{Evidence, Tools};
use thuchu_app::publish::{Approved, Publish};
use thuchu_fetch::{Fetcher, Reach};
use thuchu_model::{
    Chance, Claim, ClaimId, ClaimText, Clock, DraftContent, EvidenceId, Lang, Review, ReviewId, ReviewState, Timestamp,
};
use thuchu_store::captures::{self, Step};
use thuchu_store::{Db, OpenOptions, StoreError, StoreUrl, args, reviews};
use thuchu_testkit::{FixedClock, SeededChance, draft_content, editor, evidence, noon};

use crate::{Proved, at, ensure};

/// The real time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RealClock;

impl Clock for RealClock {
    #[expect(clippy::disallowed_methods, reason = "the program that works on the same store reads the real clock")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The SQLite store of a data folder.
pub(crate) async fn open(data: &Path, clock: &dyn Clock) -> Proved<Db> {
    let url = StoreUrl::parse("sqlite:", Some(data)).map_err(at("the store's address"))?;
    Db::open(&url, OpenOptions::default(), clock).await.map_err(at("the store"))
}

/// What steps work with, under this clock.
pub(crate) fn desk(db: &Db, data: &Path, clock: Arc<dyn Clock>, chance: SeededChance) -> Proved<Desk> {
    Ok(Desk { clock, ..thuchu_testkit::desk(db, data, chance) })
}

/// A draft that passes the gate but for its copies, with these sources; the first is the one that is quoted.
pub(crate) fn sources(all: impl Iterator<Item = (EvidenceId, String)>) -> DraftContent {
    let source = |(id, url)| thuchu_model::Evidence { id, url, snapshot: None, title: String::new(), ..evidence() };
    DraftContent { evidence: all.map(source).collect(), ..draft_content() }
}

/// A draft about this claim by editor 1, after [`thuchu_testkit::staff`].
pub(crate) async fn draft(db: &Db, claim: &str, content: DraftContent) -> Proved<ReviewId> {
    draft_by(db, claim, content, &SeededChance::new(RealClock.now().micros().unsigned_abs())).await
}

async fn draft_by(db: &Db, claim: &str, content: DraftContent, chance: &dyn Chance) -> Proved<ReviewId> {
    let text = ClaimText::parse(claim).map_err(at("a claim"))?;
    let claim = Claim { id: ClaimId::new(noon(), chance), text, lang: Lang::vi(), at: noon() };
    let id = ReviewId::new(noon(), chance);
    let review = Review { id, claim: claim.id, state: ReviewState::Draft, revision: 1, published_version: 0 };
    let mut tx = db.begin().await.map_err(at("a unit of work"))?;
    reviews::begin(&mut tx, &claim, &review, &content, editor(1).id, noon()).await.map_err(at("a review"))?;
    tx.commit().await.map_err(at("a review"))?;
    Ok(id)
}

pub(crate) async fn number(db: &Db, question: &'static str) -> Proved<u64> {
    let rows = db.read().peek(question, args![]).await.map_err(at(question))?;
    rows.first().ok_or("a count")?.get(0).map_err(at(question))
}

/// Units of one run: a load that is to be killed and is not ends, and says so.
const MOST: u64 = 200;
/// The source of each unit.
const SOURCE: EvidenceId = EvidenceId::from_bytes([5; 16]);

/// Units until these are done: a draft, its copy from the server at `web`, its publication, its manifest. `minutes`: how late it
/// is, so that what an earlier run left unfinished is taken up. Prints what is done as soon as it is durable: `asked REVIEW`,
/// `ended REVIEW`, `version CHECK`, `manifest CHECK`.
pub async fn run(data: &Path, web: &str, units: u64, minutes: i64) -> Proved {
    let clock = Arc::new(FixedClock::at(noon().plus_seconds(60 * minutes)));
    let db = open(data, &*clock).await?;
    thuchu_testkit::staff(&db, data).await;
    let web: SocketAddr = web.parse().map_err(at("the server's address"))?;
    let begun = number(&db, "SELECT COUNT(*) FROM review").await?;
    // Another sequence in each process, or the ids of one that was killed would come again.
    let chance = || SeededChance::new((begun << 32 | u64::from(std::process::id())) ^ minutes.unsigned_abs() << 20);
    let desk = desk(&db, data, clock.clone(), chance())?;
    let fetcher = Fetcher::new(Reach::only(web)).map_err(at("a way out"))?;
    let evidence = Evidence::new(desk.clone(), Tools { fetcher: Some(fetcher), ..Tools::default() });
    let publish =
        Publish::new(Desk { chance: Arc::new(SeededChance::new(!begun ^ minutes.unsigned_abs())), ..desk.clone() });
    // What was left: wishes first, then what was copied and not published, then manifests.
    while evidence.copy_next().await.map_err(at("a copy"))? {}
    report(&db).await?;
    finish(&db, &publish).await?;
    evidence.make_manifests().await.map_err(at("manifests"))?;
    for unit in begun + 1..=units.min(begun + MOST) {
        let page = match unit % 4 {
            0 => "khong-co".to_owned(),
            1 => "chung".to_owned(),
            _ => unit.to_string(),
        };
        let content = sources(std::iter::once((SOURCE, format!("http://bao.example/{page}"))));
        let review = draft_by(&db, &format!("Tin số {unit}"), content, &*desk.chance).await?;
        evidence.ask(editor(1).id, review, SOURCE).await.map_err(at("a wish"))?;
        say(&format!("asked {review}"))?;
        match evidence.copy_next().await {
            Ok(_) => {}
            Err(error) if error.is_transient() => return Err(format!("copies are not made: {}", error.code())),
            Err(error) => return Err(error.to_string()),
        }
        report(&db).await?;
        finish(&db, &publish).await?;
        evidence.make_manifests().await.map_err(at("manifests"))?;
        say(&format!("manifests {}", number(&db, "SELECT COUNT(*) FROM time_stamp").await?))?;
    }
    db.close().await;
    Ok(())
}

/// Says which wishes are over.
async fn report(db: &Db) -> Proved {
    let rows = db.read().peek("SELECT review_id FROM copy_request WHERE step IN ('done', 'refused')", args![]).await;
    for row in rows.map_err(at("the wishes"))? {
        let review: ReviewId = row.get(0).map_err(at("a wish"))?;
        say(&format!("ended {review}"))?;
    }
    Ok(())
}

/// Hands on and publishes what has a copy.
async fn finish(db: &Db, publish: &Publish) -> Proved {
    let sql = "SELECT r.id FROM review r JOIN copy_request c ON c.review_id = r.id WHERE c.step = 'done' \
         AND r.state IN ('draft', 'in_review') ORDER BY r.id";
    let rows = db.read().peek(sql, args![]).await.map_err(at("the reviews"))?;
    for row in rows {
        let id: ReviewId = row.get(0).map_err(at("a review"))?;
        hand_on(db, id).await.map_err(at("a review"))?;
        let draft = reviews::draft(&mut db.read(), id).await.map_err(at("a draft"))?.ok_or("a draft is gone")?;
        match publish.approve(editor(2).id, id, draft.draft.revision, None).await.map_err(at("an approval"))? {
            Approved::Published(check) => say(&format!("version {}", check.id))?,
            Approved::At(_) => return Err("no time was set".to_owned()),
        }
    }
    Ok(())
}

async fn hand_on(db: &Db, id: ReviewId) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    let before = reviews::get(&mut tx, id).await?.ok_or(StoreError::Missing { what: "review" })?;
    if before.state == ReviewState::Draft {
        let after = before.step(ReviewState::InReview).map_err(|_| StoreError::Conflict { what: "review" })?;
        reviews::store_step(&mut tx, &before, &after, noon()).await?;
    }
    tx.commit().await
}

/// Every wish that is open, tried until it is over, as a desk that runs on would; `minutes`: how late it is.
pub(crate) async fn end_all(data: &Path, web: SocketAddr, minutes: i64) -> Proved {
    let mut late = minutes;
    for _ in 0..6 {
        let clock = Arc::new(FixedClock::at(noon().plus_seconds(60 * late)));
        let db = open(data, &*clock).await?;
        let fetcher = Fetcher::new(Reach::only(web)).map_err(at("a way out"))?;
        let desk = desk(&db, data, clock, SeededChance::new(late.unsigned_abs()))?;
        let evidence = Evidence::new(desk, Tools { fetcher: Some(fetcher), ..Tools::default() });
        while evidence.copy_next().await.map_err(at("a copy"))? {}
        let open = number(&db, "SELECT COUNT(*) FROM copy_request WHERE step NOT IN ('done', 'refused')").await?;
        db.close().await;
        if open == 0 {
            return Ok(());
        }
        late += 10;
    }
    Err("wishes stay open, an hour later too".to_owned())
}

/// How each wish ended, by its code; fails when one did not, or a copy that is promised is not there.
pub(crate) async fn ends(db: &Db) -> Proved<std::collections::BTreeMap<String, u32>> {
    let rows = db.read().peek("SELECT id FROM copy_request", args![]).await.map_err(at("the wishes"))?;
    let mut ends = std::collections::BTreeMap::new();
    for row in rows {
        let id = row.get(0).map_err(at("a wish"))?;
        let wish = captures::request(&mut db.read(), id).await.map_err(at("a wish"))?.ok_or("a wish is gone")?;
        let end = match (wish.step, &wish.problem, wish.capture) {
            (Step::Done, None, Some(capture)) => {
                let there = captures::get(&mut db.read(), capture).await.map_err(at("a copy"))?;
                ensure(there.is_some(), || format!("the copy of wish {id} is gone"))?;
                "copied".to_owned()
            }
            (Step::Refused, Some(problem), None) => problem.split(' ').next().unwrap_or_default().to_owned(),
            other => return Err(format!("a wish ended in {other:?}")),
        };
        *ends.entry(end).or_default() += 1;
    }
    Ok(ends)
}

/// Whoever started the load reads this; when the pipe is gone, so is the reason to go on.
fn say(line: &str) -> Proved {
    writeln!(std::io::stdout(), "{line}").map_err(at("standard output"))
}
