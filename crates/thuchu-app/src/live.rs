//! The matcher of a desk that serves: asked by many at once while one task keeps it in step with the store.
//!
//! Readers never wait for the store. The costly part of a change, taking texts apart, is done before the lock is
//! taken, and a page of changes goes in by small portions.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Duration;

use thuchu_embed::Quantised;
use thuchu_match::{Lacking, Scratch, Weights};
use thuchu_model::{Sha256Hash, Thresholds};
use thuchu_store::{Db, StoreError, settings};

use crate::matching::{Matcher, News, Ready};

/// Checks read at a time while following.
const PAGE: u32 = 2_000;
/// Checks put in while the lock is held once.
const PORTION: usize = 100;
/// Checks given their vectors while it is: their texts are compared.
const GIVEN: usize = 25;

/// A matcher that many ask and one keeps fresh.
#[derive(Default)]
pub struct Live {
    /// `None` until it is loaded.
    matcher: RwLock<Option<Matcher>>,
    /// Room for askers, used again.
    scratch: Mutex<Vec<Scratch>>,
    /// What [`Live::decide_by`] and [`Live::weigh_by`] were told last: it may change while a matcher is being loaded.
    told: Mutex<Told>,
    /// The store did not answer the last time.
    cut_off: AtomicBool,
}

/// By what is decided, where it was told.
#[derive(Default)]
struct Told {
    thresholds: Option<Option<Thresholds>>,
    weights: Option<Weights>,
}

impl Live {
    /// Of a matcher that was loaded, for a program that asks once.
    #[must_use]
    pub fn holding(matcher: Matcher) -> Self {
        Self { matcher: RwLock::new(Some(matcher)), ..Self::default() }
    }

    /// Works with the matcher; `None` while it is being loaded.
    pub fn with<T>(&self, work: impl FnOnce(&Matcher) -> T) -> Option<T> {
        // A panic of another reader left nothing half done.
        self.matcher.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(work)
    }

    /// Works with the matcher and room for asking; `None` while it is being loaded.
    pub fn asking<T>(&self, work: impl FnOnce(&Matcher, &mut Scratch) -> T) -> Option<T> {
        let room = || self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = room().pop().unwrap_or_default();
        let done = self.with(|matcher| work(matcher, &mut scratch));
        room().push(scratch);
        done
    }

    /// Whether checks can be found yet.
    pub fn is_loaded(&self) -> bool {
        self.with(|_| ()).is_some()
    }

    /// Whether the store answered the last time it was asked for news.
    pub fn is_in_touch(&self) -> bool {
        !self.cut_off.load(Ordering::Relaxed)
    }

    /// Loads, then follows the store for ever, looking for news `every` so often. Trouble with the store is logged once
    /// and tried again; what was loaded goes on being served.
    pub async fn follow(&self, db: &Db, every: Duration) {
        let mut newest = None;
        loop {
            match self.catch_up(db, &mut newest).await {
                Ok(()) => {
                    if self.cut_off.swap(false, Ordering::Relaxed) {
                        tracing::info!("the store answers again");
                    }
                }
                Err(error) => {
                    newest = None;
                    if !self.cut_off.swap(true, Ordering::Relaxed) {
                        tracing::error!(code = error.code(), %error, "the store does not answer; serving what is known");
                    }
                }
            }
            tokio::time::sleep(every).await;
        }
    }

    /// Takes in what changed. `newest` is the change number up to which nothing is new.
    ///
    /// # Errors
    /// Whatever the store says; the matcher then stands at the last portion put in.
    pub(crate) async fn catch_up(&self, db: &Db, newest: &mut Option<i64>) -> Result<(), StoreError> {
        let now = settings::newest_change(&mut db.read()).await?;
        if *newest == Some(now) {
            return Ok(());
        }
        loop {
            let Some((seen, seen_publisher)) = self.with(Matcher::seen) else {
                self.replace(Matcher::load(db).await?);
                break;
            };
            let differs = |publisher: &thuchu_model::Publisher| {
                let known = self.with(|matcher| matcher.library().publisher(publisher.id).map(|known| known.trust));
                known.flatten().is_some_and(|trust| trust != publisher.trust)
            };
            match News::after(db, seen, seen_publisher, PAGE, &differs).await? {
                News::Everything => {
                    self.replace(Matcher::load(db).await?);
                    break;
                }
                News::Page(publishers, rows) => {
                    self.write(|matcher| matcher.put_publishers(publishers));
                    if rows.is_empty() {
                        break;
                    }
                    let Ok(ready) = tokio::task::spawn_blocking(|| Ready::of(rows)).await else { break };
                    for portion in ready.portions(PORTION) {
                        self.write(|matcher| matcher.put(portion));
                    }
                }
            }
        }
        *newest = Some(now);
        Ok(())
    }

    /// How sure matches must be from now on; as calibrated with `None`.
    pub fn decide_by(&self, thresholds: Option<Thresholds>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.thresholds = Some(thresholds);
        self.write(|matcher| matcher.decide_by(thresholds));
    }

