//! Where an import's bytes come from: a file, standard input, or the web through the guarded fetcher.

use std::{
    fs,
    io::{self, BufRead, BufReader},
    path::Path,
};

use thuchu_app::import::carried;
use thuchu_fetch::{Fetcher, Reach, Url};
use thuchu_say as say;

use super::wrong;
use crate::{input, problem::Problem};

/// An opened source.
pub(super) struct Source {
    /// The name that tells which unfinished run to go on with.
    pub(super) name: String,
    pub(super) bytes: Box<dyn BufRead + Send>,
    /// What tells that the source is still the same.
    pub(super) version: Option<String>,
    /// Bytes to come; 0 when nobody knows.
    pub(super) length: u64,
}

/// Opens what the person named.
pub(super) async fn open(source: &str) -> Result<Source, Problem> {
    if source == "-" {
        let bytes = Box::new(BufReader::new(io::stdin()));
        return Ok(Source { name: "-".to_owned(), bytes, version: None, length: 0 });
    }
    if source.starts_with("http://") || source.starts_with("https://") {
        return web(source).await;
    }
    let path = Path::new(source);
    let file = input::open(path)?;
    let length = file.metadata().map_or(0, |found| found.len());
    let name = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).display().to_string();
    Ok(Source { name, bytes: Box::new(BufReader::new(file)), version: Some(length.to_string()), length })
}

async fn web(address: &str) -> Result<Source, Problem> {
    let url = Url::parse(address).map_err(|error| Problem::unusable(say::error_import_url()).because(&error))?;
    let fetcher = Fetcher::new(Reach::public()).map_err(|error| wrong::fetch(&error))?;
    let stream = fetcher.stream_file(&url).await.map_err(|error| wrong::fetch(&error))?;
    let header = |name: &str| stream.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let version = header("etag").or_else(|| header("last-modified"));
    let length = stream.progress().total.unwrap_or(0);
    Ok(Source { name: url.to_string(), bytes: carried(stream, thuchu_fetch::FILE_MAX_BYTES), version, length })
}
