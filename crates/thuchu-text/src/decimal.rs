//! Exact decimal numbers, enough for the quantities people write.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

/// `mantissa × 10^-scale`, exactly. Always reduced: no trailing zero behind the point, so equal values are equal.
///
/// At most [`Decimal::MAX_DIGITS`] digits in all; what does not fit gives `None` instead of a rounded value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

impl Decimal {
    /// Digits of the mantissa, before and behind the point together.
    pub const MAX_DIGITS: usize = 30;
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// `mantissa × 10^-scale`, reduced; `None` when it has more than [`Self::MAX_DIGITS`] digits.
    #[must_use]
    pub fn new(mantissa: i128, scale: u8) -> Option<Self> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let fits =
            mantissa.unsigned_abs() < 10_u128.pow(Self::MAX_DIGITS as u32) && usize::from(scale) <= Self::MAX_DIGITS;
        fits.then_some(Self { mantissa, scale })
    }

    /// Reads ASCII digits with at most one point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = || whole.bytes().chain(part.bytes());
        if whole.len() + part.len() > Self::MAX_DIGITS || whole.is_empty() || !digits().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mantissa = digits().fold(0_i128, |sum, b| sum * 10 + i128::from(b - b'0'));
        Self::new(mantissa, part.len() as u8)
    }

    /// The product; `None` when it does not fit.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(other.mantissa)?, self.scale + other.scale)
    }

    /// The sum; `None` when it does not fit.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::new(self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale)
    }

    /// The number with its sign turned.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// The quotient with at most `places` digits behind the point, half away from zero, and whether that is exact.
    /// `None` for a division by zero and for what does not fit.
    #[must_use]
    pub fn over(self, other: Self, places: u8) -> Option<(Self, bool)> {
        let power = |scale: u8| 10_i128.checked_pow(u32::from(scale));
        // a·10^-s / (b·10^-t) = (a·10^(t+places)) / (b·10^s) · 10^-places
        let above = self.mantissa.checked_mul(power(other.scale.checked_add(places)?)?)?;
        let below = other.mantissa.checked_mul(power(self.scale)?)?;
        let (whole, rest) = (above.checked_div(below)?, above.checked_rem(below)?);
        let up = i128::from(rest.unsigned_abs() >= below.unsigned_abs() - rest.unsigned_abs());
        let away = if (above < 0) == (below < 0) { up } else { -up };
        let rounded = if rest == 0 { whole } else { whole + away };
        Self::new(rounded, places).map(|quotient| (quotient, rest == 0))
    }

    /// The nearest floating-point number, for scores; never for comparing.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10_f64.powi(i32::from(self.scale))
    }

    fn at_scale(self, scale: u8) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(u32::from(scale - self.scale))?)
    }
}

impl From<u32> for Decimal {
    fn from(value: u32) -> Self {
        Self { mantissa: i128::from(value), scale: 0 }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let power = |scale: u8| 10_i128.pow(u32::from(scale));
        let (whole, rest) = (self.mantissa / power(self.scale), self.mantissa % power(self.scale));
        let (other_whole, other_rest) = (other.mantissa / power(other.scale), other.mantissa % power(other.scale));
        // The parts behind the point are below 1, so at a common scale of 30 they fit.
        let common = |rest: i128, scale: u8| rest * power(Self::MAX_DIGITS as u8 - scale);
        whole.cmp(&other_whole).then_with(|| common(rest, self.scale).cmp(&common(other_rest, other.scale)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::from(self.scale);
        let digits = format!("{:0width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, part) = digits.split_at(digits.len() - scale);
        let text = if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") };
        f.pad_integral(self.mantissa >= 0, "", &text)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_equal_however_they_were_written() {
        assert_eq!(Decimal::parse("1.50"), Decimal::parse("1.5"));
        assert_eq!(Decimal::parse("100").unwrap().to_string(), "100");
        assert_eq!(Decimal::parse("0.05").unwrap().to_string(), "0.05");
        assert!(Decimal::parse("2.5") < Decimal::parse("2.51"));
        assert!(Decimal::parse("10") > Decimal::parse("9.999"));
    }

    #[test]
    fn a_quotient_is_rounded_half_away_from_zero_and_says_so() {
        let number = |text: &str| match text.strip_prefix('-') {
            Some(text) => Decimal::parse(text).unwrap().negated(),
            None => Decimal::parse(text).unwrap(),
        };
        for (above, below, places, expected, exact) in [
            ("10", "4", 2, "2.5", true),
            ("1", "3", 3, "0.333", false),
            ("2", "3", 3, "0.667", false),
            ("-2", "3", 3, "-0.667", false),
            ("0.05", "1", 1, "0.1", false),
            ("-0.05", "1", 1, "-0.1", false),
            ("0.04", "1", 1, "0", false),
            ("7.5", "2.5", 0, "3", true),
        ] {
            let (quotient, whole) = number(above).over(number(below), places).unwrap();
            assert_eq!((quotient.to_string().as_str(), whole), (expected, exact), "{above} / {below}");
        }
        assert_eq!(number("1").over(Decimal::ZERO, 3), None);
        assert_eq!(Decimal::parse(&"9".repeat(30)).unwrap().over(number("0.001"), 20), None);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Decimal::parse(&"9".repeat(31)), None);
        let large = Decimal::parse(&"9".repeat(30)).unwrap();
        assert_eq!(large.times(large), None);
        assert_eq!(large.plus(large), None);
        assert_eq!(Decimal::parse("1.2.3"), None);
        assert_eq!(Decimal::parse("-1"), None);
    }
}
