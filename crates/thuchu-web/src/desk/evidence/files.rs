//! The files of copies, for the desk: the page for a frame, everything else to take away.

use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use thuchu_app::evidence::file_name;
use thuchu_app::reading::ReadError;
use thuchu_model::{CaptureId, EvidenceId, FileRole, ReviewId};

use super::super::frame::{Named, Visit};
use crate::error::Fault;
use crate::inert::{Keep, download, framed};

/// Whose quote is marked; nobody's without.
#[derive(serde::Deserialize, Default)]
pub(crate) struct Quoted {
    #[serde(default)]
    review: String,
    #[serde(default)]
    evidence: String,
}

/// `GET /desk/captures/{id}/page`: the copied page with the quote marked that the draft has at this moment.
pub(crate) async fn page(
    Visit { site, .. }: Visit,
    Named(id): Named<CaptureId>,
    Query(of): Query<Quoted>,
) -> Result<Response<Body>, Fault> {
    let quote = match (ReviewId::parse(&of.review), EvidenceId::parse(&of.evidence)) {
        (Some(review), Some(evidence)) => {
            let draft = site.steps.reviews.open(review).await?.draft.draft.content;
            draft.source(evidence).and_then(|source| source.quote.clone())
        }
        _ => None,
    };
    let html = site.steps.evidence.page(id, quote.as_deref()).await.map_err(ReadError::from)?;
    Ok(framed(html.ok_or(Fault::NotFound)?, Keep::Never))
}

/// `GET /desk/captures/{id}/files/{role}`
pub(crate) async fn file(
    Visit { site, .. }: Visit,
    Named((id, role)): Named<(CaptureId, String)>,
) -> Result<Response<Body>, Fault> {
    let role = FileRole::parse(&role).ok_or(Fault::NotFound)?;
    let found = site.steps.evidence.file(id, role).await.map_err(ReadError::from)?;
    let (file, bytes) = found.ok_or(Fault::NotFound)?;
    Ok(download(bytes, &file.media_type, &file_name(id, role, &file.media_type), Keep::Never))
}
