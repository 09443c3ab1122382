//! The file with a desk's own weights, `weights.json` in its data folder. Without it, and while it cannot be used, the
//! built-in weights decide.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use thuchu_match::Weights;
use thuchu_match::calibrate::DeskWeightsError;

use crate::live::Live;

/// Its name.
const NAME: &str = "weights.json";
/// Most bytes that are read: a real one has some two thousand.
const MOST: u64 = 1 << 20;

/// Where a desk's own weights lie.
#[derive(Debug, Clone)]
pub struct WeightsFile(PathBuf);

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What stands in it is of no use to this program.
    #[error("{path}: {source}")]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        source: DeskWeightsError,
    },
}

impl WeightsFile {
    /// Of the desk with this data folder.
    #[must_use]
    pub fn in_data(data: &Path) -> Self {
        Self(data.join(NAME))
    }

    /// At another place, to be looked at by somebody.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The desk's own weights; `None` when it has none.
    ///
    /// # Errors
    /// [`FileError`]; the desk then decides by the built-in weights.
    pub fn read(&self) -> Result<Option<Weights>, FileError> {
        let unreadable = |source| FileError::Unreadable { path: self.0.clone(), source };
        match fs::metadata(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(error)),
            Ok(found) if found.len() > MOST => return Err(unreadable(io::ErrorKind::FileTooLarge.into())),
            Ok(_) => {}
        }
        let json = fs::read_to_string(&self.0).map_err(unreadable)?;
        let refused = |source| FileError::Refused { path: self.0.clone(), source };
        Weights::built_in().parse_of_desk(&json).map(Some).map_err(refused)
    }

    /// Puts weights in its place, whole or not at all.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, weights: &Weights) -> io::Result<()> {
        let mut json = serde_json::to_string_pretty(weights)?;
        json.push('\n');
        let mut beside = self.0.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
        beside.push(".part");
        let beside = self.0.with_file_name(beside);
        let mut file = File::create(&beside)?;
        let written = file.write_all(json.as_bytes()).and_then(|()| file.sync_all());
        let done = written.and_then(|()| fs::rename(&beside, &self.0));
        if done.is_err() {
            // Half of a file is of no use; the error that is told is the one before.
            let _ = fs::remove_file(&beside);
        }
        done?;
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()
    }

    /// Removes it; whether it was there.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove(&self) -> io::Result<bool> {
        match fs::remove_file(&self.0) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Lets a serving desk decide by what lies there, for ever: looks `every` so often whether it changed. What cannot
    /// be used is told to the log once.
    pub async fn follow(self, live: &Live, every: Duration) {
        let mut seen: Option<Option<(u64, SystemTime)>> = None;
        loop {
            let stamp = self.stamp();
            if seen != Some(stamp) {
                // Without a file at the start there is nothing to tell.
                if seen.is_some() || stamp.is_some() {
                    self.tell(live);
                }
                seen = Some(stamp);
            }
            tokio::time::sleep(every).await;
        }
    }

    fn tell(&self, live: &Live) {
        let weights = match self.read() {
            Ok(Some(own)) => {
                tracing::info!(version = own.version, "matches are decided by the desk's own weights");
                own
            }
            Ok(None) => {
                tracing::info!("matches are decided by the built-in weights");
                Weights::built_in()
            }
            Err(error) => {
                tracing::error!(%error, "the desk's own weights cannot be used; the built-in ones decide");
                Weights::built_in()
            }
        };
        live.weigh_by(weights);
    }

    /// Another one whenever another file may lie there.
    fn stamp(&self) -> Option<(u64, SystemTime)> {
        let found = fs::metadata(&self.0).ok()?;
        Some((found.len(), found.modified().ok()?))
    }
}
