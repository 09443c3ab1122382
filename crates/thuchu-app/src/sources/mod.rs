//! Lists of checks of others that the desk fetches by itself: their feeds and dumps, and those of other desks of this kind
//! ("federation"). Whose a check is and under which licence comes along and is shown; nothing that comes in so is ever the
//! desk's own.
//!
//! An admin names a list; [`fetch`](Sources::step) asks for it every so many hours, only for what is new, where the site's
//! robots.txt lets programs come, and hands it to the import.

mod fetch;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thuchu_fetch::{Fetcher, Reach, Url, check_url};
use thuchu_formats::Format;
use thuchu_model::{AuditObject, ImportSourceId, Site, Timestamp, Trust};
use thuchu_store::import_sources::{self, ImportSource};
use thuchu_store::imports::{self, ImportProblem};
use thuchu_store::{StoreError, Tx, audit};
use tokio::sync::Notify;

use crate::Desk;
use crate::import::Counts;
use crate::people::{Barred, Person, barred_from_settings};

/// Most lists of a desk.
pub const MOST_SOURCES: usize = 200;
/// Hours between two fetches.
pub const HOURS: std::ops::RangeInclusive<u32> = 1..=720;
/// Problems of a run that are listed.
const MOST_PROBLEMS: u32 = 10;

/// The lists of a desk. One for a process.
pub struct Sources {
    desk: Desk,
    /// `None` where nothing may be fetched.
    fetcher: Option<Fetcher>,
    /// The desk's own site, whose checks do not come back.
    own: Option<Site>,
    /// Woken when an admin wants one at once.
    wanted: Arc<Notify>,
}

/// A list as an admin names it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Named {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// `auto`, or a format's word.
    pub format: String,
    /// Hours between two fetches.
    pub hours: String,
    /// `show` or `none`.
    pub trust: String,
    /// The licence of checks that name none: an address, or empty.
    pub licence: String,
    /// `yes`: it is the whole list.
    pub whole: String,
    /// `yes`: it may hold checks of other publishers.
    pub others: String,
}

/// What came of a fetch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// A code, where it failed.
    pub problem: Option<String>,
    /// Nothing was new.
    pub unchanged: bool,
    /// What the import did.
    pub counts: Counts,
    /// Nothing was withdrawn, for so many broken records have no address.
    pub refused: u64,
}

/// A list and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The list.
    pub source: ImportSource,
    /// What came of the last fetch.
    pub last: Option<(Timestamp, Outcome)>,
    /// The first broken records of the last run.
    pub problems: Vec<ImportProblem>,
}

