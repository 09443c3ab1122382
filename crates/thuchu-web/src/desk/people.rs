//! `/desk/people`: who works here; inviting, roles, disabling, new links.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use serde::Deserialize;
use thuchu_app::people::{PeopleError, Person, Standing};
use thuchu_model::{Act, EditorId, Role, Token, may};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Done, Fields, Named, Undo, Visit, Wrong, frame, page as answer};
use super::words::{day, refused, role as role_word, role_for};
use super::{Transport, see};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/people.html")]
struct PeoplePage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    wrong: Vec<Wrong>,
    manages: bool,
    alone: bool,
    people: Vec<Line>,
}

/// Somebody of the desk, as the list shows them.
struct Line {
    id: EditorId,
    name: String,
    role: Message,
    /// Every role: its word in forms, its word for people, whether it is theirs.
    roles: Vec<(&'static str, Message, bool)>,
    standing: Message,
    active: bool,
    own: bool,
}

/// What was just done, to whom, and what it was before.
#[derive(Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    was: String,
}

async fn list(
    site: &Site,
    reader: &Reader,
    person: &Person,
    after: &After,
    wrong: Vec<Wrong>,
) -> Result<PeoplePage, Fault> {
    let at_list = Reader { path: "/desk/people".to_owned(), ..reader.clone() };
    let c = frame(site, &at_list, say::people_people_title());
    let colleagues = site.people.colleagues().await?;
    let people: Vec<Line> = colleagues
        .into_iter()
        .map(|colleague| Line {
            id: colleague.editor.id,
            name: colleague.editor.name.to_string(),
            role: role_word(colleague.editor.role),
            roles: Role::ALL.map(|role| (role.as_str(), role_word(role), role == colleague.editor.role)).into(),
            standing: match colleague.standing {
                Standing::Ready => say::people_standing_ready(),
                Standing::HalfReady => say::people_standing_half_ready(),
                Standing::Invited(until) => say::people_standing_invited(day(site, until)),
                Standing::Outside => say::people_standing_outside(),
                Standing::Disabled => say::people_standing_disabled(),
            },
            active: colleague.editor.active,
            own: colleague.editor.id == person.editor.id,
        })
        .collect();
    let done = people.iter().find(|line| line.id.to_string() == after.id).and_then(|line| done(&c, line, after));
    Ok(PeoplePage {
        bar: Bar::of(&c, person),
        done,
        wrong,
        manages: may(person.editor.role, Act::ManagePeople),
        alone: people.len() == 1,
        people,
        c,
    })
}

fn done(c: &Frame, line: &Line, after: &After) -> Option<Done> {
    let undo = |act: &str, field, value: &str| {
        Some(Undo { address: c.to(&format!("/desk/people/{}/{act}", line.id)), field, value: value.to_owned() })
    };
    let (text, undo) = match after.done.as_str() {
        "role" => (say::people_done_role(&line.name), undo("role", "role", Role::parse(&after.was)?.as_str())),
        "active" if line.active => (say::people_done_enabled(&line.name), undo("active", "active", "no")),
        "active" => (say::people_done_disabled(&line.name), undo("active", "active", "yes")),
        _ => return None,
    };
    Some(Done { text, undo })
}

/// `GET /desk/people`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &list(&site, &reader, &person, &after, Vec::new()).await?, false)
}

/// The list with what was refused above it.
async fn list_again(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    error: PeopleError,
) -> Result<Response<Body>, Fault> {
    let wrong = vec![Wrong { field: "main", text: refused(error)? }];
    answer(reader, head, &list(site, reader, person, &After::default(), wrong).await?, true)
}

