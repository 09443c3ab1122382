//! Opens the desk's store for a command, and puts the store's errors into our words.

use thuchu_say as say;
use thuchu_store::{Db, OpenOptions, StoreError, StoreUrl};

use crate::{config::Settings, problem::Problem, system::SystemClock};

/// Opens the store, makes it when it is not there, and brings its schema up to date.
pub(crate) async fn open(settings: &Settings) -> Result<Db, Problem> {
    make_data_folder(settings)?;
    let url = address(settings)?;
    let data = settings.data.value.as_path();
    Db::open_desk(&url, data, OpenOptions::default(), &SystemClock).await.map_err(|error| problem(&error))
}

/// Opens the store of a desk that is there, to read it: makes no folder, no file and no table.
pub(crate) async fn open_to_read(settings: &Settings) -> Result<Db, Problem> {
    let url = address(settings)?;
    Db::open_to_read(&url, OpenOptions::default()).await.map_err(|error| absent(&error, &url))
}

/// The same to copy it, of whatever schema that this program knows.
pub(crate) async fn open_to_copy(settings: &Settings) -> Result<Db, Problem> {
    let url = address(settings)?;
    Db::open_to_copy(&url, OpenOptions::default()).await.map_err(|error| absent(&error, &url))
}

/// Where the store is.
pub(crate) fn address(settings: &Settings) -> Result<StoreUrl, Problem> {
    StoreUrl::parse(&settings.store.value, Some(&settings.data.value)).map_err(|error| problem(&error.into()))
}

fn absent(error: &StoreError, url: &StoreUrl) -> Problem {
    match error {
        StoreError::Absent => Problem::failed(say::error_store_absent(url)),
        _ => problem(error),
    }
}

/// The data folder holds what the desk knows; other users of the machine have no business in it.
fn make_data_folder(settings: &Settings) -> Result<(), Problem> {
    let data = settings.data.value.as_path();
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o750);
    builder.create(data).map_err(|error| Problem::failed(say::error_data_folder(data.display())).because(&error))
}

/// What the store says, in our words.
pub(crate) fn problem(error: &StoreError) -> Problem {
    let problem = match error {
        StoreError::Address(_) => Problem::unusable(say::error_store_address()),
        StoreError::OlderSchema { .. } => Problem::failed(say::error_store_older_schema()),
        StoreError::Unreachable(_) => Problem::failed(say::error_store_unreachable()),
        StoreError::NewerSchema { .. } | StoreError::OtherSchema { .. } => {
            Problem::failed(say::error_store_newer_schema())
        }
        StoreError::Full => Problem::failed(say::error_store_full()),
        StoreError::Corrupt(_) => Problem::failed(say::error_store_corrupt()),
        StoreError::ReadOnly => Problem::failed(say::error_store_read_only()),
        StoreError::Busy => Problem::failed(say::error_store_busy()),
        _ => Problem::failed(say::error_store_database()),
    };
    problem.because(error)
}
