//! The happy way: fill, ask, import, trust, export, verify.

use super::{Desk, desk};

const TWO: &str = r#"[{"@context":"https://schema.org","@type":"ClaimReview","url":"https://kiemtin.example/1",
"claimReviewed":"Uống nước muối mỗi sáng ngừa được mọi bệnh","inLanguage":"vi","datePublished":"2025-06-21",
"author":{"@type":"Organization","name":"Kiểm Tin","url":"https://kiemtin.example"},
"reviewRating":{"@type":"Rating","alternateName":"Sai"}},
{"@context":"https://schema.org","@type":"ClaimReview","url":"https://kiemtin.example/2",
"claimReviewed":"Ăn tỏi sống thay được thuốc kháng sinh","inLanguage":"vi","datePublished":"2025-06-22",
"author":{"@type":"Organization","name":"Kiểm Tin","url":"https://kiemtin.example"},
"reviewRating":{"@type":"Rating","alternateName":"Sai"}}]"#;

fn with_two() -> (Desk, String) {
    let desk = desk();
    let file = desk.file("two.json", TWO);
    desk.run(&["import", &file]).works();
    (desk, file)
}

#[test]
fn the_readmes_first_command_answers_a_question_typed_without_marks() {
    let desk = desk();
    let said = desk.run(&["demo", "--ask", "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong"]);
    assert!(said.works().out.starts_with("Answered before."), "{}", said.out);
    assert!(said.out.contains("Demonstration"), "{}", said.out);
    let again = desk.run(&["match", "--json", "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong"]).json();
    assert!(again["matches"][0]["claim"].as_str().unwrap().contains("đột quỵ"), "{again}");
    assert!(desk.run(&["demo"]).works().out.contains("already"));
    desk.run(&["verify"]).works();
}

const STROKE: &str = "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong";

#[test]
fn people_get_one_language_theirs_or_the_one_asked_for_and_programs_the_checks_own() {
    let desk = desk();
    desk.run(&["demo"]).works();
    let screen =
        |ui: &str, more: &[&str]| desk.run(&[&["match", "--ui", ui, STROKE], more].concat()).works().out.clone();
    let (vietnamese, english) = (screen("vi", &[]), screen("en", &[]));
    for (text, claim, other) in [(&vietnamese, "Chích máu", "Pricking"), (&english, "Pricking", "Chích máu")] {
        assert!(text.contains(claim) && !text.contains(other), "{text}");
    }
    assert!(vietnamese.contains("Kết luận của Minh hoạ: ") && english.contains(" Demonstration: "), "{english}");
    let summary = |text: &str, line: &str| assert!(text.lines().any(|found| found.starts_with(line)), "{text}");
    summary(&vietnamese, "Sai. ");
    summary(&english, "False. ");
    assert!(screen("vi", &["--lang", "en"]).contains("Pricking"));
    assert!(screen("en", &["--lang", "vi"]).contains("Chích máu"));
    for (more, lang) in [(&[][..], "vi"), (&["--lang", "en"], "en"), (&["--ui", "en", "--lang", "vi"], "vi")] {
        let best = desk.run(&[&["match", "--json", STROKE], more].concat()).json()["matches"][0].clone();
        assert_eq!((&best["lang"], &best["rating"]["publisher"]), (&lang.into(), &"Demonstration".into()), "{best}");
        assert_eq!(best["rating"].as_object().unwrap().len(), 3, "{best}");
    }
    let other = self::desk();
    let copy = other.file("all.ndjson", &desk.run(&["export"]).works().out);
    other.run(&["import", &copy]).works();
    let (there, here) = (contents(&desk), contents(&other));
    assert!(there.values().all(|content| content["translations"][0]["lang"] == "en"));
    assert!(there.len() == 30 && there == here, "an export loses none of the languages");
}

/// What the checks of a desk say, by their address.
fn contents(desk: &Desk) -> std::collections::BTreeMap<String, serde_json::Value> {
    let export = desk.run(&["export"]);
    let lines = export.works().out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let checks = lines.filter(|line| line["@type"] == "ClaimReview");
    checks.map(|line| (line["url"].to_string(), line["thuchu:check"]["content"].clone())).collect()
}