#[derive(Template)]
#[template(path = "desk/invite.html")]
struct InvitePage {
    c: Frame,
    bar: Option<Bar>,
    typed: String,
    chosen: Role,
    roles: Vec<(Role, Message, Message)>,
    wrong: Vec<Wrong>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Invite {
    name: String,
    role: Role,
}

fn invite_form(site: &Site, reader: &Reader, person: &Person) -> InvitePage {
    let c = frame(site, reader, say::people_invite_title());
    let roles = Role::ALL.into_iter().map(|role| (role, role_word(role), role_for(role))).collect();
    let bar = Bar::of(&c, person);
    InvitePage { c, bar, typed: String::new(), chosen: Role::Editor, roles, wrong: Vec::new() }
}

/// `GET /desk/people/invite`
pub(crate) async fn invite_page(Visit { site, reader, head, person }: Visit) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &invite_form(&site, &reader, &person), false)
}

/// `POST /desk/people/invite`: the answer holds the link.
pub(crate) async fn invite(
    Visit { site, reader, head, person }: Visit,
    transport: Transport,
    Fields(typed): Fields<Invite>,
) -> Result<Response<Body>, Fault> {
    match site.people.invite(&person, &typed.name, typed.role).await {
        Ok((editor, token)) => linked(&site, &reader, &head, transport, &person, editor.name.as_str(), &token),
        Err(error) => {
            let wrong = vec![Wrong { field: "name", text: refused(error)? }];
            let form = invite_form(&site, &reader, &person);
            answer(&reader, &head, &InvitePage { typed: typed.name, chosen: typed.role, wrong, ..form }, true)
        }
    }
}

/// `POST /desk/people/{id}/link`: the answer holds the link.
pub(crate) async fn link(
    Visit { site, reader, head, person }: Visit,
    transport: Transport,
    Named(id): Named<EditorId>,
) -> Result<Response<Body>, Fault> {
    match site.people.new_link(&person, id).await {
        Ok((editor, token)) => linked(&site, &reader, &head, transport, &person, editor.name.as_str(), &token),
        Err(error) => list_again(&site, &reader, &head, &person, error).await,
    }
}

#[derive(Template)]
#[template(path = "desk/linked.html")]
struct LinkedPage {
    c: Frame,
    bar: Option<Bar>,
    link: String,
}

fn linked(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    transport: Transport,
    person: &Person,
    name: &str,
    token: &Token,
) -> Result<Response<Body>, Fault> {
    // The page in the other language is the list: a link is not shown twice.
    let at_list = Reader { path: "/desk/people".to_owned(), ..reader.clone() };
    let c = frame(site, &at_list, say::people_linked_title(name));
    let host = head.get(header::HOST).map_or("", |host: &HeaderValue| host.to_str().unwrap_or_default());
    let scheme = if transport == Transport::Encrypted { "https" } else { "http" };
    let base = site.settings.public_url.clone().unwrap_or_else(|| format!("{scheme}://{host}"));
    let link = format!("{base}{}", c.to(&crate::link_path(token)));
    answer(reader, head, &LinkedPage { bar: Bar::of(&c, person), c, link }, false)
}

/// A role.
#[derive(Deserialize)]
pub(crate) struct ToRole {
    role: Role,
}

/// `POST /desk/people/{id}/role`
pub(crate) async fn role(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<EditorId>,
    Fields(to): Fields<ToRole>,
) -> Result<Response<Body>, Fault> {
    match site.people.set_role(&person, id, to.role).await {
        Ok(was) => Ok(see(&reader, &format!("/desk/people?done=role&id={}&was={}", was.id, was.role.as_str()))),
        Err(error) => list_again(&site, &reader, &head, &person, error).await,
    }
}

/// In or out.
#[derive(Deserialize)]
pub(crate) struct ToActive {
    active: YesNo,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum YesNo {
    Yes,
    No,
}

/// `POST /desk/people/{id}/active`
pub(crate) async fn active(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<EditorId>,
    Fields(to): Fields<ToActive>,
) -> Result<Response<Body>, Fault> {
    match site.people.set_active(&person, id, to.active == YesNo::Yes).await {
        Ok(was) => Ok(see(&reader, &format!("/desk/people?done=active&id={}", was.id))),
        Err(error) => list_again(&site, &reader, &head, &person, error).await,
    }
}
