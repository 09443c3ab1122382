//! Vectors of texts, whole and in bytes.

use std::ops::Deref;

/// Values of a vector.
pub const WIDTH: usize = 384;

/// The direction of a text's meaning; its length is 1, so a product of two is their cosine.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector(pub(crate) [f32; WIDTH]);

impl Vector {
    /// Mean of rows (`tokens × WIDTH`), brought to length 1; `None` where there is no direction.
    pub(crate) fn mean(rows: &[f32]) -> Option<Self> {
        let mut sums = [0.0_f32; WIDTH];
        for row in rows.chunks_exact(WIDTH) {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += value;
            }
        }
        let length = sums.iter().map(|value| value * value).sum::<f32>().sqrt();
        (length.is_finite() && length > 0.0).then(|| Self(sums.map(|value| value / length)))
    }

    /// What a model without directions gives: like nothing.
    pub(crate) const fn nowhere() -> Self {
        Self([0.0; WIDTH])
    }

    /// Cosine, −1.0 to 1.0.
    #[must_use]
    pub fn dot(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(own, other)| own * other).sum()
    }

    /// In 384 bytes and a scale; a cosine of two then differs by less than 0.005.
    #[must_use]
    pub fn quantise(&self) -> Quantised {
        let largest = self.0.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        let steps_of_one = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "within ±127 by the choice of the scale")]
        let values = self.0.map(|value| (value * steps_of_one).round_ties_even() as i8);
        Quantised { values, scale: largest / 127.0 }
    }
}

impl Deref for Vector {
    type Target = [f32; WIDTH];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A vector in bytes: what is kept of claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantised {
    /// Whole numbers within ±127.
    pub values: [i8; WIDTH],
    /// What one of them is worth.
    pub scale: f32,
}

/// Bytes of [`Quantised::to_bytes`].
pub const QUANTISED_BYTES: usize = WIDTH + 4;

impl Quantised {
    /// Cosine of what the two stand for; the sum itself is exact.
    #[must_use]
    pub fn dot(&self, other: &Self) -> f32 {
        let sum: i32 = self
            .values
            .iter()
            .zip(&other.values)
            .map(|(own, other)| i32::from(i16::from(*own) * i16::from(*other)))
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "at most 384 × 127², which has 23 bits")]
        let sum = sum as f32;
        sum * (self.scale * other.scale)
    }

    /// For a store: the scale (little-endian), then the values.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; QUANTISED_BYTES] {
        let mut bytes = [0; QUANTISED_BYTES];
        let (scale, values) = bytes.split_at_mut(4);
        scale.copy_from_slice(&self.scale.to_le_bytes());
        for (byte, value) in values.iter_mut().zip(&self.values) {
            *byte = value.cast_unsigned();
        }
        bytes
    }

    /// From a store; `None` if these are not the bytes of a vector.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (scale, values) = bytes.split_first_chunk::<4>()?;
        let values: &[u8; WIDTH] = values.try_into().ok()?;
        let scale = f32::from_le_bytes(*scale);
        (scale.is_finite() && scale >= 0.0).then(|| Self { values: values.map(u8::cast_signed), scale })
    }
}
