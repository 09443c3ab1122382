//! The body of a request: counted and timed while it streams.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::{LengthLimitError, Limited};
use hyper::body::Incoming;
use tokio::time::{Sleep, sleep};

use crate::limits::{BodyLimit, Limits};
use crate::refusal::Refusal;

/// The body of a request. An axum router takes it like any other.
///
/// It ends with an error that holds a [`LengthLimitError`] behind [`Limits::body_bytes`], with [`BodyTooSlow`] when it
/// takes longer than [`Limits::body`], and with hyper's own when it is malformed or broken off: [`what_stopped`] tells.
pub struct ListenBody {
    bytes: Limited<Incoming>,
    time: Duration,
    /// So many bytes give one second more.
    earns: Option<u64>,
    received: u64,
    /// Runs from the first time somebody waits: a site that is slow to read is no fault of the client.
    end: Option<Pin<Box<Sleep>>>,
    failed: bool,
}

impl ListenBody {
    pub(crate) fn new(incoming: Incoming, limits: &Limits, limit: BodyLimit) -> Self {
        let most = usize::try_from(limit.bytes).unwrap_or(usize::MAX);
        let bytes = Limited::new(incoming, most);
        Self { bytes, time: limits.body, earns: limit.earns, received: 0, end: None, failed: false }
    }

    /// A piece came, and with it the sender earned some time.
    fn earn(&mut self, bytes: u64) {
        let Some(earns) = self.earns else { return };
        let before = self.received / earns;
        self.received = self.received.saturating_add(bytes);
        let seconds = self.received / earns - before;
        if let Some(end) = &mut self.end {
            let later = end.deadline() + Duration::from_secs(seconds);
            end.as_mut().reset(later);
        } else {
            self.time += Duration::from_secs(seconds);
        }
    }
}

/// The client took longer than [`Limits::body`] to send a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body came too slowly")]
pub struct BodyTooSlow;

/// Which rule ended a body, found anywhere among the sources of an error. `None`: the error is about something else.
pub fn what_stopped(error: &(dyn Error + 'static)) -> Option<Refusal> {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<LengthLimitError>() {
            return Some(Refusal::BodyTooLarge);
        }
        if error.is::<BodyTooSlow>() {
            return Some(Refusal::BodyTooSlow);
        }
        if error.is::<hyper::Error>() {
            return Some(Refusal::BodyBroken);
        }
        next = error.source();
    }
    None
}

impl Body for ListenBody {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let body = &mut *self;
        if body.failed {
            return Poll::Ready(None);
        }
        if let Poll::Ready(frame) = Pin::new(&mut body.bytes).poll_frame(cx) {
            body.failed = matches!(frame, Some(Err(_)));
            if let Some(Ok(frame)) = &frame {
                body.earn(frame.data_ref().map_or(0, |data| data.len() as u64));
            }
            return Poll::Ready(frame);
        }
        let time = body.time;
        ready!(body.end.get_or_insert_with(|| Box::pin(sleep(time))).as_mut().poll(cx));
        body.failed = true;
        Poll::Ready(Some(Err(BodyTooSlow.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.failed || self.bytes.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.bytes.size_hint()
    }
}
