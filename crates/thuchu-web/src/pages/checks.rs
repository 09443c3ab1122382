//! `GET /checks`: all checks, narrowed by what is chosen, or searched by words. Marks are optional. `/t/{topic}`,
//! `/ratings/{key}`, `/languages/{code}` and `/archive/{month}` are the same list with one thing chosen by the address.

mod shelf;

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response};
use thuchu_app::library::{Count, Library, Place, Shown};
use thuchu_app::matching::Matcher;
use thuchu_listen::Client;
use thuchu_say::{self as say, Message};

use super::{fresh, html, spoken, unchanging};
use crate::api::query::{self, Wanted};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Card, Frame, Part, holds_demonstration, name_of, reads};
use crate::site::Site;
use crate::syndication::list_links;

pub(crate) use shelf::{Shelf, lang_name, month_name, topic_name};

/// Checks on one page.
const ON_A_PAGE: usize = 20;
/// Checks that a search gives at most.
pub(crate) const MOST_FOUND: usize = 100;

#[derive(Template)]
#[template(path = "checks.html")]
struct List {
    c: Frame,
    cards: Vec<Card>,
    count: Message,
    /// Where the form leads: the address of the list itself.
    base: String,
    /// What was typed in the search box.
    q: String,
    choices: Vec<Choice>,
    /// Whether anything narrows the list.
    narrowed: bool,
    next: Option<String>,
    /// Not the first page.
    further: bool,
    empty_desk: bool,
    /// The lists of the same kind: address and name.
    crumb: Option<(&'static str, Message)>,
    /// The list before this one and the one after it, newest first: address and name.
    beside: [Option<(String, String)>; 2],
    /// Whether the other kinds of lists are named.
    whole: bool,
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

type Asked = Result<Query<Wanted>, QueryRejection>;
type Word = Result<Path<String>, PathRejection>;

/// What every handler here is given beside the word in its address.
type Seat = (State<Site>, Option<Extension<Client>>, Reader, HeaderMap, Asked);

/// `GET /checks`
pub(crate) async fn checks(seat: Seat) -> Result<Response<Body>, Fault> {
    listed(seat, Shelf::Everything).await
}

/// `GET /t/{topic}`
pub(crate) async fn of_topic(word: Word, seat: Seat) -> Result<Response<Body>, Fault> {
    listed(seat, Shelf::topic(&word.map_err(|_| Fault::NotFound)?.0)?).await
}

/// `GET /ratings/{key}`
pub(crate) async fn of_rating(word: Word, seat: Seat) -> Result<Response<Body>, Fault> {
    let shelf = Shelf::rating(&seat.0, &word.map_err(|_| Fault::NotFound)?.0)?;
    listed(seat, shelf).await
}

/// `GET /languages/{code}`
pub(crate) async fn in_language(word: Word, seat: Seat) -> Result<Response<Body>, Fault> {
    let shelf = Shelf::language(&seat.0, &word.map_err(|_| Fault::NotFound)?.0)?;
    listed(seat, shelf).await
}

/// `GET /archive/{month}`
pub(crate) async fn of_month(word: Word, seat: Seat) -> Result<Response<Body>, Fault> {
    listed(seat, Shelf::month(&word.map_err(|_| Fault::NotFound)?.0)?).await
}

async fn listed((State(site), client, reader, head, asked): Seat, shelf: Shelf) -> Result<Response<Body>, Fault> {
    let mut wanted = asked.map(|query| query.0).map_err(|_| query::unreadable())?;
    shelf.decide(&mut wanted);
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
                list(&worker, &reader_, matcher.library(), &wanted, &shelf, (some, count, next))
            })
        });
        let page = page.await?.ok_or(Fault::Starting)?;
        return Ok(fresh(&reader, &head, html(&page)?));
    }
    let seen = live.with(Matcher::generation).ok_or(Fault::Starting)?;
    let (lang, today, hour, path) = (reader.lang, site.today(), site.hour(), shelf.path());
    let key = format!("checks {lang} {seen} {today} {hour} {path} {}", wanted.canonical(shelf.decides()));
    let settings = site.own().version();
    let filling = site.at_hand(reader.lang, None).unwrap_or_default();
    if let Some(page) = site.cache.get(settings, &key) {
        return Ok(spoken(page.answer_with(&head, unchanging(), &filling), &reader));
    }
    let page = live.with(|matcher| {
        let library = matcher.library();
        let Some(filter) = chosen.filter(library) else {
            let nothing = (Vec::new(), say::web_checks_count(0), None);
            return (list(&site, &reader, library, &wanted, &shelf, nothing), false);
        };
        let page = library.list(&filter, chosen.after, ON_A_PAGE);
        let count = match library.count(&filter) {
            Count::Exactly(count) => say::web_checks_count(count as u64),
            Count::MoreThan(count) => say::web_checks_more_than(count as u64),
        };
        let next = page.next.map(|place: Place| format!("after={place}"));
        let holds = shelf.holds(library);
        (list(&site, &reader, library, &wanted, &shelf, (page.checks, count, next)), holds)
    });
    let (mut page, holds) = page.ok_or(Fault::Starting)?;
    // An address that nothing stands at, yet or any more, is for nobody to list.
    page.c.indexed &= holds;
    let text = html(&page)?;
    // Values that nobody has, and places in a list, are without number: they must not push out what readers ask for.
    if page.further || !holds || !page.is_offered(&wanted, shelf.decides()) {
        return Ok(fresh(&reader, &head, text));
    }
    Ok(spoken(site.cache.put(settings, &key, text).answer_with(&head, unchanging(), &filling), &reader))
}

