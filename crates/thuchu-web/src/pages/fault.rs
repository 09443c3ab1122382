//! The page that stands where something went wrong.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderMap, Response};
use axum::response::IntoResponse;
use thuchu_say as say;

use super::{fresh, html};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, Part, holds_demonstration};
use crate::site::Site;

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    c: Frame,
    advice: String,
    code: &'static str,
}

/// The page of a fault.
pub(crate) fn page(site: &Site, reader: &Reader, fault: &Fault) -> Response<Body> {
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let mut c = Frame::new(site, reader, Part::None, fault.title().in_lang(reader.lang), demonstration);
    c.indexed = false;
    match html(&FaultPage { advice: fault.advice().in_lang(reader.lang), code: fault.code(), c }) {
        Ok(html) => fresh(reader, &HeaderMap::new(), html),
        Err(_) => fault.title().in_lang(reader.lang).into_response(),
    }
}
