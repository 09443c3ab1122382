//! `POST /ask`: a question, and at once what is known about it. Nothing of it is stored, logged or put in an address; that
//! something was asked is counted, in batches.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use thuchu_app::demo;
use thuchu_app::intake::Outcome;
use thuchu_app::matching::{Question, ReplyMatch, differs, why};
use thuchu_app::meaning::Meant;
use thuchu_listen::Client;
use thuchu_match::{Decision, SlotPair};
use thuchu_say::{self as say, Message};

use super::form::Text;
use super::marked::{Piece, marked};
use super::send::allow_script;
use super::send::form::SendForm;
use super::{fresh, home, html};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Card, Frame, Part, holds_demonstration, in_lang, reads};
use crate::markdown::leads_out;
use crate::router::moved;
use crate::site::Site;

/// Matches looked at for one answer.
const MATCHES: usize = 5;
/// Most characters of a question.
pub(crate) const MOST_CHARACTERS: usize = 20_000;

/// What the desk has to say.
#[derive(Template)]
#[template(path = "answer.html")]
pub(super) struct Answer {
    c: Frame,
    /// It was sent to the desk, which needs not answer it.
    pub(super) sent: bool,
    /// Sends the question to the desk, where nothing answers it.
    send: Option<SendForm>,
    question: Vec<Piece>,
    typed: String,
    /// The check that answers; `None` when there is none.
    answer: Option<Answering>,
    /// What may be related, with what differs.
    related: Vec<(Card, Option<Message>)>,
}

/// The check that answers.
struct Answering {
    card: Card,
    summary: Option<String>,
    /// Where the publisher has it, for a check of others.
    source: Option<String>,
    why: Message,
    rows: Vec<Row>,
}

/// One comparison between message and claim.
pub(crate) struct Row {
    pub(crate) message: String,
    pub(crate) claim: String,
    pub(crate) what: Message,
    pub(crate) same: bool,
}

/// What the engine found, as a page shows it.
pub(super) struct Shown {
    decision: Decision,
    /// Each match with its card, and where its publisher has it.
    matches: Vec<(ReplyMatch, (Card, Option<String>))>,
    worth_showing: f32,
    demonstration: bool,
    /// What the question means, where there is a model.
    pub(super) meant: Option<Meant>,
}

impl Shown {
    /// Whether the first match answers.
    pub(super) fn answers(&self) -> bool {
        self.decision == Decision::Answer && !self.matches.is_empty()
    }

    /// Counts the question; visible with the next batch.
    pub(super) fn count(&self, site: &Site, client: Option<Client>, lang: say::Lang) {
        let first = self.matches.first().map(|(found, _)| found.id);
        let check = first.filter(|_| self.answers());
        site.steps.intake.asked(site.source_of(client), &reads(lang), outcome(self.decision), check);
    }
}

/// How a question ended.
pub(crate) const fn outcome(decision: Decision) -> Outcome {
    match decision {
        Decision::Answer => Outcome::Answered,
        Decision::Suggest => Outcome::Suggested,
        Decision::None => Outcome::None,
    }
}

/// `POST /ask`
pub(crate) async fn ask(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    Text(typed): Text,
) -> Result<Response<Body>, Fault> {
    let text = typed.trim();
    let wrong = if !text.chars().any(char::is_alphanumeric) {
        Some(say::web_ask_empty())
    } else if text.chars().count() > MOST_CHARACTERS {
        Some(say::web_ask_too_long(MOST_CHARACTERS as u64))
    } else {
        None
    };
    if let Some(wrong) = wrong {
        return unusable(&site, &reader, &head, typed, wrong);
    }
    let client = client.map(|found| found.0);
    site.limiter.take(client).map_err(Fault::TooMany)?;
    let found = found(&site, text.to_owned(), reader.lang).await?;
    found.count(&site, client, reader.lang);
    let page = answered(&site, &reader, text, found).await;
    let mut response = fresh(&reader, &head, html(&page)?);
    if page.send.is_some_and(|send| send.script.is_some()) {
        allow_script(&mut response);
    }
    Ok(response)
}

/// `GET /ask`: somebody loads the answer's address again; the question is not in it.
pub(crate) async fn again(reader: Reader) -> Response<Body> {
    moved(StatusCode::SEE_OTHER, &in_lang(reader.lang, "/"))
}

