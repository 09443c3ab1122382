//! Bad input gets a plain sentence, a stable code and exit code 2.

use super::desk;

#[test]
fn a_question_that_cannot_be_read_is_refused_by_its_reason() {
    let desk = desk();
    let ask = |content: &[u8]| desk.run(&["match", "--file", &desk.file("question.txt", content)]);
    ask(b"").refuses("input.empty");
    ask(b"  \n").refuses("input.empty");
    ask(b"nuoc\0chanh").refuses("input.nul");
    ask(b"\xff\xfen\0u\0o\0c\0").refuses("input.utf16");
    ask(b"n\xed\xa0\x80").refuses("input.not_utf8");
    ask(&vec![b'a'; 4 * 1024 * 1024 + 1]).refuses("input.too_big");
    ask(b"?!").refuses("question.empty");
    desk.run(&["match", "--file", "no-such-file"]).refuses("input.not_found");
    desk.run(&["match", "--file", &desk.folder.path().display().to_string()]).refuses("input.directory");
    desk.run(&["match"]).refuses("question.missing");
    desk.run(&["match", ""]).refuses("question.empty");
    desk.run_with(&["match", "-"], b"").refuses("input.empty");
    desk.run_with(&["match", "-"], &vec![b'a'; 5 * 1024 * 1024]).refuses("input.too_big");
}

#[test]
fn a_wrong_setting_is_refused_with_the_place_it_stands_in() {
    let desk = desk();
    std::fs::create_dir(desk.path("data")).unwrap();
    std::fs::write(desk.path("data/thuchu.toml"), "log = \"warn\"\ncolour = \"red\"\n").unwrap();
    let said = desk.run(&["doctor"]);
    assert!(said.refuses("config.unknown_key").err.contains("line 2"), "{}", said.err);
    desk.run(&["doctor", "--config", "no-such-file.toml"]).refuses("config.not_found");
    std::fs::remove_file(desk.path("data/thuchu.toml")).unwrap();
    desk.run(&["doctor", "--store", "mysql://x"]).refuses("setting.bad_value");
    let mut wrong_log = desk.command(&["doctor"]);
    super::said(wrong_log.env("THUCHU_LOG", "thuchu=loudly").output().unwrap()).refuses("log.filter");
}

#[test]
fn a_file_that_cannot_be_imported_is_refused_by_its_reason() {
    let desk = desk();
    let import = |content: &[u8]| desk.run(&["import", &desk.file("input", content)]);
    import(b"").refuses("input.empty");
    import(b"\x1f\x8b\x08\0\0\0\0\0").refuses("import.compressed");
    import(b"just some words").refuses("import.unknown_format");
    desk.run(&["import", "no-such-file.json"]).refuses("input.not_found");
    desk.run(&["import", &desk.folder.path().display().to_string()]).refuses("input.directory");
    desk.run(&["import", "https://"]).refuses("import.url");
    let table = desk.file("table.csv", "a,b\n1,2\n");
    desk.run(&["import", &table, "--format", "csv"]).refuses("import.no_column");
    desk.run(&["import", &table, "--columns", "nonsense=1"]).refuses("import.columns");
    desk.run(&["import", &table, "--labels", &desk.file("labels.toml", "x = [")]).refuses("import.labels");
    desk.run(&["import", &table, "--despite-broken"]).refuses("usage.missing");
}

#[test]
fn hostile_records_end_in_the_report_not_in_a_crash() {
    for record in [
        &b"{\"@type\":\"ClaimReview\",\"claimReviewed\":\"\\ud800\"}\n"[..],
        b"{\"a\":1e400}\n",
        b"{\"a\":\"\0\"}\n",
        &[b"{\"a\":\"".as_slice(), &vec![b'x'; 4 << 20], b"\"}\n"].concat(),
        &[&b"["[..]; 100_000].concat(),
    ] {
        let desk = desk();
        let said = desk.run(&["import", &desk.file("x.ndjson", record), "--format", "ndjson"]);
        assert!((0..=2).contains(&said.code) && !said.err.contains("panicked"), "{}{}", said.out, said.err);
        desk.run(&["verify"]).works();
    }
}
