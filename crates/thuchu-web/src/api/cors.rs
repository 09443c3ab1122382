//! Pages of any other site may call the API: nothing it answers depends on who asks (fetch.spec.whatwg.org, CORS).

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse;

/// What a browser asks before it lets another site's page call: the answer, where the request is that question.
pub(crate) fn preflight(method: &Method) -> Option<Response<Body>> {
    const ALLOWED: [(HeaderName, &str); 3] = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, accept-language, if-none-match"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (method == Method::OPTIONS).then(|| (StatusCode::NO_CONTENT, ALLOWED).into_response())
}

/// Opens an answer to every page.
pub(crate) fn open(headers: &mut HeaderMap) {
    const OPEN: [(HeaderName, &str); 3] = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, retry-after"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    for (name, value) in OPEN {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
