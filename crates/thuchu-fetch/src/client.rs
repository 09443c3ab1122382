//! Setting up the HTTP clients: TLS, resolver, and everything that must be off.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use url::Url;

use crate::error::FetchError;
use crate::resolve::Guarded;

/// How we name ourselves, so that a site's owner can find and refuse us: `ThucHu/0.1.0 (fact-checking desk;
/// +https://desk.example/)`. Only host and path of the desk's address are told.
pub(crate) fn user_agent(desk: Option<&Url>) -> String {
    let name = concat!("ThucHu/", env!("CARGO_PKG_VERSION"), " (fact-checking desk");
    let Some(desk) = desk.filter(|desk| desk.has_host()) else { return format!("{name})") };
    let origin = desk.origin().ascii_serialization();
    // Brackets would end the comment (RFC 9110, 5.6.5); all else in a parsed path is visible ASCII.
    let path = desk.path().replace('(', "%28").replace(')', "%29").replace('\\', "%5C");
    format!("{name}; +{origin}{path})")
}

/// A client that unpacks gzip while it reads: for pages.
pub(crate) fn for_pages(resolver: Guarded, connect: Duration, name: &str) -> Result<Client, FetchError> {
    build(base(resolver, connect, name)?.gzip(true))
}

/// A client that hands on the bytes as they are, so that byte ranges mean what they say: for files.
pub(crate) fn for_files(resolver: Guarded, connect: Duration, name: &str) -> Result<Client, FetchError> {
    build(base(resolver, connect, name)?.no_gzip())
}

#[expect(clippy::disallowed_methods, reason = "this is the guarded client")]
fn base(resolver: Guarded, connect: Duration, name: &str) -> Result<ClientBuilder, FetchError> {
    Ok(Client::builder()
        .tls_backend_preconfigured(tls()?)
        .dns_resolver(resolver)
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .retry(reqwest::retry::never())
        .http1_only()
        .connect_timeout(connect)
        // Each fetch resolves and connects anew: no connection outlives the check it was made under.
        .pool_max_idle_per_host(0)
        .user_agent(name))
}

/// TLS 1.2 and 1.3 by ring and Mozilla's roots, without touching the process-wide default provider.
fn tls() -> Result<ClientConfig, FetchError> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| FetchError::Setup { reason: error.to_string() })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

fn build(builder: ClientBuilder) -> Result<Client, FetchError> {
    builder.build().map_err(|error| FetchError::Setup { reason: innermost(&error) })
}

/// Finds our own refusal inside the client's error, or else says what broke.
pub(crate) fn explain(error: &reqwest::Error, host: &str) -> FetchError {
    if let Some(refusal) = causes(error).find_map(|cause| cause.downcast_ref::<FetchError>()) {
        return refusal.clone();
    }
    let (host, reason) = (host.to_owned(), innermost(error));
    if error.is_connect() || error.is_timeout() {
        FetchError::Connect { host, reason }
    } else {
        FetchError::Broken { host, reason }
    }
}

/// The innermost cause says what happened; the outer ones repeat the whole address, which texts must not.
fn innermost(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(|| "the request failed".to_owned(), ToString::to_string)
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause: &&(dyn Error + 'static)| cause.source())
}
