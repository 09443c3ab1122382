//! `GET /c/{id}/{slug}`: one check. The id decides; the slug may be wrong.

use askama::Template;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use thuchu_app::demo;
use thuchu_app::library::{Library, Shown};
use thuchu_app::matching::Matcher;
use thuchu_app::reading::{Found, ReadError};
use thuchu_model::{Bearing, Check, CheckState, PublicId, Publisher, SourceShown, Timestamp};
use thuchu_say::{self as say, Message};

use super::{fresh, html, kept};
use crate::error::Fault;
use crate::headers::secure;
use crate::language::Reader;
use crate::look::{
    Card, Frame, OnDay, Part, Verdict, day_of, holds_demonstration, in_lang, name_of, path_of, plain, reads,
};
use crate::markdown::{Section, leads_out, paragraphs, sections};
use crate::router::moved;
use crate::site::Site;

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    c: Frame,
    card: Card,
    /// Where the publisher has it, for a check of others.
    source: Option<String>,
    own: bool,
    under_review: bool,
    publisher: Option<Maker>,
    text: Option<Text>,
    claim_day: Option<OnDay>,
    /// The address as it is printed; none where the operator did not say under which one readers reach the site.
    short: Option<String>,
    cite: String,
}

/// Who made the check.
struct Maker {
    name: String,
    site: String,
    ties: Message,
    demonstration: bool,
}

/// What only the store knows of a check.
struct Text {
    summary: Option<String>,
    lang: String,
    sections: Vec<Section>,
    evidence: Vec<Source>,
    seen: Vec<Seen>,
    claimant: Option<String>,
    explanation: Option<String>,
    licence: Option<String>,
    versions: Vec<(u32, Option<OnDay>)>,
    fetched: Option<OnDay>,
}

/// A source as the page shows it.
struct Source {
    title: String,
    /// Only where it leads to a public page.
    url: Option<String>,
    publisher: Option<String>,
    day: Option<OnDay>,
    quote: Option<String>,
    bearing: Option<Bearing>,
}

/// Where a claim was seen: a page, or of a social host only which one.
struct Seen {
    host: String,
    url: Option<String>,
}

/// The address of a check.
#[derive(serde::Deserialize)]
pub(crate) struct Address {
    id: String,
}

/// `GET /c/{id}/{slug}`
pub(crate) async fn check(
    State(site): State<Site>,
    reader: Reader,
    address: Result<Path<Address>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let id = address.ok().and_then(|address| PublicId::parse(&address.id).ok()).ok_or(Fault::NotFound)?;
    let key = site
        .reading
        .live()
        .with(|matcher| matcher.library().by_public_id(id).map(|shown| key(&site, &reader, matcher, shown)));
    let key = key.ok_or(Fault::Starting)?;
    if let Some(page) = key.as_ref().and_then(|key| site.cache.get(site.own().version(), key)) {
        return Ok(super::spoken(page.answer(&head, super::unchanging()), &reader));
    }
    let found = match (site.reading.check(id).await, &key) {
        (Ok(found), _) => found.ok_or(Fault::NotFound)?,
        // The store is out of reach, but what the library knows of the check is still true.
        (Err(ReadError::Unavailable(_)), Some(_)) => {
            return Ok(fresh(&reader, &head, page(&site, &reader, id, None)?));
        }
        (Err(error), _) => return Err(error.into()),
    };
    match (found, key) {
        (Found::Check(check, versions), Some(key)) => {
            kept(&site, &reader, &head, &key, || page(&site, &reader, id, Some((&check, versions))))
        }
        // Stored a moment ago, or of a publisher that is not shown.
        (Found::Check(..), None) => Err(Fault::NotFound),
        (Found::Withdrawn(reason), _) => Err(Fault::Withdrawn(reason)),
        (Found::ReplacedBy(newer), _) => {
            Ok(moved(StatusCode::MOVED_PERMANENTLY, &in_lang(reader.lang, &format!("/c/{newer}"))))
        }
    }
}

/// The route of a check's page, as the router names it; `None` for every other address.
pub(crate) fn route_of(path: &str) -> Option<&'static str> {
    let (prefix, rest) = path.split_once("/c/")?;
    let (id, slug) = rest.split_once('/').map_or((rest, None), |(id, slug)| (id, Some(slug)));
    let one = |part: &str| !part.is_empty() && !part.contains('/');
    match (prefix, slug) {
        _ if !one(id) || !slug.is_none_or(one) => None,
        ("/vi", Some(_)) => Some("/vi/c/{id}/{slug}"),
        ("/en", Some(_)) => Some("/en/c/{id}/{slug}"),
        ("", Some(_)) => Some("/c/{id}/{slug}"),
        ("/vi", None) => Some("/vi/c/{id}"),
        ("/en", None) => Some("/en/c/{id}"),
        ("", None) => Some("/c/{id}"),
        _ => None,
    }
}

/// The page for this reader, where it is kept.
pub(crate) fn at_hand(site: &Site, reader: &Reader, head: &HeaderMap, https: bool) -> Option<Response<Body>> {
    let id = reader.path.strip_prefix("/c/")?.split('/').next()?;
    let id = PublicId::parse(id).ok()?;
    let key = site.reading.live().with(|matcher| {
        let shown = matcher.library().by_public_id(id)?;
        Some(key(site, reader, matcher, shown))
    });
    let page = site.cache.get(site.own().version(), &key??)?;
    let mut answer = super::spoken(page.answer(head, super::unchanging()), reader);
    if https {
        secure(answer.headers_mut(), https);
    }
    Some(answer)
}

