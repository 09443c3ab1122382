//! The web as it is, on loopback: some forty sites that are slow, broken, moved, badly encoded or hostile, played by one
//! HTTP server that tells them apart by the `Host` header.
//!
//! `Reach::only(sites.addr)` leads every name there. What each site is and what must become of it stands in [`SITES`], so
//! that one test walks all of them. Beside it listens a *canary*, a server inside the house that pages try to have asked:
//! nothing may ever reach it.

mod answers;
mod list;
mod pages;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

pub use list::SITES;

/// One site, and what must become of its page.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    /// Its name; `http://{host}{path}` is the address.
    pub host: &'static str,
    /// The page.
    pub path: &'static str,
    /// What a first visit must come to.
    pub expect: Expect,
    /// What the second visit must come to, where that is something else.
    pub again: Option<Expect>,
    /// Paths at the same host that belong to the page: frames, pictures, style sheets.
    pub parts: &'static [&'static str],
}

impl Site {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.host, self.path)
    }
}

/// What must become of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Captured; the words stand in its text or in that of a frame.
    Captured {
        /// Composed Unicode, however the site encodes it.
        contains: &'static str,
    },
    /// Captured, though no page: its bytes are of this kind, whatever the site calls them.
    File {
        /// `pdf` or `png`.
        kind: &'static str,
    },
    /// A page without a word to read.
    NoText,
    /// Refused by the fetcher with this code.
    Refused {
        /// Such as `fetch.too_slow`.
        code: &'static str,
    },
    /// Answered with an error status.
    Status(u16),
    /// Its `robots.txt` forbids it; the page must not be asked for.
    Robots,
}

/// The server. It stops when the runtime does.
#[derive(Clone)]
pub struct FakeSites {
    /// Where every name leads.
    pub addr: SocketAddr,
    /// The server that nothing may reach.
    pub canary: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    hits: Mutex<Vec<String>>,
    visits: Mutex<HashMap<String, usize>>,
    canary: AtomicUsize,
}

/// One act of an answer. After the last one the connection is closed.
enum Act {
    Send(Vec<u8>),
    Wait(Duration),
    /// Again and again, with a pause between.
    Forever(Vec<u8>, Duration),
}

impl FakeSites {
    /// Listens on two free ports of loopback.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let canary = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        // Made now, so that no visit waits for it.
        std::sync::LazyLock::force(&pages::BOMB);
        let (addr, at) = (listener.local_addr().expect("an address"), canary.local_addr().expect("an address"));
        let state = Arc::new(State::default());
        let (serving, watching) = (state.clone(), state.clone());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let state = serving.clone();
                tokio::spawn(async move {
                    // A client that goes away is what many of these sites are about.
                    let _ = talk(socket, &state, at).await;
                });
            }
        });
        tokio::spawn(async move {
            while canary.accept().await.is_ok() {
                watching.canary.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { addr, canary: at, state }
    }

    /// What was asked for so far, in order, as `host/path?query`.
    pub fn hits(&self) -> Vec<String> {
        self.state.hits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Connections to the server that nothing may reach.
    pub fn canary_hits(&self) -> usize {
        self.state.canary.load(Ordering::SeqCst)
    }
}

async fn talk(mut socket: TcpStream, state: &State, canary: SocketAddr) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < 16 * 1024 {
        head.push(socket.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let host = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned));
    let host = host.unwrap_or_default().split(':').next().unwrap_or_default().to_owned();
    let asked = format!("{host}{path}");
    state.hits.lock().unwrap_or_else(PoisonError::into_inner).push(asked.clone());
    let visit = {
        let mut visits = state.visits.lock().unwrap_or_else(PoisonError::into_inner);
        let count = visits.entry(asked).or_default();
        *count += 1;
        *count
    };
    for act in answers::answer(&host, &path, visit, canary) {
        match act {
            Act::Send(bytes) => socket.write_all(&bytes).await?,
            Act::Wait(time) => tokio::time::sleep(time).await,
            Act::Forever(bytes, pause) => loop {
                socket.write_all(&bytes).await?;
                if !pause.is_zero() {
                    tokio::time::sleep(pause).await;
                }
            },
        }
    }
    socket.shutdown().await
}
