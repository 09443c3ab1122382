//! What can go wrong while importing, in our words.

use thuchu_app::import::ImportError;
use thuchu_fetch::FetchError;
use thuchu_formats::{ColumnMapError, ReadError};
use thuchu_say as say;

use crate::{desk, problem::Problem};

/// What the import says, about this source.
pub(crate) fn problem(error: &ImportError, source: &str) -> Problem {
    match error {
        ImportError::Read(read) => unreadable(read, source).because(error),
        ImportError::Store(store) => desk::problem(store),
        ImportError::Report { path, .. } => Problem::failed(say::error_output_file(path.display())).because(error),
        ImportError::Cancelled => Problem::failed(say::error_interrupted()),
        ImportError::TooManyPublishers(_) => Problem::unusable(say::error_import_too_many_publishers()).because(error),
        ImportError::NotEmpty => Problem::failed(say::error_demo_not_empty()),
        _ => Problem::failed(say::error_import_stopped()).because(error),
    }
}

fn unreadable(error: &ReadError, source: &str) -> Problem {
    Problem::unusable(match error {
        ReadError::Empty => say::error_input_empty(source),
        ReadError::Io(_) => say::error_input_unreadable(source),
        ReadError::UnknownFormat => say::error_import_unknown_format(source),
        ReadError::Compressed(_) => say::error_import_compressed(source),
        ReadError::Doctype => say::error_import_doctype(source),
        ReadError::TooLarge { limit } => say::error_import_too_large(source, *limit),
        ReadError::NoColumn(field) => say::error_import_no_column(source, field),
        ReadError::ShorterThanBefore => say::error_import_changed(source),
        ReadError::Feed(_) => say::error_import_feed(source),
        ReadError::Bomb(_) | ReadError::Workbook(_) => say::error_import_workbook(source),
    })
}

/// What the mapping of columns lacks.
pub(super) fn columns(error: &ColumnMapError) -> Problem {
    Problem::unusable(say::error_import_columns()).because(error)
}

/// What the web, or the guard before it, says. The code is the fetcher's own.
pub(crate) fn fetch(error: &FetchError) -> Problem {
    Problem::failed(say::error_fetch()).because(error).with_code(error.code())
}
