//! The door before the form under load: who comes too often, or when too many come, shows a token that has matured for
//! half a minute, or for which the browser did a short sum. Nobody is asked for anything else, and nothing of who came is
//! kept but how many did this minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};
use thuchu_listen::Client;
use thuchu_model::secret::{base32, from_base32};
use thuchu_model::{Chance, Sha256Hash, Timestamp};

use crate::limit::Limiter;

/// Forms a minute, over all, from which on the door is shut.
const BUSY: u32 = 60;
/// Forms a minute from one source, a third of them at once.
const PER_SOURCE: u32 = 9;
/// Seconds after which a token opens.
const MATURES: i64 = 30;
/// Seconds after which it opens no more.
const LIVES: i64 = 60 * 60;
/// Zero bits that a sum must begin with: some 260,000 tries.
pub(crate) const BITS: u32 = 18;
/// Used tokens that are remembered; behind them the door takes no more for a while.
const MOST_USED: usize = 100_000;

/// One for a site.
pub(crate) struct Door {
    key: Sha256Hash,
    per_source: Limiter,
    /// The minute, and how many came in it and in the one before.
    came: Mutex<(i64, u32, u32)>,
    /// Used tokens, and until when they would open.
    used: Mutex<HashMap<[u8; 16], i64>>,
}

/// Whether a token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opens {
    /// It does; it is used up now.
    Yes,
    /// Not before so many seconds.
    In(u64),
    /// It never will: another one is needed, which takes so long.
    Never,
}

impl Door {
    /// `key` is the same in every program of the desk.
    pub(crate) fn new(key: Sha256Hash, chance: &dyn Chance) -> Self {
        Self { key, per_source: Limiter::new(PER_SOURCE, chance), came: Mutex::default(), used: Mutex::default() }
    }

    /// Somebody sends a form: whether they must show a token.
    pub(crate) fn comes(&self, client: Option<Client>, now: Timestamp) -> bool {
        let busy = {
            let mut came = self.came.lock().unwrap_or_else(PoisonError::into_inner);
            *came = at_minute(*came, now);
            came.1 = came.1.saturating_add(1);
            came.1.max(came.2) > BUSY
        };
        let often = self.per_source.take(client).is_err();
        busy || often
    }

    /// Whether a form shown now had better do its sum.
    pub(crate) fn is_busy(&self, now: Timestamp) -> bool {
        let came = at_minute(*self.came.lock().unwrap_or_else(PoisonError::into_inner), now);
        came.1.max(came.2) > BUSY
    }

    /// A token for a form.
    pub(crate) fn token(&self, now: Timestamp, chance: &dyn Chance) -> String {
        let mut token = [0; 40];
        token[..8].copy_from_slice(&seconds(now).to_be_bytes());
        chance.fill(&mut token[8..24]);
        let mark = self.mark(&token[..24]);
        token[24..].copy_from_slice(&mark);
        base32(&token)
    }

    /// Uses a token up, if it opens.
    pub(crate) fn open(&self, token: &str, proof: &str, now: Timestamp) -> Opens {
        let Some((made, name)) = self.read(token) else { return Opens::Never };
        let age = seconds(now) - made;
        if !(0..LIVES).contains(&age) {
            return Opens::Never;
        }
        if age < MATURES && !is_proof(token, proof) {
            return Opens::In((MATURES - age).unsigned_abs());
        }
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MOST_USED {
            used.retain(|_, until| *until > seconds(now));
        }
        if used.len() >= MOST_USED {
            return Opens::In(MATURES.unsigned_abs());
        }
        if used.insert(name, made + LIVES).is_some() { Opens::Never } else { Opens::Yes }
    }

    /// When it was made, and its name.
    fn read(&self, token: &str) -> Option<(i64, [u8; 16])> {
        if token.len() != 64 {
            return None;
        }
        let bytes: [u8; 40] = from_base32(token)?.try_into().ok()?;
        let (body, mark) = bytes.split_at(24);
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_bytes()).ok()?;
        mac.update(body);
        mac.verify_truncated_left(mark).ok()?;
        Some((i64::from_be_bytes(body[..8].try_into().ok()?), body[8..].try_into().ok()?))
    }

    fn mark(&self, body: &[u8]) -> [u8; 16] {
        let mut mark = [0; 16];
        // HMAC takes a key of any length.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.key.as_bytes()) {
            mac.update(body);
            mark.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        }
        mark
    }
}

