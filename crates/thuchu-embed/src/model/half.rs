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

#[cfg(test)]
mod tests {
    use super::f16_to_f32;

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
