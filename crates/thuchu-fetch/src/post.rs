//! A few bytes sent to a server that the operator names, such as one that time-stamps (RFC 3161).

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::client::explain;
use crate::error::FetchError;
use crate::fetcher::Fetcher;
use crate::guard::host_of;
use crate::page::{Page, read_whole};

/// Bytes of an answer to a post, after decompression. A time-stamp with its certificates is 2 to 8 kB.
pub const POST_MAX_ANSWER: u64 = 64 * 1024;

impl Fetcher {
    /// Posts `body` once, under the rules of a page: within [`crate::PAGE_TIME`], at most `max_answer` bytes and never
    /// more than [`POST_MAX_ANSWER`]. No redirect is followed: what was meant for one server goes to no other, so a
    /// redirect comes back as a page with its status.
    ///
    /// # Errors
    /// As [`Fetcher::fetch_page`], without those of redirects; [`FetchError::Setup`] when `content_type` is no header value.
    pub async fn post_small(
        &self,
        url: &Url,
        content_type: &str,
        body: Bytes,
        max_answer: u64,
    ) -> Result<Page, FetchError> {
        let kind = HeaderValue::from_str(content_type)
            .map_err(|_| FetchError::Setup { reason: "the content type is no header value".to_owned() })?;
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind)]);
        self.post(url, headers, body, Some(max_answer.min(POST_MAX_ANSWER))).await
    }

    /// Posts `body` once with these headers to an address that an admin named, and reads of the answer nothing but its head:
    /// what a receiver of webhooks says is of no use here. Otherwise as [`Fetcher::post_small`]; the page has no bytes.
    ///
    /// # Errors
    /// As [`Fetcher::post_small`].
    pub async fn post_signed(&self, url: &Url, headers: &[(&str, &str)], body: Bytes) -> Result<Page, FetchError> {
        let setup = || FetchError::Setup { reason: "a header cannot be sent".to_owned() };
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| setup())?;
            map.insert(name, HeaderValue::from_str(value).map_err(|_| setup())?);
        }
        self.post(url, map, body, None).await
    }

    async fn post(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: Bytes,
        max_answer: Option<u64>,
    ) -> Result<Page, FetchError> {
        let inner = &self.inner;
        let mut url = url.clone();
        url.set_fragment(None);
        let _place = inner.place(&url).await?;
        let host = host_of(&url);
        let exchange = async {
            let asked = inner.pages.post(url.clone()).headers(headers).body(body).send().await;
            let response = asked.map_err(|error| explain(&error, &host))?;
            inner.check_peer(&response, &host)?;
            match max_answer {
                Some(most) => read_whole(url.clone(), response, Vec::new(), most).await,
                None => Ok(Page {
                    final_url: url.clone(),
                    status: response.status().as_u16(),
                    headers: response.headers().clone(),
                    bytes: Bytes::new(),
                    hops: Vec::new(),
                }),
            }
        };
        inner.in_time(&url, exchange).await
    }
}
