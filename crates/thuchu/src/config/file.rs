//! The settings file `thuchu.toml`: one value a key, and a sentence with the line for everything else.

use std::{
    collections::BTreeMap,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use thuchu_say::{self as say};
use toml::de::{DeTable, DeValue};

use super::{Origin, Setting};
use crate::problem::Problem;

/// Every key there is.
pub(super) const KEYS: [&str; 23] = [
    "data",
    "store",
    "keys",
    "blobs",
    "blobs_endpoint",
    "blobs_region",
    "blobs_key_file",
    "model",
    "log",
    "log_format",
    "listen",
    "public_url",
    "tls_cert",
    "tls_key",
    "trusted_proxies",
    "metrics",
    "rate_limit",
    "utc_offset",
    "mail",
    "mail_from",
    "mail_password_file",
    "time_stamps",
    "claims_search",
];

/// What the file says; nothing when there is no file.
#[derive(Debug, Default)]
pub(super) struct SettingsFile {
    values: BTreeMap<&'static str, Setting<String>>,
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
            let Some(known) = KEYS.into_iter().find(|known| known == key.get_ref()) else {
                let known = KEYS.join(", ");
                return Err(Problem::unusable(say::error_config_unknown_key(name, at, key.get_ref(), known)));
            };
            let Some(value) = written(known, value.get_ref()) else {
                let expected = say::expected_text();
                return Err(Problem::unusable(say::error_config_bad_value(name, at, key.get_ref(), expected)));
            };
            let origin = Origin::File { path: PathBuf::from(path), line: at };
            file.values.insert(known, Setting { value, origin });
        }
        Ok(file)
    }

    /// The value of a key, where the file has it.
    pub(super) fn get(&self, key: &str) -> Option<Setting<String>> {
        self.values.get(key).cloned()
    }

    /// The file inside the data folder cannot say where the data folder is.
    pub(super) fn refuse_data(&self) -> Result<(), Problem> {
        match self.values.get("data") {
            Some(Setting { origin: Origin::File { path, line }, .. }) => {
                Err(Problem::unusable(say::error_config_data_in_data(path.display(), *line)))
            }
            _ => Ok(()),
        }
    }
}

/// A value as a flag would have it: text; of proxies also a list, of a rate also a number.
fn written(key: &str, value: &DeValue<'_>) -> Option<String> {
    let text = match (key, value) {
        ("rate_limit", DeValue::Integer(number)) => number.as_str().to_owned(),
        ("trusted_proxies" | "claims_search", DeValue::Array(list)) => {
            list.iter().map(|one| one.get_ref().as_str()).collect::<Option<Vec<_>>>()?.join(",")
        }
        _ => value.as_str()?.to_owned(),
    };
    (!text.is_empty()).then_some(text)
}
