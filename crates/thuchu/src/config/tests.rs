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

/// The rows of the settings table in the operators' guide: the code in each cell.
fn table() -> Vec<[Option<&'static str>; 4]> {
    let guide = include_str!("../../../../docs/operators.md");
    let rows = guide.lines().skip_while(|line| !line.starts_with("| Setting |")).skip(2);
    let code = |cell: &'static str| cell.split('`').nth(1);
    rows.take_while(|line| line.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
            assert_eq!(cells.len(), 5, "{row}");
            [code(cells[1]), code(cells[2]), code(cells[3]), code(cells[4])]
        })
        .collect()
}

#[test]
fn the_operators_guide_names_every_key_once_and_no_other() {
    let mut named: Vec<&str> = table().into_iter().filter_map(|[_, _, key, _]| key).collect();
    let mut known = file::KEYS.to_vec();
    named.sort_unstable();
    known.sort_unstable();
    assert_eq!(named, known);
}

#[test]
fn every_flag_of_the_guide_exists_and_every_flag_with_a_variable_is_in_it() {
    let named: Vec<&str> = table().into_iter().filter_map(|[flag, ..]| flag).collect();
    let tree = crate::cli::command(Lang::En);
    let serve = tree.find_subcommand("serve").unwrap();
    let flags = |command: &clap::Command| {
        let with_variable = |arg: &&clap::Arg| arg.get_help().is_some_and(|help| help.to_string().contains("(THUCHU_"));
        let long = |arg: &clap::Arg| format!("--{}", arg.get_long().unwrap());
        command.get_arguments().filter(with_variable).map(long).collect::<Vec<String>>()
    };
    let mut known = [flags(&tree), flags(serve)].concat();
    let mut named: Vec<String> = named.into_iter().map(str::to_owned).collect();
    named.sort();
    known.sort();
    assert_eq!(named, known);
}

/// A value for each key that is taken, and is not the default.
fn other_value(key: &str) -> &'static str {
    match key {
        "listen" | "metrics" => "127.0.0.1:1",
        "store" => "sqlite:x",
        "public_url" => "https://tin.example.vn",
        "rate_limit" => "7",
        "utc_offset" => "Z",
        "log_format" => "json",
        "log" => "info",
        "trusted_proxies" => "10.0.0.1",
        _ => "/srv/x",
    }
}

/// What is in use, by key: value and origin.
fn in_use(settings: &Settings) -> HashMap<&'static str, (String, String)> {
    let pair = |value: String, origin: &Origin| (value, origin.code().to_owned());
    let path = |setting: &Setting<PathBuf>| pair(setting.value.display().to_string(), &setting.origin);
    let mut all = HashMap::from([
        ("data", path(&settings.data)),
        ("keys", path(&settings.keys)),
        ("store", pair(settings.store.value.clone(), &settings.store.origin)),
        ("log", pair(settings.log.value.clone(), &settings.log.origin)),
        ("model", pair(settings.model.place.value.clone(), &settings.model.place.origin)),
    ]);
    for (key, _, setting) in settings.blobs.shown().into_iter().chain(settings.serve.shown()) {
        if let Some(setting) = setting {
            all.insert(key, pair(setting.value.clone(), &setting.origin));
        }
    }
    all
}

#[test]
fn variables_keys_and_defaults_are_those_of_the_guide() {
    let untouched = in_use(&desk().load().unwrap());
    for [_, variable, key, default] in table() {
        let (Some(variable), Some(key)) = (variable, key) else { continue };
        let other = other_value(key);
        let mut by_variable = desk();
        by_variable.env.insert(variable, other.to_owned());
        let found = in_use(&by_variable.load().unwrap()).remove(key).unwrap();
        assert_eq!(found, (other.to_owned(), "environment".to_owned()), "{variable}");
        let mut by_file = desk();
        let named = by_file.folder.path().join("named.toml");
        fs::write(&named, format!("{key} = {other:?}\n")).unwrap();
        by_file.env.insert("THUCHU_CONFIG", named.display().to_string());
        let found = in_use(&by_file.load().unwrap()).remove(key).unwrap();
        assert_eq!(found, (other.to_owned(), "file".to_owned()), "{key}");
        // Where the data lies by default depends on the machine, and what lies in it on that.
        if !["data", "keys", "store", "model"].contains(&key) {
            assert_eq!(untouched.get(key).map(|(value, _)| value.as_str()), default, "{key}");
        }
    }
}

/// What the Debian package installs as `/etc/thuchu/thuchu.toml`, with every suggestion switched on.
#[test]
fn the_packaged_settings_file_is_one_that_we_read() {
    let text = include_str!("../../../../packaging/thuchu.toml");
    let suggested = |line: &&str| line.starts_with('#') && !line.starts_with("# ");
    let bare: String = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(bare, "data = \"/var/lib/thuchu\"");
    let mut seen = 0;
    for line in text.lines().filter(suggested) {
        let desk = desk().with_data().file(&line[1..]);
        let settings = desk.load().unwrap_or_else(|problem| panic!("{line}: {problem}"));
        let refused = settings.serve.read().err().map(|problem| problem.code());
        assert!(refused.is_none_or(|code| code == "serve.tls_half"), "{line}");
        seen += 1;
    }
    assert_eq!(seen, 7);
}

#[test]
fn the_model_lies_in_the_data_folder_or_where_one_says_or_nowhere() {
    let usual = desk().with_data();
    let folder = usual.folder.path().join("models/e5-small");
    let model = |desk: &Desk| desk.load().unwrap().model;
    assert_eq!((model(&usual).used(), model(&usual).folder()), (Some(folder.clone()), folder));
    let mut named = desk().with_data().file("model = \"/srv/models/e5\"\n");
    assert_eq!(model(&named).used(), Some(PathBuf::from("/srv/models/e5")));
    named.env.insert("THUCHU_MODEL", "off".to_owned());
    assert_eq!(model(&named).used(), None);
    assert_eq!(
        model(&named).folder(),
        named.folder.path().join("models/e5-small"),
        "one can be installed all the same"
    );
}
