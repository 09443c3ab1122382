//! Judges the head of a request as it came over the wire.
//!
//! hyper would do most of this, but it mends what is ambiguous (of `Content-Length` and `Transfer-Encoding` it drops the
//! first, of two equal lengths the second, and a bare LF ends a line), so that the site could not refuse it. The parser
//! is hyper's own, `httparse`, so what passes here is read the same there.

use http::Uri;
use http::uri::{Authority, Scheme};
use httparse::{EMPTY_HEADER, Header, Request, Status};

use crate::limits::Limits;
use crate::refusal::Refusal;

/// The largest head, request line and empty line included. hyper's buffer is as large.
pub(crate) const HEAD_BYTES: usize = 16 * 1024;
/// The longest target.
const TARGET_BYTES: usize = 8 * 1024;
/// The most headers.
pub(crate) const HEADERS: usize = 64;

/// Where the body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// After so many bytes.
    Length(u64),
    /// With its last chunk.
    Chunked,
}

/// Judges one whole head, from the first byte of its request line to the empty line.
///
/// Tells how the body is framed. A body that says it is longer than its path allows is refused before it is sent.
pub(crate) fn judge(head: &[u8], limits: &Limits) -> Result<Framing, Refusal> {
    let mut slots = [EMPTY_HEADER; HEADERS];
    let mut request = Request::new(&mut slots);
    match request.parse(head) {
        Ok(Status::Complete(length)) if length == head.len() && !has_bare_line_feed(head) => {}
        Err(httparse::Error::TooManyHeaders) => return Err(Refusal::HeadTooLarge),
        Err(httparse::Error::Version) => return Err(Refusal::Version),
        Ok(_) | Err(_) => return Err(Refusal::Head),
    }
    let (Some(method), Some(target), Some(minor)) = (request.method, request.path, request.version) else {
        return Err(Refusal::Head);
    };
    if matches!(method, "CONNECT" | "TRACE") {
        return Err(Refusal::Method);
    }
    let host = host(request.headers, minor)?;
    check_target(method, target, host.as_ref())?;
    check_promises(request.headers)?;
    framing(request.headers, minor, limits.body_of(target).bytes)
}

/// Where the head ends that begins at the start of `bytes`: behind the first empty line, however its lines end.
///
/// The first `searched` bytes were looked at before and hold no end.
pub(crate) fn end(bytes: &[u8], searched: usize) -> Option<usize> {
    let from = searched.saturating_sub(2);
    bytes.get(from..)?.iter().enumerate().filter(|(_, byte)| **byte == b'\n').find_map(|(at, _)| {
        let next = from + at + 1;
        match (bytes.get(next), bytes.get(next + 1)) {
            (Some(b'\n'), _) => Some(next + 1),
            (Some(b'\r'), Some(b'\n')) => Some(next + 2),
            _ => None,
        }
    })
}

/// Why a head that fills [`HEAD_BYTES`] without an end is refused.
pub(crate) fn endless(bytes: &[u8]) -> Refusal {
    if bytes.iter().take(TARGET_BYTES).any(|byte| *byte == b'\n') {
        Refusal::HeadTooLarge
    } else {
        Refusal::TargetTooLong
    }
}

/// Can `byte` begin a request? A TLS hello on the plain port cannot, and need not wait for its time to run out.
pub(crate) fn may_begin(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn has_bare_line_feed(head: &[u8]) -> bool {
    head.first() == Some(&b'\n') || head.windows(2).any(|pair| matches!(pair, [before, b'\n'] if *before != b'\r'))
}

fn values<'h>(headers: &'h [Header<'h>], name: &'static str) -> impl Iterator<Item = &'h [u8]> {
    headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value)
}

/// The value of a header that may stand once.
fn single<'h>(headers: &'h [Header<'h>], name: &'static str, else_: Refusal) -> Result<Option<&'h [u8]>, Refusal> {
    let mut found = values(headers, name);
    let first = found.next();
    if found.next().is_some() { Err(else_) } else { Ok(first) }
}

fn host(headers: &[Header<'_>], minor: u8) -> Result<Option<Authority>, Refusal> {
    let Some(value) = single(headers, "host", Refusal::Host)? else {
        return if minor == 0 { Ok(None) } else { Err(Refusal::Host) };
    };
    match Authority::try_from(value) {
        Ok(host) if !host.as_str().contains('@') && !host.host().is_empty() => Ok(Some(host)),
        _ => Err(Refusal::Host),
    }
}

fn check_target(method: &str, target: &str, host: Option<&Authority>) -> Result<(), Refusal> {
    if target.len() > TARGET_BYTES {
        return Err(Refusal::TargetTooLong);
    }
    if target == "*" && method == "OPTIONS" {
        return Ok(());
    }
    // `Uri` would drop a fragment in silence; another reader may keep it.
    let uri = Uri::try_from(target).map_err(|_| Refusal::Target)?;
    if target.contains('#') {
        return Err(Refusal::Target);
    }
    if target.starts_with('/') {
        return Ok(());
    }
    let web = uri.scheme().is_some_and(|scheme| *scheme == Scheme::HTTP || *scheme == Scheme::HTTPS);
    match (uri.authority(), host) {
        // `Authority` compares without regard to case.
        (Some(named), Some(host)) if web && named == host => Ok(()),
        (Some(_), _) if web => Err(Refusal::OtherHost),
        _ => Err(Refusal::Target),
    }
}

/// Promises about the body that we do not keep.
fn check_promises(headers: &[Header<'_>]) -> Result<(), Refusal> {
    if values(headers, "expect").any(|value| !value.eq_ignore_ascii_case(b"100-continue")) {
        return Err(Refusal::Expectation);
    }
    if values(headers, "content-encoding").any(|value| !value.eq_ignore_ascii_case(b"identity")) {
        return Err(Refusal::ContentEncoding);
    }
    Ok(())
}

fn framing(headers: &[Header<'_>], minor: u8, body_bytes: u64) -> Result<Framing, Refusal> {
    let length = values(headers, "content-length").next();
    let coding = values(headers, "transfer-encoding").next();
    match (length, coding) {
        (Some(_), Some(_)) => Err(Refusal::TwoLengths),
        (None, None) => Ok(Framing::Length(0)),
        (None, Some(_)) => match single(headers, "transfer-encoding", Refusal::TransferEncoding)? {
            Some(b"chunked") if minor == 1 => Ok(Framing::Chunked),
            _ => Err(Refusal::TransferEncoding),
        },
        (Some(_), None) => match single(headers, "content-length", Refusal::Length)?.and_then(number) {
            Some(length) if length > body_bytes => Err(Refusal::BodyTooLarge),
            Some(length) => Ok(Framing::Length(length)),
            None => Err(Refusal::Length),
        },
    }
}

/// Digits only: no sign, no list, no space.
fn number(value: &[u8]) -> Option<u64> {
    let digits = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    digits.then(|| std::str::from_utf8(value).ok()?.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
