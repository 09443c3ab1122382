//! How requests to a bucket travel: our own client, with ring and the roots that ship with the program, no proxy, no
//! redirect, and nothing of a refusal's body but its code.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService,
};
use reqwest::redirect::Policy;
use reqwest::{Body, Client};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use thuchu_model::Timestamp;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How long it may be silent. A whole file may take longer.
const SILENT: Duration = Duration::from_secs(30);
/// Most bytes of a refusal that are looked through for its code.
const REFUSAL: usize = 64 * 1024;

/// What time it was at the server when it last answered: what it says of an object's age is by this clock, not by ours.
#[derive(Debug, Clone, Default)]
pub(super) struct ServerClock(Arc<AtomicI64>);

impl ServerClock {
    /// `None` before the first answer.
    pub(super) fn now(&self) -> Option<Timestamp> {
        let micros = self.0.load(Ordering::Relaxed);
        (micros > 0).then(|| Timestamp::from_micros(micros))
    }

    fn heard(&self, head: &http::response::Parts) {
        let date = head.headers.get(http::header::DATE).and_then(|date| date.to_str().ok());
        if let Some(at) = date.and_then(read_date) {
            self.0.store(at.micros(), Ordering::Relaxed);
        }
    }
}

/// The date of an answer, `Thu, 26 Nov 2026 02:40:19 GMT` (RFC 9110, IMF-fixdate).
fn read_date(text: &str) -> Option<Timestamp> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, rest) = text.strip_suffix(" GMT")?.split_once(", ")?;
    let mut parts = rest.split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    Timestamp::parse(&format!("{year}-{month:02}-{day}T{time}Z"))
}

/// The client.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    client: Client,
    clock: ServerClock,
}

impl Wire {
    #[expect(clippy::disallowed_methods, reason = "this is the blob client, which the operator points at one server")]
    pub(super) fn new(clock: ServerClock) -> Result<Self, String> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .no_proxy()
            .no_gzip()
            .referer(false)
            .retry(reqwest::retry::never())
            .http1_only()
            .connect_timeout(CONNECT)
            .read_timeout(SILENT)
            .user_agent(concat!("ThucHu/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { client: client.map_err(|error| error.without_url().to_string())?, clock })
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (head, body) = request.into_parts();
        let url = head.uri.to_string().parse().map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?;
        let mut request = reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(Body::wrap(body));
        let answer: http::Response<Body> = self.client.execute(request).await.map_err(told)?.into();
        let (head, body) = answer.into_parts();
        self.clock.heard(&head);
        if head.status.is_client_error() || head.status.is_server_error() {
            let code = code_of(body).await;
            return Ok(HttpResponse::from_parts(head, Bytes::from(code).into()));
        }
        Ok(HttpResponse::from_parts(head, HttpResponseBody::new(body.map_err(told))))
    }
}

impl HttpService for Wire {
    fn call<'a, 'b>(
        &'a self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(self.send(request))
    }
}

impl HttpConnector for Wire {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

/// Of a refusal only its code, in the element it came in: the rest repeats the key and what was signed.
async fn code_of(body: Body) -> String {
    let limited = http_body_util::Limited::new(body, REFUSAL);
    let bytes = limited.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(code, _)| code);
    let code: String = code.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    if code.is_empty() { String::new() } else { format!("<Code>{code}</Code>") }
}

/// What broke, of which kind, so that it is known what may be tried again.
fn told(error: reqwest::Error) -> HttpError {
    let kind = match &error {
        error if error.is_timeout() => HttpErrorKind::Timeout,
        error if error.is_connect() => HttpErrorKind::Connect,
        error if error.is_decode() => HttpErrorKind::Decode,
        _ => HttpErrorKind::Interrupted,
    };
    let error = error.without_url();
    let causes = std::iter::successors(error.source(), |&cause: &&(dyn Error + 'static)| cause.source());
    let reason = causes.last().map_or_else(|| error.to_string(), ToString::to_string);
    HttpError::new_boxed(kind, reason.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_an_answer_is_read() {
        let read = |text| read_date(text).map(|at| at.to_string());
        assert_eq!(read("Thu, 26 Nov 2026 02:40:19 GMT").unwrap(), "2026-11-26T02:40:19Z");
        for wrong in [
            "",
            "Thu, 26 Nov 2026 02:40:19",
            "26 Nov 2026",
            "Thu, 26 Now 2026 02:40:19 GMT",
            "Thu, 99 Nov 2026 02:40:19 GMT",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn nothing_of_a_refusal_is_kept_but_its_code() {
        let body = "<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>AKIA1</AWSAccessKeyId></Error>";
        assert_eq!(code_of(Body::from(body)).await, "<Code>SignatureDoesNotMatch</Code>");
        for none in ["", "busy", "<Code>", "<Code></Code>"] {
            assert_eq!(code_of(Body::from(none)).await, "");
        }
        assert_eq!(code_of(Body::from(vec![b'x'; REFUSAL + 1])).await, "");
    }
}