#[test]
fn what_keeps_a_check_from_being_the_answer_is_said_in_words() {
    let desk = desk();
    let claim = r#"{"@context":"https://schema.org","@type":"ClaimReview","url":"https://kiemtin.example/3","claimReviewed":"Người lái xe máy không có bằng lái bị phạt 5 triệu đồng từ tháng 7","inLanguage":"vi","author":{"@type":"Organization","name":"Kiểm Tin","url":"https://kiemtin.example"},"reviewRating":{"@type":"Rating","alternateName":"Sai"}}"#;
    let file = desk.file("one.json", claim);
    desk.run(&["import", &file]).works();
    let ask = |ui: &str, text: &str| desk.run(&["match", "--ui", ui, text]).works().out.clone();
    let other_number = "Người lái xe máy không có bằng lái bị phạt 7 triệu đồng từ tháng 7";
    let said = ask("vi", other_number);
    assert!(said.contains("tin của bạn nói 7 triệu") && said.contains("câu đã kiểm chứng nói 5 triệu"), "{said}");
    let said = ask("en", other_number);
    assert!(said.contains("your message says 7 triệu"), "{said}");
    let said = ask("vi", "Người lái xe máy không có bằng lái bị phạt 5 triệu đồng từ tháng 7");
    assert!(said.contains("chưa tin nơi công bố này"), "{said}");
}