/// Why lists stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum SourceProblem {
    /// A field cannot be used.
    #[error("{0} cannot be used")]
    Field(&'static str),
    /// The address is there already.
    #[error("this list is there already")]
    Exists,
    /// There are as many as there may be.
    #[error("a desk has {MOST_SOURCES} lists at most")]
    TooMany,
    /// The role does not allow it, or not any more.
    #[error("the role does not allow this")]
    NotAllowed,
    /// The second factor must be shown again first.
    #[error("the second factor must be shown again")]
    NotFresh,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Sources {
    /// Those of a desk. `public_url`: where readers find it.
    #[must_use]
    pub fn new(desk: Desk, fetcher: Option<Fetcher>, public_url: Option<&str>) -> Self {
        let own = public_url.and_then(|url| Site::parse(url).ok());
        Self { desk, fetcher, own, wanted: Arc::default() }
    }

    /// All lists, oldest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn all(&self) -> Result<Vec<Shown>, StoreError> {
        let mut read = self.desk.db.read();
        let mut shown = Vec::new();
        for source in import_sources::all(&mut read).await? {
            let last = source.last.as_ref().map(|(at, json)| (*at, serde_json::from_str(json).unwrap_or_default()));
            let problems = match source.last_run {
                Some(run) => imports::problems(&mut read, run, 0, MOST_PROBLEMS).await?,
                None => Vec::new(),
            };
            let problems = problems.into_iter().map(|(_, problem)| problem).collect();
            shown.push(Shown { source, last, problems });
        }
        Ok(shown)
    }

    /// Adds a list; it is fetched at once.
    ///
    /// # Errors
    /// [`SourceProblem`].
    pub async fn add(&self, person: &Person, named: &Named) -> Result<ImportSourceId, SourceProblem> {
        let now = self.desk.now();
        let source = self.checked(named, now)?;
        let mut tx = self.begin(person).await?;
        if import_sources::all(&mut tx).await?.len() >= MOST_SOURCES {
            return Err(SourceProblem::TooMany);
        }
        import_sources::add(&mut tx, &source).await.map_err(|error| match error {
            StoreError::Exists { .. } => SourceProblem::Exists,
            other => other.into(),
        })?;
        let detail = serde_json::json!({
            "name": source.name, "address": source.url, "hours": source.hours, "trust": source.trust,
            "licence": source.licence, "complete": source.is_whole, "others": source.others,
        });
        self.note(tx, person, "import_source.added", &detail).await?;
        self.wanted.notify_one();
        Ok(source.id)
    }

    /// Takes a list away. What came by it stays; whose it is can be hidden on the page of publishers.
    ///
    /// # Errors
    /// [`SourceProblem`].
    pub async fn remove(&self, person: &Person, id: ImportSourceId) -> Result<(), SourceProblem> {
        let (mut tx, source) = self.begin_with(person, id).await?;
        import_sources::remove(&mut tx, id).await?;
        self.note(tx, person, "import_source.removed", &named(&source)).await
    }

    /// Fetches it no more for the moment, or again.
    ///
    /// # Errors
    /// [`SourceProblem`].
    pub async fn set_active(&self, person: &Person, id: ImportSourceId, active: bool) -> Result<(), SourceProblem> {
        let (mut tx, source) = self.begin_with(person, id).await?;
        import_sources::set_active(&mut tx, id, active, self.desk.now()).await?;
        let act = if active { "import_source.resumed" } else { "import_source.paused" };
        self.note(tx, person, act, &named(&source)).await?;
        self.wanted.notify_one();
        Ok(())
    }

    /// Fetches it now.
    ///
    /// # Errors
    /// [`SourceProblem`].
    pub async fn run_now(&self, person: &Person, id: ImportSourceId) -> Result<(), SourceProblem> {
        let (mut tx, _) = self.begin_with(person, id).await?;
        import_sources::set_due(&mut tx, id, self.desk.now()).await?;
        tx.commit().await?;
        self.wanted.notify_one();
        Ok(())
    }

    fn checked(&self, named: &Named, now: Timestamp) -> Result<ImportSource, SourceProblem> {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = line(&named.name);
        if name.is_empty() || name.chars().count() > 100 {
            return Err(SourceProblem::Field("name"));
        }
        let url = Url::parse(named.url.trim()).ok().filter(|url| url.as_str().len() <= 2_000);
        let mut url = url.ok_or(SourceProblem::Field("url"))?;
        url.set_fragment(None);
        if check_url(&url, &Reach::public()).is_err() {
            return Err(SourceProblem::Field("url"));
        }
        let format = if named.format.is_empty() { "auto" } else { named.format.as_str() };
        if format != "auto" && Format::from_name(format).is_none() {
            return Err(SourceProblem::Field("format"));
        }
        let hours = named.hours.trim().parse().ok().filter(|hours| HOURS.contains(hours));
        let hours = hours.ok_or(SourceProblem::Field("hours"))?;
        // To be an answer by itself takes two editors: no list makes anybody so.
        let trust = Trust::parse(&named.trust).filter(|trust| *trust != Trust::Answer);
        let trust = trust.ok_or(SourceProblem::Field("trust"))?;
        let licence = line(&named.licence);
        if licence.chars().count() > 300 {
            return Err(SourceProblem::Field("licence"));
        }
        Ok(ImportSource {
            id: ImportSourceId::new(now, &*self.desk.chance),
            name,
            url: url.into(),
            format: format.to_owned(),
            hours,
            trust,
            licence,
            is_whole: named.whole == "yes",
            others: named.others == "yes",
            active: true,
            since: now,
            due_at: now,
            etag: None,
            modified: None,
            failures: 0,
            last: None,
            last_run: None,
            fence: 0,
        })
    }

    async fn begin(&self, person: &Person) -> Result<Tx, SourceProblem> {
        let mut tx = self.desk.db.begin().await?;
        match barred_from_settings(&mut tx, person, self.desk.now()).await? {
            Some(Barred::NotAllowed) => Err(SourceProblem::NotAllowed),
            Some(Barred::NotFresh) => Err(SourceProblem::NotFresh),
            None => Ok(tx),
        }
    }

    async fn begin_with(&self, person: &Person, id: ImportSourceId) -> Result<(Tx, ImportSource), SourceProblem> {
        let mut tx = self.begin(person).await?;
        let found = import_sources::get(&mut tx, id).await?;
        Ok((tx, found.ok_or(StoreError::Missing { what: "import_source" })?))
    }

    async fn note(
        &self,
        mut tx: Tx,
        person: &Person,
        act: &'static str,
        detail: &serde_json::Value,
    ) -> Result<(), SourceProblem> {
        let now = self.desk.now();
        audit::append(&mut tx, &[person.editor.id], crate::act(act)?, AuditObject::Desk, detail, now).await?;
        Ok(tx.commit().await?)
    }
}

fn named(source: &ImportSource) -> serde_json::Value {
    serde_json::json!({"name": source.name, "address": source.url})
}
