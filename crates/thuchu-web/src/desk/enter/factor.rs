//! `/desk/factor` and `/desk/again`: the second factor, at the log-in and before an admin's act.

use askama::Template;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::{PeopleError, Person};
use thuchu_model::Secret;
use thuchu_say::{self as say, Message};

use crate::desk::frame::{Bar, Fields, Wrong, frame, page as answer};
use crate::desk::words::refused;
use crate::desk::{Cookie, SignedIn, Transport, see};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/factor.html")]
struct FactorPage {
    c: Frame,
    bar: Option<Bar>,
    lead: Message,
    /// Where the form goes.
    to: &'static str,
    /// Where it leads back to.
    back: Option<String>,
    wrong: Vec<Wrong>,
}

/// The code.
#[derive(Deserialize)]
pub(crate) struct Code {
    code: Secret,
    #[serde(default)]
    to: String,
}

/// Where to go on.
#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    to: String,
}

fn form(site: &Site, reader: &Reader, person: &Person, back: Option<String>) -> FactorPage {
    let (title, lead, to) = match back {
        None => (say::people_factor_title(), say::people_factor_lead(), "/desk/factor"),
        Some(_) => (say::people_again_title(), say::people_again_lead(), "/desk/again"),
    };
    let c = frame(site, reader, title);
    FactorPage { bar: Bar::of(&c, person), c, lead, to, back, wrong: Vec::new() }
}

/// `GET /desk/factor`: who has no phone yet connects one.
pub(crate) async fn page(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    SignedIn(person): SignedIn,
) -> Result<Response<Body>, Fault> {
    if person.sets_up_factor() {
        return Ok(see(&reader, "/desk/factor/new"));
    }
    answer(&reader, &head, &form(&site, &reader, &person, None), false)
}

/// `GET /desk/again?to=…`
pub(crate) async fn again_page(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    SignedIn(person): SignedIn,
    Query(back): Query<Back>,
) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &form(&site, &reader, &person, Some(within(&back.to))), false)
}

/// `POST /desk/factor`
pub(crate) async fn show(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    SignedIn(person): SignedIn,
    Fields(typed): Fields<Code>,
) -> Result<Response<Body>, Fault> {
    shown(&site, &reader, &head, transport, &person, &typed.code, None).await
}

/// `POST /desk/again`
pub(crate) async fn again(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    SignedIn(person): SignedIn,
    Fields(typed): Fields<Code>,
) -> Result<Response<Body>, Fault> {
    let back = within(&typed.to);
    shown(&site, &reader, &head, transport, &person, &typed.code, Some(back)).await
}

async fn shown(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    transport: Transport,
    person: &Person,
    code: &Secret,
    back: Option<String>,
) -> Result<Response<Body>, Fault> {
    let text = match site.people.show_factor(person, code).await {
        Ok(token) => return Ok(Cookie::hold(transport, &token).on(see(reader, back.as_deref().unwrap_or("/desk")))),
        Err(PeopleError::Wrong) => say::people_factor_wrong(),
        Err(error) => refused(error)?,
    };
    let wrong = vec![Wrong { field: "code", text }];
    answer(reader, head, &FactorPage { wrong, ..form(site, reader, person, back) }, true)
}

/// An address of the desk, without language; anything else leads to its beginning.
fn within(to: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-');
    let ours = to == "/desk" || to.starts_with("/desk/");
    if ours && !to.contains("//") && to.chars().all(plain) { to.to_owned() } else { "/desk".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn going_on_stays_within_the_desk() {
        assert_eq!(within("/desk/people/invite"), "/desk/people/invite");
        for elsewhere in
            ["", "/", "//evil.example", "https://evil.example", "/desk//evil", "/deskx", "/desk/\\e", "/desk/../"]
        {
            assert_eq!(within(elsewhere), "/desk", "{elsewhere}");
        }
    }
}
