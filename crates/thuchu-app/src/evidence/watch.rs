//! Sources are looked at again every week once a published check rests on them. What is found is added to what was found
//! before; the copy that the check rests on never changes. `robots.txt` binds these looks (TRUST R35).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use thuchu_archive::robots::Robots;
use thuchu_archive::{Difference, assemble, difference};
use thuchu_fetch::{FetchError, Url};
use thuchu_model::{Capture, CaptureId, CaptureWay, FileRole, Finding, Look, Timestamp};
use thuchu_store::captures::{self, Due, Step};
use thuchu_store::{StoreError, audit, checks};

use super::capture::{Taken, capture};
use super::wishes::web_address;
use super::{CaptureError, Evidence};

/// Days between two looks.
pub const WATCH_DAYS: i64 = 7;
/// How long one look may take before another node looks.
const LEASE_SECONDS: i64 = 300;
/// The name under which sites may address us in `robots.txt`.
const AGENT: &str = "thuchu";

impl Evidence {
    /// Looks at what is due, for ever, one source at a time; looks for more `every` so often.
    pub async fn keep_watching(self: Arc<Self>, every: Duration) {
        loop {
            match self.look_next().await {
                Ok(true) => {}
                Ok(false) => tokio::time::sleep(every).await,
                Err(error) => {
                    tracing::warn!(code = error.code(), "sources are not looked at");
                    tokio::time::sleep(every).await;
                }
            }
        }
    }

