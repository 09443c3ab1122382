//! What other programs read of the desk without asking it anything: feeds of every list, sitemaps, dumps, oEmbed with the
//! card it leads to. The documents themselves are made by `thuchu-formats`; here is which checks are in them, at which
//! addresses they stand, and how they are kept.
//!
//! Everything told of a check comes from one statement of the store ([`Told`]), so no document mixes two versions of it.

mod check_feed;
pub(crate) mod dump;
mod embed;
mod entry;
mod feeds;
mod oembed;
mod security;
mod sitemap;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use axum::routing::get;
use thuchu_app::reading::Told;
use thuchu_model::CheckOrigin;

use crate::api::cors;
use crate::cache::Rendered;
use crate::error::Fault;
use crate::site::Site;

pub(crate) use feeds::{corrections_links, list_links};
pub(crate) use oembed::links as oembed_links;

/// What stands at an address of each language, or of none: a prefix as that of the pages.
pub(crate) fn routes(prefix: &str) -> Router<Site> {
    let at = |path: &str| format!("{prefix}{path}");
    Router::new()
        .route(&at("/checks.rss"), get(feeds::checks))
        .route(&at("/checks.atom"), get(feeds::checks))
        .route(&at("/checks.json"), get(feeds::checks))
        .route(&at("/corrections.rss"), get(feeds::corrections))
        .route(&at("/corrections.atom"), get(feeds::corrections))
        .route(&at("/corrections.json"), get(feeds::corrections))
        .route(&at("/embed/{id}"), get(embed::card))
}

/// What stands at one address alone.
pub(crate) fn alone() -> Router<Site> {
    Router::new()
        .route("/sitemap.xml", get(sitemap::whole))
        .route("/sitemap/{name}", get(sitemap::part))
        .route("/sitemap-news.xml", get(sitemap::news))
        .route("/.well-known/security.txt", get(security::text))
        .route("/oembed", get(oembed::answer_to))
        .route("/data/checks.ndjson", get(dump::ndjson))
        .route("/data/checks.json", get(dump::data_feed))
        .route("/api/v2/feeds", get(check_feed::list))
}

/// A document in another format, or at another address, as the head of a page names it.
pub(crate) struct Link {
    pub(crate) media_type: &'static str,
    pub(crate) title: String,
    pub(crate) href: String,
}

/// Whether a check is the desk's own.
fn is_own(told: &Told) -> bool {
    matches!(told.stored.check.origin, CheckOrigin::Own { .. })
}

/// The address of the site; without one there is no document that needs whole addresses.
fn base(site: &Site) -> Result<&str, Fault> {
    site.settings.public_url.as_deref().ok_or(Fault::NotFound)
}

/// A document from the cache, or made now from what the store says.
async fn kept<F: Future<Output = Result<Rendered, Fault>>>(
    site: &Site,
    head: &HeaderMap,
    key: &str,
    make: impl FnOnce() -> F,
) -> Result<Response<Body>, Fault> {
    // Read before the document is made: what changes meanwhile gives another number.
    let settings = site.own().version();
    let document = match site.cache.get(settings, key) {
        Some(document) => document,
        None => site.cache.put_rendered(settings, key, make().await?),
    };
    Ok(answer(site, head, &document))
}

/// A document for anybody's program, in a browser too.
fn answer(site: &Site, head: &HeaderMap, document: &Rendered) -> Response<Body> {
    let mut response = document.answer_since(head, HeaderValue::from_static("public, no-cache"), site.clock.now());
    cors::open(response.headers_mut());
    response
}

/// A document of this type, made now.
fn made(site: &Site, kind: &'static str, body: String) -> Rendered {
    Rendered::of_type(body.into(), HeaderValue::from_static(kind)).made_at(site.clock.now())
}

/// Leads to the next page, for programs that look at headers alone (RFC 8288).
fn lead_on(response: &mut Response<Body>, next: Option<&str>) {
    let value = next.and_then(thuchu_formats::next_link).and_then(|link| HeaderValue::try_from(link).ok());
    response.headers_mut().extend(value.map(|link| (header::LINK, link)));
}

/// What no search engine may list, though it may read it.
fn not_listed(response: &mut Response<Body>) {
    response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
}
