//! A page or feed: small, whole, soon.

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use url::Url;

use crate::client::explain;
use crate::error::FetchError;
use crate::fetcher::{Fetcher, Inner};
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
}

impl Fetcher {
    /// Fetches a page or feed: at most [`crate::PAGE_MAX_BYTES`] after decompression, within [`crate::PAGE_TIME`].
    ///
    /// The time starts when one of the two places at the host is free, and covers all redirects.
    ///
    /// # Errors
    /// Any [`FetchError`] but those of files; an answer with an error status is no error.
    pub async fn fetch_page(&self, url: &Url) -> Result<Page, FetchError> {
        let inner = &self.inner;
        let place = inner.place(url).await?;
        let limit = inner.budget.page_time;
        let slow = || FetchError::TooSlow { host: host_of(url), seconds: limit.as_secs() };
        tokio::time::timeout(limit, inner.read_page(url, place)).await.map_err(|_| slow())?
    }
}

impl Inner {
    async fn read_page(&self, url: &Url, place: Place) -> Result<Page, FetchError> {
        let arrived = self.walk(&self.pages, url, &HeaderMap::new(), place).await?;
        let host = host_of(&arrived.url);
        let (status, headers) = (arrived.response.status().as_u16(), arrived.response.headers().clone());
        refuse_encoding(&headers, &host)?;
        let bytes = read_all(arrived.response, &host, self.budget.page_bytes).await?;
        Ok(Page { final_url: arrived.url, status, headers, bytes })
    }
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
