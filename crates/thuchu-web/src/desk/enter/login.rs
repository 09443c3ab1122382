//! `/desk/login`: name and password.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::{Entered, PeopleError};
use thuchu_listen::Client;
use thuchu_model::Secret;
use thuchu_say as say;

use crate::desk::frame::{Bar, Fields, Wrong, frame, page as answer};
use crate::desk::{Cookie, SignedIn, Transport, see};
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
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct LogIn {
    name: String,
    password: Secret,
    #[serde(default)]
    code: Secret,
}

fn form(site: &Site, reader: &Reader, transport: Transport) -> LogInPage {
    let c = frame(site, reader, say::people_login_title());
    LogInPage { c, bar: None, typed: String::new(), wrong: Vec::new(), transport }
}

/// `GET /desk/login`
pub(crate) async fn page(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &form(&site, &reader, transport), false)
}

/// `POST /desk/login`. Whatever is wrong, the answer is the same.
pub(crate) async fn log_in(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    Fields(typed): Fields<LogIn>,
) -> Result<Response<Body>, Fault> {
    site.knocks.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    match site.people.log_in(&typed.name, &typed.password, &typed.code).await {
        Ok(Entered::In(token)) => Ok(Cookie::hold(transport, &token).on(see(&reader, "/desk"))),
        Ok(Entered::HalfWay(token)) => Ok(Cookie::hold(transport, &token).on(see(&reader, "/desk/factor"))),
        Err(PeopleError::Wrong) => {
            let wrong = vec![Wrong { field: "name", text: say::people_login_wrong() }];
            let again = LogInPage { typed: typed.name, wrong, ..form(&site, &reader, transport) };
            answer(&reader, &head, &again, true)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/logout`
pub(crate) async fn log_out(
    State(site): State<Site>,
    reader: Reader,
    transport: Transport,
    SignedIn(person): SignedIn,
) -> Result<Response<Body>, Fault> {
    site.people.log_out(&person).await?;
    Ok(Cookie::drop(transport).on(see(&reader, "/desk/login")))
}
