//! Rendered pages, kept for as long as what they were made from stays the same.
//!
//! A page's key names everything that it is made of: language, change numbers, the date on it; the version of the desk's
//! settings, which every page is made of, stands beside it. A change gives another
//! key, so nothing is ever invalidated: what nobody asks for any more falls out at the end. A browser keeps pages for
//! longer than a program runs, so their tags name the content: another release, another setting or another desk under
//! the same address make other pages of an equal key.

use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use lru::LruCache;
use sha2::{Digest as _, Sha256};
use thuchu_model::Timestamp;

use crate::gaps::{Filling, Gapped};
use crate::headers::{WITH_SCRIPT, secure};

/// Pages below this size are not worth compressing.
const WORTH_COMPRESSING: usize = 1_024;

/// What is sent.
#[derive(Debug)]
enum Content {
    /// Always the same bytes. The compressed ones are `None` where compressing does not help.
    Same(Bytes, Option<Bytes>),
    /// A page with gaps.
    Gapped(Gapped),
}

/// A page, ready to be sent.
#[derive(Debug)]
pub(crate) struct Rendered {
    content: Content,
    etag: HeaderValue,
    /// What every answer with this page carries, made once.
    headers: HeaderMap,
    /// When it was made, where that is told.
    made: Option<Timestamp>,
}

impl Rendered {
    /// A page.
    pub(crate) fn new(html: String) -> Self {
        let content_type = HeaderValue::from_static("text/html; charset=utf-8");
        let mut page = match Gapped::of(html) {
            Ok(gapped) => {
                let hash = gapped.whole().fold(Sha256::new(), |hash, piece| hash.chain_update(piece)).finalize();
                Self::made_of(&hash, Content::Gapped(gapped), content_type)
            }
            Err(whole) => Self::of_type(whole.into(), content_type),
        };
        page.headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WITH_SCRIPT));
        page
    }

    /// Any body of this type.
    pub(crate) fn of_type(body: Bytes, content_type: HeaderValue) -> Self {
        let (hash, gzip) = (Sha256::digest(&body), gzip(&body));
        Self::made_of(&hash, Content::Same(body, gzip), content_type)
    }

    fn made_of(hash: &[u8], content: Content, content_type: HeaderValue) -> Self {
        let etag = tag(hash);
        let mut headers = HeaderMap::with_capacity(24);
        headers.insert(header::ETAG, etag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::CONTENT_TYPE, content_type);
        secure(&mut headers, false);
        Self { content, etag, headers, made: None }
    }

    /// Says when it was made, for [`Rendered::answer_since`].
    pub(crate) fn made_at(self, now: Timestamp) -> Self {
        Self { made: Some(now), ..self }
    }

    /// The tag by which its maker knows the content, instead of the one made of the bytes.
    pub(crate) fn tagged(mut self, tag: &str) -> Self {
        if let Ok(etag) = HeaderValue::try_from(tag) {
            self.headers.insert(header::ETAG, etag.clone());
            self.etag = etag;
        }
        self
    }

    /// Pages of any other site may use it as part of theirs.
    pub(crate) fn shared(mut self) -> Self {
        let name = header::HeaderName::from_static("cross-origin-resource-policy");
        self.headers.insert(name, HeaderValue::from_static("cross-origin"));
        self
    }

    /// [`Rendered::answer`] with the second since which the page is the same, for programs that know dates and no tags
    /// (RFC 9110 §8.8.2). A date is told once the page is older than that second: two pages of one second would have
    /// the same one.
    pub(crate) fn answer_since(&self, request: &HeaderMap, cache: HeaderValue, now: Timestamp) -> Response<Body> {
        let mut response = self.answer(request, cache);
        let made = self.made.filter(|made| now.micros() - made.micros() > 2_000_000);
        let Some(made) = made.and_then(|made| jiff::Timestamp::from_second(made.micros().div_euclid(1_000_000)).ok())
        else {
            return response;
        };
        let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&made);
        let date = date.ok().and_then(|date| HeaderValue::try_from(date).ok());
        if !request.contains_key(header::IF_NONE_MATCH) && since(request).is_some_and(|since| since >= made) {
            response.headers_mut().remove(header::CONTENT_TYPE);
            response.headers_mut().remove(header::CONTENT_ENCODING);
            *response.body_mut() = Body::empty();
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        response.headers_mut().extend(date.map(|date| (header::LAST_MODIFIED, date)));
        response
    }

    /// A file that is compressed already, with headers of its own.
    pub(crate) fn file(body: Bytes, mut headers: HeaderMap) -> Self {
        let etag = tag(&Sha256::digest(&body));
        headers.insert(header::ETAG, etag.clone());
        secure(&mut headers, false);
        Self { content: Content::Same(body, None), etag, headers, made: None }
    }

    fn bytes(&self) -> usize {
        match &self.content {
            Content::Same(plain, gzip) => plain.len() + gzip.as_ref().map_or(0, Bytes::len),
            Content::Gapped(page) => page.bytes(),
        }
    }

    /// The answer to a request with these headers: compressed where the reader takes that, 304 where they have it.
    pub(crate) fn answer(&self, request: &HeaderMap, cache: HeaderValue) -> Response<Body> {
        self.answer_with(request, cache, &Filling::default())
    }

    /// The same, with what goes into the gaps of the page.
    pub(crate) fn answer_with(&self, request: &HeaderMap, cache: HeaderValue, with: &Filling) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.clone_from(&self.headers);
        headers.insert(header::CACHE_CONTROL, cache);
        if has(request, &self.etag) {
            headers.remove(header::CONTENT_TYPE);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let packs = takes_gzip(request);
        let (body, packed) = match &self.content {
            Content::Same(_, Some(gzip)) if packs => (gzip.clone(), true),
            Content::Same(plain, _) => (plain.clone(), false),
            Content::Gapped(page) if packs => (page.packed(with), true),
            Content::Gapped(page) => (page.filled(with), false),
        };
        if packed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        *response.body_mut() = Body::from(body);
        response
    }
}

