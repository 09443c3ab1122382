//! `GET /checks`: all checks, narrowed by what is chosen, or searched by words. Marks are optional.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response};
use thuchu_app::library::{Count, Library, Place, Shown};
use thuchu_app::matching::Matcher;
use thuchu_listen::Client;
use thuchu_say::{self as say, Message};

use super::{fresh, html, spoken, unchanging};
use crate::api::query::{self, Wanted};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Card, Frame, Part, holds_demonstration, in_lang, name_of, reads};
use crate::site::Site;

/// Checks on one page.
const ON_A_PAGE: usize = 20;
/// Checks that a search gives at most.
pub(crate) const MOST_FOUND: usize = 400;

#[derive(Template)]
#[template(path = "checks.html")]
struct List {
    c: Frame,
    cards: Vec<Card>,
    count: Message,
    /// What was typed in the search box.
    q: String,
    choices: Vec<Choice>,
    /// Whether anything narrows the list.
    narrowed: bool,
    next: Option<String>,
    /// Not the first page.
    further: bool,
    empty_desk: bool,
}

/// One thing to narrow the list by.
struct Choice {
    name: &'static str,
    label: Message,
    options: Vec<Offer>,
}

/// One value to choose.
struct Offer {
    value: String,
    label: String,
    chosen: bool,
}

