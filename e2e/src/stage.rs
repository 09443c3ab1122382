//! A tiny loopback server with pages that a test writes itself: the proof that a check of ours can fail.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// A page of the stage: its path, header lines of its own, its HTML.
pub type Scene = (&'static str, &'static str, String);

/// The policy of a strict site, as a header line.
pub const STRICT: &str = "content-security-policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action \
    'self'; base-uri 'none'; frame-ancestors 'none'";

/// Serves until dropped.
#[derive(Debug)]
pub struct Stage {
    address: String,
    ended: Arc<AtomicBool>,
    server: Option<JoinHandle<()>>,
}

impl Stage {
    /// Serves these pages; every other path is a 404.
    #[must_use]
    pub fn open(scenes: Vec<Scene>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let ended = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&ended);
        let serve = move || {
            for connection in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                // A browser opens connections ahead of need and drops them.
                answer(connection, &scenes).unwrap_or_default();
            }
        };
        Self { address, ended, server: Some(std::thread::spawn(serve)) }
    }

    /// A whole page of this body in Vietnamese, served with a strict policy.
    #[must_use]
    pub fn of(body: &str) -> Self {
        Self::open(vec![("/", STRICT, page(body))])
    }

    /// The address of a path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the server up.
        drop(TcpStream::connect(self.address.trim_start_matches("http://")));
        self.server.take().map(JoinHandle::join);
    }
}

/// A document that is sound but for what `body` adds.
#[must_use]
pub fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=vi><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>Trang thử</title><body><main><h1>Trang thử</h1>{body}</main></body></html>"
    )
}

fn answer(mut connection: TcpStream, scenes: &[Scene]) -> std::io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut lines = BufReader::new((&connection).take(65_536)).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let path = first.split([' ', '?']).nth(1).unwrap_or_default();
    let (status, header, body) = match scenes.iter().find(|scene| scene.0 == path) {
        Some((_, header, body)) => ("200 OK", *header, body.as_str()),
        None => ("404 Not Found", "", ""),
    };
    let own = if header.is_empty() { String::new() } else { format!("{header}\r\n") };
    let length = body.len();
    let head =
        format!("content-type: text/html; charset=utf-8\r\ncontent-length: {length}\r\nconnection: close\r\n{own}");
    write!(connection, "HTTP/1.1 {status}\r\n{head}\r\n{body}")
}
