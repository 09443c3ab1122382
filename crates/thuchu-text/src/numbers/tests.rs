use super::*;

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    let values: Vec<String> = find_numbers(text).iter().map(|n| n.value.to_string()).collect();
    assert_eq!(values, expected, "{text}");
}

#[test]
fn slang_english_and_unmarked_numerals_are_read() {
    reads("5 củ, 500 cành và 2 tỷ 500 triệu", &["5000000", "500000", "2500000000"]);
    reads("2 trieu nguoi, nam trieu, ba tram", &["2000000", "5000000", "300"]);
    reads("half a million, 2.5 bn, twenty five, three dozen", &["500000", "2500000000", "25", "3"]);
}

#[test]
fn dates_and_times_are_no_numbers() {
    reads("ngày 21/6/2022 có 30 ca", &["30"]);
}

#[test]
fn names_and_phone_numbers_are_codes() {
    for text in ["covid-19", "0912345678", "F0", "5G"] {
        assert!(find_numbers(text).iter().all(|n| n.kind == NumberKind::Code), "{text}");
    }
}
