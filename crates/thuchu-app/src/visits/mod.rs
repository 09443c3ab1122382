//! Counting visits without watching anybody: views of each page, how many people came to the site today, how many are there
//! now. No cookie, no list of who came, no path from page to page.
//!
//! A view is one more on the count of its page and day. A visitor is a keyed hash of network and browser, shown to a
//! [`Sketch`] of the whole site and forgotten at once: the sketch tells how many different ones there were, of no single one
//! whether it was there, unless one has the day's key. That key lies in the folder of keys, outside the database, its log and
//! its backups, for as long as the day lasts (so that several programs count nobody twice, and a restart neither); a minute
//! after midnight it is destroyed, and the sketch with it. Who holds the machine, and both on the same day, could try
//! addresses and browsers against the sketch and get "not seen" for certain or "perhaps"; nobody can on any later day. There is no sketch
//! of a single page, for it would answer that about what somebody read. Who wants not even this counts views only.
//!
//! Asking and sending are no pages here, and are never counted as such: their counts wait for the batch (DESIGN §8).
//!
//! What is counted lies in memory and is written every ten seconds in one unit of work: a crash loses that much and no more.

mod now;
mod robots;
mod sketch;
#[cfg(test)]
mod tests;
mod told;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use thuchu_model::{CheckId, Day, Timestamp, Topic};
use thuchu_store::StoreError;
use thuchu_store::visits::{self, Views};

use crate::steps::Desk;

use now::Now;
pub use robots::is_robot;
pub use sketch::Sketch;
pub use thuchu_model::Counting;
pub use told::{Few, Shown, Span};

/// How often what was counted is written.
pub const WRITE_EVERY: Duration = Duration::from_secs(10);
/// Seconds after midnight at which the day that ended is closed: by then every program has written what it counted.
const CLOSE_AFTER: i64 = 60;
/// Bits of a day's sketch.
const BITS: u32 = 14;
/// What the day's key is for.
const PURPOSE: &str = "visits";
/// Checks whose views are kept in memory.
const MOST_KNOWN: usize = 50_000;
/// Seconds for which such a number stands: what other programs counted meanwhile is in the next one.
const KNOWN_FOR: i64 = 600;
/// Seconds after which a program that says nothing is no longer counted among those that see people.
const HEARD_WITHIN: i64 = 120;

/// What was looked at: the thing itself, whatever address led to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Seen {
    /// A check.
    Check(CheckId),
    /// A subject.
    Topic(Topic),
    /// Any other page, by a name of the program's: `home`, `method`. Never a part of an address.
    Page(&'static str),
    /// A page that the operator wrote, by its name, which the caller knows to exist.
    Own(Arc<str>),
}

impl Seen {
    fn parts(&self) -> (&'static str, String) {
        match self {
            Self::Check(check) => ("check", check.to_string()),
            Self::Topic(topic) => ("topic", topic.to_string()),
            Self::Page(name) => ("page", (*name).to_owned()),
            Self::Own(name) => ("page", format!("own:{name}")),
        }
    }
}

/// Counts of one program.
pub struct Visits {
    desk: Desk,
    /// Names this program, at random, as long as it runs.
    node: [u8; 16],
    counting: AtomicU8,
    counts: Mutex<Counts>,
    shown: RwLock<Shown>,
    /// Views of the checks that were looked at of late, and when they were read.
    known: Mutex<HashMap<CheckId, (u64, Timestamp)>>,
    /// One batch is written at a time.
    writing: tokio::sync::Mutex<()>,
    written: AtomicU64,
}

/// What was counted and not yet written.
struct Counts {
    views: HashMap<(Seen, Day), u64>,
    days: Vec<Today>,
    now: Now,
    /// The batch that is being written, until it is known to be.
    batch: Option<Batch>,
    batches: u64,
    /// What the store was last told of who is there now, and when.
    told: (u64, Timestamp),
    closed: Option<Day>,
}

/// A day's visitors.
struct Today {
    day: Day,
    key: [u8; 32],
    sketch: Sketch,
    changed: bool,
}

#[derive(Clone)]
struct Batch {
    number: u64,
    online: u64,
    views: Vec<Views>,
    sketches: Vec<(Day, Sketch)>,
}

impl std::fmt::Debug for Visits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Visits").finish_non_exhaustive()
    }
}

impl Visits {
    /// Counts from now on.
    #[must_use]
    pub fn new(desk: Desk, counting: Counting) -> Self {
        let (mut node, mut key) = ([0; 16], [0; 32]);
        desk.chance.fill(&mut node);
        desk.chance.fill(&mut key);
        let counts = Counts {
            views: HashMap::new(),
            days: Vec::new(),
            now: Now::new(key),
            batch: None,
            batches: 0,
            told: (0, Timestamp::from_micros(0)),
            closed: None,
        };
        Self {
            desk,
            node,
            counting: AtomicU8::new(counting as u8),
            counts: Mutex::new(counts),
            shown: RwLock::new(Shown::default()),
            known: Mutex::default(),
            writing: tokio::sync::Mutex::new(()),
            written: AtomicU64::new(0),
        }
    }

