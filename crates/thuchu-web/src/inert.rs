//! What others made, handed out without harm: a copied page is shown in a frame that has no right at all, every other file
//! is a download. Their policies stand alone; no page of ours widens them (TRUST R28).

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, header};

/// The policy of a copied page: no script, no form, no request, an origin of its own. Only pages of ours may frame it.
pub(crate) const FRAMED: &str = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
/// The policy of a download that somebody opens all the same.
pub(crate) const DOWNLOADED: &str =
    "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Marks an answer that has such a policy, so that the desk puts none of its own in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inert;

/// How long a browser keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Not at all: the desk's.
    Never,
    /// For ever: the address names what never changes.
    Always,
}

impl Keep {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "no-store",
            Self::Always => "public, max-age=31536000, immutable",
        }
    }
}

/// A copied page, for a frame.
pub(crate) fn framed(html: String, keep: Keep) -> Response<Body> {
    answer(html.into(), "text/html; charset=utf-8", FRAMED, keep)
}

/// A file to take away under this name, which is made of what never stands in quotes.
pub(crate) fn download(bytes: Bytes, media_type: &str, name: &str, keep: Keep) -> Response<Body> {
    let mut response = answer(bytes.into(), media_type, DOWNLOADED, keep);
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{plain}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

fn answer(body: Body, media_type: &str, policy: &'static str, keep: Keep) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep.as_str()));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    response.extensions_mut().insert(Inert);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_a_download_under_a_plain_name_whatever_it_is() {
        let got = download(Bytes::from_static(b"<script>"), "text/html; charset=utf-8", "a\"\r\nb.html", Keep::Never);
        assert_eq!(got.headers()[header::CONTENT_DISPOSITION], "attachment; filename=\"ab.html\"");
        assert!(got.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("sandbox; "));
        assert_eq!(got.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let odd = download(Bytes::new(), "text/html\r\nx: y", "a", Keep::Never);
        assert_eq!(odd.headers()[header::CONTENT_TYPE], "application/octet-stream");
    }

    #[test]
    fn a_framed_page_has_no_right() {
        let got = framed("<p>".to_owned(), Keep::Always);
        let policy = got.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("sandbox; default-src 'none'; ") && !policy.contains("allow-"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("http"));
    }
}
