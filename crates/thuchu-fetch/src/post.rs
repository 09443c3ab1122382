//! A few bytes sent to a server that the operator names, such as one that time-stamps (RFC 3161).

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
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
        let inner = &self.inner;
        let kind = HeaderValue::from_str(content_type)
            .map_err(|_| FetchError::Setup { reason: "the content type is no header value".to_owned() })?;
        let mut url = url.clone();
        url.set_fragment(None);
        let _place = inner.place(&url).await?;
        let host = host_of(&url);
        let exchange = async {
            let asked = inner.pages.post(url.clone()).header(CONTENT_TYPE, kind).body(body).send().await;
            let response = asked.map_err(|error| explain(&error, &host))?;
            inner.check_peer(&response, &host)?;
            read_whole(url.clone(), response, Vec::new(), max_answer.min(POST_MAX_ANSWER)).await
        };
        inner.in_time(&url, exchange).await
    }
}
