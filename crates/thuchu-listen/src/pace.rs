//! Cuts clients that do not read.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Bytes per second that keep a connection alive forever.
const SLOWEST: u32 = 4096;

/// A socket with an allowance of waiting: a write that has to wait for the client uses it up, a byte that the client
/// takes earns 1/4096 s, and it is never more than `stall`. Time in which nothing is to be written costs nothing.
pub(crate) struct Pace<I> {
    socket: I,
    stall: Duration,
    allowance: Duration,
    /// Since when a write waits, and when it has waited long enough.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<I: AsyncWrite + Unpin> Pace<I> {
    pub(crate) fn new(socket: I, stall: Duration) -> Self {
        Self { socket, stall, allowance: stall, waiting: None }
    }

    fn poll_paced(
        &mut self,
        cx: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut I>, &mut Context<'_>) -> Poll<io::Result<usize>>,
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

impl<I: AsyncRead + Unpin> AsyncRead for Pace<I> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buf)
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Pace<I> {
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

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::*;

    const STALL: Duration = Duration::from_secs(12);

    /// A line that holds 1,000 bytes until they are read.
    fn line() -> (Pace<DuplexStream>, DuplexStream) {
        let (ours, theirs) = duplex(1000);
        (Pace::new(ours, STALL), theirs)
    }

    /// Reads `bytes` every second, for ever.
    async fn read_steadily(mut theirs: DuplexStream, bytes: usize) {
        let mut taken = vec![0; bytes];
        while theirs.read_exact(&mut taken).await.is_ok() {
            sleep(Duration::from_secs(1)).await;
        }
    }

    /// Writes for ten minutes at most, to a client that takes so many bytes a second; tells after how many it was cut.
    async fn cut_after(bytes: usize) -> Option<u64> {
        let (mut pace, theirs) = line();
        tokio::spawn(read_steadily(theirs, bytes));
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(600) {
            if let Err(error) = pace.write_all(&[0; 100]).await {
                assert_eq!(error.kind(), io::ErrorKind::TimedOut);
                return Some(began.elapsed().as_secs());
            }
        }
        None
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_is_cut_the_sooner_the_slower_it_reads() {
        assert_eq!(cut_after(4100).await, None);
        assert_eq!(cut_after(100_000).await, None);
        assert_eq!(cut_after(1).await, Some(12));
        let half = cut_after(2048).await;
        assert!(half.is_some_and(|seconds| (22..28).contains(&seconds)), "{half:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn who_reads_nothing_is_cut_when_the_allowance_is_used_up() {
        let (mut pace, _theirs) = line();
        let began = Instant::now();
        pace.write_all(&[0; 1000]).await.unwrap();
        assert!(pace.write_all(&[0]).await.is_err());
        assert_eq!(began.elapsed().as_secs(), STALL.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn time_in_which_nothing_is_written_costs_nothing() {
        let (mut pace, mut theirs) = line();
        for _ in 0..10 {
            pace.write_all(&[0; 1000]).await.unwrap();
            theirs.read_exact(&mut [0; 1000]).await.unwrap();
            sleep(STALL * 10).await;
        }
        assert_eq!(pace.allowance, STALL);
    }

    #[tokio::test(start_paused = true)]
    async fn a_fast_start_saves_nothing_up() {
        let (mut pace, mut theirs) = line();
        for _ in 0..1000 {
            pace.write_all(&[0; 1000]).await.unwrap();
            theirs.read_exact(&mut [0; 1000]).await.unwrap();
        }
        pace.write_all(&[0; 1000]).await.unwrap();
        let began = Instant::now();
        assert!(pace.write_all(&[0]).await.is_err());
        assert_eq!(began.elapsed().as_secs(), STALL.as_secs());
    }
}
