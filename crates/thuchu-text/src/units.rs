//! Units of measure and currencies behind (or before) a number.
//!
//! Only units with one meaning everywhere are converted. Sào, mẫu and công differ by region and are never converted.

use crate::decimal::Decimal;
use crate::token::{Kind, Token};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Unit {
    /// Per cent.
    Percent,
    /// Vietnamese đồng.
    Vnd,
    /// US dollar.
    Usd,
    /// Euro.
    Eur,
    /// Chinese yuan (nhân dân tệ).
    Cny,
    /// Gram.
    Gram,
    /// Kilogram (ký, cân only after "ki-lô").
    Kilogram,
    /// Yến, 10 kg.
    Yen,
    /// Tạ, 100 kg.
    Ta,
    /// Metric ton.
    Ton,
    /// Chỉ of gold, 3.75 g.
    Chi,
    /// Lượng or cây of gold, 37.5 g.
    Luong,
    /// Millimetre.
    Millimetre,
    /// Centimetre.
    Centimetre,
    /// Metre.
    Metre,
    /// Kilometre.
    Kilometre,
    /// Square metre.
    SquareMetre,
    /// Square kilometre.
    SquareKilometre,
    /// Hectare.
    Hectare,
    /// Millilitre.
    Millilitre,
    /// Litre.
    Litre,
    /// Degree Celsius.
    Celsius,
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Week.
    Week,
    /// Month, not converted to days.
    Month,
    /// Year, not converted to days.
    Year,
    /// Years of age.
    Age,
    /// Persons.
    Person,
    /// Sào: 360, 500 or 1000 m² by region.
    Sao,
    /// Mẫu: ten sào.
    Mau,
    /// Công: by region.
    Cong,
}

/// What can be compared after conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Base {
    /// Grams.
    Gram,
    /// Metres.
    Metre,
    /// Square metres.
    SquareMetre,
    /// Litres.
    Litre,
    /// Seconds.
    Second,
    /// A unit that only compares with itself.
    Own(Unit),
}

impl Unit {
    /// The base unit and how many of it one of these is; `None` for units that differ by region.
    ///
    /// 1 lượng = 37.5 g, 1 chỉ = 3.75 g by custom of the gold trade.
    #[must_use]
    pub fn base(self) -> Option<(Base, Decimal)> {
        let of = |base, mantissa, scale| Decimal::new(mantissa, scale).map(|factor| (base, factor));
        match self {
            Self::Sao | Self::Mau | Self::Cong => None,
            Self::Gram => of(Base::Gram, 1, 0),
            Self::Kilogram => of(Base::Gram, 1_000, 0),
            Self::Yen => of(Base::Gram, 10_000, 0),
            Self::Ta => of(Base::Gram, 100_000, 0),
            Self::Ton => of(Base::Gram, 1_000_000, 0),
            Self::Chi => of(Base::Gram, 375, 2),
            Self::Luong => of(Base::Gram, 375, 1),
            Self::Millimetre => of(Base::Metre, 1, 3),
            Self::Centimetre => of(Base::Metre, 1, 2),
            Self::Metre => of(Base::Metre, 1, 0),
            Self::Kilometre => of(Base::Metre, 1_000, 0),
            Self::SquareMetre => of(Base::SquareMetre, 1, 0),
            Self::SquareKilometre => of(Base::SquareMetre, 1_000_000, 0),
            Self::Hectare => of(Base::SquareMetre, 10_000, 0),
            Self::Millilitre => of(Base::Litre, 1, 3),
            Self::Litre => of(Base::Litre, 1, 0),
            Self::Second => of(Base::Second, 1, 0),
            Self::Minute => of(Base::Second, 60, 0),
            Self::Hour => of(Base::Second, 3_600, 0),
            Self::Day => of(Base::Second, 86_400, 0),
            Self::Week => of(Base::Second, 604_800, 0),
            own => of(Base::Own(own), 1, 0),
        }
    }

    /// Whether it is money.
    #[must_use]
    pub fn is_currency(self) -> bool {
        matches!(self, Self::Vnd | Self::Usd | Self::Eur | Self::Cny)
    }
}

