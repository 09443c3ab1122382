//! The precedence, and what is wrong with a settings file.

use std::{collections::HashMap, fs};

use super::*;

struct Desk {
    folder: tempfile::TempDir,
    env: HashMap<&'static str, String>,
    flags: Common,
}

fn desk() -> Desk {
    let flags = Common { data: None, store: None, config: None, ui: None, json: false, quiet: false };
    Desk { folder: tempfile::tempdir().unwrap(), env: HashMap::new(), flags }
}

impl Desk {
    fn load(&self) -> Result<Settings, Problem> {
        Settings::load(&self.flags, &serving::Flags::default(), &|name| self.env.get(name).map(OsString::from))
    }

    fn with_data(mut self) -> Self {
        self.env.insert("THUCHU_DATA", self.folder.path().display().to_string());
        self
    }

    fn file(self, text: &str) -> Self {
        fs::write(self.folder.path().join("thuchu.toml"), text).unwrap();
        self
    }
}

#[test]
fn a_flag_beats_the_environment_beats_the_file_beats_the_default() {
    let mut desk = desk().with_data();
    assert_eq!(desk.load().unwrap().store.origin, Origin::Default);
    desk = desk.file("# ours\nstore = \"sqlite:file.db\"\n");
    let store = desk.load().unwrap().store;
    assert_eq!(store.value, "sqlite:file.db");
    assert!(matches!(store.origin, Origin::File { line: 2, .. }));
    desk.env.insert("THUCHU_STORE", "sqlite:env.db".to_owned());
    assert_eq!(desk.load().unwrap().store.value, "sqlite:env.db");
    desk.flags.store = Some("sqlite:flag.db".to_owned());
    assert_eq!(desk.load().unwrap().store, Setting { value: "sqlite:flag.db".into(), origin: Origin::Flag("--store") });
}

#[test]
fn the_default_store_and_keys_lie_in_the_data_folder() {
    let desk = desk().with_data();
    let settings = desk.load().unwrap();
    assert_eq!(settings.store.value, format!("sqlite:{}/thuchu.sqlite", desk.folder.path().display()));
    assert_eq!(settings.keys.value, desk.folder.path().join("keys"));
}

#[test]
fn without_any_setting_the_data_lies_where_the_platform_keeps_it() {
    let mut desk = desk();
    desk.env.insert("XDG_DATA_HOME", "/nowhere/share".to_owned());
    desk.env.insert("HOME", "/nowhere".to_owned());
    let on_unix = desk.load().unwrap().data.value;
    assert!(cfg!(windows) || on_unix == Path::new("/nowhere/share/thuchu"));
    desk.env.remove("XDG_DATA_HOME");
    assert!(desk.load().unwrap().data.value.starts_with("/nowhere") || cfg!(windows));
}

#[track_caller]
fn refused(file: &str, code: &str, says: &str) {
    let problem = desk().with_data().file(file).load().unwrap_err();
    assert_eq!(problem.code(), code);
    let text = problem.message().in_lang(Lang::En);
    assert!(text.contains(says), "{text}");
}

#[test]
fn a_wrong_settings_file_is_refused_with_its_line() {
    refused("store = \"sqlite:\"\n\nstroe = \"x\"\n", "config.unknown_key", "line 3: there is no setting \"stroe\"");
    refused("[server]\nport = 1\n", "config.unknown_key", "line 1: there is no setting \"server\"");
    refused("log = 5\n", "config.bad_value", "line 1: \"log\" needs");
    refused("log = \"warn\"\nstore = \n", "config.syntax", "line 2");
    refused("data = \"/x\"\n", "config.data_in_data", "line 1");
    refused("store = \"mysql://x\"\n", "setting.bad_value", "thuchu.toml, line 1");
}

#[test]
fn a_settings_file_named_by_the_operator_may_say_where_the_data_is_and_must_exist() {
    let mut desk = desk();
    let path = desk.folder.path().join("etc.toml");
    desk.env.insert("THUCHU_CONFIG", path.display().to_string());
    assert_eq!(desk.load().unwrap_err().code(), "config.not_found");
    fs::write(&path, "data = \"/srv/thuchu\"\n").unwrap();
    assert_eq!(desk.load().unwrap().data.value, PathBuf::from("/srv/thuchu"));
}

#[test]
fn the_language_comes_from_the_flag_then_our_variable_then_the_machine() {
    let lang = |flag: Option<&str>, env: &[(&str, &str)]| {
        ui(flag, &|name| env.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v))).value
    };
    assert_eq!(lang(None, &[]), Lang::Vi);
    assert_eq!(lang(None, &[("LANG", "en_US.UTF-8")]), Lang::En);
    assert_eq!(lang(None, &[("LC_ALL", "vi_VN"), ("LANG", "en_US.UTF-8")]), Lang::Vi);
    assert_eq!(lang(None, &[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")]), Lang::Vi);
    assert_eq!(lang(None, &[("THUCHU_LANG", "en"), ("LC_ALL", "vi_VN")]), Lang::En);
    assert_eq!(lang(Some("vi"), &[("THUCHU_LANG", "en")]), Lang::Vi);
}

#[test]
fn a_store_address_is_shown_without_its_password() {
    assert_eq!(without_password("postgres://desk:s3c@ret@db/x"), "postgres://desk:…@db/x");
    assert_eq!(without_password("postgres://db/x?password=s3cret"), "postgres://db/x?…");
    assert_eq!(without_password("sqlite:/srv/a.sqlite"), "sqlite:/srv/a.sqlite");
}
