//! `GET /privacy`: what is kept and what is not, in plain words.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_say as say;

use super::{html, kept};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, Part, holds_demonstration};
use crate::site::Site;

#[derive(Template)]
#[template(path = "privacy.html")]
struct Privacy {
    c: Frame,
}

/// `GET /privacy`
pub(crate) async fn privacy(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let key = format!("privacy {} {demonstration} {}", reader.lang, site.today());
    kept(&site, &reader, &head, &key, || {
        let title = say::web_privacy_title().in_lang(reader.lang);
        html(&Privacy { c: Frame::new(&site, &reader, Part::Privacy, title, demonstration) })
    })
}
