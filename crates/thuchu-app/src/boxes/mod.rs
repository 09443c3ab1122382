//! Boxes as local portals have them: the weather, exchange rates, notices of an office. None is there unless the operator
//! writes it down: where the data is, and which parts of it make the lines.
//!
//! The server fetches it, through the guarded client, at its own times, and keeps the last state in memory: no reader's browser
//! asks another host for anything, and nothing waits for a source. A box names its source and the hour of its data, and is
//! gone when the data is old. What comes is text, bounded, never HTML; where a page shows it is left to `thuchu-web`.

mod mapping;
pub(crate) mod robots;
mod spec;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use thuchu_fetch::{Fetcher, Url};
use thuchu_model::{Clock, Timestamp};
use tokio::sync::Notify;

pub use mapping::{Line, MappingError};
pub use spec::{BoxSpec, Column, Columns, Fixed, MOST_BOXES, MOST_LINES, Source, SpecError, parse};

/// How often it is looked whether a box is due.
pub const LOOK_EVERY: Duration = Duration::from_secs(60);
/// Longest pause after failures, seconds.
const LONGEST_PAUSE: i64 = 6 * 3_600;
/// Seconds for which a site's word about programs is believed (RFC 9309 §2.4 allows a day).
const ROBOTS_HOLD: i64 = 24 * 3_600;

/// A box as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its name in the settings.
    pub name: String,
    /// Its title in Vietnamese and in English.
    pub title: (String, String),
    /// Who made the data.
    pub source: String,
    /// The source's page for people.
    pub source_page: Option<String>,
    /// The hour of the data: what the source says, else when it was fetched.
    pub at: Timestamp,
    /// The lines.
    pub lines: Vec<Line>,
}

/// Why a box has no data.
#[derive(Debug, thiserror::Error)]
pub enum BoxError {
    /// The source cannot be reached, or is refused.
    #[error(transparent)]
    Fetch(#[from] thuchu_fetch::FetchError),
    /// The source answers with an error.
    #[error("the source answers with status {0}")]
    Status(u16),
    /// The program was given no way out.
    #[error("nothing may be fetched")]
    NoFetcher,
    /// The source wants no programs to come.
    #[error("the source's robots.txt keeps programs out")]
    KeptOut,
    /// The data is not as the settings say.
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

impl BoxError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fetch(error) => error.code(),
            Self::Status(_) => "box.status",
            Self::NoFetcher => "box.no_fetcher",
            Self::KeptOut => "box.kept_out",
            Self::Mapping(error) => error.code(),
        }
    }
}

/// The boxes of a site.
pub struct Boxes {
    specs: RwLock<Arc<Vec<BoxSpec>>>,
    /// `None` where nothing may be fetched.
    fetcher: Option<Fetcher>,
    clock: Arc<dyn Clock>,
    states: Mutex<HashMap<String, State>>,
    /// What sites say about programs, by their address without a path.
    robots: Mutex<HashMap<String, (Timestamp, Arc<robots::Word>)>>,
    shown: RwLock<Arc<Vec<Shown>>>,
    /// Woken when the settings change.
    changed: Notify,
}

/// How a box stands.
#[derive(Debug, Clone, Default)]
struct State {
    due: Option<Timestamp>,
    failures: u32,
    shown: Option<Shown>,
    problem: Option<&'static str>,
}

/// How a box stands, for who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// The hour of the data that is shown, if any is.
    pub at: Option<Timestamp>,
    /// Why the last fetch gave nothing, by its code; `None` when it did, and before the first.
    pub problem: Option<&'static str>,
    /// Fetches in a row that gave nothing.
    pub failures: u32,
}

impl std::fmt::Debug for Boxes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Boxes").field("specs", &self.specs()).finish_non_exhaustive()
    }
}

impl Boxes {
    /// The boxes of these settings, without any data yet.
    #[must_use]
    pub fn new(specs: Vec<BoxSpec>, fetcher: Option<Fetcher>, clock: Arc<dyn Clock>) -> Self {
        Self {
            specs: RwLock::new(Arc::new(specs)),
            fetcher,
            clock,
            states: Mutex::default(),
            robots: Mutex::default(),
            shown: RwLock::default(),
            changed: Notify::new(),
        }
    }

    /// Other settings from now on. A box that stays as it was keeps its data; the others are fetched at once.
    pub fn set(&self, specs: Vec<BoxSpec>) {
        let before = self.specs();
        if *before == specs {
            return;
        }
        {
            let mut states = self.states();
            states.retain(|name, _| {
                let of = |specs: &[BoxSpec]| specs.iter().find(|spec| spec.name == *name).cloned();
                of(&before).is_some() && of(&before) == of(&specs)
            });
        }
        *self.specs.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(specs);
        self.show();
        self.changed.notify_one();
    }

