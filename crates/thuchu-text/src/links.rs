//! Links: finding them in running text, and one canonical form per page.
//!
//! The canonical form is a key first: two people who share the same page give the same key, whoever's tracking value
//! their link carried. Opening links, and resolving short ones, is the business of `thuchu-fetch`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

mod find;
mod hosts;
mod social;

pub use find::find_links;
pub use social::is_social_host;

/// The canonical address of a page. Made only by [`canonical`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct CanonicalUrl(String);

impl CanonicalUrl {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, lower case, an international name in its ASCII form.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        let host = &rest[..rest.find(['/', '?']).unwrap_or(rest.len())];
        if host.starts_with('[') { host } else { host.split(':').next().unwrap_or(host) }
    }

    /// Path and query, beginning with `/`.
    #[must_use]
    pub fn path_and_query(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.find(['/', '?']).map_or("/", |at| &rest[at..])
    }

    /// Whether it is a shortened or share link: it says nothing about the page, and may name who shared it.
    #[must_use]
    pub fn is_short_link(&self) -> bool {
        hosts::is_short_link(self.host(), self.path_and_query())
    }

    /// Whether it is on a social network or messenger, where pages are people's accounts.
    #[must_use]
    pub fn is_social(&self) -> bool {
        is_social_host(self.host())
    }

    /// Whether it is the page of a person in a messenger or of an account on a social host, not of a post.
    #[must_use]
    pub fn is_personal_profile(&self) -> bool {
        hosts::is_personal_profile(self.host(), self.path_and_query())
    }
}

impl fmt::Display for CanonicalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for CanonicalUrl {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for CanonicalUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        canonical(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Why a text is no address of a web page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// Longer than [`MAX_URL_BYTES`].
    #[error("the address has {bytes} bytes; {MAX_URL_BYTES} are allowed")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Another scheme than http or https.
    #[error("the scheme {scheme:?} is not a web page; http and https are")]
    Scheme {
        /// The scheme found.
        scheme: String,
    },
    /// Not an address at all.
    #[error("not an address: {reason}")]
    Syntax {
        /// What the parser says.
        reason: String,
    },
}

/// The longest address accepted, and the longest produced.
pub const MAX_URL_BYTES: usize = 4096;

/// The canonical form of an address.
///
/// A missing scheme, and `http` without a port, become `https`; scheme and host in lower case, international names in
/// ASCII; without user, fragment, default port, tracking values, `www.`, and the hosts of mobile and AMP editions; the query sorted; no
/// trailing slash; percent-encoding unified. Wrapped addresses (`l.facebook.com/l.php?u=`, `google.com/url?q=`, AMP
/// caches) are unwrapped, and the addresses of videos and posts on large hosts brought to one form. Idempotent.
///
/// # Errors
/// When it is no web address, or a too long one.
pub fn canonical(address: &str) -> Result<CanonicalUrl, UrlError> {
    let mut url = parse(address)?;
    // An address may wrap another; a chain longer than this is nobody's honest link.
    for _ in 0..4 {
        match hosts::unwrapped(&url).and_then(|inner| parse(&inner).ok()) {
            Some(inner) => url = inner,
            None => break,
        }
    }
    let mut text = rewritten(&url)?;
    // A rewritten address may allow one more rule (a removed prefix uncovers another): settle it.
    for _ in 0..4 {
        let again = rewritten(&parse(&text)?)?;
        if again == text {
            break;
        }
        text = again;
    }
    Ok(CanonicalUrl(text))
}

fn parse(address: &str) -> Result<Url, UrlError> {
    let address = address.trim();
    if address.len() > MAX_URL_BYTES {
        return Err(UrlError::TooLong { bytes: address.len() });
    }
    let syntax = |error: url::ParseError| UrlError::Syntax { reason: error.to_string() };
    let url = match address.split_once(':') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            Url::parse(address).map_err(syntax)?
        }
        // `host:8080/…` has a colon too; a scheme holds no dot.
        Some((scheme, _))
            if !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-".contains(&b)) =>
        {
            return Err(UrlError::Scheme { scheme: scheme.to_owned() });
        }
        _ => Url::parse(&format!("https://{}", address.trim_start_matches('/'))).map_err(syntax)?,
    };
    if url.host_str().is_none_or(|host| host.trim_matches('.').is_empty()) {
        return Err(UrlError::Syntax { reason: "empty host".to_owned() });
    }
    Ok(url)
}

fn rewritten(url: &Url) -> Result<String, UrlError> {
    let host = hosts::canonical_host(url.host_str().unwrap_or_default().trim_end_matches('.'));
    let mut path = tidy_percent(url.path());
    let mut query: Vec<(String, Option<String>)> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => (tidy_percent(name), Some(tidy_percent(value))),
            None => (tidy_percent(pair), None),
        })
        .filter(|(name, _)| !hosts::is_tracking(name))
        .collect();
    let host = hosts::rewrite(host, &mut path, &mut query);
    query.sort();
    query.dedup();
    while path.len() > 1 && path.ends_with('/') {
        path.pop();
    }
    let mut out = String::with_capacity(url.as_str().len());
    match url.port() {
        // With a port of its own the scheme cannot be guessed.
        Some(port) => out.push_str(&format!("{}://{host}:{port}", url.scheme())),
        None => {
            out.push_str("https://");
            out.push_str(&host);
        }
    }
    out.push_str(if path.is_empty() { "/" } else { &path });
    for (index, (name, value)) in query.iter().enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(name);
        if let Some(value) = value {
            out.push('=');
            out.push_str(value);
        }
    }
    if out.len() > MAX_URL_BYTES {
        return Err(UrlError::TooLong { bytes: out.len() });
    }
    Ok(out)
}

/// Percent-encoding in one spelling: unreserved characters plain, hexadecimal digits in upper case.
fn tidy_percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| bytes.get(at + offset).and_then(|&b| char::from(b).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (bytes[at], hex(1), hex(2)) {
            let byte = (high * 16 + low) as u8;
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push('%');
                out.extend([1, 2].map(|offset| char::from(bytes[at + offset].to_ascii_uppercase())));
            }
            at += 3;
        } else {
            // The url crate has already encoded everything outside ASCII.
            out.push(char::from(bytes[at]));
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests;
