//! A file the operator names: large, streamed, taken up again where the connection broke.

use std::io::{self, Read};

use bytes::{Buf, Bytes};
use futures_util::stream::{self, Stream};
use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_RANGE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    IF_RANGE, LAST_MODIFIED, RANGE,
};
use reqwest::{Response, StatusCode};
use tokio::runtime::Handle;
use tokio::time::{sleep, timeout};
use url::Url;

use crate::client::explain;
use crate::error::FetchError;
use crate::fetcher::{Arrived, Fetcher, Inner};
use crate::gate::Place;
use crate::guard::host_of;
use crate::page::refuse_encoding;

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes handed on so far.
    pub received: u64,
    /// Bytes of the whole file, if the server says.
    pub total: Option<u64>,
    /// Broken connections taken up again.
    pub resumed: u32,
}

/// A file on its way; read it with [`FileStream::chunk`]. Holds one of the two places at its host until dropped.
pub struct FileStream {
    fetcher: Fetcher,
    asked: Url,
    final_url: Url,
    headers: HeaderMap,
    /// The state of the file when we began: a strong `ETag`, else `Last-Modified`. Without one nothing is resumed.
    validator: Option<HeaderValue>,
    connection: Option<(Response, Place)>,
    /// Bytes to drop because the server began anew with the same file.
    skip: u64,
    progress: Progress,
    /// Connections taken up again in a row that brought no byte.
    barren: u32,
    failed: Option<FetchError>,
}

impl Fetcher {
    /// Opens a file the operator names: at most [`crate::FILE_MAX_BYTES`], cut after [`crate::FILE_SILENCE`] without a
    /// byte, bytes as the server sends them (no compression is asked for).
    ///
    /// # Errors
    /// Any [`FetchError`] but [`FetchError::TooSlow`]; an answer other than 200 is [`FetchError::Status`].
    pub async fn stream_file(&self, url: &Url) -> Result<FileStream, FetchError> {
        self.open(url, HeaderMap::new()).await
    }

    /// The same where it is no longer what it was: `etag` and `modified` are the `ETag` and `Last-Modified` of that time.
    /// `None`: it is (RFC 9110 §13.1).
    ///
    /// # Errors
    /// As [`Fetcher::stream_file`].
    pub async fn stream_changed(
        &self,
        url: &Url,
        etag: Option<&str>,
        modified: Option<&str>,
    ) -> Result<Option<FileStream>, FetchError> {
        let mut headers = HeaderMap::new();
        for (name, value) in [(IF_NONE_MATCH, etag), (IF_MODIFIED_SINCE, modified)] {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
                headers.insert(name, value);
            }
        }
        let asked = !headers.is_empty();
        match self.open(url, headers).await {
            Err(FetchError::Status { status: 304, .. }) if asked => Ok(None),
            opened => opened.map(Some),
        }
    }

    async fn open(&self, url: &Url, headers: HeaderMap) -> Result<FileStream, FetchError> {
        let inner = &self.inner;
        let arrived = inner.ask(url, headers).await?;
        let host = host_of(&arrived.url);
        let status = arrived.response.status();
        if status != StatusCode::OK {
            return Err(FetchError::Status { host, status: status.as_u16() });
        }
        let headers = arrived.response.headers().clone();
        refuse_encoding(&headers, &host)?;
        let total = arrived.response.content_length();
        if total.is_some_and(|total| total > inner.budget.file_bytes) {
            return Err(FetchError::TooLarge { host, max: inner.budget.file_bytes });
        }
        Ok(FileStream {
            fetcher: self.clone(),
            asked: url.clone(),
            validator: validator(&headers),
            headers,
            final_url: arrived.url,
            connection: Some((arrived.response, arrived.place)),
            skip: 0,
            progress: Progress { received: 0, total, resumed: 0 },
            barren: 0,
            failed: None,
        })
    }
}

