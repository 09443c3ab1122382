//! What every handler shares: the desk, the settings of the site, what was rendered, who asks too much.

use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jiff::civil::{Date, DateTime};
use thuchu_app::Steps;
use thuchu_app::intake::Source;
use thuchu_app::people::People;
use thuchu_app::reading::Reading;
use thuchu_listen::Client;
use thuchu_model::{Clock, Sha256Hash, Timestamp};
use tokio::sync::Semaphore;

use crate::assets::Assets;
use crate::cache::Cache;
use crate::counter::Counter;
use crate::desk::Listening;
use crate::error::Fault;
use crate::limit::Limiter;
use crate::metrics::Metrics;
use crate::own::Own;
use crate::pages::check::Related;
use crate::pages::send::door::Door;
use crate::print::press::Press;

/// Bytes of rendered pages that are kept: whoever asks for every page there is fills it, and may cost 32 MB in all
/// (TRUST R23).
const CACHE_BYTES: usize = 24 << 20;

/// Log-ins and links that one source may try a minute.
const KNOCKS_PER_MINUTE: u32 = 30;

/// How many times as often as questions suggestions may be asked for.
const TYPING: u32 = 3;

/// Megabytes of pictures that may be in memory as they were sent, over all.
const PICTURE_ROOM: usize = 40;

/// How long a question waits for its turn.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the operator decides about the site.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address under which readers reach the site, without a slash at the end; none when nobody said.
    pub public_url: Option<String>,
    /// Questions and searches that one source may send a minute; 0 for no limit.
    pub rate_per_minute: u32,
    /// How far the desk's day is ahead of UTC, in minutes: which date stands on the pages.
    pub utc_offset_minutes: i32,
    /// Whether `/styleguide` is shown.
    pub styleguide: bool,
    /// How many questions are worked on at the same time; 1 or more.
    pub workers: usize,
}

impl Default for Settings {
    fn default() -> Self {
        // Vietnam's time; two cores.
        Self { public_url: None, rate_per_minute: 60, utc_offset_minutes: 7 * 60, styleguide: false, workers: 2 }
    }
}

/// A site. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

/// The parts of a [`Site`].
pub struct Inner {
    /// The desk.
    pub reading: Arc<Reading>,
    /// Who works at it.
    pub people: Arc<People>,
    /// What they do there.
    pub steps: Arc<Steps>,
    /// What the operator decided.
    pub settings: Settings,
    /// Counters for the operator.
    pub metrics: Arc<Metrics>,
    pub(crate) clock: Arc<dyn Clock>,
    /// How the desk is called and looks, as its settings say.
    own: Arc<RwLock<Arc<Own>>>,
    pub(crate) assets: Assets,
    pub(crate) cache: Cache,
    /// Which checks each leads on to.
    pub(crate) related: Related,
    /// The counts of visits in words.
    pub(crate) counter: Counter,
    pub(crate) limiter: Limiter,
    /// Suggestions while one types: more of them than questions, each of a few words.
    pub(crate) typing: Limiter,
    /// Log-ins and links that one source may try.
    pub(crate) knocks: Limiter,
    pub(crate) workers: Arc<Semaphore>,
    /// The door before the form for sending.
    pub(crate) door: Door,
    /// Megabytes of pictures that are in memory as they were sent.
    pub(crate) picture_room: Arc<Semaphore>,
    /// What is printed, and what was.
    pub(crate) press: Press,
    /// Pages of the desk that wait for news.
    pub(crate) listening: Listening,
}

impl Site {
    /// A site for a desk. The key by which callers are counted lives in memory only.
    #[must_use]
    pub fn new(reading: Arc<Reading>, people: Arc<People>, steps: Arc<Steps>, settings: Settings) -> Self {
        let chance = &*steps.desk.chance;
        let workers = Arc::new(Semaphore::new(settings.workers.max(1)));
        let settings_rate = settings.rate_per_minute;
        let limiter = Limiter::new(settings_rate, chance);
        let own = Arc::new(RwLock::new(Arc::new(Own::of(&steps.settings.current()))));
        let (shown, followed) = (own.clone(), reading.clone());
        steps.settings.listen(move |now| {
            *shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Own::of(now));
            if now.version >= 0 {
                followed.live().decide_by(now.settings.thresholds);
            }
        });
        // Without its key no form can be checked by another program of the desk; this one can.
        let door_key = steps.intake.form_key().unwrap_or_else(|_| {
            let mut key = [0; 32];
            chance.fill(&mut key);
            Sha256Hash::from_bytes(key)
        });
        Self(Arc::new(Inner {
            door: Door::new(door_key, chance),
            picture_room: Arc::new(Semaphore::new(PICTURE_ROOM)),
            press: Press::new(settings.public_url.as_deref(), settings.workers),
            own,
            reading,
            people,
            settings,
            metrics: Arc::default(),
            clock: steps.desk.clock.clone(),
            assets: Assets::built_in(),
            cache: Cache::new(CACHE_BYTES),
            related: Related::default(),
            counter: Counter::default(),
            limiter,
            typing: Limiter::new(settings_rate.saturating_mul(TYPING), chance),
            knocks: Limiter::new(KNOCKS_PER_MINUTE, chance),
            workers,
            listening: Listening::default(),
            steps,
        }))
    }

    /// Does work for the processor beside the handlers, at most as many at a time as there are workers; the others wait
    /// their turn for a moment, then are told to come back.
    pub(crate) async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = self.workers.clone().acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, turn).await else { return Err(Fault::Busy) };
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(|_| Fault::Broken)
    }

    /// Where a client comes from, for counting it once.
    pub(crate) fn source_of(&self, client: Option<Client>) -> Source {
        self.limiter.source_of(client)
    }

    /// How the desk is called and looks.
    pub(crate) fn own(&self) -> Arc<Own> {
        self.own.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The hour, counted from 1970: a list shows at most for so long that a check still holds.
    pub(crate) fn hour(&self) -> i64 {
        self.clock.now().micros() / 3_600_000_000
    }

    /// Today, where the desk is.
    pub(crate) fn today(&self) -> Date {
        self.day_of(self.clock.now())
    }

    /// The day of an instant, where the desk is.
    pub(crate) fn day_of(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// An instant as the clocks show it where the desk is.
    pub(crate) fn local(&self, at: Timestamp) -> DateTime {
        let seconds = i64::from(self.settings.utc_offset_minutes) * 60;
        let local = jiff::Timestamp::from_microsecond(at.plus_seconds(seconds).micros());
        let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        local.map_or(epoch, |local| local.to_zoned(jiff::tz::TimeZone::UTC).datetime())
    }
}

impl Deref for Site {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
