//! `/desk/link/…`: a link that lets somebody in once. Looking at it uses nothing up, so a chat program that looks at
//! links ahead of people does no harm.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use serde::Deserialize;
use thuchu_app::people::{LinkFor, PeopleError};
use thuchu_listen::Client;
use thuchu_model::Secret;
use thuchu_say::{self as say, Message};

use crate::desk::frame::{Bar, Fields, Wrong, frame, page as answer};
use crate::desk::words::refused;
use crate::desk::{Cookie, Transport, see};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/link.html")]
struct LinkPage {
    c: Frame,
    bar: Option<Bar>,
    /// Where the form goes: the link itself.
    to: String,
    first: bool,
    typed: String,
    least: u64,
    transport: Transport,
    wrong: Vec<Wrong>,
}

#[derive(Template)]
#[template(path = "desk/void.html")]
struct VoidPage {
    c: Frame,
    bar: Option<Bar>,
    lead: Message,
}

/// What the form sends; the name at the first set-up only.
#[derive(Deserialize)]
pub(crate) struct Start {
    #[serde(default)]
    name: String,
    password: Secret,
}

fn form(site: &Site, reader: &Reader, to: &LinkFor, transport: Transport) -> LinkPage {
    let (title, first) = match to {
        LinkFor::FirstSetUp => (say::people_link_title_first(), true),
        LinkFor::Colleague(name) => (say::people_link_title(name), false),
    };
    let c = frame(site, reader, title);
    let least = thuchu_app::people::password::SHORTEST as u64;
    let to = c.to(&c.path);
    LinkPage { to, c, bar: None, first, typed: String::new(), least, transport, wrong: Vec::new() }
}

fn void(site: &Site, reader: &Reader, head: &HeaderMap) -> Result<Response<Body>, Fault> {
    let c = frame(site, reader, say::people_link_void_title());
    let lead = say::people_link_void();
    let mut response = answer(reader, head, &VoidPage { c, bar: None, lead }, false)?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

/// Who has a password and no phone, and did not come by a link just now, needs another link.
pub(super) fn no_factor(site: &Site, reader: &Reader, head: &HeaderMap) -> Result<Response<Body>, Fault> {
    let c = frame(site, reader, say::passkey_no_phone_title());
    answer(reader, head, &VoidPage { c, bar: None, lead: say::passkey_no_phone() }, false)
}

/// `GET /desk/link/{token}`
pub(crate) async fn page(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    Path(token): Path<String>,
) -> Result<Response<Body>, Fault> {
    site.knocks.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    match site.people.link(&token).await {
        Ok(to) => answer(&reader, &head, &form(&site, &reader, &to, transport), false),
        Err(PeopleError::Link) => void(&site, &reader, &head),
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/link/{token}`
pub(crate) async fn use_it(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    Path(token): Path<String>,
    Fields(typed): Fields<Start>,
) -> Result<Response<Body>, Fault> {
    site.knocks.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let error = match site.people.use_link(&token, &typed.name, &typed.password).await {
        Ok(half_way) => return Ok(Cookie::hold(transport, &half_way).on(see(&reader, "/desk/factor/new"))),
        Err(PeopleError::Link) => return void(&site, &reader, &head),
        Err(error) => error,
    };
    let field = if matches!(error, PeopleError::Password(_)) { "password" } else { "name" };
    let wrong = vec![Wrong { field, text: refused(error)? }];
    let to = site.people.link(&token).await?;
    answer(&reader, &head, &LinkPage { typed: typed.name, wrong, ..form(&site, &reader, &to, transport) }, true)
}
