//! `GET /receipt`, `POST /receipt`: the answer by the code of a receipt, and erasing what belongs to it. The code comes
//! by POST, so it is in no address and no log; the message is never shown.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use serde::Deserialize;
use thuchu_app::intake::{Looked, Standing};
use thuchu_listen::Client;
use thuchu_model::{ChangeKind, Secret};
use thuchu_say::{self as say, Message};

use super::send::{frame, from_elsewhere};
use super::{fresh, html};
use crate::desk::Fields;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Card, Frame, Part, reads};
use crate::site::Site;

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    c: Frame,
    wrong: bool,
    shown: Option<Shown>,
}

/// What a receipt shows.
struct Shown {
    since: Option<Message>,
    state: Message,
    /// What the state means, where no check says it.
    text: Option<Message>,
    card: Option<Card>,
    summary: Option<String>,
    /// Each with its kind and day.
    changes: Vec<(Message, String)>,
    /// The code that erases, where there is something to erase.
    erases: Option<String>,
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: Secret,
    erase: Option<String>,
}

/// `GET /receipt`
pub(crate) async fn page(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    asks(&site, &reader, &head, false)
}

/// `POST /receipt`
pub(crate) async fn look(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    Fields(typed): Fields<Typed>,
) -> Result<Response<Body>, Fault> {
    if from_elsewhere(&head) {
        return Err(Fault::CrossSite);
    }
    site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let shown = if typed.erase.is_some() {
        if !site.steps.intake.erase(&typed.code).await? {
            return asks(&site, &reader, &head, true);
        }
        Shown::plain(say::receipt_erased(), say::receipt_erased_text())
    } else {
        match site.steps.intake.look_up(&typed.code).await? {
            Some(looked) => shown(&site, &reader, looked, typed.code.reveal()).await,
            None => return asks(&site, &reader, &head, true),
        }
    };
    let page = ReceiptPage { c: frame(&site, &reader, &say::receipt_title()), wrong: false, shown: Some(shown) };
    Ok(fresh(&reader, &head, html(&page)?))
}

/// The field for the code; with what to do when the one typed is none.
fn asks(site: &Site, reader: &Reader, head: &HeaderMap, wrong: bool) -> Result<Response<Body>, Fault> {
    let page = ReceiptPage { c: frame(site, reader, &say::receipt_title()), wrong, shown: None };
    let mut response = fresh(reader, head, html(&page)?);
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

async fn shown(site: &Site, reader: &Reader, looked: Looked, code: &str) -> Shown {
    let (year, month, day) = looked.since.parts();
    let since = jiff::civil::Date::new(year, month, day).ok().map(say::receipt_since);
    let mut shown = match looked.standing {
        Standing::Waiting => Shown::plain(say::receipt_waiting(), say::receipt_waiting_text()),
        Standing::NotCheckable => Shown::plain(say::receipt_not_checkable(), say::receipt_not_checkable_text()),
        Standing::Removed => Shown::plain(say::receipt_removed(), say::receipt_removed_text()),
        Standing::Answered(check, changes) => {
            let card = site.reading.live().with(|matcher| {
                let library = matcher.library();
                library.get(check).map(|found| Card::of(site, library, found, reader.lang))
            });
            match card.flatten() {
                None => Shown::plain(say::receipt_withdrawn(), say::receipt_withdrawn_text()),
                Some(card) => {
                    let summary = site.reading.summary(check, reads(reader.lang)).await.unwrap_or_default();
                    let change = |change: thuchu_app::intake::Correction| {
                        let head = say::receipt_change(ChangeKind::as_str(change.kind), site.day_of(change.at));
                        (head, crate::look::plain(&change.text))
                    };
                    let changes = changes.into_iter().map(change).collect();
                    Shown {
                        card: Some(card),
                        summary,
                        changes,
                        text: None,
                        ..Shown::plain(say::receipt_answered(), say::receipt_answered())
                    }
                }
            }
        }
    };
    shown.since = since;
    shown.erases = Some(code.to_owned());
    shown
}

impl Shown {
    fn plain(state: Message, text: Message) -> Self {
        Self { since: None, state, text: Some(text), card: None, summary: None, changes: Vec::new(), erases: None }
    }
}