impl List {
    /// Whether every value that narrows it is one of those it offers, beside the one that the address decides.
    fn is_offered(&self, wanted: &Wanted, decides: Option<&str>) -> bool {
        let values = [
            ("rating", &wanted.rating),
            ("publisher", &wanted.publisher),
            ("lang", &wanted.lang),
            ("year", &wanted.year),
            ("topic", &wanted.topic),
            ("month", &wanted.month),
        ];
        let given = values.iter().filter(|(name, value)| {
            decides != Some(*name) && value.as_ref().is_some_and(|text| !text.trim().is_empty())
        });
        given.count() == self.choices.iter().flat_map(|choice| &choice.options).filter(|offer| offer.chosen).count()
    }
}

fn list(
    site: &Site,
    reader: &Reader,
    library: &Library,
    wanted: &Wanted,
    shelf: &Shelf,
    (checks, count, next): (Vec<&Shown>, Message, Option<String>),
) -> List {
    let lang = reader.lang;
    let title = shelf.title(site, lang);
    let mut c = Frame::new(site, reader, Part::Checks, title, holds_demonstration(library));
    c.path = shelf.path();
    let (query, without_place) = (wanted.canonical(shelf.decides()), wanted.canonical_without_place(shelf.decides()));
    let (narrowed, further) = (!without_place.is_empty(), query != without_place);
    c.indexed = !narrowed && !further;
    // A feed has no shelves: what the address decides is a field there.
    c.links = list_links(lang, &wanted.canonical_without_place(None), &c.title);
    c.query = Some(query).filter(|query| !query.is_empty());
    let base = c.to(&c.path);
    let next = next.map(|place| {
        let joint = if narrowed { "&" } else { "" };
        format!("{base}?{without_place}{joint}{place}")
    });
    List {
        cards: checks.into_iter().map(|shown| Card::of(site, library, shown, lang)).collect(),
        count,
        base,
        q: wanted.q.clone().filter(|q| !q.trim().is_empty()).unwrap_or_default(),
        choices: choices(site, library, wanted, shelf.decides(), lang),
        narrowed,
        next,
        further,
        empty_desk: library.is_empty(),
        crumb: shelf.shelves(),
        beside: shelf.beside(library, lang),
        whole: matches!(shelf, Shelf::Everything) && !narrowed && !further,
        c,
    }
}

/// What there is to choose from, and what is chosen; not what the address decides.
fn choices(site: &Site, library: &Library, wanted: &Wanted, decided: Option<&str>, lang: say::Lang) -> Vec<Choice> {
    let offer = |chosen: &Option<String>, value: String, label: String| {
        let chosen = chosen.as_ref().is_some_and(|chosen| *chosen == value);
        Offer { value, label, chosen }
    };
    let counted = |label: &str, count: usize| say::web_checks_choice(label, count as u64).in_lang(lang);
    let topics = library.topics().map(|(topic, count)| {
        offer(&wanted.topic, topic.to_string(), counted(&topic_name(topic).in_lang(lang), count))
    });
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
    let langs = library.langs().map(|(tag, _)| offer(&wanted.lang, tag.to_owned(), lang_name(tag, lang)));
    let years = library.years().map(|year| offer(&wanted.year, year.to_string(), year.to_string()));
    let all = [
        Choice { name: "topic", label: say::check_topic(), options: topics.collect() },
        Choice { name: "rating", label: say::web_checks_by_rating(), options: ratings.collect() },
        Choice { name: "publisher", label: say::web_checks_by_publisher(), options: publishers },
        Choice { name: "lang", label: say::web_checks_by_lang(), options: langs.collect() },
        Choice { name: "year", label: say::web_checks_by_year(), options: years.collect() },
    ];
    // A month has one year.
    let is_open = |name: &str| decided != Some(name) && !(decided == Some("month") && name == "year");
    all.into_iter().filter(|choice| is_open(choice.name) && !choice.options.is_empty()).collect()
}