    /// Counts something else from now on. What was counted before stays.
    pub fn count(&self, counting: Counting) {
        self.counting.store(counting as u8, Ordering::Relaxed);
    }

    /// What is counted.
    #[must_use]
    pub fn counting(&self) -> Counting {
        match self.counting.load(Ordering::Relaxed) {
            0 => Counting::Nothing,
            1 => Counting::Views,
            _ => Counting::Visitors,
        }
    }

    /// Somebody looked at something. Costs microseconds; writes nothing; of address and browser nothing is kept. Programs
    /// that say they are some are not counted.
    pub fn seen(&self, what: &Seen, from: IpAddr, agent: Option<&str>) {
        let counting = self.counting();
        if counting == Counting::Nothing || is_robot(agent) {
            return;
        }
        let now = self.desk.now();
        let day = self.desk.day_of(now);
        let mut counts = self.counts();
        *counts.views.entry((what.clone(), day)).or_insert(0) += 1;
        if counting == Counting::Views {
            return;
        }
        let agent = agent.unwrap_or_default();
        counts.now.see(now, from, agent);
        if counts.days.iter().all(|one| one.day != day) {
            // Without a key nobody is counted as a visitor; the view is.
            let Ok(key) = self.desk.keys.of_day(PURPOSE, day, self.desk.chance.as_ref()) else { return };
            counts.days.push(Today { day, key, sketch: Sketch::new(BITS), changed: false });
        }
        if let Some(today) = counts.days.iter_mut().find(|one| one.day == day) {
            let hash = visitor(&today.key, from, agent);
            today.changed |= today.sketch.see(hash);
        }
    }

    /// The counts as the site shows them. From memory, as of the last writing.
    #[must_use]
    pub fn shown(&self) -> Shown {
        let shown = *self.shown.read().unwrap_or_else(PoisonError::into_inner);
        // Whoever turned to views alone sees no more of visitors at once.
        if self.counting() == Counting::Visitors { shown } else { shown.without_visitors() }
    }

    /// How often a check was looked at ever, as far as it was written; from memory, `None` where the store is to be asked
    /// ([`Self::learn`]).
    #[must_use]
    pub fn views_told(&self, check: CheckId) -> Option<Few> {
        let now = self.desk.now();
        let known = self.known().get(&check).copied();
        known.filter(|(_, at)| now < at.plus_seconds(KNOWN_FOR)).map(|(views, _)| Few::of(views))
    }

    /// Reads how often a check was looked at.
    ///
    /// # Errors
    /// When the store does not answer; the page then goes without the number.
    pub async fn learn(&self, check: CheckId) -> Result<(), StoreError> {
        let (kind, object) = Seen::Check(check).parts();
        let views = visits::views_of(&mut self.desk.db.read(), kind, &object, Day::EPOCH).await?;
        let mut known = self.known();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(check, (views, self.desk.now()));
        Ok(())
    }

