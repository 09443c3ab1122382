//! A loopback server that answers each connection with what the test scripts, byte by byte if need be.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;
use url::Url;

use crate::budget::Budget;
use crate::{Fetcher, Lookup, Reach};

/// What the server does with one request, given its head.
pub(super) type Script = Arc<dyn Fn(&str) -> Vec<Act> + Send + Sync>;

/// One act of an answer. After the last one the connection is closed.
#[derive(Clone)]
pub(super) enum Act {
    Send(Vec<u8>),
    Wait(Duration),
    /// The same bytes again and again, as fast as they are taken, or at a pace.
    Forever(Vec<u8>, Duration),
}

pub(super) struct Server {
    pub(super) address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
    bodies: Arc<Mutex<Vec<Vec<u8>>>>,
    most_at_once: Arc<AtomicUsize>,
}

impl Server {
    pub(super) async fn start(script: impl Fn(&str) -> Vec<Act> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let script: Script = Arc::new(script);
        let heads = Arc::new(Mutex::new(Vec::new()));
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let server = Self { address, heads: heads.clone(), bodies: bodies.clone(), most_at_once: most.clone() };
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (script, now, most) = (script.clone(), now.clone(), most.clone());
                let (heads, bodies) = (heads.clone(), bodies.clone());
                tokio::spawn(async move {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let _ = answer(socket, &script, &heads, &bodies).await;
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    pub(super) fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    /// The request heads seen so far, lower case.
    pub(super) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// The bodies of requests seen so far.
    pub(super) fn bodies(&self) -> Vec<Vec<u8>> {
        self.bodies.lock().unwrap().clone()
    }

    pub(super) fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }

    /// A fetcher that reaches this server alone, with small limits so that tests are quick.
    pub(super) fn fetcher(&self) -> Fetcher {
        self.fetcher_with(None)
    }

    pub(super) fn fetcher_with(&self, lookup: Option<Arc<dyn Lookup>>) -> Fetcher {
        Fetcher::for_tests(Reach::only(self.address), lookup, small()).unwrap()
    }
}

pub(super) fn small() -> Budget {
    Budget {
        page_bytes: 100_000,
        page_time: Duration::from_millis(700),
        file_bytes: 1_000_000,
        file_silence: Duration::from_millis(400),
        file_resumes: 6,
        file_barren_resumes: 3,
        file_pause: Duration::from_millis(5),
    }
}

async fn answer(
    mut socket: TcpStream,
    script: &Script,
    heads: &Mutex<Vec<String>>,
    bodies: &Mutex<Vec<Vec<u8>>>,
) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    heads.lock().unwrap().push(head.clone());
    if let Some((_, length)) = head.split_once("content-length: ") {
        let mut body = vec![0; length.lines().next().unwrap().parse().unwrap()];
        socket.read_exact(&mut body).await?;
        bodies.lock().unwrap().push(body);
    }
    for act in script(&head) {
        match act {
            Act::Send(bytes) => socket.write_all(&bytes).await?,
            Act::Wait(time) => sleep(time).await,
            Act::Forever(bytes, pace) => loop {
                socket.write_all(&bytes).await?;
                if !pace.is_zero() {
                    sleep(pace).await;
                }
            },
        }
    }
    socket.shutdown().await
}

/// A whole answer: status line, headers, body.
pub(super) fn reply(status: u16, headers: &[&str], body: &[u8]) -> Act {
    let mut bytes = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n").into_bytes();
    for header in headers {
        bytes.extend_from_slice(format!("{header}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    Act::Send(bytes)
}

/// A whole answer with its length.
pub(super) fn whole(status: u16, headers: &[&str], body: &[u8]) -> Act {
    let length = format!("content-length: {}", body.len());
    reply(status, &[headers, &[length.as_str()]].concat(), body)
}

/// A resolver that gives one answer after the other and repeats the last.
pub(super) struct Changing {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Changing {
    pub(super) fn new(answers: &[&[&str]]) -> Arc<Self> {
        let parse = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Arc::new(Self { answers: answers.iter().map(parse).collect(), asked: AtomicUsize::new(0) })
    }

    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Lookup for Changing {
    fn lookup<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
        Box::pin(async move { Ok(self.answers[turn].clone()) })
    }
}
