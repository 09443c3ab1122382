//! Help in both languages, pinned; mistakes in plain words.

use super::*;

fn help(lang: Lang, words: &[&str]) -> String {
    let typed = ["thuchu"].iter().chain(words).map(OsString::from).collect();
    match parse(typed, lang) {
        Ok(Asked::Help(text)) => text,
        _ => panic!("{words:?} gives no help"),
    }
}

#[test]
fn the_tree_of_commands_is_consistent_in_both_languages() {
    for lang in Lang::ALL {
        command(lang).debug_assert();
    }
}

#[test]
fn help_is_pinned_in_both_languages() {
    for lang in Lang::ALL {
        let mut all = help(lang, &["--help"]);
        for words in [
            &["serve"][..],
            &["match"],
            &["import"],
            &["export"],
            &["evaluate"],
            &["calibrate"],
            &["publisher"],
            &["publisher", "list"],
            &["publisher", "trust"],
            &["editor"],
            &["editor", "add"],
            &["editor", "list"],
            &["model"],
            &["model", "install"],
            &["model", "show"],
            &["verify"],
            &["doctor"],
            &["demo"],
            &["completions"],
        ] {
            let line = format!("\n──── thuchu {} --help\n", words.join(" "));
            all.push_str(&line);
            all.push_str(&help(lang, &[words, &["--help"]].concat()));
        }
        insta::assert_snapshot!(format!("help_{lang}"), all);
    }
}

#[test]
fn help_speaks_one_language_at_a_time() {
    let text = help(Lang::Vi, &["import", "--help"]);
    for word in ["Usage", "Options", "Arguments", "OPTIONS", "default", "possible", "Print"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[test]
fn the_word_help_works_as_the_flag_does() {
    assert_eq!(help(Lang::En, &["help", "import"]), help(Lang::En, &["import", "--help"]));
}

#[track_caller]
fn mistaken(words: &[&str], code: &str) {
    let typed = || ["thuchu"].iter().chain(words).map(OsString::from).collect();
    for lang in Lang::ALL {
        let Err(Halt::Problem(problem)) = parse(typed(), lang) else { panic!("{words:?} is accepted") };
        assert_eq!(problem.code(), code, "{words:?}");
        let text = problem.message().in_lang(lang);
        assert!(!text.contains("  ") && !text.contains("\"\""), "{words:?}: {text}");
    }
}

#[test]
fn each_mistake_in_the_command_line_has_its_code() {
    mistaken(&["--nonsense"], "usage.unknown_argument");
    mistaken(&["export", "--outptu", "x"], "usage.unknown_argument_similar");
    mistaken(&["xyzzy"], "usage.unknown_command");
    mistaken(&["imprt"], "usage.unknown_command_similar");
    mistaken(&["import"], "usage.missing");
    mistaken(&["publisher"], "usage.missing_command");
    mistaken(&["match", "--limit", "0", "a"], "usage.bad_value");
    mistaken(&["match", "--limit", "many", "a"], "usage.wrong_value");
    mistaken(&["match", "--lang", "fr", "a"], "usage.bad_value");
    mistaken(&["match", "--limit"], "usage.no_value");
    mistaken(&["match", "a", "--file", "b"], "usage.conflict");
    mistaken(&["export", "-o", "a", "-o", "b"], "usage.twice");
    mistaken(&["match", "a", "b"], "usage.unknown_argument");
}
