//! Why an import stopped.

use thuchu_formats::ReadError;
use thuchu_store::StoreError;

/// Why an import stopped. What was stored before stays, and the same command goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The input cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The report could not be written.
    #[error("the report {path} cannot be written: {source}", path = path.display())]
    Report {
        /// Where it should go.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Stopped between two batches on request.
    #[error("stopped; the same command goes on from here")]
    Cancelled,
    /// The reading thread broke off.
    #[error("reading broke off; the same command goes on from here")]
    ReaderStopped,
    /// More publishers than a list can have.
    #[error("the input names more than {0} publishers whose lists would be compared; import it without --complete")]
    TooManyPublishers(usize),
    /// The place of an unfinished run was written by another program.
    #[error("the unfinished import cannot be read: {0}")]
    Place(String),
    /// A desk with other content does not take demonstration checks.
    #[error("the desk is not empty; demonstration checks go on an empty desk only")]
    NotEmpty,
}

impl ImportError {
    /// The stable code, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Report { .. } => "import.report",
            Self::Cancelled => "import.cancelled",
            Self::ReaderStopped => "import.reader_stopped",
            Self::TooManyPublishers(_) => "import.too_many_publishers",
            Self::Place(_) => "import.place",
            Self::NotEmpty => "demo.not_empty",
        }
    }
}
