//! `GET /api`: the reference of the API, made from the same document that programs read.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_say as say;

use super::{html, kept};
use crate::api::openapi::{self, Operation};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, Part, holds_demonstration};
use crate::site::Site;

#[derive(Template)]
#[template(path = "guide.html")]
struct Guide {
    c: Frame,
    operations: Vec<Operation>,
    base: String,
}

/// `GET /api`
pub(crate) async fn guide(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let key = format!("api {} {demonstration} {}", reader.lang, site.today());
    kept(&site, &reader, &head, &key, || {
        let title = say::web_api_title().in_lang(reader.lang);
        let c = Frame::new(&site, &reader, Part::Api, title, demonstration);
        let base = site.settings.public_url.clone().unwrap_or_else(|| "https://tin.example".to_owned());
        html(&Guide { c, operations: openapi::operations(reader.lang), base })
    })
}
