//! Who is there now: a sketch for each of the last five minutes, in memory alone, under a key that this program made when it
//! began and shows nobody.

use std::net::IpAddr;

use thuchu_model::Timestamp;

use super::{Sketch, visitor};

/// Minutes for which somebody who looked at a page is there.
const MINUTES: i64 = 5;
/// Bits of a minute's sketch: exact enough for a number that changes all the time.
const BITS: u32 = 12;

/// The last minutes.
pub(super) struct Now {
    key: [u8; 32],
    /// The minute and its sketch; a place for each of the five.
    minutes: Vec<(i64, Sketch)>,
}

impl Now {
    pub(super) fn new(key: [u8; 32]) -> Self {
        Self { key, minutes: (0..MINUTES).map(|_| (i64::MIN, Sketch::new(BITS))).collect() }
    }

    pub(super) fn see(&mut self, now: Timestamp, from: IpAddr, agent: &str) {
        let minute = minute(now);
        let hash = visitor(&self.key, from, agent);
        let place = usize::try_from(minute.rem_euclid(MINUTES)).unwrap_or(0);
        if let Some((of, sketch)) = self.minutes.get_mut(place) {
            if *of != minute {
                *of = minute;
                sketch.clear();
            }
            sketch.see(hash);
        }
    }

    /// How many different ones there were in the last five minutes, this one among them.
    pub(super) fn count(&self, now: Timestamp) -> u64 {
        let last = minute(now);
        let mut all = Sketch::new(BITS);
        for (_, sketch) in self.minutes.iter().filter(|(of, _)| *of > last - MINUTES && *of <= last) {
            all.merge(sketch);
        }
        all.count()
    }
}

fn minute(now: Timestamp) -> i64 {
    now.micros().div_euclid(60_000_000)
}
