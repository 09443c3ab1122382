//! The frame around the desk's pages, forms as they come in, and what pages say about themselves.

use axum::Form;
use axum::body::Body;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode};
use serde::de::DeserializeOwned;
use thuchu_app::people::Person;
use thuchu_model::{Act, may};
use thuchu_say::{self as say, Message};

use super::nonce::Nonce;
use super::{SignedIn, serves};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{DeskFiles, Frame, Part};
use crate::pages::form::Whole;
use crate::pages::{fresh, html};
use crate::site::Site;

/// The desk's bar: where to go, and who one is.
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) parts: Vec<BarPart>,
}

/// One part of it.
pub(crate) struct BarPart {
    pub(crate) address: String,
    pub(crate) label: Message,
    pub(crate) current: bool,
}

/// The frame of a page of the desk.
pub(crate) fn frame(site: &Site, reader: &Reader, title: impl Into<Message>) -> Frame {
    let title = title.into().in_lang(reader.lang);
    let mut frame = Frame::new(site, reader, Part::None, title, false);
    frame.indexed = false;
    frame.desk = Some(DeskFiles {
        style: site.assets.desk_style.clone(),
        scripts: site.assets.desk_scripts.clone(),
        nonce: Nonce::present(),
    });
    frame
}

impl Bar {
    /// The bar of somebody who is all the way in.
    pub(crate) fn of(c: &Frame, person: &Person) -> Option<Self> {
        if person.half_way() {
            return None;
        }
        let all = [
            ("/desk/queue", Act::SeeQueue, say::queue_bar_queue()),
            ("/desk/reviews", Act::SeeReviews, say::queue_bar_reviews()),
            ("/desk/withdrawals", Act::Approve, say::publish_bar_withdrawals()),
            ("/desk/appeals", Act::Approve, say::queue_bar_appeals()),
            ("/desk/counts", Act::SeeCounts, say::queue_bar_counts()),
            ("/desk/trail", Act::SeeAudit, say::queue_bar_trail()),
            ("/desk/publishers", Act::SeePublishers, say::people_bar_publishers()),
            ("/desk/people", Act::SeePeople, say::people_bar_people()),
            ("/desk/settings", Act::SeeSettings, say::queue_bar_settings()),
            ("/desk/account", Act::KeepOwnAccess, say::people_bar_account()),
        ];
        let open = all.into_iter().filter(|(path, act, _)| serves(path) && may(person.editor.role, *act));
        let parts = open.map(|(path, _, label)| BarPart {
            address: c.to(path),
            label,
            current: c.path.starts_with(path) || (path == "/desk/queue" && c.path.starts_with("/desk/clusters")),
        });
        Some(Self { name: person.editor.name.to_string(), parts: parts.collect() })
    }
}

/// What a form that came back has to say: which field, and what to do.
pub(crate) struct Wrong {
    /// The id of the field; `main` where no single one is meant.
    pub(crate) field: &'static str,
    pub(crate) text: Message,
}

/// What was just done, and how to undo it.
pub(crate) struct Done {
    pub(crate) text: Message,
    pub(crate) undo: Option<Undo>,
}

/// A form of one button.
pub(crate) struct Undo {
    pub(crate) address: String,
    pub(crate) field: &'static str,
    pub(crate) value: String,
}

/// A page of the desk; with something wrong in it, one that asks again.
pub(crate) fn page(
    reader: &Reader,
    head: &HeaderMap,
    template: &impl askama::Template,
    wrong: bool,
) -> Result<Response<Body>, Fault> {
    let mut response = fresh(reader, head, html(template)?);
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// What every step of the desk begins with: who asks, of which site, how the page is read.
pub(crate) struct Visit {
    pub(crate) site: Site,
    pub(crate) reader: Reader,
    pub(crate) head: HeaderMap,
    pub(crate) person: Person,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Fault> {
        let SignedIn(person) = SignedIn::from_request_parts(parts, site).await?;
        let Ok(reader) = Reader::from_request_parts(parts, site).await;
        Ok(Self { site: site.clone(), reader, head: parts.headers.clone(), person })
    }
}

/// The thing that an address names; there is no page of what is no name.
pub(crate) struct Named<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        Path::<T>::from_request_parts(parts, state).await.map(|Path(name)| Self(name)).map_err(|_| Fault::NotFound)
    }
}

/// A posted form as its type names the fields; whatever else was sent is left alone.
pub(crate) struct Fields<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Fields<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let (parts, body) = request.into_parts();
        let Whole(bytes) = Whole::from_request(Request::from_parts(parts.clone(), body), state).await?;
        let read = Form::<T>::from_request(Request::from_parts(parts, bytes.into()), state).await;
        read.map(|Form(fields)| Self(fields)).map_err(|rejection| match rejection {
            FormRejection::InvalidFormContentType(_) => Fault::WrongType("application/x-www-form-urlencoded"),
            _ => Fault::Unusable("request.fields", say::web_fault_unusable_advice()),
        })
    }
}
