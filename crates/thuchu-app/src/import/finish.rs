//! The end of a run: another wording replaces the old one at its address, a complete list withdraws what it no longer
//! holds, the report is written. Page by page, each a unit of work; done again from the start it does nothing twice.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use thuchu_formats::OwnRedirect;
use thuchu_model::{AuditObject, CheckId, CheckState, PublisherId, Timestamp, WithdrawReason};
use thuchu_store::checks::{self, StoredCheck};
use thuchu_store::imports::{self, RunState};
use thuchu_store::{StoreError, Tx, audit};

use super::{Complete, Counts, ImportError, Withdrawal, Writer, prepare, report};

/// Checks looked at in one unit of work.
const PAGE: u32 = 500;

pub(super) async fn finish(
    writer: &mut Writer<'_>,
    complete: Complete,
    report: &Path,
) -> Result<(Withdrawal, Option<PathBuf>), ImportError> {
    turn_round(writer).await?;
    for publisher in writer.place.beside.clone() {
        replace_reworded(writer, publisher).await?;
    }
    let withdrawal = match complete {
        Complete::No => Withdrawal::NotAsked,
        Complete::Yes if writer.place.unplaced > 0 => Withdrawal::Refused(writer.place.unplaced),
        Complete::Yes | Complete::DespiteBroken => {
            let protected = protected(writer).await?;
            writer.place.counts.protected = 0;
            for publisher in writer.place.publishers.clone() {
                withdraw_missing(writer, publisher, &protected).await?;
            }
            Withdrawal::Done
        }
    };
    let report = report::write(writer.db, writer.run, report).await?;
    let now = writer.clock.now();
    let mut tx = writer.db.begin().await?;
    imports::end(&mut tx, writer.run, RunState::Finished, now).await?;
    let detail = serde_json::json!({"counts": writer.place.counts, "withdrawal": withdrawal});
    audit::append(&mut tx, &[], crate::act("import.finish")?, AuditObject::ImportRun(writer.run), &detail, now).await?;
    tx.commit().await?;
    Ok((withdrawal, report))
}

/// Wordings that had been replaced and are in the file again, alone at their address: they stand again.
async fn turn_round(writer: &mut Writer<'_>) -> Result<(), ImportError> {
    for ids in writer.place.returned.clone().chunks(PAGE as usize) {
        let mut tx = writer.db.begin().await?;
        let mut replaced = 0;
        for returned in checks::find(&mut tx, ids).await? {
            let (CheckState::Replaced { .. }, Some((publisher, url))) = (&returned.check.state, at(&returned)) else {
                continue;
            };
            let live = checks::live_at(&mut tx, publisher, &[url]).await?;
            let [other] = live.get(url).map(Vec::as_slice).unwrap_or_default() else { continue };
            if !checks::seen_in(&mut tx, writer.run, &[*other]).await?.contains(other) {
                checks::replace(&mut tx, *other, returned.check.id, writer.clock.now()).await?;
                replaced += 1;
            }
        }
        commit(writer, tx, replaced, 0, 0).await?;
    }
    Ok(())
}

/// An address that held one check before and holds one new one now, with another wording: the new one takes its place.
async fn replace_reworded(writer: &mut Writer<'_>, publisher: PublisherId) -> Result<(), ImportError> {
    let run =
        imports::get(&mut writer.db.read(), writer.run).await?.ok_or(StoreError::Missing { what: "import run" })?;
    let mut after = None;
    loop {
        let mut tx = writer.db.begin().await?;
        let missing = checks::not_seen_in(&mut tx, writer.run, publisher, after, PAGE).await?;
        let Some(last) = missing.last() else { return Ok(()) };
        after = Some(*last);
        let old = checks::find(&mut tx, &missing).await?;
        let urls: Vec<&str> = old.iter().filter_map(|check| at(check).map(|(_, url)| url)).collect();
        let live = checks::live_at(&mut tx, publisher, &urls).await?;
        let mut replaced = 0;
        for check in &old {
            let ids = at(check).and_then(|(_, url)| live.get(url)).map(Vec::as_slice).unwrap_or_default();
            let new = match ids {
                [one, two] if *one == check.check.id => *two,
                [one, two] if *two == check.check.id => *one,
                _ => continue,
            };
            let born = checks::versions(&mut tx, new).await?.first().map(|version| version.at);
            let is_new = born.is_some_and(|born| born >= run.started_at);
            if is_new && checks::seen_in(&mut tx, writer.run, &[new]).await?.contains(&new) {
                checks::replace(&mut tx, check.check.id, new, writer.clock.now()).await?;
                replaced += 1;
            }
        }
        commit(writer, tx, replaced, 0, 0).await?;
    }
}

