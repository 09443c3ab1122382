//! The model that finds by meaning: what is said where there is none, and to what is none.

use super::{Said, desk};

/// Ends with 1 and this code: nothing was typed wrongly.
#[track_caller]
fn fails(said: &Said, code: &str) {
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.err.contains(&format!("[{code}")) && !said.err.contains("panicked"), "{}", said.err);
}

#[test]
fn without_a_model_the_desk_says_how_to_get_one() {
    let error = desk().run(&["model", "show"]);
    fails(&error, "model.missing");
    assert!(error.err.contains("thuchu model install"), "{}", error.err);
    fails(&desk().in_vietnamese().run(&["model", "show"]), "model.missing");
}

#[test]
fn what_is_no_model_is_refused_and_nothing_is_left() {
    let desk = desk();
    desk.file("note.txt", "Đây không phải mô hình.");
    let folder = desk.folder.path().display().to_string();
    for from in [&desk.path("note.txt").display().to_string(), &folder, "/nowhere/at/all"] {
        desk.run(&["model", "install", "--from", from]).refuses("model.not_a_package");
    }
    desk.run(&["model", "install", "--from", "https://"]).refuses("import.url");
    // The guard lets no address of this machine through.
    fails(&desk.run(&["model", "install", "--from", "http://127.0.0.1:9/model"]), "");
    let models = desk.path("data/models");
    let left: Vec<_> = std::fs::read_dir(&models).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    assert!(left.is_empty(), "{left:?}");
}
