//! What stops the build, and with which words.

#[allow(dead_code, reason = "the build step's own file, read here for its tests")]
#[path = "../../build/catalogue.rs"]
mod catalogue;

use catalogue::{Catalogue, Key, Kind, Piece};

fn read(vi: &str, en: &str) -> Result<Catalogue, Vec<String>> {
    Catalogue::new(&[("a.ftl".to_owned(), vi.to_owned())], &[("a.ftl".to_owned(), en.to_owned())])
}

#[track_caller]
fn refused(vi: &str, en: &str, complaint: &str) {
    let complaints = read(vi, en).expect_err("the build accepts this");
    assert!(complaints.iter().any(|c| c.contains(complaint)), "{complaints:?}");
}

#[test]
fn a_text_missing_in_one_language_stops_the_build() {
    refused("a = A\nb = B\n", "a = A\n", "\"b\" is in vi/a.ftl but missing in en");
    refused("a = A\n", "a = A\nb = B\n", "\"b\" is in en/a.ftl but missing in vi");
}

#[test]
fn an_attribute_missing_in_one_language_stops_the_build() {
    refused("a = A\n    .hint = H\n", "a = A\n", "\"a.hint\" is in vi/a.ftl but missing in en");
}

#[test]
fn an_argument_that_one_language_drops_stops_the_build() {
    refused("# $n (count)\na = A { $n }\n", "a = A\n", "\"a\" does not use $n in en");
    refused("# $n (count)\na = A\n", "a = A { $n }\n", "\"a\" does not use $n in vi");
}

#[test]
fn an_argument_without_a_declared_kind_stops_the_build() {
    refused("a = A { $n }\n", "a = A { $n }\n", "declare it above the message in vi/a.ftl as `# $n (text)`");
    refused("# $n (colour)\na = A { $n }\n", "a = A { $n }\n", "kind one of text, count");
    refused("# $n (count)\na = A\n", "a = A\n", "\"a\" declares $n but never uses it");
}

#[test]
fn broken_fluent_stops_the_build_with_its_line() {
    refused("a = A\nb = { $\n", "a = A\n", "vi/a.ftl line 2");
}

#[test]
fn a_text_that_stands_twice_stops_the_build() {
    refused("a = A\na = B\n", "a = A\n", "\"a\" is in vi/a.ftl and again in a.ftl");
}

#[test]
fn a_plural_form_that_the_language_lacks_stops_the_build() {
    let en = "a = { $n ->\n    [one] one\n   *[other] { $n }\n}\n";
    refused(&format!("# $n (count)\n{en}"), en, "(vi): a choice on $n has an arm");
}

#[test]
fn terms_and_messages_are_put_in_whole_and_choices_are_kept() {
    let catalogue = read(
        "-p = Thực Hư\n# $n (count): new\na = { -p }: { $n }\nb = Xem { a.x }\n",
        "-p = Thuc Hu\na = { -p }: { $n ->\n    [one] one\n   *[other] { $n }\n}\nb = See { a.x }\n",
    );
    assert!(catalogue.is_err(), "b refers to an attribute that is not there");
    let catalogue = read(
        "-p = Thực Hư\n# $n (count): new\na = { -p }: { $n }\n",
        "-p = Thuc Hu\na = { -p }: { $n ->\n    [one] one\n   *[other] { $n }\n}\n",
    )
    .expect("a good catalogue");
    let text = &catalogue.texts[0];
    assert_eq!(text.arguments, [("n".to_owned(), Kind::Count)]);
    assert_eq!(text.vi, [Piece::Words("Thực Hư: ".to_owned()), Piece::Argument(0)]);
    assert_eq!(
        text.en[1],
        Piece::Choice {
            argument: 0,
            arms: vec![(Key::Number(1), vec![Piece::Words("one".to_owned())])],
            otherwise: vec![Piece::Argument(0)],
        }
    );
}
