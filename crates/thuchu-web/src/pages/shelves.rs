//! `/t`, `/ratings`, `/languages`, `/archive`: the lists there are, each with its number of checks.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_app::library::Library;
use thuchu_app::matching::Matcher;
use thuchu_say::{self as say, Message};

use super::checks::{lang_name, month_name, topic_name};
use super::home::{ByRating, by_rating};
use super::{html, kept};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, Part, holds_demonstration};
use crate::site::Site;

#[derive(Template)]
#[template(path = "shelves.html")]
struct Shelves {
    c: Frame,
    lead: Message,
    /// A year each in the archive; else one without a name.
    parts: Vec<(Option<String>, Vec<Line>)>,
    ratings: Vec<ByRating>,
}

/// A list.
pub(super) struct Line {
    pub(super) address: String,
    pub(super) name: String,
    pub(super) count: String,
}

/// Which lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Topics,
    Ratings,
    Languages,
    Archive,
}

/// `GET /t`
pub(crate) async fn topics(site: State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    page(&site, &reader, &head, Kind::Topics)
}

/// `GET /ratings`
pub(crate) async fn ratings(site: State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    page(&site, &reader, &head, Kind::Ratings)
}

/// `GET /languages`
pub(crate) async fn languages(site: State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    page(&site, &reader, &head, Kind::Languages)
}

/// `GET /archive`
pub(crate) async fn archive(site: State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    page(&site, &reader, &head, Kind::Archive)
}

fn page(site: &Site, reader: &Reader, head: &HeaderMap, kind: Kind) -> Result<Response<Body>, Fault> {
    let live = site.reading.live();
    let seen = live.with(Matcher::generation).ok_or(Fault::Starting)?;
    let key = format!("shelves {} {} {seen} {}", kind as u8, reader.lang, site.today());
    kept(site, reader, head, &key, || {
        html(&live.with(|matcher| shelves(site, reader, matcher.library(), kind)).ok_or(Fault::Starting)?)
    })
}

fn shelves(site: &Site, reader: &Reader, library: &Library, kind: Kind) -> Shelves {
    let lang = reader.lang;
    let (title, lead) = match kind {
        Kind::Topics => (say::pages_topics(), say::pages_topics_lead()),
        Kind::Ratings => (say::pages_ratings(), say::pages_ratings_lead()),
        Kind::Languages => (say::pages_languages(), say::pages_languages_lead()),
        Kind::Archive => (say::pages_archive(), say::pages_archive_lead()),
    };
    let mut c = Frame::new(site, reader, Part::Checks, title.in_lang(lang), holds_demonstration(library));
    c.description = lead.in_lang(lang);
    let line = |path: String, name: String, count: usize| Line {
        address: c.to(&path),
        name,
        count: say::people::count(count as u64, lang),
    };
    let parts = match kind {
        Kind::Topics => vec![(None, topic_lines(&c, library))],
        Kind::Ratings => Vec::new(),
        Kind::Languages => {
            let lines = library.langs().map(|(tag, n)| line(format!("/languages/{tag}"), lang_name(tag, lang), n));
            vec![(None, lines.collect())]
        }
        Kind::Archive => {
            let mut years: Vec<(Option<String>, Vec<Line>)> = Vec::new();
            for (month, count) in library.months() {
                let year = Some(month.year().to_string());
                if years.last().is_none_or(|(last, _)| *last != year) {
                    years.push((year, Vec::new()));
                }
                if let Some((_, lines)) = years.last_mut() {
                    lines.push(line(format!("/archive/{month}"), month_name(month).in_lang(lang), count));
                }
            }
            years
        }
    };
    let ratings = if kind == Kind::Ratings { by_rating(site, library, lang) } else { Vec::new() };
    Shelves { parts: parts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(), ratings, lead, c }
}

/// The subjects with checks.
pub(super) fn topic_lines(c: &Frame, library: &Library) -> Vec<Line> {
    let line = |(topic, count): (thuchu_model::Topic, usize)| Line {
        address: c.to(&format!("/t/{topic}")),
        name: topic_name(topic).in_lang(c.lang),
        count: say::people::count(count as u64, c.lang),
    };
    library.topics().map(line).collect()
}
