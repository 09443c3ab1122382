//! Checks that a check's page leads on to: likest claims by the matching engine, then the newest of the same topic. The same
//! for every reader.
//!
//! Which ones they are is kept for a day, or until the check changes; what is said of each is looked up whenever the page's
//! key is made, so a page never tells an older verdict of another check than that one's own page.

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use lru::LruCache;
use thuchu_app::library::{Filter, Library, Shown};
use thuchu_app::matching::Matcher;
use thuchu_match::Scratch;
use thuchu_model::CheckId;

use crate::site::Site;

/// Checks shown.
const MOST: usize = 4;
/// Checks whose related ones are kept.
const KEPT: NonZeroUsize = NonZeroUsize::new(20_000).unwrap();

/// The related checks, of a change of a check and of a day.
type Kept = LruCache<CheckId, (i64, Date, Arc<[CheckId]>)>;

/// What is kept.
#[derive(Debug)]
pub(crate) struct Related(Mutex<Kept>);

impl Default for Related {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Related {
    /// Those of a check, where they are known.
    pub(super) fn known(&self, shown: &Shown, today: Date) -> Option<Arc<[CheckId]>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (change, day, found) = kept.get(&shown.id)?;
        (*change == shown.change && *day == today).then(|| found.clone())
    }

    /// Looks for those of a check, and keeps them.
    pub(super) fn find(site: &Site, shown: &Shown) {
        let today = site.today();
        if site.related.known(shown, today).is_some() {
            return;
        }
        let found = site.reading.live().asking(|matcher, scratch| look(matcher, scratch, shown)).unwrap_or_default();
        let mut kept = site.related.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(shown.id, (shown.change, today, found.into()));
    }
}

fn look(matcher: &Matcher, scratch: &mut Scratch, shown: &Shown) -> Vec<CheckId> {
    let Some(claim) = shown.wordings.first() else { return Vec::new() };
    let found = matcher.find(claim.text.as_str(), MOST, |other| other.id != shown.id, scratch);
    let mut ids: Vec<CheckId> = found.into_iter().map(|found| found.id).collect();
    if let Some(topic) = shown.topic {
        let same = Filter { topic: Some(topic), ..Filter::default() };
        let newest = matcher.library().list(&same, None, 2 * MOST + 1).checks;
        let more = newest.into_iter().map(|found| found.id).filter(|id| *id != shown.id);
        let more: Vec<CheckId> = more.filter(|id| !ids.contains(id)).collect();
        ids.extend(more);
    }
    ids.truncate(MOST);
    ids
}

/// What a page's key says of them: every one in the state it has now.
pub(super) fn spell(key: &mut String, library: &Library, related: &[CheckId]) {
    for id in related {
        let change = library.get(*id).map_or(-1, |shown| shown.change);
        let _ = write!(key, " {id}@{change}");
    }
}
