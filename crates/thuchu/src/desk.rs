//! Opens the desk's store for a command, and puts the store's errors into our words.

use thuchu_say as say;
use thuchu_store::blobs::{Blobs, BucketError};
use thuchu_store::{Db, OpenOptions, StoreError, StoreUrl};

use crate::{config::Settings, problem::Problem, system::SystemClock};

/// Opens the store, makes it when it is not there, and brings its schema up to date.
pub(crate) async fn open(settings: &Settings) -> Result<Db, Problem> {
    make_data_folder(settings)?;
    let url = address(settings)?;
    let data = settings.data.value.as_path();
    let files = blobs(settings)?;
    Db::open_desk(&url, data, &files, OpenOptions::default(), &SystemClock).await.map_err(|error| problem(&error))
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

/// Where files are kept: the folder of the data folder, made when missing, or the bucket.
pub(crate) fn blobs(settings: &Settings) -> Result<Blobs, Problem> {
    let opened = match settings.blobs.read()? {
        None => Blobs::in_data(&settings.data.value),
        Some(bucket) => Blobs::in_bucket(&bucket),
    };
    opened.map_err(|error| problem(&error))
}

/// The same to read: makes no folder.
pub(crate) fn blobs_to_read(settings: &Settings) -> Result<Blobs, Problem> {
    match settings.blobs.read()? {
        None => Ok(Blobs::in_data_to_read(&settings.data.value)),
        Some(_) => blobs(settings),
    }
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
        StoreError::FileMissing(_) => Problem::failed(say::error_store_file_missing()),
        StoreError::Bucket(error) => Problem::failed(match error {
            BucketError::Unreachable { .. } => say::error_bucket_unreachable(),
            BucketError::Busy { .. } => say::error_bucket_busy(),
            BucketError::Denied { .. } => say::error_bucket_denied(),
            BucketError::NoBucket { .. } => say::error_bucket_missing(),
            BucketError::Refused { .. } => say::error_bucket_refused(),
        }),
        StoreError::Busy => Problem::failed(say::error_store_busy()),
        _ => Problem::failed(say::error_store_database()),
    };
    problem.because(error)
}
