//! What holds for every text, hostile ones included.

use proptest::prelude::*;
use thuchu_text::*;

/// Any characters, and mixtures of those that the rules treat specially.
fn any_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        " \n\r\t\0.,-/_%@:?&=#[]()+0123456789aeioudqgĐđðóoàạơưệẨhH\u{301}\u{302}\u{323}\u{31b}\u{309}\u{336}\u{200b}\u{200d}\u{202e}\u{ad}\u{3000}ạсоеЅ👨👩\u{fe0f}ÃÄ»\u{a0}áº£\u{345}ſßİΣς𝗞Ａ１ﬁ㎏½\u{1160}각ᄀ\u{e0041}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let pieces = prop::sample::select(vec![
        "https://",
        "www.a.vn/b?utm_source=x",
        "bit.ly/3x",
        "0912345678",
        "a@b.vn",
        "ngày 31/2",
        "2tr5",
        "hai mươi",
        "từ 28 đến 30/6",
        "@lan",
        "http://[::1]:80/",
        "m.m.",
        "fb.com/",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(special.clone(), 0..40).prop_map(|chars| chars.into_iter().collect()),
        prop::collection::vec(prop_oneof![pieces.prop_map(str::to_owned), special.prop_map(String::from)], 0..12)
            .prop_map(|parts| parts.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn forms_are_idempotent_and_bounded(text in any_text()) {
        for (form, factor) in [(normalise as fn(&str) -> String, 3), (match_form, 18), (fold, 18), (confusable::fold_confusables, 3)] {
            let once = form(&text);
            prop_assert_eq!(&form(&once), &once);
            prop_assert!(once.len() <= factor * text.len());
        }
        let form = index_form(&text).text;
        prop_assert_eq!(&match_form(&form), &form);
        prop_assert!(syllables(&form).all(|s| !s.is_empty()));
    }

    #[test]
    fn cleaning_is_idempotent(text in any_text()) {
        let once = clean::clean_at_the_door(&text, b"key");
        let twice = clean::clean_at_the_door(&once.text, b"key");
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.short_links.is_empty());
    }

    #[test]
    fn small_forms_are_idempotent(text in any_text()) {
        for form in [tone::to_new_style as fn(&str) -> String, tone::to_old_style, slug, boilerplate::strip, teencode::expand] {
            let once = form(&text);
            prop_assert_eq!(&form(&once), &once);
        }
        let repaired = mojibake::repair(&text).into_owned();
        prop_assert!(repaired.len() <= text.len());
    }

    #[test]
    fn links_are_canonical_for_good(text in any_text()) {
        for (range, link) in find_links(&text) {
            prop_assert!(text.get(range).is_some());
            prop_assert_eq!(canonical(link.as_str()), Ok(link));
        }
        if let Ok(link) = canonical(&text) {
            prop_assert_eq!(canonical(link.as_str()), Ok(link));
        }
    }

    #[test]
    fn nothing_panics_and_every_range_fits(text in any_text(), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let reference = jiff::civil::date(2025, 7, 1);
        for number in numbers::find_numbers(&text) {
            prop_assert!(text.get(number.range).is_some());
        }
        for found in dates::find_dates(&text, reference) {
            prop_assert!(text.get(found.range.clone()).is_some() && found.from <= found.to);
        }
        let _ = dates::find_dates(&text, jiff::civil::Date::MAX);
        let _ = dates::find_dates(&text, jiff::civil::Date::MIN);
        let _ = (dates::is_time_bound(&text), lang::detect(&text), typing::repair(&text), collate::sort_key(&text), calm(&text), boilerplate::count(&text));
        let _ = (decode::to_text(&bytes), legacy::detect(&bytes));
        for encoding in [legacy::Legacy::Vps, legacy::Legacy::Viscii, legacy::Legacy::Tcvn3, legacy::Legacy::VniWindows, legacy::Legacy::Windows1258] {
            let _ = legacy::decode(&bytes, encoding);
        }
    }
}
