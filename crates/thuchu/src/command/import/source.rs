//! Where an import's bytes come from: a file, standard input, or the web through the guarded fetcher.

use std::{
    fs,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
};

use thuchu_fetch::{Fetcher, FileReader, Reach, Url};
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
    let reader = stream.into_reader(tokio::runtime::Handle::current());
    let (send, receive) = sync_channel(16);
    // A thread of its own, for the reader waits on the network and must not do so inside the runtime.
    std::thread::spawn(move || carry(reader, &send));
    let bytes = Carried { receive, current: io::Cursor::new(Vec::new()), ended: false };
    Ok(Source { name: url.to_string(), bytes: Box::new(BufReader::new(bytes)), version, length })
}

/// Carries bytes until the end (an empty piece), an error, or until nobody listens.
fn carry(mut reader: FileReader, send: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut piece = vec![0; 64 * 1024];
        let read = reader.read(&mut piece);
        let last = !matches!(read, Ok(n) if n > 0);
        let sent = send.send(read.map(|n| {
            piece.truncate(n);
            piece
        }));
        if last || sent.is_err() {
            return;
        }
    }
}

/// The receiving end. A carrier that vanishes without saying "end" is an error, never a short file.
struct Carried {
    receive: Receiver<io::Result<Vec<u8>>>,
    current: io::Cursor<Vec<u8>>,
    ended: bool,
}

impl Read for Carried {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.current.read(buffer)?;
            if read > 0 || self.ended || buffer.is_empty() {
                return Ok(read);
            }
            let piece = self.receive.recv().map_err(|_| io::Error::other("the transfer broke off"))??;
            self.ended = piece.is_empty();
            self.current = io::Cursor::new(piece);
        }
    }
}
