//! Fetching a list and importing it.

use std::io::BufRead;
use std::sync::Arc;
use std::time::Duration;

use thuchu_fetch::{FetchError, Fetcher, FileStream, Url};
use thuchu_formats::{Format, Options};
use thuchu_model::{ImportRunId, Site, Trust};
use thuchu_store::StoreError;
use thuchu_store::import_sources::{self, Came, ImportSource};
use tokio::runtime::Handle;

use super::{Outcome, Sources};
use crate::boxes::robots;
use crate::import::{self, Complete, ImportError, Request, Rules, Unwatched, Withdrawal};

/// How long one fetch is ours.
const LEASE_SECONDS: i64 = 2 * 3_600;
/// Most bytes of a list: some 200,000 checks.
const MOST_BYTES: u64 = 512 << 20;
/// Seconds after the first failure; doubled with each further one, up to the list's own hours.
const FIRST_REST: i64 = 900;

/// What a fetch found.
enum Found {
    Unchanged,
    /// The run, what it did, and the validators of what was imported.
    Imported(Box<import::Outcome>, (Option<String>, Option<String>)),
}

/// Why a list gave nothing.
#[derive(Debug, thiserror::Error)]
enum NoList {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error("the site's robots.txt keeps programs out")]
    KeptOut,
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error("the import broke off")]
    Broken,
}

impl NoList {
    fn code(&self) -> &str {
        match self {
            Self::Fetch(error) => error.code(),
            Self::KeptOut => "source.kept_out",
            Self::Import(error) => error.code(),
            Self::Broken => "import.reader_stopped",
        }
    }
}

impl Sources {
    /// Fetches what is due for ever, one list after the other, looking `every` so often.
    pub async fn keep(self: Arc<Self>, every: Duration) {
        loop {
            match self.step().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(code = error.code(), "lists of others are not fetched"),
            }
            // Sooner when an admin wants one.
            let _ = tokio::time::timeout(every, self.wanted.notified()).await;
        }
    }

    /// Fetches the list that is due longest. Whether there was one.
    ///
    /// # Errors
    /// When the store does not answer; the list is then due again after its lease.
    pub async fn step(&self) -> Result<bool, StoreError> {
        let Some(fetcher) = &self.fetcher else { return Ok(false) };
        let claimed = import_sources::claim_due(&self.desk.db, self.desk.now(), LEASE_SECONDS).await?;
        let Some(source) = claimed else { return Ok(false) };
        let fetched = self.fetch(fetcher, &source).await;
        let came = self.came(&source, fetched);
        let mut tx = self.desk.db.begin().await?;
        match import_sources::came(&mut tx, &source, &came).await {
            // It was taken away meanwhile, or another program fetched it: what was imported stays.
            Err(StoreError::Conflict { .. }) => {}
            noted => {
                noted?;
                tx.commit().await?;
            }
        }
        Ok(true)
    }

    async fn fetch(&self, fetcher: &Fetcher, source: &ImportSource) -> Result<Found, NoList> {
        let url = Url::parse(&source.url).map_err(|_| NoList::Broken)?;
        welcome(fetcher, &url).await?;
        let (etag, modified) = (source.etag.as_deref(), source.modified.as_deref());
        let Some(stream) = fetcher.stream_changed(&url, etag, modified).await? else { return Ok(Found::Unchanged) };
        if stream.final_url().origin() != url.origin() {
            // A redirect led to another site, which has a word of its own.
            welcome(fetcher, stream.final_url()).await?;
        }
        if stream.progress().total.is_some_and(|total| total > MOST_BYTES) {
            let host = url.host_str().unwrap_or_default().to_owned();
            return Err(FetchError::TooLarge { host, max: MOST_BYTES }.into());
        }
        let header = |name: &str| stream.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let validators = (header("etag"), header("last-modified"));
        let report = std::env::temp_dir().join(format!("thuchu-list-{}-{}", source.id, source.fence));
        let request = |input| Request {
            name: source.url.clone(),
            input,
            version: validators.0.clone().or_else(|| validators.1.clone()),
            read: Options { format: Format::from_name(&source.format), ..Options::default() },
            labels: None,
            complete: if source.is_whole { Complete::Yes } else { Complete::No },
            report: report.clone(),
        };
        let rules = Rules {
            own: self.own.clone(),
            near: Site::parse(url.host_str().unwrap_or_default()).ok(),
            others: source.others,
            licence: Some(source.licence.clone()).filter(|licence| !licence.is_empty()),
            hides_new: source.trust == Trust::None,
        };
        let outcome = self.import(stream, request, rules).await;
        // The problems are in the store, where the page of lists reads them.
        let _ = std::fs::remove_file(&report);
        Ok(Found::Imported(Box::new(outcome?), validators))
    }

    /// Imports on a thread of its own, for reading waits for the network.
    async fn import(
        &self,
        stream: FileStream,
        request: impl FnOnce(Box<dyn BufRead + Send>) -> Request,
        rules: Rules,
    ) -> Result<import::Outcome, NoList> {
        let request = request(import::carried(stream, MOST_BYTES));
        let desk = self.desk.clone();
        let done = tokio::task::spawn_blocking(move || {
            let (clock, chance) = (&*desk.clock, &*desk.chance);
            Handle::current().block_on(import::run_by(&desk.db, request, rules, clock, chance, &Unwatched))
        });
        Ok(done.await.map_err(|_| NoList::Broken)??)
    }

    fn came(&self, source: &ImportSource, fetched: Result<Found, NoList>) -> Came {
        let (now, hours) = (self.desk.now(), i64::from(source.hours) * 3_600);
        let came = |outcome: &Outcome, validators, run: Option<ImportRunId>, failures: u32, next: i64| Came {
            at: now,
            next: now.plus_seconds(next),
            validators,
            failures,
            outcome: serde_json::to_string(outcome).unwrap_or_default(),
            run,
        };
        let kept = (source.etag.clone(), source.modified.clone());
        match fetched {
            Ok(Found::Unchanged) => came(&Outcome { unchanged: true, ..Outcome::default() }, kept, None, 0, hours),
            Ok(Found::Imported(done, validators)) => {
                let refused = match done.withdrawal {
                    Withdrawal::Refused(broken) => broken,
                    Withdrawal::NotAsked | Withdrawal::Done => 0,
                };
                let outcome = Outcome { counts: done.counts, refused, ..Outcome::default() };
                came(&outcome, validators, Some(done.run), 0, hours)
            }
            Err(error) => {
                tracing::info!(code = error.code(), "a list of others gave nothing");
                let failures = source.failures.saturating_add(1);
                let rest = FIRST_REST.saturating_mul(2_i64.saturating_pow(failures - 1)).min(hours);
                let outcome = Outcome { problem: Some(error.code().to_owned()), ..Outcome::default() };
                came(&outcome, kept, None, failures, rest)
            }
        }
    }
}

/// What is fetched by the clock asks whether it may (RFC 9309; TRUST R35).
async fn welcome(fetcher: &Fetcher, url: &Url) -> Result<(), NoList> {
    if robots::ask(fetcher, url).await?.allows(url) { Ok(()) } else { Err(NoList::KeptOut) }
}
