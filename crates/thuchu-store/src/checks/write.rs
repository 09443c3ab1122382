//! Writing checks: batches of an import, our own, withdrawal, replacement.

use std::collections::{HashMap, HashSet};

use thuchu_model::{
    Chance, CheckContent, CheckId, CheckOrigin, CheckState, ImportRunId, PublicId, RatingKey, RatingValue, Sha256Hash,
    Timestamp, Topic, WithdrawReason,
};

use super::{IncomingCheck, Put, PutOutcome, origin_word, read_rating, read_state, state_columns, url_key};
use crate::db::{Ask as _, Sql, list_of, rows_of};
use crate::{Arg, StoreError, Tx, args, settings};

/// Rows per statement: few texts to prepare, well below 32,766 values (SQLite) and 65,535 (PostgreSQL).
const CHUNKS: [usize; 4] = [250, 50, 10, 1];

const CHECK_COLUMNS: &str = "INSERT INTO checks (id, public_id, change_number, origin, publisher_id, review_id, \
    review_version, url, url_key, fetched_at, state, withdraw_reason, replaced_by, version, content_hash, lang, wordings, \
    title, links, rating_label, rating_key, rating_value, claim_date, review_date, holds_until, topic, last_run, \
    updated_at) VALUES ";
const CHECK_WIDTH: usize = 28;
const VERSION_COLUMNS: &str = "INSERT INTO check_version (check_id, number, content, content_hash, at) VALUES ";

/// One check about to be written.
struct Writing<'a> {
    id: CheckId,
    origin: CheckOrigin,
    content: &'a CheckContent,
    rating: Option<&'a (RatingKey, Option<RatingValue>)>,
    holds_until: Option<Timestamp>,
    run: Option<ImportRunId>,
    state: CheckState,
    version: u32,
    hash: Sha256Hash,
}

struct Known {
    state: CheckState,
    version: u32,
    hash: Sha256Hash,
    rating: Option<(RatingKey, Option<RatingValue>)>,
    holds_until: Option<Timestamp>,
    run: Option<ImportRunId>,
}

/// Puts records of an import. New ids become checks, known ids with other content get their next version, the rest only
/// note the run that saw them. Of an id that a run lists twice the first record counts ([`PutOutcome::Repeated`]), but
/// for a [`IncomingCheck::series`], which is put in its order. Fastest with about 1,000 records of one unit of work.
pub async fn put_batch(
    tx: &mut Tx,
    run: ImportRunId,
    batch: &[IncomingCheck],
    chance: &dyn Chance,
    now: Timestamp,
) -> Result<Vec<Put>, StoreError> {
    // A round holds no id twice, so what it reads first is true for all of it. Mostly there is one.
    let mut times: HashMap<CheckId, usize> = HashMap::with_capacity(batch.len());
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for (place, check) in batch.iter().enumerate() {
        let round = times.entry(check.id).or_default();
        if *round == rounds.len() {
            rounds.push(Vec::new());
        }
        rounds[*round].push(place);
        *round += 1;
    }
    let mut done = Vec::with_capacity(batch.len());
    for round in rounds {
        let records: Vec<&IncomingCheck> = round.iter().map(|place| &batch[*place]).collect();
        done.extend(round.into_iter().zip(put_round(tx, run, &records, chance, now).await?));
    }
    done.sort_unstable_by_key(|(place, _)| *place);
    Ok(done.into_iter().map(|(_, put)| put).collect())
}

async fn put_round(
    tx: &mut Tx,
    run: ImportRunId,
    round: &[&IncomingCheck],
    chance: &dyn Chance,
    now: Timestamp,
) -> Result<Vec<Put>, StoreError> {
    let known = known(tx, round).await?;
    let mut done = Vec::with_capacity(round.len());
    let (mut added, mut unchanged) = (Vec::new(), Vec::new());
    for check in round {
        let canonical = check.content.canonical();
        let hash = Sha256Hash::of(canonical.as_bytes());
        let mut writing = Writing {
            id: check.id,
            origin: CheckOrigin::Imported {
                publisher: check.publisher,
                url: check.url.clone(),
                original_label: String::new(),
                fetched_at: check.fetched_at,
            },
            content: &check.content,
            rating: check.mapped.as_ref(),
            holds_until: check.holds_until,
            run: Some(run),
            state: CheckState::Published,
            version: 1,
            hash,
        };
        let Some(old) = known.get(&check.id) else {
            done.push(Put { id: check.id, outcome: PutOutcome::Added, state: writing.state });
            added.push((writing, canonical));
            continue;
        };
        if old.run == Some(run) && old.hash != hash && !check.series {
            done.push(Put { id: check.id, outcome: PutOutcome::Repeated, state: old.state });
            continue;
        }
        let back = old.state == (CheckState::Withdrawn { reason: WithdrawReason::GoneAtSource });
        writing.state = if back { CheckState::Published } else { old.state };
        let outcome = if old.hash == hash {
            writing.version = old.version;
            PutOutcome::Unchanged
        } else {
            writing.version = old.version + 1;
            let values = args![check.id, writing.version, canonical, hash, now];
            tx.execute(Sql::Built(format!("{VERSION_COLUMNS}{}", rows_of(5, 1))), values).await?;
            PutOutcome::NewVersion(writing.version)
        };
        done.push(Put { id: check.id, outcome, state: writing.state });
        let same = outcome == PutOutcome::Unchanged
            && !back
            && old.rating.as_ref() == check.mapped.as_ref()
            && old.holds_until == check.holds_until;
        if same { unchanged.push(check.id) } else { update(tx, &writing, now).await? }
    }
    insert(tx, added, chance, now).await?;
    note_seen(tx, run, &unchanged).await?;
    Ok(done)
}

