//! Publishing: a second editor approves, and in one unit of work there are the version, the check, its correction, the
//! answers that are owed and the entry of the log. Also how a check is taken back, and what people say against it.

mod appeal;
mod approve;
mod error;
mod house;
mod json_ld;
mod preview;
#[cfg(test)]
mod tests;
mod withdraw;

use thuchu_model::{Act, Editor, EditorId, may};
use thuchu_store::{Source, Tx, editors};

use crate::Desk;

pub use appeal::{AppealShown, Decide, Numbers, Opinion, Taken};
pub use approve::{Approved, ToApprove};
pub use error::PublishError;
pub use house::desk_pages;
pub use json_ld::{PageShown, json_ld};
pub use thuchu_store::appeals::{StoredAppeal, YearLine};
pub use withdraw::Wish;

/// The steps from an approval on. One for a process.
pub struct Publish {
    desk: Desk,
}

impl Publish {
    /// Those of this desk.
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

/// The editor as they are at this moment, who may approve.
async fn acting(tx: &mut Tx, id: EditorId) -> Result<Editor, PublishError> {
    let editor = editors::get(tx, id).await?.ok_or(PublishError::Missing("editor"))?;
    if editor.active && may(editor.role, Act::Approve) { Ok(editor) } else { Err(PublishError::NotAllowed) }
}

/// The name of an editor, for pages.
async fn name_of(from: &mut impl Source, id: EditorId) -> Result<String, PublishError> {
    Ok(editors::get(from, id).await?.map(|editor| editor.name.to_string()).unwrap_or_default())
}
