//! Demonstration checks for an empty desk: thirty lasting, non-political ones, of a publisher *Demonstration*.
//!
//! Only the checks are read; the sample messages and hard negatives beside them in the file are for testing by hand.

use serde::Deserialize;
use thuchu_model::{
    AuditObject, Bearing, Chance, CheckContent, CheckId, ClaimText, Clock, Day, Lang, Publisher, RatingKey,
    RatingScale, RatingShown, Site, SourceShown, Translation, Trust, TrustChange, Wording,
};
use thuchu_store::checks::{self, IncomingCheck, PutOutcome};
use thuchu_store::imports::{self, Progress, RunState};
use thuchu_store::{Db, Tx, audit, editors, publishers};

use crate::import::ImportError;

/// The publisher's name in English.
pub const NAME: &str = "Demonstration";
/// Its name in Vietnamese.
pub const NAME_VI: &str = "Minh hoạ";
/// Its site: a host that exists nowhere (RFC 2606).
pub const SITE: &str = "minh-hoa.invalid";

const FILE: &str = include_str!("../data/demo_checks.json");

#[derive(Deserialize)]
struct DemoCheck {
    key: String,
    topic: String,
    claim: Both,
    rating: RatingKey,
    summary: Both,
    body: Both,
    evidence: Vec<Cited>,
}

#[derive(Deserialize)]
struct Both {
    vi: String,
    en: String,
}

#[derive(Deserialize)]
struct Cited {
    title: String,
    publisher: String,
    url: String,
    quote: Option<String>,
    bearing: Bearing,
}

/// What the command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The publisher.
    pub publisher: Publisher,
    /// How many checks there are now.
    pub checks: usize,
    /// How many of them are new or changed; 0 when the demonstration was there already.
    pub changed: usize,
}

/// Puts the demonstration checks on an empty desk, and trusts them to answer. On a desk that holds just them it
/// changes nothing.
///
/// # Errors
/// [`ImportError::NotEmpty`] on a desk that holds anything else.
pub async fn fill(db: &Db, clock: &dyn Clock, chance: &dyn Chance) -> Result<Filled, ImportError> {
    let now = clock.now();
    let mut tx = db.begin().await?;
    let site = Site::parse(SITE).map_err(|error| ImportError::Place(error.to_string()))?;
    let before = only_demonstration(&mut tx, &site).await?;
    let publisher = publishers::find_or_create(&mut tx, &site, NAME, chance, now).await?;
    let run = imports::begin(&mut tx, "demo", None, "{}", chance, now).await?;
    let batch = batch(&publisher, clock)?;
    let done = checks::put_batch(&mut tx, run.id, &batch, chance, now).await?;
    let changed = done.iter().filter(|put| put.outcome != PutOutcome::Unchanged).count();
    let progress = Progress { line: batch.len() as u64, ..Progress::default() };
    imports::checkpoint(&mut tx, run.id, &run.progress, &Progress { counts: "{}".to_owned(), ..progress }, &[], now)
        .await?;
    imports::end(&mut tx, run.id, RunState::Finished, now).await?;
    if before {
        if changed == 0 {
            // Nothing happened, so nothing is written, not even a run.
            tx.rollback().await?;
            return Ok(Filled { publisher, checks: batch.len(), changed });
        }
    } else {
        publishers::describe(&mut tx, publisher.id, NAME, &[Lang::vi(), Lang::en()], publisher.affiliation).await?;
        let change = TrustChange { from: publisher.trust, to: Trust::Answer, by: Vec::new() };
        publishers::set_trust(&mut tx, publisher.id, &change).await?;
    }
    let detail =
        serde_json::json!({"checks": batch.len(), "changed": changed, "trust": Trust::Answer, "demonstration": true});
    let object = AuditObject::Publisher(publisher.id);
    audit::append(&mut tx, &[], crate::act("demo.fill")?, object, &detail, now).await?;
    tx.commit().await?;
    let publisher = publishers::get(&mut db.read(), publisher.id).await?.unwrap_or(publisher);
    Ok(Filled { publisher, checks: batch.len(), changed })
}

/// The publisher's name for a reader of this language.
#[must_use]
pub fn name_in(lang: &Lang) -> &'static str {
    if lang.primary() == Lang::vi().primary() { NAME_VI } else { NAME }
}

/// Whether a publisher is the demonstration, so that whatever shows its checks can say so.
#[must_use]
pub fn is_demonstration(publisher: &Publisher) -> bool {
    publisher.site.as_str() == SITE
}

/// Whether the demonstration is there already; an error when anything else is. Editors of a desk count: with them,
/// two people decide about trust, not this command.
async fn only_demonstration(tx: &mut Tx, site: &Site) -> Result<bool, ImportError> {
    let known = publishers::all(tx).await?;
    let demo = known.iter().find(|publisher| publisher.site == *site);
    let foreign = known.iter().any(|publisher| publisher.site != *site);
    let live = checks::count_live(tx, None).await?;
    let own = match demo {
        Some(demo) => live - checks::count_live(tx, Some(demo.id)).await?,
        None => live,
    };
    let people = demo.is_none() && !editors::all(tx).await?.is_empty();
    if foreign || own > 0 || people { Err(ImportError::NotEmpty) } else { Ok(demo.is_some()) }
}

