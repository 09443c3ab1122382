//! Cuts clients that do not read.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// Bytes per second that keep a connection alive forever.
const SLOWEST: u32 = 4096;
/// How much unsent data the kernel keeps before a write has to wait. Without it the kernel takes megabytes at once and
/// says for minutes nothing of a client that reads slowly but steadily.
const UNSENT: u32 = 32 * 1024;

/// A socket with an allowance of waiting: a write that has to wait for the client uses it up, a byte that the client
/// takes earns 1/4096 s, and it is never more than `stall`. Time in which nothing is to be written costs nothing.
pub(crate) struct Pace {
    socket: TcpStream,
    stall: Duration,
    allowance: Duration,
    /// Since when a write waits, and when it has waited long enough.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Pace {
    pub(crate) fn new(socket: TcpStream, stall: Duration) -> Self {
        let options = socket2::SockRef::from(&socket);
        if let Err(error) = options.set_tcp_nodelay(true).and_then(|()| options.set_tcp_notsent_lowat(UNSENT)) {
            // The client is already gone, or the kernel is an odd one: slower, not wrong.
            tracing::debug!(%error, "socket options");
        }
        Self { socket, stall, allowance: stall, waiting: None }
    }

    fn poll_paced(
        &mut self,
        cx: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(written) = write(Pin::new(&mut self.socket), cx) {
            let earned = written.as_ref().map_or(0, |bytes| *bytes as u64);
            self.earn(Duration::from_secs(earned) / SLOWEST);
            return Poll::Ready(written);
        }
        let allowance = self.allowance;
        let (_, end) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(allowance))));
        ready!(end.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read")))
    }

    fn earn(&mut self, earned: Duration) {
        if let Some((since, _)) = self.waiting.take() {
            self.allowance = self.allowance.saturating_sub(since.elapsed());
        }
        self.allowance = self.allowance.saturating_add(earned).min(self.stall);
    }
}

impl AsyncRead for Pace {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buf)
    }
}

impl AsyncWrite for Pace {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_paced(cx, |socket, cx| socket.poll_write(cx, buf))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_paced(cx, |socket, cx| socket.poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