#[test]
fn verifying_makes_nothing() {
    let desk = desk();
    let said = desk.run(&["verify"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("[store.absent]") && said.err.contains("thuchu.sqlite"), "{}", said.err);
    assert!(!desk.path("data").exists());
    desk.run(&["demo"]).works();
    let listed = || {
        let mut names: Vec<_> =
            std::fs::read_dir(desk.path("data")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        (names, std::fs::read(desk.path("data/thuchu.sqlite")).unwrap())
    };
    let before = listed();
    desk.run(&["verify"]).works();
    assert_eq!(listed(), before);
}

#[test]
fn an_empty_desk_says_so_and_not_checked_is_no_verdict() {
    let desk = desk().in_vietnamese();
    let said = desk.run(&["match", "Trái đất hình vuông phải không?"]);
    assert!(said.works().out.starts_with("Chưa kiểm chứng."), "{}", said.out);
    let reply = desk.run(&["match", "--json", "Trái đất hình vuông phải không?"]).json();
    let weights = &reply["weights"];
    assert!(weights.is_string(), "{reply}");
    assert_eq!(reply, serde_json::json!({ "decision": "none", "matches": [], "weights": weights }));
}

#[test]
fn importing_twice_is_importing_once_and_an_export_comes_back_whole() {
    let (desk, file) = with_two();
    let again = desk.run(&["import", &file, "--json"]).json();
    assert_eq!(
        (again["counts"]["added"].as_u64(), again["counts"]["unchanged"].as_u64()),
        (Some(0), Some(2)),
        "{again}"
    );
    let export = desk.run(&["export"]);
    let other = self::desk();
    let copy = other.file("all.ndjson", &export.works().out);
    other.run(&["import", &copy]).works();
    assert_eq!(sorted(&other.run(&["export"]).out), sorted(&export.out));
    let out = desk.path("all.ndjson").display().to_string();
    desk.run(&["export", "--output", &out]).works();
    assert_eq!(std::fs::read_to_string(out).unwrap(), export.out);
    desk.run(&["verify"]).works();
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn a_publisher_answers_only_after_two_editors_trust_it() {
    let (desk, _) = with_two();
    let ask = || desk.run(&["match", "--json", "Uống nước muối mỗi sáng ngừa được mọi bệnh"]).json();
    assert_eq!(ask()["decision"], "suggest");
    assert_eq!(ask()["matches"][0]["explanation"]["veto"], "trust");
    desk.run(&["publisher", "trust", "Kiểm Tin", "answer", "--by", "An", "--and", "Bình"]).refuses("editor.unknown");
    for name in ["An", "Bình"] {
        desk.run(&["editor", "add", name]).works();
    }
    desk.run(&["editor", "add", "an"]).refuses("editor.exists");
    desk.run(&["publisher", "trust", "Kiểm Tin", "answer", "--by", "An", "--and", "an"]).refuses("trust.needs_two");
    desk.run(&["publisher", "trust", "Nhà khác", "answer", "--by", "An", "--and", "Bình"]).refuses("publisher.unknown");
    desk.run(&["publisher", "trust", "kiemtin.example", "answer", "--by", "An", "--and", "Bình"]).works();
    assert_eq!(ask()["decision"], "answer");
    assert!(desk.run(&["publisher", "list"]).works().out.contains("used to answer"));
    assert!(desk.run(&["editor", "list"]).works().out.contains("Bình"));
    desk.run(&["publisher", "trust", "Kiểm Tin", "none", "--by", "An"]).works();
    assert_eq!(ask()["decision"], "none");
}

#[test]
fn a_broken_record_is_reported_with_its_line_and_the_rest_goes_on() {
    let desk = desk();
    let good = TWO.trim_start_matches('[').split("},\n{\"@context").next().unwrap().replace('\n', " ");
    let file = desk.file("mixed.ndjson", format!("{good}}}\n{{broken\n{{\"x\":1e400}}\n"));
    let report = desk.path("broken.ndjson").display().to_string();
    let outcome = desk.run(&["import", &file, "--report", &report, "--json"]).json();
    assert_eq!(outcome["counts"]["added"], 1, "{outcome}");
    assert_eq!(outcome["counts"]["problems"], 2, "{outcome}");
    let report = std::fs::read_to_string(report).unwrap();
    assert!(report.lines().next().unwrap().contains("\"line\":2"), "{report}");
    assert!(desk.run(&["import", &file]).works().out.contains("2 broken records were left out"));
    assert!(desk.path("data/reports/mixed.ndjson.broken.ndjson").exists());
}

#[test]
fn demonstration_data_stay_out_of_a_desk_in_use() {
    let (desk, _) = with_two();
    let said = desk.run(&["demo"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("[demo.not_empty]"), "{}", said.err);
}

#[test]
fn an_address_inside_the_operators_network_is_never_fetched() {
    for address in ["http://127.0.0.1/x.json", "http://[::1]/x.json", "https://localhost/x", "http://169.254.169.254/"]
    {
        let desk = desk();
        let said = desk.run(&["import", address]);
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(said.err.contains("[fetch."), "{address}: {}", said.err);
        assert!(!desk.path("data").exists());
    }
}

#[test]
fn a_trail_is_compared_with_the_marks_that_were_copied_of_it() {
    let (desk, _) = with_two();
    let audit = desk.run(&["verify", "--json"]).json()["audit"].clone();
    let mark = format!("{}:{}", audit["number"], audit["hash"].as_str().unwrap());
    let said = desk.run(&["verify", "--head", &mark, "--head", &mark]);
    assert!(said.works().out.contains(&mark) && said.out.contains("2 marks from outside"), "{}", said.out);
    let other = format!("{}:{}", audit["number"], "0".repeat(64));
    let said = desk.run(&["verify", "--head", &mark, "--head", &other]);
    assert_eq!((said.code, said.out.contains("does not hold the published head")), (1, true), "{}", said.out);
    let lines = desk.file("marks.txt", format!("\n{mark}\n"));
    desk.run(&["verify", "--heads", &lines]).works();
    let json = serde_json::json!({"items": [{"day": "2026-11-22", "number": 1, "hash": "f".repeat(64)}], "next": null});
    let published = desk.file("audit.json", json.to_string());
    assert_eq!(desk.run(&["verify", "--heads", &published, "--head", &mark]).code, 1);
    desk.run(&["verify", "--head", "12"]).refuses("verify.head");
    desk.run(&["verify", "--heads", &desk.file("wrong.txt", format!("{mark}\n12\n"))]).refuses("verify.heads");
    desk.run(&["verify", "--heads", &desk.file("wrong.json", "{\"items\": 1}")]).refuses("verify.heads");
}
