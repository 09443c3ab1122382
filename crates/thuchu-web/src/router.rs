//! Which address is answered by whom, and what happens around every answer.

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use std::time::Duration;
use thuchu_listen::Client;
use thuchu_model::PublicId;
use thuchu_say as say;

use crate::api;
use crate::counter::Look;
use crate::desk;
use crate::error::Fault;
use crate::front::Front;
use crate::headers::secure;
use crate::language::Reader;
use crate::look::in_lang;
use crate::metrics::asks;
use crate::pages;
use crate::print;
use crate::site::Site;
use crate::syndication;

/// The whole site.
pub fn router(site: Site) -> Front {
    let mut router = Router::new()
        .merge(pages::routes(""))
        .merge(pages::routes("/vi"))
        .merge(pages::routes("/en"))
        .merge(syndication::routes(""))
        .merge(syndication::routes("/vi"))
        .merge(syndication::routes("/en"))
        .merge(syndication::alone())
        .merge(desk::routes(&site, ""))
        .merge(desk::routes(&site, "/vi"))
        .merge(desk::routes(&site, "/en"))
        .merge(print::routes(""))
        .merge(print::routes("/vi"))
        .merge(print::routes("/en"))
        .merge(print::qr::routes())
        .nest("/api/v1", api::routes())
        .route("/v1alpha1/claims:search", get(api::claims_search::search))
        .route("/s/{id}", get(short))
        .route("/evidence/{capture}/page/{check}/{number}/{place}", get(pages::proof::framed_page))
        .route("/proof/{check}/{number}/{name}", get(pages::proof::file))
        .route("/assets/{name}", get(asset))
        .route("/robots.txt", get(robots))
        .route("/favicon.ico", get(favicon))
        .route("/health", get(health))
        .route("/ready", get(ready));
    if site.settings.styleguide {
        for path in ["/styleguide", "/vi/styleguide", "/en/styleguide"] {
            router = router.route(path, get(pages::styleguide::styleguide));
        }
    }
    let router = router
        .fallback(elsewhere)
        .method_not_allowed_fallback(async || Fault::NotAllowed)
        .layer(from_fn_with_state(site.clone(), around))
        .with_state(site.clone());
    Front::new(site, router)
}

/// Around every answer: faults get their words, headers are added, the request is counted. Neither the log nor the
/// counters see an address, a header or a query.
async fn around(State(site): State<Site>, mut request: Request, next: Next) -> Response<Body> {
    let begun = site.clock.now();
    let elsewhere = only_language(&site, &mut request);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let client = request.extensions().get::<Client>().copied();
    let https = client.is_some_and(|client| client.https);
    let (uri, head) = (request.uri().clone(), wishes(request.headers()));
    let (method, asked) = (named(request.method()), request.method().clone());
    let is_api = api::serves(uri.path());
    let preflight = if is_api { api::cors::preflight(request.method()) } else { None };
    let mut response = match preflight.or(elsewhere) {
        Some(answer) => answer,
        None => next.run(request).await,
    };
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        response = worded(&site, &uri, &head, &fault, &response);
    }
    if is_api {
        api::cors::open(response.headers_mut());
    }
    secure(response.headers_mut(), https);
    let micros = site.clock.now().micros().saturating_sub(begun.micros()).max(0).unsigned_abs();
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    let look = Look { method: &asked, route, path: uri.path(), client, head: &head };
    site.count_view(&look, response.status());
    let status = response.status().as_u16();
    site.metrics.count(route, status, Duration::from_micros(micros));
    if !asks(route) {
        tracing::info!(method, route, status, micros, "answered");
    }
    response
}

/// Where readers are offered one language alone: pages of the other one are here in that one, and what the browser would
/// rather have decides nothing. The desk has both.
fn only_language(site: &Site, request: &mut Request) -> Option<Response<Body>> {
    let own = site.own();
    let only = say::Lang::ALL.into_iter().find(|lang| !own.speaks(*lang)).map(|other| match other {
        say::Lang::Vi => say::Lang::En,
        say::Lang::En => say::Lang::Vi,
    })?;
    let reader = Reader::of(request.uri(), request.headers());
    if reader.path.starts_with("/desk") || api::serves(request.uri().path()) {
        return None;
    }
    if reader.negotiated {
        request.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(only.code()));
        return None;
    }
    let plain = !reader.path.contains("//") && !reader.path.contains('\\') && !reader.path.contains("/.");
    if reader.lang == only || !plain || request.method() != Method::GET {
        return None;
    }
    let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
    Some(moved(StatusCode::FOUND, &(in_lang(only, &reader.path) + &query)))
}

