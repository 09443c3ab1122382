//! The work on reviews: begin, write, submit, take back, return, give to somebody. Approval and publication are steps
//! of their own.

mod begin;
mod door;
mod error;
mod hand_on;
mod open;
mod save;
#[cfg(test)]
mod tests;

use thuchu_model::{Act, Editor, EditorId, Review, ReviewId, may};
use thuchu_store::reviews::{self, StoredDraft};
use thuchu_store::{Source, editors};

use crate::Desk;

pub use door::{Unfit, unfit};
pub use error::{Clash, ReviewError};
pub use open::{Change, History, Opened, Shelf, ShelfOf, ShelfPlace};
pub use save::Saved;

/// The reviews of a desk. One for a process.
pub struct Reviews {
    desk: Desk,
}

impl Reviews {
    /// Those of this desk.
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

/// The editor as they are at this moment, if they may do this.
async fn acting(from: &mut impl Source, id: EditorId, act: Act) -> Result<Editor, ReviewError> {
    let editor = editors::get(from, id).await?.ok_or(ReviewError::Missing("editor"))?;
    if editor.active && may(editor.role, act) { Ok(editor) } else { Err(ReviewError::NotAllowed) }
}

/// A review and its draft.
async fn loaded(from: &mut impl Source, id: ReviewId) -> Result<(Review, StoredDraft), ReviewError> {
    let review = reviews::get(from, id).await?.ok_or(ReviewError::Missing("review"))?;
    let draft = reviews::draft(from, id).await?.ok_or(ReviewError::Missing("draft"))?;
    Ok((review, draft))
}
