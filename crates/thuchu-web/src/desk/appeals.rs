//! `/desk/appeals`: replies of those concerned and requests to look again, and who decides them.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use serde::Deserialize;
use thuchu_app::people::Person;
use thuchu_app::publish::{AppealShown, Decide};
use thuchu_model::{AppealId, AppealKind, AppealState, Day};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Done, Fields, Named, Visit, Wrong, frame, page as answer};
use super::publish_words::refused;
use super::see;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay};
use crate::site::Site;

/// Appeals on one page.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "desk/appeals.html")]
struct AppealsPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    open: bool,
    appeals: Vec<Line>,
    /// The address of the next page.
    next: Option<String>,
}

/// An appeal in the list.
struct Line {
    id: AppealId,
    kind: Message,
    state: Message,
    claim: String,
    received: OnDay,
    due: OnDay,
    overdue: bool,
}

/// Which part of the list.
#[derive(Deserialize, Default)]
pub(crate) struct Wanted {
    #[serde(default)]
    decided: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    done: String,
}

/// What is asked for.
pub(crate) fn kind(kind: AppealKind) -> Message {
    match kind {
        AppealKind::Reply => say::appeals_kind_reply(),
        AppealKind::Appeal => say::appeals_kind_appeal(),
    }
}

/// What became of it.
pub(crate) fn state(state: AppealState) -> Message {
    match state {
        AppealState::Open => say::appeals_state_open(),
        AppealState::Accepted => say::appeals_state_accepted(),
        AppealState::Refused => say::appeals_state_refused(),
    }
}

fn line(shown: &AppealShown, lang: say::Lang) -> Line {
    let appeal = &shown.stored.appeal;
    Line {
        id: appeal.id,
        kind: kind(appeal.kind),
        state: state(appeal.state),
        claim: shown.check.content.claims.first().map(|claim| claim.text.to_string()).unwrap_or_default(),
        received: OnDay::of(appeal.received, lang),
        due: OnDay::of(shown.stored.due, lang),
        overdue: shown.overdue,
    }
}

/// `GET /desk/appeals`
pub(crate) async fn list(
    Visit { site, reader, head, person }: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response<Body>, Fault> {
    let open = wanted.decided.is_empty();
    let after = match wanted.after.split_once('_') {
        Some((day, id)) => Some((Day::parse(day).ok_or(Fault::NotFound)?, AppealId::parse(id).ok_or(Fault::NotFound)?)),
        None => None,
    };
    let mut found = site.steps.publish.appeals(open, after, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let c = frame(&site, &reader, say::appeals_desk_title());
    let next = found.last().filter(|_| more).map(|last| {
        let appeal = &last.stored.appeal;
        let part = if open { "" } else { "decided=1&" };
        c.to(&format!("/desk/appeals?{part}after={}_{}", appeal.received, appeal.id))
    });
    let appeals = found.iter().map(|shown| line(shown, c.lang)).collect();
    let done = (wanted.done == "decided").then(|| Done { text: say::appeals_done(), undo: None });
    answer(&reader, &head, &AppealsPage { bar: Bar::of(&c, &person), c, done, open, appeals, next }, false)
}

#[derive(Template)]
#[template(path = "desk/appeal.html")]
struct AppealPage {
    c: Frame,
    bar: Option<Bar>,
    wrong: Vec<Wrong>,
    line: Line,
    is_open: bool,
    is_reply: bool,
    /// The check's own page.
    address: String,
    /// The words; none once they are deleted.
    text: Option<thuchu_model::AppealText>,
    outcome: Option<String>,
    decided_by: Option<String>,
    typed: Deciding,
}

/// How it is decided.
#[derive(Deserialize, Default, Clone)]
pub(crate) struct Deciding {
    #[serde(default)]
    accept: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    statement: String,
    #[serde(default)]
    signed: String,
}

async fn made(
    site: &Site,
    reader: &Reader,
    person: &Person,
    id: AppealId,
    wrong: Vec<Wrong>,
    typed: Option<Deciding>,
) -> Result<AppealPage, Fault> {
    let at_page = Reader { path: format!("/desk/appeals/{id}"), ..reader.clone() };
    let c = frame(site, &at_page, say::appeals_desk_title());
    let (shown, text) = site.steps.publish.appeal_of(id).await?;
    // A reply is published as it was sent, unless an editor has reason to change it.
    let typed = typed.unwrap_or_else(|| match &text {
        Some(text) => Deciding { statement: text.text.clone(), signed: text.signed.clone(), ..Deciding::default() },
        None => Deciding::default(),
    });
    Ok(AppealPage {
        bar: Bar::of(&c, person),
        wrong,
        line: line(&shown, c.lang),
        is_open: shown.stored.appeal.state == AppealState::Open,
        is_reply: shown.stored.appeal.kind == AppealKind::Reply,
        address: c.to(&format!("/c/{}", shown.check.public_id)),
        text,
        outcome: shown.stored.appeal.outcome,
        decided_by: shown.decided_by,
        typed,
        c,
    })
}

/// `GET /desk/appeals/{id}`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<AppealId>,
) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &made(&site, &reader, &person, id, Vec::new(), None).await?, false)
}

/// `POST /desk/appeals/{id}/decision`
pub(crate) async fn decide(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<AppealId>,
    Fields(typed): Fields<Deciding>,
) -> Result<Response<Body>, Fault> {
    let accept = match typed.accept.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Fault::Unusable("request.fields", say::web_fault_unusable_advice())),
    };
    let statement = (!typed.statement.trim().is_empty()).then(|| (typed.statement.clone(), typed.signed.clone()));
    let how = Decide { accept, outcome: typed.outcome.clone(), statement };
    match site.steps.publish.decide_appeal(person.editor.id, id, &how).await {
        Ok(_) => Ok(see(&reader, "/desk/appeals?done=decided")),
        Err(error) => {
            let wrong = refused(error)?;
            answer(&reader, &head, &made(&site, &reader, &person, id, wrong, Some(typed)).await?, true)
        }
    }
}