/// The unit that begins at a token, and how many tokens it takes.
pub(crate) fn unit_at(tokens: &[Token<'_>], at: usize) -> Option<(Unit, usize)> {
    let token = tokens.get(at)?;
    let next = tokens.get(at + 1);
    let next_is = |words: &[&str]| next.is_some_and(|t| t.is_any(words));
    if token.kind == Kind::Sign {
        return match token.text.chars().next()? {
            '%' => Some((Unit::Percent, 1)),
            '₫' => Some((Unit::Vnd, 1)),
            '$' => Some((Unit::Usd, 1)),
            '€' => Some((Unit::Eur, 1)),
            '°' | '℃' => Some((Unit::Celsius, if next_is(&["c"]) { 2 } else { 1 })),
            _ => None,
        };
    }
    if token.kind != Kind::Word {
        return None;
    }
    // `chỉ` is also "only" and `cây` also "tree": gold is named, or the phrase ends here.
    let ends = next.is_none_or(|t| t.kind == Kind::Sign);
    let gold = next_is(&["vàng"]);
    Some(match &*token.text {
        "phần" if next_is(&["trăm"]) => (Unit::Percent, 2),
        "phan" if next_is(&["trăm"]) => (Unit::Percent, 2),
        "per" if next_is(&["cent"]) => (Unit::Percent, 2),
        "percent" | "pct" => (Unit::Percent, 1),
        "đ" | "vnd" | "vnđ" | "đồng" | "dong" => (Unit::Vnd, 1),
        "đô" if next_is(&["la"]) => (Unit::Usd, 2),
        "usd" | "đô" | "dollar" | "dollars" => (Unit::Usd, 1),
        "eur" | "euro" | "euros" => (Unit::Eur, 1),
        "tệ" | "cny" | "rmb" => (Unit::Cny, 1),
        "g" | "gam" | "gram" | "grams" | "gr" => (Unit::Gram, 1),
        "kg" | "ký" | "kí" | "kilogram" | "kilograms" | "kilogam" => (Unit::Kilogram, 1),
        "yến" => (Unit::Yen, 1),
        "tạ" => (Unit::Ta, 1),
        "tấn" | "tan" | "ton" | "tons" | "tonne" | "tonnes" => (Unit::Ton, 1),
        "chỉ" if gold || ends => (Unit::Chi, 1 + usize::from(gold)),
        "chi" if gold => (Unit::Chi, 2),
        "lượng" if gold || ends => (Unit::Luong, 1 + usize::from(gold)),
        "cây" | "cay" | "luong" if gold => (Unit::Luong, 2),
        "mm" => (Unit::Millimetre, 1),
        "cm" => (Unit::Centimetre, 1),
        "m" | "km" if next.is_some_and(|t| !t.spaced && matches!(&*t.text, "2" | "²")) => {
            (if token.text == "m" { Unit::SquareMetre } else { Unit::SquareKilometre }, 2)
        }
        "m" | "mét" | "met" | "metre" | "metres" | "meter" | "meters" => {
            if next_is(&["vuông"]) {
                (Unit::SquareMetre, 2)
            } else {
                (Unit::Metre, 1)
            }
        }
        "km" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => (Unit::Kilometre, 1),
        "ha" | "hecta" | "hectare" | "hectares" => (Unit::Hectare, 1),
        "ml" => (Unit::Millilitre, 1),
        "lít" | "l" | "litre" | "litres" | "liter" | "liters" => (Unit::Litre, 1),
        "độ" | "do" if next_is(&["c"]) => (Unit::Celsius, 2),
        "độ" => (Unit::Celsius, 1),
        "giây" | "giay" | "seconds" => (Unit::Second, 1),
        "phút" | "phut" | "minutes" | "minute" => (Unit::Minute, 1),
        "giờ" | "tiếng" | "gio" | "hours" | "hour" => (Unit::Hour, 1),
        "ngày" | "ngay" | "days" | "day" => (Unit::Day, 1),
        "tuần" | "tuan" | "weeks" | "week" => (Unit::Week, 1),
        "tháng" | "thang" | "months" | "month" => (Unit::Month, 1),
        "năm" | "nam" | "years" | "year" => {
            if next_is(&["tuổi", "old"]) {
                (Unit::Age, 2)
            } else {
                (Unit::Year, 1)
            }
        }
        "tuổi" | "tuoi" => (Unit::Age, 1),
        "người" | "nguoi" | "people" | "persons" => (Unit::Person, 1),
        "sào" => (Unit::Sao, 1),
        "mẫu" => (Unit::Mau, 1),
        "công" if next_is(&["đất", "ruộng"]) => (Unit::Cong, 2),
        _ => return None,
    })
}

/// A currency written before its number (`VNĐ 1.200.000`, `$5`).
pub(crate) fn currency_before(token: &Token<'_>) -> Option<Unit> {
    match &*token.text {
        "vnđ" | "vnd" | "₫" => Some(Unit::Vnd),
        "usd" | "$" => Some(Unit::Usd),
        "eur" | "€" => Some(Unit::Eur),
        _ => None,
    }
}
