//! `GET /styleguide`: every component and state on one page, for those who build pages. Off unless asked for.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_say as say;

use super::about::{Rated, ratings};
use super::{fresh, html};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, Part};
use crate::site::Site;

#[derive(Template)]
#[template(path = "styleguide.html")]
struct Styleguide {
    c: Frame,
    ratings: Vec<Rated>,
    level: Option<u8>,
}

/// `GET /styleguide`
pub(crate) async fn styleguide(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let mut c = Frame::new(&site, &reader, Part::None, "Styleguide".to_owned(), true);
    c.indexed = false;
    let ratings = ratings(&site, reader.lang);
    Ok(fresh(&reader, &head, html(&Styleguide { c, ratings, level: Some(2) })?))
}
