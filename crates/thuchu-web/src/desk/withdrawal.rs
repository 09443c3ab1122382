//! `/desk/checks/{id}/withdrawal` and `/desk/withdrawals`: taking a published check back, by two.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::Person;
use thuchu_app::publish::{PublishError, Wish};
use thuchu_model::{Check, CheckId, CheckState, WithdrawReason, WithdrawalId};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Done, Fields, Named, Visit, Wrong, frame, page as answer};
use super::publish_words::refused;
use super::see;
use super::words::day;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/withdrawal.html")]
struct WithdrawalPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    wrong: Vec<Wrong>,
    id: CheckId,
    claim: String,
    version: u32,
    /// The check's own page.
    address: String,
    published: bool,
    wish: Option<Line>,
    chosen: WithdrawReason,
    typed: String,
}

/// A wish as a page shows it.
struct Line {
    id: WithdrawalId,
    check: CheckId,
    claim: String,
    by: Message,
    reason: Message,
    text: String,
    own: bool,
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

fn reason(reason: WithdrawReason) -> Message {
    match reason {
        WithdrawReason::Invalid => say::publish_withdraw_invalid(),
        WithdrawReason::GoneAtSource | WithdrawReason::Other => say::publish_withdraw_other(),
    }
}

fn claim(check: &Check) -> String {
    check.content.claims.first().map(|claim| claim.text.to_string()).unwrap_or_default()
}

fn line(site: &Site, wish: &Wish, person: &Person) -> Line {
    let withdrawal = &wish.wish.withdrawal;
    Line {
        id: withdrawal.id,
        check: withdrawal.check,
        claim: claim(&wish.check),
        by: say::publish_withdraw_by(&wish.by, day(site, wish.wish.asked)),
        reason: reason(withdrawal.reason),
        text: withdrawal.text.clone(),
        own: withdrawal.by == person.editor.id,
    }
}

async fn made(
    site: &Site,
    reader: &Reader,
    person: &Person,
    id: CheckId,
    after: &After,
    wrong: Vec<Wrong>,
) -> Result<WithdrawalPage, Fault> {
    let at_page = Reader { path: format!("/desk/checks/{id}/withdrawal"), ..reader.clone() };
    let c = frame(site, &at_page, say::publish_check_title());
    let (check, wish) = site.steps.publish.check(id).await?;
    let text = match after.done.as_str() {
        "published" => Some(say::publish_done_published(check.version)),
        "asked" => Some(say::publish_done_asked()),
        "withdrawn" => Some(say::publish_done_withdrawn()),
        "refused" => Some(say::publish_done_refused()),
        _ => None,
    };
    Ok(WithdrawalPage {
        bar: Bar::of(&c, person),
        done: text.map(|text| Done { text, undo: None }),
        wrong,
        id,
        claim: claim(&check),
        version: check.version,
        address: c.to(&format!("/c/{}", check.public_id)),
        published: check.state == CheckState::Published,
        wish: wish.map(|wish| line(site, &wish, person)),
        chosen: WithdrawReason::Invalid,
        typed: String::new(),
        c,
    })
}

/// `GET /desk/checks/{id}/withdrawal`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<CheckId>,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &made(&site, &reader, &person, id, &after, Vec::new()).await?, false)
}

/// Why a check is to be taken back.
#[derive(Deserialize)]
pub(crate) struct Asking {
    reason: WithdrawReason,
    #[serde(default)]
    text: String,
}

/// `POST /desk/checks/{id}/withdrawal`
pub(crate) async fn ask(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<CheckId>,
    Fields(typed): Fields<Asking>,
) -> Result<Response<Body>, Fault> {
    match site.steps.publish.ask_withdrawal(person.editor.id, id, typed.reason, &typed.text).await {
        Ok(_) => Ok(see(&reader, &format!("/desk/checks/{id}/withdrawal?done=asked"))),
        Err(error) => {
            let wrong = refused(error)?;
            let page = made(&site, &reader, &person, id, &After::default(), wrong).await?;
            answer(&reader, &head, &WithdrawalPage { chosen: typed.reason, typed: typed.text, ..page }, true)
        }
    }
}

/// Which wish is decided: exactly the one that was read.
#[derive(Deserialize)]
pub(crate) struct Deciding {
    withdrawal: String,
}

/// `POST /desk/checks/{id}/withdrawal/confirm`
pub(crate) async fn confirm(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<CheckId>,
    Fields(typed): Fields<Deciding>,
) -> Result<Response<Body>, Fault> {
    let wish = WithdrawalId::parse(&typed.withdrawal).ok_or(Fault::NotFound)?;
    let done = site.steps.publish.confirm_withdrawal(person.editor.id, wish).await;
    decided(&site, &reader, &head, &person, id, done, "withdrawn").await
}

/// `POST /desk/checks/{id}/withdrawal/refuse`: another's wish, or one's own.
pub(crate) async fn refuse(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<CheckId>,
    Fields(typed): Fields<Deciding>,
) -> Result<Response<Body>, Fault> {
    let wish = WithdrawalId::parse(&typed.withdrawal).ok_or(Fault::NotFound)?;
    let done = site.steps.publish.refuse_withdrawal(person.editor.id, wish).await;
    decided(&site, &reader, &head, &person, id, done, "refused").await
}

async fn decided(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    id: CheckId,
    done: Result<Check, PublishError>,
    what: &str,
) -> Result<Response<Body>, Fault> {
    match done {
        Ok(check) => Ok(see(reader, &format!("/desk/checks/{}/withdrawal?done={what}", check.id))),
        Err(error) => {
            let wrong = refused(error)?;
            answer(reader, head, &made(site, reader, person, id, &After::default(), wrong).await?, true)
        }
    }
}

#[derive(Template)]
#[template(path = "desk/withdrawals.html")]
struct WithdrawalsPage {
    c: Frame,
    bar: Option<Bar>,
    waiting: Vec<Line>,
}

/// `GET /desk/withdrawals`: what waits for a second editor.
pub(crate) async fn list(Visit { site, reader, head, person }: Visit) -> Result<Response<Body>, Fault> {
    let c = frame(&site, &reader, say::publish_withdrawals_title());
    let waiting = site.steps.publish.wishes().await?;
    let waiting = waiting.iter().map(|wish| line(&site, wish, &person)).collect();
    answer(&reader, &head, &WithdrawalsPage { bar: Bar::of(&c, &person), c, waiting }, false)
}