    /// How each box stands, in the order of the settings.
    #[must_use]
    pub fn standing(&self) -> Vec<Standing> {
        let (specs, states, now) = (self.specs(), self.states().clone(), self.clock.now());
        let one = |spec: &BoxSpec| {
            let state = states.get(&spec.name).cloned().unwrap_or_default();
            let at = state.shown.map(|shown| shown.at).filter(|at| spec.is_fresh(*at, now));
            Standing { name: spec.name.clone(), at, problem: state.problem, failures: state.failures }
        };
        specs.iter().map(one).collect()
    }

    /// What there is to show now, in the order of the settings; what is old is left out. From memory.
    #[must_use]
    pub fn shown(&self) -> Arc<Vec<Shown>> {
        let all = self.shown.read().unwrap_or_else(PoisonError::into_inner).clone();
        let (now, specs) = (self.clock.now(), self.specs());
        let fresh = |shown: &Shown| specs.iter().any(|spec| spec.name == shown.name && spec.is_fresh(shown.at, now));
        if all.iter().all(fresh) { all } else { Arc::new(all.iter().filter(|one| fresh(one)).cloned().collect()) }
    }

    /// Fetches what is due, for ever.
    pub async fn keep(self: Arc<Self>) {
        loop {
            self.refresh().await;
            // Also when nobody changes anything.
            let _ = tokio::time::timeout(LOOK_EVERY, self.changed.notified()).await;
        }
    }

    /// Fetches what is due, one box after the other. A box that fails keeps its last state until that is old, and is tried
    /// again after a pause that doubles. How many were fetched.
    pub async fn refresh(&self) -> usize {
        let mut fetched = 0;
        for spec in self.specs().iter() {
            let now = self.clock.now();
            let state = self.states().get(&spec.name).cloned().unwrap_or_default();
            if state.due.is_some_and(|due| now < due) {
                continue;
            }
            let next = match self.fetch(spec, now).await {
                Ok(shown) => {
                    fetched += 1;
                    let due = Some(now.plus_seconds(spec.every_seconds()));
                    State { due, failures: 0, shown: Some(shown), problem: None }
                }
                Err(error) => {
                    tracing::warn!(name = spec.name, code = error.code(), "a box has no new data");
                    let pause = spec.every_seconds().saturating_mul(1 << state.failures.min(8)).min(LONGEST_PAUSE);
                    let due = Some(now.plus_seconds(pause.max(spec.every_seconds())));
                    State { due, failures: state.failures.saturating_add(1), problem: Some(error.code()), ..state }
                }
            };
            // Somebody may have changed the box meanwhile: what was fetched for the old one is then of no use.
            if self.specs().contains(spec) {
                self.states().insert(spec.name.clone(), next);
                self.show();
            }
        }
        fetched
    }

    fn show(&self) {
        let (specs, states) = (self.specs(), self.states().clone());
        let shown = specs.iter().filter_map(|spec| states.get(&spec.name)?.shown.clone()).collect();
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown);
    }

    fn specs(&self) -> Arc<Vec<BoxSpec>> {
        self.specs.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn fetch(&self, spec: &BoxSpec, now: Timestamp) -> Result<Shown, BoxError> {
        let fetcher = self.fetcher.as_ref().ok_or(BoxError::NoFetcher)?;
        if !self.is_welcome(fetcher, &spec.url, now).await? {
            return Err(BoxError::KeptOut);
        }
        let page = fetcher.fetch_page(&spec.url).await?;
        if !(200..300).contains(&page.status) {
            return Err(BoxError::Status(page.status));
        }
        // A redirect may have led to another site, which has a word of its own.
        if page.final_url.origin() != spec.url.origin() && !self.is_welcome(fetcher, &page.final_url, now).await? {
            return Err(BoxError::KeptOut);
        }
        let found = mapping::read(spec, &page.bytes)?;
        Ok(Shown {
            name: spec.name.clone(),
            title: spec.title.clone(),
            source: spec.source_name.clone(),
            source_page: spec.source_page.as_ref().map(Url::to_string),
            // A source whose clock is ahead does not keep its data fresh by that.
            at: found.at.map_or(now, |at| at.min(now)),
            lines: found.lines,
        })
    }

    async fn is_welcome(&self, fetcher: &Fetcher, url: &Url, now: Timestamp) -> Result<bool, BoxError> {
        let site = url.origin().ascii_serialization();
        let known = self.robots.lock().unwrap_or_else(PoisonError::into_inner).get(&site).cloned();
        let word = match known {
            Some((at, word)) if now < at.plus_seconds(ROBOTS_HOLD) => word,
            _ => {
                let word = Arc::new(robots::ask(fetcher, url).await?);
                let mut robots = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
                robots.insert(site, (now, word.clone()));
                word
            }
        };
        Ok(word.allows(url))
    }

    fn states(&self) -> std::sync::MutexGuard<'_, HashMap<String, State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
