//! Time and chance that repeat.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use thuchu_model::{Chance, Clock, Timestamp};

/// A clock that stands still until it is set.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// Stands at this instant.
    pub const fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.micros()))
    }

    /// Moves it, also backwards.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.micros(), Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Chance that repeats for the same seed: xorshift64* (Vigna, 2016). Not for secrets.
#[derive(Debug)]
pub struct SeededChance(Mutex<u64>);

/// Tells apart the chances made without a seed.
static MADE: AtomicU64 = AtomicU64::new(1);

impl SeededChance {
    /// Repeats for the same seed.
    pub const fn new(seed: u64) -> Self {
        Self(Mutex::new(seed ^ 0x9e37_79b9_7f4a_7c15))
    }

    /// Another sequence each time, within one process.
    pub fn another() -> Self {
        Self::new(MADE.fetch_add(1, Ordering::SeqCst).wrapping_mul(0xd129_0a7b_3f4c_86e5))
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().expect("no test panics while drawing");
        for part in bytes.chunks_mut(8) {
            if *state == 0 {
                *state = 1;
            }
            *state ^= *state >> 12;
            *state ^= *state << 25;
            *state ^= *state >> 27;
            let drawn = state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_le_bytes();
            part.copy_from_slice(&drawn[..part.len()]);
        }
    }
}
