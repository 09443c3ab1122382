//! All steps of a serving desk in one place: what a site is given.

use std::sync::Arc;

use thuchu_model::{Chance, Clock, Day, Timestamp};
use thuchu_store::Db;
use thuchu_store::blobs::Blobs;
use thuchu_store::sealing::Keys;

use crate::boxes::{self, Boxes};
use crate::desk::events::Events;
use crate::desk::queue::Queue;
use crate::desk::review::Reviews;
use crate::evidence::{Evidence, Tools};
use crate::first_page::FirstPage;
use crate::intake::{Intake, Ways};
use crate::measure::Measure;
use crate::publish::Publish;
use crate::retention::Nights;
use crate::settings::Settings;
use crate::sources::Sources;
use crate::trail::Trail;
use crate::visits::{Counting, Visits};
use crate::webhooks::Webhooks;

/// What every step works with. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    /// The store.
    pub db: Db,
    /// The files: copies of sources.
    pub blobs: Blobs,
    /// The keys that seal what must be forgettable.
    pub keys: Keys,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// How far the desk's day is ahead of UTC, in minutes.
    pub utc_offset_minutes: i32,
}

impl Desk {
    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The day of an instant, where the desk is.
    #[must_use]
    pub fn day_of(&self, at: Timestamp) -> Day {
        let local = at.plus_seconds(i64::from(self.utc_offset_minutes) * 60);
        local.day().unwrap_or(Day::EPOCH)
    }

    /// The instant at which a day begins, where the desk is.
    #[must_use]
    pub fn midnight(&self, day: Day) -> Timestamp {
        day.midnight().plus_seconds(-i64::from(self.utc_offset_minutes) * 60)
    }

    /// Today, where the desk is.
    #[must_use]
    pub fn today(&self) -> Day {
        self.day_of(self.now())
    }
}

/// The steps, a field for each part of the work.
pub struct Steps {
    /// What they share.
    pub desk: Desk,
    /// From an approval on: publishing, taking back, appeals.
    pub publish: Arc<Publish>,
    /// Reviews and what is written on them.
    pub reviews: Arc<Reviews>,
    /// Takes in what people send.
    pub intake: Arc<Intake>,
    /// What the first page tells beside the checks.
    pub first_page: Arc<FirstPage>,
    /// Counts of the desk.
    pub measure: Arc<Measure>,
    /// Who did what, and the heads that are published of it.
    pub trail: Arc<Trail>,
    /// What the desk decided about itself.
    pub settings: Arc<Settings>,
    /// What is deleted every night.
    pub nights: Arc<Nights>,
    /// Copies of sources.
    pub evidence: Arc<Evidence>,
    /// The queue.
    pub queue: Arc<Queue>,
    /// Counts of visits.
    pub visits: Arc<Visits>,
    /// Boxes beside the pages.
    pub boxes: Arc<Boxes>,
    /// Who is told of publications.
    pub webhooks: Arc<Webhooks>,
    /// Lists of others that are fetched again and again.
    pub sources: Arc<Sources>,
    /// What the desk's people did a moment ago, for who looks on.
    pub events: Arc<Events>,
}

impl Steps {
    /// The steps of this desk. `ways`: what the operator has set up for intake; `tools`: what copies of sources are made with.
    #[must_use]
    pub fn new(desk: Desk, ways: Ways, tools: Tools) -> Self {
        let settings = Arc::new(Settings::new(desk.clone()));
        let visits = Arc::new(Visits::new(desk.clone(), Counting::default()));
        let boxes = Arc::new(Boxes::new(Vec::new(), ways.fetcher.clone(), desk.clock.clone()));
        follow(&settings, &visits, &boxes);
        let (fetcher, public_url) = (tools.fetcher.clone(), tools.public_url.clone());
        let sources = Arc::new(Sources::new(desk.clone(), fetcher.clone(), public_url.as_deref()));
        let webhooks = Arc::new(Webhooks::new(desk.clone(), fetcher, public_url));
        let intake = Arc::new(Intake::new(desk.clone(), ways));
        let (queue, nights) = (Arc::new(Queue::new(desk.clone())), Arc::new(Nights::new(desk.clone())));
        // Groups in memory follow what editors do and what the night deletes.
        queue.followed_by(intake.clone());
        let forgets = intake.clone();
        nights.listen(move |messages| forgets.forget(messages));
        Self {
            publish: Arc::new(Publish::new(desk.clone())),
            evidence: Arc::new(Evidence::new(desk.clone(), tools)),
            reviews: Arc::new(Reviews::new(desk.clone())),
            intake,
            first_page: Arc::new(FirstPage::new(desk.clone())),
            measure: Arc::new(Measure::new(desk.clone())),
            trail: Arc::new(Trail::new(desk.clone())),
            settings,
            visits,
            boxes,
            webhooks,
            sources,
            nights,
            queue,
            events: Arc::default(),
            desk,
        }
    }
}

/// What is counted and which boxes there are follows the settings.
fn follow(settings: &Settings, visits: &Arc<Visits>, boxes: &Arc<Boxes>) {
    let (visits, boxes) = (visits.clone(), boxes.clone());
    settings.listen(move |now| {
        visits.count(now.settings.counting);
        match boxes::parse(&now.settings.boxes) {
            Ok(specs) => boxes.set(specs),
            // Saved by another release: nothing of it is shown.
            Err(error) => {
                tracing::warn!(%error, "the boxes cannot be read");
                boxes.set(Vec::new());
            }
        }
    });
}
