//! `GET /`: ask first; then what is new, and where to look around.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_app::library::Filter;
use thuchu_app::matching::Matcher;
use thuchu_say::{self as say, Message};

use super::{html, kept};
use crate::boxes::Beside;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Card, Frame, Part, holds_demonstration, in_lang, shape};
use crate::site::Site;

/// Newest checks shown.
const NEWEST: usize = 6;

#[derive(Template)]
#[template(path = "home.html")]
pub(super) struct Home {
    pub(super) c: Frame,
    pub(super) newest: Vec<Card>,
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
    let boxes = crate::boxes::key(&site);
    let key = format!("home {} {seen} {} {}{boxes}", reader.lang, site.today(), site.hour());
    kept(&site, &reader, &head, &key, || {
        let page = live.with(|matcher| page(&site, &reader, matcher)).ok_or(Fault::Starting)?;
        html(&page)
    })
}

/// The page with an empty box.
pub(super) fn page(site: &Site, reader: &Reader, matcher: &Matcher) -> Home {
    let library = matcher.library();
    let lang = reader.lang;
    let reads = crate::look::reads(lang);
    let newest = library.list(&Filter::default(), None, NEWEST).checks;
    let mut used: Vec<_> = library.ratings().collect();
    let own = site.own();
    let place = |key: &thuchu_model::RatingKey| own.scale().ratings().iter().position(|rating| rating.key == *key);
    used.sort_by_key(|(key, _)| place(key).unwrap_or(usize::MAX));
    let ratings = used.into_iter().filter_map(|(key, count)| {
        let rating = own.rating(key)?;
        Some(ByRating {
            shape: shape(Some(key), rating.value.map(|value| value.get())),
            label: rating.label(&reads).to_owned(),
            address: in_lang(lang, &format!("/checks?rating={key}")),
            count: say::people::count(count as u64, lang),
        })
    });
    Home {
        c: Frame::new(site, reader, Part::Ask, own.home_title(lang), holds_demonstration(library)),
        newest: newest.into_iter().map(|shown| Card::of(site, library, shown, lang)).collect(),
        boxes: crate::boxes::shown(site, lang),
        total: say::web_home_all(library.len() as u64),
        ratings: ratings.collect(),
        typed: String::new(),
        wrong: None,
    }
}
