//! Settings: one value for each, and where it came from.
//!
//! One precedence for all: a flag, else the environment, else the settings file, else the default. An empty variable
//! counts as not set. The language of the screen is not in the file: it belongs to the person at the terminal, not to
//! the desk; for it, the machine's own language stands between `THUCHU_LANG` and the default.

pub(crate) mod blobs;
mod file;
mod folders;
mod mail;
pub(crate) mod model;
mod outside;
pub(crate) mod serving;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use thuchu_say::{self as say, Lang, Message};

use crate::{cli::Common, problem::Problem};
use file::SettingsFile;

/// Reads one variable of the environment; `None` when it is not set or empty.
pub(crate) type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A flag on the command line, `--data`.
    Flag(&'static str),
    /// A variable of the environment, `THUCHU_DATA`.
    Env(&'static str),
    /// A line of the settings file.
    File { path: PathBuf, line: u64 },
    /// The machine's language, from this variable.
    Locale(&'static str),
    /// Nobody said anything else.
    Default,
}

impl Origin {
    /// In words.
    pub(crate) fn say(&self) -> Message {
        match self {
            Self::Flag(name) => say::origin_flag(name),
            Self::Env(name) => say::origin_env(name),
            Self::File { path, line } => say::origin_file(path.display(), *line),
            Self::Locale(name) => say::origin_locale(name),
            Self::Default => say::origin_default(),
        }
    }

    /// For programs: `flag`, `environment`, `file`, `locale`, `default`.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Flag(_) => "flag",
            Self::Env(_) => "environment",
            Self::File { .. } => "file",
            Self::Locale(_) => "locale",
            Self::Default => "default",
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// All settings of one run.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// The data folder.
    pub(crate) data: Setting<PathBuf>,
    /// The store's address: `sqlite:FILE` or `postgres://…`.
    pub(crate) store: Setting<String>,
    /// The folder of sealing keys.
    pub(crate) keys: Setting<PathBuf>,
    /// Where files are kept.
    pub(crate) blobs: blobs::Given,
    /// Where the model lies.
    pub(crate) model: model::Given,
    /// What is logged to standard error, as `THUCHU_LOG` says it.
    pub(crate) log: Setting<String>,
    /// The settings file that was read, if there is one.
    pub(crate) file: Option<Setting<PathBuf>>,
    /// The language of the screen.
    pub(crate) ui: Setting<Lang>,
    /// The settings of `serve`.
    pub(crate) serve: serving::Given,
}

impl Settings {
    /// Finds every setting. The error names the flag, the variable, or the line of the file that is wrong.
    pub(crate) fn load(flags: &Common, serve: &serving::Flags, env: Environment<'_>) -> Result<Self, Problem> {
        let data = flags
            .data
            .clone()
            .map(|value| Setting { value, origin: Origin::Flag("--data") })
            .or_else(|| from_env(env, "THUCHU_DATA").map(path));
        let named = flags
            .config
            .clone()
            .map(|value| Setting { value, origin: Origin::Flag("--config") })
            .or_else(|| from_env(env, "THUCHU_CONFIG").map(path));
        let (file, path_of_file) = match named {
            Some(named) => (SettingsFile::read(&named.value)?, Some(named)),
            None => {
                let folder = data.as_ref().map_or_else(|| folders::data(env), |data| data.value.clone());
                let beside = folder.join("thuchu.toml");
                if beside.is_file() {
                    let file = SettingsFile::read(&beside)?;
                    file.refuse_data()?;
                    (file, Some(Setting { value: beside, origin: Origin::Default }))
                } else {
                    (SettingsFile::default(), None)
                }
            }
        };
        let data = data
            .or_else(|| file.get("data").map(|found| found.map(PathBuf::from)))
            .unwrap_or_else(|| Setting { value: folders::data(env), origin: Origin::Default });
        let store = flags.store.clone().map(|value| Setting { value, origin: Origin::Flag("--store") });
        let store = match store {
            Some(store) => Some(store),
            None => text(env, "THUCHU_STORE")?.or_else(|| file.get("store")),
        };
        let store = store.unwrap_or_else(|| Setting { value: "sqlite:".to_owned(), origin: Origin::Default });
        let keys = from_env(env, "THUCHU_KEYS")
            .map(path)
            .or_else(|| file.get("keys").map(|found| found.map(PathBuf::from)))
            .unwrap_or_else(|| Setting { value: data.value.join("keys"), origin: Origin::Default });
        let log = text(env, "THUCHU_LOG")?
            .or_else(|| file.get("log"))
            .unwrap_or_else(|| Setting { value: "warn".to_owned(), origin: Origin::Default });
        let blobs = blobs::Given::load(env, &file)?;
        let model = model::Given::load(&data.value, env, &file)?;
        let ui = ui(flags.ui.as_deref(), env);
        let serve = serving::Given::load(serve, env, &file)?;
        Ok(Self { serve, store: store_in(&data.value, store)?, data, keys, blobs, model, log, file: path_of_file, ui })
    }
}

impl<T> Setting<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Setting<U> {
        Setting { value: change(self.value), origin: self.origin }
    }
}

/// The language of the screen before the command line is read, so that mistakes in it are explained in it.
pub(crate) fn ui_language(typed: &[OsString], env: Environment<'_>) -> (Lang, Origin) {
    let mut flag = None;
    let mut words = typed.iter().skip(1).take_while(|word| *word != "--").filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        if word == "--ui" {
            flag = words.next();
        } else if let Some(value) = word.strip_prefix("--ui=") {
            flag = Some(value);
        }
    }
    let found = ui(flag, env);
    (found.value, found.origin)
}

