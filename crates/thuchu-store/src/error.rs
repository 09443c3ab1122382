//! What can go wrong in the store, each with a stable code for programs.

use std::path::PathBuf;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is not one of ours.
    #[error("{0}")]
    Address(#[from] crate::StoreUrlError),
    /// The database does not answer.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// Opened to read, and no store was made there yet.
    #[error("there is no store yet")]
    Absent,
    /// Opened to read, and not yet brought up to date.
    #[error(
        "the store has schema {found}, this program needs {known}: the next command that writes brings it up to date"
    )]
    OlderSchema {
        /// The schema of the store.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// Written by a newer program.
    #[error(
        "the store has schema {found}, this program knows {known}: use the newer program, or restore the backup made before"
    )]
    NewerSchema {
        /// The schema of the store.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// A migration that was applied is not the one this program carries.
    #[error("migration {number} of the store differs from the program's: the store was not made by a release")]
    OtherSchema {
        /// Which migration.
        number: i64,
    },
    /// No room left.
    #[error("no room left on the disk: nothing was changed; make room and try again")]
    Full,
    /// The database or a file is damaged.
    #[error("the store is damaged: {0}. Stop, keep a copy, and use `thuchu restore`")]
    Corrupt(String),
    /// A write failed below us, so nothing is acknowledged any more.
    #[error("the store is read-only since a write failed: check the disk, then start again")]
    ReadOnly,
    /// Somebody else holds the write lock for too long.
    #[error("the store is busy with other work; try again")]
    Busy,
    /// Two acts met; the other one won.
    #[error("somebody else changed {what} meanwhile; load it again")]
    Conflict {
        /// What both wanted to change.
        what: &'static str,
    },
    /// No such thing.
    #[error("there is no such {what}")]
    Missing {
        /// What was looked for.
        what: &'static str,
    },
    /// It exists already.
    #[error("this {what} exists already")]
    Exists {
        /// What was to be added.
        what: &'static str,
    },
    /// A file or folder of the data folder.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that rows name, and that is not where files are kept.
    #[error("file {0} is missing: `thuchu verify` names all that are; put it back from a backup")]
    FileMissing(thuchu_model::Sha256Hash),
    /// The bucket of files.
    #[error(transparent)]
    Bucket(#[from] crate::blobs::BucketError),
    /// Anything else the database said.
    #[error("the database refused: {0}")]
    Database(String),
}

impl StoreError {
    /// The stable code, for programs and for looking up.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address(_) => "store.address",
            Self::Unreachable(_) => "store.unreachable",
            Self::Absent => "store.absent",
            Self::OlderSchema { .. } => "store.older_schema",
            Self::NewerSchema { .. } => "store.newer_schema",
            Self::OtherSchema { .. } => "store.other_schema",
            Self::Full => "store.full",
            Self::Corrupt(_) => "store.corrupt",
            Self::ReadOnly => "store.read_only",
            Self::Busy => "store.busy",
            Self::Conflict { .. } => "store.conflict",
            Self::Missing { .. } => "store.missing",
            Self::Exists { .. } => "store.exists",
            Self::File { .. } => "store.file",
            Self::FileMissing(_) => "store.file_missing",
            Self::Bucket(error) => error.code(),
            Self::Database(_) => "store.database",
        }
    }

    /// Whether the same act may succeed if tried again from its start.
    pub const fn is_transient(&self) -> bool {
        match self {
            Self::Busy | Self::Unreachable(_) | Self::Full => true,
            Self::Bucket(error) => error.is_transient(),
            _ => false,
        }
    }

    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::File { path, source },
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(io) => Self::Unreachable(io.to_string()),
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unreachable(error.to_string()),
            sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => Self::Unreachable(error.to_string()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt(error.to_string()),
            sqlx::Error::Database(database) => from_code(database.code().as_deref().unwrap_or_default(), &error),
            _ => Self::Database(error.to_string()),
        }
    }
}

/// SQLite gives its extended result code in decimal (sqlite.org/rescode.html), PostgreSQL five characters (appendix A).
fn from_code(code: &str, error: &sqlx::Error) -> StoreError {
    if code.len() == 5 {
        return match code {
            "40001" | "40P01" | "55P03" => StoreError::Busy,
            "53100" => StoreError::Full,
            "23505" => StoreError::Exists { what: "key" },
            "25006" => StoreError::ReadOnly,
            "XX001" | "XX002" => StoreError::Corrupt(error.to_string()),
            _ if code.starts_with("08") || code.starts_with("57P") || code.starts_with("53") => {
                StoreError::Unreachable(error.to_string())
            }
            _ => StoreError::Database(error.to_string()),
        };
    }
    let extended: u32 = code.parse().unwrap_or_default();
    match (extended & 0xff, extended) {
        (5 | 6, _) => StoreError::Busy,
        (8, _) => StoreError::ReadOnly,
        (10, _) => StoreError::ReadOnly,
        (11 | 26, _) => StoreError::Corrupt(error.to_string()),
        (13, _) => StoreError::Full,
        (14, _) => StoreError::Unreachable(error.to_string()),
        (_, 1555 | 2067) => StoreError::Exists { what: "key" },
        _ => StoreError::Database(error.to_string()),
    }
}