/// The pages kept.
#[derive(Debug)]
pub(crate) struct Cache {
    most_bytes: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    /// With the version of the settings that each was made under.
    pages: LruCache<Box<str>, (i64, Arc<Rendered>)>,
    bytes: usize,
}

impl Cache {
    /// Keeps at most so many bytes.
    pub(crate) fn new(most_bytes: usize) -> Self {
        Self { most_bytes, kept: Mutex::new(Kept { pages: LruCache::unbounded(), bytes: 0 }) }
    }

    /// The page of this key, if it is kept and was made under this version of the settings.
    pub(crate) fn get(&self, settings: i64, key: &str) -> Option<Arc<Rendered>> {
        let mut kept = self.kept();
        let (made_under, page) = kept.pages.get(key)?;
        (*made_under == settings).then(|| page.clone())
    }

    /// Keeps a page made under this version of the settings, which was read before; the ones longest unused make room.
    pub(crate) fn put(&self, settings: i64, key: &str, html: String) -> Arc<Rendered> {
        self.put_rendered(settings, key, Rendered::new(html))
    }

    /// [`Cache::put`] of anything else than a page.
    pub(crate) fn put_rendered(&self, settings: i64, key: &str, page: Rendered) -> Arc<Rendered> {
        let page = Arc::new(page);
        let mut kept = self.kept();
        kept.bytes += page.bytes();
        if let Some((_, old)) = kept.pages.put(key.into(), (settings, page.clone())) {
            kept.bytes = kept.bytes.saturating_sub(old.bytes());
        }
        while kept.bytes > self.most_bytes {
            let Some((_, (_, old))) = kept.pages.pop_lru() else { break };
            kept.bytes = kept.bytes.saturating_sub(old.bytes());
        }
        page
    }

    /// How many pages and bytes are kept.
    pub(crate) fn size(&self) -> (usize, usize) {
        let kept = self.kept();
        (kept.pages.len(), kept.bytes)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The tag of a content with this hash. Weak, because the compressed and the plain body share it, and whatever is in the gaps.
fn tag(hash: &[u8]) -> HeaderValue {
    let tag = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect::<String>();
    HeaderValue::try_from(format!("W/\"{tag}\"")).unwrap_or(HeaderValue::from_static("W/\"0\""))
}

/// Compressed, where that saves something.
pub(crate) fn gzip(body: &[u8]) -> Option<Bytes> {
    if body.len() < WORTH_COMPRESSING {
        return None;
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 3), flate2::Compression::new(6));
    encoder.write_all(body).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < body.len()).then(|| packed.into())
}

/// Whether the request has the document of this tag already.
pub(crate) fn has_tag(request: &HeaderMap, tag: &str) -> bool {
    HeaderValue::try_from(tag).is_ok_and(|tag| has(request, &tag))
}

/// `If-Modified-Since`, in the one form that anybody still sends.
fn since(request: &HeaderMap) -> Option<jiff::Timestamp> {
    let text = request.get(header::IF_MODIFIED_SINCE)?.to_str().ok()?;
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

/// Whether `Accept-Encoding` takes gzip (RFC 9110 §12.5.3).
pub(crate) fn takes_gzip(request: &HeaderMap) -> bool {
    let lines = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let refused = weight.trim().trim_start_matches("q=").parse::<f32>().is_ok_and(|q| q == 0.0);
        matches!(name.trim(), "gzip" | "*") && !refused
    })
}

/// Whether `If-None-Match` names this tag; weak comparison (RFC 9110 §13.1.2).
fn has(request: &HeaderMap, etag: &HeaderValue) -> bool {
    fn strip(tag: &str) -> &str {
        tag.trim().trim_start_matches("W/")
    }
    let own = etag.to_str().map(strip).unwrap_or_default();
    let lines = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|tag| tag.trim() == "*" || strip(tag) == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_longest_unused_page_makes_room() {
        let cache = Cache::new(1_000);
        for key in ["a", "b", "c"] {
            cache.put(1, key, "x".repeat(400));
            cache.get(1, "a");
        }
        assert!(cache.get(1, "a").is_some() && cache.get(1, "b").is_none() && cache.get(1, "c").is_some());
        assert!(cache.get(2, "a").is_none(), "other settings, another page");
        assert_eq!(cache.size(), (2, 800));
        cache.put(1, "c", String::new());
        assert_eq!(cache.size(), (2, 400));
    }

    #[test]
    fn who_has_the_page_gets_no_body_and_another_content_is_another_page() {
        let page = Rendered::new("x".repeat(5_000));
        let tag = page.etag.clone();
        let cache = || HeaderValue::from_static("no-cache");
        let again = page.answer(&HeaderMap::from_iter([(header::IF_NONE_MATCH, tag.clone())]), cache());
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_ne!(Rendered::new("x".repeat(4_999)).etag, tag);
        assert_eq!(Rendered::new("x".repeat(5_000)).etag, tag);
        let packed = page.answer(&headers(header::ACCEPT_ENCODING, "br, gzip"), cache());
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "gzip");
        let plain = page.answer(&headers(header::ACCEPT_ENCODING, "gzip;q=0"), cache());
        assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
    }
}
