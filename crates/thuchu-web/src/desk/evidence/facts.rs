//! What a text says in one way, said in another, in words: weekdays beside their dates, days of the two calendars, amounts
//! in other units. Facts only.

use jiff::civil::{Date, Weekday};
use thuchu_say::{self as say, Lang, Message};
use thuchu_text::beside::days::{DaySaid, find_days};
use thuchu_text::beside::lunar::{self, LunarDay};
use thuchu_text::beside::units::{Amount, Measure, Region, Same, find_amounts};
use thuchu_text::beside::weekdays::{WeekdaySaid, find_weekdays};

use crate::look::plain;

/// Facts that one text is given: a page of them helps nobody.
const MOST: usize = 30;

/// What there is to compare in a text that is read `today`, in the order of the text.
pub(super) fn facts(text: &str, today: Date, lang: Lang) -> Vec<Message> {
    let words = |range: &std::ops::Range<usize>| plain(text.get(range.clone()).unwrap_or_default());
    let weekdays = find_weekdays(text, today);
    let days = find_days(text, today);
    let amounts = find_amounts(text);
    let mut all: Vec<(usize, Message)> = Vec::new();
    all.extend(weekdays.iter().map(|said| (said.range.start, weekday(said, words(&said.range), lang))));
    for said in &days {
        all.extend(day(said, &words(&said.range), lang).into_iter().map(|fact| (said.range.start, fact)));
    }
    all.extend(amounts.iter().map(|said| (said.range.start, amount(said, words(&said.range), lang))));
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, fact)| fact).take(MOST).collect()
}

fn weekday(said: &WeekdaySaid, written: String, lang: Lang) -> Message {
    let day = say::people::day(said.date, lang);
    let right = named(said.right);
    match said.fits() {
        true => say::evidence_beside_weekday_right(written, day, right),
        false => say::evidence_beside_weekday_wrong(written, day, right),
    }
}

fn named(weekday: Weekday) -> Message {
    say::web_weekday(match weekday {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    })
}

/// A lunar day as a solar one; a single solar day as a lunar one. A word such as `today` says nothing by itself.
fn day(said: &DaySaid, written: &str, lang: Lang) -> Vec<Message> {
    let solar = |date: Date| say::evidence_beside_solar(written, say::people::day(date, lang), named(date.weekday()));
    if said.lunar.is_some() {
        return [Some(said.from), said.or].into_iter().flatten().map(solar).collect();
    }
    if said.relative || said.from != said.to {
        return Vec::new();
    }
    let lunar = lunar::from_solar(said.from);
    lunar.map(|lunar| say::evidence_beside_lunar(written, lunar_day(lunar))).into_iter().collect()
}

fn lunar_day(lunar: LunarDay) -> Message {
    let month = if lunar.leap { "leap" } else { "plain" };
    say::evidence_lunar(month, u64::from(lunar.day), u64::from(lunar.month), lunar.year_name())
}

fn amount(said: &Amount, written: String, lang: Lang) -> Message {
    let others: Vec<String> = said.same.iter().map(|same| in_unit(same, lang)).collect();
    say::evidence_beside_unit(written, others.join("; "))
}

fn in_unit(same: &Same, lang: Lang) -> String {
    let value = say::people::number(same.value.to_f64(), lang);
    let region = match same.region {
        Some(Region::North) => "north",
        Some(Region::Centre) => "centre",
        Some(Region::South) => "south",
        None => "none",
    };
    let kind = if same.exact { "exact" } else { "about" };
    say::evidence_amount(kind, region, value, say::evidence_unit(unit(same.measure))).in_lang(lang)
}

/// The catalogue's word for a unit.
const fn unit(measure: Measure) -> &'static str {
    match measure {
        Measure::Gram => "gram",
        Measure::Lang => "lang",
        Measure::Kilogram => "kilogram",
        Measure::Yen => "yen",
        Measure::Ta => "ta",
        Measure::Ton => "ton",
        Measure::Chi => "chi",
        Measure::Luong => "luong",
        Measure::TroyOunce => "troy_ounce",
        Measure::Pound => "pound",
        Measure::Inch => "inch",
        Measure::Foot => "foot",
        Measure::Centimetre => "centimetre",
        Measure::Metre => "metre",
        Measure::Kilometre => "kilometre",
        Measure::Mile => "mile",
        Measure::NauticalMile => "nautical_mile",
        Measure::SquareMetre => "square_metre",
        Measure::Hectare => "hectare",
        Measure::SquareKilometre => "square_kilometre",
        Measure::Sao => "sao",
        Measure::Mau => "mau",
        Measure::Cong => "cong",
        Measure::Celsius => "celsius",
        Measure::Fahrenheit => "fahrenheit",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(text: &str, lang: Lang, wanted: &[&str]) {
        let today = jiff::civil::date(2026, 11, 22);
        let found: Vec<String> = facts(text, today, lang).iter().map(|fact| fact.in_lang(lang)).collect();
        for one in wanted {
            assert!(found.iter().any(|fact| fact.contains(one)), "{one:?} is not in {found:#?}");
        }
        assert_eq!(found.is_empty(), wanted.is_empty(), "{found:#?}");
    }

    #[test]
    fn what_a_text_says_is_said_in_another_way_and_nothing_is_judged() {
        says("Thứ Hai, ngày 23/11/2026, cấm xe.", Lang::Vi, &["đúng là Thứ Hai", "âm lịch"]);
        says("Thứ Ba 23/11/2026", Lang::Vi, &["ngày 23/11/2026 là Thứ Hai"]);
        says("rằm tháng bảy năm 2026", Lang::Vi, &["27/8/2026"]);
        says("Mua 2 lượng vàng", Lang::Vi, &["75 g", "20 chỉ"]);
        says("Two pounds: 2 pounds of sugar", Lang::En, &["kg"]);
        says("Không có gì để đối chiếu.", Lang::Vi, &[]);
    }
}
