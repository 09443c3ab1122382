//! `GET /checks.rss`, `.atom`, `.json`: the list of `/checks` with the same choices, as a feed. The same of
//! `/corrections`.
//!
//! The first page has the newest checks and those of ours that were last corrected or taken back, however old they are:
//! who reads no other page still hears of it. Further pages leave those out, so that all pages together tell each check
//! once.

use std::collections::HashSet;

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response};
use thuchu_app::library::Shown;
use thuchu_app::matching::Matcher;
use thuchu_app::settings::{ChangeShown, PublicChange, public_changes};
use thuchu_formats::{ChangeKind, Feed, FeedChange, FeedEntry};
use thuchu_listen::Client;
use thuchu_model::{CheckId, Topic, Wording};
use thuchu_say as say;

use super::entry::entry;
use super::{Link, answer, kept, lead_on, made};
use crate::api::query::{self, Wanted};
use crate::cache::Rendered;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{in_lang, name_of, path_of_words, plain, reads};
use crate::pages::checks::{MOST_FOUND, lang_name, month_name, topic_name};
use crate::pages::corrections::{From, place};
use crate::site::Site;

/// Checks on one page.
const PAGE: usize = 50;
/// Changes of checks that are looked at for the first page.
const CHANGES: u32 = 25;

/// In which format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rss,
    Atom,
    Json,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// Which one an address names by its ending.
    fn of(path: &str) -> Self {
        Self::ALL.into_iter().find(|kind| path.ends_with(kind.ending())).unwrap_or(Self::Atom)
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Rss => ".rss",
            Self::Atom => ".atom",
            Self::Json => ".json",
        }
    }

    /// As the head of a page names it.
    const fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    fn render(self, site: &Site, feed: &Feed) -> Rendered {
        match self {
            Self::Rss => made(site, "application/rss+xml; charset=utf-8", feed.to_rss()),
            Self::Atom => made(site, "application/atom+xml; charset=utf-8", feed.to_atom()),
            Self::Json => made(site, "application/feed+json", feed.to_json_feed().to_string()),
        }
    }
}

/// The feeds of a list, for the head of its page. `query`: what it is narrowed to.
pub(crate) fn list_links(lang: say::Lang, query: &str, title: &str) -> Vec<Link> {
    links(lang, "/checks", query, title)
}

/// The feeds of the list of corrections.
pub(crate) fn corrections_links(lang: say::Lang, title: &str) -> Vec<Link> {
    links(lang, "/corrections", "", title)
}

