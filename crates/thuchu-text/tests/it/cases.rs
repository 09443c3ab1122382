//! The 196 published test vectors (CC0), each run through the function it specifies.

use serde_json::Value;
use thuchu_text::dates::read_dates;
use thuchu_text::decimal::Decimal;
use thuchu_text::legacy::{self, Legacy};
use thuchu_text::numbers::find_numbers;
use thuchu_text::typing::{self, Method};
use thuchu_text::units::{Base, Unit};
use thuchu_text::{boilerplate, collate, fold, match_form, mojibake, normalise, slug, teencode, tone};

mod data {
    pub(crate) const CASES: &str = include_str!("../data/vietnamese_text_cases.json");
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
    run.group("numbers", |case| {
        let found = find_numbers(text(case, "input"));
        assert_eq!(found.len(), 1, "{case} {found:?}");
        assert_eq!(found[0].value.to_string(), text(case, "value"), "{case}");
        assert_eq!(found[0].alt.map(|alt| alt.to_string()).as_deref(), case["alt"].as_str(), "{case}");
    });
    run.group("units", |case| {
        let number = &find_numbers(text(case, "input"))[0];
        for (key, base) in [
            ("grams", Base::Gram),
            ("metres", Base::Metre),
            ("celsius", Base::Own(Unit::Celsius)),
            ("percent", Base::Own(Unit::Percent)),
        ] {
            if let Some(expected) = case[key].as_str() {
                assert_eq!(number.in_base(), Some((base, Decimal::parse(expected).unwrap())), "{case}");
            }
        }
        if let Some(expected) = case["value"].as_str() {
            assert_eq!(number.value.to_string(), expected, "{case}");
        }
        if let Some(currency) = case["currency"].as_str() {
            assert_eq!(format!("{:?}", number.unit.unwrap()).to_uppercase(), currency, "{case}");
        }
        if case["convert"] == false {
            assert!(number.unit.is_some() && number.in_base().is_none(), "{case}");
        }
    });
    run.group("dates", |case| {
        let reference = text(case, "reference_date").parse().unwrap();
        let found = read_dates(text(case, "input"), reference);
        assert_eq!(found.len(), 1, "{case} {found:?}");
        let expected = &case["expected"];
        match &found[0] {
            Ok(found) => {
                if let Some(at) = expected["at"].as_str() {
                    assert_eq!(format!("{}+07:00", found.at.unwrap()), at, "{case}");
                } else {
                    assert_eq!(found.from.to_string(), text(expected, "from"), "{case}");
                    assert_eq!(found.to.to_string(), text(expected, "to"), "{case}");
                }
                if expected["inferred"] == "year" {
                    assert!(!found.explicit_year, "{case}");
                }
            }
            Err(invalid) => {
                assert_eq!(expected["error"], "invalid_dmy", "{case}");
                assert_eq!(
                    invalid.mdy_guess.map(|d| d.to_string()).as_deref(),
                    expected["mdy_guess"].as_str(),
                    "{case}"
                );
            }
        }
    });
    run.group("dates_not_converted", |case| {
        let input = text(case, "input");
        let reference = "2022-07-01".parse().unwrap();
        if case.get("expected_kind").is_some() {
            assert_eq!(read_dates(&format!("ngày {input}"), reference).len(), 1, "{case}");
            assert_eq!(read_dates("2/3 dân số", reference), [], "{case}");
        } else {
            assert_eq!(read_dates(input, reference), [], "{case}");
        }
    });
    run.group("slug", |case| assert_eq!(slug(text(case, "input")), text(case, "expected"), "{case}"));
    run.group("teencode", |case| assert_eq!(teencode::expand(text(case, "input")), text(case, "expected"), "{case}"));
    run.group("forward_boilerplate", |case| {
        assert_eq!(boilerplate::strip(text(case, "input")), text(case, "expected"), "{case}");
    });
    run.group("collation", |case| {
        let list = |key: &str| {
            case[key].as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let mut sorted = list("input");
        sorted.sort_by_key(|text| collate::sort_key(text));
        assert_eq!(sorted, list("expected"), "{case}");
    });
    run.group("typing", |case| {
        let method = match text(case, "method") {
            "telex" => Method::Telex,
            "vni" => Method::Vni,
            _ => Method::Viqr,
        };
        assert_eq!(typing::convert(text(case, "input"), method), text(case, "expected"), "{case}");
    });
    run.group("legacy_encoding", |case| {
        let encoding = match text(case, "encoding") {
            "tcvn3" => Legacy::Tcvn3,
            "viscii" => Legacy::Viscii,
            "windows-1258" => Legacy::Windows1258,
            "vni-windows" => Legacy::VniWindows,
            "vps" => Legacy::Vps,
            other => panic!("{other}"),
        };
        let hex = text(case, "hex");
        let bytes: Vec<u8> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
        assert_eq!(legacy::decode(&bytes, encoding), text(case, "expected"), "{case}");
    });
    assert_eq!(run.ran, 196);
}
