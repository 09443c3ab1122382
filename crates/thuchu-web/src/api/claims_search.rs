//! `GET /v1alpha1/claims:search`: the shape of Google's Fact Check Tools API, so that its clients read us unchanged.
//!
//! Parameters and fields as in the discovery document of `factchecktools` v1alpha1. Without a query and without a site
//! the newest checks are given.

use std::collections::HashMap;

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use thuchu_app::library::{Filter, Library, Shown};
use thuchu_app::matching::Matcher;
use thuchu_app::reading::{ReadError, Told};
use thuchu_listen::Client;
use thuchu_model::{Day, Lang, Site as PublisherSite, SiteError};
use thuchu_say as say;

use super::checks::answer;
use super::query;
use crate::error::Fault;
use crate::look::path_of;
use crate::pages::checks::MOST_FOUND;
use crate::site::Site;

/// Claims on one page when nobody says.
const USUAL_PAGE: u64 = 10;
/// Most claims on one page.
pub(crate) const MOST_PAGE: u64 = 100;
/// Checks that a list without words is gone through.
const MOST_LISTED: usize = 10_000;

/// The parameters as they came. Others that Google's clients send (`key`, `alt`) are left alone.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wanted {
    query: Option<String>,
    language_code: Option<String>,
    review_publisher_site_filter: Option<String>,
    max_age_days: Option<String>,
    page_size: Option<String>,
    page_token: Option<String>,
    offset: Option<String>,
}

/// The parameters, read.
struct Chosen {
    words: Option<String>,
    lang: Option<Lang>,
    site: Option<Result<PublisherSite, SiteError>>,
    since: Option<Day>,
    size: usize,
    from: usize,
}

/// `GET /v1alpha1/claims:search`
pub(crate) async fn search(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    head: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response<Body>, Fault> {
    let chosen = wanted.map_err(|_| query::unreadable())?.0.read(&site)?;
    site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let (worker, lang) = (site.clone(), chosen.lang.clone());
    let found = site.in_turn(move || {
        worker.reading.live().asking(|matcher, scratch| {
            let found = chosen.find(matcher, scratch);
            let next = chosen.from.saturating_add(chosen.size);
            let more = (next < found.len()).then_some(next);
            let some: Vec<Shown> = found.into_iter().skip(chosen.from).take(chosen.size).cloned().collect();
            (some, more)
        })
    });
    let (some, next) = found.await?.ok_or(Fault::Starting)?;
    // What only the store knows of them. While it is out of reach, what the library knows is still true.
    let told = match site.reading.told(some.iter().map(|shown| shown.id).collect()).await {
        Ok(told) => told,
        Err(ReadError::Unavailable(_)) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let told: HashMap<_, _> = told.iter().map(|told| (told.stored.check.id, told)).collect();
    let claims = site.reading.live().with(|matcher| {
        let one = |shown: &Shown| claim(&site, matcher.library(), shown, told.get(&shown.id).copied(), lang.as_ref());
        some.iter().filter_map(one).collect::<Vec<Value>>()
    });
    let mut body = json!({"claims": claims.ok_or(Fault::Starting)?});
    if let (Some(next), Some(fields)) = (next, body.as_object_mut()) {
        fields.insert("nextPageToken".into(), json!(format!("{next:x}")));
    }
    Ok(answer(&body, &head))
}

impl Wanted {
    fn read(self, site: &Site) -> Result<Chosen, Fault> {
        let given = |value: Option<String>| value.filter(|text| !text.trim().is_empty());
        let words = given(self.query);
        if words.as_ref().is_some_and(|words| words.chars().count() > query::MOST_CHARACTERS) {
            let advice = say::web_query_too_long(query::MOST_CHARACTERS as u64);
            return Err(Fault::Unusable("query.too_long", advice));
        }
        let lang = given(self.language_code).map(|tag| Lang::parse(&tag)).transpose();
        let number = |value: Option<String>, least: u64, most: u64| match value {
            None => Ok(None),
            Some(text) => {
                let read = text.trim().parse::<u64>().ok().filter(|number| (least..=most).contains(number));
                read.map(Some).ok_or(Fault::Unusable("query.number", say::web_query_limit(least, most)))
            }
        };
        let days = number(self.max_age_days, 1, 36_500)?;
        let size = number(self.page_size, 1, MOST_PAGE)?.unwrap_or(USUAL_PAGE);
        let offset = number(self.offset, 0, u64::from(u32::MAX))?.unwrap_or(0);
        let from = match given(self.page_token) {
            None => offset,
            Some(token) => u64::from_str_radix(&token, 16)
                .ok()
                .filter(|_| token.len() <= 8)
                .ok_or(Fault::Unusable("query.cursor", say::web_query_cursor()))?,
        };
        let since = days.and_then(|days| site.clock.now().plus_days(-i64::try_from(days).ok()?).day());
        Ok(Chosen {
            words,
            lang: lang.map_err(|_| Fault::Unusable("query.lang", say::web_query_lang()))?,
            site: given(self.review_publisher_site_filter).map(|site| query::publisher(&site)).transpose()?,
            since,
            size: usize::try_from(size).unwrap_or(1),
            from: usize::try_from(from).unwrap_or(usize::MAX),
        })
    }
}

impl Chosen {
    /// The checks that are meant, best first where words were given, else newest first.
    fn find<'a>(&self, matcher: &'a Matcher, scratch: &mut thuchu_match::Scratch) -> Vec<&'a Shown> {
        let library = matcher.library();
        let publisher = match &self.site {
            Some(site) => match site.as_ref().ok().and_then(|site| library.publisher_at(site)) {
                Some(publisher) => Some(publisher),
                None => return Vec::new(),
            },
            None => None,
        };
        let filter = Filter { publisher, lang: self.lang.clone(), ..Filter::default() };
        let recent = |shown: &Shown| self.since.is_none_or(|since| shown.review_date.is_some_and(|day| day >= since));
        match &self.words {
            Some(words) => matcher.find(words, MOST_FOUND, |shown| filter.passes(shown) && recent(shown), scratch),
            None => {
                let listed = library.list(&filter, None, MOST_LISTED).checks;
                listed.into_iter().filter(|shown| recent(shown)).collect()
            }
        }
    }
}

