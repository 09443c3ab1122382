//! What a list gives, page by page.

use thuchu_model::{Lang, RatingKey, RatingValue, Topic};
use thuchu_store::checks::IndexRow;
use thuchu_testkit::{publisher, wording};

use super::filter::NoPlace;
use super::*;

fn row(number: u8, day: Option<Day>, key: Option<&str>) -> IndexRow {
    let publisher = publisher(if number.is_multiple_of(2) { "chan.vn" } else { "le.vn" });
    IndexRow {
        id: CheckId::from_bytes([number; 16]),
        change: i64::from(number),
        state: CheckState::Published,
        public_id: PublicId::parse(&format!("abcdef{number:02}")).unwrap(),
        lang: Lang::vi(),
        wordings: vec![wording(&format!("Câu số {number}"))],
        title: None,
        links: Vec::new(),
        rating: key.map(|key| (RatingKey::parse(key).unwrap(), RatingValue::new(1))),
        rating_label: "Sai".into(),
        publisher: Some(Arc::new(publisher)),
        url: None,
        holds_until: None,
        claim_date: None,
        review_date: day,
        topic: number.is_multiple_of(4).then_some(Topic::Health),
    }
}

fn library() -> Library {
    let mut library = Library::default();
    for number in 1..=20 {
        let day = Day::new(2025 + i16::from(number % 2), 3, i8::try_from(number).unwrap());
        library.put(row(number, day.filter(|_| number != 7), (number % 3 == 0).then_some("false")));
    }
    library
}

fn numbers(library: &Library, filter: &Filter, limit: usize) -> Vec<u8> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = library.list(filter, after, limit);
        assert!(page.checks.len() <= limit);
        all.extend(page.checks.iter().map(|shown| shown.id.as_bytes()[0]));
        match page.next {
            Some(next) => after = Some(next.to_string().parse().unwrap()),
            None => return all,
        }
    }
}

#[test]
fn pages_together_are_the_whole_list_newest_first_and_the_undated_last() {
    let library = library();
    let whole = numbers(&library, &Filter::default(), 100);
    assert_eq!((whole.len(), whole[0], whole[19]), (20, 19, 7));
    for limit in 1..=20 {
        assert_eq!(numbers(&library, &Filter::default(), limit), whole);
    }
}

#[test]
fn every_filter_must_hold_and_counts_agree_with_lists() {
    let library = library();
    let false_ = RatingKey::parse("false").ok();
    let odd = publisher("le.vn").id;
    for (filter, expected) in [
        (Filter { rating: false_.clone(), ..Filter::default() }, 6),
        (Filter { publisher: Some(odd), ..Filter::default() }, 10),
        (Filter { publisher: Some(odd), rating: false_, ..Filter::default() }, 3),
        (Filter { year: Some(2025), ..Filter::default() }, 10),
        (Filter { year: Some(1999), ..Filter::default() }, 0),
        (Filter { lang: Lang::parse("vi-vn").ok(), ..Filter::default() }, 20),
        (Filter { lang: Some(Lang::en()), ..Filter::default() }, 0),
        (Filter { topic: Some(Topic::Health), ..Filter::default() }, 5),
        (Filter { topic: Some(Topic::Food), ..Filter::default() }, 0),
        (Filter { topic: Some(Topic::Health), year: Some(2025), ..Filter::default() }, 5),
        (Filter { topic: Some(Topic::Health), month: "2026-03".parse().ok(), ..Filter::default() }, 0),
        (Filter { month: "2026-03".parse().ok(), ..Filter::default() }, 9),
        (Filter { month: "2026-03".parse().ok(), year: Some(2025), ..Filter::default() }, 0),
        (Filter { month: "2025-04".parse().ok(), ..Filter::default() }, 0),
        (Filter { year: Some(2026), publisher: Some(odd), ..Filter::default() }, 9),
        (Filter { year: Some(2026), publisher: Some(odd), lang: Some(Lang::vi()), ..Filter::default() }, 9),
    ] {
        assert_eq!(numbers(&library, &filter, 2).len(), expected, "{filter:?}");
        assert_eq!(library.count(&filter), Count::Exactly(expected), "{filter:?}");
    }
}

#[test]
fn a_page_is_looked_for_among_a_bounded_number_of_checks_and_nothing_is_left_out() {
    let library = library();
    // Odd numbers are of 2026 and of le.vn, so nothing passes, and the narrowest list holds ten.
    let nothing = Filter { publisher: Some(publisher("chan.vn").id), year: Some(2026), ..Filter::default() };
    let first = library.list_among(&nothing, None, 5, 6);
    assert!(first.checks.is_empty());
    assert_eq!(library.list_among(&nothing, first.next, 5, 6).next, None);
    let (mut all, mut after) = (0, None);
    loop {
        let page = library.list_among(&Filter::default(), after, 4, 3);
        all += page.checks.len();
        assert!(page.checks.len() <= 3);
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    assert_eq!(all, 20);
}

#[test]
fn a_place_outside_of_the_time_wanted_neither_ends_the_list_wrongly_nor_panics() {
    let library = library();
    let march = Filter { month: "2026-03".parse().ok(), ..Filter::default() };
    let after = |day: &str| Some(Place { day: Day::parse(day), id: CheckId::from_bytes([9; 16]) });
    assert_eq!(library.list(&march, after("2027-01-01"), 50).checks.len(), 9, "before the first");
    assert!(library.list(&march, after("2025-01-01"), 50).checks.is_empty(), "behind the last");
    let undated = Some(Place { day: None, id: CheckId::from_bytes([9; 16]) });
    assert!(library.list(&march, undated, 50).checks.is_empty());
    let extreme = Filter { year: Some(i16::MAX), ..Filter::default() };
    assert_eq!(library.count(&extreme), Count::Exactly(0));
    assert!(library.list(&extreme, None, 5).checks.is_empty());
}

#[test]
fn what_is_offered_to_choose_from_is_what_there_is() {
    let library = library();
    assert_eq!(library.topics().collect::<Vec<_>>(), [(Topic::Health, 5)]);
    assert_eq!(library.years().collect::<Vec<_>>(), [2026, 2025]);
    let months: Vec<_> = library.months().map(|(month, count)| (month.to_string(), count)).collect();
    assert_eq!(months, [("2026-03".to_owned(), 9), ("2025-03".to_owned(), 10)]);
    assert_eq!(library.langs().collect::<Vec<_>>(), [("vi", 20)]);
}

#[test]
fn what_changes_or_goes_leaves_nothing_behind() {
    let mut library = library();
    library.put(row(3, Day::new(2026, 12, 1), None));
    assert_eq!(numbers(&library, &Filter::default(), 5)[0], 3);
    for number in 1..=20 {
        let state = CheckState::Withdrawn { reason: thuchu_model::WithdrawReason::Invalid };
        library.put(IndexRow { state, ..row(number, None, None) });
    }
    assert!(library.is_empty() && library.facets.is_empty());
    assert_eq!(library.by_public_id(PublicId::parse("abcdef03").unwrap()), None);
}

#[test]
fn every_forty_hexadecimal_digits_are_a_place_and_nothing_else_is() {
    for right in ["0".repeat(40), "f".repeat(40), format!("80000000{}", "a".repeat(32))] {
        assert!(right.parse::<Place>().is_ok(), "{right}");
    }
    for wrong in ["", "0", &"F".repeat(40), &"0".repeat(41), &"đ".repeat(20)] {
        assert_eq!(wrong.parse::<Place>(), Err(NoPlace), "{wrong}");
    }
}
