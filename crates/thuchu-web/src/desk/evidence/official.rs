//! `/desk/official-pages`: pages of organisations on social networks, named by one editor and confirmed by another one.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::evidence::OfficialError;
use thuchu_app::people::Person;
use thuchu_app::reading::ReadError;
use thuchu_model::{Act, may};
use thuchu_say::{self as say, Message};

use super::super::frame::{Bar, Done, Fields, Visit, Wrong, frame, page as answer};
use super::super::see;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, plain};
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/official.html")]
struct OfficialPages {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    wrong: Vec<Wrong>,
    judges: bool,
    pages: Vec<Line>,
    typed: Named,
}

/// A page.
struct Line {
    address: String,
    organisation: String,
    said: Vec<Message>,
    confirmed: bool,
    /// Who looks named it, so somebody else confirms it.
    own: bool,
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

/// A page as it is named.
#[derive(Deserialize, Default)]
pub(crate) struct Named {
    #[serde(default)]
    address: String,
    #[serde(default)]
    organisation: String,
}

async fn list(
    site: &Site,
    reader: &Reader,
    person: &Person,
    done: Option<Message>,
    (wrong, typed): (Vec<Wrong>, Named),
) -> Result<OfficialPages, Fault> {
    let at_list = Reader { path: "/desk/official-pages".to_owned(), ..reader.clone() };
    let c = frame(site, &at_list, say::evidence_official_title());
    let people = site.people.colleagues().await?;
    let name =
        |id| people.iter().find(|one| one.editor.id == id).map_or_else(String::new, |one| one.editor.name.to_string());
    let day = |at| site.on_day(at, c.lang).text;
    let pages = site.steps.evidence.official_pages().await.map_err(ReadError::from)?;
    let pages = pages.iter().map(|page| {
        let named = say::evidence_official_named(name(page.asked_by), day(page.asked));
        let confirmed = page.confirmed.map(|(by, at)| say::evidence_official_confirmed_by(name(by), day(at)));
        Line {
            address: plain(&page.address),
            organisation: plain(&page.organisation),
            confirmed: confirmed.is_some(),
            said: [Some(named), confirmed].into_iter().flatten().collect(),
            own: page.asked_by == person.editor.id,
        }
    });
    Ok(OfficialPages {
        bar: Bar::of(&c, person),
        done: done.map(|text| Done { text, undo: None }),
        wrong,
        judges: may(person.editor.role, Act::Approve),
        pages: pages.collect(),
        typed,
        c,
    })
}

/// `GET /desk/official-pages`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    let done = match after.done.as_str() {
        "named" => Some(say::evidence_official_done_named()),
        "confirmed" => Some(say::evidence_official_done_confirmed()),
        "removed" => Some(say::evidence_official_done_removed()),
        _ => None,
    };
    answer(&reader, &head, &list(&site, &reader, &person, done, Default::default()).await?, false)
}

/// `POST /desk/official-pages`
pub(crate) async fn name(
    Visit { site, reader, head, person }: Visit,
    Fields(named): Fields<Named>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.evidence.name_official(person.editor.id, &named.address, &named.organisation).await;
    after(&site, &reader, &head, &person, (done, "named"), named).await
}

/// `POST /desk/official-pages/confirm`
pub(crate) async fn confirm(
    Visit { site, reader, head, person }: Visit,
    Fields(named): Fields<Named>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.evidence.confirm_official(person.editor.id, &named.address).await;
    after(&site, &reader, &head, &person, (done, "confirmed"), Named::default()).await
}

/// `POST /desk/official-pages/remove`
pub(crate) async fn remove(
    Visit { site, reader, head, person }: Visit,
    Fields(named): Fields<Named>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.evidence.remove_official(person.editor.id, &named.address).await;
    after(&site, &reader, &head, &person, (done, "removed"), Named::default()).await
}

async fn after(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    (done, word): (Result<(), OfficialError>, &str),
    typed: Named,
) -> Result<Response<Body>, Fault> {
    let (field, why) = match done {
        Ok(()) => return Ok(see(reader, &format!("/desk/official-pages?done={word}"))),
        Err(OfficialError::Address) => ("address", "address"),
        Err(OfficialError::Name) => ("organisation", "name"),
        Err(OfficialError::Exists) => ("address", "exists"),
        Err(OfficialError::AnotherPerson) => ("main", "another"),
        Err(OfficialError::NotAllowed) => return Err(Fault::Forbidden),
        // Somebody else took it away a moment ago: that is what was wanted.
        Err(OfficialError::Store(error)) if error.code() == "store.missing" => {
            return Ok(see(reader, "/desk/official-pages?done=removed"));
        }
        Err(OfficialError::Store(error)) => return Err(ReadError::from(error).into()),
    };
    let wrong = vec![Wrong { field, text: say::evidence_official_refused(why) }];
    answer(reader, head, &list(site, reader, person, None, (wrong, typed)).await?, true)
}
