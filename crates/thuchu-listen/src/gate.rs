//! Lets whole, judged heads through to hyper, and bodies as they come.
//!
//! The gate sits between the line and hyper and knows at any time whether a head or a body comes next. A head is held
//! until it is whole and [judged](crate::head). Behind a refused one nothing more passes: hyper is given a harmless
//! request instead, which the [door](crate::door) answers with the refusal, so that even a refusal of something that is
//! no HTTP carries the site's headers.
//!
//! Behind a chunked body nothing more is let through as a head either: to know where it ends, the gate would have to
//! decode it a second time. The door closes such a connection after the answer; browsers and webhooks send lengths.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::head::{self, Framing, HEAD_BYTES};
use crate::limits::Limits;
use crate::refusal::Refusal;

/// A socket, with or without TLS.
pub(crate) trait Line: AsyncRead + AsyncWrite + Send + Unpin {}
impl<L: AsyncRead + AsyncWrite + Send + Unpin> Line for L {}

/// What stands for a refused head. The answer to a HEAD request has no body, so that much is kept.
const STAND_IN: &[u8] = b"GET / HTTP/1.1\r\nhost: refused\r\nconnection: close\r\n\r\n";
const STAND_IN_HEAD: &[u8] = b"HEAD / HTTP/1.1\r\nhost: refused\r\nconnection: close\r\n\r\n";
/// How much is read at a time while a head comes: most heads are smaller.
const STEP: usize = 2048;

/// What gate and door of one connection tell each other.
#[derive(Debug, Default)]
pub(crate) struct Wire(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    verdicts: VecDeque<Result<Framing, Refusal>>,
    /// A head was let through, ever.
    heard: bool,
    /// A part of a head is held.
    mid_head: bool,
    /// The last answer is written.
    finished: bool,
}

impl Wire {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The verdict on the head hyper has just read. Heads come in order, so verdicts do.
    pub(crate) fn verdict(&self) -> Result<Framing, Refusal> {
        // Without a verdict, hyper has seen a head that the gate has not: refused, like all that is read in two ways.
        self.state().verdicts.pop_front().unwrap_or(Err(Refusal::Head))
    }

    /// Has the first head come?
    pub(crate) fn heard(&self) -> bool {
        self.state().heard
    }

    /// Has a part of a head come?
    pub(crate) fn mid_head(&self) -> bool {
        self.state().mid_head
    }

    /// The last answer is written.
    pub(crate) fn finish(&self) {
        self.state().finished = true;
    }

    /// On a connection that is no longer left idle: is a request running?
    pub(crate) fn busy(&self) -> bool {
        let state = self.state();
        state.heard && !state.mid_head && !state.finished
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Head,
    Body(u64),
    /// A chunked body and whatever follows.
    Rest,
    /// Nothing passes any more.
    Shut,
}

pub(crate) struct Gate {
    line: Box<dyn Line>,
    wire: Arc<Wire>,
    limits: Limits,
    /// Read from the line, not yet passed.
    held: BytesMut,
    /// So many bytes at the start of `held` are known not to hold the end of a head.
    searched: usize,
    /// A judged head, or what stands for it.
    passing: BytesMut,
    next: Next,
}

impl Gate {
    pub(crate) fn new(line: Box<dyn Line>, wire: Arc<Wire>, limits: Limits) -> Self {
        let (held, passing) = (BytesMut::new(), BytesMut::new());
        Self { line, wire, limits, held, searched: 0, passing, next: Next::Head }
    }

    /// May the client still be sending? Closing such a line at once would reset it, and the answer might never be read.
    pub(crate) fn mid_message(&self) -> bool {
        !matches!(self.next, Next::Head | Next::Body(0))
    }

    pub(crate) fn into_line(self) -> Box<dyn Line> {
        self.line
    }

