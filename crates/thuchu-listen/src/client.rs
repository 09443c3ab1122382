//! Who asks.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderName};

use crate::proxies::Proxies;

/// Who asks, as far as the operator's own machines know. An extension of every request the site gets.
///
/// Not for storing and not for logs (TRUST R50).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// The peer of the connection; behind a trusted proxy, the nearest address that is not a trusted proxy itself.
    pub address: IpAddr,
    /// Told by a trusted proxy rather than seen.
    pub forwarded: bool,
    /// The client's own connection is encrypted: to us, or to the nearest trusted proxy as that one says.
    pub https: bool,
}

impl Client {
    /// Reads the headers of a trusted proxy, and takes those away that anybody else sent.
    pub(crate) fn of(peer: SocketAddr, tls: bool, proxies: &Proxies, headers: &mut HeaderMap) -> Self {
        let peer = peer.ip().to_canonical();
        if !proxies.trust(peer) {
            remove_claims(headers);
            return Self { address: peer, forwarded: false, https: tls };
        }
        let address = nearest_stranger(peer, proxies, headers);
        let https =
            tls || last(headers, "x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        Self { address, forwarded: address != peer, https }
    }
}

/// Walks `X-Forwarded-For` from its end, where each proxy has added whom it saw. What stands left of the first stranger
/// is that stranger's own claim; what cannot be read is told by the hop behind it, which stands for it.
fn nearest_stranger(peer: IpAddr, proxies: &Proxies, headers: &HeaderMap) -> IpAddr {
    let mut nearest = peer;
    for value in headers.get_all("x-forwarded-for").iter().rev() {
        let Ok(value) = value.to_str() else { return nearest };
        for part in value.rsplit(',') {
            let Some(address) = address(part.trim()) else { return nearest };
            nearest = address;
            if !proxies.trust(address) {
                return nearest;
            }
        }
    }
    nearest
}

/// `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]`, and each with a port as some proxies add it.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let read = match bare {
        Some(bare) => bare.parse().ok().map(IpAddr::V6),
        None => text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|pair| pair.ip())),
    };
    read.map(|address| address.to_canonical())
}

/// The last of the values in a list: the one the nearest proxy wrote.
fn last<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next().map(str::trim)
}

fn remove_claims(headers: &mut HeaderMap) {
    let claim = |name: &HeaderName| {
        let name = name.as_str();
        name == "forwarded" || name == "x-real-ip" || name.starts_with("x-forwarded-")
    };
    let claims: Vec<HeaderName> = headers.keys().filter(|name| claim(name)).cloned().collect();
    for name in claims {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    fn client(peer: &str, lines: &[(&'static str, &str)]) -> Client {
        let proxies = "10.0.0.0/8, fd00::/8".parse().unwrap();
        Client::of(SocketAddr::new(peer.parse().unwrap(), 5000), false, &proxies, &mut headers(lines))
    }

    #[track_caller]
    fn seen(peer: &str, forwarded_for: &[&str], address: &str) {
        let lines: Vec<_> = forwarded_for.iter().map(|value| ("x-forwarded-for", *value)).collect();
        let expected: IpAddr = address.parse().unwrap();
        assert_eq!(client(peer, &lines).address, expected, "{peer} {forwarded_for:?}");
    }

    #[test]
    fn a_direct_client_is_its_own_address_whatever_it_claims() {
        seen("192.0.2.7", &["198.51.100.1"], "192.0.2.7");
        seen("192.0.2.7", &["10.0.0.1"], "192.0.2.7");
        let claimed = client("192.0.2.7", &[("x-forwarded-for", "198.51.100.1"), ("x-forwarded-proto", "https")]);
        assert!(!claimed.forwarded && !claimed.https);
    }

    #[test]
    fn behind_a_trusted_proxy_it_is_the_nearest_address_that_is_no_proxy() {
        seen("10.0.0.1", &["198.51.100.1"], "198.51.100.1");
        seen("10.0.0.1", &["203.0.113.9, 198.51.100.1"], "198.51.100.1");
        seen("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.2"], "198.51.100.1");
        seen("10.0.0.1", &["203.0.113.9", "198.51.100.1", "10.0.0.2,fd00::2"], "198.51.100.1");
        seen("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3");
        seen("10.0.0.1", &[], "10.0.0.1");
        seen("::ffff:10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1");
        seen("fd00::1", &["2001:db8::5"], "2001:db8::5");
    }

    #[test]
    fn a_port_behind_a_forwarded_address_is_dropped() {
        seen("10.0.0.1", &["198.51.100.1:443"], "198.51.100.1");
        seen("10.0.0.1", &["[2001:db8::5]:443"], "2001:db8::5");
        seen("10.0.0.1", &["[2001:db8::5]"], "2001:db8::5");
    }

    #[test]
    fn what_cannot_be_read_is_told_by_the_hop_behind_it() {
        seen("10.0.0.1", &["198.51.100.1, unknown"], "10.0.0.1");
        seen("10.0.0.1", &["198.51.100.1, unknown, 10.0.0.2"], "10.0.0.2");
        seen("10.0.0.1", &[""], "10.0.0.1");
        seen("10.0.0.1", &["198.51.100.1,"], "10.0.0.1");
        seen("10.0.0.1", &["198.51.100.1, \u{e9}"], "10.0.0.1");
        seen("10.0.0.1", &["[198.51.100.1]"], "10.0.0.1");
        seen("10.0.0.1", &["198.51.100.1.evil"], "10.0.0.1");
    }

    #[test]
    fn a_trusted_proxy_says_whether_its_client_came_encrypted() {
        let https = |value| client("10.0.0.1", &[("x-forwarded-proto", value)]).https;
        assert!(https("https") && https("HTTPS") && https("http, https"));
        assert!(!https("http") && !https("https, http") && !https("") && !client("10.0.0.1", &[]).https);
    }

    #[test]
    fn the_claims_of_a_stranger_are_taken_away_and_those_of_a_proxy_stay() {
        let names = ["forwarded", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-anything"];
        let sent = || headers(&names.map(|name| (name, "192.0.2.1")));
        let (mut direct, mut proxied) = (sent(), sent());
        direct.insert("accept", "*/*".parse().unwrap());
        let proxies = "10.0.0.1".parse().unwrap();
        Client::of("192.0.2.7:1".parse().unwrap(), false, &proxies, &mut direct);
        Client::of("10.0.0.1:1".parse().unwrap(), false, &proxies, &mut proxied);
        assert_eq!(direct.keys().map(HeaderName::as_str).collect::<Vec<_>>(), ["accept"]);
        assert_eq!(proxied.len(), names.len());
    }
}
