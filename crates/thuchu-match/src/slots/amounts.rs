//! Amounts that are said in words beyond plain numerals: "gấp đôi", "một phần mười", "bảy trên mười", "nửa tháng",
//! "một tuần", "cơn bão thứ ba", "twice", "one in ten", "half a month".
//!
//! Plain numerals are read by [`thuchu_text::numbers`]; this reads what they leave alone and takes the place of what they
//! read by halves. Only for comparing slots: none of it is a word of the index.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use thuchu_text::decimal::Decimal;
use thuchu_text::numbers::{Number, NumberKind};
use thuchu_text::units::Unit;

use crate::analyse::Analysed;
use crate::slots::numbers::Quantity;

/// All amounts of a text in order: plain numbers and those said otherwise, of which the longer reading counts.
pub(crate) fn amounts(text: &Analysed) -> Vec<Quantity> {
    let plain = &text.quantities;
    let mut list: Vec<Quantity> = Vec::with_capacity(plain.len());
    let mut at = 0;
    while at < text.len() {
        if let Some(said) = said_otherwise(text, at) {
            at = said.syllables.end;
            list.push(said);
            continue;
        }
        // "3-12" is one syllable and two numbers.
        let mut next = at + 1;
        for number in plain.iter().filter(|q| q.syllables.start == at) {
            next = next.max(number.syllables.end);
            list.push(Quantity { times: is(text, next, &["lần", "times"]), ..number.clone() });
        }
        at = next;
    }
    list
}

/// Folded syllables that such an amount begins with: most begin none, and need no closer look.
static FIRST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "gap twice double doubled doubles doubling twofold triple tripled triples tripling threefold mot hon qua phan gan \
     nua half hai ba bon nam sau bay tam chin muoi one two three four five six seven eight nine ten thu first second \
     third fourth fifth sixth seventh eighth ninth tenth a an fortnight"
        .split_whitespace()
        .collect()
});

fn said_otherwise(text: &Analysed, at: usize) -> Option<Quantity> {
    let first = text.folded(at);
    if !FIRST.contains(first) && !first.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    multiple(text, at)
        .or_else(|| share(text, at))
        .or_else(|| half(text, at))
        .or_else(|| place_in_a_row(text, at))
        .or_else(|| one(text, at))
}

/// "gấp đôi", "gấp rưỡi", "gấp ba", "gấp 5 lần", "twice", "doubled".
fn multiple(text: &Analysed, at: usize) -> Option<Quantity> {
    let times = |value, end| Some(Quantity { times: true, ..amount(value, None, NumberKind::Quantity, at..end) });
    if is(text, at, &["gấp"]) {
        if is(text, at + 1, &["đôi", "hai"]) {
            return times(whole(2), with(text, at + 2, &["lần"]));
        }
        if is(text, at + 1, &["rưỡi"]) {
            return times(Decimal::new(15, 1)?, at + 2);
        }
        return times(whole(small(text, at + 1)?), with(text, at + 2, &["lần"]));
    }
    if is(text, at, &["twice", "double", "doubled", "doubles", "doubling", "twofold"]) {
        return times(whole(2), at + 1);
    }
    if is(text, at, &["triple", "tripled", "triples", "tripling", "threefold"]) {
        return times(whole(3), at + 1);
    }
    None
}

/// "một phần mười", "7 trên 10", "1 trong 10", "one in ten", "3 out of 4", "một nửa", "half of": as per cent.
fn share(text: &Analysed, at: usize) -> Option<Quantity> {
    let of = |part: u32, whole: u32, end| {
        let (percent, _) = Decimal::from(part * 100).over(Decimal::from(whole), 2)?;
        Some(amount(percent, Some(Unit::Percent), NumberKind::Quantity, at..end))
    };
    if is(text, at, &["một", "hơn", "quá", "phân", "gần"]) && says(text, at + 1, "nửa") && !has_unit(text, at + 2)
        || is(text, at, &["half"]) && is(text, at + 1, &["of", "the"])
    {
        return of(1, 2, at + 2);
    }
    let part = small(text, at)?;
    if is(text, at + 1, &["phần"]) {
        let whole = if is(text, at + 2, &["tư"]) { 4 } else { small(text, at + 2).filter(|&whole| whole > part)? };
        return of(part, whole, at + 3);
    }
    let behind = if is(text, at + 1, &["trên", "trong", "in"]) {
        at + 2
    } else if is(text, at + 1, &["out"]) && is(text, at + 2, &["of"]) {
        at + 3
    } else {
        return None;
    };
    let whole = small(text, behind).filter(|&whole| part < whole && (whole <= 5 || whole % 10 == 0))?;
    of(part, whole, behind + 1)
}

/// "nửa tháng", "half a month", "half an hour".
fn half(text: &Analysed, at: usize) -> Option<Quantity> {
    let unit_at = if says(text, at, "nửa") {
        at + 1
    } else if is(text, at, &["half"]) && is(text, at + 1, &["a", "an"]) {
        at + 2
    } else {
        return None;
    };
    Some(amount(Decimal::new(5, 1)?, Some(unit(text, unit_at)?), NumberKind::Quantity, at..unit_at + 1))
}

