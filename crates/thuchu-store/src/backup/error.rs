//! What can go wrong with a backup, each with a stable code for programs.

use std::path::PathBuf;

use thuchu_model::Sha256Hash;

use crate::StoreError;

/// Why a backup cannot be made, read or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store, a disk, a folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The name is taken, and nobody said that it may be written over.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// Another process is writing a backup under this name, or restoring one to this folder.
    #[error("another backup or restore is at work on {}", .0.display())]
    Underway(PathBuf),
    /// A file that a row names is missing or not what its name says: such a desk cannot be backed up whole.
    #[error("file {0} of the desk is missing or damaged")]
    Blob(Sha256Hash),
    /// The file is no backup at all.
    #[error("the file is no backup: {0}")]
    NotABackup(String),
    /// A format of a later program.
    #[error("the backup has format {found}, this program knows {known}")]
    Format {
        /// The format of the backup.
        found: u64,
        /// The newest this program reads.
        known: u64,
    },
    /// A schema of a later program.
    #[error("the backup has schema {found}, this program knows {known}")]
    Schema {
        /// The schema of the backup.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The list of members says something that no backup of ours says.
    #[error("the backup's list of members is wrong: {0}")]
    Manifest(String),
    /// A member that does not belong there: another name, a link, a device, one too many.
    #[error("the backup holds {found:?}, which does not belong there")]
    Member {
        /// What was found, shortened.
        found: String,
    },
    /// The file ends too early.
    #[error("the backup is cut off in {0:?}")]
    Truncated(String),
    /// The bytes of a member are not those that were written.
    #[error("{0:?} of the backup is damaged")]
    Damaged(String),
    /// The rows are not what the list says, or not those of a store of ours.
    #[error("the rows of the backup are not as they were written: {0}")]
    Rows(String),
    /// There is a desk already where the backup was to go.
    #[error("{0} holds a desk already")]
    NotEmpty(String),
}

impl BackupError {
    /// The stable code, for programs and for looking up.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Exists(_) => "backup.exists",
            Self::Underway(_) => "backup.underway",
            Self::Blob(_) => "backup.file",
            Self::NotABackup(_) => "backup.not_a_backup",
            Self::Format { .. } => "backup.newer_format",
            Self::Schema { .. } => "backup.newer_schema",
            Self::Manifest(_) => "backup.manifest",
            Self::Member { .. } => "backup.member",
            Self::Truncated(_) => "backup.truncated",
            Self::Damaged(_) => "backup.damaged",
            Self::Rows(_) => "backup.rows",
            Self::NotEmpty(_) => "backup.not_empty",
        }
    }
}
