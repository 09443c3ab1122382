//! `GET /contact`: how to reach the desk, and which way is right for what.

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
#[template(path = "contact.html")]
struct Contact {
    c: Frame,
}

/// `GET /contact`
pub(crate) async fn contact(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let key = format!("contact {} {demonstration} {}", reader.lang, site.today());
    kept(&site, &reader, &head, &key, || {
        let title = say::pages_contact().in_lang(reader.lang);
        html(&Contact { c: Frame::new(&site, &reader, Part::About, title, demonstration) })
    })
}
