//! `GET /desk/reviews/{id}/evidence/{evidence}`: a source with its copy, what became of it since, and where else it is.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, Response};
use thuchu_app::evidence::SourceShown;
use thuchu_app::people::Person;
use thuchu_app::reading::ReadError;
use thuchu_model::{Act, CaptureId, CaptureWay, FileRole, may};
use thuchu_say::{self as say, Message};

use super::super::frame::{Bar, Done, Named, Visit, Wrong, frame, page as answer};
use super::copy::found;
use super::{Address, at, bring};
use crate::error::Fault;
use crate::evidence_words::{Around, Differs, FileLine, LookLine, around, facts};
use crate::headers::allow_frame;
use crate::language::Reader;
use crate::look::{Card, Frame, plain};
use crate::site::Site;

/// Paragraphs of a difference that are shown.
const MOST_LINES: usize = 120;

#[derive(Template)]
#[template(path = "desk/source.html")]
struct SourcePage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    wrong: Vec<Wrong>,
    /// Where the review is.
    review: String,
    address: Address,
    title: String,
    url: Option<String>,
    quote: Option<String>,
    /// The copy, if there is one.
    kept: Option<Kept>,
    found: Option<Around>,
    not_found: Option<Message>,
    /// Files may be brought.
    brings: bool,
    bring_hint: Message,
    step: Option<Message>,
}

/// A copy as its page shows it.
struct Kept {
    whole: bool,
    machine: bool,
    facts: Vec<(Message, String)>,
    missing: Option<Message>,
    files: Vec<FileLine>,
    /// The page for the frame.
    frame: Option<String>,
    screenshot: Option<String>,
    fetched: bool,
    looks: Vec<LookLine>,
    differs: Option<Differs>,
    still: Option<Message>,
    others: Vec<(String, Message)>,
    seen: Vec<Seen>,
}

/// Where the same file was seen: a check, or a copy that none rests on.
pub(super) struct Seen {
    check: Option<Card>,
    copy: String,
}

/// What was just done.
#[derive(serde::Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

/// `GET /desk/reviews/{id}/evidence/{evidence}`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Named(address): Named<Address>,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    let done = (after.done == "saved").then(|| Done { text: say::review_saved(), undo: None });
    shown(&site, &reader, &head, &person, address, (done, Vec::new())).await
}

/// The page, with what was just done or refused.
pub(super) async fn shown(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    address: Address,
    (done, wrong): (Option<Done>, Vec<Wrong>),
) -> Result<Response<Body>, Fault> {
    let shown = found(site, &address).await?;
    let place = at(address.id, address.evidence);
    let at_page = Reader { path: place.clone(), ..reader.clone() };
    let content = site.steps.reviews.open(address.id).await?.draft.draft.content;
    let number = content.evidence.iter().position(|source| source.id == address.evidence).map_or(0, |at| at as u64 + 1);
    let c = frame(site, &at_page, say::evidence_title(number));
    let (around, not_found) = around(&shown.words);
    let step =
        shown.wish.as_ref().filter(|wish| !wish.step.is_over()).map(|wish| say::evidence_step(wish.step.as_str()));
    let refused = !wrong.is_empty();
    let page = SourcePage {
        bar: Bar::of(&c, person),
        done,
        wrong,
        review: c.to(&format!("/desk/reviews/{}", address.id)),
        title: plain(&shown.source.title),
        url: Some(plain(&shown.source.url)).filter(|url| crate::markdown::leads_out(url)),
        quote: shown.source.quote.as_deref().map(plain).filter(|quote| !quote.is_empty()),
        kept: kept(site, &c, &address, &shown).await?,
        found: around,
        not_found,
        brings: may(person.editor.role, Act::WriteReviews),
        bring_hint: say::evidence_bring_hint(bring::MOST_FILE as u64),
        step,
        address,
        c,
    };
    let mut response = answer(reader, head, &page, refused)?;
    allow_frame(&mut response);
    Ok(response)
}

async fn kept(site: &Site, c: &Frame, address: &Address, shown: &SourceShown) -> Result<Option<Kept>, Fault> {
    let Some(capture) = &shown.capture else { return Ok(None) };
    let evidence = &site.steps.evidence;
    let file = |id: CaptureId, role: FileRole| c.to(&format!("/desk/captures/{id}/files/{}", role.as_str()));
    let page = capture.file(FileRole::Page).map(|_| {
        let (review, source) = (address.id, address.evidence);
        c.to(&format!("/desk/captures/{}/page?review={review}&evidence={source}", capture.id))
    });
    let changed = shown.looks.iter().find_map(|look| look.copy);
    let (mut differs, mut still) = (None, None);
    if let Some(now) = changed {
        let found = evidence.difference(capture.id, now).await.map_err(ReadError::from)?;
        differs = found.map(|found| Differs::of(&found, MOST_LINES));
        if let Some(quote) = &shown.source.quote {
            let says = evidence.still_says(now, quote).await.map_err(ReadError::from)?;
            still = Some(if says { say::evidence_still_says() } else { say::evidence_no_longer_says() });
        }
    }
    let other = |other: &thuchu_model::Capture| {
        let address = match other.leading()?.role {
            FileRole::Page => c.to(&format!("/desk/captures/{}/page", other.id)),
            role => file(other.id, role),
        };
        Some((address, say::evidence_other_of(site.on_day(other.at, c.lang).text)))
    };
    Ok(Some(Kept {
        whole: shown.whole,
        machine: capture.facts.read_by_machine,
        facts: facts(site, capture, c.lang),
        missing: Some(capture.facts.parts_missing)
            .filter(|count| *count > 0)
            .map(|count| say::evidence_parts_missing(u64::from(count))),
        files: capture.files.iter().map(|one| FileLine::of(one, file(capture.id, one.role), c.lang)).collect(),
        frame: page,
        screenshot: capture.file(FileRole::Screenshot).map(|_| file(capture.id, FileRole::Screenshot)),
        fetched: capture.way == CaptureWay::Fetched,
        looks: shown.looks.iter().map(|look| LookLine::of(site, look, c.lang)).collect(),
        differs,
        still,
        others: shown.others.iter().filter_map(other).collect(),
        seen: seen(site, c, capture.id).await?,
    }))
}

/// Where exactly this file was seen before.
pub(super) async fn seen(site: &Site, c: &Frame, id: CaptureId) -> Result<Vec<Seen>, Fault> {
    let mut seen = Vec::new();
    for (copy, checks) in site.steps.evidence.seen_before(id).await.map_err(ReadError::from)? {
        let address = c.to(&format!("/desk/captures/{copy}/files/{}", FileRole::Document.as_str()));
        let cards = site.reading.live().with(|matcher| {
            let library = matcher.library();
            let shown = checks.iter().filter_map(|check| library.get(*check));
            shown.map(|shown| Card::of(site, library, shown, c.lang)).collect::<Vec<_>>()
        });
        let cards = cards.unwrap_or_default();
        if cards.is_empty() {
            seen.push(Seen { check: None, copy: address.clone() });
        }
        seen.extend(cards.into_iter().map(|card| Seen { check: Some(card), copy: address.clone() }));
    }
    Ok(seen)
}
