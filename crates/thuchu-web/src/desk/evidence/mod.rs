//! Sources and their copies at the desk: made on a wish, brought as files, looked at, and what stands beside a review to
//! compare with.

pub(super) mod beside;
pub(super) mod bring;
pub(super) mod copy;
mod facts;
pub(super) mod files;
pub(super) mod official;
pub(super) mod source;

use thuchu_app::evidence::CaptureError;
use thuchu_model::{EvidenceId, ReviewId};
use thuchu_say::Message;

use crate::error::Fault;
use crate::evidence_words::problem;

/// The address of a source of a review.
#[derive(serde::Deserialize)]
pub(crate) struct Address {
    id: ReviewId,
    evidence: EvidenceId,
}

/// Where a source stands.
pub(super) fn at(review: ReviewId, evidence: EvidenceId) -> String {
    format!("/desk/reviews/{review}/evidence/{evidence}")
}

/// Why there is no copy, in words; or the fault, when it is not the sender's doing.
pub(super) fn refused(error: &CaptureError) -> Result<Message, Fault> {
    match error {
        CaptureError::NotAllowed => Err(Fault::Forbidden),
        CaptureError::Store(store) if store.is_transient() => Err(Fault::Unavailable),
        CaptureError::Store(store) => {
            tracing::error!(code = store.code(), %store, "a source cannot be worked on");
            Err(Fault::Broken)
        }
        CaptureError::Status(status) => Ok(problem(&format!("{} {status}", error.code()))),
        error => Ok(problem(error.code())),
    }
}
