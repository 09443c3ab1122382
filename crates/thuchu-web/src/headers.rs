//! The headers that every answer carries (OWASP Secure Headers; TRUST R49).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Nothing from elsewhere, no frame around us, no script but what `$more` allows.
macro_rules! policy {
    ($more:literal) => {
        concat!(
            "default-src 'none'; ",
            $more,
            "style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; ",
            "frame-ancestors 'none'"
        )
    };
}

/// No script at all.
const POLICY: &str = policy!("");

/// For a page that shows a copy of a source in a frame: one of ours, which has a stricter policy of its own.
const WITH_FRAME: &str = policy!("script-src 'self'; connect-src 'self'; frame-src 'self'; ");

/// Marks the answer of a page with a copy in a frame, so that the desk's policy lets it be shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShowsFrame;

/// A page that may show copies of sources in frames.
pub(crate) fn allow_frame(response: &mut axum::response::Response) {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WITH_FRAME));
    response.extensions_mut().insert(ShowsFrame);
}

/// The policy of the desk: scripts that are files of ours, and what they fetch from us. Nothing inline, nothing made
/// of text. The nonce is what tells elements of our templates, which may carry instructions for scripts, from what
/// somebody got into a page. `frame`: see [`ShowsFrame`].
pub(crate) fn allow_scripts(headers: &mut HeaderMap, nonce: &str, frame: bool) {
    let more = if frame { "frame-src 'self'; " } else { "" };
    let policy =
        format!(policy!("script-src 'self' 'nonce-{nonce}'; connect-src 'self'; {more}"), nonce = nonce, more = more);
    let policy = HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(POLICY));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
}

/// The same for readers' pages: scripts that are files of ours, and what those fetch from us. Nothing inline.
pub(crate) const WITH_SCRIPT: &str = policy!("script-src 'self'; connect-src 'self'; ");

/// Adds what is missing of the headers that keep a browser safe. `https`: the reader came over TLS.
pub fn secure(headers: &mut HeaderMap, https: bool) {
    const ALWAYS: [(HeaderName, &str); 6] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
    ];
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(HeaderValue::from_static("max-age=31536000"));
    }
}
