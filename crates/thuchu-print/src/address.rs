//! The addresses that may stand in a QR code: those of our own pages, made from the id of a thing (TRUST R38).
//!
//! There is no way from a text of somebody to a [`CanonicalUrl`], so nobody can have a code drawn that leads elsewhere
//! under the desk's name.

use std::fmt;

use thuchu_model::{PublicId, Topic};
use url::Url;

/// Where the desk's site is: `https://thuchu.example`. From the operator's settings, never from a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

/// Why an address cannot be the site's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not `http` or `https` with a host.
    #[error("the address of a site is http or https, with a host")]
    NotWeb,
    /// A name and password, a question mark or a `#`.
    #[error("the address of a site has no password, no ? and no #")]
    Extra,
    /// More than [`MOST_BASE`] bytes.
    #[error("the address of a site has at most {MOST_BASE} bytes")]
    Long,
    /// Not a path of our own pages.
    #[error("a page's path is / and words of a-z, 0-9, - and _, {MOST_PATH} bytes at most")]
    Path,
}

/// Most bytes of a site's address: longer ones make codes that phones cannot read from a distance.
pub const MOST_BASE: usize = 200;
/// Most bytes of a page's path.
pub const MOST_PATH: usize = 100;

impl Base {
    /// Reads the public address of the site, with or without a slash at the end.
    ///
    /// # Errors
    /// When it is not a plain web address.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let url = Url::parse(text).map_err(|_| AddressError::NotWeb)?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return Err(AddressError::NotWeb);
        }
        let extra = !url.username().is_empty() || url.password().is_some();
        if extra || url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::Extra);
        }
        let base = url.as_str().trim_end_matches('/');
        if base.len() > MOST_BASE { Err(AddressError::Long) } else { Ok(Self(base.to_owned())) }
    }
}

/// The path of one of our pages: `/about`, `/vi/corrections`. `/` and words of `a–z`, `0–9`, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePath(String);

impl PagePath {
    /// Reads a path exactly as written.
    ///
    /// # Errors
    /// When it could be read as anything but a page of ours.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
        let words = text.strip_prefix('/').ok_or(AddressError::Path)?;
        let sound = words.is_empty() || words.split('/').all(|word| !word.is_empty() && word.bytes().all(plain));
        if sound && text.len() <= MOST_PATH { Ok(Self(text.to_owned())) } else { Err(AddressError::Path) }
    }
}

/// The one address of a thing of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalUrl(String);

impl CanonicalUrl {
    /// A check's page, `/c/ID`.
    #[must_use]
    pub fn check(base: &Base, id: PublicId) -> Self {
        Self(format!("{}/c/{id}", base.0))
    }

    /// A check's page by its short way, `/s/ID`: to be read off paper and typed.
    #[must_use]
    pub fn short(base: &Base, id: PublicId) -> Self {
        Self(format!("{}/s/{id}", base.0))
    }

    /// The checks of a topic, `/t/TOPIC`.
    #[must_use]
    pub fn topic(base: &Base, topic: Topic) -> Self {
        Self(format!("{}/t/{topic}", base.0))
    }

    /// Any other page of the site.
    #[must_use]
    pub fn page(base: &Base, path: &PagePath) -> Self {
        Self(format!("{}{}", base.0, path.0))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as people type it: without `https://`.
    #[must_use]
    pub fn typed(&self) -> &str {
        self.0.strip_prefix("https://").unwrap_or(&self.0)
    }
}

impl fmt::Display for CanonicalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_from_the_site_and_the_id_of_a_thing() {
        let base = Base::parse("https://thuchu.example/").unwrap();
        let id = PublicId::parse("8f3k2abc").unwrap();
        assert_eq!(CanonicalUrl::check(&base, id).as_str(), "https://thuchu.example/c/8f3k2abc");
        assert_eq!(CanonicalUrl::short(&base, id).typed(), "thuchu.example/s/8f3k2abc");
        assert_eq!(CanonicalUrl::topic(&base, Topic::Health).as_str(), "https://thuchu.example/t/health");
        let page = PagePath::parse("/vi/corrections").unwrap();
        assert_eq!(CanonicalUrl::page(&base, &page).as_str(), "https://thuchu.example/vi/corrections");
    }

    #[test]
    fn what_is_no_site_is_refused() {
        for (text, error) in [
            ("thuchu.example", AddressError::NotWeb),
            ("javascript:alert(1)", AddressError::NotWeb),
            ("https://a:b@c.example", AddressError::Extra),
            ("https://c.example/?u=", AddressError::Extra),
            ("https://c.example/#", AddressError::Extra),
        ] {
            assert_eq!(Base::parse(text), Err(error), "{text}");
        }
        assert_eq!(Base::parse(&format!("https://a.example/{}", "a".repeat(200))), Err(AddressError::Long));
    }

    #[test]
    fn a_path_cannot_lead_elsewhere() {
        for wrong in
            ["", "about", "//evil.example", "/a//b", "/..", "/a?u=b", "/a#b", "/@evil", "/\\evil", "/A", "/a b", "/%2e"]
        {
            assert_eq!(PagePath::parse(wrong), Err(AddressError::Path), "{wrong}");
        }
        assert!(PagePath::parse("/").is_ok() && PagePath::parse(&format!("/{}", "a".repeat(100))).is_err());
    }
}
