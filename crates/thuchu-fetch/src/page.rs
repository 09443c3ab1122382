//! A page or feed: small, whole, soon.

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, HeaderMap, HeaderValue};
use url::Url;

use crate::budget::PAGE_MAX_BYTES;
use crate::client::explain;
use crate::error::FetchError;
use crate::fetcher::{Arrived, Fetcher, Inner};
use crate::gate::Place;
use crate::guard::host_of;

/// An answer that was read to its end within the budget.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where the redirects led.
    pub final_url: Url,
    /// HTTP status of the last hop; a 404 is a page too.
    pub status: u16,
    /// Headers of the last hop.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub bytes: Bytes,
    /// The redirects that were followed, first to last; empty when the address itself answered.
    pub hops: Vec<Hop>,
}

/// A redirect that was followed. Its body, if any, was not read.
#[derive(Debug, Clone)]
pub struct Hop {
    /// The address that redirected.
    pub url: Url,
    /// 301, 302, 303, 307 or 308.
    pub status: u16,
    /// Headers of the answer; `Location` among them.
    pub headers: HeaderMap,
}

/// What a capture asks for: sites answer by these headers, and parts of a page get budgets of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The `Accept` header.
    pub accept: &'static str,
    /// The `Accept-Language` header.
    pub accept_language: &'static str,
    /// Most bytes after decompression. More than [`crate::PAGE_MAX_BYTES`] counts as that.
    pub max_bytes: u64,
}

impl Ask {
    /// A page to read. Whatever else stands at the address (a PDF, a picture) is taken too.
    pub const DOCUMENT: Self = Self {
        accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
        accept_language: "vi,en;q=0.8",
        max_bytes: PAGE_MAX_BYTES,
    };
    /// A picture within a page, in a form that our own worker decodes where the site has a choice.
    pub const PICTURE: Self =
        Self { accept: "image/webp,image/png,image/jpeg,image/gif;q=0.9,image/*;q=0.5", ..Self::DOCUMENT };
    /// A style sheet of a page.
    pub const STYLE: Self = Self { accept: "text/css,*/*;q=0.1", max_bytes: 1024 * 1024, ..Self::DOCUMENT };
    /// An answer of an interface, such as `claims:search`.
    pub const JSON: Self = Self { accept: "application/json", max_bytes: 1024 * 1024, ..Self::DOCUMENT };

    fn headers(self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, text) in [(ACCEPT, self.accept), (ACCEPT_LANGUAGE, self.accept_language)] {
            // The texts are our own constants; one that is no header value is left out rather than sent broken.
            if let Ok(value) = HeaderValue::from_str(text) {
                headers.insert(name, value);
            }
        }
        headers
    }
}

impl Fetcher {
    /// Fetches a page or feed: at most [`crate::PAGE_MAX_BYTES`] after decompression, within [`crate::PAGE_TIME`].
    ///
    /// The time starts when one of the two places at the host is free, and covers all redirects.
    ///
    /// # Errors
    /// Any [`FetchError`] but those of files; an answer with an error status is no error.
    pub async fn fetch_page(&self, url: &Url) -> Result<Page, FetchError> {
        self.fetch_within(url, &HeaderMap::new(), self.inner.budget.page_bytes).await
    }

    /// Fetches a page, or a part of one, for a capture: as [`Fetcher::fetch_page`], with the headers and the budget of
    /// `ask`. The same rules hold for every part: a picture may be named by whoever wrote the page.
    ///
    /// # Errors
    /// As [`Fetcher::fetch_page`].
    pub async fn fetch_part(&self, url: &Url, ask: &Ask) -> Result<Page, FetchError> {
        self.fetch_within(url, &ask.headers(), ask.max_bytes.min(self.inner.budget.page_bytes)).await
    }

    async fn fetch_within(&self, url: &Url, headers: &HeaderMap, max: u64) -> Result<Page, FetchError> {
        let inner = &self.inner;
        let place = inner.place(url).await?;
        inner.in_time(url, inner.read_page(url, headers, max, place)).await
    }
}

impl Inner {
    /// Gives up after the time of a page.
    pub(crate) async fn in_time<T>(
        &self,
        url: &Url,
        work: impl Future<Output = Result<T, FetchError>>,
    ) -> Result<T, FetchError> {
        let limit = self.budget.page_time;
        let slow = || FetchError::TooSlow { host: host_of(url), seconds: limit.as_secs() };
        tokio::time::timeout(limit, work).await.map_err(|_| slow())?
    }

    async fn read_page(&self, url: &Url, headers: &HeaderMap, max: u64, place: Place) -> Result<Page, FetchError> {
        let Arrived { url, response, hops, place: _place } = self.walk(&self.pages, url, headers, place).await?;
        read_whole(url, response, hops, max).await
    }
}

/// Reads an answer to its end.
pub(crate) async fn read_whole(url: Url, answer: Response, hops: Vec<Hop>, max: u64) -> Result<Page, FetchError> {
    let host = host_of(&url);
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    refuse_encoding(&headers, &host)?;
    let bytes = read_all(answer, &host, max).await?;
    Ok(Page { final_url: url, status, headers, bytes, hops })
}

/// The client takes the header away from what it unpacked; what is left was not asked for.
pub(crate) fn refuse_encoding(headers: &HeaderMap, host: &str) -> Result<(), FetchError> {
    match headers.get(CONTENT_ENCODING).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()) {
        Some(encoding) if !encoding.eq_ignore_ascii_case("identity") => {
            Err(FetchError::Encoding { host: host.to_owned(), encoding })
        }
        _ => Ok(()),
    }
}

/// Reads piece by piece and stops at the first byte too many, whatever was announced.
async fn read_all(mut response: Response, host: &str, max: u64) -> Result<Bytes, FetchError> {
    let too_large = || FetchError::TooLarge { host: host.to_owned(), max };
    if response.content_length().is_some_and(|announced| announced > max) {
        return Err(too_large());
    }
    let mut whole = BytesMut::new();
    while let Some(piece) = response.chunk().await.map_err(|error| explain(&error, host))? {
        if (whole.len() + piece.len()) as u64 > max {
            return Err(too_large());
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}
