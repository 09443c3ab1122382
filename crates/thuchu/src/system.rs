//! The real clock and the real chance: the one place in the program that asks the machine for them.

use std::time::{Duration, Instant};

use thuchu_model::{Chance, Clock, Timestamp};

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the binary is where the real clock is read")]
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(jiff::Timestamp::now().as_microsecond())
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemChance;

impl Chance for SystemChance {
    #[expect(clippy::disallowed_methods, reason = "the binary is where real randomness is read")]
    #[expect(clippy::panic, reason = "without randomness every id and key would be guessable: the contract says stop")]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the operating system gives no random bytes: {error}");
        }
    }
}

/// A stop-watch: the time since it was made, never going backwards.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StopWatch(Instant);

impl StopWatch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "the binary is where the real clock is read")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
