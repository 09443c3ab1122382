//! `/desk/reviews/{id}/beside`: facts to compare a draft with, and who else checked its claim. Facts only: nothing here
//! judges a claim.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderMap, Response};
use thuchu_app::people::Person;
use thuchu_formats::FoundCheck;
use thuchu_model::{Act, DraftContent, ReviewId, TextField, may};
use thuchu_say::{self as say, Message};

use super::super::frame::{Bar, Named, Visit, frame, page as answer};
use super::super::queue::suggest;
use super::facts::facts;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Card, Frame, OnDay, plain};
use crate::markdown::leads_out;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/beside.html")]
struct BesidePage {
    c: Frame,
    bar: Option<Bar>,
    id: ReviewId,
    claim: String,
    /// Who looks may ask other servers, and there are any.
    asks: bool,
    servers: bool,
    /// The texts of the draft in which there is something to compare.
    texts: Vec<Text>,
    /// Imported checks that are like the claim, and where their publishers have them.
    here: Vec<(Card, Option<String>)>,
    /// What other servers answered, once they were asked.
    others: Option<Vec<Server>>,
}

/// A text of the draft with its facts.
struct Text {
    name: Message,
    words: String,
    facts: Vec<Message>,
}

/// A server that was asked.
struct Server {
    host: String,
    /// `None`: it did not answer.
    found: Option<Vec<Elsewhere>>,
}

/// A check on another server.
struct Elsewhere {
    claim: String,
    publisher: String,
    title: String,
    url: Option<String>,
    rating: Option<Message>,
    day: Option<String>,
}

/// `GET /desk/reviews/{id}/beside`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
) -> Result<Response<Body>, Fault> {
    let draft = site.steps.reviews.open(id).await?.draft.draft.content;
    shown(&site, &reader, &head, &person, (id, &draft), None).await
}

/// `POST /desk/reviews/{id}/beside`: asks the servers that the operator named.
pub(crate) async fn ask(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
) -> Result<Response<Body>, Fault> {
    let draft = site.steps.reviews.open(id).await?.draft.draft.content;
    let answers = site.steps.evidence.who_else(&draft.text.claim, &draft.lang).await;
    let others = answers.into_iter().map(|server| Server {
        host: plain(&server.host),
        found: server.found.ok().map(|found| found.into_iter().map(|check| elsewhere(&check, &reader)).collect()),
    });
    shown(&site, &reader, &head, &person, (id, &draft), Some(others.collect())).await
}

fn elsewhere(check: &FoundCheck, reader: &Reader) -> Elsewhere {
    Elsewhere {
        claim: plain(&check.claim),
        // Anybody can call themselves anything: the site stands beside the name.
        publisher: match &check.publisher {
            Some(name) => format!("\u{2068}{}\u{2069} ({})", plain(name), plain(&check.site)),
            None => plain(&check.site),
        },
        title: check.title.as_deref().map(plain).unwrap_or_default(),
        url: Some(check.url.clone()).filter(|url| leads_out(url)),
        rating: check.rating.as_deref().map(plain).map(say::evidence_checked_rating),
        day: check.review_date.map(|day| OnDay::of(day, reader.lang).text),
    }
}

async fn shown(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    (id, draft): (ReviewId, &DraftContent),
    others: Option<Vec<Server>>,
) -> Result<Response<Body>, Fault> {
    let at_page = Reader { path: format!("/desk/reviews/{id}/beside"), ..reader.clone() };
    let c = frame(site, &at_page, say::evidence_beside_title());
    let found = suggest::found(site, draft.text.claim.clone(), c.lang).await?;
    // A check of our own answers nobody's question who else looked into it.
    let here = found.into_iter().filter(|(_, card)| card.by.is_some());
    let here = here.map(|(found, card)| (card, Some(found.url).filter(|url| leads_out(url))));
    let page = BesidePage {
        bar: Bar::of(&c, person),
        id,
        claim: plain(&draft.text.claim),
        asks: may(person.editor.role, Act::WriteReviews) && site.steps.evidence.asks_elsewhere(),
        servers: site.steps.evidence.asks_elsewhere(),
        texts: texts(site, draft, c.lang),
        here: here.collect(),
        others,
        c,
    };
    answer(reader, head, &page, false)
}

/// The claim, the texts and the quotes that say something to compare.
fn texts(site: &Site, draft: &DraftContent, lang: say::Lang) -> Vec<Text> {
    let fields = TextField::ALL.into_iter().map(|field| {
        let name = match field {
            TextField::Claim => say::review_claim(),
            TextField::Title => say::review_head(),
            TextField::Summary => say::review_summary(),
            TextField::Explanation => say::review_explanation(),
            TextField::Body => say::review_body(),
        };
        (name, draft.text.get(field).to_owned())
    });
    let quotes =
        (1..).zip(&draft.evidence).filter_map(|(n, source)| Some((say::evidence_title(n), source.quote.clone()?)));
    let today = site.today();
    let all = fields.chain(quotes).map(|(name, words)| {
        let facts = facts(&words, today, lang);
        Text { name, words: short(&plain(&words)), facts }
    });
    all.filter(|text| !text.facts.is_empty()).collect()
}

/// The beginning of a text: which one is meant.
fn short(text: &str) -> String {
    const MOST: usize = 160;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}
