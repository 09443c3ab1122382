//! Where the model lies that finds by meaning.

use std::path::{Path, PathBuf};

use super::file::SettingsFile;
use super::{Environment, Origin, Setting, text};
use crate::problem::Problem;

/// Name of the folder in `models` of the data folder.
const NAME: &str = "e5-small";
/// What no model at all is called.
const OFF: &str = "off";

/// The folder as it was given.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// A folder, or `off`.
    pub(crate) place: Setting<String>,
    /// Where it lies when nobody says.
    usual: PathBuf,
}

impl Given {
    /// Finds it: environment, file, default.
    pub(super) fn load(data: &Path, env: Environment<'_>, file: &SettingsFile) -> Result<Self, Problem> {
        let usual = data.join("models").join(NAME);
        let named = text(env, "THUCHU_MODEL")?.or_else(|| file.get("model"));
        let place = named.unwrap_or_else(|| Setting { value: usual.display().to_string(), origin: Origin::Default });
        Ok(Self { place, usual })
    }

    /// Where one is installed, also while none is used.
    pub(crate) fn folder(&self) -> PathBuf {
        self.used().unwrap_or_else(|| self.usual.clone())
    }

    /// Where the one lies that is used; `None` when there is to be none.
    pub(crate) fn used(&self) -> Option<PathBuf> {
        match (&self.place.origin, self.place.value.as_str()) {
            // A path need not be text.
            (Origin::Default, _) => Some(self.usual.clone()),
            (_, OFF) => None,
            (_, named) => Some(PathBuf::from(named)),
        }
    }
}