    /// How often this was looked at since a day.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn views_of(&self, what: &Seen, since: Day) -> Result<Few, StoreError> {
        let (kind, object) = what.parts();
        Ok(Few::of(visits::views_of(&mut self.desk.db.read(), kind, &object, since).await?))
    }

    /// The checks that were looked at most since a day, and how often. Those below ten are left out.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn most_viewed(&self, since: Day, most: u32) -> Result<Vec<(CheckId, u64)>, StoreError> {
        let found = visits::most_viewed(&mut self.desk.db.read(), "check", since, most).await?;
        let told = found.into_iter().filter(|(_, views)| *views >= Few::LEAST);
        Ok(told.filter_map(|(id, views)| Some((CheckId::parse(&id)?, views))).collect())
    }

    /// Units of work that this program wrote so far.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Writes for ever, every [`WRITE_EVERY`]. Whoever ends the program calls [`Self::write`] once more.
    pub async fn keep_writing(self: Arc<Self>) {
        loop {
            tokio::time::sleep(WRITE_EVERY).await;
            if let Err(error) = self.write().await {
                tracing::warn!(code = error.code(), "visits are not written");
            }
        }
    }

    /// Writes what was counted, in one unit of work, where there is anything to write; then looks what the site shows. What
    /// could not be written is kept, and written by the next call, once.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn write(&self) -> Result<(), StoreError> {
        let _one = self.writing.lock().await;
        let now = self.desk.now();
        let today = self.desk.day_of(now);
        let closes = now >= self.desk.midnight(today).plus_seconds(CLOSE_AFTER);
        let (batch, close) = {
            let mut counts = self.counts();
            let close = closes && counts.closed != Some(today);
            (counts.batch(now, close), close)
        };
        if let Some(batch) = batch {
            self.written.fetch_add(1, Ordering::Relaxed);
            let checks: Vec<(CheckId, u64)> = batch.checks().collect();
            self.put(batch, close.then_some(today), now).await?;
            let mut known = self.known();
            for (check, views) in checks {
                if let Some((before, _)) = known.get_mut(&check) {
                    *before += views;
                }
            }
            drop(known);
            let mut counts = self.counts();
            if let Some(done) = counts.batch.take() {
                counts.told = (done.online, now);
            }
        }
        if close {
            // The sketches are gone from the store; now nobody can ask them anything.
            self.desk.keys.destroy_days(PURPOSE, today)?;
            let mut counts = self.counts();
            counts.days.retain(|one| one.day >= today);
            counts.closed = Some(today);
        }
        self.look(now, today).await
    }

    /// Writes a batch, unless the store has it already.
    async fn put(&self, mut batch: Batch, close: Option<Day>, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.desk.db.begin().await?;
        if visits::begin_batch(&mut tx, self.node, batch.number, batch.online, now).await? {
            let mut days: HashMap<Day, u64> = batch.sketches.iter().map(|(day, _)| (*day, 0)).collect();
            for views in &batch.views {
                *days.entry(views.day).or_insert(0) += views.views;
            }
            visits::add(&mut tx, &mut batch.views).await?;
            let mut days: Vec<_> = days.into_iter().collect();
            days.sort_unstable();
            for (day, views) in days {
                let before = visits::add_to_day(&mut tx, day, views).await?;
                let Some((_, seen)) = batch.sketches.iter().find(|(of, _)| *of == day) else { continue };
                let mut sketch = before.and_then(|registers| Sketch::of(BITS, registers)).unwrap_or(Sketch::new(BITS));
                sketch.merge(seen);
                visits::set_sketch(&mut tx, day, sketch.registers(), sketch.count()).await?;
            }
        }
        if let Some(today) = close {
            visits::end_days(&mut tx, today, now.plus_days(-1)).await?;
        }
        tx.commit().await
    }

    async fn look(&self, now: Timestamp, today: Day) -> Result<(), StoreError> {
        let mut read = self.desk.db.read();
        let totals = visits::totals(&mut read, today).await?;
        let online = visits::online(&mut read, now.plus_seconds(-HEARD_WITHIN)).await?;
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Shown::of(&totals, online, now);
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, HashMap<CheckId, (u64, Timestamp)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Batch {
    /// The checks in it, and how often each was looked at.
    fn checks(&self) -> impl Iterator<Item = (CheckId, u64)> {
        let checks = self.views.iter().filter(|views| views.kind == "check");
        checks.filter_map(|views| Some((CheckId::parse(&views.object)?, views.views)))
    }
}

impl Counts {
    /// What is to be written now: a batch that was not known to be written, else what was counted since, else nothing.
    fn batch(&mut self, now: Timestamp, close: bool) -> Option<Batch> {
        if self.batch.is_none() {
            let online = self.now.count(now);
            let (said, at) = self.told;
            // A number that stays the same is said again once a minute: who is silent is not counted.
            let online_is_news = said != online || (online > 0 && now >= at.plus_seconds(HEARD_WITHIN / 2));
            let changed = self.days.iter().any(|one| one.changed);
            if self.views.is_empty() && !changed && !online_is_news && !close {
                return None;
            }
            let views = self.views.drain().map(|((what, day), views)| {
                let (kind, object) = what.parts();
                Views { kind, object, day, views }
            });
            let views = views.collect();
            let sketches = self.days.iter_mut().filter_map(|one| {
                let changed = std::mem::take(&mut one.changed);
                changed.then(|| (one.day, one.sketch.clone()))
            });
            let sketches = sketches.collect();
            self.batches += 1;
            self.batch = Some(Batch { number: self.batches, online, views, sketches });
        }
        self.batch.clone()
    }
}

/// The hash of a visitor under a key: of the network (an IPv4 address, or the first 64 bits of an IPv6 one, which a household
/// shares) and what the browser calls itself.
fn visitor(key: &[u8; 32], from: IpAddr, agent: &str) -> u64 {
    let Ok(mut mac) = <Hmac<Sha256> as hmac::Mac>::new_from_slice(key) else { return 0 };
    match from.to_canonical() {
        IpAddr::V4(address) => mac.update(&address.octets()),
        IpAddr::V6(address) => mac.update(&address.octets()[..8]),
    }
    mac.update(&[0]);
    mac.update(&agent.as_bytes()[..agent.len().min(500)]);
    let hash: [u8; 32] = mac.finalize().into_bytes().into();
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
