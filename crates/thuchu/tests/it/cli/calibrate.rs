//! Fitting the matching to labelled questions, and undoing it.

use std::fmt::Write as _;

use super::{Desk, desk};

const WHO: [&str; 12] = [
    "nước dừa xiêm",
    "lá ổi non",
    "hạt mè đen",
    "củ nghệ vàng",
    "rau má tươi",
    "mật ong rừng",
    "quả sung muối",
    "vỏ quýt khô",
    "gạo lứt rang",
    "trà hoa cúc",
    "dầu phộng ép",
    "bột sắn dây",
];
const WHAT: [&str; 11] = [
    "chữa khỏi bệnh tiểu đường",
    "gây ra chứng mất ngủ",
    "làm dịu cơn đau lưng",
    "đẩy lùi viêm loét dạ dày",
    "ngăn rụng tóc hói đầu",
    "làm tan sỏi thận",
    "hạ huyết áp cao",
    "giảm mỡ máu",
    "chặn suy giãn tĩnh mạch",
    "trị viêm xoang mũi",
    "phòng loãng xương",
];

/// `count` claims, each asked once in its own words and once with its words turned around, which has no answer.
fn set(desk: &Desk, count: usize) -> String {
    let (mut corpus, mut queries, mut qrels) = (String::new(), String::new(), String::new());
    for n in 0..count {
        let claim = format!("{} {}", WHO[n % WHO.len()], WHAT[n % WHAT.len()]);
        let words: Vec<&str> = claim.split(' ').collect();
        let (even, odd): (Vec<_>, Vec<_>) = words.iter().enumerate().partition(|(place, _)| place % 2 == 0);
        let turned: Vec<&str> = odd.into_iter().chain(even).map(|(_, word)| *word).collect();
        writeln!(corpus, "{{\"id\":\"d{n}\",\"text\":\"{claim}\"}}").unwrap();
        writeln!(queries, "{{\"id\":\"q{n}\",\"text\":\"cho hỏi {claim} có đúng không\"}}").unwrap();
        writeln!(queries, "{{\"id\":\"t{n}\",\"text\":\"{}\",\"near\":\"d{n}\"}}", turned.join(" ")).unwrap();
        writeln!(qrels, "{{\"query_id\":\"q{n}\",\"doc_id\":\"d{n}\"}}").unwrap();
    }
    std::fs::create_dir_all(desk.path("set")).unwrap();
    desk.file("set/corpus.jsonl", corpus);
    desk.file("set/queries.jsonl", queries);
    desk.file("set/qrels.jsonl", qrels);
    desk.path("set").display().to_string()
}

#[test]
fn before_and_after_are_shown_and_a_dry_run_writes_nothing() {
    let desk = desk();
    let set = set(&desk, 60);
    let ran = desk.run(&["calibrate", "--from", &set, "--dry-run"]);
    let words = &ran.works().out;
    for part in [
        "Learnt from 60 confirmed and 60 rejected",
        "Before (",
        "answered, wrong: ",
        "threshold of answers: ",
        "a dry run",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert!(!desk.path("data").exists(), "not even a folder");
    let report = desk.run(&["calibrate", "--from", &set, "--dry-run", "--json"]).json();
    let figures = &report["calibration"];
    assert_eq!((&report["written"], &report["with_model"]), (&false.into(), &false.into()));
    assert_eq!(figures["judged"]["left_out"], 60);
    let loss = |of: &str| figures[of]["log_loss"].as_f64().unwrap();
    assert!(loss("after") < loss("before"), "{figures}");
    assert!(figures["after"]["wrong"].as_u64() < figures["before"]["wrong"].as_u64(), "{figures}");
    let vi = desk.in_vietnamese();
    assert!(vi.run(&["calibrate", "--from", &set, "--dry-run"]).works().out.contains("chạy thử"));
}

#[test]
fn what_is_written_decides_until_it_is_reset() {
    let desk = desk();
    let set = set(&desk, 60);
    let file = desk.path("data/weights.json");
    let version = |desk: &Desk| {
        let report = desk.run(&["evaluate", &set, "--json"]).json();
        report["engine"]["version"].as_str().unwrap().to_owned()
    };
    let built_in = version(&desk);
    assert!(desk.run(&["calibrate", "--reset"]).works().out.contains("no weights of the desk's own"));
    let elsewhere = desk.path("looked-at.json").display().to_string();
    desk.run(&["calibrate", "--from", &set, "--out", &elsewhere]).works();
    assert!(desk.path("looked-at.json").exists() && !file.exists());

    desk.run(&["calibrate", "--from", &set]).works();
    let own = version(&desk);
    assert!(own.starts_with(&format!("{built_in}+desk-")), "{own}");
    assert!(desk.run(&["evaluate", &set]).works().out.contains(&own));
    assert_eq!(desk.run(&["match", "nước dừa xiêm", "--json"]).json()["weights"], own.as_str());
    assert!(desk.run(&["doctor"]).out.contains(&own));
    // Learnt again: what is in use has seen the questions already, which is said.
    assert!(desk.run(&["calibrate", "--from", &set, "--dry-run"]).works().out.contains("built in ("));

    std::fs::write(&file, "{\"version\": \"older-0+desk-2020-01-01\"}").unwrap();
    let said = desk.run(&["evaluate", &set]);
    assert!(said.works().err.contains("weights.json cannot be used"), "{}", said.err);
    assert!(said.out.contains(&built_in) && !said.out.contains("+desk-"));
    assert!(desk.run(&["doctor"]).out.contains("weights.json cannot be used"));

    desk.run(&["calibrate", "--reset"]).works();
    assert!(!file.exists());
    assert_eq!(version(&desk), built_in);
    let said = desk.run(&["verify"]);
    assert!(said.works().err.is_empty(), "{}", said.err);
}

#[test]
fn too_little_to_learn_from_is_refused_with_what_there_is() {
    let desk = desk();
    let set = set(&desk, 12);
    for words in [&["calibrate", "--from", &set][..], &["calibrate", "--from", &set, "--force"]] {
        let said = desk.run(words);
        assert_eq!(said.code, 1);
        assert!(
            said.err.contains("[calibrate.too_few]") && said.err.contains("12 confirmed and 12 rejected"),
            "{}",
            said.err
        );
    }
    assert!(!desk.path("data").exists());
    desk.run(&["demo"]).works();
    let said = desk.run(&["calibrate"]);
    assert!(said.code == 1 && said.err.contains("0 confirmed and 0 rejected"), "{}", said.err);
    desk.run(&["calibrate", "--precision", "0.2"]).refuses("usage.wrong_value");
    desk.run(&["calibrate", "--reset", "--dry-run"]).refuses("usage.conflict");
    desk.run(&["calibrate", "--from", "no-such-folder"]).refuses("evaluate.unreadable");
}
