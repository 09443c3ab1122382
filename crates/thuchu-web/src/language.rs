//! Which language a reader gets: the one in the address (`/vi/…`, `/en/…`), else the one the browser asks for.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use thuchu_say::Lang;

/// The reader of a page: the language, and where in the site they are.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    pub(crate) lang: Lang,
    /// The address does not name the language, so the answer depends on `Accept-Language`.
    pub(crate) negotiated: bool,
    /// The path without the language, beginning with `/`.
    pub(crate) path: String,
}

impl Reader {
    /// The reader who asks for this address with these headers.
    pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let rest = uri.path().strip_prefix('/').unwrap_or_default();
        let (first, after) = rest.split_once('/').unwrap_or((rest, ""));
        let named = Lang::ALL.into_iter().find(|lang| lang.code() == first);
        match named {
            Some(lang) => Self { lang, negotiated: false, path: format!("/{after}") },
            None => Self { lang: accepted(headers), negotiated: true, path: uri.path().to_owned() },
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // A nested router sees a shortened address; what the reader typed stands beside it.
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        Ok(Self::of(uri, &parts.headers))
    }
}

/// The language of a browser's wishes (RFC 9110 §12.5.4): Vietnamese unless it prefers another one, and then English.
fn accepted(headers: &HeaderMap) -> Lang {
    let wishes = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let mut best = (Lang::Vi, 0.0_f32);
    for wish in wishes.flat_map(|line| line.split(',')).take(50) {
        let mut parts = wish.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
        let weight = weight.filter(|q: &f32| (0.0..=1.0).contains(q)).unwrap_or(0.0);
        let primary = tag.split('-').next().unwrap_or_default();
        let lang = match primary {
            "" | "*" => continue,
            _ if primary.eq_ignore_ascii_case("vi") => Lang::Vi,
            _ => Lang::En,
        };
        if weight > best.1 {
            best = (lang, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn reader(address: &str, wishes: &str) -> Reader {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(wishes).unwrap());
        Reader::of(&address.parse().unwrap(), &headers)
    }

    #[test]
    fn the_address_decides_before_the_browser() {
        for (address, lang, path) in
            [("/vi", Lang::Vi, "/"), ("/en/checks?q=a", Lang::En, "/checks"), ("/vi/c/1/x", Lang::Vi, "/c/1/x")]
        {
            let reader = reader(address, if lang == Lang::Vi { "en" } else { "vi" });
            assert_eq!((reader.lang, reader.path.as_str(), reader.negotiated), (lang, path, false));
        }
    }

    #[test]
    fn the_browser_decides_where_the_address_does_not() {
        for (wishes, lang) in [
            ("", Lang::Vi),
            ("*", Lang::Vi),
            ("en-GB,en;q=0.9", Lang::En),
            ("vi-VN,vi;q=0.9,en;q=0.8", Lang::Vi),
            ("en;q=0.5,vi;q=0.6", Lang::Vi),
            ("fr,de;q=0.8", Lang::En),
            ("en;q=nonsense", Lang::Vi),
            ("en;q=9", Lang::Vi),
        ] {
            let reader = reader("/video", wishes);
            assert_eq!((reader.lang, reader.negotiated, reader.path.as_str()), (lang, true, "/video"), "{wishes}");
        }
    }
}
