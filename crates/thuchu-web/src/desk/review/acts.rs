//! What is done to a review beside writing it: taken back, given back, noted on, given to somebody.

use axum::body::Body;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::desk::review::ReviewError;
use thuchu_app::people::Person;
use thuchu_model::{EditorId, ReviewId};
use thuchu_say as say;

use super::super::frame::{Fields, Named, Visit, Wrong, page as answer};
use super::super::see;
use super::edit::{Shown, made};
use super::form::day;
use super::words::{at, refused};
use crate::error::Fault;
use crate::language::Reader;
use crate::site::Site;

/// `POST /desk/reviews/{id}/back`: takes it back to the draft.
pub(crate) async fn back(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.reviews.take_back(person.editor.id, id).await;
    after(&site, &reader, &head, &person, id, done, "back").await
}

/// A note.
#[derive(Deserialize)]
pub(crate) struct Noted {
    #[serde(default)]
    note: String,
}

/// `POST /desk/reviews/{id}/return`: back to the writers, with a reason.
pub(crate) async fn give_back(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    Fields(noted): Fields<Noted>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.reviews.give_back(person.editor.id, id, &noted.note).await;
    after(&site, &reader, &head, &person, id, done, "returned").await
}

/// `POST /desk/reviews/{id}/notes`
pub(crate) async fn note(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    Fields(noted): Fields<Noted>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.reviews.note(person.editor.id, id, &noted.note).await;
    after(&site, &reader, &head, &person, id, done, "noted").await
}

/// To whom, and until when.
#[derive(Deserialize)]
pub(crate) struct Assigned {
    #[serde(default)]
    to: String,
    #[serde(default)]
    due: String,
}

/// `POST /desk/reviews/{id}/assign`
pub(crate) async fn assign(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    Fields(given): Fields<Assigned>,
) -> Result<Response<Body>, Fault> {
    let (to, due) = (EditorId::parse(&given.to), day(&given.due));
    if due.is_none() && !given.due.trim().is_empty() {
        let text = say::evidence_no_date(say::review_due(), crate::look::plain(&given.due));
        let shown = Shown::refused(vec![Wrong { field: "due", text }]);
        return answer(&reader, &head, &made(&site, &reader, &person, id, shown).await?, true);
    }
    let done = site.steps.reviews.assign(person.editor.id, id, to, due).await;
    after(&site, &reader, &head, &person, id, done, "assigned").await
}

async fn after(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    id: ReviewId,
    done: Result<(), ReviewError>,
    word: &str,
) -> Result<Response<Body>, Fault> {
    match done {
        Ok(()) => Ok(see(reader, &format!("{}?done={word}", at(id)))),
        Err(error) => {
            let shown = Shown::refused(refused(error)?);
            answer(reader, head, &made(site, reader, person, id, shown).await?, true)
        }
    }
}
