//! Plain HTTP to a loopback server, where no browser is wanted: what a page answers, byte for byte.

use std::fmt::Display;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// No page takes this long, not even in a debug build.
const MOST: Duration = Duration::from_secs(20);

/// What came back. Redirects are not followed.
#[derive(Debug, Clone)]
pub struct Reply {
    /// 200, 404, …
    pub status: u16,
    /// Names in lower case.
    pub headers: HeaderMap,
    /// Decoded as UTF-8; what is not becomes U+FFFD.
    pub body: String,
}

impl Reply {
    /// A header's value; empty when it is not there or not text.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

/// `GET`; fails the test when nobody answers.
#[must_use]
pub fn get(url: &str) -> Reply {
    try_get(url).unwrap_or_else(|error| panic!("GET {url}: {error}"))
}

/// `GET`, or why nobody answers.
///
/// # Errors
/// One sentence.
pub fn try_get(url: &str) -> Result<Reply, String> {
    send(Method::GET, url, &[], Vec::new())
}

/// Any request; fails the test when nobody answers.
#[must_use]
pub fn request(method: &Method, url: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Reply {
    send(method.clone(), url, headers, body.into()).unwrap_or_else(|error| panic!("{method} {url}: {error}"))
}

/// The body of a form.
#[must_use]
pub fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn send(method: Method, url: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Result<Reply, String> {
    let mut request = Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(text)?;
    let client = Client::builder(TokioExecutor::new()).build::<_, Full<Bytes>>(HttpConnector::new());
    let exchange = async {
        let (parts, body) = client.request(request).await.map_err(text)?.into_parts();
        let bytes = body.collect().await.map_err(text)?.to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Reply { status: parts.status.as_u16(), headers: parts.headers, body })
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(text)?;
    runtime.block_on(async { tokio::time::timeout(MOST, exchange).await.map_err(text)? })
}

fn text(error: impl Display) -> String {
    error.to_string()
}