fn ui(flag: Option<&str>, env: Environment<'_>) -> Setting<Lang> {
    if let Some(value) = flag.and_then(|word| word.parse().ok()) {
        return Setting { value, origin: Origin::Flag("--ui") };
    }
    let read = |name: &str| env(name).and_then(|value| value.into_string().ok());
    if let Some(value) = read("THUCHU_LANG").and_then(|word| Lang::from_locale(&word)) {
        return Setting { value, origin: Origin::Env("THUCHU_LANG") };
    }
    // POSIX: the first of these that is set decides, the others are not looked at.
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        if let Some(locale) = read(name) {
            return match Lang::from_locale(&locale) {
                Some(value) => Setting { value, origin: Origin::Locale(name) },
                None => Setting { value: Lang::default(), origin: Origin::Default },
            };
        }
    }
    Setting { value: Lang::default(), origin: Origin::Default }
}

fn from_env(env: Environment<'_>, name: &'static str) -> Option<Setting<OsString>> {
    env(name).map(|value| Setting { value, origin: Origin::Env(name) })
}

fn path(found: Setting<OsString>) -> Setting<PathBuf> {
    found.map(PathBuf::from)
}

fn text(env: Environment<'_>, name: &'static str) -> Result<Option<Setting<String>>, Problem> {
    let Some(found) = from_env(env, name) else { return Ok(None) };
    match found.value.into_string() {
        Ok(value) => Ok(Some(Setting { value, origin: found.origin })),
        Err(_) => Err(Problem::unusable(say::error_setting_bad_value(name, found.origin.say(), say::expected_text()))),
    }
}

/// `sqlite:` alone is the file `thuchu.sqlite` of the data folder; a relative file is relative to where one stands.
fn store_in(data: &Path, store: Setting<String>) -> Result<Setting<String>, Problem> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if store.value == "sqlite:" || store.value == "sqlite" {
        let file = data.join("thuchu.sqlite");
        return Ok(store.map(|_| format!("sqlite:{}", file.display())));
    }
    if known.iter().any(|scheme| store.value.starts_with(scheme)) {
        return Ok(store);
    }
    Err(Problem::unusable(say::error_setting_bad_value("store", store.origin.say(), say::expected_store())))
}

/// A store address as people may see it: without password.
pub(crate) fn without_password(store: &str) -> String {
    let Some((scheme, rest)) = store.split_once("://") else { return store.to_owned() };
    let rest = match rest.rsplit_once('@') {
        Some((user, host)) => format!("{}:…@{host}", user.split(':').next().unwrap_or_default()),
        None => rest.to_owned(),
    };
    let rest = match rest.split_once('?') {
        Some((before, query)) if query.contains("password") => format!("{before}?…"),
        _ => rest,
    };
    format!("{scheme}://{rest}")
}

#[cfg(test)]
mod tests;
