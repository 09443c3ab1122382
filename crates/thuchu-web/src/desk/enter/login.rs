//! `/desk/login`: name and password, or a passkey.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::{Entered, Party, PeopleError, Signed};
use thuchu_listen::Client;
use thuchu_model::Secret;
use thuchu_say::{self as say, Message};

use crate::desk::frame::{Bar, Fields, Visit, Wrong, frame, page as answer};
use crate::desk::passkey::{Here, Offer};
use crate::desk::{Cookie, Transport, see};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/login.html")]
struct LogInPage {
    c: Frame,
    bar: Option<Bar>,
    typed: String,
    wrong: Vec<Wrong>,
    transport: Transport,
    passkey: Option<Offer>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct LogIn {
    name: String,
    password: Secret,
    #[serde(default)]
    code: Secret,
}

fn form(site: &Site, reader: &Reader, transport: Transport, here: Option<&Party>) -> LogInPage {
    let c = frame(site, reader, say::people_login_title());
    let passkey = Offer::to_anybody(site, here);
    LogInPage { c, bar: None, typed: String::new(), wrong: Vec::new(), transport, passkey }
}

/// `GET /desk/login`
pub(crate) async fn page(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    here: Here,
) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &form(&site, &reader, transport, here.party.as_ref()), false)
}

/// `POST /desk/login`. Whatever is wrong, the answer is the same.
pub(crate) async fn log_in(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    here: Here,
    Fields(typed): Fields<LogIn>,
) -> Result<Response<Body>, Fault> {
    site.knocks.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    match site.people.log_in(&typed.name, &typed.password, &typed.code).await {
        Ok(Entered::In(token)) => Ok(Cookie::hold(transport, &token).on(see(&reader, "/desk"))),
        Ok(Entered::HalfWay(token)) => Ok(Cookie::hold(transport, &token).on(see(&reader, "/desk/factor"))),
        Err(PeopleError::Wrong) => {
            let form = LogInPage { typed: typed.name, ..form(&site, &reader, transport, here.party.as_ref()) };
            again(&reader, &head, form, "name", say::people_login_wrong())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/login/passkey`: all the way in, without name, password or code.
pub(crate) async fn with_passkey(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    here: Here,
    Fields(signed): Fields<Signed>,
) -> Result<Response<Body>, Fault> {
    site.knocks.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let done = match &here.party {
        Some(party) => site.people.log_in_with_passkey(party, here.holder.as_ref(), &signed).await,
        None => Err(PeopleError::Wrong),
    };
    match done {
        Ok(token) => Ok(Cookie::hold(transport, &token).on(see(&reader, "/desk"))),
        Err(PeopleError::Wrong) => {
            // The form stands at the log-in, also in the other language.
            let reader = Reader { path: "/desk/login".to_owned(), ..reader };
            let form = form(&site, &reader, transport, here.party.as_ref());
            again(&reader, &head, form, "main", say::passkey_wrong())
        }
        Err(error) => Err(error.into()),
    }
}

fn again(
    reader: &Reader,
    head: &HeaderMap,
    form: LogInPage,
    field: &'static str,
    text: Message,
) -> Result<Response<Body>, Fault> {
    answer(reader, head, &LogInPage { wrong: vec![Wrong { field, text }], ..form }, true)
}

/// `POST /desk/logout`
pub(crate) async fn log_out(
    Visit { site, reader, person, .. }: Visit,
    transport: Transport,
) -> Result<Response<Body>, Fault> {
    site.people.log_out(&person).await?;
    Ok(Cookie::drop(transport).on(see(&reader, "/desk/login")))
}
