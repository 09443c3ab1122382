//! The only way out of the browser that draws our copies: a proxy on loopback that has one document.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Most bytes of a request.
const MOST_REQUEST: usize = 16 * 1024;
/// How long a request may take to come.
const TIME: Duration = Duration::from_secs(5);

/// Serves one document, until it is dropped.
#[derive(Debug)]
pub(super) struct Proxy {
    port: u16,
    refused: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Serves this document as `http://HOST/`.
    pub(super) async fn start(host: &str, html: Bytes) -> std::io::Result<Self> {
        let socket = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = socket.local_addr()?.port();
        let refused = Arc::new(AtomicU64::new(0));
        let (counted, wanted) = (refused.clone(), format!("GET http://{host}/ HTTP/1."));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                let (html, wanted, counted) = (html.clone(), wanted.clone(), counted.clone());
                tokio::spawn(async move {
                    let _ = timeout(TIME, answer(stream, &html, &wanted, &counted)).await;
                });
            }
        });
        Ok(Self { port, refused, task })
    }

    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    /// How often something else was asked for.
    pub(super) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    html: &Bytes,
    wanted: &str,
    refused: &AtomicU64,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let mut more = [0; 2_048];
        let count = stream.read(&mut more).await?;
        if count == 0 || head.len() > MOST_REQUEST {
            return Ok(());
        }
        head.extend_from_slice(&more[..count]);
    }
    if head.starts_with(wanted.as_bytes()) {
        let about = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             Content-Security-Policy: sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:\r\n\
             Connection: close\r\n\r\n",
            html.len()
        );
        stream.write_all(about.as_bytes()).await?;
        stream.write_all(html).await?;
    } else {
        // The browser looks for a picture of every site by itself: that is no page's doing.
        let icon = wanted.replace("/ HTTP/1.", "/favicon.ico HTTP/1.");
        if !head.starts_with(icon.as_bytes()) {
            refused.fetch_add(1, Ordering::Relaxed);
        }
        stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await?;
    }
    stream.shutdown().await
}
