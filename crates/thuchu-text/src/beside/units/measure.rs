//! Units with their factors, each with its source.

use crate::decimal::Decimal;
use crate::units::Unit;

/// A unit that amounts are told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// Gram.
    Gram,
    /// Lạng, 100 g in today's use.
    Lang,
    /// Kilogram.
    Kilogram,
    /// Yến, 10 kg.
    Yen,
    /// Tạ, 100 kg.
    Ta,
    /// Metric ton.
    Ton,
    /// Chỉ of gold: 3.75 g, a tenth of a lượng.
    Chi,
    /// Lượng (cây) of gold: 37.5 g by custom of the gold trade.
    Luong,
    /// Troy ounce, in which the world's gold is priced: 31.1034768 g exactly (international pound of 1959).
    TroyOunce,
    /// Pound: 0.45359237 kg exactly (international yard and pound agreement, 1959).
    Pound,
    /// Inch: 2.54 cm exactly (1959).
    Inch,
    /// Foot: 0.3048 m exactly (1959).
    Foot,
    /// Centimetre.
    Centimetre,
    /// Metre.
    Metre,
    /// Kilometre.
    Kilometre,
    /// Mile, dặm: 1.609344 km exactly (1959).
    Mile,
    /// Nautical mile, hải lý: 1.852 km exactly (Monaco conference, 1929).
    NauticalMile,
    /// Square metre.
    SquareMetre,
    /// Hectare.
    Hectare,
    /// Square kilometre.
    SquareKilometre,
    /// Sào: by custom 360 m² in the North, 500 m² in the Centre (497 to 500 in old deeds), 1,000 m² where the South says so.
    Sao,
    /// Mẫu: ten sào.
    Mau,
    /// Công of the South: 1,000 m².
    Cong,
    /// Degree Celsius.
    Celsius,
    /// Degree Fahrenheit.
    Fahrenheit,
}

/// Where a sào or mẫu is measured. Which one a text means is for the reader to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Region {
    /// Bắc Bộ.
    North,
    /// Trung Bộ.
    Centre,
    /// Nam Bộ.
    South,
}

impl Region {
    /// All three, from north to south.
    pub const ALL: [Self; 3] = [Self::North, Self::Centre, Self::South];
}

/// A measure and how many of its kind's smallest it is: grams, metres or square metres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) measure: Measure,
    pub(super) factor: Decimal,
}

impl Measure {
    /// The measure of a unit that has others to be told in.
    pub(super) const fn of(unit: Unit) -> Option<Self> {
        Some(match unit {
            Unit::Gram => Self::Gram,
            Unit::Kilogram => Self::Kilogram,
            Unit::Yen => Self::Yen,
            Unit::Ta => Self::Ta,
            Unit::Ton => Self::Ton,
            Unit::Chi => Self::Chi,
            Unit::Luong => Self::Luong,
            Unit::Centimetre => Self::Centimetre,
            Unit::Metre => Self::Metre,
            Unit::Kilometre => Self::Kilometre,
            Unit::SquareMetre => Self::SquareMetre,
            Unit::SquareKilometre => Self::SquareKilometre,
            Unit::Hectare => Self::Hectare,
            Unit::Sao => Self::Sao,
            Unit::Mau => Self::Mau,
            Unit::Cong => Self::Cong,
            _ => return None,
        })
    }