async fn known(tx: &mut Tx, round: &[&IncomingCheck]) -> Result<HashMap<CheckId, Known>, StoreError> {
    let mut known = HashMap::with_capacity(round.len());
    let mut rest = round;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(chunk(rest.len()));
        rest = later;
        let sql = format!(
            "SELECT id, state, withdraw_reason, replaced_by, version, content_hash, rating_key, rating_value, holds_until, \
             last_run FROM checks WHERE id IN ({})",
            list_of(0, now.len())
        );
        let ids = now.iter().map(|check| Arg::from(check.id)).collect();
        for row in tx.all(Sql::Built(sql), ids).await? {
            let found = Known {
                state: read_state(&row, 1)?,
                version: row.get(4)?,
                hash: row.get(5)?,
                rating: read_rating(&row, 6)?,
                holds_until: row.maybe(8)?,
                run: row.maybe(9)?,
            };
            known.insert(row.get(0)?, found);
        }
    }
    Ok(known)
}

fn chunk(left: usize) -> usize {
    CHUNKS.into_iter().find(|size| *size <= left).unwrap_or(1)
}

async fn insert(
    tx: &mut Tx,
    added: Vec<(Writing<'_>, String)>,
    chance: &dyn Chance,
    now: Timestamp,
) -> Result<(), StoreError> {
    if added.is_empty() {
        return Ok(());
    }
    let mut change = settings::take_changes(tx, added.len()).await?;
    let mut public = fresh_public_ids(tx, added.len(), chance).await?.into_iter();
    let mut rest = added.into_iter().peekable();
    while rest.peek().is_some() {
        let size = chunk(rest.len());
        let (mut rows, mut versions) = (Vec::with_capacity(size * CHECK_WIDTH), Vec::with_capacity(size * 5));
        for (check, canonical) in rest.by_ref().take(size) {
            let public_id = public.next().unwrap_or_else(|| PublicId::new(chance));
            row_values(&mut rows, &check, public_id, change, now);
            change += 1;
            versions.extend(args![check.id, check.version, canonical, check.hash, now]);
        }
        tx.execute(Sql::Built(format!("{CHECK_COLUMNS}{}", rows_of(CHECK_WIDTH, size))), rows).await?;
        tx.execute(Sql::Built(format!("{VERSION_COLUMNS}{}", rows_of(5, size))), versions).await?;
    }
    Ok(())
}

/// 40 bits are few for a million checks, so each new id is looked up before it is used.
async fn fresh_public_ids(tx: &mut Tx, count: usize, chance: &dyn Chance) -> Result<Vec<PublicId>, StoreError> {
    let mut fresh: Vec<PublicId> = Vec::with_capacity(count);
    let mut mine = HashSet::with_capacity(count);
    while fresh.len() < count {
        let size = chunk(count - fresh.len());
        let tried: Vec<_> = (0..size).map(|_| PublicId::new(chance)).filter(|id| mine.insert(*id)).collect();
        if tried.is_empty() {
            continue;
        }
        let sql = format!("SELECT public_id FROM checks WHERE public_id IN ({})", list_of(0, tried.len()));
        let taken = tx.all(Sql::Built(sql), tried.iter().map(|id| Arg::from(*id)).collect()).await?;
        let taken = taken.iter().map(|row| row.get(0)).collect::<Result<HashSet<PublicId>, _>>()?;
        fresh.extend(tried.into_iter().filter(|id| !taken.contains(id)));
    }
    Ok(fresh)
}

fn row_values(values: &mut Vec<Arg>, check: &Writing<'_>, public_id: PublicId, change: i64, now: Timestamp) {
    let (publisher, url, key, fetched, review, review_version) = match &check.origin {
        CheckOrigin::Own { review, version } => (None, None, None, None, Some(*review), Some(*version)),
        CheckOrigin::Imported { publisher, url, fetched_at, .. } => {
            (Some(*publisher), Some(url), Some(url_key(*publisher, url)), Some(*fetched_at), None, None)
        }
    };
    let (state, reason, by) = state_columns(&check.state);
    values.extend(args![check.id, public_id, change, origin_word(&check.origin), publisher, review, review_version]);
    values.extend(args![url, key, fetched, state, reason, by, check.version, check.hash]);
    shown_values(values, check);
    values.extend(args![check.run, now]);
}

/// The eleven columns that repeat the content, in the order of the table.
fn shown_values(values: &mut Vec<Arg>, check: &Writing<'_>) {
    let content = check.content;
    let json = |value: Result<String, serde_json::Error>| value.unwrap_or_else(|_| "[]".to_owned());
    let key = check.rating.map(|(key, _)| key);
    let value = check.rating.and_then(|(_, value)| *value).map(|value| i64::from(value.get()));
    values.extend(args![
        &content.lang,
        json(serde_json::to_string(&content.claims)),
        content.title.as_ref(),
        json(serde_json::to_string(&content.appearances)),
        &content.rating.label,
        key,
        value,
        content.claim_date,
        content.review_date,
        check.holds_until,
        content.topic.as_deref().and_then(Topic::parse).map(Topic::as_str)
    ]);
}

async fn update(tx: &mut Tx, check: &Writing<'_>, now: Timestamp) -> Result<(), StoreError> {
    let change = settings::take_changes(tx, 1).await?;
    let (state, reason, by) = state_columns(&check.state);
    let fetched = match &check.origin {
        CheckOrigin::Imported { fetched_at, .. } => Some(*fetched_at),
        CheckOrigin::Own { .. } => None,
    };
    let mut values = args![check.id, change, state, reason, by, check.version, check.hash, fetched];
    shown_values(&mut values, check);
    values.extend(args![check.run, now]);
    tx.execute(
        "UPDATE checks SET change_number = $2, state = $3, withdraw_reason = $4, replaced_by = $5, version = $6, \
         content_hash = $7, fetched_at = $8, lang = $9, wordings = $10, title = $11, links = $12, rating_label = $13, \
         rating_key = $14, rating_value = $15, claim_date = $16, review_date = $17, holds_until = $18, topic = $19, \
         last_run = $20, updated_at = $21 WHERE id = $1",
        values,
    )
    .await?;
    Ok(())
}

async fn note_seen(tx: &mut Tx, run: ImportRunId, ids: &[CheckId]) -> Result<(), StoreError> {
    let mut rest = ids;
    while !rest.is_empty() {
        let (some, later) = rest.split_at(chunk(rest.len()));
        rest = later;
        let sql = format!("UPDATE checks SET last_run = $1 WHERE id IN ({})", list_of(1, some.len()));
        let mut values = args![run];
        values.extend(some.iter().map(|id| Arg::from(*id)));
        tx.execute(Sql::Built(sql), values).await?;
    }
    Ok(())
}

/// Puts the first version of an own check; the caller has passed the publish gate.
pub async fn put_own(
    tx: &mut Tx,
    check: &thuchu_model::Check,
    now: Timestamp,
    chance: &dyn Chance,
) -> Result<(), StoreError> {
    let rating = check.content.rating.key.clone().map(|key| (key, check.content.rating.value));
    let canonical = check.content.canonical();
    let writing = Writing {
        id: check.id,
        origin: check.origin.clone(),
        content: &check.content,
        rating: rating.as_ref(),
        holds_until: check.holds_until,
        run: None,
        state: check.state,
        version: 1,
        hash: Sha256Hash::of(canonical.as_bytes()),
    };
    insert(tx, vec![(writing, canonical)], chance, now).await
}

/// Puts the next version of an own check, `check.version`; the one before stays readable. The caller has passed the
/// publish gate. Refused as a conflict when another version came first or the check is not published.
pub async fn put_own_version(tx: &mut Tx, check: &thuchu_model::Check, now: Timestamp) -> Result<(), StoreError> {
    let CheckOrigin::Own { review, version } = check.origin else { return Err(StoreError::Missing { what: "review" }) };
    let sql = "UPDATE checks SET review_version = $1 WHERE id = $2 AND review_id = $3 AND version = $4 \
         AND origin = 'own' AND state = 'published'";
    let before = i64::from(check.version) - 1;
    if tx.execute(sql, args![version, check.id, review, before]).await? == 0 {
        return Err(StoreError::Conflict { what: "check" });
    }
    let canonical = check.content.canonical();
    let hash = Sha256Hash::of(canonical.as_bytes());
    let sql = Sql::Built(format!("{VERSION_COLUMNS}{}", rows_of(5, 1)));
    tx.execute(sql, args![check.id, check.version, canonical, hash, now]).await?;
    let rating = check.content.rating.key.clone().map(|key| (key, check.content.rating.value));
    let writing = Writing {
        id: check.id,
        origin: check.origin.clone(),
        content: &check.content,
        rating: rating.as_ref(),
        holds_until: check.holds_until,
        run: None,
        state: CheckState::Published,
        version: check.version,
        hash,
    };
    update(tx, &writing, now).await
}

/// Gives a check a new change number, for its page says something new beside its versions.
pub async fn touch(tx: &mut Tx, id: CheckId, now: Timestamp) -> Result<(), StoreError> {
    let change = settings::take_changes(tx, 1).await?;
    let sql = "UPDATE checks SET change_number = $1, updated_at = $2 WHERE id = $3";
    let done = tx.execute(sql, args![change, now, id]).await?;
    if done == 0 { Err(StoreError::Missing { what: "check" }) } else { Ok(()) }
}

async fn set_state(
    tx: &mut Tx,
    id: CheckId,
    state: CheckState,
    from: &[&str],
    now: Timestamp,
) -> Result<(), StoreError> {
    let change = settings::take_changes(tx, 1).await?;
    let (word, reason, by) = state_columns(&state);
    let mut values = args![id, change, word, reason, by, now];
    values.extend(from.iter().map(|word| Arg::from(*word)));
    let sql = format!(
        "UPDATE checks SET change_number = $2, state = $3, withdraw_reason = $4, replaced_by = $5, updated_at = $6 \
         WHERE id = $1 AND state IN ({})",
        list_of(6, from.len())
    );
    let done = tx.execute(Sql::Built(sql), values).await?;
    if done == 0 { Err(StoreError::Conflict { what: "check" }) } else { Ok(()) }
}

/// Withdraws a live check. Refused as a conflict when it is not live.
pub async fn withdraw(tx: &mut Tx, id: CheckId, reason: WithdrawReason, now: Timestamp) -> Result<(), StoreError> {
    set_state(tx, id, CheckState::Withdrawn { reason }, &["published", "under_review"], now).await
}

/// Marks a published check as under review, or (`false`) publishes it again.
pub async fn set_under_review(tx: &mut Tx, id: CheckId, on: bool, now: Timestamp) -> Result<(), StoreError> {
    let (to, from) = if on { (CheckState::UnderReview, "published") } else { (CheckState::Published, "under_review") };
    set_state(tx, id, to, &[from], now).await
}

/// Puts `new` in the place of `old`: the old id redirects. If `old` had itself replaced `new` before (a publisher went
/// back to an earlier wording), `new` stands again; no circle is left. Refused as a conflict when `old` is not live,
/// or `new` cannot stand.
pub async fn replace(tx: &mut Tx, old: CheckId, new: CheckId, now: Timestamp) -> Result<(), StoreError> {
    if old == new {
        return Err(StoreError::Conflict { what: "check" });
    }
    let row = tx.optional("SELECT state, withdraw_reason, replaced_by FROM checks WHERE id = $1", args![new]).await?;
    let state = read_state(&row.ok_or(StoreError::Missing { what: "check" })?, 0)?;
    match state {
        CheckState::Replaced { .. } => set_state(tx, new, CheckState::Published, &["replaced"], now).await?,
        CheckState::Withdrawn { .. } => return Err(StoreError::Conflict { what: "check" }),
        CheckState::Published | CheckState::UnderReview => {}
    }
    set_state(tx, old, CheckState::Replaced { by: new }, &["published", "under_review"], now).await
}

/// Gives an imported check the rating of a better label map, without a new version.
pub async fn set_mapped_rating(
    tx: &mut Tx,
    id: CheckId,
    mapped: Option<&(RatingKey, Option<RatingValue>)>,
) -> Result<(), StoreError> {
    let change = settings::take_changes(tx, 1).await?;
    let value = mapped.and_then(|(_, value)| *value).map(|value| i64::from(value.get()));
    let sql = "UPDATE checks SET rating_key = $1, rating_value = $2, change_number = $3 WHERE id = $4 AND origin = 'imported'";
    let done = tx.execute(sql, args![mapped.map(|(key, _)| key), value, change, id]).await?;
    if done == 0 { Err(StoreError::Missing { what: "check" }) } else { Ok(()) }
}
