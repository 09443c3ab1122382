//! How far a fetcher may reach.

use std::net::SocketAddr;

use crate::address::special_range;
use crate::error::FetchError;

/// How far a [`crate::Fetcher`] may reach. Ordinary code can build only [`Reach::public`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach(pub(crate) Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Public,
    #[cfg_attr(not(any(test, feature = "testing")), expect(dead_code, reason = "built by tests alone"))]
    Only(SocketAddr),
}

impl Reach {
    /// The public web: ports 80 and 443 of globally reachable addresses.
    #[must_use]
    pub const fn public() -> Self {
        Self(Kind::Public)
    }

    /// Exactly one address, and nothing else, not even the public web: for tests against a server on loopback.
    ///
    /// Every name leads there, so one server can play several hosts. An address that is not loopback falls back to
    /// refusing everything, so even where this function exists it opens no way to anywhere.
    #[cfg(any(test, feature = "testing"))]
    #[must_use]
    pub const fn only(address: SocketAddr) -> Self {
        Self(Kind::Only(address))
    }

    /// Is this the one address, or on the public web?
    pub(crate) fn admit(&self, host: &str, address: SocketAddr) -> Result<(), FetchError> {
        let ip = address.ip();
        let range = match &self.0 {
            Kind::Public => special_range(ip),
            Kind::Only(only) if *only == address && ip.is_loopback() => None,
            Kind::Only(_) => Some(special_range(ip).unwrap_or("outside the test's one address")),
        };
        range.map_or(Ok(()), |range| Err(FetchError::Address { host: host.to_owned(), ip, range }))
    }

    /// The port a connection to a name without a port of its own goes to; 0 lets the scheme decide.
    pub(crate) const fn port_of_names(&self) -> u16 {
        match &self.0 {
            Kind::Public => 0,
            Kind::Only(only) => only.port(),
        }
    }

    pub(crate) fn admits_port(&self, port: u16) -> bool {
        match &self.0 {
            Kind::Public => matches!(port, 80 | 443),
            Kind::Only(only) => port == only.port() || matches!(port, 80 | 443),
        }
    }
}