impl Inner {
    async fn ask(&self, url: &Url, mut headers: HeaderMap) -> Result<Arrived, FetchError> {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let place = self.place(url).await?;
        let silence = self.budget.file_silence;
        let silent = || FetchError::Silent { host: host_of(url), seconds: silence.as_secs() };
        timeout(silence, self.walk(&self.files, url, &headers, place)).await.map_err(|_| silent())?
    }
}

impl FileStream {
    /// Where the redirects led.
    #[must_use]
    pub const fn final_url(&self) -> &Url {
        &self.final_url
    }

    /// Headers of the first answer.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How far the file has come.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// The next piece, never empty; `None` at the end. After an error every call repeats that error.
    ///
    /// # Errors
    /// [`FetchError::Silent`], [`FetchError::TooLarge`], [`FetchError::NotResumable`], or what the last attempt to
    /// take up a broken connection said. A server that gives no length and closes the connection early cannot be told
    /// from one that is done: HTTP/1.0 has no sign for it.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, FetchError> {
        if let Some(failed) = &self.failed {
            return Err(failed.clone());
        }
        let next = self.next().await;
        if let Err(error) = &next {
            self.failed = Some(error.clone());
            self.connection = None;
        }
        next
    }

    /// The same as a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, FetchError>> + Send {
        stream::unfold(self, |mut file| async move { file.chunk().await.transpose().map(|next| (next, file)) })
    }

    /// The same as [`Read`], for parsers that block. Read it on a blocking thread (`spawn_blocking`), never in async
    /// code, where it would panic.
    #[must_use]
    pub const fn into_reader(self, runtime: Handle) -> FileReader {
        FileReader { file: self, runtime, rest: Bytes::new() }
    }

    async fn next(&mut self) -> Result<Option<Bytes>, FetchError> {
        let silence = self.fetcher.inner.budget.file_silence;
        loop {
            let Some((response, _)) = &mut self.connection else { return Ok(None) };
            let host = host_of(&self.final_url);
            let piece = timeout(silence, response.chunk())
                .await
                .map_err(|_| FetchError::Silent { host: host.clone(), seconds: silence.as_secs() })?;
            match piece {
                Ok(Some(piece)) => {
                    if let Some(piece) = self.take(piece)? {
                        return Ok(Some(piece));
                    }
                }
                Ok(None) => {
                    self.connection = None;
                    return self.check_whole().map(|()| None);
                }
                Err(error) => self.resume(explain(&error, &host)).await?,
            }
        }
    }

    /// Counts a piece, less what was received before the connection broke.
    fn take(&mut self, mut piece: Bytes) -> Result<Option<Bytes>, FetchError> {
        let skipped = self.skip.min(piece.len() as u64);
        self.skip -= skipped;
        piece.advance(usize::try_from(skipped).unwrap_or(piece.len()));
        if piece.is_empty() {
            return Ok(None);
        }
        self.barren = 0;
        self.progress.received += piece.len() as u64;
        let max = self.fetcher.inner.budget.file_bytes;
        if self.progress.received > max {
            return Err(FetchError::TooLarge { host: host_of(&self.final_url), max });
        }
        Ok(Some(piece))
    }

    fn check_whole(&self) -> Result<(), FetchError> {
        match self.progress.total {
            Some(total) if total != self.progress.received => Err(FetchError::Broken {
                host: host_of(&self.final_url),
                reason: format!("{} bytes instead of {total}", self.progress.received),
            }),
            _ => Ok(()),
        }
    }

    /// Asks for the rest after a broken connection, until a server answers or the attempts are used up.
    async fn resume(&mut self, mut cause: FetchError) -> Result<(), FetchError> {
        self.connection = None;
        let Some(validator) = self.validator.clone() else {
            return Err(self.lost("the server gives neither a strong ETag nor Last-Modified"));
        };
        let budget = self.fetcher.inner.budget.clone();
        loop {
            if self.progress.resumed >= budget.file_resumes || self.barren >= budget.file_barren_resumes {
                return Err(cause);
            }
            sleep(budget.file_pause.saturating_mul(1 << self.barren.min(5))).await;
            self.progress.resumed += 1;
            self.barren += 1;
            let (received, resumed) = (self.progress.received, self.progress.resumed);
            tracing::debug!(host = %host_of(&self.final_url), received, resumed, "taking up a broken file");
            match self.fetcher.inner.clone().ask(&self.asked, rest_of(received, &validator)).await {
                Ok(arrived) => match arrived.response.status().as_u16() {
                    // The machine behind the name is overloaded or restarting: the file may well be there in a moment.
                    status @ (429 | 500..=599) => {
                        cause = FetchError::Status { host: host_of(&arrived.url), status };
                    }
                    _ => return self.go_on(arrived, &validator),
                },
                Err(
                    error @ (FetchError::Connect { .. } | FetchError::Broken { .. } | FetchError::Unresolved { .. }),
                ) => {
                    cause = error;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Accepts the rest, or the whole again if it is provably the same file.
    fn go_on(&mut self, arrived: Arrived, was: &HeaderValue) -> Result<(), FetchError> {
        let headers = arrived.response.headers();
        refuse_encoding(headers, &host_of(&arrived.url))?;
        match arrived.response.status() {
            StatusCode::PARTIAL_CONTENT => {
                if validator(headers).is_some_and(|now| now != *was) {
                    return Err(self.lost("it changed meanwhile"));
                }
                let (start, total) = content_range(headers).ok_or_else(|| self.lost("its range is unreadable"))?;
                if start != self.progress.received || total.zip(self.progress.total).is_some_and(|(a, b)| a != b) {
                    return Err(self.lost("the server sends another part"));
                }
                self.skip = 0;
            }
            StatusCode::OK if validator(headers).is_some_and(|now| now == *was) => self.skip = self.progress.received,
            StatusCode::OK => return Err(self.lost("it changed meanwhile")),
            status => return Err(FetchError::Status { host: host_of(&arrived.url), status: status.as_u16() }),
        }
        self.final_url = arrived.url;
        self.connection = Some((arrived.response, arrived.place));
        Ok(())
    }

    fn lost(&self, reason: &str) -> FetchError {
        let (host, received) = (host_of(&self.final_url), self.progress.received);
        FetchError::NotResumable { host, received, reason: reason.to_owned() }
    }
}

fn rest_of(received: u64, validator: &HeaderValue) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, value: HeaderValue| headers.insert(name, value);
    if let Ok(range) = HeaderValue::from_str(&format!("bytes={received}-")) {
        put(RANGE, range);
        put(IF_RANGE, validator.clone());
    }
    headers
}

/// What `If-Range` may carry (RFC 9110, 13.1.5): a strong `ETag`, or else the date of the last change.
fn validator(headers: &HeaderMap) -> Option<HeaderValue> {
    let tag = headers.get(ETAG).filter(|tag| tag.as_bytes().starts_with(b"\""));
    tag.or_else(|| headers.get(LAST_MODIFIED)).cloned()
}

/// `bytes 5-9/10` → (5, Some(10)); the total may be `*`.
fn content_range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let (range, total) = headers.get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?.split_once('/')?;
    let start = range.split_once('-')?.0.trim().parse().ok()?;
    let total = match total.trim() {
        "*" => None,
        total => Some(total.parse().ok()?),
    };
    Some((start, total))
}

/// A [`FileStream`] that blocks.
pub struct FileReader {
    file: FileStream,
    runtime: Handle,
    rest: Bytes,
}

impl FileReader {
    /// How far the file has come.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.file.progress()
    }
}

impl Read for FileReader {
    /// The [`FetchError`] is the source of the [`io::Error`].
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self.runtime.block_on(self.file.chunk()).map_err(io::Error::other)?.unwrap_or_default();
        }
        let count = self.rest.len().min(buffer.len());
        self.rest.copy_to_slice(&mut buffer[..count]);
        Ok(count)
    }
}
