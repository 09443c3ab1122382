//! `GET /api/v1/audit`: the published heads of the audit chain, as JSON.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use thuchu_app::trail::HEADS_ON_A_PAGE;
use thuchu_model::Day;
use thuchu_say as say;

use super::checks::answer;
use super::query::unreadable;
use crate::error::Fault;
use crate::site::Site;

/// What is asked for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    before: String,
}

/// A day as its pattern allows it; the 31st of November, which no calendar has, is the last day of it that each has.
fn day_of(text: &str) -> Option<Day> {
    Day::parse(text).or_else(|| {
        let mut parts = text.split('-').map(|part| part.parse::<i16>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let whole = text.len() == 10 && parts.next().is_none();
        let (month, day) = (month.clamp(1, 12), day.clamp(1, 28));
        Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).filter(|_| whole)
    })
}

/// `GET /api/v1/audit`
pub(crate) async fn heads(
    State(site): State<Site>,
    head: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response<Body>, Fault> {
    let asked = wanted.map_err(|_| unreadable())?.0.before;
    let before = match asked.as_str() {
        "" => None,
        day => Some(day_of(day).ok_or(Fault::Unusable("query.before", say::web_api_before()))?),
    };
    let found = site.steps.trail.heads(before).await?;
    let items: Vec<Value> = found
        .iter()
        .map(|daily| json!({"day": daily.day, "number": daily.head.number, "hash": daily.head.hash}))
        .collect();
    let more = found.last().filter(|_| found.len() >= HEADS_ON_A_PAGE as usize);
    Ok(answer(&json!({"items": items, "next": more.map(|last| last.day)}), &head))
}
