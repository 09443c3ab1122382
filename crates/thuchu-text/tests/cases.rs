//! The 196 published test vectors (CC0), each run through the function it specifies.

use serde_json::Value;
use thuchu_text::{fold, match_form, mojibake, normalise, tone};

mod data {
    pub(crate) const CASES: &str = include_str!("data/vietnamese_text_cases.json");
}

struct Run {
    cases: Value,
    ran: usize,
}

impl Run {
    fn group(&mut self, name: &str, check: impl Fn(&Value)) {
        let group = &self.cases["groups"][name];
        let group = group.as_array().or_else(|| group["cases"].as_array()).unwrap();
        for case in group {
            check(case);
        }
        self.ran += group.len();
    }
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap_or_else(|| panic!("{key} missing in {case}"))
}

#[test]
fn all_vectors_pass() {
    let mut run = Run { cases: serde_json::from_str(data::CASES).unwrap(), ran: 0 };
    run.group("normalise", |case| assert_eq!(normalise(text(case, "input")), text(case, "expected"), "{case}"));
    run.group("match_form", |case| assert_eq!(match_form(text(case, "input")), text(case, "expected"), "{case}"));
    run.group("fold", |case| assert_eq!(fold(text(case, "input")), text(case, "expected"), "{case}"));
    run.group("tone_placement", |case| {
        assert_eq!(tone::to_new_style(text(case, "input")), text(case, "new_style"), "{case}");
        assert_eq!(tone::to_old_style(text(case, "input")), text(case, "old_style"), "{case}");
    });
    run.group("mojibake", |case| assert_eq!(mojibake::repair(text(case, "input")), text(case, "expected"), "{case}"));
    run.group("search_match", |case| {
        let found = |form: fn(&str) -> String| {
            let words = |key| format!(" {} ", form(&match_form(text(case, key))));
            words("document").contains(&words("query"))
        };
        assert_eq!(found(str::to_owned), case["exact"], "{case}");
        assert_eq!(found(fold), case["folded"], "{case}");
    });
    assert!(run.ran > 0);
}