    /// Reads on until a whole head is held and judged. `false` when the line ended.
    fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<bool>> {
        loop {
            // Empty lines before a request are left over from old clients (RFC 9112, 2.2).
            while self.held.starts_with(b"\r\n") {
                self.held.advance(2);
                self.searched = 0;
            }
            if self.held.first().is_some_and(|byte| !head::may_begin(*byte) && *byte != b'\r') {
                self.shut(Refusal::Head);
                return Poll::Ready(Ok(true));
            }
            if let Some(end) = head::end(&self.held, self.searched).filter(|end| *end <= HEAD_BYTES) {
                self.judge(end);
                return Poll::Ready(Ok(true));
            }
            if self.held.len() >= HEAD_BYTES {
                self.shut(head::endless(&self.held));
                return Poll::Ready(Ok(true));
            }
            self.searched = self.held.len();
            self.wire.state().mid_head = !self.held.is_empty();
            if self.held.is_empty() {
                // An idle connection keeps no buffer.
                self.held = BytesMut::new();
            }
            let mut step = [0; STEP];
            let mut buffer = ReadBuf::new(&mut step);
            ready!(Pin::new(&mut self.line).poll_read(cx, &mut buffer))?;
            if buffer.filled().is_empty() {
                return Poll::Ready(Ok(false));
            }
            self.held.extend_from_slice(buffer.filled());
        }
    }

    fn judge(&mut self, end: usize) {
        let verdict = head::judge(&self.held[..end], &self.limits);
        self.next = match verdict {
            Ok(Framing::Length(length)) => Next::Body(length),
            Ok(Framing::Chunked) => Next::Rest,
            Err(refusal) => return self.shut(refusal),
        };
        self.passing = self.held.split_to(end);
        self.tell(verdict);
    }

    fn shut(&mut self, refusal: Refusal) {
        let stand_in = if self.held.starts_with(b"HEAD ") { STAND_IN_HEAD } else { STAND_IN };
        self.passing = BytesMut::from(stand_in);
        self.held = BytesMut::new();
        self.next = Next::Shut;
        self.tell(Err(refusal));
    }

    fn tell(&mut self, verdict: Result<Framing, Refusal>) {
        self.searched = 0;
        let mut state = self.wire.state();
        state.verdicts.push_back(verdict);
        state.heard = true;
        state.mid_head = false;
    }

    /// Passes at most `most` bytes of the body.
    fn poll_body(&mut self, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>, most: u64) -> Poll<io::Result<usize>> {
        let most = usize::try_from(most).unwrap_or(usize::MAX).min(buf.remaining());
        if !self.held.is_empty() {
            return Poll::Ready(Ok(pass(&mut self.held, buf, most)));
        }
        let mut part = ReadBuf::new(buf.initialize_unfilled_to(most));
        ready!(Pin::new(&mut self.line).poll_read(cx, &mut part))?;
        let length = part.filled().len();
        buf.advance(length);
        Poll::Ready(Ok(length))
    }
}

/// Moves at most `most` bytes over.
fn pass(from: &mut BytesMut, to: &mut ReadBuf<'_>, most: usize) -> usize {
    let length = from.len().min(to.remaining()).min(most);
    to.put_slice(&from.split_to(length));
    length
}

impl AsyncRead for Gate {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let gate = self.get_mut();
        loop {
            if !gate.passing.is_empty() {
                pass(&mut gate.passing, buf, usize::MAX);
                return Poll::Ready(Ok(()));
            }
            match gate.next {
                Next::Head | Next::Body(0) => {
                    gate.next = Next::Head;
                    if !ready!(gate.poll_head(cx))? {
                        return Poll::Ready(Ok(()));
                    }
                }
                Next::Body(left) => {
                    let length = ready!(gate.poll_body(cx, buf, left))?;
                    gate.next = Next::Body(left.saturating_sub(length as u64));
                    return Poll::Ready(Ok(()));
                }
                Next::Rest => return gate.poll_body(cx, buf, u64::MAX).map_ok(|_| ()),
                // hyper only asks whether the client is still there; the answer is on its way in any case.
                Next::Shut => return Poll::Pending,
            }
        }
    }
}

impl AsyncWrite for Gate {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.line).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.line).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.line.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_shutdown(cx)
    }
}
