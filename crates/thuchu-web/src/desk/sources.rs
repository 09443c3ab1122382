//! `/desk/lists`: lists of checks of others that the desk fetches by itself.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::Person;
use thuchu_app::reading::ReadError;
use thuchu_app::sources::{Named as New, Outcome, SourceProblem};
use thuchu_model::{Act, ImportSourceId, may};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Done, Fields, Named, Visit, Wrong, frame, page as answer};
use super::see;
use super::words::trust;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, plain};
use crate::site::Site;

/// What an admin may choose from as a format.
const FORMATS: [&str; 6] = ["auto", "ndjson", "json", "feed", "csv", "html"];

#[derive(Template)]
#[template(path = "desk/sources.html")]
struct SourcesPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    wrong: Vec<Wrong>,
    changes: bool,
    lists: Vec<Line>,
    typed: New,
    formats: Vec<(&'static str, Message)>,
}

/// A list.
struct Line {
    id: ImportSourceId,
    name: String,
    address: String,
    about: Vec<Message>,
    active: bool,
    next: Message,
    last: Option<(String, Message, bool)>,
    problems: Vec<(u64, String)>,
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

async fn list(
    site: &Site,
    reader: &Reader,
    person: &Person,
    done: Option<Message>,
    (wrong, typed): (Vec<Wrong>, New),
) -> Result<SourcesPage, Fault> {
    let at_list = Reader { path: "/desk/lists".to_owned(), ..reader.clone() };
    let c = frame(site, &at_list, say::lists_title());
    let when = |at| site.to_the_minute(at, c.lang);
    let all = site.steps.sources.all().await.map_err(ReadError::from)?;
    let lists = all.into_iter().map(|one| {
        let source = &one.source;
        let mut about = vec![
            say::lists_every(u64::from(source.hours)),
            say::lists_format(source.format.as_str()),
            say::lists_trust_of(trust(source.trust)),
        ];
        if !source.licence.is_empty() {
            about.push(say::lists_licence_of(plain(&source.licence)));
        }
        about.extend(source.is_whole.then(say::lists_is_whole));
        about.extend(source.others.then(say::lists_has_others));
        Line {
            id: source.id,
            name: plain(&source.name),
            address: plain(&source.url),
            about,
            active: source.active,
            next: if source.active { say::lists_next(when(source.due_at)) } else { say::lists_paused() },
            last: one.last.as_ref().map(|(at, outcome)| (when(*at), came(outcome), outcome.problem.is_none())),
            problems: one.problems.iter().map(|problem| (problem.line, plain(&problem.reason))).collect(),
        }
    });
    Ok(SourcesPage {
        bar: Bar::of(&c, person),
        done: done.map(|text| Done { text, undo: None }),
        wrong,
        changes: may(person.editor.role, Act::ChangeSettings),
        lists: lists.collect(),
        typed,
        formats: FORMATS.map(|word| (word, say::lists_format_name(word))).into(),
        c,
    })
}

fn came(outcome: &Outcome) -> Message {
    let counts = &outcome.counts;
    match &outcome.problem {
        Some(problem) => say::lists_failed(problem.as_str()),
        None if outcome.unchanged => say::lists_unchanged(),
        None if outcome.refused > 0 => say::lists_refused(outcome.refused, counts.added, counts.changed),
        None => {
            let gone = counts.withdrawn + counts.replaced;
            say::lists_came(counts.read, counts.added, counts.changed, counts.unchanged, gone, counts.problems)
        }
    }
}

fn fresh_form() -> New {
    New { hours: "24".to_owned(), trust: "show".to_owned(), format: "auto".to_owned(), ..New::default() }
}

/// `GET /desk/lists`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    let known = ["added", "removed", "paused", "resumed", "run"];
    let done = known.contains(&after.done.as_str()).then(|| say::lists_done(after.done.as_str()));
    answer(&reader, &head, &list(&site, &reader, &person, done, (Vec::new(), fresh_form())).await?, false)
}

/// `POST /desk/lists`
pub(crate) async fn add(
    Visit { site, reader, head, person }: Visit,
    Fields(new): Fields<New>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.sources.add(&person, &new).await.map(drop);
    after(&site, &reader, &head, &person, (done, "added"), new).await
}

/// `POST /desk/lists/{id}/run`
pub(crate) async fn run(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ImportSourceId>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.sources.run_now(&person, id).await;
    after(&site, &reader, &head, &person, (done, "run"), fresh_form()).await
}

/// Whether it is fetched.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    active: String,
}

/// `POST /desk/lists/{id}/active`
pub(crate) async fn active(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ImportSourceId>,
    Fields(wanted): Fields<Wanted>,
) -> Result<Response<Body>, Fault> {
    let fetches = wanted.active == "yes";
    let done = site.steps.sources.set_active(&person, id, fetches).await;
    after(&site, &reader, &head, &person, (done, if fetches { "resumed" } else { "paused" }), fresh_form()).await
}

/// `POST /desk/lists/{id}/remove`
pub(crate) async fn remove(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ImportSourceId>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.sources.remove(&person, id).await;
    after(&site, &reader, &head, &person, (done, "removed"), fresh_form()).await
}

async fn after(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    (done, word): (Result<(), SourceProblem>, &str),
    typed: New,
) -> Result<Response<Body>, Fault> {
    let (field, why) = match done {
        Ok(()) => return Ok(see(reader, &format!("/desk/lists?done={word}"))),
        Err(SourceProblem::Field(field)) => (field, field),
        Err(SourceProblem::Exists) => ("url", "exists"),
        Err(SourceProblem::TooMany) => ("main", "many"),
        Err(SourceProblem::NotAllowed) => return Err(Fault::Forbidden),
        Err(SourceProblem::NotFresh) => ("main", "fresh"),
        // Somebody else took it away a moment ago.
        Err(SourceProblem::Store(error)) if error.code() == "store.missing" => {
            return Ok(see(reader, "/desk/lists?done=removed"));
        }
        Err(SourceProblem::Store(error)) => return Err(ReadError::from(error).into()),
    };
    let wrong = vec![Wrong { field, text: say::lists_refused_field(why) }];
    answer(reader, head, &list(site, reader, person, None, (wrong, typed)).await?, true)
}
