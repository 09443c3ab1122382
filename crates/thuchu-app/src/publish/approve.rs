//! A second editor approves what was submitted; unless a time is set, the same unit of work publishes it.

use thuchu_formats::WebhookKind;
use thuchu_model::{
    AuditObject, ChangeKind, Check, CheckId, CheckOrigin, CheckState, EditorId, NotReady, PublicId, Publishing, Review,
    ReviewId, ReviewState, Timestamp, approve_submitted, content_of, publish_gate,
};
use thuchu_store::corrections::Correction;
use thuchu_store::reviews::StoredDraft;
use thuchu_store::{Source, Tx, answers, audit, captures, checks, corrections, reviews, schedule};

use super::{Publish, PublishError, acting, house, name_of};
use crate::evidence::{WATCH_DAYS, copies_of, rests_on};
use crate::{Desk, answer, webhooks};

/// How far ahead a time may be set: a year.
const FARTHEST_DAYS: i64 = 366;
/// Reviews published by one look at the schedule.
const AT_ONCE: u32 = 100;

/// What an approval did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approved {
    /// The check is public.
    Published(Box<Check>),
    /// It will be at this time.
    At(Timestamp),
}

/// A review with what stands between it and its approval by somebody.
#[derive(Debug, Clone)]
pub struct ToApprove {
    /// The review.
    pub review: Review,
    /// Its draft.
    pub draft: StoredDraft,
    /// The names of those who changed the version.
    pub writers: Vec<String>,
    /// The rules of the publish gate that it breaks.
    pub open: Vec<NotReady>,
    /// Whether who asks had a hand in the version.
    pub own: bool,
    /// The time that is set.
    pub publish_at: Option<Timestamp>,
}

impl Publish {
    /// What somebody sees who wants to approve.
    ///
    /// # Errors
    /// [`PublishError::Missing`].
    pub async fn to_approve(&self, by: EditorId, id: ReviewId) -> Result<ToApprove, PublishError> {
        let mut read = self.desk.db.read();
        let (review, draft) = load(&mut read, id).await?;
        let mut writers = Vec::with_capacity(draft.draft.changed_by.len());
        for writer in &draft.draft.changed_by {
            writers.push(name_of(&mut read, *writer).await?);
        }
        let copies = copies_of(&mut read, &self.desk.blobs, &draft.draft.content).await?;
        let open = publish_gate(&draft.draft, house::desk_pages(&mut read).await?, &copies);
        let own = draft.draft.changed_by.contains(&by);
        let publish_at = schedule::of(&mut read, id).await?.filter(|_| review.state == ReviewState::Approved);
        Ok(ToApprove { review, draft, writers, open, own, publish_at })
    }

    /// Approves exactly this revision of a review, and publishes it: now, or at the time that is set. Of many at once one
    /// wins.
    ///
    /// # Errors
    /// The rule that stands against it: see [`PublishError`].
    pub async fn approve(
        &self,
        by: EditorId,
        id: ReviewId,
        revision: u32,
        at: Option<Timestamp>,
    ) -> Result<Approved, PublishError> {
        let now = self.desk.now();
        if at.is_some_and(|at| at <= now || at > now.plus_days(FARTHEST_DAYS)) {
            return Err(PublishError::Time);
        }
        let mut tx = self.desk.db.begin().await?;
        let editor = acting(&mut tx, by).await?;
        let (review, draft) = load(&mut tx, id).await?;
        if review.state != ReviewState::InReview {
            return Err(PublishError::NotWaiting(review.state));
        }
        if draft.number != review.published_version + 1 {
            // Between the two readings it was published.
            return Err(PublishError::Meanwhile);
        }
        if draft.draft.revision != revision {
            return Err(PublishError::Stale { now: draft.draft.revision });
        }
        let approval = approve_submitted(&review, &draft.draft, editor.id, now).map_err(|rule| match rule {
            NotReady::SameEditor { .. } => PublishError::OwnVersion,
            other => PublishError::NotReady(vec![other]),
        })?;
        let copies = copies_of(&mut tx, &self.desk.blobs, &draft.draft.content).await?;
        let open = publish_gate(&draft.draft, house::desk_pages(&mut tx).await?, &copies);
        if !open.is_empty() {
            return Err(PublishError::NotReady(open));
        }
        change_is_stated(&mut tx, &draft).await?;
        reviews::approve(&mut tx, &approval).await?;
        let approved = review.step(ReviewState::Approved)?;
        reviews::store_step(&mut tx, &review, &approved, now).await?;
        schedule::set(&mut tx, id, at).await?;
        let made = match at {
            None => Some(make(&mut tx, &self.desk, id, now).await?),
            Some(_) => None,
        };
        // The log comes last: who holds its head waits for nothing else any more.
        let detail = serde_json::json!({"number": draft.number, "revision": revision, "at": at});
        audit::append(&mut tx, &[by], crate::act("review.approved")?, AuditObject::Review(id), &detail, now).await?;
        if let Some(made) = &made {
            made.note(&mut tx, now).await?;
        }
        tx.commit().await?;
        Ok(made.map_or(Approved::At(at.unwrap_or(now)), |made| Approved::Published(Box::new(made.check))))
    }

