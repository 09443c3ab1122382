//! An editor's wish for a copy: asked for, worked on in the background by whichever node is free, put to its source in the
//! draft. A kill at any moment leaves the wish; it is then taken up again.

use std::sync::Arc;
use std::time::Duration;

use thuchu_fetch::Url;
use thuchu_model::{
    Act, AuditObject, Capture, CaptureId, CaptureWay, CopyRequestId, DraftContent, EditorId, EvidenceId, Job, JobKind,
    ReviewId, ReviewState, SourceFacts, Timestamp, may,
};
use thuchu_store::captures::{self, CopyRequest, Step};
use thuchu_store::{StoreError, Tx, audit, editors, jobs, reviews};

use super::capture::{Taken, capture};
use super::{CaptureError, Evidence};
use crate::act;

/// How long one copy may take before another node takes it up.
const LEASE_SECONDS: i64 = 180;
/// How often a wish is taken up before it is given up.
const TRIES: u32 = 3;
/// Wishes of one editor at the same time.
const MOST_OPEN: u64 = 10;
/// Copies that are made at the same time by one process.
const AT_ONCE: usize = 2;
/// How often a draft is put to again when somebody saves it at the same moment.
const TRIES_TO_PUT: u32 = 8;
/// How long it waits before the second of these; each further wait is twice as long. Whoever types saves every few seconds.
const FIRST_WAIT: Duration = Duration::from_millis(10);

