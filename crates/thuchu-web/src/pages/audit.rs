//! `GET /audit` and `GET /audit.atom`: the heads of the audit chain, a day each, and how to check them. The head of today
//! is not shown before the day is over: it would tell of every single act at once.

use askama::Template;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Response};
use serde::Deserialize;
use thuchu_app::trail::HEADS_ON_A_PAGE;
use thuchu_formats::{AtomEntry, AtomFeed};
use thuchu_model::Day;
use thuchu_say as say;

use super::{html, spoken, unchanging};
use crate::cache::Rendered;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay, Part, holds_demonstration, in_lang};
use crate::site::Site;

#[derive(Template)]
#[template(path = "audit.html")]
struct Audit {
    c: Frame,
    heads: Vec<HeadLine>,
    /// A head to show how the command is typed.
    sample: String,
    older: Option<String>,
    further: bool,
}

/// The head of a day.
struct HeadLine {
    day: OnDay,
    number: String,
    hash: String,
}

/// Where a page begins.
#[derive(Deserialize, Default)]
pub(crate) struct From {
    #[serde(default)]
    before: String,
}

/// `GET /audit`
pub(crate) async fn page(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    Query(from): Query<From>,
) -> Result<Response<Body>, Fault> {
    let before = Day::parse(&from.before);
    let found = site.steps.trail.heads(before).await?;
    let title = say::audit_title().in_lang(reader.lang);
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let mut c = Frame::new(&site, &reader, Part::None, title, demonstration);
    c.query = before.map(|day| format!("before={day}"));
    let sample = found.first().map_or_else(|| format!("1:{}", "0".repeat(64)), |daily| daily.head.to_string());
    let last = found.last().filter(|_| found.len() >= HEADS_ON_A_PAGE as usize);
    let older = last.map(|daily| format!("{}?before={}", c.to("/audit"), daily.day));
    let heads = found.iter().map(|daily| HeadLine {
        day: OnDay::of(daily.day, c.lang),
        number: say::people::count(daily.head.number.unsigned_abs(), c.lang),
        hash: daily.head.hash.to_string(),
    });
    let page = Audit { heads: heads.collect(), sample, older, further: before.is_some(), c };
    Ok(spoken(Rendered::new(html(&page)?).answer(&head, unchanging()), &reader))
}

/// `GET /audit.atom`
pub(crate) async fn feed(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    let found = site.steps.trail.heads(None).await?;
    let lang = reader.lang;
    let base = site.settings.public_url.as_deref();
    let full = |path: &str| base.map(|base| format!("{base}{path}"));
    let page = full(&in_lang(lang, "/audit"));
    // A day's head is public as soon as the day is over.
    let updated = |day: Day| site.steps.trail.bounds(day).1.to_string();
    let entries: Vec<AtomEntry> = found
        .iter()
        .map(|daily| {
            let (year, month, day) = daily.day.parts();
            let date = jiff::civil::Date::new(year, month, day).unwrap_or(site.today());
            AtomEntry {
                id: format!("urn:sha256:{}:{}", daily.head.hash, daily.day),
                title: say::audit_feed_entry(date).in_lang(lang),
                updated: updated(daily.day),
                page: page.clone(),
                text: daily.head.to_string(),
            }
        })
        .collect();
    let feed = AtomFeed {
        id: full(&in_lang(lang, "/audit.atom")).unwrap_or_else(|| format!("urn:thuchu:audit:{lang}")),
        lang: lang.code().to_owned(),
        title: say::audit_feed_title(site.own().name(lang)).in_lang(lang),
        subtitle: say::audit_lead().in_lang(lang),
        author: site.own().name(lang),
        updated: found.first().map_or_else(|| updated(Day::EPOCH), |newest| updated(newest.day)),
        own: full(&in_lang(lang, "/audit.atom")),
        page,
        entries,
    };
    let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    Ok(spoken(Rendered::of_type(feed.to_xml().into(), kind).answer(&head, unchanging()), &reader))
}
