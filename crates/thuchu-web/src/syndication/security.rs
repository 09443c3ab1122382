//! `GET /.well-known/security.txt` (RFC 9116): to whom somebody tells of a hole in this site. Only where the operator said to
//! whom.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;

use super::{answer, made};
use crate::error::Fault;
use crate::site::Site;

/// Days for which the file may be trusted: the standard wants less than a year.
const HOLDS_DAYS: i64 = 180;

/// `GET /.well-known/security.txt`
pub(super) async fn text(State(site): State<Site>, head: HeaderMap) -> Result<Response<Body>, Fault> {
    let own = site.own();
    let contact = own.security_contact().ok_or(Fault::NotFound)?;
    // From the beginning of a day, so that the file stays the same for that day.
    let now = site.clock.now();
    let midnight = now.day().map_or(now, |day| day.midnight());
    let mut text =
        format!("Contact: {contact}\nExpires: {}\nPreferred-Languages: vi, en\n", midnight.plus_days(HOLDS_DAYS));
    if let Some(base) = &site.settings.public_url {
        text.push_str(&format!("Canonical: {base}/.well-known/security.txt\n"));
    }
    Ok(answer(&site, &head, &made(&site, "text/plain; charset=utf-8", text)))
}

/// A bare answer in plain words, for programs that understand no page.
pub(super) fn bare(status: StatusCode, words: &'static str) -> Response<Body> {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], words).into_response()
}
