//! Floats of 16 bits, as the weights are kept.

/// IEEE 754 binary16 as a float of 32 bits; every value has an exact one.
///
/// Its bits are put where those of the wider format are, and the difference of the exponents is made up by a
/// multiplication, which is exact for the smallest numbers too.
#[inline]
pub(crate) fn f16_to_f32(half: u16) -> f32 {
    let bits = u32::from(half);
    let sign = (bits & 0x8000) << 16;
    let rest = (bits & 0x7fff) << 13;
    if rest >= 0x7c00 << 13 {
        // Infinities and what is no number stay so.
        return f32::from_bits(sign | rest | 0x7f80_0000);
    }
    // 2¹¹², the difference between the two formats' exponents.
    f32::from_bits(sign | (f32::from_bits(rest) * f32::from_bits(239 << 23)).to_bits())
}

/// The nearest half float, of two the even one; what is too large becomes infinite.
#[inline]
pub(crate) fn f32_to_f16(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = (bits >> 16) & 0x8000;
    let rest = bits & 0x7fff_ffff;
    let half = if rest >= 0x7f80_0000 {
        // Infinite, or no number.
        0x7c00 | (u32::from(rest > 0x7f80_0000) << 9)
    } else if rest < 113 << 23 {
        // Below 2⁻¹⁴ steps are equally wide, 2⁻²⁴; adding ½ makes the float's own rounding do the work.
        (f32::from_bits(rest) + 0.5).to_bits() - 0.5_f32.to_bits()
    } else {
        let rounded = rest + 0xfff + ((rest >> 13) & 1);
        (rounded.saturating_sub(112 << 23) >> 13).min(0x7c00)
    };
    #[expect(clippy::cast_possible_truncation, reason = "both have 16 bits")]
    let half = (sign | half) as u16;
    half
}

#[cfg(test)]
mod tests {
    use super::{f16_to_f32, f32_to_f16};

    #[test]
    fn every_half_float_survives_being_widened() {
        for half in 0..=u16::MAX {
            let wide = f16_to_f32(half);
            if wide.is_nan() {
                assert!(f16_to_f32(f32_to_f16(wide)).is_nan());
            } else {
                assert_eq!(f32_to_f16(wide), half, "{half:#06x}");
            }
        }
    }

    #[test]
    fn a_float_becomes_the_nearest_half_float() {
        let cases: [(f32, u16); 6] = [
            (1.000_488_3, 0x3c00), // in the middle: the even one
            (1.001_464_8, 0x3c02),
            (65_519.0, 0x7bff),
            (65_520.0, 0x7c00),
            (2.980_232_2e-8, 0x0000),
            (-3.1e-8, 0x8001),
        ];
        for (wide, half) in cases {
            assert_eq!(f32_to_f16(wide), half, "{wide}");
        }
    }

    #[test]
    fn half_floats_are_read_exactly() {
        let cases: [(u16, f32); 8] = [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7bff, 65_504.0),
            (0x0001, 5.960_464_5e-8),
            (0x8400, -6.103_515_6e-5),
            (0x7c00, f32::INFINITY),
        ];
        for (half, wide) in cases {
            assert_eq!(f16_to_f32(half).to_bits(), wide.to_bits(), "{half:#06x}");
        }
        assert!(f16_to_f32(0x7e00).is_nan());
    }
}