    /// By what is decided from now on: the desk's own weights, or the built-in ones.
    pub fn weigh_by(&self, weights: Weights) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.weights = Some(weights.clone());
        self.write(|matcher| matcher.weigh_by(weights));
    }

    /// The state of a matcher that thinks with this model; `None` while there is none.
    pub(crate) fn generation_of(&self, model: Sha256Hash) -> Option<i64> {
        self.with(|matcher| matcher.is_of(model).then(|| matcher.generation())).flatten()
    }

    /// Checks without vectors of this model, `most` at most; `None` while the matcher is being loaded. Vectors of another
    /// model are forgotten.
    pub(crate) fn lacking(&self, model: Sha256Hash, most: usize) -> Option<Vec<Lacking>> {
        if !self.with(|matcher| matcher.is_of(model))? {
            self.write(|matcher| matcher.think_with(model));
        }
        self.with(|matcher| matcher.lacking(most))
    }

    /// Gives checks their vectors. What is of another model by now, or of texts that a check no longer has, changes
    /// nothing.
    pub(crate) fn give(&self, model: Sha256Hash, vectors: &[(Lacking, Vec<Quantised>)]) {
        for portion in vectors.chunks(GIVEN) {
            self.write(|matcher| {
                if matcher.is_of(model) {
                    portion.iter().for_each(|(check, vectors)| matcher.give(check, vectors));
                }
            });
        }
    }

    /// Nothing lacks its vectors of this model.
    pub(crate) fn is_whole(&self, model: Sha256Hash) {
        self.write(|matcher| {
            if matcher.is_of(model) {
                matcher.is_whole();
            }
        });
    }

    /// Checks with vectors, and checks in all.
    #[must_use]
    pub fn vectors(&self) -> (usize, usize) {
        self.with(Matcher::vectors).unwrap_or_default()
    }

    fn write(&self, work: impl FnOnce(&mut Matcher)) {
        if let Some(matcher) = self.matcher.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            work(matcher);
        }
    }

    fn replace(&self, mut matcher: Matcher) {
        // Held until the matcher is in its place, so that nothing that is told meanwhile is missed.
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(weights) = &told.weights {
            matcher.weigh_by(weights.clone());
        }
        if let Some(thresholds) = told.thresholds {
            matcher.decide_by(thresholds);
        }
        *self.matcher.write().unwrap_or_else(PoisonError::into_inner) = Some(matcher);
        // Room is sized for the index it was used with.
        self.scratch.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use thuchu_model::{Day, Trust};
    use thuchu_store::checks;
    use thuchu_testkit::{TestStore, both_databases, editor, incoming, noon};

    use super::*;
    use crate::library::{Count, Filter};

    async fn put(store: &TestStore, numbers: std::ops::Range<u32>) {
        let publisher = store.publisher("kiemtin.vn").await;
        let run = store.run().await;
        let batch: Vec<_> = numbers
            .map(|number| {
                let claim = format!("Củ thứ {number} chữa được bệnh");
                let mut check = incoming(&publisher, &format!("https://kiemtin.vn/{number}"), &claim);
                check.content.review_date = Day::new(2026, 1, (number % 28 + 1) as i8);
                check
            })
            .collect();
        let mut tx = store.db.begin().await.unwrap();
        checks::put_batch(&mut tx, run.id, &batch, &store.chance, noon()).await.unwrap();
        tx.commit().await.unwrap();
    }

    both_databases!(what_is_published_is_served_without_a_new_start, |store| {
        put(store, 0..3).await;
        let (live, mut newest) = (Live::default(), None);
        assert!(!live.is_loaded());
        live.catch_up(&store.db, &mut newest).await.unwrap();
        assert_eq!(live.with(Matcher::len), Some(3));
        put(store, 3..250).await;
        live.catch_up(&store.db, &mut newest).await.unwrap();
        let (found, listed) = live.with(|m| (m.len(), m.library().count(&Filter::default()))).unwrap();
        assert_eq!((found, listed), (250, Count::Exactly(250)));
    });

    both_databases!(a_publisher_that_is_hidden_is_gone_from_lists_and_answers, |store| {
        put(store, 0..5).await;
        let (live, mut newest) = (Live::default(), None);
        live.catch_up(&store.db, &mut newest).await.unwrap();
        let mut tx = store.db.begin().await.unwrap();
        thuchu_store::editors::add(&mut tx, &editor(1)).await.unwrap();
        tx.commit().await.unwrap();
        let name = editor(1).name;
        crate::publisher::set_trust(&store.db, "kiemtin.vn", Trust::None, &[name.as_str()], &store.clock)
            .await
            .unwrap();
        live.catch_up(&store.db, &mut newest).await.unwrap();
        assert_eq!(live.with(|matcher| (matcher.len(), matcher.library().len())), Some((0, 0)));
    });

    #[test]
    fn what_is_known_is_served_while_the_store_is_gone() {
        thuchu_testkit::block_on(async {
            let store = TestStore::sqlite().await;
            put(&store, 0..3).await;
            let (live, mut newest) = (Live::default(), None);
            live.catch_up(&store.db, &mut newest).await.unwrap();
            store.db.close().await;
            assert!(live.catch_up(&store.db, &mut newest).await.is_err());
            assert_eq!(live.with(Matcher::len), Some(3));
        });
    }
}
