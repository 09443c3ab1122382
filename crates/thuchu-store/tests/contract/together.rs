//! Many writers at once, and units of work that fail in the middle.

use std::collections::BTreeMap;

use thuchu_model::{AuditAct, AuditObject, CheckId, Effect, JobKind, WithdrawReason};
use thuchu_store::{Db, Engine, OpenOptions, StoreError, args, audit, checks, imports, outbox, settings};
use thuchu_testkit::{SeededChance, TestStore, both_databases, incoming, noon};

const WRITERS: u64 = 6;
const UNITS: u64 = 12;

/// A unit of work as a step does it: checks, audit entry, delivery, place of the import.
async fn unit(tx: &mut thuchu_store::Tx, store: &TestStore, number: u64) -> Result<Vec<CheckId>, StoreError> {
    let publisher = store.publisher("a.vn").await;
    let run = imports::begin(tx, &format!("file {number}"), None, "{}", &store.chance, noon()).await?;
    let batch: Vec<_> = (0..3).map(|n| incoming(&publisher, &format!("u{number}-{n}"), &format!("tin {number}-{n}"))).collect();
    let done = checks::put_batch(tx, run.id, &batch, &store.chance, noon()).await?;
    let act = AuditAct::parse("check.import").unwrap();
    audit::append(tx, &[], act, AuditObject::Check(done[0].id), &serde_json::json!({}), noon()).await?;
    let (topic, effect) = (JobKind::parse("check.published").unwrap(), Effect::parse(&format!("e:{number}")).unwrap());
    outbox::put(tx, &topic, "{}", &effect, noon(), &store.chance).await?;
    Ok(done.iter().map(|put| put.id).collect())
}

both_databases!(a_unit_of_work_appears_whole_or_not_at_all, |store| {
    store.publisher("a.vn").await;
    let change = settings::newest_change(&mut store.db.read()).await.unwrap();
    let mut undone = store.db.begin().await.unwrap();
    // The publisher is made by a unit of work of its own; on SQLite that one must come before.
    let ids = {
        let publisher = thuchu_testkit::publisher("a.vn");
        let known = thuchu_store::publishers::by_site(&mut undone, &publisher.site).await.unwrap().unwrap();
        let run = imports::begin(&mut undone, "f", None, "{}", &store.chance, noon()).await.unwrap();
        let batch = [incoming(&known, "u", "một")];
        let done = checks::put_batch(&mut undone, run.id, &batch, &store.chance, noon()).await.unwrap();
        let act = AuditAct::parse("check.import").unwrap();
        let object = AuditObject::Check(done[0].id);
        audit::append(&mut undone, &[], act, object, &serde_json::json!({}), noon()).await.unwrap();
        let (topic, effect) = (JobKind::parse("check.published").unwrap(), Effect::parse("e").unwrap());
        outbox::put(&mut undone, &topic, "{}", &effect, noon(), &store.chance).await.unwrap();
        [done[0].id]
    };
    drop(undone);
    let read = &mut store.db.read();
    assert_eq!(checks::find(read, &ids).await.unwrap().len(), 0);
    assert_eq!((audit::head(read).await.unwrap().number, outbox::count(read).await.unwrap()), (0, 0));
    assert_eq!(settings::newest_change(read).await.unwrap(), change, "its change numbers are free again");
    assert_eq!(imports::unfinished(read, "f", "{}").await.unwrap(), None);
});
