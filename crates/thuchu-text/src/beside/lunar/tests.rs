use super::*;

#[track_caller]
fn day(year: i16, month: u8, day: u8) -> LunarDay {
    LunarDay { year, month, leap: false, day }
}

/// Tết from 1950 to 2050 as printed calendars of Vietnam have it (in 1968 and 1969 those of the North), month and day.
/// In 1965 they still followed Beijing's time and had 2 February.
const TET: &str = "\
    2-17 2-6 1-27 2-14 2-3 1-24 2-12 1-31 2-18 2-8 1-28 2-15 2-5 1-25 2-13 2-1 1-21 2-9 1-29 2-16 \
    2-6 1-27 2-15 2-3 1-23 2-11 1-31 2-18 2-7 1-28 2-16 2-5 1-25 2-13 2-2 1-21 2-9 1-29 2-17 2-6 \
    1-27 2-15 2-4 1-23 2-10 1-31 2-19 2-7 1-28 2-16 2-5 1-24 2-12 2-1 1-22 2-9 1-29 2-17 2-7 1-26 \
    2-14 2-3 1-23 2-10 1-31 2-19 2-8 1-28 2-16 2-5 1-25 2-12 2-1 1-22 2-10 1-29 2-17 2-6 1-26 2-13 \
    2-2 1-23 2-11 1-31 2-19 2-8 1-28 2-15 2-4 1-24 2-12 2-1 1-22 2-10 1-30 2-17 2-6 1-26 2-14 2-2 1-23";

#[test]
fn tet_falls_where_printed_calendars_have_it() {
    let known: Vec<&str> = TET.split_whitespace().collect();
    assert_eq!(known.len(), 101);
    for (year, known) in (1950..).zip(known) {
        let found = tet(year).unwrap();
        assert_eq!(format!("{}-{}", found.month(), found.day()), known, "{year}");
    }
}

#[test]
fn vietnam_and_china_differ_where_a_moon_or_solstice_falls_between_their_midnights() {
    for (ours, theirs) in [
        (date(1968, 1, 29), date(1968, 1, 30)),
        (date(1985, 1, 21), date(1985, 2, 20)),
        (date(2007, 2, 17), date(2007, 2, 18)),
        (date(2030, 2, 2), date(2030, 2, 3)),
        (date(2053, 2, 18), date(2053, 2, 19)),
    ] {
        assert_eq!(tet(ours.year()), Some(ours));
        assert_ne!(tet(ours.year()), Some(theirs));
    }
    // A month apart in 1985, for the leap month of China's 1984 was Vietnam's of 1985.
    assert_eq!((leap_month(1984), leap_month(1985)), (None, Some(2)));
    assert_eq!(from_solar(date(1985, 2, 20)), Some(day(1985, 2, 1)));
}

#[test]
fn leap_months_are_those_of_printed_calendars() {
    let known = [
        (1984, None),
        (1985, Some(2)),
        (1987, Some(7)),
        (1990, Some(5)),
        (1993, Some(3)),
        (1995, Some(8)),
        (1998, Some(5)),
        (2001, Some(4)),
        (2004, Some(2)),
        (2006, Some(7)),
        (2009, Some(5)),
        (2012, Some(4)),
        (2014, Some(9)),
        (2017, Some(6)),
        (2020, Some(4)),
        (2023, Some(2)),
        (2025, Some(6)),
        (2026, None),
        (2028, Some(5)),
        (2031, Some(3)),
        (2033, Some(11)),
    ];
    for (year, leap) in known {
        assert_eq!(leap_month(year), leap, "{year}");
    }
    assert_eq!(from_solar(date(2025, 7, 25)), Some(LunarDay { year: 2025, month: 6, leap: true, day: 1 }));
    assert_eq!(from_solar(date(2033, 12, 22)), Some(LunarDay { year: 2033, month: 11, leap: true, day: 1 }));
}

