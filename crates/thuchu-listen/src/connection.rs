//! The life of one connection.

use std::convert::Infallible;
use std::error::Error;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::{Request, Response};
use http_body::Body;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;
use tower_service::Service;

use crate::body::ListenBody;
use crate::door::{Door, Site};
use crate::gate::{Gate, Line, Wire};
use crate::head::{HEAD_BYTES, HEADERS};
use crate::limits::Limits;
use crate::pace::Pace;
use crate::refusal::Refusal;

/// How long a connection without a request stays open after the shutdown began: a request may be on its way.
const GRACE: Duration = Duration::from_millis(100);
/// How much unsent data the kernel keeps before a write has to wait. Without it the kernel takes megabytes at once, and
/// then says nothing for minutes of a client that reads slowly but steadily.
const UNSENT: u32 = 32 * 1024;
/// How long a client that is still sending gets to read why it was refused.
const LINGER: Duration = Duration::from_secs(2);

/// How far the shutdown is. It only goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Open,
    Draining,
    Cut,
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// By itself, or by a limit of its own.
    Closed,
    /// By the shutdown, in the middle of a request.
    Cut,
}

/// One accepted socket and what it needs.
pub(crate) struct Accepted<S, R> {
    pub(crate) socket: TcpStream,
    pub(crate) peer: SocketAddr,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) service: S,
    pub(crate) site: Arc<Site<R>>,
    pub(crate) stage: watch::Receiver<Stage>,
}

impl<S, R, B> Accepted<S, R>
where
    S: Service<Request<ListenBody>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    R: Fn(Refusal) -> Response<B> + Send + Sync + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    pub(crate) async fn run(self) -> End {
        let deadline = Instant::now() + self.site.limits.head;
        // Until the client says something it costs this small future, and none of the buffers behind it. That a socket
        // is `readable()` may be a false alarm; a byte that can be looked at is none.
        let mut first = [0];
        let spoke = tokio::select! {
            peeked = timeout_at(deadline, self.socket.peek(&mut first)) => matches!(peeked, Ok(Ok(1))),
            () = reached(self.stage.clone(), Stage::Draining) => {
                matches!(timeout(GRACE, self.socket.peek(&mut [0])).await, Ok(Ok(1)))
            }
        };
        if !spoke {
            return End::Closed;
        }
        let wire = Arc::new(Wire::default());
        let cut = reached(self.stage.clone(), Stage::Cut);
        tokio::select! {
            () = Box::pin(self.talk(deadline, Arc::clone(&wire))) => End::Closed,
            () = cut => if wire.busy() { End::Cut } else { End::Closed },
        }
    }

    async fn talk(self, deadline: Instant, wire: Arc<Wire>) {
        let Self { socket, peer, tls, service, site, stage } = self;
        let limits = site.limits;
        set_options(&socket);
        let pace = Pace::new(socket, limits.stall);
        let encrypted = tls.is_some();
        let line: Box<dyn Line> = match tls {
            None => Box::new(pace),
            Some(tls) => match timeout_at(deadline, tls.accept(pace)).await {
                Ok(Ok(line)) => Box::new(line),
                // Scanners do this all day.
                Ok(Err(_)) | Err(_) => return,
            },
        };
        let gate = Gate::new(line, Arc::clone(&wire), limits);
        let door = Door { site, service, wire: Arc::clone(&wire), peer, tls: encrypted, stage: stage.clone() };
        let mut talk = http(&limits).serve_connection(TokioIo::new(gate), door);

        let mut late = pin!(sleep_until(deadline));
        let mut drain = pin!(async {
            reached(stage, Stage::Draining).await;
            sleep(GRACE).await;
        });
        let (mut draining, mut told) = (false, false);
        let ended = poll_fn(|cx| {
            loop {
                if let Poll::Ready(ended) = talk.poll_without_shutdown(cx) {
                    return Poll::Ready(Some(ended));
                }
                // hyper's own time for a head begins anew with every head; this one began with the connection.
                if !wire.heard() && late.as_mut().poll(cx).is_ready() {
                    return Poll::Ready(None);
                }
                draining = draining || drain.as_mut().poll(cx).is_ready();
                if !draining || told || wire.mid_head() {
                    return Poll::Pending;
                }
                // Closes at once when idle, else after the answer; so poll once more.
                told = true;
                Pin::new(&mut talk).graceful_shutdown();
            }
        })
        .await;
        match ended {
            Some(Ok(())) => {
                wire.finish();
                close(talk.into_parts().io.into_inner()).await;
            }
            Some(Err(error)) => tracing::debug!(%error, "connection"),
            None => {}
        }
    }
}

/// Asks the kernel to send at once, and to keep little.
fn set_options(socket: &TcpStream) {
    let socket = SockRef::from(socket);
    if let Err(error) = socket.set_tcp_nodelay(true).and_then(|()| socket.set_tcp_notsent_lowat(UNSENT)) {
        // The client is already gone, or the kernel is an odd one: slower, not wrong.
        tracing::debug!(%error, "socket options");
    }
}

fn http(limits: &Limits) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .half_close(false);
    http
}

/// Resolves when the shutdown has come to `stage`; never, when there will be no shutdown.
async fn reached(mut at: watch::Receiver<Stage>, stage: Stage) {
    if at.wait_for(|now| *now >= stage).await.is_err() {
        std::future::pending().await
    }
}

/// Says good-bye. A client that may still be sending is listened to for a while: a socket closed with unread bytes is
/// reset, and the client would lose the answer with it.
async fn close(gate: Gate) {
    let mid_message = gate.mid_message();
    let mut line = gate.into_line();
    let good_bye = async {
        line.shutdown().await?;
        let mut ignored = [0; 4096];
        while mid_message && line.read(&mut ignored).await? > 0 {}
        std::io::Result::Ok(())
    };
    if !matches!(timeout(LINGER, good_bye).await, Ok(Ok(()))) {
        tracing::debug!("a client did not say good-bye");
    }
}
