//! `GET /c/{id}/{slug}/evidence/{place}`: one source of a published check beside our copy of it, what became of it since,
//! and how anybody checks that the copy was not altered.

use askama::Template;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use thuchu_app::evidence::{Kept, Proof, file_name};
use thuchu_app::library::Shown;
use thuchu_app::reading::{Found, Published, ReadError};
use thuchu_model::{CaptureWay, CheckOrigin, FileRole, PublicId};
use thuchu_say::{self as say, Message};

use super::check::own::evidence_address;
use super::{check, html, kept};
use crate::error::Fault;
use crate::evidence_words::{Around, Differs, FileLine, LookLine, around, facts};
use crate::headers::allow_frame;
use crate::language::Reader;
use crate::look::{Card, Frame, Part, holds_demonstration, in_lang, path_of, plain};
use crate::markdown::leads_out;
use crate::router::moved;
use crate::site::Site;

/// Paragraphs of a difference that are shown.
const MOST_LINES: usize = 60;

#[derive(Template)]
#[template(path = "evidence.html")]
struct EvidencePage {
    c: Frame,
    card: Card,
    /// The version's page.
    check: String,
    older: bool,
    title: String,
    url: Option<String>,
    quote: Option<String>,
    found: Option<Around>,
    not_found: Option<Message>,
    facts: Vec<(Message, String)>,
    missing: Option<Message>,
    machine: bool,
    /// The page for the frame, or the document to take away.
    frame: Option<String>,
    document: Option<String>,
    screenshot: Option<String>,
    files: Vec<FileLine>,
    fetched: bool,
    looks: Vec<LookLine>,
    differs: Option<Differs>,
    still: Option<Message>,
    /// Where manifest and files are, once they are.
    proof: Option<String>,
    stamped: Option<Message>,
}

/// The address of the evidence of the newest version.
#[derive(serde::Deserialize)]
pub(crate) struct Newest {
    id: String,
    place: usize,
}

/// The address of the evidence of a version.
#[derive(serde::Deserialize)]
pub(crate) struct Older {
    id: String,
    number: u32,
    place: usize,
}

/// `GET /c/{id}/{slug}/evidence/{place}`
pub(crate) async fn newest(
    State(site): State<Site>,
    reader: Reader,
    address: Result<Path<Newest>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let address = address.map_err(|_| Fault::NotFound)?.0;
    let id = PublicId::parse(&address.id).map_err(|_| Fault::NotFound)?;
    match site.reading.check(id).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) => page(&site, &reader, &head, &found, address.place).await,
        Found::Withdrawn(taken) => Err(Fault::Withdrawn(taken.reason)),
        Found::ReplacedBy(_) => Err(Fault::NotFound),
    }
}

/// `GET /c/{id}/{slug}/v/{number}/evidence/{place}`
pub(crate) async fn older(
    State(site): State<Site>,
    reader: Reader,
    address: Result<Path<Older>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let address = address.map_err(|_| Fault::NotFound)?.0;
    let id = PublicId::parse(&address.id).map_err(|_| Fault::NotFound)?;
    match site.reading.version(id, address.number).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) if found.superseded_by.is_some() => {
            page(&site, &reader, &head, &found, address.place).await
        }
        // The newest version has one address only.
        Found::Check(found) => {
            let path = path_of(&Shown::of(&found.stored));
            Ok(moved(StatusCode::FOUND, &in_lang(reader.lang, &evidence_address(&path, &found, address.place))))
        }
        Found::Withdrawn(taken) => Err(Fault::Withdrawn(taken.reason)),
        Found::ReplacedBy(_) => Err(Fault::NotFound),
    }
}

async fn page(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    found: &Published,
    place: usize,
) -> Result<Response<Body>, Fault> {
    let version = &found.stored.check;
    if !matches!(version.origin, CheckOrigin::Own { .. }) {
        return Err(Fault::NotFound);
    }
    let shown = Shown::of(&found.stored);
    let key = site.reading.live().with(|matcher| check::key(site, reader, matcher, &shown)).ok_or(Fault::Starting)?;
    // A manifest, and a time-stamp, come some time after the version.
    let proof = proof_of(site, found).await?;
    let proved = proof.as_ref().map_or(0, |proof| 1 + u8::from(proof.token.is_some()));
    let key = format!("evidence {place} v{} of {:?} {proved} {key}", version.version, found.superseded_by);
    let made = match site.cache.get(site.own().version(), &key) {
        Some(_) => None,
        None => Some(made(site, reader, found, (&shown, place), proof.as_ref()).await?),
    };
    let mut response = kept(site, reader, head, &key, || html(&made.ok_or(Fault::Busy)?))?;
    allow_frame(&mut response);
    Ok(response)
}

