//! `/desk/reviews/{id}/approval`: the second editor's word, now or for a time.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::Person;
use thuchu_app::publish::{Approved, PublishError};
use thuchu_model::{ReviewId, ReviewState, Timestamp};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Fields, Named, Visit, Wrong, frame, page as answer};
use super::publish_words::{open_rule, refused, state};
use super::see;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/approval.html")]
struct ApprovalPage {
    c: Frame,
    bar: Option<Bar>,
    wrong: Vec<Wrong>,
    id: ReviewId,
    claim: String,
    revision: u32,
    number: u32,
    writers: String,
    state: Message,
    change: Option<String>,
    open: Vec<Message>,
    own: bool,
    /// It waits for an approval, and nothing stands against this one.
    ready: bool,
    at: Option<String>,
    typed: String,
}

async fn made(
    site: &Site,
    reader: &Reader,
    person: &Person,
    id: ReviewId,
    wrong: Vec<Wrong>,
    typed: String,
) -> Result<ApprovalPage, Fault> {
    let at_page = Reader { path: format!("/desk/reviews/{id}/approval"), ..reader.clone() };
    let c = frame(site, &at_page, say::publish_approval_title());
    let found = site.steps.publish.to_approve(person.editor.id, id).await?;
    let content = found.draft.draft.content;
    let waits = found.review.state == ReviewState::InReview;
    // What is being written next is not what is public.
    let next = waits || found.review.state == ReviewState::Approved;
    let number = if next { found.draft.number } else { found.review.published_version };
    Ok(ApprovalPage {
        bar: Bar::of(&c, person),
        wrong,
        id,
        claim: content.text.claim,
        revision: found.draft.draft.revision,
        number,
        writers: found.writers.join(", "),
        state: state(found.review.state),
        change: content.change.map(|change| change.text).filter(|_| next && number > 1),
        ready: waits && found.open.is_empty() && !found.own,
        open: found.open.iter().map(open_rule).collect(),
        own: found.own,
        at: found.publish_at.map(|at| local(site, at)),
        typed,
        c,
    })
}

/// `GET /desk/reviews/{id}/approval`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &made(&site, &reader, &person, id, Vec::new(), String::new()).await?, false)
}

/// What is approved: exactly this revision.
#[derive(Deserialize)]
pub(crate) struct Approving {
    revision: u32,
    /// `2026-11-25T14:30`, where the desk is; only of the form that sets a time.
    #[serde(default)]
    at: String,
}

/// `POST /desk/reviews/{id}/approval`: now.
pub(crate) async fn approve(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    Fields(typed): Fields<Approving>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.publish.approve(person.editor.id, id, typed.revision, None).await;
    after(&site, &reader, &head, &person, id, done, String::new()).await
}

/// `POST /desk/reviews/{id}/approval/schedule`: at a time.
pub(crate) async fn schedule(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    Fields(typed): Fields<Approving>,
) -> Result<Response<Body>, Fault> {
    let done = match instant(&site, &typed.at) {
        Some(at) => site.steps.publish.approve(person.editor.id, id, typed.revision, Some(at)).await,
        None => Err(PublishError::Time),
    };
    after(&site, &reader, &head, &person, id, done, typed.at).await
}

async fn after(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    id: ReviewId,
    done: Result<Approved, PublishError>,
    typed: String,
) -> Result<Response<Body>, Fault> {
    match done {
        Ok(Approved::Published(check)) => {
            Ok(see(reader, &format!("/desk/checks/{}/withdrawal?done=published", check.id)))
        }
        Ok(Approved::At(_)) => Ok(see(reader, &format!("/desk/reviews/{id}/approval"))),
        Err(error) => {
            let wrong = refused(error)?;
            answer(reader, head, &made(site, reader, person, id, wrong, typed).await?, true)
        }
    }
}

/// A local time as forms send it.
fn instant(site: &Site, typed: &str) -> Option<Timestamp> {
    let local: jiff::civil::DateTime = typed.trim().parse().ok()?;
    let utc = local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    Some(Timestamp::from_micros(utc.as_microsecond()).plus_seconds(-i64::from(site.settings.utc_offset_minutes) * 60))
}

/// An instant as people of the desk read it: `2026-11-25 14:30`.
fn local(site: &Site, at: Timestamp) -> String {
    let text = at.plus_seconds(i64::from(site.settings.utc_offset_minutes) * 60).to_string();
    text.get(..16).unwrap_or(&text).replace('T', " ")
}