/// "cơn bão thứ ba", "lần thứ hai", "lần đầu", "the third wave": as "số 3".
fn place_in_a_row(text: &Analysed, at: usize) -> Option<Quantity> {
    /// What is counted in a row; elsewhere "thứ ba" is a Tuesday.
    const COUNTED: [&str; 14] =
        ["lần", "bão", "đợt", "mũi", "kỳ", "con", "vụ", "sóng", "hệ", "liều", "ca", "người", "vòng", "tập"];
    const ENGLISH: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let place = |value, end| Some(amount(whole(value), None, NumberKind::Ordinal, at..end));
    if is(text, at, &["thứ"]) && at.checked_sub(1).is_some_and(|before| is(text, before, &COUNTED)) {
        let value = match () {
            () if is(text, at + 1, &["nhất"]) => 1,
            () if is(text, at + 1, &["nhì"]) => 2,
            () if is(text, at + 1, &["tư"]) => 4,
            () => small(text, at + 1)?,
        };
        return place(value, at + 2);
    }
    let value = 1 + ENGLISH.iter().position(|word| text.folded(at) == *word)?;
    place(value as u32, at + 1)
}

/// "một tuần", "a month", "một lần": one of something. Alone it is an article, so it is weak.
fn one(text: &Analysed, at: usize) -> Option<Quantity> {
    if is(text, at, &["fortnight"]) {
        return Some(amount(whole(14), Some(Unit::Day), NumberKind::Quantity, at..at + 1));
    }
    let article = is(text, at, &["a", "an"]);
    if !article && !is(text, at, &["một", "one"]) {
        return None;
    }
    // "một phần", "một số", "một cách" count nothing.
    if is(text, at + 1, &["phần", "số", "vài", "cách", "nửa", "khi", "mình", "chút"]) {
        return None;
    }
    let counted = unit(text, at + 1);
    if article && counted.is_none() {
        return None;
    }
    let end = at + 1 + usize::from(counted.is_some());
    let times = is(text, at + 1, &["lần"]);
    Some(Quantity { times, ..amount(whole(1), counted, NumberKind::Weak, at..end) })
}

fn amount(value: Decimal, unit: Option<Unit>, kind: NumberKind, syllables: Range<usize>) -> Quantity {
    Quantity { number: Number { value, alt: None, unit, range: 0..0, kind }, syllables, times: false }
}

fn whole(value: u32) -> Decimal {
    Decimal::from(value)
}

/// The unit that syllable `at` names.
fn unit(text: &Analysed, at: usize) -> Option<Unit> {
    const UNITS: [(&[&str], Unit); 13] = [
        (&["giây", "second"], Unit::Second),
        (&["phút", "minute"], Unit::Minute),
        (&["giờ", "tiếng", "hour"], Unit::Hour),
        (&["ngày", "day"], Unit::Day),
        (&["tuần", "week"], Unit::Week),
        (&["tháng", "month"], Unit::Month),
        (&["năm", "year"], Unit::Year),
        (&["kg", "ký", "kí", "cân", "kilo"], Unit::Kilogram),
        (&["tạ"], Unit::Ta),
        (&["tấn", "tonne"], Unit::Ton),
        (&["lít", "litre", "liter"], Unit::Litre),
        (&["mét", "metre", "meter"], Unit::Metre),
        (&["km", "kilometre", "kilometer"], Unit::Kilometre),
    ];
    UNITS.iter().find(|(words, _)| is(text, at, words)).map(|&(_, unit)| unit)
}

fn has_unit(text: &Analysed, at: usize) -> bool {
    unit(text, at).is_some()
}

/// A whole number up to 1,000 in one syllable.
fn small(text: &Analysed, at: usize) -> Option<u32> {
    const WORDS: [&[&str]; 11] = [
        &["một", "one"],
        &["hai", "two"],
        &["ba", "three"],
        &["bốn", "four"],
        &["năm", "five"],
        &["sáu", "six"],
        &["bảy", "seven"],
        &["tám", "eight"],
        &["chín", "nine"],
        &["mười", "ten"],
        &["trăm", "hundred"],
    ];
    if at >= text.len() {
        return None;
    }
    if let Ok(value) = text.folded(at).parse::<u32>() {
        return (1..=1_000).contains(&value).then_some(value);
    }
    let place = WORDS.iter().position(|words| is(text, at, words))?;
    Some(if place == 10 { 100 } else { place as u32 + 1 })
}

/// `at`, or one further if one of `words` stands there.
fn with(text: &Analysed, at: usize, words: &[&str]) -> usize {
    at + usize::from(is(text, at, words))
}

/// True if syllable `at` is one of `words`, typed with its marks or without any.
pub(crate) fn is(text: &Analysed, at: usize, words: &[&str]) -> bool {
    if at >= text.len() {
        return false;
    }
    let (accented, folded) = (text.accented(at), text.folded(at));
    words.iter().any(|word| *word == accented || (accented == folded && thuchu_text::fold(word) == folded))
}

/// True if syllable `at` is this word with its marks: without them it is far more often another.
fn says(text: &Analysed, at: usize, word: &str) -> bool {
    at < text.len()
        && (text.accented(at) == word || (text.accented(at) == thuchu_text::fold(word) && has_unit(text, at + 1)))
}
