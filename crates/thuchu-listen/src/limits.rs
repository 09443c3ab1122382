//! How long and how much.

use std::time::Duration;

/// What one client may cost. The defaults cut a slow client within 15 s (TRUST R23).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until a connection has sent the whole head of its first request, TLS handshake included; also how long a
    /// connection may be idle, and how long a later head may take. Default: 10 s.
    pub head: Duration,
    /// For a whole body, from the moment the site first waits for it. Default: 12 s.
    pub body: Duration,
    /// The largest body, in bytes as sent. Default: 1 MiB.
    pub body_bytes: u64,
    /// How long a client may leave a response unread. Every byte it takes earns it 1/4096 s back, never more than this
    /// in all: a client that reads 4 KiB/s may read forever. Default: 12 s.
    pub stall: Duration,
    /// Connections at a time. Further ones wait in the backlog of the socket. Default: 8192.
    pub connections: usize,
    /// For running requests after the shutdown began. Default: 10 s (TRUST R12).
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(12),
            body_bytes: 1024 * 1024,
            stall: Duration::from_secs(12),
            connections: 8192,
            drain: Duration::from_secs(10),
        }
    }
}
