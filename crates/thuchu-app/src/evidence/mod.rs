//! Sources that are preserved, quoted exactly, watched and provable: copies are made on an editor's wish, put to the source of
//! the draft they were asked for, and looked at again every week once a check rests on them.
//!
//! Left to others: what makes a page inert and finds words in it (`thuchu-archive`), child processes with limits
//! (`thuchu-tools`), the way out (`thuchu-fetch`), rows and files (`thuchu-store`).

mod beside;
mod capture;
mod copies;
mod look_over;
mod official;
mod problem;
mod prove;
mod show;
#[cfg(test)]
mod tests;
mod tools;
mod upload;
mod watch;
mod wishes;

use std::sync::Arc;

use tokio::sync::Notify;

use crate::Desk;

pub use beside::Elsewhere;
pub use copies::copies_of;
pub(crate) use copies::rests_on;
pub use look_over::{EvidenceFault, EvidenceReport, look_over};
pub use official::OfficialError;
pub use problem::CaptureError;
pub use prove::{Manifest, ManifestFile, ManifestHead, ManifestSource, Proof, check_files, file_name};
pub use show::{Kept, SourceShown, Words};
pub use tools::Tools;
pub use upload::Brought;
pub use watch::WATCH_DAYS;

pub use thuchu_archive::{Change, Difference, Line};
pub use thuchu_store::captures::{CopyRequest, Step};
pub use thuchu_store::official_pages::OfficialPage;
pub use thuchu_tools::{Fact, FactName};

/// The evidence of a desk. One for a process.
pub struct Evidence {
    desk: Desk,
    tools: Tools,
    /// Somebody asked for a copy a moment ago.
    asked: Arc<Notify>,
}

impl Evidence {
    /// That of this desk, with what the operator has set up.
    #[must_use]
    pub fn new(desk: Desk, tools: Tools) -> Self {
        Self { desk, tools, asked: Arc::default() }
    }
}
