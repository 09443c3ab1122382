//! `GET /c/{id}/{slug}`: one check. The id decides; the slug may be wrong.

mod cite;
pub(crate) mod own;
mod related;
mod text;

use askama::Template;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use thuchu_app::demo;
use thuchu_app::library::Shown;
use thuchu_app::matching::Matcher;
use thuchu_app::reading::{Found, Published, ReadError, TakenBack};
use thuchu_model::{Bearing, ChangeKind, CheckOrigin, CheckState, Look, PublicId, Publisher};
use thuchu_say::{self as say, Message};

use super::checks::{lang_name, topic_name};
use super::{fresh, html, kept_with};
use crate::error::Fault;
use crate::headers::secure;
use crate::language::Reader;
use crate::look::{Card, Frame, OnDay, Part, Verdict, holds_demonstration, in_lang, name_of, path_of, plain, reads};
use crate::markdown::leads_out;
use crate::print::share::{Share, share};
use crate::router::moved;
use crate::site::Site;
use crate::syndication::oembed_links;

pub(crate) use related::Related;
use text::{Text, text};

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
    /// As BibTeX, and as RIS; none where only the verdict is at hand.
    references: Option<(String, String)>,
    /// Checks about something like it.
    related: Vec<Card>,
    /// The lists that it stands in: address and name.
    shelves: Vec<(String, String)>,
    /// Of a check of ours: the page for programs.
    json_ld: Option<String>,
    /// The page shows an older version; the address of the newest.
    superseded: Option<(u32, String)>,
    /// Where one replies to the check, or asks to look again.
    reply_address: Option<String>,
    /// What it is shared and printed from; none where nobody said under which address readers reach the site.
    share: Option<Share>,
    /// The page is a preview; where the draft is written.
    draft: Option<String>,
}

/// Who made the check.
struct Maker {
    name: String,
    site: String,
    ties: Message,
    demonstration: bool,
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
    let key = site.reading.live().with(|matcher| {
        matcher.library().by_public_id(id).map(|shown| (key(&site, &reader, matcher, shown), shown.id))
    });
    let (key, check) = key.ok_or(Fault::Starting)?.unzip();
    if let Some(page) = key.as_ref().and_then(|key| site.cache.get(site.own().version(), key)) {
        let filling = site.filling(reader.lang, check).await;
        return Ok(super::spoken(page.answer_with(&head, super::unchanging(), &filling), &reader));
    }
    let found = match (site.reading.check(id).await, &key) {
        (Ok(found), _) => found.ok_or(Fault::NotFound)?,
        // The store is out of reach, but what the library knows of the check is still true.
        (Err(ReadError::Unavailable(_)), Some(_)) => {
            return Ok(fresh(&reader, &head, without_text(&site, &reader, id)?));
        }
        (Err(error), _) => return Err(error.into()),
    };
    match found {
        Found::Check(found) => {
            // Of a publisher that is not shown. What is ours is shown as soon as it is stored.
            if key.is_none() && !matches!(found.stored.check.origin, CheckOrigin::Own { .. }) {
                return Err(Fault::NotFound);
            }
            stored(&site, &reader, &head, &found).await
        }
        Found::Withdrawn(taken) => withdrawn(&site, &reader, &head, &taken),
        Found::ReplacedBy(newer) => {
            Ok(moved(StatusCode::MOVED_PERMANENTLY, &in_lang(reader.lang, &format!("/c/{newer}"))))
        }
    }
}

/// The address of a version.
#[derive(serde::Deserialize)]
pub(crate) struct VersionAddress {
    pub(crate) id: String,
    pub(crate) number: u32,
}

/// `GET /c/{id}/{slug}/v/{number}`: a version of a check of ours that is no longer the newest.
pub(crate) async fn version(
    State(site): State<Site>,
    reader: Reader,
    address: Result<Path<VersionAddress>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let address = address.map_err(|_| Fault::NotFound)?.0;
    let id = PublicId::parse(&address.id).map_err(|_| Fault::NotFound)?;
    match site.reading.version(id, address.number).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) if found.superseded_by.is_some() => stored(&site, &reader, &head, &found).await,
        // The newest version has one address only.
        Found::Check(found) => {
            let path = path_of(&Shown::of(&found.stored));
            Ok(moved(StatusCode::FOUND, &in_lang(reader.lang, &path)))
        }
        Found::Withdrawn(taken) => withdrawn(&site, &reader, &head, &taken),
        Found::ReplacedBy(newer) => {
            Ok(moved(StatusCode::MOVED_PERMANENTLY, &in_lang(reader.lang, &format!("/c/{newer}"))))
        }
    }
}

