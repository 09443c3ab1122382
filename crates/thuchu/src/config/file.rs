//! The settings file `thuchu.toml`: four keys, and a sentence with the line for everything else.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use thuchu_say::{self as say};
use toml::de::DeTable;

use super::{Origin, Setting};
use crate::problem::Problem;

/// Every key there is.
const KEYS: [&str; 4] = ["data", "store", "keys", "log"];

/// What the file says; nothing when there is no file.
#[derive(Debug, Default)]
pub(super) struct SettingsFile {
    pub(super) data: Option<Setting<String>>,
    pub(super) store: Option<Setting<String>>,
    pub(super) keys: Option<Setting<String>>,
    pub(super) log: Option<Setting<String>>,
}

impl SettingsFile {
    /// Reads a file that must be there.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(Problem::unusable(say::error_config_not_found(path.display())))
            }
            Err(error) => Err(Problem::unusable(say::error_config_unreadable(path.display())).because(&error)),
        }
    }

    pub(super) fn parse(text: &str, path: &Path) -> Result<Self, Problem> {
        let line = |offset: usize| text.bytes().take(offset).filter(|&b| b == b'\n').count() as u64 + 1;
        let name = path.display();
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(1, |span| line(span.start));
            Problem::unusable(say::error_config_syntax(name.to_string(), at))
        })?;
        let mut file = Self::default();
        for (key, value) in table.get_ref() {
            let at = line(key.span().start);
            let place = match key.get_ref().as_ref() {
                "data" => &mut file.data,
                "store" => &mut file.store,
                "keys" => &mut file.keys,
                "log" => &mut file.log,
                other => {
                    let known = KEYS.join(", ");
                    return Err(Problem::unusable(say::error_config_unknown_key(name, at, other, known)));
                }
            };
            let Some(value) = value.get_ref().as_str().filter(|value| !value.is_empty()) else {
                let expected = say::expected_text();
                return Err(Problem::unusable(say::error_config_bad_value(name, at, key.get_ref(), expected)));
            };
            let origin = Origin::File { path: PathBuf::from(path), line: at };
            *place = Some(Setting { value: value.to_owned(), origin });
        }
        Ok(file)
    }

    /// The file inside the data folder cannot say where the data folder is.
    pub(super) fn refuse_data(&self) -> Result<(), Problem> {
        match &self.data {
            Some(Setting { origin: Origin::File { path, line }, .. }) => {
                Err(Problem::unusable(say::error_config_data_in_data(path.display(), *line)))
            }
            _ => Ok(()),
        }
    }
}
