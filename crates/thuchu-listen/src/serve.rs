//! Accepts connections until the shutdown, then drains them.

use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::{Request, Response};
use http_body::Body;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tower_service::Service;

use crate::body::ListenBody;
use crate::connection::{Accepted, End, Stage};
use crate::door::Site;
use crate::limits::Limits;
use crate::proxies::Proxies;
use crate::refusal::Refusal;
use crate::tls::Tls;

/// The longest pause after the process has no file left for a connection.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// How long connections get to notice that they are cut.
const LAST_MOMENT: Duration = Duration::from_secs(1);

/// How to listen.
#[derive(Debug, Default)]
pub struct Listen {
    /// Plain HTTP without.
    pub tls: Option<Tls>,
    /// Whose word about the client is taken.
    pub proxies: Proxies,
    /// What one client may cost.
    pub limits: Limits,
}

/// What there was, told after the shutdown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Connections that were accepted.
    pub connections: u64,
    /// Requests whose head was read, refused ones included.
    pub requests: u64,
    /// Requests that were still running when [`Limits::drain`] was over.
    pub cut: u64,
}

/// Serves `service` on `listener` until `shutdown` resolves and what had arrived by then is answered.
///
/// `refuse` words what is [refused](Refusal) before the service sees it; its status should be [`Refusal::status`].
/// Dropping the future cuts everything at once.
pub async fn serve<S, R, B>(
    listener: TcpListener,
    listen: Listen,
    service: S,
    refuse: R,
    shutdown: impl Future<Output = ()>,
) -> Report
where
    S: Service<Request<ListenBody>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
    R: Fn(Refusal) -> Response<B> + Send + Sync + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let Listen { tls, proxies, limits } = listen;
    let acceptor = tls.as_ref().map(Tls::acceptor);
    let site = Arc::new(Site { refuse, proxies, limits, requests: AtomicU64::new(0) });
    let (stage, at) = watch::channel(Stage::Open);
    let mut connections = Connections::default();
    let all = Arc::clone(&site);
    let welcome = move |socket, peer, permit: Option<OwnedSemaphorePermit>, connections: &mut Connections| {
        let (tls, service, site, stage) = (acceptor.clone(), service.clone(), Arc::clone(&all), at.clone());
        let connection = Accepted { socket, peer, tls, service, site, stage };
        connections.add(async move {
            let _permit = permit;
            connection.run().await
        });
    };

    let permits = Arc::new(Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS)));
    let mut shutdown = pin!(shutdown);
    let mut watched = pin!(watch_certificate(tls.as_ref()));
    {
        let mut next = pin!(accept(&listener, &permits));
        loop {
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                Some(ended) = connections.running.join_next() => connections.tally(&ended),
                (socket, peer, permit) = &mut next => {
                    welcome(socket, peer, Some(permit), &mut connections);
                    next.set(accept(&listener, &permits));
                }
                () = &mut watched => {}
            }
        }
    }
    let end = Instant::now() + limits.drain;
    stage.send_replace(Stage::Draining);
    for (socket, peer) in backlog(listener) {
        welcome(socket, peer, None, &mut connections);
    }
    if timeout_at(end, connections.all_ended()).await.is_err() {
        stage.send_replace(Stage::Cut);
        // A request that does not even come back to be cut is left behind with its task.
        if timeout(LAST_MOMENT, connections.all_ended()).await.is_err() {
            connections.cut += connections.running.len() as u64;
        }
    }
    let (connections, cut) = (connections.accepted, connections.cut);
    Report { connections, requests: site.requests.load(Ordering::Relaxed), cut }
}

#[derive(Default)]
struct Connections {
    running: JoinSet<End>,
    accepted: u64,
    cut: u64,
}

impl Connections {
    fn add(&mut self, connection: impl Future<Output = End> + Send + 'static) {
        self.accepted += 1;
        self.running.spawn(connection);
    }

    fn tally(&mut self, ended: &Result<End, JoinError>) {
        match ended {
            Ok(End::Closed) => {}
            Ok(End::Cut) => self.cut += 1,
            // The body of an answer panicked; its head was already sent, so only the connection can tell.
            Err(_) => tracing::error!("a connection panicked"),
        }
    }

    async fn all_ended(&mut self) {
        while let Some(ended) = self.running.join_next().await {
            self.tally(&ended);
        }
    }
}

/// The next connection. Waits while there are too many, and pauses while the process has no file left for one.
async fn accept(listener: &TcpListener, permits: &Arc<Semaphore>) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    let permit = loop {
        if let Ok(permit) = Arc::clone(permits).acquire_owned().await {
            break permit;
        }
    };
    let mut pause = Duration::from_millis(10);
    loop {
        match listener.accept().await {
            Ok((socket, peer)) => return (socket, peer, permit),
            // That one connection is gone again; the next may be there already.
            Err(error) if is_about_one_connection(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted");
                sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

fn is_about_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// The connections that the kernel has accepted for us already. Asked of the kernel itself, since tokio knows of them
/// only after its next look. Then the socket is closed.
fn backlog(listener: TcpListener) -> Vec<(TcpStream, SocketAddr)> {
    let mut waiting = Vec::new();
    let Ok(listener) = listener.into_std() else { return waiting };
    loop {
        match listener.accept() {
            Ok((socket, peer)) => {
                if let Ok(socket) = socket.set_nonblocking(true).and_then(|()| TcpStream::from_std(socket)) {
                    waiting.push((socket, peer));
                }
            }
            Err(error) if is_about_one_connection(&error) => {}
            Err(_) => return waiting,
        }
    }
}

async fn watch_certificate(tls: Option<&Tls>) {
    match tls {
        Some(tls) => tls.watch().await,
        None => std::future::pending().await,
    }
}