fn links(lang: say::Lang, path: &str, query: &str, title: &str) -> Vec<Link> {
    let one = |kind: Kind| Link {
        media_type: kind.media_type(),
        title: title.to_owned(),
        href: in_lang(lang, &with_query(&format!("{path}{}", kind.ending()), query)),
    };
    Kind::ALL.map(one).into()
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The checks of a page, and the query that leads to the next one.
struct Chosen {
    ids: Vec<CheckId>,
    next: Option<String>,
}

/// `GET /checks.rss`, `GET /checks.atom`, `GET /checks.json`
pub(super) async fn checks(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response<Body>, Fault> {
    let mut wanted = wanted.map(|query| query.0).map_err(|_| query::unreadable())?;
    let chosen = wanted.read()?;
    // A search has pages, a list has places; what is not used is no part of the address.
    if chosen.words.is_none() {
        wanted.page = None
    } else {
        wanted.after = None
    }
    let kind = Kind::of(&reader.path);
    let seen = site.reading.live().with(Matcher::generation).ok_or(Fault::Starting)?;
    if let Some(words) = chosen.words.clone() {
        site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
        let (worker, from) = (site.clone(), chosen.page.saturating_mul(PAGE));
        let page = site.in_turn(move || {
            worker.reading.live().asking(|matcher, scratch| {
                let filter = chosen.filter(matcher.library());
                let found = match &filter {
                    Some(filter) => matcher.find(&words, MOST_FOUND, |shown| filter.passes(shown), scratch),
                    None => Vec::new(),
                };
                let next = (found.len() > from.saturating_add(PAGE)).then(|| format!("page={}", chosen.page + 2));
                Chosen { ids: found.iter().skip(from).take(PAGE).map(|shown| shown.id).collect(), next }
            })
        });
        let page = page.await?.ok_or(Fault::Starting)?;
        // Best first, as they were found.
        let feed = feed(&site, &reader, kind, &wanted, page, false).await?;
        return Ok(spoken(answer(&site, &head, &kind.render(&site, &feed)), &reader, feed.next.as_deref()));
    }
    let make = async || {
        let changed = site.reading.changed_last(CHANGES).await?;
        let page = site.reading.live().with(|matcher| {
            let library = matcher.library();
            let Some(filter) = chosen.filter(library) else { return Chosen { ids: Vec::new(), next: None } };
            let page = library.list(&filter, chosen.after, PAGE);
            let told_first: HashSet<CheckId> = changed.iter().copied().collect();
            let listed = page.checks.iter().map(|shown| shown.id).filter(|id| !told_first.contains(id));
            let first = if chosen.after.is_none() { changed.clone() } else { Vec::new() };
            Chosen {
                ids: first.into_iter().chain(listed).collect(),
                next: page.next.map(|place| format!("after={place}")),
            }
        });
        let page = page.ok_or(Fault::Starting)?;
        feed(&site, &reader, kind, &wanted, page, true).await
    };
    // Values that nobody has, and places in a list, are without number: they must not push out what readers ask for.
    let offered = site.reading.live().with(|m| chosen.filter(m.library()).map(|f| m.library().count(&f)));
    let some = !matches!(offered.flatten(), None | Some(thuchu_app::library::Count::Exactly(0)));
    if chosen.after.is_some() || (!some && !wanted.canonical_without_place(None).is_empty()) {
        let feed = make().await?;
        return Ok(spoken(answer(&site, &head, &kind.render(&site, &feed)), &reader, feed.next.as_deref()));
    }
    let key = format!("feed {} {} {seen} {}", kind.ending(), reader.lang, wanted.canonical(None));
    let response = kept(&site, &head, &key, async || Ok(kind.render(&site, &make().await?))).await?;
    Ok(spoken(response, &reader, None))
}

/// The feed of these checks. `by_date`: the last changed first; else as they come.
async fn feed(
    site: &Site,
    reader: &Reader,
    kind: Kind,
    wanted: &Wanted,
    page: Chosen,
    by_date: bool,
) -> Result<Feed, Fault> {
    let lang = reader.lang;
    let told = site.reading.told(page.ids).await?;
    let chosen = wanted.read()?;
    let (mut entries, title) = site
        .reading
        .live()
        .with(|matcher| {
            let library = matcher.library();
            let filter = chosen.filter(library);
            // What changed last is of the whole desk: of that, what the list would have.
            let passes = |shown: &Shown| filter.as_ref().is_some_and(|filter| filter.passes(shown));
            let fitting = told.iter().filter(|told| passes(&Shown::of(&told.stored)));
            let entries: Vec<FeedEntry> = fitting.filter_map(|told| entry(site, library, told, lang)).collect();
            (entries, title(site, library, wanted, lang))
        })
        .ok_or(Fault::Starting)?;
    if by_date {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
    }
    let query = wanted.canonical_without_place(None);
    let path = format!("/checks{}", kind.ending());
    let joint = |place: String| if query.is_empty() { place } else { format!("{query}&{place}") };
    let address = |path: &str, query: &str| {
        site.settings.public_url.as_ref().map(|base| base.clone() + &in_lang(lang, &with_query(path, query)))
    };
    Ok(Feed {
        id: address(&path, &query).unwrap_or_else(|| format!("urn:thuchu:checks:{lang}:{query}")),
        title,
        subtitle: Some(site.own().description(lang)),
        lang: Some(reads(lang)),
        author: Some(site.own().name(lang)),
        updated: entries.iter().filter_map(|entry| entry.updated).max(),
        own: address(&path, &wanted.canonical(None)),
        page: address("/checks", &query),
        next: page.next.map(joint).and_then(|query| address(&path, &query)),
        // Each entry says its own: the desk's licence is not that of others.
        licence: None,
        entries,
    })
}

/// What the feed is called: the desk, and what the list is narrowed to in the words of its page.
fn title(site: &Site, library: &thuchu_app::library::Library, wanted: &Wanted, lang: say::Lang) -> String {
    let own = site.own();
    let given = |value: &Option<String>| value.clone().filter(|text| !text.trim().is_empty());
    let rating = given(&wanted.rating).map(|key| {
        let known = thuchu_model::RatingKey::parse(&key).ok();
        let known = known.as_ref().and_then(|key| own.rating(key));
        known.map_or(key, |rating| rating.label(&reads(lang)).to_owned())
    });
    let publisher = given(&wanted.publisher).map(|site| {
        let known = thuchu_model::Site::parse(&site).ok().and_then(|site| library.publisher_at(&site));
        known.and_then(|id| library.publisher(id)).map_or(site, |publisher| name_of(publisher, lang))
    });
    let words = given(&wanted.q).map(|words| say::syndicate_words(plain(&words)).in_lang(lang));
    let tongue = given(&wanted.lang).map(|tag| lang_name(&tag, lang));
    let topic =
        given(&wanted.topic).and_then(|topic| Topic::parse(&topic)).map(|topic| topic_name(topic).in_lang(lang));
    let month = given(&wanted.month).and_then(|month| month.parse().ok()).map(|month| month_name(month).in_lang(lang));
    let narrowed = [words, topic, rating, publisher, tongue, month, given(&wanted.year)];
    let narrowed: Vec<String> = narrowed.into_iter().flatten().collect();
    let name = own.name(lang);
    if narrowed.is_empty() {
        say::syndicate_checks(name).in_lang(lang)
    } else {
        say::syndicate_checks_narrowed(name, narrowed.join(", ")).in_lang(lang)
    }
}

/// `GET /corrections.rss`, `GET /corrections.atom`, `GET /corrections.json`
pub(super) async fn corrections(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    Query(from): Query<From>,
) -> Result<Response<Body>, Fault> {
    let kind = Kind::of(&reader.path);
    let after = place(&from.after);
    let make = async || {
        let most = u32::try_from(PAGE + 1).unwrap_or(u32::MAX);
        let mut found = public_changes(&site.steps.desk, after, most).await?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let next = found.last().filter(|_| more).map(|last| format!("after={}-{}", last.at.micros(), last.check));
        Ok::<_, Fault>(changes(&site, reader.lang, kind, after.is_some().then_some(&*from.after), &found, next))
    };
    if after.is_some() {
        let feed = make().await?;
        return Ok(spoken(answer(&site, &head, &kind.render(&site, &feed)), &reader, feed.next.as_deref()));
    }
    let seen = site.reading.live().with(Matcher::generation).ok_or(Fault::Starting)?;
    let key = format!("corrections {} {} {seen}", kind.ending(), reader.lang);
    let response = kept(&site, &head, &key, async || Ok(kind.render(&site, &make().await?))).await?;
    Ok(spoken(response, &reader, None))
}

/// The feed of these changes.
fn changes(
    site: &Site,
    lang: say::Lang,
    kind: Kind,
    after: Option<&str>,
    found: &[PublicChange],
    next: Option<String>,
) -> Feed {
    let path = format!("/corrections{}", kind.ending());
    let address = |path: &str, query: &str| {
        site.settings.public_url.as_ref().map(|base| base.clone() + &in_lang(lang, &with_query(path, query)))
    };
    let one = |change: &PublicChange| {
        let wording = Wording::choose(&change.wordings, Some(&reads(lang)));
        let claim = wording.map(|wording| plain(wording.text.as_str())).unwrap_or_default();
        let (word, told) = match change.kind {
            ChangeShown::Correction => ("correction", Some(ChangeKind::Corrected)),
            ChangeShown::Update => ("update", None),
            ChangeShown::Withdrawal => ("withdrawal", Some(ChangeKind::Withdrawn)),
        };
        let text = plain(&change.text);
        FeedEntry {
            id: format!("urn:thuchu:change:{}:{}", change.check, change.number),
            title: format!("[{}] {claim}", say::settings_corrections_kind(word).in_lang(lang)),
            claim: Some(claim),
            summary: Some(text.clone()),
            link: address(&path_of_words(change.public_id, &change.wordings), ""),
            published: Some(change.at),
            updated: Some(change.at),
            lang: wording.map(|wording| wording.lang.clone()),
            change: told.map(|kind| FeedChange { kind, note: Some(text) }),
            ..FeedEntry::default()
        }
    };
    let entries: Vec<FeedEntry> = found.iter().map(one).collect();
    let own = after.map(|after| format!("after={after}")).unwrap_or_default();
    Feed {
        id: address(&path, "").unwrap_or_else(|| format!("urn:thuchu:corrections:{lang}")),
        title: say::syndicate_corrections(site.own().name(lang)).in_lang(lang),
        subtitle: None,
        lang: Some(reads(lang)),
        author: Some(site.own().name(lang)),
        updated: entries.iter().filter_map(|entry| entry.updated).max(),
        own: address(&path, &own),
        page: address("/corrections", ""),
        next: next.and_then(|query| address(&path, &query)),
        licence: None,
        entries,
    }
}

/// The language of the feed, and where it goes on.
fn spoken(mut response: Response<Body>, reader: &Reader, next: Option<&str>) -> Response<Body> {
    lead_on(&mut response, next);
    crate::pages::spoken(response, reader)
}