/// The counts of this minute and the one before, from those of another.
fn at_minute((minute, this, last): (i64, u32, u32), now: Timestamp) -> (i64, u32, u32) {
    let present = seconds(now).div_euclid(60);
    match present - minute {
        0 => (minute, this, last),
        1 => (present, 0, this),
        _ => (present, 0, 0),
    }
}

fn seconds(now: Timestamp) -> i64 {
    now.micros().div_euclid(1_000_000)
}

/// Whether SHA-256 of `token:proof` begins with enough zero bits.
fn is_proof(token: &str, proof: &str) -> bool {
    let plain = (1..=20).contains(&proof.len()) && proof.bytes().all(|byte| byte.is_ascii_digit());
    plain && {
        let hash = Sha256::digest(format!("{token}:{proof}"));
        let mut first = [0; 4];
        first.copy_from_slice(&hash[..4]);
        u32::from_be_bytes(first).leading_zeros() >= BITS
    }
}

#[cfg(test)]
mod tests {
    use thuchu_testkit::{SeededChance, noon};

    use super::*;

    fn door() -> (Door, SeededChance) {
        let chance = SeededChance::new(3);
        (Door::new(Sha256Hash::of(b"key"), &chance), chance)
    }

    fn client(last: u8) -> Option<Client> {
        Some(Client { address: [203, 0, 113, last].into(), forwarded: false, https: true })
    }

    #[test]
    fn a_token_opens_once_after_half_a_minute_and_not_after_an_hour() {
        let (door, chance) = door();
        let token = door.token(noon(), &chance);
        let open = |token: &str, after| door.open(token, "", noon().plus_seconds(after));
        assert_eq!(open(&token, 0), Opens::In(30));
        assert_eq!(open(&token, 29), Opens::In(1));
        assert_eq!(open(&token, 30), Opens::Yes);
        assert_eq!(open(&token, 31), Opens::Never, "used");
        let other = door.token(noon(), &chance);
        assert_eq!((open(&other, -1), open(&other, 3_600)), (Opens::Never, Opens::Never));
        let another_desk = Door::new(Sha256Hash::of(b"another"), &chance);
        assert_eq!(another_desk.open(&other, "", noon().plus_seconds(60)), Opens::Never);
        for made_up in ["", "a", &other[1..], &other.replace(&other[..1], "b"), &"a".repeat(64), &"1".repeat(64)] {
            assert!(made_up == other || open(made_up, 60) == Opens::Never, "{made_up}");
        }
    }

    #[test]
    fn a_sum_opens_at_once() {
        let (door, chance) = door();
        let token = door.token(noon(), &chance);
        assert_eq!(door.open(&token, "0", noon()), Opens::In(30));
        let proof = (0_u64..).map(|n| n.to_string()).find(|proof| is_proof(&token, proof)).unwrap();
        assert_eq!(door.open(&token, &proof, noon()), Opens::Yes);
        assert_eq!(door.open(&token, &proof, noon()), Opens::Never);
        assert!(!is_proof(&token, &format!("{proof}{}", "0".repeat(30))));
    }

    #[test]
    fn the_door_is_open_until_many_come_or_one_comes_often() {
        let (door, _) = door();
        let often = (0..10).filter(|_| door.comes(client(1), noon())).count();
        assert!(often >= 6, "{often}");
        assert!(!door.comes(client(2), noon()) && !door.is_busy(noon()));
        let many = (3..70).filter(|last| door.comes(client(*last), noon())).count();
        assert!((10..30).contains(&many), "{many}");
        assert!(door.is_busy(noon()) && door.is_busy(noon().plus_seconds(60)));
        assert!(!door.is_busy(noon().plus_seconds(180)) && !door.comes(client(2), noon().plus_seconds(180)));
    }
}
