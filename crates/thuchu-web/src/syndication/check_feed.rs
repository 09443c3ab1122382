//! `GET /api/v2/feeds`: what is published, in the shape of Check's shared feeds (JSON:API), so that its clients read us
//! unchanged. Paged by a cursor and not by numbers: nothing is missed or told twice while checks are published.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::library::{Count, Place, Shown};
use thuchu_app::matching::Matcher;
use thuchu_app::reading::Told;
use thuchu_formats::{CheckFeedItem, check_feed};
use thuchu_model::CheckId;
use thuchu_say as say;

use super::entry::{dates, entry};
use super::{answer, is_own, lead_on, made};
use crate::api::query::{self, Wanted as List};
use crate::error::Fault;
use crate::look::plain;
use crate::pages::checks::MOST_FOUND;
use crate::site::Site;

/// Checks on one page.
const PAGE: usize = 50;
/// Of its own kind: clients that understand no other take nothing else.
const JSON_API: &str = "application/vnd.api+json";

/// The query as it came.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// Words to look for; without them the newest checks.
    #[serde(rename = "filter[query]")]
    query: Option<String>,
    #[serde(rename = "filter[language]")]
    lang: Option<String>,
    /// Where a page begins.
    #[serde(rename = "page[after]")]
    after: Option<String>,
}

/// `GET /api/v2/feeds`
pub(super) async fn list(
    State(site): State<Site>,
    client: Option<axum::Extension<thuchu_listen::Client>>,
    head: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response<Body>, Fault> {
    let wanted = wanted.map_err(|_| query::unreadable())?.0;
    let as_list = List { q: wanted.query, lang: wanted.lang, after: wanted.after, ..List::default() };
    let chosen = as_list.read()?;
    let words = chosen.words.clone();
    let (ids, next, total) = match words {
        Some(words) => {
            site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
            let worker = site.clone();
            let found = site.in_turn(move || {
                worker.reading.live().asking(|matcher, scratch| {
                    let Some(filter) = chosen.filter(matcher.library()) else { return (Vec::new(), None, 0) };
                    let found = matcher.find(&words, MOST_FOUND, |shown| filter.passes(shown), scratch);
                    let total = found.len();
                    (found.into_iter().take(PAGE).map(|shown| shown.id).collect(), None, total)
                })
            });
            found.await?.ok_or(Fault::Starting)?
        }
        None => site.reading.live().with(|matcher| newest(matcher, &chosen)).ok_or(Fault::Starting)?,
    };
    let told = site.reading.told(ids).await?;
    let items: Vec<CheckFeedItem> = site
        .reading
        .live()
        .with(|matcher| told.iter().filter_map(|told| item(&site, matcher, told)).collect())
        .ok_or(Fault::Starting)?;
    let base = site.settings.public_url.as_deref().unwrap_or_default();
    let address = |after: Option<String>| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in
            [("filter[query]", &as_list.q), ("filter[language]", &as_list.lang), ("page[after]", &after)]
        {
            if let Some(value) = value.as_ref().filter(|value| !value.trim().is_empty()) {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { format!("{base}/api/v2/feeds") } else { format!("{base}/api/v2/feeds?{query}") }
    };
    let next = next.map(|place: Place| address(Some(place.to_string())));
    let own = address(as_list.after.clone());
    let document = check_feed(&items, &own, next.as_deref(), u64::try_from(total).unwrap_or(u64::MAX));
    let mut response = answer(&site, &head, &made(&site, JSON_API, document.to_string()));
    lead_on(&mut response, next.as_deref());
    Ok(response)
}

/// The newest checks after a place, and how many there are.
fn newest(matcher: &Matcher, chosen: &query::Chosen) -> (Vec<CheckId>, Option<Place>, usize) {
    let library = matcher.library();
    let Some(filter) = chosen.filter(library) else { return (Vec::new(), None, 0) };
    let page = library.list(&filter, chosen.after, PAGE);
    let total = match library.count(&filter) {
        Count::Exactly(count) | Count::MoreThan(count) => count,
    };
    (page.checks.iter().map(|shown| shown.id).collect(), page.next, total)
}

/// A check as `feeds` tells it, in the language it was checked in.
fn item(site: &Site, matcher: &Matcher, told: &Told) -> Option<CheckFeedItem> {
    let content = &told.stored.check.content;
    let lang = say::Lang::ALL.into_iter().find(|lang| lang.code() == content.lang.primary()).unwrap_or(say::Lang::En);
    let entry = entry(site, matcher.library(), told, lang).filter(|_| told.stored.check.state.is_live())?;
    let shown = Shown::of(&told.stored);
    let organization = entry.source.map_or_else(|| site.own().name(lang), |source| source.name);
    Some(CheckFeedItem {
        id: told.stored.check.public_id.to_string(),
        claim: entry.claim.unwrap_or_default(),
        context: None,
        tags: entry.topics,
        title: content.text_in(None).title.map(plain),
        summary: entry.summary,
        published: Some(dates(told).0),
        // The publisher's own word, and that of nobody else.
        rating: Some(plain(&shown.label)).filter(|label| !label.is_empty()),
        url: if is_own(told) { entry.link } else { shown.url },
        organization,
    })
}
