//! `GET /about/method`, `GET /about/funding`, `GET /p/{name}`: the pages that the desk writes itself.

use askama::Template;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use thuchu_model::InBoth;
use thuchu_say::{self as say, Message};

use super::{html, kept};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, Part, holds_demonstration};
use crate::markdown::{Section, sections};
use crate::own::Own;
use crate::site::Site;

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    c: Frame,
    sections: Vec<Section>,
    /// The language of the text; none where there is no text.
    text_lang: Option<&'static str>,
}

/// `GET /about/method`
pub(crate) async fn method(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    page(&site, &reader, &head, "method", |own| Some((titled(&say::settings_method_title(), &reader), own.page(false))))
}

/// `GET /about/funding`
pub(crate) async fn funding(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    page(&site, &reader, &head, "funding", |own| {
        Some((titled(&say::settings_funding_title(), &reader), own.page(true)))
    })
}

/// `GET /p/{name}`: a page that the desk added.
pub(crate) async fn added(
    State(site): State<Site>,
    reader: Reader,
    name: Result<Path<String>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let name = name.map_err(|_| Fault::NotFound)?.0;
    page(&site, &reader, &head, &format!("p/{name}"), |own| {
        let page = own.added().iter().find(|page| page.name == name && page.link.is_empty())?;
        Some((page.title.in_lang(reader.lang.code()).unwrap_or_default().to_owned(), &page.text))
    })
}

fn titled(title: &Message, reader: &Reader) -> String {
    title.in_lang(reader.lang)
}

fn page(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    word: &str,
    find: impl for<'a> Fn(&'a Own) -> Option<(String, &'a InBoth)>,
) -> Result<Response<Body>, Fault> {
    // What is not there is not kept: there is no end of names.
    if find(&site.own()).is_none() {
        return Err(Fault::NotFound);
    }
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let key = format!("own {word} {} {demonstration} {}", reader.lang, site.today());
    kept(site, reader, head, &key, || {
        let own = site.own();
        let (title, text) = find(&own).ok_or(Fault::NotFound)?;
        let in_own = if reader.lang == say::Lang::Vi { &text.vi } else { &text.en };
        let other = if reader.lang == say::Lang::Vi { "en" } else { "vi" };
        let shown = text.in_lang(reader.lang.code()).unwrap_or_default();
        let text_lang = match (shown.is_empty(), in_own.trim().is_empty()) {
            (true, _) => None,
            (false, true) => Some(other),
            (false, false) => Some(reader.lang.code()),
        };
        let mut c = Frame::new(site, reader, Part::About, title, demonstration);
        c.indexed = text_lang.is_some();
        html(&OwnPage { c, sections: sections(shown), text_lang })
    })
}
