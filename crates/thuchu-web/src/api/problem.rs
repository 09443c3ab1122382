//! Faults for programs: problem details (RFC 9457).

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use serde_json::json;
use thuchu_say::Lang;

use crate::error::Fault;

/// The fault as `application/problem+json`. `code` is stable; the words are in the caller's language.
pub(crate) fn problem(fault: &Fault, lang: Lang) -> Response<Body> {
    let body = json!({
        "type": format!("urn:thuchu:problem:{}", fault.code()),
        "title": fault.title().in_lang(lang),
        "status": fault.status().as_u16(),
        "detail": fault.advice().in_lang(lang),
        "code": fault.code(),
    });
    let mut response = Response::new(Body::from(body.to_string()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
    response
}