/// The page of what the store has at this moment: all of it is of one version, whatever the library knows yet.
async fn stored(site: &Site, reader: &Reader, head: &HeaderMap, found: &Published) -> Result<Response<Body>, Fault> {
    let shown = Shown::of(&found.stored);
    Related::find(site, &shown);
    let key = site.reading.live().with(|matcher| key(site, reader, matcher, &shown)).ok_or(Fault::Starting)?;
    let key = match found.superseded_by {
        Some(newest) => format!("{key} v{} of {newest}", found.stored.check.version),
        None => key,
    };
    let looks = match site.cache.get(site.own().version(), &key) {
        Some(_) => Vec::new(),
        None => newest_looks(site, found).await?,
    };
    let filling = site.filling(reader.lang, Some(shown.id)).await;
    kept_with(site, reader, head, &key, &filling, || {
        let make = |matcher: &Matcher| check_page(site, reader, matcher, &shown, Some((found, &looks)));
        html(&site.reading.live().with(make).ok_or(Fault::Starting)?)
    })
}

/// What the last look at each preserved source found. A look gives the check another change number, so a page is kept no
/// longer than what it says of them.
async fn newest_looks(site: &Site, found: &Published) -> Result<Vec<Look>, Fault> {
    let copies: Vec<_> = found.stored.check.content.evidence.iter().filter_map(|source| source.capture).collect();
    Ok(site.steps.evidence.newest_looks(&copies).await.map_err(ReadError::from)?)
}

#[derive(Template)]
#[template(path = "withdrawn.html")]
struct WithdrawnPage {
    c: Frame,
    claim: String,
    advice: Message,
    why: Option<String>,
    day: Option<OnDay>,
}

/// A check of ours that was taken back says why; one of others only that it is gone.
pub(crate) fn withdrawn(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    taken: &TakenBack,
) -> Result<Response<Body>, Fault> {
    let fault = Fault::Withdrawn(taken.reason);
    if !matches!(taken.check.origin, CheckOrigin::Own { .. }) {
        return Err(fault);
    }
    let claim = taken.check.content.claim_in(Some(&reads(reader.lang)));
    let claim = claim.map(|claim| plain(claim.text.as_str())).unwrap_or_default();
    let mut c = Frame::new(site, reader, Part::Checks, fault.title().in_lang(reader.lang), false);
    c.indexed = false;
    let (why, day) = (taken.why.as_deref().map(plain), taken.at.map(|at| site.on_day(at, reader.lang)));
    let mut response = fresh(reader, head, html(&WithdrawnPage { c, claim, advice: fault.advice(), why, day })?);
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

/// The route of a check's page, as the router names it; `None` for every other address.
pub(crate) fn route_of(path: &str) -> Option<&'static str> {
    let (prefix, rest) = path.split_once("/c/")?;
    let (id, slug) = rest.split_once('/').map_or((rest, None), |(id, slug)| (id, Some(slug)));
    let one = |part: &str| !part.is_empty() && !part.contains('/');
    // The form beside a check has an address of its own.
    if slug == Some("reply") {
        return None;
    }
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
        Some((key(site, reader, matcher, shown), shown.id))
    });
    let (key, check) = key??;
    let page = site.cache.get(site.own().version(), &key)?;
    let filling = site.at_hand(reader.lang, Some(check))?;
    let mut answer = super::spoken(page.answer_with(head, super::unchanging(), &filling), reader);
    if https {
        secure(answer.headers_mut(), https);
    }
    Some(answer)
}

/// Everything that the page of a check is made of.
pub(crate) fn key(site: &Site, reader: &Reader, matcher: &Matcher, shown: &Shown) -> String {
    let stale = shown.is_stale(site.clock.now());
    let publisher = matcher.library().publisher_of(shown);
    let demonstration = holds_demonstration(matcher.library());
    let (lang, id, change, today) = (reader.lang, shown.id, shown.change, site.today());
    let mut key = format!("check {lang} {id} {change} {stale} {demonstration} {today}");
    if let Some(publisher) = publisher {
        key.extend([" ", publisher.site.as_str(), " ", &publisher.name, " ", publisher.affiliation.as_str()]);
    }
    match site.related.known(site, matcher, shown) {
        Some(found) => related::spell(&mut key, matcher.library(), &found),
        // No page is kept under a key without them.
        None => key.push_str(" alone"),
    }
    key
}

/// The page of what the library alone knows.
fn without_text(site: &Site, reader: &Reader, id: PublicId) -> Result<String, Fault> {
    let make = |matcher: &Matcher| Some(check_page(site, reader, matcher, matcher.library().by_public_id(id)?, None));
    html(&site.reading.live().with(make).flatten().ok_or(Fault::NotFound)?)
}

