//! QR codes of a check, a topic and our own pages, by the id of the thing alone: what a code leads to is never taken from
//! a request (TRUST R38).

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use axum::{Extension, Router};
use thuchu_app::reading::Found;
use thuchu_listen::Client;
use thuchu_model::{PublicId, Topic};
use thuchu_print::{CanonicalUrl, PagePath, qr};

use super::press::{Key, printed};
use super::shared;
use crate::cache::Rendered;
use crate::error::Fault;
use crate::router::moved;
use crate::site::Site;

/// Our pages that there is a code of, by name.
pub(crate) const PAGES: [(&str, &str); 12] = [
    ("home", "/"),
    ("checks", "/checks"),
    ("send", "/send"),
    ("receipt", "/receipt"),
    ("about", "/about"),
    ("method", "/about/method"),
    ("funding", "/about/funding"),
    ("corrections", "/corrections"),
    ("appeals", "/appeals"),
    ("audit", "/audit"),
    ("privacy", "/privacy"),
    ("api", "/api"),
];

/// What an address says stays so for as long as the site has its own.
const A_WEEK: HeaderValue = HeaderValue::from_static("public, max-age=604800");

/// The addresses of codes. They have no language: what they lead to asks the browser.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/qr/c/{file}", get(of_check))
        .route("/qr/t/{file}", get(of_topic))
        .route("/qr/page/{file}", get(of_page))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Svg,
    Png,
}

/// A name with one of two endings.
fn parts(file: &Result<Path<String>, PathRejection>) -> Result<(&str, Kind), Fault> {
    let file = file.as_ref().map_err(|_| Fault::NotFound)?.as_str();
    match file.rsplit_once('.') {
        Some((name, "svg")) => Ok((name, Kind::Svg)),
        Some((name, "png")) => Ok((name, Kind::Png)),
        _ => Err(Fault::NotFound),
    }
}

/// `GET /qr/c/{id}.svg` and `.png`: of a check, ours or another's.
async fn of_check(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    file: Result<Path<String>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let (name, kind) = parts(&file)?;
    let id = PublicId::parse(name).map_err(|_| Fault::NotFound)?;
    let base = site.press.base()?;
    let known = site.reading.live().with(|matcher| matcher.library().by_public_id(id).is_some());
    if !known.ok_or(Fault::Starting)? {
        match site.reading.check(id).await?.ok_or(Fault::NotFound)? {
            // One of others that is not shown.
            Found::Check(found) if !super::is_ours(&found.stored.check) => return Err(Fault::NotFound),
            Found::Check(_) => {}
            Found::Withdrawn(taken) => return Err(Fault::Withdrawn(taken.reason)),
            Found::ReplacedBy(newer) => {
                let ending = if kind == Kind::Svg { "svg" } else { "png" };
                return Ok(moved(StatusCode::MOVED_PERMANENTLY, &format!("/qr/c/{newer}.{ending}")));
            }
        }
    }
    let url = CanonicalUrl::check(base, id);
    code(&site, client, &head, url, kind).await
}

/// `GET /qr/t/{topic}.svg` and `.png`
async fn of_topic(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    file: Result<Path<String>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let (name, kind) = parts(&file)?;
    let topic = Topic::parse(name).ok_or(Fault::NotFound)?;
    let url = CanonicalUrl::topic(site.press.base()?, topic);
    code(&site, client, &head, url, kind).await
}

/// `GET /qr/page/{name}.svg` and `.png`
async fn of_page(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    file: Result<Path<String>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let (name, kind) = parts(&file)?;
    let (_, path) = PAGES.iter().find(|(page, _)| *page == name).ok_or(Fault::NotFound)?;
    let path = PagePath::parse(path).map_err(|_| Fault::NotFound)?;
    let url = CanonicalUrl::page(site.press.base()?, &path);
    code(&site, client, &head, url, kind).await
}

async fn code(
    site: &Site,
    client: Option<Extension<Client>>,
    head: &HeaderMap,
    url: CanonicalUrl,
    kind: Kind,
) -> Result<Response<Body>, Fault> {
    if kind == Kind::Svg {
        let svg = qr(&url).map_err(|_| Fault::Broken)?.svg();
        let mut file = Rendered::of_type(svg.into(), HeaderValue::from_static("image/svg+xml")).answer(head, A_WEEK);
        shared(file.headers_mut());
        return Ok(file);
    }
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    shared(&mut headers);
    let key = Key { settings: 0, rest: format!("qr {url}") };
    let client = client.map(|found| found.0);
    let file = printed(site, client, &key, headers, move |engine| engine.qr_png(&url)).await?;
    Ok(file.answer(head, A_WEEK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_that_has_a_code_has_a_path_of_ours() {
        for (name, path) in PAGES {
            assert!(PagePath::parse(path).is_ok(), "{name}");
        }
    }
}
