//! The queue at size: a page of it costs the same with a hundred thousand clusters as with a thousand, on both
//! databases, in every order and with filters, while twenty editors work and listen.

use std::sync::Arc;
use std::time::Duration;

use thuchu_app::Desk;
use thuchu_app::desk::events::Events;
use thuchu_app::desk::queue::{Filter, Order, Queue, Shelf};
use thuchu_model::{EditorId, Lang, Topic};
use thuchu_store::editors;
use thuchu_store::queue::many_clusters;
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, editor, noon};

use crate::desk::now;
use crate::{Proved, ensure};

/// How much more a page may cost with all clusters than with a few.
const MOST: f64 = 1.5;
/// Figures below this are the noise of the machine.
const NOISE: Duration = Duration::from_micros(500);
/// Clusters of the desk that it is compared with.
const FEW: u32 = 1_000;
/// Editors who work at the same time.
const EDITORS: u8 = 20;
/// Looks at each page; the median counts.
const LOOKS: usize = 41;
/// Turns of all editors at once.
const TURNS: usize = 9;

/// A desk of so many clusters.
struct Filled {
    store: TestStore,
    queue: Arc<Queue>,
    events: Arc<Events>,
}

/// Compares a desk of a thousand clusters with one of `many`, by turns: whatever else the machine does meets both.
pub async fn prove(many: u32, say: &mut dyn FnMut(&str)) -> Proved {
    for name in ["sqlite", "postgres"] {
        let (few, all) = (Filled::of(name, FEW).await?, Filled::of(name, many).await?);
        // All listen, as open pages do.
        let mut listeners = Vec::new();
        for _ in 0..EDITORS {
            listeners.push((few.events.listen(), all.events.listen()));
        }
        for (what, filter) in pages() {
            let statements = (few.statements(&filter).await?, all.statements(&filter).await?);
            let (mut with_few, mut with_all) = (Vec::new(), Vec::new());
            for _ in 0..LOOKS {
                with_few.push(few.look(&filter).await?);
                with_all.push(all.look(&filter).await?);
            }
            ensure(statements.0 == statements.1, || format!("{what}: {statements:?} statements"))?;
            judge(&format!("{name}, {what}, {} statements", statements.0), with_few, with_all, many, say)?;
        }
        let (mut with_few, mut with_all) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            with_few.push(few.together().await?);
            with_all.push(all.together().await?);
        }
        judge(&format!("{name}, {EDITORS} editors at once"), with_few, with_all, many, say)?;
        ensure(all.events.listeners() == usize::from(EDITORS), || "somebody listens no more".to_owned())?;
        drop(listeners);
    }
    Ok(())
}

fn judge(what: &str, few: Vec<Duration>, all: Vec<Duration>, many: u32, say: &mut dyn FnMut(&str)) -> Proved {
    let (few, all) = (median(few), median(all));
    let share = all.as_secs_f64() / few.max(NOISE).as_secs_f64();
    let (ms_few, ms_all) = (few.as_secs_f64() * 1e3, all.as_secs_f64() * 1e3);
    say(&format!("{what}: {ms_few:.2} ms with {FEW} clusters, {ms_all:.2} ms with {many}: {share:.2} times"));
    ensure(share <= MOST, || format!("{what}: {share:.2} times, promised are {MOST}"))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The orders and shelves, and filters of each kind.
fn pages() -> [(&'static str, Filter); 9] {
    let plain = Filter::default;
    [
        ("by demand", plain()),
        ("fastest rising", Filter { order: Order::Rising, ..plain() }),
        ("newest", Filter { order: Order::Newest, ..plain() }),
        ("one topic", Filter { topic: Some(Topic::Scam), ..plain() }),
        ("one language", Filter { lang: Some(Lang::vi()), ..plain() }),
        ("demand at least", Filter { least: Some(50), ..plain() }),
        ("mine", Filter { shelf: Shelf::Mine, ..plain() }),
        ("overdue", Filter { shelf: Shelf::Overdue, ..plain() }),
        ("not checkable", Filter { shelf: Shelf::NotCheckable, ..plain() }),
    ]
}

impl Filled {
    async fn of(name: &str, clusters: u32) -> Proved<Self> {
        let store = if name == "sqlite" { TestStore::sqlite().await } else { TestStore::postgres().await };
        let keys = Keys::in_folder(&store.data.path().join("keys")).map_err(|fault| fault.to_string())?;
        let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::new(1)));
        let desk = Desk { db: store.db.clone(), blobs: store.blobs(), keys, clock, chance, utc_offset_minutes: 420 };
        many_clusters(&store.db, clusters).await.map_err(|fault| fault.to_string())?;
        let mut tx = store.db.begin().await.map_err(|fault| fault.to_string())?;
        for number in 1..=EDITORS {
            editors::add(&mut tx, &editor(number)).await.map_err(|fault| fault.to_string())?;
        }
        // PostgreSQL does so by itself, a while after so many rows came.
        tx.tamper("ANALYZE", Vec::new()).await.map_err(|fault| fault.to_string())?;
        tx.commit().await.map_err(|fault| fault.to_string())?;
        Ok(Self { store, queue: Arc::new(Queue::new(desk)), events: Arc::default() })
    }

    async fn look(&self, filter: &Filter) -> Proved<Duration> {
        let begun = now();
        look(&self.queue, editor(1).id, filter).await?;
        Ok(begun.elapsed())
    }

    /// How many statements a look takes that is not the first of the day.
    async fn statements(&self, filter: &Filter) -> Proved<u64> {
        self.look(filter).await?;
        let before = self.store.db.statements();
        self.look(filter).await?;
        Ok(self.store.db.statements() - before)
    }

    /// One look of each editor, all at once.
    async fn together(&self) -> Proved<Duration> {
        let begun = now();
        let looks = (1..=EDITORS).map(|number| {
            let queue = self.queue.clone();
            tokio::spawn(async move { look(&queue, editor(number).id, &Filter::default()).await })
        });
        for looking in looks.collect::<Vec<_>>() {
            looking.await.map_err(|fault| fault.to_string())??;
        }
        Ok(begun.elapsed())
    }
}

async fn look(queue: &Queue, who: EditorId, filter: &Filter) -> Proved {
    queue.page(who, filter, "", None).await.map(drop).map_err(|error| error.to_string())
}
