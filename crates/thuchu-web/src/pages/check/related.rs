//! Checks that a check's page leads on to: likest claims by the matching engine (by their words and, with a model, by the
//! vectors they have already), then the newest of the same topic. The same for every reader.
//!
//! Which ones they are is kept for a day, or until the check changes or is known by its meaning too; what is said of each
//! is looked up whenever the page's key is made, so a page never tells an older verdict of another check than that one's
//! own page.

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

/// The related checks, and of which state of a check they are.
type Kept = LruCache<CheckId, (State, Arc<[CheckId]>)>;

/// What the related checks hang on: a change of the check, a day, and whether meaning was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    change: i64,
    day: Date,
    meaning: bool,
}

impl State {
    fn of(site: &Site, matcher: &Matcher, shown: &Shown) -> Self {
        Self { change: shown.change, day: site.today(), meaning: matcher.knows_meaning_of(shown.id) }
    }
}

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
    pub(super) fn known(&self, site: &Site, matcher: &Matcher, shown: &Shown) -> Option<Arc<[CheckId]>> {
        let now = State::of(site, matcher, shown);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (state, found) = kept.get(&shown.id)?;
        (*state == now).then(|| found.clone())
    }

    /// Looks for those of a check, and keeps them.
    pub(super) fn find(site: &Site, shown: &Shown) {
        let found = site.reading.live().asking(|matcher, scratch| match site.related.known(site, matcher, shown) {
            Some(_) => None,
            None => Some((State::of(site, matcher, shown), look(matcher, scratch, shown))),
        });
        if let Some((state, found)) = found.flatten() {
            site.related.0.lock().unwrap_or_else(PoisonError::into_inner).put(shown.id, (state, found.into()));
        }
    }
}

fn look(matcher: &Matcher, scratch: &mut Scratch, shown: &Shown) -> Vec<CheckId> {
    let found = matcher.related(shown, MOST, |_| true, scratch);
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