    /// Publishes what was approved for a time that has come. Run it every few seconds on every node: of two that publish
    /// the same review one wins, and what a kill left undone is done by the next look. Gives how many.
    ///
    /// # Errors
    /// When the store does not answer. A review that cannot be published is logged and tried again.
    pub async fn publish_due(&self) -> Result<u32, PublishError> {
        let now = self.desk.now();
        let mut done = 0;
        for id in schedule::due(&mut self.desk.db.read(), now, AT_ONCE).await? {
            let mut tx = self.desk.db.begin().await?;
            let published = match make(&mut tx, &self.desk, id, now).await {
                Ok(made) => made.note(&mut tx, now).await,
                Err(error) => Err(error),
            };
            match published {
                Ok(()) => {
                    tx.commit().await?;
                    done += 1;
                }
                Err(PublishError::Meanwhile | PublishError::NotWaiting(_)) => {}
                Err(error) if error.is_transient() => return Err(error),
                Err(error) => tracing::error!(code = error.code(), review = %id, %error, "not published at its time"),
            }
        }
        Ok(done)
    }
}

pub(super) async fn load(from: &mut impl Source, id: ReviewId) -> Result<(Review, StoredDraft), PublishError> {
    let review = reviews::get(from, id).await?.ok_or(PublishError::Missing("review"))?;
    let draft = reviews::draft(from, id).await?.ok_or(PublishError::Missing("draft"))?;
    Ok((review, draft))
}

/// From the second version on readers learn what changed: in words that are not those of the version before.
async fn change_is_stated(tx: &mut Tx, draft: &StoredDraft) -> Result<(), PublishError> {
    if draft.number < 2 {
        return Ok(());
    }
    let note = draft.draft.content.change.as_ref().map(|change| change.text.trim()).unwrap_or_default();
    let last = match checks::of_review(tx, draft.draft.review).await? {
        Some(stored) => corrections::of_check(tx, stored.check.id).await?.into_iter().next(),
        None => None,
    };
    if note.is_empty() || last.is_some_and(|last| last.text == note) {
        return Err(PublishError::NoChangeNote);
    }
    Ok(())
}

/// A check as it was just made, and what the log says of it.
struct Made {
    check: Check,
    review: ReviewId,
    approver: EditorId,
    act: &'static str,
}

impl Made {
    async fn note(&self, tx: &mut Tx, now: Timestamp) -> Result<(), PublishError> {
        let Self { check, review, approver, act } = self;
        let detail = serde_json::json!({"version": check.version, "review": review, "hash": check.content.hash()});
        audit::append(tx, &[*approver], crate::act(act)?, AuditObject::Check(check.id), &detail, now).await?;
        Ok(())
    }
}

