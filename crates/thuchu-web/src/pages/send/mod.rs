//! `GET /send`, `POST /send`: a message goes to the desk, its sender gets a receipt. Nothing of either is logged or in an
//! address, and the code is on the answer to this one request and nowhere else.

pub(crate) mod door;
pub(crate) mod form;
pub(crate) mod multipart;

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use thuchu_app::intake::{IntakeError, Received, Sent};
use thuchu_listen::Client;
use thuchu_model::Message as Bounds;
use thuchu_say as say;

use super::{ask, fresh, html};
use crate::error::Fault;
use crate::headers::WITH_SCRIPT;
use crate::language::Reader;
use crate::look::{Frame, Part, holds_demonstration, reads};
use crate::site::Site;
pub(crate) use multipart::MOST_BYTES;

use form::{SendForm, Typed, WrongField};

#[derive(Template)]
#[template(path = "send.html")]
struct SendPage {
    c: Frame,
    send: SendForm,
}

#[derive(Template)]
#[template(path = "sent.html")]
struct SentPage {
    c: Frame,
    code: String,
    answered: bool,
    mail: bool,
}

/// `GET /send`
pub(crate) async fn page(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    show(&site, &reader, &head, SendForm::with_text(&site, ""), StatusCode::OK)
}

/// `POST /send`
pub(crate) async fn send(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    request: Request,
) -> Result<Response<Body>, Fault> {
    let client = client.map(|found| found.0);
    let (parts, body) = request.into_parts();
    let head = parts.headers;
    if from_elsewhere(&head) {
        return Err(Fault::CrossSite);
    }
    site.limiter.take(client).map_err(Fault::TooMany)?;
    let shut = site.door.comes(client, site.clock.now());
    let mut typed = Typed::read(&site, &head, body, shut).await?;
    if let Some(wrong) = typed.wrong.take() {
        return again(&site, &reader, &head, typed, wrong);
    }
    let words = format!("{}\n{}", typed.text.trim(), typed.link.trim());
    let words = words.trim();
    let mut meant = None;
    if words.chars().any(char::is_alphanumeric) && words.chars().count() <= Bounds::MOST_CHARACTERS {
        let found = ask::found(&site, words.to_owned(), reader.lang).await?;
        if found.answers() {
            found.count(&site, client, reader.lang);
            let mut page = ask::answered(&site, &reader, words, found).await;
            page.sent = true;
            return Ok(fresh(&reader, &head, html(&page)?));
        }
        meant = found.meant;
    }
    let sent = Sent {
        text: typed.text.clone(),
        link: typed.link.clone(),
        pictures: std::mem::take(&mut typed.pictures),
        lang: reads(reader.lang),
        email: Some(typed.email.clone()).filter(|email| !email.trim().is_empty()),
        tell_changes: typed.tell,
        source: site.source_of(client),
        meant,
    };
    let mail = sent.email.is_some();
    match site.steps.intake.receive(sent).await {
        Ok(received) => sent_page(&site, &reader, &head, &received, mail),
        Err(error) => again(&site, &reader, &head, typed, refused(error)?),
    }
}

fn sent_page(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    received: &Received,
    mail: bool,
) -> Result<Response<Body>, Fault> {
    let c = frame(site, reader, &say::sent_title());
    let page = SentPage { c, code: received.code.reveal(), answered: received.answered, mail };
    Ok(fresh(reader, head, html(&page)?))
}

/// The form again, with what was typed and what to do about it.
fn again(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    mut typed: Typed,
    wrong: WrongField,
) -> Result<Response<Body>, Fault> {
    let wait = typed.wait.take();
    let mut send = SendForm::of(site, typed);
    send.wrong.push(wrong);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some((_, token)) = &wait {
        status = StatusCode::TOO_MANY_REQUESTS;
        send.script = Some(site.assets.send_script.clone());
        // The same token goes on maturing.
        send.token = token.clone().unwrap_or(send.token);
    }
    let mut response = show(site, reader, head, send, status)?;
    if let Some((seconds, _)) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

fn show(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    send: SendForm,
    status: StatusCode,
) -> Result<Response<Body>, Fault> {
    let scripted = send.script.is_some();
    let page = SendPage { c: frame(site, reader, &say::send_title()), send };
    let mut response = fresh(reader, head, html(&page)?);
    *response.status_mut() = status;
    if scripted {
        allow_script(&mut response);
    }
    Ok(response)
}

/// Lets the one script of ours run on this answer.
pub(crate) fn allow_script(response: &mut Response<Body>) {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WITH_SCRIPT));
}

/// The frame of a page that no search engine lists.
pub(crate) fn frame(site: &Site, reader: &Reader, title: &say::Message) -> Frame {
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let mut c = Frame::new(site, reader, Part::None, title.in_lang(reader.lang), demonstration);
    c.indexed = false;
    c
}

/// Whether a browser says that another site's page sent this: it would send what its visitor never wrote.
pub(crate) fn from_elsewhere(head: &HeaderMap) -> bool {
    head.get_all("sec-fetch-site").iter().any(|site| site != "same-origin" && site != "none")
}

/// What is wrong, where the sender can mend it; else the fault.
fn refused(error: IntakeError) -> Result<WrongField, Fault> {
    let (field, text) = match error {
        IntakeError::Nothing => ("text", say::send_nothing()),
        IntakeError::TooLong => ("text", say::send_too_long(Bounds::MOST_CHARACTERS as u64)),
        IntakeError::TooManyPictures => ("pictures", say::send_too_many_pictures(Bounds::MOST_PICTURES as u64)),
        IntakeError::Blocked => ("text", say::send_blocked()),
        IntakeError::Email => ("email", say::send_bad_email()),
        IntakeError::Starting | IntakeError::Store(_) => return Err(error.into()),
    };
    Ok(WrongField { field, text })
}

impl From<IntakeError> for Fault {
    fn from(error: IntakeError) -> Self {
        match &error {
            IntakeError::Starting => Self::Starting,
            IntakeError::Store(store) if store.is_transient() => Self::Unavailable,
            _ => {
                // The code alone: what a store says may hold what it was given.
                tracing::error!(code = error.code(), "a message cannot be taken in");
                Self::Broken
            }
        }
    }
}
