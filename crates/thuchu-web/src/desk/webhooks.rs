//! `/desk/webhooks`: who is told when a check is published, corrected or withdrawn.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::Person;
use thuchu_app::reading::ReadError;
use thuchu_app::webhooks::WebhookProblem;
use thuchu_formats::WebhookKind;
use thuchu_model::{Act, WebhookId, may};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Done, Fields, Named, Visit, Wrong, frame, page as answer};
use super::see;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, plain};
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/webhooks.html")]
struct WebhooksPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    wrong: Vec<Wrong>,
    changes: bool,
    /// Shown once: where, and the secret.
    secret: Option<(String, String)>,
    receivers: Vec<Line>,
    typed: New,
}

/// A receiver.
struct Line {
    id: WebhookId,
    address: String,
    events: String,
    active: bool,
    standing: Message,
    failing: Option<Message>,
    given_up: u64,
    tries: Vec<Tried>,
}

/// A try.
struct Tried {
    at: String,
    event: Message,
    message: String,
    attempt: u64,
    came: Message,
    well: bool,
}

/// A receiver as it is named.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct New {
    url: String,
    published: String,
    corrected: String,
    withdrawn: String,
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
) -> Result<WebhooksPage, Fault> {
    let at_list = Reader { path: "/desk/webhooks".to_owned(), ..reader.clone() };
    let c = frame(site, &at_list, say::webhooks_title());
    let changes = may(person.editor.role, Act::ChangeSettings);
    let when = |at| site.to_the_minute(at, c.lang);
    let event = |kind: WebhookKind| say::webhooks_event(kind.as_str().split('.').next_back().unwrap_or_default());
    let all = site.steps.webhooks.all().await.map_err(ReadError::from)?;
    let receivers = all.into_iter().map(|one| {
        let events: Vec<String> = one.events.iter().map(|kind| c.t(event(*kind))).collect();
        let tries = one.tries.iter().map(|tried| Tried {
            at: when(tried.at),
            event: WebhookKind::parse(&tried.event).map_or_else(say::webhooks_nothing, event),
            message: tried.message.clone(),
            attempt: u64::from(tried.attempt),
            came: match (tried.status, &tried.problem) {
                (Some(status), _) => say::webhooks_answered(status.to_string()),
                (None, Some(problem)) => say::webhooks_problem(problem.as_str()),
                (None, None) => say::webhooks_nothing(),
            },
            well: tried.problem.is_none(),
        });
        Line {
            id: one.id,
            // An address may hold a secret of its own: who only looks on sees the host.
            address: plain(if changes { &one.url } else { &one.host }),
            events: events.join(", "),
            active: one.active,
            standing: match one.active {
                true => say::webhooks_active(one.waiting),
                false => say::webhooks_paused(one.waiting),
            },
            failing: (one.failures > 0).then(|| {
                let until = one.rest_until.map_or_else(String::new, when);
                say::webhooks_failing(u64::from(one.failures), until)
            }),
            given_up: one.given_up,
            tries: tries.collect(),
        }
    });
    Ok(WebhooksPage {
        bar: Bar::of(&c, person),
        done: done.map(|text| Done { text, undo: None }),
        wrong,
        changes,
        secret: None,
        receivers: receivers.collect(),
        typed,
        c,
    })
}

/// `GET /desk/webhooks`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    let known = ["removed", "paused", "resumed", "test", "again"];
    let done = known.contains(&after.done.as_str()).then(|| say::webhooks_done(after.done.as_str()));
    answer(&reader, &head, &list(&site, &reader, &person, done, Default::default()).await?, false)
}

/// `POST /desk/webhooks`: a new receiver. The page that answers shows its secret, and no page ever again.
pub(crate) async fn add(
    Visit { site, reader, head, person }: Visit,
    Fields(new): Fields<New>,
) -> Result<Response<Body>, Fault> {
    let chosen = [
        (&new.published, WebhookKind::Published),
        (&new.corrected, WebhookKind::Corrected),
        (&new.withdrawn, WebhookKind::Withdrawn),
    ];
    let events: Vec<WebhookKind> = chosen.iter().filter(|(said, _)| *said == "yes").map(|(_, kind)| *kind).collect();
    match site.steps.webhooks.add(&person, &new.url, &events).await {
        Ok((_, secret)) => {
            let mut page = list(&site, &reader, &person, None, Default::default()).await?;
            page.secret = Some((plain(&new.url), secret.reveal()));
            answer(&reader, &head, &page, false)
        }
        Err(error) => {
            let wrong = vec![worded(error)?];
            answer(&reader, &head, &list(&site, &reader, &person, None, (wrong, new)).await?, true)
        }
    }
}

/// `POST /desk/webhooks/{id}/test`
pub(crate) async fn test(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<WebhookId>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.webhooks.test(&person, id).await;
    after(&site, &reader, &head, &person, done, "test").await
}

/// `POST /desk/webhooks/{id}/again`: what was given up is tried again.
pub(crate) async fn again(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<WebhookId>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.webhooks.again(&person, id).await.map(drop);
    after(&site, &reader, &head, &person, done, "again").await
}

/// Whether it is told.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    active: String,
}

/// `POST /desk/webhooks/{id}/active`
pub(crate) async fn active(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<WebhookId>,
    Fields(wanted): Fields<Wanted>,
) -> Result<Response<Body>, Fault> {
    let tells = wanted.active == "yes";
    let done = site.steps.webhooks.set_active(&person, id, tells).await;
    after(&site, &reader, &head, &person, done, if tells { "resumed" } else { "paused" }).await
}

/// `POST /desk/webhooks/{id}/remove`
pub(crate) async fn remove(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<WebhookId>,
) -> Result<Response<Body>, Fault> {
    let done = site.steps.webhooks.remove(&person, id).await;
    after(&site, &reader, &head, &person, done, "removed").await
}

async fn after(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    done: Result<(), WebhookProblem>,
    word: &str,
) -> Result<Response<Body>, Fault> {
    match done {
        Ok(()) => Ok(see(reader, &format!("/desk/webhooks?done={word}"))),
        // Somebody else took it away a moment ago.
        Err(WebhookProblem::Store(error)) if error.code() == "store.missing" => {
            Ok(see(reader, "/desk/webhooks?done=removed"))
        }
        Err(error) => {
            let wrong = (vec![worded(error)?], New::default());
            answer(reader, head, &list(site, reader, person, None, wrong).await?, true)
        }
    }
}

fn worded(problem: WebhookProblem) -> Result<Wrong, Fault> {
    let (field, why) = match problem {
        WebhookProblem::Address => ("url", "address"),
        WebhookProblem::Events => ("published", "events"),
        WebhookProblem::TooMany => ("main", "many"),
        WebhookProblem::NoPublicUrl => ("main", "public"),
        WebhookProblem::NotAllowed => return Err(Fault::Forbidden),
        WebhookProblem::NotFresh => ("main", "fresh"),
        WebhookProblem::Store(error) => return Err(ReadError::from(error).into()),
    };
    Ok(Wrong { field, text: say::webhooks_refused(why) })
}