/// Everything that the page of a check is made of.
fn key(site: &Site, reader: &Reader, matcher: &Matcher, shown: &Shown) -> String {
    let stale = shown.is_stale(site.clock.now());
    let publisher = matcher.library().publisher_of(shown);
    let demonstration = holds_demonstration(matcher.library());
    let (lang, id, change, today) = (reader.lang, shown.id, shown.change, site.today());
    let mut key = format!("check {lang} {id} {change} {stale} {demonstration} {today}");
    if let Some(publisher) = publisher {
        key.extend([" ", publisher.site.as_str(), " ", &publisher.name, " ", publisher.affiliation.as_str()]);
    }
    key
}

/// The page: of what the store has, or, without it, of what the library knows.
fn page(
    site: &Site,
    reader: &Reader,
    id: PublicId,
    stored: Option<(&Check, Vec<(u32, Timestamp)>)>,
) -> Result<String, Fault> {
    let make = |matcher: &Matcher| {
        let library = matcher.library();
        let shown = library.by_public_id(id)?;
        let text = stored.map(|(check, versions)| text(reader.lang, library, shown, check, &versions));
        Some(check_page(site, reader, library, shown, text))
    };
    let page = site.reading.live().with(make).flatten().ok_or(Fault::NotFound)?;
    html(&page)
}

fn check_page(site: &Site, reader: &Reader, library: &Library, shown: &Shown, text: Option<Text>) -> CheckPage {
    let lang = reader.lang;
    let card = Card::of(site, library, shown, lang);
    let title = say::web_check_title(&card.verdict.label, &card.claim).in_lang(lang);
    let mut c = Frame::new(site, reader, Part::Checks, title, holds_demonstration(library));
    // The address that counts, whatever slug was typed.
    c.path = path_of(shown);
    if let Some(summary) = text.as_ref().and_then(|text| text.summary.clone()) {
        c.description = summary;
    }
    c.indexed = text.is_some();
    let short = site.settings.public_url.as_ref().map(|base| format!("{base}/s/{}", shown.public_id));
    let made_by = card.by.clone().unwrap_or_else(|| site.own().name(lang));
    let address = short.as_deref().unwrap_or_default();
    let cite = say::web_check_cite(made_by, &card.claim, &card.verdict.label, address).in_lang(lang);
    CheckPage {
        source: shown.url.clone().filter(|url| leads_out(url)),
        own: shown.publisher.is_none(),
        under_review: shown.state == CheckState::UnderReview,
        publisher: library.publisher_of(shown).map(|publisher| publisher_of(publisher, lang)),
        claim_day: shown.claim_date.map(|day| OnDay::of(day, lang)),
        c,
        card,
        text,
        short,
        cite: cite.trim_end().to_owned(),
    }
}

fn publisher_of(publisher: &Publisher, lang: say::Lang) -> Maker {
    let ties = match publisher.affiliation {
        thuchu_model::Affiliation::Unstated => say::web_ties_unstated(),
        thuchu_model::Affiliation::Independent => say::web_ties_independent(),
        thuchu_model::Affiliation::State => say::web_ties_state(),
        thuchu_model::Affiliation::Party => say::web_ties_party(),
    };
    let demonstration = demo::is_demonstration(publisher);
    Maker { name: name_of(publisher, lang), site: publisher.site.to_string(), ties, demonstration }
}

fn text(lang: say::Lang, library: &Library, shown: &Shown, check: &Check, versions: &[(u32, Timestamp)]) -> Text {
    let content = &check.content;
    let chosen = content.text_in(Some(&reads(lang)));
    let is_markdown =
        shown.publisher.is_none() || library.publisher_of(shown).is_some_and(|p| demo::is_demonstration(p));
    let body = &plain(chosen.body.unwrap_or_default());
    let fetched = match &check.origin {
        thuchu_model::CheckOrigin::Imported { fetched_at, .. } => day_of(*fetched_at, lang),
        thuchu_model::CheckOrigin::Own { .. } => None,
    };
    Text {
        summary: chosen.summary.map(plain),
        lang: chosen.lang.as_str().to_owned(),
        sections: if is_markdown { sections(body) } else { paragraphs(body) },
        evidence: content.evidence.iter().map(|source| evidence(source, lang)).collect(),
        seen: content.appearances.iter().filter_map(|url| seen(url)).collect(),
        claimant: content.claimant.as_deref().map(plain),
        explanation: content.rating.explanation.as_deref().map(plain),
        licence: content.licence.as_deref().map(plain),
        versions: versions.iter().rev().map(|(number, at)| (*number, day_of(*at, lang))).collect(),
        fetched,
    }
}

fn evidence(source: &SourceShown, lang: say::Lang) -> Source {
    Source {
        title: plain(source.title.as_ref().unwrap_or(&source.url)),
        url: Some(source.url.clone()).filter(|url| leads_out(url)),
        publisher: source.publisher.as_deref().map(plain),
        day: source.date.map(|day| OnDay::of(day, lang)),
        quote: source.quote.as_deref().map(plain),
        bearing: source.bearing,
    }
}

/// A public page by its address; of a social host, where pages are people's, only the host.
fn seen(url: &str) -> Option<Seen> {
    let link = thuchu_text::canonical(url).ok()?;
    let host = link.host().to_owned();
    let public = !link.is_social() && leads_out(url);
    Some(Seen { host, url: public.then(|| url.to_owned()) })
}

impl CheckPage {
    /// Used by the template to give the verdict its tone.
    fn verdict(&self) -> &Verdict {
        &self.card.verdict
    }
}
