//! The second factor: codes of six digits that change every 30 seconds (RFC 6238 with SHA-1, as all phones know it).

use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use thuchu_model::secret::base32;
use thuchu_model::{Chance, Secret, Timestamp};

/// Seconds of a step.
const STEP: i64 = 30;
/// Steps that a clock may be off, either way.
const OFF: i64 = 1;

/// What phone and desk share: 160 bits (RFC 4226 §4).
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; 20]);

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

impl TotpSecret {
    /// A new one.
    pub(crate) fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 20];
        chance.fill(&mut bytes);
        Self(bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) const fn bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The letters to type into a phone.
    #[must_use]
    pub fn reveal(&self) -> String {
        base32(&self.0).to_uppercase()
    }

    /// The step that this code belongs to, if it is one of now, the one before or the one after, and later than
    /// `used`. Anything but six digits (spaces aside) is none.
    #[must_use]
    pub fn step_of(&self, code: &Secret, used: i64, now: Timestamp) -> Option<i64> {
        let digits: String = code.reveal().chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let present = now.micros().div_euclid(1_000_000 * STEP);
        // All are looked at, whichever fits.
        let fitting = (present - OFF..=present + OFF).filter(|step| self.code(*step) == digits);
        fitting.filter(|step| *step > used).max()
    }

    /// The code of a step (RFC 4226 §5.3).
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let hash: [u8; 20] = mac.finalize().into_bytes().into();
        let at = usize::from(hash[19] & 15);
        let number = u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]]);
        format!("{:06}", number % 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> TotpSecret {
        TotpSecret(*b"12345678901234567890")
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (20_000_000_000, "353130")]
        {
            assert_eq!(secret().code(seconds / STEP), code);
        }
        assert_eq!(secret().reveal(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_clock_may_be_half_a_minute_off_and_a_step_is_used_once() {
        let now = Timestamp::from_seconds(1_111_111_111);
        let present = 1_111_111_111 / STEP;
        let step = |code: String, used| secret().step_of(&Secret::new(code), used, now);
        for off in [-1, 0, 1] {
            assert_eq!(step(secret().code(present + off), 0), Some(present + off));
        }
        assert_eq!(step(secret().code(present - 2), 0), None);
        assert_eq!(step(secret().code(present), present), None, "used");
        assert_eq!(step("050 471".into(), 0), Some(present));
        for wrong in ["", "05047", "0504711", "abcdef", "０５０４７１"] {
            assert_eq!(step(wrong.into(), 0), None);
        }
    }
}
