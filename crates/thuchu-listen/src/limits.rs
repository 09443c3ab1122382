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
    /// Paths that take larger bodies, such as forms with pictures. Default: none.
    pub large_paths: &'static [&'static str],
    /// The largest body for these. It earns its sender one more second with every 128 KiB. Default: 52 MB.
    pub large_body_bytes: u64,
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
            large_paths: &[],
            large_body_bytes: 52_000_000,
            stall: Duration::from_secs(12),
            connections: 8192,
            drain: Duration::from_secs(10),
        }
    }
}

/// What holds for the body of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BodyLimit {
    /// The most bytes.
    pub(crate) bytes: u64,
    /// So many bytes give one second more; `None` where nothing does.
    pub(crate) earns: Option<u64>,
}

/// Bytes of a large body that give one second more: about what a weak mobile line sends in that time.
const EARNS: u64 = 128 * 1024;

impl Limits {
    /// The limit of a body sent to this target.
    pub(crate) fn body_of(&self, target: &str) -> BodyLimit {
        let path = target.split('?').next().unwrap_or_default();
        if self.large_paths.contains(&path) {
            BodyLimit { bytes: self.large_body_bytes.max(self.body_bytes), earns: Some(EARNS) }
        } else {
            BodyLimit { bytes: self.body_bytes, earns: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_named_path_takes_a_large_body() {
        let limits = Limits { large_paths: &["/send", "/vi/send"], ..Limits::default() };
        for large in ["/send", "/vi/send", "/send?x=/"] {
            assert_eq!(limits.body_of(large).bytes, 52_000_000, "{large}");
        }
        for small in ["/", "/send/", "/sender", "/ask?/send", "http://a/send", "*"] {
            assert_eq!(limits.body_of(small).bytes, 1024 * 1024, "{small}");
        }
    }
}
