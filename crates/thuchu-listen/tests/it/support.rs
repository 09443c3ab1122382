//! A small site behind the listener, and a client that writes bytes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{get, post};
use thuchu_listen::{Client, Limits, Listen, Refusal, Report, bind, serve, what_stopped};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// How long the slow ones get here.
pub(crate) const SHORT: Duration = Duration::from_millis(300);
/// By when everything is over, also on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
/// Body bytes that are taken.
pub(crate) const BODY_BYTES: u64 = 100_000;
/// What `/big` answers with.
pub(crate) const BIG: usize = 32 * 1024 * 1024;

pub(crate) fn short() -> Limits {
    Limits {
        head: SHORT,
        body: SHORT,
        body_bytes: BODY_BYTES,
        stall: SHORT,
        connections: 100,
        drain: SHORT,
        ..Limits::default()
    }
}

/// Limits that no test on a busy machine runs into by accident.
pub(crate) fn patient() -> Limits {
    Limits { head: PATIENCE, body: PATIENCE, stall: PATIENCE, drain: PATIENCE, ..short() }
}

pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    smuggled: Arc<AtomicU32>,
    held: Arc<Held>,
    stop: oneshot::Sender<()>,
    done: JoinHandle<Report>,
}

/// What `/held` waits for.
#[derive(Default)]
struct Held {
    asked: Notify,
    go: Notify,
}

pub(crate) async fn start(listen: Listen) -> Running {
    let listener = bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = listener.local_addr().unwrap();
    let (smuggled, held) = (Arc::new(AtomicU32::new(0)), Arc::new(Held::default()));
    let (stop, stopped) = oneshot::channel();
    let shutdown = async { stopped.await.unwrap_or_default() };
    let done = tokio::spawn(serve(listener, listen, site(Arc::clone(&smuggled), Arc::clone(&held)), refuse, shutdown));
    Running { address, smuggled, held, stop, done }
}

pub(crate) async fn start_with(limits: Limits) -> Running {
    start(Listen { limits, ..Listen::default() }).await
}

impl Running {
    pub(crate) fn stop(self) -> JoinHandle<Report> {
        self.stop.send(()).unwrap();
        self.done
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends `bytes` and reads until the listener closes.
    pub(crate) async fn ask(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut socket = self.connect().await;
        socket.write_all(bytes.as_ref()).await.unwrap();
        rest(&mut socket).await
    }

    /// Until somebody asked for `/held`; then gives what lets the answer go.
    pub(crate) async fn held(&self) -> impl FnOnce() + use<> {
        self.held.asked.notified().await;
        let held = Arc::clone(&self.held);
        move || held.go.notify_one()
    }

    /// How often `/smuggled` was asked for.
    pub(crate) fn smuggled(&self) -> u32 {
        self.smuggled.load(Ordering::SeqCst)
    }
}

/// All that comes until the other side closes. A reset ends it too.
pub(crate) async fn rest(socket: &mut (impl AsyncReadExt + Unpin)) -> String {
    let mut all = Vec::new();
    let _ = timeout(PATIENCE, socket.read_to_end(&mut all)).await.expect("the listener never closed");
    String::from_utf8_lossy(&all).into_owned()
}

/// Reads one answer with a length, and leaves the connection open.
pub(crate) async fn answer(socket: &mut (impl AsyncReadExt + Unpin)) -> String {
    let mut all = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&all).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.expect("an answer with a length").parse().unwrap() {
                return text;
            }
        }
        let byte = timeout(PATIENCE, socket.read_u8()).await.expect("no answer came");
        all.push(byte.unwrap_or_else(|error| panic!("{error} after {text:?}")));
    }
}

pub(crate) fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// How many answers there are in what a connection brought.
pub(crate) fn answers(all: &str) -> usize {
    all.matches("HTTP/1.1 ").count()
}

fn site(smuggled: Arc<AtomicU32>, held: Arc<Held>) -> Router {
    let smuggled = move || {
        smuggled.fetch_add(1, Ordering::SeqCst);
        async { "smuggled" }
    };
    let hold = || async move {
        held.asked.notify_one();
        held.go.notified().await;
        "held"
    };
    Router::new()
        .route("/held", get(hold))
        .route("/", get(|| async { "here" }))
        .route("/who", get(who))
        .route("/length", post(length))
        .route("/ignore", post(|| async { "ignored" }))
        .route("/bytes", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/big", get(|| async { Bytes::from(vec![b'x'; BIG]) }))
        .route("/late", get(late))
        .route("/never", get(std::future::pending::<&'static str>))
        .route("/panic", get(panics))
        .route("/smuggled", get(smuggled.clone()).post(smuggled))
}

async fn who(request: Request) -> String {
    let client = request.extensions().get::<Client>().unwrap();
    let claims = request.headers().keys().filter(|name| name.as_str().contains("forwarded")).count();
    format!("{} forwarded={} https={} claims={claims}", client.address, client.forwarded, client.https)
}

/// Counts a body, or says what stopped it.
async fn length(request: Request) -> Response {
    match axum::body::to_bytes(request.into_body(), usize::MAX).await {
        Ok(bytes) => Response::new(Body::from(bytes.len().to_string())),
        Err(error) => refuse(what_stopped(&error).unwrap()),
    }
}

async fn late() -> &'static str {
    sleep(Duration::from_millis(150)).await;
    "late"
}

async fn panics() -> &'static str {
    panic!("on purpose")
}

/// The site's own words for a refusal.
pub(crate) fn refuse(refusal: Refusal) -> Response {
    let answer = Response::builder().status(refusal.status()).header("x-site", "thuchu");
    answer.body(Body::from(refusal.code())).unwrap()
}
