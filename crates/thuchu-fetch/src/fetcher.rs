//! The guarded client and its walk along redirects.

use std::sync::Arc;

use reqwest::header::{HeaderMap, HeaderValue, LOCATION};
use reqwest::{Client, Response, StatusCode};
use url::Url;

use crate::budget::{Budget, MAX_HOPS, PER_HOST};
use crate::client::{explain, for_files, for_pages, user_agent};
use crate::error::FetchError;
use crate::gate::{Gate, Place};
use crate::guard::{check_url, host_of};
use crate::page::Hop;
use crate::reach::Reach;
use crate::resolve::Guarded;

/// The guarded way out. Cheap to clone; clones share the two places per host.
#[derive(Clone)]
pub struct Fetcher {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) reach: Reach,
    pub(crate) budget: Budget,
    pub(crate) pages: Client,
    pub(crate) files: Client,
    pub(crate) gate: Gate,
}

impl Fetcher {
    /// A client that goes as far as `reach`.
    ///
    /// # Errors
    /// [`FetchError::Setup`] if TLS cannot be set up.
    pub fn new(reach: Reach) -> Result<Self, FetchError> {
        Self::build(Guarded::system(reach.clone()), reach, Budget::default(), None)
    }

    /// The same, and every request says where the desk that asks is found: `desk` is its public address.
    ///
    /// # Errors
    /// As [`Fetcher::new`].
    pub fn of_desk(reach: Reach, desk: &Url) -> Result<Self, FetchError> {
        Self::build(Guarded::system(reach.clone()), reach, Budget::default(), Some(desk))
    }

    /// A client with a resolver and limits of the test's own.
    ///
    /// # Errors
    /// As [`Fetcher::new`].
    #[cfg(any(test, feature = "testing"))]
    pub fn for_tests(reach: Reach, lookup: Option<Arc<dyn crate::Lookup>>, budget: Budget) -> Result<Self, FetchError> {
        let guarded = match lookup {
            Some(lookup) => Guarded::with(reach.clone(), lookup),
            None => Guarded::system(reach.clone()),
        };
        Self::build(guarded, reach, budget, None)
    }

    fn build(resolver: Guarded, reach: Reach, budget: Budget, desk: Option<&Url>) -> Result<Self, FetchError> {
        let name = user_agent(desk);
        let pages = for_pages(resolver.clone(), budget.page_time, &name)?;
        let files = for_files(resolver, budget.file_silence, &name)?;
        Ok(Self { inner: Arc::new(Inner { reach, budget, pages, files, gate: Gate::default() }) })
    }
}

/// Where a walk along redirects ended.
pub(crate) struct Arrived {
    pub(crate) url: Url,
    pub(crate) response: Response,
    pub(crate) hops: Vec<Hop>,
    pub(crate) place: Place,
}

impl Inner {
    /// Waits for a place at the host of `url`, which must be acceptable.
    pub(crate) async fn place(&self, url: &Url) -> Result<Place, FetchError> {
        check_url(url, &self.reach)?;
        Ok(self.gate.enter(&host_of(url), PER_HOST).await)
    }

    /// Asks for `url` and follows redirects, each checked like the first.
    ///
    /// A step from `http` to `https` is welcome, one back is refused: what was asked for privately must not go on in
    /// the open. `headers` go to every hop; they never hold a secret.
    pub(crate) async fn walk(
        &self,
        client: &Client,
        url: &Url,
        headers: &HeaderMap,
        mut place: Place,
    ) -> Result<Arrived, FetchError> {
        let mut url = url.clone();
        url.set_fragment(None);
        let mut hops = Vec::new();
        for hop in 0..=MAX_HOPS {
            check_url(&url, &self.reach)?;
            let host = host_of(&url);
            let asked = client.get(url.clone()).headers(headers.clone()).send().await;
            let response = asked.map_err(|error| explain(&error, &host))?;
            self.check_peer(&response, &host)?;
            if !is_redirect(response.status()) {
                return Ok(Arrived { url, response, hops, place });
            }
            if hop == MAX_HOPS {
                return Err(FetchError::TooManyHops { host, max: MAX_HOPS });
            }
            let next = target(&url, response.headers().get(LOCATION))?;
            hops.push(Hop { url, status: response.status().as_u16(), headers: response.headers().clone() });
            drop(response);
            drop(place);
            place = self.place(&next).await?;
            url = next;
        }
        Err(FetchError::TooManyHops { host: host_of(&url), max: MAX_HOPS })
    }

    /// A second lock on the same door: whatever the resolver and the connector did, this is where the bytes come from.
    pub(crate) fn check_peer(&self, response: &Response, host: &str) -> Result<(), FetchError> {
        match response.remote_addr() {
            Some(peer) => self.reach.admit(host, peer),
            None => Err(FetchError::Connect { host: host.to_owned(), reason: "the peer is unknown".to_owned() }),
        }
    }
}

pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads; not yet checked, but for the step from `https` to `http`.
pub(crate) fn target(from: &Url, location: Option<&HeaderValue>) -> Result<Url, FetchError> {
    let bad = || FetchError::BadRedirect { host: host_of(from) };
    let location = std::str::from_utf8(location.ok_or_else(bad)?.as_bytes()).map_err(|_| bad())?;
    let mut next = from.join(location).map_err(|_| bad())?;
    next.set_fragment(None);
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(FetchError::Downgrade { host: host_of(from) });
    }
    Ok(next)
}