    /// What people who read this measure may want to see instead.
    pub(super) const fn others(self) -> &'static [Self] {
        match self {
            Self::Gram => &[Self::Lang, Self::Kilogram],
            Self::Lang => &[Self::Gram, Self::Kilogram],
            Self::Kilogram => &[Self::Yen, Self::Ta, Self::Ton, Self::Pound],
            Self::Yen | Self::Pound => &[Self::Kilogram],
            Self::Ta => &[Self::Kilogram, Self::Ton],
            Self::Ton => &[Self::Kilogram, Self::Ta],
            Self::Chi => &[Self::Gram, Self::Luong, Self::TroyOunce],
            Self::Luong => &[Self::Gram, Self::Chi, Self::TroyOunce],
            Self::TroyOunce => &[Self::Gram, Self::Luong, Self::Chi],
            Self::Inch | Self::Foot => &[Self::Centimetre, Self::Metre],
            Self::Centimetre => &[Self::Inch],
            Self::Metre => &[Self::Foot],
            Self::Kilometre => &[Self::Mile, Self::NauticalMile],
            Self::Mile | Self::NauticalMile => &[Self::Kilometre],
            Self::SquareMetre => &[Self::Hectare, Self::Sao],
            Self::Hectare => &[Self::SquareMetre, Self::SquareKilometre, Self::Sao, Self::Mau],
            Self::SquareKilometre => &[Self::Hectare],
            Self::Sao | Self::Mau | Self::Cong => &[Self::SquareMetre, Self::Hectare],
            Self::Celsius | Self::Fahrenheit => &[],
        }
    }

    pub(super) const fn is_regional(self) -> bool {
        matches!(self, Self::Sao | Self::Mau)
    }

    /// `None` for what is no multiple of anything, and for a sào or mẫu without its region.
    pub(super) fn scale(self, region: Option<Region>) -> Option<Scale> {
        let sao = |tens: i128| {
            Some(match region? {
                Region::North => (360 * tens, 0),
                Region::Centre => (500 * tens, 0),
                Region::South => (1_000 * tens, 0),
            })
        };
        let (mantissa, scale) = match self {
            Self::Lang => (100, 0),
            Self::Kilogram | Self::Kilometre | Self::Cong => (1_000, 0),
            Self::Yen | Self::Hectare => (10_000, 0),
            Self::Ta => (100_000, 0),
            Self::Ton | Self::SquareKilometre => (1_000_000, 0),
            Self::Chi => (375, 2),
            Self::Luong => (375, 1),
            Self::TroyOunce => (311_034_768, 7),
            Self::Pound => (45_359_237, 5),
            Self::Inch => (254, 4),
            Self::Foot => (3_048, 4),
            Self::Centimetre => (1, 2),
            Self::Gram | Self::Metre | Self::SquareMetre => (1, 0),
            Self::Mile => (1_609_344, 3),
            Self::NauticalMile => (1_852, 0),
            Self::Sao => sao(1)?,
            Self::Mau => sao(10)?,
            Self::Celsius | Self::Fahrenheit => return None,
        };
        Some(Scale { measure: self, factor: Decimal::new(mantissa, scale)? })
    }
}

/// Words behind a number that [`crate::units`] does not know. Longer ones come first.
const ENGLISH: &[(&str, Measure)] = &[
    ("nautical miles", Measure::NauticalMile),
    ("nautical mile", Measure::NauticalMile),
    ("hải lý", Measure::NauticalMile),
    ("hải lí", Measure::NauticalMile),
    ("dặm", Measure::Mile),
    ("miles", Measure::Mile),
    ("mile", Measure::Mile),
    ("inches", Measure::Inch),
    ("inch", Measure::Inch),
    ("in-sơ", Measure::Inch),
    ("feet", Measure::Foot),
    ("foot", Measure::Foot),
    ("ft", Measure::Foot),
    ("pounds", Measure::Pound),
    ("pound", Measure::Pound),
    ("lbs", Measure::Pound),
    ("lb", Measure::Pound),
    ("ounce vàng", Measure::TroyOunce),
    ("troy ounces", Measure::TroyOunce),
    ("troy ounce", Measure::TroyOunce),
    ("lạng vàng", Measure::Luong),
    ("lạng", Measure::Lang),
    ("độ f", Measure::Fahrenheit),
    ("°f", Measure::Fahrenheit),
    ("℉", Measure::Fahrenheit),
];

/// The measure right behind a number, and the bytes it takes, blanks included.
pub(super) fn english_behind(behind: &str) -> Option<(Measure, usize)> {
    let rest = behind.trim_start_matches([' ', '\u{a0}', '-']);
    let blanks = behind.len() - rest.len();
    let (words, measure) = ENGLISH.iter().find(|(words, _)| begins(rest, words).is_some())?;
    begins(rest, words).map(|length| (*measure, blanks + length))
}

/// `F` or `Fahrenheit` behind a degree.
pub(super) fn fahrenheit_behind(behind: &str) -> Option<usize> {
    let rest = behind.trim_start_matches([' ', '\u{a0}']);
    let length = begins(rest, "fahrenheit").or_else(|| begins(rest, "f"))?;
    Some(behind.len() - rest.len() + length)
}

/// The bytes of `words` at the beginning of `text`, whatever their case, if no letter follows.
fn begins(text: &str, words: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for word in words.chars() {
        let (_, letter) = letters.next()?;
        if !letter.to_lowercase().eq(word.to_lowercase()) {
            return None;
        }
    }
    let (end, open) = letters.next().map_or((text.len(), true), |(end, next)| (end, !next.is_alphanumeric()));
    open.then_some(end)
}
