//! Counting in memory until the next batch. One source counts once a day for one thing, by a hash under a key that no
//! other process and no other day has: nobody can tell from it who asked (TRUST R50, R51, R65).

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use thuchu_model::{Chance, CheckId, ClusterId, Day, Lang, Sha256Hash};

/// Things remembered a day, some 10 MB. What comes after them counts for nothing: rather too few than one too often.
const MOST_SEEN: usize = 250_000;

/// Where something comes from: a keyed hash that lives in memory only. Never shown, never stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Source(pub [u8; 16]);

/// How a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A check answered it.
    Answered,
    /// Checks that may be related were shown.
    Suggested,
    /// Nothing was found.
    None,
}

impl Outcome {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Suggested => "suggested",
            Self::None => "none",
        }
    }
}

/// What was asked since the last batch.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) checks: HashMap<(CheckId, Day), u32>,
    pub(super) outcomes: HashMap<(Day, &'static str, String), u32>,
}

/// The counts of one process.
pub(super) struct Tally {
    key: [u8; 32],
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    day: Option<Day>,
    seen: HashSet<[u8; 16]>,
    asked: Asked,
}

/// What one source counts for once a day.
enum Thing<'a> {
    Cluster(ClusterId),
    Check(CheckId),
    Outcome(&'static str, &'a str),
}

impl Tally {
    pub(super) fn new(chance: &dyn Chance) -> Self {
        let mut key = [0; 32];
        chance.fill(&mut key);
        Self { key, state: Mutex::default() }
    }

    /// Counts a question.
    pub(super) fn asked(&self, day: Day, source: Source, lang: &Lang, outcome: Outcome, check: Option<CheckId>) {
        // Only languages of pages: a made-up one would be a text of somebody's.
        let lang = if [Lang::vi(), Lang::en()].contains(lang) { lang.as_str() } else { "und" };
        let mut state = self.lock();
        if let Some(check) = check
            && self.first(&mut state, day, source, &Thing::Check(check))
        {
            *state.asked.checks.entry((check, day)).or_default() += 1;
        }
        if self.first(&mut state, day, source, &Thing::Outcome(outcome.as_str(), lang)) {
            *state.asked.outcomes.entry((day, outcome.as_str(), lang.to_owned())).or_default() += 1;
        }
    }

    /// Whether this source asks this cluster's question for the first time today.
    pub(super) fn asks_first(&self, day: Day, source: Source, cluster: ClusterId) -> bool {
        self.first(&mut self.lock(), day, source, &Thing::Cluster(cluster))
    }

    /// It did not come to that after all.
    pub(super) fn did_not_ask(&self, day: Day, source: Source, cluster: ClusterId) {
        let hash = self.hash(day, source, &Thing::Cluster(cluster));
        self.lock().seen.remove(&hash);
    }

    /// Takes what was asked since the last batch.
    pub(super) fn take(&self) -> Asked {
        std::mem::take(&mut self.lock().asked)
    }

    /// Puts back what could not be written.
    pub(super) fn give_back(&self, asked: Asked) {
        let mut state = self.lock();
        for (key, count) in asked.checks {
            *state.asked.checks.entry(key).or_default() += count;
        }
        for (key, count) in asked.outcomes {
            *state.asked.outcomes.entry(key).or_default() += count;
        }
    }

    fn first(&self, state: &mut State, day: Day, source: Source, thing: &Thing<'_>) -> bool {
        if state.day != Some(day) {
            state.seen.clear();
            state.day = Some(day);
        }
        state.seen.len() < MOST_SEEN && state.seen.insert(self.hash(day, source, thing))
    }

    fn hash(&self, day: Day, source: Source, thing: &Thing<'_>) -> [u8; 16] {
        let day = day.to_string();
        let (kind, name): (&[u8], Vec<u8>) = match thing {
            Thing::Cluster(id) => (b"cluster", id.as_bytes().to_vec()),
            Thing::Check(id) => (b"check", id.as_bytes().to_vec()),
            Thing::Outcome(outcome, lang) => (b"outcome", format!("{outcome} {lang}").into_bytes()),
        };
        let hash = Sha256Hash::of_parts(&[&self.key, day.as_bytes(), &source.0, kind, b"/", &name]);
        let mut half = [0; 16];
        half.copy_from_slice(&hash.as_bytes()[..16]);
        half
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use thuchu_testkit::{SeededChance, noon};

    use super::*;

    #[test]
    fn a_source_counts_once_a_day_for_one_thing() {
        let tally = Tally::new(&SeededChance::new(1));
        let day = noon().day().unwrap();
        let check = CheckId::from_bytes([1; 16]);
        for source in [1, 1, 2, 1] {
            tally.asked(day, Source([source; 16]), &Lang::vi(), Outcome::Answered, Some(check));
        }
        tally.asked(day.plus_days(1), Source([1; 16]), &Lang::parse("xx-geheim").unwrap(), Outcome::None, None);
        let asked = tally.take();
        assert_eq!(asked.checks, HashMap::from([((check, day), 2)]));
        let outcome = |day, outcome, lang: &str, count| ((day, outcome, lang.to_owned()), count);
        let wanted = [outcome(day, "answered", "vi", 2), outcome(day.plus_days(1), "none", "und", 1)];
        assert_eq!(asked.outcomes, HashMap::from(wanted));
        assert!(tally.take().checks.is_empty());
        tally.give_back(asked);
        assert_eq!(tally.take().checks.len(), 1);
    }

    #[test]
    fn asking_twice_counts_once_for_each_cluster() {
        let tally = Tally::new(&SeededChance::new(1));
        let (day, one, other) = (noon().day().unwrap(), ClusterId::from_bytes([1; 16]), ClusterId::from_bytes([2; 16]));
        let asks = |cluster| tally.asks_first(day, Source([7; 16]), cluster);
        assert_eq!([asks(one), asks(one), asks(other)], [true, false, true]);
        tally.did_not_ask(day, Source([7; 16]), one);
        assert!(asks(one));
    }
}
