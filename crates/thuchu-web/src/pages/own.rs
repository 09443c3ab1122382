//! `GET /about/method`, `GET /about/funding`: the pages that the desk writes itself, in its settings.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_say::{self as say, Message};

use super::{html, kept};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, Part, holds_demonstration};
use crate::markdown::{Section, sections};
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
    page(&site, &reader, &head, false, &say::settings_method_title())
}

/// `GET /about/funding`
pub(crate) async fn funding(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    page(&site, &reader, &head, true, &say::settings_funding_title())
}

fn page(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    is_funding: bool,
    title: &Message,
) -> Result<Response<Body>, Fault> {
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let key = format!("own {is_funding} {} {demonstration} {}", reader.lang, site.today());
    kept(site, reader, head, &key, || {
        let own = site.own();
        let text = own.page(is_funding);
        let in_own = if reader.lang == say::Lang::Vi { &text.vi } else { &text.en };
        let other = if reader.lang == say::Lang::Vi { "en" } else { "vi" };
        let shown = text.in_lang(reader.lang.code()).unwrap_or_default();
        let text_lang = match (shown.is_empty(), in_own.trim().is_empty()) {
            (true, _) => None,
            (false, true) => Some(other),
            (false, false) => Some(reader.lang.code()),
        };
        let mut c = Frame::new(site, reader, Part::About, title.in_lang(reader.lang), demonstration);
        c.indexed = text_lang.is_some();
        html(&OwnPage { c, sections: sections(shown), text_lang })
    })
}
