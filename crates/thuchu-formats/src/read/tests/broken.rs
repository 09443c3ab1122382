//! Broken and hostile input: one problem each, with its line, and the rest goes on.

use super::*;
use proptest::prelude::*;

fn small() -> Options {
    let limits = Limits { record_bytes: 2_000, row_bytes: 1_000, excerpt_chars: 100, ..Limits::default() };
    Options { limits, ..Options::default() }
}

/// `broken` stands between two good records, as a line and as an element of a list.
#[track_caller]
fn costs_one(broken: &[u8], code: ProblemCode) {
    let (a, b) = (review("a"), review("b"));
    let want = ["1 a".to_owned(), format!("2 !{}", code.as_str()), "3 b".to_owned()];
    let lines = [a.as_bytes(), b"\n", broken, b"\n", b.as_bytes(), b"\n"].concat();
    assert_eq!(outline(&items(&lines, &small())), want, "as a line");
    resumes_anywhere(&lines, &small());
    let list = [b"[", a.as_bytes(), b",\n", broken, b",\n", b.as_bytes(), b"]"].concat();
    assert_eq!(outline(&items(&list, &small())), want, "in a list");
    resumes_anywhere(&list, &small());
}

#[test]
fn each_break_has_its_code() {
    let r = review("x");
    costs_one(&r.as_bytes()[..r.len() - 30], ProblemCode::Json);
    costs_one(r.replace("\"Sai\"", "1e400").as_bytes(), ProblemCode::NumberOutOfRange);
    costs_one(r.replace("Sai", "\\ud800").as_bytes(), ProblemCode::LoneSurrogate);
    costs_one(r.replace("Sai", "\\ud800\\u0041").as_bytes(), ProblemCode::LoneSurrogate);
    costs_one(r.replace("Sai", "S\0i").as_bytes(), ProblemCode::ControlCharacter);
    let (before, after) = r.split_at(r.find("Sai").unwrap());
    costs_one(&[before.as_bytes(), b"\xff\xfe", after.as_bytes()].concat(), ProblemCode::InvalidUtf8);
    costs_one(r.replace("https://www.kiemtin.vn", "").as_bytes(), ProblemCode::RelativeUrl);
    costs_one(r.replace("https:", "ftp:").as_bytes(), ProblemCode::UrlScheme);
    costs_one(r.replace("claimReviewed", "claim").as_bytes(), ProblemCode::NoClaim);
    costs_one(r.replace("url", "link").as_bytes(), ProblemCode::NoUrl);
    costs_one(r.replace("Sai", &"x".repeat(3_000)).as_bytes(), ProblemCode::TooLong);
    costs_one(r.replace("Sai", &"x".repeat(1_001)).as_bytes(), ProblemCode::FieldTooLong);
    costs_one(r.replace("\"Sai\"", &format!("{}{}", "[".repeat(70), "]".repeat(70))).as_bytes(), ProblemCode::TooDeep);
    costs_one(br#"{"@context":"https://schema.org","@type":"Article"}"#, ProblemCode::NotAClaimReview);
}

#[test]
fn a_missing_quote_or_bracket_does_not_swallow_the_rest_of_a_list() {
    let (a, b, c) = (review("a"), review("b"), review("c"));
    for separator in [",", ",\n", " ,\n  "] {
        for broken in [
            b.replacen('"', "", 6),
            b.trim_end_matches('}').to_owned(),
            b.replacen("\"b\"", "\"b", 1),
            b.replace("Sai\"}", "Sai\"]"),
        ] {
            let list = format!("[{}]", [a.as_str(), &broken, &c].join(separator));
            let found = outline(&read(&list));
            assert_eq!(found.len(), 3, "{list}\n{found:?}");
            assert!(found[0].ends_with(" a") && found[1].contains('!') && found[2].ends_with(" c"), "{found:?}");
            resumes_anywhere(list.as_bytes(), &Options::default());
        }
    }
}

#[test]
fn an_input_that_ends_too_early_says_so() {
    let list = format!("[{},{}", review("a"), &review("b")[..60]);
    assert_eq!(outline(&read(&list)), ["1 a", "1 !truncated", "1 !truncated"]);
    assert_eq!(outline(&read(&format!("[{},", review("a")))), ["1 a", "1 !truncated"]);
}

#[test]
fn what_is_cut_off_has_no_address_and_swallowed_records_have_each_theirs() {
    let cut = format!("{}\n{}", review("a"), &review("b")[..150]);
    let found = read(&cut);
    assert_eq!(outline(&found), ["1 a", "2 !truncated"]);
    assert_eq!(found[1].entry.clone().unwrap_err().urls, Vec::<String>::new());
    let two = format!("{}\n{}{}", review("a"), review("b").trim_end_matches('}'), review("c"));
    let urls = read(&format!("{two}\n"))[1].entry.clone().unwrap_err().urls;
    assert_eq!(urls, ["https://www.kiemtin.vn/b", "https://www.kiemtin.vn/c"]);
}

#[test]
fn a_problem_carries_the_text_and_the_address_of_its_record() {
    let input = format!("{}\n{}", review("a"), review("b").replace("\"reviewRating\":", "\"reviewRating\""));
    let problem = read(&input)[1].entry.clone().unwrap_err();
    assert_eq!(problem.line, 2);
    assert_eq!(problem.urls, ["https://www.kiemtin.vn/b"]);
    assert!(problem.text.starts_with("{\"@context\""));
    assert!(problem.reason.contains("expected `:`"));
    let author_only = r#"{"author":{"url":"https://k.vn/ve"},"claimReviewed":"a",}"#;
    let problem = read(&format!("{}\n{author_only}", review("a")))[1].entry.clone().unwrap_err();
    assert_eq!(problem.urls, Vec::<String>::new(), "an address of somebody else names no check");
}

#[test]
fn a_line_of_four_megabytes_is_read_and_a_longer_one_is_a_problem() {
    let pad = |size: usize| format!("{}{}", review("a"), " ".repeat(size));
    let input = [pad((4 << 20) - review("a").len()), pad(5 << 20), review("b")].join("\n");
    let found = items(input.as_bytes(), &Options { format: Some(Format::Ndjson), ..Options::default() });
    assert_eq!(outline(&found), ["1 a", "2 !too_long", "3 b"]);
    assert_eq!(found[1].entry.clone().unwrap_err().text.chars().count(), 4_000);
    let list = format!("[{},\n{{\"@context\":\"{}\"}},\n{}]", review("a"), "y".repeat(9 << 20), review("b"));
    assert_eq!(outline(&read(&list)), ["1 a", "2 !too_long", "3 b"]);
}

#[test]
fn inputs_that_are_no_input_are_refused_by_name() {
    let code =
        |bytes: &[u8]| Reader::new(Cursor::new(bytes.to_vec()), &Options::default()).map(|_| ()).unwrap_err().code();
    assert_eq!(code(b""), "input_empty");
    assert_eq!(code(b" \n\n "), "input_empty");
    assert_eq!(code(b"\xef\xbb\xbf"), "input_empty");
    assert_eq!(code(b"\x1f\x8b\x08\x00"), "input_compressed");
    assert_eq!(code(b"just words"), "format_unknown");
    assert_eq!(code(b"\0\0\0\0"), "format_unknown");
    assert_eq!(code(b"<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'b'>]><lolz/>"), "doctype_refused");
    assert_eq!(code(b"PK\x03\x04 nothing"), "workbook_unreadable");
    let shorter = Options { resume: Some(read(&review("a"))[0].next.clone()), ..Options::default() };
    assert_eq!(Reader::new(Cursor::new(b"[]".to_vec()), &shorter).map(|_| ()).unwrap_err().code(), "input_changed");
}

#[test]
fn a_million_brackets_cost_neither_stack_nor_time() {
    let deep = "[".repeat(1_000_000);
    let found = outline(&items(deep.as_bytes(), &Options { format: Some(Format::Json), ..Options::default() }));
    assert_eq!(found.len(), 2, "{found:?}");
    let objects = r#"{"a":"#.repeat(500_000);
    assert!(!read(&objects).is_empty());
}

#[test]
fn the_last_of_duplicate_keys_wins() {
    let text = review("a").replacen("\"claimReviewed\":\"a\"", "\"claimReviewed\":\"x\",\"claimReviewed\":\"y\"", 1);
    assert_eq!(outline(&read(&text)), ["1 y"]);
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), format in 0..5) {
        let format = [None, Some(Format::Ndjson), Some(Format::Json), Some(Format::Csv), Some(Format::Html)][format as usize];
        if let Ok(reader) = Reader::new(Cursor::new(bytes), &Options { format, ..small() }) {
            prop_assert!(reader.take(10_000).count() < 10_000);
        }
    }

    #[test]
    fn no_damage_to_a_list_makes_a_reader_panic_or_loop(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3), 1..6),
        lines in any::<bool>(),
    ) {
        let separator = if lines { "\n" } else { "," };
        let mut bytes = (0..6).map(|n| review(&n.to_string())).collect::<Vec<_>>().join(separator).into_bytes();
        if !lines {
            bytes = [b"{\"dataFeedElement\":[", &bytes[..], b"]}"].concat();
        }
        for (at, byte, kind) in cuts {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                _ => bytes.insert(at, byte),
            }
        }
        let Ok(reader) = Reader::new(Cursor::new(bytes.clone()), &small()) else { return Ok(()) };
        let all: Vec<_> = reader.take(10_000).filter_map(Result::ok).collect();
        prop_assert!(all.len() < 10_000);
        let format = Reader::new(Cursor::new(bytes.clone()), &small()).unwrap().format();
        for (count, item) in all.iter().enumerate() {
            let resumed = Options { resume: Some(item.next.clone()), format: Some(format), ..small() };
            prop_assert_eq!(&items(&bytes, &resumed)[..], &all[count + 1..]);
        }
    }
}

#[test]
fn a_document_cut_off_anywhere_reads_on_the_same_from_any_place() {
    let feed = format!(
        "{{\n\"@type\":\"DataFeed\",\n\"dataFeedElement\":[\n{},\n{{\"broken\" \"x\"}},\n{}\n],\n\"next\":1,\n\"name\":\"x\"\n}}",
        review("a"),
        review("b")
    );
    for cut in 1..=feed.len() {
        resumes_anywhere(&feed.as_bytes()[..cut], &Options::default());
    }
    let end = feed.rfind("\"name\"").unwrap();
    let last = read(&feed[..end]).pop().unwrap().entry.unwrap_err();
    assert_eq!((last.code, last.text.as_str()), (ProblemCode::Truncated, "],\"next\":1"));
    assert_eq!(last.line, 7);
}
