//! Who asks too much: a bucket for each source, in memory, under a keyed hash. No address is kept anywhere.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{Quota, RateLimiter};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use thuchu_app::intake::Source;
use thuchu_listen::Client;
use thuchu_model::Chance;

/// Sources are forgotten at the latest after so many questions.
const SWEEP_EVERY: u32 = 4_096;

/// Counts questions and searches by source.
pub(crate) struct Limiter {
    key: [u8; 32],
    /// `None` without a limit.
    buckets: Option<RateLimiter<[u8; 16], governor::state::keyed::HashMapStateStore<[u8; 16]>, DefaultClock>>,
    asked: AtomicU32,
}

impl Limiter {
    /// So many a minute for each source, a third of them at once; 0 for no limit.
    pub(crate) fn new(per_minute: u32, chance: &dyn Chance) -> Self {
        let mut key = [0; 32];
        chance.fill(&mut key);
        let buckets = NonZeroU32::new(per_minute).map(|rate| {
            let burst = NonZeroU32::new(per_minute / 3).unwrap_or(NonZeroU32::MIN);
            RateLimiter::hashmap(Quota::per_minute(rate).allow_burst(burst))
        });
        Self { key, buckets, asked: AtomicU32::new(0) }
    }

    /// Takes one; else tells after how long to try again. A program on the machine itself is the operator's own and is
    /// not counted; a reader behind a proxy on the machine is.
    pub(crate) fn take(&self, client: Option<Client>) -> Result<(), Duration> {
        let (Some(buckets), Some(client)) = (&self.buckets, client) else { return Ok(()) };
        if client.address.is_loopback() && !client.forwarded {
            return Ok(());
        }
        if self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP_EVERY) {
            buckets.retain_recent();
        }
        let refused = buckets.check_key(&self.source(client.address)).err();
        refused.map_or(Ok(()), |until| Err(until.wait_time_from(DefaultClock::default().now())))
    }

    /// Where a client comes from, for counting it once; who is not known is one source.
    pub(crate) fn source_of(&self, client: Option<Client>) -> Source {
        Source(client.map_or([0; 16], |client| self.source(client.address)))
    }

    /// The keyed hash of a source: an IPv4 address, or the /64 of an IPv6 one (TRUST R50).
    fn source(&self, address: IpAddr) -> [u8; 16] {
        let mut bytes = [0; 16];
        match address.to_canonical() {
            IpAddr::V4(v4) => bytes[..4].copy_from_slice(&v4.octets()),
            IpAddr::V6(v6) => bytes[..8].copy_from_slice(&v6.octets()[..8]),
        }
        let mut source = [0; 16];
        // HMAC takes a key of any length.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) {
            mac.update(&bytes);
            source.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        }
        source
    }
}

#[cfg(test)]
mod tests {
    use thuchu_testkit::SeededChance;

    use super::*;

    fn from(address: &str, forwarded: bool) -> Option<Client> {
        Some(Client { address: address.parse().unwrap(), forwarded, https: false })
    }

    #[test]
    fn a_source_that_asks_too_much_waits_and_others_do_not() {
        let limiter = Limiter::new(30, &SeededChance::new(1));
        let taken = (0..50).filter(|_| limiter.take(from("203.0.113.7", false)).is_ok()).count();
        assert_eq!(taken, 10);
        let wait = limiter.take(from("203.0.113.7", false)).unwrap_err();
        assert!(wait <= Duration::from_secs(2), "{wait:?}");
        assert!(limiter.take(from("203.0.113.8", false)).is_ok());
    }

    #[test]
    fn one_household_of_addresses_is_one_source() {
        let limiter = Limiter::new(3, &SeededChance::new(1));
        assert!(limiter.take(from("2001:db8::1", false)).is_ok());
        assert!(limiter.take(from("2001:db8::ffff", false)).is_err());
        assert!(limiter.take(from("2001:db8:0:1::1", false)).is_ok());
        assert_eq!(limiter.source("::ffff:192.0.2.1".parse().unwrap()), limiter.source("192.0.2.1".parse().unwrap()));
    }

    #[test]
    fn the_operators_own_programs_are_not_counted_but_readers_behind_a_proxy_are() {
        let limiter = Limiter::new(3, &SeededChance::new(1));
        assert!((0..10).all(|_| limiter.take(from("127.0.0.1", false)).is_ok()));
        assert!(limiter.take(from("127.0.0.1", true)).is_ok());
        assert!(limiter.take(from("127.0.0.1", true)).is_err());
        assert!((0..10).all(|_| Limiter::new(0, &SeededChance::new(1)).take(from("192.0.2.1", false)).is_ok()));
    }
}