/// A check as a `Claim` with its one `ClaimReview`, all of it from one row where the store answered; `None` of what was taken
/// back meanwhile. Who made a claim is told where the publisher says so, and only then.
fn claim(site: &Site, library: &Library, known: &Shown, told: Option<&Told>, lang: Option<&Lang>) -> Option<Value> {
    if told.is_some_and(|told| !told.stored.check.state.is_live()) {
        return None;
    }
    let stored = told.map(|told| Shown::of(&told.stored));
    let shown = stored.as_ref().unwrap_or(known);
    let claimant = told.and_then(|told| told.stored.check.content.claimant.as_deref());
    let wording = shown.claim_in(lang);
    let text = wording.map(|wording| wording.text.as_str()).unwrap_or_default();
    let own = || site.settings.public_url.clone().unwrap_or_default() + &path_of(shown);
    let publisher = library.publisher_of(shown);
    let host = || site.settings.public_url.as_deref().and_then(|url| PublisherSite::parse(url).ok());
    let mut review = json!({
        "publisher": {
            "name": publisher.map_or_else(|| site.own().name(say::Lang::Vi), |publisher| publisher.name.clone()),
            "site": publisher.map(|publisher| publisher.site.clone()).or_else(host),
        },
        "url": shown.url.clone().unwrap_or_else(own),
        "textualRating": shown.label,
        "languageCode": shown.lang,
    });
    let mut claim = json!({"text": text});
    if let (Some(review), Some(claim)) = (review.as_object_mut(), claim.as_object_mut()) {
        let day = |day: Day| json!(day.midnight().to_string());
        if let Some(title) = &shown.title {
            review.insert("title".into(), json!(title));
        }
        if let Some(date) = shown.review_date {
            review.insert("reviewDate".into(), day(date));
        }
        if let Some(date) = shown.claim_date {
            claim.insert("claimDate".into(), day(date));
        }
        if let Some(claimant) = claimant {
            claim.insert("claimant".into(), json!(claimant));
        }
        claim.insert("claimReview".into(), json!([review]));
    }
    Some(claim)
}