/// The box again, with what was typed and what to do about it.
fn unusable(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    typed: String,
    wrong: Message,
) -> Result<Response<Body>, Fault> {
    let at_home = Reader { path: "/".to_owned(), ..reader.clone() };
    // What is wrong is at hand at once, without what else is new.
    let page = |matcher: &_| home::page(site, &at_home, matcher, &thuchu_app::first_page::News::default());
    let page = site.reading.live().with(page).ok_or(Fault::Starting)?;
    let page = home::Home { typed, wrong: Some(wrong), ..page };
    let mut response = fresh(reader, head, html(&page)?);
    *response.status_mut() = StatusCode::BAD_REQUEST;
    Ok(response)
}

/// Asks the engine, in its turn.
pub(super) async fn found(site: &Site, text: String, lang: say::Lang) -> Result<Shown, Fault> {
    let worker = site.clone();
    site.in_turn(move || {
        let meant = worker.reading.sense(&text);
        worker.reading.live().asking(|matcher, scratch| {
            let (reads, now, sense) = (reads(lang), worker.clock.now(), meant.as_ref());
            let question = Question { text: &text, links: &[], lang: Some(&reads), limit: MATCHES, now, sense };
            let reply = matcher.ask(question, scratch);
            let library = matcher.library();
            let with_card = |found: ReplyMatch| {
                let shown = library.get(found.id)?;
                let made_up = library.publisher_of(shown).is_some_and(|publisher| demo::is_demonstration(publisher));
                let source = shown.url.clone().filter(|url| leads_out(url) && !made_up);
                Some((found, (Card::of(&worker, library, shown, lang), source)))
            };
            Shown {
                decision: reply.decision,
                matches: reply.matches.into_iter().filter_map(with_card).collect(),
                worth_showing: matcher.worth_showing(),
                demonstration: holds_demonstration(library),
                meant: meant.clone(),
            }
        })
    })
    .await?
    .ok_or(Fault::Starting)
}

pub(super) async fn answered(site: &Site, reader: &Reader, text: &str, found: Shown) -> Answer {
    let Shown { decision, matches, worth_showing, demonstration, meant: _ } = found;
    let mut pairs = matches.into_iter();
    let answer = if decision == Decision::Answer { pairs.next() } else { None };
    let shown: Vec<_> = match decision {
        Decision::None => Vec::new(),
        _ => pairs.collect(),
    };
    let question = match answer.as_ref().or(shown.first()) {
        Some((best, _)) => marked(text, &best.explanation),
        None => vec![Piece { text: text.to_owned(), marked: false }],
    };
    let first_is_suggested = decision == Decision::Suggest;
    let related = shown
        .into_iter()
        .enumerate()
        .filter(|(place, (found, _))| (*place == 0 && first_is_suggested) || found.probability >= worth_showing)
        .map(|(_, (found, (card, _)))| (card, Some(differs(&found.explanation)).filter(|_| first_is_suggested)));
    let title = match decision {
        Decision::Answer => say::web_answer_title(),
        Decision::Suggest => say::web_suggest_title(),
        Decision::None => say::web_none_title(),
    };
    let mut c = Frame::new(site, reader, Part::Ask, title.in_lang(reader.lang), demonstration);
    c.indexed = false;
    c.question = Some(text.to_owned());
    let related = related.collect();
    let answer = match answer {
        Some((found, (card, source))) => Some(answering(site, reader, found, card, source).await),
        None => None,
    };
    let send = answer.is_none().then(|| SendForm::with_text(site, text));
    Answer { c, sent: false, send, question, typed: text.to_owned(), answer, related }
}

async fn answering(site: &Site, reader: &Reader, found: ReplyMatch, card: Card, source: Option<String>) -> Answering {
    // Without the store there is no summary, but the verdict and the claim are known. Not logged: a line would say when
    // somebody asked, and whoever follows the store has said already that it does not answer.
    let summary = site.reading.summary(found.id, reads(reader.lang)).await.unwrap_or_default();
    let rows = rows(&found);
    Answering { card, summary, source, why: why(&found.explanation), rows }
}

/// What was compared, row by row: slots first, they decide.
pub(crate) fn rows(found: &ReplyMatch) -> Vec<Row> {
    let explanation = &found.explanation;
    let slot = |pairs: &[SlotPair], same: fn() -> Message, differs: fn() -> Message| -> Vec<Row> {
        let said = pairs.iter().filter(|pair| !pair.message.is_empty() && !pair.claim.is_empty());
        said.map(|pair| Row {
            message: pair.message.clone(),
            claim: pair.claim.clone(),
            what: if pair.same { same() } else { differs() },
            same: pair.same,
        })
        .collect()
    };
    let mut rows = slot(&explanation.numbers, say::web_why_same_number, say::web_why_other_number);
    rows.extend(slot(&explanation.names, say::web_why_same_name, say::web_why_other_name));
    rows.extend(slot(&explanation.dates, say::web_why_same_date, say::web_why_other_date));
    rows
}
