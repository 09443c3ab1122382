//! `GET /transparency`: what the desk did in each year, what was said against it, and the newest head of its audit chain.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_app::matching::Matcher;
use thuchu_app::transparency::{Told, Yearly, transparency};
use thuchu_say as say;

use super::appeals::{Row, rows};
use super::{html, kept, spoken, unchanging};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay, Part, holds_demonstration};
use crate::site::Site;

#[derive(Template)]
#[template(path = "transparency.html")]
struct Transparency {
    c: Frame,
    years: Vec<Year>,
    appeals: Vec<Row>,
    head: Option<(OnDay, String)>,
}

/// The numbers of a year, in the order of the table.
struct Year {
    year: String,
    numbers: [String; 5],
}

/// `GET /transparency`
pub(crate) async fn page(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    let live = site.reading.live();
    let seen = live.with(Matcher::generation).ok_or(Fault::Starting)?;
    let key = format!("transparency {} {seen} {} {}", reader.lang, site.today(), site.hour());
    if let Some(page) = site.cache.get(site.own().version(), &key) {
        return Ok(spoken(page.answer(&head, unchanging()), &reader));
    }
    let Told { years, head: newest } = transparency(&site.steps.desk).await?;
    let appeals = rows(&site.steps.publish.appeal_numbers().await?, reader.lang);
    let demonstration = live.with(|m| holds_demonstration(m.library())).unwrap_or(false);
    kept(&site, &reader, &head, &key, || {
        let title = say::pages_transparency().in_lang(reader.lang);
        let c = Frame::new(&site, &reader, Part::About, title, demonstration);
        let count = |number: u64| say::people::count(number, reader.lang);
        let year = |(year, numbers): &(i16, Yearly)| Year {
            year: year.to_string(),
            numbers: [numbers.published, numbers.corrected, numbers.updated, numbers.withdrawn, numbers.accounts]
                .map(count),
        };
        let head = newest.as_ref().map(|daily| (OnDay::of(daily.day, reader.lang), daily.head.to_string()));
        html(&Transparency { years: years.iter().map(year).collect(), appeals, head, c })
    })
}

impl Transparency {
    /// What the columns say.
    const COLUMNS: [fn() -> say::Message; 5] = [
        say::pages_year_published,
        say::pages_year_corrected,
        say::pages_year_updated,
        say::pages_year_withdrawn,
        say::pages_year_accounts,
    ];
}