impl Evidence {
    /// Asks for a copy of a source of a draft.
    ///
    /// # Errors
    /// Why none is made; what becomes of it later stands in the wish.
    pub async fn ask(&self, by: EditorId, review: ReviewId, evidence: EvidenceId) -> Result<(), CaptureError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        let url = self.source_of(&mut tx, by, review, evidence).await?;
        let parsed = web_address(&url)?;
        if parsed.host_str().is_some_and(thuchu_fetch::is_social_host) {
            return Err(CaptureError::Social);
        }
        if self.tools.fetcher.is_none() {
            return Err(CaptureError::NoWayOut);
        }
        if captures::open_requests(&mut tx, by).await? >= MOST_OPEN {
            return Err(CaptureError::TooMany);
        }
        let id = CopyRequestId::new(now, &*self.desk.chance);
        let wish =
            CopyRequest { id, review, evidence, url, step: Step::Waiting, problem: None, capture: None, by, at: now };
        let stale = now.plus_seconds(-LEASE_SECONDS * i64::from(TRIES));
        captures::ask(&mut tx, &wish, stale).await.map_err(|error| match error {
            StoreError::Conflict { .. } => CaptureError::UnderWay,
            other => other.into(),
        })?;
        jobs::enqueue(&mut tx, &kind()?, &id.to_string(), None, now, &*self.desk.chance).await?;
        tx.commit().await?;
        self.asked.notify_waiters();
        Ok(())
    }

    /// Makes the copies that were asked for, for ever; looks for more `every` so often when nobody asks here.
    pub async fn keep_copying(self: Arc<Self>, every: Duration) {
        let mut loops = tokio::task::JoinSet::new();
        for _ in 0..AT_ONCE {
            let evidence = self.clone();
            loops.spawn(async move {
                loop {
                    match evidence.copy_next().await {
                        Ok(true) => {}
                        Ok(false) => {
                            let _ = tokio::time::timeout(every, evidence.asked.notified()).await;
                        }
                        Err(error) => {
                            tracing::warn!(code = error.code(), "copies are not made");
                            tokio::time::sleep(every.max(Duration::from_secs(5))).await;
                        }
                    }
                }
            });
        }
        while loops.join_next().await.is_some() {}
    }

    /// Makes the copy that waits longest. Whether there was one.
    ///
    /// # Errors
    /// When the store does not answer; the wish is then taken up again after its lease.
    pub async fn copy_next(&self) -> Result<bool, StoreError> {
        let claimed = jobs::claim(&self.desk.db, &kind()?, self.desk.now(), LEASE_SECONDS).await?;
        let Some(job) = claimed else { return Ok(false) };
        let id = CopyRequestId::parse(&job.payload);
        let wish = match id {
            Some(id) => captures::request(&mut self.desk.db.read(), id).await?.filter(|wish| !wish.step.is_over()),
            None => None,
        };
        let Some(wish) = wish else {
            let mut tx = self.desk.db.begin().await?;
            jobs::finish(&mut tx, &job, self.desk.now()).await?;
            tx.commit().await?;
            return Ok(true);
        };
        let made = if job.attempt > TRIES { Err(CaptureError::BrokeOff) } else { self.make(&wish).await };
        let ended = match made {
            Ok(capture) => self.put(&wish, capture, Some(&job)).await.map(drop),
            Err(error) => Err(error),
        };
        match ended {
            Ok(()) => Ok(true),
            Err(error) if error.passes() => Err(StoreError::Busy),
            Err(error) => self.refuse(&wish, &job, &error).await.map(|()| true),
        }
    }

    async fn make(&self, wish: &CopyRequest) -> Result<Capture, CaptureError> {
        let url = web_address(&wish.url)?;
        let now = self.desk.now();
        let taken = capture(&self.tools, &url, now, |step| self.step(wish.id, step)).await?;
        self.store_files(taken, CaptureWay::Fetched, &wish.url, Some(wish.by), now).await
    }

    async fn step(&self, id: CopyRequestId, step: Step) -> Result<(), CaptureError> {
        let mut tx = self.desk.db.begin().await?;
        if !captures::go_on(&mut tx, id, step, None, None).await? {
            return Err(CaptureError::NoSource);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Writes the files; the rows follow in the caller's unit of work. What a kill leaves here is swept.
    pub(super) async fn store_files(
        &self,
        taken: Taken,
        way: CaptureWay,
        url: &str,
        by: Option<EditorId>,
        now: Timestamp,
    ) -> Result<Capture, CaptureError> {
        let mut files = Vec::with_capacity(taken.files.len());
        for (role, media_type, bytes) in taken.files {
            let length = bytes.len() as u64;
            let sha256 = self.desk.blobs.put(bytes, &*self.desk.chance).await?;
            files.push(thuchu_model::CaptureFile { role, media_type: media_type.to_owned(), sha256, bytes: length });
        }
        let final_url = if taken.final_url.is_empty() { url.to_owned() } else { taken.final_url };
        Ok(Capture {
            id: CaptureId::new(now, &*self.desk.chance),
            way,
            url: url.to_owned(),
            final_url,
            status: taken.status,
            facts: bounded(taken.facts),
            content: taken.content,
            at: now,
            by,
            files,
        })
    }

    /// Stores a capture and puts it to its source, in one unit of work with the end of the wish.
    pub(super) async fn put(
        &self,
        wish: &CopyRequest,
        capture: Capture,
        job: Option<&Job>,
    ) -> Result<Capture, CaptureError> {
        for round in 0..TRIES_TO_PUT {
            match self.put_once(wish, &capture, job).await {
                // Somebody saved in between, or the store is busy with it.
                Err(CaptureError::Store(StoreError::Conflict { what: "draft" | "review" } | StoreError::Busy)) => {}
                done => return done,
            }
            tokio::time::sleep(FIRST_WAIT * 2_u32.pow(round)).await;
        }
        // The wish stays, and is taken up once more after its lease.
        Err(StoreError::Busy.into())
    }

    async fn put_once(
        &self,
        wish: &CopyRequest,
        capture: &Capture,
        job: Option<&Job>,
    ) -> Result<Capture, CaptureError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        let url = self.source_of(&mut tx, wish.by, wish.review, wish.evidence).await?;
        if url != wish.url {
            return Err(CaptureError::NoSource);
        }
        for file in &capture.files {
            self.desk.blobs.record(&mut tx, file.sha256, file.bytes, now).await?;
        }
        let id = captures::put(&mut tx, capture).await?;
        let stored = captures::get(&mut tx, id).await?.ok_or(CaptureError::NoSource)?;
        let read = reviews::draft(&mut tx, wish.review).await?.ok_or(CaptureError::NoSource)?;
        let review = reviews::get(&mut tx, wish.review).await?.ok_or(CaptureError::NoSource)?;
        let mut content = read.draft.content.clone();
        put_to(&mut content, wish.evidence, &stored);
        if content != read.draft.content {
            reviews::save(&mut tx, &read, &content, wish.by, now).await?;
            let step = review.step(ReviewState::Draft).map_err(|_| CaptureError::NotADraft)?;
            reviews::store_step(&mut tx, &review, &step, now).await?;
        }
        if let Some(job) = job {
            captures::go_on(&mut tx, wish.id, Step::Done, None, Some(id)).await?;
            jobs::finish(&mut tx, job, now).await?;
        }
        let sha256 = stored.leading().map(|file| file.sha256);
        let detail = serde_json::json!({"evidence": wish.evidence, "capture": id, "sha256": sha256, "way": stored.way});
        audit::append(&mut tx, &[wish.by], act("review.copied")?, AuditObject::Review(wish.review), &detail, now)
            .await?;
        tx.commit().await?;
        Ok(stored)
    }

    async fn refuse(&self, wish: &CopyRequest, job: &Job, error: &CaptureError) -> Result<(), StoreError> {
        let host = Url::parse(&wish.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let mut tx = self.desk.db.begin().await?;
        captures::go_on(&mut tx, wish.id, Step::Refused, Some(&error.kept(&host)), None).await?;
        jobs::finish(&mut tx, job, self.desk.now()).await?;
        tx.commit().await
    }

    /// The address of a source of a draft that this editor may write.
    pub(super) async fn source_of(
        &self,
        tx: &mut Tx,
        by: EditorId,
        review: ReviewId,
        evidence: EvidenceId,
    ) -> Result<String, CaptureError> {
        let editor = editors::get(tx, by).await?.ok_or(CaptureError::NotAllowed)?;
        if !editor.active || !may(editor.role, Act::WriteReviews) {
            return Err(CaptureError::NotAllowed);
        }
        let state = reviews::get(tx, review).await?.ok_or(CaptureError::NoSource)?.state;
        // A published review is written on as the draft of its next version.
        if !matches!(state, ReviewState::Draft | ReviewState::Published) {
            return Err(CaptureError::NotADraft);
        }
        let draft = reviews::draft(tx, review).await?.ok_or(CaptureError::NoSource)?;
        let source = draft.draft.content.source(evidence).ok_or(CaptureError::NoSource)?;
        Ok(source.url.clone())
    }
}

/// Puts a copy to its source, and what the source says about itself where the editor has said nothing.
fn put_to(content: &mut DraftContent, evidence: EvidenceId, capture: &Capture) {
    let Some(source) = content.evidence.iter_mut().find(|source| source.id == evidence) else { return };
    source.snapshot = capture.snapshot();
    if source.title.trim().is_empty() {
        source.title = capture.facts.title.clone().unwrap_or_default();
    }
    source.publisher = source.publisher.take().or_else(|| capture.facts.publisher.clone());
    source.date = source.date.or(capture.facts.published);
}

/// Texts of strangers, no longer than a draft takes them.
fn bounded(facts: SourceFacts) -> SourceFacts {
    let short = |text: Option<String>| {
        let text: String = text?.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
        (!text.is_empty()).then_some(text)
    };
    SourceFacts { title: short(facts.title), publisher: short(facts.publisher), byline: short(facts.byline), ..facts }
}

/// An address of the web, as it was typed.
pub(super) fn web_address(text: &str) -> Result<Url, CaptureError> {
    let url = Url::parse(text.trim()).map_err(|_| CaptureError::Address)?;
    if matches!(url.scheme(), "http" | "https") && url.host_str().is_some() {
        Ok(url)
    } else {
        Err(CaptureError::Address)
    }
}

pub(super) fn kind() -> Result<JobKind, StoreError> {
    JobKind::parse("evidence.copy").ok_or(StoreError::Missing { what: "job kind" })
}
