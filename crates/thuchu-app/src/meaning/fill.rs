//! Vectors for checks that have none: read from the store, else computed, kept, and given to the matcher.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use thuchu_embed::Quantised;
use thuchu_match::Lacking;
use thuchu_model::{Clock, Sha256Hash};
use thuchu_store::{Db, StoreError, claim_vectors};

use super::clear::{self, Short};
use super::low::at_low_priority;
use super::source::Embeds;
use crate::live::Live;

/// Checks looked at in one step.
const CHECKS: usize = 256;
/// Texts computed at a time: less than a second of work, which is what a kill loses.
const TEXTS: usize = 32;

/// Where the work stands.
pub(super) struct Fill {
    /// Checks looked at in one step.
    checks: usize,
    /// How many more texts may be computed.
    left: u64,
    /// Every text that a check has, while all checks are gone through for the first time; `None` when that cannot be
    /// known, and once it was used.
    texts: Option<HashSet<Short>>,
    begun: bool,
    /// Which state of the matcher had all its vectors: nothing is looked through again until that changes.
    whole: Option<i64>,
    /// Read from the store, and computed, since the last time that nothing was missing.
    read: u64,
    computed: u64,
    micros: u64,
    /// The store refused to keep vectors, and that was told.
    unkept: bool,
}

/// A check without vectors, and the hashes of its texts.
struct Wanted {
    check: Lacking,
    hashes: Vec<Sha256Hash>,
}

type Known = HashMap<Sha256Hash, Quantised>;

impl Default for Fill {
    fn default() -> Self {
        Self {
            checks: CHECKS,
            left: u64::MAX,
            texts: Some(HashSet::new()),
            begun: false,
            whole: None,
            read: 0,
            computed: 0,
            micros: 0,
            unkept: false,
        }
    }
}

impl Fill {
    /// Computes so many texts and no more, and clears nothing away. Looks at all checks at once, lest those that are not
    /// computed hide others that are known.
    pub(super) fn at_most(texts: u64) -> Self {
        Self { checks: usize::MAX, left: texts, texts: None, ..Self::default() }
    }

    /// Goes through some checks that have no vectors. `false` when nothing is missing, or nothing more can be done now.
    /// `count` is told of texts that were computed, and of the microseconds.
    pub(super) async fn step(
        &mut self,
        model: &Arc<dyn Embeds>,
        live: &Live,
        db: &Db,
        clock: &dyn Clock,
        count: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<bool, StoreError> {
        let state = live.generation_of(model.id());
        if state.is_some() && state == self.whole {
            return Ok(false);
        }
        let Some(lacking) = live.lacking(model.id(), self.checks) else { return Ok(false) };
        if !self.begun {
            self.begun = true;
            // Checks that have theirs already are not named: then it is not known which texts there are.
            self.texts.take_if(|_| live.vectors().0 > 0);
        }
        if lacking.is_empty() {
            // What came between the two looks makes it be looked through once more.
            self.whole = state;
            live.is_whole(model.id());
            self.finished(model.id(), db, clock).await;
            return Ok(false);
        }
        let wanted: Vec<Wanted> = lacking.into_iter().map(Wanted::of).collect();
        let hashes = wanted.iter().flat_map(|one| &one.hashes);
        if let Some(texts) = &mut self.texts {
            texts.extend(hashes.clone().map(clear::short));
        }
        let hashes: HashSet<Sha256Hash> = hashes.copied().collect();
        let mut known = read(db, model.id(), &hashes.into_iter().collect::<Vec<_>>()).await?;
        self.read += known.len() as u64;
        let before = live.vectors().0;
        let (whole, mut open): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|one| one.is_known(&known));
        live.give(model.id(), &given(&whole, &known));
        while !open.is_empty() && self.left > 0 {
            let now = portion(&mut open, &known);
            let begun = clock.now();
            let made = compute(model, &now, &known).await;
            let micros = u64::try_from(clock.now().micros().saturating_sub(begun.micros())).unwrap_or(0);
            let texts = made.len() as u64;
            count(texts, micros);
            if self.computed == 0 && texts > 0 {
                let (done, all) = live.vectors();
                tracing::info!(done, all, "vectors of checks are being computed");
            }
            self.left = self.left.saturating_sub(texts);
            self.computed += texts;
            self.micros += micros;
            self.keep(model.id(), &made, db, clock).await;
            known.extend(made);
            live.give(model.id(), &given(&now, &known));
        }
        // What changed meanwhile is named again. Where nothing came of it, it is left for a moment.
        Ok(self.left > 0 && live.vectors().0 > before)
    }

