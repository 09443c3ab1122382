//! Numerals in words, Vietnamese and English, and the multipliers behind digits.

use super::{NumberKind, Read};
use crate::decimal::Decimal;
use crate::letter;
use crate::token::{Kind, Token};
use crate::units::Unit;

/// One word of a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A digit that may begin a numeral.
    Digit(u32),
    /// A digit that only follows a ten: mốt, tư, lăm, nhăm.
    After(u32),
    /// Ten to nineteen, and the English tens.
    Tens(u32),
    /// mươi: times ten.
    Times10,
    /// trăm, hundred: times a hundred within a group of three.
    Hundred,
    /// nghìn and above.
    Scale(u64),
    /// linh, lẻ, and.
    Link,
    /// rưỡi: and a half of the last scale.
    AndHalf,
    /// nửa, half: before a scale.
    Half,
    /// a, before a scale: `a million`.
    A,
}

fn part(token: &Token<'_>) -> Option<(Part, bool)> {
    use Part::{A, After, AndHalf, Digit, Half, Hundred, Link, Scale, Tens, Times10};
    if token.kind != Kind::Word {
        return None;
    }
    let part = match &*token.text {
        "không" => Digit(0),
        "một" => Digit(1),
        "hai" | "two" => Digit(2),
        "ba" | "three" => Digit(3),
        "bốn" | "four" => Digit(4),
        "năm" | "five" => Digit(5),
        "sáu" | "six" => Digit(6),
        "bảy" | "bẩy" | "seven" => Digit(7),
        "tám" | "eight" => Digit(8),
        "chín" | "nine" => Digit(9),
        "one" => Digit(1),
        "mốt" => After(1),
        "tư" => After(4),
        "lăm" | "nhăm" => After(5),
        "mười" | "ten" => Tens(10),
        "eleven" => Tens(11),
        "twelve" => Tens(12),
        "thirteen" => Tens(13),
        "fourteen" => Tens(14),
        "fifteen" => Tens(15),
        "sixteen" => Tens(16),
        "seventeen" => Tens(17),
        "eighteen" => Tens(18),
        "nineteen" => Tens(19),
        "twenty" => Tens(20),
        "thirty" => Tens(30),
        "forty" => Tens(40),
        "fifty" => Tens(50),
        "sixty" => Tens(60),
        "seventy" => Tens(70),
        "eighty" => Tens(80),
        "ninety" => Tens(90),
        "mươi" | "chục" => Times10,
        "trăm" | "hundred" => Hundred,
        "vạn" => Scale(10_000),
        "nghìn" | "ngàn" | "thousand" => Scale(1_000),
        "triệu" | "million" => Scale(1_000_000),
        "tỷ" | "tỉ" | "billion" => Scale(1_000_000_000),
        "trillion" => Scale(1_000_000_000_000),
        "linh" | "lẻ" | "and" => Link,
        "rưỡi" => AndHalf,
        "nửa" | "half" => Half,
        "a" => A,
        _ => {
            let bare = match &*token.text {
                "mot" => Digit(1),
                "bon" => Digit(4),
                "nam" => Digit(5),
                "sau" => Digit(6),
                "bay" => Digit(7),
                "tam" => Digit(8),
                "chin" => Digit(9),
                "tu" => After(4),
                "lam" => After(5),
                "muoi" => Times10,
                "chuc" => Times10,
                "tram" => Hundred,
                "van" => Scale(10_000),
                "nghin" | "ngan" => Scale(1_000),
                "trieu" => Scale(1_000_000),
                "ty" | "ti" => Scale(1_000_000_000),
                "le" => Link,
                "ruoi" => AndHalf,
                "nua" => Half,
                _ => return None,
            };
            return Some((bare, true));
        }
    };
    Some((part, false))
}

/// Collects groups of three and scales: `ba triệu sáu trăm nghìn`, `1,2 nghìn tỷ`.
struct Sum {
    /// Finished parts with the scale they were counted in, falling.
    done: Vec<(Decimal, u64)>,
    /// The group being read.
    group: Option<Decimal>,
    /// What one unit of the last part is worth, for rưỡi.
    unit: u64,
}

impl Sum {
    fn scale(&mut self, scale: u64) -> Option<()> {
        let mut value = self.group.take().unwrap_or(Decimal::ZERO);
        // A larger scale multiplies the smaller parts before it: một nghìn tỷ.
        while let Some((part, _)) = self.done.pop_if(|(_, below)| *below < scale) {
            value = value.plus(part)?;
        }
        let value = value.times(Decimal::new(i128::from(scale), 0)?)?;
        self.done.push((value, scale));
        self.unit = scale;
        Some(())
    }

