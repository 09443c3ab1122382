//! `GET /data/checks.ndjson` and `GET /data/checks.json`: every published check of ours as ClaimReview, page by page: one on
//! each line, or a Data Commons DataFeed.
//!
//! Checks are numbered by their changes. The first page says where the dump ends; `since=` with that number gives what
//! changed after it, and the DataFeed then names what was taken back. A page holds a bounded number of checks, whatever the
//! desk has.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde::Deserialize;
use thuchu_app::library::Shown;
use thuchu_app::reading::{DumpPage, Told};
use thuchu_formats::{DataFeedWriter, DumpCursor, NdjsonWriter, OwnReview, WriteError, own_claim_review};
use thuchu_model::{CheckState, Day};
use thuchu_say as say;

use super::{answer, base, lead_on, made};
use crate::api::cors;
use crate::api::query;
use crate::cache::has_tag;
use crate::error::Fault;
use crate::look::{in_lang, path_of, plain, reads};
use crate::site::Site;

/// Checks of one page.
const PAGE: u32 = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ndjson,
    DataFeed,
}

impl Kind {
    const fn path(self) -> &'static str {
        match self {
            Self::Ndjson => "/data/checks.ndjson",
            Self::DataFeed => "/data/checks.json",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Ndjson => "application/x-ndjson",
            Self::DataFeed => "application/ld+json",
        }
    }
}

/// Where to begin.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// As the page before it gave it.
    cursor: Option<String>,
    /// The change up to which everything is known, in hexadecimal digits.
    since: Option<String>,
}

type Asked = Result<Query<Wanted>, QueryRejection>;

/// `GET /data/checks.ndjson`
pub(super) async fn ndjson(State(site): State<Site>, head: HeaderMap, wanted: Asked) -> Result<Response<Body>, Fault> {
    page(site, head, wanted, Kind::Ndjson).await
}

/// `GET /data/checks.json`
pub(super) async fn data_feed(
    State(site): State<Site>,
    head: HeaderMap,
    wanted: Asked,
) -> Result<Response<Body>, Fault> {
    page(site, head, wanted, Kind::DataFeed).await
}

async fn page(site: Site, head: HeaderMap, wanted: Asked, kind: Kind) -> Result<Response<Body>, Fault> {
    let base = base(&site)?;
    let wanted = wanted.map_err(|_| query::unreadable())?.0;
    let wrong = || Fault::Unusable("query.cursor", say::web_query_cursor());
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let newest = u64::try_from(site.reading.newest_change().await?).unwrap_or(0);
    let cursor = match (given(&wanted.cursor), given(&wanted.since)) {
        (Some(cursor), None) => DumpCursor::parse(&cursor).ok_or_else(wrong)?,
        // Of a desk that was set up anew nothing later is known: everything, then.
        (None, Some(since)) => {
            let after = DumpCursor::parse(&format!("0.{since}")).ok_or_else(wrong)?.until;
            DumpCursor { after: if after > newest { 0 } else { after }, until: newest }
        }
        (None, None) => DumpCursor { after: 0, until: newest },
        (Some(_), Some(_)) => return Err(wrong()),
    };
    // The tag is known before anything is read: settings and changes are all that a page is made of.
    let look = |newest: u64| newest.wrapping_mul(0x1_0001).wrapping_add(site.own().version().unsigned_abs());
    let release = env!("CARGO_PKG_VERSION");
    let tag =
        |newest: u64| cursor.etag(&format!("{}{release}", if kind == Kind::Ndjson { "n" } else { "d" }), look(newest));
    if has_tag(&head, &tag(newest)) {
        return Ok(unchanged(&tag(newest)));
    }
    let (after, until) = (number(cursor.after)?, number(cursor.until)?);
    let found = site.reading.dump(after, until, PAGE).await?.ok_or(Fault::Busy)?;
    let full = found.checks.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
    let last = found.checks.last().and_then(|told| u64::try_from(told.stored.change).ok());
    let next =
        last.filter(|_| full).map(|after| format!("{base}{}?cursor={}", kind.path(), DumpCursor { after, ..cursor }));
    let at = format!("{base}{}?cursor={cursor}", kind.path());
    let newest = u64::try_from(found.newest).unwrap_or(0);
    let worker = site.clone();
    let document = site.in_turn(move || write(&worker, kind, &found)).await?;
    let document = document.map_err(|error| {
        tracing::error!(%error, "a dump cannot be written");
        Fault::Broken
    })?;
    let mut response = answer(&site, &head, &made(&site, kind.media_type(), document).tagged(&tag(newest)));
    lead_on(&mut response, next.as_deref());
    // Which page this is, wherever it was asked for: the number behind the point is the one for `since`.
    response.headers_mut().extend(HeaderValue::try_from(at).ok().map(|at| (header::CONTENT_LOCATION, at)));
    Ok(response)
}

fn number(change: u64) -> Result<i64, Fault> {
    i64::try_from(change).map_err(|_| Fault::Unusable("query.cursor", say::web_query_cursor()))
}

fn unchanged(tag: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response.headers_mut().extend(HeaderValue::try_from(tag).ok().map(|tag| (header::ETAG, tag)));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    cors::open(response.headers_mut());
    response
}

fn write(site: &Site, kind: Kind, found: &DumpPage) -> Result<String, WriteError> {
    let live = |told: &&Told| told.stored.check.state.is_live();
    let bytes = match kind {
        Kind::Ndjson => {
            let mut out = NdjsonWriter::new(Vec::new());
            for told in found.checks.iter().filter(live) {
                out.value(&review(site, told).0)?;
            }
            out.finish()?
        }
        Kind::DataFeed => {
            let mut out = DataFeedWriter::new(Vec::new())?;
            for told in &found.checks {
                let (value, address) = review(site, told);
                match (&told.stored.check.state, &told.withdrawn) {
                    (state, _) if state.is_live() => {
                        out.value(value, &address, Some(told.first), Some(told.newest))?;
                    }
                    (CheckState::Withdrawn { .. }, Some((_, at))) => out.deleted(&address, told.first, *at)?,
                    _ => out.deleted(&address, told.first, told.newest)?,
                }
            }
            out.finish()?
        }
    };
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// The check's markup in the language that it was written in, and the address of its page.
fn review(site: &Site, told: &Told) -> (serde_json::Value, String) {
    let check = &told.stored.check;
    let content = &check.content;
    let own = site.own();
    let written = say::Lang::ALL.into_iter().find(|lang| lang.code() == content.lang.primary());
    let lang = written.filter(|lang| own.speaks(*lang)).unwrap_or(say::Lang::Vi);
    let base = site.settings.public_url.as_deref().unwrap_or_default();
    let shown = Shown::of(&told.stored);
    let address = format!("{base}{}", in_lang(lang, &path_of(&shown)));
    let day = |at| Day::parse(&site.day_of(at).to_string());
    let corrections: Vec<(Day, &str)> =
        told.corrected.iter().filter_map(|(text, at)| Some((day(*at)?, text.as_str()))).collect();
    let review = OwnReview {
        content,
        lang: Some(&reads(lang)),
        rating: &plain(&shown.label),
        url: &address,
        desk: (&own.name(lang), base),
        modified: day(told.newest).filter(|_| check.version > 1),
        corrections: &corrections,
        archived: &[],
    };
    let mut value = own_claim_review(&review);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("identifier".into(), format!("urn:uuid:{}", check.id.as_uuid().hyphenated()).into());
        fields.insert("version".into(), check.version.into());
    }
    (value, address)
}