/// Makes an approved review public: version, check, correction, answers. The caller notes it in the log.
async fn make(tx: &mut Tx, desk: &Desk, id: ReviewId, now: Timestamp) -> Result<Made, PublishError> {
    let (review, draft) = load(tx, id).await?;
    let approver = draft.approved.map(|(editor, _)| editor).filter(|_| review.state == ReviewState::Approved);
    let approver = approver.ok_or(PublishError::NotWaiting(review.state))?;
    let before = checks::of_review(tx, id).await?.map(|stored| stored.check);
    if before.as_ref().is_some_and(|check| check.state != CheckState::Published) {
        return Err(PublishError::UnderReview);
    }
    let check = check_of(tx, desk, &draft, before.as_ref(), Some(approver), now).await?;
    let rests_on = rests_on(tx, &desk.blobs, &draft.draft.content).await?;
    if !rests_on.iter().any(|copy| copy.primary) {
        // A copy can be lost between an approval and the time that was set for it.
        return Err(PublishError::NotReady(vec![NotReady::NoSnapshot { review: id }]));
    }
    reviews::put_version(tx, &draft, &rests_on, now).await?;
    for copy in &rests_on {
        captures::watch(tx, copy.capture, now.plus_days(WATCH_DAYS)).await?;
    }
    let act = match (&before, &draft.draft.content.change) {
        (None, _) => {
            checks::put_own(tx, &check, now, &*desk.chance).await?;
            webhooks::queue(tx, desk, WebhookKind::Published, &check, None, now).await?;
            "check.published"
        }
        (Some(_), None) => return Err(PublishError::NoChangeNote),
        (Some(_), Some(change)) => {
            checks::put_own_version(tx, &check, now).await?;
            let text = change.text.trim().to_owned();
            let (number, kind) = (draft.number, change.kind);
            webhooks::queue(tx, desk, WebhookKind::Corrected, &check, Some(&text), now).await?;
            let correction = Correction { review: id, number, check: check.id, kind, text, at: now };
            corrections::put(tx, &correction).await?;
            answer::changed(tx, desk, &check, kind, now).await?;
            if kind == ChangeKind::Correction { "check.corrected" } else { "check.updated" }
        }
    };
    let published = review.step(ReviewState::Published)?;
    reviews::store_step(tx, &review, &published, now).await?;
    for cluster in answers::clusters_of(tx, id).await? {
        answer::cluster_answered(tx, desk, cluster, &check, now).await?;
    }
    let stored = checks::find(tx, &[check.id]).await?.pop().ok_or(PublishError::Missing("check"))?;
    Ok(Made { check: stored.check, review: id, approver, act })
}

/// The check that a draft becomes.
pub(super) async fn check_of(
    from: &mut impl Source,
    desk: &Desk,
    draft: &StoredDraft,
    before: Option<&Check>,
    approver: Option<EditorId>,
    now: Timestamp,
) -> Result<Check, PublishError> {
    let today = desk.day_of(now);
    let first_published = before.and_then(|check| check.content.review_date).unwrap_or(today);
    let byline = house::byline(from, &draft.draft.changed_by, approver).await?;
    let licence = house::licence(from).await?;
    let scale = crate::settings::scale_in_force(from).await?;
    let utc_offset_minutes = desk.utc_offset_minutes;
    let with = Publishing { scale: &scale, byline, first_published, licence, utc_offset_minutes };
    let content = content_of(&draft.draft.content, &with)?;
    let claim = content.claims.first().map(|claim| claim.text.to_string()).unwrap_or_default();
    let holds_until = match draft.draft.content.holds_until {
        Some(day) => Some(desk.midnight(day.plus_days(1))),
        None => thuchu_model::holds_until(crate::perishable(&claim), Some(today), now),
    };
    Ok(Check {
        id: before.map_or_else(|| CheckId::new(now, &*desk.chance), |check| check.id),
        // A new check gets a free one from the store.
        public_id: before.map_or_else(|| PublicId::new(&*desk.chance), |check| check.public_id),
        origin: CheckOrigin::Own { review: draft.draft.review, version: draft.number },
        state: CheckState::Published,
        version: draft.number,
        content,
        holds_until,
    })
}