/// The addresses of broken records: what stood there may still be published.
async fn protected(writer: &Writer<'_>) -> Result<HashSet<String>, ImportError> {
    let mut found = HashSet::new();
    let mut after = 0;
    loop {
        let page = imports::problems(&mut writer.db.read(), writer.run, after, 1_000).await?;
        let Some((last, _)) = page.last() else { return Ok(found) };
        after = *last;
        for (_, problem) in &page {
            found.extend(prepare::addresses(&problem.reason).map(str::to_owned));
        }
    }
}

async fn withdraw_missing(
    writer: &mut Writer<'_>,
    publisher: PublisherId,
    protected: &HashSet<String>,
) -> Result<(), ImportError> {
    let mut after = None;
    loop {
        let mut tx = writer.db.begin().await?;
        let missing = checks::not_seen_in(&mut tx, writer.run, publisher, after, PAGE).await?;
        let Some(last) = missing.last() else { return Ok(()) };
        after = Some(*last);
        let (mut withdrawn, mut kept) = (0, 0);
        for check in checks::find(&mut tx, &missing).await? {
            if at(&check).is_some_and(|(_, url)| protected.contains(url)) {
                kept += 1;
                continue;
            }
            checks::withdraw(&mut tx, check.check.id, WithdrawReason::GoneAtSource, writer.clock.now()).await?;
            withdrawn += 1;
        }
        commit(writer, tx, 0, withdrawn, kept).await?;
    }
}

/// Commits a page with the counts it moved and its audit entry.
async fn commit(
    writer: &mut Writer<'_>,
    mut tx: Tx,
    replaced: u64,
    withdrawn: u64,
    kept: u64,
) -> Result<(), ImportError> {
    writer.place.counts.protected += kept;
    if replaced + withdrawn > 0 {
        writer.place.counts.replaced += replaced;
        writer.place.counts.withdrawn += withdrawn;
        let bytes = writer.stands.byte_offset;
        writer.checkpoint(&mut tx, bytes, 0, &[]).await?;
        let detail = serde_json::json!({"replaced": replaced, "withdrawn": withdrawn});
        let object = AuditObject::ImportRun(writer.run);
        audit::append(&mut tx, &[], crate::act("import.finish_page")?, object, &detail, writer.clock.now()).await?;
    }
    Ok(tx.commit().await?)
}

fn at(check: &StoredCheck) -> Option<(PublisherId, &str)> {
    match &check.check.origin {
        thuchu_model::CheckOrigin::Imported { publisher, url, .. } => Some((*publisher, url)),
        thuchu_model::CheckOrigin::Own { .. } => None,
    }
}

/// Withdraws a live check; one that is not live stays as it is.
pub(super) async fn withdraw(
    tx: &mut Tx,
    id: CheckId,
    reason: WithdrawReason,
    now: Timestamp,
) -> Result<(), StoreError> {
    match checks::withdraw(tx, id, reason, now).await {
        Err(StoreError::Conflict { .. }) => Ok(()),
        other => other,
    }
}

/// A redirect of our own export. One that is there already, or leads nowhere, changes nothing.
pub(super) async fn redirect(
    tx: &mut Tx,
    redirect: &OwnRedirect,
    counts: &mut Counts,
    now: Timestamp,
) -> Result<(), StoreError> {
    let found = checks::find(tx, &[redirect.from, redirect.to]).await?;
    let live = |id| found.iter().any(|check| check.check.id == id && check.check.state.is_live());
    if redirect.from != redirect.to && live(redirect.from) && live(redirect.to) {
        checks::replace(tx, redirect.from, redirect.to, now).await?;
        counts.replaced += 1;
    }
    Ok(())
}