/// `GET /checks`
pub(crate) async fn checks(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response<Body>, Fault> {
    let wanted = wanted.map(|query| query.0).map_err(|_| query::unreadable())?;
    let chosen = wanted.read()?;
    let live = site.reading.live();
    if let Some(words) = &chosen.words {
        site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
        let (worker, words, reader_) = (site.clone(), words.clone(), reader.clone());
        let page = site.in_turn(move || {
            worker.reading.live().asking(|matcher, scratch| {
                let filter = chosen.filter(matcher.library());
                let mut found = match &filter {
                    Some(filter) => matcher.find(&words, MOST_FOUND + 1, |shown| filter.passes(shown), scratch),
                    None => Vec::new(),
                };
                let is_cut = found.len() > MOST_FOUND;
                found.truncate(MOST_FOUND);
                let total = found.len();
                let from = chosen.page.saturating_mul(ON_A_PAGE).min(total);
                let some: Vec<&Shown> = found.into_iter().skip(from).take(ON_A_PAGE).collect();
                let next = (from + some.len() < total).then(|| format!("page={}", chosen.page + 2));
                let say = if is_cut { say::web_checks_more_than } else { say::web_checks_found };
                let count = say(total as u64);
                list(&worker, &reader_, matcher.library(), &wanted, some, count, next)
            })
        });
        let page = page.await?.ok_or(Fault::Starting)?;
        return Ok(fresh(&reader, &head, html(&page)?));
    }
    let seen = live.with(Matcher::generation).ok_or(Fault::Starting)?;
    let key = format!("checks {} {seen} {} {} {}", reader.lang, site.today(), site.hour(), wanted.canonical());
    let settings = site.own().version();
    let filling = site.at_hand(reader.lang, None).unwrap_or_default();
    if let Some(page) = site.cache.get(settings, &key) {
        return Ok(spoken(page.answer_with(&head, unchanging(), &filling), &reader));
    }
    let page = live.with(|matcher| {
        let library = matcher.library();
        let Some(filter) = chosen.filter(library) else {
            return list(&site, &reader, library, &wanted, Vec::new(), say::web_checks_count(0), None);
        };
        let page = library.list(&filter, chosen.after, ON_A_PAGE);
        let count = match library.count(&filter) {
            Count::Exactly(count) => say::web_checks_count(count as u64),
            Count::MoreThan(count) => say::web_checks_more_than(count as u64),
        };
        let next = page.next.map(|place: Place| format!("after={place}"));
        list(&site, &reader, library, &wanted, page.checks, count, next)
    });
    let page = page.ok_or(Fault::Starting)?;
    let text = html(&page)?;
    // Values that nobody has, and places in a list, are without number: they must not push out what readers ask for.
    if page.further || !page.is_offered(&wanted) {
        return Ok(fresh(&reader, &head, text));
    }
    Ok(spoken(site.cache.put(settings, &key, text).answer_with(&head, unchanging(), &filling), &reader))
}

impl List {
    /// Whether every value that narrows it is one of those it offers.
    fn is_offered(&self, wanted: &Wanted) -> bool {
        let values = [&wanted.rating, &wanted.publisher, &wanted.lang, &wanted.year];
        let given = values.iter().filter(|value| value.as_ref().is_some_and(|text| !text.trim().is_empty())).count();
        given == self.choices.iter().flat_map(|choice| &choice.options).filter(|offer| offer.chosen).count()
    }
}

fn list(
    site: &Site,
    reader: &Reader,
    library: &Library,
    wanted: &Wanted,
    checks: Vec<&Shown>,
    count: Message,
    next: Option<String>,
) -> List {
    let lang = reader.lang;
    let mut c =
        Frame::new(site, reader, Part::Checks, say::web_checks_title().in_lang(lang), holds_demonstration(library));
    let (query, without_place) = (wanted.canonical(), wanted.canonical_without_place());
    let (narrowed, further) = (!without_place.is_empty(), query != without_place);
    c.indexed = !narrowed && !further;
    c.query = Some(query).filter(|query| !query.is_empty());
    let next = next.map(|place| {
        let joint = if narrowed { "&" } else { "" };
        in_lang(lang, &format!("/checks?{without_place}{joint}{place}"))
    });
    List {
        c,
        cards: checks.into_iter().map(|shown| Card::of(site, library, shown, lang)).collect(),
        count,
        q: wanted.q.clone().filter(|q| !q.trim().is_empty()).unwrap_or_default(),
        choices: choices(site, library, wanted, lang),
        narrowed,
        next,
        further,
        empty_desk: library.is_empty(),
    }
}

/// What there is to choose from, and what is chosen.
fn choices(site: &Site, library: &Library, wanted: &Wanted, lang: say::Lang) -> Vec<Choice> {
    let offer = |chosen: &Option<String>, value: String, label: String| {
        let chosen = chosen.as_ref().is_some_and(|chosen| *chosen == value);
        Offer { value, label, chosen }
    };
    let counted = |label: &str, count: usize| say::web_checks_choice(label, count as u64).in_lang(lang);
    let used: std::collections::HashMap<_, _> = library.ratings().collect();
    let own = site.own();
    let ratings = own.scale().ratings().iter().filter_map(|rating| {
        let count = used.get(&rating.key)?;
        let label = counted(rating.label(&reads(lang)), *count);
        Some(offer(&wanted.rating, rating.key.to_string(), label))
    });
    let mut publishers: Vec<Offer> = library
        .publishers()
        .filter_map(|(id, count)| {
            let publisher = library.publisher(id)?;
            let label = counted(&name_of(publisher, lang), count);
            Some(offer(&wanted.publisher, publisher.site.to_string(), label))
        })
        .collect();
    publishers.sort_by_cached_key(|offer| thuchu_text::collate::sort_key(&offer.label));
    let langs = library.langs().map(|tag| offer(&wanted.lang, tag.to_owned(), lang_name(tag, lang)));
    let years = library.years().map(|year| offer(&wanted.year, year.to_string(), year.to_string()));
    vec![
        Choice { name: "rating", label: say::web_checks_by_rating(), options: ratings.collect() },
        Choice { name: "publisher", label: say::web_checks_by_publisher(), options: publishers },
        Choice { name: "lang", label: say::web_checks_by_lang(), options: langs.collect() },
        Choice { name: "year", label: say::web_checks_by_year(), options: years.collect() },
    ]
}

/// The name of a language, where the catalogue has it; else its tag.
fn lang_name(tag: &str, lang: say::Lang) -> String {
    match tag {
        "vi" => say::lang_vi().in_lang(lang),
        "en" => say::lang_en().in_lang(lang),
        other => other.to_owned(),
    }
}