fn batch(publisher: &Publisher, clock: &dyn Clock) -> Result<Vec<IncomingCheck>, ImportError> {
    let broken = |error: String| ImportError::Place(format!("demo_checks.json: {error}"));
    let scale = RatingScale::built_in();
    let checks: Vec<DemoCheck> = serde_json::from_str(FILE).map_err(|error| broken(error.to_string()))?;
    let mut batch = Vec::with_capacity(checks.len());
    for check in checks {
        let rating = scale.get(&check.rating).ok_or_else(|| broken(check.rating.to_string()))?;
        let wording = |lang, text: &str| match ClaimText::parse(text) {
            Ok(text) => Ok(Wording { lang, text }),
            Err(error) => Err(broken(error.to_string())),
        };
        let claims = vec![wording(Lang::vi(), &check.claim.vi)?, wording(Lang::en(), &check.claim.en)?];
        let url = format!("https://{SITE}/{}", check.key);
        let evidence = check.evidence.into_iter().map(|source| SourceShown {
            url: source.url,
            title: Some(source.title),
            publisher: Some(source.publisher),
            date: None,
            quote: source.quote,
            bearing: Some(source.bearing),
            sha256: None,
            capture: None,
            copied: None,
            primary: false,
        });
        let content = CheckContent {
            unquoted: None,
            claims,
            lang: Lang::vi(),
            title: None,
            summary: Some(check.summary.vi),
            body: Some(check.body.vi),
            translations: vec![Translation {
                lang: Lang::en(),
                title: None,
                summary: Some(check.summary.en),
                explanation: None,
                body: Some(check.body.en),
            }],
            rating: RatingShown {
                label: rating.label(&Lang::vi()).to_owned(),
                key: None,
                value: None,
                scale: None,
                original: None,
                explanation: None,
            },
            claimant: None,
            claim_date: None,
            review_date: Day::new(2026, 11, 22),
            appearances: Vec::new(),
            evidence: evidence.collect(),
            licence: Some("CC0-1.0".to_owned()),
            topic: Some(check.topic),
            pictures: Vec::new(),
            forwarded: false,
            reply: None,
            byline: Vec::new(),
        };
        batch.push(IncomingCheck {
            id: CheckId::imported(SITE, &url, content.claims[0].text.as_str()),
            publisher: publisher.id,
            url,
            content,
            mapped: Some((rating.key.clone(), rating.value)),
            holds_until: None,
            fetched_at: clock.now(),
            series: false,
        });
    }
    Ok(batch)
}

#[cfg(test)]
mod tests {
    use thuchu_testkit::{TestStore, block_on, editor};

    use super::*;

    #[test]
    fn an_empty_desk_gets_thirty_checks_that_may_answer_and_a_second_time_nothing() {
        block_on(async {
            let store = TestStore::sqlite().await;
            let first = fill(&store.db, &store.clock, &store.chance).await.unwrap();
            assert_eq!((first.checks, first.changed, first.publisher.trust), (30, 30, Trust::Answer));
            let entries = audit::entries(&mut store.db.read(), 0, 10).await.unwrap();
            assert_eq!(entries.len(), 1);
            let again = fill(&store.db, &store.clock, &store.chance).await.unwrap();
            assert_eq!((again.checks, again.changed), (30, 0));
            assert_eq!(audit::entries(&mut store.db.read(), 0, 10).await.unwrap(), entries);
            let rows = checks::changed_since(&mut store.db.read(), 0, 100).await.unwrap();
            assert!(rows.iter().all(|row| row.wordings.len() == 2 && row.rating.is_some()));
            let ids: Vec<CheckId> = rows.iter().map(|row| row.id).collect();
            for stored in checks::find(&mut store.db.read(), &ids).await.unwrap() {
                let content = stored.check.content;
                let (own, english) = (content.text_in(None), content.text_in(Some(&Lang::en())));
                assert_eq!((own.lang, english.lang), (&Lang::vi(), &Lang::en()));
                assert!(english.summary.is_some() && english.body.is_some());
                assert!(own.summary != english.summary && own.body != english.body);
            }
        });
    }

    #[test]
    fn a_desk_that_holds_anything_else_refuses_the_demonstration() {
        block_on(async {
            let store = TestStore::sqlite().await;
            store.publisher("kiemtin.vn").await;
            assert_eq!(fill(&store.db, &store.clock, &store.chance).await.unwrap_err().code(), "demo.not_empty");
            let store = TestStore::sqlite().await;
            let mut tx = store.db.begin().await.unwrap();
            editors::add(&mut tx, &editor(1)).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(fill(&store.db, &store.clock, &store.chance).await.unwrap_err().code(), "demo.not_empty");
        });
    }

    #[test]
    fn what_is_for_testing_by_hand_is_not_in_any_check() {
        let file: serde_json::Value = serde_json::from_str(FILE).unwrap();
        let publisher = thuchu_testkit::publisher(SITE);
        let clock = thuchu_testkit::FixedClock::at(thuchu_testkit::noon());
        let all = batch(&publisher, &clock).unwrap().iter().map(|check| check.content.canonical()).collect::<String>();
        for check in file.as_array().unwrap() {
            let messages = check["sample_messages"]["vi"]
                .as_array()
                .unwrap()
                .iter()
                .chain(check["hard_negatives"]["vi"].as_array().unwrap());
            for message in messages {
                assert!(!all.contains(message.as_str().unwrap()));
            }
        }
    }
}
