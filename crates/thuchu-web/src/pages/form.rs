//! Reading a posted form: UTF-8, of a bounded size, one field; whatever else is in it is left alone.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use futures_util::StreamExt as _;
use thuchu_listen::Refusal;

use crate::error::Fault;

/// Most bytes of a posted body: a question of a few pages, three bytes to each of its letters once encoded.
pub(crate) const MOST_BYTES: u64 = 256 * 1024;

/// The body of a request, whole.
pub(crate) struct Whole(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Fault;

    async fn from_request(request: Request<Body>, _: &S) -> Result<Self, Fault> {
        Self::read(request, MOST_BYTES).await
    }
}

impl Whole {
    /// The bytes of a posted form.
    pub(crate) async fn form(request: Request<Body>, most: u64) -> Result<Self, Fault> {
        const FORM: &str = "application/x-www-form-urlencoded";
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM) {
            return Err(Fault::WrongType(FORM));
        }
        Self::read(request, most).await
    }

    /// The body, of at most so many bytes.
    pub(crate) async fn read(request: Request<Body>, most: u64) -> Result<Self, Fault> {
        // Piece by piece into one place: a piece of one byte that is kept holds the kilobytes it was read into, and who
        // drips a body would cost thousands of times what they send.
        let mut pieces = request.into_body().into_data_stream();
        let mut whole = Vec::new();
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|error| match thuchu_listen::what_stopped(&error) {
                Some(Refusal::BodyTooLarge) => Fault::TooLarge(most),
                _ => Fault::Incomplete,
            })?;
            if (whole.len() + piece.len()) as u64 > most {
                return Err(Fault::TooLarge(most));
            }
            whole.extend_from_slice(&piece);
        }
        Ok(Self(whole.into()))
    }
}

/// The field `text` of a posted form; empty when it is missing.
pub(crate) struct Text(pub(super) String);

impl<S: Send + Sync> FromRequest<S> for Text {
    type Rejection = Fault;

    async fn from_request(request: Request<Body>, _: &S) -> Result<Self, Fault> {
        let Whole(bytes) = Whole::form(request, MOST_BYTES).await?;
        let mut fields = url::form_urlencoded::parse(&bytes);
        let text = fields.find(|(name, _)| name == "text").map(|(_, text)| text.into_owned());
        Ok(Self(text.unwrap_or_default()))
    }
}
