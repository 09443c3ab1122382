//! Log-ins: how long they last, and how guessing is slowed down.

use crate::Timestamp;

/// A log-in that nobody uses ends after 30 minutes.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// Every log-in ends after 12 hours.
pub const LONGEST_SECONDS: i64 = 12 * 60 * 60;
/// Between password and second factor there are 10 minutes: enough to set up a phone.
pub const HALF_WAY_SECONDS: i64 = 10 * 60;

/// Whether a log-in still stands at `now`. `half_way`: the second factor is yet to come.
pub fn stands(since: Timestamp, seen: Timestamp, half_way: bool, now: Timestamp) -> bool {
    let longest = if half_way { HALF_WAY_SECONDS } else { LONGEST_SECONDS };
    since <= now && now < since.plus_seconds(longest) && now < seen.plus_seconds(IDLE_SECONDS)
}

/// Wrong guesses that cost no waiting.
const FREE: i64 = 5;
/// The longest wait, in seconds: 20 minutes, so that 72 guesses a day at most are looked at for ever.
const LONGEST_WAIT: i64 = 20 * 60;
/// After so long without a wrong guess all is forgotten: one day.
pub const FORGET_SECONDS: i64 = 24 * 60 * 60;

/// How many seconds after the wrong guess of this number (from 1) the next one is looked at: 0 for the first ones,
/// then 30 s, doubled each time up to 20 minutes.
pub fn wait_after(wrong: i64) -> i64 {
    let step = u32::try_from((wrong - FREE).clamp(0, 8)).unwrap_or(0);
    if step == 0 { 0 } else { (15_i64 << step).min(LONGEST_WAIT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_in_ends_idle_after_half_an_hour_and_in_any_case_after_twelve() {
        let since = Timestamp::from_seconds(0);
        let at = |seconds| Timestamp::from_seconds(seconds);
        assert!(stands(since, since, false, at(1_799)) && !stands(since, since, false, at(1_800)));
        assert!(stands(since, at(43_000), false, at(43_199)) && !stands(since, at(43_199), false, at(43_200)));
        assert!(stands(since, at(599), true, at(599)) && !stands(since, at(599), true, at(600)));
        assert!(!stands(since, since, false, at(-1)), "not before it began");
    }

    #[test]
    fn guessing_all_day_gets_fewer_than_a_hundred_looks_and_nobody_waits_longer_than_twenty_minutes() {
        let (mut now, mut wrong) = (0, 0);
        while now < 24 * 60 * 60 {
            wrong += 1;
            now += wait_after(wrong);
        }
        assert!(wrong <= 90, "{wrong}");
        assert_eq!([1, 5, 6, 7, 12, 1_000_000].map(wait_after), [0, 0, 30, 60, 1_200, 1_200]);
    }
}
