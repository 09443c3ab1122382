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

/// `GET /api/v1/audit`
pub(crate) async fn heads(
    State(site): State<Site>,
    head: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response<Body>, Fault> {
    let asked = wanted.map_err(|_| unreadable())?.0.before;
    let before = match asked.as_str() {
        "" => None,
        day => Some(Day::parse(day).ok_or(Fault::Unusable("query.before", say::web_api_before()))?),
    };
    let found = site.steps.trail.heads(before).await?;
    let items: Vec<Value> = found
        .iter()
        .map(|daily| json!({"day": daily.day, "number": daily.head.number, "hash": daily.head.hash}))
        .collect();
    let more = found.last().filter(|_| found.len() >= HEADS_ON_A_PAGE as usize);
    Ok(answer(&json!({"items": items, "next": more.map(|last| last.day)}), &head))
}
