//! Where a request meets the site.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::FutureExt;
use http::header::{CONNECTION, HeaderValue};
use http::{Request, Response};
use hyper::body::Incoming;
use tokio::sync::watch;
use tower_service::Service;

use crate::body::ListenBody;
use crate::client::Client;
use crate::connection::Stage;
use crate::gate::Wire;
use crate::head::Framing;
use crate::limits::Limits;
use crate::proxies::Proxies;
use crate::refusal::Refusal;

/// What all connections share.
pub(crate) struct Site<R> {
    /// How the site words refusals.
    pub(crate) refuse: R,
    pub(crate) proxies: Proxies,
    pub(crate) limits: Limits,
    pub(crate) requests: AtomicU64,
}

/// One connection's way to the site.
pub(crate) struct Door<S, R> {
    pub(crate) site: Arc<Site<R>>,
    /// The site's service, for this connection.
    pub(crate) service: S,
    pub(crate) wire: Arc<Wire>,
    pub(crate) peer: SocketAddr,
    pub(crate) tls: bool,
    pub(crate) stage: watch::Receiver<Stage>,
}

/// Nothing of a door is pinned, least of all the service: each request gets its own clone.
impl<S, R> Unpin for Door<S, R> {}

impl<S, R, B> hyper::service::Service<Request<Incoming>> for Door<S, R>
where
    S: Service<Request<ListenBody>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    R: Fn(Refusal) -> Response<B> + Send + Sync + 'static,
    B: Send + 'static,
{
    type Response = Response<B>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<B>, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.site.requests.fetch_add(1, Ordering::Relaxed);
        let verdict = self.wire.verdict();
        let site = Arc::clone(&self.site);
        let framing = match verdict {
            Ok(framing) => framing,
            Err(refusal) => return Box::pin(async move { Ok(last_answer((site.refuse)(refusal))) }),
        };
        let request = self.introduce(request);
        let (service, stage) = (self.service.clone(), self.stage.clone());
        Box::pin(async move {
            let Ok(answer) = AssertUnwindSafe(ask(service, request)).catch_unwind().await else {
                // What it panicked with may quote the request, and is not logged here.
                tracing::error!("a request panicked");
                return Ok(last_answer((site.refuse)(Refusal::Panicked)));
            };
            // The gate does not know where a chunked body ends.
            let last = framing == Framing::Chunked || *stage.borrow() > Stage::Open;
            Ok(if last { last_answer(answer?) } else { answer? })
        })
    }
}

impl<S, R> Door<S, R> {
    fn introduce(&self, request: Request<Incoming>) -> Request<ListenBody> {
        let limit = self.site.limits.body_of(request.uri().path());
        let mut request = request.map(|body| ListenBody::new(body, &self.site.limits, limit));
        let client = Client::of(self.peer, self.tls, &self.site.proxies, request.headers_mut());
        request.extensions_mut().insert(client);
        request
    }
}

async fn ask<S: Service<Request<ListenBody>>>(
    mut service: S,
    request: Request<ListenBody>,
) -> Result<S::Response, S::Error> {
    poll_fn(|cx| service.poll_ready(cx)).await?;
    service.call(request).await
}

/// The last answer on its connection.
fn last_answer<B>(mut answer: Response<B>) -> Response<B> {
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}
