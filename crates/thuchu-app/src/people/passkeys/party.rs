//! Where the site is, as passkeys know it.

use url::{Host, Url};

/// Where this site is, as browsers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub(super) id: String,
    pub(super) origin: String,
}

impl Party {
    /// The site at this address; `None` where browsers know no passkeys: over plain http, but for `localhost`, and at
    /// bare numbers.
    #[must_use]
    pub fn at(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let Some(Host::Domain(host)) = url.host() else { return None };
        let safe = url.scheme() == "https" || (url.scheme() == "http" && host == "localhost");
        safe.then(|| Self { id: host.to_owned(), origin: url.origin().ascii_serialization() })
    }

    /// The name that passkeys are bound to: the host without its port.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}
