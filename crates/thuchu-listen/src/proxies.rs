//! The operator's own proxies.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;

/// Addresses and networks whose `X-Forwarded-*` headers are believed. By default none.
///
/// Written as `127.0.0.1, 10.2.0.0/16 fd00::/8`: single addresses or networks, between commas or spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

/// Why a list of proxies was not understood. Each variant names the part it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProxiesError {
    /// Neither an address nor a network.
    #[error("{part:?} is neither an address nor a network such as 10.2.0.0/16")]
    Unreadable {
        /// What was written.
        part: String,
    },
    /// A network with bits set behind its length: which one was meant?
    #[error("{part} reaches beyond its length; the network is written {meant}")]
    BeyondLength {
        /// What was written.
        part: String,
        /// The network that holds it.
        meant: String,
    },
    /// `/0`: then anybody could claim any address.
    #[error("{part} is the whole internet, and whoever asks could claim any address")]
    Everybody {
        /// What was written.
        part: String,
    },
}

impl ProxiesError {
    /// A name for programs that stays the same.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "proxies_unreadable",
            Self::BeyondLength { .. } => "proxies_beyond_length",
            Self::Everybody { .. } => "proxies_everybody",
        }
    }
}

impl Proxies {
    /// Is it one of the operator's proxies? An IPv4 address in IPv6 clothes is the IPv4 address.
    pub fn trust(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// No proxy is trusted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Proxies {
    type Err = ProxiesError;

    fn from_str(text: &str) -> Result<Self, ProxiesError> {
        let parts = text.split(|at: char| at == ',' || at.is_whitespace()).filter(|part| !part.is_empty());
        parts.map(network).collect::<Result<Vec<IpNet>, ProxiesError>>().map(Self)
    }
}

impl fmt::Display for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, network) in self.0.iter().enumerate() {
            write!(f, "{}{network}", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

fn network(part: &str) -> Result<IpNet, ProxiesError> {
    if let Ok(address) = part.parse::<IpAddr>() {
        return Ok(IpNet::from(address.to_canonical()));
    }
    let own = || part.to_owned();
    let network: IpNet = part.parse().map_err(|_| ProxiesError::Unreadable { part: own() })?;
    if network.prefix_len() == 0 {
        return Err(ProxiesError::Everybody { part: own() });
    }
    if network != network.trunc() {
        return Err(ProxiesError::BeyondLength { part: own(), meant: network.trunc().to_string() });
    }
    Ok(network)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn trusted(list: &str, address: &str) -> bool {
        list.parse::<Proxies>().unwrap().trust(address.parse().unwrap())
    }

    #[test]
    fn a_proxy_is_trusted_by_its_address_or_its_network() {
        assert!(trusted("127.0.0.1", "127.0.0.1"));
        assert!(trusted("10.2.0.0/16, ::1", "10.2.255.255"));
        assert!(trusted("10.2.0.0/16\n::1", "::1"));
        assert!(trusted("fd00::/8", "fdff::1"));
        assert!(trusted("::ffff:10.0.0.1", "10.0.0.1"));
        assert!(trusted("10.0.0.1", "::ffff:10.0.0.1"));
        assert!(!trusted("10.2.0.0/16", "10.3.0.0"));
        assert!(!trusted("10.0.0.1", "10.0.0.2"));
        assert!(!trusted("127.0.0.1", "::1"));
        assert!(!trusted(" , ", "127.0.0.1"));
    }

    #[test]
    fn what_is_no_network_is_named() {
        let code = |list: &str| list.parse::<Proxies>().unwrap_err().code();
        for list in ["proxy.example", "10.0.0.1/33", "10.0.0", "10.0.0.1-10.0.0.9", "127.0.0.1, x", "::1/129"] {
            assert_eq!(code(list), "proxies_unreadable", "{list}");
        }
        assert_eq!(code("0.0.0.0/0"), "proxies_everybody");
        assert_eq!(code("::/0"), "proxies_everybody");
        let error = "127.0.0.1 10.2.3.4/16".parse::<Proxies>().unwrap_err();
        assert_eq!(error.to_string(), "10.2.3.4/16 reaches beyond its length; the network is written 10.2.0.0/16");
    }

    #[test]
    fn a_list_is_shown_as_it_can_be_written() {
        let proxies: Proxies = "127.0.0.1 fd00::/8".parse().unwrap();
        assert_eq!(proxies.to_string().parse(), Ok(proxies));
    }
}
