//! `GET /oembed`: how other sites show a check of ours as a card (oembed.com). Answers for the addresses of our own checks
//! alone, in JSON or XML; the check's page says where.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use serde::Deserialize;
use thuchu_app::library::Shown;
use thuchu_formats::{OEmbed, entry_title};
use thuchu_model::PublicId;
use thuchu_say as say;

use super::entry::entry;
use super::security::bare;
use super::{Link, answer, base, is_own, made};
use crate::api::query;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{in_lang, path_of};
use crate::site::Site;

/// The frame in CSS pixels: as it is shown where nobody says how large, and the least that can be read.
const USUAL: (u32, u32) = (600, 320);
const LEAST: (u32, u32) = (220, 160);
/// Seconds for which an answer may be kept: it holds the claim and the verdict, which a correction changes.
const KEPT: u32 = 3_600;

/// What is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    url: String,
    format: Option<String>,
    maxwidth: Option<String>,
    maxheight: Option<String>,
}

/// Where answers about a check are, for the head of its page.
pub(crate) fn links(base: &str, path: &str, title: &str) -> Vec<Link> {
    let found = thuchu_formats::oembed_links(&format!("{base}/oembed"), &format!("{base}{path}"));
    let one = |link: thuchu_formats::AlternateLink| Link {
        media_type: link.media_type,
        title: title.to_owned(),
        href: link.href,
    };
    found.into_iter().map(one).collect()
}

/// `GET /oembed`
pub(super) async fn answer_to(
    State(site): State<Site>,
    head: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response<Body>, Fault> {
    let wanted = wanted.map_err(|_| query::unreadable())?.0;
    let base = base(&site)?;
    let xml = match wanted.format.as_deref().unwrap_or("json") {
        "json" | "" => false,
        "xml" => true,
        // The specification's own answer (§2.3.2).
        _ => return Ok(bare(StatusCode::NOT_IMPLEMENTED, "json, xml\n")),
    };
    let (lang, id) = named(&site, base, &wanted.url).ok_or(Fault::NotFound)?;
    let size = OEmbed::fit(USUAL, LEAST, (most(&wanted.maxwidth)?, most(&wanted.maxheight)?));
    let Some((width, height)) = size else {
        return Ok(bare(StatusCode::NOT_IMPLEMENTED, "at least 220 x 160\n"));
    };
    let known = |shown: &Shown| shown.publisher.is_none().then_some(shown.id);
    let id = site.reading.live().with(|m| m.library().by_public_id(id).and_then(known)).ok_or(Fault::Starting)?;
    let told = site.reading.told(id.into_iter().collect()).await?;
    let told = told.first().filter(|told| is_own(told) && told.stored.check.state.is_live()).ok_or(Fault::NotFound)?;
    let shown = Shown::of(&told.stored);
    let entry = site.reading.live().with(|m| entry(&site, m.library(), told, lang)).flatten().ok_or(Fault::NotFound)?;
    let claim = entry.claim.unwrap_or_default();
    let name = site.own().name(lang);
    let frame = say::embed_title(claim.clone(), name.clone()).in_lang(lang);
    let card = format!("{base}{}", in_lang(lang, &format!("/embed/{}", shown.public_id)));
    let embed = OEmbed {
        title: entry_title(&claim, entry.rating.as_deref().unwrap_or_default(), None),
        author_name: Some(name.clone()),
        author_url: Some(format!("{base}{}", in_lang(lang, &path_of(&shown)))),
        provider_name: name,
        provider_url: format!("{base}/"),
        cache_age: KEPT,
        html: format!(
            "<iframe src=\"{card}\" width=\"{width}\" height=\"{height}\" title=\"{}\" loading=\"lazy\" \
             referrerpolicy=\"no-referrer\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"></iframe>",
            in_attribute(&frame)
        ),
        width,
        height,
    };
    let (kind, body) = match xml {
        true => ("text/xml; charset=utf-8", embed.to_xml()),
        false => ("application/json", embed.to_json().to_string()),
    };
    Ok(answer(&site, &head, &made(&site, kind, body)))
}

/// The check that an address of ours leads to, and the language of its page.
fn named(site: &Site, base: &str, address: &str) -> Option<(say::Lang, PublicId)> {
    let path = address.trim().strip_prefix(base).filter(|path| path.starts_with('/'))?;
    let uri: Uri = path.split(['?', '#']).next()?.parse().ok()?;
    let reader = Reader::of(&uri, &HeaderMap::new());
    let mut parts = reader.path.trim_end_matches('/').split('/').skip(1);
    let (kind, id, slug) = (parts.next()?, parts.next()?, parts.next());
    // A version that is no longer the newest is not our word any more, and has no card.
    let fits = match kind {
        "c" => slug != Some("reply") && parts.next().is_none(),
        "s" | "embed" => slug.is_none(),
        _ => false,
    };
    let offered = |lang: &say::Lang| site.own().speaks(*lang);
    let lang = Some(reader.lang).filter(offered).or_else(|| say::Lang::ALL.into_iter().find(offered))?;
    PublicId::parse(id).ok().filter(|_| fits).map(|id| (lang, id))
}

/// A largest size, in whole pixels.
fn most(text: &Option<String>) -> Result<Option<u32>, Fault> {
    match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => {
            let read = text.parse().ok().filter(|pixels| (1..=100_000).contains(pixels));
            read.map(Some).ok_or(Fault::Unusable("query.number", say::web_query_limit(1, 100_000)))
        }
    }
}

/// A text between double quotes in HTML.
fn in_attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