    /// Nothing is missing any more.
    async fn finished(&mut self, model: Sha256Hash, db: &Db, clock: &dyn Clock) {
        if self.computed > 0 {
            let (computed, read) = (self.computed, self.read);
            let per_second = computed.saturating_mul(1_000_000).checked_div(self.micros).unwrap_or(0);
            tracing::info!(computed, read, per_second, "every check has its vectors");
        }
        (self.computed, self.read, self.micros) = (0, 0, 0);
        if let Some(texts) = self.texts.take()
            && let Err(error) = clear::unused(db, model, &texts, clock).await
        {
            tracing::debug!(code = error.code(), "vectors that nothing uses are not cleared away");
        }
    }

    /// Keeps them in the store. Where it refuses, they are computed again after the next start.
    async fn keep(&mut self, model: Sha256Hash, made: &Known, db: &Db, clock: &dyn Clock) {
        let Some(today) = clock.now().day() else { return };
        let rows: Vec<_> = made.iter().map(|(text, vector)| (*text, vector.to_bytes().to_vec())).collect();
        let kept = async {
            let mut tx = db.begin().await?;
            claim_vectors::put(&mut tx, model, &rows, today).await?;
            tx.commit().await
        };
        match kept.await {
            Ok(()) => self.unkept = false,
            Err(error) if !self.unkept => {
                self.unkept = true;
                tracing::warn!(code = error.code(), "vectors are not kept; they are used until the next start");
            }
            Err(_) => {}
        }
    }
}

impl Wanted {
    fn of(check: Lacking) -> Self {
        let hashes = check.texts.iter().map(|text| Sha256Hash::of(text.as_bytes())).collect();
        Self { check, hashes }
    }

    fn is_known(&self, known: &Known) -> bool {
        self.hashes.iter().all(|hash| known.contains_key(hash))
    }
}

/// Checks with their vectors, as far as all of a check are known.
fn given(checks: &[Wanted], known: &Known) -> Vec<(Lacking, Vec<Quantised>)> {
    let vectors = |one: &Wanted| one.hashes.iter().map(|hash| known.get(hash).cloned()).collect::<Option<_>>();
    checks.iter().filter_map(|one| Some((one.check.clone(), vectors(one)?))).collect()
}

/// What the store has of these texts. Bytes that are no vector make room for one.
async fn read(db: &Db, model: Sha256Hash, texts: &[Sha256Hash]) -> Result<Known, StoreError> {
    let found = claim_vectors::of_texts(&mut db.read(), model, texts).await?;
    let (mut known, mut broken) = (Known::with_capacity(found.len()), Vec::new());
    for (text, bytes) in found {
        match Quantised::from_bytes(&bytes) {
            Some(vector) => drop(known.insert(text, vector)),
            None => broken.push(text),
        }
    }
    if !broken.is_empty() {
        let mut tx = db.begin().await?;
        claim_vectors::remove(&mut tx, model, &broken).await?;
        tx.commit().await?;
    }
    Ok(known)
}

/// Takes checks off the front until they lack so many texts as are computed at a time.
fn portion(open: &mut Vec<Wanted>, known: &Known) -> Vec<Wanted> {
    let mut missing = 0;
    let taken = open.iter().take_while(|one| {
        let fits = missing < TEXTS;
        missing += one.hashes.iter().filter(|hash| !known.contains_key(hash)).count();
        fits
    });
    let taken = taken.count();
    open.drain(..taken).collect()
}

/// Computes what is not known of these checks' texts, each text once.
async fn compute(model: &Arc<dyn Embeds>, of: &[Wanted], known: &Known) -> Known {
    let texts = of.iter().flat_map(|one| one.hashes.iter().zip(&one.check.texts));
    let missing: HashMap<Sha256Hash, String> =
        texts.filter(|(hash, _)| !known.contains_key(hash)).map(|(hash, text)| (*hash, text.clone())).collect();
    let (hashes, texts): (Vec<_>, Vec<_>) = missing.into_iter().unzip();
    let mut made = Known::with_capacity(hashes.len());
    for (hashes, texts) in hashes.chunks(TEXTS).zip(texts.chunks(TEXTS)) {
        let (model, texts) = (model.clone(), texts.to_vec());
        let vectors = at_low_priority(move || {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            model.embed(&texts)
        });
        made.extend(hashes.iter().copied().zip(vectors.await.unwrap_or_default()));
    }
    made
}
