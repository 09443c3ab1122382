//! Measuring on the operator's own data.

use super::{Desk, desk};

fn with_data(desk: &Desk) -> String {
    desk.file(
        "corpus.jsonl",
        concat!(
            "{\"id\":\"d1\",\"text\":\"Uống nước chanh chữa được ung thư\",\"lang\":\"vi\"}\n",
            "{\"id\":\"d2\",\"text\":\"Chích máu mười đầu ngón tay cứu được người đột quỵ\",\"lang\":\"vi\"}\n",
        ),
    );
    desk.file(
        "queries.jsonl",
        concat!(
            "{\"id\":\"q1\",\"text\":\"uong nuoc chanh chua duoc ung thu\",\"lang\":\"vi\",\"variant\":\"plain\"}\n\n",
            "{\"id\":\"q2\",\"text\":\"ngày mai trời có mưa không\",\"lang\":\"vi\",\"variant\":\"other\"}\n",
        ),
    );
    desk.file("qrels.jsonl", "{\"query_id\":\"q1\",\"doc_id\":\"d1\"}\n");
    desk.folder.path().display().to_string()
}

#[test]
fn figures_come_as_json_and_as_words() {
    let desk = desk();
    let dir = with_data(&desk);
    let lines = desk.path("each.jsonl").display().to_string();
    let report = desk.run(&["evaluate", &dir, "--json", "--per-query", &lines]).json();
    assert_eq!(report["queries"], 2);
    assert_eq!(report["answerable"], 1);
    assert_eq!(report["recall@1"], 1.0);
    assert_eq!(report["by_variant"]["other"]["recall@1"], serde_json::Value::Null);
    let lines = std::fs::read_to_string(lines).unwrap();
    assert_eq!(lines.lines().count(), 2);
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["top"][0]["doc_id"], "d1");
    assert!(desk.run(&["evaluate", &dir]).works().out.contains("2 questions, of which 1"));
}

#[test]
fn grouping_is_measured_in_three_orders() {
    let desk = desk();
    let dir = with_data(&desk);
    let more = "{\"id\":\"q3\",\"text\":\"Uống nước chanh chữa được ung thư\"}\n";
    let questions = std::fs::read_to_string(desk.path("queries.jsonl")).unwrap();
    desk.file("queries.jsonl", &format!("{questions}{more}"));
    desk.file("qrels.jsonl", "{\"query_id\":\"q1\",\"doc_id\":\"d1\"}\n{\"query_id\":\"q3\",\"doc_id\":\"d1\"}\n");
    let report = desk.run(&["evaluate", &dir, "--grouping", "--json"]).json();
    assert_eq!((&report["messages"], &report["groups"]), (&3.into(), &2.into()));
    assert_eq!(report["runs"].as_array().unwrap().len(), 3);
    assert_eq!(report["mean"]["pairwise"]["f1"], 1.0);
    assert_eq!(report["mean"]["b_cubed"]["f1"], 1.0);
    let ran = desk.run(&["evaluate", &dir, "--grouping"]);
    let words = &ran.works().out;
    assert!(words.contains("3 messages, which belong to 2 groups"), "{words}");
    desk.run(&["evaluate", &dir, "--grouping", "--leave-one-out"]).refuses("usage.conflict");
}

#[test]
fn unusable_data_is_named_by_file_and_line() {
    let desk = desk();
    desk.run(&["evaluate", "no-such-folder"]).refuses("evaluate.unreadable");
    desk.run(&["evaluate", &desk.file("x", "y")]).refuses("evaluate.unreadable");
    desk.run(&["evaluate", &desk.folder.path().display().to_string()]).refuses("evaluate.unreadable");
    let dir = with_data(&desk);
    desk.file("qrels.jsonl", "{\"query_id\":\"q1\",\"doc_id\":\"d1\"}\n{\"query_id\":1e400}\n");
    assert!(desk.run(&["evaluate", &dir]).refuses("evaluate.bad_line").err.contains("line 2"));
    desk.file("queries.jsonl", "{\"id\":\"q\",\"text\":\"a\"}\n{\"id\":\"q\",\"text\":\"b\"}\n");
    desk.file("qrels.jsonl", "");
    desk.run(&["evaluate", &dir]).refuses("evaluate.id_twice");
    desk.run(&["evaluate", &dir, "--split", "none"]).refuses("evaluate.unreadable");
    std::fs::rename(desk.path("queries.jsonl"), desk.path("queries.one.jsonl")).unwrap();
    desk.file("queries.two.jsonl", "");
    assert!(desk.run(&["evaluate", &dir]).refuses("evaluate.which_split").err.contains("one, two"));
}
