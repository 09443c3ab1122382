use super::*;

const TEXT: &str = "Bộ Y tế nói: “Vắc-xin không gây vô sinh.” Hôm 22/11/2026 có 1.250 ca, tăng 5% so với 10 000 ca. \
                    COVID-19 lan ở –5 độ tại Hoà Bình…\n\nÔng Nguyễn Văn An (52 tuổi) không tin. Don’t panic, it’s fine.";

#[track_caller]
fn found(quote: &str, as_written: &str) {
    let range = find_quote(TEXT, quote).unwrap();
    assert_eq!(range.map(|range| &TEXT[range]), Some(as_written), "{quote}");
}

#[track_caller]
fn not_found(quote: &str) {
    assert_eq!(find_quote(TEXT, quote), Ok(None), "{quote}");
}

#[test]
fn what_differs_in_setting_alone_is_found() {
    found("Vắc-xin không gây vô sinh", "Vắc-xin không gây vô sinh");
    found("«VẮC‑XIN  không\u{A0}gây vô si\u{AD}nh.»", "Vắc-xin không gây vô sinh.");
    found("nói: \"vắc-xin không gây vô sinh.\"", "nói: “Vắc-xin không gây vô sinh.");
    found("Bo\u{302}\u{323} Y te\u{302}\u{301} no\u{301}i", "Bộ Y tế nói");
    found("tại Hòa Bình… Ông Nguyễn", "tại Hoà Bình…\n\nÔng Nguyễn");
    found("tại Hòa Bình... Ông Nguyễn", "tại Hoà Bình…\n\nÔng Nguyễn");
    found("so với 10\u{202F}000 ca", "so với 10 000 ca");
    found("don't panic, it's", "Don’t panic, it’s");
    found("lan ở −5 độ", "lan ở –5 độ");
}

#[test]
fn a_word_a_number_or_a_sign_that_differs_is_not_found() {
    for quote in [
        "Vắc-xin gây vô sinh",
        "Vắc-xin không gây vo sinh",
        "có 1.350 ca",
        "có 1250 ca",
        "có 1,250 ca",
        "tăng 5 so",
        "Nguyễn Văn Ân",
        "Nguyễn Van An",
        "Văn Nguyễn An",
        "không tin?",
        "dont panic",
        "22/11/2025 có",
    ] {
        not_found(quote);
    }
}

#[test]
fn no_quote_begins_or_ends_within_a_word_or_a_number() {
    for quote in [
        "Bộ Y t",
        "ộ Y tế",
        "19 lan ở",
        "xin không gây",
        "250 ca, tăng",
        "so với 10",
        "000 ca. COVID",
        "lan ở –5 đ",
        "tăng 5",
        "5 độ tại",
        "có 1",
    ] {
        not_found(quote);
    }
    found("(52 tuổi) không", "(52 tuổi) không");
    found("tăng 5% so", "tăng 5% so");
}

#[test]
fn an_ellipsis_joins_parts_in_their_order_and_not_too_far_apart() {
    let parts = find_parts(TEXT, "Bộ Y tế nói […] 1.250 ca, tăng ... không tin").unwrap().unwrap();
    let words: Vec<&str> = parts.into_iter().map(|range| &TEXT[range]).collect();
    assert_eq!(words, ["Bộ Y tế nói", "1.250 ca, tăng", "không tin"]);
    not_found("không tin […] Bộ Y tế nói");
    let far = format!("đầu tiên {} cuối cùng", "là ".repeat(700));
    assert_eq!(find_quote(&far, "đầu tiên […] cuối cùng"), Ok(None));
    let near = format!("đầu tiên {} đầu tiên a cuối cùng", "là ".repeat(700));
    assert!(find_quote(&near, "đầu tiên … cuối cùng").unwrap().is_some_and(|range| range.start > 1_000));
    found("…Văn An (52 tuổi)…", "Văn An (52 tuổi)");
}

#[test]
fn what_is_too_short_is_refused() {
    assert_eq!(find_quote(TEXT, " “…” "), Err(QuoteError::Empty));
    assert_eq!(find_quote(TEXT, "không"), Err(QuoteError::TooShort));
    assert_eq!(find_quote(TEXT, "không […] Nguyễn Văn An"), Err(QuoteError::PartTooShort));
    assert_eq!(find_quote(TEXT, &"a b ".repeat(10_000)), Err(QuoteError::TooLong));
    assert_eq!(find_quote("Internationalisation", "internationalisation").unwrap(), Some(0..20));
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    let text = "a a ".repeat(200_000) + "b";
    let quote = "a a ".repeat(3_000) + "b … " + &"a ".repeat(500);
    assert_eq!(find_quote(&text, &quote), Ok(None));
}
