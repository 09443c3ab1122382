//! `POST /desk/evidence/file`: an editor brings a file as the copy of a source. The address names no source, for only
//! addresses that are known beforehand take bodies this large; the form does, before the file.

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use bytes::{Bytes, BytesMut};
use thuchu_model::{EvidenceId, ReviewId};
use thuchu_say::{self as say, Message};
use tokio::sync::OwnedSemaphorePermit;

use super::super::frame::{Bar, Visit, Wrong, frame, page as answer};
use super::{Address, at, refused, source};
use crate::error::Fault;
use crate::evidence_words::{fact, problem};
use crate::language::Reader;
use crate::look::Frame;
use crate::pages::send::multipart::Parts;
use crate::site::Site;

/// Bytes of a file.
pub(super) const MOST_FILE: usize = 20 * 1024 * 1024;
/// Bytes of an id.
const MOST_FIELD: usize = 64;
/// A permit of the room for files in memory is good for so many bytes.
const STEP: usize = 1 << 20;

#[derive(Template)]
#[template(path = "desk/brought.html")]
struct BroughtPage {
    c: Frame,
    bar: Option<Bar>,
    /// The source's page.
    source: String,
    facts: Vec<(Message, String)>,
}

/// `POST /desk/evidence/file`
pub(crate) async fn bring(
    Visit { site, reader, head, person }: Visit,
    request: Request,
) -> Result<Response<Body>, Fault> {
    let sent = Sent::read(&site, &head, request.into_body()).await?;
    let address = Address { id: sent.review, evidence: sent.evidence };
    let Sent { file, _room, .. } = sent;
    let refusal = match file {
        File::None => say::evidence_bring_none(),
        File::TooLarge => problem("document.too_large"),
        File::Whole(file) => {
            match site.steps.evidence.bring(person.editor.id, address.id, address.evidence, file).await {
                Ok(brought) => {
                    let place = at(address.id, address.evidence);
                    let at_page = Reader { path: place.clone(), ..reader.clone() };
                    let c = frame(&site, &at_page, say::evidence_brought());
                    let facts = brought.facts.iter().map(|one| fact(one, c.lang));
                    let (facts, source) = (facts.collect(), c.to(&place));
                    return answer(&reader, &head, &BroughtPage { bar: Bar::of(&c, &person), source, facts, c }, false);
                }
                Err(error) => refused(&error)?,
            }
        }
    };
    let wrong = vec![Wrong { field: "file", text: refusal }];
    source::shown(&site, &reader, &head, &person, address, (None, wrong)).await
}

/// What was sent.
struct Sent {
    review: ReviewId,
    evidence: EvidenceId,
    file: File,
    /// Held until the file is done with.
    _room: Vec<OwnedSemaphorePermit>,
}

enum File {
    None,
    TooLarge,
    Whole(Bytes),
}

impl Sent {
    /// Reads the form piece by piece: no more than one file is held, and no more of all forms than there is room for.
    async fn read(site: &Site, head: &axum::http::HeaderMap, body: Body) -> Result<Self, Fault> {
        let mut parts = Parts::of(head, body)?;
        let (mut review, mut evidence, mut file) = (None, None, File::None);
        let mut room = Vec::new();
        while let Some(name) = parts.next().await? {
            match name.as_str() {
                "review" => review = ReviewId::parse(&parts.text(MOST_FIELD).await?),
                "evidence" => evidence = EvidenceId::parse(&parts.text(MOST_FIELD).await?),
                "file" => {
                    let mut bytes = BytesMut::new();
                    while let Some(piece) = parts.piece().await? {
                        if bytes.len() + piece.len() > MOST_FILE {
                            file = File::TooLarge;
                            bytes.clear();
                            break;
                        }
                        while room.len() * STEP < bytes.len() + piece.len() {
                            let more = site.picture_room.clone().try_acquire_owned();
                            room.push(more.map_err(|_| Fault::Busy)?);
                        }
                        bytes.extend_from_slice(&piece);
                    }
                    // A file field in which nothing was chosen is sent empty.
                    if !bytes.is_empty() {
                        file = File::Whole(bytes.freeze());
                    }
                }
                _ => {}
            }
        }
        match (review, evidence) {
            (Some(review), Some(evidence)) => Ok(Self { review, evidence, file, _room: room }),
            _ => Err(Fault::Unusable("request.fields", say::web_fault_unusable_advice())),
        }
    }
}