fn check_page(
    site: &Site,
    reader: &Reader,
    matcher: &Matcher,
    shown: &Shown,
    found: Option<(&Published, &[Look])>,
) -> CheckPage {
    let (lang, library) = (reader.lang, matcher.library());
    let card = Card::of(site, library, shown, lang);
    let title = say::web_check_title(&card.verdict.label, &card.claim).in_lang(lang);
    let mut c = Frame::new(site, reader, Part::Checks, title, holds_demonstration(library));
    // The address that counts, whatever slug was typed.
    c.path = path_of(shown);
    let address = in_lang(lang, &c.path);
    let text = found.map(|found| text(site, lang, library, shown, found, &address));
    let found = found.map(|(found, _)| found);
    if let Some(summary) = text.as_ref().and_then(|text| text.summary.clone()) {
        c.description = summary;
    }
    let superseded = found.and_then(|found| found.superseded_by).map(|newest| (newest, address.clone()));
    c.indexed = text.is_some() && superseded.is_none();
    let short = site.settings.public_url.as_ref().map(|base| format!("{base}/s/{}", shown.public_id));
    let made_by = card.by.clone().unwrap_or_else(|| site.own().name(lang));
    let cited = short.as_deref().unwrap_or_default();
    let mut cite = say::web_check_cite(&made_by, &card.claim, &card.verdict.label, cited).in_lang(lang);
    let own = shown.publisher.is_none();
    if let (true, None, Some(base)) = (own, &superseded, &site.settings.public_url) {
        c.links = oembed_links(base, &address, &c.title);
    }
    let references = found.map(|found| {
        let version = found.stored.check.version;
        let at = found.versions.iter().find(|(number, _)| *number == version).map(|(_, at)| *at);
        let day = at.map(|at| site.day_of(at));
        if let Some(day) = day {
            cite = format!("{} {}", cite.trim_end(), say::pages_cite_version(version.into(), day).in_lang(lang));
        }
        let licence = text.as_ref().and_then(|text| text.licence.as_ref()).map(|licence| licence.name.as_str());
        if let Some(licence) = licence {
            cite = format!("{} {}", cite.trim_end(), say::licence_cited(licence).in_lang(lang));
        }
        let (key, title) = (shown.public_id.to_string(), format!("{}: “{}”", card.verdict.label, card.claim));
        let (author, title, lang) = (made_by.as_str(), title.as_str(), card.claim_lang.as_str());
        let cited = cite::Cited { key: &key, author, title, lang, day, version, licence, url: cited };
        (cite::bibtex(&cited), cite::ris(&cited))
    });
    let related = site.related.known(site, matcher, shown);
    let related = related.iter().flat_map(|ids| ids.iter()).filter_map(|id| library.get(*id));
    let words = found.map(|found| found.stored.check.content.text_in(Some(&reads(lang))));
    let version = found.map(|found| found.stored.check.version);
    let share = share(site, lang, shown, &card, version, words);
    CheckPage {
        share,
        source: shown.url.clone().filter(|url| leads_out(url)),
        own,
        under_review: shown.state == CheckState::UnderReview,
        publisher: library.publisher_of(shown).map(|publisher| publisher_of(publisher, lang)),
        claim_day: shown.claim_date.map(|day| OnDay::of(day, lang)),
        // An older version is not our word any more.
        json_ld: found.filter(|_| superseded.is_none()).and_then(|found| own::ld(site, found, &card, lang, &address)),
        superseded,
        reply_address: own.then(|| c.to(&format!("/c/{}/reply", shown.public_id))),
        draft: None,
        references,
        related: related.map(|other| Card::of(site, library, other, lang)).collect(),
        shelves: shelves(site, shown, lang),
        c,
        card,
        text,
        short,
        cite: cite.trim_end().to_owned(),
    }
}

/// The lists that a check stands in: its topic's, its rating's, its languages'.
fn shelves(site: &Site, shown: &Shown, lang: thuchu_say::Lang) -> Vec<(String, String)> {
    let at = |path: String, name: String| (in_lang(lang, &path), name);
    let own = site.own();
    let topic = shown.topic.map(|topic| at(format!("/t/{topic}"), topic_name(topic).in_lang(lang)));
    let rating = shown
        .rating
        .as_ref()
        .and_then(|(key, _)| Some(at(format!("/ratings/{key}"), own.rating(key)?.label(&reads(lang)).to_owned())));
    let mut tags: Vec<&str> = shown.wordings.iter().map(|wording| wording.lang.primary()).collect();
    tags.dedup();
    let langs = tags.into_iter().map(|tag| at(format!("/languages/{tag}"), lang_name(tag, lang)));
    topic.into_iter().chain(rating).chain(langs).collect()
}

/// The page of a draft, as readers would get it. `path`: its own, behind that of the page where it is written.
pub(crate) fn preview(site: &Site, reader: &Reader, found: &Published, path: &str) -> Result<String, Fault> {
    let shown = Shown::of(&found.stored);
    let make = |matcher: &Matcher| check_page(site, reader, matcher, &shown, Some((found, &[])));
    let mut page = site.reading.live().with(make).ok_or(Fault::Starting)?;
    path.clone_into(&mut page.c.path);
    page.c.indexed = false;
    page.c.links.clear();
    page.draft = path.rsplit_once('/').map(|(review, _)| page.c.to(review));
    // Nothing stands at these addresses yet.
    (page.json_ld, page.short, page.reply_address) = (None, None, None);
    (page.references, page.share) = (None, None);
    for source in page.text.iter_mut().flat_map(|text| &mut text.evidence) {
        source.kept_at = None;
    }
    html(&page)
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

impl CheckPage {
    /// Used by the template to give the verdict its tone.
    fn verdict(&self) -> &Verdict {
        &self.card.verdict
    }
}