/// A method as the log names it: one that somebody made up is a text of theirs.
fn named(method: &Method) -> &'static str {
    let known = [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS, Method::PUT, Method::PATCH, Method::DELETE];
    let names = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"];
    known.iter().zip(names).find(|(known, _)| *known == method).map_or("other", |(_, name)| name)
}

/// The headers that the words of a fault depend on, and whether an answer is a view: far fewer to keep than all of them.
fn wishes(head: &HeaderMap) -> HeaderMap {
    let kept = [
        header::ACCEPT_LANGUAGE,
        header::USER_AGENT,
        HeaderName::from_static("sec-purpose"),
        HeaderName::from_static("purpose"),
    ];
    let lines =
        kept.into_iter().flat_map(|name| head.get_all(&name).iter().map(move |line| (name.clone(), line.clone())));
    lines.collect()
}

/// A fault in the reader's language: a page for people, problem details for programs.
fn worded(site: &Site, uri: &Uri, head: &HeaderMap, fault: &Fault, bare: &Response<Body>) -> Response<Body> {
    let reader = Reader::of(uri, head);
    let mut response = if api::serves(uri.path()) {
        api::problem::problem(fault, reader.lang)
    } else {
        pages::fault::page(site, &reader, fault)
    };
    *response.status_mut() = bare.status();
    for (name, value) in bare.headers() {
        // A body's own length and type do not fit the new one.
        if *name != header::CONTENT_LENGTH && *name != header::CONTENT_TYPE {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

/// Nothing is here; perhaps it is without the slash at the end.
async fn elsewhere(uri: Uri) -> Response<Body> {
    let path = uri.path();
    let shorter = path.trim_end_matches('/');
    // Two slashes might lead to another host, also behind dots that somebody on the way takes out.
    let odd = shorter.contains("//") || shorter.contains("/.") || shorter.contains('\\');
    if shorter.is_empty() || shorter == path || odd {
        return Fault::NotFound.into_response();
    }
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    moved(StatusCode::PERMANENT_REDIRECT, &format!("{shorter}{query}"))
}

/// A redirection within this site.
pub(crate) fn moved(status: StatusCode, path: &str) -> Response<Body> {
    let Ok(location) = HeaderValue::from_str(path) else { return Fault::NotFound.into_response() };
    (status, [(header::LOCATION, location)]).into_response()
}

/// `GET /s/{id}`: the short address, as it stands on paper.
async fn short(reader: Reader, id: Result<Path<String>, axum::extract::rejection::PathRejection>) -> Response<Body> {
    match id.ok().and_then(|id| PublicId::parse(&id).ok()) {
        Some(id) => moved(StatusCode::FOUND, &in_lang(reader.lang, &format!("/c/{id}"))),
        None => Fault::NotFound.into_response(),
    }
}

async fn asset(State(site): State<Site>, Path(name): Path<String>, head: HeaderMap) -> Response<Body> {
    let own = || site.own().answer(&name, &head);
    site.assets.answer(&name, &head).or_else(own).unwrap_or_else(|| Fault::NotFound.into_response())
}

/// Readers' pages may be listed; the API need not be walked through. Sitemaps are named by whole addresses.
async fn robots(State(site): State<Site>) -> impl IntoResponse {
    let mut text = "User-agent: *\nDisallow: /api/\nDisallow: /v1alpha1/\nDisallow: /styleguide\n\
        Disallow: /evidence/\nDisallow: /proof/\nDisallow: /oembed\nDisallow: /desk\nDisallow: /vi/desk\nDisallow: /en/desk\n"
        .to_owned();
    for name in ["sitemap.xml", "sitemap-news.xml"] {
        let base = site.settings.public_url.iter();
        text.extend(base.map(|base| format!("Sitemap: {base}/{name}\n")));
    }
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=86400")], text)
}

async fn favicon(State(site): State<Site>) -> Response<Body> {
    moved(StatusCode::FOUND, &site.assets.icon)
}

/// Whether the program runs.
async fn health() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n")
}

/// Whether it can answer questions: 200 once the checks are loaded, also while the store is out of reach.
async fn ready(State(site): State<Site>) -> Response<Body> {
    let live = site.reading.live();
    match live.with(|matcher| matcher.len()) {
        Some(checks) => {
            let meaning = site.reading.meaning();
            let body = serde_json::json!({
                "ready": true, "checks": checks, "store_in_touch": live.is_in_touch(), "model": meaning.state.code(),
                "with_vectors": meaning.done,
            });
            ([(header::CACHE_CONTROL, "no-store")], axum::Json(body)).into_response()
        }
        None => {
            let body = axum::Json(serde_json::json!({"ready": false}));
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2"), (header::CACHE_CONTROL, "no-store")], body)
                .into_response()
        }
    }
}
