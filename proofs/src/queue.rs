//! The queue at size: a page of it costs the same with a hundred thousand clusters as with a thousand, on both
//! databases, in every order and with filters, while twenty editors work and listen.

use std::sync::Arc;
use std::time::Duration;

use thuchu_app::Desk;
use thuchu_app::desk::events::Events;
use thuchu_app::desk::queue::{Filter, Order, Queue, Shelf};
use thuchu_model::{EditorId, Lang, Topic};
use thuchu_store::editors;
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, editor, many_clusters, noon};

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

/// A page, its statements and its time.
struct Cost {
    what: &'static str,
    statements: u64,
    took: Duration,
}

/// Compares a desk of a thousand clusters with one of `many`.
pub async fn prove(many: u32, say: &mut dyn FnMut(&str)) -> Proved {
    for name in ["sqlite", "postgres"] {
        let few = costs(&open(name).await, FEW).await?;
        let all = costs(&open(name).await, many).await?;
        for (few, all) in few.iter().zip(&all) {
            let share = all.took.as_secs_f64() / few.took.max(NOISE).as_secs_f64();
            say(&format!(
                "{name}, {}: {} statements; {:.2} ms with {FEW} clusters, {:.2} ms with {many}: {share:.2} times",
                all.what,
                all.statements,
                few.took.as_secs_f64() * 1e3,
                all.took.as_secs_f64() * 1e3,
            ));
            ensure(few.statements == all.statements, || {
                format!("{}: {} statements with few", all.what, few.statements)
            })?;
            ensure(share <= MOST, || format!("{name}, {}: {share:.2} times, promised are {MOST}", all.what))?;
        }
    }
    Ok(())
}

async fn open(name: &str) -> TestStore {
    if name == "sqlite" { TestStore::sqlite().await } else { TestStore::postgres().await }
}

async fn costs(store: &TestStore, clusters: u32) -> Proved<Vec<Cost>> {
    let error = |error: &dyn std::fmt::Display| error.to_string();
    let keys = Keys::in_folder(&store.data.path().join("keys")).map_err(|fault| error(&fault))?;
    let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::new(1)));
    let desk = Desk { db: store.db.clone(), keys, clock, chance, utc_offset_minutes: 420 };
    let mut tx = store.db.begin().await.map_err(|fault| error(&fault))?;
    for number in 1..=EDITORS {
        editors::add(&mut tx, &editor(number)).await.map_err(|fault| error(&fault))?;
    }
    tx.commit().await.map_err(|fault| error(&fault))?;
    many_clusters(&store.db, clusters).await;
    let mut tx = store.db.begin().await.map_err(|fault| error(&fault))?;
    // PostgreSQL does so by itself, a while after so many rows came.
    tx.tamper("ANALYZE", Vec::new()).await.map_err(|fault| error(&fault))?;
    tx.commit().await.map_err(|fault| error(&fault))?;
    let (queue, events) = (Arc::new(Queue::new(desk.clone())), Arc::new(Events::default()));
    let listeners: Vec<_> = (0..EDITORS).map(|_| events.listen()).collect();
    let follow = (events.clone(), desk);
    let following = tokio::spawn(async move { follow.0.follow(&follow.1, Duration::from_secs(1)).await });
    let plain = Filter::default;
    let pages = [
        ("by demand", plain()),
        ("fastest rising", Filter { order: Order::Rising, ..plain() }),
        ("newest", Filter { order: Order::Newest, ..plain() }),
        ("one topic", Filter { topic: Some(Topic::Scam), ..plain() }),
        ("one language", Filter { lang: Some(Lang::vi()), ..plain() }),
        ("demand at least", Filter { least: Some(50), ..plain() }),
        ("mine", Filter { shelf: Shelf::Mine, ..plain() }),
        ("overdue", Filter { shelf: Shelf::Overdue, ..plain() }),
        ("not checkable", Filter { shelf: Shelf::NotCheckable, ..plain() }),
    ];
    let mut costs = Vec::new();
    for (what, filter) in pages {
        look(&queue, editor(1).id, &filter).await?;
        let before = store.db.statements();
        look(&queue, editor(1).id, &filter).await?;
        let statements = store.db.statements() - before;
        let mut times = Vec::with_capacity(LOOKS);
        for _ in 0..LOOKS {
            let begun = now();
            look(&queue, editor(1).id, &filter).await?;
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        costs.push(Cost { what, statements, took: times.get(LOOKS / 2).copied().unwrap_or_default() });
    }
    // Twenty at once: one look of each, all answered.
    let begun = now();
    let looks = (1..=EDITORS).map(|number| {
        let queue = queue.clone();
        tokio::spawn(async move { look(&queue, editor(number).id, &Filter::default()).await })
    });
    for looking in looks.collect::<Vec<_>>() {
        looking.await.map_err(|fault| error(&fault))??;
    }
    costs.push(Cost { what: "twenty editors at once", statements: 0, took: begun.elapsed() });
    ensure(events.listeners() == usize::from(EDITORS), || "somebody listens no more".to_owned())?;
    following.abort();
    drop(listeners);
    Ok(costs)
}

async fn look(queue: &Queue, who: EditorId, filter: &Filter) -> Proved {
    queue.page(who, filter, "", None).await.map(drop).map_err(|error| error.to_string())
}
