//! Backup and restore as the operator meets them.

use super::{Desk, desk};

fn with_demo() -> (Desk, String) {
    let desk = desk();
    desk.run(&["demo"]).works();
    let file = desk.path("desk.tar").display().to_string();
    (desk, file)
}

#[test]
fn a_desk_comes_back_from_its_backup_and_says_that_it_is_whole() {
    let (desk, file) = with_demo();
    assert!(desk.run(&["backup", &file]).works().out.contains("30 fact-checks"));
    desk.run(&["backup", &file]).refuses("backup.exists");
    let made = desk.run(&["backup", &file, "--force", "--json"]).json();
    assert_eq!(made["bytes"].as_u64(), Some(std::fs::metadata(&file).unwrap().len()));
    assert!(desk.run(&["restore", &file, "--check"]).works().out.contains("complete and undamaged"));
    desk.run(&["restore", &file]).refuses("backup.not_empty");

    let place = desk.path("new").display().to_string();
    let restored = desk.run(&["restore", &file, "--data", &place, "--json"]);
    let restored = (restored.works(), restored.json()).1;
    let verified = desk.run(&["verify", "--data", &place, "--json"]).json();
    assert_eq!(restored["verified"], verified);
    assert_eq!((&verified["clean"], &verified["rows"]), (&true.into(), &made["rows"]));
    assert_eq!(verified["audit"], made["audit"]);
    let export = |data: &str| desk.run(&["export", "--data", data]).works().out.clone();
    assert_eq!(export(&place), export(&desk.path("data").display().to_string()));
}

#[test]
fn what_is_no_backup_is_refused_in_words() {
    let (desk, file) = with_demo();
    desk.run(&["backup", &file]).works();
    desk.run(&["backup", "-"]).refuses("backup.no_file");
    desk.run(&["restore", "-"]).refuses("backup.no_file");
    desk.run(&["restore", &desk.path("none.tar").display().to_string()]).refuses("input.not_found");
    desk.run(&["restore", &desk.path("").display().to_string()]).refuses("input.directory");
    let place = desk.path("new").display().to_string();
    let whole = std::fs::read(&file).unwrap();
    let mut changed = whole.clone();
    let middle = whole.len() / 2;
    changed[middle] ^= 1;
    for (name, bytes, code) in [
        ("text.tar", b"not a backup".repeat(100), "backup.not_a_backup"),
        ("cut.tar", whole[..whole.len() - 40_000].to_vec(), "backup.truncated"),
        ("changed.tar", changed, "backup.damaged"),
    ] {
        let hostile = desk.file(name, bytes);
        desk.run(&["restore", &hostile, "--check"]).refuses(code);
        desk.run(&["restore", &hostile, "--data", &place]).refuses(code);
        assert!(!desk.path("new").exists());
    }
}

#[test]
fn an_import_into_a_damaged_store_is_refused_and_names_the_way_out() {
    use std::os::unix::fs::FileExt as _;
    let (desk, _) = with_demo();
    let path = desk.path("data/thuchu.sqlite");
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    file.write_all_at(&[0xa5; 64], (pages - 2) * 4096).unwrap();
    let before = std::fs::read(&path).unwrap();
    let record = desk.file("one.ndjson", "{}");
    let said = desk.run(&["import", &record]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.err.contains("[store.corrupt]") && said.err.contains("thuchu restore"), "{}", said.err);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn there_is_no_backup_of_nothing() {
    let desk = desk();
    let said = desk.run(&["backup", &desk.path("desk.tar").display().to_string()]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("[store.absent]"), "{}", said.err);
    assert!(!desk.path("data").exists() && !desk.path("desk.tar").exists());
}