    fn add(&mut self, value: Decimal) -> Option<()> {
        self.group = Some(self.group.unwrap_or(Decimal::ZERO).plus(value)?);
        Some(())
    }

    fn total(self) -> Option<Decimal> {
        self.done.into_iter().map(|(part, _)| part).chain(self.group).try_fold(Decimal::ZERO, Decimal::plus)
    }
}

/// The value of digits with the multipliers behind them, the token behind, and a unit that slang implies.
pub(super) fn multiplied(tokens: &[Token<'_>], from: usize, value: Decimal) -> Option<(Decimal, usize, Option<Unit>)> {
    let mut sum = Sum { done: Vec::new(), group: Some(value), unit: 0 };
    let mut at = from;
    let mut unit = None;
    while let Some((scale, slang)) = tokens.get(at).and_then(|token| suffix_at(tokens, at, token)) {
        unit = unit.or(slang);
        sum.scale(scale)?;
        at += 1;
        let Some(token) = tokens.get(at) else { break };
        // 2tr5, 1k5, 3tỷ25: the digits continue behind the point.
        if token.kind == Kind::Digits && !token.spaced && !tokens[at - 1].spaced && token.text.len() <= 3 {
            let part = Decimal::parse(&format!("0.{}", token.text))
                .and_then(|p| p.times(Decimal::new(i128::from(scale), 0)?))?;
            sum.add(part)?;
            at += 1;
            break;
        }
        if token.is("rưỡi") {
            sum.add(half_of(scale)?)?;
            at += 1;
            break;
        }
        // 2 tỷ 500 triệu: digits that have a smaller scale of their own.
        if let (Kind::Digits, Some(next)) = (token.kind, tokens.get(at + 1))
            && let Some((smaller, _)) = suffix_at(tokens, at + 1, next)
            && smaller < scale
            && let Some((more, _)) = super::literal::parse(&token.text)
        {
            sum.add(more)?;
            at += 1;
        }
    }
    Some((sum.total()?, at, unit))
}

fn half_of(scale: u64) -> Option<Decimal> {
    Decimal::new(i128::from(scale) * 5, 1)
}

/// A multiplier behind digits, and whether it is slang for money.
fn suffix_at(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> Option<(u64, Option<Unit>)> {
    if token.kind != Kind::Word {
        return None;
    }
    let scale = match &*token.text {
        "củ" => return Some((1_000_000, Some(Unit::Vnd))),
        "cành" => return Some((1_000, Some(Unit::Vnd))),
        "tr" | "mil" | "mn" => 1_000_000,
        "k" | "ng" if !token.spaced => 1_000,
        "t" if !token.spaced => return None,
        "bn" | "b" if !token.spaced || token.text == "bn" => 1_000_000_000,
        "m" if !token.spaced && dollars_before(tokens, at) => 1_000_000,
        "tá" | "dozen" => 12,
        "millions" => 1_000_000,
        _ => match part(token)?.0 {
            Part::Scale(scale) => scale,
            Part::Hundred => 100,
            // `mươi` never follows digits.
            Part::Times10 if token.is("chục") => 10,
            _ => return None,
        },
    };
    Some((scale, None))
}

fn dollars_before(tokens: &[Token<'_>], at: usize) -> bool {
    at >= 2 && tokens[at - 2].is_sign('$')
}

/// Whether letters glued to digits multiply them.
pub(super) fn is_multiplier_suffix(text: &str) -> bool {
    matches!(
        text,
        "k" | "tr"
            | "ng"
            | "triệu"
            | "trieu"
            | "tỷ"
            | "tỉ"
            | "ty"
            | "ti"
            | "nghìn"
            | "ngàn"
            | "nghin"
            | "ngan"
            | "củ"
            | "cành"
            | "bn"
            | "mn"
            | "b"
            | "m"
    )
}

/// A numeral in words.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<Read> {
    let mut sum = Sum { done: Vec::new(), group: None, unit: 1 };
    // A digit whose weight the next word decides; whether the last word was a ten; words and multipliers read.
    let (mut digit, mut after_ten): (Option<u32>, bool) = (None, false);
    let (mut words, mut multipliers, mut bare_words) = (0_u32, 0_u32, 0_u32);
    let mut next = at;
    let mut end = at;
    let is_scale = |index: usize| {
        tokens
            .get(index)
            .and_then(part)
            .is_some_and(|(p, _)| matches!(p, Part::Scale(_) | Part::Hundred | Part::Times10))
    };
    while let Some((word, bare)) = tokens.get(next).and_then(part) {
        match word {
            Part::Digit(0) if !is_scale(next + 1) => break,
            Part::Digit(_) if digit.is_some() => break,
            // năm behind a whole numeral is a year: `hai mươi năm`, `một trăm năm`, unless it has a scale of its own.
            Part::Digit(5) if tokens[next].is("năm") && words > 0 && !is_scale(next + 1) && !linked(tokens, next) => {
                break;
            }
            Part::Digit(value) => digit = Some(value),
            Part::After(value) if after_ten => {
                sum.add(Decimal::from(value))?;
            }
            Part::After(value) if digit.is_some() && (value == 1 || value == 5) && !bare => {
                sum.add(Decimal::from(digit.take().unwrap_or(0) * 10 + value))?;
            }
            Part::Tens(value) if digit.is_none() && !after_ten => {
                sum.add(Decimal::from(value))?;
                after_ten = true;
                end = next + 1;
                words += 1;
                next += 1;
                continue;
            }
            // muoi without marks is mười at the start and mươi behind a digit.
            Part::Times10 => {
                let tens = match digit.take() {
                    Some(value) => value * 10,
                    None if bare && words == 0 && tokens[next].is("mười") => 10,
                    None => break,
                };
                sum.add(Decimal::from(tens))?;
                sum.unit = 10;
                multipliers += 1;
                after_ten = true;
                end = next + 1;
                words += 1;
                bare_words += u32::from(bare);
                next += 1;
                continue;
            }
            Part::Hundred => {
                let Some(value) = digit.take() else { break };
                sum.add(Decimal::from(value * 100))?;
                sum.unit = 100;
                multipliers += 1;
            }
            Part::Scale(scale) => {
                if let Some(value) = digit.take() {
                    sum.add(Decimal::from(value))?;
                }
                if sum.group.is_none() && sum.done.is_empty() {
                    break;
                }
                if sum.group.is_none() && sum.done.last().is_none_or(|(_, last)| *last >= scale) {
                    break;
                }
                sum.scale(scale)?;
                multipliers += 1;
            }
            Part::Link
                if words > 0
                    && multipliers > 0
                    && tokens
                        .get(next + 1)
                        .and_then(part)
                        .is_some_and(|(p, _)| matches!(p, Part::Digit(_) | Part::Tens(_))) =>
            {
                next += 1;
                continue;
            }
            Part::AndHalf if words > 0 && multipliers > 0 => {
                sum.add(half_of(sum.unit)?)?;
                end = next + 1;
                words += 1;
                break;
            }
            Part::Half | Part::A if words == 0 && half_scale(tokens, next).is_some() => {
                let (scale, length) = half_scale(tokens, next)?;
                let value = if word == Part::Half { half_of(scale)? } else { Decimal::new(i128::from(scale), 0)? };
                return Some(Read { value, alt: None, kind: NumberKind::Quantity, next: next + length, unit: None });
            }
            _ => break,
        }
        after_ten = false;
        words += 1;
        bare_words += u32::from(bare);
        next += 1;
        end = next;
    }
    if let Some(value) = digit {
        sum.add(Decimal::from(value))?;
    }
    // Words without marks count only with a multiplier among them; năm, không and một alone are no numbers.
    let single = words == 1 && multipliers == 0;
    let no_number = words == 0
        || (bare_words > 0 && (multipliers == 0 || (words < 2 && !tokens[at].is("mười"))))
        || (single && matches!(&*tokens[at].text, "năm" | "không" | "một" | "one"))
        || (single && tokens[at].text == "ba" && unmarked_around(tokens, at));
    if no_number {
        return None;
    }
    let kind = if single { NumberKind::Weak } else { NumberKind::Quantity };
    Some(Read { value: sum.total()?, alt: None, kind, next: end, unit: None })
}

/// `linh năm`, `lẻ năm`, `mươi năm` followed by nothing countable stays ambiguous; the link word decides.
fn linked(tokens: &[Token<'_>], at: usize) -> bool {
    at > 0 && tokens[at - 1].is_any(&["linh", "lẻ"])
}

fn half_scale(tokens: &[Token<'_>], at: usize) -> Option<(u64, usize)> {
    let second = tokens.get(at + 1)?;
    let skip = usize::from(tokens[at].is("half") && second.is("a"));
    match part(tokens.get(at + 1 + skip)?)?.0 {
        Part::Scale(scale) => Some((scale, 2 + skip)),
        Part::Hundred if tokens[at].is("a") => Some((100, 2)),
        _ => None,
    }
}

/// Whether the text beside is typed without marks, where `ba` may be any of three words.
fn unmarked_around(tokens: &[Token<'_>], at: usize) -> bool {
    let from = at.saturating_sub(3);
    !tokens[from..tokens.len().min(at + 4)].iter().any(|t| t.text.chars().any(letter::is_marked))
}
