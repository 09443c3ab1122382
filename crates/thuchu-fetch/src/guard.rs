//! What can be said of an address before anything is looked up or connected.

use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

use crate::error::FetchError;
use crate::reach::Reach;
use thuchu_text::links::is_social_host;

/// Names of networks that are not the public web: RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476 and usage.
const LOCAL_SUFFIXES: &[&str] =
    &["localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "onion", "alt", "localdomain"];

/// Checks an address by itself: scheme, user name, port, host. Touches no network.
///
/// `Url::parse` has already turned decimal, octal and hexadecimal forms of IPv4, full-width letters and ideographic
/// dots into one form, so `http://2130706433/`, `http://0x7f.1/` and `http://127。0。0。1/` are all seen as 127.0.0.1.
///
/// # Errors
/// [`FetchError::Scheme`], [`FetchError::Credentials`], [`FetchError::Port`], [`FetchError::Host`],
/// [`FetchError::Address`] or [`FetchError::SocialHost`].
pub fn check_url(url: &Url, reach: &Reach) -> Result<(), FetchError> {
    check_place(url, reach)?;
    match url.host() {
        Some(Host::Domain(domain)) if is_social_host(domain) => Err(FetchError::SocialHost { host: host_of(url) }),
        _ => Ok(()),
    }
}

/// The same but for social hosts, which are asked where their own short links lead and nothing else (TRUST R67).
pub(crate) fn check_place(url: &Url, reach: &Reach) -> Result<(), FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::Scheme { scheme: url.scheme().to_owned() });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::Credentials);
    }
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
        return Err(FetchError::Host { host: String::new() });
    };
    let name = host_of(url);
    if !reach.admits_port(port) {
        return Err(FetchError::Port { host: name, port });
    }
    match host {
        Host::Ipv4(ip) => reach.admit(&name, SocketAddr::new(IpAddr::V4(ip), port)),
        Host::Ipv6(ip) => reach.admit(&name, SocketAddr::new(IpAddr::V6(ip), port)),
        Host::Domain(domain) if !is_public_name(domain) => Err(FetchError::Host { host: name }),
        Host::Domain(_) => Ok(()),
    }
}

/// The host as it may be shown in a text; empty if there is none.
pub(crate) fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// Two labels or more, no trailing dot (a second spelling of the same host), no suffix of a local network.
fn is_public_name(domain: &str) -> bool {
    let labels = domain.split('.');
    domain.len() <= 253
        && labels.clone().count() >= 2
        && labels.clone().all(|label| !label.is_empty() && label.len() <= 63)
        && !LOCAL_SUFFIXES.iter().any(|suffix| is_within(domain, suffix))
}

/// Is `domain` the `parent` itself or below it? Both in the lower-case form of `Url`.
pub(crate) fn is_within(domain: &str, parent: &str) -> bool {
    domain.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
