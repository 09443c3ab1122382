//! Files that everybody may have of a published version: its manifest and what stands in it to take away, a copied page to
//! be shown in a frame. What no published version rests on is not here.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::Response;
use thuchu_app::reading::{Found, ReadError};
use thuchu_listen::Client;
use thuchu_model::{CaptureId, CheckId, CheckOrigin, PublicId};

use crate::error::Fault;
use crate::inert::{Keep, download, framed};
use crate::site::Site;

/// The check of ours at this address, when this version of it may be shown.
async fn public(site: &Site, check: &str, number: u32) -> Result<CheckId, Fault> {
    let id = PublicId::parse(check).map_err(|_| Fault::NotFound)?;
    match site.reading.version(id, number).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) if matches!(found.stored.check.origin, CheckOrigin::Own { .. }) => {
            Ok(found.stored.check.id)
        }
        Found::Withdrawn(taken) => Err(Fault::Withdrawn(taken.reason)),
        Found::Check(_) | Found::ReplacedBy(_) => Err(Fault::NotFound),
    }
}

/// `GET /evidence/{capture}/page/{check}/{number}/{place}`: the copied page, with the words marked that this version quotes.
pub(crate) async fn framed_page(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    address: Result<Path<(String, String, u32, usize)>, PathRejection>,
) -> Result<Response<Body>, Fault> {
    let Path((capture, check, number, place)) = address.map_err(|_| Fault::NotFound)?;
    let capture = CaptureId::parse(&capture).ok_or(Fault::NotFound)?;
    site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let check = public(&site, &check, number).await?;
    let evidence = &site.steps.evidence;
    let kept = evidence.kept(check, number, place).await.map_err(ReadError::from)?;
    let kept = kept.filter(|kept| kept.capture.id == capture).ok_or(Fault::NotFound)?;
    let html = evidence.page(capture, kept.source.quote.as_deref()).await.map_err(ReadError::from)?;
    Ok(framed(html.ok_or(Fault::NotFound)?, Keep::Always))
}

/// `GET /proof/{check}/{number}/{name}`: the manifest of a version, or a file that it names.
pub(crate) async fn file(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    address: Result<Path<(String, u32, String)>, PathRejection>,
) -> Result<Response<Body>, Fault> {
    let Path((check, number, name)) = address.map_err(|_| Fault::NotFound)?;
    site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let check = public(&site, &check, number).await?;
    let proof = site.steps.evidence.proof(check, number).await.map_err(ReadError::from)?.ok_or(Fault::NotFound)?;
    let blob = async |hash| site.steps.desk.blobs.get(hash).await.map_err(|error| Fault::from(ReadError::from(error)));
    let (bytes, kind): (Bytes, &str) = match name.as_str() {
        "manifest.json" => (proof.bytes, "application/json"),
        "check.json" => (proof.content.into(), "application/json"),
        "SHA256SUMS" => (proof.manifest.sums().into(), "text/plain; charset=utf-8"),
        "manifest.tsr" => {
            let (token, _) = proof.token.ok_or(Fault::NotFound)?;
            (blob(&token).await?, "application/timestamp-reply")
        }
        name => {
            let named = proof.manifest.files().find(|file| file.name == name).ok_or(Fault::NotFound)?;
            let bytes = blob(&named.sha256).await?;
            return Ok(download(bytes, &named.media_type, name, Keep::Always));
        }
    };

    Ok(download(bytes, kind, &name, Keep::Always))
}