/// What everybody may have of this version. A manifest whose file is lost is none: what the desk finds out about it stands
/// in its own log, and the evidence can be read all the same.
async fn proof_of(site: &Site, found: &Published) -> Result<Option<Proof>, Fault> {
    let version = &found.stored.check;
    match site.steps.evidence.proof(version.id, version.version).await {
        Ok(proof) => Ok(proof),
        Err(error) if error.is_transient() => Err(Fault::Unavailable),
        Err(error) => {
            tracing::error!(code = error.code(), %error, check = %version.public_id, "a manifest cannot be read");
            Ok(None)
        }
    }
}

async fn made(
    site: &Site,
    reader: &Reader,
    found: &Published,
    (shown, place): (&Shown, usize),
    proof: Option<&Proof>,
) -> Result<EvidencePage, Fault> {
    let (version, evidence) = (&found.stored.check, &site.steps.evidence);
    let kept = evidence.kept(version.id, version.version, place).await.map_err(ReadError::from)?;
    let Kept { source, capture, looks, words } = kept.ok_or(Fault::NotFound)?;
    let (mut differs, mut still) = (None, None);
    if let Some(now) = looks.iter().find_map(|look| look.copy) {
        let difference = evidence.difference(capture.id, now).await.map_err(ReadError::from)?;
        differs = difference.map(|found| Differs::of(&found, MOST_LINES));
        if let Some(quote) = &source.quote {
            let says = evidence.still_says(now, quote).await.map_err(ReadError::from)?;
            still = Some(if says { say::evidence_still_says() } else { say::evidence_no_longer_says() });
        }
    }
    let lang = reader.lang;
    let number = place as u64;
    let (card, demonstration) = site
        .reading
        .live()
        .with(|matcher| {
            let library = matcher.library();
            (Card::of(site, library, shown, lang), holds_demonstration(library))
        })
        .ok_or(Fault::Starting)?;
    let title = format!("{}: {}", say::evidence_kept_title(number).in_lang(lang), card.claim);
    let mut c = Frame::new(site, reader, Part::Checks, title, demonstration);
    let base = path_of(shown);
    c.path = evidence_address(&base, found, place);
    c.indexed = false;
    let of = format!("{}/{}", version.public_id, version.version);
    let at = proof.map(|_| format!("/proof/{of}"));
    let file = |role: FileRole| {
        let file = capture.file(role)?;
        Some(format!("{}/{}", at.as_ref()?, file_name(capture.id, role, &file.media_type)))
    };
    let (around, not_found) = around(&words);
    let check = c.path.rsplit_once("/evidence/").map_or(base.as_str(), |(check, _)| check.trim_end_matches("/-"));
    Ok(EvidencePage {
        check: c.to(check),
        older: found.superseded_by.is_some(),
        title: plain(source.title.as_ref().unwrap_or(&source.url)),
        url: Some(source.url.clone()).filter(|url| leads_out(url)),
        quote: source.quote.as_deref().map(plain).filter(|quote| !quote.is_empty()),
        found: around,
        not_found,
        facts: facts(site, &capture, lang),
        missing: Some(u64::from(capture.facts.parts_missing))
            .filter(|count| *count > 0)
            .map(say::evidence_parts_missing),
        machine: capture.facts.read_by_machine,
        frame: capture.file(FileRole::Page).map(|_| format!("/evidence/{}/page/{of}/{place}", capture.id)),
        document: file(FileRole::Document),
        screenshot: file(FileRole::Screenshot),
        files: (capture.files.iter()).map(|one| FileLine::of(one, file(one.role).unwrap_or_default(), lang)).collect(),
        fetched: capture.way == CaptureWay::Fetched,
        looks: looks.iter().map(|look| LookLine::of(site, look, lang)).collect(),
        differs,
        still,
        stamped: proof
            .and_then(|proof| proof.token.as_ref())
            .map(|(_, time)| say::evidence_proof_stamped(site.on_day(*time, lang).text)),
        proof: at,
        card,
        c,
    })
}
