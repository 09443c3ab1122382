//! Help, language, completions, and a reader that goes away.

use std::{io::Read as _, process::Stdio};

use super::desk;

#[test]
fn help_comes_in_the_readers_language_and_vietnamese_is_the_default() {
    let vietnamese = desk().in_vietnamese().run(&["--help"]);
    assert!(vietnamese.works().out.contains("Cách dùng: thuchu"), "{}", vietnamese.out);
    assert!(desk().run(&["match", "--help"]).works().out.contains("Usage: thuchu match"));
    assert!(desk().in_vietnamese().run(&["match", "--help", "--ui", "en"]).works().out.contains("Usage:"));
    let mut bare = desk().command(&["--help"]);
    let said = super::said(bare.env_remove("THUCHU_LANG").env_remove("LANG").output().unwrap());
    assert!(said.out.contains("Cách dùng:"), "{}", said.out);
}

#[test]
fn mistakes_are_explained_in_both_languages_and_as_json() {
    assert!(desk().run(&["imprt"]).refuses("usage.unknown_command_similar").err.contains("Did you mean \"import\""));
    assert!(
        desk()
            .in_vietnamese()
            .run(&["imprt"])
            .refuses("usage.unknown_command_similar")
            .err
            .contains("Có phải bạn muốn")
    );
    let said = desk().run(&["--json", "imprt"]);
    let error: serde_json::Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(said.code, 2);
    assert_eq!(error["error"]["code"], "usage.unknown_command_similar");
    assert!(error["error"]["message"].as_str().unwrap().contains("import"));
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let said = desk().run(&["completions", shell]);
        assert!(said.works().out.contains("thuchu") && said.out.contains("doctor"), "{shell}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let desk = desk();
    let mut child =
        desk.command(&["completions", "bash"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut complaints = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(complaints, "");
}

#[test]
fn a_full_disk_behind_standard_output_is_an_error() {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let output = desk().command(&["completions", "bash"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    let said = super::said(output);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("[output]"), "{}", said.err);
}
