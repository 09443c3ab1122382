//! `/c/{id}/reply`: those concerned reply to a check of ours, anybody asks to look again. Answered with a receipt code,
//! shown once and never in an address.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use jiff::civil::Date;
use serde::Deserialize;
use thuchu_app::library::Shown;
use thuchu_app::publish::{Opinion, PublishError};
use thuchu_app::reading::Found;
use thuchu_listen::Client;
use thuchu_model::{AppealKind, AppealText, CheckOrigin, PublicId};
use thuchu_say as say;

use super::{fresh, html};
use crate::desk::{Fields, Wrong, refused};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Card, Frame, Part};
use crate::site::Site;

#[derive(Template)]
#[template(path = "reply.html")]
struct ReplyPage {
    c: Frame,
    card: Card,
    wrong: Vec<Wrong>,
    action: String,
    most: u64,
    typed: Typed,
}

/// What the form sends.
#[derive(Deserialize, Default)]
pub(crate) struct Typed {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    signed: String,
    #[serde(default)]
    contact: String,
}

/// The check of ours at this address.
async fn found(site: &Site, id: Result<Path<String>, PathRejection>) -> Result<Shown, Fault> {
    let id = id.ok().and_then(|id| PublicId::parse(&id).ok()).ok_or(Fault::NotFound)?;
    match site.reading.check(id).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) if matches!(found.stored.check.origin, CheckOrigin::Own { .. }) => {
            Ok(Shown::of(&found.stored))
        }
        Found::Withdrawn(taken) => Err(Fault::Withdrawn(taken.reason)),
        Found::Check(_) | Found::ReplacedBy(_) => Err(Fault::NotFound),
    }
}

fn form(site: &Site, reader: &Reader, shown: &Shown, wrong: Vec<Wrong>, typed: Typed) -> Result<String, Fault> {
    let title = say::appeals_form_title().in_lang(reader.lang);
    let mut c = Frame::new(site, reader, Part::Checks, title, false);
    c.indexed = false;
    let card = site.reading.live().with(|matcher| Card::of(site, matcher.library(), shown, reader.lang));
    let card = card.ok_or(Fault::Starting)?;
    let action = c.to(&format!("/c/{}/reply", shown.public_id));
    html(&ReplyPage { c, card, wrong, action, most: AppealText::MOST_CHARACTERS as u64, typed })
}

/// `GET /c/{id}/reply`
pub(crate) async fn page(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response<Body>, Fault> {
    let shown = found(&site, id).await?;
    Ok(fresh(&reader, &head, form(&site, &reader, &shown, Vec::new(), Typed::default())?))
}

#[derive(Template)]
#[template(path = "replied.html")]
struct RepliedPage {
    c: Frame,
    code: String,
    due: Date,
}

/// `POST /c/{id}/reply`
pub(crate) async fn send(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    id: Result<Path<String>, PathRejection>,
    Fields(typed): Fields<Typed>,
) -> Result<Response<Body>, Fault> {
    let shown = found(&site, id).await?;
    site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let text = AppealText { text: typed.text.clone(), signed: typed.signed.clone(), contact: typed.contact.clone() };
    let done = match AppealKind::parse(&typed.kind) {
        Some(kind) => site.steps.publish.appeal(shown.public_id, &Opinion { kind, text }).await,
        None => Err(PublishError::Text("kind")),
    };
    match done {
        Ok(taken) => {
            let title = say::appeals_taken_title().in_lang(reader.lang);
            // The page in the other language is the form: a code is not shown twice.
            let mut c = Frame::new(&site, &reader, Part::Checks, title, false);
            c.indexed = false;
            let due = super::appeals::date(taken.due);
            let page = RepliedPage { c, code: super::appeals::grouped(&taken.code.reveal()), due };
            Ok(fresh(&reader, &head, html(&page)?))
        }
        Err(error) => {
            let wrong = refused(error)?;
            let mut response = fresh(&reader, &head, form(&site, &reader, &shown, wrong, typed)?);
            *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}
