//! The pages that readers see, in both languages. One file a page; each makes its template from what it asks the desk.

pub(crate) mod about;
pub(crate) mod appeals;
pub(crate) mod ask;
pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod checks;
pub(crate) mod contact;
pub(crate) mod corrections;
pub(crate) mod evidence;
pub(crate) mod fault;
pub(crate) mod form;
pub(crate) mod guide;
pub(crate) mod home;
mod marked;
pub(crate) mod own;
pub(crate) mod privacy;
pub(crate) mod proof;
pub(crate) mod receipt;
pub(crate) mod reply;
pub(crate) mod send;
pub(crate) mod shelves;
pub(crate) mod styleguide;
pub(crate) mod suggest;
pub(crate) mod transparency;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::routing::{get, post};
use thuchu_say as say;

use crate::error::Fault;
use crate::gaps::Filling;
use crate::language::Reader;
use crate::site::Site;

/// A kind of lists: its address and its name.
type Shelves = (&'static str, fn() -> say::Message);

/// The kinds of lists there are.
pub(crate) const SHELVES: [Shelves; 4] = [
    ("/t", say::pages_topics),
    ("/ratings", say::pages_ratings),
    ("/languages", say::pages_languages),
    ("/archive", say::pages_archive),
];

/// The pages below this prefix: a language's, or none. Not nested: a nested router takes every address apart twice.
pub(crate) fn routes(prefix: &str) -> Router<Site> {
    let at = |path: &str| format!("{prefix}{path}");
    Router::new()
        .route(if prefix.is_empty() { "/" } else { prefix }, get(home::home))
        .route(&at("/ask"), post(ask::ask).get(ask::again))
        .route(&at("/send"), get(send::page).post(send::send))
        .route(&at("/receipt"), get(receipt::page).post(receipt::look))
        .route(&at("/checks"), get(checks::checks))
        .route(&at("/t"), get(shelves::topics))
        .route(&at("/t/{topic}"), get(checks::of_topic))
        .route(&at("/ratings"), get(shelves::ratings))
        .route(&at("/ratings/{key}"), get(checks::of_rating))
        .route(&at("/languages"), get(shelves::languages))
        .route(&at("/languages/{code}"), get(checks::in_language))
        .route(&at("/archive"), get(shelves::archive))
        .route(&at("/archive/{month}"), get(checks::of_month))
        .route(&at("/c/{id}"), get(check::check))
        .route(&at("/c/{id}/{slug}"), get(check::check))
        .route(&at("/c/{id}/reply"), get(reply::page).post(reply::send))
        .route(&at("/c/{id}/{slug}/v/{number}"), get(check::version))
        .route(&at("/c/{id}/{slug}/evidence/{place}"), get(evidence::newest))
        .route(&at("/c/{id}/{slug}/v/{number}/evidence/{place}"), get(evidence::older))
        .route(&at("/appeals"), get(appeals::numbers))
        .route(&at("/appeal"), get(appeals::page).post(appeals::look))
        .route(&at("/about"), get(about::about))
        .route(&at("/about/method"), get(own::method))
        .route(&at("/about/funding"), get(own::funding))
        .route(&at("/p/{name}"), get(own::added))
        .route(&at("/contact"), get(contact::contact))
        .route(&at("/transparency"), get(transparency::page))
        .route(&at("/search"), post(suggest::suggest))
        .route(&at("/corrections"), get(corrections::corrections))
        .route(&at("/privacy"), get(privacy::privacy))
        .route(&at("/audit"), get(audit::page))
        .route(&at("/audit.atom"), get(audit::feed))
        .route(&at("/api"), get(guide::guide))
}

/// A page that stays the same while its key does: from the cache, or made now.
fn kept(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    key: &str,
    make: impl FnOnce() -> Result<String, Fault>,
) -> Result<Response<Body>, Fault> {
    kept_with(site, reader, head, key, &site.at_hand(reader.lang, None).unwrap_or_default(), make)
}

/// The same, with what goes into its gaps.
fn kept_with(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    key: &str,
    filling: &Filling,
    make: impl FnOnce() -> Result<String, Fault>,
) -> Result<Response<Body>, Fault> {
    // Read before the page is made: what changes meanwhile gives another number.
    let settings = site.own().version();
    let page = match site.cache.get(settings, key) {
        Some(page) => page,
        None => site.cache.put(settings, key, make()?),
    };
    Ok(spoken(page.answer_with(head, unchanging(), filling), reader))
}

/// Browsers ask each time whether a page is still the same, so a correction is seen at once.
fn unchanging() -> HeaderValue {
    HeaderValue::from_static("public, no-cache")
}

/// A page made for one request only.
pub(crate) fn fresh(reader: &Reader, head: &HeaderMap, html: String) -> Response<Body> {
    let page = crate::cache::Rendered::new(html);
    let mut response = page.answer(head, HeaderValue::from_static("no-store"));
    response.headers_mut().remove(header::ETAG);
    spoken(response, reader)
}

/// Says which language the page is in, and whether the browser's wishes decided that.
pub(crate) fn spoken(mut response: Response<Body>, reader: &Reader) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(reader.lang.code()));
    if reader.negotiated {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, accept-language"));
    }
    response
}

/// The template as HTML.
pub(crate) fn html(template: &impl Template) -> Result<String, Fault> {
    template.render().map_err(|error| {
        tracing::error!(%error, "a template failed");
        Fault::Broken
    })
}