#[test]
fn the_days_people_speak_of_are_found_both_ways() {
    for (lunar, solar) in [
        (day(2025, 8, 15), date(2025, 10, 6)), // Trung thu
        (day(2024, 8, 15), date(2024, 9, 17)),
        (day(2023, 8, 15), date(2023, 9, 29)),
        (day(2025, 3, 10), date(2025, 4, 7)), // giỗ Tổ
        (day(2024, 3, 10), date(2024, 4, 18)),
        (day(2025, 7, 15), date(2025, 9, 6)), // Vu Lan
        (day(2024, 7, 15), date(2024, 8, 18)),
        (day(2024, 12, 23), date(2025, 1, 22)), // ông Công ông Táo
        (day(2024, 12, 29), date(2025, 1, 28)), // the eve: no thirtieth that year
        (day(2025, 12, 29), date(2026, 2, 16)),
        (day(2026, 1, 1), date(2026, 2, 17)),
        (day(2026, 1, 15), date(2026, 3, 3)),
    ] {
        assert_eq!(to_solar(lunar), Some(solar), "{lunar:?}");
        assert_eq!(from_solar(solar), Some(lunar), "{solar}");
    }
}

#[test]
fn a_day_that_a_year_does_not_have_is_none() {
    assert_eq!(to_solar(day(2024, 12, 30)), None);
    assert_eq!(to_solar(LunarDay { leap: true, ..day(2026, 6, 1) }), None);
    for wrong in
        [day(2026, 0, 1), day(2026, 13, 1), day(2026, 255, 1), day(2026, 1, 0), day(2026, 1, 31), day(1899, 1, 1)]
    {
        assert_eq!(to_solar(wrong), None, "{wrong:?}");
    }
    assert_eq!(to_solar(day(i16::MAX, 12, 1)), None);
    for far in [date(1900, 1, 30), date(2101, 1, 29), Date::MIN, Date::MAX] {
        assert_eq!(from_solar(far), None, "{far}");
    }
    assert_eq!(from_solar(date(2101, 1, 28)).map(|day| (day.year, day.month)), Some((2100, 12)));
}

/// 2,486 months that another program worked out, `tests/data/lunar_years.txt`.
#[test]
fn every_month_of_two_centuries_is_that_of_another_ephemeris() {
    let (mut months, mut others) = (0, Vec::new());
    let known = include_str!("../../../tests/data/lunar_years.txt");
    for line in known.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let year: i16 = words[0].parse().unwrap();
        let leap = leap_month(year);
        let mut said = format!("{year} {} {} ", tet(year).unwrap(), leap.map_or("-".into(), |leap| leap.to_string()));
        for number in 1..=12 {
            for is_leap in [false, true] {
                if let Some((_, length)) = month(year, number, is_leap) {
                    said.push(if length == 30 { 'L' } else { 's' });
                    months += 1;
                }
            }
        }
        if said != line {
            others.push((said, line));
        }
    }
    assert_eq!(months, 2_486);
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn every_day_leads_there_and_back() {
    let mut solar = date(1900, 1, 31);
    let mut before = from_solar(solar).unwrap();
    assert_eq!(before, day(1900, 1, 1));
    let mut count = 1;
    while let Some(next) = solar.checked_add(1.days()).ok().filter(|next| from_solar(*next).is_some()) {
        let lunar = from_solar(next).unwrap();
        assert_eq!(to_solar(lunar), Some(next));
        assert!(lunar.day == before.day + 1 || (lunar.day == 1 && (29..=30).contains(&before.day)), "{next}");
        (solar, before) = (next, lunar);
        count += 1;
    }
    assert_eq!((solar, count), (date(2101, 1, 28), 73_412));
}

#[test]
fn years_are_named_by_stem_and_branch() {
    for (year, name) in
        [(1945, "Ất Dậu"), (1968, "Mậu Thân"), (1984, "Giáp Tý"), (2024, "Giáp Thìn"), (2026, "Bính Ngọ")]
    {
        assert_eq!(YearName::of(year).to_string(), name);
        assert_eq!(YearName::of(year).nearest(year + 20), Some(year));
    }
    assert_eq!(YearName { stem: 0, branch: 1 }.nearest(2026), None);
    assert_eq!(YearName::of(2026).nearest(1960), Some(1966));
}
