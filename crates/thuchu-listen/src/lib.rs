//! How HTTP reaches the desk.
//!
//! Whoever connects is a stranger, and some are hostile: they send nothing, or one byte a second, never read what they
//! asked for, send bodies without end, or write a request so that a proxy and a server read two different ones.
//! [`serve`] stands between the socket and the site, and holds these rules (TRUST R12, R23, R24, R42, R43):
//!
//! - a client that is silent, drips its head or its body, or does not read, is cut within [`Limits`];
//! - every head is judged as it came over the wire, and what could be read in two ways is [refused](Refusal) before
//!   the site sees it, in the site's own words and with the site's own headers;
//! - a body is counted while it streams ([`ListenBody`]);
//! - who asks is the peer, unless the peer is one of the operator's [`Proxies`]: see [`Client`];
//! - certificates are read again when their files change ([`TlsFiles`]);
//! - a panic costs one request, and what it says is not logged ([`keep_panics_quiet`]); a shutdown loses no request that had arrived.
//!
//! Only HTTP/1.1 and 1.0 are spoken. One request at a time on a connection is what makes the limits above simple enough
//! to be sure of; HTTP/2 would bring windows, priorities, resets and header tables, each with its own way to wear a
//! server out, for pages of a few kilobytes. Who wants HTTP/2 puts a proxy in front, and the proxy speaks 1.1 to us.
//!
//! What a path means, and every word a person reads, is left to the site. Addresses are never logged.

mod bind;
mod body;
mod client;
mod connection;
mod door;
mod gate;
mod head;
mod limits;
mod open_files;
mod pace;
mod panics;
mod proxies;
mod refusal;
mod serve;
mod tls;

pub use bind::bind;
pub use body::{BodyTooSlow, ListenBody, what_stopped};
pub use client::Client;
pub use limits::Limits;
pub use open_files::raise_open_files;
pub use panics::keep_panics_quiet;
pub use proxies::{Proxies, ProxiesError};
pub use refusal::Refusal;
pub use serve::{Listen, Report, serve};
pub use tls::{Tls, TlsError, TlsFiles};

/// Judges a head as [`serve`] does before anything else reads it. For fuzzing.
///
/// # Errors
/// The rule that refuses it.
#[doc(hidden)]
pub fn judge_head(head: &[u8]) -> Result<(), Refusal> {
    let whole = head::end(head, 0).map_or(head, |end| &head[..end]);
    head::judge(whole, &Limits::default()).map(drop)
}