    /// Looks at the source that is due longest. Whether there was one.
    ///
    /// # Errors
    /// When the store does not answer; the look is then due again after its lease.
    pub async fn look_next(&self) -> Result<bool, StoreError> {
        if self.tools.fetcher.is_none() {
            return Ok(false);
        }
        let now = self.desk.now();
        let due = captures::claim_due(&self.desk.db, now, now.plus_seconds(LEASE_SECONDS)).await?;
        let Some(due) = due else { return Ok(false) };
        let Some(before) = captures::get(&mut self.desk.db.read(), due.capture).await? else { return Ok(true) };
        let (look, copy) = match self.look(&before, now).await {
            Ok(seen) => seen,
            Err(CaptureError::Store(error)) => return Err(error),
            Err(error) => {
                tracing::warn!(code = error.code(), "a source could not be looked at");
                (found(&before, now, Finding::Unreachable), None)
            }
        };
        match self.note(&due, look, copy).await {
            // Another node has looked meanwhile.
            Ok(()) | Err(StoreError::Conflict { .. }) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// What is found now, and the copy of it where it is another.
    async fn look(&self, before: &Capture, now: Timestamp) -> Result<(Look, Option<Capture>), CaptureError> {
        let url = web_address(&before.url)?;
        if !self.is_welcome(&url).await? {
            return Ok((found(before, now, Finding::KeptOut), None));
        }
        let taken = match capture(&self.tools, &url, now, |_: Step| async { Ok(()) }).await {
            Ok(taken) => taken,
            Err(CaptureError::Status(status)) => {
                let gone = matches!(status, 404 | 410);
                let finding = if gone { Finding::Gone } else { Finding::Unreachable };
                return Ok((Look { status: Some(status), ..found(before, now, finding) }, None));
            }
            Err(CaptureError::Store(error)) => return Err(error.into()),
            Err(_) => return Ok((found(before, now, Finding::Unreachable), None)),
        };
        let moved = !same_place(&before.final_url, &taken.final_url);
        let changed = taken.content != before.content && !self.says_the_same(before, &taken).await?;
        let finding = match (moved, changed) {
            (true, _) => Finding::Moved,
            (false, true) => Finding::Changed,
            (false, false) => Finding::Same,
        };
        let url = moved.then(|| taken.final_url.clone());
        let look = Look { status: taken.status, url, ..found(before, now, finding) };
        let copy = match changed {
            true => Some(self.store_files(taken, CaptureWay::Fetched, &before.url, None, now).await?),
            false => None,
        };
        Ok((look, copy))
    }

    async fn note(&self, due: &Due, look: Look, copy: Option<Capture>) -> Result<(), StoreError> {
        let mut tx = self.desk.db.begin().await?;
        let copy = match &copy {
            Some(copy) => {
                for file in &copy.files {
                    self.desk.blobs.record(&mut tx, file.sha256, file.bytes, look.at).await?;
                }
                Some(captures::put(&mut tx, copy).await?).filter(|copy| *copy != due.capture)
            }
            None => None,
        };
        let look = Look { copy, ..look };
        captures::add_look(&mut tx, due, &look, look.at.plus_days(WATCH_DAYS)).await?;
        if !matches!(look.found, Finding::Same) {
            let detail = serde_json::json!({"capture": due.capture, "found": look.found, "copy": copy});
            let act = crate::act("source.looked_at")?;
            audit::append(&mut tx, &[], act, thuchu_model::AuditObject::Desk, &detail, look.at).await?;
        }
        // Its card says when it was looked at, so the page of each check that rests on it is another one.
        for check in captures::checks_on(&mut tx, due.capture).await? {
            checks::touch(&mut tx, check, look.at).await?;
        }
        tx.commit().await
    }

    /// Whether `robots.txt` lets programs look at this address. A site that has none lets them; one that does not answer is
    /// left alone (RFC 9309 §2.3.1).
    async fn is_welcome(&self, url: &Url) -> Result<bool, CaptureError> {
        let fetcher = self.tools.fetcher.as_ref().ok_or(CaptureError::NoWayOut)?;
        let Ok(robots) = url.join("/robots.txt") else { return Ok(true) };
        match fetcher.fetch_page(&robots).await {
            Ok(page) if (200..300).contains(&page.status) => {
                let path = match url.query() {
                    Some(query) => format!("{}?{query}", url.path()),
                    None => url.path().to_owned(),
                };
                Ok(Robots::parse(&page.bytes).allows(AGENT, &path))
            }
            Ok(page) => Ok((400..500).contains(&page.status)),
            Err(FetchError::TooManyHops { .. } | FetchError::TooLarge { .. }) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    async fn says_the_same(&self, before: &Capture, now: &Taken) -> Result<bool, CaptureError> {
        let Some(old) = self.article_of(before).await? else { return Ok(false) };
        let new = now.files.iter().find(|(role, _, _)| *role == FileRole::Page || *role == FileRole::Text);
        let Some((role, _, bytes)) = new else { return Ok(false) };
        Ok(difference(&old, &article(*role, bytes)).same)
    }

    /// What became of a source between two copies of it.
    ///
    /// # Errors
    /// When the store does not answer. `None`: one of them is gone.
    pub async fn difference(&self, before: CaptureId, after: CaptureId) -> Result<Option<Difference>, StoreError> {
        let mut read = self.desk.db.read();
        let both = (captures::get(&mut read, before).await?, captures::get(&mut read, after).await?);
        let (Some(before), Some(after)) = both else { return Ok(None) };
        let both = (self.article_of(&before).await?, self.article_of(&after).await?);
        Ok(both.0.zip(both.1).map(|(before, after)| difference(&before, &after)))
    }

    /// The words of a copy without what stands around them on its page.
    async fn article_of(&self, capture: &Capture) -> Result<Option<String>, StoreError> {
        let file = capture.file(FileRole::Page).or_else(|| capture.file(FileRole::Text));
        let Some(file) = file else { return Ok(None) };
        match self.desk.blobs.get(&file.sha256).await {
            Ok(bytes) => Ok(Some(article(file.role, &bytes))),
            Err(error) if error.is_transient() => Err(error),
            Err(_) => Ok(None),
        }
    }
}

fn article(role: FileRole, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    match (role, Url::parse("http://page.invalid/")) {
        (FileRole::Page, Ok(base)) => assemble(&text, &base, &HashMap::new()).article,
        _ => text.into_owned(),
    }
}

fn found(before: &Capture, now: Timestamp, finding: Finding) -> Look {
    Look { capture: before.id, at: now, found: finding, status: None, url: None, copy: None }
}

/// A step from `http` to `https`, a slash at the end, and `www.` are no move.
fn same_place(before: &str, now: &str) -> bool {
    let plain = |url: &str| {
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        url.trim_start_matches("www.").trim_end_matches('/').to_owned()
    };
    plain(before) == plain(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_only_served_more_safely_has_not_moved() {
        assert!(same_place("http://bao.vn/1", "https://www.bao.vn/1/"));
        assert!(!same_place("https://bao.vn/1", "https://bao.vn/"));
        assert!(!same_place("https://bao.vn/1", "https://khac.vn/1"));
    }
}
