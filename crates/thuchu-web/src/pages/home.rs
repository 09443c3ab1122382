//! `GET /`: ask first; then what is asked about most, what is new, what was corrected, and where to look around.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_app::first_page::News;
use thuchu_app::library::{Filter, Library};
use thuchu_app::matching::Matcher;
use thuchu_say::{self as say, Message};

use super::shelves::{Line, topic_lines};
use super::{corrections, html, kept};
use crate::boxes::Beside;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Card, Frame, Part, holds_demonstration, in_lang, shape};
use crate::site::Site;
use crate::syndication::list_links;

/// Newest checks shown.
const NEWEST: usize = 6;
/// Most asked checks shown.
const ASKED: usize = 5;

#[derive(Template)]
#[template(path = "home.html")]
pub(super) struct Home {
    pub(super) c: Frame,
    /// With how many people asked, rounded.
    pub(super) asked: Vec<(Card, Message)>,
    pub(super) newest: Vec<Card>,
    pub(super) changes: Vec<corrections::Line>,
    pub(super) topics: Vec<Line>,
    pub(super) total: Message,
    /// What the operator has beside it: weather, rates, notices.
    pub(super) boxes: Vec<Beside>,
    pub(super) ratings: Vec<ByRating>,
    /// What was typed, where it could not be used.
    pub(super) typed: String,
    /// Why not.
    pub(super) wrong: Option<Message>,
}

/// A rating in use, with how many checks have it.
pub(super) struct ByRating {
    pub(super) shape: &'static str,
    pub(super) label: String,
    pub(super) address: String,
    pub(super) count: String,
}

/// `GET /`
pub(crate) async fn home(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    let live = site.reading.live();
    let seen = live.with(Matcher::generation).ok_or(Fault::Starting)?;
    let news = site.steps.first_page.news(seen, site.hour()).await;
    let asked: Vec<String> = news.asked.iter().map(|(id, about)| format!("{id}:{about}")).collect();
    // The hour stands for the changes: they are read again with it, and with every change of a check.
    let boxes = crate::boxes::key(&site);
    let key = format!("home {} {seen} {} {} {asked:?}{boxes}", reader.lang, site.today(), site.hour());
    kept(&site, &reader, &head, &key, || {
        let page = live.with(|matcher| page(&site, &reader, matcher, &news)).ok_or(Fault::Starting)?;
        html(&page)
    })
}

/// The page with an empty box.
pub(super) fn page(site: &Site, reader: &Reader, matcher: &Matcher, news: &News) -> Home {
    let library = matcher.library();
    let lang = reader.lang;
    let newest = library.list(&Filter::default(), None, NEWEST).checks;
    let mut c = Frame::new(site, reader, Part::Ask, site.own().home_title(lang), holds_demonstration(library));
    c.links = list_links(lang, "", &say::web_checks_title().in_lang(lang));
    let asked = news.asked.iter().filter_map(|(id, about)| {
        Some((Card::of(site, library, library.get(*id)?, lang), say::pages_asked_about(*about)))
    });
    Home {
        asked: asked.take(ASKED).collect(),
        newest: newest.into_iter().map(|shown| Card::of(site, library, shown, lang)).collect(),
        changes: news.changes.iter().map(|change| corrections::line(site, change, lang)).collect(),
        topics: topic_lines(&c, library),
        boxes: crate::boxes::shown(site, lang),
        total: say::web_home_all(library.len() as u64),
        ratings: by_rating(site, library, lang),
        typed: String::new(),
        wrong: None,
        c,
    }
}

/// The ratings in use, in the order of the scale.
pub(super) fn by_rating(site: &Site, library: &Library, lang: say::Lang) -> Vec<ByRating> {
    let reads = crate::look::reads(lang);
    let mut used: Vec<_> = library.ratings().collect();
    let own = site.own();
    let place = |key: &thuchu_model::RatingKey| own.scale().ratings().iter().position(|rating| rating.key == *key);
    used.sort_by_key(|(key, _)| place(key).unwrap_or(usize::MAX));
    let ratings = used.into_iter().filter_map(|(key, count)| {
        let rating = own.rating(key)?;
        Some(ByRating {
            shape: shape(Some(key), rating.value.map(|value| value.get())),
            label: rating.label(&reads).to_owned(),
            address: in_lang(lang, &format!("/ratings/{key}")),
            count: say::people::count(count as u64, lang),
        })
    });
    ratings.collect()
}
